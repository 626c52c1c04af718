# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of results: certain first, nothing without a reason, a source and a next step."""

import html
import re
from typing import Any

from doorleren.journeys import Combined
from doorleren.portal.combination import course_of
from doorleren.portal.words import words_in
from doorleren.rules.together import Share, Together

from .conftest import Visitor


def test_without_an_answer_nothing_is_promised(visitor: Visitor) -> None:
    visitor.visit("/overzicht")

    assert "U hebt nog geen vraag beantwoord." in visitor.text
    assert "Zeker" not in visitor.text
    assert "/vraag/1" in visitor.links()


def test_results_can_be_seen_from_the_first_answer_on(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").answer(["digitaal"])
    assert "/overzicht" in visitor.links()

    visitor.visit("/overzicht")

    assert "Voorbeeldcursus computer" in visitor.group("question")


def test_certain_comes_first_and_no_comes_after_what_is_possible(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all({**grant, "uitkering": ["ww"], "werk": ["werkzoekend"]})

    order = re.findall(r'id="groep-(\w+)"', visitor.html)

    assert order == ["yes", "judged", "question", "no", "good_to_know", "not_known", "not_in_force"]


def test_an_amount_is_said_in_euros(visitor: Visitor, grant: dict[str, Any]) -> None:
    """80 % of € 1.900 is € 1.520."""
    visitor.answer_all(grant)

    assert "€ 1.520 per jaar" in visitor.card("Voorbeeld leergeld")
    assert "hulp zonder geld" in visitor.card("Voorbeeldcursus computer")


def test_an_amount_that_is_not_known_yet_is_a_range_or_has_no_maximum(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht")

    assert "€ 0 tot € 2.500 per jaar" in visitor.card("Voorbeeld leergeld")
    assert "geen vast maximum" in visitor.card("Voorbeeld scholing bij WW")


def test_a_condition_says_in_words_too_whether_it_is_met(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    card = visitor.card("Voorbeeldcursus computer")

    assert "✓ Klopt: U bent 18 jaar of ouder. Bron: Voorbeeldwet leren, artikel 2" in card
    assert "Let op: De groepen zijn soms vol." in card
    assert "Bel de bibliotheek en meld u aan. Hulp: Gemeente" in card


def test_what_somebody_else_decides_is_never_called_certain(visitor: Visitor) -> None:
    visitor.answer_all({"uitkering": ["ww"]})

    assert "Voorbeeld scholing bij WW" in visitor.group("judged")
    assert "Een ander beslist" in visitor.card("Voorbeeld scholing bij WW")
    assert "Voorbeeld scholing bij WW" not in visitor.group("yes")


def test_one_missing_answer_is_asked_with_one_button(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").answer(["digitaal"]).visit("/overzicht")
    card = visitor.card("Voorbeeld scholing bij WW")
    assert "Nog 1 vraag" in card

    visitor.send({"feit": "uitkering"}, to="/vraag")

    assert visitor.asked == "uitkering"


def test_a_no_has_a_reason_a_source_what_would_help_and_a_next_step(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all({**grant, "opleiding_soort": "cursus"})

    card = visitor.card("Voorbeeld leergeld")

    assert "Klopt niet: De opleiding is geen mbo of hbo. Bron: Voorbeeldwet leren, artikel 11" in card
    assert "Verander ‘soort opleiding’ in" in card
    assert "Vraag uw werkgever of hij mee betaalt." in card


def test_no_group_of_the_results_is_a_dead_end(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all({**grant, "uitkering": ["ww"], "werk": ["werkzoekend"]})
    sections = re.findall(r'<section class="doorleren-group.*?</section>', visitor.html, re.DOTALL)

    assert len(sections) == 7
    for section in sections:
        assert 'href="' in section


def test_the_day_can_be_chosen_and_changes_the_rules(visitor: Visitor, certain: dict[str, Any]) -> None:
    """The invented course started in 2018."""
    visitor.answer_all(certain)
    assert "Dit geldt vandaag, 21 november 2026." in visitor.text

    visitor.visit("/dag").send({"dag": "1", "maand": "6", "jaar": "2017"})

    assert "Dit geldt op 1 juni 2017." in visitor.text
    assert "Voorbeeldcursus computer" in visitor.group("not_in_force")
    assert "Dit geldt vandaag" in visitor.visit("/dag").send({"vandaag": "1"}).text


def test_a_day_that_does_not_exist_is_said_at_the_field(visitor: Visitor) -> None:
    visitor.visit("/dag").send({"dag": "31", "maand": "11", "jaar": "2026"})

    assert visitor.status == 400
    assert visitor.text.count("Deze dag bestaat niet.") == 2
    assert "1990 tot en met 2100" in visitor.send({"dag": "1", "maand": "1", "jaar": "1850"}).text


def test_an_answer_that_does_not_fit_the_chosen_day_is_said(visitor: Visitor) -> None:
    """Somebody born in 2005 does not exist in 1995; the answer is kept, and so is the way out."""
    visitor.answer_all({"geboortedatum": ("1", "1", "2005")})

    visitor.visit("/dag").send({"dag": "1", "maand": "1", "jaar": "1995"})

    assert "Dit antwoord past niet bij de gekozen dag." in visitor.text
    assert "Verander: geboortedatum" in visitor.text
    assert "Kies een andere dag" in visitor.text


def test_a_link_to_another_site_tells_that_site_nothing(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    outward = re.findall(r'<a [^>]*href="https?://[^>]*>', visitor.html)

    assert len(outward) >= 5
    assert [link for link in outward if 'rel="noopener noreferrer"' not in link] == []


def test_money_for_an_employer_is_marked_as_such_for_a_resident(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht")

    assert "voor uw werkgever" in visitor.card("Voorbeeld bedrijf leert")


def test_a_card_shows_the_first_open_question_and_folds_the_rest(visitor: Visitor) -> None:
    """A phone shows what matters; conditions, sources and other questions are one press away, without a script."""
    visitor.visit("/vraag/1").skip().visit("/overzicht")
    card = next(one for one in re.findall(r"<article.*?</article>", visitor.html, re.DOTALL) if "leergeld" in one)

    seen, _, folded = card.partition("<details")

    assert seen.count("?") == 1
    assert "Beantwoord deze vraag" in seen
    assert "Voorbeeldwet" not in seen
    assert "Lees meer:" in folded
    assert "4 voorwaarden" in folded
    assert "Dit weten wij ook nog niet" in folded
    assert folded.count("Voorbeeldwet leren, artikel") == 4


def test_what_is_no_offer_is_folded_with_what_can_be_read_about_it(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    section = visitor.group("good_to_know")

    assert "Bekijk de lijst" in section
    assert "Voorbeeldafspraak techniek . Scholen en bedrijven leren samen." in section


def test_the_desk_of_a_scheme_that_we_do_not_know_stands_after_a_colon(visitor: Visitor) -> None:
    visitor.answer_all({})

    assert re.search(r"Vraag het aan het loket\. Hulp: \w", visitor.group("not_known"))


def test_answers_that_cannot_go_together_have_no_day_on_which_they_hold(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip()
    for fact, answer in (("inburgeringsplichtig", "ja"), ("verblijf", "nederlander")):
        visitor.visit("/overzicht").send({"feit": fact}, to="/vraag").answer(answer)

    visitor.visit("/overzicht")

    assert "passen niet bij elkaar" in visitor.text
    assert "Dit geldt vandaag" not in visitor.text
    assert "Kies een andere dag" in visitor.text
    assert visitor.paper == ""


def test_paper_has_names_amounts_next_steps_and_desks(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all({**grant, "uitkering": ["ww"]})

    assert "Dit geldt vandaag, 21 november 2026." in visitor.paper
    assert (
        "Voorbeeld leergeld : € 1.520 per jaar . Vraag het aan vóór de eerste les. Hulp: DUO (example.org)"
        in visitor.paper
    )
    assert "Voorbeeld scholing bij WW" in visitor.paper
    assert "geboortedatum: 15 mei 1984; " in visitor.paper
    assert "uitkering: WW" in visitor.paper


def test_paper_has_no_conditions_sources_or_buttons(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all({**grant, "opleiding_soort": "cursus"})

    assert "Voorbeeld leergeld" in visitor.paper
    for left_out in ("Voorbeeldwet", "artikel", "Klopt", "Voorwaarden", "Beantwoord deze vraag", "Weet ik niet"):
        assert left_out not in visitor.paper


def test_paper_names_what_is_still_possible_and_nothing_that_is_over(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    assert (
        "Dan weet u het ook van: Voorbeeld scholing bij WW; Voorbeeld bedrijf leert (voor uw werkgever)"
        in visitor.paper
    )
    assert "Voorbeeld van vroeger" not in visitor.paper


def test_a_euro_sign_never_leaves_its_number(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all(grant)

    assert "€\u00a01.520" in visitor.html
    assert not re.search(r"€ \d", visitor.html)


# --- together -------------------------------------------------------------------------------------------------------


def course(visitor: Visitor) -> str:
    """The part of the page about who pays what of one course."""
    found = re.search(r'<section class="doorleren-course".*?</section>', visitor.html, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""


def test_for_a_course_with_known_costs_it_is_said_who_pays_what(visitor: Visitor, grant: dict[str, Any]) -> None:
    """The invented grant pays 80 % of € 1.900; € 380 is left."""
    visitor.answer_all(grant)

    said = course(visitor)

    assert said.startswith("Samen voor uw opleiding Voorbeeld leergeld € 1.520 U betaalt zelf, van € 1.900 € 380")
    assert "Waarom de rest niet meedoet Dit is nu niet voor u. Voorbeeld scholing bij WW" in said


def test_what_is_not_certain_is_not_counted_as_certain(visitor: Visitor, grant: dict[str, Any]) -> None:
    """UWV still decides: with luck it pays all, and the grant may not be used beside it."""
    visitor.answer_all({**grant, "uitkering": ["ww"], "werk": ["werkzoekend"]})

    said = course(visitor)

    assert said.startswith("Samen voor uw opleiding Nog niets is zeker. Als alles goed gaat Dit is nog niet zeker.")
    assert "Voorbeeld scholing bij WW € 1.900 U betaalt zelf, van € 1.900 € 0" in said


def test_what_may_not_go_together_is_said(visitor: Visitor, grant: dict[str, Any]) -> None:
    """Certain is the grant; with luck UWV pays all instead."""
    visitor.answer_all({**grant, "uitkering": ["ww"], "werk": ["werknemer", "werkzoekend"]})

    certain, _, hoped = course(visitor).partition("Als alles goed gaat")

    assert "Voorbeeld leergeld € 1.520" in certain
    assert "Voorbeeld scholing bij WW € 1.900" in hoped
    assert "Voorbeeld leergeld" not in hoped


def test_without_the_costs_of_a_course_nothing_is_put_together(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    assert course(visitor) == ""


def test_the_combination_is_on_paper_too(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all(grant)

    assert "Voorbeeld leergeld: € 1.520; U betaalt zelf, van € 1.900: € 380." in visitor.paper


def test_a_loan_comes_last_and_is_called_a_loan() -> None:
    shares = (
        Share("leergeld", "Leergeld", "subsidie", 100_00),
        Share("aftrek", "Aftrek", "fiscaal", 50_00),
        Share("krediet", "Krediet", "lening", 350_00),
    )
    combined = Combined("inwoner", Together(500_00, shares, ()), None)

    found = course_of([combined], "inwoner", words_in("nl"))

    assert found is not None
    assert found.certain is not None
    assert [(one.name, one.note) for one in found.certain.payers] == [
        ("Leergeld", None),
        ("Aftrek", "Dit komt later terug, via de belasting."),
        ("Krediet", "U leent dit. Later betaalt u het terug."),
    ]
    assert found.certain.own == "€\u00a00"
    assert course_of([combined], "werkgever", words_in("nl")) is None


def test_a_range_says_what_still_decides_how_much(visitor: Visitor, grant: dict[str, Any]) -> None:
    """80 % of the costs, which are not known yet."""
    visitor.answer_all({name: answer for name, answer in grant.items() if name != "opleiding_kosten_eurocent"})

    assert "€ 0 tot € 2.500 per jaar Hoeveel het is, hangt nog af van:" in visitor.card("Voorbeeld leergeld")


def test_an_amount_that_is_known_depends_on_nothing(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all(grant)

    assert "hangt nog af van" not in visitor.card("Voorbeeld leergeld")
