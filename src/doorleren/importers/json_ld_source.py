# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The schema.org things on pages of the web: in a page, a sitemap, a file or a folder of them.

Knows: which pages a source names, the scripts in a page, and how things in them point at each other.
Leaves: what the things mean to `json_ld_records`.
"""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import orjson
from lxml import etree

from ..basics import said
from ..catalogue.feed import Misread, Note
from .fetching import Fetched, SourceTrouble, fetch, is_address
from .taken import shown_value

Thing = dict[str, Any]

PAGES_MAX: Final = 2_000
"""Pages that are read of one sitemap."""

DEPTH_MAX: Final = 40
"""How deep things stand inside each other before we say that it is enough."""

ACCEPT: Final = "text/html, application/ld+json;q=0.9, application/json;q=0.8, application/xml;q=0.7, */*;q=0.1"
_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".json", ".jsonld", ".xml")


def pages_of(source: str, problems: list[Misread | Note]) -> Iterator[tuple[str, Fetched | None]]:
    """The pages of a source: their names, and what is there when it was got already. Raises SourceTrouble."""
    if not is_address(source) and Path(source).is_dir():
        files = sorted(str(one) for one in Path(source).rglob("*") if one.suffix.lower() in _SUFFIXES)
        if not files:
            raise SourceTrouble(
                source,
                said("In deze map staan geen pagina's.", "There are no pages in this folder."),
                said("Kies een andere map.", "Choose another folder."),
            )
        yield from ((file, None) for file in files)
        return
    fetched = fetch(source, ACCEPT)
    listed = sitemap_in(fetched)
    if listed is None:
        yield source, fetched
        return
    yield from _listed(source, *listed, problems)


def _listed(
    source: str, kind: str, addresses: list[str], problems: list[Misread | Note]
) -> Iterator[tuple[str, Fetched | None]]:
    """The pages that a sitemap names, and those of the sitemaps that it names."""
    host = urlsplit(source).hostname if is_address(source) else None
    pages: dict[str, None] = {}
    for address in addresses:
        if not is_address(address) or (host is not None and _host(address) != host):
            problems.append(_elsewhere(source, address))
        elif kind == "urlset":
            pages[address] = None
        else:
            found = sitemap_in(fetch(address, ACCEPT))
            for page in found[1] if found and found[0] == "urlset" else []:
                if is_address(page) and _host(page) == _host(address):
                    pages[page] = None
                else:
                    problems.append(_elsewhere(address, page))
        if len(pages) > PAGES_MAX:
            break
    for number, page in enumerate(pages):
        if number == PAGES_MAX:
            raise SourceTrouble(
                source,
                said(f"Er zijn meer dan {PAGES_MAX} pagina's.", f"There are more than {PAGES_MAX} pages."),
                said("Kies een kleinere sitemap.", "Choose a smaller sitemap."),
            )
        yield page, None


def sitemap_in(fetched: Fetched) -> tuple[str, list[str]] | None:
    """The kind of sitemap that this is and the addresses in it; None when it is something else."""
    start = fetched.body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<") or not re.search(rb"<(urlset|sitemapindex)[\s>]", start):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(fetched.body, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise SourceTrouble(
            fetched.where,
            said("Deze sitemap kan niet gelezen worden.", "This sitemap cannot be read."),
            said("Controleer het adres.", "Check the address."),
        )
    places = (one.text or "" for one in root.iter("{*}loc"))
    return etree.QName(root).localname, [place.strip() for place in places if place.strip()]


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _elsewhere(where: str, address: str) -> Misread:
    shown = shown_value(address)
    return Misread(
        where,
        "loc",
        said(f"Dit adres is van een andere site: {shown}.", f"This address is of another site: {shown}."),
        said("pagina's van dezelfde site", "pages of the same site"),
    )


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = next((value or "" for name, value in attrs if name == "type"), "")
        if tag == "script" and kind.partition(";")[0].strip().lower() == "application/ld+json":
            self._inside = []

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._inside.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._inside is not None:
            self.found.append("".join(self._inside))
            self._inside = None

    def close(self) -> None:
        super().close()
        if self._inside is not None:
            self.found.append("".join(self._inside))


def things_in(fetched: Fetched, problems: list[Misread | Note]) -> list[Thing]:
    """The things of a page, or of a JSON file; a broken script is told and the others are read."""
    text = _text(fetched.body)
    if text.lstrip().startswith("<"):
        scripts = _Scripts()
        scripts.feed(text)
        scripts.close()
        pieces = [(f"{fetched.where} script {number}", one) for number, one in enumerate(scripts.found, 1)]
    else:
        pieces = [(fetched.where, text)]
    found: list[Thing] = []
    for where, piece in pieces:
        try:
            found += _flat(orjson.loads(_json(piece)), where, problems)
        except (orjson.JSONDecodeError, RecursionError, UnicodeError):
            problems.append(
                Misread(
                    where,
                    "script",
                    said("Hier staat geen leesbare JSON-LD.", "There is no readable JSON-LD here."),
                    said("geldige JSON", "valid JSON"),
                    skipped=True,
                )
            )
    return found


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _json(piece: str) -> str:
    """A script without what some put around it: a comment of HTML, a CDATA section."""
    text = piece.strip()
    text = re.sub(r"^(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>$", "", text).strip()
    return re.sub(r"^<!--|-->$", "", text).strip()


def _flat(value: Any, where: str, problems: list[Misread | Note]) -> list[Thing]:
    many = value if isinstance(value, list) else [value]
    found: list[Thing] = []
    for one in many:
        if isinstance(one, dict) and isinstance(one.get("@graph"), list):
            found += _flat(one["@graph"], where, problems)
            rest = {name: inside for name, inside in one.items() if name not in ("@graph", "@context")}
            found += [rest] if types_of(rest) else []
        elif isinstance(one, dict):
            found.append(one)
        elif isinstance(one, list):
            found += _flat(one, where, problems)
        else:
            shown = shown_value(one)
            problems.append(
                Misread(
                    where,
                    "script",
                    said(f"Hier staat {shown}.", f"This says {shown}."),
                    said("een object met velden", "an object with fields"),
                )
            )
    return found


def types_of(thing: Mapping[str, Any]) -> frozenset[str]:
    """The types of a thing, without the address of schema.org."""
    given = thing.get("@type")
    many = given if isinstance(given, list) else [given]
    return frozenset(re.split(r"[/#:]", one)[-1] for one in many if isinstance(one, str))


def by_id(things: list[Thing]) -> dict[str, Thing]:
    """Every thing that has a name (`@id`) and says something of itself, also those inside others."""
    found: dict[str, Thing] = {}

    def look(value: Any, depth: int) -> None:
        if depth > DEPTH_MAX:
            return
        if isinstance(value, list):
            for one in value:
                look(one, depth + 1)
        elif isinstance(value, dict):
            name = value.get("@id")
            if isinstance(name, str) and len(value) > 1:
                found.setdefault(name, value)
            for one in value.values():
                look(one, depth + 1)

    look(things, 0)
    return found
