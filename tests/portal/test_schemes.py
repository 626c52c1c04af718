# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All schemes, and the rule of one scheme in words."""

import pytest

from .conftest import Visitor


def test_the_list_shows_every_scheme(visitor: Visitor) -> None:
    visitor.visit("/regelingen")

    assert "7 regelingen" in visitor.text
    assert visitor.html.count("doorleren-list__item") == 7


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("voor=werkgever", 1),
        ("soort=subsidie", 3),
        ("stand=niet-bekend", 1),
        ("op=2017-01-01&stand=van-kracht", 4),
        ("voor=werkgever&soort=lening", 0),
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
