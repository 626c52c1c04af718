# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""StatLine on the web, version 3, for tables that version 4 does not have: wide rows, a column for each measure.

Knows: its lists, how its rows become observations, and where it says why there is no number (`UntypedDataSet`).
Leaves: waiting and trying again (`fetching`), what makes a row unusable (`cbs_rows`).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from ..basics import Problem, Said, said
from ..region import Dimension, Measure, Table
from .cbs_filter import MEASURE, Query
from .cbs_json import TELL_SOURCE, list_in
from .cbs_notes import Notes
from .cbs_rows import Page
from .cbs_table import Described, Rows, kind_of, path_of, read_codes, text
from .cbs_web import NO_SUCH_QUESTION, NOT_THERE, ask, count_at, pages_from
from .cbs_whole import BY_COUNTING, Moved, TableNotThere, other_count
from .fetching import SourceTrouble, without_secrets

PAGE_ROWS: Final = 10_000
"""The most rows that version 3 gives at once."""

CELLS: Final = 100_000
"""So many cells of wide rows are made into observations at once: ten thousand rows may have a hundred columns."""

PAGES_MOST: Final = 100_000


class StatLineV3:
    """A table of StatLine at the address of its API, such as https://opendata.cbs.nl/ODataFeed/odata."""

    may_change = True

    def __init__(self, address: str, table: str) -> None:
        self._table = table
        self._base = f"{address.rstrip('/')}/{quote(table, safe='')}"
        self.where = without_secrets(self._base)
        self._dimensions: tuple[str, ...] = ()
        self._measures: dict[str, bool] = {}
        self._reasons_lost = False

    def describe(self, notes: Notes) -> Described:
        """Raises TableNotThere and SourceTrouble."""
        try:
            info = self._info()
        except SourceTrouble as trouble:
            if trouble.status in NOT_THERE:
                raise TableNotThere from None
            raise
        self._reasons_lost = False
        properties = [row for row in self._listing("DataProperties")[0] if isinstance(row, Mapping)]
        groups = self._groups()
        written: dict[str, dict[str, str]] = {}
        dimensions = []
        for row in properties:
            name = text(row, "Key").strip()
            if name and ("Dimension" in text(row, "Type") or text(row, "Type") == "GeoDetail"):
                rows, where = self._listing(name)
                codes, written[name] = read_codes(rows, where, notes, "Key")
                mine = {str(one.get("ID")): text(one, "Title") for one in groups if one.get("DimensionKey") == name}
                dimensions.append(Dimension(name, text(row, "Title") or name, kind_of(row), codes, mine))
        measures = _measures(properties)
        self._dimensions = tuple(one.id for one in dimensions)
        self._measures = {text(row, "Key"): text(row, "Datatype") == "String" for row in properties if _is_topic(row)}
        table = Table(
            "cbs",
            self._table,
            text(info, "Title").strip() or self._table,
            tuple(dimensions),
            measures,
            version=text(info, "Modified"),
            changed_on=text(info, "Modified"),
            summary=text(info, "Summary") or text(info, "ShortDescription"),
            licence=_LICENCE,
        )
        return Described(table, (text(info, "Modified"),), written)

    def stamp(self) -> tuple[str, ...]:
        return (text(self._info(), "Modified"),)

    def pages(self, query: Query, notes: Notes) -> Iterator[Page]:
        """Measures are columns here: those that are not asked for are left where they are."""
        asked = next((codes for name, codes in query.parts if name == MEASURE), tuple(self._measures))
        rest = Query(tuple(part for part in query.parts if part[0] != MEASURE))
        for part in rest.fitting():
            yield from self._pages(part, asked, notes)

    def _pages(self, query: Query, measures: tuple[str, ...], notes: Notes) -> Iterator[Page]:
        """Of one question; one that the source finds too long is asked in halves."""
        only = f"?$filter={query.escaped}" if query.parts else ""
        count = count_at(f"{self._base}/TypedDataSet/$count{only}")
        seen, last = 0, None
        for number in range(1, PAGES_MOST + 1):
            try:
                rows, where = self._rows("TypedDataSet", query, seen, number)
            except SourceTrouble as trouble:
                halves = query.halves()
                if seen or halves is None or trouble.status not in NO_SUCH_QUESTION:
                    raise
                for half in halves:
                    yield from self._pages(half, measures, notes)
                return
            if not rows or rows == last:
                break
            said_of = self._said_of(rows, query, seen, number, notes)
            piece = max(1, CELLS // max(1, len(measures)))
            for at in range(0, len(rows), piece):
                melted = list(self._melted(rows[at : at + piece], measures, said_of))
                yield Page(melted, where, at * len(measures))
            seen, last = seen + len(rows), rows
            if count is not None and seen >= count:
                # More than it counted is found by asking once more only where it says that there is more.
                break
        if count is not None and seen != count:
            raise Moved(other_count(f"{self.where}/TypedDataSet", count, seen, BY_COUNTING))

    def _melted(
        self, rows: Rows, measures: tuple[str, ...], said_of: Mapping[object, Mapping[str, Any]]
    ) -> Iterator[Any]:
        """Of each row an observation for each measure."""
        for row in rows:
            if not isinstance(row, Mapping):
                yield row
                continue
            cell = {name: row[name] for name in self._dimensions if name in row}
            words = said_of.get(row.get("ID"), {})
            for measure in measures:
                one = {**cell, "Id": row.get("ID"), MEASURE: measure, "ValueAttribute": None, "StringValue": None}
                if measure in row:
                    value = row[measure]
                    is_text = self._measures[measure] and isinstance(value, str)
                    one["Value"] = None if is_text else value
                    if is_text:
                        one["StringValue"] = value
                    elif value is None:
                        one["ValueAttribute"] = _reason(words.get(measure))
                yield one

    def _said_of(
        self, rows: Rows, query: Query, skip: int, number: int, notes: Notes
    ) -> Mapping[object, Mapping[str, Any]]:
        """What stands in the place of a number, by the ID of the row, where there is one without."""
        bare = any(row.get(name) is None for row in rows if isinstance(row, Mapping) for name in self._measures)
        if self._reasons_lost or not bare:
            return {}
        try:
            words, _ = self._rows("UntypedDataSet", query, skip, number)
        except SourceTrouble as trouble:
            self._reasons_lost = True
            notes.add("reasons", Problem(trouble.where, trouble.what, _REASONS, _WITHOUT_REASONS))
            return {}
        return {row.get("ID"): row for row in words if isinstance(row, Mapping)}

    def _rows(self, name: str, query: Query, skip: int, number: int) -> tuple[Rows, str]:
        where = f"{self.where}/{name} (pagina {number})"
        only = f"&$filter={query.escaped}" if query.parts else ""
        address = f"{self._base}/{name}?$format=json{only}&$skip={skip}&$top={PAGE_ROWS}"
        return list_in(ask(address), where), where

    def counted(self) -> int | None:
        return None  # a description of version 3 has no number of rows to compare it with

    def _info(self) -> Mapping[str, Any]:
        rows, where = self._listing("TableInfos")
        if rows and isinstance(rows[0], Mapping):
            return rows[0]
        raise SourceTrouble(where, _NO_INFO, TELL_SOURCE)

    def _groups(self) -> list[Mapping[str, Any]]:
        try:
            return [row for row in self._listing("CategoryGroups")[0] if isinstance(row, Mapping)]
        except SourceTrouble as trouble:
            if trouble.status in NOT_THERE:
                return []
            raise

    def _listing(self, name: str) -> tuple[Rows, str]:
        pages = list(pages_from(f"{self._base}/{quote(name, safe='')}?$format=json"))
        return [row for page in pages for row in page.rows], f"{self.where}/{name}"


def _is_topic(row: Mapping[str, Any]) -> bool:
    return text(row, "Type") == "Topic" and bool(text(row, "Key"))


def _measures(properties: list[Mapping[str, Any]]) -> tuple[Measure, ...]:
    """Two that have one title stay two: each has a key and a path of its own."""
    titles = {str(row.get("ID")): text(row, "Title").strip() for row in properties if text(row, "Type") == "TopicGroup"}
    above = {str(row.get("ID")): str(row["ParentID"]) for row in properties if row.get("ParentID") is not None}
    found: dict[str, Measure] = {}
    for row in properties:
        if _is_topic(row):
            key, decimals = text(row, "Key"), row.get("Decimals")
            path = path_of(above.get(str(row.get("ID"))), titles, above)
            title, unit = text(row, "Title").strip() or key, text(row, "Unit").strip()
            about = text(row, "Description")
            measure = Measure(key, title, unit, decimals if type(decimals) is int else None, path, about)
            found.setdefault(key, measure)
    return tuple(found.values())


def _reason(word: Any) -> str | None:
    """A symbol that stands where a number would; blanks say nothing."""
    word = word.strip() if isinstance(word, str) else ""
    try:
        float(word.replace(",", "."))
    except ValueError:
        return word or None
    return None


_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_NO_INFO: Final[Said] = said("Hier staat geen beschrijving van de tabel.", "There is no description of the table here.")
_REASONS: Final[Said] = said(
    "de tekens die zeggen waarom er geen getal is", "the symbols that say why there is no number"
)
_WITHOUT_REASONS: Final[Said] = said(
    "De tabel is gelezen zonder deze tekens; probeer het later opnieuw.",
    "The table was read without these symbols; try again later.",
)
