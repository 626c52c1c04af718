# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A fact, cut into finitely many cells by everything that the rules of one day ask about it.

Within a cell every rule gives the same answer, so one cell stands for all its values. What we know of a fact
is a *state*: 0 nothing, 1 … n one cell, and higher numbers a few cells (made when they are first needed).

Knows: cells, states, and the truth of every question ("atom") in every state.
Leaves: how atoms make up a condition (`checks`).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain, combinations
from threading import Lock
from typing import Any, Final

from .expression import Node
from .facts import Fact, Kind, Plain, Table
from .meaning import work_out

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2

NO_CEILING: Final = 10**15
"""Stands for "as high as you like" in an interval; a sum that reaches it has no ceiling."""

_OTHER: Final = "\N{WHITE BULLET}"
"""A code or element that no rule names."""
_CACHE_AT_MOST: Final = 10_000


class Atom:
    """One question about one fact. `table[state]` is FALSE, UNKNOWN or TRUE."""

    __slots__ = ("fact", "node", "table")

    def __init__(self, fact: int, node: Node) -> None:
        self.fact, self.node, self.table = fact, node, bytearray()


class FactCells:
    """The cells of one fact on one day."""

    def __init__(
        self, fact: Fact, index: int, day: date, atoms: Sequence[Atom], never: Sequence[Node], tables: dict[str, Table]
    ) -> None:
        """Cut `fact` by `atoms`; cells where one of `never` is true cannot be and are left out (`leaves_out`)."""
        self.fact, self.index, self._day, self._tables = fact, index, day, tables
        self._atoms = list(atoms)
        self._lock = Lock()
        self.low, self.high = domain_of(fact, day)
        self.starts: list[int] = []
        samples = self._ordered_samples() if fact.kind.ordered else self._unordered_samples()
        possible = [s for s in samples if not any(self._holds(node, s) is True for node in never)]
        self.leaves_out = len(possible) < len(samples)
        self._signatures: dict[tuple[int, ...], int] = {}
        self.representatives: list[Plain] = []
        self.intervals: list[tuple[int, int]] = []
        for sample in possible:
            self._add_cell(sample)
        count = len(self.representatives)
        self.members: list[tuple[int, ...]] = [tuple(range(count)), *((cell,) for cell in range(count))]
        self._states = {members: state for state, members in enumerate(self.members)}
        self._cut_tables()
        self._located: dict[Plain, int] = {}

    # cutting -------------------------------------------------------------------------------------------------------

    def _ordered_samples(self) -> list[Plain]:
        cuts = {self.low}
        for atom in self._atoms:
            cuts.update(self._cuts(atom.node))
        self.starts = sorted(cut for cut in cuts if self.low <= cut <= self.high)
        return list(self.starts)

    def _cuts(self, node: Node) -> Iterable[int]:
        """The values at which an atom changes: found by halving, as a comparison changes only once."""
        if node.op in ("and", "or", "not"):
            return [cut for arg in node.args for cut in self._cuts(arg)]
        if node.op == "in" and node.args[0].op != "fact":
            items: Any = node.args[1].value
            equals = [replace(node, op="=", args=(node.args[0], Node("value", value=item))) for item in items]
            return [cut for equal in equals for cut in self._cuts(equal)]
        if node.op in ("in", "=", "!=") and node.args[0].op == "fact" and node.args[1].op == "value":
            wanted: Any = node.args[1].value
            values = wanted if node.op == "in" else (wanted,)
            ordinals = [v.toordinal() if isinstance(v, date) else v for v in values]
            return [cut for value in ordinals for cut in (value, value + 1)]
        if node.op in ("=", "!="):
            return [cut for op in (">=", ">") for cut in self._cuts(replace(node, op=op))]
        if node.op in ("<", "<=", ">", ">="):
            return self._switch(node)
        return []

    def _switch(self, node: Node) -> Iterable[int]:
        low, high = self.low, self.high
        at_low = self._holds(node, low)
        if self._holds(node, high) == at_low:
            return []
        while high - low > 1:
            middle = (low + high) // 2
            if self._holds(node, middle) == at_low:
                low = middle
            else:
                high = middle
        return [high]

    def _unordered_samples(self) -> list[Plain]:
        if self.fact.kind is Kind.JA_NEE:
            return [False, True]
        if self.fact.kind is Kind.EEN_VAN:
            return list(self.fact.values)
        named = sorted({str(item) for atom in self._atoms for item in _items(atom.node)})
        if self.fact.kind is Kind.CODE:
            return self._code_samples(named)
        # A set: every choice among the elements that rules name, with and without some other element.
        rest = next((value for value in self.fact.values if value not in named), None)
        known = [*named, rest] if rest is not None else named
        subsets = chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))
        return [frozenset(chosen) for chosen in subsets if chosen or self.fact.may_be_empty]

    def _code_samples(self, named: list[str]) -> list[Plain]:
        """Each code that a rule or table names, a longer code that starts with it, and one that nobody names."""
        if self.fact.known_in:
            rows = tuple(self._tables[self.fact.known_in].rows)
            of_the_day = any(True for atom in self._atoms for _ in _table_names(atom.node))
            return list(rows if of_the_day else _one_of_each(rows, tuple(atom.node for atom in self._atoms)))
        keys = {key for atom in self._atoms for name in _table_names(atom.node) for key in self._tables[name].rows}
        longer = (self._longer(code, [other for other in named if len(other) > len(code)]) for code in named)
        fitting = [code for code in [*sorted({*named, *keys}), *longer] if code is not None and self._fits(code)]
        return [*fitting, _OTHER]

    def _longer(self, code: str, others: Sequence[str]) -> str | None:
        """A code that starts with this one and with no longer one that a rule names; None if there is none."""
        tails = (f"{mark}{digit * length}" for length in range(1, 5) for mark in ("", ".") for digit in "0123456789")
        found = (code + tail for tail in tails)
        return next((one for one in found if self._fits(one) and not one.startswith(tuple(others))), None)

    def _fits(self, code: str) -> bool:
        return self.fact.pattern is None or re.fullmatch(self.fact.pattern, code) is not None

    def _add_cell(self, sample: Plain) -> None:
        signature = self._signature(sample)
        if self.fact.kind.ordered:
            place = self.starts.index(int(sample))  # type: ignore[arg-type]
            last = place + 1 == len(self.starts)
            self.intervals.append((int(sample), self.high if last else self.starts[place + 1] - 1))  # type: ignore[arg-type]
        elif signature in self._signatures:
            return
        self._signatures.setdefault(signature, len(self.representatives))
        self.representatives.append(sample)

    def _signature(self, value: Plain) -> tuple[int, ...]:
        return tuple(self._code(self._holds(atom.node, value)) for atom in self._atoms)

    @staticmethod
    def _code(truth: bool | None) -> int:
        return UNKNOWN if truth is None else TRUE if truth else FALSE

    def _holds(self, node: Node, value: Plain) -> bool | None:
        shown = date.fromordinal(int(value)) if self.fact.kind is Kind.DATUM else value  # type: ignore[arg-type]

        def look(leaf: Node) -> Any:
            if leaf.op == "table":
                return self._tables[leaf.name].on(str(value), self._day)
            return shown

        return work_out(node, look)  # type: ignore[no-any-return]

    def _cut_tables(self) -> None:
        columns = [self._signature(sample) for sample in self.representatives]
        for n, atom in enumerate(self._atoms):
            codes = [column[n] for column in columns]
            atom.table = bytearray([_together(codes), *codes])

    # asking --------------------------------------------------------------------------------------------------------

    def state_of(self, value: Plain) -> int | None:
        """The state of knowing exactly this value; None if the value cannot be."""
        if self.fact.kind.ordered:
            return self._state_in_order(int(value))  # type: ignore[arg-type]
        state = self._located.get(value)
        if state is None:
            cell = self._signatures.get(self._signature(value))
            if cell is None:
                return None
            state = cell + 1
            if len(self._located) < _CACHE_AT_MOST:
                self._located[value] = state
        return state

    def clipped(self, value: Plain) -> Plain:
        """This value, or the end of the domain that it lies past: a birth date does not lapse as days go by."""
        if not self.fact.kind.ordered:
            return value
        return min(max(int(value), self.low), self.high)  # type: ignore[arg-type]

    def _state_in_order(self, value: int) -> int | None:
        place = bisect_right(self.starts, value) - 1
        if place < 0 or value > self.high:
            return None
        if len(self.starts) == len(self.representatives):
            return place + 1
        start = self.starts[place]
        return next((n + 1 for n, first in enumerate(self.representatives) if first == start), None)

    @property
    def stretch(self) -> tuple[int, int]:
        """Between which plain values most answers to an ordered fact are expected."""
        if self.fact.expected is None:
            return self.low, self.high
        low, high = (_plain_bound(node, self._day) for node in self.fact.expected)
        return low, high

    def state_of_cells(self, cells: tuple[int, ...]) -> int:
        """The state of knowing that the value is in one of these cells (in rising order)."""
        state = self._states.get(cells)
        if state is not None:
            return state
        with self._lock:
            if cells not in self._states:
                for atom in self._atoms:
                    atom.table.append(_together([atom.table[cell + 1] for cell in cells]))
                self.members.append(cells)
                self._states[cells] = len(self.members) - 1
            return self._states[cells]

    def nearest(self, cell: int, to: Plain | None) -> Plain:
        """A value in a cell; where the cell is an interval, the one nearest to `to`."""
        if self.fact.kind.ordered:
            low, high = self.intervals[cell]
            return low if to is None else min(max(int(to), low), high)  # type: ignore[arg-type]
        return self.representatives[cell]


