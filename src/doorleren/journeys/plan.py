# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan with which somebody can start: the courses they chose, steps in their order with dates, who pays what, what
they pay first and get back, what is still open, and whom to call.

A plan assembles: what a course costs somebody was found by `price_for_you`, when to apply by the scheme's own text.
It writes nothing; whoever wants to keep one asks `kept_plans`.

Knows: the order of steps, and how a moment in a scheme's text ("six weeks before the start") becomes a day.
Leaves: how a plan looks on a page, on paper or in a calendar (doors).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import Final

from ..basics import Citation, Finding, OpenPoint, Outcome, Period, Said, said, say_day, say_euro
from ..basics.finding import FactValue
from ..catalogue import Course, Offering, Provider
from ..rules import Book
from ..rules.scheme import of_day
from ..rules.timing import Edge, Moment, Topic
from ..rules.together import Share, Together, pays_for_the_course
from .advance import comes_afterwards, paying
from .in_the_way import InTheWay
from .price_for_you import Pricer, YourPrice

MOST_COURSES: Final = 3
"""A plan has this many courses at most: more fit on no page, and in no life."""

_EMPLOYER: Final = "werkgever"


class Phase(IntEnum):
    """When a step is taken, seen from the course; the order of a plan."""

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
    """One step. `on` is the day of it, `by` the last day; None where no day is known. `late`: that day has passed.

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


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays how much of one course, and when. `kind` is that of the scheme, or `zelf`.

    `certain`: it does not hang on an answer or a decision. `first`: the person pays this first and gets it back.
    """

    who: str
    scheme: str | None
    kind: str
    cents: int
    certain: bool
    first: bool = False
    when: Said | None = None
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """One course in a plan with its price. `employer` are schemes that can pay the employer for it."""

    choice: Choice
    price: YourPrice
    payers: tuple[Payer, ...]
    advance: int
    employer: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is still open: a question to the person, or what somebody else decides."""

    kind: str
    name: str
    sentence: str


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
        price = pricer.price(choice.course, choice.offering, choice.provider, used)
        planned.append(_planned(book, pricer, choice, price, on, language))
        used |= {share.scheme for one in (price.certain, price.hoped) if one for share in one.shares}
    steps = [*_first_steps(book, planned, in_the_way, on, language)]
    for number, one in enumerate(planned):
        steps += _steps_of(book, one, number, on, language)
    prices = [one.price for one in planned]
    return Plan(
        on,
        tuple(planned),
        tuple(sorted(steps, key=_turn)),
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


def _turn(step: Step) -> tuple[int, int, date, int]:
    """What is for the whole plan first; then each course by itself, in the order of its phases."""
    course = -1 if step.course is None else step.course
    return course, step.phase, step.by or step.on or date.max, 0


def _sum(cents: Iterable[int | None]) -> int | None:
    total = 0
    for one in cents:
        if one is None:
            return None
        total += one
    return total


# --- who pays -------------------------------------------------------------------------------------------------------


def _planned(book: Book, pricer: Pricer, choice: Choice, price: YourPrice, on: date, language: str) -> Planned:
    payers = tuple(_payers(book, price, on))
    facts = pricer.facts(choice.course, choice.offering, choice.provider)
    names = [
        name
        for name, scheme in book.schemes.items()
        if scheme.audience == _EMPLOYER and scheme.version_on(on) and pays_for_the_course(scheme, on)
    ]
    work = facts.get("werk")
    works = isinstance(work, frozenset) and "werknemer" in work
    found = book.findings(facts, on, language, names, help_too=False) if works else []
    employer = tuple(one for one in found if one.outcome in (Outcome.JA, Outcome.HANGT_AF))
    return Planned(choice, price, payers, sum(one.cents for one in payers if one.first and one.certain), employer)


def _payers(book: Book, price: YourPrice, on: date) -> Iterator[Payer]:
    """Everybody who pays a part: what is certain first, then what can still come, then the person."""
    if price.free_place is not None and price.price is not None:
        place = price.free_place
        yield Payer(place.name, place.scheme, "gratis-plek", price.price, place.certain, when=_FREE)
    certain = _shares(price.certain)
    for share in certain.values():
        yield _payer(book, share, share.cents, True, on)
    for name, share in _shares(price.hoped).items():
        more = share.cents - (certain[name].cents if name in certain else 0)
        if more > 0:
            yield _payer(book, share, more, False, on)
    if price.highest is not None:
        left = price.highest - price.borrow - price.later
        if left > 0:
            yield Payer("", None, "zelf", left, True)


def _shares(found: Together | None) -> dict[str, Share]:
    return {share.scheme: share for share in found.shares} if found else {}


def _payer(book: Book, share: Share, cents: int, certain: bool, on: date) -> Payer:
    scheme = book.schemes[share.scheme]
    told = paying(scheme, on)
    first = scheme.is_grant and comes_afterwards(scheme, on)
    when = next((sentence for one in told for topic, sentence in one.sentences() if topic is Topic.PAID), None)
    return Payer(share.name, share.scheme, share.kind, cents, certain, first, when, told[0].source if told else None)


# --- steps ----------------------------------------------------------------------------------------------------------


def _first_steps(
    book: Book, planned: Sequence[Planned], in_the_way: Sequence[InTheWay], on: date, language: str
) -> Iterator[Step]:
    yield Step(Phase.TALK, _TALK, _TALK_WHY, desk=_TALK_DESK, url="https://www.werkcentrum.nl")
    for one in in_the_way:
        yield Step(Phase.IN_THE_WAY, one.step, one.label, desk=one.desk, url=one.url, source=one.source)


def _steps_of(book: Book, planned: Planned, number: int, on: date, language: str) -> Iterator[Step]:
    choice = planned.choice
    start, end = choice.offering.start, end_of(choice)
    school = _school(choice)
    schemes = dict.fromkeys(one.scheme for one in planned.payers if one.scheme)
    apply = [step for name in schemes if name for step in _apply(book, name, planned, number, on)]
    yield from apply
    first = any(step.phase is Phase.APPLY_BEFORE_ENROLMENT for step in apply)
    yield _enrol(choice, number, on, school, first)
    own = sum(one.cents for one in planned.payers if one.certain and (one.kind == "zelf" or one.first))
    if own:
        yield Step(Phase.PAY, _pay(own, planned.advance), course=number, by=start, desk=school, url=_website(choice))
    if start is not None or choice.offering.any_day:
        yield Step(Phase.START, _START if start else _ANY_DAY, on=start, course=number, desk=school)
    if end is not None:
        yield Step(Phase.END, _END, on=end, course=number, desk=school)
    for payer in planned.payers:
        if payer.first and payer.certain:
            yield Step(Phase.MONEY_COMES, _comes(payer), course=number, scheme=payer.scheme, source=payer.source)
    for found in planned.employer:
        if planned.price.highest:
            yield Step(
                Phase.ASK,
                _ask_employer(found),
                _ASK_EMPLOYER_WHY,
                course=number,
                scheme=found.scheme,
                desk=said("uw werkgever", "your employer"),
                url=found.next_step.url,
            )


def _apply(book: Book, name: str, planned: Planned, number: int, on: date) -> Iterator[Step]:
    """Apply for one scheme: when, where, and what its text says of it."""
    scheme = book.schemes[name]
    nl, en = (scheme.words[language] for language in ("nl", "en"))
    told = [one for one in of_day(scheme.timing, on) if one.apply_from is not None or one.apply_until is not None]
    desk = said(nl.desk or nl.name, en.desk or en.name)
    what = said(f"Vraag «{nl.name}» aan.", f"Apply for «{en.name}».")
    if name == (planned.price.free_place.scheme if planned.price.free_place else None):
        what = said(
            f"Vraag de opleider om een gratis plek: «{nl.name}».", f"Ask the provider for a free place: “{en.name}”."
        )
        yield Step(
            Phase.APPLY_BEFORE_ENROLMENT, what, course=number, scheme=name, desk=_school(planned.choice), url=nl.url
        )
        return
    if not told:
        # Where no source says when, before enrolling is never too late.
        yield Step(
            Phase.APPLY_BEFORE_ENROLMENT, what, _NOT_SAID_WHEN, course=number, scheme=name, desk=desk, url=nl.url
        )
        return
    for one in told:
        until, first = one.apply_until, one.apply_from
        by = day_of(until, planned.choice) if until else None
        opens = day_of(first, planned.choice) if first else None
        why = next((sentence for topic, sentence in one.sentences() if topic is Topic.APPLY), None)
        yield Step(
            _phase(first, until),
            what,
            why,
            on=opens if opens and opens > on else None,
            by=by,
            late=by is not None and by < on,
            course=number,
            scheme=name,
            desk=desk,
            url=nl.url,
            source=one.source,
        )


def _phase(first: Edge | None, until: Edge | None) -> Phase:
    """When to apply, seen from the course."""
    edge = until or first
    if edge is None or (until is not None and until.moment is Moment.ENROLMENT):
        return Phase.APPLY_BEFORE_ENROLMENT
    if until is not None and until.moment is Moment.START and (until.shift is None or until.before):
        return Phase.APPLY_BEFORE_ENROLMENT if until.before else Phase.APPLY_BEFORE_START
    if first is not None and first.moment in (Moment.END, Moment.PAYMENT):
        return Phase.APPLY_AFTERWARDS
    late = {Moment.END, Moment.PAYMENT, Moment.YEAR_END, Moment.STUDY_YEAR_END}
    return Phase.APPLY_AFTERWARDS if edge.moment in late else Phase.APPLY_BEFORE_START


def day_of(edge: Edge, choice: Choice) -> date | None:
    """The day that a moment in a scheme's text is for this course; None where that cannot be known."""
    start, end = choice.offering.start, end_of(choice)
    moment = {
        Moment.START: start,
        Moment.END: end,
        Moment.ENROLMENT: choice.offering.apply_until,
        Moment.STUDY_YEAR: _study_year(start),
        Moment.STUDY_YEAR_END: _study_year_end(start),
        Moment.YEAR_END: date(start.year, 12, 31) if start else None,
    }.get(edge.moment)
    if moment is None:
        return None
    return edge.shift.after(moment) if edge.shift is not None else moment


