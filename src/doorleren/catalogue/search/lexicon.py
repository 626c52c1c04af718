# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What words mean here: synonyms, wishes, and words that say little.

Knows: synonyms.nl.yaml and wishes.nl.yaml, by stem and by word.
Leaves: what is made of it in a question (reading).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from .words import stem, tokens

Phrase = tuple[str, ...]
LONGEST_PHRASE: Final = 5
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Wish:
    """A filter that was said in words: facets with a value, of which one is enough."""

    means: tuple[tuple[str, str], ...]
    both: "Wish | None" = None
    """What is meant besides: mbo 2 is of that level and mbo."""

    @property
    def facets(self) -> frozenset[str]:
        return frozenset(facet for facet, _ in self.means)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`same` and `also` are by the stems of a phrase: stems of phrases that it also finds."""

    same: Mapping[Phrase, tuple[Phrase, ...]]
    also: Mapping[Phrase, tuple[Phrase, ...]]
    wishes: Mapping[Phrase, Wish]
    near: frozenset[Phrase]
    before_a_town: frozenset[str]
    towns: Mapping[Phrase, str]
    little: frozenset[str]
    in_dutch: Mapping[str, str]
    nothing: frozenset[str]
    nothing_together: frozenset[Phrase]
    elsewhere: frozenset[str]
    """Towns that are towns, also if no course is given there."""
    refusing: frozenset[str]
    between: frozenset[str]
    """Words that may stand between `refusing` and what is refused."""
    easy: frozenset[Phrase]
    hard: frozenset[Phrase]
    written: Mapping[Phrase, str]
    """The words of a phrase by its stems, as they are shown."""
    words: frozenset[str]
    """Every single word of the synonyms: known, even where no course has it."""

    def says_little(self, word: str) -> bool:
        return word in self.little or word in self.nothing


@cache
def lexicon() -> Lexicon:
    """The words of the two files."""
    groups = yaml.safe_load((_HERE / "synonyms.nl.yaml").read_text("utf-8"))
    said = yaml.safe_load((_HERE / "wishes.nl.yaml").read_text("utf-8"))
    same: dict[Phrase, dict[Phrase, None]] = {}
    also: dict[Phrase, dict[Phrase, None]] = {}
    words: set[str] = set()
    written: dict[Phrase, str] = {}
    for group in groups:
        everyday, more = ([tuple(tokens(str(one))) for one in group.get(key, ())] for key in ("words", "also"))
        written.update((stems(phrase), " ".join(phrase)) for phrase in reversed((*everyday, *more)))
        words.update(word for phrase in (*everyday, *more) for word in phrase if len(phrase) == 1)
        for phrase in map(stems, everyday):
            same.setdefault(phrase, {}).update((other, None) for other in map(stems, everyday) if other != phrase)
            also.setdefault(phrase, {}).update((other, None) for other in map(stems, more) if other != phrase)
    return Lexicon(
        same={phrase: tuple(others) for phrase, others in same.items()},
        also={phrase: tuple(others) for phrase, others in also.items()},
        wishes={tuple(tokens(str(words))): _wish(wish) for wish in said["wishes"] for words in wish["words"]},
        near=_phrases(said["near"]),
        before_a_town=frozenset(said["before_a_town"]),
        towns={tuple(tokens(name)): " ".join(tokens(town)) for name, town in said["towns"].items()},
        little=frozenset(tokens(said["little"])),
        in_dutch=said["in_dutch"],
        nothing=frozenset(tokens(said["nothing"])),
        nothing_together=_phrases(said["nothing_together"]),
        elsewhere=frozenset(" ".join(tokens(name)) for name in said["elsewhere"].split(";")),
        refusing=frozenset(said["refusing"]),
        between=frozenset(said["between"]),
        easy=_phrases(said["easy"]),
        hard=_phrases(said["hard"]),
        written=written,
        words=frozenset(words),
    )


def _wish(stated: Mapping[str, Any]) -> Wish:
    means, both = (tuple((facet, value) for facet, value in stated.get(key, ())) for key in ("means", "and"))
    return Wish(means, Wish(both) if both else None)


def _phrases(stated: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(tuple(tokens(words)) for words in stated)


def stems(phrase: Phrase) -> Phrase:
    return tuple(stem(word) for word in phrase)
