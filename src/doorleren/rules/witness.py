# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody for whom a difference between two versions makes a difference – or nobody, and then surely nobody.

Both versions are tried on one and the same day, so that nobody is older under the new rule than under the old one,
and with their windows open, except where the difference is in the window itself. Four rules stand beside each other:
old, new, old with only this part new, new with only this part old. Their decision diagram over the same cells says
who gets another answer; sums are compared at every point where they can bend.

Knows: how such a person is found, made as small as can be, and asked again in each version by itself.
Leaves: what the differences are (`differences`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, product
from math import floor
from typing import Any, Final

from ..basics import Amount, Outcome
from ..basics.finding import FactValue
from .cells import FALSE, NO_CEILING, TRUE, FactCells
from .checks import Both, Check, Constant, Either, Exact, Opposite, States, decided
from .day import DayRules
from .differences import Difference, How, Part, Version, exchanged, frozen
from .expression import Node
from .facts import FactBook, Kind, Plain
from .meaning import facts_in, work_out
from .profile import Profile, contradictions

_OLD, _NEW, _ONLY, _WITHOUT = "was", "wordt", "was-met", "wordt-zonder"
_MOST_POINTS: Final = 3
_MOST_LINES: Final = 1_000
_TELLS_NOTHING: Final = (False, -1)


_Line = tuple[tuple[tuple[str, Fraction], ...], Fraction]
"""A sum without bends: so much per fact, and so much apart from that."""
_Point = dict[str, int]


class Sought(StrEnum):
    """How a search ended."""

    FOUND = "gevonden"
    NOBODY = "niemand"
    NOT_PROVED = "niet-bewezen"


@dataclass(frozen=True, slots=True)
class Told:
    """What one version says to the witness."""

    outcome: Outcome
    amount: Amount | None
    per: str | None


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody, and what both versions say to them.

    `alone`: what the old version says with only this part changed, and the new version with only this part put back.
    """

    facts: Mapping[str, FactValue]
    old: Told
    new: Told
    alone: tuple[Told, Told]

    @property
    def turns(self) -> bool:
        """Whether the two versions themselves differ for this person; else another difference makes up for it."""
        return self.old != self.new


def find_witness(
    facts: FactBook, old: Version, new: Version, difference: Difference, day: date
) -> tuple[Sought, Witness | None]:
    """The smallest profile for which this difference changes the outcome or the amount."""
    if not difference.part.decides or difference.how is How.SOURCE:
        return Sought.NOBODY, None
    try:
        search = _Search(facts, old, new, difference, day)
    except (TypeError, AttributeError, ZeroDivisionError):
        # One part of a version cannot always be put into the other, such as a limit in years beside one in euros.
        return Sought.NOT_PROVED, None
    return search.result()


class _Search:
    """Four rules on one day, and the search for somebody between them."""

    def __init__(self, facts: FactBook, old: Version, new: Version, difference: Difference, day: date) -> None:
        versions = {
            _OLD: old,
            _NEW: new,
            _ONLY: exchanged(old, new, difference, forwards=True),
            _WITHOUT: exchanged(new, old, difference, forwards=False),
        }
        spare = {**old.amounts, **new.amounts}
        self._schemes = {
            name: frozen(version, name, day, spare, _windows(name, old, new, difference))
            for name, version in versions.items()
        }
        self._day = day
        self._rules = DayRules(facts, self._schemes.values(), day)
        # Each again by itself, so that whoever was found is asked anew.
        self._alone = {name: DayRules(facts, [scheme], day) for name, scheme in self._schemes.items()}
        self._unproved = False

    def result(self) -> tuple[Sought, Witness | None]:
        """Clear persons first: a yes that becomes a no; then another amount; then who sees no difference in the end."""
        because = Either([self._differ(_OLD, _ONLY), self._differ(_WITHOUT, _NEW)])
        clear = [
            # Exactly this: yes with the old part in either version, no with the new part, or the other way round.
            Both([self._must(_OLD), self._must(_WITHOUT), Opposite(self._can(_NEW)), Opposite(self._can(_ONLY))]),
            Both([Opposite(self._can(_OLD)), Opposite(self._can(_WITHOUT)), self._must(_NEW), self._must(_ONLY)]),
            Both([because, self._must(_OLD), Opposite(self._can(_NEW))]),
            Both([because, Opposite(self._can(_OLD)), self._must(_NEW)]),
            Both([because, self._differ(_OLD, _NEW)]),
        ]
        for goal in clear:
            if (person := self._person(goal)) is not None:
                return Sought.FOUND, self._smallest(person, amounts_too=False)
        paid_otherwise = max(self._people_with_another_amount(), key=self._telling, default=None)
        if paid_otherwise is not None and self._telling(paid_otherwise) > _TELLS_NOTHING:
            return Sought.FOUND, self._smallest(paid_otherwise, amounts_too=True)
        if (person := self._person(because)) is not None:
            return Sought.FOUND, self._smallest(person, amounts_too=False)
        if paid_otherwise is not None:
            return Sought.FOUND, self._smallest(paid_otherwise, amounts_too=True)
        return (Sought.NOT_PROVED if self._unproved else Sought.NOBODY), None

    # outcomes ------------------------------------------------------------------------------------------------------

    def _can(self, name: str) -> Check:
        """True for whom this version can say yes, once everybody who must decide has said yes."""
        return Both([decided(one.check, TRUE, len(self._rules.names)) for one in self._rules.by_id[name].conditions])

    def _must(self, name: str) -> Check:
        """True for whom this version says yes whatever others decide."""
        return Both([decided(one.check, FALSE, len(self._rules.names)) for one in self._rules.by_id[name].conditions])

    def _differ(self, one: str, other: str) -> Check:
        return Either([_unlike(self._can(one), self._can(other)), _unlike(self._must(one), self._must(other))])

    def _person(self, goal: Check) -> dict[str, FactValue] | None:
        """Somebody for whom `goal` is true, with a value for every fact that bears on it; the likeliest first."""
        axioms, closure = self._rules.bearing_on(goal.facts)
        return self._somebody(Exact(goal, axioms, self._rules.cells), closure, {})

    def _somebody(self, exact: Exact, places: Iterable[int], fixed: Mapping[int, Plain]) -> dict[str, FactValue] | None:
        cells = self._rules.cells
        states: States = [0] * len(cells)
        plain: dict[int, Plain] = dict(fixed)
        for place, value in fixed.items():
            states[place] = cells[place].state_of(value) or 0
        if not exact.can_hold(states):
            return None
        for place in places:
            for cell in _likeliest(cells[place]) if place not in plain else ():
                likely = _value_in(cells[place], cell)
                states[place] = cell + 1
                if likely is not None and exact.can_hold(states):
                    plain[place] = likely
                    break
                states[place] = 0
        if not exact.can_hold(states):
            return None
        names = self._rules.names
        return {names[place]: self._rules.book.facts[names[place]].given(value) for place, value in plain.items()}

    # amounts -------------------------------------------------------------------------------------------------------

    def _people_with_another_amount(self) -> Iterator[dict[str, FactValue]]:
        """People who can get a yes, for whom this part alone changes what is paid; all of them are tried."""
        for one, other in ((_OLD, _ONLY), (_WITHOUT, _NEW)):
            for region, nodes in self._regions(one, other):
                yield from self._people_in(region, nodes, one, other)

    def _telling(self, person: Mapping[str, FactValue]) -> tuple[bool, int]:
        """How clearly a person shows another amount: best the same outcome, and amounts far apart."""
        old, new = self._told(_OLD, person), self._told(_NEW, person)
        if old == new:
            return _TELLS_NOTHING
        ends = [0 if one.amount is None else one.amount.highest or NO_CEILING for one in (old, new)]
        return old.outcome is new.outcome, abs(ends[0] - ends[1]) if max(ends) < NO_CEILING else 0

    def _regions(self, one: str, other: str) -> Iterator[tuple[Check, tuple[Node | None, Node | None]]]:
        """Each pair of cases of the two payments that do not say the same, with the people who are in both."""
        mine, theirs = (self._schemes[name].payments[0] for name in (one, other))
        terms_differ = (mine.at_most, mine.per) != (theirs.at_most, theirs.per)
        for here, first in self._cases(one):
            for there, second in self._cases(other):
                if first != second or (terms_differ and first is not None):
                    yield Both([self._can(one), self._can(other), here, there]), (first, second)

    def _cases(self, name: str) -> Iterator[tuple[Check, Node | None]]:
        """Each case of a payment: for whom it is, and the sum; help in kind has no sum."""
        before: list[Check] = []
        nodes = self._schemes[name].payments[0].cases
        checks = self._rules.by_id[name].paid.cases
        if not nodes:
            yield Constant(TRUE), None
        for (when, _), (_, total) in zip(checks, nodes, strict=True):
            yield Both([*before, *([when] if when is not None else [])]), total
            before += [Opposite(when)] if when is not None else []

    def _people_in(
        self, region: Check, sums: tuple[Node | None, Node | None], one: str, other: str
    ) -> Iterator[dict[str, FactValue]]:
        """People in a region who are paid otherwise; notes where that could not be settled."""
        names = sorted(frozenset().union(*(facts_in(node) for node in sums if node is not None)))
        places = [self._rules.index[name] for name in names]
        axioms, closure = self._rules.bearing_on([*region.facts, *places])
        exact = Exact(region, axioms, self._rules.cells)
        states: States = [0] * len(self._rules.cells)
        typical = {name: _typical(self._rules, name) for name in names}
        if not exact.can_hold(states):
            return
        for cells in product(*(range(len(self._rules.cells[place].representatives)) for place in places)):
            for place, cell in zip(places, cells, strict=True):
                states[place] = cell + 1
            if not exact.can_hold(states):
                continue
            spans = {name: _span(self._rules.cells[p], c) for name, p, c in zip(names, places, cells, strict=True)}
            points, the_same = self._points(sums, spans, typical)
            found = False
            for point in points[:_MOST_POINTS]:
                person = self._somebody(exact, closure, {self._rules.index[name]: at for name, at in point.items()})
                if person is not None and self._told(one, person) != self._told(other, person):
                    found = True
                    yield person
            self._unproved = self._unproved or not (found or the_same)

    def _points(
        self, sums: tuple[Node | None, Node | None], spans: Mapping[str, tuple[int, int]], typical: Mapping[str, int]
    ) -> tuple[list[_Point], bool]:
        one, other = sums
        if one is None or other is None or one == other:
            # Help in kind beside money, or the same sum over another period: anybody shows it.
            return [{name: _clip(typical[name], span) for name, span in spans.items()}], False
        days = frozenset(name for name in spans if self._rules.book.facts[name].kind is Kind.DATUM)
        return where_sums_differ((one, other), spans, typical, days)

    # asking again --------------------------------------------------------------------------------------------------

    def _told(self, name: str, facts: Mapping[str, FactValue]) -> Told:
        """What one version says, asked by itself as anybody asks it."""
        rules = self._alone[name]
        states, values = rules.know(facts)
        scheme = rules.by_id[name]
        outcome = scheme.outcome(states, scheme.truths(states))
        amount = scheme.paid.bounds(states, values) if outcome is not Outcome.NEE else None
        return Told(outcome, amount, scheme.paid.per if amount else None)

    def _smallest(self, person: dict[str, FactValue], *, amounts_too: bool) -> Witness:
        """The same person without every fact that the answers do not need: none of what is left can be missed."""

        def answers(facts: Mapping[str, FactValue]) -> list[Any]:
            told = [self._told(name, facts) for name in (_OLD, _NEW, _ONLY, _WITHOUT)]
            return told if amounts_too else [one.outcome for one in told]

        wanted = answers(person)
        assert not contradictions(Profile(dict(person), self._day), self._rules)
        for name in sorted(person, key=lambda one: -self._rules.index[one]):
            fewer = {key: value for key, value in person.items() if key != name}
            if answers(fewer) == wanted:
                person = fewer
        old, new, only, without = (self._told(name, person) for name in (_OLD, _NEW, _ONLY, _WITHOUT))
        assert (old, new) != (only, without) or old != only or new != without
        return Witness(dict(sorted(person.items())), old, new, (only, without))


def _windows(name: str, old: Version, new: Version, difference: Difference) -> dict[str, bool]:
    """Which windows are shut: none, unless the difference is in that window."""
    if difference.part is not Part.WINDOW:
        return {}
    source = old if name in (_OLD, _WITHOUT) else new
    return {difference.id: source.window(difference.id) is not None}


def _unlike(one: Check, other: Check) -> Check:
    return Either([Both([one, Opposite(other)]), Both([Opposite(one), other])])


# --- likely values --------------------------------------------------------------------------------------------------


def _likeliest(cells: FactCells) -> list[int]:
    """The cells of a fact, those first in which most answers are expected."""
    order = range(len(cells.representatives))
    fact = cells.fact
    if fact.weights:
        return sorted(order, key=lambda cell: -_weight(cells, cell))
    if fact.kind.ordered:
        low, high = cells.stretch
        middle = (low + high) // 2 if high < NO_CEILING else low
        return sorted(order, key=lambda cell: abs(_clip(middle, cells.intervals[cell]) - middle))
    return list(order)


def _weight(cells: FactCells, cell: int) -> int:
    weights, value = cells.fact.weights or {}, cells.fact.given(cells.representatives[cell])
    key = ("ja" if value else "nee") if isinstance(value, bool) else str(value)
    return weights.get(key, 0)


def _value_in(cells: FactCells, cell: int) -> Plain | None:
    """A value in this cell that somebody can give; None if there is none, as for a code that nobody has."""
    if cells.fact.kind.ordered:
        return cells.nearest(cell, sum(cells.stretch) // 2 if cells.stretch[1] < NO_CEILING else None)
    value = cells.representatives[cell]
    if cells.fact.kind is not Kind.CODE or (isinstance(value, str) and value.isascii()):
        return value
    return next((code for code in _CODES if _fits(cells, cell, code)), None)


_CODES: Final = tuple(f"{number:0{width}d}" for width in (4, 2, 3, 1, 5) for number in range(0, 10**width, 7))


def _fits(cells: FactCells, cell: int, code: str) -> bool:
    pattern = cells.fact.pattern
    return (pattern is None or re.fullmatch(pattern, code) is not None) and cells.state_of(code) == cell + 1


def _typical(rules: DayRules, name: str) -> int:
    low, high = rules.cells[rules.index[name]].stretch
    return (low + high) // 2 if high < NO_CEILING else low + 100_000


def _span(cells: FactCells, cell: int) -> tuple[int, int]:
    if not cells.fact.kind.ordered:
        return 0, 0
    return cells.intervals[cell]


# --- sums -----------------------------------------------------------------------------------------------------------


def where_sums_differ(
    sums: tuple[Node, Node],
    spans: Mapping[str, tuple[int, int]],
    typical: Mapping[str, int],
    days: frozenset[str] = frozenset(),
) -> tuple[list[_Point], bool]:
    """Whole points where two sums differ in whole cents, the clearest first; and whether they are surely the same.

    A sum is flat between its bends. Two sums of one or two facts that agree wherever bends and edges meet are the
    same everywhere; with more facts, products of facts or days, we only look around.
    """
    one, other = sums
    likely = {name: _clip(typical[name], span) for name, span in spans.items()}
    bends = [*_bends(one), *_bends(other)]
    corners = _corners(bends, spans, likely)
    flat = len(spans) <= 2 and None not in bends and _lines(one) is not None and _lines(other) is not None
    if flat and all(_exact(one, corner, days) == _exact(other, corner, days) for corner in corners):
        return [], True
    starts: list[Mapping[str, int | Fraction]] = [likely, *corners]
    points = {tuple(point.items()): point for start in starts for point in _around(start, spans)}
    apart = {
        key: abs(floor(_exact(one, point, days)) - floor(_exact(other, point, days))) for key, point in points.items()
    }
    telling = sorted((key for key in apart if apart[key]), key=lambda key: (_far(points[key]), -apart[key], key))
    # Without facts the one point is all there is.
    return [points[key] for key in telling], not spans and not telling


def _exact(node: Node, point: Mapping[str, Any], days: frozenset[str]) -> Fraction:
    def look(leaf: Node) -> Any:
        return date.fromordinal(floor(point[leaf.name])) if leaf.name in days else point[leaf.name]

    return Fraction(work_out(node, look))


def _far(point: _Point) -> bool:
    """Whether a point lies where nobody is, only to see what happens without a ceiling."""
    return max(point.values(), default=0) >= NO_CEILING


def _corners(
    bends: Sequence[_Line | None], spans: Mapping[str, tuple[int, int]], likely: Mapping[str, int]
) -> list[dict[str, Fraction]]:
    """Where bends and edges meet; with more than two facts, along each fact through a likely point."""
    names = list(spans)
    lines = {line for line in bends if line is not None and line[0]}
    if not names:
        return [{}]
    for name, span in spans.items():
        lines |= {(((name, Fraction(1)),), Fraction(-edge)) for edge in span}
    if len(names) == 2:
        found = [_meeting(a, b, names) for a, b in combinations(sorted(lines), 2)]
    else:
        found = []
        for name in names:
            rest = [(((other, Fraction(1)),), Fraction(-likely[other])) for other in names if other != name]
            found += [_crossing(line, name, rest) for line in sorted(lines)]
    inside = [one for one in found if one and all(spans[n][0] <= one[n] <= spans[n][1] for n in names)]
    return [dict(key) for key in dict.fromkeys(tuple(one.items()) for one in inside)]


def _meeting(one: _Line, other: _Line, names: Sequence[str]) -> dict[str, Fraction] | None:
    """Where two lines through two facts cross."""
    (a, b), (c, d) = ([dict(line[0]).get(name, Fraction(0)) for name in names] for line in (one, other))
    if a * d == b * c:
        return None
    x = (other[1] * b - one[1] * d) / (a * d - b * c)
    y = (one[1] * c - other[1] * a) / (a * d - b * c)
    return dict(zip(names, (x, y), strict=True))


def _crossing(line: _Line, name: str, rest: Sequence[_Line]) -> dict[str, Fraction] | None:
    """Where a line is crossed along one fact, the others held."""
    held = {slopes[0][0]: -at for slopes, at in rest}
    slopes = dict(line[0])
    if not slopes.get(name):
        return None
    at = -(line[1] + sum(by * held[other] for other, by in slopes.items() if other != name)) / slopes[name]
    return {one: held.get(one, at) for one in sorted([name, *held])}


def _around(corner: Mapping[str, int | Fraction], spans: Mapping[str, tuple[int, int]]) -> Iterator[_Point]:
    """The whole points next to a corner, and some a little further on."""
    choices = [
        sorted({_clip(floor(at) + step, spans[name]) for step in (0, 1, -1, 100, 100_000)})
        for name, at in corner.items()
    ]
    for values in product(*choices):
        yield dict(zip(corner, values, strict=True))


def _bends(node: Node) -> Iterator[_Line | None]:
    """The lines along which a sum bends: where two sides of a `min` or `max` are equal. None: no line."""
    for step in node.walk():
        if step.op in ("min", "max"):
            for one, other in combinations(step.args, 2):
                sides = _lines(one), _lines(other)
                if sides[0] is None or sides[1] is None:
                    yield None
                else:
                    yield from (_added(a, b, -1) for a in sides[0] for b in sides[1])


def _lines(node: Node) -> list[_Line] | None:
    """The lines that a sum can follow; None where it is no sum of lines."""
    if node.op == "value":
        return [((), Fraction(node.value))] if isinstance(node.value, int | Fraction) else None
    if node.op == "fact":
        return [(((node.name, Fraction(1)),), Fraction(0))]
    parts = [_lines(arg) for arg in node.args]
    if node.op not in ("min", "max", "+", "-", "*", "/") or not all(parts):
        return None
    known = [part for part in parts if part]
    if node.op in ("min", "max"):
        lines = [line for part in known for line in part]
    elif node.op in ("+", "-"):
        sign = 1 if node.op == "+" else -1
        lines = [_added(one, other, sign) for one in known[0] for other in known[1]]
    else:
        times = next((n for n in (1, 0) if all(not line[0] for line in known[n])), None)
        if times is None or (node.op == "/" and times == 0):
            return None
        lines = [
            _scaled(line, by[1] if node.op == "*" else 1 / by[1]) for line in known[1 - times] for by in known[times]
        ]
    lines = list(dict.fromkeys(lines))
    return lines if len(lines) <= _MOST_LINES else None


def _added(one: _Line, other: _Line, sign: int) -> _Line:
    total = dict(one[0])
    for name, by in other[0]:
        total[name] = total.get(name, Fraction(0)) + sign * by
    return tuple(sorted((name, by) for name, by in total.items() if by)), one[1] + sign * other[1]


def _scaled(line: _Line, by: Fraction) -> _Line:
    return tuple((name, slope * by) for name, slope in line[0] if by), line[1] * by


def _clip(value: int, span: tuple[int, int]) -> int:
    return min(max(value, span[0]), span[1])
