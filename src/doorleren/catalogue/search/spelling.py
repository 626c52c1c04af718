# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words that are written almost like another.

Knows: how far two words are apart, by their sound and by their letters, and which of very many words are near.
Leaves: whether a word is wrong at all (reading).
"""

from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .words import sound

_LOOKED_AT_MAX: Final = 48


def allowed(word: str) -> int:
    """How many mistakes a word may have; a short word none, or it would be any word."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


@lru_cache(maxsize=50_000)
def signature(word: str) -> int:
    """The pairs of letters in how a word sounds, as 64 bits: one mistake changes at most six of them."""
    heard = f"^{sound(word)}$"
    bits = 0
    for one, two in pairwise(heard):
        bits |= 1 << ((ord(one) * 31 + ord(two) * 7) % 64)
    return bits


def nearest(
    word: str, words: list[str], signatures: NDArray[np.uint64], lengths: NDArray[np.uint8], often: NDArray[np.int32]
) -> list[str]:
    """The words nearest to this one, best first: those that sound the same, then those that are a mistake away."""
    most = allowed(word)
    if not most or not len(words):
        return []
    unlike = np.bitwise_count(signatures ^ np.uint64(signature(word)))
    apart = np.abs(lengths.astype(np.int16) - len(sound(word)))
    near = np.flatnonzero((unlike <= 6 * most) & (apart <= most))
    if len(near) > _LOOKED_AT_MAX:
        order = np.lexsort((near, -often[near], unlike[near]))
        near = near[order[:_LOOKED_AT_MAX]]
    heard, found = sound(word), []
    for at in near.tolist():
        other = words[at]
        by_sound = distance(heard, sound(other), most)
        if by_sound <= most and other[0].isalpha() and _look_alike(word, other):
            found.append(
                (by_sound, distance(word, other, most + 2), heard[0] != sound(other)[0], -int(often[at]), other)
            )
    best = min(found)[0] if found else 0
    return [other for by_sound, *_, other in sorted(found) if by_sound == best]


def _look_alike(one: str, two: str) -> bool:
    """Whether they have letters in common: «qqqq» sounds like «c», but nobody who writes one means the other."""
    longest = max(len(one), len(two))
    return distance(one, two, longest) <= 0.7 * longest


def distance(one: str, two: str, most: int) -> int:
    """How many letters to add, take out, change or swap; more than `most` is `most + 1`."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        before, row, above = row, [i], before
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (i == 1 or min(before) > most):
            return most + 1
    return min(row[-1], most + 1)
