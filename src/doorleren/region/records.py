# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of figures as its source gives it, and one dated download of it.

Knows: tables, their dimensions, codes and measures; observations in columns; what a source said where it gave no
number.
Leaves: how each source writes them (importers), how a download is kept (store), what a figure means (indicators).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from ..basics import Problem

DimensionKind = Literal["periode", "regio", "gewoon"]


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a dimension. `status`: of a period, as its source writes it ("Definitief", "Voorlopig"), else None.

    Codes are text and case-sensitive; blanks at their end, as v3 of StatLine writes them, are not part of them.
    """

    id: str
    title: str
    group: str | None = None
    about: str = ""
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """By what a table divides its figures. `groups`: id of a group of codes → its title."""

    id: str
    title: str
    kind: DimensionKind
    codes: tuple[Code, ...]
    groups: Mapping[str, str] = field(default_factory=dict)

    def code(self, code_id: str) -> Code | None:
        return next((code for code in self.codes if code.id == code_id), None)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. `path`: titles of the groups that it stands under, outermost first; two measures of a table may
    have one title, so the id alone names it."""

    id: str
    title: str
    unit: str
    decimals: int | None = None
    path: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a source says about a table. `provider`: cbs, eurostat, uwv … `changed_on`: as the source says it, ISO.

    `expected_rows`: how many observations the source says there are in all, where it says so.
    """

    provider: str
    id: str
    title: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    version: str = ""
    changed_on: str = ""
    summary: str = ""
    licence: str = ""
    expected_rows: int | None = None

    def dimension(self, dimension_id: str) -> Dimension | None:
        return next((one for one in self.dimensions if one.id == dimension_id), None)

    def measure(self, measure_id: str) -> Measure | None:
        return next((one for one in self.measures if one.id == measure_id), None)

    @property
    def periods(self) -> Dimension | None:
        return next((one for one in self.dimensions if one.kind == "periode"), None)

    @property
    def regions(self) -> Dimension | None:
        return next((one for one in self.dimensions if one.kind == "regio"), None)


@dataclass(frozen=True, slots=True)
class Observations:
    """Some observations, in columns of one length.

    `codes`: per dimension its column. `values`: None where there is no number. `reasons`: what the source said about
    that or about the number (StatLine's ValueAttribute, Eurostat's flag), as it writes it; None where it said nothing –
    StatLine's "None" is nothing. `texts`: a value that is text, else None. An absent row is an absent row: never a
    zero.
    """

    measures: Sequence[str]
    codes: Mapping[str, Sequence[str]]
    values: Sequence[float | None]
    reasons: Sequence[str | None]
    texts: Sequence[str | None]

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Unread:
    """A row or a field that could not be used; the rest is read."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """The table could not be read to its end, and why; nothing of it is kept, what was there before stays.

    `asked_wrong`: the source is fine, but has no such table, or no such code.
    """

    problem: Problem
    asked_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Captured:
    """When the source was read, if that was before now (recorded answers), and of which part: a filter as the source
    writes it, or None for the whole table."""

    at: datetime | None
    filter: str | None


TableEvent = Table | Captured | Observations | Unread | BrokenOff


class TableFeed(Protocol):
    """A source that gives one table: first `Table` (and `Captured`), then its observations. Raises for nothing in
    it."""

    @property
    def source(self) -> str:
        """The address, file or folder, without a secret that stood in it."""
        ...

    def read(self) -> Iterator[TableEvent]: ...


@dataclass(frozen=True, slots=True)
class Download:
    """One dated download of a table, as it is kept. `key`: the name of its folder, unique within the table.

    `fetched`: UTC. `digest`: of everything in it, so that two with the same digest are the same. `made_up`: an example.
    """

    provider: str
    table: str
    key: str
    fetched: datetime
    digest: str
    rows: int
    source: str
    version: str = ""
    filter: str | None = None
    made_up: bool = False
