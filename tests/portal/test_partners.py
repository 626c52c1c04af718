# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The doors for a partnership and for a school: questions about themselves, and with which partners they can apply."""

import re
from pathlib import Path
from typing import Any

import pytest

from doorleren.basics import LANGUAGES
from doorleren.journeys.partners import APPLICANT, PARTNERS
from doorleren.portal.facts import facts_on
from doorleren.portal.looking import SHOWN
from doorleren.portal.partners import _names_all
from doorleren.portal.words import words_in
from doorleren.rules import Book, read_book
from doorleren.wiring import the_book

from .conftest import TODAY, Visitor

COSTS = "samenwerking_plan_kosten_eurocent"
PPS = {PARTNERS: ["mbo_instelling", "mkb_werkgever"], APPLICANT: "mbo_instelling", COSTS: "30.000"}
"""What makes the invented joint plan a certain yes."""


@pytest.fixture(autouse=True)
def partners(house: None, monkeypatch: pytest.MonkeyPatch) -> Book:
    """The website with an invented scheme for a partnership, and one for a school that we know until June 2026."""
    found, problems = read_book(Path(__file__).parent / "book_of_partners")
    assert problems == []
    assert found is not None
    monkeypatch.setattr("doorleren.wiring.middleware.the_book", lambda: found)
    return found


