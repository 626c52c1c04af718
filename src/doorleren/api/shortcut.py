# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A short way to the API, past what only pages need: static files, sessions, forms."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

_Next = Callable[[HttpRequest], HttpResponseBase]


class StraightToTheApi:
    """Middleware that answers what is asked below /v1 at once, and hands everything else on.

    It wants `request.book`, so it stands after the middleware that gives it. What stands after this one never sees a
    request for the API: no session is opened for it, whatever cookie a browser sends along.
    """

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/v1/"):
            return self._next(request)
        found = request.resolver_match = resolve(request.path_info)
        answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        return answer
