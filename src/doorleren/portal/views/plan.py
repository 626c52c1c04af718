# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan: on a page, on paper, in a calendar and as JSON. An adviser sees the plan that was kept."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from ...journeys.in_the_way import things_in_the_way
from ...journeys.kept_plans import Opened
from ...journeys.plan import Choice, Plan, make_plan
from ...journeys.plan_calendar import calendar_of
from ...journeys.plan_facts import facts_of_plan
from ...journeys.plan_request import choices_of
from ...journeys.plan_shape import plan_shape
from ..chosen import Chosen, chosen_in, keep_chosen
from ..kept import AUDIENCE, chosen_of, content_of, opened_in, told_of
from ..looking import Look
from ..page import PortalRequest, address, language_of, page
from ..plan_page import show_notes, show_plan
from ..plan_paper import NoPaper, paper_of
from ..told import Told, told_in
from ..when_it_breaks import says_when_it_breaks
from ..words import words_in
from .answers import problems_of
from .errors import not_understood


@dataclass
class Made:
    """What a request asks the plan of. `plan` is None where nothing was chosen, or answers contradict each other.

    `gone` are sentences about courses that are no longer there.
    """

    look: Look
    chosen: Chosen
    opened: Opened | None
    choices: tuple[Choice, ...]
    plan: Plan | None
    gone: tuple[str, ...]

    @property
    def adviser(self) -> bool:
        return self.opened is not None and self.opened.role == "adviser"

    def content(self) -> dict[str, Any]:
        """What would be kept of it now."""
        needed = facts_of_plan(self.look.book, self.look.facts, self.look.on, self.choices)
        still_open = {one.name for one in self.plan.still_open} if self.plan else set()
        return content_of(self.look.told, self.chosen, needed, still_open)

    @property
    def changed(self) -> bool:
        """Whether the plan is another than the one that was kept."""
        return self.opened is not None and not self.adviser and self.opened.content != self.content()


def made_in(request: PortalRequest) -> Made:
    """The plan of this visit; for an adviser the plan that was kept."""
    opened = opened_in(request)
    told, chosen = told_in(request, AUDIENCE), chosen_in(request)
    if opened is not None and opened.role == "adviser":
        told, chosen = told_of(opened.content), chosen_of(opened.content)
    return _made(request, told, chosen, opened)


def _made(request: PortalRequest, told: Told, chosen: Chosen, opened: Opened | None) -> Made:
    language = language_of(request)
    look = Look(request.book, told, AUDIENCE, language)
    if not chosen.offerings:
        return Made(look, chosen, opened, (), None, ())
    choices, problems = choices_of(request.offer().offer, chosen.offerings, look.on)
    gone = tuple(problem.what.in_language(language) for problem in problems)
    if not choices or look.problems:
        return Made(look, chosen, opened, choices, None, gone)
    things = things_in_the_way()
    in_the_way = [things[name] for name in things if name in chosen.in_the_way]
    made = make_plan(request.book, look.facts, look.on, language, choices, in_the_way)
    return Made(look, chosen, opened, choices, made, gone)


@require_http_methods(["GET", "HEAD", "POST"])
@says_when_it_breaks
def plan(request: PortalRequest) -> HttpResponse:
    """The plan; and to take a course out, or say what is in the way."""
    if request.method == "POST":
        return _changed(request)
    made = made_in(request)
    words = words_in(made.look.language)
    shown = show_plan(made.plan, request.book, words, made.look.askable) if made.plan else None
    return kept_by_nobody(
        page(
            request,
            "plan",
            {
                "plan": shown,
                "told": made.look.told,
                "gone": made.gone,
                "missing": [one for one in made.chosen.offerings if one not in {c.offering.id for c in made.choices}],
                "problems": problems_of(made.look) if made.chosen.offerings else [],
                "things": [
                    (name, thing.label.in_language(made.look.language), name in made.chosen.in_the_way)
                    for name, thing in things_in_the_way().items()
                ],
                "notes": show_notes(made.opened.notes, words) if made.opened else (),
                "opened": made.opened,
                "adviser": made.adviser,
                "changed": made.changed,
            },
        )
    )


def _changed(request: PortalRequest) -> HttpResponse:
    """Take a course out, or keep what is in the way; only ids that we gave."""
    opened, chosen = opened_in(request), chosen_in(request)
    if opened is not None and opened.role == "adviser":
        return not_understood(request)
    if "weg" in request.POST:
        chosen = chosen.without_offering(request.POST["weg"])
    elif "hulp" in request.POST:
        named = request.POST.getlist("in-de-weg")
        chosen = chosen.with_in_the_way(name for name in things_in_the_way() if name in named)
    else:
        return not_understood(request)
    keep_chosen(request, chosen)
    return HttpResponseRedirect(address(language_of(request), "plan"))


@require_safe
@says_when_it_breaks
def paper(request: PortalRequest) -> HttpResponse:
    """The plan as PDF, or how to print the page where this machine cannot make one."""
    made = made_in(request)
    if made.plan is None:
        return HttpResponseRedirect(address(made.look.language, "plan"))
    words = words_in(made.look.language)
    values = {
        "w": words,
        "language": made.look.language,
        "plan": show_plan(made.plan, request.book, words, made.look.askable),
        "notes": show_notes(made.opened.notes, words) if made.opened else (),
    }
    try:
        body = paper_of(values)
    except NoPaper:
        return kept_by_nobody(page(request, "plan_no_paper", {}, status=503))
    return _file(body, "application/pdf", "leerplan.pdf", "inline")


@require_safe
@says_when_it_breaks
def calendar(request: PortalRequest) -> HttpResponse:
    """The days of the plan as a calendar file."""
    made = made_in(request)
    if made.plan is None:
        return HttpResponseRedirect(address(made.look.language, "plan"))
    body = calendar_of(made.plan, made.look.language)
    return _file(body, "text/calendar; charset=utf-8", "leerplan.ics", "attachment")


@require_safe
@says_when_it_breaks
def as_json(request: PortalRequest) -> HttpResponse:
    """The plan as the API gives it."""
    made = made_in(request)
    if made.plan is None:
        return HttpResponseRedirect(address(made.look.language, "plan"))
    shape = plan_shape(made.plan, made.look.language)
    body = (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode()
    return _file(body, "application/json; charset=utf-8", "leerplan.json", "attachment")


def _file(body: bytes, kind: str, name: str, how: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    # The policy of our pages would keep a browser from showing a PDF in its own viewer.
    response.headers["Content-Security-Policy"] = "base-uri 'none'; frame-ancestors 'none'"
    return kept_by_nobody(response)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """A plan is personal: no browser and nobody in between keeps it."""
    response.headers["Cache-Control"] = "no-store"
    return response
