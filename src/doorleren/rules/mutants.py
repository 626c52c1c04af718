# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small mistakes put into a rule on purpose, to see whether the worked cases notice.

A mutant is a scheme with one thing wrong: a limit one higher, «and» for «or», a condition left out, a date a day
later. It is caught when some case comes out otherwise than its source says; it is the same rule in other words when
no person on no day gets another outcome or amount (proved); else it survives, with the person who shows it.

Knows: which mistakes can be made in a scheme, and how one is caught.
Leaves: whether a mutant is the same rule in other words (`equivalence`), how cases are tried (`cases`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from typing import Any

from ..basics import Period
from .book import Book
from .cases import Case, try_case
from .coverage import KnownPerson
from .equivalence import difference, state
from .expression import Node
from .facts import Kind
from .proofs import Prover, Somebody
from .scheme import Condition, Payment, Scheme, of_day
from .symbolic import CannotBeProved, rule_on


class Fate(StrEnum):
    """What became of a mutant."""

    CAUGHT = "gevangen"
    SAME = "gelijkwaardig"
    SURVIVED = "overleefd"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A scheme with one mistake in it; `id` says which."""

    id: str
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant and its fate: the case that caught it, or somebody for whom it makes a difference."""

    scheme: str
    mutant: str
    fate: Fate
    case: str | None = None
    somebody: Somebody | None = None
    why: str = ""


# --- making mistakes ------------------------------------------------------------------------------------------------


def mutants_of(scheme: Scheme, book: Book) -> Iterator[Mutant]:
    """Every mistake that is tried on a scheme; one that can be made in two places of a rule is made in each."""
    times: Counter[str] = Counter()
    made = chain(
        _other_terms(scheme, book),
        _other_conditions(scheme, book),
        _other_payments(scheme, book),
        _other_amounts(scheme),
        _other_dates(scheme),
    )
    for mutant in made:
        times[mutant.id] += 1
        again = times[mutant.id]
        yield mutant if again == 1 else replace(mutant, id=f"{mutant.id} ({again})")


def _other_terms(scheme: Scheme, book: Book) -> Iterator[Mutant]:
    """A mistake in a term is made wherever the term is used."""
    for name, term in scheme.terms.items():
        for what, node in _other_nodes(term.node, book, _terms_of(scheme) - {id(term.node)}):
            yield Mutant(f"{name}: {what}", _with_term(scheme, term.node, node))


def _terms_of(scheme: Scheme) -> frozenset[int]:
    """The nodes that stand for terms; they are the same objects wherever a term is used."""
    return frozenset(id(term.node) for term in scheme.terms.values())


def _with_term(scheme: Scheme, old: Node, new: Node) -> Scheme:
    def changed(node: Node | None) -> Node | None:
        return None if node is None else _replaced(node, old, new)

    return replace(
        scheme,
        conditions=tuple(replace(one, node=changed(one.node)) for one in scheme.conditions),
        payments=tuple(
            replace(one, cases=tuple((changed(when), _replaced(total, old, new)) for when, total in one.cases))
            for one in scheme.payments
        ),
    )


def _replaced(node: Node, old: Node, new: Node) -> Node:
    if node is old:
        return new
    args = tuple(_replaced(arg, old, new) for arg in node.args)
    return node if all(one is other for one, other in zip(args, node.args, strict=True)) else replace(node, args=args)


def _other_conditions(scheme: Scheme, book: Book) -> Iterator[Mutant]:
    for n, condition in enumerate(scheme.conditions):
        name = f"{condition.id}@{condition.first}" if condition.first else condition.id
        rest = (*scheme.conditions[:n], *scheme.conditions[n + 1 :])
        yield Mutant(f"{name}: weg", replace(scheme, conditions=rest))
        assert condition.node is not None
        for what, node in _other_nodes(condition.node, book, _terms_of(scheme)):
            changed = (*scheme.conditions[:n], replace(condition, node=node), *scheme.conditions[n + 1 :])
            yield Mutant(f"{name}: {what}", replace(scheme, conditions=changed))


def _other_payments(scheme: Scheme, book: Book) -> Iterator[Mutant]:
    for n, payment in enumerate(scheme.payments):
        name = f"pays@{payment.first}" if payment.first else "pays"
        for k, (when, total) in enumerate(payment.cases):
            for part, node in (("als", when), ("som", total)):
                if node is None:
                    continue
                for what, other in _other_nodes(node, book, _terms_of(scheme)):
                    case = (other, total) if part == "als" else (when, other)
                    cases = (*payment.cases[:k], case, *payment.cases[k + 1 :])
                    changed = (*scheme.payments[:n], replace(payment, cases=cases), *scheme.payments[n + 1 :])
                    yield Mutant(f"{name}, {k + 1}: {what}", replace(scheme, payments=changed))
            if when is not None:
                cases = (*payment.cases[:k], *payment.cases[k + 1 :])
                changed = (*scheme.payments[:n], replace(payment, cases=cases), *scheme.payments[n + 1 :])
                yield Mutant(f"{name}, {k + 1}: weg", replace(scheme, payments=changed))


_SWAPPED: Mapping[str, str] = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "=": "!=",
    "!=": "=",
    "and": "or",
    "or": "and",
    "min": "max",
    "max": "min",
    "+": "-",
    "-": "+",
}


