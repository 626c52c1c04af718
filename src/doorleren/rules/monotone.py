# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which way an expression goes as one fact grows: up, down, not at all, or not one way.

An amount that goes one way in each fact is lowest and highest at the ends of what we know; that makes its
bounds exact. A comparison of something that goes one way changes from false to true at one point.
"""

from enum import Enum

from .expression import Node


class Direction(Enum):
    """The way an expression goes as a fact grows."""

    CONSTANT = 0
    UP = 1
    DOWN = -1
    MIXED = 2


def direction_of(node: Node, fact: str) -> Direction:
    """The way that `node` goes as `fact` grows. Sums of money, people and years are never negative facts."""
    if node.op == "fact":
        return Direction.UP if node.name == fact else Direction.CONSTANT
    if node.op == "table":
        return Direction.MIXED if node.args[0].name == fact else Direction.CONSTANT
    ways = [direction_of(arg, fact) for arg in node.args]
    if all(way is Direction.CONSTANT for way in ways):
        return Direction.CONSTANT
    if node.op in ("-", "years_between", "months_between"):
        # Years from a to b: more as b grows for "b - a"; the first of the two counts down in years_between.
        turned = 1 if node.op == "-" else 0
        ways[turned] = _turned(ways[turned])
    elif node.op == "*":
        # What is multiplied by something below zero turns around.
        for n, way in enumerate(ways):
            others = [arg for m, arg in enumerate(node.args) if m != n]
            if way is not Direction.CONSTANT and not all(_not_negative(other) for other in others):
                return Direction.MIXED
    elif node.op not in ("+", "/", "min", "max", "start_of_year"):
        return Direction.MIXED
    return _joined(ways)


def _turned(way: Direction) -> Direction:
    return {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}.get(way, way)


def _joined(ways: list[Direction]) -> Direction:
    moving = {way for way in ways if way is not Direction.CONSTANT}
    return moving.pop() if len(moving) == 1 else Direction.MIXED


def _not_negative(node: Node) -> bool:
    """Whether an expression is surely 0 or more: facts that count are, years from a later day back are not."""
    if node.op in ("fact", "amount", "value"):
        return True
    if node.op == "max":
        return any(_not_negative(arg) for arg in node.args)
    if node.op in ("+", "*", "/", "min"):
        return all(_not_negative(arg) for arg in node.args)
    return False
