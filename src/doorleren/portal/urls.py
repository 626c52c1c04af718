# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the pages, the same in each language.

A question has a number in its address and no name, so that an address never tells what somebody was asked.
"""

from django.urls import URLPattern, path, re_path

from ..journeys.kept_plans import OPENING
from .views import about, answers, courses, home, kept_plan, plan, questions, regions, results, schemes, what_if

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
    path("plan", plan.plan, name="plan"),
    path("plan.pdf", plan.paper, name="plan_paper"),
    path("plan.ics", plan.calendar, name="plan_calendar"),
    path("plan.json", plan.as_json, name="plan_json"),
    path("plan/bewaren", kept_plan.keep, name="plan_keep"),
    path("plan/bewaard", kept_plan.kept, name="kept_plan"),
    path(f"{OPENING}<str:secret>", kept_plan.open_link, name="kept_plan_open"),
    path("plan/vervangen", kept_plan.replace, name="kept_plan_replace"),
    path("plan/onbekend", kept_plan.gone, name="kept_plan_gone"),
    path("plan/wissen", kept_plan.erase, name="kept_plan_erase"),
    path("plan/gewist", kept_plan.erased, name="kept_plan_erased"),
    path("wat-als", what_if.choose, name="what_if_choose"),
    path("wat-als/<slug:scheme_id>", what_if.what_if, name="what_if"),
    re_path(r"^wat-als/(?P<scheme_id>[-\w]+)/cijfers\.(?P<form>json|csv)$", what_if.figures, name="what_if_figures"),
    path("regios", regions.regions, name="regions"),
    path("regios/vergelijk", regions.compare, name="region_compare"),
    path("regios/<str:code>", regions.region, name="region"),
    re_path(
        r"^regios/(?P<code>[^/]+)/(?P<indicator_id>[-\w]+)\.(?P<form>csv|json|svg)$", regions.file, name="region_file"
    ),
    path("regios/<str:code>/<slug:indicator_id>", regions.indicator, name="region_indicator"),
    path("indicatoren", regions.indicators, name="indicators"),
    path("indicatoren/<slug:indicator_id>", regions.indicator_map, name="indicator_map"),
    path("kerncijfers/<str:quarter>/<str:code>", regions.key_figures, name="key_figures"),
    path("over", about.about, name="about"),
    path("regels-schrijven", about.writing, name="writing"),
    path("gegevens", about.data, name="data"),
    path("privacy", about.privacy, name="privacy"),
    path("toegankelijkheid", about.accessibility, name="accessibility"),
]
