# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a condition holds, given what is known of each fact; exactly, also where facts are missing.

Knows: Kleene's logic as the quick first answer, and the exact answer where that one says "unknown".
Leaves: what cells are (`cells`), how all completions are walked (`diagram`), which conditions a scheme has (`day`).

A check is read with `states`: a list that holds, for every fact, the state of what is known of it.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from .cells import FALSE, TRUE, Atom, FactCells
from .diagram import Diagram, Formulas, Term

CAN_FAIL: Final = 1
CAN_HOLD: Final = 2
EITHER: Final = 3

_REMEMBERED: Final = 50_000

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
    """A check together with what cannot be (`axioms` are true for nobody): its exact answers, by a decision diagram."""

    def __init__(self, check: Check, axioms: Sequence[Check], cells: Sequence[FactCells]) -> None:
        self.check, self._axioms, self._cells = check, tuple(axioms), cells
        self.facts = tuple(dict.fromkeys([*check.facts, *(f for axiom in axioms for f in axiom.facts)]))
        self._reached: dict[tuple[int, ...], int] = {}
        self._matter: dict[tuple[int, ...], tuple[int, ...]] = {}

    @cached_property
    def _diagram(self) -> Diagram:
        atoms = list(dict.fromkeys(atom for part in (self.check, *self._axioms) for atom in part.atoms()))
        numbers = {atom: number for number, atom in enumerate(atoms)}
        formulas = Formulas()
        rule = _formula(self.check, formulas, numbers)
        impossible = formulas.any_of(_formula(axiom, formulas, numbers) for axiom in self._axioms)
        # A fact that many parts ask about settles most when it is known, so it comes first.
        parts = getattr(self.check, "parts", (self.check,))
        asked = {fact: sum(fact in part.facts for part in parts) for fact in self.facts}
        order = sorted(self.facts, key=lambda fact: -asked[fact])
        tables, fact_of = [atom.table for atom in atoms], [atom.fact for atom in atoms]
        return Diagram(formulas, rule, impossible, tables, fact_of, order, self._cells)

    def reach(self, states: States) -> int:
        """Which answers some completion of the missing facts gives: CAN_FAIL, CAN_HOLD or EITHER."""
        settled = self.check.truth(states)
        if settled == TRUE:
            return CAN_HOLD
        if settled == FALSE:
            return CAN_FAIL
        key = tuple([states[fact] for fact in self.facts])
        found = self._reached.get(key)
        if found is None:
            found = self._diagram.reach(states)
            if len(self._reached) < _REMEMBERED:
                self._reached[key] = found
        return found

    def can_hold(self, states: States) -> bool:
        """Whether some completion that can be makes the check true; unlike `reach`, sure of the axioms too."""
        return bool(self._diagram.reach(states) & CAN_HOLD)

    def classes(self, fact: int, state: int) -> tuple[int, ...]:
        """One single-cell state for each group of cells that this check tells apart, within what is known."""
        seen: dict[int, int] = {}
        of = self._diagram.class_of[fact]
        for cell in self._cells[fact].members[state]:
            seen.setdefault(of[cell], cell + 1)
        return tuple(seen.values())

    def groups(self, fact: int) -> list[list[int]]:
        """The cells of a fact in groups between which this check sees no difference."""
        alike: dict[int, list[int]] = {}
        for cell, one in enumerate(self._diagram.class_of[fact]):
            alike.setdefault(one, []).append(cell)
        return list(alike.values())

    def matter(self, states: States) -> tuple[int, ...]:
        """The missing facts on which the answer really depends: another value could change it.

        Facts that are tied to it, because they cannot go together in some way, may move along with it.
        """
        key = tuple([states[fact] for fact in self.facts])
        found = self._matter.get(key)
        if found is None:
            missing = [f for f in self.check.facts if len(self._cells[f].members[states[f]]) > 1]
            found = tuple(f for f in missing if self._diagram.turns_on(f, self._tied[f], states))
            if len(self._matter) < _REMEMBERED:
                self._matter[key] = found
        return found

    def tied_to(self, fact: int) -> frozenset[int]:
        """The fact itself and those that cannot go together with it in some way."""
        return self._tied.get(fact, frozenset((fact,)))

    @cached_property
    def _tied(self) -> dict[int, frozenset[int]]:
        """For each fact, those that cannot go together with it in some way, directly or by way of others."""
        tied = {}
        for fact in self.facts:
            group = {fact}
            while wider := {f for axiom in self._axioms if group & set(axiom.facts) for f in axiom.facts} - group:
                group |= wider
            tied[fact] = frozenset(group)
        return tied


def _formula(check: Check, formulas: Formulas, numbers: dict[Atom, int]) -> Term:
    """A check as a formula over numbered atoms."""
    if isinstance(check, Constant):
        return check.value == TRUE
    if isinstance(check, Single):
        return formulas.atom(numbers[check.atom])
    if isinstance(check, Opposite):
        return formulas.opposite(_formula(check.part, formulas, numbers))
    assert isinstance(check, Both | Either)
    parts = [_formula(part, formulas, numbers) for part in check.parts]
    return formulas.all_of(parts) if isinstance(check, Both) else formulas.any_of(parts)


def decided(check: Check, as_: int, facts: int) -> Check:
    """The check once every body has decided `as_`, TRUE or FALSE; what they decide are the numbers past the `facts`."""
    if isinstance(check, Single):
        return Constant(as_) if check.fact >= facts else check
    if isinstance(check, Opposite):
        return Opposite(decided(check.part, as_, facts))
    if isinstance(check, Both):
        return Both([decided(part, as_, facts) for part in check.parts])
    if isinstance(check, Either):
        return Either([decided(part, as_, facts) for part in check.parts])
    return check
