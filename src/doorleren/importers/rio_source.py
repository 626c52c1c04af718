# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the bodies of RIO come from: its API, page by page, or answers of it that somebody kept as files.

Knows: how an answer holds its bodies (a list, HAL, JSON-LD or a single one), how pages follow each other, and how one
body leads to another (its links, what is embedded in it, a code, the path of a file).
Leaves: what a body says to `rio_records`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import orjson

from ..basics import said
from ..catalogue.feed import Misread, Note
from .fetching import SourceTrouble, fetch, is_address, without_secrets
from .taken import shown_value

Body = dict[str, Any]

PAGE: Final = 100
"""Bodies in one page: the most that RIO gives."""

_ORGANISATIONS: Final = "organisatorische-eenheden"
_OFFERED: Final = "aangeboden-opleidingen"
_ACCEPT: Final = "application/json, application/hal+json;q=0.9, application/ld+json;q=0.8"
_PATH: Final = re.compile(rf"^(?P<base>.*?)/(?P<what>{_ORGANISATIONS}|{_OFFERED})(?:/(?P<id>[^/]+))?/?$")


class Register(Protocol):
    """A place to read bodies from."""

    problems: list[Misread | Note]
    broken: list[SourceTrouble]
    begins_again: bool
    """Whether it always gives everything, also what stands before the bookmark."""

    def units(self, after: str | None) -> Iterator[tuple[str, Body | None, list[Body]]]:
        """A bookmark, a provider (if we know which) and what it offers, one provider after another."""
        ...

    def related(self, collection: str, body: Body, *names: str) -> list[Body]:
        """The bodies that a body of this collection leads to by the first of these names that leads anywhere."""
        ...

    def loose(self) -> Iterator[Body]:
        """Bodies that nobody led to."""
        ...


def opened(source: str) -> Register:
    """The register at an address, in a file or in a folder. Raises SourceTrouble."""
    return WebRegister(source) if is_address(source) else FileRegister(Path(source))


def bodies_in(answer: Any) -> tuple[list[Any], bool]:
    """The bodies in an answer, and whether it says that there is a next page."""
    if isinstance(answer, list):
        return answer, len(answer) >= PAGE
    if not isinstance(answer, Mapping):
        return [answer], False
    if isinstance(answer.get("@graph"), list):
        return list(answer["@graph"]), False
    links = answer.get("_links")
    more = isinstance(links, Mapping) and bool(links.get("next"))
    embedded = answer.get("_embedded")
    if _own(answer):
        return [answer], False
    if isinstance(embedded, Mapping):
        return [one for many in embedded.values() for one in (many if isinstance(many, list) else [many])], more
    return [], more


def _own(answer: Mapping[str, Any]) -> bool:
    """Whether an answer is a body itself: it has more than its wrapping."""
    return bool(set(answer) - {"_embedded", "_links", "page", "@context"})


def parsed(raw: bytes, where: str) -> Any:
    """JSON from bytes. Raises SourceTrouble."""
    try:
        return orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except (orjson.JSONDecodeError, RecursionError):
        page = raw.lstrip()[:1] == b"<"
        what = (
            said("Hier staat een webpagina, geen JSON.", "This is a web page, not JSON.")
            if page
            else said("Dit is geen leesbare JSON.", "This is no readable JSON.")
        )
        raise SourceTrouble(
            where, what, said("Controleer het adres of het bestand.", "Check the address or the file.")
        ) from None


