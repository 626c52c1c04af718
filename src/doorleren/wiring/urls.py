# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which address leads to which door: pages in Dutch, the same pages below /en/, and the API below /v1/."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from ..portal.urls import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((pages, "portal"), namespace="nl")),
    path("en", RedirectView.as_view(url="/en/")),
    path("en/", include((pages, "portal"), namespace="en")),
]

if find_spec("doorleren.api.urls"):
    urlpatterns.insert(0, path("v1/", include("doorleren.api.urls")))

handler400 = "doorleren.portal.views.errors.not_understood"
handler403 = "doorleren.portal.views.errors.not_allowed"
handler404 = "doorleren.portal.views.errors.not_found"
handler500 = "doorleren.portal.views.errors.our_mistake"
