# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The time that a figure is about: a year, a quarter, a month – as CBS writes them, and as people do.

Knows: the codes of StatLine (`2026MM06`, `2026KW02`, `2026JJ00`, `2025HJ02`, `2025SJ00`), those of people and Eurostat
(`2026K3`, `2026-06`, `2026-Q2`, `2026-S1`, `2026-W05`), which time they cover, and their order.
Leaves: whether a figure is provisional (that stands with its code, `records`).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal

from ..basics import Period

SpanKind = Literal["jaar", "schooljaar", "halfjaar", "kwartaal", "maand", "week", "dag", "anders"]

PER_YEAR: Final[dict[SpanKind, int]] = {
    "jaar": 1,
    "schooljaar": 1,
    "halfjaar": 2,
    "kwartaal": 4,
    "maand": 12,
    "week": 52,
    "dag": 365,
}
"""How many of these go into a year; what is `anders` has no number."""

_LENGTH: Final[dict[SpanKind, Period]] = {
    "jaar": Period(months=12),
    "schooljaar": Period(months=12),
    "halfjaar": Period(months=6),
    "kwartaal": Period(months=3),
    "maand": Period(months=1),
    "week": Period(days=7),
    "dag": Period(days=1),
}

_CBS: Final = re.compile(r"([0-9]{4})(JJ|KW|MM|HJ|SJ|W1)([0-9]{2})")
_DAY: Final = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_PEOPLE: Final = (
    (re.compile(r"([0-9]{4})"), "JJ"),
    (re.compile(r"([0-9]{4})-?[KQ]([1-4])"), "KW"),
    (re.compile(r"([0-9]{4})-?[HS]([12])"), "HJ"),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), "MM"),
    (re.compile(r"([0-9]{4})-?M([0-9]{2})"), "MM"),
    (re.compile(r"([0-9]{4})-?W([0-9]{2})"), "W1"),
)
_OF_CBS: Final[dict[str, tuple[SpanKind, int]]] = {
    "JJ": ("jaar", 0),
    "SJ": ("schooljaar", 0),
    "HJ": ("halfjaar", 2),
    "KW": ("kwartaal", 4),
    "MM": ("maand", 12),
    "W1": ("week", 53),
}
# A quarter is a part of a year and of half a year, and is no part of itself.
_ANY: Final = r"t/m|tot en met|up to and including|\(\s*\d+ da(?:g|y)"
_MONTHS: Final = r"maanden|months|\b(?:jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov)[a-z]*\.?\s*[-–]"
_QUARTER: Final = r"kwarta|quarter"
_HALF: Final = r"half|helft"
_PART: Final[dict[SpanKind, tuple[str, ...]]] = {
    "jaar": (_ANY, _MONTHS, _QUARTER, _HALF),
    "schooljaar": (_ANY, _MONTHS, _QUARTER, _HALF),
    "halfjaar": (_ANY, _MONTHS, _QUARTER),
    "kwartaal": (_ANY, _MONTHS),
    "maand": (_ANY,),
    "week": (_ANY,),
}


