# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of many people at once is what the interpreter says of each of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from doorleren.basics import Outcome
from doorleren.population import Kernel, people_of
from doorleren.population.kernel import HANGT_AF, JA, NEE, NO_LIMIT, TEGENSTRIJDIG
from doorleren.rules import Book, read_book
from doorleren.rules.day import DayRules

from .random_people import random_people

CODE = {Outcome.NEE: NEE, Outcome.HANGT_AF: HANGT_AF, Outcome.JA: JA}
DAYS = [date(2006, 3, 1), date(2014, 7, 1), date(2019, 11, 1), date(2020, 2, 1), date(2022, 3, 1), date(2026, 11, 21)]


@pytest.fixture(scope="module")
def book() -> Book:
    found, problems = read_book()
    assert found is not None
    assert not problems
    return found


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
                assert said.lowest is not None
                assert said.highest is not None
                told = int(said.lowest[n]), int(said.highest[n])
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
