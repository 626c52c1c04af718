# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the pages, the same in each language.

A question has a number in its address and no name, so that an address never tells what somebody was asked.
"""

from django.urls import path

from .views import about, answers, home, questions, results, schemes

_RESIDENT = {"audience": "inwoner"}
_EMPLOYER = {"audience": "werkgever"}

pages = [
    path("", home.home, name="home"),
    path("vraag/<int:number>", questions.question, _RESIDENT, name="question"),
    path("werkgever/vraag/<int:number>", questions.question, _EMPLOYER, name="question"),
    path("vraag", questions.ask, _RESIDENT, name="ask"),
    path("werkgever/vraag", questions.ask, _EMPLOYER, name="ask"),
    path("overzicht", results.results, _RESIDENT, name="results"),
    path("werkgever/overzicht", results.results, _EMPLOYER, name="results"),
    path("antwoorden", answers.answers, _RESIDENT, name="answers"),
    path("werkgever/antwoorden", answers.answers, _EMPLOYER, name="answers"),
    path("dag", answers.day, _RESIDENT, name="day"),
    path("werkgever/dag", answers.day, _EMPLOYER, name="day"),
    path("wis", answers.wipe, name="wipe"),
    path("gewist", answers.wiped, name="wiped"),
    path("regelingen", schemes.schemes, name="schemes"),
    path("regelingen/<slug:scheme_id>", schemes.scheme, name="scheme"),
    path("over", about.about, name="about"),
    path("regels-schrijven", about.writing, name="writing"),
    path("gegevens", about.data, name="data"),
    path("privacy", about.privacy, name="privacy"),
    path("toegankelijkheid", about.accessibility, name="accessibility"),
]
