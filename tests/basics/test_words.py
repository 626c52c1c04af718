# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money and days as they are said to a person."""

from datetime import date

import pytest

from doorleren.basics import LANGUAGES, Problem, said, say_day, say_euro


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (0, "€\u00a00", "€0"),
        (5, "€\u00a00,05", "€0.05"),
        (10_000, "€\u00a0100", "€100"),
        (100_050, "€\u00a01.000,50", "€1,000.50"),
        (123_456_789, "€\u00a01.234.567,89", "€1,234,567.89"),
        (-250, "-€\u00a02,50", "-€2.50"),
    ],
)
def test_money_is_said_with_cents_only_where_there_are_any(cents: int, dutch: str, english: str):
    assert say_euro(cents, "nl") == dutch
    assert say_euro(cents, "en") == english


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        (date(2020, 2, 1), "1 februari 2020", "1 February 2020"),
        (date(1999, 12, 31), "31 december 1999", "31 December 1999"),
        (date(2024, 8, 9), "9 augustus 2024", "9 August 2024"),
    ],
)
def test_a_day_is_said_with_the_name_of_its_month(day: date, dutch: str, english: str):
    assert say_day(day, "nl") == dutch
    assert say_day(day, "en") == english


def test_every_month_has_a_name_of_its_own_in_both_languages():
    for language in LANGUAGES:
        assert len({say_day(date(2020, month, 1), language) for month in range(1, 13)}) == 12


def test_a_problem_says_four_things_in_the_language_that_was_asked_for():
    """Where it is, what it is, what was expected, what to do now."""
    problem = Problem(
        "anne.yaml, 4: feiten.gemeente",
        said("Dit past niet.", "This does not fit."),
        said("een code", "a code"),
        said("Verbeter de waarde.", "Correct the value."),
    )

    assert problem.in_language("nl") == {
        "waar": "anne.yaml, 4: feiten.gemeente",
        "wat": "Dit past niet.",
        "verwacht": "een code",
        "watNu": "Verbeter de waarde.",
    }
    assert problem.in_language("en")["watNu"] == "Correct the value."
