# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""People drawn at random: values on both sides of every limit of the day, and facts that nobody told."""

from collections.abc import Iterator
from random import Random
from typing import Any

from doorleren.rules.cells import FactCells
from doorleren.rules.day import DayRules

NAMED_BY_NO_RULE = "\N{WHITE BULLET}"


def random_people(rules: DayRules, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """People of whom much, some or little is told; of one in ten it cannot all be true."""
    chance = Random(seed)
    for _ in range(count):
        yield _somebody(rules, chance, told=chance.choice([0.2, 0.5, 0.8, 1.0]), careless=chance.random() < 0.1)


def _somebody(rules: DayRules, chance: Random, told: float, careless: bool) -> dict[str, Any]:
    states = rules.know({})[0]
    facts = {}
    for fact in chance.sample(range(len(rules.names)), len(rules.names)):
        cells = rules.cells[fact]
        possible = range(len(cells.representatives)) if careless else cells.members[states[fact]]
        if chance.random() < told and possible:
            cell = chance.choice(possible)
            value = _value_in(cells, cell, chance)
            if value == NAMED_BY_NO_RULE:
                continue
            facts[rules.names[fact]] = cells.fact.given(value)
            states[fact] = cell + 1
            if not careless:
                assert rules.follow(states)
    return facts


def _value_in(cells: FactCells, cell: int, chance: Random) -> Any:
    if not cells.fact.kind.ordered:
        return cells.representatives[cell]
    low, high = cells.intervals[cell]
    return chance.choice([low, high, chance.randint(low, min(high, low + 10**7))])
