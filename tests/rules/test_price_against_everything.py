# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The price for somebody against every lawful choice in the real book: none is better, and what they tell later never
takes the price out of the range that was shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest

from doorleren.basics import Finding
from doorleren.catalogue import Course, Offering, Origin
from doorleren.catalogue.as_facts import OF_THE_PERSON
from doorleren.journeys.price_for_you import Pricer, YourPrice
from doorleren.rules import Book, read_book
from doorleren.rules.scheme import of_day
from doorleren.rules.together import COSTS

DAYS = (
    date(2017, 5, 1),
    date(2018, 2, 1),
    date(2019, 5, 15),
    date(2020, 2, 1),
    date(2021, 4, 20),
    date(2022, 4, 15),
    date(2023, 4, 20),
    date(2024, 4, 20),
    date(2025, 3, 1),
    date(2026, 11, 21),
    date(2027, 2, 15),
)
ORIGIN = Origin("voorbeelden", "1", example=True)
NO_GIFTS = ("lening", "fiscaal", "beleid")
CODE_OF_NO_RULE = "anders"


@pytest.fixture(scope="module")
def book() -> Book:
    found, problems = read_book()
    assert problems == []
    assert found is not None
    return found


@dataclass(frozen=True)
class Looking:
    """Somebody who looks at a course: what they told, and what its source says."""

    person: Mapping[str, Any]
    course: Mapping[str, Any]
    costs: int | None
    start: date | None

    @property
    def facts(self) -> dict[str, Any]:
        own = {k: v for k, v in self.person.items() if not k.startswith("opleiding_") or k in OF_THE_PERSON}
        told = {COSTS: self.costs, "opleiding_start": self.start}
        return {**own, **self.course, **{name: value for name, value in told.items() if value is not None}}

    def price(self, book: Book, on: date, **more: Any) -> YourPrice:
        course = Course("c", "p", "Een opleiding", ORIGIN, facts=self.course)
        offering = Offering("o", "c", ORIGIN, price_cents=self.costs, start=self.start)
        return Pricer(book, self.person, on).price(course, offering, None, **more)


def payers(book: Book, on: date) -> list[str]:
    """Every scheme that gives a resident something for the costs of a course on this day."""
    return [
        name
        for name, scheme in book.schemes.items()
        if scheme.audience == "inwoner"
        and scheme.kind not in NO_GIFTS
        and scheme.version_on(on)
        and any(COSTS in payment.covers for payment in of_day(scheme.payments, on))
    ]


def most_given(book: Book, facts: Mapping[str, Any], on: date, *, hoped: bool) -> int:
    """The most that any lawful choice gives, by trying them all."""
    costs, given = facts[COSTS], {}
    for found in book.findings(facts, on, "nl", payers(book, on), help_too=False):
        if found.outcome == "ja" or (hoped and found.outcome == "hangt-af"):
            given[found.scheme] = pays(book, found, costs, on, hoped=hoped)
        assert not list(of_day(book.schemes[found.scheme].caps, on)), "a cap on a sum: this count must learn it"
    most = 0
    for size in range(len(given) + 1):
        for chosen in combinations(given, size):
            if not any(excludes(book, one, other, on) for one in chosen for other in chosen):
                most = max(most, min(costs, sum(given[name] for name in chosen)))
    return most


def pays(book: Book, found: Finding, costs: int, on: date, *, hoped: bool) -> int:
    if not any(payment.cases for payment in of_day(book.schemes[found.scheme].payments, on)):
        return costs
    if found.amount is None:
        return 0
    most = costs if found.amount.highest is None else found.amount.highest
    return most if hoped else found.amount.lowest


def excludes(book: Book, one: str, other: str, on: date) -> bool:
    relations = of_day(book.schemes[one].relations, on)
    return any(relation.kind == "excludes" and relation.scheme == other for relation in relations)


def value_of(book: Book, name: str, on: date, chance: Random) -> Any:
    """A value of a fact, at one of the edges that the rules of that day draw, or just before the next."""
    rules = book.on(on)
    cells = rules.cells[rules.index[name]]
    fact = book.facts.facts[name]
    cell = chance.randrange(len(cells.representatives))
    if cells.intervals and chance.random() < 0.5:
        return fact.given(cells.intervals[cell][1])
    return fact.given(cells.nearest(cell, None))


def can_be(book: Book, facts: Mapping[str, Any], on: date) -> bool:
    rules = book.on(on)
    states, _ = rules.know(facts)
    return not rules.conflict(states)


