# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The courses that fill every free place of a diploma at the least cost, exactly.

Knows: how to try courses in turn and leave out early what can never be the best (branch and bound).
Leaves: what "least" means (the aim says it) and which courses there are (stacking).

Each node takes the place that the fewest courses can fill and tries those courses one by one, the next without the
ones before it. What the rest costs at least is found by sharing the cost of each course among the places that it can
fill: a dual solution, in whole numbers, so that nothing is lost in rounding. Work is counted, not timed: the same
question gives the same answer on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from .places import Filling, each

WORK_MAX: Final = 200_000
"""How much is tried before the best so far is given as such: courses looked at, over all nodes."""

Key = tuple[int, ...]


class Aim(Protocol):
    """What is least. `weights` are one or more columns of whole numbers, not negative, one number per course."""

    @property
    def weights(self) -> Sequence[Sequence[int]]: ...

    def at_least(self, sums: Sequence[int]) -> Key:
        """No choice whose columns sum to this or more has a smaller key."""
        ...

    def key_of(self, chosen: Sequence[int]) -> Key:
        """The key of this choice; no two choices have the same."""
        ...


@dataclass(frozen=True, slots=True)
class Chosen:
    """The courses, who sits where then, whether that is proved to be the least, and how much was tried."""

    courses: tuple[int, ...]
    filling: Filling
    proved: bool
    work: int


