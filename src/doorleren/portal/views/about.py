# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages that only tell something."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ..page import PortalRequest, page


@require_safe
def about(request: PortalRequest) -> HttpResponse:
    """What this is and what it is not."""
    return page(request, "about", {"number": len(request.book.schemes)})


@require_safe
def writing(request: PortalRequest) -> HttpResponse:
    """For who makes schemes: a rule is a text."""
    return page(request, "writing", {})


@require_safe
def data(request: PortalRequest) -> HttpResponse:
    """For who wants to compute: the API."""
    return page(request, "data", {})


@require_safe
def privacy(request: PortalRequest) -> HttpResponse:
    return page(request, "privacy", {})


@require_safe
def accessibility(request: PortalRequest) -> HttpResponse:
    return page(request, "accessibility", {})
