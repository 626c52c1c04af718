# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The promise behind an arrow, tried on a sample of the cells of bench/direction.py with other draws than the test's own."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from doorleren.region import Point, Series, read_span
from doorleren.region.direction import directions

TIMES = 250
FIRST = {12: "2000MM01", 4: "2000KW01", 1: "1990JJ00"}
CELLS = [
    (12, 60, 0.95, "quarter and year"),
    (12, 120, 0.6, "quarter and year"),
    (4, 20, 0.9, "quarter and year"),
    (4, 40, 0.0, "with seasons"),
    (4, 40, 0.6, "rounded"),
    (1, 10, 0.0, "year"),
    (1, 12, 0.8, "year"),
]


CHANGES = ("only the last side", "a level, one comparison ago", "a straight line in between")


def without_change(
    chance: np.random.Generator, per_year: int, steps: int, lasting: float, kind: str
) -> NDArray[np.float64]:
    new = chance.standard_normal(steps)
    values = [float(new[0])]
    for one in new[1:]:
        values.append(lasting * values[-1] + math.sqrt(1 - lasting**2) * float(one))
    if kind == "with seasons":
        values = [value + 6 * (step % per_year == 2) for step, value in enumerate(values)]
    return np.array(values)


def with_change(per_year: int, steps: int, over: str, shape: str) -> NDArray[np.float64]:
    """What a change of 1 between the sides adds to each figure."""
    width, back = (3 if per_year == 12 else 1), (per_year // 4 if over == "kwartaal" else per_year)
    ago = np.arange(steps)[::-1]
    if shape == "only the last side":
        return np.where(ago < width, 1.0, 0.0)
    if shape == "a level, one comparison ago":
        return np.where(ago < back, 1.0, 0.0)
    line = np.maximum(back + width // 2 - ago, 0.0)
    return np.asarray(line / (line[-width:].mean() - line[-back - width : -back].mean()))


def as_told(values: NDArray[np.float64], per_year: int, kind: str) -> Series:
    if kind == "rounded":
        values = np.round(5 + 0.1 * values, 1)
    start = read_span(FIRST[per_year])
    points = tuple(Point(start.shifted(step), float(value)) for step, value in enumerate(values))
    return Series("x", "PV20", points, adjusted=kind != "with seasons")


@pytest.mark.slow
@pytest.mark.parametrize(("per_year", "steps", "lasting", "kind"), CELLS)
def test_at_most_five_in_a_hundred_false_arrows_and_eighty_found_whenever_it_came(
    per_year: int, steps: int, lasting: float, kind: str
):
    chance = np.random.default_rng([31, per_year, steps, int(100 * lasting)])
    false: dict[str, int] = {}
    found: dict[tuple[str, str], int] = {}

    for turn in range(TIMES):
        values = without_change(chance, per_year, steps, lasting, kind)
        for one in directions(as_told(values, per_year, kind), None):
            assert one.found_from is not None
            false[one.over] = false.get(one.over, 0) + (one.way != "niet-duidelijk")
            size = one.found_from * (10 if kind == "rounded" else 1) * (1 if turn % 2 else -1)
            for shape in CHANGES:
                after = values + size * with_change(per_year, steps, one.over, shape)
                (way,) = (two.way for two in directions(as_told(after, per_year, kind), None) if two.over == one.over)
                right = way == ("omhoog" if turn % 2 else "omlaag")
                found[one.over, shape] = found.get((one.over, shape), 0) + right

    # Of 250 at 5 in 100 more than 21, or at 80 in 100 fewer than 186, is hardly luck.
    assert false.keys() == ({"jaar"} if per_year == 1 else {"kwartaal", "jaar"})
    assert len(found) == 3 * len(false)
    assert max(false.values()) <= 0.05 * TIMES + 2.5 * math.sqrt(0.05 * 0.95 * TIMES), false
    assert min(found.values()) >= 0.80 * TIMES - 2.2 * math.sqrt(0.80 * 0.20 * TIMES), found
