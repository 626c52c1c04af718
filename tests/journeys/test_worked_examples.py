# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worked cases that people read as examples: few, different, and answered by the rule itself."""

from datetime import date

import pytest

from doorleren.basics import Outcome, Truth
from doorleren.journeys import worked_examples
from doorleren.rules import Book
from doorleren.wiring import the_book

ON = date(2020, 2, 1)


@pytest.fixture(scope="module")
def book() -> Book:
    return the_book()


def test_first_comes_somebody_who_gets_it_and_then_a_no_for_different_reasons(book: Book):
    first, *others = worked_examples(book, "levenlanglerenkrediet", "nl", ON)

    assert first.finding.outcome is Outcome.JA
    assert {one.finding.outcome for one in others} == {Outcome.NEE}
    reasons = [tuple(c.id for c in one.finding.conditions if c.truth is Truth.NEE) for one in others]
    assert len(reasons) >= 3
    assert len(set(reasons)) == len(reasons)


def test_where_a_body_decides_the_first_example_misses_nothing_but_its_word(book: Book):
    first = worked_examples(book, "slim", "nl", date(2021, 3, 15))[0]

    assert first.finding.outcome is Outcome.HANGT_AF
    assert {point.kind for point in first.finding.depends_on} <= {"oordeel", "niet-uitgedrukt"}


def test_somebody_who_differs_a_little_is_told_by_the_difference(book: Book):
    first, *others = worked_examples(book, "volwasseneneducatie", "nl", ON)

    alike = [one for one in others if one.like_first]
    assert alike
    for one in alike:
        assert len(one.facts) <= 3
        assert all(first.facts.get(name) != value for name, value in one.facts.items())


def test_the_examples_are_of_the_version_of_the_day_where_there_are_any(book: Book):
    scheme = book.schemes["slim"]

    for on in (date(2020, 6, 1), date(2025, 3, 10)):
        first = worked_examples(book, "slim", "nl", on)[0]
        assert scheme.version_on(first.on) == scheme.version_on(on)


def test_every_scheme_has_examples_and_a_policy_has_none(book: Book):
    names = {name: worked_examples(book, name, "nl", ON) for name in book.schemes}
    assert len(names) > 60

    assert {name for name, found in names.items() if not found} == {
        name for name, scheme in book.schemes.items() if scheme.kind == "beleid"
    }
    assert all(len(found) <= 6 for found in names.values())