class WebRegister:
    """RIO's API. One answer at a time, the next only when it is asked for."""

    begins_again = False

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
        except ValueError:
            raise SourceTrouble(
                without_secrets(address),
                said("Dit is geen adres op het web.", "This is no address on the web."),
                said("Controleer het adres.", "Check the address."),
            ) from None
        found = _PATH.match(parts.path)
        self._parts = parts
        self._base = found["base"] if found else parts.path.rstrip("/")
        self._what = found["what"] if found else _ORGANISATIONS
        self._id = found["id"] if found else None
        self._query = dict(parse_qsl(parts.query))
        self._where = without_secrets(address)
        self.problems: list[Misread | Note] = []
        self.broken: list[SourceTrouble] = []

    def units(self, after: str | None) -> Iterator[tuple[str, Body | None, list[Body]]]:
        if self._id is not None:
            for body in self._get(f"{self._what}/{quote(self._id)}", {})[0]:
                yield "[1, null]", *self._unit(body)
            return
        page, last = _place(after)
        for number, bodies in self._pages(page):
            start = next((at + 1 for at, body in enumerate(bodies) if number == page and key_of(body) == last), 0)
            for body in bodies[start:]:
                yield json.dumps([number, key_of(body)]), *self._unit(body)

    def related(self, collection: str, body: Body, *names: str) -> list[Body]:
        if (inside := embedded(body, names)) or key_of(body) is None:
            return inside
        links = _named(body.get("_links"))
        for name in names:
            if links and _plain(name) not in links:
                continue
            try:
                found = self._get(f"{collection}/{quote(str(key_of(body)), safe='')}/{name}", {})[0]
            except SourceTrouble as trouble:
                if trouble.status == 404:
                    continue
                raise
            if found:
                return found
        return []

    def loose(self) -> Iterator[Body]:
        return iter(())

    def _unit(self, body: Body) -> tuple[Body | None, list[Body]]:
        if self._what == _OFFERED:
            providers = self.related(_OFFERED, body, "onderwijsaanbieder")
            return (providers[0] if providers else None), [body]
        return body, self.related(_ORGANISATIONS, body, _OFFERED)

    def _pages(self, page: int) -> Iterator[tuple[int, list[Body]]]:
        before: list[str | None] = []
        query = {"sort": "id", **self._query, "pageSize": str(PAGE)}
        if self._what == _ORGANISATIONS:
            query.setdefault("organisatorischeEenheidType", "ONDERWIJSAANBIEDER")
        while True:
            bodies, more = self._get(self._what, {**query, "page": str(page)})
            keys = [key_of(body) for body in bodies]
            if bodies and keys == before:
                raise SourceTrouble(
                    f"{self._where} page={page}",
                    said("De bron geeft steeds dezelfde bladzijde.", "The source gives the same page again and again."),
                    said("Meld dit aan de bron.", "Tell the source."),
                )
            yield page, bodies
            if not bodies or not more:
                return
            before, page = keys, page + 1

    def _get(self, path: str, query: dict[str, str]) -> tuple[list[Body], bool]:
        shown = f"{self._where.removesuffix(self._parts.path.rstrip('/'))}{self._base}/{path}"
        address = urlunsplit(
            (self._parts.scheme, self._parts.netloc, f"{self._base}/{path}", urlencode(query or self._dated()), "")
        )
        fetched = fetch(address, _ACCEPT)
        bodies, more = bodies_in(parsed(fetched.body, shown))
        return _objects(bodies, shown, self.problems), more

    def _dated(self) -> dict[str, str]:
        return {name: value for name, value in self._query.items() if name == "datumGeldigOp"}


