# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sum of money over columns: the compiled sum of `rules.amounts`, with an arithmetic of many people at once.

Whole cents in 64 bits where that is sure to be enough, and in whole numbers without a limit where it is not.

Knows: the calendar and the four operations over columns.
Leaves: what a sum is made of (`rules.amounts`).
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, reduce
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..basics import Period
from ..rules.amounts import Arithmetic, Sum

_ENOUGH: Final = 2**62
_EPOCH: Final = date(1970, 1, 1).toordinal()
_KNOWN_FROM, _KNOWN_DAYS = date(1940, 1, 1).toordinal(), 40_000
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


class ColumnArithmetic(Arithmetic):
    """Numbers are columns or single numbers; days are ordinal numbers in columns."""

    @staticmethod
    def least(*numbers: Any) -> Any:
        return reduce(np.minimum, numbers)

    @staticmethod
    def most(*numbers: Any) -> Any:
        return reduce(np.maximum, numbers)

    def day(self, given: date) -> Any:
        return np.int64(given.toordinal())

    def day_of(self, ordinal: Any) -> Any:
        return np.asarray(ordinal, dtype=np.int64)

    def after(self, day: Any, period: Period) -> Any:
        year, month, in_month = _calendar(day)
        months = year * 12 + (month - 1) + period.months
        year, month = months // 12, months % 12 + 1
        moved = _ordinal(year, month, np.minimum(in_month, _length(year, month))) + period.days
        past = np.where(year < 1, _FIRST, np.where(year > 9999, _LAST, moved))
        return np.clip(past, _FIRST, _LAST)

    def start_of_year(self, day: Any) -> Any:
        year, _, _ = _calendar(day)
        return _ordinal(year, np.ones_like(year), np.ones_like(year))

    @staticmethod
    def years_between(first: Any, last: Any) -> Any:
        year, month, day = _calendar(first)
        year_2, month_2, day_2 = _calendar(last)
        earlier = (month_2 < month) | ((month_2 == month) & (day_2 < day))
        return year_2 - year - earlier

    @staticmethod
    def months_between(first: Any, last: Any) -> Any:
        year, month, day = _calendar(first)
        year_2, month_2, day_2 = _calendar(last)
        return (year_2 - year) * 12 + month_2 - month - (day_2 < day)


def _calendar(ordinal: Any) -> tuple[Any, Any, Any]:
    """Year, month and day of the month of ordinal numbers; days in living memory are looked up."""
    days = np.asarray(ordinal, dtype=np.int64)
    if days.size < _KNOWN_DAYS or days.min() < _KNOWN_FROM or days.max() >= _KNOWN_FROM + _KNOWN_DAYS:
        return _worked_out(days)
    packed = _known_days()[days - _KNOWN_FROM]
    return packed >> 9, packed >> 5 & 15, packed & 31


@cache
def _known_days() -> NDArray[np.int64]:
    """Of each day from _KNOWN_FROM year, month and day in one number."""
    year, month, day = _worked_out(np.arange(_KNOWN_FROM, _KNOWN_FROM + _KNOWN_DAYS))
    return np.asarray(year << 9 | month << 5 | day)


def _worked_out(ordinal: NDArray[np.int64]) -> tuple[Any, Any, Any]:
    days = (ordinal - _EPOCH).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    number = months.astype(np.int64)
    return 1970 + number // 12, number % 12 + 1, (days - months).astype(np.int64) + 1


def _ordinal(year: Any, month: Any, day: Any) -> Any:
    months = ((year - 1970) * 12 + (month - 1)).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64) + _EPOCH + day - 1


def _length(year: Any, month: Any) -> Any:
    here = ((year - 1970) * 12 + (month - 1)).astype("datetime64[M]")
    return ((here + 1).astype("datetime64[D]") - here.astype("datetime64[D]")).astype(np.int64)


