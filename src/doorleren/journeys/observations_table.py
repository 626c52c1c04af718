# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of one indicator in one region as a table for a spreadsheet: one figure a row.

Knows: the lines above the table that say where the figures come from, the columns and their order.
Leaves: the figures (`watch`), the same as JSON (`region_shapes`).
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..basics import Said, said, say_day
from ..region import Download, Point, Series
from ..region.indicators import Indicator
from .download_shape import moment
from .hand_out import safe_cell

COLUMNS: Final = (
    *("regio", "indicator", "periode", "vanaf", "tot", "waarde", "eenheid"),
    *("reden", "periodestatus", "deel", "voorbeeld"),
)
_LICENCES: Final[dict[str, Said]] = {
    "cbs": said("CC BY 4.0, bronvermelding CBS", "CC BY 4.0, attribution CBS"),
    "eurostat": said("hergebruik mag met bronvermelding Eurostat", "reuse is allowed with attribution Eurostat"),
}
_MADE_UP: Final = said(
    "Let op: dit zijn verzonnen voorbeeldcijfers.", "Note: these are example figures that were made up."
)
_ASK: Final = said("vraag het na bij de bron", "ask the source")


def licence_of(provider: str) -> Said:
    """On what terms these figures may be used, as far as we know them."""
    return _LICENCES.get(provider, _ASK)


def observations_table(series: Series, indicator: Indicator, region_name: str, language: str) -> bytes:
    """All figures of a series. Above the table lines that start with #: what it is, and per download the source, the
    licence and the day. `waarde` has a comma, and is empty where there is no figure; `reden` then says why.

    UTF-8 with a mark in front and semicolons between, as a Dutch spreadsheet expects.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for line in _above(series, indicator, region_name, language):
        writer.writerow([f"# {line}"])
    writer.writerow(COLUMNS)
    for point in series.points:
        writer.writerow(_cells(point, series, indicator, language))
    return out.getvalue().encode("utf-8-sig")


def _above(series: Series, indicator: Indicator, region_name: str, language: str) -> Iterator[str]:
    yield f"{indicator.name.in_language(language)}, {region_name}"
    if series.made_up:
        yield _MADE_UP.in_language(language)
    for one in series.downloads:
        if not one.made_up:
            yield _source(one, language)


def _source(one: Download, language: str) -> str:
    day = f"{say_day(one.fetched.date(), language)} ({moment(one.fetched)})"
    name = one.provider.upper()
    licence = licence_of(one.provider).in_language(language)
    return said(
        f"Bron: {name}, tabel {one.table}. Opgehaald: {day}. Licentie: {licence}.",
        f"Source: {name}, table {one.table}. Fetched: {day}. Licence: {licence}.",
    ).in_language(language)


def _cells(point: Point, series: Series, indicator: Indicator, language: str) -> tuple[str, ...]:
    first, until = (day.isoformat() if day else "" for day in (point.span.first, point.span.until))
    unit, reason, status = indicator.unit.in_language(language), point.reason, point.status
    return (
        *map(safe_cell, (series.region, indicator.id, point.span.code)),
        *(first, until, _number(point.value)),
        *map(safe_cell, (unit, reason, status)),
        *(_yes(point.span.part), _yes(series.made_up)),
    )


def _number(value: float | None) -> str:
    """Each digit that we hold, with a comma: a Dutch spreadsheet takes 7.12 for a day in December."""
    return "" if value is None else f"{Decimal(repr(value)):f}".removesuffix(".0").replace(".", ",")


def _yes(so: bool) -> str:
    return "ja" if so else "nee"
