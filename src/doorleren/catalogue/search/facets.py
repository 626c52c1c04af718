# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many courses each other choice would give.

Knows: counting courses by value, each facet without its own filter.
Leaves: what passes (filters).
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .columns import Mask
from .filters import Passing, both
from .making import BITS

SHOWN: Final = ("kind", "subject", "form", "moment", "way", "language", "level", "recognised", "price", "town")
TOWNS_MAX: Final = 40
"""So many towns are counted: those with most courses."""


class Counted(NamedTuple):
    """The courses that were found, and all flags of those of their offerings that pass."""

    offerings: Mask
    courses: Mask | None
    found: Mask
    together: NDArray[np.uint32]


def counted(passing: Passing, without: str | None = None) -> Counted:
    """Who passes with all filters on, or with all but those of one facet."""
    part = passing.part
    offerings, courses = passing.offerings(without), passing.courses(without)
    flags = part.of_offerings(part.columns.offering_flags)
    together = np.bitwise_or.reduceat(flags * offerings, part.begins[:-1], axis=1)
    return Counted(offerings, courses, both(together[0] != 0, courses), together)


def facets(passing: Passing, everything: Counted) -> Mapping[str, Mapping[str, int]]:
    """The counts; `everything` is what passes with all filters on."""
    columns, part = passing.part.columns, passing.part
    found: dict[str, Mapping[str, int]] = {}
    of_courses = part.of_courses(columns.course_flags)
    for facet in SHOWN:
        this = counted(passing, facet) if passing.asks_in(facet) else everything
        if facet == "town":
            found[facet] = _towns(passing, this)
        elif facet in columns.course_bits:
            found[facet] = _counts(of_courses, this.found, columns.course_bits[facet])
        else:
            found[facet] = _counts(this.together, this.found, columns.offering_bits[facet])
    found["price"] = dict(sorted(found["price"].items(), key=lambda one: int(one[0])))
    return found


def _counts(flags: NDArray[np.uint32], found: Mask, bits: Mapping[str, int]) -> dict[str, int]:
    """How many of the courses found have each value, most first."""
    counts = {}
    for value, at in bits.items():
        column, bit = divmod(at, BITS)
        many = np.count_nonzero((flags[column] & np.uint32(1 << bit)).astype(bool) & found)
        if many:
            counts[value] = int(many)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _towns(passing: Passing, this: Counted) -> dict[str, int]:
    part = passing.part
    passes = this.offerings if this.courses is None else this.offerings & part.each_offering(this.courses)
    counts = part.columns.in_towns(np.compress(passes, part.of_offerings(part.columns.pair)))
    names = part.columns.town_names
    found = [(-int(counts[at]), names[at]) for at in np.flatnonzero(counts)]
    return {name: -many for many, name in sorted(found)[:TOWNS_MAX]}
