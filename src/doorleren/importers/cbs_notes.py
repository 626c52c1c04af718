# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was wrong on the way, gathered: of each kind the first few by name, of the rest how many.

Knows: that a hundred thousand bad rows are one thing to say. Leaves: the problems themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ..basics import Problem, said

FEW: Final = 20
"""How many problems of one kind are told one by one."""


@dataclass(slots=True)
class Notes:
    """Problems by kind, in the order that they came."""

    _first: dict[str, list[Problem]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, problem: Problem) -> None:
        there = self._first.setdefault(kind, [])
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if len(there) < FEW:
            there.append(problem)

    def __len__(self) -> int:
        return sum(self._counts.values())

    def __iter__(self) -> Iterator[Problem]:
        for kind, problems in self._first.items():
            yield from problems
            if more := self._counts[kind] - len(problems):
                last = problems[-1]
                again = said(
                    f"Dit komt nog {more} keer voor: {last.what.nl}", f"This comes another {more} times: {last.what.en}"
                )
                yield Problem(last.where, again, last.expected, last.what_now)
