# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long Dutch words are made of short ones.

Knows: how a word falls apart in words that are known, with or without a letter between them.
Leaves: which words are known (the caller), what the parts weigh (making).
"""

from collections.abc import Callable
from typing import Final

SHORT_PARTS: Final = frozenset("las kok pc ict cv bhv vca nt2 cnc bbq web gas ehbo lift auto taal zorg hout".split())
"""Words of two to four letters that are parts of others; any other part has at least four letters."""
LENGTH_MIN: Final = 6
_PART_MIN: Final = 4
_BETWEEN: Final = ("", "s", "en", "e", "n")
_PARTS_MAX: Final = 4


def parts(word: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The known words that a word is made of, at least two and as few as can be; empty if it is not."""
    if len(word) < LENGTH_MIN:
        return ()
    for most in range(2, _PARTS_MAX + 1):
        if found := _split(word, known, most):
            return found
    return ()


def _split(word: str, known: Callable[[str], bool], most: int) -> tuple[str, ...]:
    """The last part as long as can be: in Dutch that is what the whole is a kind of."""
    for at in range(2, len(word) - 1):
        last = word[at:]
        if not (_can_be_part(last) and known(last)):
            continue
        for between in _BETWEEN:
            first = word[: at - len(between)]
            if between and not word[:at].endswith(between):
                continue
            if _can_be_part(first) and known(first):
                return first, last
            if most > 2 and len(first) >= LENGTH_MIN and (rest := _split(first, known, most - 1)):
                return *rest, last
    return ()


def _can_be_part(word: str) -> bool:
    return len(word) >= _PART_MIN or word in SHORT_PARTS
