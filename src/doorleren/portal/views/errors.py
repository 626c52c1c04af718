# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""When something does not go as meant: what it is, and what to do now. Never a trace of our own code."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from ..page import page


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _show(request, "not_understood", 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _show(request, "form_too_old", 403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its visit: the half hour is over, or the browser keeps no cookies."""
    return _show(request, "form_too_old", 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _show(request, "not_found", 404)


def too_large(request: HttpRequest) -> HttpResponse:
    return _show(request, "too_large", 413)


def our_mistake(request: HttpRequest) -> HttpResponse:
    return _show(request, "our_mistake", 500)


def _show(request: HttpRequest, which: str, status: int) -> HttpResponse:
    return page(request, "error", {"which": which, "status": status}, status=status)
