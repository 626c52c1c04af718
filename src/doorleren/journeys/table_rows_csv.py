# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of a table for a spreadsheet: codes with their titles, and each figure with its unit and source.

Knows: the columns and their order. Leaves: which rows (`table_rows`).
"""

import csv
import io
from typing import Any, Final

from .hand_out import safe_cell
from .table_rows import MEASURE, Asked, row_shapes

_AFTER: Final = ("waarde", "reden", "periodestatus", "eenheid", "tekst")


def rows_csv(asked: Asked, language: str = "nl") -> str:
    """UTF-8 with a mark in front and semicolons between, as a Dutch spreadsheet expects; in Dutch with a comma in a
    number, so that 1,5 does not become a day in May. Empty where there is no number."""
    table = asked.table
    titles: dict[str, dict[str, str]] = {MEASURE: {one.id: one.title for one in table.measures}}
    titles |= {one.id: {code.id: code.title for code in one.codes} for one in table.dimensions}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    named = [column for one in titles for column in (one, f"{one}_titel")]
    writer.writerow([safe_cell(one) for one in (*named, *_AFTER, "tabel", "opgehaald")])
    for place, shape in enumerate(row_shapes(asked)):
        codes = {MEASURE: asked.rows.measures[place]}
        codes |= {one.id: asked.rows.codes[one.id][place] for one in table.dimensions}
        cells: list[Any] = [cell for one, code in codes.items() for cell in (code, titles[one].get(code))]
        number = "" if shape["waarde"] is None else str(shape["waarde"])
        rest = [shape.get(one) for one in _AFTER[1:]]
        source = shape["bron"]
        writer.writerow(
            [
                *map(safe_cell, cells),
                # A number of ours; a minus in front of it is no formula.
                number.replace(".", ",") if language == "nl" else number,
                *map(safe_cell, (*rest, source["tabel"], source["opgehaald"])),
            ]
        )
    return "\ufeff" + out.getvalue()
