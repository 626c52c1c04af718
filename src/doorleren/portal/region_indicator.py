# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the page of one indicator in one region shows: its way through time, how sure that is, and every figure.

Knows: what it needs, as values that a template only has to write down. Leaves: the picture (`charts`), the rest to
`region_points` and `region_sentences`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..basics import say_day, say_number
from ..journeys.watch_parts import (
    BackTest,
    Break,
    Expected,
    Indicator,
    IndicatorInFull,
    RegionKind,
    Regions,
    Series,
    Verdict,
)
from .region_before import before
from .region_cards import shown_card
from .region_files import FORMS
from .region_links import Links
from .region_numbers import bare, is_share, size_of_bound, size_of_change
from .region_pictures import trend_chart
from .region_places import gone, kind_name
from .region_points import Row, is_provisional, origins, row
from .region_sentences import not_to_be_said, sentence
from .words import Words

_FIRST_ROWS: Final = 12
"""So many figures stand on the page at once; the others open."""


@dataclass(frozen=True, slots=True)
class Tested:
    """How one comparison was tested, in plain sentences; empty where nothing could be tested."""

    over: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A region that went into this one, with its own figures."""

    name: str
    rows: tuple[Row, ...]


def indicator_values(
    full: IndicatorInFull, regions: Regions, covered: Sequence[RegionKind], links: Links, words: Words
) -> dict[str, Any]:
    """Everything on the page of an indicator in a region."""
    card, language = full.card, words["language"]
    indicator, region, series = card.indicator, card.region, card.series
    rows = _rows(series, indicator, words)
    other_kinds = [kind for kind in covered if kind != "land"]
    return {
        "region": region,
        "kind": kind_name(region.kind, words),
        "indicator": _about(indicator, words),
        "card": shown_card(card, links, words),
        "made_up": series is not None and series.made_up,
        "chart": trend_chart(full, language) if series is not None else "",
        "gone": gone(region, regions.became(region.code), regions, links, words),
        "compared": _compared(card.verdicts, indicator, words, series),
        "months": series is not None and series.per_year == 12 and any(one.before for one in card.verdicts),
        "tested": [_tested(one, indicator, words) for one in card.verdicts if one.way != "geen-oordeel"],
        "points_explained": is_share(indicator),
        "relevant": _relevant(card.verdict("jaar"), indicator, words),
        "before": before(full, regions, words),
        "breaks": _breaks(series.breaks if series else (), words),
        "adjusted": series.adjusted if series else False,
        "composed_of": _names(series.composed_of if series else (), regions),
        "relevant_why": indicator.relevant_why.in_language(language),
        "rows": rows[:_FIRST_ROWS],
        "older": rows[_FIRST_ROWS:],
        "provisional": series is not None and any(is_provisional(point) for point in series.points),
        "expected": [_expected(one, indicator, words) for one in full.outlook.expected],
        "silent": full.outlook.silent.in_language(language) if full.outlook.silent else "",
        "method": full.outlook.method.in_language(language) if full.outlook.method else "",
        "back_tests": [_back_test(one, indicator, words) for one in full.outlook.back_tests],
        "earlier": _earlier(full, regions, words),
        "origins": origins(full.downloads, words),
        "tried": card.source.tried if card.source else True,
        "source_document": card.source.document if card.source else None,
        "downloads": [(form, links.file(region.code, indicator.id, form)) for form in FORMS] if series else [],
        "links": {
            "region": links.region(region.code),
            "map": links.on_map(indicator.id, other_kinds[0]) if other_kinds else None,
            "compare": links.compare(indicator.id, [region.code]),
        },
    }


def _about(indicator: Indicator, words: Words) -> dict[str, Any]:
    language = words["language"]
    return {
        "id": indicator.id,
        "name": indicator.name.in_language(language),
        "definition": indicator.definition.in_language(language),
        "unit": indicator.unit.in_language(language),
        "says_not": [one.in_language(language) for one in indicator.says_not],
        "goals": indicator.goals,
        "classes": [_class(one, indicator, words) for one in indicator.classes],
    }


def _class(one: Any, indicator: Indicator, words: Words) -> dict[str, str]:
    """A class with its bounds and the days between which its source drew them so."""
    told, language = words["region"]["classes"], words["language"]
    bounds = {
        "above": None if one.above is None else say_number(one.above, indicator.decimals, language),
        "up_to": None if one.up_to is None else say_number(one.up_to, indicator.decimals, language),
    }
    which = "between" if all(bounds.values()) else "above" if bounds["above"] else "up_to"
    days = {"first": one.first and say_day(one.first, language), "until": one.until and say_day(one.until, language)}
    when = "both" if all(days.values()) else "first" if days["first"] else "until" if days["until"] else "always"
    return {
        "name": one.name.in_language(language),
        "bounds": str(told[which]).format(**bounds),
        "when": str(told["when"][when]).format(**days),
    }


# --- which way, and how that was tested -----------------------------------------------------------------------------


def _compared(
    verdicts: Sequence[Verdict], indicator: Indicator, words: Words, series: Series | None
) -> list[dict[str, str]]:
    """Each comparison: with what, between which times, and what came out."""
    language = words["language"]
    told = words["region"]
    if len(verdicts) > 1 and all(one.way == "geen-oordeel" for one in verdicts):
        return [
            {"over": str(told["any_change"]), "before": "", "after": "", "drawn": "", "sentence": one}
            for one in not_to_be_said(verdicts, words)
        ]
    return [
        {
            "over": str(told["over"][one.over]),
            "before": one.before.in_words(language) if one.before else "",
            "after": one.after.in_words(language) if one.after else "",
            "drawn": {"omhoog": "up", "omlaag": "down"}.get(one.way, ""),
            "sentence": sentence(one, indicator, words, series),
        }
        for one in verdicts
    ]


def _tested(verdict: Verdict, indicator: Indicator, words: Words) -> Tested:
    told, language = words["region"]["tested"], words["language"]
    said = []
    if verdict.arrow_from is not None:
        size = size_of_bound(indicator, verdict.arrow_from, language)
        said.append(str(told["arrow_from"]).format(size=size))
    if verdict.found_from is not None:
        size = size_of_bound(indicator, verdict.found_from, language)
        said.append(str(told["found_from"]).format(size=size))
    return Tested(str(words["region"]["over"][verdict.over]), tuple(said))


def _relevant(year: Verdict | None, indicator: Indicator, words: Words) -> str:
    """From what change on it matters; and whether these figures are steady enough to see that."""
    language, told = words["language"], words["region"]["relevant"]
    said = [str(told["matters"]).format(size=size_of_change(indicator, indicator.relevant, language))]
    if year is not None and year.found_from is not None:
        seen = year.found_from <= indicator.relevant
        found = size_of_bound(indicator, year.found_from, language)
        said.append(str(told["seen" if seen else "too_small"]).format(found=found))
    return " ".join(said)


def _breaks(breaks: Sequence[Break], words: Words) -> list[dict[str, str]]:
    language, told = words["language"], words["region"]["breaks"]
    found = []
    for one in sorted(breaks, key=lambda one: one.on, reverse=True):
        which = "not_mended" if not one.mended else "mended_from" if one.mended_from else "mended"
        since = say_day(one.mended_from, language) if one.mended_from else ""
        found.append(
            {
                "day": say_day(one.on, language),
                "why": one.why.in_language(language),
                "so": str(told[which]).format(day=since),
                "source": one.source,
            }
        )
    return found


# --- what may come, and how good that was ---------------------------------------------------------------------------


def _expected(one: Expected, indicator: Indicator, words: Words) -> dict[str, str]:
    language = words["language"]

    def span(low: float, high: float) -> str:
        ends = (bare(indicator, end, language) for end in (low, high))
        return str(words["region"]["span"]).format(**dict(zip(("low", "high"), ends, strict=True)))

    return {
        "time": one.span.in_words(language),
        "middle": bare(indicator, one.middle, language),
        "span80": span(one.low80, one.high80),
        "span95": span(one.low95, one.high95),
    }


def _back_test(one: BackTest, indicator: Indicator, words: Words) -> dict[str, Any]:
    language = words["language"]
    decimals = indicator.decimals + 1
    return {
        "steps": one.steps,
        "origins": one.origins,
        "coverage80": say_number(one.coverage80, 0, language),
        "coverage95": say_number(one.coverage95, 0, language),
        "error": say_number(one.error, decimals, language),
        "naive_error": say_number(one.naive_error, decimals, language),
    }


# --- all figures ----------------------------------------------------------------------------------------------------


def _rows(series: Series | None, indicator: Indicator, words: Words) -> list[Row]:
    """All figures, the last one first."""
    if series is None:
        return []
    return [row(point, indicator, words) for point in reversed(series.points)]


def _earlier(full: IndicatorInFull, regions: Regions, words: Words) -> tuple[Earlier, ...]:
    """What went into this region, each with its own figures: never as if they were those of this region."""
    found = []
    for series in full.before:
        old = regions.region(series.region)
        rows = tuple(_rows(series, full.card.indicator, words))
        found.append(Earlier(old.name if old else series.region, rows))
    return tuple(found)


def _names(codes: Sequence[str], regions: Regions) -> list[str]:
    found = [(regions.region(code), code) for code in codes]
    return [region.name if region else code for region, code in found]
