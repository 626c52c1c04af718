# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All schemes, and the rule of one scheme in words."""

import re
from typing import Any

import pytest

from doorleren.portal.views.schemes import amount_label
from doorleren.wiring import the_book

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
    limit = "Samen met andere regelingen betaalt dit nooit meer dan 100% van de kosten van de opleiding."
    assert f"{limit} Ook «Voorbeeld leergeld» telt mee." in visitor.text


def test_a_scheme_that_we_do_not_have_is_said(visitor: Visitor) -> None:
    assert visitor.visit("/regelingen/geluk").status == 404


# --- the page of a scheme -------------------------------------------------------------------------------------------


def test_days_of_which_nothing_is_known_stand_in_the_timeline(visitor: Visitor) -> None:
    """The invented right to leave is known from 2015 until 2021, and nothing is said of other days."""
    visitor.visit("/regelingen/recht-op-verlof")

    spans = re.findall(r'doorleren-timeline__span--(\w+)"( aria-current="date")?', visitor.html)
    assert spans == [("unknown", ""), ("holds", ""), ("unknown", ' aria-current="date"')]
    assert "Tot 1 januari 2015 Hiervan kennen wij geen regels" in visitor.text
    assert "Vanaf 1 januari 2021 Hiervan kennen wij geen regels op deze dag" in visitor.text


def test_a_scheme_without_windows_or_cases_has_no_empty_headings(visitor: Visitor) -> None:
    visitor.visit("/regelingen/leergeld")

    assert "Voorbeelden" not in visitor.text
    assert "Dagen om aan te vragen" not in visitor.text


@pytest.fixture
def whole_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """The book that comes with the program, in place of the invented one."""
    shipped = the_book()
    monkeypatch.setattr("doorleren.wiring.middleware.the_book", lambda: shipped)


@pytest.mark.usefixtures("whole_book")
def test_application_windows_are_told_as_days(visitor: Visitor) -> None:
    """Teachers: from 1 February until 15 March 2027; the years before are over."""
    visitor.visit("/regelingen/lerarenbeurs?op=2026-11-21")

    to_come, _, over = visitor.text.partition("Dagen om aan te vragen")[2].partition("Bekijk")
    assert "Vanaf 1 februari 2027 tot 16 maart 2027" in to_come
    assert "2026" not in to_come
    assert "Vanaf 1 februari 2026 tot 16 maart 2026" in over
    assert "U kunt het nu niet aanvragen. Het kan vanaf 1 februari 2027." in visitor.text


@pytest.mark.usefixtures("whole_book")
def test_worked_cases_stand_on_the_page_as_examples(visitor: Visitor) -> None:
    """Somebody who gets the lifelong learning credit, and others who do not, each with the place that decides."""
    visitor.visit("/regelingen/volwasseneneducatie?op=2020-02-01")

    _, _, examples = visitor.text.partition("Voorbeelden Deze mensen zijn verzonnen.")
    first, second, third = examples.split("Voorbeeld ")[1:4]
    assert "Dit wordt ja." in first
    assert "Als in voorbeeld 1. Maar nu is dit anders:" in second + third
    assert "Dit wordt nee." in second
    assert "artikel" in first
    assert not re.search(r"\b[a-z]+_[a-z]+\b", examples.partition("Wanneer het geldt")[0])


@pytest.mark.usefixtures("whole_book")
@pytest.mark.parametrize("name", ["slim", "levenlanglerenkrediet", "stap-budget", "transitievergoeding"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_example_never_shows_the_name_of_a_fact(name: str, language: str) -> None:
    page = Visitor(language).visit(f"/regelingen/{name}").html

    shown = re.findall(r"<dl class=\"doorleren-example__facts\">.*?</dl>", page, re.DOTALL)
    assert len(shown) > 2
    assert not [one for one in shown if re.search(r">[^<]*\w_\w[^<]*<", one)]


@pytest.mark.usefixtures("whole_book")
def test_municipalities_are_shown_by_their_names(visitor: Visitor) -> None:
    """People know the name of their municipality, not its code."""
    visitor.visit("/regelingen/opijver")

    assert not re.search(r"GM\d{4}", visitor.text)
    assert "8 gemeenten" in visitor.text
    assert "Bronckhorst" in visitor.text
