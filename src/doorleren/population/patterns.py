# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The exact answer for people whom two bits leave open: worked out once for each pattern of what is known.

A pattern says of each fact that bears on a scheme in which class of cells it lies, or that it is missing. People with
the same pattern get the same answer, and there are far fewer patterns than people.

Knows: which classes matter to a scheme, and which answers were worked out before.
Leaves: the answers themselves to the interpreter (`rules`).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import prod
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..rules.amounts import Box
from ..rules.cells import TRUE
from ..rules.checks import CAN_FAIL, CAN_HOLD, Check, Constant, Exact
from ..rules.day import DayRules, DayScheme

States = NDArray[np.int32]
_T = TypeVar("_T")

_NEE: Final = 0
_HANGT_AF: Final = 1
_JA: Final = 2
_RADIX_AT_MOST: Final = 2**62
_DENSE_AT_MOST: Final = 2**22
"""With no more patterns than this, the answer of each has a place of its own."""


class _Asked(Generic[_T]):
    """Answers by pattern, remembered from block to block."""

    def __init__(self, classes: Sequence[NDArray[np.int32]], examples: Sequence[Sequence[int]]) -> None:
        """`classes[i][state]` is the class of a state of fact i, 0 for missing; `examples[i][class]` a state of it."""
        self._classes, self._examples = classes, examples
        self._sizes = [len(one) for one in examples]
        room = prod(self._sizes)
        self._dense = np.full(room, -1, dtype=np.int32) if room <= _DENSE_AT_MOST else None
        self._found: dict[tuple[int, ...], int] = {}
        self.answers: list[_T] = []
        self._numbers: dict[_T, int] = {}

    def of(self, known: Sequence[States], size: int, work_out: Callable[[list[int]], _T]) -> NDArray[np.int32]:
        """For each of `size` people the number of their answer; `work_out` gets one state per fact."""
        columns = [of[states] for of, states in zip(self._classes, known, strict=True)]
        if self._dense is None:
            first, inverse = _distinct(columns, self._sizes)
            return self._answered(columns, first, work_out)[inverse]
        key = _key(columns, self._sizes, size)
        numbers = self._dense[key]
        new = np.flatnonzero(numbers < 0)
        if new.size:
            _, first = np.unique(key[new], return_index=True)
            self._dense[key[new[first]]] = self._answered(columns, new[first], work_out)
            numbers = self._dense[key]
        return numbers

    def _answered(
        self, columns: Sequence[NDArray[np.int32]], rows: NDArray[np.intp], work_out: Callable[[list[int]], _T]
    ) -> NDArray[np.int32]:
        """The number of the answer of each of these rows."""
        numbers = np.empty(rows.size, dtype=np.int32)
        patterns = list(zip(*(column[rows].tolist() for column in columns), strict=True)) or [()] * rows.size
        for n, pattern in enumerate(patterns):
            number = self._found.get(pattern)
            if number is None:
                answer = work_out([of[one] for of, one in zip(self._examples, pattern, strict=True)])
                number = self._numbers.setdefault(answer, len(self.answers))
                if number == len(self.answers):
                    self.answers.append(answer)
                self._found[pattern] = number
            numbers[n] = number
        return numbers

    @property
    def patterns(self) -> int:
        """How many patterns were met."""
        return len(self._found)


def _key(columns: Sequence[NDArray[np.int32]], sizes: Sequence[int], people: int) -> NDArray[np.int32]:
    """One number for each pattern; fits in 32 bits."""
    key = np.zeros(people, dtype=np.int32)
    for column, size in zip(columns, sizes, strict=True):
        if size > 1:
            key *= size
            key += column
    return key


