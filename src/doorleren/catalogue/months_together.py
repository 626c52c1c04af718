# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many months a few courses take when so many are followed at the same time, exactly.

Knows: that a course is not broken off, and that with one at a time months add up.
Leaves: when each of them starts (plan).
"""

from collections.abc import Sequence


def months_together(months: Sequence[int], at_once: int) -> int:
    """The fewest months in which all of these fit, when at most `at_once` run at the same time."""
    if at_once == 1 or not months:
        return sum(months)
    longest_first = sorted(months, reverse=True)
    least = max(longest_first[0], -(-sum(months) // at_once))
    lanes = [0] * min(at_once, len(months))
    for one in longest_first:
        lanes.sort()
        lanes[0] += one
    best = max(lanes)
    while least < best:
        within = (least + best) // 2
        if _fits(longest_first, [within] * len(lanes)):
            best = within
        else:
            least = within + 1
    return best


def _fits(longest_first: Sequence[int], room: list[int]) -> bool:
    """Whether these courses fit into lanes with so many months of room. Lanes with equal room are one choice."""
    dead: set[tuple[int, tuple[int, ...]]] = set()

    def place(index: int, left: tuple[int, ...]) -> bool:
        if index == len(longest_first):
            return True
        if (index, left) in dead:
            return False
        one = longest_first[index]
        for lane, months in enumerate(left):
            if months >= one and (lane == 0 or left[lane - 1] != months):
                rest = tuple(sorted((*left[:lane], months - one, *left[lane + 1 :])))
                if place(index + 1, rest):
                    return True
        dead.add((index, left))
        return False

    return place(0, tuple(sorted(room)))
