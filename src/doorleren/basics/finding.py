# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What we found out about one person and one scheme on one day.

Knows: the shapes of an answer. Leaves: how an answer is reached (rules) and shown (the doors).
The words of the outcomes are the contract's own, in Dutch, because people and scripts read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from .citation import Citation

FactValue = bool | int | str | date | frozenset[str]
"""A fact as given: yes/no, whole number or cents, code, day, or set of codes."""


class Outcome(StrEnum):
    """What a scheme says about a person on a day."""

    JA = "ja"
    NEE = "nee"
    HANGT_AF = "hangt-af"
    NIET_VAN_KRACHT = "niet-van-kracht"
    NIET_BEKEND = "niet-bekend"


class Truth(StrEnum):
    """Whether one condition is met: yes, no, or still open."""

    JA = "ja"
    NEE = "nee"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ConditionFinding:
    """One condition, whether it is met, said in a sentence, with the place where it stands."""

    id: str
    truth: Truth
    sentence: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Amount:
    """What is paid if the outcome is yes, in whole cents; `highest` None means there is no ceiling."""

    lowest: int
    highest: int | None


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What the outcome still depends on: a fact, a judgement by a body, or a condition we cannot express."""

    kind: Literal["feit", "oordeel", "niet-uitgedrukt"]
    name: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What would help: facts to change, or the first day on which it opens, or both together."""

    changes: Mapping[str, FactValue] = field(default_factory=dict)
    from_day: date | None = None
    becomes: Outcome = Outcome.JA


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a person can do now, where, and at which desk."""

    sentence: str
    url: str | None
    desk: str | None


class Receipt(NamedTuple):
    """Enough to give the same answer again: rule, words, program, day, language and the facts used."""

    version: str
    rule_hash: str
    words_hash: str
    program: str
    on: date
    language: str
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Question:
    """The next question to ask, and why."""

    fact: str
    text: str
    why: str


class Finding(NamedTuple):
    """Everything that one scheme says to one person on one day."""

    # A named tuple, as one is made for every scheme in every answer: a third of the time of a frozen dataclass.

    scheme: str
    name: str
    kind: str
    applicant: str
    recipient: str
    audience: str
    outcome: Outcome | None
    amount: Amount | None
    amount_per: str | None
    depends_on: tuple[OpenPoint, ...]
    conditions: tuple[ConditionFinding, ...]
    what_would_help: tuple[Advice, ...]
    next_step: NextStep
    warnings: tuple[str, ...]
    not_expressed: tuple[tuple[str, Citation], ...]
    receipt: Receipt | None
    summary: str = ""
    amount_depends_on: tuple[str, ...] = ()
