# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What there is: certain first, then what an answer is missing for, then no with a way out."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ...journeys.short_here import home_in, source_said
from ..cards import cards
from ..combination import course_of
from ..looking import Look
from ..page import PortalRequest, language_of, page
from ..told import told_in
from ..words import words_in
from .answers import answers_of, problems_of

_POSSIBLE = ("judged", "check", "question")


@require_safe
def results(request: PortalRequest, audience: str) -> HttpResponse:
    look = Look(request.book, told_in(request, audience), audience, language_of(request))
    # Where no question would change anything, for instance while every window is closed, there is nothing to begin.
    begun = look.told.anything or look.next_fact is None
    groups = cards(look.findings, look.book, look.on, audience, words_in(look.language)) if begun else []
    numbers = {group: len(members) for group, members in groups}
    tells_region = begun and audience == "inwoner" and not look.problems
    here = request.in_your_region(home_in(look.facts), look.on) if tells_region else None
    possible = [card for group, members in groups if group in ("yes", *_POSSIBLE) for card in members]
    return page(
        request,
        "results",
        {
            "audience": audience,
            "told": look.told,
            "begun": begun,
            "on": look.on,
            "groups": groups,
            "course": course_of(look.together, audience, words_in(look.language)) if begun else None,
            "certain": numbers.get("yes", 0),
            "possible": sum(numbers.get(group, 0) for group in _POSSIBLE),
            "only_together": audience == "aanbieder" and possible and all(card.for_whom for card in possible),
            "asked_before": any(card.asked_before for _, members in groups for card in members),
            "next_fact": look.next_fact if begun else None,
            "problems": problems_of(look),
            "in_region": here,
            "in_region_time": here.span.in_words(look.language) if here else None,
            "in_region_source": source_said(here, look.language) if here else None,
            "rows": [row for row in answers_of(look) if row["known"]],
        },
    )
