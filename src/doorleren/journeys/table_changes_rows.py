# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of two downloads beside each other.

Knows: which rows are the same row, and how each differs. Leaves: codes and measures (`table_changes`).
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ..region import Observations
from .table_changes import Key, Revised, RowChange, Rows

_SOME: Final = 5
"""So many examples of each kind of change."""

_MOST_KEYS: Final = 2**62


def compare_rows(before: Observations, after: Observations, dimensions: Sequence[str]) -> Rows:
    """What changed in the rows; each row is there once in each."""
    old_keys, new_keys = _keys(before, after, dimensions)
    _, old, new = np.intersect1d(old_keys, new_keys, assume_unique=True, return_indices=True)
    inside = np.argsort(new, kind="stable")
    old, new = old[inside], new[inside]
    was, now = _numbers(before)[old], _numbers(after)[new]
    there_was, there_is = ~np.isnan(was), ~np.isnan(now)
    said = _differ(before.reasons, after.reasons, old, new)
    revised = there_was & there_is & (was != now)
    lost, found = there_was & ~there_is, ~there_was & there_is
    reasons = said & (there_was == there_is)

    def key(rows: Observations, place: int) -> Key:
        return (("Measure", rows.measures[place]), *((one, rows.codes[one][place]) for one in dimensions))

    def change(place: int) -> RowChange:
        one, other = int(old[place]), int(new[place])
        values = before.values[one], after.values[other]
        return RowChange(key(after, other), *values, before.reasons[one], after.reasons[other])

    def some(which: Any) -> tuple[RowChange, ...]:
        return tuple(change(int(place)) for place in np.flatnonzero(which)[:_SOME])

    by_measure: dict[str, list[int]] = {}
    for place in np.flatnonzero(revised).tolist():
        by_measure.setdefault(after.measures[int(new[place])], []).append(place)
    apart = np.abs(now - was)
    gone_places = np.setdiff1d(np.arange(len(before)), old)
    new_places = np.setdiff1d(np.arange(len(after)), new)
    return Rows(
        revised=tuple(
            Revised(measure, len(places), change(max(places, key=lambda place: (apart[place], -place))))
            for measure, places in by_measure.items()
        ),
        lost=int(lost.sum()),
        found=int(found.sum()),
        reasons=int(reasons.sum()),
        texts=int(_differ(before.texts, after.texts, old, new).sum()),
        new=len(new_places),
        gone=len(gone_places),
        some_lost=some(lost),
        some_found=some(found),
        some_reasons=some(reasons),
        some_new=tuple(key(after, place) for place in new_places[:_SOME].tolist()),
        some_gone=tuple(key(before, place) for place in gone_places[:_SOME].tolist()),
    )


def _keys(before: Observations, after: Observations, dimensions: Sequence[str]) -> tuple[Any, Any]:
    """One number for each row, the same for the same row in both."""
    both = np.zeros(len(before) + len(after), np.int64)
    columns = [(before.measures, after.measures), *((before.codes[one], after.codes[one]) for one in dimensions)]
    size = 1
    for old, new in columns:
        numbers, words = _numbered([*old, *new])
        if size * words >= _MOST_KEYS:
            # Numbered anew they are never more than there are rows.
            both = np.unique(both, return_inverse=True)[1]
            size = len(both) + 1
        both = both * words + numbers
        size *= words
    return both[: len(before)], both[len(before) :]


def _numbered(words: Sequence[str | None]) -> tuple[Any, int]:
    """A number for each word, and how many there are."""
    known: dict[str | None, int] = {}
    numbers = [known.setdefault(word, len(known)) for word in words]
    return np.array(numbers, np.int64), len(known) or 1


def _numbers(rows: Observations) -> Any:
    return np.array(rows.values, np.float64)


def _differ(before: Sequence[str | None], after: Sequence[str | None], old: Any, new: Any) -> Any:
    numbers, _ = _numbered([*before, *after])
    return numbers[: len(before)][old] != numbers[len(before) :][new]
