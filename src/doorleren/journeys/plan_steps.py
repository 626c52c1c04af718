# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of a plan, in an order in which somebody can take them.

What one must apply for goes before enrolling, unless its desk asks for a proof of enrolment. Steps of several courses
stand in the order of their days; within one course their own order never changes.

Knows: which steps there are, their order, and what a step says. Leaves: who pays what (`plan`), the days (`plan_days`).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from ..basics import Said, said, say_euro
from ..rules import Book
from ..rules.scheme import SchemeKind
from ..rules.timing import Moment
from .in_the_way import InTheWay
from .plan_days import Applying, applying, end_of, enrol_by
from .plan_parts import Choice, Payer, Phase, Planned, Step

_AFTERWARDS: Final = (Moment.END, Moment.PAYMENT, Moment.YEAR_END, Moment.STUDY_YEAR_END, Moment.COURSE_YEAR_END)
_MOST_NAMED: Final = 3


def steps_of_plan(book: Book, planned: Sequence[Planned], in_the_way: Sequence[InTheWay], on: date) -> tuple[Step, ...]:
    """All steps of a plan. Who chose no course yet is not sent anywhere."""
    if not planned:
        return ()
    desk, url = _TALK_DESK if on >= _WERKCENTRUM_FROM else _TALK_DESK_BEFORE
    first = [Step(Phase.TALK, _TALK, _TALK_WHY, desk=desk, url=url)]
    first += [
        Step(Phase.IN_THE_WAY, one.step, _said_by_you(one), desk=one.desk, url=one.url, source=one.source)
        for one in in_the_way
    ]
    first += _employer(planned)
    told: set[str] = set()
    courses = []
    for number, one in enumerate(planned):
        courses.append(sorted(_steps_of(book, one, number, on, told), key=lambda step: step.phase))
        told |= {payer.scheme for payer in one.payers if payer.scheme}
    return (*first, *_by_day(courses))


def _said_by_you(one: InTheWay) -> Said:
    return said(f"U zei: {one.label.nl}.", f"You said: {one.label.en}.")


def _by_day(courses: Sequence[Sequence[Step]]) -> Iterator[Step]:
    """The steps of all courses by day. A step without a day of its own goes before the next that has one."""
    turns = []
    for number, steps in enumerate(courses):
        before = date.max
        for place in reversed(range(len(steps))):
            before = min(before, _due(steps[place]))
            turns.append((before, number, place))
    return (courses[number][place] for _, number, place in sorted(turns))


def _due(step: Step) -> date:
    """The day by which it is done. What happens on a day is over by then; what opens on a day can wait."""
    if step.by is not None or step.phase in (Phase.START, Phase.END):
        return step.by or step.on or date.max
    return date.max


def _employer(planned: Sequence[Planned]) -> Iterator[Step]:
    """One talk with the employer, about every course that has something left to pay."""
    found = {one.scheme: one for course in planned if course.price.highest != 0 for one in course.employer}
    if not found:
        return
    names = [one.name for one in found.values()][:_MOST_NAMED]
    more = len(found) - len(names)
    nl, en = ("; ".join(f"«{name}»" for name in names) for _ in range(2))
    why = said(
        f"Uw werkgever kan hier geld voor krijgen. Hij vraagt het zelf aan: {nl}{f' en nog {more}' if more else ''}.",
        f"Your employer can get money for this, and applies for it: {en}{f' and {more} more' if more else ''}.",
    )
    url = next(iter(found.values())).next_step.url if len(found) == 1 else None
    yield Step(Phase.ASK, _ASK_EMPLOYER, why, desk=said("uw werkgever", "your employer"), url=url)


def _steps_of(book: Book, planned: Planned, number: int, on: date, told: set[str]) -> Iterator[Step]:
    choice, price = planned.choice, planned.price
    start, end, school = choice.offering.start, end_of(choice), school_of(choice)
    yield from _questions(planned, number, school)
    apply = [
        step for payer in planned.payers if payer.scheme for step in _apply(book, planned, payer, number, on, told)
    ]
    yield from apply
    first = [step for step in apply if step.phase is Phase.APPLY_BEFORE_ENROLMENT]
    yield _enrol(choice, number, on, school, first)
    if price.highest is not None and price.highest + planned.advance > 0:
        yield _pay(planned, number, school)
    if start is not None or choice.offering.any_day:
        yield Step(Phase.START, _START if start else _ANY_DAY, on=start, course=number, desk=school)
    if end is not None:
        yield Step(Phase.END, _END, on=end, course=number, desk=school)
    for payer in planned.payers:
        if payer.first and payer.certain:
            yield Step(
                Phase.MONEY_COMES,
                _comes(payer),
                payer.when,
                course=number,
                scheme=payer.scheme,
                desk=_desk(book, str(payer.scheme)),
                source=payer.source,
            )


def _questions(planned: Planned, number: int, school: Said) -> Iterator[Step]:
    """What only the provider knows."""
    choice = planned.choice
    if planned.price.price is None and planned.price.highest != 0:
        yield Step(Phase.ASK, _ASK_PRICE, course=number, desk=school, url=website_of(choice))
    if choice.offering.start is None and not choice.offering.any_day:
        yield Step(Phase.ASK, _ASK_START, course=number, desk=school, url=website_of(choice))


