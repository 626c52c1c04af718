# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the files of an EDU-DEX feed are: a folder, a file, an address, and what a directory file refers to.

Knows: relative and absolute references, also with spaces and line breaks around them, and which may not be followed.
Leaves: what is in a file (`edudex_xml`, `edudex_json`), and getting it (`fetching`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from .fetching import Fetched, fetch, is_address, is_inside

ACCEPT: Final = "application/xml, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
SUFFIXES: Final = (".xml", ".json")
_LOOKED_AT: Final = 1 << 16
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


class NotFollowed(Exception):
    """A reference that leads to where a feed may not send us."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a directory refers to: an institute, a programme (with its id), or a directory below it."""

    kind: str
    address: str
    line: int
    org: str | None = None
    programme: str | None = None
    client: str | None = None


def get(location: str) -> Fetched:
    """What is there. Raises SourceTrouble."""
    return fetch(location, ACCEPT)


def references_in(body: dict[str, Any], lines: dict[str, int]) -> Iterator[Reference]:
    """The references in a directory's body: institutes first, then programmes, then directories below it."""
    org = _text(body.get("orgUnitId"))
    for name, kind, field in (
        ("instituteDataResource", "institute", "resourceUrl"),
        ("programResource", "programme", "resourceUrl"),
        ("subDirectory", "directory", "directoryUrl"),
    ):
        for number, one in enumerate(_listed(body.get(name))):
            line = lines.get(f"{name}[{number}]", lines.get(name, 0))
            if isinstance(one, dict):
                yield Reference(
                    kind,
                    _text(one.get(field)) or _text(one.get("#text")) or "",
                    line,
                    _text(one.get("orgUnitId")) or org,
                    _text(one.get("programId")),
                    _client(one.get("clientId")),
                )
            else:
                yield Reference(kind, _text(one) or "", line, org)


def follow(reference: str, base: str, home: str) -> str:
    """Where a reference in the file at `base` leads; `home` is where the feed begins. Raises NotFollowed."""
    try:
        return _followed(reference, base, home)
    except ValueError:
        # An address that is none, such as http://[
        raise NotFollowed from None


def _followed(reference: str, base: str, home: str) -> str:
    shown = re.sub(r"\s*[\r\n]+\s*", "", reference.strip())
    if not shown:
        raise NotFollowed
    if is_address(base):
        found = urljoin(base, quote(shown, safe="%/:?#[]@!$&'()*+,;=~"))
        return _public(found, home)
    if is_address(shown):
        return _public(quote(shown, safe="%/:?#[]@!$&'()*+,;=~"), home)
    if _SCHEME.match(shown):
        raise NotFollowed
    folder = Path(home) if Path(home).is_dir() else Path(home).parent
    path = (Path(base).parent / unquote(shown)).resolve()
    if "\x00" in shown or not path.is_relative_to(folder.resolve()):
        raise NotFollowed
    return str(path)


def shown_path(path: str, home: str) -> str:
    """A file as who started the import would name it."""
    folder = Path(home) if Path(home).is_dir() else Path(home).parent
    inside = Path(path)
    return str(folder / inside.relative_to(folder.resolve())) if inside.is_relative_to(folder.resolve()) else path


def files_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of a feed in a folder, directories and institutes first; and those that are something else."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    ours = [path for path in files if path.suffix.lower() in SUFFIXES]
    return sorted(ours, key=lambda path: (_rank(path), str(path))), [path for path in files if path not in set(ours)]


def _rank(path: Path) -> int:
    try:
        with path.open("rb") as file:
            head = file.read(_LOOKED_AT)
    except OSError:
        return 2
    if b"edudexDirectory" in head:
        return 0
    return 1 if b"instituteData" in head or b'"instituteName"' in head else 2


def _public(address: str, home: str) -> str:
    """An address on the web that a stranger may name: of the feed's own host, or of one that everybody can reach."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise NotFollowed
    if is_address(home) and host == urlsplit(home).hostname:
        return address
    if is_inside(host):
        raise NotFollowed
    return address


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _client(value: Any) -> str | None:
    return _text(value.get("orgUnitId")) if isinstance(value, dict) else _text(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