def end_of(choice: Choice) -> date | None:
    """The last day of a course: its own, or its start and how long it takes; None where neither is known."""
    offering, months = choice.offering, choice.course.duration_months
    if offering.end is not None:
        return offering.end
    return Period(months).after(offering.start) if offering.start is not None and months else None


def _study_year(start: date | None) -> date | None:
    """The first day of the study year in which a course starts: 1 September."""
    return None if start is None else date(start.year - (start.month < 9), 9, 1)


def _study_year_end(start: date | None) -> date | None:
    first = _study_year(start)
    return None if first is None else date(first.year + 1, 8, 31)


def _enrol(choice: Choice, number: int, on: date, school: Said, after_applying: bool) -> Step:
    by = choice.offering.apply_until or (choice.offering.start - timedelta(days=1) if choice.offering.start else None)
    opens = choice.offering.apply_from
    what = said(
        f"Meld u aan voor «{choice.course.name}».", f"Enrol in «{choice.course.name_en or choice.course.name}»."
    )
    return Step(
        Phase.ENROL,
        what,
        _ENROL_AFTER if after_applying else None,
        on=opens if opens and opens > on else None,
        by=by,
        late=by is not None and by < on,
        course=number,
        desk=school,
        url=_website(choice),
    )


def _school(choice: Choice) -> Said:
    name = choice.provider.name if choice.provider else None
    return said(name, name) if name else said("de opleider", "the provider")


