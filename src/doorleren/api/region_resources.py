# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The resources about regions: which there are, what is followed, and the figures themselves."""

from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final

from django.http import HttpResponse

from ..basics import Problem, said
from ..journeys.figures import end_of
from ..journeys.region_shapes import (
    in_sight_shape,
    indicator_shape,
    observations_shape,
    region_with_past_shape,
    verdict_shape,
)
from ..journeys.watch_parts import COUNTRY, REGION_KINDS, Indicator, Region, RegionalFigures
from .answers import refused, to_bytes, whole
from .asked import ApiRequest
from .offer_resources import api
from .openapi import parameters
from .query import Query, read_query
from .region_shapes import Indicator as IndicatorShape
from .region_shapes import Indicatoren, RegioInBeeld, Regios, Waarnemingen
from .resources import PAGE_MAX, PAGE_SIZE, PAGE_SIZE_MAX, links, told
from .shown import shown

__all__ = ["api"]

_FIGURES_A_PAGE: Final = 100
_FIGURES_A_PAGE_MAX: Final = 1000
_WORDS_MAX: Final = 100

_REGIONS: Final[dict[str, dict[str, Any]]] = {
    "soort": {"description": "Alleen dit soort regio.", "schema": {"type": "string", "enum": list(REGION_KINDS)}},
    "zoek": {
        "description": "Een code of een naam, ook van een gemeente die er niet meer is.",
        "schema": {"type": "string", "maxLength": _WORDS_MAX},
    },
}
_FIGURES: Final[dict[str, dict[str, Any]]] = {
    "regio": {
        "description": "De code van een regio; zonder deze: heel Nederland.",
        "schema": {"type": "string", "default": COUNTRY},
        "example": "PV20",
    },
    "van": {"description": "Geen cijfers over tijd vóór deze dag.", "schema": {"type": "string", "format": "date"}},
    "tot": {
        "description": "Geen cijfers over tijd op of na deze dag.",
        "schema": {"type": "string", "format": "date"},
    },
}
_STAND: Final[dict[str, dict[str, Any]]] = {
    "stand": {
        "description": "Alleen uit wat er op deze dag al was opgehaald, zoals de cijfers toen waren.",
        "schema": {"type": "string", "format": "date"},
    }
}


