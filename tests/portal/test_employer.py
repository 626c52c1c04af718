# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The employer's door: other questions, other schemes, answers of its own."""

from .conftest import Visitor


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
