# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is counted apart and put together is what is counted at once."""

from collections.abc import Sequence
from datetime import date

from doorleren.population import Kernel, people_of
from doorleren.population.columns import People
from doorleren.population.groups import Grouping, grouping
from doorleren.population.totals import Count
from doorleren.rules import read_book
from doorleren.rules.day import DayRules

from .random_people import random_people

DAY = date(2022, 3, 15)


def by_work(rules: DayRules) -> Grouping:
    found = grouping("werk", rules.book, DAY)
    assert isinstance(found, Grouping)
    return found


def counted(kernel: Kernel, group: Grouping, people: People) -> tuple[Count, Count]:
    """Everybody, and the same per group."""
    everybody, per_group = Count(), Count()
    answers, numbers = kernel.answers(people, matter=True), group.of(people)
    everybody.add(answers, people.size)
    per_group.add(answers, people.size, numbers, len(group.names))
    return everybody, per_group


def told(count: Count, names: Sequence[str]) -> dict[tuple[str, str], tuple[object, ...]]:
    """The numbers of every scheme and every group that has people."""
    found = {}
    for id, totals in count.schemes.items():
        for n, name in enumerate(names[: len(totals.lowest)]):
            counts = totals.certain[n], totals.possible[n], totals.not_reached[n], totals.contradictory[n]
            if sum(map(int, counts)):
                amounts = totals.lowest[n], totals.highest[n], int(totals.endless[n]), totals.in_kind
                found[id, name] = (*map(int, counts), *amounts, totals.looked_up, dict(totals.depends_on))
    return found


def test_two_halves_counted_apart_are_the_whole_also_when_their_groups_have_other_numbers():
    book, _ = read_book()
    assert book is not None
    rules = book.on(DAY)
    kernel, drawn = Kernel(rules), list(random_people(rules, 400, seed=5))
    people = people_of(drawn, rules.book)
    at_once = by_work(rules)
    everybody, per_group = counted(kernel, at_once, people)
    here = by_work(rules)
    together, together_per_group = counted(kernel, here, people_of(drawn[:150], rules.book))
    there = by_work(rules)
    others, others_per_group = counted(kernel, there, people_of(drawn[:149:-1], rules.book))
    assert here.names != there.names[: len(here.names)]

    together.merge(others)
    together_per_group.merge(others_per_group, here.places(there.names))

    assert together.people == 400
    assert told(together, ["all"]) == told(everybody, ["all"])
    assert told(together_per_group, here.names) == told(per_group, at_once.names)
