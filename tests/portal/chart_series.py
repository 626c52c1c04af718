# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Series to draw, for the tests of charts: quarters, years, a fan."""

import math
from collections.abc import Sequence
from datetime import date

from doorleren.portal.charts import Fan, Mark, Unit

PERCENT = Unit(1, "%", "nl")
PEOPLE = Unit(0, "personen", "nl")
NAMES = {1: "{year}", 4: "{part}e kwartaal {year}", 12: "maand {part} van {year}"}


def marks(
    values: Sequence[float | None], start: int = 2020, per_year: int = 4, provisional: int = 0
) -> tuple[Mark, ...]:
    """One mark after another from January of a year on; the last few are provisional."""
    found = []
    for number, value in enumerate(values):
        when = NAMES[per_year].format(year=start + number // per_year, part=number % per_year + 1)
        late = number >= len(values) - provisional
        found.append(Mark(_day(number, start, per_year), _day(number + 1, start, per_year), value, when, late))
    return tuple(found)


def _day(number: int, start: int, per_year: int) -> date:
    return date(start + number // per_year, number % per_year * 12 // per_year + 1, 1)


def fan(after: Sequence[Mark], middle: float, steps: int = 4) -> tuple[Fan, ...]:
    """The quarters after the last mark, less and less sure."""
    found = []
    day = after[-1].until
    for number in range(1, steps + 1):
        month = day.month + 3
        until = date(day.year + (month > 12), (month - 1) % 12 + 1, 1)
        wide = 0.5 * math.sqrt(number)
        bounds = (middle - wide, middle + wide, middle - 1.6 * wide, middle + 1.6 * wide)
        found.append(Fan(day, until, f"kwartaal {day.month // 3 + 1} van {day.year}", middle, *bounds))
        day = until
    return tuple(found)


def wave(number: int, middle: float = 6.0, high: float = 1.2) -> list[float]:
    return [middle + math.sin(n / 3) * high for n in range(number)]
