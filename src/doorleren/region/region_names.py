# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which regions somebody means who types a name.

Knows: names in any case, with or without accents, apostrophes, blanks and what stands in brackets; what looks alike.
Leaves: codes, and which of them existed when (`known_regions`).
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from ..basics import plain_letters
from .regions import KINDS, Region, RegionKind

_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_LONGEST: Final = 80
_ALIKE: Final = 0.72
"""From this on two names look alike: one letter wrong in four, two in seven."""

_KIND_WORDS: Final[tuple[tuple[re.Pattern[str], RegionKind], ...]] = (
    (re.compile(r"^gemeente | gemeente$| gm$"), "gemeente"),
    (re.compile(r"^provincie | provincie$| pv$"), "provincie"),
    (re.compile(r"^arbeidsmarktregio | arbeidsmarktregio$| am$"), "arbeidsmarktregio"),
    (re.compile(r"^municipality of | municipality$"), "gemeente"),
    (re.compile(r"^province of | province$"), "provincie"),
    (re.compile(r"^labour market region (of )?| labour market region$"), "arbeidsmarktregio"),
)


class RegionNames:
    """The codes by name."""

    def __init__(self, named: Iterable[tuple[Region, tuple[str, ...]]]) -> None:
        self._codes: dict[str, list[str]] = {}
        self._kind: dict[str, RegionKind] = {}
        self._until: dict[str, bool] = {}
        for region, names in named:
            self._kind[region.code] = region.kind
            self._until[region.code] = region.until is not None
            for name in names:
                for written in {name, _BRACKETS.sub("", name)}:
                    codes = self._codes.setdefault(_close(plain_letters(written)), [])
                    if region.code not in codes:
                        codes.append(region.code)

    def codes(self, words: str) -> tuple[str, ...]:
        """The regions with this name; "gemeente Groningen" and "Groningen (PV)" ask for one kind."""
        text = plain_letters(words[:_LONGEST])
        if found := self._codes.get(_close(text)):
            return tuple(found)
        for pattern, kind in _KIND_WORDS:
            rest, times = pattern.subn("", text)
            if times:
                return tuple(code for code in self._codes.get(_close(rest), ()) if self._kind[code] == kind)
        return ()

    def near(self, words: str, most: int) -> tuple[str, ...]:
        """The regions with a name that looks like it: those that begin so first, then the likest."""
        text = _close(plain_letters(words[:_LONGEST]))
        if len(text) < 2:
            return ()
        matcher = SequenceMatcher(None, b=text, autojunk=False)
        scores: dict[str, float] = {}
        for key, codes in self._codes.items():
            score = _score(key, text, matcher)
            for code in codes if score >= _ALIKE else ():
                scores[code] = max(score, scores.get(code, 0.0))
        order = sorted(scores, key=lambda code: (-scores[code], self._until[code], KINDS.index(self._kind[code]), code))
        return tuple(order[:most])


def _score(key: str, text: str, matcher: SequenceMatcher[str]) -> float:
    if len(text) >= 3 and key.startswith(text):
        return 1.0 + len(text) / len(key)
    if len(text) >= 4 and text in key:
        return 0.9
    matcher.set_seq1(key)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _close(plain: str) -> str:
    return plain.replace(" ", "")
