# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules as formulas for a solver, so that something can be proved about every person and every day at once.

Facts are unknowns, and so is the day (`op`) within a stretch of days on which nothing in the rule changes. Days are
triples (year, month, day), sums are whole numbers over one divisor: nothing is rounded and nothing is sampled.

Knows: how facts, days, expressions and what cannot go together become formulas, and a solution a person again.
Leaves: what is asked of the solver (`proofs`, `mutants`).
"""

from calendar import isleap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, Final

import z3

from ..basics import Period
from ..basics.finding import FactValue
from .cells import NO_CEILING, Atom, FactCells
from .expression import COMPARISONS, Node
from .facts import Fact, FactBook, Kind, Plain
from .meaning import facts_in, work_out
from .scheme import Condition, Payment, Scheme, Span, of_day

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_LATEST: Final = date(_LAST_YEAR, 12, 31)
_BEFORE_MONTH: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


class CannotBeProved(Exception):
    """A rule asks something that has no formula here; the proof stays open, with this as its reason."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, known or unknown: year, month and day of the month, each a number or an unknown."""

    year: Any
    month: Any
    day: Any
    leap: Any

    @property
    def key(self) -> Any:
        """A number that rises with the days."""
        return self.year * 512 + self.month * 32 + self.day

    @property
    def ordinal(self) -> Any:
        """The number of days since the beginning of the calendar."""
        past = self.year - 1
        leap = z3.If(z3.And(self.leap, self.month > 2), 1, 0)
        before: Any = z3.IntVal(_BEFORE_MONTH[11])
        for month in range(11, 0, -1):
            before = z3.If(self.month == month, _BEFORE_MONTH[month - 1], before)
        return 365 * past + past / 4 - past / 100 + past / 400 + before + leap + self.day


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number: a whole number or unknown, over a divisor above zero."""

    over: Any
    divisor: int = 1

    def scaled(self, divisor: int) -> Any:
        """What stands above a divisor that is a multiple of this one."""
        return self.over * (divisor // self.divisor)

    @property
    def floor(self) -> Any:
        """Rounded down to a whole number."""
        return self.over if self.divisor == 1 else _whole(self.over) / self.divisor


def _whole(value: Any) -> Any:
    return z3.IntVal(value) if isinstance(value, int) else value


def day_of(value: date) -> Day:
    """A known day."""
    parts = (z3.IntVal(value.year), z3.IntVal(value.month), z3.IntVal(value.day))
    return Day(*parts, z3.BoolVal(isleap(value.year)))


def _days_in(month: Any, leap: Any) -> Any:
    short = z3.Or(month == 4, month == 6, month == 9, month == 11)
    return z3.If(month == 2, z3.If(leap, 29, 28), z3.If(short, 30, 31))


class World:
    """Everybody who can be, on any day of one stretch."""

    def __init__(self, book: FactBook, first: date, until: date | None, nodes: Iterable[Node] = ()) -> None:
        """`nodes` are all rules that will be asked about: the codes they name are the codes that are told apart."""
        self._book, self.first = book, first
        self.rules: list[Any] = []
        self._facts: dict[str, Any] = {}
        self._codes: dict[str, FactCells] = {}
        self._opens: dict[str, Any] = {}
        self._fresh = 0
        last = until or _LATEST
        self.op = self._unknown_day("op")
        self.rules += [self.op.key >= day_of(first).key]
        self.rules += [self.op.key < day_of(last).key if until else self.op.key <= day_of(last).key]
        nodes = list(nodes)
        self._cut_codes(nodes)
        for one in self._touching(frozenset(name for node in nodes for name in facts_in(node))):
            self.rules.append(z3.Not(self.truth(one)))

    def _touching(self, names: frozenset[str]) -> list[Node]:
        """What cannot go together and bears on these facts, directly or by way of others."""
        found: list[Node] = []
        while True:
            more = [i for i in self._book.impossible if i.facts & names and i.condition not in found]
            if not more:
                return found
            found += [i.condition for i in more]
            names = names.union(*(i.facts for i in more))

    # facts ---------------------------------------------------------------------------------------------------------

    def _unknown_day(self, name: str) -> Day:
        year, month = z3.Int(f"{name}.year"), z3.Int(f"{name}.month")
        day = Day(year, month, z3.Int(f"{name}.day"), self._leap(year))
        self.rules += [month >= 1, month <= 12, day.day >= 1, day.day <= _days_in(month, day.leap)]
        self.rules += [year >= _FIRST_YEAR - 100, year <= _LAST_YEAR + 100]
        return day

    def _divided(self, number: Any, by: int) -> tuple[Any, Any]:
        """How often it goes in, and what is left: two unknowns, which a solver handles better than a division."""
        self._fresh += 1
        quotient, rest = z3.Int(f"times.{self._fresh}"), z3.Int(f"rest.{self._fresh}")
        self.rules += [number == by * quotient + rest, rest >= 0, rest < by]
        return quotient, rest

    def _leap(self, year: Any) -> Any:
        """Whether a year between 1800 and 2299 has a 29 February."""
        _, rest = self._divided(year, 4)
        return z3.And(rest == 0, *(year != century for century in (1800, 1900, 2100, 2200)))

    def _fact(self, name: str) -> Any:
        found = self._facts.get(name)
        if found is None:
            fact = self._book.facts[name]
            found = self._facts[name] = self._unknown(fact)
            if fact.part_of is not None:
                self.rules.append(found.over <= self._fact(fact.part_of).over)
        return found

    def _unknown(self, fact: Fact) -> Any:
        if fact.kind is Kind.JA_NEE:
            return z3.Bool(fact.name)
        if fact.kind is Kind.VERZAMELING:
            members = {value: z3.Bool(f"{fact.name}.{value}") for value in fact.values}
            if not fact.may_be_empty:
                self.rules.append(z3.Or(*members.values()))
            return members
        if fact.kind is Kind.DATUM:
            day = self._unknown_day(fact.name)
            low = self._day(fact.low) if fact.low is not None else day_of(date(_FIRST_YEAR, 1, 1))
            high = self._day(fact.high) if fact.high is not None else day_of(_LATEST)
            self.rules += [day.key >= low.key, day.key <= high.key]
            return day
        number = z3.Int(fact.name)
        if fact.kind in (Kind.EEN_VAN, Kind.LADDER):
            low_high: tuple[int, int] = (0, len(fact.values) - 1)
        elif fact.kind is Kind.CODE:
            low_high = (0, len(self._codes[fact.name].representatives) - 1)
        else:
            bounds = [_bound(fact.low, 0), _bound(fact.high, 100 if fact.kind is Kind.PERCENTAGE else NO_CEILING)]
            low_high = (bounds[0], bounds[1])
        self.rules += [number >= low_high[0], number <= low_high[1]]
        return Number(number) if fact.kind not in (Kind.EEN_VAN, Kind.CODE) else number

    def _cut_codes(self, nodes: Sequence[Node]) -> None:
        """Codes (a municipality, a sector) are told apart as far as some rule does."""
        leaves: dict[str, dict[str, Node]] = {}
        named = frozenset(name for node in nodes for name in facts_in(node))
        for node in [*nodes, *self._touching(named)]:
            for leaf in node.walk():
                names = [step.name for step in leaf.walk() if step.op == "fact"]
                if leaf.op in (*COMPARISONS, "in", "under") and len(names) == 1:
                    fact = self._book.facts[names[0]]
                    if fact.kind is Kind.CODE:
                        leaves.setdefault(fact.name, {})[str(leaf)] = leaf
        for name, found in leaves.items():
            atoms = [Atom(0, leaf) for leaf in found.values()]
            tables = dict(self._book.tables)
            self._codes[name] = FactCells(self._book.facts[name], 0, self.first, atoms, [], tables)

    # expressions ---------------------------------------------------------------------------------------------------

    def truth(self, node: Node) -> Any:
        """A condition, with its amounts filled in, as a formula."""
        op = node.op
        if op == "value":
            return z3.BoolVal(node.value is True)
        if op == "fact":
            return self._fact(node.name)
        if op == "open":
            return self._opens.setdefault(node.name, z3.Bool(f"open.{node.name}"))
        if op in ("and", "or"):
            parts = [self.truth(arg) for arg in node.args]
            return z3.And(*parts) if op == "and" else z3.Or(*parts)
        if op == "not":
            return z3.Not(self.truth(node.args[0]))
        if op in ("has", "overlaps", "within", "is empty"):
            return self._about_a_set(node)
        if op in (*COMPARISONS, "in", "under"):
            return self._compared(node)
        raise CannotBeProved(f"«{node}»")

    def _about_a_set(self, node: Node) -> Any:
        members = self._fact(node.args[0].name)
        items: Any = node.args[1].value if len(node.args) > 1 else ()
        if node.op in ("has", "overlaps"):
            return z3.Or(*(members[item] for item in items))
        return z3.And(*(z3.Not(one) for value, one in members.items() if value not in items))

    def _compared(self, node: Node) -> Any:
        names = [step.name for step in node.walk() if step.op == "fact"]
        fact = self._book.facts[names[0]] if names else None
        if fact is not None and fact.kind is Kind.CODE:
            if any(step.op == "table" for step in node.walk()):
                raise CannotBeProved(f"«{node}» (a table that changes over the years)")
            cells = self._codes[fact.name]
            holding = [n for n, one in enumerate(cells.representatives) if cells._holds(node, one) is True]
            return z3.Or(*(self._fact(fact.name) == n for n in holding))
        if fact is not None and fact.kind is Kind.EEN_VAN:
            wanted: Any = node.args[1].value
            items = wanted if node.op == "in" else (wanted,)
            found = z3.Or(*(self._fact(fact.name) == fact.values.index(item) for item in items))
            return z3.Not(found) if node.op == "!=" else found
        if fact is not None and fact.kind is Kind.JA_NEE:
            left, right = (self.truth(arg) for arg in node.args)
            return left == right if node.op == "=" else left != right
        if node.op == "in":
            number = self.number(node.args[0])
            values: Any = node.args[1].value
            return z3.Or(*(number.over == value * number.divisor for value in values))
        left, right = (self._ordered(arg) for arg in node.args)
        if isinstance(left, Day) != isinstance(right, Day):
            raise CannotBeProved(f"«{node}»")
        if isinstance(left, Day):
            return _order(node.op, left.key, right.key)
        common = lcm(left.divisor, right.divisor)
        return _order(node.op, _whole(left.scaled(common)), _whole(right.scaled(common)))

    def _ordered(self, node: Node) -> Any:
        return self._day(node) if self._is_day(node) else self.number(node)

    def _is_day(self, node: Node) -> bool:
        if node.op == "value":
            return isinstance(node.value, date)
        if node.op == "fact":
            return self._book.facts[node.name].kind is Kind.DATUM
        return node.op in ("op", "start_of_year") or (node.op in "+-" and self._is_day(node.args[0]))

    def _day(self, node: Node) -> Day:
        if node.op == "op":
            return self.op
        if node.op == "value":
            value: Any = node.value
            return day_of(value)
        if node.op == "fact":
            found: Day = self._fact(node.name)
            return found
        day = self._day(node.args[0])
        if node.op == "start_of_year":
            return Day(day.year, z3.IntVal(1), z3.IntVal(1), day.leap)
        period: Any = node.args[1].value
        return self._shifted(day, -period if node.op == "-" else period)

    def _shifted(self, day: Day, period: Period) -> Day:
        if period.months:
            year, month = self._divided(day.year * 12 + day.month - 1 + period.months, 12)
            # A whole number of years keeps the month, and the solver need not find that out.
            if period.months % 12 == 0:
                year, month = day.year + period.months // 12, day.month - 1
            leap = self._leap(year)
            last = _days_in(month + 1, leap)
            day = Day(year, month + 1, z3.If(day.day > last, last, day.day), leap)
        if period.days:
            self._fresh += 1
            after = self._unknown_day(f"shift.{self._fresh}")
            self.rules.append(after.ordinal == day.ordinal + period.days)
            day = after
        return day

    def number(self, node: Node) -> Number:
        """A sum or a count, with its amounts filled in, exactly."""
        if node.op == "value":
            value = Fraction(node.value)  # type: ignore[arg-type]
            return Number(value.numerator, value.denominator)
        if node.op == "fact":
            found: Number = self._fact(node.name)
            return found
        if node.op in ("years_between", "months_between"):
            return Number(_between(node.op, *(self._day(arg) for arg in node.args)))
        parts = [self.number(arg) for arg in node.args]
        if node.op == "*":
            return Number(parts[0].over * parts[1].over, parts[0].divisor * parts[1].divisor)
        if node.op == "/":
            by = Fraction(node.args[1].value)  # type: ignore[arg-type]
            return Number(parts[0].over * by.denominator, parts[0].divisor * by.numerator)
        common = lcm(*(part.divisor for part in parts))
        overs = [part.scaled(common) for part in parts]
        if node.op in ("+", "-"):
            return Number(overs[0] + overs[1] if node.op == "+" else overs[0] - overs[1], common)
        if node.op not in ("min", "max"):
            raise CannotBeProved(f"«{node}»")
        best = _whole(overs[0])
        for other in map(_whole, overs[1:]):
            best = z3.If(other < best if node.op == "min" else other > best, other, best)
        return Number(best, common)

    # rules ---------------------------------------------------------------------------------------------------------

    def holds(self, condition: Condition, node: Node) -> Any:
        """A condition of a scheme, with its amounts filled in; a window depends on the day."""
        return self.truth_with_windows(node, condition.windows)

    def truth_with_windows(self, node: Node, windows: Sequence[Span]) -> Any:
        if node.op == "window":
            return z3.Or(*(self._within(span) for span in windows))
        if node.op in ("and", "or", "not"):
            parts = [self.truth_with_windows(arg, windows) for arg in node.args]
            return {"and": z3.And, "or": z3.Or, "not": z3.Not}[node.op](*parts)
        return self.truth(node)

    def _within(self, span: Span) -> Any:
        parts = [self.op.key >= day_of(span.first).key] if span.first else []
        parts += [self.op.key < day_of(span.until).key] if span.until else []
        return z3.And(*parts)

    # solutions -----------------------------------------------------------------------------------------------------

    def person(self, model: Any) -> tuple[date, dict[str, FactValue]]:
        """A solution as a day and a profile: every fact that was asked about."""
        facts = {name: self._book.facts[name].given(self._value(name, model)) for name in self._facts}
        return self._date(self.op, model), facts

    def _value(self, name: str, model: Any) -> Plain:
        fact, unknown = self._book.facts[name], self._facts[name]
        if fact.kind is Kind.JA_NEE:
            return bool(z3.is_true(model.eval(unknown, model_completion=True)))
        if fact.kind is Kind.VERZAMELING:
            return frozenset(v for v, one in unknown.items() if z3.is_true(model.eval(one, model_completion=True)))
        if fact.kind is Kind.DATUM:
            return self._date(unknown, model).toordinal()
        number = unknown.over if isinstance(unknown, Number) else unknown
        found = model.eval(number, model_completion=True).as_long()
        if fact.kind is Kind.EEN_VAN:
            return fact.values[int(found)]
        return self._codes[name].representatives[int(found)] if fact.kind is Kind.CODE else int(found)

    @staticmethod
    def _date(day: Day, model: Any) -> date:
        year, month, number = (
            model.eval(part, model_completion=True).as_long() for part in (day.year, day.month, day.day)
        )
        return date(year, month, number)


def _order(op: str, left: Any, right: Any) -> Any:
    steps: Mapping[str, Any] = {
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
        "=": lambda: left == right,
        "!=": lambda: left != right,
    }
    return steps[op]()


def _between(op: str, first: Day, last: Day) -> Any:
    if op == "years_between":
        early = z3.Or(last.month < first.month, z3.And(last.month == first.month, last.day < first.day))
        return last.year - first.year - z3.If(early, 1, 0)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - z3.If(last.day < first.day, 1, 0)


def _bound(node: Node | None, default: int) -> int:
    return default if node is None else int(node.value)  # type: ignore[arg-type]


def stretches(schemes: Sequence[Scheme], first: date = date(2000, 1, 1)) -> list[tuple[date, date | None]]:
    """The days from `first` on, cut wherever a version, condition, amount or payment of one of these changes."""
    edges = {first}
    for scheme in schemes:
        parts: list[Any] = [*scheme.versions, *scheme.not_in_force, *scheme.conditions, *scheme.payments, *scheme.caps]
        parts += [value for values in scheme.amounts.values() for value in values]
        edges |= {edge for part in parts for edge in (part.first, part.until) if edge is not None and edge > first}
    ordered = sorted(edges)
    return list(zip(ordered, [*ordered[1:], None], strict=True))


def filled(node: Node, amounts: Mapping[str, Any]) -> Node:
    """The expression with its amounts filled in; the day stays open."""
    if node.op == "amount":
        return Node("value", value=amounts[node.name], at=node.at)
    if not node.args:
        return node
    args = tuple(filled(arg, amounts) for arg in node.args)
    done = replace(node, args=args)
    if node.op != "table" and all(arg.op == "value" for arg in args):
        return Node("value", value=work_out(done, lambda _: None), at=node.at)
    return done


@dataclass(frozen=True, slots=True)
class DayRule:
    """What a scheme asks and pays in a stretch of days, with its amounts filled in."""

    conditions: tuple[tuple[Condition, Node], ...]
    payment: Payment
    cases: tuple[tuple[Node | None, Node], ...]

    @property
    def nodes(self) -> list[Node]:
        """Every rule and sum."""
        return [node for _, node in self.conditions] + [n for case in self.cases for n in case if n is not None]


def rule_on(scheme: Scheme, day: date) -> DayRule | None:
    """The rule of a scheme on a day; None if we hold no version for it."""
    if scheme.version_on(day) is None:
        return None
    amounts = scheme.amounts_on(day)
    conditions = [(c, filled(c.node, amounts)) for c in of_day(scheme.conditions, day) if c.node is not None]
    payment = next(iter(of_day(scheme.payments, day)))
    cases = [(filled(w, amounts) if w is not None else None, filled(total, amounts)) for w, total in payment.cases]
    return DayRule(tuple(conditions), payment, tuple(cases))


def all_hold(world: World, rule: DayRule, but: Condition | None = None) -> Any:
    """Every condition holds, those that a body judges too; `but` one may be left out."""
    return z3.And(*(world.holds(c, node) for c, node in rule.conditions if c is not but))


def paid(world: World, rule: DayRule) -> Number | None:
    """What is paid, in whole cents; None for help in kind."""
    if not rule.cases:
        return None
    *firsts, last = rule.cases
    total = _whole(world.number(last[1]).floor)
    for when, amount in reversed(firsts):
        assert when is not None
        total = z3.If(world.truth(when), _whole(world.number(amount).floor), total)
    return Number(total)
