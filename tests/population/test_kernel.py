# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of many people at once is what the interpreter says of each of them."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorleren.basics import Outcome, Period
from doorleren.population import Column, Kernel, kernel, people_of
from doorleren.population.column_sums import ColumnArithmetic, ColumnSum
from doorleren.population.kernel import HANGT_AF, JA, NEE, NO_LIMIT, TEGENSTRIJDIG, Block
from doorleren.population.patterns import Patterns
from doorleren.rules import Book, read_book
from doorleren.rules.amounts import Arithmetic, Sum
from doorleren.rules.book import HERE
from doorleren.rules.day import DayRules
from doorleren.rules.expression import Node

from .random_people import NAMED_BY_NO_RULE, random_people

CODE = {Outcome.NEE: NEE, Outcome.HANGT_AF: HANGT_AF, Outcome.JA: JA}
MOST, MOST_BEFORE = 1_000, 150
"""Combinations that are tried for the last version of a scheme, and for each before it; a seeded choice if there are
more."""
DAYS = [date(2006, 3, 1), date(2014, 7, 1), date(2019, 11, 1), date(2020, 2, 1), date(2022, 3, 1), date(2026, 11, 21)]


def _whole_book() -> Book:
    found, problems = read_book()
    assert found is not None
    assert not problems
    return found


DAYS_OF_CHANGE = sorted({v.first for one in _whole_book().schemes.values() for v in one.versions if v.first})
"""Every first day of a version of a scheme."""


@pytest.fixture(scope="module")
def book() -> Book:
    return _whole_book()


def differences(rules: DayRules, people: Sequence[dict[str, Any]]) -> list[str]:
    """Where the columns say something else than the interpreter."""
    columns = {one.id: one for one in Kernel(rules).answers(people_of(people, rules.book))}
    found = []
    for n, facts in enumerate(people):
        states, values = rules.know(facts)
        possible = can_be(rules, facts)
        for scheme in rules.schemes:
            said = columns[scheme.scheme.id]
            if not possible:
                if said.outcome[n] != TEGENSTRIJDIG:
                    found.append(f"{scheme.scheme.id}: {facts} cannot be, said {said.outcome[n]}")
                continue
            outcome = CODE[scheme.outcome(states, scheme.truths(states))]
            amount = scheme.paid.bounds(states, values) if outcome != NEE else None
            if said.outcome[n] != outcome:
                found.append(f"{scheme.scheme.id}: {facts} is {outcome}, said {said.outcome[n]}")
            elif amount is not None:
                assert said.paid is not None
                (place,) = np.flatnonzero(said.paid.rows == n)
                told = int(said.paid.lowest[place]), int(said.paid.highest[place])
                highest = NO_LIMIT if amount.highest is None else amount.highest
                if told != (amount.lowest, highest):
                    found.append(f"{scheme.scheme.id}: {facts} gets {amount}, said {told}")
    return found


def can_be(rules: DayRules, facts: dict[str, Any]) -> bool:
    """Whether all of this can be true of one person."""
    states = [0] * len(rules.cells)
    for name, value in facts.items():
        cells = rules.cells[rules.index[name]]
        state = cells.state_of(cells.clipped(rules.book.facts[name].plain(value)))
        if state is None:
            return False
        states[rules.index[name]] = state
    return not rules.conflict(states)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_columns_say_what_the_interpreter_says(book: Book, day: date):
    rules = book.on(day)
    people = list(random_people(rules, 300, seed=day.toordinal()))

    assert differences(rules, people)[:5] == []


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(day=st.sampled_from(DAYS_OF_CHANGE), seed=st.integers(0, 2**32))
def test_on_any_day_that_a_rule_changes_anybody_gets_the_answer_of_the_interpreter(book: Book, day: date, seed: int):
    rules = book.on(day)

    assert differences(rules, list(random_people(rules, 40, seed)))[:3] == []


@pytest.mark.parametrize("name", sorted(path.name for path in (HERE / "schemes").iterdir() if path.is_dir()))
@pytest.mark.slow
def test_every_pattern_of_a_scheme_gets_its_answer(book: Book, name: str):
    """Every version of a scheme, on its first day: all combinations of classes and holes, or many of them."""
    scheme = book.schemes[name]
    if scheme.kind == "beleid":
        pytest.skip("a policy decides nothing")
    for version in scheme.versions:
        day = version.first or DAYS[-1]
        rules = book.with_only(scheme).on(day)
        most = MOST if version is scheme.versions[-1] else MOST_BEFORE

        assert (day, differences(rules, people_of_every_pattern(rules, most, seed=len(name)))[:5]) == (day, [])


