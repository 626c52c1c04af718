# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Under limits on sums, together as much as can be: beside every way of sharing tried one by one."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from doorleren.rules.fitting import Limit, most_within

from .test_exact import QUICK


def fits(shares: tuple[int, ...], limits: list[Limit]) -> bool:
    return all(sum(shares[n] for n in group) <= limit for group, limit in limits)


def test_limits_that_cross_are_shared_and_not_given_to_whoever_comes_first():
    pairs = [(frozenset(pair), 10) for pair in ((0, 1), (1, 2), (0, 2))]

    assert most_within([10, 10, 10], pairs) == (5, 5, 5)


def test_a_cent_that_cannot_be_split_is_left():
    pairs = [(frozenset(pair), 10_001) for pair in ((0, 1), (1, 2), (0, 2))]

    shares = most_within([10_001] * 3, pairs)

    assert sum(shares) == 15_001
    assert fits(shares, pairs)


def test_large_amounts_in_a_circle_take_no_time():
    circle = [(frozenset({n, (n + 1) % 7}), 10**8 + n) for n in range(7)]

    shares = most_within([10**9] * 7, circle)

    assert fits(shares, circle)
    assert sum(shares) == (7 * 10**8 + 21) // 2


LIMITS = st.tuples(st.frozensets(st.integers(0, 3), min_size=1), st.integers(0, 9))


@QUICK
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4), st.lists(LIMITS, max_size=5))
def test_no_other_way_gives_more(most: list[int], limits: list[Limit]):
    shares = most_within(most, limits)

    assert all(0 <= one <= own for one, own in zip(shares, most, strict=True))
    assert fits(shares, limits)
    tried = (one for one in product(*(range(own + 1) for own in most)) if fits(one, limits))
    assert sum(shares) == max(map(sum, tried))
