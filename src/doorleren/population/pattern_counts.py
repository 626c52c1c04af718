# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Totals over very many people: count who has which pattern, and work the answers out once, at the end.

What a scheme says turns on a few facts, and of each on the class of values in which it lies. With the columns that a
file has there are seldom more than some thousands of patterns. So a compiled loop only counts; the answers come from
the interpreter, once for each pattern that was met. Only sums that turn on a number are worked out person by person.

Knows: how states become keys, and counts of keys become totals.
Leaves: patterns and answers (`patterns`, `kernel`), the loops (`loops`), schemes with too many patterns (`kernel`).
"""

from collections.abc import Collection, Iterable
from functools import cached_property
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..rules.cells import TRUE, UNKNOWN
from .columns import People
from .fused import HAS_NUMBA
from .kernel import HANGT_AF, JA, NEE, NO_LIMIT, Block, ColumnScheme, Kernel
from .totals import Count, Totals

ROOM: Final = 2**22
"""A scheme with more patterns than this is left to the columns."""
_IN_LANES: Final = 2**14
_LANES: Final = 4
"""See `loops.LANES`, which cannot be read without Numba."""
_STATES_AT_MOST: Final = 255
_NOT_MET: Final = 2
"""Beside 0 and 1: nobody knows yet whether the sum of this pattern turns on a number."""
_NOBODY: Final = np.empty(0, dtype=np.uint8)


class _Asked:
    """One scheme: how the key of a person follows from what is known of them, and what was found for keys so far."""

    def __init__(self, scheme: ColumnScheme, told: Collection[int]) -> None:
        """`told` are the facts that have a column."""
        self.id, self.scheme, self.patterns = scheme.scheme.scheme.id, scheme, scheme.patterns
        self.facts = tuple(fact for fact in self.patterns.facts if fact in told)
        self._sizes = [
            int(classes.max()) + 1 if fact in told else 1
            for fact, classes in zip(self.patterns.facts, self.patterns.classes, strict=True)
        ]
        self._steps = [prod(self._sizes[n + 1 :]) for n in range(len(self._sizes))]
        self.room = prod(self._sizes)
        sums = [total for _, total in scheme.scheme.paid.cases]
        self.by_number = any(fact in told for total in sums for fact in total.facts)
        self.totals = Totals.nothing(1)

    def step(self, fact: int) -> NDArray[np.int32]:
        """What each state of a fact adds to the key."""
        place = self.patterns.facts.index(fact)
        classes = self.patterns.classes[place]
        found = np.zeros(_STATES_AT_MOST + 1, dtype=np.int32)
        found[: classes.size] = classes * self._steps[place]
        return found

    def numbers(self, keys: NDArray[np.intp]) -> NDArray[np.int32]:
        """The patterns of these keys."""
        if not self._sizes:
            return self.patterns.numbers([()] * keys.size)
        classes = [(keys // step % size).tolist() for step, size in zip(self._steps, self._sizes, strict=True)]
        return self.patterns.numbers(list(zip(*classes, strict=True)))

    @cached_property
    def _met(self) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        """For each key whether the sum turns on a number (0, 1 or not met), and the number of the pattern."""
        return np.full(self.room, _NOT_MET, dtype=np.uint8), np.zeros(self.room, dtype=np.int32)

    def pay_by_number(self, block: Block, keys: NDArray[np.int32]) -> None:
        """Add what those people get whose sum turns on a number that we know."""
        turns_of, number_of = self._met
        turns = turns_of[keys]
        new = np.flatnonzero(np.bincount(keys[turns == _NOT_MET], minlength=1))
        if new.size:
            number_of[new] = self.numbers(new)
            turns_of[new] = self._turning(number_of[new])
            turns = turns_of[keys]
        rows = np.flatnonzero(turns)
        if rows.size:
            numbers = number_of[keys[rows]]
            lowest, highest = self.scheme.bounds(block, rows, numbers)
            self.totals.pay(lowest, highest, self.patterns.outcomes(numbers) == JA)

    def _turning(self, patterns: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Of which patterns the sum turns on a number that is known."""
        may_get = self.patterns.outcomes(patterns) != NEE
        return np.array([
            get and self.patterns.turns_on_numbers(pattern)
            for get, pattern in zip(may_get.tolist(), patterns.tolist(), strict=True)
        ])  # fmt: skip

    def add_counted(self, keys: NDArray[np.intp], people: NDArray[np.int64], nobody: Block) -> Totals:
        """The totals of everybody, with so many people of each key; `nobody` is a block without columns."""
        totals, numbers = self.totals, self.numbers(keys)
        outcomes = self.patterns.outcomes(numbers)
        totals.in_kind = not self.scheme.scheme.paid.cases
        for outcome, counts in ((NEE, totals.not_reached), (HANGT_AF, totals.possible), (JA, totals.certain)):
            counts[0] += int(people[outcomes == outcome].sum())
        depends = outcomes == HANGT_AF
        if depends.any():
            totals.depend(self.patterns.mattering(numbers[depends], people[depends]))
        if not self.scheme.scheme.simple:
            totals.looked_up += int(people[[self._is_looked_up(one) for one in numbers.tolist()]].sum())
        if not totals.in_kind:
            same = np.flatnonzero((outcomes != NEE) & ~self._turning(numbers))
            lowest, highest = self.scheme.bounds(nobody, np.zeros(same.size, dtype=np.intp), numbers[same])
            for n, low, high in zip(same.tolist(), lowest.tolist(), highest.tolist(), strict=True):
                many = int(people[n])
                if outcomes[n] == JA:
                    totals.lowest[0] += many * low
                if high == NO_LIMIT:
                    totals.endless[0] += many
                else:
                    totals.highest[0] += many * high
        return totals

    def _is_looked_up(self, pattern: int) -> bool:
        """Whether the conditions one by one leave the answer or the sum open, as `ColumnScheme` counts it."""
        settled = self.patterns.settled(pattern)
        return settled == UNKNOWN or (settled == TRUE and self.patterns.misses_for_payment(pattern))


