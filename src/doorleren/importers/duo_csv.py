# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A CSV file as it really is, row by row, never more of it at once than a few lines.

Knows: its encoding (UTF-8 with or without a mark, UTF-16, Windows-1252), its separator, quoted line breaks, NUL bytes,
lines with too few or too many columns, a web page that was saved as CSV.
Leaves: what the columns mean.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ..basics import said
from ..catalogue.feed import Misread, Note
from .fetching import SourceTrouble, fetch, is_address, without_secrets
from .taken import shown_value

LINE_MAX: Final = 1_000_000
"""Characters in one line; a longer one is no table."""

_SEPARATORS: Final = (",", ";", "\t", "|")
_PIECE: Final = 1 << 20
_SNIFFED: Final = 2_000
_SHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the first after the header is 1), the line where it ends, and its cells by column."""

    number: int
    line: int
    cells: dict[str, str]


class Table:
    """A CSV file that is open: its columns, and its rows once. Raises SourceTrouble when it cannot be read on."""

    def __init__(self, raw: IO[bytes], where: str, known: frozenset[str]) -> None:
        self.where = where
        self.problems: list[Misread | Note] = []
        self._nul = self._strange = 0
        self._line = 0
        self._quotes = 0
        self._ended = False
        encoding = _encoding(raw, where)
        self._text = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
        first = self._header_line()
        try:
            separator = max(_SEPARATORS, key=lambda one: _columns_known(first, one, known))
            self._reader = csv.reader(self._lines(first), delimiter=separator)
            self.columns = _names(next(self._reader, []))
        except csv.Error:
            raise SourceTrouble(where, said("Dit is geen tabel in CSV.", "This is no table in CSV."), _AGAIN) from None
        if not any(self.columns):
            raise _empty(where)

    def rows(self) -> Iterator[Row]:
        """The rows, in order. One with another number of columns than the header is told and left out."""
        number = 0
        width = len(self.columns)
        while True:
            self._quotes = 0
            begins = self._line + 1
            try:
                cells = next(self._reader, None)
            except csv.Error:
                raise _not_closed(self.where, begins) from None
            if cells is None:
                break
            if self._ended and self._quotes % 2:
                raise _not_closed(self.where, begins)
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            extra = [cell for cell in cells[width:] if cell.strip()]
            if len(cells) < width or extra:
                self.problems.append(_ragged(f"{self.where} regel {begins}", len(cells), width, cells))
                continue
            yield Row(number, self._line, {name: cell for name, cell in zip(self.columns, cells, strict=False) if cell})
        self._told()

    def _header_line(self) -> str:
        while line := self._read():
            stripped = line.strip()
            if stripped and not stripped.lower().startswith("sep="):
                return line
        raise _empty(self.where)

    def _lines(self, first: str) -> Iterator[str]:
        line = first
        while line:
            self._quotes += line.count('"')
            yield line
            line = self._read()

    def _read(self) -> str:
        try:
            line = self._text.readline(LINE_MAX)
        except (UnicodeError, OSError):
            raise SourceTrouble(
                self.where,
                said("Dit bestand kan niet verder gelezen worden.", "This file cannot be read further."),
                _AGAIN,
            ) from None
        self._ended = not line
        if len(line) >= LINE_MAX:
            raise SourceTrouble(
                self.where,
                said("Een regel is veel te lang voor een tabel.", "A line is far too long for a table."),
                _AGAIN,
            )
        self._line += 1
        if "\0" in line:
            self._nul += line.count("\0")
            line = line.replace("\0", "") or "\n"
        self._strange += line.count("\ufffd")
        return line

    def _told(self) -> None:
        if self._nul:
            self.problems.append(
                Note(
                    self.where,
                    "bestand",
                    said(
                        f"Er staan {self._nul} lege bytes (NUL) in.", f"There are {self._nul} empty bytes (NUL) in it."
                    ),
                    said("tekst; ze zijn overgeslagen", "text; they were left out"),
                )
            )
        if self._strange:
            self.problems.append(
                Note(
                    self.where,
                    "bestand",
                    said(f"{self._strange} tekens zijn niet te lezen.", f"{self._strange} characters cannot be read."),
                    said("UTF-8 of Windows-1252", "UTF-8 or Windows-1252"),
                )
            )


@contextmanager
def table_at(source: str, known: frozenset[str], got: dict[str, bytes]) -> Iterator[Table]:
    """The CSV at an address or in a file. A file is read in pieces, whatever its size; what was `got` from an address
    is not asked for again."""
    if is_address(source):
        where = without_secrets(source)
        if source not in got:
            got[source] = fetch(source, "text/csv, */*;q=0.5").body
        raw: IO[bytes] = io.BytesIO(got[source])
    else:
        where = source
        try:
            raw = Path(source).open("rb")  # noqa: SIM115 – it is closed below, after the trouble of opening it is told
        except (OSError, ValueError) as error:
            missing = isinstance(error, FileNotFoundError)
            raise SourceTrouble(
                source,
                said("Dit bestand is er niet.", "This file is not there.")
                if missing
                else said("Dit bestand kan niet gelezen worden.", "This file cannot be read."),
                said("Controleer de naam.", "Check the name."),
            ) from None
    with raw:
        yield Table(raw, where, known)


def _encoding(raw: IO[bytes], where: str) -> str:
    """How the bytes are text: UTF-8 if all of them are, else what Dutch office programs write."""
    start = raw.read(_SNIFFED)
    if not start.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise _empty(where)
    if start.startswith(_SHEETS):
        raise SourceTrouble(
            where,
            said("Dit is een werkblad of pdf, geen CSV.", "This is a spreadsheet or PDF, not CSV."),
            said("Sla het op als CSV (UTF-8).", "Save it as CSV (UTF-8)."),
        )
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{")):
        raise SourceTrouble(
            where,
            said("Dit is een webpagina of ander antwoord, geen CSV.", "This is a web page or other answer, not CSV."),
            said("Controleer het adres van het bestand.", "Check the address of the file."),
        )
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw.seek(0)
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    piece = start
    try:
        while piece:
            decoder.decode(piece)
            piece = raw.read(_PIECE)
        decoder.decode(b"", final=True)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "cp1252"
    finally:
        raw.seek(0)


def _columns_known(line: str, separator: str, known: frozenset[str]) -> tuple[int, int]:
    cells = _names(next(csv.reader([line], delimiter=separator), []))
    return len(known & set(cells)), len(cells)


def _names(cells: Sequence[str]) -> list[str]:
    """The names of the columns; a name that stands there twice gets a number, so that neither is lost."""
    found: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = "_".join(cell.strip().strip("\ufeff\"'").upper().split()) or f"KOLOM_{number}"
        times = sum(one == name or one.startswith(f"{name} (") for one in found)
        found.append(f"{name} ({times + 1})" if times else name)
    while found and found[-1].startswith("KOLOM_") and not cells[len(found) - 1].strip():
        found.pop()
    return found


def _ragged(where: str, count: int, width: int, cells: Sequence[str]) -> Misread:
    shown = shown_value(" ".join(cell for cell in cells if cell))
    return Misread(
        where,
        "regel",
        said(f"{count} kolommen: {shown}.", f"{count} columns: {shown}."),
        said(f"{width} kolommen, zoals in de kop", f"{width} columns, as in the header"),
        skipped=True,
    )


def _empty(where: str) -> SourceTrouble:
    return SourceTrouble(where, said("Dit bestand is leeg.", "This file is empty."), _AGAIN)


def _not_closed(where: str, line: int) -> SourceTrouble:
    return SourceTrouble(
        f"{where} regel {line}",
        said("Hier begint een aanhalingsteken dat niet wordt gesloten.", "A quote begins here and is not closed."),
        _AGAIN,
    )


_AGAIN: Final = said("Haal het bestand opnieuw op.", "Get the file again.")
