# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a condition holds, given what is known of each fact; exactly, also where facts are missing.

Knows: Kleene's logic as the quick first answer, and the exact answer where that one says "unknown": try the cells
of what is missing, leaving out the combinations that cannot be.
Leaves: what cells are (`cells`), which conditions a scheme has (`day`).

A check is read with `states`: a list that holds, for every fact, the state of what is known of it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from .cells import FALSE, TRUE, UNKNOWN, Atom, FactCells

CAN_FAIL: Final = 1
CAN_HOLD: Final = 2
EITHER: Final = 3

States = list[int]


class Check:
    """A condition made of atoms. `truth` is Kleene's: settled answers are certain, UNKNOWN may not be exact."""

    __slots__ = ("facts",)

    def __init__(self, facts: Iterable[int]) -> None:
        self.facts = tuple(dict.fromkeys(facts))

    def truth(self, states: States) -> int:
        raise NotImplementedError

    def atoms(self) -> Iterable[Atom]:
        raise NotImplementedError


class Constant(Check):
    """True or false for everybody on this day, such as an application window."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        super().__init__(())
        self.value = value

    def truth(self, states: States) -> int:
        return self.value

    def atoms(self) -> Iterable[Atom]:
        return ()


class Single(Check):
    """One atom: one fact looked up in one table."""

    __slots__ = ("atom", "fact")

    def __init__(self, atom: Atom) -> None:
        super().__init__((atom.fact,))
        self.atom, self.fact = atom, atom.fact

    def truth(self, states: States) -> int:
        return self.atom.table[states[self.fact]]

    def atoms(self) -> Iterable[Atom]:
        return (self.atom,)


class Both(Check):
    """All of these hold."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Check]) -> None:
        super().__init__(fact for part in parts for fact in part.facts)
        self.parts = tuple(parts)

    def truth(self, states: States) -> int:
        least = TRUE
        for part in self.parts:
            found = part.truth(states)
            if found == FALSE:
                return FALSE
            least = min(least, found)
        return least

    def atoms(self) -> Iterable[Atom]:
        return (atom for part in self.parts for atom in part.atoms())


