# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dutch words, as they are compared.

Knows: letters without case and accents, what a word is, its stem, other forms of it, and how it sounds.
Leaves: which words there are (vocabulary), compounds (compounds), what means the same (lexicon).
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_WORD: Final = re.compile(r"[a-z0-9]+(?:[+#]+(?![a-z0-9]))?")
_OTHER_LETTERS: Final = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ĳ": "ij"})
_OWN_S: Final = re.compile(r"'s\b")
_LENGTH_MAX: Final = 48
_here = threading.local()


def fold(text: str) -> str:
    """The text without capitals, accents and apostrophes: é is e, foto's is foto, 's avonds is avonds."""
    small = text.casefold()
    if not small.isascii():
        small = unicodedata.normalize("NFKD", small.translate(_OTHER_LETTERS))
        small = "".join(sign for sign in small if not unicodedata.combining(sign)).replace("’", "'")
    return _OWN_S.sub("", small).replace("'", "")


def tokens(text: str) -> list[str]:
    """The words in a text, in order; C++ and C# are words."""
    return [word[:_LENGTH_MAX] for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What a word has in common with its singular, its plural, its small form and its verb."""
    found = _stemmer().analyze(word)
    return found[0] if found else word


def _stemmer() -> TextAnalyzer:
    if not hasattr(_here, "stemmer"):
        _here.stemmer = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("dutch")).build()
    found: TextAnalyzer = _here.stemmer
    return found


_DOERS: Final = ("sters", "ster", "aars", "aar", "ers", "er", "eurs", "eur")


def kin(word: str) -> list[str]:
    """Stems of what a word may be made of: a lasser does lassen, auto's without apostrophe is auto."""
    found = []
    for ending in _DOERS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            found += [stem(root + "en"), stem(root + "eren")] if ending.startswith("eu") else [stem(root + "en")]
            break
    if len(word) > 5 and word.endswith(("en", "ens")):  # a windmolen is one of the windmolens, tekenen no plural
        found.append(stem(word[:-1]) if word.endswith("s") else stem(word + "s"))
    if len(word) > 6 and word.endswith("eren"):  # kinderen is kind
        found.append(stem(word[:-4]))
    if len(word) > 3 and word.endswith("s") and word[-2] in "aiouy":
        found.append(stem(word[:-1]))
    own = stem(word)
    return [one for one in dict.fromkeys(found) if one != own]


def one_and_more(word: str) -> tuple[str, ...]:
    """The word, and the same with or without the s of a plural: computer, computers."""
    if len(word) < 4:
        return (word,)
    return (word, word[:-1]) if word.endswith("s") else (word, word + "s")


_SOUNDS: Final = (
    (re.compile(r"sch(?=$|[^aeiou])"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"qu"), "kw"),
    (re.compile(r"ou|auw|ouw"), "au"),
    (re.compile(r"ij|ei|y"), "y"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ch"), "g"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c|q"), "k"),
    (re.compile(r"z"), "s"),
    (re.compile(r"v"), "f"),
    (re.compile(r"d(?=$|[^aeiouy])"), "t"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a word sounds, roughly: exel and excel, lasen and lassen, reibewijs and rijbewijs are alike."""
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word
