# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is paid if the outcome is yes: one amount, or the tightest interval that what we know allows.

Knows: how a sum is worked out in whole cents, and its lowest and highest value over the cells of missing facts.
Leaves: whether the outcome is yes (`checks`).

Sums are exact: everything is computed in whole numbers over one known divisor, and rounded down to a whole
cent once, at the end.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, Final

from ..basics import Amount, Period, years_between
from ..basics.days import months_between
from .cells import NO_CEILING, TRUE, FactCells
from .checks import Check, Exact, States
from .expression import Node
from .facts import Kind
from .meaning import facts_in
from .monotone import Direction, direction_of

_REMEMBERED: Final = 5_000

Values = Sequence[Any]
"""The plain value of each fact by its number; None where it is missing."""
_Step = Callable[[Values], Any]


class Arithmetic:
    """How a sum is worked out: here with the whole numbers of one person.

    Another arithmetic can work with columns of many people; it takes and gives whatever stands for a number and a day.
    """

    least: Callable[..., Any] = staticmethod(min)
    most: Callable[..., Any] = staticmethod(max)
    years_between: Callable[[Any, Any], Any] = staticmethod(years_between)
    months_between: Callable[[Any, Any], Any] = staticmethod(months_between)

    def day(self, given: date) -> Any:
        """A day that stands in the rule."""
        return given

    def day_of(self, ordinal: Any) -> Any:
        """A day that was told as a fact, from its ordinal number."""
        return date.fromordinal(ordinal)

    def after(self, day: Any, period: Period) -> Any:
        """The day this long after another."""
        return period.after(day)

    def start_of_year(self, day: Any) -> Any:
        """The first of January of the year of a day."""
        return date(day.year, 1, 1)


_OF_ONE: Final = Arithmetic()


class Sum:
    """A sum of money, compiled: `at(values)` gives whole cents."""

    def __init__(self, node: Node, index: Mapping[str, int]) -> None:
        names = sorted(facts_in(node))
        self.directions = {index[name]: direction_of(node, name) for name in names}
        self.facts = tuple(self.directions)
        self._node, self._index = node, index
        self._step, self._divisor = _compile(node, index, _OF_ONE)

    def at(self, values: Values) -> int:
        """The sum in whole cents, rounded down."""
        return self._step(values) // self._divisor  # type: ignore[no-any-return]

    def compiled(self, arithmetic: Arithmetic) -> tuple[_Step, int]:
        """The same sum for another arithmetic: a function of the values, and what to divide by, rounding down."""
        return _compile(self._node, self._index, arithmetic)


