# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A comparison of two versions as a table for a spreadsheet: one figure a row.

Knows: the columns and their order. Leaves: the figures (`compare_people`).
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

from .hand_out import safe_cell

COLUMNS: Final = ("regeling", "op", "synthetisch", "deel", "groep", "cijfer", "versie", "waarde")
_KINDS: Final = (
    *("personen", "wint", "verliest", "krijgtMeer", "krijgtMinder", "gelijk", "nietZeker"),
    *("kanWinnen", "kanVerliezen"),
)
_SIDES: Final = ("was", "wordt")
_Row = tuple[str, str, str, str, Any]


def figures_table(shape: Mapping[str, Any]) -> bytes:
    """All figures; money in whole cents, `waarde` empty where there is no upper limit. Each row says whether the
    people are made up. UTF-8 with a mark in front and semicolons between, as a Dutch spreadsheet expects."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    about = (shape["van"]["regeling"], shape["op"], "ja" if shape["synthetisch"] else "nee")
    for row in _rows(shape):
        writer.writerow([safe_cell(one) for one in (*about, *row)])
    return out.getvalue().encode("utf-8-sig")


def _rows(shape: Mapping[str, Any]) -> Iterator[_Row]:
    for name, value in shape["naar"]["wijzig"].items():
        yield "wijziging", "", name, "wordt", value
    for name in shape["naar"]["zonder"]:
        yield "weggelaten", "", name, "wordt", ""
    yield from _group("iedereen", "", shape)
    yield "iedereen", "", "tegenstrijdig", "", shape["tegenstrijdig"]
    for side in _SIDES:
        yield from _span("kosten", "eurocent", side, shape["kosten"][side])
    for name, span in (shape["aannamen"] or {}).items():
        if isinstance(span, Mapping):
            yield from _span("aannamen", name, "wordt", span)
        elif span is not None:
            yield from _span("aannamen", f"{name}_procent", "", {"min": span[0], "max": span[1]})
    for one in shape["doorWat"]:
        for kind in _KINDS:
            if one.get(kind) is not None:
                yield "doorWat", f"{one['soort']} {one['id']}", kind, "", one[kind]
    for group in shape["wieMinstLeren"]:
        yield from _group("wieMinstLeren", group["groep"], group)
    for name, groups in shape["perGroep"].items():
        for group in groups:
            yield from _group(name, group["groep"], group)


def _group(part: str, group: str, counts: Mapping[str, Any]) -> Iterator[_Row]:
    for kind in _KINDS:
        yield part, group, kind, "", counts[kind]
    for side in _SIDES:
        for name, value in counts["bereik"][side].items():
            yield part, group, f"bereik_{name}", side, value


def _span(part: str, name: str, side: str, span: Mapping[str, Any] | None) -> Iterator[_Row]:
    for end, value in (span or {}).items():
        yield part, "", f"{name}_{end}", side, value