def _other_nodes(node: Node, book: Book, terms: Set[int]) -> Iterator[tuple[str, Node]]:
    """The expression with one thing wrong in it, for each thing; `terms` have mistakes of their own."""
    if id(node) in terms:
        return
    if node.op in _SWAPPED and not (node.op in "+-" and _is_period(node)):
        yield f"«{node}» met {_SWAPPED[node.op]}", replace(node, op=_SWAPPED[node.op])
    if node.op in ("and", "or", "min", "max") and len(node.args) > 1:
        for n, arg in enumerate(node.args):
            rest = (*node.args[:n], *node.args[n + 1 :])
            yield f"«{node}» zonder «{arg}»", rest[0] if len(rest) == 1 else replace(node, args=rest)
    if node.op == "not":
        yield f"«{node}» zonder not", node.args[0]
    for n, arg in enumerate(node.args):
        others = _other_values(node, arg, book) if arg.op == "value" else _other_nodes(arg, book, terms)
        for what, other in others:
            yield what, replace(node, args=(*node.args[:n], other, *node.args[n + 1 :]))


def _is_period(node: Node) -> bool:
    return any(isinstance(arg.value, Period) for arg in node.args) or node.args[-1].op == "amount"


def _other_values(node: Node, value: Node, book: Book) -> Iterator[tuple[str, Node]]:
    """A limit one higher or lower, or a list without one of its values."""
    if isinstance(value.value, tuple):
        items = value.value
        for n, item in enumerate(items if len(items) > 1 else ()):
            rest: Any = (*items[:n], *items[n + 1 :])
            yield f"«{node}» zonder «{_shown(item, node, book)}»", replace(value, value=rest, name=str(rest))
        return
    steps = len(_ladder(node, book))
    for other in _one_off(value.value):
        if not steps or (isinstance(other, int) and 0 <= other < steps):
            yield f"«{node}» met {_shown(other, node, book)}", replace(value, value=other, name=str(other))


def _shown(value: Any, node: Node, book: Book) -> str:
    steps = _ladder(node, book)
    return steps[value] if steps and isinstance(value, int) else str(value)


def _ladder(node: Node, book: Book) -> tuple[str, ...]:
    names = [arg.name for arg in node.args if arg.op == "fact"]
    fact = book.facts.facts[names[0]] if names else None
    return fact.values if fact is not None and fact.kind is Kind.LADDER else ()


def _one_off(value: Any) -> list[Any]:
    """The values just beside a limit or an amount."""
    if isinstance(value, (bool, str)):
        return []
    if isinstance(value, Period):
        return [replace(value, days=value.days + way) for way in (-1, 1)]
    if isinstance(value, date):
        return [value + timedelta(days=way) for way in (-1, 1)]
    if isinstance(value, Fraction):
        return [value - Fraction(1, 100), value + Fraction(1, 100)]
    return [value - 1, value + 1] if isinstance(value, int) else []


