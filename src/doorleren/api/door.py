# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door of the API: what every request passes on its way in and every answer on its way out.

Knows: language, what clients can take, methods, other origins (CORS), and that no mistake of ours shows its inside.
Leaves: the answers themselves (`resources`).
"""

import logging
import traceback
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse

from ..basics import Problem, said
from .answers import JSON, bare, refused
from .asked import ApiRequest, language_of, takes_json, wants_table
from .shown import shown

_View = Callable[..., HttpResponse]
_log = logging.getLogger("doorleren.api")


def through_the_door(view: _View) -> _View:
    """The view, reached only through the door. A cookie is never looked at, so no form can be forged."""

    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = cast(ApiRequest, request)
        asked.language = "nl"
        head = request.method == "HEAD"
        try:
            asked.language = language_of(request)
            if head:
                request.method = "GET"
            answer = _answer(view, asked, args, kwargs)
        except Exception as mistake:  # the last one who can keep our inside from a caller
            _note(mistake)
            answer = refused(500, [], asked.language)
        finally:
            if head:
                request.method = "HEAD"
        if head:
            answer.content = b""
        return answer

    enter.csrf_exempt = True  # type: ignore[attr-defined]
    return enter


def _answer(view: _View, request: ApiRequest, args: Any, kwargs: Any) -> HttpResponse:
    may_be_a_table = request.path.endswith("/boek") and wants_table(request)
    if request.method != "OPTIONS" and not may_be_a_table and not takes_json(request):
        return refused(406, [_wants_no_json(request)], request.language)
    answer = view(request, *args, **kwargs)
    if answer.status_code == 405:
        return _another_method(request, answer.headers["Allow"])
    etag = answer.headers.get("ETag")
    if etag is not None and _has_it_already(request, etag):
        return bare(304, request.language, {"ETag": etag, "Cache-Control": answer.headers["Cache-Control"]})
    return answer


def _another_method(request: ApiRequest, offered: str) -> HttpResponse:
    """Say what can be done here: to a browser that asks first (OPTIONS), or because something else was tried."""
    methods = [method.strip() for method in offered.split(",")]
    allowed = ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])
    if request.method == "OPTIONS":
        return bare(
            204,
            request.language,
            {
                "Allow": allowed,
                "Access-Control-Allow-Methods": allowed,
                "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
                "Access-Control-Max-Age": "86400",
            },
        )
    method = shown(request.method or "")
    problem = Problem(
        f"methode: {method}",
        said(f"«{method}» kan op dit adres niet.", f"«{method}» cannot be used at this address."),
        said(f"een van: {allowed}", f"one of: {allowed}"),
        said("Gebruik een andere methode.", "Use another method."),
    )
    return refused(405, [problem], request.language, Allow=allowed)


def _has_it_already(request: HttpRequest, etag: str) -> bool:
    given = request.META.get("HTTP_IF_NONE_MATCH")
    return given is not None and any(one.strip().removeprefix("W/") in (etag, "*") for one in given.split(","))


def _wants_no_json(request: HttpRequest) -> Problem:
    given = shown(request.META.get("HTTP_ACCEPT", ""))
    return Problem(
        "header: Accept",
        said(f"U vraagt om «{given}».", f"You ask for «{given}»."),
        said(JSON, JSON),
        said("Vraag om application/json, of laat Accept weg.", "Ask for application/json, or leave Accept out."),
    )


def nothing_here(request: ApiRequest) -> HttpResponse:
    """An address below /v1 that does not exist."""
    path = shown(request.path)
    known = (
        "/feiten, /regelingen, /regelingen/{id}, /overzichten, /opleidingen, /opleidingen/{id}, /plannen, /regios, "
        "/regios/{code}, /indicatoren, /indicatoren/{id}, /indicatoren/{id}/waarnemingen, /boek, /openapi.json"
    )
    problem = Problem(
        f"pad: {path}",
        said(f"Het adres «{path}» kennen we niet.", f"We do not know the address «{path}»."),
        said(f"een van: {known}", f"one of: {known}"),
        said(
            "Verbeter het adres. Aan het eind staat geen schuine streep.",
            "Correct the address. It does not end in a slash.",
        ),
    )
    return refused(404, [problem], request.language)


def _note(mistake: Exception) -> None:
    """Log where we went wrong and nothing else: the text of an error may hold somebody's answers."""
    places = " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(mistake.__traceback__)[-6:])
    )
    _log.error("%s at %s", type(mistake).__name__, places)
