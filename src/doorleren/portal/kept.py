# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A kept plan that is open in this visit.

Its owner goes on with the answers and courses that were kept, and saves a change with a button of its own. An adviser
looks at what was kept, and their own visit stays as it was.

Knows: what of a visit is kept with a plan, and what of a kept plan stays in the visit: its handle and the role.
Leaves: how it is locked and kept (store), the pages (views).
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from django.http import HttpRequest

from ..journeys import today
from ..journeys.kept_plans import Opened
from .chosen import Chosen, keep_chosen
from .page import OPEN, PortalRequest
from .told import Told, keep

AUDIENCE: Final = "inwoner"
_WAITING: Final = "kept_waiting"
_ADVISER_LINK: Final = "kept_adviser_link"


def this_day() -> date:
    """The day on which a plan is kept or opened, whatever day somebody chose to look at."""
    return today()


def content_of(told: Told, chosen: Chosen, needed: Collection[str], open_names: Collection[str]) -> dict[str, Any]:
    """What is kept: the answers that the plan needs, what somebody does not know, the courses, what is in the way."""
    facts = {name: value for name, value in told.facts.items() if name in needed}
    not_known = [name for name in told.not_known if name in open_names]
    return {
        "day": told.day,
        "facts": facts,
        "asked": [name for name in told.asked if name in facts or name in not_known],
        "not_known": not_known,
        "offerings": list(chosen.offerings),
        "in_the_way": list(chosen.in_the_way),
    }


def told_of(content: Mapping[str, Any]) -> Told:
    """The answers that were kept."""
    return Told(dict(content["facts"]), tuple(content["asked"]), tuple(content["not_known"]), content["day"])


def chosen_of(content: Mapping[str, Any]) -> Chosen:
    """The courses and what is in the way that were kept."""
    return Chosen(tuple(content["offerings"]), tuple(content["in_the_way"]))


def opened_in(request: PortalRequest) -> Opened | None:
    """The kept plan that is open in this visit, as it is now; one that is gone is closed."""
    kept = request.session.get(OPEN)
    if not kept:
        return None
    opened: Opened | None = request.plans.open(kept["handle"], this_day())
    if opened is None:
        close(request)
    return opened


def open_here(request: PortalRequest, opened: Opened, *, new: bool = False) -> None:
    """Go on with this plan. `new`: it was kept just now, so that its link can still be shown."""
    request.session[OPEN] = {"handle": opened.handle, "new": new}
    request.session.pop(_WAITING, None)
    if opened.role == "owner" and not new:
        keep(request, AUDIENCE, told_of(opened.content))
        keep_chosen(request, chosen_of(opened.content))


def close(request: HttpRequest) -> None:
    """The plan stays kept; this visit no longer knows where."""
    for name in (OPEN, _WAITING, _ADVISER_LINK):
        request.session.pop(name, None)


def is_new(request: HttpRequest) -> bool:
    """Whether the open plan was kept in this very visit."""
    return bool((request.session.get(OPEN) or {}).get("new"))


def let_wait(request: HttpRequest, handle: str) -> None:
    """A plan that somebody wants to open, until they said that their own answers may go."""
    request.session[_WAITING] = handle


def waiting_in(request: PortalRequest, on: date) -> Opened | None:
    """The plan that waits to be opened."""
    handle = request.session.get(_WAITING)
    found: Opened | None = request.plans.open(handle, on) if handle else None
    return found


def wait_no_more(request: HttpRequest) -> None:
    """They would rather go on with their own answers."""
    request.session.pop(_WAITING, None)


def show_once(request: HttpRequest, link: str) -> None:
    """A new link for an adviser, for the next page only."""
    request.session[_ADVISER_LINK] = link


def shown_once(request: HttpRequest) -> str | None:
    """The link that was made just now; who asks again gets nothing."""
    link: str | None = request.session.pop(_ADVISER_LINK, None)
    return link
