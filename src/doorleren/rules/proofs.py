# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is proved of every scheme, for everybody who can be and for every day of its life.

Somebody can have it; no condition is dead or follows from the others; versions leave no unexplained gap; two schemes
that exclude each other say so on both sides; amounts are never negative and never above the costs they cover, nor
above what the scheme and others may pay together; a version that is said to be wider than the one before it is.

Knows: what has to be proved, and how each proof is put to the solver.
Leaves: formulas (`symbolic`), reasons written down for what stays open (`reasons`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import z3

from ..basics.finding import FactValue
from .book import Book
from .expression import Node
from .facts import FactBook, Kind
from .scheme import Condition, Scheme, Span, SumCap, Unknown
from .sum_caps import cap_name
from .symbolic import CannotBeProved, DayRule, World, all_hold, paid, rule_on, stretches

_STEPS: Final = 100_000_000


class Verdict(StrEnum):
    """How a proof ended: proved, refuted (with a counterexample), or not finished."""

    CLOSED = "gesloten"
    REFUTED = "weerlegd"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person on a day: a witness that something can be, or a counterexample."""

    on: date
    facts: dict[str, FactValue]


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof: of what, about which part, how it ended, and who shows it."""

    scheme: str
    of: str
    part: str
    verdict: Verdict
    somebody: Somebody | None = None
    why: str = ""

    @property
    def id(self) -> str:
        """The name by which a reason refers to this proof."""
        return f"{self.of}:{self.part}" if self.part else self.of


class Prover:
    """Puts questions about schemes to the solver.

    It may take so many `steps` for each, about ten million in a second; counted in steps and not in time, a busy
    machine finds the same.
    """

    def __init__(self, facts: FactBook, steps: int = _STEPS) -> None:
        self._facts, self._steps = facts, steps

    def find(self, world: World, *formulas: Any) -> Somebody | None:
        """Somebody for whom all formulas hold; None if there is nobody.

        Raises CannotBeProved where the solver did not finish in so many steps.
        """
        solver = z3.Solver()
        solver.set("rlimit", self._steps)
        solver.add(*formulas)
        # What is asked about may still add what its facts can be, so the world comes last.
        solver.add(*world.rules)
        found = solver.check()
        if found == z3.unknown:
            raise CannotBeProved(f"not finished in {self._steps // 1_000_000} million steps")
        return Somebody(*world.person(solver.model())) if found == z3.sat else None

    def world(self, first: date, until: date | None, *rules: DayRule) -> World:
        """Everybody who can be, on the days from `first` to `until`."""
        return World(self._facts, first, until, [node for rule in rules for node in rule.nodes])


def prove_scheme(prover: Prover, book: Book, scheme: Scheme) -> Iterator[Proof]:
    """Every proof about one scheme."""
    lives = [(first, until, rule) for first, until in stretches([scheme]) if (rule := rule_on(scheme, first))]
    yield from _can_be_had(prover, scheme, lives)
    yield from _conditions_matter(prover, scheme, lives)
    yield from _no_gaps(scheme)
    yield from _both_sides(book, scheme)
    yield from _amounts_fit(prover, book, scheme, lives)
    yield from _under_caps(prover, scheme, lives)
    yield from _wider(prover, scheme)


_A_YEAR: Final = timedelta(days=365)

_Life = tuple[date, date | None, DayRule]


def _can_be_had(prover: Prover, scheme: Scheme, lives: Sequence[_Life]) -> Iterator[Proof]:
    """In each version there is somebody who gets it; if it can be somebody of these years, then such a one is shown."""
    for version in scheme.versions:
        inside = [life for life in lives if _within(life[0], version)]
        soon = scheme.checked_on + _A_YEAR if scheme.checked_on else date.max
        near = [(first, min(until or soon, soon), rule) for first, until, rule in inside if first < soon]
        yield _search(prover, scheme, "te-krijgen", str(version.first), [*near, *inside], all_hold)


def _conditions_matter(prover: Prover, scheme: Scheme, lives: Sequence[_Life]) -> Iterator[Proof]:
    """For each condition there is somebody whom it alone sends away."""
    for condition in scheme.conditions:
        inside = [life for life in lives if any(c is condition for c, _ in life[2].conditions)]

        def alone(world: World, rule: DayRule, one: Condition = condition) -> Any:
            node = next(node for c, node in rule.conditions if c is one)
            return z3.And(z3.Not(world.holds(one, node)), all_hold(world, rule, but=one))

        yield _search(prover, scheme, "voorwaarde-telt", _part(condition), inside, alone)


def _part(condition: Condition) -> str:
    return f"{condition.id}@{condition.first}" if condition.first else condition.id


def _within(day: date, span: Span | SumCap) -> bool:
    return (span.first is None or span.first <= day) and (span.until is None or day < span.until)


def _search(prover: Prover, scheme: Scheme, of: str, part: str, lives: Sequence[_Life], wanted: Any) -> Proof:
    """A proof that somebody exists: closed with the first who does, refuted if there is nobody in any stretch."""
    why = ""
    for first, until, rule in lives:
        try:
            world = prover.world(first, until, rule)
            somebody = prover.find(world, wanted(world, rule))
        except CannotBeProved as error:
            why = str(error)
            continue
        if somebody is not None:
            return Proof(scheme.id, of, part, Verdict.CLOSED, somebody)
    return Proof(scheme.id, of, part, Verdict.OPEN if why else Verdict.REFUTED, None, why)


def _nobody(prover: Prover, scheme: Scheme, of: str, part: str, lives: Sequence[_Life], wanted: Any) -> Proof:
    """A proof that nobody exists: refuted with the first who does."""
    why = ""
    for first, until, rule in lives:
        try:
            world = prover.world(first, until, rule)
            formula = wanted(world, rule)
            somebody = prover.find(world, formula) if formula is not None else None
        except CannotBeProved as error:
            why = str(error)
            continue
        if somebody is not None:
            return Proof(scheme.id, of, part, Verdict.REFUTED, somebody)
    return Proof(scheme.id, of, part, Verdict.OPEN if why else Verdict.CLOSED, None, why)


def _no_gaps(scheme: Scheme) -> Iterator[Proof]:
    """Between what is known there are no days of which nothing is said, unless `not_known` says why."""
    spans: list[Span | Unknown] = [*scheme.versions, *scheme.not_in_force, *scheme.not_known]
    known = sorted(spans, key=lambda span: span.first or date.min)
    for one, other in pairwise(known):
        gap = one.until is not None and other.first is not None and one.until < other.first
        verdict = Verdict.REFUTED if gap else Verdict.CLOSED
        somebody = Somebody(one.until, {}) if gap and one.until else None
        yield Proof(scheme.id, "geen-gat", str(other.first), verdict, somebody)


def _both_sides(book: Book, scheme: Scheme) -> Iterator[Proof]:
    """Who excludes another scheme is excluded by it too."""
    for relation in scheme.relations:
        if relation.kind == "excludes":
            other = book.schemes.get(relation.scheme)
            told = other is not None and any(r.kind == "excludes" and r.scheme == scheme.id for r in other.relations)
            yield Proof(scheme.id, "sluit-uit", relation.scheme, Verdict.CLOSED if told else Verdict.REFUTED)


def _amounts_fit(prover: Prover, book: Book, scheme: Scheme, lives: Sequence[_Life]) -> Iterator[Proof]:
    """What is paid is never below nothing and never above the costs that it covers."""
    for payment in scheme.payments:
        inside = [life for life in lives if life[2].payment is payment and life[2].cases]
        if not inside:
            continue
        part = str(payment.first or "")

        def below(world: World, rule: DayRule) -> Any:
            total = paid(world, rule)
            return z3.And(all_hold(world, rule), total.over < 0) if total is not None else None

        def above(world: World, rule: DayRule) -> Any:
            total = paid(world, rule)
            covered = [world.number(Node("fact", name=name)).over for name in rule.payment.covers]
            return z3.And(all_hold(world, rule), total.over > z3.Sum(*covered)) if total is not None else None

        if all(_never_below_nothing(total, book.facts) for life in inside for _, total in life[2].cases):
            yield Proof(scheme.id, "nooit-negatief", part, Verdict.CLOSED)
        else:
            yield _nobody(prover, scheme, "nooit-negatief", part, inside, below)
        if payment.covers:
            yield _nobody(prover, scheme, "nooit-boven-de-kosten", part, inside, above)


def _under_caps(prover: Prover, scheme: Scheme, lives: Sequence[_Life]) -> Iterator[Proof]:
    """Alone a scheme is never above what it and others may pay together."""
    for cap in scheme.caps:
        inside = [life for life in lives if _within(life[0], cap) and life[2].cases]
        limits = {id(rule): scheme.amounts_on(first)[cap.limit] for first, _, rule in inside}

        def above(world: World, rule: DayRule, cap: SumCap = cap, limits: dict[int, Any] = limits) -> Any:
            total, limit = paid(world, rule), Fraction(limits[id(rule)])
            assert total is not None
            costs = world.number(Node("fact", name=cap.of)).over if cap.of else 1
            return z3.And(all_hold(world, rule), total.over * limit.denominator > limit.numerator * costs)

        if inside:
            yield _nobody(prover, scheme, "nooit-boven-het-plafond", cap_name(cap), inside, above)


def _never_below_nothing(node: Node, book: FactBook) -> bool:
    """Whether the form of a sum alone shows that it is never negative; False where it takes more to see that."""
    if node.op == "value":
        return isinstance(node.value, (int, Fraction)) and node.value >= 0
    if node.op == "fact":
        return book.facts[node.name].kind is Kind.GELD or _bound_of(node, book) >= 0
    signs = [_never_below_nothing(arg, book) for arg in node.args]
    if node.op == "max":
        return any(signs)
    return node.op in ("+", "*", "/", "min") and all(signs)


def _bound_of(node: Node, book: FactBook) -> int:
    low = book.facts[node.name].low
    return low.value if low is not None and isinstance(low.value, int) else -1


def _wider(prover: Prover, scheme: Scheme) -> Iterator[Proof]:
    """Who had something under the version before one that is said to be wider has it still, and as much."""
    for version in scheme.versions:
        if not version.wider or version.first is None:
            continue
        day = version.first
        before, after = rule_on(scheme, day - timedelta(days=1)), rule_on(scheme, day)
        if before is None or after is None:
            yield Proof(scheme.id, "ruimer", str(day), Verdict.REFUTED, None, "there is no version before it")
            continue
        yield _loses(prover, scheme, day, _without_windows(before), _without_windows(after))


def _without_windows(rule: DayRule) -> DayRule:
    """The rule on a day on which one can apply."""
    return DayRule(tuple((c, n) for c, n in rule.conditions if not c.windows), rule.payment, rule.cases)


def _loses(prover: Prover, scheme: Scheme, day: date, before: DayRule, after: DayRule) -> Proof:
    """Somebody who had more before; the same person, asked on the same day under both rules."""
    try:
        world = prover.world(day, day + timedelta(days=1), before, after)
        less = z3.Not(all_hold(world, after))
        sums = paid(world, before), paid(world, after)
        if sums[0] is not None and sums[1] is not None:
            less = z3.Or(less, sums[1].over < sums[0].over)
        loser = prover.find(world, all_hold(world, before), less)
    except CannotBeProved as error:
        return Proof(scheme.id, "ruimer", str(day), Verdict.OPEN, None, str(error))
    return Proof(scheme.id, "ruimer", str(day), Verdict.REFUTED if loser else Verdict.CLOSED, loser)
