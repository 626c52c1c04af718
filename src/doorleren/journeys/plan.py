# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan with which somebody can start: the courses they chose, steps in their order with dates, who pays what, what
they pay first and get back, what is still open, and whom to call.

A plan assembles: what a course costs somebody was found by `price_for_you`, when to apply by the scheme's own text.
It writes nothing; whoever wants to keep one asks `kept_plans`.

Knows: who pays what of each course, what is still open, what somebody should know before they rely on the plan.
Leaves: the steps (`plan_steps`), how a plan looks on a page, on paper or in a calendar (doors).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from ..basics import Finding, OpenPoint, Outcome, Said, said, say_day
from ..basics.finding import FactValue
from ..catalogue.as_facts import OF_THE_PERSON
from ..rules import Book
from ..rules.timing import Topic
from ..rules.together import Share, Together, pays_for_the_course
from .advance import comes_afterwards, paying
from .in_the_way import InTheWay
from .plan_days import applying, end_of
from .plan_parts import (
    MOST_COURSES,
    OWN,
    Choice,
    OpenQuestion,
    Payer,
    Phase,
    Plan,
    Planned,
    Step,
)
from .plan_steps import steps_of_plan
from .price_for_you import Pricer, YourPrice

__all__ = [
    "MOST_COURSES",
    "OWN",
    "Choice",
    "OpenQuestion",
    "Payer",
    "Phase",
    "Plan",
    "Planned",
    "Step",
    "make_plan",
]

_EMPLOYER: Final = "werkgever"
_THERE: Final = (Outcome.JA, Outcome.HANGT_AF)


def make_plan(
    book: Book,
    person: Mapping[str, FactValue],
    on: date,
    language: str,
    chosen: Sequence[Choice],
    in_the_way: Sequence[InTheWay] = (),
) -> Plan:
    """A plan for somebody who chose these courses (`MOST_COURSES` at most), seen on this day."""
    pricer = Pricer(book, person, on, language)
    used: set[str] = set()
    planned = []
    for choice in sorted(chosen, key=lambda one: (one.offering.start or date.max, one.offering.id)):
        late = _too_late(book, choice, on)
        price = pricer.price(choice.course, choice.offering, choice.provider, used | late)
        planned.append(_planned(book, pricer, choice, price, late, on, language))
        used |= {share.scheme for one in (price.certain, price.hoped) if one for share in one.shares}
    prices = [one.price for one in planned]
    return Plan(
        on,
        tuple(planned),
        steps_of_plan(book, planned, in_the_way, on),
        tuple(_still_open(book, pricer, planned, on, language)),
        tuple(in_the_way),
        _sum(one.price for one in prices),
        _sum(one.lowest for one in prices),
        _sum(one.highest for one in prices),
        sum(one.advance for one in planned),
        sum(one.borrow for one in prices),
        sum(one.later for one in prices),
        any(one.choice.offering.origin.example for one in planned),
        tuple(_notes(planned, on)),
    )


def _sum(cents: Iterable[int | None]) -> int | None:
    total = 0
    for one in cents:
        if one is None:
            return None
        total += one
    return total


def _too_late(book: Book, choice: Choice, on: date) -> frozenset[str]:
    """The schemes for which the last day to apply for this course has passed: their money is not certain any more."""
    last = ((name, applying(scheme, choice, on).by) for name, scheme in book.schemes.items() if scheme.timing)
    return frozenset(name for name, by in last if by is not None and by < on)


# --- who pays -------------------------------------------------------------------------------------------------------


def _planned(
    book: Book, pricer: Pricer, choice: Choice, price: YourPrice, late: frozenset[str], on: date, language: str
) -> Planned:
    payers = tuple(_payers(book, price, on))
    advance = sum(one.cents for one in payers if one.first and one.certain)
    return Planned(choice, price, payers, advance, _for_the_employer(book, pricer, choice, on, language), late)


def _for_the_employer(book: Book, pricer: Pricer, choice: Choice, on: date, language: str) -> tuple[Finding, ...]:
    """What can pay the employer for this course; nothing for somebody of whom we do not know that they have one."""
    facts = pricer.facts(choice.course, choice.offering, choice.provider)
    work = facts.get("werk")
    if not (isinstance(work, frozenset) and "werknemer" in work):
        return ()
    names = [
        name
        for name, scheme in book.schemes.items()
        if scheme.audience == _EMPLOYER and scheme.version_on(on) and pays_for_the_course(scheme, on)
    ]
    found = book.findings(facts, on, language, names, help_too=False)
    return tuple(sorted((one for one in found if one.outcome in _THERE), key=lambda one: one.outcome is not Outcome.JA))


