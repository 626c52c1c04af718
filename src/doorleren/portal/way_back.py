# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way back from a question to the page about courses that somebody came from, in the address and in the form.

Such a page has nothing personal in its address, so a question may name it.

Knows: which pages one can return to. Leaves: the question itself.
"""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

_PAGES: Final = ("courses", "course", "compare", "plan")
_LONGEST: Final = 2_000


def way_back(request: HttpRequest) -> str | None:
    """The address to return to; None if none was named, or one that is not such a page of ours."""
    named = request.POST.get("naar") or request.GET.get("naar") or ""
    return _checked(named, _PAGES) if named.startswith("/") and not named.startswith("//") else None


def the_list_before(request: HttpRequest) -> str | None:
    """The list of courses that somebody came from, as they asked for it; None if they came from elsewhere."""
    start = request.build_absolute_uri("/")
    came_from = request.headers.get("referer", "")
    return _checked(came_from.removeprefix(start[:-1]), ("courses",)) if came_from.startswith(start) else None


def _checked(named: str, pages: Collection[str]) -> str | None:
    """An address of this website as we would write it ourselves, if it is one of these pages."""
    if len(named) > _LONGEST:
        return None
    try:
        parts = urlsplit(named)
        found = resolve(parts.path)
    except (Resolver404, ValueError):
        return None
    if parts.netloc or found.url_name not in pages:
        return None
    query = QueryDict(parts.query).urlencode()
    return parts.path + (f"?{query}" if query else "")


def with_way_back(address: str, back: str) -> str:
    """An address that names where to return to."""
    return f"{address}?{urlencode({'naar': back})}"
