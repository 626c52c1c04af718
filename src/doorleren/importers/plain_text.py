# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a provider wrote in HTML, as plain text.

Knows: which tags make a paragraph, a line or an item of a list, and what never may come through: scripts, styles,
control characters and marks that turn the direction of a text around.
Leaves: how it is shown (portal), and how long it may be (`taken`).
"""

import html as entities
import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

import nh3

_BLOCKS: Final = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre section article header footer main aside figure form hr"
    " address fieldset center details nav".split()
)
_LINES: Final = frozenset("tr dt dd caption figcaption summary".split())
_CELLS: Final = frozenset({"td", "th"})
_KEPT: Final = set(_BLOCKS | _LINES | _CELLS | {"a", "br", "li"})
_THROWN_AWAY: Final = set(
    "script style title template noscript iframe noframes object svg math select textarea".split()
)

_ANY_TAG: Final = re.compile(r"</?[a-z][^<>]*>|<!--|<!doctype", re.IGNORECASE)
_LAYS_OUT: Final = re.compile(rf"</?(?:{'|'.join(sorted(_KEPT - {'a'}))})(?=[\s/>])", re.IGNORECASE)
_SPACES: Final = re.compile(r"[^\S\n]+")
_SELDOM: Final = re.compile(r"[^\x20-\x7e\n\t\r\xc0-\u024f]")
_JOINERS: Final = "\u200c\u200d"  # they join letters and emoji, and turn nothing around


def plain_text(html: str) -> str:
    """Text with a blank line between paragraphs, "- " before each item of a list, and links as "words (https://…)".

    Where nothing lays the text out but its own lines, those lines stay.
    """
    shown = _visible(html)
    if not _ANY_TAG.search(shown):
        return _tidy(_visible(entities.unescape(shown)))
    if not _LAYS_OUT.search(shown):
        shown = shown.replace("\r\n", "\n").replace("\n", "<br>")
    clean = nh3.clean(
        shown, tags=_KEPT, clean_content_tags=_THROWN_AWAY, attributes={"a": {"href"}}, url_schemes={"http", "https"}
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return _tidy(_visible("".join(reader.pieces)))


class _Reader(HTMLParser):
    """Writes text in pieces. A break, and the dash of an item, wait for the text that comes after them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._breaks = 0
        self._dash = False
        self._between_cells = False
        self._items = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            # A second one makes a paragraph.
            self._breaks = min(2, self._breaks + 1)
        elif tag == "li":
            self._break(1)
            self._dash = True
            self._items += 1
        elif tag == "a":
            self._links.append(((dict(attrs).get("href") or "").strip(), len(self.pieces)))
        else:
            self._edge(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self._items = max(0, self._items - 1)
            self._dash = False
            self._break(1)
        elif tag == "a" and self._links:
            self._say_link(*self._links.pop())
        elif tag in _CELLS:
            self._between_cells = True
        else:
            self._edge(tag)

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            if data and self.pieces:
                self.pieces.append(" ")
            return
        if self._breaks:
            self.pieces.append("\n" * self._breaks)
        elif self._between_cells:
            self.pieces.append("; ")
        elif data[0].isspace():
            self.pieces.append(" ")
        self._breaks, self._between_cells = 0, False
        if self._dash:
            self.pieces.append("- ")
            self._dash = False
        self.pieces.append(words)
        if data[-1].isspace():
            self.pieces.append(" ")

    def _edge(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break(1 if self._items else 2)
        elif tag in _LINES:
            self._break(1)

    def _break(self, lines: int) -> None:
        self._breaks = max(self._breaks, lines)
        self._between_cells = False

    def _say_link(self, address: str, begins: int) -> None:
        words = "".join(self.pieces[begins:]).strip()
        if address.lower().startswith(("http://", "https://")) and not re.search(r"\s", address) and words:
            ends_in_space = self.pieces[-1] == " "
            if words.rstrip("/") != address.rstrip("/"):
                self.pieces.append(f"({address})" if ends_in_space else f" ({address})")


def _visible(text: str) -> str:
    """A text without what nobody can see: control characters, half characters, and marks that turn it around."""
    return _SELDOM.sub(lambda found: found[0] if _can_be_seen(found[0]) else "", text)


def _can_be_seen(one: str) -> bool:
    return one in _JOINERS or unicodedata.category(one) not in ("Cc", "Cf", "Cs")


def _tidy(text: str) -> str:
    lines = [_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
