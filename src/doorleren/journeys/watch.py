# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The region in sight: joins figures, regions and indicators into what a door shows.

Knows: which series belongs to an indicator and a region – the first source that covers it and is kept, made-up figures
only where no source is – and that what was worked out is kept until the figures change.
Leaves: the test of a direction, the forecast (region), where figures are kept (`figures`), how it looks (the doors).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from ..basics import Said, said
from ..region import Download, Point, Region, RegionKind, Regions, Series, every_step
from ..region.composed import composed, went_into
from ..region.direction import directions
from ..region.follow import follow
from ..region.from_table import COUNTRY, DoesNotFit, series_by_region, wanted
from ..region.indicators import Indicator, SeriesSource
from ..region.outlook import outlook
from ..region.series import MISSING
from ..region.verdict import Outlook
from .figures import Figures, latest
from .figures_house import FiguresTrouble
from .key_sentences import expected_sentence, sentence
from .watch_parts import Card, IndicatorInFull, OnMap, RegionInSight, SideBySide
from .worked_out import WorkedOut

_YEARS_AHEAD: Final = 10
_SMALL: Final = 40
"""What a verdict, an outlook or what stands around a series takes, as if it were so many figures."""
_PART_KINDS: Final[tuple[RegionKind, ...]] = ("provincie", "arbeidsmarktregio", "gemeente")


@dataclass(frozen=True, slots=True)
class _Found:
    """The series of an indicator in one region, with that of the country from the same source."""

    series: Series
    source: SeriesSource
    country: Series | None


