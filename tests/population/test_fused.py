# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One compiled loop counts and adds up what the columns say, to the cent."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from doorleren.population import Column, Kernel, People, fused, people_of
from doorleren.population.fused import HAS_NUMBA, Fused
from doorleren.population.totals import Count
from doorleren.rules import Book, read_book
from doorleren.rules.day import DayRules

from .random_people import random_people

pytestmark = pytest.mark.skipif(not HAS_NUMBA, reason="numba is not installed (pip install doorleren[snel])")
DAY = date(2022, 3, 15)
DAYS = [date(2016, 3, 1), DAY]


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


def whole_people(rules: DayRules, count: int = 400) -> People:
    """People of whom everything is known; columns with a hole that chance left are taken as known to be the same."""
    people = people_of(list(random_people(rules, 2_000, seed=11)), rules.book)
    columns = {
        # Nobody pays more than ten million euros; the highest amount that a fact can have is there to find mistakes.
        name: Column(np.minimum(column.numbers, 10**9) if column.labels is None else column.numbers, column.labels)
        for name, column in people.columns.items()
    }
    whole = People(people.size, columns)
    impossible = Kernel(rules).block(whole).impossible
    rows = [n for n in range(people.size) if impossible is None or not impossible[n]][:count]
    assert len(rows) > 30
    return whole.of(rows)


def differences(rules: DayRules, people: People) -> list[str]:
    """The schemes of which the loop says something else than the columns."""
    kernel = Kernel(rules)
    count = Count()
    count.add(kernel.answers(people), people.size)
    wrong = []
    for one in Fused(kernel).totals(people):
        totals = count.schemes[one.id]
        told = int(totals.certain[0]), int(totals.possible[0]), totals.highest[0]
        if told != (one.certain, 0, one.cents) or totals.in_kind != one.in_kind:
            wrong.append(one.id)
    return wrong


def test_the_loop_says_what_the_columns_say(
    book: Book, tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    answered = set[str]()
    for day in DAYS:
        rules = book.on(day)
        people = whole_people(rules)
        answered |= {one.id for one in Fused(Kernel(rules)).totals(people)}

        assert differences(rules, people) == []

    assert len(answered) >= 4, answered


def _limits_moved(patch: pytest.MonkeyPatch) -> None:
    real = fused._within
    patch.setattr(fused, "_within", lambda runs: real([(low and low + 1, high) for low, high in runs]))


def _every_label_fits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fused, "_of_labels", lambda runs, cell_of, count: [(0, count)])


@pytest.mark.parametrize("mistake", [_limits_moved, _every_label_fits], ids=lambda one: one.__name__.strip("_"))
def test_a_mistake_in_the_loop_is_noticed(
    book: Book,
    mistake: Callable[[pytest.MonkeyPatch], None],
    tmp_path: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rules = book.on(DAY)
    mistake(monkeypatch)

    assert differences(rules, whole_people(rules))


def test_a_hole_in_a_column_leaves_its_schemes_to_the_columns(book: Book):
    rules = book.on(DAY)
    people = whole_people(rules)
    kernel = Kernel(rules)
    before = Fused(kernel).schemes(people)
    holes = {name: column for name, column in people.columns.items() if name != "geboortedatum"}

    assert set(Fused(kernel).schemes(People(people.size, holes))) < set(before)


def test_larger_amounts_in_a_later_block_are_counted_to_the_cent(book: Book):
    rules = book.on(DAY)
    people, kernel = whole_people(rules), Kernel(rules)
    loop = Fused(kernel)
    poor = People(
        people.size,
        {
            name: Column(np.minimum(column.numbers, 1), column.labels) if name.endswith("_eurocent") else column
            for name, column in people.columns.items()
        },
    )
    for part in (poor, people, poor):
        count = Count()
        count.add(kernel.answers(part), part.size)
        told = {one.id: (one.certain, one.cents) for one in loop.totals(part)}

        assert told
        assert told == {id: (int(count.schemes[id].certain[0]), count.schemes[id].highest[0]) for id in told}