class _Reach(Arithmetic):
    """How large a number can become on the way: a number is what lies `_Between` two others, a day is nothing."""

    @staticmethod
    def least(*numbers: Any) -> Any:
        return _Between(min(map(_low, numbers)), min(map(_high, numbers)), max(map(_seen, numbers)))

    @staticmethod
    def most(*numbers: Any) -> Any:
        return _Between(max(map(_low, numbers)), max(map(_high, numbers)), max(map(_seen, numbers)))

    def day_of(self, ordinal: Any) -> Any:
        return None

    def after(self, day: Any, period: Period) -> Any:
        return None

    def start_of_year(self, day: Any) -> Any:
        return None

    @staticmethod
    def years_between(first: Any, last: Any) -> Any:
        return _Between(-10_000, 10_000)

    @staticmethod
    def months_between(first: Any, last: Any) -> Any:
        return _Between(-120_000, 120_000)


class _Between:
    """A number of which only the lowest and highest value are known; `seen` keeps the largest met on the way."""

    __slots__ = ("high", "low", "seen")

    def __init__(self, low: int, high: int, seen: int = 0) -> None:
        self.low, self.high = low, high
        self.seen = max(seen, abs(low), abs(high))

    def __add__(self, other: Any) -> "_Between":
        return _Between(self.low + _low(other), self.high + _high(other), max(self.seen, _seen(other)))

    def __sub__(self, other: Any) -> "_Between":
        return _Between(self.low - _high(other), self.high - _low(other), max(self.seen, _seen(other)))

    def __rsub__(self, other: int) -> "_Between":
        return _Between(other - self.high, other - self.low, max(self.seen, abs(other)))

    def __mul__(self, other: Any) -> "_Between":
        ends = [a * b for a in (self.low, self.high) for b in (_low(other), _high(other))]
        return _Between(min(ends), max(ends), max(self.seen, _seen(other)))

    __radd__, __rmul__ = __add__, __mul__


def _low(number: Any) -> int:
    return number.low if isinstance(number, _Between) else int(number)


def _high(number: Any) -> int:
    return number.high if isinstance(number, _Between) else int(number)


def _seen(number: Any) -> int:
    return number.seen if isinstance(number, _Between) else abs(int(number))


class ColumnSum:
    """A sum over columns: `at(values)` gives whole cents for each person."""

    def __init__(self, total: Sum) -> None:
        self._step, self._divisor = total.compiled(ColumnArithmetic())
        self._reach, _ = total.compiled(_Reach())
        self._facts = total.facts

    def at(self, values: Sequence[Any]) -> Any:
        """The sums, rounded down; `values` has a column or one number for each fact of the sum."""
        if self._fits(values):
            return self._step(values) // self._divisor
        large = [_unlimited(value) for value in values]
        exact = np.asarray(self._step(large) // self._divisor, dtype=object)
        return np.minimum(exact, np.iinfo(np.int64).max).astype(np.int64)

    def _fits(self, values: Sequence[Any]) -> bool:
        """Whether no number on the way can be too large for 64 bits."""
        return self.reach(values) < _ENOUGH

    def reach(self, values: Sequence[Any]) -> int:
        """The largest number that working it out can meet on the way, without its sign."""
        return _seen(self._between(values))

    def lowest(self, values: Sequence[Any]) -> int:
        """A number below which the sum surely does not come, before it is divided."""
        return _low(self._between(values))

    def _between(self, values: Sequence[Any]) -> Any:
        spans: list[Any] = list(values)
        for fact in self._facts:
            spans[fact] = _span_of(values[fact])
        return self._reach(spans)


def _span_of(value: Any) -> Any:
    """Between which numbers a column lies."""
    if isinstance(value, _Between):
        return value
    if isinstance(value, np.ndarray):
        return _Between(int(value.min()), int(value.max())) if value.size else _Between(0, 0)
    return _Between(int(value), int(value))


def between(low: int, high: int) -> Any:
    """Numbers of which only the ends are known, to be asked of `reach` and `lowest`."""
    return _Between(low, high)


def _unlimited(value: Any) -> Any:
    return value.astype(object) if isinstance(value, np.ndarray) else value


Amounts = NDArray[np.int64]
