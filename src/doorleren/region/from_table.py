# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of a table that belong to an indicator, as one series per region.

Knows: how a selection names codes or titles, how two figures become a share, that one span kind is one series.
Leaves: fetching rows (whoever keeps them), and what a series says (`direction`, `outlook`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..basics import Said, plain_letters, said
from .indicators import Indicator, SeriesSource
from .periods import TimeSpan, read_span
from .plain_code import plain_code
from .records import Download, Observations, Table
from .series import Break, Point, Series, every_step

MEASURE: Final = "Measure"
BY_TITLE: Final = "titel:"
COUNTRY: Final = "NL01"


class DoesNotFit(Exception):
    """This table does not have what the indicator looks for: `why`, in words for who looks after the figures."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.nl)
        self.why = why


@dataclass(frozen=True, slots=True)
class Wanted:
    """The codes of a table that an indicator needs. `per`: of the figure that it is divided by."""

    select: Mapping[str, str]
    per: Mapping[str, str] | None

    def codes(self) -> dict[str, list[str]]:
        """Per dimension (and `Measure`) the codes to ask for; both figures at once where there are two."""
        both = [self.select, self.per or {}]
        names = {**self.select, **(self.per or {})}
        return {name: sorted({one[name] for one in both if name in one}) for name in names}


def wanted(table: Table, source: SeriesSource) -> Wanted:
    """The codes that a source's selection means in this table. Raises DoesNotFit."""
    select = {name: _code(table, name, text) for name, text in source.select.items()}
    per = None
    if source.calculation is not None:
        per = {**select, **{name: _code(table, name, text) for name, text in source.calculation.per.items()}}
    for dimension in table.dimensions:
        named = dimension.id in select or dimension.id in (source.period_dimension, source.region_dimension)
        if not named and len(dimension.codes) != 1:
            raise DoesNotFit(_nothing_chosen(table, dimension.id))
    needed = {source.period_dimension, *([source.region_dimension] if source.region_dimension else [])}
    for name in sorted(needed):
        if table.dimension(name) is None:
            raise DoesNotFit(_no_dimension(table, name))
    return Wanted(select, per)


def _code(table: Table, name: str, text: str) -> str:
    if name == MEASURE:
        titles = {one.id: (*one.path, one.title) for one in table.measures}
    else:
        dimension = table.dimension(name)
        if dimension is None:
            raise DoesNotFit(_no_dimension(table, name))
        titles = {one.id: (one.title,) for one in dimension.codes}
    if not text.startswith(BY_TITLE):
        if text not in titles:
            raise DoesNotFit(_no_code(table, name, text))
        return text
    asked = tuple(plain_letters(part) for part in text.removeprefix(BY_TITLE).split(" / "))
    found = [code for code, path in titles.items() if tuple(map(plain_letters, path))[-len(asked) :] == asked]
    if len(found) != 1:
        raise DoesNotFit(_no_code(table, name, text) if not found else _several(table, name, text, len(found)))
    return found[0]


def series_by_region(
    table: Table, rows: Observations, download: Download, indicator: Indicator, source: SeriesSource, want: Wanted
) -> dict[str, Series]:
    """The series of each region that the rows are about: code without its year → series.

    Where a table has a region on the borders of several years the last of them is taken: never two borders in a series.
    """
    spans, statuses = _spans(table, source)
    main = _cells(rows, want.select, source)
    per = _cells(rows, want.per, source) if want.per is not None else None
    points: dict[str, list[Point]] = {}
    for (region, period), (value, reason) in main.items():
        span = spans.get(period)
        if span is None or span.kind != source.period_kind:
            continue
        if per is not None:
            value, reason = _share(value, reason, per.get((region, period)), source)
        points.setdefault(region, []).append(Point(span, value, reason, statuses.get(period)))
    newest: dict[str, str] = {}
    for code in points:
        plain = plain_code(code)
        if plain not in newest or newest[plain] < code:
            newest[plain] = code
    breaks = _breaks(indicator, table)
    return {
        plain: Series(
            indicator=indicator.id,
            region=plain,
            points=every_step(points[code]),
            downloads=(download,),
            breaks=breaks,
            adjusted=source.adjusted,
            log=indicator.log,
            sampling_error=source.sampling_error,
        )
        for plain, code in newest.items()
    }


_Cell = tuple[float | None, str | None]


def _cells(rows: Observations, select: Mapping[str, str], source: SeriesSource) -> dict[tuple[str, str], _Cell]:
    """Region and period → number and reason, of the rows with exactly these codes."""
    columns: list[tuple[Sequence[str], str]] = [
        (rows.measures if name == MEASURE else rows.codes[name], code) for name, code in select.items()
    ]
    periods = rows.codes[source.period_dimension]
    only = [source.only_region or COUNTRY] * len(rows)
    regions = only if source.region_dimension is None else rows.codes[source.region_dimension]
    return {
        (regions[at], periods[at]): (rows.values[at], rows.reasons[at])
        for at in range(len(rows))
        if all(column[at] == code for column, code in columns)
    }


def _share(value: float | None, reason: str | None, per: _Cell | None, source: SeriesSource) -> _Cell:
    """One figure divided by another; without either there is none, and the reason of what lacks is kept."""
    if value is None:
        return None, reason
    if per is None or per[0] is None:
        return None, per[1] if per is not None else "ontbreekt"
    if per[0] == 0:
        return None, "gedeeld door nul"
    times = source.calculation.times if source.calculation else 1.0
    return times * value / per[0], reason


def _spans(table: Table, source: SeriesSource) -> tuple[dict[str, TimeSpan], dict[str, str | None]]:
    dimension = table.dimension(source.period_dimension)
    codes = dimension.codes if dimension is not None else ()
    return {one.id: read_span(one.id, one.title) for one in codes}, {one.id: one.status for one in codes}


def _breaks(indicator: Indicator, table: Table) -> tuple[Break, ...]:
    here = f"{table.provider}/{table.id}"
    return tuple(
        Break(one.on, one.why, one.document.document, one.mended_from, one.mended)
        for one in indicator.breaks
        if not one.tables or here in one.tables
    )


def _no_dimension(table: Table, name: str) -> Said:
    return said(f"Tabel {table.id} heeft geen onderdeel {name}.", f"Table {table.id} has no dimension {name}.")


def _nothing_chosen(table: Table, name: str) -> Said:
    return said(
        f"Tabel {table.id} is ook naar {name} verdeeld, en daaruit is niets gekozen.",
        f"Table {table.id} is divided by {name} too, and nothing was chosen from that.",
    )


def _no_code(table: Table, name: str, text: str) -> Said:
    text = text.removeprefix(BY_TITLE)
    return said(f"Tabel {table.id} heeft bij {name} geen «{text}».", f"Table {table.id} has no «{text}» in {name}.")


def _several(table: Table, name: str, text: str, count: int) -> Said:
    text = text.removeprefix(BY_TITLE)
    return said(
        f"Tabel {table.id} heeft bij {name} {count} keer «{text}».",
        f"Table {table.id} has «{text}» in {name} {count} times.",
    )
