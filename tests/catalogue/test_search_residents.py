# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A resident of the north types a few words and sees the course that is meant among the first."""

from datetime import date

import pytest

from doorleren.catalogue import Course, Offering, Provider
from doorleren.catalogue.examples import SOURCE, examples
from doorleren.catalogue.search import Found, Row, SearchIndex, Wanted

from .residents import Typed, typed

DAY = date(2026, 11, 21)
OWN = "voorbeeld-"


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    records = list(examples(last_year=2028))
    providers = {one.id: one for one in records if isinstance(one, Provider)}
    courses = {one.id: one for one in records if isinstance(one, Course)}
    offerings = [one for one in records if isinstance(one, Offering)]
    return [Row(one, courses[one.course], providers.get(courses[one.course].provider)) for one in offerings]


@pytest.fixture(scope="module")
def index(rows: list[Row]) -> SearchIndex:
    return SearchIndex.of(rows)


def seen(found: Found) -> list[str]:
    return [hit.course.removeprefix(OWN) for hit in found.hits]


def test_the_words_are_many_and_about_courses_that_are_there(rows: list[Row]) -> None:
    there = {row.course.id.removeprefix(OWN) for row in rows}
    needed = {course for one in typed() for group in one.needed for course in group}

    assert len(typed()) >= 80
    assert len({one.words for one in typed()}) == len(typed())
    assert needed <= there
    assert all(row.course.origin.source == SOURCE for row in rows)


@pytest.mark.parametrize("one", typed(), ids=[one.words for one in typed()])
def test_a_resident_sees_what_is_meant_among_the_first(index: SearchIndex, one: Typed) -> None:
    found = index.find(Wanted(DAY, one.words, limit=10))

    assert not one.missing(seen(found)), seen(found)
