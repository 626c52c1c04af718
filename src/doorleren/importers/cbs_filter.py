# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ask StatLine for a part of a table: which codes, as it writes that, in questions that are not too long.

Knows: `$filter`, its quotes, and how a long list of codes is split. Leaves: asking (`cbs_web`, `cbs_v3`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from ..basics import Problem, said
from ..region import Table
from .cbs_notes import Notes

MEASURE: Final = "Measure"
LONGEST: Final = 1_500
"""How long a filter may be in an address; servers and proxies refuse addresses of over 2,000 characters."""


class NothingToAsk(Exception):
    """What was asked for is not in the table."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.nl)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Query:
    """Codes by field, as the source writes them; what is not in it is asked for whole."""

    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def text(self) -> str:
        return " and ".join(f"({_either(field, codes)})" for field, codes in self.parts)

    @property
    def escaped(self) -> str:
        return quote(self.text, safe="")

    def halves(self) -> "tuple[Query, Query] | None":
        """Two that together ask the same; None where each field has one code left."""
        longest = max(self.parts, key=lambda part: len(part[1]), default=None)
        if longest is None or len(longest[1]) < 2:
            return None
        field, codes = longest
        middle = len(codes) // 2
        return self._with(field, codes[:middle]), self._with(field, codes[middle:])

    def _with(self, field: str, codes: tuple[str, ...]) -> "Query":
        return Query(tuple((name, codes if name == field else old) for name, old in self.parts))

    def fitting(self) -> Iterator["Query"]:
        """Itself, or as many as are needed so that each fits in an address."""
        halves = self.halves() if len(self.escaped) > LONGEST else None
        if halves is None:
            yield self
            return
        for half in halves:
            yield from half.fitting()


def _either(field: str, codes: tuple[str, ...]) -> str:
    quoted = (code.replace("'", "''") for code in codes)
    return " or ".join(f"{field} eq '{code}'" for code in quoted)


def chosen(select: Mapping[str, Collection[str]] | None, table: Table, notes: Notes) -> dict[str, tuple[str, ...]]:
    """The codes that are asked for and are there, by field and in the order of the table; a field of which all codes
    are asked for is left out. A code that is not there is told. Raises NothingToAsk."""
    found: dict[str, tuple[str, ...]] = {}
    for field, asked in (select or {}).items():
        dimension = table.dimension(field)
        if dimension is None and field != MEASURE:
            raise NothingToAsk(_no_dimension(table, field))
        there = [one.id for one in (table.measures if dimension is None else dimension.codes)]
        wanted = {code.rstrip() for code in ([asked] if isinstance(asked, str) else asked)}
        taken = tuple(code for code in there if code in wanted)
        for code in sorted(wanted.difference(there)):
            notes.add("asked", _no_code(table, field, code))
        if not taken:
            raise NothingToAsk(_none_there(table, field))
        if len(taken) < len(there):
            found[field] = taken
    return found


def _no_dimension(table: Table, field: str) -> Problem:
    names = ", ".join([MEASURE, *(one.id for one in table.dimensions)])
    return Problem(
        f"{table.id}: {field}",
        said(f"Deze tabel heeft geen dimensie {field}.", f"This table has no dimension {field}."),
        said(f"een van: {names}", f"one of: {names}"),
        said("Kies een dimensie die de tabel heeft.", "Choose a dimension that the table has."),
    )


def _no_code(table: Table, field: str, code: str) -> Problem:
    return Problem(
        f"{table.id}: {field}",
        said(f"De code {code} staat niet in deze tabel.", f"The code {code} is not in this table."),
        said("een code uit de codelijst; hoofdletters tellen", "a code of the code list; case counts"),
        said("Kijk de code na; de andere codes zijn gebruikt.", "Check the code; the other codes were used."),
    )


def _none_there(table: Table, field: str) -> Problem:
    return Problem(
        f"{table.id}: {field}",
        said("Geen van de gevraagde codes staat in deze tabel.", "None of the codes asked for is in this table."),
        said("minstens één code uit de codelijst", "at least one code of the code list"),
        said("Kijk de codes na; hoofdletters tellen.", "Check the codes; case counts."),
    )