@api.get(
    "/regios",
    operation_id="lijstRegios",
    tags=["regios"],
    summary="De regio's van een dag, een bladzijde per keer",
    description="Het land, provincies, arbeidsmarktregio's, gemeenten en eigen groepen. Wie een gemeente zoekt die er "
    "niet meer is, vindt haar met wat er van haar werd.",
    response={200: Regios, **told(400)},
    openapi_extra=parameters("op", "taal", *_REGIONS, "page", "pageSize", own=_REGIONS),
    by_alias=True,
)
def regions(request: ApiRequest) -> HttpResponse:
    """GET /v1/regios"""
    query = read_query(request, "op", *_REGIONS, "page", "pageSize")
    day = query.day(request.book)
    kind = query.choice("soort", REGION_KINDS)
    size = query.number("pageSize", PAGE_SIZE, 1, PAGE_SIZE_MAX)
    page = query.number("page", 1, 1, PAGE_MAX)
    words = query.given.get("zoek", "")
    if len(words) > _WORDS_MAX:
        query.wrong("zoek", said(f"ten hoogste {_WORDS_MAX} tekens", f"at most {_WORDS_MAX} characters"))
    if query.problems:
        return refused(400, query.problems, request.language)
    known = request.regional().regions
    found: Sequence[Region]
    if words.strip():
        found = [one for one in known.find(words) if kind in (None, one.kind)]
    else:
        found = [one for each in REGION_KINDS if kind in (None, each) for one in known.of_kind(each, day)]
    pages = max(1, -(-len(found) // size))
    if page > pages:
        query.wrong_page(pages)
        return refused(400, query.problems, request.language)
    answer = {
        "op": day.isoformat(),
        "totaal": len(found),
        "page": page,
        "pageSize": size,
        "regios": [region_with_past_shape(one, known) for one in found[(page - 1) * size : page * size]],
        "_links": links(request.path, query, page, pages),
    }
    return whole(to_bytes(answer), request.language)


@api.get(
    "/regios/{code}",
    operation_id="toonRegio",
    tags=["regios"],
    summary="Eén regio met haar kerncijfers",
    description="Een richting staat er alleen bij als de toets haar vindt. Verzonnen voorbeelden zijn gemerkt.",
    response={200: RegioInBeeld, **told(400, 404)},
    openapi_extra=parameters("op", "taal", *_STAND, own=_STAND),
    by_alias=True,
)
def region(request: ApiRequest, code: str) -> HttpResponse:
    """GET /v1/regios/{code}"""
    query = read_query(request, "op", *_STAND)
    day, as_of = query.day(request.book), _as_of(query)
    if query.problems:
        return refused(400, query.problems, request.language)
    figures = request.regional()
    found = figures.regions.region(code)
    if found is None:
        return refused(404, [_no_such_region("pad: code", code, figures)], request.language)
    seen = figures.in_sight(found, day, as_of)
    return whole(to_bytes(in_sight_shape(seen, figures.regions, request.language)), request.language)


@api.get(
    "/indicatoren",
    operation_id="lijstIndicatoren",
    tags=["indicatoren"],
    summary="Wat wij van een regio volgen, ook waarvoor geen open bron is",
    response={200: Indicatoren, **told(400)},
    openapi_extra=parameters("taal", "page", "pageSize"),
    by_alias=True,
)
def indicators(request: ApiRequest) -> HttpResponse:
    """GET /v1/indicatoren"""
    query = read_query(request, "page", "pageSize")
    size = query.number("pageSize", PAGE_SIZE, 1, PAGE_SIZE_MAX)
    page = query.number("page", 1, 1, PAGE_MAX)
    figures = request.regional()
    pages = max(1, -(-len(figures.indicators) // size))
    if page > pages and not query.problems:
        query.wrong_page(pages)
    if query.problems:
        return refused(400, query.problems, request.language)
    answer = {
        "totaal": len(figures.indicators),
        "page": page,
        "pageSize": size,
        "indicatoren": [
            indicator_shape(one, figures.covered(one), request.language)
            for one in figures.indicators[(page - 1) * size : page * size]
        ],
        "_links": links(request.path, query, page, pages),
    }
    return whole(to_bytes(answer), request.language)


@api.get(
    "/indicatoren/{id}",
    operation_id="toonIndicator",
    tags=["indicatoren"],
    summary="Eén indicator: wat hij is, en wat hij niet zegt",
    response={200: IndicatorShape, **told(400, 404)},
    openapi_extra=parameters("taal"),
)
def indicator(request: ApiRequest, id: str) -> HttpResponse:
    """GET /v1/indicatoren/{id}"""
    query = read_query(request)
    if query.problems:
        return refused(400, query.problems, request.language)
    figures = request.regional()
    found = _indicator(figures, id)
    if found is None:
        return refused(404, [_no_such_indicator(id, figures)], request.language)
    return whole(to_bytes(indicator_shape(found, figures.covered(found), request.language)), request.language)


@api.get(
    "/indicatoren/{id}/waarnemingen",
    operation_id="lijstWaarnemingen",
    tags=["indicatoren"],
    summary="De cijfers van een indicator voor één regio, met wat de bron erbij zegt",
    description="Eén rij per periode, ook waar geen cijfer is. De richtingen gaan over de hele reeks tot `op`.",
    response={200: Waarnemingen, **told(400, 404)},
    openapi_extra=parameters(
        "op",
        "taal",
        *_FIGURES,
        *_STAND,
        "page",
        "pageSize",
        own={
            **_FIGURES,
            **_STAND,
            "pageSize": {
                "description": "Hoeveel cijfers op een bladzijde.",
                "schema": {"type": "integer", "minimum": 1, "maximum": _FIGURES_A_PAGE_MAX, "default": _FIGURES_A_PAGE},
            },
        },
    ),
    by_alias=True,
)
def observations(request: ApiRequest, id: str) -> HttpResponse:
    """GET /v1/indicatoren/{id}/waarnemingen"""
    query = read_query(request, "op", *_FIGURES, *_STAND, "page", "pageSize")
    day, as_of = query.day(request.book), _as_of(query)
    first, until = query.other_day("van"), query.other_day("tot")
    if first is not None and until is not None and until <= first:
        query.wrong("tot", said(f"een dag na «van» ({first})", f"a day after «van» ({first})"))
    size = query.number("pageSize", _FIGURES_A_PAGE, 1, _FIGURES_A_PAGE_MAX)
    page = query.number("page", 1, 1, PAGE_MAX)
    figures = request.regional()
    code = query.given.get("regio", COUNTRY)
    where = figures.regions.region(code)
    if where is None:
        query.problems.append(_no_such_region("query: regio", code, figures))
    found = _indicator(figures, id)
    if found is None and not query.problems:
        return refused(404, [_no_such_indicator(id, figures)], request.language)
    if query.problems or where is None or found is None:
        return refused(400, query.problems, request.language)
    card = figures.card(found, where, day, as_of)
    points = [
        point
        for point in (card.series.points if card.series is not None else ())
        if (first is None or (point.span.first or date.max) >= first)
        and (until is None or (point.span.until or date.min) <= until)
    ]
    pages = max(1, -(-len(points) // size))
    if page > pages:
        query.wrong_page(pages)
        return refused(400, query.problems, request.language)
    here = points[(page - 1) * size : page * size]
    answer: dict[str, Any] = {
        "op": day.isoformat(),
        "regio": where.code,
        "indicator": found.id,
        "eenheid": found.unit.in_language(request.language),
        "voorbeeld": False,
        "samengesteldUit": [],
        "geenCijfer": None if card.nothing is None else card.nothing.in_language(request.language),
        "richtingen": [verdict_shape(one, request.language) for one in card.verdicts],
        "totaal": len(points),
        "page": page,
        "pageSize": size,
        "waarnemingen": [],
        "bron": [],
        "_links": links(request.path, query, page, pages),
    }
    if card.series is not None:
        answer.update(observations_shape(card.series, found, here, request.language))
    return whole(to_bytes(answer), request.language)


def _as_of(query: Query) -> datetime | None:
    """The end of the day in `stand`: what was fetched on that day counts."""
    day = query.other_day("stand")
    return None if day is None else end_of(day)


def _indicator(figures: RegionalFigures, name: str) -> Indicator | None:
    return next((one for one in figures.indicators if one.id == name), None)


def _no_such_indicator(name: str, figures: RegionalFigures) -> Problem:
    near = get_close_matches(name[:100], [one.id for one in figures.indicators], n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    return Problem(
        "pad: id",
        said(f"De indicator «{shown(name)}» kennen we niet.", f"We do not know the indicator «{shown(name)}»."),
        said("een id uit GET /v1/indicatoren", "an id from GET /v1/indicatoren"),
        said(f"{hint.nl}Verbeter de id.", f"{hint.en}Correct the id."),
    )


def _no_such_region(where: str, code: str, figures: RegionalFigures) -> Problem:
    near = figures.regions.find(code[:_WORDS_MAX])[:1]
    hint = said("", "")
    if near:
        name = f"{near[0].code} ({near[0].name})"
        hint = said(f"Bedoelt u {name}? ", f"Do you mean {name}? ")
    return Problem(
        where,
        said(f"De regio «{shown(code)}» kennen we niet.", f"We do not know the region «{shown(code)}»."),
        said("een code uit GET /v1/regios", "a code from GET /v1/regios"),
        said(f"{hint.nl}Verbeter de code.", f"{hint.en}Correct the code."),
    )
