# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the pages, the same in each language.

A question has a number in its address and no name, so that an address never tells what somebody was asked.
"""

from django.urls import URLPattern, path, re_path

from .views import about, answers, courses, home, questions, results, schemes, what_if

_DOORS = {"": "inwoner", "werkgever/": "werkgever", "samenwerking/": "samenwerking", "opleider/": "aanbieder"}
"""How the addresses behind each door begin, and who comes through it."""


def _behind(start: str, audience: str) -> list[URLPattern]:
    """The same journey behind every door: questions, results, answers, another day."""
    visitor = {"audience": audience}
    return [
        path(f"{start}vraag/<int:number>", questions.question, visitor, name="question"),
        path(f"{start}vraag", questions.ask, visitor, name="ask"),
        path(f"{start}overzicht", results.results, visitor, name="results"),
        path(f"{start}antwoorden", answers.answers, visitor, name="answers"),
        path(f"{start}dag", answers.day, visitor, name="day"),
    ]


pages = [
    path("", home.home, name="home"),
    *(page for start, audience in _DOORS.items() for page in _behind(start, audience)),
    path("wis", answers.wipe, name="wipe"),
    path("gewist", answers.wiped, name="wiped"),
    path("regelingen", schemes.schemes, name="schemes"),
    path("regelingen/<slug:scheme_id>", schemes.scheme, name="scheme"),
    path("opleidingen", courses.courses, name="courses"),
    path("opleidingen/vergelijk", courses.compare, name="compare"),
    path("opleidingen/<str:course_id>", courses.course, name="course"),
    path("wat-als", what_if.choose, name="what_if_choose"),
    path("wat-als/<slug:scheme_id>", what_if.what_if, name="what_if"),
    re_path(r"^wat-als/(?P<scheme_id>[-\w]+)/cijfers\.(?P<form>json|csv)$", what_if.figures, name="what_if_figures"),
    path("over", about.about, name="about"),
    path("regels-schrijven", about.writing, name="writing"),
    path("gegevens", about.data, name="data"),
    path("privacy", about.privacy, name="privacy"),
    path("toegankelijkheid", about.accessibility, name="accessibility"),
]
