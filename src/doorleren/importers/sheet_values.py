# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in one cell of a sheet: a figure, no figure and why, a period, a region.

Knows: numbers as Dutch people type them, the ways to write a month or quarter, marks for no figure.
Leaves: which cell is what (`sheet_rows`).
"""

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from ..basics import plain_letters
from ..region import read_span
from .sheet_mapping import SheetDimension

Value = str | float | int | bool | date | None
"""What a cell holds; None where it is empty."""

CodesOfRegion = Callable[[str], Collection[str]]
"""All our codes of regions with a name; empty where there is none."""

_DUTCH: Final = re.compile(r"[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
_EITHER: Final = re.compile(r"[-−]?\d{1,3}\.\d{3}")
_POINT: Final = re.compile(r"[-−]?\d+\.\d+")
_BELOW: Final = re.compile(r"[<≤]\s*\d+([.,]\d+)?")
_MONTHS: Final = "januari februari maart april mei juni juli augustus september oktober november december".split()
_SHORT: Final = {"mrt": 3, "sept": 9, **{name[:3]: n for n, name in enumerate(_MONTHS, 1)}}
_LONG: Final = {**{name: n for n, name in enumerate(_MONTHS, 1)}, **_SHORT}
_ORDINAL: Final = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_FORMS: Final = tuple(
    re.compile(one)
    for one in (
        rf"(?:\d{{1,2}} )?(?P<month>{'|'.join(_LONG)}) {_YEAR}",
        rf"(?P<half>1|2)e? (?:halfjaar|helft)(?: van)? {_YEAR}",
        rf"(?P<quarter>[1-4])e? ?(?:kwartaal|kw|k|q)(?: van)? {_YEAR}",
        rf"(?:kwartaal|kw|k|q) ?(?P<quarter>[1-4]) {_YEAR}",
        rf"(?P<ordinal>{'|'.join(_ORDINAL)}) kwartaal(?: van)? {_YEAR}",
        rf"{_YEAR} ?(?:kwartaal|kw|k|q) ?0?(?P<quarter>[1-4])",
        rf"{_YEAR} (?P<quarter>[1-4])e? ?(?:kwartaal|kw|k|q)",
        rf"{_YEAR} ?(?:mm|m)? ?(?P<number>0[1-9]|1[0-2])",
        rf"{_YEAR} (?P<month>{'|'.join(_LONG)})",
        rf"{_YEAR}",
    )
)
_DAY: Final = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_STATLINE: Final = re.compile(r"\d{4}[A-Z]{2}\d\d")
_CODE: Final = re.compile(r"(\d{4})?(NL|PV|AM|GM)(\d{2,4})")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or none and what the source put there instead."""

    value: float | None
    reason: str | None


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """`plain_letters`, remembered: a sheet says the same few words on every row."""
    return plain_letters(text)


def read_figure(cell: Value, marks: Mapping[str, str], decimals: int | None) -> Figure | None:
    """The figure in a cell; None where it holds neither a number nor a mark that the mapping knows.

    "1.234" as text is one thousand two hundred and thirty-four: a point stands between thousands. Of a measure with
    decimals it could be more than one as well, so there it is not read. "12.5" can be one thing only.
    """
    if isinstance(cell, bool | date):
        return None
    if isinstance(cell, int | float):
        return Figure(float(cell), None) if math.isfinite(cell) else None
    text = "" if cell is None else " ".join(cell.split())
    if (meaning := marks.get(text.casefold())) is not None:
        return Figure(None, f"{text} ({meaning})" if text else meaning)
    if _BELOW.fullmatch(text):
        return Figure(None, text)
    number = text.removesuffix("%").strip()
    if _EITHER.fullmatch(number) and decimals:
        return None
    if _DUTCH.fullmatch(number):
        return Figure(float(number.replace("−", "-").replace(".", "").replace(",", ".")), None)
    if _POINT.fullmatch(number):
        return Figure(float(number.replace("−", "-")), None)
    return None


