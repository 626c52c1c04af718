# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a plan is made of: the chosen courses, the steps, who pays, what is still open.

Knows: the shape of a plan, and what each part of it means. Leaves: how it is made (`plan`) and shown (doors).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Final

from ..basics import Citation, Finding, Said
from ..catalogue import Course, Offering, Provider
from .in_the_way import InTheWay
from .price_for_you import YourPrice

MOST_COURSES: Final = 3
"""A plan has this many courses at most: more fit on no page, and in no life."""

OWN: Final = "zelf"
"""The kind of payer that the person is."""


class Phase(IntEnum):
    """When a step is taken, seen from the course; the order within one course."""

    TALK = 0
    IN_THE_WAY = 1
    ASK = 2
    APPLY_BEFORE_ENROLMENT = 3
    ENROL = 4
    APPLY_BEFORE_START = 5
    PAY = 6
    START = 7
    END = 8
    APPLY_AFTERWARDS = 9
    MONEY_COMES = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """An offering that somebody chose, with its course and provider."""

    course: Course
    offering: Offering
    provider: Provider | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `on` is the first day of it, `by` the last; None where no day is known. `late`: the last has passed.

    `must`: who takes a later step first loses the right to this one; so where the text of a scheme says that one must
    apply before enrolling, or before the course begins.
    `more` is what its sources say besides: papers, how long a decision takes.
    `course` is the number of the course that it belongs to, from 0; None where it is for the whole plan.
    """

    phase: Phase
    what: Said
    why: Said | None = None
    on: date | None = None
    by: date | None = None
    late: bool = False
    course: int | None = None
    scheme: str | None = None
    desk: Said | None = None
    url: str | None = None
    source: Citation | None = None
    must: bool = False
    more: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays how much of one course, and when. `kind` is that of the scheme, or `OWN`.

    `certain`: it does not hang on an answer or a decision. What is certain adds up to the price.
    `first`: the person pays this first and gets it back.
    `instead_of`: schemes whose money does not come beside this; who gets this does not get theirs.
    """

    who: str
    scheme: str | None
    kind: str
    cents: int
    certain: bool
    first: bool = False
    when: Said | None = None
    source: Citation | None = None
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One course in a plan with its price. `employer` are schemes that can pay the employer for it.

    `advance` is what the person pays first and certainly gets back; `too_late` are schemes whose last day to apply for
    this course has passed, so that their money is not certain.
    """

    choice: Choice
    price: YourPrice
    payers: tuple[Payer, ...]
    advance: int
    employer: tuple[Finding, ...] = ()
    too_late: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is still open: a question (`feit`), or what somebody else decides.

    `scheme` is the name of the scheme that waits for it; None where more than one does. `of_the_course`: the provider
    knows the answer and the person does not.
    """

    kind: str
    name: str
    sentence: str
    scheme: str | None = None
    of_the_course: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. Amounts are whole cents; None is unknown. `example`: a course in it is an example nobody can attend."""

    on: date
    courses: tuple[Planned, ...]
    steps: tuple[Step, ...]
    still_open: tuple[OpenQuestion, ...]
    in_the_way: tuple[InTheWay, ...]
    price: int | None
    lowest: int | None
    highest: int | None
    advance: int
    borrow: int
    later: int
    example: bool
    notes: tuple[Said, ...] = field(default=())
