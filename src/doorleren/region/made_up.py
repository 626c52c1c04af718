# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up figures in the shape of the real tables, for who has not fetched those yet.

Knows: tables with the codes that the indicators' sources ask for, and figures that look like such figures and are not.
Every download here says `made_up`. Leaves: how examples are marked on a page (portal), the real ones (store).

A figure never changes when others are asked for, or when time goes on: each series is drawn from a seed of its own, one
step after the other, far ahead; who shows them stops at the day that it is.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray

from ..basics import said
from .from_table import BY_TITLE, COUNTRY, MEASURE, DoesNotFit
from .indicators import Indicator, SeriesSource
from .periods import PER_YEAR, TimeSpan, read_span
from .records import Code, Dimension, Download, Measure, Observations, Table
from .regions import Region, Regions

FIRST_YEAR: Final = 2012
LAST_YEAR: Final = 2035

_FILE: Final = Path(__file__).parent / "made_up.yaml"
_FETCHED: Final = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
_HIDDEN_ONE_IN: Final = 40
"""Of the municipalities so many have a figure that is kept secret, as in real tables."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the figures of an indicator look: the `level` of the country, and as parts of that: `spread` between regions,
    `season` between summer and winter, `noise` per step, `drift` per year. `memory`: 0 to 1, what stays of the noise
    after a month. `counted`: a number of people or things, so that a small region has few."""

    level: float
    spread: float
    season: float
    noise: float
    memory: float
    drift: float
    counted: bool


@cache
def shapes() -> Mapping[str, Shape]:
    """The shape of each indicator that has a source."""
    given: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))["figures"]
    return {name: Shape(**one) for name, one in given.items()}


class MadeUp:
    """Example figures for these indicators; is a `Figures` that keeps nothing and makes what is asked."""

    def __init__(self, indicators: Sequence[Indicator], regions: Regions) -> None:
        self._regions = regions
        self._tables: dict[tuple[str, str], list[tuple[Indicator, SeriesSource]]] = {}
        for indicator in indicators:
            for source in indicator.sources:
                self._tables.setdefault((source.provider, source.table), []).append((indicator, source))
        self._made: dict[tuple[str, str], Table] = {}

    @property
    def edition(self) -> str:
        return "voorbeelden"

    def tables(self) -> Sequence[tuple[str, str]]:
        return sorted(self._tables)

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        if (provider, table) not in self._tables:
            return ()
        digest = hashlib.sha256(f"{provider}/{table}".encode()).hexdigest()
        return (Download(provider, table, "voorbeeld", _FETCHED, digest, 0, "verzonnen", made_up=True),)

    def table(self, download: Download) -> Table:
        key = download.provider, download.table
        if key not in self._made:
            self._made[key] = self._table(*key)
        return self._made[key]

    def _table(self, provider: str, table: str) -> Table:
        uses = self._tables[provider, table]
        codes: dict[str, dict[str, Code]] = {}
        measures: dict[str, Measure] = {}
        for indicator, source in uses:
            per = source.calculation.per if source.calculation else {}
            for name, text in [*source.select.items(), *per.items()]:
                path = tuple(text.removeprefix(BY_TITLE).split(" / "))
                if name == MEASURE:
                    measures[text] = Measure(text, path[-1], indicator.unit.nl, indicator.decimals, path[:-1])
                else:
                    codes.setdefault(name, {})[text] = Code(text, path[-1])
            spans = codes.setdefault(source.period_dimension, {})
            spans.update({span.code: Code(span.code, span.in_words("nl")) for span in _spans(source)})
            if source.region_dimension is not None:
                there = codes.setdefault(source.region_dimension, {})
                there.update({one.code: Code(one.code, one.name) for one in self._covered(source)})
        periods = {source.period_dimension for _, source in uses}
        places = {source.region_dimension for _, source in uses}
        return Table(
            provider=provider,
            id=table,
            title="Verzonnen voorbeeld",
            dimensions=tuple(
                Dimension(
                    name,
                    name,
                    "periode" if name in periods else "regio" if name in places else "gewoon",
                    tuple(sorted(all_of.values(), key=lambda code: code.id) if name in periods else all_of.values()),
                )
                for name, all_of in codes.items()
            ),
            measures=tuple(measures.values()),
        )

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        names = [dimension.id for dimension in self.table(download).dimensions]
        rows: dict[tuple[str, ...], tuple[float | None, str | None]] = {}
        for indicator, source in self._tables[download.provider, download.table]:
            for cell, value in self._figures(indicator, source, select):
                key = (cell.get(MEASURE, ""), *(cell.get(name, "") for name in names))
                rows.setdefault(key, value)
        return Observations(
            measures=[key[0] for key in rows],
            codes={name: [key[at] for key in rows] for at, name in enumerate(names, 1)},
            values=[value for value, _ in rows.values()],
            reasons=[reason for _, reason in rows.values()],
            texts=[None] * len(rows),
        )

    def _figures(
        self, indicator: Indicator, source: SeriesSource, select: Mapping[str, Collection[str]]
    ) -> Iterator[tuple[dict[str, str], tuple[float | None, str | None]]]:
        """Each cell that an indicator looks at, as far as it was asked for: codes → figure and reason."""
        shape = shapes()[indicator.id]
        wholes: list[tuple[dict[str, str], bool]] = [(dict(source.select), False)]
        if source.calculation is not None:
            wholes.append(({**source.select, **source.calculation.per}, True))
        wholes = [(codes, is_per) for codes, is_per in wholes if _asked(codes, select)]
        if not wholes:
            return
        spans = _spans(source)
        for region in self._covered(source):
            place = {source.region_dimension: region.code} if source.region_dimension is not None else {}
            if not _asked(place, select):
                continue
            weight = self._weight(region)
            shares = _drawn(indicator.id, region.code, shape, source, len(spans))
            size = weight if shape.counted or source.calculation is not None else 1.0
            for at, span in enumerate(spans):
                when = {source.period_dimension: span.code}
                if not _asked(when, select) or not _existed(region, span):
                    continue
                for codes, is_per in wholes:
                    value: float | None = float(shares[at]) * size
                    if source.calculation is not None:
                        whole = 10_000_000 * weight
                        value = whole if is_per else whole * float(shares[at]) / source.calculation.times
                    reason = None
                    if region.kind == "gemeente" and _number(f"{indicator.id}/{region.code}") % _HIDDEN_ONE_IN == 0:
                        value, reason = None, "Confidential"
                    decimals = 0 if source.calculation is not None else indicator.decimals
                    yield {**codes, **place, **when}, (None if value is None else round(value, decimals), reason)

    def _covered(self, source: SeriesSource) -> tuple[Region, ...]:
        if source.region_dimension is None:
            only = self._regions.region(source.only_region or COUNTRY)
            if only is None:
                raise DoesNotFit(said("Deze regio kennen wij niet.", "We do not know this region."))
            return (only,)
        return _of_kinds(self._regions, source.covers)

    def _weight(self, region: Region) -> float:
        """About which part of the country lies here: of its municipalities, so that a large region has more."""
        if region.kind == "land":
            return 1.0
        if region.kind == "gemeente":
            became = self._regions.became(region.code)
            # What was joined was smaller than what it became, so that a sum over them goes on where the new one begins.
            joined = len(self._regions.came_from(became.into[0])) if became is not None and became.into else 1
            return 1 / 342 / max(1, joined)
        day = region.until or date(2026, 1, 1)
        return max(1, len(self._regions.parts(region.code, "gemeente", day).codes)) / 342


