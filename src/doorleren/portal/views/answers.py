# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody told us: look at it, change it, choose another day, or wipe it."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from ...basics import parse_day
from ..day_fields import day_fields
from ..facts import said_value
from ..looking import Look, facts_in_problem
from ..page import PortalRequest, address, language_of, page
from ..told import forget, keep, told_in
from ..typed import Mistake, read_day_fields
from ..words import words_in

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)


@require_safe
def answers(request: PortalRequest, audience: str) -> HttpResponse:
    """All answers so far, each with a way to change it."""
    look = _look(request, audience)
    return page(
        request,
        "answers",
        {
            "audience": audience,
            "told": look.told,
            "rows": answers_of(look),
            "problems": problems_of(look),
            "on": look.on,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def day(request: PortalRequest, audience: str) -> HttpResponse:
    """Choose the day that counts."""
    look = _look(request, audience)
    if request.method != "POST":
        chosen = look.on
        typed = {"dag": str(chosen.day), "maand": str(chosen.month), "jaar": str(chosen.year)}
        return _show_day(request, look, typed, [])
    if "vandaag" in request.POST:
        keep(request, audience, look.told.with_day(None))
        return HttpResponseRedirect(address(look.language, "results", audience))
    value, mistakes = read_day_fields(request.POST)
    chosen_day = parse_day(value) if value else None
    if chosen_day and not _FIRST <= chosen_day <= _LAST:
        mistakes = [Mistake("dag", "day_outside")]
    if mistakes:
        return _show_day(request, look, {n: request.POST.get(n, "") for n in ("dag", "maand", "jaar")}, mistakes)
    keep(request, audience, look.told.with_day(chosen_day))
    return HttpResponseRedirect(address(look.language, "results", audience))


def wipe(request: PortalRequest) -> HttpResponse:
    """Forget everything now; who only visits the address finds the button."""
    if request.method != "POST":
        return HttpResponseRedirect(address(language_of(request), "answers"))
    forget(request)
    return HttpResponseRedirect(address(language_of(request), "wiped"))


@require_safe
def wiped(request: PortalRequest) -> HttpResponse:
    return page(request, "wiped", {})


def problems_of(look: Look) -> list[dict[str, Any]]:
    """What does not fit together, each with the answers that can be changed."""
    facts = look.askable
    found = []
    for problem in look.problems:
        names = facts_in_problem(problem, look.told)
        together = problem.where.startswith("feiten:")
        found.append(
            {
                "sentence": problem.what.in_language(look.language) if together else None,
                "changes": [
                    {"label": facts[name]["label"], "number": look.told.asked.index(name) + 1}
                    for name in names
                    if name in facts and name in look.told.asked
                ],
            }
        )
    return found


def _look(request: PortalRequest, audience: str) -> Look:
    return Look(request.book, told_in(request, audience), audience, language_of(request))


def answers_of(look: Look) -> list[dict[str, Any]]:
    """Each question that was answered, in the order of asking; "I do not know" is an answer too."""
    facts, words = look.askable, words_in(look.language)
    rows = []
    for number, name in enumerate(look.told.asked, 1):
        known = name in look.told.facts
        if name in facts and (known or name in look.told.not_known):
            value = look.told.facts.get(name)
            said = said_value(facts[name], value, look.book, look.on, words) if known else words["not_known"]
            rows.append(
                {
                    "number": number,
                    "question": facts[name]["vraag"],
                    "answer": said,
                    "label": facts[name]["label"],
                    "known": known,
                }
            )
    return rows


def _show_day(request: PortalRequest, look: Look, typed: dict[str, str], mistakes: list[Mistake]) -> HttpResponse:
    words = words_in(look.language)
    said = [{"field": one.at, "text": words["mistakes"][one.words].format(**one.values)} for one in mistakes]
    return page(
        request,
        "day",
        {
            "audience": look.audience,
            "typed": typed,
            "mistakes": said,
            "wrong_fields": {one.at for one in mistakes},
            **day_fields(words),
        },
        status=400 if mistakes else 200,
    )
