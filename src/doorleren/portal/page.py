# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each page has in common: its language, its words, its addresses, and how long it may be remembered."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..basics import LANGUAGES
from ..journeys import Book
from .chosen import chosen_in
from .words import words_in

if TYPE_CHECKING:
    from ..journeys.kept_plans import Plans
    from ..journeys.map_shapes import Maps
    from ..journeys.offer_house import OfferHouse
    from ..journeys.short_here import InYourRegion
    from ..journeys.watch_parts import RegionalFigures
    from ..journeys.what_if import Population

OPEN = "kept"
"""Where a visit remembers the kept plan that is open in it."""

_WITH_AUDIENCE = {"question", "ask", "results", "answers", "day"}


class PortalRequest(HttpRequest):
    """A request that was given the book of schemes, where to find the people over whom rules can be tried, where to
    find what can be learned, who keeps plans, where figures about regions are, and on what maps they are shown."""

    book: Book
    population: "Callable[[], Population]"
    offer: "Callable[[], OfferHouse]"
    plans: "Plans"
    regional: "Callable[[], RegionalFigures]"
    maps: "Callable[[], Maps]"
    in_your_region: "InYourRegion"


def language_of(request: HttpRequest) -> str:
    """The language is in the address: /en/… is English, all else is Dutch."""
    return "en" if request.path == "/en" or request.path.startswith("/en/") else "nl"


def address(language: str, name: str, audience: str = "inwoner", **parts: Any) -> str:
    """The address of a page."""
    if name in _WITH_AUDIENCE:
        parts["audience"] = audience
    return reverse(f"{language}:{name}", kwargs=parts)


def page(request: HttpRequest, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """Show a page."""
    language = language_of(request)
    context = {
        "w": words_in(language),
        "language": language,
        "audience": "inwoner",
        "other_language": _other_language(request, language),
        "version": _version(),
        **_plan_at_hand(request),
        **values,
    }
    response = render(request, f"portal/{template}.html", context, status=status)
    if status < 500:
        _keep_awake(request)
    # A visitor may sit at a library's computer: the next one must not find a page in the browser's memory.
    personal = settings.SESSION_COOKIE_NAME in request.COOKIES or getattr(_session(request), "modified", False)
    response.headers["Cache-Control"] = "no-store" if personal else "no-cache"
    response.headers["Content-Language"] = language
    return response


def _plan_at_hand(request: HttpRequest) -> dict[str, Any]:
    """How many courses are in the plan of this visit, and whether a kept plan is open. Who has no visit gets none."""
    session = _session(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if session is None:
        return {"in_plan": 0, "plan_is_open": False}
    return {"in_plan": len(chosen_in(request).offerings), "plan_is_open": OPEN in session}


def _session(request: HttpRequest) -> Any:
    return getattr(request, "session", None)


def _keep_awake(request: HttpRequest) -> None:
    """Whoever reads a page is still here; the half hour starts again."""
    session = _session(request)
    if session is not None and settings.SESSION_COOKIE_NAME in request.COOKIES and session.keys():
        session.modified = True


def _other_language(request: HttpRequest, language: str) -> dict[str, str]:
    """The same page in the other language."""
    other = next(one for one in LANGUAGES if one != language)
    path = request.path.removeprefix("/en") or "/"
    address = f"/en{path}" if other == "en" else path
    # A page that does not exist has no other language; and "//elsewhere" would be another site.
    known = getattr(request, "resolver_match", None) is not None and not address.startswith("//")
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return {"code": other, "address": address + asked if known else reverse(f"{other}:home")}


@cache
def _version() -> str:
    """Changes when a file that goes with the pages changes, so that no browser shows an old one."""
    digest = hashlib.sha256()
    for name in ("look.css", "layout.css", "logo.svg"):
        found = finders.find(name)
        if isinstance(found, str):
            with open(found, "rb") as file:
                digest.update(file.read())
    return digest.hexdigest()[:10]
