# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One indicator for one region through time: points of one kind, with what is missing said.

Knows: points, where a series breaks, and the longest stretch that may be compared.
Leaves: which way it goes (`direction`), how it goes on (`outlook`), where the figures come from (journeys).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..basics import Said
from .periods import TimeSpan
from .records import Download


@dataclass(frozen=True, slots=True)
class Point:
    """One figure. `value` None: there is no number, and `reason` is what the source said ("Impossible"), or `ontbreekt`
    for a row that is not there. `status`: of the period as the source writes it ("Voorlopig"), or None."""

    span: TimeSpan
    value: float | None
    reason: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """From this day on the figures are not the same thing as before. `mended`: the source worked the years before anew,
    so that they may be compared from `mended_from` on."""

    on: date
    why: Said
    source: str
    mended_from: date | None = None
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one indicator for one region, of one kind (all months, or all quarters …), in the order of time.

    There is one point for each step between the first and the last; a row that is not there is a point without value.
    `sampling_error`: standard error of one figure in its own unit, where the source gives it. `adjusted`: the source
    took the seasons out. `log`: changes count in percent, not in points. `within`: the lowest and highest that a figure
    can be at all (a share: 0 and 100); an end that is None is open, None alone is not told.
    """

    indicator: str
    region: str
    points: tuple[Point, ...]
    downloads: tuple[Download, ...] = ()
    breaks: tuple[Break, ...] = ()
    adjusted: bool = False
    log: bool = False
    sampling_error: float | None = None
    composed_of: tuple[str, ...] = ()
    within: tuple[float | None, float | None] | None = None

    @property
    def made_up(self) -> bool:
        return any(download.made_up for download in self.downloads)

    @property
    def per_year(self) -> int | None:
        return self.points[-1].span.per_year if self.points else None

    @property
    def latest(self) -> Point | None:
        """The last point that has a number."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    def until(self, day: date) -> "Series":
        """The points about time that was over on `day`."""
        kept = tuple(point for point in self.points if point.span.until is not None and point.span.until <= day)
        return replace(self, points=kept)

    def at(self, span: TimeSpan) -> Point | None:
        return next((point for point in self.points if point.span.steps_after(span) == 0), None)

    @property
    def unbroken(self) -> tuple[Point, ...]:
        """The last stretch without a break in it, holes included; a part of a period is never in it."""
        start = max((_first_of(one) for one in self.breaks if self._is_behind(one)), default=date.min)
        return tuple(point for point in self.points if not point.span.part and (point.span.first or date.min) >= start)

    def _is_behind(self, one: Break) -> bool:
        """A break after the last figure does not touch it yet."""
        last = self.points[-1].span.until if self.points else None
        return last is not None and one.on < last

    def broken_between(self, before: TimeSpan, after: TimeSpan) -> Break | None:
        """The break that lies between two points, if there is one."""
        for one in self.breaks:
            start = _first_of(one)
            if before.first is not None and after.first is not None and before.first < start <= after.first:
                return one
        return None


def _first_of(one: Break) -> date:
    """The first day from which figures may be compared with those of today, as far as this break goes."""
    if one.mended:
        return one.mended_from or date.min
    return one.on


def every_step(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points of one kind in order, with a point `ontbreekt` for each step that is not there."""
    known = sorted((point for point in points if point.span.first is not None), key=lambda point: point.span.place)
    whole: list[Point] = []
    for point in known:
        if whole:
            missing = (point.span.steps_after(whole[-1].span) or 1) - 1
            for _ in range(missing):
                whole.append(Point(whole[-1].span.shifted(1), None, MISSING))
        whole.append(point)
    return tuple(whole)


MISSING = "ontbreekt"
"""What we say of a row that its source does not have."""