class FileRegister:
    """Answers of RIO in a file, or in a folder whose paths are those of the API (or are anything else)."""

    begins_again = True

    def __init__(self, path: Path) -> None:
        self.problems: list[Misread | Note] = []
        self.broken: list[SourceTrouble] = []
        self._by: dict[str, dict[str, Body]] = {}
        self._at: dict[tuple[str, str, str], list[Body]] = {}
        self._used: set[int] = set()
        files = [path]
        if path.is_dir():
            files = sorted(one for one in path.rglob("*") if one.suffix.lower() in (".json", ".jsonld"))
            if not files:
                raise SourceTrouble(
                    str(path),
                    said("In deze map staan geen JSON-bestanden.", "There are no JSON files in this folder."),
                    said("Kies een andere map.", "Choose another folder."),
                )
        for file in files:
            try:
                self._add(file, path)
            except SourceTrouble as trouble:
                self.broken.append(trouble)

    def _add(self, file: Path, root: Path) -> None:
        fetched = fetch(str(file))
        bodies = _objects(bodies_in(parsed(fetched.body, str(file)))[0], str(file), self.problems)
        parts = file.relative_to(root).with_suffix("").parts if file != root else ()
        if len(parts) >= 3:
            self._at.setdefault((parts[-3], parts[-2], parts[-1]), []).extend(bodies)
        for body in bodies:
            self._keep(body)

    def _keep(self, body: Body) -> None:
        sort = sort_of(body)
        place = self._by.setdefault(sort, {})
        key = key_of(body)
        place.setdefault(key if key is not None else f"zonder sleutel {len(place)}", body)

    def units(self, after: str | None) -> Iterator[tuple[str, Body | None, list[Body]]]:
        offered = self._by.get("offered", {})
        by_provider: dict[str, list[Body]] = {}
        without: list[Body] = []
        for key, body in offered.items():
            provider = self._provider_of(key, body)
            (by_provider.setdefault(provider, []) if provider else without).append(body)
        groups: list[tuple[Body | None, list[Body]]] = [
            (body, by_provider.pop(key, [])) for key, body in self._by.get("provider", {}).items()
        ]
        groups += [({"code": key}, bodies) for key, bodies in by_provider.items()]
        if without:
            groups.append((None, without))
        for number, (provider_body, bodies) in enumerate(groups, 1):
            yield json.dumps([number, None]), provider_body, bodies

    def _provider_of(self, key: str, body: Body) -> str | None:
        for one in (*self._at.get((_OFFERED, key, "onderwijsaanbieder"), []), *embedded(body, ("onderwijsaanbieder",))):
            self._by.setdefault("provider", {}).setdefault(key_of(one) or "", one)
            return key_of(one) or ""
        for provider in self._by.get("provider", {}):
            if any(key_of(one) == key for one in self._at.get((_ORGANISATIONS, provider, _OFFERED), [])):
                return provider
        return _pointed(body, "onderwijsaanbieder", "organisatorischeEenheid")

    def related(self, collection: str, body: Body, *names: str) -> list[Body]:
        key = key_of(body)
        for name in names:
            found = embedded(body, (name,)) or self._at.get((collection, key or "", name), [])
            if not found and (sort := _SORTS.get(_plain(name))):
                places = self._by.get(sort, {})
                to = _pointed(body, name, *(("opleidingseenheid",) if name in UNIT_NAMES else ()))
                found = [places[to]] if to in places else []
                if not found and key is not None and name in _POINT_BACK:
                    found = [one for one in places.values() if _pointed(one, *_POINT_BACK[name]) == key]
            if found:
                self._used.update(id(one) for one in found)
                return found
        return []

    def loose(self) -> Iterator[Body]:
        for sort, places in sorted(self._by.items(), key=lambda one: one[0] != "unit"):  # a unit leads to others
            if sort not in ("provider", "offered"):
                yield from (body for body in places.values() if id(body) not in self._used)


UNIT_NAMES: Final = ("opleiding", "opleidingsonderdeel", "opleidingsgroep", "opleidingsfase")
"""How an offered programme leads to what it is a programme of."""

_SORTS: Final = {
    "onderwijsaanbieder": "provider",
    "opleiding": "unit",
    "opleidingsonderdeel": "unit",
    "opleidingsgroep": "unit",
    "opleidingsfase": "unit",
    "onderwijslocatie": "location",
    "aangebodenopleidingcohorten": "cohort",
    "opleidingserkenning": "recognition",
    "erkenningen": "erkenning",
    "onderwijslicenties": "licence",
}
_POINT_BACK: Final = {
    "aangeboden-opleiding-cohorten": ("aangebodenOpleiding",),
    "opleidingserkenning": ("opleidingseenheid", "opleiding"),
    "erkenningen": ("organisatorischeEenheid", "onderwijsaanbieder"),
    "onderwijslicenties": ("opleidingserkenning", "erkenning"),
}
_ORGANISATION_TYPES: Final = (
    "ONDERWIJSAANBIEDER",
    "ONDERWIJSAANBIEDERGROEP",
    "ONDERWIJSBESTUUR",
    "ONDERWIJSBEGELEIDINGSAANBIEDER",
)


