# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody means by the words typed.

Knows: how words become groups to meet and wishes to filter on, and how to tell what was understood.
Leaves: which courses have them (text), whether a wish leaves anything (filters).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from .asking import ReadAs
from .beginning import Begin, begin_in
from .compounds import parts
from .easy import worth
from .lexicon import LONGEST_PHRASE, Lexicon, Phrase, Wish, lexicon, stems
from .making_text import OF_HEAD, OF_KIN
from .text import Group, Text, Way
from .words import kin, sound, stem, tokens

WORDS_MAX: Final = 24
"""More words than this are not read; nobody means them all."""
_LETTERS_MAX: Final = 2_000
_FIXED_MAX: Final = 6
"""So many words are put right at most; it takes a millisecond each."""
_SAME, _ALSO = 0.5, 0.4
OF_A_GUESS: Final = 0.7
"""What a word counts that is a mistake away from what was typed and sounds different."""
_TOGETHER: Final = 1.2
"""A compound that holds both words is more than each of them apart."""
_BEGINNINGS: Final = 5
_KNOWN_PART: Final = 2
_USUAL: Final = 10
_SHORT_NUMBER: Final = 2
"""A number of so few digits says little by itself: an age, a level."""


class Said(NamedTuple):
    """A wish in words: a filter, a town, or near the person. `named` is a word that may also stand in a name."""

    words: str
    kind: str
    values: tuple[str, ...]
    wish: Wish | None = None
    town: str | None = None
    named: str | None = None
    begin: Begin | None = None
    refused: bool = False


@dataclass(slots=True)
class Reading:
    """What was read: groups of words to meet, wishes, and how it is told."""

    tokens: tuple[str, ...] = ()
    groups: list[Group] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    told: list[ReadAs] = field(default_factory=list)
    ease: float = 0
    """What one step of ease of a course is worth."""

    @property
    def telling(self) -> list[Group]:
        return [group for group in self.groups if not group.little]


class Reader:
    """Reads questions with the words of one index. `towns` gives how many courses each town has."""

    def __init__(self, text: Text, towns: Mapping[str, int]) -> None:
        self._text, self._towns, self._lexicon = text, towns, lexicon()

    def read(self, words: str) -> Reading:
        return _Pass(self._text, self._towns, self._lexicon).read(words)

    def more_usual(self, word: str) -> str | None:
        """A word like this one that very many more courses have: perhaps that was meant."""
        if self._lexicon.says_little(word):
            return None
        own = self._text.often(word)
        if own > _USUAL:
            return None
        like = [one for one in self._text.like(word) if self._text.often(one) >= _USUAL * max(own, 1)]
        return like[0] if like else None


