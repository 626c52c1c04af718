# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How easy a course is to begin with: of courses that fit about as well, the easier comes first.

Knows: what the level and the name of a course say, and whether somebody asks for an easy or a hard one.
Leaves: which words say so (wishes.nl.yaml), how well a course fits (text).
"""

from typing import Final

from ..levels import NLQF
from ..records import Course
from .lexicon import LONGEST_PHRASE, Lexicon, Phrase
from .words import tokens

EASE_MAX: Final = 9
A_LITTLE: Final = 1.4
"""Worth of one step of ease if nothing was said about it: all steps together are less than any better match."""
MUCH: Final = 5.0
"""The same if somebody asks for an easy course."""
_UNKNOWN: Final = 4
_NAMED_SO: Final = 2
_BY_LEVEL: Final = {nlqf: max(0, 7 - at) for at, nlqf in enumerate(one for one in NLQF if one != "4+")} | {"4+": 3}


def ease(course: Course, said: Lexicon) -> int:
    """From 0 (hard) to 9 (easy), by level and name; a level that nobody knows is in between."""
    name = tuple(tokens(course.name))
    steps = _UNKNOWN if course.level.nlqf is None else _BY_LEVEL.get(course.level.nlqf, _UNKNOWN)
    steps += _NAMED_SO * _says(name, said.easy) - _NAMED_SO * _says(name, said.hard)
    return min(max(steps, 0), EASE_MAX)


def worth(typed: Phrase, said: Lexicon) -> float:
    """What one step of ease is worth to somebody who types this."""
    if _says(typed, said.hard):
        return 0
    return MUCH if _says(typed, said.easy) else A_LITTLE


def _says(words: Phrase, phrases: frozenset[Phrase]) -> bool:
    return any(
        words[at : at + many] in phrases
        for at in range(len(words))
        for many in range(1, min(LONGEST_PHRASE, len(words) - at) + 1)
    )
