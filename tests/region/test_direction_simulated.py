# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The promise behind an arrow, tried on a sample of the cells of bench/direction.py with other draws than the test's own."""

import math

import numpy as np
import pytest

from doorleren.region import Point, Series, read_span
from doorleren.region.direction import directions

TIMES = 250
FIRST = {12: "2000MM01", 4: "2000KW01", 1: "1990JJ00"}
CELLS = [
    (12, 60, 0.95, "quarter and year"),
    (12, 120, 0.6, "quarter and year"),
    (4, 24, 0.9, "quarter and year"),
    (4, 40, 0.0, "with seasons"),
    (4, 40, 0.6, "rounded"),
    (1, 10, 0.0, "year"),
    (1, 12, 0.8, "year"),
]


def without_change(chance: np.random.Generator, per_year: int, steps: int, lasting: float, kind: str) -> Series:
    new = chance.standard_normal(steps)
    values = [float(new[0])]
    for one in new[1:]:
        values.append(lasting * values[-1] + math.sqrt(1 - lasting**2) * float(one))
    if kind == "with seasons":
        values = [value + 6 * (step % per_year == 2) for step, value in enumerate(values)]
    if kind == "rounded":
        values = [round(5 + 0.1 * value, 1) for value in values]
    start = read_span(FIRST[per_year])
    points = tuple(Point(start.shifted(step), value) for step, value in enumerate(values))
    return Series("x", "PV20", points, adjusted=kind != "with seasons")


@pytest.mark.slow
@pytest.mark.parametrize(("per_year", "steps", "lasting", "kind"), CELLS)
def test_at_most_five_in_a_hundred_false_arrows_and_eighty_found(per_year: int, steps: int, lasting: float, kind: str):
    chance = np.random.default_rng([31, per_year, steps, int(100 * lasting)])
    false: dict[str, int] = {}
    found: dict[str, int] = {}

    for turn in range(TIMES):
        for one in directions(without_change(chance, per_year, steps, lasting, kind), None):
            assert one.change is not None
            assert one.arrow_from is not None
            assert one.found_from is not None
            change = one.change if turn % 2 else -one.change
            false[one.over] = false.get(one.over, 0) + (one.way != "niet-duidelijk")
            found[one.over] = found.get(one.over, 0) + (change + one.found_from >= one.arrow_from)

    # Of 250 at 5 in 100 more than 21, or at 80 in 100 fewer than 186, is hardly luck.
    assert false.keys() == ({"jaar"} if per_year == 1 else {"kwartaal", "jaar"})
    assert max(false.values()) <= 0.05 * TIMES + 2.5 * math.sqrt(0.05 * 0.95 * TIMES), false
    assert min(found.values()) >= 0.80 * TIMES - 2.2 * math.sqrt(0.80 * 0.20 * TIMES), found
