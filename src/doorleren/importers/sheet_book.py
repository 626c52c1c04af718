# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workbook opened with care: xlsx, ods or xls, whatever somebody did to it.

Knows: what is no workbook, what is too large, and cells that hold a formula without its value or an error.
Leaves: what the cells mean (`sheet_header`, `sheet_rows`). A macro or a link to another file is never followed.
"""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

from ..basics import Problem, Said, said
from .cbs_notes import Notes
from .fetching import SourceTrouble
from .sheet_scan import TooManyCells, scan_ods, scan_xlsx, sheet_parts
from .sheet_values import Value

UNPACKED_MAX: Final = 300_000_000
"""More bytes than this do not come out of one workbook."""

_PARTS_MAX: Final = 2_000
_HURT: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(OSError, ValueError, EOFError, NotImplementedError, RuntimeError),
)
"""What unpacking raises where a file is damaged."""

_PIECE: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows`: from its first row on, all of one width. `odd`: row and column (from 0) → why it holds no
    value. `merged`: first and last cell of each group of cells made one."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    odd: Mapping[tuple[int, int], Said]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def sheets_of(body: bytes, where: str, named: re.Pattern[str] | None, notes: Notes) -> Iterator[Sheet]:
    """The sheets whose name looks like `named`, or all. Raises SourceTrouble."""
    kind = _kind(body, where, notes)
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with _told(where):
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        there = list(book.sheets_metadata)
    plain = [one.name for one in there if one.typ == SheetTypeEnum.WorkSheet]
    chosen = [name for name in plain if named is None or named.fullmatch(name.strip())]
    if not chosen:
        others = ", ".join(f"«{one.name}»" for one in there)[:200]
        raise SourceTrouble(
            where,
            said(
                f"Het werkblad dat wij zoeken, staat hier niet in. Er is wel: {others}.",
                f"The sheet that we look for is not in here. There is: {others}.",
            ),
            said("Pas «sheet» in de koppeling aan.", "Change «sheet» in the mapping."),
        )
    for name in chosen:
        odd: Mapping[tuple[int, int], Said] = {}
        try:
            if kind == "xlsx":
                with zipfile.ZipFile(BytesIO(body)) as packed, packed.open(sheet_parts(packed)[name]) as part:
                    odd = scan_xlsx(part)
            elif kind == "ods":
                with zipfile.ZipFile(BytesIO(body)) as packed, packed.open("content.xml") as part:
                    odd = scan_ods(part, name)
        except TooManyCells:
            raise SourceTrouble(f"{where}: {name}", _TOO_WIDE, _CUT) from None
        except (KeyError, *_HURT):
            raise SourceTrouble(f"{where}: {name}", _DAMAGED, _SAVE_AGAIN) from None
        with _told(where):
            sheet = book.get_sheet_by_name(name)
            rows = tuple(tuple(map(_value, row)) for row in sheet.to_python(skip_empty_area=False))
            merged = tuple(sheet.merged_cell_ranges or ())
        yield Sheet(name, rows, odd, merged)


def _value(cell: object) -> Value:
    """What a cell holds; text of blanks is nothing, and a length of time or a clock is no value that we know."""
    if isinstance(cell, str):
        return cell.strip() or None
    return cell if isinstance(cell, bool | int | float) or hasattr(cell, "year") else str(cell)  # type: ignore[return-value]


class _told:
    """Whatever the library says or cries out becomes a trouble that a person can read."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None or isinstance(error, MemoryError | KeyboardInterrupt | SystemExit | GeneratorExit):
            return
        name = type(error).__name__
        if name == "PasswordError" or "password" in str(error).lower():
            raise SourceTrouble(self._where, _PASSWORD, _NO_PASSWORD) from None
        raise SourceTrouble(self._where, _DAMAGED, _SAVE_AGAIN) from None


