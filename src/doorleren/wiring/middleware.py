# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every request passes on its way to a door."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ..journeys.kept_plans import OPENING
from ..journeys.map_shapes import Maps
from ..journeys.offer_house import OfferHouse
from ..journeys.short_here import ShortHere
from ..journeys.watch_parts import RegionalFigures
from ..portal.views.errors import too_large
from ..store.plans import SealedPlans
from . import the_book, the_population

_Next = Callable[[HttpRequest], HttpResponse]

_HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self' data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noarchive",
}


_HEADERS_OF_A_SECRET = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


class NothingOfASecret:
    """Whatever is answered where a secret stands in the address, a mistake of ours too: nobody keeps the address,
    follows it or passes it on."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        if f"/{OPENING}" in request.path:
            for name, value in _HEADERS_OF_A_SECRET.items():
                response.headers[name] = value
        return response


class PlainHeaders:
    """Tells the browser what our pages never need: scripts, other sites, frames, the camera."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class SmallRequests:
    """Turns a form away that is larger than any form of ours. The API says so itself, in its own words."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        large = length.isdigit() and int(length) > settings.REQUEST_BYTES_MAX
        if large and not request.path.startswith("/v1/"):
            return too_large(request)
        return self._next(request)


class BookAtHand:
    """Gives every request the book of schemes, `request.book`, where the people are, `request.population`, and where
    the offer is, `request.offer`, plans are kept, `request.plans`, figures of regions are, `request.regional`, and
    the maps of them, `request.maps`."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response
        self._plans = SealedPlans(settings.VISIT_SECRET)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.book = the_book()  # type: ignore[attr-defined]
        request.population = the_population  # type: ignore[attr-defined]
        request.offer = _offer  # type: ignore[attr-defined]
        request.plans = self._plans  # type: ignore[attr-defined]
        request.regional = _regional  # type: ignore[attr-defined]
        request.maps = _maps  # type: ignore[attr-defined]
        request.in_your_region = _in_your_region  # type: ignore[attr-defined]
        return self._next(request)


def _regional() -> RegionalFigures:
    # NumPy and Arrow take a while to load.
    from .regional import the_regional

    return the_regional()


def _maps() -> Maps:
    from .borders import the_maps

    return the_maps()


def _in_your_region(municipality: str | None, on: date) -> ShortHere | None:
    if municipality is None:
        # Also where the book of schemes is another one, that knows no municipalities.
        return None
    from .regions import in_your_region

    return in_your_region()(municipality, on)


def _offer() -> OfferHouse:
    # The search takes a while to load, and many pages never need it.
    from .offer import the_offer

    return the_offer()
