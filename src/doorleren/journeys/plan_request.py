# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read what somebody asks a plan of: the day, the facts, the courses they chose, what is in the way.

Knows: which courses can be in a plan, and what is wrong with a request; everything at once.
Leaves: the facts themselves (rules), the plan (`plan`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from ..basics import Problem, said
from ..basics.finding import FactValue
from ..rules import Book
from .in_the_way import InTheWay, things_in_the_way
from .overview import read_request
from .plan import MOST_COURSES, Choice
from .shelf import Offer

_NAMES: Final = ("op", "feiten", "opleidingen", "inDeWeg")
_MOST_TOLD: Final = 10
"""Of a list with very many wrong words the first few are told: the answer must not grow with the mistake."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a plan is asked of."""

    facts: Mapping[str, FactValue]
    on: date
    chosen: tuple[Choice, ...]
    in_the_way: tuple[InTheWay, ...]


def read_plan_request(book: Book, offer: Offer, value: Any) -> tuple[PlanRequest, list[Problem]]:
    """A request that was parsed already: `{"op", "feiten", "opleidingen": [id …], "inDeWeg": […]}`."""
    problems: list[Problem] = []
    about: Any = value
    if isinstance(value, Mapping):
        problems += [_unknown(str(name)) for name in value if name not in _NAMES]
        about = {name: value[name] for name in ("op", "feiten") if name in value}
    profile, on, wrong = read_request(book, about)
    problems += wrong
    if not isinstance(value, Mapping):
        return PlanRequest({}, on, (), ()), problems
    before = len(problems)
    ids = _texts(value.get("opleidingen"), "opleidingen", problems)
    if not ids and len(problems) == before:
        problems.append(_no_course())
    chosen, missing = choices_of(offer, ids, on, profile.facts.get("gemeente"))
    problems += missing
    things = things_in_the_way()
    named = _texts(value.get("inDeWeg"), "inDeWeg", problems)
    unknown = [(number, one) for number, one in enumerate(named) if one not in things]
    problems += [_unknown_thing(number, one, tuple(things)) for number, one in unknown[:_MOST_TOLD]]
    in_the_way = tuple(thing for name, thing in things.items() if name in named)
    return PlanRequest(profile.facts, on, chosen, in_the_way), problems


def choices_of(
    offer: Offer, ids: Sequence[str], on: date, municipality: FactValue | None = None
) -> tuple[tuple[Choice, ...], list[Problem]]:
    """The offerings with these ids; an id of a course stands for the first of it that has not begun: one where somebody
    can still enrol before one that is closed, and then one in their own municipality."""
    problems = []
    if len(ids) > MOST_COURSES:
        problems.append(_too_many(len(ids)))
    if len(set(ids)) < len(ids):
        problems.append(_twice())
    named = list(dict.fromkeys(ids))[:MOST_COURSES]
    offerings = dict(offer.offerings(named))
    courses = dict(offer.courses([name for name in named if name not in offerings]))
    for number, name in enumerate(named):
        if name in courses:
            later = [one for one in offer.offerings_of(name) if one.any_day or one.start is None or one.start >= on]
            still = [one for one in later if one.apply_until is None or one.apply_until >= on] or later
            own = [one for one in still if one.place and one.place.municipality == municipality]
            if later:
                offerings[name] = (own or still)[0]
            else:
                problems.append(_nothing_later(number, courses[name].name))
        elif name not in offerings:
            problems.append(_not_there(number, name))
    courses |= offer.courses([one.course for one in offerings.values()])
    providers = offer.providers(list({one.provider for one in courses.values()}))
    found = []
    for name in named:
        offering = offerings.get(name)
        course = courses.get(offering.course) if offering else None
        if offering is not None and course is not None:
            found.append(Choice(course, offering, providers.get(course.provider)))
    return tuple({one.offering.id: one for one in found}.values()), problems


def _texts(value: Any, name: str, problems: list[Problem]) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    problems.append(
        Problem(
            name,
            said("Dit is geen lijst van teksten.", "This is not a list of texts."),
            said('een lijst, zoals ["…"]', 'a list, such as ["…"]'),
            said("Zet de waarden in een lijst.", "Put the values in a list."),
        )
    )
    return []


def _unknown(name: str) -> Problem:
    near = get_close_matches(name, _NAMES, n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    return Problem(
        name[:60],
        said("Deze naam kennen we hier niet.", "We do not know this name here."),
        said(f"een van: {', '.join(_NAMES)}", f"one of: {', '.join(_NAMES)}"),
        said(f"{hint.nl}Verbeter de naam of haal die weg.", f"{hint.en}Correct the name or remove it."),
    )


def _unknown_thing(number: int, name: str, known: Sequence[str]) -> Problem:
    return Problem(
        f"inDeWeg[{number}]",
        said(f"«{name[:60]}» kennen we niet.", f"We do not know «{name[:60]}»."),
        said(f"een van: {', '.join(known)}", f"one of: {', '.join(known)}"),
        said("Verbeter de naam of haal die weg.", "Correct the name or remove it."),
    )


def _no_course() -> Problem:
    return Problem(
        "opleidingen",
        said("Er is geen opleiding gekozen.", "No course was chosen."),
        said("een of meer id's uit GET /v1/opleidingen", "one or more ids from GET /v1/opleidingen"),
        said("Kies een opleiding.", "Choose a course."),
    )


def _too_many(count: int) -> Problem:
    return Problem(
        "opleidingen",
        said(f"Dit zijn {count} opleidingen.", f"These are {count} courses."),
        said(f"ten hoogste {MOST_COURSES}", f"at most {MOST_COURSES}"),
        said("Kies er minder.", "Choose fewer."),
    )


def _twice() -> Problem:
    return Problem(
        "opleidingen",
        said("Een opleiding staat er meer dan één keer.", "A course is there more than once."),
        said("elke opleiding één keer", "each course once"),
        said("Laat er een staan.", "Keep one."),
    )


def _not_there(number: int, name: str) -> Problem:
    return Problem(
        f"opleidingen[{number}]",
        said(f"De opleiding «{name[:60]}» is er niet.", f"There is no course «{name[:60]}»."),
        said("een id uit GET /v1/opleidingen", "an id from GET /v1/opleidingen"),
        said("Zoek de opleiding opnieuw. Misschien is zij gestopt.", "Search again. It may have ended."),
    )


def _nothing_later(number: int, name: str) -> Problem:
    return Problem(
        f"opleidingen[{number}]",
        said(f"«{name}» begint niet meer na deze dag.", f"“{name}” does not begin any more after this day."),
        said("een opleiding die nog begint", "a course that is still to begin"),
        said("Kies een andere opleiding of een andere dag.", "Choose another course or another day."),
    )
