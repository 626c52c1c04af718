# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A scheme as it was written down: versions, conditions, amounts, sources and words.

Knows: what a scheme consists of, and which parts of it hold on a day.
Leaves: how it is read from a folder (`read`) and what follows from it (`decide`, `amounts`, `changes`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Protocol, TypeVar

from ..basics import Citation
from .expression import Node
from .party import Party as Party
from .timing import Timing

RUNS_OUT: Final = "geld_op"
"""The id of the warning that the money of a scheme can be used up."""


class SchemeKind(StrEnum):
    """What a scheme gives; `beleid` (a covenant, a campaign) gives nothing that can be decided."""

    SUBSIDIE = "subsidie"
    VERGOEDING = "vergoeding"
    LENING = "lening"
    FISCAAL = "fiscaal"
    IN_NATURA = "in-natura"
    RECHT = "recht"
    BELEID = "beleid"


class _Dated(Protocol):
    @property
    def first(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


_T = TypeVar("_T", bound=_Dated)


def holds_on(part: _Dated, day: date) -> bool:
    """Whether a dated part holds on a day; `until` is the first day on which it no longer does."""
    return (part.first is None or part.first <= day) and (part.until is None or day < part.until)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with its source: a version, a window, or days on which a scheme does not exist.

    A version that is `wider` takes nothing from anybody who had it under the version before.
    """

    first: date | None
    until: date | None
    source: Citation
    wider: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Days between versions of which no text was found, and what was tried."""

    first: date | None
    until: date | None
    why: str


class ConditionKind(StrEnum):
    """How a condition is answered."""

    RULE = "rule"
    JUDGED = "judged_by"
    NOT_EXPRESSED = "not_expressed"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. A judged or not expressed one holds a leaf `open` that nobody here can answer."""

    id: str
    kind: ConditionKind
    node: Node | None
    source: Citation
    first: date | None = None
    until: date | None = None
    judge: str | None = None
    windows: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class AmountValue:
    """The value of an amount between two days: a number, cents, a fraction, a period, a day or a list."""

    value: Any
    source: Citation
    first: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid: the first case whose `when` is true gives the amount; none at all is help in kind.

    `at_most`: the source sets no amount that we know of, only what it can never be more than.
    """

    cases: tuple[tuple[Node | None, Node], ...]
    at_most: bool
    per: str | None
    covers: tuple[str, ...]
    source: Citation
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to know beside the outcome, such as a budget that may run out."""

    id: str
    node: Node | None
    source: Citation
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How this scheme goes with another: it excludes it, or follows after it."""

    kind: str
    scheme: str
    source: Citation
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SumCap:
    """What a scheme and those `beside` it (none named: every grant) pay together is never more than this.

    It is an amount, or a share of some costs; both are names, for their values are dated.
    """

    beside: tuple[str, ...]
    share: str | None
    amount: str | None
    of: str | None
    source: Citation
    first: date | None = None
    until: date | None = None

    @property
    def limit(self) -> str:
        """The name of the amount that it is measured by."""
        return self.share or self.amount or ""


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """A condition in three sentences: what it asks, that it is met, that it is not."""

    rule: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a rule that has a name of its own, such as the half years in service.

    Wherever its name stands, this same node stands.
    """

    node: Node
    source: Citation


@dataclass(frozen=True, slots=True)
class SchemeWords:
    """Everything a person reads about a scheme, in one language."""

    name: str
    summary: str
    conditions: Mapping[str, ConditionWords]
    next_steps: Mapping[str, str]
    url: str | None
    desk: str | None
    warnings: Mapping[str, str]
    amount: str | None
    about: str | None
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme with all its versions.

    `rows`: the rows of the founding documents that it answers (see `rows.yaml`). A policy has `belongs_to`, the schemes
    that it goes with, and `sources` for its description; it has no conditions and no payments.
    """

    id: str
    kind: SchemeKind
    applicant: Party
    recipient: Party
    audience: Party
    versions: tuple[Span, ...]
    not_in_force: tuple[Span, ...]
    conditions: tuple[Condition, ...]
    amounts: Mapping[str, tuple[AmountValue, ...]]
    payments: tuple[Payment, ...]
    warnings: tuple[Warning, ...]
    relations: tuple[Relation, ...]
    caps: tuple[SumCap, ...]
    words: Mapping[str, SchemeWords]
    checked_on: date | None
    facts: frozenset[str]
    raw: Mapping[str, Any]
    rows: tuple[str, ...] = ()
    belongs_to: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    not_known: tuple[Unknown, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)
    timing: tuple[Timing, ...] = ()

    @property
    def is_grant(self) -> bool:
        """Whether its money is a gift: no loan, and no tax that comes back later."""
        return self.kind not in (SchemeKind.LENING, SchemeKind.FISCAAL, SchemeKind.BELEID)

    def turning_points(self) -> frozenset[date]:
        """The days on which the rule itself changes, or an application window opens."""
        parts: list[Span | Condition | AmountValue] = [*self.versions, *self.conditions]
        parts += [value for values in self.amounts.values() for value in values]
        edges = {edge for part in parts for edge in (part.first, part.until)}
        edges |= {window.first for condition in self.conditions for window in condition.windows}
        return frozenset(edge for edge in edges if edge)

    def version_on(self, day: date) -> Span | None:
        """The version that holds on a day, if we have one."""
        return next((span for span in self.versions if holds_on(span, day)), None)

    def absent_on(self, day: date) -> Span | None:
        """The statement of a source that the scheme does not exist on a day, if there is one."""
        return next((span for span in self.not_in_force if holds_on(span, day)), None)

    def may_run_out(self, day: date) -> bool:
        """Whether the scheme says of this day that its money can be used up."""
        return any(warning.id == RUNS_OUT for warning in of_day(self.warnings, day))

    def amounts_on(self, day: date) -> dict[str, Any]:
        """The amounts that hold on a day, by name."""
        return {name: part.value for name, parts in self.amounts.items() for part in of_day(parts, day)}


def of_day(parts: Iterable[_T], day: date) -> list[_T]:
    """The parts that hold on a day, in the order in which they were written."""
    return [part for part in parts if holds_on(part, day)]