def sort_of(body: Body) -> str:
    """What a body is a body of: provider, organisation, offered, cohort, unit, recognition, licence, location, or
    something else."""
    kind = body.get("type", body.get("@type"))
    kind = kind.rpartition("/")[2].upper() if isinstance(kind, str) else ""
    if kind in _ORGANISATION_TYPES:
        return "provider" if kind == "ONDERWIJSAANBIEDER" else "organisation"
    if kind.startswith("AANGEBODEN"):
        return "cohort" if kind.endswith("COHORT") else "offered"
    if kind.endswith(("LICENTIE",)) or "licentiecode" in body:
        return "licence"
    if kind.endswith("ERKENNING") or "erkendeopleidingscode" in body:
        return "recognition"
    if kind.startswith(("BEVOEGD_GEZAG", "ERKENDE_")) or "bekostigingscode" in body:
        return "erkenning"
    if "aangebodenOpleidingcode" in body and "startdatum" in body:
        return "offered"
    if "opleidingseenheidcode" in body and "volledigeNaam" in body:
        return "unit"
    if "onderwijslocatiecode" in body or "gpsLatitude" in body:
        return "location"
    if {"subcontextnummer", "eMailadres", "telefoonnummer", "contactnaam"} & set(body):
        return "contact"
    return "unknown"


_KEYS: Final = ("id", "code", "aangebodenOpleidingcode", "opleidingseenheidcode", "onderwijslocatiecode", "@id")


def key_of(body: Body) -> str | None:
    """The key of a body: its id or code, as text."""
    for name in _KEYS:
        value = body.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            text = str(value).strip()
            return text.rstrip("/").rpartition("/")[2] if name == "@id" else text
    return None


def embedded(body: Body, names: tuple[str, ...]) -> list[Body]:
    """The bodies of these names inside a body."""
    inside = {**_named(body), **_named(body.get("_embedded"))}
    for name in names:
        value = inside.get(_plain(name), inside.get("cohorten") if name in _POINT_BACK and "cohort" in name else None)
        many = value if isinstance(value, list) else [value]
        found = [one for one in many if isinstance(one, dict)]
        if found:
            return found
    return []


def _pointed(body: Body, *names: str) -> str | None:
    """The key that a body points at: in its links, or as a code of its own."""
    links = _named(body.get("_links"))
    own = _named(body)
    for name in names:
        link = links.get(_plain(name))
        href = link.get("href") if isinstance(link, Mapping) else link
        last = re.split(r"[?#]", href)[0].rstrip("/").rpartition("/")[2] if isinstance(href, str) else ""
        if last and _plain(last) != _plain(name):
            return last
        for ending in ("code", "id"):
            value = own.get(_plain(name) + ending)
            if isinstance(value, str) and value.strip():
                return value.strip()
    return None


def _named(value: Any) -> dict[str, Any]:
    return {_plain(str(name)): one for name, one in value.items()} if isinstance(value, Mapping) else {}


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _objects(bodies: list[Any], where: str, problems: list[Misread | Note]) -> list[Body]:
    for number, body in enumerate(bodies):
        if not isinstance(body, dict):
            shown = shown_value(body)
            problems.append(
                Misread(
                    where,
                    f"[{number}]",
                    said(f"Hier staat {shown}.", f"This says {shown}."),
                    said("een object met velden", "an object with fields"),
                    skipped=True,
                )
            )
    return [body for body in bodies if isinstance(body, dict)]


def _place(bookmark: str | None) -> tuple[int, str | None]:
    """The page or group to go on with, and the last key of it that was given."""
    try:
        page, last = json.loads(bookmark or "[0, null]")
        return max(0, int(page)), None if last is None else str(last)
    except (ValueError, TypeError):
        return 0, None
