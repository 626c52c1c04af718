# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The exact answer for people whom two bits leave open: worked out once for each pattern of what is known.

A pattern says of each fact that bears on a scheme in which class of cells it lies, or that it is missing. People with
the same pattern get the same answer, and there are far fewer patterns than people.

Knows: which classes matter to a scheme, and which answers were worked out before.
Leaves: the answers themselves to the interpreter (`rules`).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
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
_WORKING_OUT: Final = threading.RLock()
"""Two blocks may be asked at once; what is new is worked out by one of them."""


class _once(Generic[_T]):
    """A cached property that is worked out by one thread."""

    def __init__(self, work_out: Callable[[Any], _T]) -> None:
        self._work_out, self._name = work_out, ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, of: Any, owner: type | None = None) -> _T:
        with _WORKING_OUT:
            if self._name not in of.__dict__:
                of.__dict__[self._name] = self._work_out(of)
        return of.__dict__[self._name]  # type: ignore[no-any-return]


class _Numbered:
    """The patterns that were met, numbered from block to block."""

    def __init__(self, classes: Sequence[NDArray[np.int32]], examples: Sequence[Sequence[int]]) -> None:
        """`classes[i][state]` is the class of a state of fact i, 0 for missing; `examples[i][class]` a state of it."""
        self.classes, self._examples = classes, examples
        self._places: dict[tuple[bool, ...], tuple[list[int], NDArray[np.int32] | None]] = {}
        self._numbers: dict[tuple[int, ...], int] = {}
        self.states: list[list[int]] = []

    def of(self, known: Sequence[States | None], size: int) -> NDArray[np.int32]:
        """For each of `size` people the number of their pattern; `known` has their states, None for a fact of nobody.

        `states[number]` has one state per fact of somebody with that pattern.
        """
        columns = [None if one is None else of[one] for of, one in zip(self.classes, known, strict=True)]
        steps, dense = self._places_with(tuple(column is not None for column in columns))
        if dense is None:
            first, inverse = _distinct(columns, [len(one) for one in self._examples], size)
            return self._numbered(columns, first)[inverse]
        key = np.zeros(size, dtype=np.int32)
        for column, step in zip(columns, steps, strict=True):
            if column is not None:
                key += column if step == 1 else column * np.int32(step)
        numbers = dense[key]
        new = np.flatnonzero(numbers < 0)
        if new.size:
            _, first = np.unique(key[new], return_index=True)
            dense[key[new[first]]] = self._numbered(columns, new[first])
            numbers = dense[key]
        return numbers

    def _places_with(self, told: tuple[bool, ...]) -> tuple[list[int], NDArray[np.int32] | None]:
        """With columns for these facts: what a class of each adds to the place of a pattern, and the number there.

        The number is -1 for who was not met; there are no places if they would be too many.
        """
        with _WORKING_OUT:
            if told not in self._places:
                sizes = [len(of) if here else 1 for here, of in zip(told, self._examples, strict=True)]
                steps = [prod(sizes[n + 1 :]) for n in range(len(sizes))]
                room = prod(sizes)
                places = np.full(room, -1, dtype=np.int32) if room <= _DENSE_AT_MOST else None
                self._places[told] = steps, places
            return self._places[told]

    def _numbered(self, columns: Sequence[NDArray[np.int32] | None], rows: NDArray[np.intp]) -> NDArray[np.int32]:
        """The number of the pattern of each of these rows."""
        nobody = [0] * rows.size
        lists = [nobody if column is None else column[rows].tolist() for column in columns]
        return self.numbers([tuple([one[n] for one in lists]) for n in range(rows.size)])

    def numbers(self, patterns: Sequence[tuple[int, ...]]) -> NDArray[np.int32]:
        """The numbers of these patterns: for each fact a class."""
        found = np.empty(len(patterns), dtype=np.int32)
        with _WORKING_OUT:
            for n, pattern in enumerate(patterns):
                number = self._numbers.setdefault(pattern, len(self.states))
                if number == len(self.states):
                    self.states.append([of[one] for of, one in zip(self._examples, pattern, strict=True)])
                found[n] = number
        return found


