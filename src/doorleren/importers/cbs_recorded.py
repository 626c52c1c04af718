# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers of StatLine (v4) that somebody recorded in a folder, when, and of which part of the table.

Knows: how such a folder is laid out, with or without its index.json, and how to tell all that is wrong with it at once.
Leaves: what the answers say (`cbs_table`, `cbs_rows`).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ..basics import Problem, Said, said
from .cbs_filter import Query
from .cbs_json import as_problem, list_in, object_in, read_json
from .cbs_notes import Notes
from .cbs_rows import Page
from .cbs_table import Described, Rows, read_table
from .fetching import SourceTrouble, fetch

INDEX: Final = "index.json"
_PAGE: Final = re.compile(r"observations-page-(\d{1,5})\.json")
_OURS: Final = re.compile(r"(index|properties|dimensions|measure-codes|codes-.*|observations-page-\d+)\.json")


class Damaged(Exception):
    """What is wrong with a recording, all together."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.what.nl for problem in problems))
        self.problems = problems


class Recorded:
    """A folder of recorded answers, or the folder that holds it under the name of the table. `at`: when they were
    recorded, if that is known."""

    may_change = False

    def __init__(self, folder: str, table: str) -> None:
        self._table = table
        self._folder = _folder_of(Path(folder), table)
        self.where = str(self._folder)
        self.at: datetime | None = None
        self._index: Mapping[str, Any] = {}
        self._troubles: list[Problem] = []

    def describe(self, notes: Notes) -> Described:
        """Raises Damaged and SourceTrouble."""
        self._read_index(notes)
        self._troubles = []
        properties = self._object("properties")
        identifier = properties.get("Identifier")
        if isinstance(identifier, str) and identifier != self._table:
            self._troubles.append(_another_table(f"{self.where}/properties.json", identifier, self._table))
        described = read_table(self._table, properties, self._listing, self._groups, notes)
        self._page_files()
        if self._troubles:
            raise Damaged([*notes, *self._troubles])
        asked = [self._index.get(name) for name in ("sliceFilter", "captureOnlySlice")]
        filters = [f"({one})" for one in asked if isinstance(one, str) and one.strip()]
        rows = self._index.get("observationRows")
        return Described(
            described.table,
            described.stamp,
            described.written,
            filter=" and ".join(filters) if len(filters) > 1 else filters[0][1:-1] if filters else None,
            rows=rows if type(rows) is int else None,
            part_unknown="sliceFilter" not in self._index,
        )

    def stamp(self) -> tuple[str, ...]:
        return ()

    def counted(self) -> int | None:
        return None

    def pages(self, query: Query, notes: Notes) -> Iterator[Page]:
        """All pages that were recorded; what was asked for is taken from them by who asks. Raises Damaged."""
        troubles, more = [], False
        path = None
        for path in self._page_files():
            try:
                answer = read_json(fetch(str(path)).body, str(path))
                rows = list_in(answer, str(path))
            except SourceTrouble as trouble:
                troubles.append(as_problem(trouble))
                continue
            more = "@odata.nextLink" in answer
            yield Page(rows, str(path))
        if more and path is not None and self._index.get("observationRows") is None:
            troubles.append(_more_to_come(str(path)))
        if troubles:
            raise Damaged(troubles)

    def _read_index(self, notes: Notes) -> None:
        path = self._folder / INDEX
        try:
            self._index = object_in(read_json(fetch(str(path)).body, str(path)), str(path))
        except SourceTrouble as trouble:
            self._index = {}
            notes.add("index", Problem(trouble.where, trouble.what, _AN_INDEX, _WITHOUT_INDEX))
            return
        other = self._index.get("tableId")
        if isinstance(other, str) and other != self._table:
            raise Damaged([_another_table(str(path), other, self._table)])
        try:
            at = datetime.fromisoformat(self._index["capturedAt"])
            self.at = at if at.tzinfo else None
        except (KeyError, TypeError, ValueError):
            self.at = None
        if self.at is None:
            notes.add("index", Problem(f"{path}: capturedAt", _NO_MOMENT, _A_MOMENT, _WITHOUT_INDEX))

    def _object(self, name: str) -> Mapping[str, Any]:
        path = self._path(name)
        try:
            return object_in(read_json(fetch(str(path)).body, str(path)), str(path))
        except SourceTrouble as trouble:
            self._troubles.append(_missing(trouble))
            return {}

    def _listing(self, name: str) -> tuple[Rows, str]:
        path = self._path(_name_of(name))
        try:
            return list_in(read_json(fetch(str(path)).body, str(path)), str(path)), str(path)
        except SourceTrouble as trouble:
            self._troubles.append(_missing(trouble))
            return [], str(path)

    def _groups(self, name: str) -> tuple[Rows, str]:
        """Groups are not always recorded; without them a measure has no path and a code no title of its group."""
        recorded = _name_of(name)
        files = self._index.get("files")
        listed = isinstance(files, Mapping) and recorded in files
        return self._listing(name) if listed or self._path(recorded).exists() else ([], "")

    def _path(self, name: str) -> Path:
        files = self._index.get("files")
        said_so = files.get(name) if isinstance(files, Mapping) else None
        return self._folder / (said_so if isinstance(said_so, str) and _plain(said_so) else f"{name}.json")

    def _page_files(self) -> list[Path]:
        """The files with observations, by number; one that must be there and is not is a trouble."""
        listed = self._index.get("observationPages")
        names = [one for one in listed if isinstance(one, str) and _plain(one)] if isinstance(listed, list) else []
        if not names:
            names = [one.name for one in self._folder.iterdir() if _PAGE.fullmatch(one.name)]
            numbers = {_number(name) for name in names}
            names += [f"observations-page-{n}.json" for n in range(1, max(numbers, default=1)) if n not in numbers]
            names = names or ["observations-page-1.json"]
        paths = [self._folder / name for name in sorted(set(names), key=lambda name: (_number(name), name))]
        for path in paths:
            if not path.is_file():
                self._troubles.append(Problem(str(path), _NO_FILE, _A_PAGE, _RECORD_ANEW))
        return paths


def _folder_of(folder: Path, table: str) -> Path:
    """The folder of the table: in this one, or this one. Raises Damaged."""
    try:
        inside = {one.name for one in folder.iterdir()}
    except (OSError, ValueError):
        no_folder = said("Deze map is er niet.", "This folder is not there.")
        raise Damaged([Problem(str(folder), no_folder, _a_folder(table), _CHECK)]) from None
    if table in inside and (folder / table).is_dir():
        return folder / table
    if any(_OURS.fullmatch(name) for name in inside):
        return folder
    close = sorted(name for name in inside if name.lower() == table.lower())
    what = said(f"Hier is geen map voor tabel {table}.", f"There is no folder for table {table} here.")
    if close:
        what = said(
            f"Hier is geen map {table}, wel {close[0]}. Hoofdletters tellen.",
            f"There is no folder {table} here, but {close[0]} is. Case counts.",
        )
    raise Damaged([Problem(str(folder), what, _a_folder(table), _CHECK)])


def _a_folder(table: str) -> Said:
    return said(f"een map {table} met antwoorden van StatLine", f"a folder {table} with answers of StatLine")


def _name_of(listing: str) -> str:
    """The file in which a list was recorded."""
    fixed = {"Dimensions": "dimensions", "MeasureCodes": "measure-codes", "MeasureGroups": "measure-groups"}
    if listing in fixed:
        return fixed[listing]
    if listing.endswith("Groups"):
        return f"groups-{listing.removesuffix('Groups')}"
    return f"codes-{listing.removesuffix('Codes')}"


def _number(name: str) -> int:
    found = _PAGE.fullmatch(name)
    return int(found[1]) if found else 0


def _plain(name: str) -> bool:
    """A name of a file in the folder, and not a way out of it."""
    return name not in ("", ".", "..") and not set(name) & {"/", "\\", "\0"}


def _missing(trouble: SourceTrouble) -> Problem:
    return Problem(trouble.where, trouble.what, _AN_ANSWER, _RECORD_ANEW)


def _another_table(where: str, there: str, asked: str) -> Problem:
    return Problem(
        where,
        said(f"Dit is tabel {there}.", f"This is table {there}."),
        said(f"tabel {asked}; hoofdletters tellen", f"table {asked}; case counts"),
        said("Kies de map van de tabel, of vraag om deze tabel.", "Choose the table's folder, or ask for this table."),
    )


def _more_to_come(where: str) -> Problem:
    what = said(
        "De laatste pagina zegt dat er nog een volgt; die is er niet.",
        "The last page says that another follows; it is not there.",
    )
    return Problem(where, what, _A_PAGE, _RECORD_ANEW)


_NO_FILE: Final[Said] = said("Dit bestand is er niet.", "This file is not there.")
_A_PAGE: Final[Said] = said("een pagina met waarnemingen", "a page with observations")
_AN_ANSWER: Final[Said] = said("het antwoord van StatLine, zoals het kwam", "the answer of StatLine, as it came")
_RECORD_ANEW: Final[Said] = said(
    "Haal de tabel opnieuw op, met dit bestand erbij.", "Fetch the table anew, with this file."
)
_AN_INDEX: Final[Said] = said(
    "index.json met tableId, capturedAt, sliceFilter en observationPages",
    "index.json with tableId, capturedAt, sliceFilter and observationPages",
)
_WITHOUT_INDEX: Final[Said] = said(
    "Voeg het toe als u het hebt; de tabel is zonder gelezen.", "Add it if you have it; the table was read without."
)
_NO_MOMENT: Final[Said] = said("Er staat niet wanneer dit is opgehaald.", "It does not say when this was fetched.")
_A_MOMENT: Final[Said] = said(
    "een moment met tijdzone, zoals 2026-07-17T16:30:06Z", "a moment with a time zone, such as 2026-07-17T16:30:06Z"
)
_CHECK: Final[Said] = said(
    "Kies de map met opgeslagen antwoorden, of de map daarboven.",
    "Choose the folder of recorded answers, or the one above.",
)
