# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""DUO's open data about what is offered: mbo with its cohorts, higher education, and the sectors' development paths.

Knows: which file is which set (by its columns), in what order they are read, and how far we are. Not yet tried on a
real file: it is built on the columns and values that are published.
Leaves: CSV to `duo_csv`, what a row says to `duo_records`.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import orjson

from ..basics import Said, said
from ..catalogue.as_json import digest_of, kind_of, to_text
from ..catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from ..catalogue.records import Certificate, Course, Record
from .duo_csv import Row, Table, table_at
from .duo_records import Cells, Offered, cohort_of, fits, ho_row, mbo_row, path_certificate, with_paths
from .duo_sets import CARRIES_ON_WITH, COHORTS, CONTROL, HO, KNOWN, MBO, PATHS, DuoSet, set_of
from .fetching import SourceTrouble, is_address, without_secrets
from .taken import Taken, shown_value

_EVERY: Final = 500
"""Rows between two bookmarks."""

_WRITE_EVERY: Final = 5_000
_PLACES: Final = ("opleidingen", "ontwikkelpaden")


class Duo:
    """A CSV file, its address, or a folder with the files of one or more sets.

    A set's helpers (cohorts, sector paths) must be in the same folder as the offer that they are about.
    """

    def __init__(self, source: str) -> None:
        self._given = source

    @property
    def source(self) -> str:
        return without_secrets(self._given) if is_address(self._given) else self._given

    def read(self, after: str | None = None) -> Iterator[Event]:
        """The offer, row by row, each with its cohorts and its sector paths; then the sector paths themselves."""
        try:
            with _Reader(self.source) as reader:
                yield from reader.events(_files(self._given), _place(after))
        except SourceTrouble as trouble:
            yield Stopped(trouble.where, trouble.what, trouble.what_now)


