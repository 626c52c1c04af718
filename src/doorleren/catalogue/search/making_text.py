# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the words of courses to lists of courses by stem.

Knows: which texts of a course count and how much, and that a word also counts for what it is made of.
Leaves: how words are compared (words, compounds), how a question is scored (text).
"""

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..records import Course, Provider
from .compounds import parts
from .lexicon import Lexicon, lexicon
from .spelling import signature
from .words import kin, sound, stem, tokens

IN_NAME: Final = 200
IN_ENGLISH_NAME: Final = 150
IN_ITS_WORDS: Final = 120
FROM_ITS_PROVIDER: Final = 90
IN_ITS_LABELS: Final = 60
IN_ABOUT: Final = 40
OF_KIN: Final = 0.85
OF_ALL: Final = 0.95
"""What a word counts in a compound of which the rest says little: computercursus is about the computer."""
OF_HEAD: Final = 0.8
OF_PART: Final = 0.65

_OFTEN_ENOUGH: Final = 2
"""A word that only one course has may be a mistake; it does not cut others into parts."""


class TextMaker:
    def __init__(self) -> None:
        self._lexicon = lexicon()
        self._words: dict[str, int] = {}
        self._seen = _Lists()
        self._in_name = _Lists()
        self._name_lengths = array("B")
        self._name_known: dict[str, tuple[int, ...]] = {}

    def add(self, course: Course, provider: Provider | None) -> None:
        """The words of the next course."""
        at = len(self._name_lengths)
        name = self._known(tokens(course.name))
        self._seen.add(name, at, IN_NAME)
        self._in_name.add(name, at, IN_NAME)
        telling = {stem(word) for word in tokens(course.name) if not self._lexicon.says_little(word)}
        self._name_lengths.append(min(len(telling), 255))
        english = self._known(tokens(course.name_en or ""))
        self._seen.add(english, at, IN_ENGLISH_NAME)
        own = [course.proof or "", *course.words, *course.skills]
        self._seen.add(self._known(tokens("\n".join([*own, *(code.value for code in course.codes)]))), at, IN_ITS_WORDS)
        labels = [*course.subjects, *course.learn_and_work, course.kind or ""]
        self._seen.add(self._known(tokens("\n".join(labels).replace("_", " "))), at, IN_ITS_LABELS)
        self._seen.add(self._known(set(tokens(f"{course.about}\n{course.about_en}"))), at, IN_ABOUT)
        if provider is not None:
            self._seen.add(self._known(tokens(provider.name)), at, FROM_ITS_PROVIDER)

    def also(self, at: int, text: str) -> None:
        """More words of a course: an offering of it has a name of its own."""
        known = self._name_known.get(text)
        if known is None:
            known = tuple(self._known(tokens(text)))
            if len(self._name_known) < 100_000:
                self._name_known[text] = known
        self._seen.add(known, at, IN_ITS_WORDS)

    def _known(self, words: Iterable[str]) -> Iterable[int]:
        known, nothing = self._words, self._lexicon.nothing
        return [known.setdefault(word, len(known)) for word in words if word not in nothing]

    def kept(self, rank: NDArray[np.int64], towns: Iterable[str]) -> dict[str, NDArray[Any]]:
        """The columns of the words; `rank` is where each course came to lie."""
        said = self._lexicon
        for more in (*towns, *sorted(said.words), *(phrase[0] for phrase in said.wishes if len(phrase) == 1)):
            self._known(more.split())
        words = list(self._words)
        courses = len(rank)
        word, order, weight = self._seen.columns()
        course = rank[order]
        pairs = np.unique(word.astype(np.int64) * max(courses, 1) + course)
        often = np.bincount(pairs // max(courses, 1), minlength=len(words)).astype(np.int32)
        keys = _Keys(words, often, self._lexicon)
        lists = keys.lists(word, course, weight, courses)
        in_name = self._exact(keys, rank)
        lengths = np.empty(courses, np.uint8)
        lengths[rank] = np.frombuffer(self._name_lengths, np.uint8) if courses else 0
        return {
            "stem_begins": _begins(lists // (courses or 1) // 256, len(keys.stems)),
            "stem_courses": (lists // 256 % (courses or 1)).astype(np.int32),
            "stem_weights": (lists % 256).astype(np.uint8),
            "name_begins": _begins(in_name // (courses or 1), len(words)),
            "name_courses": (in_name % (courses or 1)).astype(np.int32),
            "name_lengths": lengths,
            "often": often,
            "signatures": np.array([signature(one) for one in words], np.uint64),
            "lengths": np.array([min(len(sound(one)), 255) for one in words], np.uint8),
            "words": np.frombuffer("\n".join(words).encode(), np.uint8),
            "stems": np.frombuffer("\n".join(keys.stems).encode(), np.uint8),
        }

    def _exact(self, keys: "_Keys", rank: NDArray[np.int64]) -> NDArray[np.int64]:
        """Each word in a name with its course, in one number, in order; computercursus is there as computer too."""
        word, course, _ = self._in_name.columns()
        subject = np.array([self._words.get(one or "", -1) for one in keys.subjects], np.int64)[word]
        words = np.concatenate((word.astype(np.int64), subject))
        courses = np.concatenate((rank[course], rank[course]))
        return np.unique((words * max(len(rank), 1) + courses)[words >= 0])


class _Lists:
    """Words of courses, with a weight."""

    def __init__(self) -> None:
        self._words, self._courses, self._weights = array("i"), array("i"), array("B")

    def add(self, words: Iterable[int], course: int, weight: int) -> None:
        before = len(self._words)
        self._words.extend(words)
        many = len(self._words) - before
        self._courses.extend([course] * many)
        self._weights.extend([weight] * many)

    def columns(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
        if not self._words:
            return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8)
        return (
            np.frombuffer(self._words, np.int32),
            np.frombuffer(self._courses, np.int32),
            np.frombuffer(self._weights, np.uint8),
        )


class _Keys:
    """The stems that each word counts for, and how much."""

    def __init__(self, words: list[str], often: NDArray[np.int32], known: Lexicon) -> None:
        enough = {word for word, count in zip(words, often.tolist(), strict=True) if count >= _OFTEN_ENOUGH}
        enough |= known.words | known.little
        enough |= {stem(word) for word in enough}
        own = {stem(word) for word, count in zip(words, often.tolist(), strict=True) if count}
        self.stems: dict[str, int] = {}
        self.subjects: list[str | None] = []
        """Of each word the one part that says something, if it is made of more."""
        self._begins = np.zeros(len(words) + 1, np.int64)
        self._stem, self._share = array("i"), array("f")
        for at, word in enumerate(words):
            self.subjects.append(_subject(word, enough.__contains__, known) if often[at] else None)
            if often[at]:  # no course has the others; they are here for who writes them wrong
                for key, share in shares(word, enough.__contains__, own.__contains__, known).items():
                    self._stem.append(self.stems.setdefault(key, len(self.stems)))
                    self._share.append(share)
            self._begins[at + 1] = len(self._stem)

    def lists(
        self, word: NDArray[np.int32], course: NDArray[np.int64], weight: NDArray[np.uint8], courses: int
    ) -> NDArray[np.int64]:
        """Stem, course and weight in one number each, in order; of a course that has a stem twice the highest."""
        many = np.diff(self._begins)[word]
        row = np.repeat(np.arange(len(word)), many)
        nth = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
        at = self._begins[word][row] + nth
        stems = np.frombuffer(self._stem, np.int32)[at].astype(np.int64) if len(at) else np.zeros(0, np.int64)
        share = np.frombuffer(self._share, np.float32)[at] if len(at) else np.zeros(0, np.float32)
        weighed = np.maximum(weight[row] * share, 1).astype(np.int64)
        all_of_it = (stems * max(courses, 1) + course[row]) * 256 + weighed
        all_of_it.sort()
        last = np.ones(len(all_of_it), bool)
        last[:-1] = all_of_it[:-1] // 256 != all_of_it[1:] // 256
        return all_of_it[last]


def shares(
    word: str, known: Callable[[str], bool], is_stem: Callable[[str], bool], said: Lexicon
) -> Mapping[str, float]:
    """The stems of a word: its own, of its kin, and of its parts; the last part is what the whole is a kind of."""
    found = {stem(word): 1.0}
    for one in kin(word):
        if is_stem(one):
            found.setdefault(one, OF_KIN)
    made_of = parts(word, known)
    telling = [part for part in made_of if not said.says_little(part)]
    for part in made_of:
        share = OF_HEAD if part == made_of[-1] or part == (telling or [""])[-1] else OF_PART
        if telling == [part]:
            share = OF_ALL
        found[stem(part)] = max(found.get(stem(part), 0), share)
    return found


def _subject(word: str, known: Callable[[str], bool], said: Lexicon) -> str | None:
    telling = [part for part in parts(word, known) if not said.says_little(part)]
    return telling[0] if len(telling) == 1 else None


def _begins(of: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    found = np.zeros(many + 1, np.int64)
    np.cumsum(np.bincount(of, minlength=many), out=found[1:])
    return found
