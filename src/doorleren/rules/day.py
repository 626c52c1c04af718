# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All rules as they hold on one day, ready to be asked.

Knows: which version of each scheme holds, its amounts filled in, its conditions compiled to checks over cells.
Leaves: what is said about the answer (`answers`), what to ask next (`questions`), what would help (`changes`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..basics import Outcome, Said
from ..basics.finding import FactValue
from .amounts import PaidOut, Sum, Values
from .cells import FALSE, TRUE, UNKNOWN, Atom, FactCells
from .checks import CAN_FAIL, CAN_HOLD, Both, Check, Constant, Either, Exact, Opposite, Single, States
from .expression import Node
from .facts import Fact, FactBook, Impossible, Kind
from .meaning import facts_in, settle
from .scheme import Condition, Scheme, Span, Warning, holds_on, of_day

_OPEN = Fact("open", Kind.JA_NEE, "instantie")


@dataclass(slots=True)
class DayCondition:
    """One condition on this day. `exact` is there only where Kleene's answer may not be the last word."""

    condition: Condition
    check: Check
    exact: Exact | None

    def truth(self, states: States) -> int:
        found = self.check.truth(states)
        if found != UNKNOWN or self.exact is None:
            return found
        reached = self.exact.reach(states)
        return TRUE if reached == CAN_HOLD else FALSE if reached == CAN_FAIL else UNKNOWN


@dataclass(slots=True)
class DayScheme:
    """One scheme on this day: its rule as a whole, its conditions one by one, its payment.

    `closure` are the numbers of the facts that can bear on the answer, also through what cannot go together.
    """

    scheme: Scheme
    version: Span
    conditions: tuple[DayCondition, ...]
    rule: Exact
    simple: bool
    paid: PaidOut
    warnings: tuple[tuple[Warning, Check | None], ...]
    closure: tuple[int, ...]
    closure_names: tuple[str, ...]
    open_facts: Mapping[int, Condition]

    def outcome(self, states: States, truths: Sequence[int]) -> Outcome:
        """The outcome, from the truths of the conditions in order; exact."""
        least = min(truths, default=TRUE)
        if least == UNKNOWN and not self.simple:
            reached = self.rule.reach(states)
            return {CAN_HOLD: Outcome.JA, CAN_FAIL: Outcome.NEE}.get(reached, Outcome.HANGT_AF)
        return Outcome.JA if least == TRUE else Outcome.NEE if least == FALSE else Outcome.HANGT_AF

    def truths(self, states: States) -> list[int]:
        """The truth of each condition, in order."""
        return [condition.truth(states) for condition in self.conditions]

    def matter(self, states: States, truths: Sequence[int]) -> tuple[int, ...]:
        """The numbers of the missing facts (and judgements) that the outcome depends on."""
        if self.simple:
            pairs = zip(self.conditions, truths, strict=True)
            return tuple(dict.fromkeys(f for c, truth in pairs if truth == UNKNOWN for f in c.check.facts))
        return self.rule.matter(states)


class DayRules:
    """The book on one day."""

    def __init__(self, facts: FactBook, schemes: Iterable[Scheme], day: date) -> None:
        self.book, self.day = facts, day
        self.names = list(facts.facts)
        self.index = {name: n for n, name in enumerate(self.names)}
        self._atoms: dict[str, Atom] = {}
        self._opens: list[Condition] = []
        self._open_atoms: list[Atom] = []
        self._never = [(impossible, self._settled(impossible.condition, {})) for impossible in facts.impossible]
        current = [(s, v) for s in schemes if (v := s.version_on(day)) and s.kind != "beleid"]
        drafts = [self._draft(scheme, version) for scheme, version in current]
        axioms = [(impossible, self._check(node)) for impossible, node in self._never if len(facts_in(node)) > 1]
        self.cells = self._cut()
        self.axioms = [check for _, check in axioms]
        self.impossible: list[tuple[Impossible, Check]] = axioms
        self.axiom_groups = _connected(self.axioms)
        self._propagated: dict[tuple[int, ...], tuple[tuple[int, int], ...] | None] = {}
        self.schemes = [self._finish(draft) for draft in drafts]
        self.by_id = {scheme.scheme.id: scheme for scheme in self.schemes}

    # compiling -----------------------------------------------------------------------------------------------------

    def _settled(self, node: Node, amounts: Mapping[str, Any]) -> Node:
        return settle(node, lambda leaf: self.day if leaf.op == "op" else amounts[leaf.name])

    def _draft(self, scheme: Scheme, version: Span) -> tuple[Any, ...]:
        amounts = scheme.amounts_on(self.day)
        conditions = []
        for condition in of_day(scheme.conditions, self.day):
            assert condition.node is not None
            node = self._settled(self._windows_filled(condition.node, condition), amounts)
            conditions.append((condition, self._check(node, condition)))
        payment = next(iter(of_day(scheme.payments, self.day)))
        cases = []
        for when, total in payment.cases:
            check = self._check(self._settled(when, amounts)) if when is not None else None
            cases.append((check, Sum(self._settled(total, amounts), self.index)))
        warnings = [
            (w, self._check(self._settled(w.node, amounts)) if w.node is not None else None)
            for w in of_day(scheme.warnings, self.day)
        ]
        return scheme, version, conditions, cases, payment, warnings

    def _windows_filled(self, node: Node, condition: Condition) -> Node:
        if node.op == "window":
            return Node("value", value=any(holds_on(span, self.day) for span in condition.windows))
        args = tuple(self._windows_filled(arg, condition) for arg in node.args)
        return Node(node.op, args, node.name, node.value, node.at) if args else node

    def _check(self, node: Node, condition: Condition | None = None) -> Check:
        """Compile an expression; everything that looks at one fact becomes one atom."""
        if node.op == "value":
            return Constant(TRUE if node.value is True else FALSE)
        if node.op == "open":
            assert condition is not None
            self._opens.append(condition)
            atom = Atom(len(self.names) + len(self._opens) - 1, Node("fact", name=_OPEN.name))
            self._open_atoms.append(atom)
            return Single(atom)
        names = facts_in(node)
        if len(names) == 1 and not any(step.op == "open" for step in node.walk()):
            return Single(self._atom(next(iter(names)), node))
        parts = [self._check(arg, condition) for arg in node.args]
        if node.op == "not":
            return Opposite(parts[0])
        return Both(parts) if node.op == "and" else Either(parts)

    def _atom(self, name: str, node: Node) -> Atom:
        return self._atoms.setdefault(f"{name}|{node}", Atom(self.index[name], node))

    def _cut(self) -> list[FactCells]:
        by_fact: dict[int, list[Atom]] = {}
        for atom in self._atoms.values():
            by_fact.setdefault(atom.fact, []).append(atom)
        never: dict[str, list[Node]] = {}
        for _, node in self._never:
            names = facts_in(node)
            if len(names) == 1:
                name = next(iter(names))
                never.setdefault(name, []).append(node)
                by_fact.setdefault(self.index[name], []).append(Atom(self.index[name], node))
        tables = dict(self.book.tables)
        cells = [
            FactCells(self.book.facts[name], n, self.day, by_fact.get(n, []), never.get(name, []), tables)
            for n, name in enumerate(self.names)
        ]
        cells += [FactCells(_OPEN, atom.fact, self.day, [atom], [], {}) for atom in self._open_atoms]
        return cells

    def _finish(self, draft: tuple[Any, ...]) -> DayScheme:
        scheme, version, conditions, cases, payment, warnings = draft
        rule = Both([check for _, check in conditions])
        axioms, closure = self.bearing_on([*rule.facts, *_facts_of(cases)])
        exact = Exact(rule, axioms, self.cells)
        seen = [fact for _, check in conditions for fact in check.facts]
        simple = (
            len(seen) == len(set(seen)) and not axioms and all(isinstance(c, (Single, Constant)) for _, c in conditions)
        )
        done = []
        for condition, check in conditions:
            single = isinstance(check, (Single, Constant))
            done.append(DayCondition(condition, check, None if single else Exact(check, axioms, self.cells)))
        paid = PaidOut(cases, exact, self.cells, payment.per, payment.at_most)
        # Facts that only other versions look at belong to the answer too: they decide when it opens later.
        extra = [
            *paid.facts,
            *(f for _, c in warnings if c for f in c.facts),
            *sorted(self.index[n] for n in scheme.facts),
        ]
        opens = {n: c for n, c in enumerate(self._opens, len(self.names)) if n in rule.facts}
        # In the order of their names: a kept rule knows other facts, and must give the same receipt.
        places = tuple(sorted({f for f in (*closure, *extra) if f < len(self.names)}, key=lambda f: self.names[f]))
        return DayScheme(
            scheme=scheme,
            version=version,
            conditions=tuple(done),
            rule=exact,
            simple=simple,
            paid=paid,
            warnings=tuple(warnings),
            closure=places,
            closure_names=tuple(self.names[place] for place in places),
            open_facts=opens,
        )

    def bearing_on(self, facts: Iterable[int]) -> tuple[list[Check], tuple[int, ...]]:
        """What cannot go together as far as it touches these facts, directly or by way of others."""
        closure = list(dict.fromkeys(facts))
        axioms: list[Check] = []
        for group in self.axiom_groups:
            touched = {fact for axiom in group for fact in axiom.facts}
            if touched & set(closure):
                axioms += group
                closure += [fact for fact in sorted(touched) if fact not in closure]
        return axioms, tuple(closure)

    # asking --------------------------------------------------------------------------------------------------------

    def know(self, facts: Mapping[str, FactValue]) -> tuple[States, list[Any]]:
        """What is known of each fact, and the plain values; values must fit (see `profile`).

        What follows from other facts is filled in: who has no diploma cannot have a start qualification.
        """
        states: States = [0] * len(self.cells)
        values: list[Any] = [None] * len(self.cells)
        for name, value in facts.items():
            place = self.index[name]
            plain = values[place] = self.book.facts[name].plain(value)
            states[place] = self.cells[place].state_of(self.cells[place].clipped(plain)) or 0
        self.follow(states)
        return states, values

    def follow(self, states: States) -> bool:
        """Narrow what is missing to what can still be; False if what is known contradicts itself."""
        for group in self.axiom_groups:
            facts = list(dict.fromkeys(fact for axiom in group for fact in axiom.facts))
            key = (facts[0], *(states[fact] for fact in facts))
            if key not in self._propagated:
                self._propagated[key] = self._narrowed(group, facts, states)
            narrowed = self._propagated[key]
            if narrowed is None:
                return False
            for fact, state in narrowed:
                states[fact] = state
        return True

    def _narrowed(self, group: list[Check], facts: list[int], states: States) -> tuple[tuple[int, int], ...] | None:
        exact = Exact(Constant(TRUE), group, self.cells)
        trial = list(states)
        narrowed = []
        for fact in facts:
            before = trial[fact]
            possible = []
            for cell in self.cells[fact].members[before]:
                trial[fact] = cell + 1
                if exact.can_hold(trial):
                    possible.append(cell)
            trial[fact] = before
            if not possible:
                return None
            if len(possible) < len(self.cells[fact].members[before]):
                narrowed.append((fact, self.cells[fact].state_of_cells(tuple(possible))))
        return tuple(narrowed)

    def conflict(self, states: States) -> list[Impossible]:
        """A smallest choice of what cannot be that these facts together run into; empty if they can be."""
        if self._nothing_impossible.can_hold(states):
            return []
        together = list(self.impossible)
        for one in self.impossible:
            rest = [other for other in together if other is not one]
            if not self._can_be(rest, states):
                together = rest
        return [impossible for impossible, _ in together]

    @cached_property
    def _nothing_impossible(self) -> Exact:
        return Exact(Constant(TRUE), self.axioms, self.cells)

    def _can_be(self, never: Sequence[tuple[Impossible, Check]], states: States) -> bool:
        return Exact(Constant(TRUE), [check for _, check in never], self.cells).can_hold(states)

    def sentences_about(self, names: set[str]) -> list[Said]:
        """What is said about the combinations that cannot be, as far as they are about these facts alone."""
        return [i.sentence for i, _ in self._never if i.facts <= names]

    def only(self, scheme: DayScheme, states: States, values: Values) -> dict[str, FactValue]:
        """The facts that bear on one scheme, as they were given."""
        given = {}
        for place in scheme.closure:
            if values[place] is not None:
                fact = self.book.facts[self.names[place]]
                given[fact.name] = fact.given(values[place])
        return given


def _facts_of(cases: Iterable[tuple[Check | None, Sum]]) -> Iterator[int]:
    """The facts that decide how much is paid."""
    for when, total in cases:
        yield from when.facts if when is not None else ()
        yield from total.facts


def _connected(axioms: Sequence[Check]) -> list[list[Check]]:
    """The axioms in groups that share facts."""
    groups: list[tuple[set[int], list[Check]]] = []
    for axiom in axioms:
        facts, members = set(axiom.facts), [axiom]
        for other in [g for g in groups if g[0] & facts]:
            groups.remove(other)
            facts |= other[0]
            members = other[1] + members
        groups.append((facts, members))
    return [members for _, members in groups]
