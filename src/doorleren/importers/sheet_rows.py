# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of a sheet, row by row, and of several sheets as one table.

Knows: rows that are empty, skipped, a footnote or the titles once more; a figure that is there twice.
Leaves: single cells (`sheet_values`), columns (`sheet_header`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..basics import Problem, Said, said
from .cbs_notes import Notes
from .fetching import SourceTrouble
from .sheet_book import Sheet
from .sheet_header import Figures, Header, header_at, period_elsewhere
from .sheet_mapping import SheetDimension, SheetMapping
from .sheet_values import CodesOfRegion, Figure, Value, plain, read_figure, read_period, read_region

CONTRADICTING: Final = "tegenstrijdig"
"""The reason of a figure that is there twice and differs: then there is none."""

_Key = tuple[str, ...]


@dataclass(slots=True)
class Cells:
    """All figures by measure and the codes of the dimensions, and the titles of codes as they were first written."""

    mapping: SheetMapping
    codes_of: CodesOfRegion
    notes: Notes
    figures: dict[_Key, Figure] = field(default_factory=dict)
    titles: dict[str, dict[str, str]] = field(default_factory=dict)
    _from: dict[_Key, str] = field(default_factory=dict)

    def take(self, sheet: Sheet, header: Header, where: str, file: str) -> None:
        """Read all rows of a sheet. Raises SourceTrouble where a second table begins or no period is known."""
        place = f"{where}: {sheet.name}"
        for title in header.unknown:
            self.notes.add("column", _unknown_column(place, title))
        fixed = self._fixed(sheet, header, place, file)
        filled = _filled(sheet, header)
        for number in range(header.row + 1, len(sheet.rows)):
            row = sheet.rows[number]
            if all(cell is None for cell in row) and not any((number, at) in sheet.odd for at in range(len(row))):
                continue
            again = header_at(sheet, number, self.mapping, where)
            if again is not None:
                if (again.dimensions, again.figures) == (header.dimensions, header.figures):
                    continue  # the titles once more, as at the top of each printed page
                raise SourceTrouble(f"{place}, rij {number + 1}", _SECOND_TABLE, _ONE_TABLE)
            at = f"{place}, rij {number + 1}"
            row = tuple(filled.get((number, column), cell) for column, cell in enumerate(row))
            first = next((cell for cell in row if cell is not None), None)
            if isinstance(first, str) and any(one.search(first) for one in self.mapping.skip_rows):
                continue
            held = sum(cell is not None or (number, column) in sheet.odd for column, cell in enumerate(row))
            if held == 1 and isinstance(first, str) and not self._names_a_region(row, header):
                if not any(one.search(first) for one in self.mapping.footnotes):
                    self.notes.add("line", _unknown_line(at, first))
                continue
            self._row(sheet, number, row, header, fixed, at)

    def _names_a_region(self, row: Sequence[Value], header: Header) -> bool:
        """Whether the one cell of a row is a region of which all figures are left empty; else it is a line of text."""
        column = header.dimensions.get(self.mapping.region.id)
        if column is None or len(header.dimensions) > 1 or row[column] is None:
            return False
        return len(read_region(row[column], self.mapping.region, self.codes_of)) == 1

    def _fixed(self, sheet: Sheet, header: Header, place: str, file: str) -> Mapping[str, str]:
        """The period of a whole sheet, where no column has it."""
        period = self.mapping.period
        told = {name for one in header.figures for name in one.codes}
        if period.id in header.dimensions or period.id in told:
            return {}
        found = period_elsewhere(sheet, header, period, file)
        if len(found) != 1:
            raise SourceTrouble(place, _which_period(found), _NAME_PERIOD)
        code = next(iter(found))
        self._title(period, code, None)
        return {period.id: code}

    def _row(
        self, sheet: Sheet, number: int, row: Sequence[Value], header: Header, fixed: Mapping[str, str], at: str
    ) -> None:
        codes: dict[str, str] = dict(fixed)
        for one in self.mapping.dimensions:
            if one.id in header.dimensions:
                column = header.dimensions[one.id]
                if (why := sheet.odd.get((number, column))) is not None:
                    self.notes.add(f"odd {one.id}", _odd(f"{at}, {sheet.rows[header.row][column]}", why))
                    return
                title = str(sheet.rows[header.row][column])
                kind = one.kind_by_column.get(plain(title))
                code = self._code(replace(one, regions=(kind,)) if kind else one, row[column], f"{at}, {title}")
                if code is None:
                    return
                codes[one.id] = code
        for figures in header.figures:
            if figures.column < len(row):
                self._figure(sheet, number, row, header, figures, codes, at)

    def _figure(
        self,
        sheet: Sheet,
        number: int,
        row: Sequence[Value],
        header: Header,
        figures: Figures,
        codes: Mapping[str, str],
        at: str,
    ) -> None:
        where = f"{at}, {figures.title}"
        measure = figures.measure or self._measure(row[header.named_in] if header.named_in is not None else None, at)
        if measure is None:
            return
        every = {**codes, **figures.codes}
        key = (measure, *(every.get(one.id, "") for one in self.mapping.dimensions))
        if "" in key:
            lacking = next(one.title for one in self.mapping.dimensions if one.id not in every)
            self.notes.add("lacking", _lacking(where, lacking))
            return
        for name, code in figures.codes.items():
            self._title(next(one for one in self.mapping.dimensions if one.id == name), code, None)
        if (why := sheet.odd.get((number, figures.column))) is not None:
            # There is a figure, and we do not have it: kept as one that is not there, and told.
            self.notes.add("odd", _odd(where, why))
            figure: Figure | None = Figure(None, why.nl)
        else:
            decimals = next(one.decimals for one in self.mapping.measures if one.id == measure)
            figure = read_figure(row[figures.column], self.mapping.no_figure, decimals)
        if figure is None:
            self.notes.add("figure", _no_figure(where, row[figures.column]))
            figure = Figure(None, "niet te lezen")
        self._put(key, figure, where)

    def _put(self, key: _Key, new: Figure, where: str) -> None:
        old = self.figures.setdefault(key, new)
        if old != new and old.reason != CONTRADICTING:
            self.notes.add("twice", _contradiction(where, self._from[key], old, new))
            self.figures[key] = Figure(None, CONTRADICTING)
        self._from.setdefault(key, where)

    def _measure(self, cell: Value, at: str) -> str | None:
        words = plain(cell) if isinstance(cell, str) else ""
        for one in self.mapping.measures:
            if words and words in (plain(one.id), plain(one.title)):
                return one.id
        known = ", ".join(one.title for one in self.mapping.measures)
        self.notes.add("measure", _unknown(at, said("onderwerp", "measure"), cell, said(known, known)))
        return None

    def _code(self, dimension: SheetDimension, cell: Value, where: str) -> str | None:
        """Our code of what a cell says; None where that is not clear, which is then told."""
        if dimension.kind == "periode":
            code = read_period(cell, dimension.spans)
            expected = said(f"een {' of '.join(dimension.spans)}, zoals «juni 2026»", _SPAN_EN)
        elif dimension.kind == "regio":
            found = read_region(cell, dimension, self.codes_of)
            if len(found) > 1:
                self.notes.add(f"several {dimension.id}", _several(where, cell, sorted(found)))
                return None
            code = next(iter(found), None)
            expected = _A_REGION
        else:
            text = "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)
            text = " ".join(text.split())
            code = dimension.codes.get(plain(text)) or (text if dimension.open_codes and text else None)
            known = ", ".join(sorted(set(dimension.codes.values())))[:200] or dimension.title
            expected = said(known, known)
        if code is None:
            name = said(dimension.title.lower(), dimension.title.lower())
            self.notes.add(f"unknown {dimension.id}", _unknown(where, name, cell, expected))
            return None
        self._title(dimension, code, cell)
        return code

    def _title(self, dimension: SheetDimension, code: str, cell: Value) -> None:
        own = dimension.titles.get(code)
        written = " ".join(cell.split()) if isinstance(cell, str) else code
        self.titles.setdefault(dimension.id, {}).setdefault(code, own or written)


def _filled(sheet: Sheet, header: Header) -> Mapping[tuple[int, int], Value]:
    """What a cell that was made one over several rows says for each of these rows; only where a dimension stands."""
    columns = set(header.dimensions.values())
    return {
        (row, left): sheet.rows[top][left]
        for (top, left), (bottom, right) in sheet.merged
        if left == right and left in columns and top > header.row
        for row in range(top, min(bottom, len(sheet.rows) - 1) + 1)
    }


def pieces(cells: Cells, size: int) -> Iterator[list[tuple[_Key, Figure]]]:
    """The figures in the order of their codes, some at a time."""
    rows = sorted(cells.figures.items(), key=lambda one: one[0])
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


# --- what is told ---------------------------------------------------------------------------------------------------


def _shown(cell: Value) -> str:
    return "" if cell is None else " ".join(str(cell).split())[:60]


def _unknown(where: str, name: Said, cell: Value, expected: Said) -> Problem:
    return Problem(
        where,
        said(
            f"«{_shown(cell)}» is voor ons geen {name.nl}. Deze rij is niet gelezen.",
            f"«{_shown(cell)}» is no {name.en} to us. This row was not read.",
        )
        if cell is not None
        else said(
            f"Hier staat geen {name.nl}. Deze rij is niet gelezen.", f"No {name.en} here. This row was not read."
        ),
        expected,
        _TO_MAPPING,
    )


def _several(where: str, cell: Value, codes: Sequence[str]) -> Problem:
    names = ", ".join(codes)
    return Problem(
        where,
        said(
            f"«{_shown(cell)}» kan meer dan één regio zijn: {names}. Deze rij is niet gelezen.",
            f"«{_shown(cell)}» may be more than one region: {names}. This row was not read.",
        ),
        said("één regio, of een code", "one region, or a code"),
        said(
            "Zet in de koppeling bij «regions» welke soort het is, of bij «codes» welke regio.",
            "Say under «regions» in the mapping which kind it is, or under «codes» which region.",
        ),
    )


def _no_figure(where: str, cell: Value) -> Problem:
    what = (
        said("Deze cel is leeg.", "This cell is empty.")
        if cell is None
        else said(f"«{_shown(cell)}» is geen cijfer dat wij kennen.", f"«{_shown(cell)}» is no figure that we know.")
    )
    return Problem(
        where,
        what,
        said("een getal, of een teken uit «no_figure»", "a number, or a mark of «no_figure»"),
        said("Zet dit teken bij «no_figure», of herstel de cel.", "Put this mark under «no_figure», or mend the cell."),
    )


def _odd(where: str, why: Said) -> Problem:
    return Problem(
        where,
        said(f"Hier staat {why.nl}.", f"Here is {why.en}."),
        said("een waarde", "a value"),
        said("Open het bestand, laat het rekenen en bewaar het.", "Open the file, have it calculate, and save it."),
    )


def _contradiction(where: str, before: str, old: Figure, new: Figure) -> Problem:
    was, now = _figure_shown(old), _figure_shown(new)
    return Problem(
        where,
        said(
            f"Dit cijfer verschilt van dat in {before}: {now.nl} tegen {was.nl}. Wij bewaren geen van beide.",
            f"This figure differs from that in {before}: {now.en} against {was.en}. We keep neither.",
        ),
        said("elk cijfer één keer, of twee keer hetzelfde", "each figure once, or twice the same"),
        said("Haal het oude bestand uit de map.", "Take the old file out of the folder."),
    )


def _figure_shown(one: Figure) -> Said:
    if one.value is None:
        return said(f"geen cijfer ({one.reason})", f"no figure ({one.reason})")
    return said(f"{one.value:.10g}".replace(".", ","), f"{one.value:.10g}")


def _lacking(where: str, name: str) -> Problem:
    return Problem(
        where,
        said(f"Bij dit cijfer ontbreekt: {name.lower()}.", f"Missing with this figure: {name.lower()}."),
        said(f"een kolom {name}", f"a column {name}"),
        _TO_MAPPING,
    )


def _unknown_line(where: str, text: str) -> Problem:
    return Problem(
        where,
        said(f"Deze regel kennen wij niet: «{_shown(text)}».", f"We do not know this line: «{_shown(text)}»."),
        said("een rij van de tabel, of een voetnoot die wij kennen", "a row of the table, or a footnote that we know"),
        said("Zet hem bij «footnotes» of «skip_rows».", "Put it under «footnotes» or «skip_rows»."),
    )


def _unknown_column(where: str, title: str) -> Problem:
    return Problem(
        where,
        said(f"De kolom «{_shown(title)}» lezen wij niet.", f"We do not read the column «{_shown(title)}»."),
        said("een kolom uit de koppeling", "a column of the mapping"),
        said("Hoort hij erbij? Zet hem in de koppeling.", "Does it belong? Put it in the mapping."),
    )


def _which_period(found: set[str]) -> Said:
    if not found:
        return said(
            "Nergens staat over welke periode deze cijfers gaan.", "Nothing says which period these figures are about."
        )
    names = ", ".join(sorted(found))
    return said(
        f"Deze cijfers kunnen over meer dan één periode gaan: {names}.",
        f"These figures may be about more than one period: {names}.",
    )


_SPAN_EN: Final = "a period, such as «june 2026» in Dutch"
_A_REGION: Final[Said] = said(
    "een regio met een naam of code die wij kennen", "a region by a name or code that we know"
)
_TO_MAPPING: Final[Said] = said("Klopt dit? Zet het in de koppeling.", "Is this right? Put it in the mapping.")
_SECOND_TABLE: Final[Said] = said(
    "Hier begint een tweede tabel met andere kolommen.", "A second table with other columns begins here."
)
_ONE_TABLE: Final[Said] = said("Zet elke tabel op een eigen werkblad.", "Put each table on a sheet of its own.")
_NAME_PERIOD: Final[Said] = said(
    "Zet één periode boven de tabel of in de naam, zoals «juni 2026».",
    "Put one period above the table or in the name, such as «juni 2026».",
)
