# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of a person, an employer, a course and a partnership.

Knows: each fact's type, domain, owner and words; what is derived from it; which facts cannot go together.
Leaves: which facts a rule uses (`scheme`) and where they fall apart (`cells`).

Inside the rules a value is plain: a day is its ordinal number, a step of a ladder its place, money whole cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ..basics import Citation, Said
from ..basics.finding import FactValue
from .expression import Node

Plain = bool | int | str | frozenset[str]
"""A fact's value inside the rules: days as ordinals, ladder steps as places."""


class Kind(StrEnum):
    """The types that a fact can have, named as in the API."""

    JA_NEE = "ja-nee"
    GEHEEL_GETAL = "geheel-getal"
    GELD = "geld"
    PERCENTAGE = "percentage"
    DATUM = "datum"
    EEN_VAN = "een-van"
    VERZAMELING = "verzameling"
    LADDER = "ladder"
    CODE = "code"

    @property
    def ordered(self) -> bool:
        """Whether values lie on a line, so that thresholds cut them into intervals."""
        return self in _ORDERED


_ORDERED = {Kind.GEHEEL_GETAL, Kind.GELD, Kind.PERCENTAGE, Kind.DATUM, Kind.LADDER}


@dataclass(frozen=True, slots=True)
class FactWords:
    """How a fact is asked: the question, help, why we ask, a short label, and a label per value.

    `none` is how one says that none of the values fits, where that can be an answer. `to_others` holds other words
    for a party that is not the one these words speak to, such as an employer who is asked about the company.
    """

    question: str
    help: str
    why: str
    label: str
    options: Mapping[str, str]
    none: str | None = None
    to_others: Mapping[str, "FactWords"] = field(default_factory=dict)

    def said_to(self, party: str) -> "FactWords":
        """The words for who comes through this door."""
        return self.to_others.get(party, self)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known. `low` and `high` may name the day itself (`op`), e.g. `op - 120 years`.

    A code must be a key of the table `known_in`, if there is one.
    `effort` is what a change costs a person, 1 (choose another course) to 9; None means it cannot be changed.
    `weights` say how often we expect each value, `expected` between which values most answers lie; they order
    questions and never decide anything. A set that `resets` is about this year, and empty again on 1 January.
    An amount that is `part_of` another is asked as a part of it.
    """

    name: str
    kind: Kind
    owner: str
    values: tuple[str, ...] = ()
    low: Node | None = None
    high: Node | None = None
    pattern: str | None = None
    known_in: str | None = None
    may_be_empty: bool = True
    unit: str | None = None
    effort: int | None = None
    sensitive: bool = False
    weights: Mapping[str, int] | None = None
    expected: tuple[Node, Node] | None = None
    words: Mapping[str, FactWords] | None = None
    resets: bool = False
    part_of: str | None = None

    def plain(self, value: FactValue) -> Plain:
        """A given value as the rules see it."""
        if isinstance(value, date):
            return value.toordinal()
        if self.kind is Kind.LADDER:
            return self.values.index(str(value))
        return value

    def given(self, plain: Plain) -> FactValue:
        """A value of the rules as a person gives it."""
        if self.kind is Kind.DATUM:
            return date.fromordinal(int(plain))  # type: ignore[arg-type]
        if self.kind is Kind.LADDER:
            return self.values[int(plain)]  # type: ignore[arg-type]
        return plain


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from one other on a day: by a formula, or by a table that changes over the years."""

    name: str
    kind: Kind
    of: str
    formula: Node | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """Facts that cannot go together; true means that such a person does not exist."""

    id: str
    condition: Node
    facts: frozenset[str]
    source: Citation
    sentence: Said


@dataclass(frozen=True, slots=True)
class Table:
    """A lookup that changes over the years: rows of key, value, first day and first day no longer."""

    name: str
    rows: Mapping[str, tuple[tuple[date | None, date | None, str], ...]]

    def on(self, key: str, day: date) -> str | None:
        """The value of `key` on `day`; None where the table does not say."""
        for first, until, value in self.rows.get(key, ()):
            if (first is None or first <= day) and (until is None or day < until):
                return value
        return None


@dataclass(frozen=True, slots=True)
class FactBook:
    """All facts, in the order in which a form would ask them."""

    facts: Mapping[str, Fact]
    derived: Mapping[str, Derived]
    impossible: tuple[Impossible, ...]
    tables: Mapping[str, Table]
    raw: Mapping[str, Any]