def people_of_every_pattern(rules: DayRules, most: int, seed: int) -> list[dict[str, Any]]:
    """Somebody for each combination of cells and holes of the facts of the only scheme, or a seeded choice of them."""
    (column_scheme,) = Kernel(rules).schemes
    cells = [rules.cells[place] for place in column_scheme.patterns.facts]
    chance = Random(seed)
    wanted = [[None, *range(len(one.representatives))] for one in cells]
    everyone = prod(map(len, wanted)) <= most
    combinations = product(*wanted) if everyone else ([chance.choice(one) for one in wanted] for _ in range(most))
    people = []
    for chosen in combinations:
        known = [(one, cell) for one, cell in zip(cells, chosen, strict=True) if cell is not None]
        values = {one.fact.name: one.fact.given(one.nearest(cell, None)) for one, cell in known}
        people.append({name: value for name, value in values.items() if value != NAMED_BY_NO_RULE})
    return people


def _limits_moved(patch: pytest.MonkeyPatch) -> None:
    real = Kernel.runs
    patch.setattr(
        Kernel,
        "runs",
        lambda self, atom, truth: tuple(
            (low if low is None else low + 1, high) for low, high in real(self, atom, truth)
        ),
    )


def _nothing_missing(patch: pytest.MonkeyPatch) -> None:
    real = Block.column
    patch.setattr(Block, "column", lambda self, fact: (c := real(self, fact)) and Column(c.numbers, c.labels))


def _not_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kernel, "_opposite", lambda truth: truth)


def _patterns_stay_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Patterns, "_outcome", lambda self, pattern: HANGT_AF)


def _a_cent_too_much(patch: pytest.MonkeyPatch) -> None:
    real = ColumnSum.at
    patch.setattr(ColumnSum, "at", lambda self, values: real(self, values) + 1)


def _bounds_swapped(patch: pytest.MonkeyPatch) -> None:
    real = kernel.ends_of
    patch.setattr(kernel, "ends_of", lambda box, values: (lambda low, high, far: (high, low, low))(*real(box, values)))


def _everybody_can_be(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Block, "impossible", None)


@pytest.mark.parametrize(
    "mistake",
    [
        _limits_moved, _nothing_missing, _not_is_forgotten, _patterns_stay_open, _a_cent_too_much, _bounds_swapped,
        _everybody_can_be,
    ],
    ids=lambda mistake: mistake.__name__.strip("_"),
)  # fmt: skip
def test_a_mistake_in_the_compiler_is_noticed(
    book: Book, mistake: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
):
    """The comparison with the interpreter sees each of these."""
    rules = book.on(date(2020, 2, 1))
    people = list(random_people(rules, 200, seed=3))
    assert differences(rules, people) == []

    mistake(monkeypatch)

    assert differences(rules, people)


def test_amounts_beyond_64_bits_stay_exact():
    """Whole cents without a limit where a column could overflow: 99.9% of up to 10^18 cents."""
    share, costs = Node("value", value=Fraction(999, 1000)), Node("fact", name="kosten_eurocent")
    total = Sum(Node("*", (share, costs)), {"kosten_eurocent": 0})
    cents = [7, 10**15 - 1, 10**18]

    assert ColumnSum(total).at([np.array(cents)]).tolist() == [one * 999 // 1000 for one in cents]


@given(st.lists(st.tuples(st.dates(), st.integers(-2000, 2000), st.integers(-900, 900), st.dates()), min_size=1))
def test_the_calendar_over_columns_is_the_calendar_of_one_day(days: list[tuple[date, int, int, date]]):
    """A day and a period, the start of a year, and whole years and months between two days."""
    one, many = Arithmetic(), ColumnArithmetic()
    for first, months, shift, last in days:
        told, period = np.array([first.toordinal()]), Period(months, shift)
        other = np.array([last.toordinal()])
        assert many.after(told, period).tolist() == [one.after(first, period).toordinal()]
        assert many.start_of_year(told).tolist() == [one.start_of_year(first).toordinal()]
        assert many.years_between(told, other).tolist() == [one.years_between(first, last)]
        assert many.months_between(told, other).tolist() == [one.months_between(first, last)]


@pytest.mark.parametrize("first", [date(1940, 1, 1), date(1939, 12, 31), date(1941, 6, 1)], ids=str)
def test_the_days_of_very_many_people_are_those_of_each_of_them(first: date):
    """They are looked up, unless some lie outside what is known."""
    one, many = Arithmetic(), ColumnArithmetic()
    days = np.arange(first.toordinal(), first.toordinal() + 40_000)
    today = np.int64(date(2028, 2, 29).toordinal())

    months, years = many.months_between(days, today), many.years_between(days, today)

    for n in range(0, days.size, 37):
        day = date.fromordinal(int(days[n]))
        assert (months[n], years[n]) == (
            one.months_between(day, date(2028, 2, 29)),
            one.years_between(day, date(2028, 2, 29)),
        )
