# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The employer's door: other questions, other schemes, answers of its own."""

import re

import pytest

from doorleren.portal.facts import facts_on
from doorleren.rules import Book

from .conftest import TODAY, Visitor


def test_an_employer_is_asked_about_the_company_only(visitor: Visitor) -> None:
    visitor.visit("/werkgever/vraag/1")
    asked = []

    while visitor.asked:
        asked.append(visitor.asked)
        visitor.skip()

    assert sorted(asked) == ["werkgever_aantal_werknemers", "werkgever_erkend_leerbedrijf"]


def test_an_employer_sees_what_we_cannot_check_as_something_to_ask(visitor: Visitor) -> None:
    visitor.visit("/werkgever/vraag/1")
    while visitor.asked:
        visitor.answer("40" if visitor.asked == "werkgever_aantal_werknemers" else "ja")

    assert visitor.address == "/werkgever/overzicht"
    assert "Voorbeeld bedrijf leert" in visitor.group("check")
    assert "€ 24.999" in visitor.card("Voorbeeld bedrijf leert")
    assert "Voorbeeldcursus" not in visitor.text


def test_the_doors_keep_their_answers_apart(visitor: Visitor) -> None:
    visitor.visit("/werkgever/vraag/1").skip()

    assert "U hebt nog geen vraag beantwoord." in visitor.visit("/overzicht").text
    assert "Weet ik niet" in visitor.visit("/werkgever/antwoorden").text


def test_an_employer_is_not_asked_about_the_employer(visitor: Visitor) -> None:
    visitor.visit("/werkgever/vraag/1")
    asked = ""

    while visitor.asked:
        asked += visitor.text
        visitor.skip()

    assert "Hoeveel mensen werken er bij uw bedrijf?" in asked
    assert "uw werkgever" not in asked + visitor.visit("/werkgever/antwoorden").text


def test_somebody_who_works_there_is_asked_about_the_employer(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": "werkgever_aantal_werknemers"}, to="/vraag")

    assert "Hoeveel mensen werken er bij uw werkgever?" in visitor.text


@pytest.mark.parametrize(
    ("language", "strange"), [("nl", r"(uw|de) werkgever|\bhet bedrijf"), ("en", r"(your|the) employer|\bthe company")]
)
def test_every_fact_about_an_employer_has_words_for_the_employer(book: Book, language: str, strange: str) -> None:
    """Also those that no scheme for employers uses yet."""
    usual, said = (facts_on(book, TODAY, language, audience) for audience in ("inwoner", "werkgever"))
    about_employers = [name for name, fact in said.items() if fact["eigenaar"] == "werkgever"]
    assert len(about_employers) >= 14
    assert any(re.search(strange, usual[name]["vraag"]) for name in about_employers)

    wrong = {
        f"{name}.{part}": text
        for name in about_employers
        for part in ("vraag", "uitleg", "label")
        if re.search(strange, text := said[name][part], re.IGNORECASE)
    }

    assert wrong == {}
