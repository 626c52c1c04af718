# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A first look at a sheet's own XML: how far its cells reach, and which hold a formula or error instead of a value.

Knows: the cells of xlsx and ods, one row at a time. Leaves: their values (the library that reads workbooks).
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Final

from lxml import etree

from ..basics import Said, said

CELLS_MAX: Final = 2_000_000
"""The most cells between the first and the last one of a sheet: a lone cell far away would fill the memory."""

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

_FORMULA: Final = said("een formule zonder uitkomst", "a formula without its outcome")


class TooManyCells(Exception):
    """This sheet is not loaded."""


def sheet_parts(packed: zipfile.ZipFile) -> Mapping[str, str]:
    """The name of each sheet → the part that it is in. Raises ValueError, KeyError."""
    targets = {str(one.get("Id")): str(one.get("Target", "")) for one in _root(packed, "xl/_rels/workbook.xml.rels")}
    found: dict[str, str] = {}
    for one in _root(packed, "xl/workbook.xml").iter(f"{_MAIN}sheet", f"{_STRICT}sheet"):
        link = next((str(value) for name, value in one.attrib.items() if str(name).endswith("}id")), "")
        target = targets.get(link, "")
        found[str(one.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _root(packed: zipfile.ZipFile, name: str) -> etree._Element:
    try:
        return etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None


def scan_xlsx(part: IO[bytes]) -> Mapping[tuple[int, int], Said]:
    """Row and column of each odd cell → what is odd. Raises TooManyCells, ValueError."""
    odd: dict[tuple[int, int], Said] = {}
    reach = _Reach()
    number = -1
    for row in _elements(part, (f"{_MAIN}row", f"{_STRICT}row")):
        number = int(row.get("r", number + 2)) - 1
        column = -1
        for cell in row:
            place = _PLACE.fullmatch(str(cell.get("r", "")))
            column = _column(place[1]) if place else column + 1
            names = {str(one.tag).rpartition("}")[2]: one for one in cell}
            held = names.get("v") if "v" in names else names.get("is")
            if held is None and "f" not in names:
                continue
            reach.to(number, column)
            if cell.get("t") == "e":
                odd[number, column] = _error((held.text if held is not None else None) or "")
            elif "f" in names and (held is None or not held.text) and cell.get("t") != "str":
                odd[number, column] = _FORMULA
    return odd


def scan_ods(part: IO[bytes], name: str) -> Mapping[tuple[int, int], Said]:
    """The same of the sheet with this name. Repeated rows and columns count as often as they are repeated."""
    odd: dict[tuple[int, int], Said] = {}
    reach = _Reach()
    number = 0
    for row in _elements(part, (f"{_TABLE}table-row",)):
        table = next((one for one in row.iterancestors(f"{_TABLE}table")), None)
        if table is None or table.get(f"{_TABLE}name") != name:
            continue
        times = int(row.get(f"{_TABLE}number-rows-repeated", 1))
        column = 0
        for cell in row:
            wide = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            has_value = cell.get(f"{_OFFICE}value-type") is not None
            if has_value or len(cell):
                reach.to(number + times - 1, column + wide - 1)
            if cell.get(f"{_TABLE}formula") is not None and not has_value:
                odd[number, column] = _FORMULA
            column += wide
        number += times
    return odd


class _Reach:
    """From the first to the last cell that holds something."""

    def __init__(self) -> None:
        self._rows, self._columns = 0, 0

    def to(self, row: int, column: int) -> None:
        self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)
        if self._rows * self._columns > CELLS_MAX:
            raise TooManyCells


def _elements(part: IO[bytes], tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Each element when it is whole; what was seen is let go, so that a million rows take the room of one."""
    try:
        for _, element in etree.iterparse(part, tag=tags, resolve_entities=False, no_network=True):
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                assert parent is not None
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _error(text: str) -> Said:
    shown = text[:20] or "#?"
    return said(f"een fout van Excel ({shown})", f"an error of Excel ({shown})")
