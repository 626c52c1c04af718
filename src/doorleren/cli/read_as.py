# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a search made of somebody's words, where that may surprise: a line for each.

Knows: how to say that a word was read as another, is not known, or was let go, and what to do.
Leaves: how words are read (catalogue.search).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..journeys.find_courses import Found

_SHORT: Final = 3
_WORDS: Final[dict[str, dict[str, str]]] = {
    "nl": {
        "spelling": "«{words}» lazen wij als «{meant}».",
        "unknown": "Over «{words}» vonden wij niets.",
        "town": "In «{words}» vonden wij niets. U ziet wat er ergens anders is.",
        "near": "Wij weten niet waar u bent. Noem een plaats, of kies er een met --plaats.",
        "let_go": "Op «{words}» letten wij niet: dan bleef er niets over, of u koos al iets anders.",
        "without": "U ziet niets met «{words}»: dat wilt u niet.",
    },
    "en": {
        "spelling": "We read “{words}” as “{meant}”.",
        "unknown": "We found nothing about “{words}”.",
        "town": "We found nothing in “{words}”. You see what there is elsewhere.",
        "near": "We do not know where you are. Name a town, or choose one with --plaats.",
        "let_go": "We let “{words}” go: nothing would be left, or you chose something else already.",
        "without": "You see nothing with “{words}”: you do not want that.",
    },
}


def read_as_lines(found: "Found", town_chosen: bool, language: str) -> Iterator[str]:
    """A line for each word that was read in a way one may not expect; each once."""
    seen = set()
    for one in found.read_as:
        kind = _kind(one.kind, one.words, one.used, town_chosen)
        line = _WORDS[language][kind].format(words=one.words, meant=" ".join(one.values)) if kind else None
        if line and line not in seen:
            seen.add(line)
            yield line


def _kind(kind: str, words: str, used: bool, town_chosen: bool) -> str | None:
    if not used:
        return "near" if kind == "near" else "town" if kind == "town" and not town_chosen else "let_go"
    if kind == "unknown":
        return "unknown" if len(words) >= _SHORT and not words.isdigit() else None
    return kind if kind in ("spelling", "without") else None
