# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of schemes made shorter: by words, by for whom, by what is open on a day, by a place."""

from datetime import date
from typing import Any

import pytest

from doorleren.journeys import Wanted, municipality_problem, narrowed
from doorleren.rules import Book
from doorleren.wiring import the_book

GRONINGEN, ROTTERDAM, LOPPERSUM = "GM0014", "GM0599", "GM0024"


@pytest.fixture(scope="module")
def book() -> Book:
    return the_book()


def listed(book: Book, on: date, language: str = "nl", **wanted: Any) -> list[str]:
    return [line["id"] for line in narrowed(book, Wanted(**wanted), language, on)]


def door(book: Book, name: str, on: date) -> Any:
    return next(line["aanvraag"] for line in narrowed(book, Wanted(), "nl", on) if line["id"] == name)


def test_who_wants_nothing_special_gets_the_whole_book(book: Book):
    assert listed(book, date(2026, 11, 21)) == list(book.schemes)


@pytest.mark.parametrize(
    ("name", "on", "state", "opens", "closes"),
    [
        # SLIM 2023: from 1 to 28 September, and again from 1 March 2024 (Staatscourant).
        ("slim", date(2023, 9, 20), "open", None, "2023-09-29"),
        ("slim", date(2020, 2, 1), "gaat-open", "2020-03-02", None),
        # The fourth window of STAP in 2023 was the last; the scheme ended with the year.
        ("stap-budget", date(2023, 12, 31), "open", None, "2024-01-01"),
        ("stap-budget", date(2024, 1, 1), "niet-van-kracht", None, None),
        ("stap-budget", date(2020, 2, 1), "gaat-open", "2022-03-01", None),
        # The last window that we know of closed on 17 September 2026.
        ("praktijkleren", date(2026, 11, 21), "gesloten", None, None),
        # Between two things that we know there may be days that we do not know.
        ("wij-techniek-osr", date(2020, 2, 1), "niet-bekend", "2022-01-01", None),
        ("levenlanglerenkrediet", date(2020, 2, 1), "open", None, None),
    ],
)
def test_on_a_day_a_scheme_is_open_or_it_is_said_why_not(
    book: Book, name: str, on: date, state: str, opens: str | None, closes: str | None
):
    found = door(book, name, on)

    assert (found["stand"], found["vanaf"], found["tot"]) == (state, opens, closes)


def test_a_policy_is_neither_open_nor_closed(book: Book):
    on = date(2020, 2, 1)

    assert door(book, "techniekpact", on) is None
    assert "techniekpact" not in listed(book, on, open=True) + listed(book, on, open=False)


def test_open_now_and_not_open_now_are_together_all_that_one_can_apply_for(book: Book):
    on = date(2023, 9, 20)

    is_open, is_closed = listed(book, on, open=True), listed(book, on, open=False)

    assert {"slim", "stap-budget"} <= set(is_open)
    assert "lerarenbeurs" in is_closed
    assert sorted(is_open + is_closed) == [name for name, one in book.schemes.items() if one.kind != "beleid"]


@pytest.mark.parametrize(
    ("name", "on", "runs_out"),
    [
        ("stap-budget", date(2023, 9, 20), True),
        ("scholingsbudget-uwv", date(2020, 2, 1), True),
        ("tel-mee-met-taal", date(2020, 1, 15), True),
        ("tel-mee-met-taal", date(2023, 1, 15), False),
        ("levenlanglerenkrediet", date(2020, 2, 1), False),
    ],
)
def test_that_the_money_may_run_out_is_said_where_the_scheme_says_so(book: Book, name: str, on: date, runs_out: bool):
    assert book.schemes[name].may_run_out(on) == runs_out


def test_what_says_no_because_of_the_place_is_left_out_there(book: Book):
    """The fund of Rotterdam is for Rotterdam, three northern grants are for the north, the rest is for everybody."""
    on = date(2023, 9, 20)
    everywhere = listed(book, on)

    in_groningen = listed(book, on, municipality=GRONINGEN)
    in_rotterdam = listed(book, on, municipality=ROTTERDAM)

    assert "scholingsfonds-rotterdam" in in_rotterdam
    assert "scholingsfonds-rotterdam" not in in_groningen
    assert {"basisbaan-groningen", "kansen-verzilveren-werknemer"} <= set(in_groningen)
    assert not {"basisbaan-groningen", "kansen-verzilveren-werknemer"} & set(in_rotterdam)
    assert len(everywhere) - len(in_groningen) < 8
    assert "slim" in in_groningen
    assert "slim" in in_rotterdam


def test_a_closed_window_does_not_hide_that_the_place_is_wrong(book: Book):
    """On a day without a window everybody is refused; who lives elsewhere is refused for a reason that stays."""
    names = set(listed(book, date(2026, 11, 21), municipality=ROTTERDAM))

    assert "basisbaan-groningen" not in names
    assert "lerarenbeurs" in names


def test_of_a_day_without_a_rule_nobody_can_say_that_the_place_is_wrong(book: Book):
    on = date(2026, 11, 21)

    assert door(book, "scholingsfonds-rotterdam", on)["stand"] == "niet-bekend"
    assert "scholingsfonds-rotterdam" in listed(book, on, municipality=GRONINGEN)


def test_words_are_found_without_capitals_and_marks_and_all_of_them_must_be_there(book: Book):
    on = date(2020, 2, 1)

    assert listed(book, on, search="LEVENLANGLEREN krediet")[0] == "levenlanglerenkrediet"
    assert listed(book, on, search="levenlanglerenkrediet fiets") == []
    assert listed(book, on, search="  ") == list(book.schemes)


def test_what_has_the_word_in_its_name_comes_first(book: Book):
    found = narrowed(book, Wanted(search="leraar"), "nl", date(2020, 2, 1))

    in_name = ["leraar" in f"{line['naam']} {line['id']}".casefold() for line in found]
    assert any(in_name)
    assert in_name == sorted(in_name, reverse=True)


def test_words_are_looked_for_in_the_language_that_is_read(book: Book):
    on = date(2020, 2, 1)

    assert "volwasseneneducatie" in listed(book, on, "en", search="arithmetic")
    assert "volwasseneneducatie" not in listed(book, on, "nl", search="arithmetic")


def test_choices_are_counted_together(book: Book):
    found = narrowed(book, Wanted(audience="werkgever", kind="subsidie", open=True), "nl", date(2023, 9, 20))

    assert found
    assert {(one["voor"], one["soort"], one["aanvraag"]["stand"]) for one in found} == {
        ("werkgever", "subsidie", "open")
    }


def test_a_municipality_that_is_not_there_on_that_day_is_told(book: Book):
    """Loppersum is part of Eemsdelta since 1 January 2021."""
    assert municipality_problem(book, LOPPERSUM, date(2020, 2, 1)) is None

    gone = municipality_problem(book, LOPPERSUM, date(2026, 11, 21))
    name = municipality_problem(book, "groningen", date(2026, 11, 21))

    assert gone is not None
    assert gone.what.nl == "De gemeente Loppersum (GM0024) is er niet op 21 november 2026."
    assert name is not None
    assert name.what_now.nl.startswith("Bedoelt u «GM0014»?")
