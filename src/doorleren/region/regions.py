# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The country, its provinces, labour-market regions and municipalities, and groups of them that people work in.

Knows: which regions there were on a day, what lies in what, and what became of one that is no more.
Leaves: the names and places of municipalities by day (handed in; they stand with the rules), figures (`series`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from ..basics import Said

RegionKind = Literal["land", "provincie", "arbeidsmarktregio", "gemeente", "groep"]
KINDS: tuple[RegionKind, ...] = ("land", "provincie", "arbeidsmarktregio", "groep", "gemeente")


@dataclass(frozen=True, slots=True)
class Region:
    """A region. `code` without its year (NL01, PV20, AM01, GM1979); a group of our own has a word ("noord-nederland").

    `first`, `until`: the days between which it existed with this code; None: before we look, or still there.
    """

    code: str
    name: str
    kind: RegionKind
    first: date | None = None
    until: date | None = None

    def existed_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.until is None or day < self.until)


BecameKind = Literal["opgegaan", "verdeeld", "andere-code", "niet-bekend"]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a region. `opgegaan`: wholly in one other, maybe with others; `verdeeld`: parts went to several;
    `andere-code`: the same region under another code; `niet-bekend`: it ended, and no source of ours says where it
    went."""

    region: str
    on: date
    kind: BecameKind
    into: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What lies in a region on a day, and how sure that is.

    `exact`: together these parts are the whole region and nothing else, by a named source. Where it is not, `why`
    says so: figures of the parts may then never be added up as if they were the region's.
    """

    region: str
    on: date
    codes: tuple[str, ...]
    exact: bool
    why: Said | None
    source: str


class Regions(Protocol):
    """All regions that we know."""

    def find(self, words: str, on: date | None = None) -> tuple[Region, ...]:
        """The regions that somebody may mean: a code, with a year in it or not ("2025AM13"), or a name in any case.

        An exact name or code comes first; empty where nothing fits. "GRONINGEN" gives province, region and
        municipality.
        """
        ...

    def near(self, words: str, most: int = 5) -> tuple[Region, ...]:
        """Regions whose name or code looks like this, the nearest first; for who mistyped."""
        ...

    def region(self, code: str) -> Region | None:
        """The region with this code; a year in front ("2025AM13") and letters or blanks behind are taken off."""
        ...

    def of_kind(self, kind: RegionKind, on: date) -> tuple[Region, ...]:
        """Those that existed on a day, by name."""
        ...

    def parts(self, code: str, kind: RegionKind, on: date) -> Parts:
        """The parts of one kind that lie in a region on a day: municipalities of a province, regions of a group."""
        ...

    def around(self, code: str, on: date) -> tuple[Region, ...]:
        """In what it lies on a day: of a municipality its labour-market region, province, groups and the country.

        What no source says is absent: never a guess.
        """
        ...

    def became(self, code: str) -> Became | None:
        """What became of it; None as long as it exists, or where the code is not known at all."""
        ...

    def came_from(self, code: str) -> tuple[Became, ...]:
        """The regions that went into this one, wholly or in part."""
        ...


Rows = Mapping[str, Iterable[tuple[date | None, date | None, str]]]
"""A table by day as the rules keep it: key → (first day, first day no longer, value)."""
