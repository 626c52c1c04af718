# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of an OOAPI source: of an endpoint on the web, and of files.

Knows: how paging goes, how sources do it otherwise, when a list goes round in circles, and where a page begins again.
Leaves: getting an answer (`fetching`), and what stands on a page (`ooapi_bodies`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import orjson

from ..basics import Said, said
from .fetching import SourceTrouble, fetch

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
        parts = urlsplit(self.address)
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
            digest = hashlib.sha256(orjson.dumps(items)).hexdigest()[:16]
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
        return items, number < pages, number >= pages
    return items, following is True, following is False


def path_of(*pieces: str) -> str:
    """A path of words and ids; an id can hold any sign."""
    return "/".join(quote(one, safe="") for one in pieces)


def file_pages(source: str, after: tuple[str, int] | None = None) -> Iterator[Page | SourceTrouble]:
    """The pages of a file, or of each file in a folder, from a piece of a file on.

    A file that cannot be read is given as its trouble, and the others are read all the same.
    """
    for path in files_of(source):
        name = path.name
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
    """The files of a source by name. Raises SourceTrouble where there is none."""
    path = Path(source)
    try:
        found = sorted(path.glob("*.json"), key=lambda one: one.name) if path.is_dir() else [path]
    except OSError:
        found = []
    if not found:
        raise SourceTrouble(source, _NO_FILES, said("Controleer de map.", "Check the folder."))
    return found


def _json(body: bytes, where: str) -> Any:
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
_TELL_SOURCE: Final[Said] = said(
    "Meld het aan de bron; wat er al was, blijft staan.", "Tell the source; what was there stays."
)
