# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rules say to people, counted: in all and per group. What was counted apart can be put together.

Knows: how a block is asked and counted, and when the compiled loop pays.
Leaves: where people come from (`read_blocks`), who counts which of them (`journeys`, `on_spark`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .columns import People
from .fused import Fused
from .groups import Grouping
from .kernel import Block, Kernel, SchemeAnswers
from .totals import Count

_WORTH_COMPILING: Final = 50_000_000
"""Answers (people times schemes) from which it pays to compile a loop, which takes some seconds the first time."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Some of the people, counted: in all, and for each grouping per group, with the names of the groups."""

    everybody: Count
    per_group: tuple[tuple[tuple[str, ...], Count], ...]


class Tally:
    """Asks blocks of people and counts the answers.

    `only` are the schemes to ask (None for all). `expected` is how many people will come, as far as is known; only for
    very many the loop is compiled. With `each` the answers of each person are wanted too.
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
        self.everybody = Count()
        self.per_group = tuple((one, Count()) for one in groupings)
        self._expected, self._each = expected, each
        self._fused, self._worth = Fused(kernel), False

    def add(self, people: People) -> list[SchemeAnswers]:
        """Ask a block of people and count them; gives their answers, of every scheme if those of `each` are wanted."""
        block = self.kernel.block(people)
        done = self._add_fused(block) if not self._each and not self.per_group else frozenset[str]()
        rest = [one.scheme.scheme.id for one in self.kernel.asked(self.only) if one.scheme.scheme.id not in done]
        answers = self.kernel.answers_of(block, rest, matter=True)
        self.everybody.add(answers, people.size)
        for group, count in self.per_group:
            numbers = group.of(people)
            count.add(answers, people.size, numbers, len(group.names))
        return answers

    def counted(self) -> Counted:
        """What was counted so far, to be merged elsewhere."""
        return Counted(self.everybody, tuple((tuple(group.names), count) for group, count in self.per_group))

    def merge(self, other: Counted) -> None:
        """Add what was counted elsewhere, of other people, with the same groupings."""
        self.everybody.merge(other.everybody)
        for (group, count), (names, theirs) in zip(self.per_group, other.per_group, strict=True):
            count.merge(theirs, group.places(names))

    def _add_fused(self, block: Block) -> frozenset[str]:
        """Count what one compiled loop can answer, if that is worth compiling; the schemes that are done."""
        people = block.people
        if block.impossible is not None:
            return frozenset()
        self._worth = self._worth or len(self._fused.schemes(people, self.only)) * self._expected >= _WORTH_COMPILING
        if not self._worth:
            return frozenset()
        found = self._fused.totals(people, self.only)
        for one in found:
            lowest = 0 if one.at_most else one.cents
            self.everybody.add_settled(people.size, one.id, one.certain, lowest, one.cents, in_kind=one.in_kind)
        return frozenset(one.id for one in found)
