# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search: open an index and ask.

Knows: how reading, matching, filtering, counting and ordering follow each other; what to loosen if little was found.
Leaves: each of those to its own file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from .asking import Found, Loosen, ReadAs, Row, Wanted
from .columns import Columns, Mask, Part
from .facets import SHOWN, counted, facets
from .filters import FILTERS, Passing, is_on
from .keeping import Kept, read, write
from .making import made
from .ranking import hits
from .reading import Reader, Reading
from .text import Matched, Text

LITTLE_FOUND: Final = 5
"""With fewer courses than this, we say what to loosen."""
_LOOSEN_WORDS_MAX: Final = 5


def build(rows: Iterable[Row], folder: Path) -> None:
    """Make the index of these rows in this folder; who has the old one open keeps a whole one."""
    write(made(rows), folder)


class SearchIndex:
    """An index that is only read: more threads may ask it at once."""

    def __init__(self, kept: Kept) -> None:
        self._columns, self._text = Columns(kept), Text(kept)
        self._reader = Reader(self._text, self._columns.courses_by_town())

    @classmethod
    def open(cls, folder: Path) -> "SearchIndex":
        """The index that `build` made; BrokenIndexError if it is not whole."""
        return cls(read(folder))

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "SearchIndex":
        """An index in memory."""
        return cls(made(rows))

    def find(self, wanted: Wanted) -> Found:
        """The courses that somebody means, with counts beside each other choice."""
        reading = self._reader.read(wanted.words)
        if not self._columns.courses:
            return Found((), 0, {name: {} for name in SHOWN}, read_as=tuple(reading.told))
        matched = self._matched(reading)
        if not matched.courses.any():
            unmet = (ReadAs(" ".join(group.words), "unknown") for group in matched.unmet)
            passing, told, total = None, (*reading.told, *unmet), 0
        else:
            passing, told = self._passing(wanted, reading, matched)
            everything = counted(passing)
            total = int(np.count_nonzero(everything.found))
        return Found(
            hits=hits(passing, wanted, everything.offerings, everything.found, matched.scores) if passing else (),
            total=total,
            facets=facets(passing, everything) if passing else {name: {} for name in SHOWN},
            loosen=tuple(self._loosen(wanted, reading, total)) if total < LITTLE_FOUND else (),
            read_as=told,
        )

    def _matched(self, reading: Reading) -> Matched:
        """The courses with the words; none if all words that say something were found nowhere."""
        matched = self._text.matched(tuple(reading.groups))
        if reading.ease:
            matched.scores[:] += np.float32(reading.ease) * self._columns.ease
        unknown = any(one.kind == "unknown" for one in reading.told)
        if reading.said and not matched.courses.any():
            return matched._replace(courses=np.ones_like(matched.courses))
        if unknown and not reading.said and not reading.telling:
            return matched._replace(courses=np.zeros_like(matched.courses))
        return matched

    def _passing(self, wanted: Wanted, reading: Reading, matched: Matched) -> tuple[Passing, tuple[ReadAs, ...]]:
        passing = Passing(Part(self._columns, _unless_all(matched.courses)), wanted)
        told = list(reading.told)
        for said in reading.said:
            used = passing.wish(said, self._text)
            values = tuple(map(str, filter(None, said.begin.days(wanted.after)))) if said.begin else said.values
            told.append(ReadAs(said.words, "without" if said.refused else said.kind, values, used))
        told += [ReadAs(" ".join(group.words), "unknown") for group in matched.unmet]
        if not matched.all_words:
            telling = tuple(dict.fromkeys(" ".join(group.words) for group in reading.telling))
            told.append(ReadAs(" ".join(telling), "apart", telling))
        return passing, tuple(told)

    # --- what to loosen ----------------------------------------------------------------------------------------------

    def _total(self, wanted: Wanted) -> int:
        reading = self._reader.read(wanted.words)
        matched = self._matched(reading)
        if not matched.courses.any():
            return 0
        passing, _ = self._passing(wanted, reading, matched)
        return int(np.count_nonzero(passing.found(passing.offerings(), passing.courses())))

    def _loosen(self, wanted: Wanted, reading: Reading, total: int) -> list[Loosen]:
        """Each way to find more, most first; each was tried."""
        tried = [
            (kind, name, words, self._total(looser)) for kind, name, words, looser in self._looser(wanted, reading)
        ]
        found = [Loosen(kind, name, many, words) for kind, name, words, many in tried if many > total]  # type: ignore[arg-type]
        return sorted(found, key=lambda one: (one.kind != "spelling", -one.total, one.kind, one.name))

    def _looser(self, wanted: Wanted, reading: Reading) -> Iterator[tuple[str, str, str | None, Wanted]]:
        for name in FILTERS:
            if is_on(wanted, name):
                default = frozenset[str]() if isinstance(getattr(wanted, name), frozenset) else None
                dropped = False if name == "recognised" else default
                yield "filter", name, None, replace(wanted, **{name: dropped})  # type: ignore[arg-type]
        for typed in list(self._droppable(reading))[:_LOOSEN_WORDS_MAX]:
            left = _without(reading.tokens, typed)
            rest = self._reader.read(left)
            # Without the subject there is always more; that helps nobody.
            if rest.telling or (rest.said and not reading.telling):
                yield "word", " ".join(typed), left, replace(wanted, words=left)
        for word in reading.tokens[:_LOOSEN_WORDS_MAX]:
            if meant := self._reader.more_usual(word):
                words = " ".join(meant if one == word else one for one in reading.tokens)
                yield "spelling", word, words, replace(wanted, words=words)

    def _droppable(self, reading: Reading) -> Iterable[tuple[str, ...]]:
        """Words to leave out: those to meet, those that are a wish, and those that were found nowhere."""
        groups = [group.words for group in reading.telling]
        wishes = [tuple(said.words.split()) for said in reading.said]
        unknown = [tuple(one.words.split()) for one in reading.told if one.kind == "unknown"]
        return dict.fromkeys((*groups, *wishes, *unknown))


def _without(typed: tuple[str, ...], words: tuple[str, ...]) -> str:
    for at in range(len(typed) - len(words) + 1):
        if typed[at : at + len(words)] == words:
            return " ".join((*typed[:at], *typed[at + len(words) :]))
    return ""


def _unless_all(courses: Mask) -> Mask | None:
    return None if courses.all() else courses
