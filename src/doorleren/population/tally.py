# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rules say to people, counted: in all and per group. What was counted apart can be put together.

Knows: how a block is asked and counted, and when the compiled loops pay.
Leaves: where people come from (`read_blocks`), who counts which of them (`journeys`, `on_spark`).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .columns import People
from .fused import HAS_NUMBA, Fused
from .groups import Grouping
from .kernel import Block, Kernel, SchemeAnswers
from .pattern_counts import PatternCounts
from .totals import Count

_WORTH_COMPILING: Final = 20_000_000
"""Answers (people times schemes) from which it pays to compile a loop, which takes some seconds the first time."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Some of the people, counted: in all, and for each grouping per group, with the names of the groups.

    `seconds` of processor time went into counting them; reading is not in it.
    """

    everybody: Count
    per_group: tuple[tuple[tuple[str, ...], Count], ...]
    seconds: float


class Tally:
    """Asks blocks of people and counts the answers.

    `only` are the schemes to ask (None for all). `expected` is how many people will come, as far as is known; only for
    very many the loops are compiled. With `each` the answers of each person are wanted too.
    """

    def __init__(
        self,
        kernel: Kernel,
        groupings: Sequence[Grouping] = (),
        only: Sequence[str] | None = None,
        *,
        expected: int = 0,
        each: bool = False,
    ) -> None:
        self.kernel, self.only = kernel, only
        self._everybody = Count()
        self._per_group = tuple((one, Count()) for one in groupings)
        self._each, self._seconds = each, 0.0
        self._quick = None if each or groupings else _Quick(kernel, only, expected)

    def add(self, people: People) -> list[SchemeAnswers]:
        """Ask a block of people and count them; gives their answers, of every scheme if those of `each` are wanted."""
        started = time.thread_time()
        block = self.kernel.block(people)
        done = self._quick.add(block, self._everybody) if self._quick is not None else frozenset[str]()
        rest = [one.scheme.scheme.id for one in self.kernel.asked(self.only) if one.scheme.scheme.id not in done]
        answers = self.kernel.answers_of(block, rest, matter=True) if rest else []
        self._everybody.add(answers, people.size)
        for group, count in self._per_group:
            numbers = group.of(people)
            count.add(answers, people.size, numbers, len(group.names))
        self._seconds += time.thread_time() - started
        return answers

    def counted(self) -> Counted:
        """What was counted, to be merged elsewhere; after it nobody is added any more."""
        started = time.thread_time()
        if self._quick is not None:
            self._everybody.merge(self._quick.count())
            self._quick = None
        self._seconds += time.thread_time() - started
        per_group = tuple((tuple(group.names), count) for group, count in self._per_group)
        return Counted(self._everybody, per_group, self._seconds)

    def merge(self, other: Counted) -> None:
        """Add what was counted elsewhere, of other people, with the same groupings."""
        self._everybody.merge(other.everybody)
        self._seconds += other.seconds
        for (group, count), (names, theirs) in zip(self._per_group, other.per_group, strict=True):
            count.merge(theirs, group.places(names))


class _Quick:
    """The compiled loops, for as many people as make them worth while: each scheme is counted by the one that can.

    Sums that turn on numbers that are known of everybody go through the loop that is written for them (`fused`); of
    other schemes the patterns are counted.
    """

    def __init__(self, kernel: Kernel, only: Sequence[str] | None, expected: int) -> None:
        self._kernel, self._only, self._expected, self._seen = kernel, only, expected, 0
        self._fused = Fused(kernel)
        self._patterns: PatternCounts | None = None
        self._written: list[str] = []

    def add(self, block: Block, into: Count) -> frozenset[str]:
        """Count the people of a block; the schemes that are done. What the written loop finds is added to `into`."""
        people = block.people
        self._seen += people.size
        if self._patterns is None and self._is_worth_while():
            self._divide(people)
        patterns = self._patterns
        if patterns is None or patterns.columns != people.columns.keys():
            return frozenset()
        patterns.add(block)
        if not self._written or block.impossible is not None:
            return patterns.schemes
        found = self._fused.totals(people, self._written)
        for one in found:
            lowest = 0 if one.at_most else one.cents
            into.add_settled(people.size, one.id, one.certain, lowest, one.cents, in_kind=one.in_kind)
        return patterns.schemes | {one.id for one in found}

    def _is_worth_while(self) -> bool:
        """Not every file says beforehand how many people it has; then as many more are expected as were seen."""
        many = self._expected or 2 * self._seen
        return HAS_NUMBA and len(self._kernel.asked(self._only)) * many >= _WORTH_COMPILING

    def _divide(self, people: People) -> None:
        """Which loop takes which scheme."""
        by_number = PatternCounts(self._kernel, people, self._only).by_number
        self._written = self._fused.schemes(people, by_number)
        rest = [one.scheme.scheme.id for one in self._kernel.asked(self._only)]
        self._patterns = PatternCounts(self._kernel, people, [one for one in rest if one not in self._written])

    def count(self) -> Count:
        """What was counted by pattern."""
        return self._patterns.count() if self._patterns is not None else Count()
