# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which course comes first, and which of its offerings.

Knows: the orders, and how to take a page of very many courses without sorting them all.
Leaves: what passes (filters), what words are worth (text).
"""

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .asking import Hit, Wanted
from .columns import Mask
from .filters import Passing
from .making import ANY_DAY, NEVER, NO_PRICE
from .text import Scores

OFFERINGS_MAX: Final = 5
_ID_BITS: Final = 32


def hits(passing: Passing, wanted: Wanted, offerings: Mask, found: Mask, scores: Scores) -> tuple[Hit, ...]:
    """A page of the courses that were found."""
    part = passing.part
    day = part.of_offerings(part.columns.day)
    at = np.flatnonzero(found)
    first = np.minimum.reduceat(np.maximum(day, ~offerings * np.int32(NEVER)), part.begins[:-1])[at]
    main = _main(passing, wanted, offerings, at, scores)
    page = _page(main, first.astype(np.int64) << _ID_BITS | at, wanted)
    return tuple(_hit(passing, wanted, offerings, int(at[one]), scores) for one in page)


def _main(passing: Passing, wanted: Wanted, offerings: Mask, at: NDArray[np.int64], scores: Scores) -> NDArray[Any]:
    """What the order is by; the lowest comes first."""
    part = passing.part
    if wanted.sort == "price":
        price = np.where(offerings, part.of_offerings(part.columns.price), NO_PRICE)
        return np.asarray(np.minimum.reduceat(price, part.begins[:-1])[at])
    if wanted.sort == "start":
        return np.zeros(len(at), np.int64)
    if wanted.sort == "near" and wanted.near is not None:
        return np.asarray(np.minimum.reduceat(np.where(offerings, passing.km, np.inf), part.begins[:-1])[at])
    return np.asarray(-np.rint(scores[part.courses[at]] * 10).astype(np.int64))


def _page(main: NDArray[Any], then: NDArray[np.int64], wanted: Wanted) -> NDArray[np.int64]:
    """Where the courses of this page lie, in order: by `main`, and where that is equal by `then`."""
    begin = max(wanted.offset, 0)
    until = min(begin + max(wanted.limit, 0), len(main))
    if begin >= until:
        return np.zeros(0, np.int64)
    taken = np.arange(len(main))
    if until < len(main):
        last = np.partition(main, until - 1)[until - 1]
        before, equal = np.flatnonzero(main < last), np.flatnonzero(main == last)
        needed = until - len(before)
        if needed < len(equal):
            equal = equal[np.argpartition(then[equal], needed - 1)[:needed]]
        taken = np.concatenate((before, equal))
    order = np.lexsort((then[taken], main[taken]))
    found: NDArray[np.int64] = taken[order][begin:until]
    return found


def _hit(passing: Passing, wanted: Wanted, offerings: Mask, at: int, scores: Scores) -> Hit:
    part = passing.part
    columns, begin, until = part.columns, int(part.begins[at]), int(part.begins[at + 1])
    inside = begin + np.flatnonzero(offerings[begin:until])
    rows = inside if isinstance(part.rows, slice) else part.rows[inside]
    course = int(part.courses[at])
    price, starts = columns.price[rows], columns.start[rows]
    km = passing.km[inside] if wanted.near is not None else None
    keys: list[NDArray[Any]] = [columns.id_order[rows], price, columns.day[rows]]
    if wanted.sort == "price":
        keys.append(price)
    if wanted.sort == "near" and km is not None:
        keys.append(km)
    best = rows[np.lexsort(keys)[:OFFERINGS_MAX]]
    prices = price[price != NO_PRICE]
    known = starts[(starts != NEVER) & (starts >= wanted.after.toordinal())]
    nearest = None if km is None else float(km.min())
    return Hit(
        course=columns.course_ids[course],
        offerings=tuple(columns.offering_ids[row] for row in best.tolist()),
        count=len(rows),
        price_min_cents=int(prices.min()) if len(prices) else None,
        price_max_cents=int(prices.max()) if len(prices) else None,
        score=round(float(scores[course]) / 100, 3),
        first_start=date.fromordinal(int(known.min())) if len(known) else None,
        any_day=bool((columns.day[rows] == ANY_DAY).any()),
        km=None if nearest is None or nearest == float("inf") else round(nearest, 1),
    )