def _apply(book: Book, planned: Planned, payer: Payer, number: int, on: date, told: set[str]) -> Iterator[Step]:
    """Apply for what this payer pays: when, where, and what its text says of it."""
    name = str(payer.scheme)
    scheme, choice = book.schemes[name], planned.choice
    nl, en = scheme.words["nl"], scheme.words["en"]
    place = planned.price.free_place
    if place is not None and place.scheme == name:
        yield Step(
            Phase.APPLY_BEFORE_ENROLMENT,
            said(
                f"Vraag de opleider om een gratis plek: «{nl.name}».",
                f"Ask the provider for a free place: “{en.name}”.",
            ),
            course=number,
            scheme=name,
            desk=school_of(choice),
            url=website_of(choice),
        )
        return
    what = said(f"Vraag «{nl.name}» aan.", f"Apply for “{en.name}”.")
    if scheme.kind is SchemeKind.FISCAAL:
        what = said(
            f"Zet de kosten in uw belastingaangifte: «{nl.name}».", f"Put the costs in your tax return: “{en.name}”."
        )
    found = applying(scheme, choice, on)
    phase = _phase(found, scheme.kind, enrol_by(choice))
    late = found.by is not None and found.by < on
    yield Step(
        phase,
        what,
        _why_to_apply(book, found, payer, planned, late, on, name in told),
        on=found.opens if found.opens and found.opens > on else None,
        by=found.by,
        late=late,
        course=number,
        scheme=name,
        desk=_desk(book, name),
        url=nl.url,
        source=found.source,
        must=found.before in (Moment.ENROLMENT, Moment.START) and phase is not Phase.APPLY_AFTERWARDS,
        more=found.more,
    )


def _phase(found: Applying, kind: SchemeKind, enrol: date | None) -> Phase:
    """When to apply, seen from the course. Where no source says when, before enrolling is never too late."""
    if kind is SchemeKind.FISCAAL or found.after in _AFTERWARDS:
        return Phase.APPLY_AFTERWARDS
    if found.before is Moment.ENROLMENT:
        return Phase.APPLY_BEFORE_ENROLMENT
    opens_too_late = found.opens is not None and enrol is not None and found.opens > enrol
    if found.needs_enrolment or opens_too_late or found.after is Moment.ENROLMENT:
        return Phase.APPLY_BEFORE_START
    if found.after is Moment.START:
        return Phase.APPLY_AFTERWARDS
    return Phase.APPLY_BEFORE_ENROLMENT


def _why_to_apply(
    book: Book, found: Applying, payer: Payer, planned: Planned, late: bool, on: date, again: bool
) -> Said | None:
    """What somebody must know before they apply: too late, not beside another, once more, when."""
    parts = []
    if late:
        parts.append(_CALL_THE_DESK)
    if again:
        parts.append(_ONCE_MORE)
    others = [book.schemes[other].words for other in payer.instead_of]
    place = planned.price.free_place
    if place is not None and place.scheme != payer.scheme:
        parts.append(_NO_FREE_PLACE)
    elif others:
        nl, en = (", ".join(f"«{one[language].name}»" for one in others) for language in ("nl", "en"))
        parts.append(
            said(
                f"Dit komt in plaats van {nl}. Een adviseur helpt u kiezen.",
                f"This comes instead of {en}. An adviser helps you choose.",
            )
        )
    if found.sentence is not None:
        parts.append(found.sentence)
    elif not found.told and book.schemes[str(payer.scheme)].kind is not SchemeKind.FISCAAL:
        parts.append(_NOT_SAID_WHEN)
    if _decided_too_late(found, planned.choice, on):
        parts.append(_KEEP_A_PLACE)
    return said(" ".join(one.nl for one in parts), " ".join(one.en for one in parts)) if parts else None


def _decided_too_late(found: Applying, choice: Choice, on: date) -> bool:
    """Whether the answer can come after the last day to enrol, even when one applies today."""
    enrol = enrol_by(choice)
    return found.decision is not None and enrol is not None and on <= enrol < found.decision.after(on)


def _enrol(choice: Choice, number: int, on: date, school: Said, first: Sequence[Step]) -> Step:
    by, opens = enrol_by(choice), choice.offering.apply_from
    late = by is not None and by < on
    what = said(
        f"Meld u aan voor «{choice.course.name}».", f"Enrol in “{choice.course.name_en or choice.course.name}”."
    )
    why = _ENROL_LATE if late else _ENROL_AFTER if first else None
    return Step(
        Phase.ENROL,
        what,
        why,
        on=opens if opens and opens > on else None,
        by=by,
        late=late,
        course=number,
        desk=school,
        url=website_of(choice),
    )