def _compile(node: Node, index: Mapping[str, int], by: Arithmetic) -> tuple[_Step, int]:
    """A function to a whole number, and the divisor that makes it cents."""
    if node.op == "value":
        value = Fraction(node.value)  # type: ignore[arg-type]
        return (lambda _, n=value.numerator: n), value.denominator
    if node.op == "fact":
        place = index[node.name]
        return (lambda values: values[place]), 1
    if node.op in ("years_between", "months_between"):
        first, last = (_compile_day(arg, index, by) for arg in node.args)
        count = by.years_between if node.op == "years_between" else by.months_between
        return (lambda values: count(first(values), last(values))), 1
    parts = [_compile(arg, index, by) for arg in node.args]
    (left, over), (right, under) = parts[:2]
    if node.op == "*":
        return (lambda values: left(values) * right(values)), over * under
    if node.op == "/":
        divisor = Fraction(node.args[1].value)  # type: ignore[arg-type]
        return (lambda values: left(values) * divisor.denominator), over * divisor.numerator
    common = lcm(*(d for _, d in parts))
    steps = [_scaled(step, common // d) for step, d in parts]
    if node.op == "+":
        return (lambda values: steps[0](values) + steps[1](values)), common
    if node.op == "-":
        return (lambda values: steps[0](values) - steps[1](values)), common
    choose = by.least if node.op == "min" else by.most
    if len(steps) == 2:
        one, two = steps
        return (lambda values: choose(one(values), two(values))), common
    return (lambda values: choose(*(step(values) for step in steps))), common


def _scaled(step: _Step, times: int) -> _Step:
    return step if times == 1 else lambda values: step(values) * times


def _compile_day(node: Node, index: Mapping[str, int], by: Arithmetic) -> Callable[[Values], Any]:
    if node.op == "fact":
        place = index[node.name]
        return lambda values: by.day_of(values[place])
    if node.op == "value":
        day: Any = node.value
        known = by.day(day)
        return lambda _: known
    inside = _compile_day(node.args[0], index, by)
    if node.op == "start_of_year":
        return lambda values: by.start_of_year(inside(values))
    period: Any = node.args[1].value
    shift = -period if node.op == "-" else period
    return lambda values: by.after(inside(values), shift)


@dataclass(frozen=True, slots=True)
class Box:
    """One case of a payment, and the interval of each missing fact in its sum: (fact, first, last)."""

    sum: Sum
    intervals: tuple[tuple[int, int, int], ...]


class PaidOut:
    """The payment of one scheme on one day."""

    def __init__(
        self,
        cases: Sequence[tuple[Check | None, Sum]],
        rule: Exact,
        cells: Sequence[FactCells],
        per: str | None,
        at_most: bool,
    ) -> None:
        """With `at_most` the sums are only upper limits: the lowest amount is then nothing."""
        self.cases, self._rule, self._cells, self.per = tuple(cases), rule, cells, per
        self.at_most = at_most
        whens = [fact for when, _ in cases if when is not None for fact in when.facts]
        self.facts = tuple(dict.fromkeys([*whens, *(fact for _, total in cases for fact in total.facts)]))
        self._key_facts = tuple(dict.fromkeys([*self.facts, *rule.facts]))
        self._boxes: dict[tuple[int, ...], tuple[tuple[Box, ...], list[tuple[tuple[int, ...], Box]]]] = {}

    def bounds(self, states: States, values: Values) -> Amount | None:
        """The amount over all completions for which the outcome can be yes.

        None if there are none, or if the help is in kind.
        """
        return self.worth(states, values)[0]

    def matter(self, states: States, values: Values) -> tuple[int, ...]:
        """The missing facts on which the amount still depends: two people who get a yes and differ in such a fact
        (and in what is tied to it) can be paid a different sum."""
        return self.worth(states, values)[1]

    def worth(self, states: States, values: Values) -> tuple[Amount | None, tuple[int, ...]]:
        """The bounds of the amount, and the missing facts on which it still depends."""
        if not self.cases:
            return None, ()
        missing = [fact for fact in self.facts if values[fact] is None]
        if not missing:
            total = self._case(states).at(values)
            return Amount(0 if self.at_most else total, total), ()
        boxes, found = self._payable(states, tuple(missing))
        if not boxes:
            return None, ()
        ends = {id(box): _ends(box, values) for box in boxes}
        amount = self._over(ends.values())
        if amount.lowest == amount.highest:
            return amount, ()
        people = [(cells, box, ends[id(box)]) for cells, box in found]
        return amount, tuple(fact for fact in missing if self._turns_on(fact, missing, people))

    def _over(self, ends: Iterable[tuple[int, int | None]]) -> Amount:
        """The lowest and the highest of these; no highest where one of them has none."""
        lows, highs = zip(*ends, strict=True)
        return Amount(0 if self.at_most else min(lows), None if None in highs else max(highs))

    def _turns_on(
        self,
        fact: int,
        missing: Sequence[int],
        people: Sequence[tuple[tuple[int, ...], "Box", tuple[int, int | None]]],
    ) -> bool:
        tied = self._rule.tied_to(fact)
        others: dict[tuple[int, ...], tuple[Box, tuple[int, int | None]]] = {}
        for cells, box, ends in people:
            if any(one == fact and first != last for one, first, last in box.intervals) and ends[0] != ends[1]:
                return True
            rest = tuple(cell for cell, other in zip(cells, missing, strict=True) if other not in tied)
            before, ends_before = others.setdefault(rest, (box, ends))
            if ends != ends_before or (before.sum is not box.sum and ends[0] != ends[1]):
                return True
        return False

    def _case(self, states: States) -> Sum:
        return next(total for when, total in self.cases if when is None or when.truth(states) == TRUE)

    def boxes(self, states: States, missing: tuple[int, ...]) -> tuple[Box, ...]:
        """The boxes that can be paid to who has these states and of whom these facts of the payment are missing."""
        return self._payable(states, missing)[0]

    def _payable(
        self, states: States, missing: tuple[int, ...]
    ) -> tuple[tuple[Box, ...], list[tuple[tuple[int, ...], Box]]]:
        """The boxes that can be paid, and the people in each of them; remembered by what is known."""
        key = (*missing, -1, *(states[fact] for fact in self._key_facts))
        found = self._boxes.get(key)
        if found is None:
            people: list[tuple[tuple[int, ...], Box]] = []
            self._fill(list(states), missing, missing, people)
            # Boxes that are alike are one box, so that what is worked out for it is worked out once.
            boxes = {box: box for _, box in people}
            found = tuple(boxes.values()), [(cells, boxes[box]) for cells, box in people]
            if len(self._boxes) < _REMEMBERED:
                self._boxes[key] = found
        return found

    def _fill(
        self,
        states: States,
        todo: tuple[int, ...],
        missing: tuple[int, ...],
        people: list[tuple[tuple[int, ...], Box]],
    ) -> None:
        """Try every cell of the facts that the payment looks at, and keep those where yes is possible."""
        if not todo:
            if self._rule.can_hold(states):
                total = self._case(states)
                spans = tuple((f, *self._span(f, states[f])) for f in total.facts if f in missing)
                people.append((tuple(states[fact] for fact in missing), Box(total, spans)))
            return
        fact, rest = todo[0], todo[1:]
        before = states[fact]
        for cell in self._cells[fact].members[before]:
            states[fact] = cell + 1
            self._fill(states, rest, missing, people)
        states[fact] = before

    def _span(self, fact: int, state: int) -> tuple[int, int]:
        cells = self._cells[fact]
        (cell,) = cells.members[state]
        if cells.fact.kind is Kind.JA_NEE or not cells.fact.kind.ordered:
            return 0, 0
        return cells.intervals[cell]


def ends_of(box: Box, values: Values) -> tuple[list[Any], list[Any], list[Any]]:
    """The values at which the sum of a box is lowest and highest, and those farther on where there is no ceiling."""
    low, high = list(values), list(values)
    for fact, first, last in box.intervals:
        up = box.sum.directions[fact] is not Direction.DOWN
        low[fact], high[fact] = (first, last) if up else (last, first)
    farther = list(high)
    for fact, _, last in box.intervals:
        if high[fact] == last == NO_CEILING:
            farther[fact] = 2 * NO_CEILING
    return low, high, farther


def _ends(box: Box, values: Values) -> tuple[int, int | None]:
    """The lowest and highest sum in a box; None where it keeps growing with a fact that has no ceiling."""
    low, high, farther = ends_of(box, values)
    highest = box.sum.at(high)
    return box.sum.at(low), highest if farther == high or box.sum.at(farther) == highest else None