class _Pass:
    def __init__(self, text: Text, towns: Mapping[str, int], said: Lexicon) -> None:
        self._text, self._towns, self._lexicon = text, towns, said
        self._reading = Reading()
        self._fixed = 0

    def read(self, words: str) -> Reading:
        typed = tuple(tokens(words[:_LETTERS_MAX])[:WORDS_MAX])
        self._reading.tokens = typed
        at = 0
        while at < len(typed):
            at += self._phrase(typed, at) or self._begin(typed, at) or self._joined(typed, at) or self._one(typed, at)
        if self._reading.telling:
            self._reading.ease = 0 if self._asks_a_level() else worth(typed, self._lexicon)
        return self._reading

    def _asks_a_level(self) -> bool:
        return any(said.kind in ("level", "kind") and not said.refused for said in self._reading.said)

    # --- more words together -----------------------------------------------------------------------------------------

    def _phrase(self, typed: Phrase, at: int) -> int:
        """Read the longest phrase that is known here; how many words that took."""
        before = typed[at - 1] if at else ""
        refused = self._refused(typed, at)
        for many in range(min(LONGEST_PHRASE, len(typed) - at), 0, -1):
            phrase = typed[at : at + many]
            if phrase in self._lexicon.nothing_together:
                return many
            first = len(self._reading.said)
            if any(one(phrase, before) for one in (self._near, self._wish, self._town, self._synonym)):
                if refused:
                    self._reading.said[first:] = [one._replace(refused=True) for one in self._reading.said[first:]]
                return many
        return 0

    def _refused(self, typed: Phrase, at: int) -> str:
        """The word that turns this one around, such as `geen`; empty if there is none."""
        at -= 1
        while at > 0 and typed[at] in self._lexicon.between:
            at -= 1
        return typed[at] if at >= 0 and typed[at] in self._lexicon.refusing else ""

    def _near(self, phrase: Phrase, _: str) -> bool:
        if phrase not in self._lexicon.near:
            return False
        self._reading.said.append(Said(" ".join(phrase), "near", ()))
        return True

    def _wish(self, phrase: Phrase, _: str) -> bool:
        wish = self._lexicon.wishes.get(phrase)
        if wish is None:
            return False
        named = phrase[0] if len(phrase) == 1 else None
        for one in (wish, wish.both):
            if one is not None:
                values = tuple(dict.fromkeys(value for _, value in one.means))
                self._reading.said.append(Said(" ".join(phrase), one.means[0][0], values, wish=one, named=named))
        return True

    def _begin(self, typed: Phrase, at: int) -> int:
        """When to begin: vanaf januari. A month by itself is a word where courses are named so."""
        found = begin_in(typed[at:])
        if found is None:
            return 0
        begin, many = found
        if many == 1 and self._text.named(typed[at]).any():
            return 0
        self._reading.said.append(Said(" ".join(typed[at : at + many]), "start", (), begin=begin))
        return many

    def _town(self, phrase: Phrase, before: str) -> bool:
        """A town, unless more courses are about that word than are given there: dieren, haren."""
        words = " ".join(phrase)
        other = self._lexicon.towns.get(phrase, words)
        town = other if other in self._towns and words not in self._towns else words
        there = self._towns.get(town, 0)
        known = words in self._lexicon.elsewhere
        if not (there or known) or words in self._lexicon.nothing:
            return False
        sure = len(phrase) > 1 or before in self._lexicon.before_a_town
        if not sure and (words in self._lexicon.little or int(self._text.named(words).sum()) > there):
            return False
        self._reading.said.append(Said(words, "town", (town,), town=town, named=words if len(phrase) == 1 else None))
        return True

    def _synonym(self, phrase: Phrase, _: str) -> bool:
        key = stems(phrase)
        if len(phrase) == 1 or key not in self._lexicon.same:
            return False
        ways = (Way(key, 1.0), *self._synonyms(key, 1.0))
        self._tell_synonyms(" ".join(phrase), key)
        self._reading.groups.append(Group(phrase, ways))
        return True

    def _joined(self, typed: Phrase, at: int) -> int:
        """Two words that are one: heft truck, dokters assistente."""
        if at + 1 == len(typed) or (self._is_known(typed[at]) and self._is_known(typed[at + 1])):
            return 0
        joined = typed[at] + typed[at + 1]
        if not (self._text.often(joined) or joined in self._lexicon.words):
            return 0
        self._tell(f"{typed[at]} {typed[at + 1]}", "spelling", joined)
        self._word(joined, typed[at : at + 2])
        return 2

    def _together(self, typed: Phrase, at: int) -> list[Way]:
        """The compounds of this word and the one beside it: computer cursus is also computercursus."""
        ways: list[Way] = []
        for one, other in ((at - 1, at), (at, at + 1)):
            if one < 0 or other == len(typed) or {typed[one], typed[other]} & self._lexicon.nothing:
                continue
            joined = typed[one] + self._lexicon.in_dutch.get(typed[other], typed[other])
            key = (stem(joined),)
            if self._text.knows_stem(key[0]):
                ways.append(Way(key, _TOGETHER, joined))
            ways += self._synonyms(key, 1.0)
        return ways

    # --- one word ----------------------------------------------------------------------------------------------------

    def _one(self, typed: Phrase, at: int) -> int:
        """Read one word: what it means by itself and beside its neighbours. A refused word need not be there."""
        first = len(self._reading.groups)
        self._word(typed[at])
        more, refused = self._together(typed, at), self._refused(typed, at) not in ("", "niet", "not")
        for n, group in enumerate(self._reading.groups[first:], first):
            ways = group.ways if group.little else (*group.ways, *more)
            self._reading.groups[n] = group._replace(ways=ways, little=group.little or refused)
        return 1

    def _word(self, word: str, typed: Phrase | None = None) -> int:
        typed = typed or (word,)
        if word in self._lexicon.nothing:
            return 1
        if word in self._lexicon.little or (word.isdigit() and len(word) <= _SHORT_NUMBER):
            self._reading.groups.append(Group(typed, (Way((stem(word),), 1.0, word),), little=True))
            return 1
        if self._is_known(word):
            self._known(word, typed)
        else:
            self._unknown(word, typed)
        return 1

    def _is_known(self, word: str) -> bool:
        return (
            self._text.knows_stem(stem(word))
            or self._lexicon.says_little(word)
            or (stem(word),) in self._lexicon.same
            or (word,) in self._lexicon.wishes
            or word in self._towns
        )

    def _known(self, word: str, typed: Phrase) -> None:
        key = (stem(word),)
        ways = [Way(key, 1.0, word), *(Way((one,), OF_KIN) for one in kin(word) if self._text.knows_stem(one))]
        ways += self._synonyms(key, 1.0)
        telling = self._telling_parts(word)
        if telling:
            ways.append(Way(stems(telling), OF_HEAD))
        if len(telling) == 1:
            ways += self._synonyms(stems(telling), OF_HEAD)
        self._tell_synonyms(" ".join(typed), key)
        self._reading.groups.append(Group(typed, tuple(ways)))

    def _unknown(self, word: str, typed: Phrase) -> None:
        """No course has this word: is it made of known words, or of another form, or written wrong?"""
        for attempt in self._attempts(word, typed):
            if attempt():
                return
        self._tell(" ".join(typed), "unknown")

    def _attempts(self, word: str, typed: Phrase) -> Iterator[Callable[[], bool]]:
        yield lambda: self._as_compound(word, typed)
        yield lambda: self._as_kin(word, typed)
        if self._fixed >= _FIXED_MAX:
            return
        self._fixed += 1
        like = self._text.like(word)
        alike = [one for one in like if sound(one) == sound(word)]
        yield lambda: self._as_spelled(alike, typed)
        yield lambda: self._as_beginning(word, typed)
        yield lambda: self._as_spelled(like, typed, OF_A_GUESS)

    def _as_compound(self, word: str, typed: Phrase) -> bool:
        made_of = parts(word, self._can_be_part)
        if not made_of:
            return False
        self._tell(" ".join(typed), "compound", *made_of)
        for part in made_of:
            if not (self._wish((part,), "") or self._town((part,), "")):
                before = len(self._reading.groups)
                self._word(part)
                self._reading.groups[before:] = [one._replace(words=typed) for one in self._reading.groups[before:]]
        return True

    def _as_kin(self, word: str, typed: Phrase) -> bool:
        ways = tuple(Way((one,), OF_KIN) for one in kin(word) if self._text.knows_stem(one))
        if ways:
            self._reading.groups.append(Group(typed, ways))
        return bool(ways)

    def _as_spelled(self, like: list[str], typed: Phrase, share: float = 1) -> bool:
        like = [one for one in like if self._is_known(one)]
        if not like:
            return False
        meant = like[0]
        self._tell(" ".join(typed), "spelling", meant)
        if not (self._wish((meant,), "") or self._town((meant,), "")):
            first = len(self._reading.groups)
            self._word(meant, typed)
            for n, group in enumerate(self._reading.groups[first:], first):
                ways = tuple(
                    way._replace(share=way.share * share, exact=way.exact if share == 1 else None) for way in group.ways
                )
                self._reading.groups[n] = group._replace(ways=ways)
        return True

    def _as_beginning(self, word: str, typed: Phrase) -> bool:
        if len(word) < 4:
            return False
        longer = [one for one in self._text.beginning_with(word, _BEGINNINGS) if self._text.often(one)]
        if not longer:
            return False
        self._tell(" ".join(typed), "beginning", *longer)
        self._reading.groups.append(Group(typed, tuple(Way((stem(one),), OF_KIN) for one in longer)))
        return True

    # --- what helps --------------------------------------------------------------------------------------------------

    def _telling_parts(self, word: str) -> Phrase:
        return tuple(part for part in parts(word, self._can_be_part) if not self._lexicon.says_little(part))

    def _can_be_part(self, word: str) -> bool:
        said = self._lexicon
        if word in said.words or word in said.little or (word,) in said.wishes:
            return True
        return self._text.often(word) >= _KNOWN_PART or (stem(word) == word and self._text.knows_stem(word))

    def _synonyms(self, key: Phrase, share: float) -> list[Way]:
        said = self._lexicon
        return [
            *(Way(other, _SAME * share) for other in said.same.get(key, ())),
            *(Way(other, _ALSO * share) for other in said.also.get(key, ())),
        ]

    def _tell_synonyms(self, words: str, key: Phrase) -> None:
        others = [*self._lexicon.same.get(key, ()), *self._lexicon.also.get(key, ())]
        found = [self._lexicon.written[other] for other in others if all(map(self._text.knows_stem, other))]
        if found:
            self._tell(words, "synonym", *found)

    def _tell(self, words: str, kind: str, *values: str) -> None:
        self._reading.told.append(ReadAs(words, kind, values))
