# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""When an example course is given: a round of the files, such as "09-01", in a year.

No lesson starts in the weekend, unless the course is given in the weekend: then it starts on a Saturday.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from ...basics import Period

_WEEK: Final = 7
_SATURDAY: Final = 5
_DAYS_IN_MONTH: Final = 30.44


def first_day(month_day: str, year: int, moments: frozenset[str]) -> date:
    """The first lesson: that day, or the next day on which this course can be given."""
    month, day = month_day.split("-")
    stated = date(year, int(month), int(day))
    if moments == {"weekend"}:
        return stated + timedelta(days=(_SATURDAY - stated.weekday()) % _WEEK)
    return stated + timedelta(days=max(0, _WEEK - stated.weekday()) if stated.weekday() >= _SATURDAY else 0)


def last_day(start: date, lasts: Mapping[str, Any]) -> date | None:
    """The last lesson of a course that lasts so many days, weeks or months."""
    if "days" in lasts:
        return start + timedelta(days=lasts["days"] - 1)
    if "weeks" in lasts:
        return start + timedelta(days=(lasts["weeks"] - 1) * _WEEK)
    if "months" in lasts:
        return Period(months=lasts["months"]).after(start) - timedelta(days=1)
    return None


def apply_until(stated: int | str | None, start: date) -> date | None:
    """So many days before the start, or "04-01": that day of the year in which it starts."""
    if stated is None:
        return None
    if isinstance(stated, int):
        return start - timedelta(days=stated)
    month, day = stated.split("-")
    return date(start.year, int(month), int(day))


def months_of(lasts: Mapping[str, Any]) -> int | None:
    """How many months it lasts; a course of less than a month has no number of months."""
    if "months" in lasts:
        return int(lasts["months"])
    months = round(lasts.get("weeks", 0) * _WEEK / _DAYS_IN_MONTH)
    return months or None