def somebody(book: Book, on: date, chance: Random) -> Looking:
    """Somebody who may well get one or two schemes, with holes in what they told and in what the source says."""
    names = payers(book, on)
    wanted = chance.sample(names, min(len(names), chance.choice((1, 1, 2, 2, 3))))
    costs = chance.choice((0, 1, 49_999, 50_000, 100_001, 250_000, 700_001, 1_200_000))
    facts: dict[str, Any] = {COSTS: costs}
    bearing = sorted({name for one in wanted for name in book.schemes[one].facts if name in book.facts.facts})
    chance.shuffle(bearing)
    for name in bearing:
        if name == COSTS or chance.random() < 0.12:
            continue
        for _ in range(6):
            value = value_of(book, name, on, chance)
            tried = {**facts, name: value}
            if value != CODE_OF_NO_RULE and can_be(book, tried, on) and still_open(book, tried, on, wanted):
                facts = tried
                break
    start = facts.pop("opleiding_start", None) or (on + timedelta(chance.choice((30, 61))))
    course = {n: v for n, v in facts.items() if n.startswith("opleiding_") and n not in OF_THE_PERSON and n != COSTS}
    course.pop("opleiding_eigen_kosten_eurocent", None)
    person = {name: value for name, value in facts.items() if name not in course and name != COSTS}
    looking = Looking(person, course, costs, start if chance.random() < 0.9 else None)
    return looking if can_be(book, looking.facts, on) else Looking(person, {}, costs, None)


def still_open(book: Book, facts: Mapping[str, Any], on: date, wanted: list[str]) -> bool:
    return all(one.outcome != "nee" for one in book.findings(facts, on, "nl", wanted, help_too=False))


def told_more(book: Book, looking: Looking, on: date, chance: Random) -> Iterator[Looking]:
    """The same person who tells one thing after another, until all that bears on a gift is known."""
    bearing = {name for one in payers(book, on) for name in book.schemes[one].facts if name in book.facts.facts}
    missing = sorted(bearing - set(looking.facts) - {"opleiding_eigen_kosten_eurocent", "opleiding_start"})
    chance.shuffle(missing)
    now = looking
    for name in missing:
        value = value_of(book, name, on, chance)
        person, course = dict(now.person), dict(now.course)
        (course if name.startswith("opleiding_") and name not in OF_THE_PERSON else person)[name] = value
        then = Looking(person, course, now.costs, now.start)
        if can_be(book, then.facts, on):
            now = then
            yield now


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_no_lawful_choice_gives_more(book: Book, on: date):
    chance = Random(on.toordinal())
    certain = ranges = 0

    for _ in range(25):
        one = somebody(book, on, chance)
        price = one.price(book, on)

        assert one.costs is not None
        assert price.highest == one.costs - most_given(book, one.facts, on, hoped=False), one
        assert price.lowest == one.costs - most_given(book, one.facts, on, hoped=True), one
        assert 0 <= price.lowest <= price.highest <= one.costs == price.price
        certain += price.highest < one.costs
        ranges += price.lowest < price.highest

    # Else this would say nothing: somebody must get something, or may.
    assert certain + ranges > 3


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_who_tells_more_never_leaves_the_range(book: Book, on: date):
    chance = Random(on.toordinal() + 1)

    for _ in range(6):
        one = somebody(book, on, chance)
        before = one.price(book, on)
        for then in told_more(book, one, on, chance):
            price = then.price(book, on)
            assert (before.lowest, before.highest) != (None, None)
            assert before.lowest <= price.lowest <= price.highest <= before.highest, then  # type: ignore[operator]
            before = price


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_loan_and_less_tax_change_nothing_of_the_price(book: Book, on: date):
    chance = Random(on.toordinal() + 2)
    gifts = [one for one in book.schemes.values() if one.kind not in NO_GIFTS]
    without = Book(book.facts, gifts, {language: book._general[language] for language in ("nl", "en")})

    for _ in range(8):
        one = somebody(book, on, chance)
        price, other = one.price(book, on), one.price(without, on)

        assert (price.lowest, price.highest) == (other.lowest, other.highest), one
        assert price.highest is not None
        assert 0 <= price.borrow + price.later <= price.highest
        assert (other.borrow, other.later) == (0, 0)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_without_a_price_nothing_is_known_and_what_is_free_stays_free(book: Book, on: date):
    chance = Random(on.toordinal() + 3)

    for _ in range(5):
        one = somebody(book, on, chance)
        unknown = Looking(one.person, one.course, None, one.start).price(book, on)
        free = Looking(one.person, one.course, 0, one.start).price(book, on)

        assert (unknown.price, unknown.lowest, unknown.highest) == (None, None, None)
        assert (free.price, free.lowest, free.highest, free.borrow, free.later) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_what_somebody_told_of_another_course_changes_nothing(book: Book, on: date):
    chance = Random(on.toordinal() + 4)
    names = [n for n in book.facts.facts if n.startswith("opleiding_") and n not in OF_THE_PERSON]

    for _ in range(8):
        one = somebody(book, on, chance)
        other = {name: value_of(book, name, on, chance) for name in names}
        assert Looking({**one.person, **other}, one.course, one.costs, one.start).price(book, on) == one.price(book, on)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_scheme_that_paid_for_another_course_is_never_certain_and_still_possible(book: Book, on: date):
    chance = Random(on.toordinal() + 5)

    for _ in range(8):
        one = somebody(book, on, chance)
        first, second = one.price(book, on), one.price(book, on, used=payers(book, on))

        assert second.highest == one.costs
        assert second.lowest == first.lowest
