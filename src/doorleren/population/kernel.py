# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of one day over columns: for each condition two bits, known to hold and known to fail.

Two bits settle most people. Whom they leave open gets the exact answer of the interpreter, worked out once for each
pattern of what is known (`patterns`). So no rule is written twice, and no answer is a guess.

Knows: how a check is read over columns; outcomes and amounts of a block of people.
Leaves: what a check or a sum is (`rules`), totals over blocks (`totals`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..rules.amounts import Box, Sum, ends_of
from ..rules.cells import FALSE, TRUE, UNKNOWN, Atom, FactCells
from ..rules.checks import Both, Check, Constant, Either, Opposite, Single
from ..rules.day import DayRules, DayScheme
from ..rules.facts import Plain
from .column_sums import ColumnSum
from .columns import Column, Flags, Numbers, People
from .patterns import Patterns, Whether, Who

NEE: Final = 0
HANGT_AF: Final = 1
JA: Final = 2
TEGENSTRIJDIG: Final = 3
"""What is told of this person cannot be true together; no answer is given."""

NO_LIMIT: Final = int(np.iinfo(np.int64).max)
"""A highest amount without a ceiling."""
_LABELS_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Paid:
    """What is paid to those who get a yes or may get one: their rows, and for each the bounds in whole cents.

    `highest` is NO_LIMIT where there is no ceiling. `lowest` and `highest` may be one array.
    """

    rows: NDArray[np.intp]
    lowest: NDArray[np.int64]
    highest: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SchemeAnswers:
    """What one scheme says to each person of a block.

    `outcome`: NEE, HANGT_AF, JA or TEGENSTRIJDIG. `paid` is None for help in kind. `looked_up` is how many people two
    bits left open, `depends_on` (if asked for) on what an outcome depends, and for how many people.
    """

    id: str
    outcome: NDArray[np.uint8]
    paid: Paid | None
    looked_up: int
    depends_on: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Truths:
    """Of whom a check is known to hold, and of whom it is known to fail; None: of everybody else."""

    holds: Flags
    fails: Flags | None

    def failing(self) -> Flags:
        return ~self.holds if self.fails is None else self.fails


_Answer = _Truths | int
"""Truths per person, or FALSE, UNKNOWN or TRUE where it is the same for all."""

Run = tuple[int | None, int | None]
"""Numbers from the first through the last; None where there is no such end."""


class Kernel:
    """The rules of one day, to be read over blocks of people."""

    def __init__(self, rules: DayRules) -> None:
        self.rules = rules
        self.schemes = [ColumnScheme(scheme, rules) for scheme in rules.schemes]
        self.can_be = [Who(rules, group) for group in rules.axiom_groups]
        self._runs: dict[tuple[Atom, int], tuple[Run, ...]] = {}
        self._cells_of: dict[tuple[int, tuple[Plain, ...]], Numbers | None] = {}
        self._states_of: dict[tuple[int, tuple[Plain, ...] | None], tuple[NDArray[np.int64], NDArray[np.int32]]] = {}

    def answers(
        self, people: People, only: Iterable[str] | None = None, *, matter: bool = False
    ) -> list[SchemeAnswers]:
        """What each scheme (or those in `only`) says to each of these people; `matter`: also what is waited on."""
        return self.answers_of(self.block(people), only, matter=matter)

    def block(self, people: People) -> "Block":
        """These people, ready to be asked more than once."""
        return Block(self, people)

    def answers_of(
        self, block: "Block", only: Iterable[str] | None = None, *, matter: bool = False
    ) -> list[SchemeAnswers]:
        """The same for a block."""
        impossible = block.impossible
        return [one.answers(block, impossible, matter) for one in self.asked(only)]

    def asked(self, only: Iterable[str] | None) -> list["ColumnScheme"]:
        """The schemes of this day, or those in `only`."""
        wanted = None if only is None else set(only)
        return [one for one in self.schemes if wanted is None or one.scheme.scheme.id in wanted]

    def cells_of(self, fact: int, labels: tuple[Plain, ...]) -> Numbers | None:
        """The cell of each label of a column; None if they are numbered as the cells are."""
        key = (fact, labels)
        known = self._cells_of
        if key not in known:
            cells = self.rules.cells[fact]
            places = [(cells.state_of(label) or 1) - 1 for label in labels] or [0]
            kind = np.uint8 if len(cells.representatives) < 256 else np.int32
            same = places == list(range(len(places)))
            if len(known) >= _LABELS_KEPT:
                known = self._cells_of = {}
            known[key] = None if same else np.array(places, dtype=kind)
        return known[key]

    def states_of(self, fact: int, labels: tuple[Plain, ...] | None) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """How a state follows from a number: `table[label]`, or `table[how many of the cuts are reached]`.

        State 0 is missing, else it is the cell plus 1; -1 for what cannot be.
        """
        key = (fact, labels)
        found = self._states_of.get(key)
        if found is None:
            cells = self.rules.cells[fact]
            if labels is not None:
                places = [-1 if (state := cells.state_of(label)) is None else state for label in labels] or [0]
                cuts = np.empty(0, dtype=np.int64)
            else:
                by_start = {start: n + 1 for n, (start, _) in enumerate(cells.intervals)}
                places = [by_start.get(start, -1) for start in cells.starts]
                cuts = np.array(cells.starts[1:], dtype=np.int64)
            if len(self._states_of) >= _LABELS_KEPT:
                self._states_of = {}
            found = self._states_of[key] = cuts, np.array(places, dtype=np.int32)
        return found

    def runs(self, atom: Atom, truth: int) -> tuple[Run, ...]:
        """The numbers for which an atom has this truth: plain values of an ordered fact, else numbers of cells."""
        key = (atom, truth)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = tuple(_runs(self.rules.cells[atom.fact], atom, truth))
        return found


def _runs(cells: FactCells, atom: Atom, truth: int) -> Iterable[Run]:
    ordered = cells.fact.kind.ordered
    spans = cells.intervals if ordered else [(n, n) for n in range(len(cells.representatives))]
    first: int | None = None
    last = -1
    for n, (low, high) in enumerate(spans):
        if atom.table[n + 1] != truth:
            continue
        if first is not None and low == last + 1:
            last = high
            continue
        if first is not None:
            yield _open_ended(first, last, spans)
        first, last = low, high
    if first is not None:
        yield _open_ended(first, last, spans)


def _open_ended(first: int, last: int, spans: Sequence[tuple[int, int]]) -> Run:
    """A value past the ends of the domain belongs to the cell at that end, as one person's does."""
    return (None if first == spans[0][0] else first, None if last == spans[-1][1] else last)


def within(numbers: Numbers, runs: Sequence[Run]) -> Flags:
    """Which of the numbers lie in one of the runs."""
    found: Flags | None = None
    for first, last in runs:
        if last is None:
            here = np.ones(len(numbers), dtype=bool) if first is None else numbers >= first
        elif first is None:
            here = numbers <= last
        elif first == last:
            here = numbers == first
        else:
            here = numbers >= first
            here &= numbers <= last
        found = here if found is None else np.logical_or(found, here, out=found)
    return np.zeros(len(numbers), dtype=bool) if found is None else found


class Block:
    """One block of people while its answers are worked out; what is asked twice is worked out once."""

    def __init__(self, kernel: Kernel, people: People) -> None:
        self.kernel, self.rules, self.people = kernel, kernel.rules, people
        self._numbers: dict[int, Numbers] = {}
        self._atoms: dict[Atom, _Answer] = {}
        self._states: dict[int, NDArray[np.int32]] = {}

    def column(self, fact: int) -> Column | None:
        names = self.rules.names
        return self.people.columns.get(names[fact]) if fact < len(names) else None

    def _compared(self, fact: int, column: Column) -> Numbers:
        """What the runs of an atom are compared with: plain values, or the number of the cell."""
        if column.labels is None:
            return column.numbers
        found = self._numbers.get(fact)
        if found is None:
            of_label = self.kernel.cells_of(fact, column.labels)
            found = self._numbers[fact] = column.numbers if of_label is None else of_label[column.numbers]
        return found

    def truth(self, check: Check) -> _Answer:
        """The truth of a check for each person; Kleene's, as with one person."""
        if isinstance(check, Constant):
            return check.value
        if isinstance(check, Single):
            return self._atom(check.atom)
        if isinstance(check, Opposite):
            return _opposite(self.truth(check.part))
        assert isinstance(check, Both | Either)
        if isinstance(check, Both):
            return _all_of(map(self.truth, check.parts), self.people.size)
        return _opposite(_all_of((_opposite(self.truth(part)) for part in check.parts), self.people.size))

    def _atom(self, atom: Atom) -> _Answer:
        found = self._atoms.get(atom)
        if found is None:
            found = self._atoms[atom] = self._worked_out(atom)
        return found

    def _worked_out(self, atom: Atom) -> _Answer:
        column = self.column(atom.fact)
        if column is None:
            return atom.table[0]
        if atom.table[0] != UNKNOWN:
            return atom.table[0]
        numbers = self._compared(atom.fact, column)
        holds = within(numbers, self.kernel.runs(atom, TRUE))
        unclear = any(
            truth == UNKNOWN for truth in atom.table[1 : len(self.rules.cells[atom.fact].representatives) + 1]
        )
        if column.known is None:
            return _Truths(holds, within(numbers, self.kernel.runs(atom, FALSE)) if unclear else None)
        fails = within(numbers, self.kernel.runs(atom, FALSE)) if unclear else ~holds
        holds &= column.known
        fails &= column.known
        return _Truths(holds, fails)

    def states(self, fact: int) -> NDArray[np.int32]:
        """What is known of a fact of each person: 0 for missing, else the cell plus 1; -1 for what cannot be."""
        found = self._states.get(fact)
        if found is None:
            found = self._states[fact] = self._states_of(fact)
        return found

    def _states_of(self, fact: int) -> NDArray[np.int32]:
        column = self.column(fact)
        if column is None:
            return np.zeros(self.people.size, dtype=np.int32)
        cuts, table = self.kernel.states_of(fact, column.labels)
        place = column.numbers if column.labels is not None else np.searchsorted(cuts, column.numbers, side="right")
        states = table[place]
        if column.known is not None:
            states *= column.known
        return states

    def whether(self, asked: Whether) -> NDArray[np.uint8]:
        """For each person NEE, HANGT_AF or JA; exact."""
        truth = self.truth(asked.check)
        size = self.people.size
        if isinstance(truth, int):
            code = {FALSE: NEE, TRUE: JA}.get(truth, HANGT_AF)
            found = np.full(size, code, dtype=np.uint8)
        elif truth.fails is None:
            return truth.holds.view(np.uint8) * np.uint8(JA)
        else:
            found = truth.holds.view(np.uint8) + (~truth.fails).view(np.uint8)
        rows = np.flatnonzero(found == HANGT_AF)
        if rows.size:
            known = [None if self.column(fact) is None else self.states(fact)[rows] for fact in asked.facts]
            found[rows] = asked.of(known, int(rows.size))
        return found

    @cached_property
    def impossible(self) -> Flags | None:
        """Of whom the facts cannot be true together; None if of nobody."""
        found = np.zeros(self.people.size, dtype=bool)
        for fact, name in enumerate(self.rules.names):
            if name in self.people.columns and self.rules.cells[fact].leaves_out:
                found |= self.states(fact) < 0
        for who in self.kernel.can_be:
            known = [None if self.column(fact) is None else self.states(fact) for fact in who.facts]
            if any(states is not None for states in known):
                found |= ~who.can_be(known, self.people.size)
        return found if found.any() else None


def _opposite(truth: _Answer) -> _Answer:
    if isinstance(truth, int):
        return TRUE - truth
    if truth.fails is None:
        return _Truths(~truth.holds, None)
    return _Truths(truth.fails, truth.holds)


def _all_of(parts: Iterable[_Answer], size: int) -> _Answer:
    """All of these hold."""
    holds: Flags | None = None
    fails: Flags | None = None
    complete, unknown = True, False
    several: list[_Truths] = []
    for part in parts:
        if isinstance(part, int):
            if part == FALSE:
                return FALSE
            unknown = unknown or part == UNKNOWN
        else:
            several.append(part)
            complete = complete and part.fails is None
    if not several:
        return UNKNOWN if unknown else TRUE
    if not unknown:
        holds = several[0].holds if len(several) == 1 else several[0].holds & several[1].holds
        for part in several[2:]:
            holds &= part.holds
        if complete:
            return _Truths(holds, None)
    fails = several[0].failing() if len(several) == 1 else several[0].failing() | several[1].failing()
    for part in several[2:]:
        fails |= part.failing()
    return _Truths(np.zeros(size, dtype=bool) if holds is None else holds, fails)


class ColumnScheme:
    """One scheme, with its exact answers by pattern and its payment in columns."""

    def __init__(self, scheme: DayScheme, rules: DayRules) -> None:
        self.scheme, self._rules = scheme, rules
        self.patterns = Patterns(scheme, rules)
        self._sums: dict[Sum, ColumnSum] = {}

    def answers(self, block: Block, impossible: Flags | None, matter: bool) -> SchemeAnswers:
        outcome, all_settled = self._settled(block)
        if impossible is not None:
            outcome[impossible] = TEGENSTRIJDIG
        complete = self._complete(block)
        if complete is not None:
            rows = np.flatnonzero((outcome == HANGT_AF) | ((outcome == JA) & ~complete))
        else:
            rows = np.empty(0, dtype=np.intp) if all_settled else np.flatnonzero(outcome == HANGT_AF)
        patterns = np.empty(0, dtype=np.int32)
        looked_up, depends_on = 0, dict[str, int]()
        if rows.size and not (self.scheme.simple and complete is None and not matter):
            patterns = self.patterns.of(self._known(block, rows), int(rows.size))
            if not self.scheme.simple:
                looked_up = int(rows.size)
                outcome[rows] = self.patterns.outcomes(patterns)
            if matter:
                still_open = outcome[rows] == HANGT_AF
                if still_open.any():
                    depends_on = self.patterns.mattering(patterns[still_open])
        paid = self._paid(block, outcome, complete, rows, patterns) if self.scheme.paid.cases else None
        return SchemeAnswers(self.scheme.scheme.id, outcome, paid, looked_up, depends_on)

    def _settled(self, block: Block) -> tuple[NDArray[np.uint8], bool]:
        """The outcomes as far as two bits tell (whom they leave open gets HANGT_AF), and whether that is everybody."""
        truth = block.truth(self.scheme.rule.check)
        if isinstance(truth, int):
            code = {FALSE: NEE, TRUE: JA}.get(truth, HANGT_AF)
            return np.full(block.people.size, code, dtype=np.uint8), code != HANGT_AF
        if truth.fails is None:
            return truth.holds.view(np.uint8) * np.uint8(JA), True
        return truth.holds.view(np.uint8) + (~truth.fails).view(np.uint8), False

    def _complete(self, block: Block) -> Flags | None:
        """Of whom everything is known that the payment looks at; None if of everybody."""
        found: Flags | None = None
        for fact in self.scheme.paid.facts:
            column = block.column(fact)
            if column is None:
                return np.zeros(block.people.size, dtype=bool)
            if column.known is not None:
                found = column.known.copy() if found is None else np.logical_and(found, column.known, out=found)
        return found

    def _known(self, block: Block, rows: NDArray[np.intp]) -> list[NDArray[np.int32] | None]:
        everybody = rows.size == block.people.size
        return [
            None if block.column(fact) is None else block.states(fact) if everybody else block.states(fact)[rows]
            for fact in self.patterns.facts
        ]

    def _paid(
        self,
        block: Block,
        outcome: NDArray[np.uint8],
        complete: Flags | None,
        looked_up: NDArray[np.intp],
        patterns: NDArray[np.int32],
    ) -> Paid:
        # NEE and TEGENSTRIJDIG lie outside 0 and 1 once 1 is taken off, as these are bytes.
        rows = np.flatnonzero(outcome - np.uint8(HANGT_AF) < 2)
        known = None if complete is None else complete[rows]
        if known is None or known.all():
            highest = self._known_sums(block, rows)
            return Paid(rows, np.zeros_like(highest) if self.scheme.paid.at_most else highest, highest)
        lowest, highest = np.zeros((2, rows.size), dtype=np.int64)
        here = np.flatnonzero(known)
        highest[here] = self._known_sums(block, rows[here])
        if not self.scheme.paid.at_most:
            lowest[here] = highest[here]
        here = np.flatnonzero(~known)
        lowest[here], highest[here] = self.bounds(block, rows[here], patterns[np.searchsorted(looked_up, rows[here])])
        return Paid(rows, lowest, highest)

    def bounds(
        self, block: Block, rows: NDArray[np.intp], patterns: NDArray[np.int32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The least and the most that people of these patterns can be paid, in whole cents; see `Paid`."""
        lowest, highest = np.zeros((2, rows.size), dtype=np.int64)
        for boxes, some in self.patterns.boxes(patterns):
            lowest[some], highest[some] = self._over_boxes(block, boxes, rows[some])
        return np.zeros_like(highest) if self.scheme.paid.at_most else lowest, highest

    def _known_sums(self, block: Block, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """The sums of those of whom everything is known that the payment looks at."""
        if not rows.size:
            return np.zeros(0, dtype=np.int64)
        (when, total), *others = self.scheme.paid.cases
        if when is None and not others:
            return np.broadcast_to(self._sum(total).at(self._values(block, total, rows)), rows.size)
        amounts = np.zeros(rows.size, dtype=np.int64)
        todo = np.ones(rows.size, dtype=bool)
        for when, total in self.scheme.paid.cases:
            truth = TRUE if when is None else block.truth(when)
            if isinstance(truth, int):
                here = todo.copy() if truth == TRUE else np.zeros(rows.size, dtype=bool)
            else:
                here = todo & truth.holds[rows]
            chosen = np.flatnonzero(here)
            if chosen.size:
                amounts[chosen] = self._sum(total).at(self._values(block, total, rows[chosen]))
            todo &= ~here
        return amounts

    def _sum(self, total: Sum) -> ColumnSum:
        if total not in self._sums:
            self._sums[total] = ColumnSum(total)
        return self._sums[total]

    def _values(self, block: Block, total: Sum, rows: NDArray[np.intp]) -> list[Any]:
        values: list[Any] = [None] * len(self._rules.names)
        for fact in total.facts:
            column = block.column(fact)
            if column is not None:
                values[fact] = column.numbers.take(rows).astype(np.int64)
        return values

    def _over_boxes(
        self, block: Block, boxes: Sequence[Box], rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The lowest and highest sum over what can be paid; 0 where nothing can."""
        if not boxes:
            return np.zeros(rows.size, dtype=np.int64), np.zeros(rows.size, dtype=np.int64)
        least, most = np.full(rows.size, NO_LIMIT), np.full(rows.size, np.iinfo(np.int64).min)
        for box in boxes:
            low, high = self._box_ends(block, box, rows)
            np.minimum(least, low, out=least)
            np.maximum(most, high, out=most)
        return least, most

    def _box_ends(self, block: Block, box: Box, rows: NDArray[np.intp]) -> tuple[Any, Any]:
        total = self._sum(box.sum)
        low, high, farther = ends_of(box, self._values(block, box.sum, rows))
        highest = total.at(high)
        if not box.intervals:
            return highest, highest
        grows = any(a is not b for a, b in zip(high, farther, strict=True))
        if grows:
            highest = np.where(total.at(farther) == highest, highest, NO_LIMIT)
        return total.at(low), highest
