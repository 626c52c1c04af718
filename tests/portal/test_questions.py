# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One question on a page: asked in a good order, always optional, always to be changed."""

from typing import Any

import pytest

from .conftest import Visitor


def test_the_big_button_leads_to_a_first_question(visitor: Visitor) -> None:
    visitor.visit("/")
    assert "/vraag/1" in visitor.links()

    visitor.visit("/vraag/1")

    assert visitor.status == 200
    assert visitor.asked


def test_a_first_certain_yes_comes_within_six_questions(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.visit("/vraag/1")

    for _ in range(6):
        if "zeker 1 regeling" in visitor.text:
            break
        assert visitor.asked
        visitor.answer(certain[visitor.asked]) if visitor.asked in certain else visitor.skip()

    assert "Er is zeker 1 regeling voor u." in visitor.text


def test_each_question_says_why_it_is_asked_and_can_be_left_open(visitor: Visitor) -> None:
    visitor.visit("/vraag/1")
    seen = 0

    while visitor.asked:
        seen += 1
        assert "Waarom vragen wij dit?" in visitor.text
        assert 'name="weet-ik-niet"' in visitor.html
        visitor.skip()

    assert seen >= 5


def test_what_somebody_does_not_know_is_not_asked_again(visitor: Visitor) -> None:
    visitor.visit("/vraag/1")
    asked = []

    while visitor.asked:
        asked.append(visitor.asked)
        visitor.skip()

    assert len(asked) == len(set(asked))
    assert visitor.address.startswith("/overzicht")


def test_a_skipped_question_is_asked_again_by_who_chooses_it(visitor: Visitor) -> None:
    visitor.answer_all({})

    visitor.send({"feit": "uitkering"}, to="/vraag")

    assert visitor.asked == "uitkering"
    assert "U zei eerder dat u dit niet weet." in visitor.text


def test_progress_counts_answers_and_promises_no_end(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip()
    assert "U hebt 1 vraag beantwoord." in visitor.text

    visitor.skip()

    assert "U hebt 2 vragen beantwoord." in visitor.text
    assert "%" not in visitor.text


def test_back_shows_the_answer_that_was_given(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.visit("/vraag/1")
    first = visitor.asked
    assert first == "moeite_met"
    visitor.answer(certain[first])
    assert "/vraag/1" in visitor.links()

    visitor.visit("/vraag/1")

    assert 'value="digitaal" id="antwoord-3" checked' in visitor.html


def test_an_answer_that_is_changed_changes_the_outcome(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)
    assert "Voorbeeldcursus computer" in visitor.group("yes")
    visitor.visit("/antwoorden")
    change = next(link for link in visitor.links() if link.startswith("/vraag/1?"))

    visitor.visit(change).answer(["-"])

    assert visitor.address == "/antwoorden"
    assert "Niets" in visitor.text
    assert "Voorbeeldcursus computer" in visitor.visit("/overzicht").group("no")


def test_changing_an_early_answer_walks_on_through_the_later_ones(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.visit("/vraag/1").answer(certain["moeite_met"])
    second = visitor.asked
    visitor.skip()

    visitor.visit("/vraag/1").answer(["taal"])

    assert visitor.address == "/vraag/2"
    assert visitor.asked == second


def test_a_question_chosen_on_the_results_leads_back_to_the_results(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    visitor.send({"feit": "uitkering"}, to="/vraag")
    visitor.answer(["ww"])

    assert visitor.address == "/overzicht"
    assert "Voorbeeld scholing bij WW" in visitor.group("judged")


@pytest.mark.parametrize(
    ("fact", "typed", "message"),
    [
        ("moeite_met", {}, "Kies een of meer antwoorden"),
        ("moeite_met", {"antwoord": ["taal", "-"]}, "Dat kan niet samen."),
        ("moeite_met", {"antwoord": ["vliegen"]}, "Kies een of meer antwoorden"),
        ("inburgeringsplichtig", {}, "Kies een antwoord"),
        ("inburgeringsplichtig", {"antwoord": "misschien"}, "Kies een antwoord"),
        ("geboortedatum", {}, "Vul een dag, maand en jaar in"),
        ("geboortedatum", {"dag": "1", "maand": "2"}, "Vul ook het jaar in."),
        ("geboortedatum", {"dag": "31", "maand": "2", "jaar": "1984"}, "Deze dag bestaat niet."),
        ("geboortedatum", {"dag": "1", "maand": "mei", "jaar": "1984"}, "Gebruik alleen cijfers"),
        ("geboortedatum", {"dag": "1", "maand": "2", "jaar": "84"}, "vier cijfers"),
        ("geboortedatum", {"dag": "1", "maand": "2", "jaar": "2030"}, "21 november 1916 tot en met 21 november 2026"),
        ("inkomen_per_jaar_eurocent", {"antwoord": ""}, "Vul een bedrag in"),
        ("inkomen_per_jaar_eurocent", {"antwoord": "veel"}, "zoals 1250 of 1250,50"),
        ("inkomen_per_jaar_eurocent", {"antwoord": "-5"}, "zoals 1250 of 1250,50"),
        ("werkgever_aantal_werknemers", {"antwoord": "2,5"}, "Vul een heel getal in"),
        ("werkgever_aantal_werknemers", {"antwoord": "9000000"}, "Vul een getal in van 0 tot en met 1000000."),
        ("sector", {"antwoord": "zorg"}, "Vul een code in zoals 38"),
        ("gemeente", {"antwoord": "Atlantis"}, "Wij kennen geen gemeente ‘Atlantis’."),
        ("gemeente", {"antwoord": "Loppersum"}, "bestaat niet op deze dag"),
        ("gemeente", {"antwoord": "Bergen"}, "Bedoelt u Bergen (L.) of Bergen (NH.)?"),
        ("gemeente", {"antwoord": "Groningn"}, "Bedoelt u Groningen"),
        ("werk", {"antwoord": ["geen", "werknemer"]}, "U koos ‘geen van deze’ en ook iets anders."),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_above(
    visitor: Visitor, fact: str, typed: dict[str, Any], message: str
) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": fact}, to="/vraag")

    visitor.send(typed)

    assert visitor.status == 400
    assert visitor.title.startswith("Fout: ")
    assert visitor.text.count(message) == 2
    summary = visitor.html.partition('id="foutmelding"')[2].partition("</ul>")[0]
    field = summary.partition('href="#')[2].partition('"')[0]
    assert f'id="{field}"' in visitor.html
    assert 'id="fout-1"' in visitor.html
    assert " fout-1" in visitor.html.partition("aria-describedby=")[2]


def test_what_was_typed_stays_when_it_cannot_be_read(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": "geboortedatum"}, to="/vraag")

    visitor.answer(("31", "2", "1984"))

    for name, value in (("dag", "31"), ("maand", "2"), ("jaar", "1984")):
        assert f'name="{name}" value="{value}"' in visitor.html


def test_answers_that_cannot_go_together_are_shown_with_a_way_to_change_each(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": "inburgeringsplichtig"}, to="/vraag").answer(
        "ja"
    )

    visitor.visit("/overzicht").send({"feit": "verblijf"}, to="/vraag").answer("nederlander")

    assert visitor.address == "/antwoorden"
    assert "Nederlanders en burgers van de EU hoeven niet in te burgeren." in visitor.text
    assert "Verander: moet inburgeren" in visitor.text
    assert "Verander: verblijf" in visitor.text
    assert "Nederlanders en burgers" in visitor.visit("/overzicht").text
    assert visitor.group("yes") == ""


def test_a_contradiction_is_mended_by_changing_one_answer(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": "inburgeringsplichtig"}, to="/vraag").answer(
        "ja"
    )
    visitor.visit("/overzicht").send({"feit": "verblijf"}, to="/vraag").answer("nederlander")
    change = next(link for link in visitor.links() if link.endswith("?terug=results"))

    visitor.visit(change).answer("nee")

    assert visitor.address == "/overzicht"
    assert "passen niet bij elkaar" not in visitor.text


@pytest.mark.parametrize(
    "typed",
    [
        "groningen",
        " GRONINGEN ",
        "Den Haag",
        "'s-gravenhage",
        "Súdwest-Fryslân",
        "sudwest fryslan",
        "Bergen (NH.)",
        "Hengelo",
    ],
)
def test_a_municipality_is_known_however_it_is_typed(visitor: Visitor, typed: str) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": "gemeente"}, to="/vraag")

    visitor.answer(typed)

    assert visitor.status == 200
    assert visitor.address == "/overzicht"


@pytest.mark.parametrize("fact", ["werkgever_gemeente", "samenwerking_gemeente"])
def test_each_municipality_is_asked_by_its_name(visitor: Visitor, fact: str) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": fact}, to="/vraag")
    assert '<option value="Groningen">' in visitor.html

    visitor.answer("groningen")

    assert "Groningen" in visitor.visit("/antwoorden").text


def test_a_municipality_that_is_gone_is_known_on_a_day_that_it_existed(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip().visit("/dag").send({"dag": "1", "maand": "2", "jaar": "2019"})
    visitor.send({"feit": "gemeente"}, to="/vraag")

    visitor.answer("Loppersum")

    assert "Loppersum" in visitor.visit("/antwoorden").text
    assert "Voorbeeld van vroeger" in visitor.visit("/overzicht").group("yes")


def test_a_number_without_a_visit_leads_to_where_one_can_start(visitor: Visitor) -> None:
    visitor.visit("/vraag/7")

    assert visitor.address == "/gewist"
    assert "/vraag/1" in visitor.links()


def test_a_form_with_a_fact_that_does_not_exist_is_turned_away_kindly(visitor: Visitor) -> None:
    visitor.visit("/vraag/1")

    visitor.send({"feit": "schoenmaat", "antwoord": "43"})

    assert visitor.status == 400
    assert "Dit begrijpen wij niet" in visitor.text


@pytest.mark.parametrize(
    ("fact", "typed", "message"),
    [
        ("uren_per_week", {"antwoord": "900"}, "Vul een getal in van 0 tot en met 80."),
        ("geboortedatum", {"dag": "1", "maand": "2", "jaar": "2030"}, "Vul een dag in van 21 november 1916"),
    ],
)
def test_what_cannot_be_is_said_with_what_can(visitor: Visitor, fact: str, typed: dict[str, Any], message: str) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": fact}, to="/vraag")

    visitor.send(typed)

    assert message in visitor.text
    assert "Kies iets" not in visitor.text


@pytest.mark.parametrize(
    ("fact", "hint"), [("inkomen_per_jaar_eurocent", "U mag een komma gebruiken."), ("geboortedatum", "Bijvoorbeeld: ")]
)
def test_a_mistake_stands_once_between_the_last_hint_and_the_field(visitor: Visitor, fact: str, hint: str) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": fact}, to="/vraag")

    visitor.send({"antwoord": "veel", "dag": "31", "maand": "2", "jaar": "1984"})

    form = visitor.html.partition('class="doorleren-form"')[2]
    assert form.count('id="fout-1"') == 1
    assert form.index(hint) < form.index('id="fout-1"') < form.index("<input class=")


@pytest.mark.parametrize(
    ("fact", "none"),
    [
        ("moeite_met", "Niets"),
        ("uitkering", "Geen"),
        ("opleiding_onderwerp", "Geen van deze onderwerpen"),
        ("samenwerking_partners", "Geen van deze partners"),
    ],
)
def test_each_set_says_in_its_own_words_that_nothing_fits(visitor: Visitor, fact: str, none: str) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": fact}, to="/vraag")
    assert f">{none}</label>" in visitor.html

    visitor.answer(["-"])

    assert f"<dd>{none}</dd>" in visitor.visit("/antwoorden").html
