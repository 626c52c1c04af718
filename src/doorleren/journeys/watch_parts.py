# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a door shows of a region: cards of key figures, one figure in full, regions side by side.

Knows: the shapes. Leaves: how they come about (`watch`), and how they look (portal, api, cli).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ..basics import Said
from ..region import (
    Became,
    Break,
    Download,
    Parts,
    Point,
    Region,
    RegionKind,
    Regions,
    Series,
    TimeSpan,
    read_span,
)
from ..region.from_table import COUNTRY
from ..region.indicators import Indicator, SeriesSource
from ..region.regions import KINDS as REGION_KINDS
from ..region.verdict import BackTest, Expected, Outlook, Verdict

__all__ = [
    "COUNTRY",
    "REGION_KINDS",
    "BackTest",
    "Became",
    "Break",
    "Card",
    "Download",
    "Expected",
    "Indicator",
    "IndicatorInFull",
    "OnMap",
    "Outlook",
    "Parts",
    "Point",
    "Region",
    "RegionInSight",
    "RegionKind",
    "RegionalFigures",
    "Regions",
    "Series",
    "SeriesSource",
    "SideBySide",
    "TimeSpan",
    "Verdict",
    "quarter_of",
    "read_span",
]


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator for one region. `series` None: there is none, and `nothing` says why.

    `verdicts`: over the quarter (not for yearly figures), the year, beside the country (not for the country itself).
    `sentence`: one sentence that says no more than the verdicts do. `class_name`: of a figure with classes ("krap").
    """

    indicator: Indicator
    region: Region
    series: Series | None
    source: SeriesSource | None
    latest: Point | None
    verdicts: tuple[Verdict, ...]
    sentence: Said
    class_name: Said | None = None
    country: Point | None = None
    nothing: Said | None = None

    def verdict(self, over: str) -> Verdict | None:
        return next((one for one in self.verdicts if one.over == over), None)


@dataclass(frozen=True, slots=True)
class RegionInSight:
    """A region with its key figures on a day. `around`: in what it lies; `parts`: what lies in it, per kind.

    `followed`: what became of it since, or that it was not there yet, in words; None for a region that exists.
    """

    region: Region
    on: date
    cards: tuple[Card, ...]
    around: tuple[Region, ...]
    parts: Mapping[RegionKind, Parts]
    became: Became | None
    came_from: tuple[Became, ...]
    followed: Said | None = None

    @property
    def made_up(self) -> bool:
        return any(card.series is not None and card.series.made_up for card in self.cards)

    @property
    def partly_real(self) -> bool:
        """Whether some figures are real: then each that is made up must say so itself."""
        return any(card.series is not None and not card.series.made_up for card in self.cards)


@dataclass(frozen=True, slots=True)
class IndicatorInFull:
    """One indicator for one region with everything beside it.

    `before`: series of what went into this region, each on its own. `composed`: this region with the sum of those
    before it, marked as such; or why they cannot be added. None where nothing went into it.
    """

    card: Card
    outlook: Outlook
    country: Series | None
    before: tuple[Series, ...]
    downloads: tuple[Download, ...]
    composed: Series | Said | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One indicator for several regions, at the last time that all of them may have; what is missing says why."""

    indicator: Indicator
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class OnMap:
    """One indicator for all regions of a kind at one moment, for the map: code → card."""

    indicator: Indicator
    kind: RegionKind
    on: date
    cards: Mapping[str, Card]


class RegionalFigures(Protocol):
    """What a door asks about regions. The day is handed in: figures about time that was over on it; `as_of`: only from
    downloads that were there at that moment."""

    @property
    def regions(self) -> Regions: ...

    @property
    def indicators(self) -> Sequence[Indicator]:
        """All indicators in the order of the page, also those that no open source gives."""
        ...

    @property
    def edition(self) -> str:
        """Changes when the figures change."""
        ...

    def in_sight(self, region: Region, on: date, as_of: datetime | None = None) -> RegionInSight: ...

    def card(self, indicator: Indicator, region: Region, on: date, as_of: datetime | None = None) -> Card: ...

    def in_full(
        self, indicator: Indicator, region: Region, on: date, as_of: datetime | None = None
    ) -> IndicatorInFull: ...

    def side_by_side(
        self, indicator: Indicator, regions: Sequence[Region], on: date, as_of: datetime | None = None
    ) -> SideBySide: ...

    def on_map(self, indicator: Indicator, kind: RegionKind, on: date, as_of: datetime | None = None) -> OnMap: ...

    def covered(self, indicator: Indicator) -> tuple[RegionKind, ...]:
        """The kinds of region for which there are figures in what is kept."""
        ...


def quarter_of(text: str) -> TimeSpan | None:
    """The quarter that somebody wrote: "2026K3", "2026-Q3" or "2026KW03"; None for anything else."""
    span = read_span(text.strip().upper())
    return span.shifted(0) if span.kind == "kwartaal" else None