def _other_amounts(scheme: Scheme) -> Iterator[Mutant]:
    """Each value of each amount that a rule uses, one off."""
    nodes = [c.node for c in scheme.conditions] + [n for p in scheme.payments for case in p.cases for n in case]
    used = {step.name for node in nodes if node is not None for step in node.walk() if step.op == "amount"}
    for name in sorted(used & set(scheme.amounts)):
        values = scheme.amounts[name]
        for n, one in enumerate(values):
            shown = f"{name}@{one.first}" if one.first else name
            if isinstance(one.value, tuple):
                others: list[tuple[str, Any]] = [
                    (f"zonder {item}", (*one.value[:k], *one.value[k + 1 :])) for k, item in enumerate(one.value)
                ]
            else:
                others = [(f"met {other}", other) for other in _one_off(one.value)]
            for what, other in others:
                changed = (*values[:n], replace(one, value=other), *values[n + 1 :])
                yield Mutant(f"{shown}: {what}", replace(scheme, amounts={**scheme.amounts, name: changed}))


_DAY = timedelta(days=1)


def _other_dates(scheme: Scheme) -> Iterator[Mutant]:
    """Each date of the law a day sooner and a day later: wherever it stands, or of one amount or window alone."""
    spans = [*scheme.versions, *scheme.not_in_force]
    edges = sorted({edge for span in spans for edge in (span.first, span.until) if edge})
    for edge in edges:
        for way, to in (("eerder", edge - _DAY), ("later", edge + _DAY)):
            yield Mutant(f"{edge}: een dag {way}", _moved(scheme, edge, to))
    for name, values in scheme.amounts.items():
        own = {edge for one in values for edge in (one.first, one.until) if edge} - set(edges)
        for edge in sorted(own):
            for way, to in (("eerder", edge - _DAY), ("later", edge + _DAY)):
                amounts = {**scheme.amounts, name: tuple(_shift(one, edge, to) for one in values)}
                yield Mutant(f"{name}, {edge}: een dag {way}", replace(scheme, amounts=amounts))
    for n, condition in enumerate(scheme.conditions):
        for k, window in enumerate(condition.windows):
            for end in ("first", "until"):
                edge_of_window: date | None = getattr(window, end)
                if edge_of_window is None:
                    continue
                for way, to in (("eerder", edge_of_window - _DAY), ("later", edge_of_window + _DAY)):
                    moved = replace(window, **{end: to})  # type: ignore[arg-type]
                    windows = (*condition.windows[:k], moved, *condition.windows[k + 1 :])
                    changed = (*scheme.conditions[:n], replace(condition, windows=windows), *scheme.conditions[n + 1 :])
                    what = "opent" if end == "first" else "sluit"
                    yield Mutant(
                        f"{condition.id}, {what} {edge_of_window}: een dag {way}", replace(scheme, conditions=changed)
                    )


def _shift(part: Any, edge: date, to: date) -> Any:
    changes = {end: to for end in ("first", "until") if getattr(part, end) == edge}
    return replace(part, **changes) if changes else part