def shortest(filling: Filling, gives: Sequence[tuple[int, ...]], aim: Aim, work_max: int = WORK_MAX) -> Chosen | None:
    """The courses after which no place is free; None if all courses together cannot do that.

    `gives[course]` are those who come to sit down when that course is done.
    """
    best: tuple[Key, tuple[int, ...], Filling] | None = None
    adds_up = len(aim.weights) == 1
    cheapest_to: dict[tuple[int, tuple[int, ...]], int] = {}
    everybody = sorted({one for who in gives for one in who})
    nothing = [0] * len(aim.weights)
    open_nodes: list[tuple[Filling, tuple[int, ...], list[int], list[int]]] = [
        (filling, (), nothing, [*range(len(gives))])
    ]
    work = 0
    while open_nodes:
        before, chosen, sums, allowed = open_nodes.pop()
        if work > work_max and best is not None:
            return Chosen(best[1], best[2], False, work)
        work += len(allowed) + 1
        now = before
        if chosen:
            now = before.copy()
            for one in gives[chosen[-1]]:
                if one not in before.at:
                    now.seat(one)
        free = now.free()
        if not free:
            key = aim.key_of(chosen)
            if best is None or key < best[0]:
                best = (key, tuple(sorted(chosen)), now)
            continue
        view = _look(now, free, gives, allowed, everybody)
        if view is None:
            continue
        if adds_up:
            # However we came here, what is still to be done is the same.
            still = (view.waiting, tuple(view.useful))
            if cheapest_to.get(still, sums[0] + 1) <= sums[0]:
                continue
            cheapest_to[still] = sums[0]
        if best is not None:
            least = [total + _rest(view, column) for total, column in zip(sums, aim.weights, strict=True)]
            if not view.apart and aim.at_least(least) < best[0]:
                least = [
                    max(one, total + _rest_by_who(now, view, column))
                    for one, total, column in zip(least, sums, aim.weights, strict=True)
                ]
            if aim.at_least(least) >= best[0]:
                continue
        first = aim.weights[0]
        here = min((view.groups[0], *view.musts[:1]), key=lambda group: len(group.courses)).courses
        tried = sorted(here, key=lambda course: first[course] // len(view.brings[course]))
        without = not (adds_up and view.apart)
        rest = [course for course in view.useful if not (without and course in here)]
        children = []
        for index, course in enumerate(tried):
            total = [had + column[course] for had, column in zip(sums, aim.weights, strict=True)]
            children.append((now, (*chosen, course), total, rest + tried[index + 1 :] if without else rest))
        open_nodes += reversed(children)
    return None if best is None else Chosen(best[1], best[2], True, work)


@dataclass(frozen=True, slots=True)
class _Group:
    """Free places that the same courses can fill: how many, and how many of them each course fills at most."""

    count: int
    courses: dict[int, int]


@dataclass(frozen=True, slots=True)
class _View:
    """The courses that still help, with who they bring that can still find a place.

    `waiting` is everybody, of every course there is, who can still find one, as bits: with the courses that are left
    it settles what is still to be done, because whoever finds no place now never will.
    `apart`: whoever can find a place finds it in one group only. If not, `musts` are the courses that bring somebody
    without whom some place stays free.
    """

    brings: dict[int, list[int]]
    groups: list[_Group]
    apart: bool
    musts: list[_Group]
    waiting: int

    @property
    def useful(self) -> list[int]:
        return [*self.brings]


def _look(
    now: Filling, free: int, gives: Sequence[tuple[int, ...]], allowed: Sequence[int], everybody: Sequence[int]
) -> _View | None:
    """Which courses still help, and where; None if some places stay free whatever is done."""
    reach = now.reach(free)
    seated = set(now.at)
    reach_of = dict.fromkeys(everybody, 0)
    waiting = 0
    for one in everybody:
        if one not in seated:
            mask = 0
            for place in each(now.fits[one]):
                mask |= reach[place]
            reach_of[one] = mask
            waiting |= 1 << one if mask else 0
    brings: dict[int, list[int]] = {}
    columns = dict.fromkeys(each(free), 0)
    for course in allowed:
        if who := [one for one in gives[course] if reach_of[one]]:
            brings[course] = who
            everywhere = 0
            for one in who:
                everywhere |= reach_of[one]
            for place in each(everywhere):
                columns[place] |= 1 << course
    places_with: dict[int, int] = {}
    for place, column in columns.items():
        places_with[column] = places_with.get(column, 0) | 1 << place
    groups = []
    for column, places in places_with.items():
        count = places.bit_count()
        courses = dict.fromkeys(each(column), 1)
        if count > 1:
            for course in courses:
                courses[course] = min(count, sum(1 for one in brings[course] if reach_of[one] & places))
        if sum(courses.values()) < count:
            return None
        groups.append(_Group(count, courses))
    groups.sort(key=lambda group: (len(group.courses), -group.count))
    musts: list[_Group] = []
    coming = sorted({one for who in brings.values() for one in who})
    masks = {reach_of[one] for one in coming}
    apart = all(mask & places in (0, mask) for mask in masks for places in places_with.values())
    if not apart:
        needed = _without_whom_not(now, coming)
        if needed is None:
            return None
        givers = {tuple(course for course, who in brings.items() if one in who) for one in needed}
        musts = [_Group(1, dict.fromkeys(courses, 1)) for courses in sorted(givers, key=lambda one: (len(one), one))]
    return _View(brings, groups, apart, musts, waiting)


def _without_whom_not(now: Filling, coming: Sequence[int]) -> list[int] | None:
    """Those who cannot be missed when all who can come have come; None if even then a place is free."""
    full = now.copy()
    spare = [one for one in coming if not full.seat(one)]
    if full.free():
        return None
    replaceable = 0
    for one in spare:
        for place in each(full.fits[one] & ~replaceable):
            spare.append(full.at[place])
        replaceable |= full.fits[one]
    before = set(now.at)
    return [one for place, one in enumerate(full.at) if one not in before and not replaceable >> place & 1]


def _rest(view: _View, weights: Sequence[int]) -> int:
    """What filling the free places costs at least, in two ways, of which the higher counts.

    Each place asks a price that no course that could fill it needs to pay more than in full, over all that it fills.
    Or: the same price over all places that it might fill, and what is left of its cost is then shared further, group by
    group: with price p a group is worth count × p, less what courses that are cheaper than that save.
    """
    might_fill = dict.fromkeys(view.brings, 0)
    for group in view.groups:
        for course, places in group.courses.items():
            might_fill[course] += places
    evenly = sum(
        group.count
        * min(weights[course] // min(len(view.brings[course]), might_fill[course]) for course in group.courses)
        for group in view.groups
    )
    left = {course: weights[course] for course in view.brings}
    total = 0
    for group in view.groups:
        price = min(weights[course] // might_fill[course] for course in group.courses)
        total += group.count * price
        for course, places in group.courses.items():
            left[course] -= places * price
    for group in view.groups:
        by_price = sorted((left[course] // places, places, course) for course, places in group.courses.items())
        filled = price = 0
        for each_price, places, _ in by_price:
            filled, price = filled + places, each_price
            if filled >= group.count:
                break
        if not price:
            continue
        total += group.count * price
        for _, places, course in by_price:
            share = places * price
            if share > left[course]:
                total -= share - left[course]
                left[course] = 0
            else:
                left[course] -= share
    return max(total, evenly)


def _rest_by_who(now: Filling, view: _View, weights: Sequence[int]) -> int:
    """What the rest costs at least when who comes can sit in many places: everybody asks a price of their own.

    No course asks more than it costs for all that it brings. Whoever comes in the end, some of them fill the free
    places, and these cost at least as much as the cheapest who could: those are found one by one, the cheapest first
    (who can sit together is a matroid).
    """
    given_by: dict[int, list[int]] = {}
    for course, who in view.brings.items():
        for one in who:
            given_by.setdefault(one, []).append(course)
    left = {course: weights[course] for course in view.brings}
    price = {one: min(weights[course] // len(view.brings[course]) for course in by) for one, by in given_by.items()}
    for one, by in given_by.items():
        for course in by:
            left[course] -= price[one]
    for one in sorted(given_by, key=lambda one: (len(given_by[one]), price[one], one)):
        more = min(left[course] for course in given_by[one])
        if more:
            price[one] += more
            for course in given_by[one]:
                left[course] -= more
    full = now.copy()
    total = 0
    for one in sorted(price, key=lambda one: (price[one], one)):
        if full.seat(one):
            total += price[one]
    return total