class _Reader:
    """One reading. What must be remembered of the rows stands in a temporary database on disk, not in memory."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._kept = sqlite3.connect("")
        self._kept.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA cache_size = -4000;"
            "CREATE TABLE cohort (code TEXT, row BLOB, line TEXT, used INTEGER DEFAULT 0);"
            "CREATE TABLE path (code TEXT, row BLOB);"
            "CREATE TABLE given (id TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;"
            "CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID;"
        )
        self._got: dict[str, bytes] = {}
        self._problems: list[Misread | Note] = []
        self._twice: dict[str, int] = {}
        self._stopped: list[Stopped] = []

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()

    def events(self, files: list[str], place: tuple[str, str, int]) -> Iterator[Event]:
        sorts = {file: self._sort_of(file) for file in files}
        yield from self._flush()
        for wanted in (COHORTS, PATHS):
            for file in files:
                if sorts[file] is wanted:
                    self._remember(file, wanted)
                    yield from self._flush()
        offers = [file for file in files if sorts[file] in (MBO, HO)]
        if any(sorts[file] is COHORTS for file in files) and MBO not in sorts.values():
            yield Stopped(
                self._source,
                said(
                    "Dit zijn alleen cohorten: er staat niet bij van welke opleiding.",
                    "These are cohorts only: of which programme is not said.",
                ),
                said(
                    "Zet mbo_opleidingsaanbod.csv in dezelfde map en kies de map.",
                    "Put mbo_opleidingsaanbod.csv in the same folder and choose the folder.",
                ),
            )
        offering = place[0] != _PLACES[1]
        for file in offers:
            silent = not offering or file < place[1]  # given before the bookmark; read again for what it repeats
            yield from self._offers(file, sorts[file] or MBO, place[2] if file == place[1] else 0, silent)
        yield from self._paths(0 if offering else place[2])
        yield from self._told()
        yield from self._stopped

    def _sort_of(self, file: str) -> DuoSet | None:
        try:
            with table_at(file, KNOWN, self._got) as table:
                found = set_of(table.columns)
                if found is None:
                    raise SourceTrouble(file, _columns(table), _WHICH)
                if missing := sorted(found.needed - set(table.columns)):
                    raise SourceTrouble(file, _missing(found.name, missing), _WHICH)
                if absent := sorted(found.columns - set(table.columns)):
                    self._problems.append(Note(file, ", ".join(absent), _missing(found.name, absent), _ALL))
                extra = [one for one in table.columns if one not in found.columns and one not in CARRIES_ON_WITH]
                if extra and found is not CONTROL:
                    self._problems.append(Note(file, ", ".join(extra), _extra(extra), _ALL))
                return found
        except SourceTrouble as trouble:
            self._stopped.append(Stopped(trouble.where, trouble.what, trouble.what_now))
            return None

    def _remember(self, file: str, wanted: DuoSet) -> None:
        """Put the rows of a set that helps another one where they can be looked up."""
        try:
            with table_at(file, KNOWN, self._got) as table:
                for row in table.rows():
                    if self._again(file, row.cells):
                        continue
                    where, body = f"{file} regel {row.line}", orjson.dumps(row.cells)
                    if wanted is COHORTS:
                        code = row.cells.get("AANGEBODEN_OPLEIDINGCODE", "").strip()
                        self._kept.execute("INSERT INTO cohort (code, row, line) VALUES (?, ?, ?)", (code, body, where))
                    else:
                        self._remember_path(row.cells, body, where)
                self._problems += table.problems
        except SourceTrouble as trouble:
            self._stopped.append(Stopped(trouble.where, trouble.what, trouble.what_now))
        self._kept.execute(f"CREATE INDEX IF NOT EXISTS by_code_{wanted.name} ON {_TABLES[wanted.name]} (code)")

    def _remember_path(self, cells: Cells, body: bytes, where: str) -> None:
        codes = [
            code for name in ("ERKENDEOPLEIDINGSCODE", "OPLEIDINGSEENHEIDCODE") if (code := cells.get(name, "").strip())
        ]
        if not codes:
            self._problems.append(
                Misread(
                    where,
                    "ERKENDEOPLEIDINGSCODE",
                    said("Er staat niet bij welke opleiding dit is.", "It does not say which programme this is."),
                    said("een code van een opleiding", "a code of a programme"),
                    skipped=True,
                )
            )
        for code in codes:
            self._kept.execute("INSERT INTO path VALUES (?, ?)", (code, body))

    def _offers(self, file: str, sort: DuoSet, begin: int, silent: bool) -> Iterator[Event]:
        try:
            with table_at(file, KNOWN, self._got) as table:
                for row in table.rows():
                    events = (
                        self._row(f"{file} regel {row.line}", row, sort) if not self._again(file, row.cells) else []
                    )
                    given = [*table.problems, *self._problems, *events]
                    table.problems.clear()
                    self._problems.clear()
                    if silent or row.number <= begin:
                        continue
                    yield from given
                    if row.number % _EVERY == 0:
                        yield Bookmark(json.dumps([_PLACES[0], file, row.number]), row.number)
                if not silent:
                    yield from table.problems
        except SourceTrouble as trouble:
            self._stopped.append(Stopped(trouble.where, trouble.what, trouble.what_now))

    def _row(self, where: str, row: Row, sort: DuoSet) -> list[Event]:
        problems: list[Misread | Note] = []
        taken = Taken({name: cell for name, cell in row.cells.items() if name not in CARRIES_ON_WITH}, where, problems)
        found = mbo_row(taken, self._source) if sort is MBO else ho_row(taken, self._source)
        if found is None:
            return [*_skipped(problems)]
        records: list[Record] = []
        for record in found.shared:
            if isinstance(record, Course):
                record = with_paths(record, self._paths_of(found))
            records.append(record)
        if found.offering is not None:
            code = row.cells.get("AANGEBODEN_OPLEIDINGCODE", "").strip()
            cohorts = self._cohorts_of(code) if sort is MBO else []
            records += [
                cohort_of(Taken(cells, line, problems), self._source, found.offering, code) for cells, line in cohorts
            ] or [found.offering]
        return [*(record for record in records if self._new(record, where, problems)), *problems]

    def _paths_of(self, offered: Offered) -> list[Cells]:
        found: list[Cells] = []
        for code in offered.codes:
            for (body,) in self._kept.execute("SELECT row FROM path WHERE code = ? ORDER BY rowid", (code,)):
                cells = orjson.loads(body)
                if fits(cells, offered) and cells not in found:
                    found.append(cells)
        return found

    def _cohorts_of(self, code: str) -> list[tuple[Cells, str]]:
        found = self._kept.execute("SELECT row, line FROM cohort WHERE code = ? ORDER BY rowid", (code,)).fetchall()
        if found:
            self._kept.execute("UPDATE cohort SET used = 1 WHERE code = ?", (code,))
        return [(orjson.loads(body), line) for body, line in found]

    def _paths(self, begin: int) -> Iterator[Event]:
        """What the sector paths say of each programme, by its code."""
        codes = self._kept.execute("SELECT code FROM path GROUP BY code ORDER BY code").fetchall()
        for number, (code,) in enumerate(codes, 1):
            if number <= begin:
                continue
            rows = [
                orjson.loads(body)
                for (body,) in self._kept.execute("SELECT row FROM path WHERE code = ? ORDER BY rowid", (code,))
            ]
            by_recognition = any(one.get("ERKENDEOPLEIDINGSCODE", "").strip() == code for one in rows)
            system = (
                next((text for one in rows if (text := one.get("OPLEIDINGSSTELSEL"))), "") if by_recognition else None
            )
            yield path_certificate(self._source, code, system, rows)
            if number % _EVERY == 0:
                yield Bookmark(json.dumps([_PLACES[1], "", number]), number)

    def _again(self, file: str, cells: Cells) -> bool:
        """Whether exactly this row has been there before."""
        digest = hashlib.sha256(orjson.dumps([file, cells])).digest()[:16]
        inserted = self._kept.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount
        if not inserted:
            self._twice[file] = self._twice.get(file, 0) + 1
        return not inserted

    def _new(self, record: Record, where: str, problems: list[Misread | Note]) -> bool:
        """Whether this record has not been given yet; another row may say the same again, or something else."""
        digest = digest_of(to_text(record))[:16]
        inserted = self._kept.execute("INSERT OR IGNORE INTO given VALUES (?, ?)", (record.id, digest)).rowcount
        if inserted:
            return True
        [before] = self._kept.execute("SELECT digest FROM given WHERE id = ?", (record.id,)).fetchone()
        if before != digest and not isinstance(record, Certificate):  # all that it says stands in its course too
            problems.append(
                Misread(
                    where,
                    kind_of(record),
                    said(
                        f"«{record.origin.key}» staat er al met dezelfde code en andere gegevens.",
                        f"«{record.origin.key}» is there already with the same code and other data.",
                    ),
                    said("één keer dezelfde code; de eerste geldt", "the same code once; the first counts"),
                    record_id=record.id,
                )
            )
        return False

    def _told(self) -> Iterator[Event]:
        for file, count in sorted(self._twice.items()):
            yield Note(
                file,
                "regel",
                said(f"{count} regels staan er nog een keer.", f"{count} lines are there once more."),
                said("iedere regel één keer; ze zijn één keer gelezen", "each line once; they were read once"),
            )
        count, code = self._kept.execute("SELECT count(*), min(code) FROM cohort WHERE used = 0").fetchone()
        if count:
            yield Note(
                self._source,
                "AANGEBODEN_OPLEIDINGCODE",
                said(
                    f"{count} cohorten horen bij een opleiding die er niet bij staat, zoals {code}.",
                    f"{count} cohorts belong to a programme that is not there, such as {code}.",
                ),
                said("een opleiding uit mbo_opleidingsaanbod", "a programme of mbo_opleidingsaanbod"),
            )
        yield from self._flush()

    def _flush(self) -> Iterator[Event]:
        yield from self._problems
        self._problems.clear()


_TABLES: Final = {COHORTS.name: "cohort", PATHS.name: "path"}


def _files(source: str) -> list[str]:
    if is_address(source) or not Path(source).is_dir():
        return [source]
    found = sorted(
        str(one) for one in Path(source).rglob("*") if one.suffix.lower() in (".csv", ".txt") and one.is_file()
    )
    if not found:
        raise SourceTrouble(
            source,
            said("In deze map staan geen CSV-bestanden.", "There are no CSV files in this folder."),
            said("Kies een andere map.", "Choose another folder."),
        )
    return found


def _place(bookmark: str | None) -> tuple[str, str, int]:
    try:
        place, file, number = json.loads(bookmark or '["opleidingen", "", 0]')
        return str(place), str(file), max(0, int(number))
    except (ValueError, TypeError):
        return _PLACES[0], "", 0


def _skipped(problems: list[Misread | Note]) -> Iterator[Event]:
    for one in problems:
        if isinstance(one, Misread):
            yield Misread(one.where, one.field, one.what, one.expected, skipped=True, record_id=one.record_id)
        else:
            yield one


def _columns(table: Table) -> Said:
    shown = shown_value(", ".join(table.columns[:8]))
    return said(
        f"Dit bestand kennen we niet. De kolommen zijn {shown}.",
        f"We do not know this file. Its columns are {shown}.",
    )


def _missing(name: str, columns: list[str]) -> Said:
    listed = ", ".join(columns)
    return said(f"In {name} ontbreekt: {listed}.", f"Missing in {name}: {listed}.")


def _extra(columns: list[str]) -> Said:
    listed = ", ".join(columns)
    return said(
        f"Er staan kolommen bij die we niet kennen: {listed}.", f"There are columns that we do not know: {listed}."
    )


_ALL: Final = said(
    "de kolommen die DUO beschrijft; de rest is bewaard", "the columns that DUO describes; the rest is kept"
)
_WHICH: Final = said(
    "Kies mbo_opleidingsaanbod, ho_opleidingsoverzicht of sectorale_ontwikkelpaden van onderwijsdata.duo.nl.",
    "Choose mbo_opleidingsaanbod, ho_opleidingsoverzicht or sectorale_ontwikkelpaden from onderwijsdata.duo.nl.",
)