def _moved(scheme: Scheme, edge: date, to: date) -> Scheme:
    def all_of(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(_shift(part, edge, to) for part in parts)

    return replace(
        scheme,
        versions=all_of(scheme.versions),
        not_in_force=all_of(scheme.not_in_force),
        conditions=all_of(scheme.conditions),
        payments=all_of(scheme.payments),
        warnings=all_of(scheme.warnings),
        amounts={name: all_of(values) for name, values in scheme.amounts.items()},
    )


# --- catching them --------------------------------------------------------------------------------------------------


def try_mutants(scheme: Scheme, cases: Sequence[Case], book: Book, prover: Prover) -> list[Tried]:
    """The fate of every mutant of a scheme."""
    people = [KnownPerson(case, scheme, book) for case in cases]
    return [_fate(mutant, scheme, people, book, prover) for mutant in mutants_of(scheme, book)]


def _fate(mutant: Mutant, scheme: Scheme, people: Sequence[KnownPerson], book: Book, prover: Prover) -> Tried:
    unsure = []
    for person in people:
        noticed = _noticed(mutant.scheme, person)
        if noticed:
            return Tried(scheme.id, mutant.id, Fate.CAUGHT, person.case.id)
        if noticed is None:
            unsure.append(person)
    alone = book.with_only(mutant.scheme)
    for person in unsure:
        touched = _touched(mutant.scheme, scheme, person.case.on)
        if touched is None or (touched and _wrong(alone, person.case)):
            return Tried(scheme.id, mutant.id, Fate.CAUGHT, person.case.id)
    try:
        somebody = difference(scheme, mutant.scheme, prover)
    except CannotBeProved as error:
        return Tried(scheme.id, mutant.id, Fate.SURVIVED, None, None, str(error))
    return Tried(scheme.id, mutant.id, Fate.SAME if somebody is None else Fate.SURVIVED, None, somebody)


def _wrong(alone: Book, case: Case) -> bool:
    # What would help is not looked at: a mutant must change what somebody gets.
    told = {name: value for name, value in case.expected.items() if name not in ("vanaf", "wijzig")}
    return bool(try_case(alone, replace(case, expected=told)))


def _touched(mutant: Scheme, scheme: Scheme, day: date) -> bool | None:
    """Whether the two say something else on a day; None if the mutant lacks an amount or a payment on that day."""
    if state(mutant, day) != state(scheme, day):
        return True
    try:
        return rule_on(mutant, day) != rule_on(scheme, day)
    except (KeyError, StopIteration):
        return None


def _noticed(scheme: Scheme, person: KnownPerson) -> bool | None:
    """Whether a case comes out otherwise than expected, as far as that can be seen quickly; None: look closer."""
    day, expected = person.case.on, person.case.expected
    now = state(scheme, day)
    if now != "van-kracht":
        return "uitkomst" in expected and expected["uitkomst"] != now
    try:
        return _noticed_in(scheme, person.at(scheme.amounts_on(day)), expected)
    except (KeyError, StopIteration):
        # An amount or a payment is gone on this day: nobody can be told anything.
        return True


def _noticed_in(scheme: Scheme, person: KnownPerson, expected: Mapping[str, Any]) -> bool | None:
    day = person.case.on
    conditions = [c for c in of_day(scheme.conditions, day) if c.node is not None]
    truths = {c.id: person.truth(c.node, c) for c in conditions if c.node is not None and not _asks_a_body(c)}
    outcome = "nee" if False in truths.values() else None
    if outcome is None and None not in truths.values() and len(truths) == len(conditions):
        outcome = "ja"
    if outcome is not None and expected.get("uitkomst", outcome) != outcome:
        return True
    told: Any = expected.get("voorwaarden") or {}
    for name, truth in truths.items():
        if truth is not None and told.get(name) in ("ja", "nee") and told[name] != ("ja" if truth else "nee"):
            return True
    amount: Any = expected.get("bedrag")
    if outcome == "ja" and isinstance(amount, dict) and amount["min"] == amount["max"]:
        total = _paid_to(next(iter(of_day(scheme.payments, day))), person)
        if total is not None and total != amount["max"]:
            return True
    settled = outcome is not None and "hangtAfVan" not in expected and "bedrag" not in expected and not told
    return False if settled else None


def _asks_a_body(condition: Condition) -> bool:
    assert condition.node is not None
    return any(step.op == "open" for step in condition.node.walk())


def _paid_to(payment: Payment, person: KnownPerson) -> int | None:
    for when, total in payment.cases:
        chosen = True if when is None else person.truth(when)
        if chosen is None:
            return None
        if chosen:
            found = person.value(total)
            return None if found is None else int(Fraction(found) // 1)
    return None
