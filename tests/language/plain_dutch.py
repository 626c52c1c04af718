# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long the sentences of a text are and how easily it reads; a score, not a proof of B1.

Flesch-Douma: 206.84 - 0.93 x words per sentence - 77 x syllables per word; 60 and more reads as standard Dutch.
Syllables are counted as groups of vowels, with the Dutch digraphs as one sound.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "label", "legend", "summary", "td", "th", "button", "a", "div", "figcaption"}  # fmt: skip
_LEFT_OUT = {"script", "style", "cite", "code", "svg", "title", "option", "nav"}
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.IGNORECASE)  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z‘“(0-9])")


@dataclass(frozen=True)
class Reading:
    """The measures of one text."""

    words: int
    sentences: int
    longest: int
    longest_sentence: str
    flesch_douma: float

    @property
    def mean(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0


def measure(blocks: Iterable[str]) -> Reading:
    """The measures over blocks of text; a block of one or two words is a label, not a sentence."""
    sentences = [s for block in blocks for s in _SENTENCE_END.split(block.strip()) if len(_WORD.findall(s)) > 2]
    counts = [(len(_WORD.findall(sentence)), sentence) for sentence in sentences]
    words = sum(count for count, _ in counts)
    syllables = sum(max(1, len(_VOWELS.findall(w))) for s in sentences for w in _WORD.findall(s))
    longest, sentence = max(counts, default=(0, ""))
    score = 206.84 - 0.93 * words / len(counts) - 77 * syllables / words if words else 0.0
    return Reading(words, len(counts), longest, sentence, score)


class _Text(HTMLParser):
    """The text of a page in blocks, without what is not ours to word: names of documents, code, navigation."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self._skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        official = any(name == "data-officieel" for name, _ in attrs)
        if self._skipping or tag in _LEFT_OUT or official:
            if tag not in {"br", "img", "input", "hr", "meta", "link", "wbr"}:
                self._skipping.append(tag)
        elif tag in _BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if self._skipping[-1] == tag:
                self._skipping.pop()
        elif tag in _BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.blocks[-1] += data


def blocks_of(html: str) -> list[str]:
    """The text of a page's main part, block by block."""
    start, end = html.find("<main"), html.rfind("</main>")
    reader = _Text()
    reader.feed(html[start:end] if start >= 0 else html)
    return [" ".join(block.split()) for block in reader.blocks if block.strip()]
