# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and periods, counted as the law counts them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorleren.basics import Period, parse_day, years_between
from doorleren.basics.days import months_between

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1985, 3, 1), date(2020, 2, 29), 34),
        (date(1985, 3, 1), date(2020, 3, 1), 35),
        (date(2020, 1, 1), date(2020, 1, 1), 0),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 2, 29), date(2020, 2, 28), 19),
        (date(2000, 2, 29), date(2020, 2, 29), 20),
    ],
)
def test_age_changes_on_the_birthday(born: date, on: date, age: int):
    """Born on 29 February, one is a year older on 1 March in a year without that day."""
    assert years_between(born, on) == age


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2020, 1, 31), date(2020, 2, 29), 0),
        (date(2020, 1, 31), date(2020, 3, 1), 1),
        (date(2020, 1, 15), date(2020, 2, 15), 1),
        (date(2019, 12, 15), date(2020, 12, 14), 11),
    ],
)
def test_months_are_whole_months(first: date, last: date, months: int):
    assert months_between(first, last) == months


@pytest.mark.parametrize(
    ("day", "period", "then"),
    [
        (date(2020, 2, 29), Period(months=12), date(2021, 2, 28)),
        (date(2020, 2, 29), Period(months=48), date(2024, 2, 29)),
        (date(2020, 1, 31), Period(months=1), date(2020, 2, 29)),
        (date(2021, 1, 31), Period(months=1), date(2021, 2, 28)),
        (date(2020, 12, 31), Period(days=1), date(2021, 1, 1)),
        (date(2020, 3, 31), Period(months=-1), date(2020, 2, 29)),
        (date(2020, 3, 1), Period(days=-1), date(2020, 2, 29)),
        (date(2020, 1, 31), Period(months=1, days=1), date(2020, 3, 1)),
    ],
)
def test_a_period_after_a_day_never_skips_a_month(day: date, period: Period, then: date):
    """A day that the month lacks becomes its last day."""
    assert period.after(day) == then


@pytest.mark.parametrize(
    ("day", "period", "then"),
    [
        (date(9990, 1, 1), Period(months=12 * 20), date.max),
        (date(5, 1, 1), Period(months=-12 * 20), date.min),
        (date(9999, 12, 31), Period(days=1), date.max),
        (date(1, 1, 1), Period(days=-1), date.min),
    ],
)
def test_past_the_end_of_the_calendar_a_day_stays_at_its_end(day: date, period: Period, then: date):
    assert period.after(day) == then


@given(DAYS, st.integers(0, 80))
def test_somebody_reaches_an_age_on_the_day_that_many_years_after_birth(born: date, years: int):
    birthday = Period(months=12 * years).after(born)

    # Whoever was born on 29 February waits one more day in most years.
    reached = birthday if birthday.day == born.day else birthday + timedelta(days=1)
    assert years_between(born, reached) == years
    assert years_between(born, reached - timedelta(days=1)) == years - 1


@given(DAYS, DAYS)
def test_a_year_is_twelve_months(first: date, last: date):
    assert months_between(first, last) // 12 == years_between(first, last)


@given(DAYS, st.integers(-600, 600), st.integers(-600, 600))
def test_a_longer_period_never_ends_sooner(day: date, months: int, more: int):
    longer = Period(months=months + abs(more))

    assert longer.after(day) >= Period(months=months).after(day)


@given(DAYS)
def test_an_iso_day_is_read_as_it_is_written(day: date):
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020-2-1",
        "2020-02-30",
        "2021-02-29",
        "01-02-2020",
        "20200201",
        "2020-02-01T00:00",
        "2020-02-01 ",
        "२०२०-०२-०१x",
    ],
)
def test_another_spelling_of_a_day_is_not_guessed_at(text: str):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period(months=12), "1 year"),
        (Period(months=18), "1 year + 6 months"),
        (Period(days=14), "2 weeks"),
        (Period(days=30), "30 days"),
        (Period(), "0 days"),
    ],
)
def test_a_period_says_how_long_it_is(period: Period, said: str):
    assert str(period) == said
