# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many courses each other choice would give.

Knows: counting courses by value, each facet without its own filter.
Leaves: what passes (filters).
"""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .columns import Mask, distinct
from .filters import Passing

SHOWN: Final = ("kind", "subject", "form", "moment", "way", "language", "level", "recognised", "price", "town")
TOWNS_MAX: Final = 40
"""So many towns are counted: those with most courses."""
_BITS_OF_A_BYTE: Final = np.array([[n >> bit & 1 for bit in range(8)] for n in range(256)], np.int64)


def facets(passing: Passing, offerings: Mask, courses: Mask | None) -> Mapping[str, Mapping[str, int]]:
    """The counts; `offerings` and `courses` are what passes with all filters on."""
    columns = passing.part.columns
    found = {**dict(_of_courses(passing, offerings)), **dict(_of_offerings(passing, offerings, courses))}
    found["town"] = _towns(passing, offerings, courses)
    price = found.get("price", {})
    found["price"] = {band: price[band] for band in sorted(price, key=int)}
    assert set(columns.course_bits) | set(columns.offering_bits) | {"town"} >= set(SHOWN)
    return {name: found[name] for name in SHOWN}


def _of_courses(passing: Passing, offerings: Mask) -> Iterator[tuple[str, dict[str, int]]]:
    part = passing.part
    flags = part.of_courses(part.columns.course_flags)
    counted: dict[str | None, NDArray[np.int64]] = {}
    for facet, bits in part.columns.course_bits.items():
        own = facet if passing.asks_in(facet) else None
        if own not in counted:
            passes = offerings if own is None else passing.offerings(own)
            counted[own] = _bits(flags[:, passing.found(passes, passing.courses(own))])
        yield facet, _named(counted[own], bits)


def _of_offerings(passing: Passing, offerings: Mask, courses: Mask | None) -> Iterator[tuple[str, dict[str, int]]]:
    part = passing.part
    flags = part.of_offerings(part.columns.offering_flags)
    counted: dict[str | None, NDArray[np.int64]] = {}
    for facet, bits in part.columns.offering_bits.items():
        own = facet if passing.asks_in(facet) else None
        if own not in counted:
            passes = offerings if own is None else passing.offerings(own)
            together = np.bitwise_or.reduceat(flags * passes, part.begins[:-1], axis=1)
            counted[own] = _bits(together if courses is None else together[:, courses])
        yield facet, _named(counted[own], bits)


def _towns(passing: Passing, offerings: Mask, courses: Mask | None) -> dict[str, int]:
    part = passing.part
    passes = passing.offerings("town") if passing.asks_in("town") else offerings
    if courses is not None:
        passes = passes & part.each_offering(courses)
    of, town = part.of_offerings(part.columns.of)[passes], part.of_offerings(part.columns.town)[passes]
    names = part.columns.town_names
    counts = distinct(of, town, len(names))
    found = [(-int(counts[at]), names[at]) for at in np.flatnonzero(counts)]
    return {name: -many for many, name in sorted(found)[:TOWNS_MAX]}


def _bits(flags: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How often each bit is set, column after column."""
    found = []
    for column in flags:
        for byte in np.ascontiguousarray(column).view(np.uint8).reshape(-1, 8).T:
            found.append(np.bincount(byte, minlength=256) @ _BITS_OF_A_BYTE)
    return np.concatenate(found)


def _named(counts: NDArray[np.int64], bits: Mapping[str, int]) -> dict[str, int]:
    found = {value: int(counts[bit]) for value, bit in bits.items() if counts[bit]}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
