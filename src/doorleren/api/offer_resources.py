# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The resources about what there is to learn: courses, one course, and a plan for somebody."""

from typing import Final

from django.http import HttpResponse

from ..journeys.find_courses import FoundCourses, course_with_prices, find_courses, found_shape, no_such_course
from ..journeys.plan import make_plan
from ..journeys.plan_request import read_plan_request
from ..journeys.plan_shape import course_shape, offering_shape, plan_shape
from .answers import refused, to_bytes, whole
from .asked import ApiRequest
from .json_body import read_body
from .offer_query import PARAMETERS, read_wanted
from .offer_shapes import HeleOpleiding, LerenPlan, Opleidingen
from .openapi import PLAN_BODY, parameters
from .query import read_query
from .resources import PAGE_MAX, PAGE_SIZE, PAGE_SIZE_MAX, api, links, placed, told

__all__ = ["api"]

_KINDS: Final = {"filter": "filter", "word": "woord", "spelling": "spelling"}


@api.get(
    "/opleidingen",
    operation_id="zoekOpleidingen",
    tags=["opleidingen"],
    summary="Wat er te leren is, een bladzijde per keer",
    description="Opleidingen die op of na `op` beginnen. Wat iemand zelf betaalt hangt van die persoon af: hier staat "
    "het voor wie niets vertelt. Vraag een plan voor de prijs voor één persoon.",
    response={200: Opleidingen, **told(400)},
    openapi_extra=parameters("op", "taal", *PARAMETERS, "page", "pageSize", own=PARAMETERS),
    by_alias=True,
)
def courses(request: ApiRequest) -> HttpResponse:
    """GET /v1/opleidingen"""
    query = read_query(request, "op", *PARAMETERS, "page", "pageSize")
    day = query.day(request.book)
    size = query.number("pageSize", PAGE_SIZE, 1, PAGE_SIZE_MAX)
    page = query.number("page", 1, 1, PAGE_MAX)
    wanted = read_wanted(query, day, (page - 1) * size, size, request.book.schemes)
    if query.problems:
        return refused(400, query.problems, request.language)
    found = find_courses(request.book, request.offer(), wanted, {}, request.language)
    pages = max(1, -(-found.total // size))
    if page > pages:
        query.wrong_page(pages)
        return refused(400, query.problems, request.language)
    answer = {
        "op": day.isoformat(),
        "totaal": found.total,
        "page": page,
        "pageSize": size,
        "opleidingen": [found_shape(one, request.book, day, request.language) for one in found.courses],
        **_about_search(found),
        "_links": links(request.path, query, page, pages),
    }
    return whole(to_bytes(answer), request.language)


def _about_search(found: FoundCourses) -> dict[str, object]:
    return {
        "aantallen": {name: dict(values) for name, values in found.found.facets.items()},
        "gelezenAls": [
            {"woorden": one.words, "soort": one.kind, "waarden": list(one.values), "gebruikt": one.used}
            for one in found.found.read_as
        ],
        "losser": [
            {"soort": _KINDS[one.kind], "naam": one.name, "totaal": one.total, "woorden": one.words}
            for one in found.found.loosen
        ],
    }


@api.get(
    "/opleidingen/{id}",
    operation_id="toonOpleiding",
    tags=["opleidingen"],
    summary="Eén opleiding, met elke keer dat zij nog begint",
    response={200: HeleOpleiding, **told(400, 404)},
    openapi_extra=parameters("op", "taal"),
)
def course(request: ApiRequest, id: str) -> HttpResponse:
    """GET /v1/opleidingen/{id}"""
    query = read_query(request, "op")
    day = query.day(request.book)
    if query.problems:
        return refused(400, query.problems, request.language)
    found = course_with_prices(request.book, request.offer(), id, {}, day, request.language)
    if found is None:
        return refused(404, [no_such_course(id)], request.language)
    one, provider, offerings = found
    answer = {
        "op": day.isoformat(),
        **course_shape(one, provider, request.language),
        "aanbod": [offering_shape(offering) for offering, _ in offerings],
    }
    return whole(to_bytes(answer), request.language)


@api.post(
    "/plannen",
    operation_id="maakPlan",
    tags=["plannen"],
    summary="Een plan: de gekozen opleidingen, wie wat betaalt, en de stappen op volgorde",
    description="Ten hoogste drie opleidingen, met een id uit GET /opleidingen of van één keer dat zij wordt gegeven. "
    "Wij bewaren niets.",
    response={200: LerenPlan, **told(400, 411, 413, 415)},
    openapi_extra={**parameters("taal"), **PLAN_BODY},
)
def plans(request: ApiRequest) -> HttpResponse:
    """POST /v1/plannen"""
    query, body = read_query(request), read_body(request)
    if body.status is not None:
        problems = query.problems + body.problems if body.status == 400 else body.problems
        return refused(body.status, problems, request.language)
    asked, problems = read_plan_request(request.book, request.offer().offer, body.value)
    problems = query.problems + body.problems + [placed(problem) for problem in problems]
    if problems:
        return refused(400, problems, request.language)
    plan = make_plan(request.book, asked.facts, asked.on, request.language, asked.chosen, asked.in_the_way)
    return whole(to_bytes(plan_shape(plan, request.language)), request.language, personal=True)
