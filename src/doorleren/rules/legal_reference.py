# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A place in Dutch law as other programs name it: BWB id, article, paragraph, Juriconnect.

The names are those of `legalBasis` in MinBZK/regelrecht, so that both can point at the same sentence.

Knows: which of our sources are such a place, and how a Juriconnect reference is written and read.
Leaves: where sources stand (`scheme`). What is not surely one article gets no article, never the nearest.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..basics import Citation, parse_day

_BWB: Final = r"BWBR\d{7}"
_ADDRESS: Final = re.compile(rf"https://wetten\.overheid\.nl/({_BWB})(?:/(\d{{4}}-\d{{2}}-\d{{2}}))?(?:[/#?].*)?")
_ARTICLE: Final = r"(?:\d+[a-z]{0,3}(?:[.:]\d+[a-z]{0,3})*|[IVX]+)"
_ONE_ARTICLE: Final = re.compile(rf"artikel ({_ARTICLE})(?=,|$)")
_ONE_PARAGRAPH: Final = re.compile(r", lid (\d+[a-z]?)(?=,|$)")
_JCI: Final = re.compile(rf"jci1\.3:c:({_BWB})((?:&[a-zA-Z_]+=[^&\s]+)*)")


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A law by its BWB id, an article and paragraph if it is surely one, and the day of the text if it is known."""

    bwb_id: str
    article: str | None = None
    paragraph: str | None = None
    on: date | None = None

    @property
    def juriconnect(self) -> str:
        """As the Juriconnect standard for BWB 1.3 writes it: the consolidated text, the place, the day."""
        parts = [("artikel", self.article), ("lid", self.paragraph), ("z", self.on), ("g", self.on)]
        return f"jci1.3:c:{self.bwb_id}" + "".join(f"&{name}={value}" for name, value in parts if value)

    @property
    def url(self) -> str:
        """The address of the law, on its day if that is known."""
        return f"https://wetten.overheid.nl/{self.bwb_id}/{self.on or ''}"


def legal_reference(source: Citation) -> LegalReference | None:
    """The place in law that a source names; None for any other document."""
    address = _ADDRESS.fullmatch(source.url or "")
    if address is None:
        return None
    # What follows a semicolon, a colon or a bracket is said about the place, and is no place itself.
    place = re.split(r"[;(]|:(?!\d)", source.place.strip(), maxsplit=1)[0].strip()
    day = parse_day(address[2]) if address[2] else None
    article = _ONE_ARTICLE.match(place) if place.count("artikel") == 1 else None
    if article is None:
        return LegalReference(address[1], on=day)
    several = place.count(" lid ") + place.count(" leden ") != 1
    paragraph = None if several else _ONE_PARAGRAPH.match(place, article.end())
    return LegalReference(address[1], article[1], paragraph[1] if paragraph else None, day)


def read_juriconnect(text: str) -> LegalReference | None:
    """A Juriconnect reference to a consolidated law; None if it is none."""
    found = _JCI.fullmatch(text)
    if found is None:
        return None
    parts = dict(part.split("=", 1) for part in found[2].split("&")[1:])
    day = parts.get("g") or parts.get("z")
    on = parse_day(day) if day else None
    if day and on is None:
        return None
    return LegalReference(found[1], parts.get("artikel"), parts.get("lid"), on)


def is_bwb_id(text: str) -> bool:
    """Whether a text is the number of a law in the BWB."""
    return re.fullmatch(_BWB, text) is not None