@cache
def _part(kind: SpanKind) -> re.Pattern[str]:
    # Made when a title is read: many who load this file read none, and it takes a while.
    return re.compile("|".join(_PART[kind]), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """The time that a figure is about, from `first` up to and not including `until`.

    `code` is as its source writes it. `anders`: a code that we cannot read; it has no days and is never dropped.
    `part`: its source says that it covers a part only, such as the first months of a year.
    """

    code: str
    kind: SpanKind
    first: date | None = None
    until: date | None = None
    part: bool = False

    @property
    def per_year(self) -> int | None:
        return PER_YEAR.get(self.kind)

    @property
    def place(self) -> tuple[str, date, str]:
        """To sort by: those of one kind after each other, in the order of time."""
        return self.kind, self.first or date.min, self.code

    def steps_after(self, other: "TimeSpan") -> int | None:
        """How many of its kind this lies after another; None where they cannot be compared."""
        if self.kind != other.kind or self.first is None or other.first is None:
            return None
        if self.kind in ("week", "dag"):
            return (self.first - other.first).days // (7 if self.kind == "week" else 1)
        months = (self.first.year - other.first.year) * 12 + self.first.month - other.first.month
        return months * PER_YEAR[self.kind] // 12

    def shifted(self, steps: int) -> "TimeSpan":
        """The one so many steps later (or before, if below zero), in the codes of StatLine, and whole.

        Not for `anders`, nor past the end of the calendar.
        """
        if self.first is None:
            raise ValueError(f"{self.code} is no time that can be counted on")
        length = _LENGTH[self.kind]
        first = Period(months=length.months * steps, days=length.days * steps).after(self.first)
        found = _of_days(self.kind, first)
        if found.steps_after(self) != steps:
            raise ValueError(f"there is no calendar {steps} steps from {self.code}")
        return found

    def in_words(self, language: str) -> str:
        """As a person writes it: "juni 2026", "2e kwartaal 2026", "2025", "schooljaar 2025/'26"."""
        if self.first is None:
            return self.code
        year, month = self.first.year, self.first.month
        dutch = language != "en"
        match self.kind:
            case "jaar":
                text = str(year)
            case "schooljaar":
                text = f"{'schooljaar' if dutch else 'school year'} {year}/'{(year + 1) % 100:02d}"
            case "halfjaar":
                half = 1 if month == 1 else 2
                text = f"{half}e helft van {year}" if dutch else f"{_TH[half]} half of {year}"
            case "kwartaal":
                number = (month + 2) // 3
                text = f"{number}e kwartaal {year}" if dutch else f"{_TH[number]} quarter of {year}"
            case "maand":
                text = f"{(_MONTHS_NL if dutch else _MONTHS_EN)[month - 1]} {year}"
            case "week":
                iso = self.first.isocalendar()
                text = f"week {iso.week} van {iso.year}" if dutch else f"week {iso.week} of {iso.year}"
            case _:
                text = f"{self.first.day} {(_MONTHS_NL if dutch else _MONTHS_EN)[month - 1]} {year}"
        if self.part:
            text += " (deel)" if dutch else " (part)"
        return text


def read_span(code: str, title: str = "") -> TimeSpan:
    """Read a code of StatLine or of Eurostat; what we cannot read is `anders`, with the code as it stood.

    The title tells whether it is whole: "2026 t/m juni" is a part of a year, "2020 week 1 (5 dagen)" of a week. Parts
    of weeks (`2020X000`), years taken together (`2015G400`) and the like are `anders`: their codes do not say which
    days.
    """
    if found := _CBS.fullmatch(code):
        year, number = int(found[1]), int(found[3])
        kind, most = _OF_CBS[found[2]]
        right = number == 0 if most == 0 else 1 <= number <= most
        first = _first_day(kind, year, number) if right and year else None
        if first is not None:
            part = bool(title and _part(kind).search(title))
            return TimeSpan(code, kind, first, _LENGTH[kind].after(first), part)
    elif found := _DAY.fullmatch(code):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return TimeSpan(code, "dag", day, day + timedelta(days=1))
        except (ValueError, OverflowError):
            return TimeSpan(code, "anders")
    else:
        for pattern, letters in _PEOPLE:
            if found := pattern.fullmatch(code.upper()):
                number = int(found[2]) if letters != "JJ" else 0
                read = read_span(f"{found[1]}{letters}{number:02d}", title)
                return TimeSpan(code, read.kind, read.first, read.until, read.part)
    return TimeSpan(code, "anders")


def _first_day(kind: SpanKind, year: int, number: int) -> date | None:
    match kind:
        case "jaar":
            return date(year, 1, 1)
        case "schooljaar":
            return date(year, 8, 1)
        case "week":
            try:
                return date.fromisocalendar(year, number, 1)
            except ValueError:
                return None
        case _:
            return date(year, (number - 1) * _LENGTH[kind].months + 1, 1)


def _of_days(kind: SpanKind, first: date) -> TimeSpan:
    match kind:
        case "jaar" | "schooljaar":
            code = f"{first.year:04d}{'JJ' if kind == 'jaar' else 'SJ'}00"
        case "halfjaar":
            code = f"{first.year:04d}HJ{(first.month + 5) // 6:02d}"
        case "kwartaal":
            code = f"{first.year:04d}KW{(first.month + 2) // 3:02d}"
        case "maand":
            code = f"{first.year:04d}MM{first.month:02d}"
        case "week":
            iso = first.isocalendar()
            code = f"{iso.year:04d}W1{iso.week:02d}"
        case _:
            code = first.strftime("%Y%m%d")
    return TimeSpan(code, kind, first, _LENGTH[kind].after(first))


_TH: Final = {1: "first", 2: "second", 3: "third", 4: "fourth"}
_MONTHS_NL: Final = "januari februari maart april mei juni juli augustus september oktober november december".split()
_MONTHS_EN: Final = "January February March April May June July August September October November December".split()