def read_period(cell: Value, spans: Collection[str]) -> str | None:
    """The code of StatLine of the period in a cell, if it is one of these kinds; else None.

    A day in a sheet of months or quarters stands for the month or quarter that it lies in.
    """
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, date):
        return _of_day(cell, spans)
    if isinstance(cell, int | float):
        if float(cell).is_integer() and 1900 <= cell <= 2199:
            return f"{int(cell)}JJ00" if "jaar" in spans else None
        # Excel counts days; a sheet that lost the form of its dates shows the count.
        if float(cell).is_integer() and 36_526 <= cell <= 73_050:
            return _of_day(date(1899, 12, 30) + timedelta(days=int(cell)), spans)
        return None
    text = cell.strip()
    if _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text):
        return _of_day_text(text, spans)
    code = _in_words(text)
    if code is None:
        span = read_span(text)
        if span.first is None:
            return None
        code = span.code if _STATLINE.fullmatch(span.code) else span.shifted(0).code
    return code if read_span(code).kind in spans else None


def periods_in(text: str, spans: Collection[str]) -> set[str]:
    """All periods that a line of text names: "Geregistreerde werkzoekenden, juni 2026"."""
    words = plain(text)
    found: set[str] = set()
    for form in _FORMS:
        for match in re.finditer(rf"(?<!\w){form.pattern}(?!\w)", words):
            code = _code_of(match)
            if code is not None and read_span(code).kind in spans:
                found.add(code)
        if found:
            break  # a year that stands in a month is not a second period
    return found


@lru_cache(maxsize=1 << 12)
def _in_words(text: str) -> str | None:
    words = plain(text)
    for form in _FORMS:
        if (match := form.fullmatch(words)) is not None:
            return _code_of(match)
    return None


def _code_of(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    year = groups["year"]
    if word := groups.get("month"):
        return f"{year}MM{_LONG[word]:02d}"
    if number := groups.get("number"):
        return f"{year}MM{number}"
    if half := groups.get("half"):
        return f"{year}HJ0{half}"
    if ordinal := groups.get("ordinal"):
        return f"{year}KW0{_ORDINAL[ordinal]}"
    if quarter := groups.get("quarter"):
        return f"{year}KW0{quarter}"
    return f"{year}JJ00"


def _of_day(day: date, spans: Collection[str]) -> str | None:
    """The one kind of period that a day of this sheet can stand for; None where it could be several."""
    kinds = [kind for kind in ("maand", "kwartaal", "halfjaar", "jaar") if kind in spans]
    if len(kinds) != 1:
        return None
    match kinds[0]:
        case "maand":
            return f"{day.year:04d}MM{day.month:02d}"
        case "kwartaal":
            return f"{day.year:04d}KW{(day.month + 2) // 3:02d}"
        case "halfjaar":
            return f"{day.year:04d}HJ{(day.month + 5) // 6:02d}"
        case _:
            return f"{day.year:04d}JJ00"


def _of_day_text(text: str, spans: Collection[str]) -> str | None:
    """A day as text: 30-06-2026 or 2026-06-30."""
    if (found := _DAY.fullmatch(text)) is not None:
        day, month, year = found.groups()
    elif (found := _ISO_DAY.fullmatch(text)) is not None:
        year, month, day = found.groups()
    else:
        return None
    try:
        return _of_day(date(int(year), int(month), int(day)), spans)
    except ValueError:
        return None


def read_region(cell: Value, dimension: SheetDimension, codes_of: CodesOfRegion) -> set[str]:
    """Our codes of the region in a cell: one where it is clear, several where more fit, none where none does."""
    if not isinstance(cell, str):
        return set()
    text = " ".join(cell.split())
    if (code := dimension.codes.get(plain(text))) is not None:
        return {_with_borders(code, dimension)}
    if (found := _CODE.fullmatch(text.upper().replace(" ", ""))) is not None:
        kind, number = found[2], found[3]
        right = kind in dimension.regions and len(number) == (4 if kind == "GM" else 2)
        return {_with_borders(found[0], dimension)} if right else set()
    # A total is the country's figure only where the mapping says so: by name alone it may be anything.
    kinds = {kind for kind in dimension.regions if kind != "NL"}
    return {_with_borders(code, dimension) for code in codes_of(text) if _kind_of(code) in kinds}


def _kind_of(code: str) -> str:
    found = _CODE.fullmatch(code)
    return found[2] if found else ""


def _with_borders(code: str, dimension: SheetDimension) -> str:
    """With the year of the borders before it, where the mapping names one; the country has no such year."""
    return code if code[0].isdecimal() or code.startswith("NL") else f"{dimension.borders}{code}"
