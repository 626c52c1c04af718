# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the worked cases show that every part of a rule matters: masking MC/DC over its atoms.

An atom is one question in a condition (`leeftijd < grens`) or in the choice of what is paid. It is covered by a pair
of cases, one in which it holds and one in which it does not, with different outcomes, in each of which it alone
decides: had it been otherwise, with everything else as it is, the outcome would have been otherwise. What a body
judges counts as met, as no case can say what that body found.

Knows: the atoms of a scheme, and which of them decide in a case.
Leaves: whether the cases themselves come out right (`cases`).
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from .book import Book
from .cases import Case
from .expression import Node
from .facts import Kind
from .meaning import work_out
from .scheme import Condition, Payment, Scheme, holds_on, of_day


@dataclass(frozen=True, slots=True)
class Covered:
    """One atom of a rule, and a case for each side in which it alone decides; None where there is none yet."""

    scheme: str
    part: str
    atom: str
    holds: str | None
    fails: str | None

    @property
    def done(self) -> bool:
        """Whether there is a pair of cases for this atom."""
        return self.holds is not None and self.fails is not None

    @property
    def id(self) -> str:
        """The name by which a reason refers to this atom."""
        return f"{self.part}: {self.atom}"


class KnownPerson:
    """The facts of one case, with what follows from them, as rules see them."""

    def __init__(self, case: Case, scheme: Scheme, book: Book) -> None:
        self.case, self._book = case, book.facts
        self._amounts: Mapping[str, Any] = scheme.amounts_on(case.on)
        rules = book.alone(scheme, case.on)
        states, values = rules.know(case.facts)
        self._values = dict(zip(rules.names, values, strict=False))
        for place, name in enumerate(rules.names):
            cells = rules.cells[place]
            if self._values[name] is None and states[place] and len(cells.members[states[place]]) == 1:
                self._values[name] = cells.representatives[cells.members[states[place]][0]]

    def at(self, amounts: Mapping[str, Any]) -> "KnownPerson":
        """The same person under other amounts."""
        other = copy(self)
        other._amounts = amounts
        return other

    def truth(self, node: Node, condition: Condition | None = None) -> bool | None:
        """Whether a test holds for this person; None where that is not known."""
        if node.op == "window":
            assert condition is not None
            return any(holds_on(span, self.case.on) for span in condition.windows)
        if node.op == "open":
            return True
        if node.op in ("and", "or"):
            found = [self.truth(arg, condition) for arg in node.args]
            settles = node.op == "or"
            return settles if settles in found else None if None in found else not settles
        if node.op == "not":
            inner = self.truth(node.args[0], condition)
            return None if inner is None else not inner
        found_value: bool | None = self.value(node)
        return found_value

    def value(self, node: Node) -> Any:
        """The value of an expression for this person; None where that is not known."""
        return work_out(node, self._look)

    def _look(self, leaf: Node) -> Any:
        if leaf.op == "op":
            return self.case.on
        if leaf.op == "amount":
            return self._amounts.get(leaf.name)
        if leaf.op == "table":
            code = self._values[leaf.args[0].name]
            return self._book.tables[leaf.name].on(str(code), self.case.on) if code is not None else None
        value = self._values[leaf.name]
        is_day = value is not None and self._book.facts[leaf.name].kind is Kind.DATUM
        return date.fromordinal(value) if is_day else value


def atoms_of(node: Node) -> Iterator[Node]:
    """The questions that a test is made of; what a body judges is none of them."""
    if node.op in ("and", "or", "not"):
        for arg in node.args:
            yield from atoms_of(arg)
    elif node.op not in ("open", "value"):
        yield node


def covered(scheme: Scheme, cases: Sequence[Case], book: Book) -> list[Covered]:
    """Every atom of a scheme with the pair of cases that covers it, as far as there is one."""
    people = [KnownPerson(case, scheme, book) for case in cases if scheme.version_on(case.on) is not None]
    found = [one for condition in scheme.conditions for one in _of_condition(scheme, condition, people)]
    return found + [one for payment in scheme.payments for one in _of_payment(scheme, payment, people)]


