# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which courses have which words.

Knows: the courses of a stem with their weights, the words there are, and which are like a word.
Leaves: what a question means (reading).
"""

from bisect import bisect_left
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .keeping import Kept
from .spelling import nearest
from .words import one_and_more, stem

Scores = NDArray[np.float32]

EXACT: Final = 55
WHOLE_NAME: Final = 80
_NAMED: Final = 125.0
"""From this score on the words stand in the name, as they are or as a part."""
LITTLE: Final = 0.015
IN_FULL: Final = 100
"""What a synonym in the name scores: more counts no more where words are weighed against each other."""
MOST_WORDS: Final = 300
_HALF: Final = 0.5


class Way(NamedTuple):
    """One way to meet a word of the question: a course must have all these stems. `exact` is the word as typed."""

    stems: tuple[str, ...]
    share: float
    exact: str | None = None


class Group(NamedTuple):
    """A word or phrase of the question, and all ways to meet it. One that says little is not needed."""

    words: tuple[str, ...]
    ways: tuple[Way, ...]
    little: bool = False


class Matched(NamedTuple):
    """The courses with these words, and their scores. `all_words` is False if none has all and these have most.
    `unmet` are groups that no course meets at all."""

    courses: NDArray[np.bool_]
    scores: Scores
    all_words: bool
    unmet: tuple[Group, ...] = ()


class Text:
    def __init__(self, kept: Kept) -> None:
        column = kept.columns
        self._stem_begins, self._stem_courses = column["stem_begins"], column["stem_courses"]
        self._stem_weights = column["stem_weights"]
        self._name_begins, self._name_courses = column["name_begins"], column["name_courses"]
        self._name_lengths = column["name_lengths"]
        self._signatures, self._lengths, self._often = column["signatures"], column["lengths"], column["often"]
        self._list = column["words"].tobytes().decode().split("\n")
        self._words = {word: at for at, word in enumerate(self._list) if word}
        self._stems = {one: at for at, one in enumerate(column["stems"].tobytes().decode().split("\n")) if one}
        self._sorted = sorted(self._words)
        self.courses = len(self._name_lengths)

    def knows_stem(self, one: str) -> bool:
        """Whether a course has a word with this stem."""
        at = self._stems.get(one)
        return at is not None and bool(self._stem_begins[at] < self._stem_begins[at + 1])

    def often(self, word: str) -> int:
        """How many courses have this very word."""
        at = self._words.get(word)
        return 0 if at is None else int(self._often[at])

    def like(self, word: str) -> list[str]:
        """Words that are nearly this one."""
        if not self._words:
            return []
        return [one for one in nearest(word, self._list, self._signatures, self._lengths, self._often) if one != word]

    def beginning_with(self, start: str, most: int) -> list[str]:
        """The words that begin so and that most courses have."""
        at = bisect_left(self._sorted, start)
        until = bisect_left(self._sorted, start + "\x7f")
        return sorted(self._sorted[at:until], key=lambda word: (-self.often(word), word))[:most]

    def named(self, word: str) -> NDArray[np.bool_]:
        """The courses with this word, or another form of it, in their name."""
        found = np.zeros(self.courses, bool)
        at = self._stems.get(stem(word))
        if at is not None:
            lies = slice(self._stem_begins[at], self._stem_begins[at + 1])
            found[self._stem_courses[lies][self._stem_weights[lies] >= _NAMED]] = True
        return found

    def matched(self, groups: tuple[Group, ...]) -> Matched:
        """The courses that meet every group that any course meets; if there are none, those that meet most."""
        scores = np.zeros(self.courses, np.float32)
        in_name = np.zeros(self.courses, np.float32)
        met: list[NDArray[np.bool_]] = []
        said: list[Scores] = []
        unmet = []
        for group in groups:
            one = self._score(group)
            if group.little:
                scores += LITTLE * one
                continue
            has = one > 0
            if not has.any():
                unmet.append(group)
                continue
            met.append(has)
            said.append(one)
            scores += one
            in_name += one >= _NAMED
        if not met:
            return Matched(np.full(self.courses, not unmet), scores, True, tuple(unmet))
        everything: NDArray[np.bool_] = np.logical_and.reduce(met)
        all_words = bool(everything.any())
        if not all_words:
            everything, worth = self._most(met, said)
            scores += MOST_WORDS * worth
        scores += WHOLE_NAME * np.minimum(in_name / np.maximum(self._name_lengths, 1), 1)
        return Matched(everything, scores, all_words, tuple(unmet))

    def _most(self, met: list[NDArray[np.bool_]], said: list[Scores]) -> tuple[NDArray[np.bool_], Scores]:
        """The courses with the most of what was said, and how much each has. A rare word counts more, and so does a
        word of the name: somebody who tells a story uses words that only happen to be in a text."""
        worth = np.zeros(self.courses, np.float32)
        for has, score in zip(met, said, strict=True):
            rare = np.float32(np.log1p(self.courses / np.count_nonzero(has)))
            worth += rare * np.minimum(score / np.float32(IN_FULL), 1)
        worth /= worth.max()
        most: NDArray[np.bool_] = worth >= _HALF
        return most, worth

    def _score(self, group: Group) -> Scores:
        best = np.zeros(self.courses, np.float32)
        for way in group.ways:
            lists = [self._stems.get(one) for one in way.stems]
            known = [at for at in lists if at is not None]
            if len(known) < len(lists) or not known:
                continue
            if len(known) == 1:
                courses, weights = self._list_of(known[0])
                best[courses] = np.maximum(best[courses], weights * np.float32(way.share))
            else:
                np.maximum(best, self._all_of(known) * np.float32(way.share), out=best)
            if way.exact is not None:
                best[self._named_exactly(way.exact)] += np.float32(EXACT)
        return best

    def _named_exactly(self, word: str) -> NDArray[np.int32]:
        """The courses with this word in their name, in one or in more."""
        lists = [self._words[form] for form in one_and_more(word) if form in self._words]
        found = [self._name_courses[self._name_begins[at] : self._name_begins[at + 1]] for at in lists]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found or [self._name_courses[:0]]))

    def _list_of(self, at: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        lies = slice(self._stem_begins[at], self._stem_begins[at + 1])
        return self._stem_courses[lies], self._stem_weights[lies]

    def _all_of(self, stems: list[int]) -> Scores:
        """The lowest of the weights, where a course has all."""
        lists = sorted((self._list_of(at) for at in stems), key=lambda one: len(one[0]))
        courses, weights = lists[0][0], lists[0][1].astype(np.float32)
        for others, other_weights in lists[1:]:
            at = np.minimum(np.searchsorted(others, courses), len(others) - 1)
            both = others[at] == courses if len(others) else np.zeros(len(courses), bool)
            courses, weights = courses[both], np.minimum(weights[both], other_weights[at[both]])
        best = np.zeros(self.courses, np.float32)
        best[courses] = weights
        return best
