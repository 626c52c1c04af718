# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""When somebody wants to begin, as it is said in words: vanaf januari, in maart, voor 1 juli, binnen 3 maanden.

Knows: how to read it, and which days it means from a day on.
Leaves: what passes (filters).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from ...basics import Period

MONTHS: Final = {
    name: at % 12 + 1
    for at, name in enumerate(
        "januari februari maart april mei juni juli augustus september oktober november december "
        "january february march april may june july august september october november december".split()
    )
}
_HOW: Final = {
    "vanaf": "from", "na": "after", "from": "from", "after": "after",
    "in": "in", "begin": "in", "eind": "in", "medio": "in", "rond": "in",
    "voor": "before", "before": "before", "tot": "before",
}  # fmt: skip
_WITHIN: Final = frozenset({"binnen", "within"})
_MANY: Final = {
    "een": 1, "1": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "one": 1, "two": 2, "three": 3,
    "six": 6,
}  # fmt: skip
_A_WEEK, _A_MONTH, _A_YEAR = Period(days=7), Period(months=1), Period(months=12)
_LASTS: Final = {
    "week": _A_WEEK, "weken": _A_WEEK, "weeks": _A_WEEK, "maand": _A_MONTH, "maanden": _A_MONTH, "month": _A_MONTH,
    "months": _A_MONTH, "jaar": _A_YEAR, "year": _A_YEAR,
}  # fmt: skip
_HALF_A_YEAR: Final = frozenset({("half", "jaar"), ("een", "half", "jaar")})


class Begin(NamedTuple):
    """`how` is from, after, in or before a month (perhaps of a year), or within a length of time."""

    how: str
    month: int = 1
    year: int | None = None
    within: Period = Period()

    def days(self, on: date) -> tuple[date, date | None]:
        """The first day, and the first day no longer; seen from a day."""
        if self.how == "within":
            return on, Period(days=1).after(self.within.after(on))
        first = date(self.year or on.year, self.month, 1)
        later = _A_MONTH.after(first)
        if self.year is None and later <= on:
            first, later = _A_YEAR.after(first), _A_YEAR.after(later)
        return {"from": (first, None), "after": (later, None), "in": (first, later), "before": (on, first)}[self.how]


def begin_in(typed: Sequence[str]) -> tuple[Begin, int] | None:
    """What the first of these words say about when to begin, and how many words that takes."""
    if typed[0] in _WITHIN:
        return _within(typed)
    at = 1 if typed[0] in _HOW else 0
    day = len(typed) > at + 1 and typed[at].isdigit() and len(typed[at]) <= 2
    # Without a word before it, these are too often something else; mei is Frisian for with.
    if at == 0 and typed[0] in ("mei", "may", "march"):
        return None
    return _month(_HOW.get(typed[0], "in"), typed, at + day)


def _month(how: str, typed: Sequence[str], at: int) -> tuple[Begin, int] | None:
    if at >= len(typed) or typed[at] not in MONTHS:
        return None
    year = typed[at + 1] if at + 1 < len(typed) else ""
    if len(year) == 4 and year.isdigit() and year.startswith("20"):
        return Begin(how, MONTHS[typed[at]], int(year)), at + 2
    return Begin(how, MONTHS[typed[at]]), at + 1


def _within(typed: Sequence[str]) -> tuple[Begin, int] | None:
    for many, lasts in ((2, typed[1:3]), (3, typed[1:4])):
        if tuple(lasts) in _HALF_A_YEAR:
            return Begin("within", within=Period(months=6)), many + 1
    if len(typed) < 3 or typed[2] not in _LASTS:
        return None
    many = _MANY.get(typed[1]) or (int(typed[1]) if typed[1].isdigit() and len(typed[1]) < 3 else 0)
    one = _LASTS[typed[2]]
    return (Begin("within", within=Period(one.months * many, one.days * many)), 3) if many else None