def _payers(book: Book, price: YourPrice, on: date) -> Iterator[Payer]:
    """Everybody who pays a part: a free place, what is certain, what can still come, then the person."""
    place = price.free_place
    if place is not None and price.price is not None:
        yield Payer(place.name, place.scheme, "gratis-plek", price.price, place.certain, when=_FREE)
    certain, hoped = _shares(price.certain), _shares(price.hoped)
    for share in certain.values():
        yield _payer(book, share, share.cents, True, on)
    replaced = tuple(name for name in certain if name not in hoped)
    for name, share in hoped.items():
        more = share.cents - (certain[name].cents if name in certain else 0)
        if more > 0:
            instead_of = () if name in certain else tuple(one for one in replaced if _alike(book, one, name))
            yield _payer(book, share, more, False, on, instead_of)
    if price.highest is not None:
        left = price.highest - price.borrow - price.later
        if left > 0:
            yield Payer("", None, OWN, left, True)


def _alike(book: Book, one: str, other: str) -> bool:
    """Whether both are gifts, or neither is: a gift that comes makes a loan smaller and does not replace it."""
    return book.schemes[one].is_grant == book.schemes[other].is_grant


def _shares(found: Together | None) -> dict[str, Share]:
    return {share.scheme: share for share in found.shares} if found else {}


def _payer(book: Book, share: Share, cents: int, certain: bool, on: date, instead_of: tuple[str, ...] = ()) -> Payer:
    scheme = book.schemes[share.scheme]
    told = paying(scheme, on)
    first = scheme.is_grant and comes_afterwards(scheme, on)
    when = next((sentence for one in told for topic, sentence in one.sentences() if topic is Topic.PAID), None)
    source = told[0].source if told else None
    return Payer(share.name, share.scheme, share.kind, cents, certain, first, when, source, instead_of)


# --- what is open ---------------------------------------------------------------------------------------------------


def _still_open(
    book: Book, pricer: Pricer, planned: Sequence[Planned], on: date, language: str
) -> Iterator[OpenQuestion]:
    """What the price hangs on, each once: first what somebody can answer, then what others decide."""
    questions: dict[str, OpenQuestion] = {}
    decisions: dict[tuple[str, str], OpenQuestion] = {}
    for one in planned:
        wanted = set(one.price.open_points)
        for found in _open_findings(book, pricer, one, on, language):
            sentences = {condition.id: condition.sentence for condition in found.conditions}
            points = [*found.depends_on, *(OpenPoint("feit", name) for name in found.amount_depends_on)]
            for point in (point for point in points if point in wanted):
                if point.kind != "feit":
                    sentence = sentences[point.name]
                    decided = OpenQuestion(point.kind, point.name, sentence, found.name)
                    decisions.setdefault((found.scheme, point.name), decided)
                elif (words := book.facts.facts[point.name].words) is not None:
                    of_the_course = point.name.startswith("opleiding_") and point.name not in OF_THE_PERSON
                    question = words[language].question
                    questions[point.name] = OpenQuestion("feit", point.name, question, None, of_the_course)
    yield from questions.values()
    yield from decisions.values()


def _open_findings(book: Book, pricer: Pricer, planned: Planned, on: date, language: str) -> Sequence[Finding]:
    """What the schemes that may still pay for one course say."""
    choice, price = planned.choice, planned.price
    facts = pricer.facts(choice.course, choice.offering, choice.provider)
    names = dict.fromkeys(share.scheme for share in (price.hoped.shares if price.hoped else ()))
    if price.free_place is not None:
        names = {price.free_place.scheme: None, **names}
    return book.findings(facts, on, language, names, help_too=False)


def _notes(planned: Sequence[Planned], on: date) -> Iterator[Said]:
    """What somebody should know before they rely on the plan."""
    for one in planned:
        nl = one.choice.course.name
        en = one.choice.course.name_en or nl
        start, places = one.choice.offering.start, one.choice.offering.places_left
        if start is not None and start <= on:
            yield said(
                f"«{nl}» is al begonnen op {say_day(start, 'nl')}. Kies een andere start.",
                f"“{en}” began on {say_day(start, 'en')}. Choose another start.",
            )
        if places == 0:
            yield said(
                f"«{nl}» is vol. Vraag de opleider naar een andere start.",
                f"“{en}” is full. Ask the provider about another start.",
            )
        if one.price.price is None and one.price.highest != 0:
            yield said(
                f"De prijs van «{nl}» is niet bekend. Vraag die eerst.",
                f"The price of “{en}” is not known. Ask for it first.",
            )
    spans = [(one.choice.offering.start, end_of(one.choice)) for one in planned]
    if any(start is not None and end is not None and start <= end for (_, end), (start, _) in pairwise(spans)):
        yield said(
            "Deze opleidingen vallen deels samen. Kijk of u er tijd voor hebt.",
            "These courses overlap in part. See whether you have the time.",
        )


_FREE: Final = said("De opleider vraagt u niets.", "The provider asks you nothing.")
