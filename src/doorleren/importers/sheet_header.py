# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the table begins in a sheet, and which of its columns is what: by the titles, never by a number.

Knows: titles of columns, in any case and spelling of blanks and signs. Leaves: what stands below (`sheet_rows`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from ..basics import Said, said
from .fetching import SourceTrouble
from .sheet_book import Sheet
from .sheet_mapping import SheetDimension, SheetMapping
from .sheet_values import Value, periods_in, plain, read_period

_ROWS_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """A column with figures: of which measure (None: the row names it), and the codes that its title tells."""

    column: int
    measure: str | None
    codes: Mapping[str, str]
    title: str


@dataclass(frozen=True, slots=True)
class Header:
    """The row of titles (from 0), the column of each dimension, the columns with figures, what no mapping names."""

    row: int
    dimensions: Mapping[str, int]
    figures: tuple[Figures, ...]
    named_in: int | None
    unknown: tuple[str, ...]


def find_header(sheet: Sheet, mapping: SheetMapping, where: str) -> Header | None:
    """The first row that has all the columns; None where there is none. Raises SourceTrouble where a title that
    counts is there twice, or is one cell over several columns."""
    for row in range(min(len(sheet.rows), _ROWS_LOOKED_AT)):
        if (header := header_at(sheet, row, mapping, where)) is not None:
            return header
    return None


def header_at(sheet: Sheet, row: int, mapping: SheetMapping, where: str) -> Header | None:
    """The columns as this row names them; None where it is not the row of titles."""
    titles = [_plain(one) for one in sheet.rows[row]]
    named: dict[int, str] = {}

    def column_of(columns: tuple[str, ...]) -> int | None:
        wanted = _wanted(columns)
        found = [at for at, title in enumerate(titles) if title in wanted]
        if len(found) > 1:
            twice.append(str(sheet.rows[row][found[1]]))
        for at in found:
            named[at] = titles[at]
        return found[0] if found else None

    twice: list[str] = []
    dimensions: dict[str, int] = {}
    for one in mapping.dimensions:
        column = column_of(one.columns) if one.columns else None
        if column is not None:
            dimensions[one.id] = column
        elif one.columns and not one.elsewhere:
            return None
    figures = [
        Figures(column, one.measure, one.codes, str(sheet.rows[row][column]))
        for one in mapping.figures
        if (column := column_of(one.columns)) is not None
    ]
    named_in = column_of(mapping.named_in) if mapping.named_in else None
    figure = column_of(mapping.named_figure) if named_in is not None else None
    if figure is not None:
        figures.append(Figures(figure, None, {}, str(sheet.rows[row][figure])))
    if mapping.spread is not None:
        spread = next(one for one in mapping.dimensions if one.id == mapping.spread)
        for at, cell in enumerate(sheet.rows[row]):
            if at not in named and (code := code_in_title(cell, spread)) is not None:
                named[at] = titles[at]
                figures.append(Figures(at, mapping.spread_measure, {spread.id: code}, str(cell)))
    if not figures:
        return None
    if twice:
        what = said(f"De kolom «{twice[0]}» staat er twee keer.", f"The column «{twice[0]}» is there twice.")
        raise SourceTrouble(_place(where, sheet, row), what, _ONE_EACH)
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and right > left and any(left <= at <= right for at in named):
            what = said(
                f"De titel «{sheet.rows[top][left]}» staat over {right - left + 1} kolommen tegelijk.",
                f"The title «{sheet.rows[top][left]}» stands over {right - left + 1} columns at once.",
            )
            raise SourceTrouble(_place(where, sheet, row), what, _ONE_EACH)
    unknown = tuple(str(cell) for at, cell in enumerate(sheet.rows[row]) if cell is not None and at not in named)
    return Header(row, dimensions, tuple(figures), named_in, unknown)


@lru_cache(maxsize=256)
def _wanted(columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, columns)) - {""}


def code_in_title(cell: Value, dimension: SheetDimension) -> str | None:
    """The code of a dimension that a title tells, where figures stand in a column for each."""
    if dimension.kind == "periode":
        return read_period(cell, dimension.spans)
    return dimension.codes.get(plain(cell)) if isinstance(cell, str) else None


def period_elsewhere(sheet: Sheet, header: Header, dimension: SheetDimension, file: str) -> set[str]:
    """The periods that stand above the table, or else in the sheet's or the file's name, as the mapping allows."""
    for place in dimension.elsewhere:
        found: set[str] = set()
        if place == "above":
            for row in sheet.rows[: header.row]:
                for cell in row:
                    if isinstance(cell, date) and (code := read_period(cell, dimension.spans)) is not None:
                        found.add(code)
                    elif isinstance(cell, str):
                        found |= periods_in(cell, dimension.spans)
        else:
            found = periods_in(sheet.name if place == "sheet" else file, dimension.spans)
        if found:
            return found
    return set()


def nothing_found(sheets: Sequence[Sheet], mapping: SheetMapping, where: str) -> SourceTrouble:
    """No sheet has the columns: which ones were looked for."""
    wanted = [one.columns[0] for one in mapping.dimensions if one.columns and not one.elsewhere]
    wanted += [mapping.figures[0].columns[0]] if mapping.figures else list(mapping.named_figure[:1])
    looked = ", ".join(f"«{one.name}»" for one in sheets)[:200]
    names = ", ".join(f"«{one}»" for one in wanted)
    empty = all(not any(cell is not None for row in one.rows for cell in row) for one in sheets)
    return SourceTrouble(
        where,
        said(f"Dit werkblad is leeg: {looked}.", f"This sheet is empty: {looked}.")
        if empty
        else said(
            f"Wij vonden in {looked} geen rij met de titels {names}.",
            f"We found no row with the titles {names} in {looked}.",
        ),
        said(
            "Is dit het goede bestand? Pas anders de titels in de koppeling aan.",
            "Is this the right file? If so, change the titles in the mapping.",
        ),
    )


def _plain(cell: Value) -> str:
    return plain(cell) if isinstance(cell, str) else ""


def _place(where: str, sheet: Sheet, row: int) -> str:
    return f"{where}: {sheet.name}, rij {row + 1}"


_ONE_EACH: Final[Said] = said(
    "Geef in het bestand elke kolom een eigen titel.", "Give each column in the file a title of its own."
)
