# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the name of a municipality as people type it to its code on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from ..basics import plain_letters
from ..journeys import Book, municipalities

# Names that everybody uses beside the official one.
_ALSO = {"den haag": "s gravenhage", "den bosch": "s hertogenbosch"}
_YEARS_BACK = range(2015, 2027)


@dataclass(frozen=True, slots=True)
class Found:
    """The code; or why there is none: names that look like it, or that it exists on other days only."""

    code: str | None = None
    alike: tuple[str, ...] = ()
    on_other_days: bool = False


@lru_cache(maxsize=64)
def names_by_code(book: Book, on: date) -> Mapping[str, str]:
    """The names of municipalities on a day."""
    return dict(municipalities(book, on))


def find_municipality(book: Book, typed: str, on: date) -> Found:
    """The municipality with this name on this day."""
    wanted = _ALSO.get(plain_letters(typed), plain_letters(typed))
    codes = {plain_letters(name): code for code, name in names_by_code(book, on).items()}
    without_province = {name.rsplit(" (")[0]: name for name in names_by_code(book, on).values()}
    plain_names = {plain_letters(short): plain_letters(full) for short, full in without_province.items()}
    code = codes.get(wanted) or codes.get(plain_names.get(wanted, ""))
    if code and not _is_shared(wanted, names_by_code(book, on)):
        return Found(code)
    if _is_shared(wanted, names_by_code(book, on)):
        return Found(alike=tuple(n for n in names_by_code(book, on).values() if _short(n) == wanted))
    close = get_close_matches(wanted, codes, n=3, cutoff=0.75)
    names = {plain_letters(name): name for name in names_by_code(book, on).values()}
    return Found(None, tuple(names[one] for one in close), _was_or_will_be(book, wanted))


def _is_shared(wanted: str, names: Mapping[str, str]) -> bool:
    """Two municipalities are called Bergen; the province tells them apart."""
    return sum(_short(name) == wanted for name in names.values()) > 1 and wanted not in map(
        plain_letters, names.values()
    )


def _short(name: str) -> str:
    return plain_letters(name.rsplit(" (")[0])


def _was_or_will_be(book: Book, wanted: str) -> bool:
    days = (date(year, 1, 1) for year in _YEARS_BACK)
    return any(wanted == plain_letters(name) for day in days for name in names_by_code(book, day).values())
