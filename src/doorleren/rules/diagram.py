# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A rule as a decision diagram: one fact after another, each falling apart into the classes that still matter.

Every path from the top to an end is a group of people who get the same answer, so that a question about all
completions of what is missing is a walk over the diagram and not over the people.

Knows: how a diagram is made (once a day), which ends can be reached, and whether a fact makes a difference.
Leaves: what a condition is (`checks`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from .cells import FALSE, TRUE, FactCells

# The ends of a diagram, which are also the answers that can be reached: bit 1 can fail, bit 2 can hold.
IMPOSSIBLE: Final = 0
FAILS: Final = 1
HOLDS: Final = 2
EITHER: Final = 3
_ENDS: Final = 4

Term = int | bool
"""A formula: true, false, or the number of a step in `Formulas`."""


class Formulas:
    """Formulas over atoms, each kept once, so that equal formulas are the same number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, tuple[int, ...]], int] = {}
        # Numbers 0 and 1 stay unused: Python takes them for false and true.
        self._steps: list[tuple[str, tuple[int, ...]]] = [("", ()), ("", ())]

    def atom(self, number: int) -> Term:
        return self._keep("atom", (number,))

    def all_of(self, parts: Iterable[Term]) -> Term:
        """True if all are; parts that are the same count once."""
        return self._row("all", parts, stops=False)

    def any_of(self, parts: Iterable[Term]) -> Term:
        return self._row("any", parts, stops=True)

    def opposite(self, part: Term) -> Term:
        if isinstance(part, bool):
            return not part
        kind, inside = self._steps[part]
        return inside[0] if kind == "not" else self._keep("not", (part,))

    def _row(self, kind: str, parts: Iterable[Term], stops: bool) -> Term:
        kept: set[int] = set()
        for part in parts:
            if isinstance(part, bool):
                if part is stops:
                    return stops
                continue
            step = self._steps[part]
            kept.update(step[1] if step[0] == kind else (part,))
        if not kept:
            return not stops
        return kept.pop() if len(kept) == 1 else self._keep(kind, tuple(sorted(kept)))

    def _keep(self, kind: str, inside: tuple[int, ...]) -> int:
        number = self._numbers.get((kind, inside))
        if number is None:
            number = self._numbers[kind, inside] = len(self._steps)
            self._steps.append((kind, inside))
        return number

    def atoms_in(self, term: Term, found: dict[int, frozenset[int]]) -> frozenset[int]:
        """The atoms of a formula; `found` remembers those that were looked up."""
        if isinstance(term, bool):
            return frozenset()
        if term not in found:
            kind, inside = self._steps[term]
            parts = (frozenset(inside),) if kind == "atom" else (self.atoms_in(part, found) for part in inside)
            found[term] = frozenset().union(*parts)
        return found[term]

    def settle(self, term: Term, known: Mapping[int, bool], done: dict[int, Term]) -> Term:
        """The formula once these atoms are known."""
        if isinstance(term, bool):
            return term
        if term not in done:
            kind, inside = self._steps[term]
            if kind == "atom":
                done[term] = known.get(inside[0], term)
            else:
                parts = [self.settle(part, known, done) for part in inside]
                done[term] = self.opposite(parts[0]) if kind == "not" else self._row(kind, parts, stops=kind == "any")
        return done[term]


class Diagram:
    """The answers of one rule for everybody who can be.

    `tables[a]` are the truths of atom `a` by state, `fact_of[a]` the fact it asks about. Facts that are in many
    conditions come first: once they are known, most rules fall apart into simple ones.
    """

    def __init__(
        self,
        formulas: Formulas,
        rule: Term,
        impossible: Term,
        tables: Sequence[bytearray],
        fact_of: Sequence[int],
        order: Sequence[int],
        cells: Sequence[FactCells],
    ) -> None:
        self._formulas, self._tables, self._cells = formulas, tables, cells
        self.order = tuple(order)
        self._place = {fact: place for place, fact in enumerate(self.order)}
        self._atoms_of = {fact: [a for a, of in enumerate(fact_of) if of == fact] for fact in self.order}
        self._fact_of = fact_of
        self.class_of: dict[int, list[int]] = {}
        self._class_truths: dict[int, list[dict[int, bool]]] = {}
        for fact in self.order:
            self._make_classes(fact)
        self._places: list[int] = [len(self.order)] * _ENDS
        self._children: list[tuple[int, ...]] = [()] * _ENDS
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._built: dict[tuple[int, Term, Term], int] = {}
        self._mentioned: dict[int, frozenset[int]] = {}
        self._allowed: dict[tuple[int, int], tuple[int, ...]] = {}
        self.top = self._build(0, rule, impossible)

    # making --------------------------------------------------------------------------------------------------------

    def _make_classes(self, fact: int) -> None:
        """Cells between which no atom of this rule sees a difference are one class."""
        numbers: dict[tuple[int, ...], int] = {}
        classes, truths = [], []
        for cell in range(len(self._cells[fact].representatives)):
            signature = tuple(self._tables[atom][cell + 1] for atom in self._atoms_of[fact])
            if signature not in numbers:
                numbers[signature] = len(numbers)
                pairs = zip(self._atoms_of[fact], signature, strict=True)
                truths.append({atom: truth == TRUE for atom, truth in pairs if truth in (TRUE, FALSE)})
            classes.append(numbers[signature])
        self.class_of[fact], self._class_truths[fact] = classes, truths

    def _build(self, place: int, rule: Term, impossible: Term) -> int:
        if impossible is True:
            return IMPOSSIBLE
        if isinstance(rule, bool) and impossible is False:
            return HOLDS if rule else FAILS
        if place == len(self.order):
            # What is left asks about something that no fact can tell, such as a region that no source knows.
            return EITHER if not isinstance(rule, bool) else HOLDS if rule else FAILS
        key = (place, rule, impossible)
        node = self._built.get(key)
        if node is None:
            node = self._built[key] = self._split(place, rule, impossible)
        return node

    def _split(self, place: int, rule: Term, impossible: Term) -> int:
        fact = self.order[place]
        here = self._atoms_of[fact]
        named = self._formulas.atoms_in(rule, self._mentioned) | self._formulas.atoms_in(impossible, self._mentioned)
        if not named.intersection(here):
            return self._build(place + 1, rule, impossible)
        children = []
        for known in self._class_truths[fact]:
            done: dict[int, Term] = {}
            settled = self._formulas.settle(rule, known, done), self._formulas.settle(impossible, known, done)
            children.append(self._build(place + 1, *settled))
        if len(set(children)) == 1:
            return children[0]
        return self._node(place, tuple(children))

    def _node(self, place: int, children: tuple[int, ...]) -> int:
        node = self._unique.get((place, children))
        if node is None:
            node = self._unique[place, children] = len(self._places)
            self._places.append(place)
            self._children.append(children)
        return node

    @property
    def size(self) -> int:
        """The number of steps in the diagram."""
        return len(self._places) - _ENDS

    # asking --------------------------------------------------------------------------------------------------------

    def _classes(self, fact: int, state: int) -> tuple[int, ...]:
        """The classes that are possible in a state."""
        key = (fact, state)
        found = self._allowed.get(key)
        if found is None:
            of = self.class_of[fact]
            found = self._allowed[key] = tuple(dict.fromkeys(of[cell] for cell in self._cells[fact].members[state]))
        return found

    def reach(self, states: Sequence[int]) -> int:
        """Which ends some completion of the missing facts comes to."""
        return self._reach(self.top, states, {})

    def _reach(self, node: int, states: Sequence[int], done: dict[int, int]) -> int:
        while node >= _ENDS:
            fact = self.order[self._places[node]]
            classes = self._classes(fact, states[fact])
            if len(classes) > 1:
                break
            node = self._children[node][classes[0]]
        if node < _ENDS:
            return node
        found = done.get(node)
        if found is None:
            found = 0
            for one in classes:
                found |= self._reach(self._children[node][one], states, done)
                if found == EITHER:
                    break
            done[node] = found
        return found

    def turns_on(self, fact: int, tied: frozenset[int], states: Sequence[int]) -> bool:
        """Whether two people who differ in this fact, and otherwise only in facts tied to it, get different answers."""
        return len(self._classes(fact, states[fact])) > 1 and self._differ(self.top, self.top, fact, tied, states, {})

    def _differ(
        self,
        one: int,
        other: int,
        fact: int,
        tied: frozenset[int],
        states: Sequence[int],
        done: dict[tuple[int, int], bool],
    ) -> bool:
        """Whether `one` can come to hold where `other` comes to fail."""
        if one in (IMPOSSIBLE, FAILS) or other in (IMPOSSIBLE, HOLDS):
            return False
        if one < _ENDS and other < _ENDS:
            return not one == other == EITHER
        key = (one, other)
        if key not in done:
            place = min(self._places[one], self._places[other])
            here = self.order[place]
            ways = self._ways(place, one, states), self._ways(place, other, states)
            if here == fact:
                pairs = [(a, b) for n, a in enumerate(ways[0]) for m, b in enumerate(ways[1]) if n != m]
            elif here in tied:
                pairs = [(a, b) for a in ways[0] for b in ways[1]]
            else:
                pairs = list(zip(*ways, strict=True))
            done[key] = any(self._differ(a, b, fact, tied, states, done) for a, b in dict.fromkeys(pairs))
        return done[key]

    def _ways(self, place: int, node: int, states: Sequence[int]) -> list[int]:
        """Where a node leads for each possible class of the fact at `place`."""
        fact = self.order[place]
        classes = self._classes(fact, states[fact])
        if self._places[node] != place:
            return [node] * len(classes)
        return [self._children[node][one] for one in classes]