def _of_condition(scheme: Scheme, condition: Condition, people: Sequence[KnownPerson]) -> Iterator[Covered]:
    assert condition.node is not None
    if condition.node.op == "open":
        return
    part = f"{condition.id}@{condition.first}" if condition.first else condition.id
    told = [p for p in people if {"uitkomst", "voorwaarden"} & set(p.case.expected) and holds_on(condition, p.case.on)]
    # Whether anybody must be judged at all is asked above a judgement; it can turn a yes into "depends", never a no.
    asks_a_body = any(step.op == "open" for step in condition.node.walk())
    for atom in dict.fromkeys(atoms_of(condition.node)):
        sides: dict[tuple[bool, bool], str] = {}
        for person in told:
            truth = person.truth(atom, condition)
            ways = [_outcome(scheme, condition, person, {atom: way}, asks_a_body) for way in (True, False)]
            if truth is not None and None not in ways and ways[0] != ways[1]:
                sides.setdefault((truth, bool(ways[not truth])), person.case.id)
        yield Covered(scheme.id, part, str(atom), *_pair(sides))


def _pair(sides: Mapping[tuple[bool, bool], str]) -> tuple[str | None, str | None]:
    """A case on each side with different outcomes; as much of it as there is."""
    for yes in (True, False):
        if (True, yes) in sides and (False, not yes) in sides:
            return sides[True, yes], sides[False, not yes]
    one = next((case for (truth, _), case in sides.items() if truth), None)
    return one, None if one is not None else next(iter(sides.values()), None)


def _outcome(
    scheme: Scheme, condition: Condition, person: KnownPerson, set_to: Mapping[Node, bool], judged: bool
) -> bool | None:
    """Whether the whole rule holds for a person, if one atom of one condition were so."""
    assert condition.node is not None
    node = _with(condition.node, set_to)
    own = person.truth(_judged_against(node) if judged else node, condition)
    others = [
        person.truth(c.node, c) for c in of_day(scheme.conditions, person.case.on) if c is not condition and c.node
    ]
    found = [own, *others]
    return False if False in found else None if None in found else True


def _judged_against(node: Node) -> Node:
    """The same test, if the body said no: then what is asked before it decides."""
    if node.op == "open":
        return Node("value", value=False)
    return Node(node.op, tuple(map(_judged_against, node.args)), node.name, node.value) if node.args else node


def _with(node: Node, set_to: Mapping[Node, bool]) -> Node:
    """The test with some of its atoms settled."""
    if node in set_to:
        return Node("value", value=set_to[node])
    if node.op in ("and", "or", "not"):
        return Node(node.op, tuple(_with(arg, set_to) for arg in node.args))
    return node


def _of_payment(scheme: Scheme, payment: Payment, people: Sequence[KnownPerson]) -> Iterator[Covered]:
    """The atoms that choose what is paid: each makes the amount another one in a pair of cases."""
    part = f"pays@{payment.first}" if payment.first else "pays"
    told = [p for p in people if p.case.expected.get("bedrag") and holds_on(payment, p.case.on)]
    whens = [when for when, _ in payment.cases if when is not None]
    for atom in dict.fromkeys(atom for when in whens for atom in atoms_of(when)):
        sides: dict[bool, str] = {}
        for person in told:
            truth = person.truth(atom)
            sums = [_sum(payment, person, {atom: way}) for way in (True, False)]
            if truth is not None and None not in sums and sums[0] != sums[1]:
                sides.setdefault(truth, person.case.id)
        yield Covered(scheme.id, part, str(atom), sides.get(True), sides.get(False))


def _sum(payment: Payment, person: KnownPerson, set_to: Mapping[Node, bool]) -> Any:
    """What is paid to a person, if one atom were so; None where that is not known."""
    for when, total in payment.cases:
        chosen = True if when is None else person.truth(_with(when, set_to))
        if chosen is None:
            return None
        if chosen:
            return person.value(total)
    return None
