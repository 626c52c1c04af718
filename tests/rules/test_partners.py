# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which partners a scheme asks for: what is named as missing must help, and nothing that helps may be left unsaid."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from doorleren.basics import Outcome, Truth
from doorleren.basics.finding import FactValue
from doorleren.journeys.partners import APPLICANT, PARTNERS, Before, partners_before, partners_wanted
from doorleren.rules import Book
from doorleren.wiring import the_book

IN_WINDOW = date(2025, 1, 10)
"""A day on which the regional investment fund for mbo was open."""

RIF = "regionaal-investeringsfonds-mbo"


@pytest.fixture(scope="module")
def book() -> Book:
    return the_book()


def days_of(book: Book) -> Iterator[tuple[str, date]]:
    """The first day of each version of each scheme that looks at partners, and of each of its windows."""
    for name, scheme in book.schemes.items():
        if {PARTNERS, APPLICANT} & set(scheme.facts):
            days = {version.first for version in scheme.versions} | {
                window.first for condition in scheme.conditions for window in condition.windows
            }
            yield from ((name, day) for day in days if day and scheme.version_on(day))


def test_a_school_without_a_company_misses_a_company(book: Book) -> None:
    told: dict[str, FactValue] = {PARTNERS: frozenset({"mbo_instelling"}), APPLICANT: "mbo_instelling"}

    wanted = partners_wanted(book, RIF, told, IN_WINDOW)

    assert wanted is not None
    assert [(one.condition, one.partners, one.applicants) for one in wanted] == [("bedrijf", ("werkgever",), ())]


def test_a_fund_that_applies_needs_no_union(book: Book) -> None:
    """ESF, question 1.1: only who is not a fund needs organisations of employers and of workers."""
    on, esf = date(2018, 10, 2), "esf-duurzame-inzetbaarheid-sectoren"

    fund = partners_wanted(book, esf, {PARTNERS: frozenset({"o_en_o_fonds"}), APPLICANT: "o_en_o_fonds"}, on)
    town = partners_wanted(book, esf, {PARTNERS: frozenset({"gemeente"}), APPLICANT: "gemeente"}, on)

    assert fund == ()
    assert town is not None
    assert {one.condition: one.partners for one in town} == {
        "werknemers": ("werknemersorganisatie",),
        "werkgevers": ("werkgever", "werkgeversorganisatie"),
    }


def test_a_scheme_that_asks_nothing_of_partners_wants_none(book: Book) -> None:
    assert partners_wanted(book, "llo-collectief", {}, date(2025, 8, 1)) is None


def test_whoever_is_named_makes_the_condition_hold(book: Book) -> None:
    """On every day on which something changes, for partnerships of many kinds; any choice out of what is named."""
    tried = 0
    for name, day in days_of(book):
        for partners, applicant in product(
            ("gemeente", "mbo_instelling", "werkgever"), (None, "gemeente", "hbo_instelling")
        ):
            told: dict[str, FactValue] = {PARTNERS: frozenset({partners})}
            told |= {APPLICANT: applicant} if applicant else {}
            for one in partners_wanted(book, name, told, day) or ():
                for kind in one.partners:
                    tried += 1
                    assert met(book, name, {**told, PARTNERS: frozenset({partners, kind})}, day)[one.condition], kind
                for kind in one.applicants:
                    tried += 1
                    assert met(book, name, {**told, APPLICANT: kind}, day)[one.condition], kind
    assert tried > 500


def met(book: Book, name: str, facts: dict[str, FactValue], day: date) -> dict[str, bool]:
    found = next(one for one in book.findings(facts, day, "nl", only=[name], help_too=False) if one.scheme == name)
    return {one.id: one.truth is Truth.JA for one in found.conditions}


def test_of_everything_that_fails_on_partners_it_is_said_who_would_do(book: Book) -> None:
    """A scheme may one day ask for two new partners in one condition; then this says that nobody is named."""
    looked = 0
    for name, day in days_of(book):
        told: dict[str, FactValue] = {PARTNERS: frozenset({"uwv"}), APPLICANT: "uwv"}
        for one in partners_wanted(book, name, told, day) or ():
            looked += 1
            assert one.partners or one.applicants, f"{name}, {day}: {one.condition}"
    assert looked > 30


@pytest.mark.parametrize(
    ("scheme", "on"),
    [(RIF, IN_WINDOW), ("expeditieregeling", date(2022, 6, 1)), ("flexibel-mbo-derde-leerweg", date(2020, 1, 10))],
)
def test_after_a_no_the_advice_adds_partners_and_takes_none_away(book: Book, scheme: str, on: date) -> None:
    """Who takes part already is no obstacle to anything."""
    told: dict[str, FactValue] = {
        PARTNERS: frozenset({"bibliotheek", "gemeente"}),
        APPLICANT: "mbo_instelling",
        "samenwerking_plan_kosten_eurocent": 600_000_00,
    }

    found = next(one for one in book.findings(told, on, "nl", only=[scheme]) if one.scheme == scheme)

    assert found.outcome is Outcome.NEE
    assert found.what_would_help
    advised = found.what_would_help[0].changes[PARTNERS]
    assert isinstance(advised, frozenset)
    assert advised > {"bibliotheek", "gemeente"}
    after = next(
        one for one in book.findings({**told, PARTNERS: advised}, on, "nl", only=[scheme]) if one.scheme == scheme
    )
    assert after.outcome is not Outcome.NEE


def test_of_a_day_without_rules_the_last_rules_are_told_with_their_end(book: Book) -> None:
    found = partners_before(book, RIF, date(2026, 11, 21), "nl")

    assert found == Before(
        date(2026, 1, 1),
        (
            "Er moet een mbo-school meedoen.",
            "Er moet een bedrijf of andere werkgever meedoen.",
            "De mbo-school moet het geld aanvragen.",
        ),
    )
    assert partners_before(book, RIF, date(2014, 1, 1), "nl") is None
