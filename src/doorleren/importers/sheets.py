# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table in somebody's workbooks as a table of ours: one file, an address, or a folder with one for each month.

Knows: which files are read, that together they are one table. Leaves: opening them (`sheet_book`), what stands in them
(`sheet_rows`), which column is what (the mapping), the names of regions (handed in).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ..basics import Problem, Said, said
from ..region import BrokenOff, Captured, Code, Dimension, Observations, Table, TableEvent, Unread, read_span
from .cbs_notes import Notes
from .fetching import SourceTrouble, fetch, is_address, without_secrets
from .mapping_file import MappingWrong
from .sheet_book import Sheet, sheets_of
from .sheet_header import Header, find_header, nothing_found
from .sheet_mapping import SheetDimension, SheetMapping, sheet_mapping
from .sheet_rows import Cells, pieces
from .sheet_values import CodesOfRegion

PROVIDER: Final = "uwv"
_ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
_FILES_MAX: Final = 500
_PIECE: Final = 50_000


def no_names(_: str) -> Collection[str]:
    """Who knows no regions by name: then only codes and the names in the mapping count."""
    return ()


class Sheets:
    """One table. `source`: a workbook, a folder of workbooks or an address. `mapping`: a name of ours or a file;
    without it the one with the table's name. `codes_of_region`: all codes that a name may mean."""

    def __init__(
        self,
        table: str | None,
        source: str | None,
        *,
        mapping: str | None = None,
        provider: str = PROVIDER,
        codes_of_region: CodesOfRegion = no_names,
        select: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self._table, self._source, self._provider = table, source, provider
        self._name = mapping or table or ""
        self._codes_of, self._select = codes_of_region, select

    @property
    def source(self) -> str:
        if self._source is None:
            return f"{self._provider}/{self._table or self._name}"
        return without_secrets(self._source) if is_address(self._source) else str(Path(self._source).resolve())

    def read(self) -> Iterator[TableEvent]:
        """The table, what could not be used, and the figures; or why there are none."""
        notes = Notes()
        try:
            mapping = self._mapping()
            cells = Cells(mapping, self._codes_of, notes)
            for where, file, body in self._bodies():
                _take(cells, where, file, body)
        except MappingWrong as wrong:
            yield from map(Unread, wrong.problems[:-1])
            yield BrokenOff(wrong.problems[-1])
            return
        except SourceTrouble as trouble:
            yield from map(Unread, notes)
            yield BrokenOff(Problem(trouble.where, trouble.what, _A_WORKBOOK, trouble.what_now))
            return
        yield _table(cells)
        yield Captured(None, None)
        yield from map(Unread, notes)
        for some in pieces(cells, _PIECE):
            yield Observations(
                measures=[key[0] for key, _ in some],
                codes={one.id: [key[at] for key, _ in some] for at, one in enumerate(mapping.dimensions, 1)},
                values=[figure.value for _, figure in some],
                reasons=[figure.reason for _, figure in some],
                texts=[None] * len(some),
            )

    def _mapping(self) -> SheetMapping:
        if self._select:
            raise MappingWrong([Problem(self.source, _NO_SELECTION, _WHOLE, _LEAVE_OUT)])
        mapping = sheet_mapping(self._provider, self._name)
        if self._table is not None and self._table != mapping.about.table:
            what = said(f"Deze koppeling is van {mapping.about.table}.", f"This mapping is of {mapping.about.table}.")
            raise MappingWrong([Problem(self._name, what, said(self._table, self._table), _OTHER_MAPPING)])
        self._table = mapping.about.table
        return mapping

    def _bodies(self) -> Iterator[tuple[str, str, bytes]]:
        """Of each file: where it is, its name, its bytes. Raises SourceTrouble."""
        if self._source is None:
            raise SourceTrouble(self.source, _NO_SOURCE, _GIVE_FILE)
        if is_address(self._source):
            got = fetch(self._source, accept="application/octet-stream")
            yield got.where, got.where.rpartition("/")[2], got.body
            return
        for file in _files(Path(self._source)):
            yield str(file), file.stem, fetch(str(file)).body


def _files(source: Path) -> Sequence[Path]:
    """The file, or the workbooks in a folder by name; what an open program leaves there ("~$…") is none."""
    try:
        if not source.is_dir():
            return [source]
        files = sorted(
            file
            for file in source.iterdir()
            if file.suffix.lower() in _ENDINGS and not file.name.startswith(("~$", ".~", "."))
        )
    except (OSError, ValueError):
        raise SourceTrouble(str(source), _NOT_READ, said("Controleer de naam.", "Check the name.")) from None
    if not 0 < len(files) <= _FILES_MAX:
        what = said(
            f"In deze map staan {len(files)} werkmappen ({', '.join(_ENDINGS)}).",
            f"There are {len(files)} workbooks in this folder ({', '.join(_ENDINGS)}).",
        )
        raise SourceTrouble(str(source), what, _GIVE_FILE)
    return files


def _take(cells: Cells, where: str, file: str, body: bytes) -> None:
    """All sheets of a workbook that have the columns. Raises SourceTrouble where none has."""
    mapping = cells.mapping
    seen: list[Sheet] = []
    found: list[tuple[Sheet, Header]] = []
    for sheet in sheets_of(body, where, mapping.sheet, cells.notes):
        header = find_header(sheet, mapping, where)
        if header is not None:
            found.append((sheet, header))
        else:
            seen.append(Sheet(sheet.name, sheet.rows[:1], {}, ()))
            if mapping.sheet is not None:
                raise nothing_found(seen, mapping, where)
    if not found:
        raise nothing_found(seen, mapping, where)
    for sheet in seen:
        cells.notes.add("sheet", _without_table(f"{where}: {sheet.name}"))
    for sheet, header in found:
        cells.take(sheet, header, where, file)


def _table(cells: Cells) -> Table:
    about = cells.mapping.about
    return Table(
        provider=about.provider,
        id=about.table,
        title=about.title,
        dimensions=tuple(_dimension(one, cells) for one in cells.mapping.dimensions),
        measures=cells.mapping.measures,
        summary=" ".join(one for one in (about.summary, "" if about.tried else _NOT_TRIED) if one),
        licence=about.licence,
    )


def _dimension(dimension: SheetDimension, cells: Cells) -> Dimension:
    titles = cells.titles.get(dimension.id, {})
    used = {key[1 + cells.mapping.dimensions.index(dimension)] for key in cells.figures}
    codes = sorted(code for code in titles if code in used)
    if dimension.kind == "periode":
        return Dimension(
            dimension.id, dimension.title, "periode", tuple(Code(one, read_span(one).in_words("nl")) for one in codes)
        )
    return Dimension(dimension.id, dimension.title, dimension.kind, tuple(Code(one, titles[one]) for one in codes))


def _without_table(where: str) -> Problem:
    return Problem(
        where,
        said(
            "Op dit werkblad staat deze tabel niet. Wij lezen het niet.",
            "This table is not on this sheet. We do not read it.",
        ),
        said("de titels uit de koppeling", "the titles of the mapping"),
        said("Hoort het er niet bij? Dan hoeft u niets te doen.", "Does it not belong? Then you need not do anything."),
    )


_NOT_TRIED: Final = "Deze koppeling is nog niet geprobeerd op het echte bestand."
_A_WORKBOOK: Final[Said] = said("een werkmap die bij de koppeling past", "a workbook that fits the mapping")
_NO_SELECTION: Final[Said] = said("Van een werkmap lezen wij alles.", "Of a workbook we read all.")
_WHOLE: Final[Said] = said("geen selectie", "no selection")
_LEAVE_OUT: Final[Said] = said("Laat de selectie weg.", "Leave the selection out.")
_OTHER_MAPPING: Final[Said] = said("Kies de koppeling van deze tabel.", "Choose the mapping of this table.")
_NO_SOURCE: Final[Said] = said("Er is geen bestand of map genoemd.", "No file or folder was named.")
_GIVE_FILE: Final[Said] = said("Noem een werkmap, of een map met werkmappen.", "Name a workbook, or a folder of them.")
_NOT_READ: Final[Said] = said("Deze map kan niet gelezen worden.", "This folder cannot be read.")