def _of_kinds(regions: Regions, kinds: Sequence[str]) -> tuple[Region, ...]:
    """Every region of these kinds that existed between the first year and now, once."""
    found: dict[str, Region] = {}
    for kind in kinds:
        for year in range(FIRST_YEAR, 2027):
            found.update({one.code: one for one in regions.of_kind(kind, date(year, 1, 1))})  # type: ignore[arg-type]
    return tuple(found[code] for code in sorted(found))


def _existed(region: Region, span: TimeSpan) -> bool:
    return (
        span.first is not None
        and span.until is not None
        and (region.first is None or region.first <= span.first)
        and (region.until is None or span.until <= region.until)
    )


def _asked(codes: Mapping[str, str], select: Mapping[str, Collection[str]]) -> bool:
    return all(name not in select or code in select[name] for name, code in codes.items())


def _spans(source: SeriesSource) -> tuple[TimeSpan, ...]:
    first = {"jaar": "JJ00", "schooljaar": "SJ00", "halfjaar": "HJ01", "kwartaal": "KW01", "maand": "MM01"}
    begin = read_span(f"{FIRST_YEAR}{first[source.period_kind]}")
    steps = (LAST_YEAR - FIRST_YEAR + 1) * PER_YEAR[source.period_kind]
    return tuple(begin.shifted(step) for step in range(steps))


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _drawn(indicator: str, region: str, shape: Shape, source: SeriesSource, steps: int) -> NDArray[np.float64]:
    """The figures of one region: those of the country, with a level and a noise of its own."""
    per_year = PER_YEAR[source.period_kind]
    draws = np.random.default_rng(_number(f"voorbeeld/{indicator}/{region}"))
    together = np.random.default_rng(_number(f"voorbeeld/{indicator}"))
    offset = 0.0 if region == COUNTRY else shape.spread * draws.standard_normal()
    common, own = together.standard_normal(steps), draws.standard_normal(steps)
    at = np.arange(steps)
    noise = np.zeros(steps)
    memory = shape.memory ** (12 / per_year)
    for step in range(steps):
        before = noise[step - 1] if step else 0.0
        fresh = common[step] if region == COUNTRY else 0.7 * common[step] + 0.7 * own[step]
        noise[step] = memory * before + shape.noise * fresh
    season = 0.0 if source.adjusted or per_year == 1 else shape.season * np.cos(2 * np.pi * at / per_year)
    return np.asarray(shape.level * (1 + offset) * np.maximum(1 + shape.drift * at / per_year + season + noise, 0.01))
