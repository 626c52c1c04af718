# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is drawn of a series: marks in time, breaks, and what is still to come.

Knows: how figures of the hall become marks. Leaves: where they stand on paper (`chart_spark`, `chart_trend`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ..basics import Said


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure about a time, from `first` up to and not including `until`; None where there is no figure.

    `when`: that time in words.
    """

    first: date
    until: date
    value: float | None
    when: str
    provisional: bool = False

    @property
    def middle(self) -> float:
        """Where it stands in time: days, in the middle of what it is about."""
        return (self.first.toordinal() + self.until.toordinal()) / 2


@dataclass(frozen=True, slots=True)
class Cut:
    """A day from which figures may not be compared with those before it, and why."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Fan:
    """A figure still to come, with the bounds between which it falls 80 and 95 times in 100."""

    first: date
    until: date
    when: str
    middle: float
    low80: float
    high80: float
    low95: float
    high95: float

    @property
    def at(self) -> float:
        return (self.first.toordinal() + self.until.toordinal()) / 2


# --- from the hall --------------------------------------------------------------------------------------------------


class _Span(Protocol):
    @property
    def first(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    def in_words(self, language: str) -> str: ...


class _Point(Protocol):
    @property
    def span(self) -> _Span: ...
    @property
    def value(self) -> float | None: ...
    @property
    def status(self) -> str | None: ...


class _Break(Protocol):
    @property
    def on(self) -> date: ...
    @property
    def why(self) -> Said: ...
    @property
    def mended(self) -> bool: ...
    @property
    def mended_from(self) -> date | None: ...


class _Expected(Protocol):
    @property
    def span(self) -> _Span: ...
    @property
    def middle(self) -> float: ...
    @property
    def low80(self) -> float: ...
    @property
    def high80(self) -> float: ...
    @property
    def low95(self) -> float: ...
    @property
    def high95(self) -> float: ...


def marks_of(points: Iterable[_Point], language: str) -> tuple[Mark, ...]:
    """Points of a series as marks; a time that cannot be read has no place in a drawing."""
    return tuple(
        Mark(one.span.first, one.span.until, one.value, one.span.in_words(language), is_provisional(one.status))
        for one in points
        if one.span.first is not None and one.span.until is not None
    )


def is_provisional(status: str | None) -> bool:
    """Whether a source calls a figure provisional: CBS in words ("Voorlopig", "NaderVoorlopig"), Eurostat with a p."""
    return status is not None and ("voorlopig" in status.casefold() or status.casefold() in ("p", "provisional"))


def cuts_of(breaks: Iterable[_Break], language: str) -> tuple[Cut, ...]:
    """Breaks that still divide a series: where the source worked all years before anew, there is none left."""
    return tuple(
        Cut(day, one.why.in_language(language))
        for one in sorted(breaks, key=lambda one: one.on)
        if (day := one.mended_from if one.mended else one.on) is not None
    )


def fan_of(expected: Sequence[_Expected], language: str) -> tuple[Fan, ...]:
    """What is expected, as marks with bounds."""
    return tuple(
        Fan(
            one.span.first,
            one.span.until,
            one.span.in_words(language),
            one.middle,
            one.low80,
            one.high80,
            one.low95,
            one.high95,
        )
        for one in expected
        if one.span.first is not None and one.span.until is not None
    )