class PatternCounts:
    """Counts the people of each pattern, block by block; the totals at the end. All blocks have the same `columns`."""

    def __init__(self, kernel: Kernel, people: People, only: Iterable[str] | None = None) -> None:
        """`people`: anybody with the columns that all will have; `only`: the schemes to count, all without it."""
        self._kernel, rules = kernel, kernel.rules
        self.columns = frozenset(people.columns)
        told = {fact for fact, name in enumerate(rules.names) if name in self.columns}
        small = {fact for fact in told if len(rules.cells[fact].representatives) < _STATES_AT_MOST}
        asked = [_Asked(one, told) for one in kernel.asked(only)] if HAS_NUMBA else []
        self._asked = [one for one in asked if one.room <= ROOM and small.issuperset(one.facts)]
        self.schemes = frozenset(one.id for one in self._asked)
        self.by_number = frozenset(one.id for one in self._asked if one.by_number)
        self._facts = sorted({fact for one in self._asked for fact in one.facts})
        self._contradictory = 0
        self._questions = self._written()
        self._counts = np.zeros(int(self._questions["firsts"][-1]), dtype=np.int64)

    def _written(self) -> dict[str, NDArray[Any]]:
        """The tables of the loop; see `loops.count_patterns`."""
        rows = [self._facts.index(fact) for one in self._asked for fact in one.facts]
        steps = [one.step(fact) for one in self._asked for fact in one.facts]
        lanes = [one.room if one.room <= _IN_LANES else 0 for one in self._asked]
        rooms = [_LANES * room or one.room for room, one in zip(lanes, self._asked, strict=True)]
        by_number = np.cumsum([one.by_number for one in self._asked])
        return {
            "rows": np.array(rows, dtype=np.int64),
            "steps": np.array(steps, dtype=np.int32).reshape(len(steps), _STATES_AT_MOST + 1),
            "ends": np.cumsum([0, *(len(one.facts) for one in self._asked)]),
            "firsts": np.cumsum([0, *rooms]),
            "lanes": np.array(lanes, dtype=np.int64),
            "kept": np.where([one.by_number for one in self._asked], by_number - 1, -1),
        }

    def add(self, block: Block) -> None:
        """Count the people of one block."""
        from .loops import count_patterns

        impossible = block.impossible
        if impossible is not None:
            self._contradictory += int(impossible.sum())
            block = self._kernel.block(block.people.of(np.flatnonzero(~impossible)))
        states = self._states(block)
        tables, by_number = self._questions, [one for one in self._asked if one.by_number]
        keys = np.empty((len(by_number), block.people.size), dtype=np.int32)
        count_patterns(
            states, tables["rows"], tables["steps"], tables["ends"], tables["firsts"][:-1], tables["lanes"],
            self._counts, tables["kept"], keys,
        )  # fmt: skip
        for one, theirs in zip(by_number, keys, strict=True):
            one.pay_by_number(block, theirs)

    def _states(self, block: Block) -> NDArray[np.uint8]:
        """The state of each fact (a row) of each person; of who can be, so every value lies in a cell."""
        from .loops import find_states

        found = np.empty((len(self._facts), block.people.size), dtype=np.uint8)
        for row, fact in zip(found, self._facts, strict=True):
            column = block.column(fact)
            assert column is not None
            cuts, table = self._kernel.states_of(fact, column.labels)
            known = _NOBODY if column.known is None else column.known.view(np.uint8)
            find_states(column.numbers, column.labels is not None, known, cuts, table, row)
        return found

    def count(self) -> Count:
        """The totals of everybody, once all were added; how many people that are is not counted here."""
        nobody = self._kernel.block(People(1, {}))
        found = Count()
        for n, one in enumerate(self._asked):
            theirs = self._counts[self._questions["firsts"][n] : self._questions["firsts"][n + 1]]
            people = theirs.reshape(-1, one.room).sum(axis=0)
            keys = np.flatnonzero(people)
            totals = one.add_counted(keys, people[keys], nobody)
            totals.contradictory[0] += self._contradictory
            found.schemes[one.id] = totals
        return found