def _kind(body: bytes, where: str, notes: Notes) -> str:
    """Which of the three it is; looks through a packed file before anybody else does. Raises SourceTrouble."""
    if body.startswith(_OLE):
        if _LOCKED in body:
            raise SourceTrouble(where, _PASSWORD, _NO_PASSWORD)
        return "xls"
    if not body.startswith(b"PK"):
        raise SourceTrouble(where, _NO_BOOK if body.strip() else _EMPTY, _SAVE_AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed:
            names = _looked_through(packed, where)
    except _HURT:
        raise SourceTrouble(where, _DAMAGED, _SAVE_AGAIN) from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        notes.add("macros", Problem(where, _MACROS, _JUST_FIGURES, _NOTHING_TO_DO))
    if any("externallinks/" in name.lower() for name in names):
        notes.add("links", Problem(where, _LINKS, _JUST_FIGURES, _REFRESH))
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise SourceTrouble(where, _NO_BOOK, _SAVE_AGAIN)


def _looked_through(packed: zipfile.ZipFile, where: str) -> frozenset[str]:
    """The names of the parts; what is locked, far too large or full of entities is refused."""
    parts = packed.infolist()
    if len(parts) > _PARTS_MAX or sum(one.file_size for one in parts) > UNPACKED_MAX:
        raise SourceTrouble(where, _TOO_LARGE, _CUT)
    seen = 0
    for part in parts:
        if part.flag_bits & 1:
            raise SourceTrouble(where, _PASSWORD, _NO_PASSWORD)
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue
        with packed.open(part) as stream:
            seen += _harmless_bytes(stream, where)
        if seen > UNPACKED_MAX:
            raise SourceTrouble(where, _TOO_LARGE, _CUT)
    return frozenset(one.filename for one in parts)


def _harmless_bytes(stream: IO[bytes], where: str) -> int:
    """How many bytes there are; what they say of their own size is not believed."""
    seen, tail = 0, b""
    while piece := stream.read(_PIECE):
        if not seen and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise SourceTrouble(where, _DAMAGED, _SAVE_AGAIN)
        seen += len(piece)
        if b"<!DOCTYPE" in tail + piece or b"<!ENTITY" in tail + piece:
            raise SourceTrouble(where, _ENTITIES, _SAVE_AGAIN)
        tail = piece[-16:]
        if seen > UNPACKED_MAX:
            break
    return seen


_EMPTY: Final[Said] = said("Dit bestand is leeg.", "This file is empty.")
_NO_BOOK: Final[Said] = said(
    "Dit is geen werkmap van Excel of LibreOffice (xlsx, xls of ods).",
    "This is no workbook of Excel or LibreOffice (xlsx, xls or ods).",
)
_DAMAGED: Final[Said] = said("Deze werkmap is beschadigd.", "This workbook is damaged.")
_SAVE_AGAIN: Final[Said] = said(
    "Haal het bestand opnieuw op, of open het en bewaar het als .xlsx.",
    "Fetch the file anew, or open it and save it as .xlsx.",
)
_PASSWORD: Final[Said] = said("Op deze werkmap zit een wachtwoord.", "This workbook has a password.")
_NO_PASSWORD: Final[Said] = said("Bewaar het bestand zonder wachtwoord.", "Save the file without a password.")
_TOO_LARGE: Final[Said] = said("Deze werkmap is te groot om te openen.", "This workbook is too large to open.")
_TOO_WIDE: Final[Said] = said(
    "Dit werkblad heeft te veel cellen, of een cel die heel ver weg staat.",
    "This sheet has too many cells, or one that is very far away.",
)
_CUT: Final[Said] = said(
    "Bewaar alleen het blad met de tabel, zonder lege rijen en kolommen.",
    "Save the sheet with the table only, without empty rows and columns.",
)
_ENTITIES: Final[Said] = said(
    "In dit bestand staat een DOCTYPE of ENTITY. Dat hoort niet in een werkmap, en wij lezen het niet.",
    "This file has a DOCTYPE or ENTITY. That does not belong in a workbook, and we do not read it.",
)
_MACROS: Final[Said] = said(
    "In deze werkmap zitten macro's. Wij voeren ze niet uit.", "This workbook has macros. We do not run them."
)
_LINKS: Final[Said] = said(
    "Deze werkmap haalt cijfers uit een ander bestand. Wij lezen wat er bij het bewaren stond.",
    "This workbook takes figures from another file. We read what was there when it was saved.",
)
_JUST_FIGURES: Final[Said] = said("een werkmap met alleen cijfers", "a workbook with figures only")
_NOTHING_TO_DO: Final[Said] = said("U hoeft niets te doen.", "You need not do anything.")
_REFRESH: Final[Said] = said(
    "Kijk of de cijfers vers zijn, en bewaar ze als waarden.",
    "See whether the figures are fresh, and save them as values.",
)
