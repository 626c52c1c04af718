# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which figures of a series a forecast may rest on: the last ones without a break, a hole or an absurd one among them.

Knows: where that stretch begins, and why it is short. Leaves: what is done with it (`outlook`).
"""

from itertools import pairwise
from statistics import median
from typing import Final

from ..basics import Said
from . import outlook_words as words
from .series import Point, Series

_ABSURD: Final = 30.0
"""So many times the usual change away from all its neighbours: a typing error moves a figure by thousands of times."""


def in_a_row(series: Series, last: Point, season: int) -> tuple[Point, ...]:
    """The last figures without a break, a hole or an absurd one between them."""
    row = [last]
    for point in reversed(series.unbroken):
        if point.value is not None and row[-1].span.steps_after(point.span) == 1:
            row.append(point)
    row.reverse()
    return tuple(row[_after_absurd([point.value or 0.0 for point in row], season) :])


def _after_absurd(values: list[float], season: int) -> int:
    """The place after the last figure that stands far above, or far below, the ones beside it and those a year away.

    What comes back each year is no mistake. The last figure has nobody after it yet; `outlook` looks at that.
    """
    usual = median(abs(later - sooner) for sooner, later in pairwise(values)) if values[1:] else 0
    if usual == 0:
        return 0
    for place in range(len(values) - 2, 0, -1):
        beside = [place + step for step in (-season, -1, 1, season) if 0 <= place + step < len(values)]
        above = [values[place] - values[one] for one in beside]
        if min(above) > _ABSURD * usual or max(above) < -_ABSURD * usual:
            return place + 1
    return 0


def why_too_short(series: Series, have: int, least: int) -> Said:
    """Why there are not enough figures in a row: a hole, a break, or a young series."""
    kind = series.unbroken[-1].span.kind
    if sum(point.value is not None for point in series.unbroken) > have:
        return words.too_many_holes(kind, have, least)
    if sum(point.value is not None and not point.span.part for point in series.points) > have:
        return words.too_short_since_break(kind, have, least)
    return words.too_short(kind, have, least)
