# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What there is to learn: the list with its search, one course, and a few side by side, each with the price for you."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from ...basics import say_euro
from ...journeys.find_courses import course_with_prices, find_courses
from ..chosen import chosen_in, keep_chosen
from ..compare_courses import MOST_COMPARED, compared
from ..course_form import KILOMETRES, PAGE_SIZE, Asked, Labels, asked_in, groups_of, prices_of
from ..course_list import cards_of, loosers_of, read_sentences, shown
from ..course_page import CoursePage, course_page
from ..looking import Look
from ..page import PortalRequest, address, language_of, page
from ..told import told_in
from ..way_back import the_list_before
from ..when_it_breaks import says_when_it_breaks
from ..words import Words, words_in
from ..your_price import questions_of
from .errors import not_understood


@require_safe
@says_when_it_breaks
def courses(request: PortalRequest) -> HttpResponse:
    """The list, narrowed by a form that works without JavaScript."""
    look, words = _look(request), words_in(language_of(request))
    asked = asked_in(request.GET, words)
    stranger = not _person(look)
    cheapest = asked.sort == "prijs" and not stranger
    found = find_courses(
        request.book,
        request.offer(),
        asked.wanted(look.on, stranger=stranger),
        _person(look),
        look.language,
        free_for_me=asked.free_for_me,
        cheapest_for_me=cheapest,
    )
    pages = max(1, -(-found.total // PAGE_SIZE))
    if asked.page > pages:
        return HttpResponseRedirect(_here(look, "courses") + asked.query(pages))
    labels = _labels(look, words)

    def total_of(barer: Asked) -> int:
        return request.offer().find(replace(barer.wanted(look.on), limit=0)).total

    own = cheapest or asked.free_for_me
    prices = [shown(one, own)[1] for one in found.courses]
    return page(
        request,
        "courses",
        {
            "asked": asked,
            "cards": cards_of(found.courses, look, labels, words, cheapest=own),
            "total": found.total,
            "among": found.among,
            "on": look.on,
            "told": look.told,
            "read": read_sentences(found.found, labels, words),
            "loosers": loosers_of(found, asked, labels, words, total_of),
            "groups": groups_of(asked, found.found.facets, labels),
            "prices": prices_of(asked, found.found.facets["price"], labels),
            "recognised": found.found.facets["recognised"].get("ja", 0),
            "distances": [(km, asked.one("binnen") == km) for km in KILOMETRES],
            "towns": sorted(found.found.facets["town"]),
            "sorts": [(name, words["courses"]["sorts"][name], name == asked.sort) for name in _sorts(words)],
            "examples": any(one.course.origin.example for one in found.courses),
            "question": next(iter(questions_of(prices, look)), None),
            "misfit": bool(look.problems),
            "pages": pages,
            "before": asked.query(asked.page - 1) if asked.page > 1 else None,
            "after": asked.query(asked.page + 1) if asked.page < pages else None,
            "here": _here(look, "courses") + asked.query(asked.page),
        },
        status=400 if asked.wrong else 200,
    )


def _sorts(words: Words) -> list[str]:
    return list(words["courses"]["sorts"])


@require_http_methods(["GET", "HEAD", "POST"])
@says_when_it_breaks
def course(request: PortalRequest, course_id: str) -> HttpResponse:
    """One course; or put one of its offerings in the plan."""
    look, words = _look(request), words_in(language_of(request))
    found = course_with_prices(request.book, request.offer(), course_id, _person(look), look.on, look.language)
    if found is None:
        return page(request, "courses_not_there", {}, status=404)
    if request.method == "POST":
        return _put_in_plan(request, look, {offering.id for offering, _ in found[2]})
    made = course_page(request, look, found, request.GET.get("keer", ""), _labels(look, words), words)
    return _show_course(request, look, made)


def _show_course(request: PortalRequest, look: Look, made: CoursePage) -> HttpResponse:
    chosen = chosen_in(request)
    return page(
        request,
        "course_page",
        {
            "course": made,
            "told": look.told,
            "chosen": chosen,
            "begun": look.told.anything and not look.problems,
            "misfit": bool(look.problems),
            "here": _here(look, "course", course_id=made.id),
            "back": the_list_before(request) or _here(look, "courses"),
        },
    )


def _put_in_plan(request: PortalRequest, look: Look, there: set[str]) -> HttpResponse:
    offering = request.POST.get("aanbod", "")
    if offering not in there:
        return not_understood(request)
    keep_chosen(request, chosen_in(request).with_offering(offering))
    return HttpResponseRedirect(_here(look, "plan"))


@require_safe
@says_when_it_breaks
def compare(request: PortalRequest) -> HttpResponse:
    """A few courses side by side."""
    look, words = _look(request), words_in(language_of(request))
    ids = list(dict.fromkeys(one for one in request.GET.getlist("kies") if one))
    found = [
        course_with_prices(request.book, request.offer(), one, _person(look), look.on, look.language)
        for one in ids[:MOST_COMPARED]
    ]
    there = [one for one in found if one is not None]
    return page(
        request,
        "compare",
        {
            "columns": compared(there, look, _labels(look, words), words),
            "told": look.told,
            "too_many": len(ids) > MOST_COMPARED,
            "gone": len(found) - len(there),
            "back": the_list_before(request) or _here(look, "courses"),
        },
    )


def _look(request: PortalRequest) -> Look:
    return Look(request.book, told_in(request, "inwoner"), "inwoner", language_of(request))


def _person(look: Look) -> Any:
    """What this visitor told; nothing while it does not fit together."""
    return {} if look.problems else look.facts


def _labels(look: Look, words: Words) -> Labels:
    return Labels(look.askable, words, lambda cents: say_euro(cents, look.language))


def _here(look: Look, name: str, **parts: Any) -> str:
    return address(look.language, name, **parts)
