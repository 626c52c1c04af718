# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way back from a question to the page about courses that somebody came from, in the address and in the form.

Such a page has nothing personal in its address, so a question may name it.

Knows: which pages one can return to. Leaves: the question itself.
"""

from typing import Final
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

_PAGES: Final = ("courses", "course", "compare", "plan")
_LONGEST: Final = 2_000


def way_back(request: HttpRequest) -> str | None:
    """The address to return to; None if none was named, or one that is not such a page of ours."""
    named = request.POST.get("naar") or request.GET.get("naar") or ""
    if not named.startswith("/") or named.startswith("//") or len(named) > _LONGEST:
        return None
    parts = urlsplit(named)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    if parts.netloc or found.url_name not in _PAGES:
        return None
    query = QueryDict(parts.query).urlencode()
    return parts.path + (f"?{query}" if query else "")


def with_way_back(address: str, back: str) -> str:
    """An address that names where to return to."""
    return f"{address}?{urlencode({'naar': back})}"