def _pay(planned: Planned, number: int, school: Said) -> Step:
    """What goes to the provider at most, what of it comes back and what can be borrowed. Nobody told us a day."""
    price = planned.price
    assert price.highest is not None
    cents = price.highest + planned.advance
    most = price.lowest is not None and price.lowest < price.highest
    parts = (
        [_of(cents, "Betaal hoogstens {} aan de opleider.", "Pay {} to the provider at most.")]
        if most
        else [_of(cents, "Betaal {} aan de opleider.", "Pay {} to the provider.")]
    )
    if planned.advance:
        parts.append(_of(planned.advance, "Daarvan krijgt u later {} terug.", "Later you get {} of that back."))
    if price.borrow:
        parts.append(_of(price.borrow, "U kunt {} lenen.", "You can borrow {}."))
    what = said(" ".join(one.nl for one in parts), " ".join(one.en for one in parts))
    return Step(
        Phase.PAY, what, _LESS_IF_IT_COMES if most else None, course=number, desk=school, url=website_of(planned.choice)
    )


def _of(cents: int, nl: str, en: str) -> Said:
    return said(nl.format(say_euro(cents, "nl")), en.format(say_euro(cents, "en")))


def _comes(payer: Payer) -> Said:
    nl, en = say_euro(payer.cents, "nl"), say_euro(payer.cents, "en")
    return said(f"U krijgt {nl} van «{payer.who}».", f"You get {en} from “{payer.who}”.")


def _desk(book: Book, name: str) -> Said:
    nl, en = (book.schemes[name].words[language] for language in ("nl", "en"))
    return said(nl.desk or nl.name, en.desk or en.name)


def school_of(choice: Choice) -> Said:
    """Who gives the course, as somebody to call."""
    name = choice.provider.name if choice.provider else None
    return said(name, name) if name else said("de opleider", "the provider")


def website_of(choice: Choice) -> str | None:
    """The page of the course, or else of its provider."""
    provider = choice.provider.website if choice.provider else None
    return choice.offering.website or choice.course.website or provider


_TALK: Final = said(
    "Praat met een adviseur. Dat is gratis, en u zit nergens aan vast.",
    "Talk to an adviser. It is free and binds you to nothing.",
)
_TALK_WHY: Final = said(
    "Een adviseur kijkt met u of deze opleiding past. U kunt ook een test doen of praten over ander werk.",
    "An adviser looks with you whether this course suits you. You can also do a test or talk about other work.",
)
_WERKCENTRUM_FROM: Final = date(2025, 1, 1)
"""In 2025 the desks became part of the Regionale werkcentra (the sources are those of the scheme `leerwerkloket`)."""
_TALK_DESK: Final = (
    said("Regionaal werkcentrum", "Regional work centre (Regionaal werkcentrum)"),
    "https://www.werkcentrum.nl",
)
_TALK_DESK_BEFORE: Final = (
    said("een leerwerkloket", "a desk for learning and working (leerwerkloket)"),
    "https://www.leerwerkloket.nl",
)
_ASK_EMPLOYER: Final = said("Vraag uw werkgever of hij meebetaalt.", "Ask your employer to pay a part.")
_ASK_PRICE: Final = said("Vraag de opleider wat de opleiding kost.", "Ask the provider what the course costs.")
_ASK_START: Final = said("Vraag de opleider wanneer de opleiding begint.", "Ask the provider when the course begins.")
_NOT_SAID_WHEN: Final = said(
    "Wij weten niet tot wanneer dit kan. Vraag het daarom aan voordat u zich aanmeldt.",
    "We do not know until when this is possible. So apply before you enrol.",
)
_NO_FREE_PLACE: Final = said("Is er geen gratis plek? Dan kan dit.", "Is there no free place? Then this is possible.")
_CALL_THE_DESK: Final = said(
    "De laatste dag is voorbij. Bel het loket en vraag of het nog kan.",
    "The last day has passed. Call the desk and ask whether it is still possible.",
)
_ONCE_MORE: Final = said(
    "U vraagt dit ook voor een andere opleiding. Vraag het loket of het twee keer kan.",
    "You apply for this for another course too. Ask the desk whether twice is possible.",
)
_KEEP_A_PLACE: Final = said(
    "Het antwoord kan te laat komen. Vraag de opleider om een plek voor u vrij te houden.",
    "The answer may come too late. Ask the provider to keep a place for you.",
)
_ENROL_AFTER: Final = said(
    "Vraag eerst het geld aan. Wacht liefst tot u weet of u het krijgt.",
    "Apply for the money first. Best wait until you know whether you get it.",
)
_ENROL_LATE: Final = said(
    "De laatste dag is voorbij. Bel de opleider: is er nog plek? Of kies een latere start.",
    "The last day has passed. Call the provider: is there still a place? Or choose a later start.",
)
_LESS_IF_IT_COMES: Final = said(
    "Het wordt minder als er meer geld komt. Vraag de opleider wanneer u moet betalen.",
    "It becomes less if more money comes. Ask the provider when you must pay.",
)
_START: Final = said("De opleiding begint.", "The course begins.")
_ANY_DAY: Final = said("U kunt op elke dag beginnen.", "You can begin on any day.")
_END: Final = said("De opleiding is klaar. Bewaar uw bewijs.", "The course is done. Keep your certificate.")
