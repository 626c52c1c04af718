# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of the API: facts, schemes, an overview – and its own description.

Knows: addresses, parameters, pages. Leaves: every answer to the journeys. Parameters and bodies are read by ourselves
(`query`, `json_body`), so that each problem is told in plain words and all of them together.
"""

from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from ..basics import Problem, said
from ..journeys import (
    IN_FORCE,
    KINDS,
    PARTIES,
    Wanted,
    handed_out,
    narrowed,
    not_checked_since,
    overview,
    overview_shape,
    read_request,
    scheme_shape,
    thresholds_day,
)
from ..journeys.short_here import home_in, short_here_shape
from .answers import API_VERSION, refused, table, to_bytes, whole
from .asked import ApiRequest, wants_table
from .json_body import read_body
from .openapi import ABOUT, AS_TABLE, BODY, IN_QUERY, document, parameters
from .query import Query, read_query
from .shapes import Boek, Feiten, HeleRegeling, Overzicht, Problemen, Regelingen
from .shown import shown

_NARROW: Final = ("zoek", "voor", "soort", "stand", "open", "gemeente")
PAGE_SIZE: Final = 20
PAGE_SIZE_MAX: Final = 100
PAGE_MAX: Final = 999_999

api = NinjaAPI(
    title="Doorleren",
    version=API_VERSION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="doorleren-api",
    servers=[{"url": "/v1", "description": "Deze server"}],
    openapi_extra=ABOUT,
)


@api.exception_handler(Exception)
def _hand_on(_: HttpRequest, mistake: Exception) -> HttpResponse:
    """Ninja shows a trace where Django's DEBUG is on; the door shows none to anybody."""
    raise mistake


def told(*statuses: int) -> dict[int, Any]:
    """The problems that an operation may tell."""
    return dict.fromkeys((*statuses, 405, 406, 500), Problemen)


@api.get(
    "/feiten",
    operation_id="lijstFeiten",
    tags=["feiten"],
    summary="Wat er kan worden gevraagd, met de grenzen op een dag",
    description="Elk feit met zijn type, waarden en grenzen, en wat niet samen kan. Wie hiermee elk ontbrekend feit "
    "invult, vindt elke mogelijke uitkomst.",
    response={200: Feiten, **told(400)},
    openapi_extra=parameters("op", "taal"),
)
def facts(request: ApiRequest) -> HttpResponse:
    """GET /v1/feiten"""
    query = read_query(request, "op")
    day = query.day(request.book)
    if query.problems:
        return refused(400, query.problems, request.language)
    return whole(to_bytes(thresholds_day(request.book, day, request.language)), request.language)


