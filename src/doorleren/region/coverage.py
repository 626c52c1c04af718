# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How wide a forecast must be so that it holds as often as it says, and whether it did.

Knows: bounds from how far off a method was before, and what may be chance in how often they held.
Leaves: methods (`forecasters`), the words (`outlook_words`).

At each moment the bounds come from errors that were known by then, and hold or not for a figure that came later: what
they are measured on, they have never seen. Errors of 12 months ahead that start a month apart overlap for 11 months; so
many of them weigh as a few.
"""

from bisect import insort
from functools import cache
from math import comb, floor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

INNER: Final = 0.80
OUTER: Final = 0.95
_LEAST: Final = 2.0
"""Errors from at least so many times that have nothing to do with each other; a t-curve of less has no bounds worth
telling."""


def off(after: "Row", figures: "Row", start: int) -> "Row":
    """How far each forecast was from the figure that came, `nan` where that is still to come."""
    import numpy as np

    steps = after.shape[1]
    at = np.arange(start, len(figures) + 1)[:, None] + np.arange(steps)[None, :]
    came = figures[np.minimum(at, len(figures) - 1)]
    return np.where(at < len(figures), np.abs(after - came), np.nan)


def half_widths(errors: "Row") -> "tuple[Row, Row]":
    """For each moment and each number of steps: how far the bounds of 80 and of 95 in 100 lie from the middle.

    80: the error that 80 in 100 were below, made wider as the t-curve does for few independent errors. 95: the same
    from the 95, or from the 80 along the t-curve, whichever is wider. Further ahead is never narrower.
    """
    import numpy as np

    moments, steps = errors.shape
    inner, outer = np.full((moments, steps), np.nan), np.full((moments, steps), np.nan)
    for ahead in range(1, steps + 1):
        known: list[float] = []
        for moment in range(ahead, moments):
            insort(known, float(errors[moment - ahead, ahead - 1]))
            wide80, wide95 = _wider(round(len(known) / overlap(ahead), 3))
            most, nearly_all = _below(known, INNER), _below(known, OUTER)
            inner[moment, ahead - 1] = most * wide80
            outer[moment, ahead - 1] = max(nearly_all, most * wide95, most * wide80)
    return np.fmax.accumulate(inner, axis=1), np.fmax.accumulate(outer, axis=1)


@cache
def overlap(steps: int) -> float:
    """How many errors of so many steps ahead, each a step after the other, weigh as one.

    Two that start `k` apart share `steps - k` of their steps; what they say about *how large* an error is, goes
    together by the square of that share.
    """
    return 1 + 2 * sum((1 - k / steps) ** 2 for k in range(1, steps))


@cache
def _wider(independent: float) -> tuple[float, float]:
    """By how much the 80 in 100 of so few errors must grow, to hold 80 and 95 in 100 of what comes."""
    from scipy.special import ndtri, stdtrit

    freedom, usual = max(independent, _LEAST), float(ndtri((1 + INNER) / 2))
    return float(stdtrit(freedom, (1 + INNER) / 2)) / usual, float(stdtrit(freedom, (1 + OUTER) / 2)) / usual


def _below(ordered: list[float], share: float) -> float:
    """The value that this share of them lies below, in a straight line between two."""
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def may_be_chance(held: int, surely: int, told: int, share: float, steps: int, looks: int) -> bool:
    """Whether bounds that hold `share` of the time could have held `held` times of `told`.

    `surely`: of those, how many lay inside by more than figures are rounded; where a figure has few values, no bounds
    hold exactly 80 in 100, and too often is not held against them. `steps` ahead, so that they overlap. `looks`: how
    many of these questions are asked of one series; together they call an honest forecast dishonest in at most 5 of 100
    series.
    """
    times = max(1, round(told / overlap(steps)))
    chances = [comb(times, k) * share**k * (1 - share) ** (times - k) for k in range(times + 1)]
    so_few = sum(chances[: round(held / told * times) + 1])
    so_many = sum(chances[round(surely / told * times) :])
    return min(so_few, so_many) >= 0.05 / looks / 2