def _distinct(columns: Sequence[NDArray[np.int32]], sizes: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """One row of each distinct pattern, and for each row which of these it is."""
    key: NDArray[Any] = np.zeros(len(columns[0]), dtype=np.int64)
    room = 1
    for column, size in zip(columns, sizes, strict=True):
        if room * size >= _RADIX_AT_MOST:
            _, key = np.unique(key, return_inverse=True)
            room = int(key.max()) + 1 if key.size else 1
        key = key * size + column
        room *= size
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return first, inverse


class Patterns:
    """The exact outcomes and payments of one scheme."""

    def __init__(self, scheme: DayScheme, rules: DayRules) -> None:
        self._scheme, self._rules = scheme, rules
        self._whens = [when for when, _ in scheme.paid.cases if when is not None]
        seen = dict.fromkeys([*scheme.rule.facts, *scheme.paid.facts])
        self.facts = tuple(fact for fact in seen if fact < len(rules.names))

    def outcomes(self, known: Sequence[States], size: int) -> NDArray[np.uint8]:
        """The exact outcome of each of `size` people; `known` has the states of each of `facts`."""
        asked = self._outcomes
        numbers = asked.of(known, size, self._outcome)
        return np.array(asked.answers, dtype=np.uint8)[numbers]

    def boxes(self, known: Sequence[States], size: int) -> Iterator[tuple[tuple[Box, ...], NDArray[np.intp]]]:
        """What can be paid, with the people to whom that can be paid."""
        asked = self._payable
        numbers = asked.of(known, size, self._boxes)
        order = np.argsort(numbers, kind="stable")
        which, starts = np.unique(numbers[order], return_index=True)
        for number, rows in zip(which, np.split(order, starts[1:]), strict=True):
            yield asked.answers[number], rows

    def mattering(self, known: Sequence[States], size: int) -> dict[str, int]:
        """For each fact, judgement or condition that we cannot write: the people whose outcome still depends on it."""
        asked = self._mattering
        people = np.bincount(asked.of(known, size, self._matter), minlength=len(asked.answers))
        count: dict[str, int] = {}
        for names, number in zip(asked.answers, people.tolist(), strict=True):
            for name in names:
                count[name] = count.get(name, 0) + number
        return count

    @property
    def met(self) -> int:
        """How many patterns had to be worked out."""
        return sum(vars(self)[name].patterns for name in ("_outcomes", "_payable", "_mattering") if name in vars(self))

    @cached_property
    def _outcomes(self) -> _Asked[int]:
        return _Asked(*self._cut)

    @cached_property
    def _payable(self) -> _Asked[tuple[Box, ...]]:
        return _Asked(*self._cut)

    @cached_property
    def _mattering(self) -> _Asked[tuple[str, ...]]:
        return _Asked(*self._cut)

    @cached_property
    def _cut(self) -> tuple[list[NDArray[np.int32]], list[list[int]]]:
        """The classes of each fact between which neither the rule nor the payment sees a difference."""
        pairs = [_classes(self._rules, fact, self._scheme.rule, self._whens) for fact in self.facts]
        return [one for one, _ in pairs], [many for _, many in pairs]

    def _states(self, known: Sequence[int]) -> list[int]:
        states = [0] * len(self._rules.cells)
        for fact, state in zip(self.facts, known, strict=True):
            states[fact] = state
        return states

    def _outcome(self, known: list[int]) -> int:
        reached = self._scheme.rule.reach(self._states(known))
        return {CAN_HOLD: _JA, CAN_FAIL: _NEE}.get(reached, _HANGT_AF)

    def _matter(self, known: list[int]) -> tuple[str, ...]:
        states = self._states(known)
        self._rules.follow(states)
        opens = self._scheme.open_facts
        places = self._scheme.matter(states, self._scheme.truths(states))
        return tuple(opens[place].id if place in opens else self._rules.names[place] for place in places)

    def _boxes(self, known: list[int]) -> tuple[Box, ...]:
        states = self._states(known)
        missing = tuple(fact for fact in self._scheme.paid.facts if not states[fact])
        return self._scheme.paid.boxes(states, missing)


def _classes(rules: DayRules, fact: int, rule: Exact, whens: Sequence[Check]) -> tuple[NDArray[np.int32], list[int]]:
    """For each state of a fact its class, 0 if missing, and for each class a state."""
    cells = rules.cells[fact]
    count = len(cells.representatives)
    group = dict.fromkeys(range(count), 0)
    if fact in rule.facts:
        group = {cell: n for n, members in enumerate(rule.groups(fact)) for cell in members}
    atoms = [atom for when in whens for atom in when.atoms() if atom.fact == fact]
    numbers: dict[tuple[int, ...], int] = {}
    classes, examples = [0], [0]
    for cell in range(count):
        seen = (group[cell], *(atom.table[cell + 1] for atom in atoms))
        if seen not in numbers:
            numbers[seen] = len(numbers) + 1
            examples.append(cell + 1)
        classes.append(numbers[seen])
    return np.array(classes, dtype=np.int32), examples


class Who:
    """Whether somebody can be, given a group of things that cannot go together."""

    def __init__(self, rules: DayRules, axioms: Sequence[Check]) -> None:
        self._rules, self.axioms = rules, tuple(axioms)
        self.facts = tuple(dict.fromkeys(fact for axiom in axioms for fact in axiom.facts))
        self._exact = Exact(Constant(TRUE), axioms, rules.cells)
        self._asked: _Asked[bool] | None = None

    def can_be(self, known: Sequence[States], size: int) -> NDArray[np.bool_]:
        """For each person whether they can be; `known` has the states of each of `facts`."""
        if self._asked is None:
            pairs = [_classes(self._rules, fact, self._exact, ()) for fact in self.facts]
            self._asked = _Asked([one for one, _ in pairs], [many for _, many in pairs])
        numbers = self._asked.of(known, size, self._can_be)
        return np.array(self._asked.answers, dtype=bool)[numbers]

    def _can_be(self, known: list[int]) -> bool:
        states = [0] * len(self._rules.cells)
        for fact, state in zip(self.facts, known, strict=True):
            states[fact] = state
        return self._exact.can_hold(states)