class Either(Check):
    """At least one of these holds."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Check]) -> None:
        super().__init__(fact for part in parts for fact in part.facts)
        self.parts = tuple(parts)

    def truth(self, states: States) -> int:
        most = FALSE
        for part in self.parts:
            found = part.truth(states)
            if found == TRUE:
                return TRUE
            most = max(most, found)
        return most

    def atoms(self) -> Iterable[Atom]:
        return (atom for part in self.parts for atom in part.atoms())


class Opposite(Check):
    """This does not hold."""

    __slots__ = ("part",)

    def __init__(self, part: Check) -> None:
        super().__init__(part.facts)
        self.part = part

    def truth(self, states: States) -> int:
        return TRUE - self.part.truth(states)

    def atoms(self) -> Iterable[Atom]:
        return self.part.atoms()


class Exact:
    """A check together with what cannot be (`axioms` are false for everybody): its exact answers.

    `classes[fact]` are the groups of cells between which this check and its axioms see a difference.
    """

    def __init__(self, check: Check, axioms: Sequence[Check], cells: Sequence[FactCells]) -> None:
        self.check, self._axioms, self._cells = check, tuple(axioms), cells
        self.facts = tuple(dict.fromkeys([*check.facts, *(f for axiom in axioms for f in axiom.facts)]))
        atoms: dict[int, list[Atom]] = {fact: [] for fact in self.facts}
        for part in (check, *axioms):
            for atom in part.atoms():
                if atom not in atoms[atom.fact]:
                    atoms[atom.fact].append(atom)
        self._atoms = atoms
        self._classes: dict[tuple[int, int], tuple[int, ...]] = {}
        self._groups: dict[int, list[list[int]]] = {}
        self._reached: dict[tuple[int, ...], int] = {}
        self._matter: dict[tuple[int, ...], tuple[int, ...]] = {}

    def reach(self, states: States) -> int:
        """Which answers some completion of the missing facts gives: CAN_FAIL, CAN_HOLD or EITHER."""
        settled = self.check.truth(states)
        if settled == TRUE:
            return CAN_HOLD
        if settled == FALSE:
            return CAN_FAIL
        key = tuple(states[fact] for fact in self.facts)
        found = self._reached.get(key)
        if found is None:
            found = self._search(list(states))
            if len(self._reached) < 50_000:
                self._reached[key] = found
        return found

    def can_hold(self, states: States) -> bool:
        """Whether some completion that can be makes the check true; unlike `reach`, sure of the axioms too."""
        return bool(self._search(list(states)) & CAN_HOLD)

    def _search(self, states: States) -> int:
        if any(axiom.truth(states) == TRUE for axiom in self._axioms):
            return 0
        settled = self.check.truth(states)
        if settled != UNKNOWN:
            return (CAN_HOLD if settled == TRUE else CAN_FAIL) if self._can_be(states) else 0
        fact = next((f for f in self.check.facts if len(self._cells[f].members[states[f]]) > 1), None)
        if fact is None:
            return EITHER if self._can_be(states) else 0
        before, found = states[fact], 0
        for state in self.classes(fact, before):
            states[fact] = state
            found |= self._search(states)
            if found == EITHER:
                break
        states[fact] = before
        return found

    def _can_be(self, states: States) -> bool:
        """Whether the facts that are still missing can be filled in at all."""
        open_axiom = None
        for axiom in self._axioms:
            truth = axiom.truth(states)
            if truth == TRUE:
                return False
            if truth == UNKNOWN and open_axiom is None:
                open_axiom = axiom
        if open_axiom is None:
            return True
        fact = next((f for f in open_axiom.facts if len(self._cells[f].members[states[f]]) > 1), None)
        if fact is None:
            return True
        before = states[fact]
        for state in self.classes(fact, before):
            states[fact] = state
            if self._can_be(states):
                states[fact] = before
                return True
        states[fact] = before
        return False

    def classes(self, fact: int, state: int) -> tuple[int, ...]:
        """One single-cell state for each group of cells that this check tells apart, within what is known."""
        key = (fact, state)
        found = self._classes.get(key)
        if found is None:
            seen: dict[tuple[int, ...], int] = {}
            for cell in self._cells[fact].members[state]:
                signature = tuple(atom.table[cell + 1] for atom in self._atoms[fact])
                seen.setdefault(signature, cell + 1)
            found = self._classes[key] = tuple(seen.values())
        return found

    def groups(self, fact: int) -> list[list[int]]:
        """The cells of a fact in groups between which this check sees no difference."""
        found = self._groups.get(fact)
        if found is None:
            alike: dict[tuple[int, ...], list[int]] = {}
            for cell in self._cells[fact].members[0]:
                alike.setdefault(tuple(atom.table[cell + 1] for atom in self._atoms[fact]), []).append(cell)
            found = self._groups[fact] = list(alike.values())
        return found

    def matter(self, states: States) -> tuple[int, ...]:
        """The missing facts on which the answer really depends: another value could change it."""
        key = tuple(states[fact] for fact in self.facts)
        found = self._matter.get(key)
        if found is None:
            missing = [f for f in self.check.facts if len(self._cells[f].members[states[f]]) > 1]
            tells = self._tells_among_possible if self._axioms else self._tells
            found = tuple(f for f in missing if tells(f, list(states), [g for g in missing if g != f]))
            if len(self._matter) < 50_000:
                self._matter[key] = found
        return found

    def _tells(self, fact: int, states: States, others: list[int]) -> bool:
        """Whether two values of `fact` give different answers, everything else being equal."""
        before, truths = states[fact], set()
        for state in self.classes(fact, before):
            states[fact] = state
            truths.add(self.check.truth(states))
        states[fact] = before
        if {TRUE, FALSE} <= truths:
            return True
        if UNKNOWN not in truths:
            return False
        if self.check.truth(states) != UNKNOWN:
            return False
        other = next((g for g in others if len(self._cells[g].members[states[g]]) > 1), None)
        if other is None:
            return False
        kept = states[other]
        rest = [g for g in others if g != other]
        for state in self.classes(other, kept):
            states[other] = state
            if self._tells(fact, states, rest):
                states[other] = kept
                return True
        states[other] = kept
        return False

    def _tells_among_possible(self, fact: int, states: States, others: list[int]) -> bool:
        """As `_tells`, counting only what can be; facts that are tied to this one may move along with it."""
        tied = self._tied_to(fact)
        return self._turns(fact, states, [other for other in others if other not in tied])

    def _tied_to(self, fact: int) -> set[int]:
        """The facts that cannot go together with this one in some way, directly or by way of others."""
        tied = {fact}
        while wider := {f for axiom in self._axioms if tied & set(axiom.facts) for f in axiom.facts} - tied:
            tied |= wider
        return tied

    def _turns(self, fact: int, states: States, others: list[int]) -> bool:
        before = states[fact]
        reached = []
        for state in self.classes(fact, before):
            states[fact] = state
            reached.append(self._search(states))
        states[fact] = before
        holds, fails = (sum(bool(reach & answer) for reach in reached) for answer in (CAN_HOLD, CAN_FAIL))
        # One value that gives both answers is not enough: another value must give one of them.
        if not holds or not fails or holds + fails == 2 * (EITHER in reached):
            return False
        if not others or {CAN_HOLD, CAN_FAIL} <= set(reached):
            return True
        other, rest = others[0], others[1:]
        kept = states[other]
        found = False
        for state in self.classes(other, kept):
            states[other] = state
            if found := self._turns(fact, states, rest):
                break
        states[other] = kept
        return found
