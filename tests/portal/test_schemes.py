# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All schemes, and the rule of one scheme in words."""

import re
from typing import Any

import pytest

from doorleren.portal.views.schemes import amount_label

from .conftest import Visitor


def test_the_list_shows_every_scheme(visitor: Visitor) -> None:
    visitor.visit("/regelingen")

    assert "6 regelingen" in visitor.text
    assert visitor.html.count("doorleren-list__item") == 7


def test_policy_stands_apart_from_what_somebody_can_apply_for(visitor: Visitor) -> None:
    visitor.visit("/regelingen")

    before, _, after = visitor.text.partition("Beleid (geen geld dat u kunt aanvragen)")

    assert "Voorbeeldafspraak techniek" in after
    assert "Voorbeeldafspraak techniek" not in before
    assert "Voorbeeld leergeld" in before


def test_a_page_about_policy_tells_what_it_is_and_promises_nothing(visitor: Visitor) -> None:
    visitor.visit("/regelingen/afspraak-techniek")

    for part in ("Scholen en bedrijven leren samen.", "Kijk wat uw regio doet.", "Vanaf 1 januari 2015", "Hulp: Regio"):
        assert part in visitor.text
    assert "U kunt hier zelf geen geld aanvragen." in visitor.text
    assert "Voorbeeldafspraak techniek, hele tekst" in visitor.text
    for promise in ("Is dit iets voor mij?", "Wat u kunt doen", "Voorwaarden"):
        assert promise not in visitor.text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("voor=werkgever", 1),
        ("soort=subsidie", 3),
        ("stand=niet-bekend", 1),
        ("op=2017-01-01&stand=van-kracht", 4),
        ("voor=werkgever&soort=lening", 0),
        ("open=ja", 4),
        ("open=nee&voor=inwoner", 2),
        ("zoek=leergeld", 1),
        ("zoek=Leergeld+zeppelin", 0),
        ("op=2019-05-01&gemeente=GM0014", 7),
        ("op=2019-05-01&gemeente=GM0599", 6),
    ],
)
def test_the_list_can_be_made_shorter_without_a_script(visitor: Visitor, query: str, number: int) -> None:
    visitor.visit(f"/regelingen?{query}")

    assert visitor.html.count("doorleren-list__item") == number
    if not number:
        assert "Toon weer alles" in visitor.text


def test_a_day_that_we_do_not_know_is_said(visitor: Visitor) -> None:
    visitor.visit("/regelingen?op=gisteren")

    assert visitor.status == 400
    assert "Deze dag kennen wij niet." in visitor.text


@pytest.mark.parametrize("page", ["/regelingen/leergeld", "/regelingen/afspraak-techniek"])
def test_a_day_that_we_do_not_know_is_said_on_the_page_of_a_scheme_too(visitor: Visitor, page: str) -> None:
    visitor.visit(f"{page}?op=gisteren")

    assert visitor.status == 400
    assert "Deze dag kennen wij niet. Wij tonen vandaag." in visitor.text


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("voor=iedereen", "Voor wie"),
        ("soort=goud", "Wat voor hulp"),
        ("stand=x", "Geldt het?"),
        ("open=x", "Is het open?"),
    ],
)
def test_a_choice_that_does_not_exist_is_said_and_hides_nothing(visitor: Visitor, query: str, label: str) -> None:
    visitor.visit(f"/regelingen?{query}")

    assert visitor.status == 400
    assert f"Bij ‘{label}’ kennen wij de keuze ‘{query.partition('=')[2]}’ niet. Wij tonen alles." in visitor.text
    assert visitor.html.count("doorleren-list__item") == 7


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("GM9999", "Wij kennen geen gemeente met de code «GM9999». Wij tonen alles."),
        ("GM0024", "De gemeente Loppersum (GM0024) is er niet op 21 november 2026. Wij tonen alles."),
    ],
)
def test_a_municipality_that_is_not_there_is_said_and_hides_nothing(visitor: Visitor, code: str, told: str) -> None:
    visitor.visit(f"/regelingen?gemeente={code}")

    assert visitor.status == 400
    assert told in visitor.text
    assert visitor.html.count("doorleren-list__item") == 7


