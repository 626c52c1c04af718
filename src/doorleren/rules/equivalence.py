# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether two schemes say the same to everybody, on every day; else somebody who shows that they do not.

Knows: where two schemes can differ, and the smallest part that settles it.
Leaves: formulas (`symbolic`), the solver (`proofs`).
"""

from datetime import date
from math import lcm
from typing import Any

import z3

from .expression import Node
from .proofs import Prover, Somebody
from .scheme import Scheme
from .symbolic import CannotBeProved, DayRule, World, all_hold, paid, rule_on, stretches


def state(scheme: Scheme, day: date) -> str:
    """Whether a scheme applies on a day: in force, not in force, or not known."""
    return "van-kracht" if scheme.version_on(day) else "niet-van-kracht" if scheme.absent_on(day) else "niet-bekend"


def difference(one: Scheme, other: Scheme, prover: Prover) -> Somebody | None:
    """Somebody to whom the two say something else, on some day; None if there is nobody.

    Raises CannotBeProved where the solver did not finish.
    """
    unsure: CannotBeProved | None = None
    for first, until in stretches([one, other]):
        if state(one, first) != state(other, first):
            return Somebody(first, {})
        try:
            left, right = rule_on(one, first), rule_on(other, first)
        except (KeyError, StopIteration):
            return Somebody(first, {})
        if left is None or right is None or left == right:
            continue
        try:
            somebody = _differ(left, right, first, until, prover)
        except CannotBeProved as error:
            unsure = error
            continue
        if somebody is not None:
            return somebody
    if unsure is not None:
        raise unsure
    return None


def _differ(left: DayRule, right: DayRule, first: date, until: date | None, prover: Prover) -> Somebody | None:
    """Somebody for whom the two come out otherwise.

    The smallest part in which they differ is compared first: where that is always the same, so is the whole.
    """
    world = prover.world(first, until, left, right)
    found = _differ_in_conditions(world, left, right, prover)
    if found is not None or left.cases == right.cases:
        return found
    here = all_hold(world, left)
    parts = _smallest_differences(left.cases, right.cases)
    if parts and all(_always_equal(world, here, *pair, prover) for pair in parts):
        return None
    sums = paid(world, left), paid(world, right)
    if sums[0] is None or sums[1] is None:
        return prover.find(world, here)
    return prover.find(world, here, sums[0].over != sums[1].over)


def _differ_in_conditions(world: World, left: DayRule, right: DayRule, prover: Prover) -> Somebody | None:
    here, there = ([(c.windows, node, world.holds(c, node)) for c, node in rule.conditions] for rule in (left, right))
    both = [one for one in here if any(one[:2] == other[:2] for other in there)]
    shared = [one[2] for one in both]
    only_here, only_there = (
        z3.And(*(one[2] for one in side if all(one[:2] != other[:2] for other in both))) for side in (here, there)
    )
    if prover.find(world, only_here != only_there) is None:
        return None
    return prover.find(world, *shared, only_here != only_there)


_OF_NUMBERS = ("+", "-", "*", "/", "min", "max")

_Cases = tuple[tuple[Node | None, Node], ...]


def _smallest_differences(left: _Cases, right: _Cases) -> list[tuple[Node, Node]]:
    """The smallest sums in which the payments differ, pair by pair; none if their cases do not match."""
    if len(left) != len(right) or any(one[0] != other[0] for one, other in zip(left, right, strict=True)):
        return []
    totals = ((one[1], other[1]) for one, other in zip(left, right, strict=True))
    return list(dict.fromkeys(pair for one, other in totals for pair in _differing(one, other)))


def _differing(one: Node, other: Node) -> list[tuple[Node, Node]]:
    if one == other:
        return []
    same_form = one.op == other.op and one.op in _OF_NUMBERS and len(one.args) == len(other.args)
    pairs = list(zip(one.args, other.args, strict=False)) if same_form else []
    inside = [pair for a, b in pairs for pair in _differing(a, b)]
    # Two different values are never equal; what stands around them may be.
    return [(one, other)] if not inside or any(part.op == "value" for pair in inside for part in pair) else inside


def _always_equal(world: World, here: Any, one: Node, other: Node, prover: Prover) -> bool:
    numbers = world.number(one), world.number(other)
    common = lcm(*(number.divisor for number in numbers))
    different = numbers[0].scaled(common) != numbers[1].scaled(common)
    # Often it holds for everybody, and that is quicker to see than for who qualifies.
    for around in ((), (here,)):
        try:
            if prover.find(world, different, *around) is None:
                return True
        except CannotBeProved:
            continue
    return False
