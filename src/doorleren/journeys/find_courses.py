# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Find courses for somebody, each with the price for them.

Knows: how search and price go together: which offerings of a course are priced, and how "€ 0 for me" and "cheapest for
me first" are found among the courses that fit best.
Leaves: finding (catalogue), the price (`price_for_you`), the page (doors).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from ..basics import Problem, said
from ..basics.finding import FactValue
from ..catalogue import Course, Offering, Provider
from ..catalogue.search import Found, Hit, Wanted
from ..catalogue.search.asking import PRICE_BANDS_CENTS, Loosen, ReadAs, Sort
from ..rules import Book
from .advance import advance
from .offer_house import FORMS, KINDS, LEVELS, MOMENTS, SUBJECTS, WAYS, OfferHouse
from .plan_shape import range_shape
from .price_for_you import Pricer, YourPrice, pricer_for

__all__ = [
    "FORMS",
    "KINDS",
    "LEVELS",
    "MOMENTS",
    "MOST_PRICED",
    "PRICE_BANDS_CENTS",
    "SUBJECTS",
    "WAYS",
    "Course",
    "Found",
    "FoundCourses",
    "Loosen",
    "Offering",
    "Priced",
    "Provider",
    "ReadAs",
    "Sort",
    "Wanted",
    "course_with_prices",
    "find_courses",
    "found_shape",
    "no_such_course",
]

MOST_PRICED: Final = 200
"""With a wish about the price for oneself, this many of the courses that fit best are looked at; the answer says so."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A course that was found: its offerings that fit, best first, each with its price for this person."""

    course: Course
    provider: Provider | None
    offerings: tuple[tuple[Offering, YourPrice], ...]
    hit: Hit

    @property
    def lowest(self) -> int | None:
        """The least that one of these offerings can become for this person."""
        return min((price.lowest for _, price in self.offerings if price.lowest is not None), default=None)

    @property
    def highest(self) -> int | None:
        """The most that one of them certainly costs at most; None if one of them has no known price."""
        all_of_them = [price.highest for _, price in self.offerings]
        known = [one for one in all_of_them if one is not None]
        return max(known) if known and len(known) == len(all_of_them) else None

    @property
    def cheapest_for_sure(self) -> int | None:
        """What the cheapest of them certainly costs at most."""
        return min((price.highest for _, price in self.offerings if price.highest is not None), default=None)


@dataclass(frozen=True, slots=True)
class FoundCourses:
    """A page of courses. `found` is what the search said; `total` counts what fits the wish about one's own price too.

    `among`: only so many of the best were looked at for that wish, as there were more; None if all were.
    """

    courses: tuple[Priced, ...]
    total: int
    found: Found
    among: int | None = None


def find_courses(
    book: Book,
    house: OfferHouse,
    wanted: Wanted,
    person: Mapping[str, FactValue],
    language: str,
    *,
    free_for_me: bool = False,
    cheapest_for_me: bool = False,
) -> FoundCourses:
    """Courses that fit, as somebody with these facts sees them on `wanted.after`."""
    pricer = pricer_for(book, person, wanted.after, language)
    if not (free_for_me or cheapest_for_me):
        found = house.find(wanted)
        return FoundCourses(tuple(_priced(house, found.hits, pricer)), found.total, found)
    found = house.find(replace(wanted, offset=0, limit=MOST_PRICED))
    priced = _priced(house, found.hits, pricer)
    if free_for_me:
        priced = [one for one in priced if one.cheapest_for_sure == 0]
    if cheapest_for_me:
        priced.sort(key=_own_price)
    page = priced[wanted.offset : wanted.offset + wanted.limit]
    among = MOST_PRICED if found.total > MOST_PRICED else None
    return FoundCourses(tuple(page), len(priced), found, among)


def _own_price(one: Priced) -> tuple[bool, int, int]:
    """What is surely cheap first, what has no known price last; in what was found first otherwise."""
    sure = one.cheapest_for_sure
    return sure is None, sure or 0, one.lowest or 0


def _priced(house: OfferHouse, hits: Sequence[Hit], pricer: Pricer) -> list[Priced]:
    offer = house.offer
    courses = offer.courses([hit.course for hit in hits])
    providers = offer.providers(list({course.provider for course in courses.values()}))
    offerings = offer.offerings([name for hit in hits for name in hit.offerings])
    found = []
    for hit in hits:
        course = courses.get(hit.course)
        # Closed since the index was made.
        there = [offerings[name] for name in hit.offerings if name in offerings]
        if course is not None and there:
            provider = providers.get(course.provider)
            priced = tuple((one, pricer.price(course, one, provider)) for one in there)
            found.append(Priced(course, provider, priced, hit))
    return found


def found_shape(one: Priced, book: Book, on: date, language: str) -> dict[str, Any]:
    """One course in a list, as the contract has it. `prijs` and `voorU` are of the offerings in `aanbod`; what is
    borrowed, advanced and comes back later is of the first of them."""
    offering, price = one.offerings[0]
    prices = [price.price for _, price in one.offerings if price.price is not None]
    english = language == "en"
    return {
        "id": one.course.id,
        "naam": (one.course.name_en or one.course.name) if english else one.course.name,
        "aanbieder": one.provider.name if one.provider else None,
        "voorbeeld": one.course.origin.example,
        "prijs": range_shape(min(prices, default=None), max(prices, default=None)),
        "voorU": range_shape(one.lowest, one.highest),
        "voorschieten": advance(book, price, on),
        "lenen": price.borrow,
        "laterTerug": price.later,
        "start": offering.start.isoformat() if offering.start else None,
        "plaats": offering.place.town if offering.place else None,
        "aanbod": [name.id for name, _ in one.offerings],
        "aantalKeer": one.hit.count,
    }


def course_with_prices(
    book: Book, house: OfferHouse, course_id: str, person: Mapping[str, FactValue], on: date, language: str
) -> tuple[Course, Provider | None, tuple[tuple[Offering, YourPrice], ...]] | None:
    """A course with each offering that has not begun on this day, and its price; None if there is no such course."""
    course = house.offer.course(course_id)
    if course is None:
        return None
    provider = house.offer.providers([course.provider]).get(course.provider)
    pricer = pricer_for(book, person, on, language)
    every = house.offer.offerings_of(course_id)
    offerings = [one for one in every if one.any_day or one.start is None or one.start >= on]
    return course, provider, tuple((one, pricer.price(course, one, provider)) for one in offerings)


def no_such_course(course_id: str) -> Problem:
    """What is said of an id that no course has."""
    return Problem(
        "id",
        said(f"De opleiding «{course_id[:60]}» is er niet.", f"There is no course «{course_id[:60]}»."),
        said("een id uit GET /v1/opleidingen", "an id from GET /v1/opleidingen"),
        said("Zoek de opleiding opnieuw. Misschien is zij gestopt.", "Search again. It may have ended."),
    )