class _Hurt(Exception):
    """A kept table cannot be used as it is; `why`, for who looks at the card. Never kept: it may be mended in place."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.en)
        self.why = why


class Watch:
    """Is a `RegionalFigures` over kept figures, and over examples where there are none and examples are handed in."""

    def __init__(
        self, figures: Figures, regions: Regions, indicators: Sequence[Indicator], examples: Figures | None
    ) -> None:
        self._figures, self._regions, self._examples = figures, regions, examples
        self._indicators = tuple(sorted(indicators, key=lambda one: (one.order, one.id)))
        self._worked_out = WorkedOut()

    @property
    def regions(self) -> Regions:
        return self._regions

    @property
    def indicators(self) -> Sequence[Indicator]:
        return self._indicators

    @property
    def edition(self) -> str:
        return self._figures.edition

    def in_sight(self, region: Region, on: date, as_of: datetime | None = None) -> RegionInSight:
        kinds: tuple[RegionKind, ...] = _PART_KINDS if region.kind == "land" else (*_PART_KINDS, "groep")
        day = _day_it_existed(region, on)
        followed = follow(self._regions, region.code, on)
        parts = {kind: self._regions.parts(region.code, kind, day) for kind in kinds if kind != region.kind}
        return RegionInSight(
            region=region,
            on=on,
            cards=tuple(self.card(indicator, region, on, as_of) for indicator in self._indicators),
            around=self._regions.around(region.code, day),
            parts={kind: one for kind, one in parts.items() if one.codes},
            became=self._regions.became(region.code),
            came_from=self._regions.came_from(region.code),
            followed=followed.said if followed is not None else None,
        )

    def in_full(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None = None) -> IndicatorInFull:
        card = self.card(indicator, region, on, as_of)
        if card.series is None:
            return IndicatorInFull(card, outlook(Series(indicator.id, region.code, ())), None, (), ())
        series = card.series
        found = self._there(indicator, region, on, as_of)
        country = found.country if found is not None else None
        if country is not None and not indicator.forecast:
            country = country.until(on)
        ahead = (
            Outlook(silent=_IS_EXPECTED)
            if indicator.forecast
            else self._worked_out.once(("outlook", *_key(series)), lambda: outlook(series), lambda _: _SMALL)
        )
        before = self._before(indicator, region, on, as_of)
        downloads = {one.key: one for each in (series, *before.values()) for one in each.downloads}
        became = went_into(self._regions, region.code)
        whole: Series | Said | None = None
        if became:
            names = {code: one.name for code in before if (one := self._regions.region(code)) is not None}
            series_of = {**before, region.code: series}
            whole = composed(series_of, region, became, adds_up=indicator.adds_up, names=names)
        return IndicatorInFull(card, ahead, country, tuple(before.values()), tuple(downloads.values()), whole)

    def side_by_side(
        self, indicator: Indicator, regions: Sequence[Region], on: date, as_of: datetime | None = None
    ) -> SideBySide:
        return SideBySide(indicator, tuple(self.card(indicator, region, on, as_of) for region in regions))

    def on_map(self, indicator: Indicator, kind: RegionKind, on: date, as_of: datetime | None = None) -> OnMap:
        there = self._regions.of_kind(kind, on)
        return OnMap(indicator, kind, on, {one.code: self.card(indicator, one, on, as_of) for one in there})

    def covered(self, indicator: Indicator) -> tuple[RegionKind, ...]:
        kinds = [kind for source in indicator.sources for kind in source.covers if self._has(source)]
        return tuple(dict.fromkeys(kinds))

    def card(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None = None) -> Card:
        """One indicator for one region: its last figure, which way it went, and one sentence about that."""
        key = ("card", self.edition, indicator.id, region.code, on, as_of)
        try:
            return self._worked_out.once(key, lambda: self._card(indicator, region, on, as_of), _size_of_card)
        except _Hurt as hurt:
            return _without(indicator, region, hurt.why)

    def _card(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None) -> Card:
        found = self._found(indicator, region, on, as_of)
        if not isinstance(found, _Found):
            return _without(indicator, region, found)
        if indicator.forecast:
            return _card_of_forecast(indicator, region, found, on)
        series = found.series.until(on)
        country = found.country.until(on) if found.country is not None else None
        point = series.latest
        if point is None:
            return _without(indicator, region, _no_number(series))
        verdicts = self._worked_out.once(
            ("direction", *_key(series), *(_key(country) if country is not None else ())),
            lambda: directions(series, country),
            lambda _: _SMALL,
        )
        return Card(
            indicator=indicator,
            region=region,
            series=series,
            source=found.source,
            latest=point,
            verdicts=verdicts,
            sentence=sentence(indicator, point, verdicts, series),
            class_name=_class_of(indicator, point),
            country=country.at(point.span) if country is not None else None,
        )

    def _found(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None) -> _Found | Said:
        """The series of the first source that has one; else why there is none. Real figures before made-up ones.

        A table that was fetched and does not fit is told; an example in its place would hide that. Raises _Hurt.
        """
        if not indicator.sources:
            return indicator.nowhere or _NOWHERE
        sources = [one for one in indicator.sources if _covers(one, region)]
        why: Said | None = None
        misfit: Said | None = None
        for figures in (self._figures, self._examples):
            if figures is None or misfit is not None:
                break
            for source in sources:
                all_of = self._all_of(figures, indicator, source, as_of)
                if all_of is None:
                    why = why or _not_fetched(source)
                    continue
                if isinstance(all_of, Said):
                    misfit = misfit or all_of
                    continue
                series = all_of.get(region.code)
                if series is not None:
                    return _Found(series, source, all_of.get(COUNTRY) if region.code != COUNTRY else None)
                why = why or _not_in_table(source)
        if region.kind == "groep":
            return self._of_group(indicator, region, on, as_of)
        if not sources:
            return indicator.regional_nowhere or _NOT_FOR_THIS_KIND
        return misfit or why or _not_fetched(sources[0])

    def _there(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None) -> _Found | None:
        """The series, where there is one that can be used: what stands beside a figure does not take it down."""
        try:
            found = self._found(indicator, region, on, as_of)
        except _Hurt:
            return None
        return found if isinstance(found, _Found) else None

    def _all_of(
        self, figures: Figures, indicator: Indicator, source: SeriesSource, as_of: datetime | None
    ) -> Mapping[str, Series] | Said | None:
        """The series of every region in a source; why they do not fit; None: it was not fetched. Raises _Hurt."""
        try:
            download = latest(figures, source.provider, source.table, as_of)
            if download is None:
                return None
            at = indicator.sources.index(source)
            return self._worked_out.once(
                ("table", download.made_up, download.provider, download.table, download.key, indicator.id, at),
                lambda: self._read(figures, download, indicator, source),
                _size_of_table,
            )
        except FiguresTrouble as trouble:
            raise _Hurt(_damaged(source, trouble)) from trouble

    def _read(
        self, figures: Figures, download: Download, indicator: Indicator, source: SeriesSource
    ) -> Mapping[str, Series] | Said:
        table = figures.table(download)
        try:
            want = wanted(table, source)
            rows = figures.observations(download, want.codes())
            return series_by_region(table, rows, download, indicator, source, want)
        except DoesNotFit as problem:
            return problem.why

    def _of_group(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None) -> _Found | Said:
        """The sum over the parts of a group, where these are exactly the whole and the figure may be added."""
        if not indicator.adds_up:
            return _NOT_FOR_A_GROUP
        for kind in _PART_KINDS:
            parts = self._regions.parts(region.code, kind, on)
            if not (parts.exact and parts.codes):
                continue
            found = [self._found(indicator, one, on, as_of) for one in map(self._regions.region, parts.codes) if one]
            whole = [one for one in found if isinstance(one, _Found)]
            if len(whole) == len(parts.codes) and len({id(one.source) for one in whole}) == 1:
                series = _added([one.series for one in whole], region.code)
                return _Found(series, whole[0].source, whole[0].country)
        return _NOT_ALL_PARTS

    def _before(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None) -> dict[str, Series]:
        """The series of what went into this region, each on its own: never drawn on as if it were this region."""
        earlier = {}
        for became in went_into(self._regions, region.code):
            old = self._regions.region(became.region)
            found = self._there(indicator, old, on, as_of) if old is not None else None
            if found is not None:
                earlier[became.region] = found.series.until(on)
        return earlier

    def _has(self, source: SeriesSource) -> bool:
        try:
            return any(
                one is not None and latest(one, source.provider, source.table) is not None
                for one in (self._figures, self._examples)
            )
        except FiguresTrouble:
            return False


def _card_of_forecast(indicator: Indicator, region: Region, found: _Found, on: date) -> Card:
    """What is expected some years from now, beside this year; nobody can say yet which way it went."""
    years = {point.span.first.year: point for point in found.series.points if point.span.first and point.value}
    then = years.get(on.year + _YEARS_AHEAD) or max(years.items(), default=(0, None))[1]
    if then is None or then.span.first is None or then.span.first <= on:
        return _without(indicator, region, _NOTHING_AHEAD)
    country = found.country.at(then.span) if found.country is not None else None
    return Card(
        indicator=indicator,
        region=region,
        series=found.series,
        source=found.source,
        latest=then,
        verdicts=(),
        sentence=expected_sentence(indicator, years.get(on.year), then),
        country=country,
    )


def _size_of_card(card: Card) -> int:
    return _SMALL + (len(card.series.points) if card.series is not None else 0)


def _size_of_table(read: Mapping[str, Series] | Said) -> int:
    return _SMALL if isinstance(read, Said) else sum(_SMALL + len(series.points) for series in read.values())


def _key(series: Series) -> tuple[Any, ...]:
    """Says which figures these are; a series that goes on has another last point."""
    last = series.points[-1].span.code if series.points else ""
    return series.indicator, series.region, last, tuple((one.provider, one.table, one.key) for one in series.downloads)


def _covers(source: SeriesSource, region: Region) -> bool:
    if source.region_dimension is None:
        return region.code == (source.only_region or COUNTRY)
    return region.kind in source.covers


def _day_it_existed(region: Region, on: date) -> date:
    """The day to look at: for a region that is no more its last one."""
    if region.until is not None and region.until <= on:
        return region.until.fromordinal(region.until.toordinal() - 1)
    return on


def _class_of(indicator: Indicator, point: Point) -> Said | None:
    """The class of a figure by the bounds of its own time."""
    if point.value is None or point.span.first is None:
        return None
    for one in indicator.classes:
        of_its_time = (one.first is None or one.first <= point.span.first) and (
            one.until is None or point.span.first < one.until
        )
        above = one.above is None or point.value > one.above
        if of_its_time and above and (one.up_to is None or point.value <= one.up_to):
            return one.name
    return None


def _added(parts: Sequence[Series], region: str) -> Series:
    """The sum of series step by step; where one of them has no number the sum has none."""
    spans = {point.span.code: point.span for series in parts for point in series.points}
    by_part = [{point.span.code: point for point in series.points} for series in parts]
    points = []
    for code, span in spans.items():
        here = [part.get(code) for part in by_part]
        numbers = [point.value for point in here if point is not None and point.value is not None]
        if len(numbers) == len(parts):
            status = next((point.status for point in here if point is not None and point.status), None)
            points.append(Point(span, float(sum(numbers)), None, status))
        else:
            points.append(Point(span, None, MISSING))
    downloads = {one.key: one for series in parts for one in series.downloads}
    return replace(
        parts[0],
        region=region,
        points=every_step(points),
        downloads=tuple(downloads.values()),
        composed_of=tuple(series.region for series in parts),
        sampling_error=None,
    )


def _without(indicator: Indicator, region: Region, why: Said) -> Card:
    return Card(indicator, region, None, None, None, (), why, nothing=why)


def _no_number(series: Series) -> Said:
    reasons = sorted({point.reason for point in series.points if point.reason})
    if not reasons:
        return said("Er is nog geen cijfer over deze tijd.", "There is no figure about this time yet.")
    told = ", ".join(reasons)
    return said(f"De bron geeft geen cijfer ({told}).", f"The source gives no figure ({told}).")


def _not_fetched(source: SeriesSource) -> Said:
    name = f"{_CALLED.get(source.provider, source.provider)} {source.table}"
    return said(f"Dit cijfer is hier nog niet opgehaald ({name}).", f"This figure has not been fetched yet ({name}).")


def _damaged(source: SeriesSource, trouble: FiguresTrouble) -> Said:
    name, what = f"{source.provider} {source.table}", trouble.problem.what
    return said(
        f"Dit cijfer kunnen wij nu niet geven. Met de bewaarde tabel ({name}) is iets mis: {_inner(what.nl)}",
        f"We cannot give this figure now. Something is wrong with the kept table ({name}): {_inner(what.en)}",
    )


def _inner(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _not_in_table(source: SeriesSource) -> Said:
    return said(
        f"De bron (tabel {source.table}) heeft deze regio niet.",
        f"The source (table {source.table}) does not have this region.",
    )


_CALLED: Final = {"cbs": "CBS", "uwv": "UWV", "eurostat": "Eurostat", "cpb": "CPB"}
_NOTHING_AHEAD: Final = said(
    "De bron verwacht niets over de tijd na deze dag.", "The source expects nothing about the time after this day."
)
_IS_EXPECTED: Final = said(
    "Dit cijfer is zelf al een verwachting van de bron.", "This figure is itself what the source expects."
)
_NOWHERE: Final = said("Wij vonden geen open bron voor dit cijfer.", "We found no open source for this figure.")
_NOT_FOR_THIS_KIND: Final = said(
    "Dit cijfer is er niet voor dit soort regio.", "This figure does not exist for this kind of region."
)
_NOT_FOR_A_GROUP: Final = said(
    "Dit cijfer mag u niet optellen, dus voor deze groep is het er niet. Kijk bij de delen.",
    "This figure cannot be added up, so there is none for this group. Look at its parts.",
)
_NOT_ALL_PARTS: Final = said(
    "Niet van elk deel is dit cijfer er, dus wij tellen het niet op.",
    "This figure is not there for every part, so we do not add it up.",
)
