# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spark line on a card: the last years of a series as one small line, without numbers.

Knows: its size and what of a series it shows. Leaves: the words on the card, its look (`static/layout.css`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from .chart_marks import Cut, Mark
from .chart_parts import Dot, Line, Text, at, cuts_between, dot, line, path, stretches, text
from .chart_words import EXAMPLE, Unit, in_words

YEARS: Final = 5
_WIDTH, _HEIGHT, _EDGE = 240.0, 60.0, 6.0
_BELOW: Final = 14.0
"""Room for the word that says that the figures are made up: below the line, never over it."""
_DAYS_PER_YEAR = 365.25
_SAME_DAY = 3.0
"""The same quarter five years before lies up to so many days off, by leap years."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A spark line as a template draws it."""

    id: str
    view: str
    title: str
    desc: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    breaks: tuple[Line, ...]
    example: Text | None


def spark(
    marks: Sequence[Mark],
    *,
    id: str,
    title: str,
    unit: Unit,
    cuts: Sequence[Cut] = (),
    made_up: bool = False,
    years: int = YEARS,
) -> Spark | None:
    """The last years up to the last figure; None where there is no figure. `id`: unique on the page.

    Every card has the same time from side to side, so that a short series is seen to be short.
    """
    last = next((mark for mark in reversed(marks) if mark.value is not None), None)
    if last is None:
        return None
    end, start = last.middle, last.middle - years * _DAYS_PER_YEAR
    shown = _from_the_first_figure(
        [mark for mark in marks if mark.first <= last.first and mark.middle >= start - _SAME_DAY]
    )
    start = min(start, shown[0].middle)
    values = [mark.value for mark in shown if mark.value is not None]
    low, high = min(values), max(values)

    def place(mark: Mark) -> tuple[float, float]:
        value = mark.value if mark.value is not None else low
        part = (value - low) / (high - low) if high > low else 0.5
        return _x(mark.middle, start, end), _HEIGHT - _EDGE - part * (_HEIGHT - 2 * _EDGE)

    runs = stretches(shown, cuts)
    alone = [run[0] for run in runs if len(run) == 1 and run[0] is not last]
    dots = [(mark, "2.5", "provisional" if mark.provisional else "known") for mark in alone]
    dots.append((last, "4.5", "provisional" if last.provisional else "last"))
    return Spark(
        id=id,
        view=f"0 0 {at(_WIDTH)} {at(_HEIGHT + (_BELOW if made_up else 0))}",
        title=title,
        desc=" ".join(in_words(shown, cuts, unit, made_up=made_up)),
        lines=tuple(path([place(mark) for mark in run]) for run in runs if len(run) > 1),
        dots=tuple(dot(place(mark), r, kind) for mark, r, kind in dots),
        breaks=tuple(_upright(cut.on, start, end) for cut in cuts_between(shown, cuts)),
        example=text(_EDGE, _HEIGHT + _BELOW - 4, unit.say(EXAMPLE)) if made_up else None,
    )


def _from_the_first_figure(marks: list[Mark]) -> list[Mark]:
    """What is missing before a series began is not a gap in it."""
    first = next(number for number, mark in enumerate(marks) if mark.value is not None)
    return marks[first:]


def _x(days: float, start: float, end: float) -> float:
    return _EDGE + (days - start) / (end - start) * (_WIDTH - 2 * _EDGE)


def _upright(day: date, start: float, end: float) -> Line:
    x = _x(day.toordinal(), start, end)
    return line(x, 0, x, _HEIGHT)
