# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two compiled loops over a block of people, for `pattern_counts`; needs Numba.

Knows: how states are found and patterns are counted, one number at a time.
Leaves: what a state or a pattern is (`pattern_counts`). No rule stands here: the loops get tables.
"""

from collections.abc import Callable
from typing import Any, Final

import numba
import numpy as np

TILE: Final = 2_048
"""People in a tile: their keys stay in the nearest cache."""
LANES: Final = 4
"""Neighbours are counted apart, so that one need not wait for the other when they have the same pattern."""
_MEETS_A_CUT_AT_MOST: Final = 24


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Kept on disk beside the program or in the user's cache, and compiled anew each time where neither can be."""
    try:
        return numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:
        return numba.njit(nogil=True, error_model="numpy")(function)


@_compiled
def find_states(numbers: Any, labelled: bool, known: Any, cuts: Any, table: Any, found: Any) -> None:
    """The state of each person: `table[number]` of a label, else `table[how many of the rising cuts are reached]`.

    `known` is empty, or False for whom the state is 0; `found` (uint8) takes the states.
    """
    for i in range(numbers.size):
        found[i] = 0
    if labelled:
        for i in range(numbers.size):
            found[i] = table[numbers[i]]
    elif cuts.size <= _MEETS_A_CUT_AT_MOST:
        for cut in cuts:
            for i in range(numbers.size):
                found[i] += np.uint8(numbers[i] >= cut)
        for i in range(numbers.size):
            found[i] = table[found[i]]
    else:
        for i in range(numbers.size):
            found[i] = table[np.searchsorted(cuts, numbers[i], side="right")]
    for i in range(known.size):
        found[i] *= known[i]


@_compiled
def count_patterns(
    states: Any, rows: Any, steps: Any, ends: Any, firsts: Any, lanes: Any, counts: Any, kept: Any, keys: Any
) -> None:
    """Count the people of each pattern of each question, and keep their keys where these are asked for.

    `states` is uint8 by fact and person. Question q looks at the places `ends[q]` to `ends[q + 1]` of `rows` (which
    fact) and `steps` (int32: what each state adds to the key). Its counts begin at `firsts[q]`, in LANES rows of
    `lanes[q]` keys, or in one row if that is 0. The row `kept[q]` of `keys` (int32) takes its keys; none if it is -1.
    """
    size = states.shape[1]
    key = np.empty(TILE, np.int32)
    for start in range(0, size, TILE):
        many = min(TILE, size - start)
        for q in range(firsts.size):
            key[:many] = 0
            for place in range(ends[q], ends[q + 1]):
                mine = states[rows[place], start : start + many]
                step = steps[place]
                for i in range(many):
                    key[i] += step[mine[i]]
            first, room = firsts[q], lanes[q]
            for i in range(many):
                counts[first + (i % LANES) * room + key[i]] += 1
            if kept[q] >= 0:
                keys[kept[q], start : start + many] = key[:many]
