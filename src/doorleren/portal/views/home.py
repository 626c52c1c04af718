# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first page: what this is, and a door for everybody."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ..page import PortalRequest, page


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    return page(request, "home", {})
