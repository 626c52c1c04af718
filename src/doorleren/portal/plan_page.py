# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a plan is said: what somebody pays, who pays what and when, the steps with their days, what is still open.

The page and the paper say the same, from the same values.

Knows: the words and the order. Leaves: the plan itself (journeys), how it looks (templates, `plan_paper`).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..basics import Citation, say_day, say_euro
from ..journeys import Book
from ..journeys.kept_plans import Note
from ..journeys.plan import OWN, OpenQuestion, Payer, Phase, Plan, Planned, Step
from ..journeys.plan_days import end_of
from ..journeys.plan_steps import school_of
from .words import Words

_APART: Final = {"lening": "borrow_with", "fiscaal": "later_with"}
"""Kinds of money that are no gift, and the sentence that each has beside the table."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) (?=[A-Z])(?![^«“]*[»”])")


@dataclass(frozen=True, slots=True)
class Row:
    """Who pays how much of a course. `scheme` is None for the person and for the provider's own free place."""

    who: str
    scheme: str | None
    amount: str
    sure: str
    when: str
    certain: bool


@dataclass(frozen=True, slots=True)
class ShownCourse:
    """A chosen course: where and when, what it costs, and the table of who pays what."""

    id: str
    course: str
    name: str
    provider: str
    facts: tuple[tuple[str, str], ...]
    example: bool
    rows: tuple[Row, ...]
    own: str
    apart: tuple[str, ...]
    advance: str | None
    employer: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as it is read: `what` is its first sentence, `rest` the others, `when` its day in words.

    `course` is named where there are more courses than one. `asks`: it is something to do, and so there is somebody to
    ask; `at_school`: that is who gives the course.
    """

    number: int
    what: str
    rest: str
    why: str | None
    when: str | None
    course: str | None
    desk: str | None
    url: str | None
    more: tuple[str, ...]
    source: Citation | None
    late: bool
    must: bool
    asks: bool
    at_school: bool


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A whole plan in words."""

    on: str
    courses: tuple[ShownCourse, ...]
    own: str
    total: tuple[str, ...]
    steps: tuple[ShownStep, ...]
    before_enrolling: tuple[str, ...]
    late: tuple[str, ...]
    ask_you: tuple[OpenQuestion, ...]
    ask_provider: tuple[OpenQuestion, ...]
    others_decide: tuple[OpenQuestion, ...]
    notes: tuple[str, ...]
    example: bool

    @property
    def how_many(self) -> str:
        return "one" if len(self.courses) == 1 else "more"


def show_plan(plan: Plan, book: Book, words: Words, askable: Collection[str]) -> ShownPlan:
    """A plan in the words of this language. `askable` are the questions that can be asked on a page."""
    language = words["language"]
    steps = tuple(_step(number, one, plan, words) for number, one in enumerate(plan.steps, 1))
    questions = [one for one in plan.still_open if one.kind == "feit"]
    yours = [one for one in questions if not one.of_the_course and one.name in askable]
    return ShownPlan(
        say_day(plan.on, language),
        tuple(_course(one, book, words) for one in plan.courses),
        say_own(plan.lowest, plan.highest, words),
        tuple(_apart(plan.advance, plan.highest, plan.borrow, plan.later, words)),
        steps,
        tuple(_named(plan, book, words)),
        tuple(shown.what for shown, step in zip(steps, plan.steps, strict=True) if step.late),
        tuple(yours),
        tuple(one for one in questions if one not in yours),
        tuple(one for one in plan.still_open if one.kind != "feit"),
        tuple(one.in_language(language) for one in plan.notes),
        plan.example,
    )


def say_own(lowest: int | None, highest: int | None, words: Words) -> str:
    """What somebody pays: one amount, or between two."""
    said, language = words["plan"], words["language"]
    if lowest is None and highest is None:
        return str(said["unknown_price"])
    if lowest is None or highest is None:
        return str(said["perhaps"]).format(amount=say_euro(lowest or highest or 0, language))
    if lowest == highest:
        return say_euro(highest, language)
    return str(said["between"]).format(lowest=say_euro(lowest, language), highest=say_euro(highest, language))


def _apart(advance: int, highest: int | None, borrow: int, later: int, words: Words) -> Iterator[str]:
    """What is paid first and comes back; a loan and less tax, each in a sentence of its own."""
    said, language = words["plan"], words["language"]
    if advance and highest is not None:
        first, back = say_euro(highest + advance, language), say_euro(advance, language)
        yield str(said["advance"]).format(first=first, back=back)
    if borrow:
        yield str(said["borrow"]).format(amount=say_euro(borrow, language))
    if later:
        yield str(said["later"]).format(amount=say_euro(later, language))


# --- courses --------------------------------------------------------------------------------------------------------


def _course(planned: Planned, book: Book, words: Words) -> ShownCourse:
    choice, price, language = planned.choice, planned.price, words["language"]
    advance = next(_apart(planned.advance, price.highest, 0, 0, words), None)
    return ShownCourse(
        choice.offering.id,
        choice.course.id,
        course_name(planned, language),
        choice.provider.name if choice.provider else str(words["plan"]["no_provider"]),
        tuple(_facts(planned, words)),
        choice.offering.origin.example,
        tuple(_rows(planned, book, words)),
        say_own(price.lowest, price.highest, words),
        tuple(_no_gifts(planned, words)),
        advance,
        tuple((one.scheme, one.name) for one in planned.employer) if price.highest != 0 else (),
    )


