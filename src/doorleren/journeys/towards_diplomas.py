# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""For which diplomas a course counts, how far somebody is who has done it, and the cheapest way from there.

Knows: which courses can be followed now, at which price for this person.
Leaves: what counts where, and which way is the cheapest (catalogue), the words (doors).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..basics.finding import FactValue
from ..catalogue import Course, Diploma
from ..catalogue.stacking import Help, Route, Routes, Way, helps_towards, shortest_routes
from ..rules import Book
from .offer_house import OfferHouse
from .price_for_you import Pricer, pricer_for

__all__ = ["MOST_DIPLOMAS", "Route", "Towards", "towards_diplomas"]

MOST_DIPLOMAS: Final = 3
"""A course counts for more diplomas at times; those that it brings nearest are told."""

_WORK_MAX: Final = 50_000
"""How far is looked for the cheapest way while somebody waits for a page; a tenth of a second at most."""


@dataclass(frozen=True, slots=True)
class Towards:
    """A diploma that this course counts for: how far somebody is who has done it, and the way to the rest.

    `courses` are those that can be in a way, by id.
    """

    diploma: Diploma
    help: Help
    routes: Routes
    courses: Mapping[str, Course]


def towards_diplomas(
    book: Book, house: OfferHouse, course: Course, person: Mapping[str, FactValue], on: date
) -> tuple[Towards, ...]:
    """The diplomas, nearest first. Only what this course gives is counted as done."""
    if not course.gives:
        return ()
    owned = frozenset(course.gives)
    diplomas = {one.id: one for one in house.offer.diplomas()}
    helps: dict[str, Help] = {}
    for certificate in course.gives:
        for one in helps_towards(certificate, diplomas.values(), owned):
            if one.counts:
                helps.setdefault(one.diploma, one)
    nearest = sorted(helps.values(), key=lambda one: (one.needed - one.done, one.diploma))[:MOST_DIPLOMAS]
    highest = person.get("hoogste_diploma")
    courses = {one.id: one for one in _others(house, [diplomas[one.diploma] for one in nearest], owned)}
    courses.pop(course.id, None)
    ways = list(_ways(house, pricer_for(book, person, on), list(courses.values()), on))
    return tuple(
        Towards(
            diplomas[one.diploma],
            one,
            shortest_routes(
                diplomas[one.diploma],
                owned,
                None,
                ways,
                highest_diploma=highest if isinstance(highest, str) else None,
                work_max=_WORK_MAX,
            ),
            courses,
        )
        for one in nearest
    )


def _others(house: OfferHouse, diplomas: Iterable[Diploma], owned: frozenset[str]) -> Iterable[Course]:
    """The courses that give something else that one of these diplomas asks for."""
    wanted = {name for diploma in diplomas for part in diploma.parts for name in part.certificates} - owned
    return house.offer.courses_that_give(sorted(wanted))


def _ways(house: OfferHouse, pricer: Pricer, courses: Sequence[Course], on: date) -> Iterator[Way]:
    """Each course that can still begin, at what the first time of it surely costs this person at most."""
    providers = house.offer.providers(list({course.provider for course in courses}))
    for course in courses:
        times = house.offer.offerings_of(course.id)
        first = next((one for one in times if one.any_day or one.start is None or one.start >= on), None)
        if first is not None:
            price = pricer.price(course, first, providers.get(course.provider))
            yield Way(
                course.id, frozenset(course.gives), price.highest, course.duration_months, course.entry, course.kind
            )