def _together(codes: Iterable[int]) -> int:
    """The truth where any of these may hold: settled only if all agree."""
    found = set(codes)
    return found.pop() if len(found) == 1 else UNKNOWN


def domain_of(fact: Fact, day: date) -> tuple[int, int]:
    """The lowest and highest plain value of an ordered fact on a day."""

    def bound(node: Node | None, default: int) -> int:
        return default if node is None else _plain_bound(node, day)

    if fact.kind is Kind.LADDER:
        return 0, len(fact.values) - 1
    if fact.kind is Kind.DATUM:
        return bound(fact.low, date(1900, 1, 1).toordinal()), bound(fact.high, date(2199, 12, 31).toordinal())
    return bound(fact.low, 0), bound(fact.high, 100 if fact.kind is Kind.PERCENTAGE else NO_CEILING)


def _plain_bound(node: Node, day: date) -> int:
    value = work_out(node, lambda _: day)
    return value.toordinal() if isinstance(value, date) else int(value)


def _items(node: Node) -> Iterable[Any]:
    """The codes or elements that an atom names."""
    for step in node.walk():
        if step.op == "value" and isinstance(step.value, tuple):
            yield from step.value
        elif step.op == "value" and isinstance(step.value, str):
            yield step.value


@lru_cache(maxsize=_CACHE_AT_MOST)
def _one_of_each(codes: tuple[str, ...], nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """The first of the codes for each row of answers to these questions; the questions are the same on most days."""
    first: dict[tuple[Any, ...], str] = {}
    for code in codes:
        first.setdefault(tuple(work_out(node, lambda _, code=code: code) for node in nodes), code)  # type: ignore[misc]
    return tuple(first.values())


def _table_names(node: Node) -> Iterable[str]:
    return (step.name for step in node.walk() if step.op == "table")


Locate = Callable[[Plain], int | None]
