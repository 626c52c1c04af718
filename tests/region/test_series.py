# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A series knows where it breaks, and what may be compared."""

from datetime import date

from doorleren.basics import said
from doorleren.region import Break, Point, Series, every_step, read_span

WHY = said("Anders geteld", "Counted otherwise")


def months(*values: float | None, first: str = "2024MM01") -> tuple[Point, ...]:
    begin = read_span(first)
    return tuple(Point(begin.shifted(step), value) for step, value in enumerate(values))


def a_series(*values: float | None, breaks: tuple[Break, ...] = ()) -> Series:
    return Series("voorbeeld", "PV20", months(*values), breaks=breaks)


def test_only_the_stretch_after_the_last_break_may_be_compared() -> None:
    series = a_series(1, 2, 3, 4, breaks=(Break(date(2024, 2, 1), WHY, "x"), Break(date(2024, 3, 1), WHY, "x")))
    assert [point.value for point in series.unbroken] == [3, 4]


def test_a_break_that_the_source_mended_does_not_cut() -> None:
    series = a_series(1, 2, 3, breaks=(Break(date(2024, 3, 1), WHY, "x", mended=True),))
    assert len(series.unbroken) == 3
    assert series.broken_between(series.points[0].span, series.points[2].span) is None


def test_mended_from_a_day_cuts_there() -> None:
    series = a_series(1, 2, 3, breaks=(Break(date(2024, 3, 1), WHY, "x", date(2024, 2, 1), mended=True),))
    assert [point.value for point in series.unbroken] == [2, 3]


def test_a_break_that_is_still_to_come_does_not_cut() -> None:
    assert len(a_series(1, 2, breaks=(Break(date(2030, 1, 1), WHY, "x"),)).unbroken) == 2


def test_two_figures_on_either_side_of_a_break_say_which() -> None:
    one = Break(date(2024, 2, 1), WHY, "x")
    series = a_series(1, 2, 3, breaks=(one,))
    first, second, third = (point.span for point in series.points)
    assert series.broken_between(first, third) == one
    assert series.broken_between(second, third) is None


def test_the_last_figure_is_the_last_with_a_number() -> None:
    latest = a_series(1, 2, None).latest
    assert latest is not None
    assert latest.value == 2


def test_time_that_is_not_over_is_not_shown() -> None:
    assert [point.value for point in a_series(1, 2, 3).until(date(2024, 3, 1)).points] == [1, 2]


def test_each_step_that_is_missing_is_there_without_a_number() -> None:
    points = every_step([*months(4, first="2024MM04"), *months(1)])
    assert [(point.span.code, point.value) for point in points] == [
        ("2024MM01", 1),
        ("2024MM02", None),
        ("2024MM03", None),
        ("2024MM04", 4),
    ]
