# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every request tells: the language it wants, and whether it can take JSON."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from django.http import HttpRequest

from ..basics import LANGUAGES
from ..journeys import Book

if TYPE_CHECKING:
    from ..journeys.offer_house import OfferHouse
    from ..journeys.short_here import InYourRegion
    from ..journeys.watch_parts import RegionalFigures


class ApiRequest(HttpRequest):
    """A request that was given the book of schemes, the offer and the figures of regions (by wiring) and its language
    (by the door)."""

    book: Book
    offer: "Callable[[], OfferHouse]"
    regional: "Callable[[], RegionalFigures]"
    in_your_region: "InYourRegion"
    language: str


def language_of(request: HttpRequest) -> str:
    """The language in `taal`, else the one liked best in Accept-Language, else Dutch.

    A `taal` that we do not speak is a problem, which is then told in the language that the header asks for.
    """
    for part in request.META.get("QUERY_STRING", "").split("&"):
        name, _, value = part.partition("=")
        if name == "taal" and unquote_plus(value) in LANGUAGES:
            return unquote_plus(value)
    header = request.META.get("HTTP_ACCEPT_LANGUAGE")
    if not header:
        return "nl"
    liked = [(weight, -n, tag.partition("-")[0]) for n, (tag, weight) in enumerate(_weighted(header)) if weight > 0]
    return max((one for one in liked if one[2] in LANGUAGES), default=(0, 0, "nl"))[2]


def takes_json(request: HttpRequest) -> bool:
    """Whether the Accept header leaves room for JSON; without one anything will do."""
    header = request.META.get("HTTP_ACCEPT", "*/*")
    if header in ("*/*", "application/json"):
        return True
    weights = dict(_weighted(header))
    named = (weights[kind] for kind in ("application/json", "application/*", "*/*") if kind in weights)
    return next(named, 0.0) > 0 or not weights


def wants_table(request: HttpRequest) -> bool:
    """Whether the Accept header asks for a table rather than for JSON; one that leaves it open gets JSON."""
    weights = dict(_weighted(request.META.get("HTTP_ACCEPT", "*/*")))
    table = weights.get("text/csv", weights.get("text/*", 0.0))
    return table > max(weights.get(kind, 0.0) for kind in ("application/json", "application/*"))


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """The values of a header such as `nl;q=0.5, en`, each with its weight; what cannot be read weighs nothing."""
    for part in header.lower().split(",")[:50]:
        value, _, rest = part.partition(";")
        if not value.strip():
            continue
        weight = next((p.partition("=")[2] for p in rest.split(";") if p.strip().startswith("q=")), "1")
        try:
            yield value.strip(), min(max(float(weight), 0.0), 1.0)
        except ValueError:
            yield value.strip(), 0.0