@api.get(
    "/regelingen",
    operation_id="lijstRegelingen",
    tags=["regelingen"],
    summary="De regelingen, een bladzijde per keer",
    response={200: Regelingen, **told(400)},
    openapi_extra=parameters("op", "taal", *_NARROW, "nietNagekekenSinds", "page", "pageSize"),
    by_alias=True,
)
def schemes(request: ApiRequest) -> HttpResponse:
    """GET /v1/regelingen"""
    query = read_query(request, *IN_QUERY)
    day = query.day(request.book)
    wanted = Wanted(
        search=query.given.get("zoek", ""),
        audience=query.choice("voor", PARTIES),
        kind=query.choice("soort", KINDS),
        in_force=query.choice("stand", IN_FORCE),
        open=query.yes_or_no("open"),
        municipality=query.municipality("gemeente", request.book, day),
    )
    unchecked = query.other_day("nietNagekekenSinds")
    size = query.number("pageSize", PAGE_SIZE, 1, PAGE_SIZE_MAX)
    page = query.number("page", 1, 1, PAGE_MAX)
    if query.problems:
        return refused(400, query.problems, request.language)
    found = [
        shape
        for shape in narrowed(request.book, wanted, request.language, day)
        if unchecked is None or not_checked_since(shape, unchecked)
    ]
    pages = max(1, -(-len(found) // size))
    if page > pages:
        query.wrong_page(pages)
        return refused(400, query.problems, request.language)
    answer = {
        "op": day.isoformat(),
        "totaal": len(found),
        "page": page,
        "pageSize": size,
        "regelingen": found[(page - 1) * size : page * size],
        "_links": links(request.path, query, page, pages),
    }
    return whole(to_bytes(answer), request.language)


def links(path: str, query: Query, page: int, pages: int) -> dict[str, Any]:
    """The pages around this one, with the same choices. Without a host: an address stays right behind any proxy."""
    around = {"self": page, "first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    return {
        name: {"href": f"{path}?{urlencode({**query.given, 'page': number})}"}
        for name, number in around.items()
        if 1 <= number <= pages
    }


@api.get(
    "/regelingen/{id}",
    operation_id="toonRegeling",
    tags=["regelingen"],
    summary="Eén regeling met haar versies, voorwaarden, bedragen en bronnen",
    response={200: HeleRegeling, **told(400, 404)},
    openapi_extra=parameters("op", "taal"),
)
def scheme(request: ApiRequest, id: str) -> HttpResponse:
    """GET /v1/regelingen/{id}"""
    query = read_query(request, "op")
    day = query.day(request.book)
    if query.problems:
        return refused(400, query.problems, request.language)
    shape = scheme_shape(request.book, id, request.language, day)
    if shape is None:
        return refused(404, [_no_such_scheme(request, id)], request.language)
    return whole(to_bytes(shape), request.language)


def _no_such_scheme(request: ApiRequest, name: str) -> Problem:
    near = get_close_matches(name[:100], request.book.schemes, n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    return Problem(
        "pad: id",
        said(f"De regeling «{shown(name)}» kennen we niet.", f"We do not know the scheme «{shown(name)}»."),
        said("een id uit GET /v1/regelingen", "an id from GET /v1/regelingen"),
        said(f"{hint.nl}Verbeter de id.", f"{hint.en}Correct the id."),
    )


@api.post(
    "/overzichten",
    operation_id="maakOverzicht",
    tags=["overzichten"],
    summary="Wat er op een dag voor iemand is, met de reden en de volgende vraag",
    description="Wat u niet weet, laat u weg: het telt dan als onbekend en nooit als nee. Wij bewaren niets.",
    response={200: Overzicht, **told(400, 411, 413, 415)},
    openapi_extra={**parameters("taal"), **BODY},
)
def overviews(request: ApiRequest) -> HttpResponse:
    """POST /v1/overzichten"""
    query, body = read_query(request), read_body(request)
    if body.status is not None:
        problems = query.problems + body.problems if body.status == 400 else body.problems
        return refused(body.status, problems, request.language)
    profile, day, problems = read_request(request.book, body.value)
    problems = query.problems + body.problems + [placed(problem) for problem in problems]
    if problems:
        return refused(400, problems, request.language)
    found = overview(request.book, profile.facts, day, request.language)
    here = request.in_your_region(home_in(profile.facts), day)
    answer = {**overview_shape(found, request.language), "inUwRegio": short_here_shape(here, request.language)}
    return whole(to_bytes(answer), request.language, personal=True)


def placed(problem: Problem) -> Problem:
    """A problem with the whole body says so."""
    return problem if problem.where else Problem("body", problem.what, problem.expected, problem.what_now)


@api.get(
    "/boek",
    operation_id="toonBoek",
    tags=["regelingen"],
    summary="Het hele boek in één keer: elke regel, elke bron, de woorden en de feiten",
    description="De vorm heet `doorleren-boek/1`. Met `Accept: text/csv` komt hetzelfde boek als tabel voor een "
    "rekenblad, in UTF-8 met puntkomma's. Twee antwoorden over hetzelfde boek zijn byte voor byte gelijk.",
    response={200: Boek, **told(400)},
    openapi_extra={**parameters("taal"), **AS_TABLE},
)
def whole_book(request: ApiRequest) -> HttpResponse:
    """GET /v1/boek"""
    query = read_query(request)
    if query.problems:
        return refused(400, query.problems, request.language)
    if wants_table(request):
        return table(handed_out(request.book, "csv", request.language), request.language, "doorleren-boek.csv")
    return whole(handed_out(request.book, "json", request.language), request.language, vary="Accept, Accept-Language")


@api.get(
    "/openapi.json",
    operation_id="toonOpenapi",
    tags=["beschrijving"],
    summary="Deze beschrijving van de API (OpenAPI 3.1)",
    response={200: dict[str, Any], **told(400)},
    openapi_extra=parameters("taal"),
)
def description(request: ApiRequest) -> HttpResponse:
    """GET /v1/openapi.json"""
    query = read_query(request)
    if query.problems:
        return refused(400, query.problems, request.language)
    return whole(document(api.get_openapi_schema(path_prefix=""), request.book), "nl")