def _website(choice: Choice) -> str | None:
    provider = choice.provider.website if choice.provider else None
    return choice.offering.website or choice.course.website or provider


def _pay(cents: int, advance: int) -> Said:
    nl, en = say_euro(cents, "nl"), say_euro(cents, "en")
    if not advance:
        return said(f"Betaal {nl} aan de opleider.", f"Pay {en} to the provider.")
    back_nl, back_en = say_euro(advance, "nl"), say_euro(advance, "en")
    return said(
        f"Betaal {nl} aan de opleider. Daarvan krijgt u later {back_nl} terug.",
        f"Pay {en} to the provider. Later you get {back_en} of that back.",
    )


def _comes(payer: Payer) -> Said:
    nl, en = say_euro(payer.cents, "nl"), say_euro(payer.cents, "en")
    return said(f"U krijgt {nl} van «{payer.who}».", f"You get {en} from «{payer.who}».")


def _ask_employer(found: Finding) -> Said:
    return said(
        f"Vraag uw werkgever of hij meebetaalt. Hij kan er geld voor krijgen: «{found.name}».",
        f"Ask your employer to pay a part. They can get money for it: “{found.name}”.",
    )


# --- what is open ---------------------------------------------------------------------------------------------------


def _still_open(
    book: Book, pricer: Pricer, planned: Sequence[Planned], on: date, language: str
) -> Iterator[OpenQuestion]:
    told: set[OpenPoint] = set()
    for one in planned:
        sentences = _sentences(book, pricer, one, on, language)
        for point in one.price.open_points:
            if point in told:
                continue
            told.add(point)
            words = book.facts.facts[point.name].words if point.kind == "feit" else None
            sentence = words[language].question if words else sentences.get(point.name, point.name)
            yield OpenQuestion(point.kind, point.name, sentence)


