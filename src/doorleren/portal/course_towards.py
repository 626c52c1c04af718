# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""For which diplomas a course counts, in words: how far one is after it, and the courses that are then left.

Knows: the words. Leaves: what counts and which way is the cheapest (journeys).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..basics import say_euro
from ..journeys.find_courses import Course
from ..journeys.towards_diplomas import Route, Towards, towards_diplomas
from .course_list import name_of
from .looking import Look
from .page import PortalRequest
from .words import Words


@dataclass(frozen=True, slots=True)
class SaidTowards:
    """One diploma. `courses` are the way to the rest: id, name and the language of the name where it is another."""

    name: str
    example: bool
    standing: str
    courses: tuple[tuple[str, str, str | None], ...]
    notes: tuple[str, ...]


def towards_of(request: PortalRequest, course: Course, look: Look, words: Words) -> tuple[SaidTowards, ...]:
    """What the course counts for, as this person sees it."""
    person = {} if look.problems else look.facts
    found = towards_diplomas(request.book, request.offer(), course, person, look.on)
    return tuple(_said(one, words) for one in found)


def _said(one: Towards, words: Words) -> SaidTowards:
    said = words["course_page"]["towards"]
    route, standing = one.routes.cheapest, one.routes.standing
    notes: list[str] = []
    courses: tuple[tuple[str, str, str | None], ...] = ()
    text = str(said["whole"]) if standing.whole else str(said["parts"]).format(done=one.help.done, all=one.help.needed)
    if route is not None:
        courses = tuple((name, *name_of(one.courses[name], words)) for name in route.courses)
        notes += _costs(route, words)
        if route.entry_unsure:
            notes.append(str(said["route_entry"]))
    elif not standing.whole:
        notes.append(str(said["nothing"]))
    lacks = route.left if route is not None else ()
    if lacks:
        notes.append(str(said["left"]).format(parts=", ".join(lack.part for lack in lacks)))
    if one.diploma.origin.example:
        notes.append(str(said["made_up"]))
    return SaidTowards(one.diploma.name, one.diploma.origin.example, text, courses, tuple(notes))


def _costs(route: Route, words: Words) -> Iterator[str]:
    """What the way costs and how long it takes, or that a part of it is not known."""
    said = words["course_page"]["towards"]
    if route.price_cents_max is None:
        yield str(said["route_no_price"])
    else:
        yield str(said["route_price"]).format(price=say_euro(route.price_cents_max, words["language"]))
    if route.months_max is None:
        yield str(said["route_no_months"])
    else:
        months = words["course_page"]["months"]["one" if route.months_max == 1 else "more"]
        yield str(said["route_months"]).format(months=str(months).format(n=route.months_max))
