# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure how long an analyst waits: every change of every scheme, over people in memory.

usage: python bench/what_if.py [BESTAND] [DAG]. Without a file: the made-up people of the page. Each amount a fifth
higher, each condition left out, and both at once; every question is asked for the first time.
"""

import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from doorleren.journeys.compare_people import Compared
from doorleren.journeys.what_can_change import Changeable, changeable, that_can_change
from doorleren.journeys.what_if import Population
from doorleren.rules import Book, read_book


def main(file: str | None = None, day: str = "2026-11-01") -> None:
    """Print the seconds to read the people and to answer, and the memory in MB."""
    book, problems = read_book()
    assert book is not None, problems
    on = date.fromisoformat(day)
    started = time.perf_counter()
    with Population(Path(file) if file else None).on(book, on) as people:
        print(f"{people.origin.people} people in {time.perf_counter() - started:.2f} s, {people.size / 1e6:.0f} MB")
        took = []
        for asked in questions(book, on):
            started = time.perf_counter()
            shape, wrong = people.compare(asked, "nl")
            assert shape is not None, wrong
            took.append((time.perf_counter() - started, asked.new, asked.amounts, asked.without))
    took.sort()
    median, nearly_all, worst = (took[round(share * (len(took) - 1))] for share in (0.5, 0.95, 1))
    print(f"{len(took)} changes of {len({one[1] for one in took})} schemes")
    print(f"seconds: median {median[0]:.2f}, 95% {nearly_all[0]:.2f}, worst {worst[0]:.2f} {worst[1:]}")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def questions(book: Book, on: date) -> Iterator[Compared]:
    """Every change that is asked."""
    for line in that_can_change(book, on, "nl"):
        can = changeable(book, line["id"], on, "nl")
        assert can is not None
        for change in changes(can):
            yield Compared(can.id, can.id, on, by=("leeftijd",), **change)


def changes(can: Changeable) -> Iterator[dict[str, Any]]:
    """Each amount a fifth higher, each condition left out, and the first and the last of these together."""
    amounts = [
        (one.name, one.written(one.now * 6 // 5 // 100 * 100 + 100)) for one in can.amounts if isinstance(one.now, int)
    ]
    for amount in amounts:
        yield {"amounts": (amount,)}
    for condition in can.conditions:
        yield {"without": (condition.id,)}
    if amounts:
        yield {"amounts": (amounts[0],), "without": (can.conditions[-1].id,)}


if __name__ == "__main__":
    main(*sys.argv[1:])
