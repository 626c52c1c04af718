# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How an answer travels: JSON, problem+json, and the headers that come with every one of them."""

import hashlib
from collections.abc import Iterable
from typing import Any, Final

import orjson
from django.http import HttpResponse

from ..basics import Problem, Said, said
from ..journeys import problem_shapes

API_VERSION: Final = "1.0.0"
"""The version of the contract, not of the program: the first number is that in the address (/v1)."""

JSON: Final = "application/json"
CSV: Final = "text/csv"
PROBLEM_JSON: Final = "application/problem+json"

# Any page may ask and read: nothing here is tied to a visitor, as no cookie or account is ever looked at.
_ON_EVERY_ANSWER: Final = {
    "API-Version": API_VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Allow",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Language",
    "X-Content-Type-Options": "nosniff",
}
_TITLES: Final = {
    400: said("Deze aanvraag klopt niet", "This request is not right"),
    404: said("Dit bestaat niet", "This does not exist"),
    405: said("Dit kan hier niet", "This cannot be done here"),
    406: said("Wij antwoorden alleen in JSON", "We answer in JSON only"),
    411: said("De lengte van de aanvraag ontbreekt", "The length of the request is missing"),
    413: said("Deze aanvraag is te groot", "This request is too large"),
    415: said("Deze aanvraag is geen JSON", "This request is not JSON"),
    500: said("Er ging bij ons iets mis", "Something went wrong on our side"),
}
_ONE: Final = said(
    "Er is 1 probleem. Verbeter het en vraag het opnieuw.", "There is 1 problem. Correct it and ask again."
)


def whole(body: bytes, language: str, *, personal: bool = False, vary: str = "Accept-Language") -> HttpResponse:
    """A good answer. A personal one must not be kept by anybody on the way; the others may, for five minutes."""
    if personal:
        return _answer(200, body, JSON, language, {"Cache-Control": "no-store"})
    etag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    return _answer(200, body, JSON, language, {"Cache-Control": "public, max-age=300", "ETag": etag, "Vary": vary})


def table(body: bytes, language: str, file: str) -> HttpResponse:
    """A good answer as a table, under a name by which a browser saves it."""
    answer = whole(body, language, vary="Accept, Accept-Language")
    answer.headers["Content-Type"] = f"{CSV}; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def refused(status: int, problems: Iterable[Problem], language: str, **headers: str) -> HttpResponse:
    """What is wrong, everything at once, in problem+json (RFC 9457)."""
    shapes = problem_shapes(problems, language)
    body = orjson.dumps(
        {
            "status": status,
            "title": _TITLES[status].in_language(language),
            "detail": _detail(status, len(shapes)).in_language(language),
            "problemen": shapes,
        }
    )
    return _answer(status, body, PROBLEM_JSON, language, {"Cache-Control": "no-store", **headers})


def bare(status: int, language: str, headers: dict[str, str]) -> HttpResponse:
    """An answer without a body."""
    response = _answer(status, b"", JSON, language, headers)
    for name in ("Content-Type", "Content-Language", "Content-Length"):
        del response.headers[name]
    return response


def to_bytes(value: Any) -> bytes:
    """JSON as it goes out."""
    return orjson.dumps(value)


def _answer(status: int, body: bytes, kind: str, language: str, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(
        body,
        content_type=kind,
        status=status,
        headers={**_ON_EVERY_ANSWER, "Content-Language": language, "Content-Length": str(len(body)), **headers},
    )


def _detail(status: int, count: int) -> Said:
    if status >= 500:
        return said(
            "Het ligt niet aan uw aanvraag. Wij hebben niets bewaard. Probeer het later opnieuw.",
            "Your request is not to blame. We kept nothing. Please try again later.",
        )
    if count == 1:
        return _ONE
    return said(
        f"Er zijn {count} problemen. Verbeter ze en vraag het opnieuw.",
        f"There are {count} problems. Correct them and ask again.",
    )
