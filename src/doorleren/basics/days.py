# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and periods as the law counts them.

Knows: ISO dates, whole years between two days, a day plus a period.
Leaves: which day it is; the day is always handed in.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_day(text: str) -> date | None:
    """Read "2020-02-01"; None for anything that is not an existing day in that form."""
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in months and days; a year is 12 months, a week 7 days."""

    months: int = 0
    days: int = 0

    def __neg__(self) -> "Period":
        return Period(-self.months, -self.days)

    def after(self, day: date) -> date:
        """The day this long after `day`; a day that the month lacks becomes its last day.

        A day past the end of the calendar stays on the calendar's last (or first) day.
        """
        month = day.year * 12 + day.month - 1 + self.months
        year, month = divmod(month, 12)
        if year < 1:
            return date.min
        if year > 9999:
            return date.max
        last = calendar.monthrange(year, month + 1)[1]
        try:
            return date(year, month + 1, min(day.day, last)) + timedelta(days=self.days)
        except OverflowError:
            return date.max if self.days > 0 else date.min

    def __str__(self) -> str:
        parts = []
        years, months = divmod(self.months, 12)
        weeks, days = (self.days // 7, 0) if self.days % 7 == 0 else (0, self.days)
        for n, unit in ((years, "year"), (months, "month"), (weeks, "week"), (days, "day")):
            if n:
                parts.append(f"{n} {unit}{'' if n == 1 else 's'}")
        return " + ".join(parts) or "0 days"


def years_between(first: date, last: date) -> int:
    """Whole years from `first` to `last`: the age, on `last`, of somebody born on `first`.

    Born on 29 February, one is a year older on 1 March in a year without that day.
    """
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def months_between(first: date, last: date) -> int:
    """Whole months from `first` to `last`."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