def test_the_list_begins_with_what_is_open_and_says_how_much_there_is_of_each(visitor: Visitor) -> None:
    visitor.visit("/regelingen")

    assert "6 regelingen en 1 afspraak" in visitor.text
    for group in ("Open (4)", "Niet bekend (1)", "Geldt niet (1)", "Beleid (1)"):
        assert group in visitor.text
    assert re.findall(r'<h2[^>]* id="groep-([\w-]+)"', visitor.html) == [
        "open",
        "niet-bekend",
        "niet-van-kracht",
        "beleid",
    ]


def test_the_form_keeps_what_was_chosen(visitor: Visitor) -> None:
    visitor.visit("/regelingen?zoek=leren&voor=inwoner&open=ja&gemeente=GM0014")

    assert 'value="leren"' in visitor.html
    assert re.findall(r'<option value="([\w-]+)" selected>', visitor.html) == ["inwoner", "ja", "GM0014"]


def test_who_finds_nothing_is_helped_further(visitor: Visitor) -> None:
    visitor.visit("/regelingen?zoek=zeppelin")

    assert visitor.status == 200
    assert "Wij vonden niets dat past" in visitor.text
    assert "Dat betekent niet dat er niets voor u is." in visitor.text
    assert "Regionaal werkcentrum" in visitor.text


def test_the_list_is_never_filled_in_from_what_somebody_told(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all({**certain, "gemeente": "Groningen"}).visit("/regelingen")

    assert " selected>" not in visitor.html


def test_a_scheme_that_opens_later_says_when(visitor: Visitor) -> None:
    visitor.visit("/regelingen?op=2020-03-01&voor=werkgever")

    assert "Gaat open op 2 maart 2020" in visitor.text


def test_what_stood_in_the_address_is_shown_as_text_and_not_whole(visitor: Visitor) -> None:
    visitor.visit(f"/regelingen?voor=<b>{'x' * 500}")

    assert "<b>x" not in visitor.html
    assert "x" * 100 not in visitor.text


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("maximum_eurocent", "Maximum"),
        ("maximum_inkomen_eurocent", "Maximum inkomen"),
        ("grens_leeftijd", "Grens leeftijd"),
        ("kortste_duur_maanden", "Kortste duur (maanden)"),
        ("deel", "Deel"),
    ],
)
def test_an_amount_has_a_label_that_people_can_read(name: str, label: str) -> None:
    assert amount_label(name) == label


def test_the_page_of_a_scheme_shows_labels_and_no_names_of_amounts(visitor: Visitor) -> None:
    visitor.visit("/regelingen/leergeld")

    assert re.findall(r"<dt>(.*?)</dt>", visitor.html) == ["Grens leeftijd", "Maximum", "Maximum inkomen", "Deel"]
    assert "eurocent" not in visitor.text


def test_a_scheme_shows_its_rule_amounts_versions_and_sources(visitor: Visitor) -> None:
    visitor.visit("/regelingen/leergeld")

    assert "U moet jonger zijn dan 57 jaar." in visitor.text
    assert "U krijgt 80% van de kosten. Het is nooit meer dan € 2.500." in visitor.text
    assert "Vanaf 1 januari 2019 tot 1 januari 2023" in visitor.text
    assert "Vanaf 1 januari 2023" in visitor.text
    assert "Voorbeeldwet leren, artikel 10 (nieuw)" in visitor.text
    assert "Nagekeken op 21 november 2026." in visitor.text


def test_a_scheme_shows_the_rule_of_another_day(visitor: Visitor) -> None:
    visitor.visit("/regelingen/leergeld?op=2020-05-01")

    assert "U moet jonger zijn dan 55 jaar." in visitor.text


def test_a_scheme_that_is_gone_shows_how_it_was(visitor: Visitor) -> None:
    visitor.visit("/regelingen/oude-regeling")

    assert "Deze regeling is er niet op 21 november 2026." in visitor.text
    assert "Vraag het aan." not in visitor.text
    assert "Hieronder staat hoe het was op 1 januari 2015." in visitor.text


def test_a_scheme_names_what_it_cannot_be_had_with(visitor: Visitor) -> None:
    visitor.visit("/regelingen/scholing-ww")

    assert "Niet samen met Voorbeeld leergeld." in visitor.text


def test_a_scheme_that_we_do_not_have_is_said(visitor: Visitor) -> None:
    assert visitor.visit("/regelingen/geluk").status == 404
