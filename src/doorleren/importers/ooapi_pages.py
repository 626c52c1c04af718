# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of an OOAPI source: of an endpoint on the web, and of files.

Knows: how paging goes, how sources do it otherwise, when a list goes round in circles, and where a page begins again.
Leaves: getting an answer (`fetching`), and what stands on a page (`ooapi_bodies`).
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import orjson

from ..basics import Said, said
from .fetching import SourceTrouble, fetch, without_secrets

PAGE_SIZE: Final = 100
"""How many bodies we ask for at once: one of the numbers that OOAPI allows."""

PAGES_MOST: Final = 100_000
FILE_PIECE: Final = 500
"""How many bodies of one file make a page."""

_NOT_THERE: Final = frozenset({404, 405, 410, 501})
_NO_SUCH_QUESTION: Final = frozenset({400, 422})


@dataclass(frozen=True, slots=True)
class Page:
    """Some bodies, what page of its list it is, where that stands, and what tells it from another page."""

    items: list[Any]
    number: int
    where: str
    digest: str = "-"


class ListIsNotThere(Exception):
    """The source has no such list."""


@dataclass(slots=True)
class Endpoint:
    """An OOAPI endpoint. `headers` may hold a key; it is never shown."""

    address: str
    headers: dict[str, str]

    def get(self, path: str, **asked: str) -> tuple[Any, str]:
        """The JSON at a path, and where that stands. Raises SourceTrouble."""
        try:
            parts = urlsplit(self.address)
        except ValueError:
            raise SourceTrouble(without_secrets(self.address), _NO_ADDRESS, _CHECK_ADDRESS) from None
        query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *asked.items()])
        whole = urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{path}", query, ""))
        fetched = fetch(whole, headers=self.headers)
        return _json(fetched.body, fetched.where), fetched.where

    def pages(self, path: str, asked: Mapping[str, str], first: int = 1, before: str = "-") -> Iterator[Page]:
        """The pages of a list from `first` on, where `before` is the digest of the page before that.

        Raises ListIsNotThere; and SourceTrouble where a page does not come.
        """
        seen = {before}
        promised = False
        for number in range(first, PAGES_MOST + 1):
            try:
                answer, where = self.get(path, pageSize=str(PAGE_SIZE), pageNumber=str(number), **asked)
            except SourceTrouble as trouble:
                if "expand" in asked and trouble.status in _NO_SUCH_QUESTION:
                    simpler = {name: one for name, one in asked.items() if name != "expand"}
                    yield from self.pages(path, simpler, number, before)
                    return
                if trouble.status not in _NOT_THERE or promised:
                    raise
                if number == 1:
                    raise ListIsNotThere from None
                return
            items, promised, last = _items(answer, number, where)
            digest = hashlib.sha256(orjson.dumps(_ids(items) or items)).hexdigest()[:16]
            if digest in seen:
                if promised:
                    raise SourceTrouble(where, _AGAIN, _TELL_SOURCE)
                return  # it takes no notice of the page number: we had the whole list at once
            seen.add(digest)
            if items:
                yield Page(items, number, where, digest)
            before = digest
            if last or (not items and not promised):
                return
        raise SourceTrouble(where, _ENDLESS, _TELL_SOURCE)


def _ids(items: list[Any]) -> list[list[str]]:
    """What tells a page from another even where each answer holds the moment that it was made: the ids on it, if each
    body has its own."""
    found = [
        sorted(f"{name} {one[name]}" for name in one if name.endswith("Id") and isinstance(one[name], str | int))
        for one in items
        if isinstance(one, Mapping)
    ]
    return found if len({tuple(one) for one in found if one}) == len(items) else []


def _items(answer: Any, number: int, where: str) -> tuple[list[Any], bool, bool]:
    """What stands on a page; whether it promises a next one; whether it says that it is the last."""
    if isinstance(answer, list):
        return answer, False, False
    items = answer.get("items") if isinstance(answer, Mapping) else None
    if not isinstance(items, list):
        raise SourceTrouble(where, _NO_PAGE, _TELL_SOURCE)
    pages = answer.get("totalPages")
    following = {True: True, "true": True, False: False, "false": False}.get(answer.get("hasNextPage", ""))
    if isinstance(pages, int) and not isinstance(pages, bool) and pages > 0 and (following is None or pages > number):
        # Where the two disagree we look further: a page too many costs a request, a page too few a course.
        # So too where only a total says that this is the last, and the page is full.
        return items, number < pages, number >= pages and len(items) < PAGE_SIZE
    return items, following is True, following is False


