# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page about the offer or a region that cannot be made says so; the rest of the website is there all the same."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse

from ..journeys.figures_house import FiguresTrouble
from .page import PortalRequest, page

_log = logging.getLogger(__name__)
_BUSY: Final = 503
_View = Callable[..., HttpResponse]


def says_when_it_breaks(view: _View) -> _View:
    """The offer may be broken or busy; then this page says so, and the rest of the website is there all the same."""

    @wraps(view)
    def safe(request: PortalRequest, **parts: Any) -> HttpResponse:
        try:
            return view(request, **parts)
        except (Http404, SuspiciousOperation):
            raise
        except Exception:
            _log.exception("the page of courses could not be made")
            response = page(request, "courses_trouble", {}, status=_BUSY)
            response.headers["Retry-After"] = "60"
            return response

    return safe


def says_when_figures_break(view: _View) -> _View:
    """Figures that are kept may be damaged; then this page says so, and shows none in their place."""

    @wraps(view)
    def safe(request: PortalRequest, **parts: Any) -> HttpResponse:
        try:
            return view(request, **parts)
        except FiguresTrouble:
            _log.exception("the figures of a region cannot be used")
            response = page(request, "figures_trouble", {}, status=_BUSY)
            response.headers["Retry-After"] = "60"
            return response

    return safe