def course_name(planned: Planned, language: str) -> str:
    """The name of a course in this language, where it has one."""
    course = planned.choice.course
    return (course.name_en if language == "en" else None) or course.name


def _facts(planned: Planned, words: Words) -> Iterator[tuple[str, str]]:
    """When, where and for how much, as pairs."""
    offering, language, said = planned.choice.offering, words["language"], words["plan"]
    start, end = offering.start, end_of(planned.choice)
    if start is not None:
        yield str(said["start"]), say_day(start, language)
    else:
        yield str(said["start"]), str(said["any_day"] if offering.any_day else said["ask_provider_short"])
    if end is not None:
        yield str(said["end"]), say_day(end, language)
    if offering.place is not None:
        yield str(said["place"]), ", ".join(part for part in (offering.place.street, offering.place.town) if part)
    elif offering.way == "online":
        yield str(said["place"]), str(said["online"])
    cents = planned.price.price
    yield str(said["price"]), say_euro(cents, language) if cents is not None else str(said["ask_provider_short"])


def _rows(planned: Planned, book: Book, words: Words) -> Iterator[Row]:
    """The gifts, certain ones first, and at the end what is left for the person. A loan and less tax stand apart."""
    said, price = words["plan"], planned.price
    for payer in planned.payers:
        if payer.kind == OWN or payer.kind in _APART:
            continue
        yield _row(payer, planned, book, words)
    yield Row(str(said["you"]), None, say_own(price.lowest, price.highest, words), "", "", True)


def _no_gifts(planned: Planned, words: Words) -> Iterator[str]:
    """A loan, and less tax: each in a sentence of its own, as neither makes the course cheaper now."""
    said, language = words["plan"], words["language"]
    for payer in planned.payers:
        if payer.kind in _APART:
            sentence = str(said[_APART[payer.kind]]).format(amount=say_euro(payer.cents, language), name=payer.who)
            yield sentence if payer.certain else f"{sentence} {said['perhaps_so']}"


def _row(payer: Payer, planned: Planned, book: Book, words: Words) -> Row:
    language, said = words["language"], words["plan"]
    place = planned.price.free_place
    instead = [book.schemes[name].words[language].name for name in payer.instead_of]
    if payer.certain:
        sure = str(said["sure"])
    elif payer.scheme in planned.too_late:
        sure = str(said["too_late"])
    elif place is not None and payer.scheme != place.scheme:
        sure = str(said["without_free_place"])
    elif instead:
        sure = str(said["instead_of"]).format(names=", ".join(instead))
    else:
        sure = str(said["not_sure"])
    when = payer.when.in_language(language) if payer.when else str(said["when_unknown"])
    return Row(payer.who, payer.scheme, say_euro(payer.cents, language), sure, when, payer.certain)


# --- steps ----------------------------------------------------------------------------------------------------------


def _step(number: int, step: Step, plan: Plan, words: Words) -> ShownStep:
    language = words["language"]
    named = step.course is not None and len(plan.courses) > 1 and step.phase is not Phase.ENROL
    what, rest = _first_sentence(step.what.in_language(language))
    return ShownStep(
        number,
        what,
        rest,
        step.why.in_language(language) if step.why else None,
        _when(step, plan.on, words),
        course_name(plan.courses[step.course], language) if named and step.course is not None else None,
        step.desk.in_language(language) if step.desk else None,
        step.url,
        tuple(one.in_language(language) for one in step.more),
        step.source,
        step.late,
        step.must,
        step.phase not in (Phase.START, Phase.END),
        step.course is not None and step.desk == school_of(plan.courses[step.course].choice),
    )


def _first_sentence(text: str) -> tuple[str, str]:
    """The first sentence and the rest; a name between quotes is never cut."""
    end = _SENTENCE_END.search(text)
    return (text[: end.start()], text[end.end() :]) if end else (text, "")


def _when(step: Step, on: date, words: Words) -> str | None:
    """The day of a step: the last one, the first one or both; the day itself for what begins or ends."""
    said, language = words["plan"]["when"], words["language"]
    first, last = (say_day(one, language) if one else "" for one in (step.on, step.by))
    if step.late:
        return str(said["was"]).format(day=last)
    if step.phase in (Phase.START, Phase.END) and step.on:
        return str(said["on"]).format(day=first)
    if step.on and step.by:
        return str(said["both"]).format(first=first, last=last)
    if step.by:
        return str(said["today"] if step.by == on else said["by"]).format(day=last)
    return str(said["from"]).format(day=first) if step.on else None


def _named(plan: Plan, book: Book, words: Words) -> Iterator[str]:
    """The schemes that one must apply for first, by name."""
    steps = [step for step in plan.steps if step.phase is Phase.APPLY_BEFORE_ENROLMENT and step.scheme]
    yield from dict.fromkeys(book.schemes[str(step.scheme)].words[words["language"]].name for step in steps)


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note with who wrote it and when."""

    number: int
    text: str
    by: str
    on: str


def show_notes(notes: Collection[Note], words: Words) -> tuple[ShownNote, ...]:
    """The notes of a kept plan; who gave no name is named by their role."""
    roles = words["kept_plan"]["roles"]
    return tuple(
        ShownNote(one.number, one.text, one.by or str(roles[one.role]), say_day(one.on, words["language"]))
        for one in notes
    )