def path_of(*pieces: str) -> str:
    """A path of words and ids; an id can hold any sign."""
    return "/".join(quote(one, safe="") for one in pieces)


def file_pages(source: str, after: tuple[str, int] | None = None) -> Iterator[Page | SourceTrouble]:
    """The pages of a file, or of each file in a folder, from a piece of a file on.

    A file that cannot be read is given as its trouble, and the others are read all the same.
    """
    for path in files_of(source):
        name = os.fsencode(path.name).decode("utf-8", "backslashreplace")
        if after and name < after[0]:
            continue
        try:
            answer = _json(fetch(str(path)).body, name)
        except SourceTrouble as trouble:
            yield SourceTrouble(name, trouble.what, trouble.what_now)
            continue
        items = answer if isinstance(answer, list) else [answer]
        if isinstance(answer, Mapping) and isinstance(answer.get("items"), list):
            items = answer["items"]
        first = after[1] if after and name == after[0] else 1
        for number, begin in enumerate(range(0, len(items), FILE_PIECE), start=1):
            if number >= first:
                yield Page(items[begin : begin + FILE_PIECE], number, name)


def files_of(source: str) -> list[Path]:
    """The files of a source by name, without those that a system hides. Raises SourceTrouble where there is none."""
    path = Path(source)
    try:
        found = [one for one in path.iterdir() if _is_ours(one)] if path.is_dir() else [path]
    except (OSError, ValueError):
        found = []
    if not found:
        raise SourceTrouble(source, _NO_FILES, said("Controleer de map.", "Check the folder."))
    return sorted(found, key=lambda one: os.fsencode(one.name).decode("utf-8", "backslashreplace"))


def _is_ours(path: Path) -> bool:
    return path.suffix.lower() == ".json" and not path.name.startswith(".") and not path.is_dir()


def _json(body: bytes, where: str) -> Any:
    if what_else := _what_else(body):
        raise SourceTrouble(where, what_else, _AS_JSON)
    try:
        found = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
        _check_depth(found)
        return found
    except orjson.JSONEncodeError:
        raise SourceTrouble(where, _TOO_DEEP, _TELL_SOURCE) from None
    except orjson.JSONDecodeError as error:
        what = said(
            f"Dit is geen goede JSON: regel {error.lineno}, teken {error.colno}.",
            f"This is no good JSON: line {error.lineno}, character {error.colno}.",
        )
        raise SourceTrouble(where, what, _TELL_SOURCE) from None


def _what_else(body: bytes) -> Said | None:
    """What this is, where it is something that people often have instead of JSON."""
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return said("Dit is leeg.", "This is empty.")
    if start.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        return said("Dit is een ingepakt bestand (zip of gzip).", "This is a packed file (zip or gzip).")
    if start.startswith(b"<"):
        return said("Dit is een webpagina of XML.", "This is a web page or XML.")
    if b"\0" in body[:200]:
        return said("Deze tekst is geen UTF-8.", "This text is no UTF-8.")
    return None


def _check_depth(value: Any) -> None:
    """Raise JSONEncodeError for what is nested deeper than about 200: orjson writes no deeper than 254, and a record
    with its rest must be written later."""
    for _ in range(54):
        value = [value]
    orjson.dumps(value)


_TOO_DEEP: Final[Said] = said(
    "Hier staan te veel lijsten en objecten in elkaar.", "Too many lists and objects stand inside each other here."
)
_AGAIN: Final[Said] = said(
    "De bron geeft steeds dezelfde pagina en zegt dat er meer komt.",
    "The source gives the same page over and over and says that there is more.",
)
_ENDLESS: Final[Said] = said("Aan deze lijst komt geen einde.", "This list has no end.")
_NO_PAGE: Final[Said] = said("Dit is geen pagina met items.", "This is no page with items.")
_NO_FILES: Final[Said] = said("Hier staan geen JSON-bestanden.", "There are no JSON files here.")
_AS_JSON: Final[Said] = said("Geef het als JSON in UTF-8.", "Give it as JSON in UTF-8.")
_NO_ADDRESS: Final[Said] = said("Dit is geen adres op het web.", "This is no address on the web.")
_CHECK_ADDRESS: Final[Said] = said("Controleer het adres.", "Check the address.")
_TELL_SOURCE: Final[Said] = said(
    "Meld het aan de bron; wat er al was, blijft staan.", "Tell the source; what was there stays."
)
