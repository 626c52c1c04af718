# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bodies in a file of EDU-DEX, whether it is JSON or XML.

Knows: which of the two it is, and that a large file is made into bodies one by one.
Leaves: what is in JSON and XML (`edudex_json`, `edudex_xml`), what a body means (`edudex_reading`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from lxml import etree

from ..basics import Said, said
from .edudex_json import Found, bodies_of, read_json
from .edudex_xml import (
    DIRECTORY,
    DISCOUNTS,
    INSTITUTE,
    PROGRAMME,
    Element,
    NotXml,
    as_element,
    elements_of,
    line_of,
    name_of,
    read_xml,
)
from .taken import shown_value

SORTS: Final = {INSTITUTE: "institute", DISCOUNTS: "discounts", PROGRAMME: "programme"}


@dataclass(slots=True)
class Sheet:
    """One body of a file, with what a message about it needs."""

    sort: str
    body: dict[str, Any]
    where: str
    lines: dict[str, int] = field(default_factory=dict)
    notes: tuple[tuple[int, str, Said, Said], ...] = ()
    value: Any = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A body that is made when its turn comes: a file may hold very many."""

    sort: str
    make: Callable[[], Sheet]


def sheets_in(text: bytes, where: str) -> tuple[list[Waiting], Element | None]:
    """The bodies in a file, or the directory that it is. Raises NotXml."""
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        return _jsonsheets_in(text, where), None
    root = read_xml(text.lstrip(b" \t\r\n") if start == b"<" else text)
    if name_of(root) == DIRECTORY:
        return [], as_element(root)
    sheets = [Waiting(SORTS[name_of(one)], partial(_xml_sheet, one, where)) for one in elements_of(root)]
    if not sheets:
        raise NotXml(
            line_of(root),
            said(f"Dit is {shown_value(name_of(root))}.", f"This is {shown_value(name_of(root))}."),
            said(
                "een adreslijst, instituut of opleiding van EDU-DEX", "a directory, institute or programme of EDU-DEX"
            ),
        )
    return sorted(sheets, key=lambda sheet: sheet.sort != "institute"), None


def _xml_sheet(found: etree._Element, where: str) -> Sheet:
    one = as_element(found)
    # What was made into a body need not stand in memory twice.
    found.clear()
    return Sheet(SORTS[one.name], one.body, where, one.lines, one.notes)


def _jsonsheets_in(text: bytes, where: str) -> list[Waiting]:
    try:
        value = read_json(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        deep = isinstance(error, RecursionError)
        raise NotXml(
            line,
            said("Hier staat te veel in elkaar.", "Too much stands inside one another here.")
            if deep
            else said(f"Dit is geen goede JSON (regel {line}).", f"This is not good JSON (line {line})."),
            said("JSON van EDU-DEX zonder fouten", "JSON of EDU-DEX without mistakes"),
        ) from None
    return [Waiting(one.sort, partial(_json_sheet, one, where)) for one in _shallow(value, where)]


def _json_sheet(one: Found, where: str) -> Sheet:
    body = one.body
    if one.sort == "supplier":
        body = {**body, "orgUnitId": body.get("id"), "instituteName": body.get("name")}
        body.pop("id", None)
        body.pop("name", None)
    return Sheet(one.sort, body, f"{where} {one.path}".strip(), value=one.value)


def _shallow(value: Any, where: str) -> Iterable[Found]:
    try:
        return bodies_of(value)
    except RecursionError:
        raise NotXml(
            1,
            said("Hier staat te veel in elkaar.", "Too much stands inside one another here."),
            said("JSON van EDU-DEX", "JSON of EDU-DEX"),
        ) from None
