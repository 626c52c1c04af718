# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a sheet of somebody's workbook becomes a table of ours: which column is what, and what stands for no figure.

Knows: the fields of a mapping and what must fit together in it. Leaves: reading the workbook (`sheet_book`), finding
the columns (`sheet_header`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..basics import plain_letters
from ..region import Measure
from ..region.indicators.fields import Fields
from ..region.records import DimensionKind
from .mapping_file import AboutTable, MappingWrong, about_table, opened, wrong_here

_KINDS: Final[tuple[DimensionKind, ...]] = ("regio", "periode", "gewoon")
_SPANS: Final = ("jaar", "halfjaar", "kwartaal", "maand")
_REGIONS: Final = ("NL", "PV", "AM", "GM")
_PLACES: Final = ("above", "sheet", "file")
_REGION_CODE: Final = re.compile(r"(\d{4})?(NL|PV|AM|GM)\d{2,4}")


@dataclass(frozen=True, slots=True)
class SheetDimension:
    """By what a sheet divides its figures, and where that stands.

    `columns`: titles that its column may have. `codes`: what stands in a cell (in plain letters) → our code.
    `titles`: our code → its title. `regions`: kinds of region that it may be about ("AM"). `borders`: the year of the
    borders, which goes before a code without one. `spans`: kinds of period. `elsewhere`: where the period of a whole
    sheet stands if no column has it. `open_codes`: what is not in `codes` is a code of its own.
    `kind_by_column`: title of the column (in plain letters) → the one kind of region in it.
    """

    id: str
    title: str
    kind: DimensionKind
    columns: tuple[str, ...]
    codes: Mapping[str, str]
    titles: Mapping[str, str]
    regions: tuple[str, ...]
    borders: str
    spans: tuple[str, ...]
    elsewhere: tuple[str, ...]
    open_codes: bool
    kind_by_column: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column with figures of one measure; `codes`: of the dimensions that its title alone tells."""

    measure: str
    columns: tuple[str, ...]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """`sheet`: what the name of the sheet looks like; None: the only one that has the columns.

    `spread`: a dimension whose codes stand as titles of columns, each with figures of `spread_measure`.
    `named_in`: titles of a column that names the measure of its row, whose figure stands in `named_figure`.
    """

    about: AboutTable
    sheet: re.Pattern[str] | None
    dimensions: tuple[SheetDimension, ...]
    measures: tuple[Measure, ...]
    figures: tuple[FigureColumn, ...]
    spread: str | None
    spread_measure: str | None
    named_in: tuple[str, ...]
    named_figure: tuple[str, ...]
    no_figure: Mapping[str, str]
    skip_rows: tuple[re.Pattern[str], ...]
    footnotes: tuple[re.Pattern[str], ...]

    @property
    def region(self) -> SheetDimension:
        return next(one for one in self.dimensions if one.kind == "regio")

    @property
    def period(self) -> SheetDimension:
        return next(one for one in self.dimensions if one.kind == "periode")


def sheet_mapping(provider: str, name: str) -> SheetMapping:
    """A mapping of ours by the name of its table, or a file. Raises MappingWrong with all that is wrong."""
    at = opened(provider, name)
    at.only(
        *("provider", "table", "title", "summary", "licence", "tried", "document", "sheet", "dimensions", "measures"),
        *("figures", "spread", "measure_column", "no_figure", "skip_rows", "footnotes"),
    )
    about = about_table(at, provider)
    dimensions: tuple[SheetDimension, ...] = at.listed("dimensions", _dimension)
    measures: tuple[Measure, ...] = at.listed("measures", _measure)
    figures: tuple[FigureColumn, ...] = at.listed("figures", _figure)
    spread, long = at.inner("spread", needed=False), at.inner("measure_column", needed=False)
    sheet = at.text("sheet", needed=False)
    if about is None:
        raise MappingWrong(at.problems)
    made = SheetMapping(
        about=about,
        sheet=_pattern(at, "sheet", sheet) if sheet else None,
        dimensions=dimensions,
        measures=measures,
        figures=figures,
        spread=spread.text("dimension") if spread else None,
        spread_measure=spread.text("measure") if spread else None,
        named_in=long.words("columns", needed=True) if long else (),
        named_figure=long.words("figure", needed=True) if long else (),
        no_figure=_marks(at),
        skip_rows=tuple(_pattern(at, "skip_rows", one) for one in at.words("skip_rows")),
        footnotes=tuple(_pattern(at, "footnotes", one) for one in at.words("footnotes")),
    )
    _check(made, at)
    if at.problems:
        raise MappingWrong(at.problems)
    return made


def _dimension(at: Fields) -> SheetDimension | None:
    at.only(
        *("id", "title", "kind", "columns", "codes", "titles", "regions", "borders", "spans", "elsewhere"),
        *("open_codes", "kind_by_column"),
    )
    code, title, kind = at.text("id"), at.text("title"), at.one_of("kind", _KINDS)
    if code is None or title is None or kind is None:
        return None
    codes: dict[str, str] = {}
    titles: dict[str, str] = {}
    if (inner := at.inner("codes", needed=False)) is not None:
        for ours in inner.values:
            for n, word in enumerate(inner.words(ours, needed=True)):
                plain = plain_letters(word)
                if codes.setdefault(plain, ours) != ours:
                    wrong_here(inner, ours, f"«{word}» is ook {codes[plain]}", f"«{word}» is {codes[plain]} too")
                if n == 0:
                    titles[ours] = word
            if kind == "regio" and not _REGION_CODE.fullmatch(ours):
                wrong_here(inner, ours, f"{ours} is geen code van een regio", f"{ours} is no code of a region")
    for name, known in (("regions", _REGIONS), ("spans", _SPANS), ("elsewhere", _PLACES)):
        if strange := [one for one in at.words(name) if one not in known]:
            wrong_here(at, name, f"«{strange[0]}» kan hier niet", f"«{strange[0]}» cannot stand here")
    borders = at.text("borders", needed=False) or ""
    if borders and not re.fullmatch(r"(19|20)\d\d", borders):
        wrong_here(at, "borders", "dit is geen jaar", "this is no year")
    kinds: dict[str, DimensionKind] = {one: one for one in _KINDS}
    return SheetDimension(
        id=code,
        title=title,
        kind=kinds[kind],
        columns=at.words("columns"),
        codes=codes,
        titles={**titles, **(at.pairs("titles") if "titles" in at.values else {})},
        regions=at.words("regions") or _REGIONS,
        borders=borders,
        spans=at.words("spans") or _SPANS,
        elsewhere=at.words("elsewhere"),
        kind_by_column=_kinds_by_column(at),
        open_codes=bool(at.truth("open_codes", default=False)),
    )


def _kinds_by_column(at: Fields) -> Mapping[str, str]:
    """ "Gemeente" above a column says that its names are those of municipalities."""
    if "kind_by_column" not in at.values:
        return {}
    found = {plain_letters(title): kind for title, kind in at.pairs("kind_by_column").items()}
    if strange := [kind for kind in found.values() if kind not in _REGIONS]:
        wrong_here(at, "kind_by_column", f"«{strange[0]}» kan hier niet", f"«{strange[0]}» cannot stand here")
    return found


def _measure(at: Fields) -> Measure | None:
    at.only("id", "title", "unit", "decimals", "about")
    code, title, unit = at.text("id"), at.text("title"), at.text("unit")
    decimals = at.whole("decimals") if "decimals" in at.values else None
    about = at.text("about", needed=False) or ""
    return Measure(code, title, unit, decimals, about=about) if code and title and unit else None


def _figure(at: Fields) -> FigureColumn | None:
    at.only("measure", "columns", "codes")
    measure, columns = at.text("measure"), at.words("columns", needed=True)
    codes = at.pairs("codes") if "codes" in at.values else {}
    return FigureColumn(measure, columns, codes) if measure and columns else None


def _marks(at: Fields) -> Mapping[str, str]:
    """What stands where there is no figure → what it says; case and blanks around it do not count."""
    inner = at.inner("no_figure", needed=False)
    if inner is None:
        return {}
    return {key.strip().casefold(): text for key in inner.values if (text := inner.text(key)) is not None}


def _pattern(at: Fields, name: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error:
        wrong_here(at, name, f"«{text}» is geen patroon", f"«{text}» is no pattern")
        return re.compile("")


def _check(made: SheetMapping, at: Fields) -> None:
    """What must fit together."""
    ids = [one.id for one in made.dimensions]
    for kind in ("regio", "periode"):
        if [one.kind for one in made.dimensions].count(kind) != 1:
            wrong_here(at, "dimensions", f"er moet precies één {kind} zijn", f"there must be exactly one {kind}")
    for name, some in (("dimensions", ids), ("measures", [one.id for one in made.measures])):
        if not some or len(set(some)) < len(some):
            wrong_here(at, name, "leeg, of een id staat er twee keer in", "empty, or an id is there twice")
    if not made.figures and made.spread is None and not made.named_in:
        wrong_here(at, "figures", "er is geen kolom met cijfers", "there is no column with figures")
    known = {one.id for one in made.measures}
    for measure in [*(one.measure for one in made.figures), *([made.spread_measure] if made.spread_measure else [])]:
        if measure not in known:
            wrong_here(at, "figures", f"{measure} staat niet bij measures", f"{measure} is not among the measures")
    if made.spread is not None and made.spread not in ids:
        wrong_here(at, "spread", f"{made.spread} is geen dimensie", f"{made.spread} is no dimension")
    for one in made.dimensions:
        told = [one.id in figure.codes for figure in made.figures]
        if not one.columns and not one.elsewhere and one.id != made.spread and not (told and all(told)):
            wrong_here(at, "dimensions", f"nergens staat waar {one.id} te vinden is", f"nothing says where {one.id} is")
        if one.elsewhere and one.kind != "periode":
            wrong_here(at, "dimensions", f"{one.id} is geen periode", f"{one.id} is no period")
        if one.kind == "gewoon" and not one.codes and not one.open_codes:
            wrong_here(at, "dimensions", f"{one.id} heeft geen codes", f"{one.id} has no codes")