def _sentences(book: Book, pricer: Pricer, planned: Planned, on: date, language: str) -> dict[str, str]:
    """What the schemes of one course say of what a body must decide."""
    choice = planned.choice
    facts = pricer.facts(choice.course, choice.offering, choice.provider)
    names = [one.scheme for one in planned.payers if one.scheme]
    found = book.findings(facts, on, language, dict.fromkeys(names), help_too=False)
    return {condition.id: condition.sentence for one in found for condition in one.conditions}


def _notes(planned: Sequence[Planned], on: date) -> Iterator[Said]:
    """What somebody should know before they rely on the plan."""
    for one in planned:
        start = one.choice.offering.start
        if start is not None and start <= on:
            yield said(
                f"«{one.choice.course.name}» is al begonnen op {say_day(start, 'nl')}.",
                f"«{one.choice.course.name}» has begun on {say_day(start, 'en')}.",
            )
        if one.price.price is None:
            yield said(
                f"De prijs van «{one.choice.course.name}» is niet bekend. Vraag die eerst.",
                f"The price of «{one.choice.course.name}» is not known. Ask for it first.",
            )
    starts = [(one.choice.offering.start, end_of(one.choice)) for one in planned]
    for (_, end), (start, _) in pairwise(starts):
        if start is not None and end is not None and start < end:
            yield said(
                "Deze opleidingen vallen deels samen. Kijk of u er tijd voor hebt.",
                "These courses overlap in part. See whether you have the time.",
            )


_TALK: Final = said(
    "Praat met een adviseur. Dat is gratis, en u zit nergens aan vast.",
    "Talk to an adviser. It is free and binds you to nothing.",
)
_TALK_WHY: Final = said(
    "Een adviseur kijkt met u of deze opleiding past.", "An adviser looks with you whether this course suits you."
)
_TALK_DESK: Final = said("Regionaal werkcentrum", "Regional work centre (Regionaal werkcentrum)")
_FREE: Final = said("De opleider vraagt u niets.", "The provider asks you nothing.")
_NOT_SAID_WHEN: Final = said(
    "Wij weten niet tot wanneer dit kan. Vraag het daarom aan voordat u zich aanmeldt.",
    "We do not know until when this is possible. So apply before you enrol.",
)
_ENROL_AFTER: Final = said(
    "Wacht met aanmelden tot u weet of u het geld krijgt.", "Wait until you know whether you get the money."
)
_START: Final = said("De opleiding begint.", "The course begins.")
_ANY_DAY: Final = said("U kunt op elke dag beginnen.", "You can begin on any day.")
_END: Final = said("De opleiding is klaar. Bewaar uw bewijs.", "The course is done. Keep your certificate.")
_ASK_EMPLOYER_WHY: Final = said(
    "Dit geld gaat naar uw werkgever. Hij vraagt het zelf aan.", "This money goes to your employer, who applies for it."
)