def go_through(visitor: Visitor, door: str, answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Every question from the first on, with what its page says; what is not among the answers is not known."""
    visitor.visit(f"/{door}/vraag/1")
    seen = []
    while visitor.asked:
        seen.append((visitor.asked, visitor.text))
        visitor.answer(answers[visitor.asked]) if visitor.asked in answers else visitor.skip()
    return seen


def tell(visitor: Visitor, answers: dict[str, Any]) -> None:
    """Answer just these questions, chosen on the page of results."""
    visitor.visit("/samenwerking/vraag/1")
    for fact, answer in answers.items():
        visitor.send({"feit": fact}, to="/samenwerking/vraag").answer(answer)
    assert visitor.address == "/samenwerking/overzicht"


# --- a partnership --------------------------------------------------------------------------------------------------


def test_a_partnership_is_asked_about_itself_only(visitor: Visitor) -> None:
    seen = go_through(visitor, "samenwerking", {})

    assert sorted(fact for fact, _ in seen) == sorted([PARTNERS, APPLICANT, COSTS])
    asked = " ".join(text for _, text in seen)
    assert "Wie doen er mee in uw samenwerking?" in asked
    assert not re.search("uw werkgever|uw bedrijf|geboren|wilt u leren", asked, re.IGNORECASE)


def test_a_pps_is_explained_before_the_first_question_and_not_again(visitor: Visitor) -> None:
    explained = "Een samenwerking is bijvoorbeeld een pps. Dan maken scholen, bedrijven en de overheid samen een plan."

    first, *others = (text for _, text in go_through(visitor, "samenwerking", {}))

    assert explained in first
    assert others
    assert [text for text in others if explained in text] == []


def test_a_partnership_with_all_partners_gets_a_certain_yes(visitor: Visitor) -> None:
    go_through(visitor, "samenwerking", PPS)

    assert visitor.address == "/samenwerking/overzicht"
    assert visitor.title.startswith("Wat is er voor uw samenwerking?")
    card = visitor.card("Voorbeeld plan samen")
    assert "Zeker" in card
    assert "€ 30.000" in card.replace("\xa0", " ")
    assert "Met welke partners ✓ Klopt: Er doet een mbo-school mee." in card


def test_a_no_names_the_partners_that_are_missing_and_who_would_do(visitor: Visitor) -> None:
    """Anybody from practice would do, and the school must be the one that applies."""
    tell(visitor, {PARTNERS: ["gemeente"], APPLICANT: "gemeente"})

    card = visitor.card("Voorbeeld plan samen")

    assert "Klopt niet: Er doet geen mbo-school mee." in card
    assert "Zoek er een partner bij: een mbo-school." in card
    assert "Zoek er ook bij: een werkgever of een vakbond." in card
    assert "Laat een ander het geld aanvragen: een mbo-school." in card
    assert "Dan is het antwoord ja." in card
    assert "Verander ‘partners’" not in card


def test_what_is_named_as_missing_makes_it_a_yes_once_it_is_there(visitor: Visitor) -> None:
    tell(visitor, {PARTNERS: ["mbo_instelling"], APPLICANT: "mbo_instelling"})
    assert "Zoek er een partner bij: een werkgever of een vakbond. Dan is het antwoord ja." in visitor.card(
        "plan samen"
    )

    tell(visitor, {PARTNERS: ["mbo_instelling", "werknemersorganisatie"]})

    assert "Voorbeeld plan samen" in visitor.group("yes")


def test_while_it_depends_the_card_says_which_partners_would_do(visitor: Visitor) -> None:
    go_through(visitor, "samenwerking", {COSTS: "30.000"})

    card = visitor.card("Voorbeeld plan samen")

    assert "Met welke partners" in card
    assert "Er moet een mbo-school meedoen." in card
    assert "Er moet iemand uit de praktijk meedoen. Dit kan zijn: een werkgever of een vakbond." in card
    assert card.count("Dit kan zijn") == 1


def test_a_condition_that_names_who_would_do_is_not_followed_by_the_same_names() -> None:
    kinds = ("mbo_instelling", "hbo_instelling", "wo_instelling")
    fact = facts_on(the_book(), TODAY, "nl", "samenwerking")[APPLICANT]

    assert _names_all("Een mbo-school, hogeschool of universiteit moet het aanvragen.", kinds, fact)
    assert not _names_all("Een school van de overheid moet het aanvragen.", kinds, fact)


def test_what_was_asked_of_partners_before_is_said_where_we_have_no_rules_of_today(visitor: Visitor) -> None:
    """On 1 June 2026 the rules for schools that we know ended."""
    go_through(visitor, "samenwerking", PPS)

    section = visitor.group("not_known")

    assert "In de lijst staat wel welke partners er eerder nodig waren." in section
    assert "(voor een opleider)" in section
    assert "Tot 1 juni 2026 vroeg deze regeling: Een school van de overheid moet het aanvragen." in section


def test_paper_names_missing_partners(visitor: Visitor) -> None:
    tell(visitor, {PARTNERS: ["gemeente"], APPLICANT: "gemeente"})

    assert "partners: Een gemeente" in visitor.paper
    assert "Zoek er een partner bij: een mbo-school. Zoek er ook bij: een werkgever of een vakbond." in visitor.paper
    assert "Hulp van een mens: Elke regeling heeft een loket." in visitor.paper
    assert "werkcentrum" not in visitor.paper


def test_wiping_forgets_what_a_partnership_told(visitor: Visitor) -> None:
    go_through(visitor, "samenwerking", PPS)

    visitor.send({}, to="/wis")

    assert "Uw antwoorden zijn gewist" in visitor.text
    assert "U hebt nog geen vraag beantwoord." in visitor.visit("/samenwerking/overzicht").text


def test_a_partnership_in_english_reads_the_same_things(english_visitor: Visitor) -> None:
    seen = go_through(english_visitor, "samenwerking", {PARTNERS: ["gemeente"], APPLICANT: "gemeente"})

    assert "A partnership is for example a pps (public-private partnership)." in seen[0][1]
    assert english_visitor.address == "/en/samenwerking/overzicht"
    assert "Find one more partner: an mbo school." in english_visitor.card("Example joint plan")
    assert "Also find: an employer or a trade union." in english_visitor.card("Example joint plan")


# --- a school -------------------------------------------------------------------------------------------------------


def test_a_school_sees_its_own_schemes_first_and_those_for_partnerships_marked(visitor: Visitor) -> None:
    visitor.visit("/opleider/dag").send({"dag": "1", "maand": "5", "jaar": "2026"})
    seen = go_through(visitor, "opleider", {**PPS, "opleiding_erkend": "ja"})

    assert "Is uw opleiding erkend?" in " ".join(text for _, text in seen)
    assert visitor.title.startswith("Wat is er voor u als opleider?")
    assert re.search("Voorbeeld school vernieuwt.*Voorbeeld plan samen.*voor een samenwerking", visitor.group("yes"))
    assert "Samen met anderen kan er wel iets zijn." not in visitor.text


def test_a_school_hears_when_it_can_only_apply_together_with_others(visitor: Visitor) -> None:
    """Today we have no rules for schools alone."""
    go_through(visitor, "opleider", PPS)

    assert (
        "Voor een opleider alleen kennen wij op deze dag niets om aan te vragen. Samen met anderen kan er wel iets zijn."
        in visitor.text
    )


def test_a_school_that_looks_for_money_for_its_own_people_is_shown_the_way(visitor: Visitor) -> None:
    go_through(visitor, "opleider", PPS)

    assert "Zoekt u geld voor uw eigen mensen?" in visitor.text
    assert "/werkgever/vraag/1" in visitor.links()


# --- the other doors ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", ["", "werkgever/"])
def test_who_comes_through_another_door_sees_no_schemes_for_partnerships(visitor: Visitor, door: str) -> None:
    visitor.visit(f"/{door}overzicht")

    assert "Voorbeeld plan samen" not in visitor.text


def test_an_employer_is_shown_the_way_to_the_questions_for_a_partnership(visitor: Visitor) -> None:
    visitor.visit("/werkgever/overzicht")

    assert "Maakt u een plan met scholen of andere bedrijven?" in visitor.text
    assert "/samenwerking/vraag/1" in visitor.links()


def test_every_door_keeps_its_own_answers(visitor: Visitor) -> None:
    go_through(visitor, "samenwerking", PPS)

    assert "U hebt nog geen vraag beantwoord." in visitor.visit("/opleider/antwoorden").text


def test_the_first_page_has_a_door_for_each(visitor: Visitor) -> None:
    visitor.visit("/")

    assert {"/werkgever/vraag/1", "/samenwerking/vraag/1", "/opleider/vraag/1"} <= set(visitor.links())
    assert "een plan van scholen en bedrijven (een pps)" in visitor.text.lower()


def test_every_door_has_all_its_words() -> None:
    doors = set(SHOWN)
    for language in LANGUAGES:
        words = words_in(language)

        assert set(words["results"]["titles"]) == doors
        assert set(words["question"]["doors"]) == doors - {"inwoner"}
        assert set(words["results"]["other_door"]) == doors - {"inwoner"}


# --- words ----------------------------------------------------------------------------------------------------------

ABOUT_SOMEBODY_ELSE = {
    "nl": r"\b(uw|de|een) werkgever\b|\buw bedrijf\b|\bwilt u (leren|doen)\b|\bhebt u een ander diploma\b|\bvraag het de",
    "en": r"\b(your|the|an) employer\b|\byour company\b|\bdo you want to (learn|do)\b|\byou need another diploma\b|\bask the",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", ["samenwerking", "aanbieder"])
def test_every_question_that_a_real_scheme_asks_speaks_to_who_is_asked(door: str, language: str) -> None:
    """A scheme that is written later may use another fact: then that fact needs words under `to:` as well."""
    book = the_book()
    asked = {name for scheme in book.schemes.values() if scheme.audience.value in SHOWN[door] for name in scheme.facts}
    assert len(asked) >= 8
    facts, owners = facts_on(book, TODAY, language, door), {book.facts.facts[name].owner for name in asked}
    assert owners == {"samenwerking", "opleiding"}

    wrong = {
        f"{name}.{part}": facts[name][part]
        for name in asked
        for part in ("vraag", "uitleg", "waarom", "label")
        if re.search(ABOUT_SOMEBODY_ELSE[language], facts[name][part], re.IGNORECASE)
    }

    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", list(SHOWN))
def test_no_two_questions_read_alike(door: str, language: str) -> None:
    """An employer once was asked about bankruptcy where the question was whether somebody is new to the trade."""
    facts = facts_on(the_book(), TODAY, language, door)
    assert len(facts) > 60

    asked = [fact["vraag"] for fact in facts.values()]

    assert [question for question in set(asked) if asked.count(question) > 1] == []