def _distinct(
    columns: Sequence[NDArray[np.int32] | None], sizes: Sequence[int], people: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """One row of each distinct pattern, and for each row which of these it is."""
    key: NDArray[Any] = np.zeros(people, dtype=np.int64)
    room = 1
    for column, size in zip(columns, sizes, strict=True):
        if column is None:
            continue
        if room * size >= _RADIX_AT_MOST:
            _, key = np.unique(key, return_inverse=True)
            room = int(key.max()) + 1 if key.size else 1
        key = key * size + column
        room *= size
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return first, inverse


class _PerPattern(Generic[_T]):
    """One answer per pattern, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[int], _T]) -> None:
        self._work_out = work_out
        self.answers: list[_T] = []
        self._of_answer: dict[_T, int] = {}
        self._numbers = np.full(64, -1, dtype=np.int32)

    def of(self, patterns: NDArray[np.int32]) -> NDArray[np.int32]:
        """For each person the number of their answer in `answers`."""
        places = self._numbers
        if not patterns.size or int(patterns.max()) < places.size:
            numbers = places[patterns]
            if not (numbers < 0).any():
                return numbers
        with _WORKING_OUT:
            self._meet(np.unique(patterns))
            return self._numbers[patterns]

    def _meet(self, patterns: NDArray[np.int32]) -> None:
        """Work out the answers that are new."""
        most = int(patterns[-1])
        if most >= self._numbers.size:
            more = np.full(2 * most + 1 - self._numbers.size, -1, dtype=np.int32)
            self._numbers = np.concatenate([self._numbers, more])
        for pattern in patterns[self._numbers[patterns] < 0].tolist():
            answer = self._work_out(pattern)
            number = self._of_answer.setdefault(answer, len(self.answers))
            if number == len(self.answers):
                self.answers.append(answer)
            self._numbers[pattern] = number


class Patterns:
    """The exact outcomes and payments of one scheme, per pattern."""

    def __init__(self, scheme: DayScheme, rules: DayRules) -> None:
        self._scheme, self._rules = scheme, rules
        self._whens = [when for when, _ in scheme.paid.cases if when is not None]
        seen = dict.fromkeys([*scheme.rule.facts, *scheme.paid.facts])
        self.facts = tuple(fact for fact in seen if fact < len(rules.names))
        self._outcomes = _PerPattern(self._outcome)
        self._payable = _PerPattern(self._boxes)
        self._mattering = _PerPattern(self._matter)

    def of(self, known: Sequence[States | None], size: int) -> NDArray[np.int32]:
        """The pattern of each of `size` people; `known` has their states of each of `facts`, None if of nobody."""
        return self._met.of(known, size)

    def outcomes(self, patterns: NDArray[np.int32]) -> NDArray[np.uint8]:
        """The exact outcome of each person."""
        numbers = self._outcomes.of(patterns)
        return np.array(self._outcomes.answers or [0], dtype=np.uint8)[numbers]

    def boxes(self, patterns: NDArray[np.int32]) -> Iterator[tuple[tuple[Box, ...], NDArray[np.intp]]]:
        """What can be paid, with the people to whom that can be paid."""
        numbers = self._payable.of(patterns)
        for number in np.flatnonzero(np.bincount(numbers)).tolist():
            yield self._payable.answers[number], np.flatnonzero(numbers == number)

    def mattering(self, patterns: NDArray[np.int32], people: NDArray[np.int64] | None = None) -> dict[str, int]:
        """For each fact, judgement or condition that we cannot write: the people whose outcome still depends on it.

        `people` is how many there are of each of the patterns; one of each without it.
        """
        numbers = self._mattering.of(patterns)
        count: dict[str, int] = {}
        for names, many in zip(self._mattering.answers, np.bincount(numbers, people).tolist(), strict=False):
            for name in names:
                count[name] = count.get(name, 0) + int(many)
        return count

    @property
    def classes(self) -> Sequence[NDArray[np.int32]]:
        """For each of `facts` the class of each state: 0 if missing, then from 1 in the order they are met."""
        return self._met.classes

    def numbers(self, patterns: Sequence[tuple[int, ...]]) -> NDArray[np.int32]:
        """The numbers of patterns that are given as a class of each of `facts`."""
        return self._met.numbers(patterns)

    def settled(self, pattern: int) -> int:
        """What the conditions say of such people one by one: FALSE, UNKNOWN or TRUE."""
        return self._scheme.rule.check.truth(self._states(pattern))

    def misses_for_payment(self, pattern: int) -> bool:
        """Whether such people miss something that the payment looks at."""
        states = self._states(pattern)
        return any(not states[fact] for fact in self._scheme.paid.facts)

    def turns_on_numbers(self, pattern: int) -> bool:
        """Whether two people with this pattern may be paid different sums, as they have different numbers."""
        states = self._states(pattern)
        numbers = self._payable.of(np.array([pattern], dtype=np.int32))
        return any(states[fact] for box in self._payable.answers[int(numbers[0])] for fact in box.sum.facts)

    @_once
    def _met(self) -> _Numbered:
        """Between the classes of a fact neither the rule nor the payment sees a difference."""
        return _numbered(self._rules, self.facts, self._scheme.rule, self._whens)

    def _states(self, pattern: int) -> list[int]:
        states = [0] * len(self._rules.cells)
        for fact, state in zip(self.facts, self._met.states[pattern], strict=True):
            states[fact] = state
        return states

    def _outcome(self, pattern: int) -> int:
        reached = self._scheme.rule.reach(self._states(pattern))
        return {CAN_HOLD: _JA, CAN_FAIL: _NEE}.get(reached, _HANGT_AF)

    def _matter(self, pattern: int) -> tuple[str, ...]:
        states = self._states(pattern)
        self._rules.follow(states)
        opens = self._scheme.open_facts
        places = self._scheme.matter(states, self._scheme.truths(states))
        return tuple(opens[place].id if place in opens else self._rules.names[place] for place in places)

    def _boxes(self, pattern: int) -> tuple[Box, ...]:
        states = self._states(pattern)
        missing = tuple(fact for fact in self._scheme.paid.facts if not states[fact])
        return self._scheme.paid.boxes(states, missing)


def _numbered(rules: DayRules, facts: Sequence[int], rule: Exact, whens: Sequence[Check]) -> _Numbered:
    pairs = [_classes(rules, fact, rule, whens) for fact in facts]
    return _Numbered([one for one, _ in pairs], [many for _, many in pairs])


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
        self._answers = _PerPattern(self._can_be)

    @_once
    def _met(self) -> _Numbered:
        return _numbered(self._rules, self.facts, self._exact, ())

    def can_be(self, known: Sequence[States | None], size: int) -> NDArray[np.bool_]:
        """For each of `size` people whether they can be; `known` has their states of `facts`, None if of nobody."""
        numbers = self._answers.of(self._met.of(known, size))
        return np.array(self._answers.answers or [True], dtype=bool)[numbers]

    def _can_be(self, pattern: int) -> bool:
        states = [0] * len(self._rules.cells)
        for fact, state in zip(self.facts, self._met.states[pattern], strict=True):
            states[fact] = state
        return self._exact.can_hold(states)


class Whether:
    """The exact answer to one check, apart from any scheme: for whom it holds, fails, or is still open."""

    def __init__(self, rules: DayRules, check: Check) -> None:
        self._rules, self.check = rules, check
        axioms, _ = rules.bearing_on(check.facts)
        self._exact = Exact(check, axioms, rules.cells)
        self.facts = tuple(fact for fact in self._exact.facts if fact < len(rules.names))
        self._answers = _PerPattern(self._answer)

    @_once
    def _met(self) -> _Numbered:
        return _numbered(self._rules, self.facts, self._exact, ())

    def of(self, known: Sequence[States | None], size: int) -> NDArray[np.uint8]:
        """For each of `size` people 0 (fails), 1 (open) or 2 (holds); `known` has their states of `facts`."""
        numbers = self._answers.of(self._met.of(known, size))
        return np.array(self._answers.answers or [0], dtype=np.uint8)[numbers]

    def _answer(self, pattern: int) -> int:
        states = [0] * len(self._rules.cells)
        for fact, state in zip(self.facts, self._met.states[pattern], strict=True):
            states[fact] = state
        return {CAN_HOLD: _JA, CAN_FAIL: _NEE}.get(self._exact.reach(states), _HANGT_AF)
