# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Patterns that are counted first and answered at the end give the totals of the columns, to the cent."""

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest

from doorleren.population import Kernel, People, pattern_counts, people_of
from doorleren.population.fused import HAS_NUMBA
from doorleren.population.pattern_counts import PatternCounts
from doorleren.population.patterns import Patterns
from doorleren.population.tally import Counted, Tally
from doorleren.population.totals import Count, Totals
from doorleren.rules import Book, read_book
from doorleren.rules.day import DayRules

from .random_people import random_people

pytestmark = pytest.mark.skipif(not HAS_NUMBA, reason="numba is not installed (pip install doorleren[snel])")
DAY = date(2022, 3, 15)
DAYS = [date(2014, 7, 1), date(2020, 2, 1), DAY, date(2026, 11, 21)]


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


def some_people(rules: DayRules, count: int = 600, seed: int = 1) -> People:
    """People with holes; of a few it cannot all be true. Half of the facts have no column."""
    drawn = list(random_people(rules, count, seed))
    return people_of([{name: one[name] for name in sorted(one) if hash_of(name) % 2} for one in drawn], rules.book)


def hash_of(name: str) -> int:
    return sum(map(ord, name))


def told(totals: Totals) -> tuple[object, ...]:
    counts = [totals.certain, totals.possible, totals.not_reached, totals.contradictory, totals.endless]
    looked_at = totals.in_kind, totals.looked_up, totals.depends_on
    return (*(int(one[0]) for one in counts), totals.lowest, totals.highest, *looked_at)


def by_columns(kernel: Kernel, people: People) -> dict[str, tuple[object, ...]]:
    count = Count()
    count.add(kernel.answers(people, matter=True), people.size)
    return {id: told(totals) for id, totals in count.schemes.items()}


def by_patterns(kernel: Kernel, people: People, blocks: int = 3) -> dict[str, tuple[object, ...]]:
    counts = PatternCounts(kernel, people)
    for part in parts_of(people, blocks):
        counts.add(kernel.block(part))
    found = counts.count()
    assert set(found.schemes) == counts.schemes
    return {id: told(totals) for id, totals in found.schemes.items()}


def parts_of(people: People, blocks: int) -> list[People]:
    step = -(-people.size // blocks)
    return [people.of(slice(start, min(start + step, people.size))) for start in range(0, people.size, step)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_patterns_counted_say_what_the_columns_say(book: Book, day: date):
    rules = book.on(day)
    people = some_people(rules, seed=day.toordinal())
    wanted = by_columns(Kernel(rules), people)

    found = by_patterns(Kernel(rules), people)

    assert len(found) > 0.8 * len(wanted)
    assert {id for id in found if found[id] != wanted[id]} == set()
    assert sum(int(str(one[3])) for one in found.values()), "of some it cannot all be true"


def test_threads_that_share_the_rules_count_what_one_counts(book: Book):
    rules = book.on(DAY)
    people = some_people(rules, 1_000)
    shared = Kernel(rules)
    together = Tally(shared)

    def counted(parts: list[People]) -> Counted:
        tally = Tally(shared, expected=10**9)
        for part in parts:
            tally.add(part)
        return tally.counted()

    with ThreadPoolExecutor(4) as pool:
        parts = parts_of(people, 40)
        for one in pool.map(counted, [parts[n::4] for n in range(4)]):
            together.merge(one)
    found = together.counted().everybody

    assert found.people == 1_000
    assert {id: told(totals) for id, totals in found.schemes.items()} == by_columns(Kernel(rules), people)


def test_people_of_whom_nothing_is_told_are_counted_too(book: Book):
    rules = book.on(DAY)
    nobody = People(7, {})

    assert by_patterns(Kernel(rules), nobody, blocks=1) == by_columns(Kernel(rules), nobody)


def test_a_scheme_with_too_many_patterns_is_left_to_the_columns(book: Book, monkeypatch: pytest.MonkeyPatch):
    rules = book.on(DAY)
    people = some_people(rules)
    before = PatternCounts(Kernel(rules), people).schemes
    monkeypatch.setattr(pattern_counts, "ROOM", 100)
    wanted = by_columns(Kernel(rules), people)

    found = by_patterns(Kernel(rules), people)

    assert 0 < len(found) < len(before)
    assert found == {id: wanted[id] for id in found}


def _a_step_too_far(patch: pytest.MonkeyPatch) -> None:
    real = pattern_counts._Asked.step
    patch.setattr(pattern_counts._Asked, "step", lambda self, fact: np.roll(real(self, fact), 1))


def _a_number_is_paid_twice(patch: pytest.MonkeyPatch) -> None:
    """Once for each person, and once more for each pattern."""
    real = Patterns.turns_on_numbers
    chance = iter([False, True] * 10_000)
    patch.setattr(Patterns, "turns_on_numbers", lambda self, pattern: real(self, pattern) or next(chance))


def _cuts_one_later(patch: pytest.MonkeyPatch) -> None:
    real = Kernel.states_of
    patch.setattr(Kernel, "states_of", lambda self, fact, labels: (lambda c, t: (c + 1, t))(*real(self, fact, labels)))


def _nobody_is_impossible(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("doorleren.population.kernel.Block.impossible", None)


@pytest.mark.parametrize(
    "mistake",
    [_a_step_too_far, _a_number_is_paid_twice, _cuts_one_later, _nobody_is_impossible],
    ids=lambda one: one.__name__.strip("_"),
)
def test_a_mistake_in_the_counting_is_noticed(
    book: Book, mistake: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
):
    rules = book.on(DAY)
    people = some_people(rules)
    wanted = by_columns(Kernel(rules), people)
    mistake(monkeypatch)

    found = by_patterns(Kernel(rules), people)

    assert found != {id: wanted[id] for id in found}


def test_the_loop_and_its_tables_count_neighbours_in_as_many_lanes():
    loops = importlib.import_module("doorleren.population.loops")

    assert loops.LANES == pattern_counts._LANES
