# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Regions, indicators and figures as JSON: one shape for the API, the commands and what can be downloaded.

Knows: names and order of the fields. Leaves: pages and problems (the doors).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..basics import Said
from ..region import Became, Download, Parts, Point, Region, RegionKind, Regions, Series
from ..region.indicators import Document, Indicator, SeriesSource
from ..region.verdict import BackTest, Expected, Outlook, Verdict
from .download_shape import moment
from .watch_parts import Card, IndicatorInFull, RegionInSight

Shape = dict[str, Any]


def region_shape(region: Region) -> Shape:
    return {
        "code": region.code,
        "naam": region.name,
        "soort": region.kind,
        "vanaf": _day(region.first),
        "tot": _day(region.until),
    }


def region_with_past_shape(region: Region, regions: Regions) -> Shape:
    """A region with what became of it and what went into it."""
    became = regions.became(region.code)
    return {
        **region_shape(region),
        "opvolger": None if became is None else _became_shape(became, regions),
        "voorgangers": [
            {"code": one.region, "naam": _name(one.region, regions), "op": one.on.isoformat(), "hoe": one.kind}
            for one in regions.came_from(region.code)
        ],
    }


def _became_shape(became: Became, regions: Regions) -> Shape:
    return {
        "op": became.on.isoformat(),
        "hoe": became.kind,
        "in": [{"code": code, "naam": _name(code, regions)} for code in became.into],
        "bron": became.source,
    }


def _name(code: str, regions: Regions) -> str | None:
    region = regions.region(code)
    return region.name if region is not None else None


def indicator_shape(indicator: Indicator, covered: Sequence[RegionKind], language: str) -> Shape:
    """`covered`: the kinds of region for which there are figures here."""

    def text(words: Said | None) -> str | None:
        return None if words is None else words.in_language(language)

    return {
        "id": indicator.id,
        "naam": text(indicator.name),
        "thema": indicator.theme,
        "definitie": text(indicator.definition),
        "eenheid": text(indicator.unit),
        "decimalen": indicator.decimals,
        "veranderingIn": "procent" if indicator.log else "eenheid",
        "vanBelangVanaf": {"verandering": indicator.relevant, "waarom": text(indicator.relevant_why)},
        "zegtNiet": [text(one) for one in indicator.says_not],
        "gevraagdDoor": [_document(one) for one in indicator.goals],
        "bronnen": [_source(one) for one in indicator.sources],
        "breuken": [
            {
                "op": one.on.isoformat(),
                "waarom": text(one.why),
                "hersteld": one.mended,
                "herstelVanaf": _day(one.mended_from),
                "tabellen": list(one.tables),
                "bron": _document(one.document),
            }
            for one in indicator.breaks
        ],
        "klassen": [
            {
                "naam": text(one.name),
                "boven": one.above,
                "totEnMet": one.up_to,
                "vanaf": _day(one.first),
                "tot": _day(one.until),
                "bron": _document(one.document),
            }
            for one in indicator.classes
        ],
        "optelbaar": indicator.adds_up,
        "geenBron": text(indicator.nowhere),
        "geenBronPerRegio": text(indicator.regional_nowhere),
        "cijfersVoor": list(covered),
    }


def _source(source: SeriesSource) -> Shape:
    return {
        "aanbieder": source.provider,
        "tabel": source.table,
        "soortRegio": list(source.covers),
        "selectie": dict(source.select),
        "periode": source.period_kind,
        "seizoenGecorrigeerd": source.adjusted,
        "opEchtBestandGeprobeerd": source.tried,
        "document": _document(source.document),
    }


def _document(document: Document) -> Shape:
    return {"document": document.document, "plaats": document.place, "url": document.url or None}


def observations_shape(series: Series, indicator: Indicator, points: Sequence[Point], language: str) -> Shape:
    """Figures of a series (all, or some of them), with where they came from."""
    return {
        "regio": series.region,
        "indicator": indicator.id,
        "eenheid": indicator.unit.in_language(language),
        "voorbeeld": series.made_up,
        "samengesteldUit": list(series.composed_of),
        "waarnemingen": [point_shape(point) for point in points],
        "bron": [origin_shape(one) for one in series.downloads],
    }


def point_shape(point: Point) -> Shape:
    return {
        "periode": point.span.code,
        "soortPeriode": point.span.kind,
        "vanaf": _day(point.span.first),
        "tot": _day(point.span.until),
        "waarde": point.value,
        "reden": point.reason,
        "periodestatus": point.status,
        "deel": point.span.part,
    }


def origin_shape(download: Download) -> Shape:
    """Which download brought a figure; of an example only that it is one."""
    return {
        "aanbieder": download.provider,
        "tabel": download.table,
        "opgehaald": None if download.made_up else moment(download.fetched),
        "kenmerk": None if download.made_up else download.digest,
        "versie": download.version or None,
        "filter": download.filter,
        "voorbeeld": download.made_up,
    }


def verdict_shape(verdict: Verdict, language: str) -> Shape:
    return {
        "over": verdict.over,
        "richting": verdict.way,
        "verandering": verdict.change,
        "van": verdict.before.code if verdict.before else None,
        "naar": verdict.after.code if verdict.after else None,
        "pijlVanaf": verdict.arrow_from,
        "gevondenVanaf": verdict.found_from,
        "waaromNiet": None if verdict.why_not is None else verdict.why_not.in_language(language),
    }


def card_shape(card: Card, language: str) -> Shape:
    indicator = card.indicator
    return {
        "indicator": indicator.id,
        "naam": indicator.name.in_language(language),
        "thema": indicator.theme,
        "regio": card.region.code,
        "eenheid": indicator.unit.in_language(language),
        "cijfer": None if card.latest is None else point_shape(card.latest),
        "klasse": None if card.class_name is None else card.class_name.in_language(language),
        "nederland": None if card.country is None else point_shape(card.country),
        "richtingen": [verdict_shape(one, language) for one in card.verdicts],
        "zin": card.sentence.in_language(language),
        "geenCijfer": None if card.nothing is None else card.nothing.in_language(language),
        "bron": [origin_shape(one) for one in card.series.downloads] if card.series else [],
        "voorbeeld": card.series is not None and card.series.made_up,
    }


def in_sight_shape(seen: RegionInSight, regions: Regions, language: str) -> Shape:
    return {
        **region_with_past_shape(seen.region, regions),
        "op": seen.on.isoformat(),
        "ligtIn": [region_shape(one) for one in seen.around],
        "delen": {kind: parts_shape(parts, language) for kind, parts in seen.parts.items()},
        "voorbeeld": seen.made_up,
        "kerncijfers": [card_shape(one, language) for one in seen.cards],
    }


def parts_shape(parts: Parts, language: str) -> Shape:
    return {
        "codes": list(parts.codes),
        "precies": parts.exact,
        "waarom": None if parts.why is None else parts.why.in_language(language),
        "bron": parts.source,
    }


def outlook_shape(outlook: Outlook, language: str) -> Shape:
    return {
        "verwacht": [_expected(one) for one in outlook.expected],
        "methode": None if outlook.method is None else outlook.method.in_language(language),
        "zwijgtOmdat": None if outlook.silent is None else outlook.silent.in_language(language),
        "teruggetoetst": [_back_test(one) for one in outlook.back_tests],
    }


def _expected(one: Expected) -> Shape:
    return {
        "periode": one.span.code,
        "midden": one.middle,
        "grens80": {"laag": one.low80, "hoog": one.high80},
        "grens95": {"laag": one.low95, "hoog": one.high95},
    }


def _back_test(one: BackTest) -> Shape:
    return {
        "stappen": one.steps,
        "momenten": one.origins,
        "dekking80": one.coverage80,
        "dekking95": one.coverage95,
        "fout": one.error,
        "foutEenvoudig": one.naive_error,
    }


def in_full_shape(full: IndicatorInFull, language: str) -> Shape:
    """A figure in full: all observations, the verdicts and the outlook."""
    card = full.card
    series = card.series
    return {
        **(observations_shape(series, card.indicator, series.points, language) if series is not None else {}),
        "kerncijfer": card_shape(card, language),
        "vooruit": outlook_shape(full.outlook, language),
        "eerder": [observations_shape(one, card.indicator, one.points, language) for one in full.before],
        "samengesteld": _composed(full, language),
    }


def _composed(full: IndicatorInFull, language: str) -> Shape | None:
    """The figures of before this region existed, added up; or why that cannot be."""
    match full.composed:
        case None:
            return None
        case Series() as series:
            return observations_shape(series, full.card.indicator, series.points, language)
        case why:
            return {"kanNiet": why.in_language(language)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
