# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody looks for something to learn, and sees what it costs them."""

import json
import logging
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from doorleren.wiring.offer import HouseOffer

from .conftest import Visitor
from .small_offer import HOSTILE, offer_in
from .test_weight import KILOBYTE, weight

FREE = {"moeite_met": ["digitaal"], "geboortedatum": ("15", "5", "1984"), "inburgeringsplichtig": "nee"}
EARNS = {
    "werk": ["werknemer"],
    "inkomen_per_jaar_eurocent": "31.500,50",
    "geboortedatum": ("15", "5", "1984"),
    "uitkering": ["-"],
}


@pytest.fixture(autouse=True)
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[HouseOffer] = []

    def at_hand() -> HouseOffer:
        if not kept:
            kept.append(offer_in(tmp_path))
        return kept[0]

    monkeypatch.setattr("doorleren.wiring.middleware._offer", at_hand)


def tell(visitor: Visitor, answers: dict[str, Any]) -> Visitor:
    """Answer these facts, as the button on a page does, and be back at the list."""
    for fact, answer in answers.items():
        visitor.visit("/dag").send({"feit": fact, "naar": "/opleidingen"}, to="/vraag")
        assert visitor.asked == fact
        visitor.answer(answer)
    return visitor


def names(visitor: Visitor) -> list[str]:
    return [plain(found) for found in re.findall(r"<h2[^>]*><a data-officieel.*?</a></h2>", visitor.html)]


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def card(visitor: Visitor, name: str) -> str:
    parts = re.findall(r'<li class="doorleren-courses__course">.*?</li>', visitor.html, re.DOTALL)
    (found,) = [plain(part) for part in parts if name in part]
    return found.replace("\xa0", " ")


def data_of(html: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


# --- the list --------------------------------------------------------------------------------------------------------


def test_words_find_a_course_and_the_page_says_how_they_were_read(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=excel+cursus+avond+groningen")

    assert visitor.status == 200
    assert names(visitor) == ["Excel voor beginners"]
    assert "Wij kozen voor u: In de avond, Groningen." in visitor.text
    assert "1 januari 2027 · Groningen · en nog 6 keer In de avond" in card(visitor, "Excel")


def test_who_told_nothing_sees_the_list_price_and_an_invitation(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=excel")

    assert "Prijs € 150" in card(visitor, "Excel")
    assert "Voor u" not in card(visitor, "Excel")
    assert "Wat betaalt u zelf?" in visitor.text


def test_looking_for_a_course_sets_no_cookie(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=excel").visit("/opleidingen/vergelijk?kies=c-excel")

    assert dict(visitor.client.cookies) == {}


def test_the_invitation_asks_a_question_and_leads_back_to_the_same_list(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=excel&moment=avond")
    (invitation,) = [link for link in visitor.links() if "/vraag/1" in link]

    visitor.visit(invitation).skip()

    assert visitor.address == "/opleidingen?zoek=excel&moment=avond"
    assert "Voor u € 0 – € 150" in card(visitor, "Excel")


def test_a_price_names_what_it_hangs_on_and_the_next_question_can_be_answered(visitor: Visitor) -> None:
    tell(visitor, {"moeite_met": ["digitaal"]}).visit("/opleidingen?zoek=excel")
    assert "Hangt af van: " in card(visitor, "Excel")
    asked = re.search(r'id="vragen".*?name="feit" value="(\w+)"', visitor.html, re.DOTALL)
    assert asked

    visitor.send({"feit": asked[1], "naar": "/opleidingen?zoek=excel"}, to="/vraag").skip()

    assert visitor.address == "/opleidingen?zoek=excel"
    assert f'name="feit" value="{asked[1]}"' not in visitor.html


def test_a_free_place_that_is_certain_costs_nothing(visitor: Visitor) -> None:
    tell(visitor, FREE).visit("/opleidingen?zoek=excel")

    assert "Voor u € 0 Prijs € 150" in card(visitor, "Excel")
    assert "Gratis plek met" in card(visitor, "Excel")


def test_what_a_grant_pays_is_taken_off_and_what_is_paid_first_stands_apart(visitor: Visitor) -> None:
    tell(visitor, EARNS).visit("/opleidingen?zoek=hbo+techniek")

    assert "Voor u € 380 Prijs € 1.900" in card(visitor, "Zorg en techniek")
    assert "U betaalt eerst € 1.520. Dat krijgt u later terug." in card(visitor, "Zorg en techniek")


def test_only_what_surely_costs_me_nothing(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?gratis=ja")
    assert names(visitor) == []

    tell(visitor, FREE).visit("/opleidingen?gratis=ja")

    assert names(visitor) == ["Excel voor beginners"]


def test_the_cheapest_for_me_comes_first(visitor: Visitor) -> None:
    tell(visitor, FREE).visit("/opleidingen?sorteer=prijs&soort=cursus")

    assert names(visitor)[0] == "Excel voor beginners"


def test_for_a_stranger_the_lowest_list_price_comes_first(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?sorteer=prijs&onderwerp=digitaal&onderwerp=techniek&onderwerp=zorg")

    assert names(visitor) == ["Excel voor beginners", "Lassen", "Zorg en techniek hbo"]


def test_an_example_says_that_it_is_one_and_other_courses_do_not(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=excel")
    assert "Voorbeeld" in card(visitor, "Excel")

    visitor.visit("/opleidingen?zoek=hbo+techniek")

    assert "Voorbeeld" not in card(visitor, "Zorg en techniek")


def test_the_counts_beside_the_choices_are_those_that_the_choice_gives(visitor: Visitor) -> None:
    visitor.visit("/opleidingen")
    counted = re.search(r'value="avond"[^>]*><label[^>]*>In de avond \((\d+)\)', visitor.html)
    assert counted

    visitor.visit("/opleidingen?moment=avond")

    assert len(names(visitor)) == int(counted[1]) == 1


def test_the_next_and_the_previous_page_keep_the_question(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=houtbewerking&soort=cursus")
    first = names(visitor)
    (following,) = re.findall(r'rel="next" href="([^"]+)"', visitor.html)

    visitor.visit(following.replace("&amp;", "&"))
    second = names(visitor)

    assert "Bladzijde 2 van 5" in visitor.text
    assert (len(first), len(second), set(first) & set(second)) == (10, 10, set())
    assert parse_qs(urlsplit(visitor.address).query) == {
        "zoek": ["houtbewerking"],
        "soort": ["cursus"],
        "pagina": ["2"],
    }
    assert 'rel="prev" href="/opleidingen?zoek=houtbewerking&amp;soort=cursus"' in visitor.html


def test_a_page_after_the_last_shows_the_last(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=houtbewerking&pagina=90")

    assert "Bladzijde 5 van 5" in visitor.text


def test_where_nothing_fits_each_link_gives_what_it_promises(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=excel&plaats=Assen")
    assert "Wij vonden niets dat past" in visitor.text
    links = re.findall(r'<li><a [^>]*href="(/opleidingen[^"]*)">([^<]+)</a> \((\d+) opleiding', visitor.html)
    assert ("/opleidingen?zoek=excel", "Zonder de keuze bij ‘Plaats’", "1") in links

    for address, _, promised in links:
        there = Visitor().visit(address.replace("&amp;", "&"))

        assert f"{promised} opleiding" in there.text


def test_where_letting_go_of_one_thing_is_not_enough_the_words_alone_are_offered(visitor: Visitor) -> None:
    visitor.visit("/opleidingen?zoek=excel&plaats=Assen&soort=hbo")

    assert "Zoek alleen op ‘excel’ (1 opleiding)" in visitor.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("soort=schoenen", "Bij ‘Soort opleiding’ kennen wij de keuze ‘schoenen’ niet."),
        ("moment=avond&moment=ooit", "Bij ‘Wanneer is de les?’ kennen wij de keuze ‘ooit’ niet."),
        ("lestaal=N1", "Bij ‘Taal van de les’ kennen wij de keuze ‘N1’ niet."),
        ("begin=morgen", "De dag ‘morgen’ kennen wij niet."),
        ("begin=2027-02-31", "De dag ‘2027-02-31’ kennen wij niet."),
        ("prijs=-1", "De prijs ‘-1’ begrijpen wij niet."),
        ("prijs=99999999999999999999", "De prijs ‘99999999999999999999’ begrijpen wij niet."),
        ("sorteer=willekeurig", "De volgorde ‘willekeurig’ kennen wij niet."),
        ("pagina=nul", "Bladzijde ‘nul’ is er niet."),
        ("pagina=0", "Bladzijde ‘0’ is er niet."),
        ("erkend=misschien", "Bij ‘Erkend’ kennen wij de keuze ‘misschien’ niet."),
        ("zoek=" + "excel+" * 60, "Dit zijn veel woorden."),
    ],
)
def test_what_is_wrong_in_an_address_is_said_and_left_out(visitor: Visitor, query: str, sentence: str) -> None:
    visitor.visit(f"/opleidingen?{query}")

    assert visitor.status == 400
    assert sentence in visitor.text
    assert "Excel voor beginners" in names(visitor) or "Houtbewerking" in visitor.text


@pytest.mark.parametrize("text", [HOSTILE, "\x00", "😀" * 50, "‮", "%", "' OR 1=1 --", "a" * 3000, "<img src=x>"])
@pytest.mark.parametrize("name", ["zoek", "plaats", "soort", "begin", "pagina", "kies", "naar"])
def test_hostile_text_in_an_address_is_only_text(visitor: Visitor, name: str, text: str) -> None:
    for page in ("/opleidingen", "/opleidingen/vergelijk", "/opleidingen/c-excel"):
        response = visitor.client.get(page, {name: text})

        assert response.status_code in (200, 400), page
        assert b"<img src=x" not in response.content
        assert b"<b>bakken" not in response.content


def test_the_list_says_what_is_left_in_english_too(english_visitor: Visitor) -> None:
    english_visitor.visit("/opleidingen?zoek=excel")

    assert "Excel for beginners" in english_visitor.text
    assert 'lang="nl"' not in card_markup(english_visitor, "Excel")
    english_visitor.visit("/opleidingen?zoek=lassen")
    assert 'lang="nl"' in card_markup(english_visitor, "Lassen")


@pytest.mark.parametrize(
    "page",
    [
        "/opleidingen",
        "/opleidingen?zoek=excel&plaats=Assen",
        "/opleidingen?soort=schoenen",
        "/opleidingen/c-excel",
        "/opleidingen/vergelijk",
        "/opleidingen/vergelijk?kies=c-excel&kies=c-ad",
        "/opleidingen/weg",
    ],
)
def test_each_page_is_there_in_both_languages_and_links_to_the_other(page: str) -> None:
    dutch, english = Visitor().visit(page), Visitor("en").visit(page)

    assert dutch.status == english.status
    assert ('<html lang="nl"' in dutch.html, '<html lang="en"' in english.html) == (True, True)
    # What an address asks for is written as a form would write it.
    assert page.partition("?")[0] in {link.partition("?")[0] for link in english.links()}
    assert f"/en{page.partition('?')[0]}" in {link.partition("?")[0] for link in dutch.links()}
    assert dutch.text != english.text


def card_markup(visitor: Visitor, name: str) -> str:
    parts = re.findall(r'<li class="doorleren-courses__course">.*?</li>', visitor.html, re.DOTALL)
    return next(part for part in parts if name in part)


# --- one course ------------------------------------------------------------------------------------------------------


def test_a_course_says_what_it_is_and_how_hard(visitor: Visitor) -> None:
    visitor.visit("/opleidingen/c-excel")

    for said in (
        "Excel voor beginners",
        "Van Voorbeeldschool",
        "Dit aanbod is een voorbeeld.",
        "optellen",
        "NLQF 4+, EQF 4",
        "Dit is zo moeilijk als vwo.",
        "2 maanden",
        "120 minuten les per week",
        "Diploma: Vmbo, mavo of lts",
        "NRTO",
        "Bekijk nog 3 keer",
        "Vol",
    ):
        assert said in visitor.text


def test_each_moment_has_its_own_price_and_who_pays_is_told(visitor: Visitor) -> None:
    tell(visitor, EARNS).visit("/opleidingen/c-ad")

    assert "Voor u € 380" in visitor.text.replace("\xa0", " ")
    pays = visitor.text.partition("Wie betaalt wat?")[2].replace("\xa0", " ")
    assert "Voorbeeld leergeld € 1.520" in pays
    assert "U betaalt zelf, van € 1.900 € 380" in pays


def test_a_question_on_the_page_of_a_course_leads_back_to_it(visitor: Visitor) -> None:
    tell(visitor, {"werk": ["werknemer"]}).visit("/opleidingen/c-ad")
    assert "Wat wij nog niet weten" in visitor.text

    visitor.send({"feit": "inkomen_per_jaar_eurocent", "naar": "/opleidingen/c-ad"}, to="/vraag").answer("20000")

    assert visitor.address == "/opleidingen/c-ad"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/wis", "/v1/feiten", "/opleidingen/../wis", "/geen"]
)
def test_a_question_leads_back_to_no_other_place(visitor: Visitor, elsewhere: str) -> None:
    visitor.visit("/dag").send({"feit": "werk", "naar": elsewhere}, to="/vraag").answer(["werknemer"])

    assert visitor.address.split("?")[0] in ("/overzicht", "/opleidingen/../wis")
    assert "evil" not in visitor.address
    assert "/wis" not in visitor.address


def test_a_moment_is_put_in_the_plan_once(visitor: Visitor) -> None:
    visitor.visit("/opleidingen/c-excel")
    form = {**visitor.hidden(), "aanbod": "o-excel-3"}

    for _ in range(2):
        response = visitor.client.post("/opleidingen/c-excel", form)
        assert (response.status_code, response.headers["Location"]) == (302, "/plan")

    assert visitor.client.session["chosen"]["offerings"] == ["o-excel-3"]
    assert "Staat in uw plan" in visitor.visit("/opleidingen/c-excel").text


@pytest.mark.parametrize("aanbod", ["o-lassen", "o-oud", "", "x" * 500])
def test_what_is_no_moment_of_this_course_cannot_be_put_in_the_plan(visitor: Visitor, aanbod: str) -> None:
    visitor.visit("/opleidingen/c-excel").send({"aanbod": aanbod}, to="/opleidingen/c-excel")

    assert visitor.status == 400
    assert "chosen" not in visitor.client.session


def test_a_moment_that_is_full_cannot_be_chosen(visitor: Visitor) -> None:
    buttons = re.findall(r'name="aanbod" value="([^"]+)"', visitor.visit("/opleidingen/c-excel").html)

    assert len(buttons) == 6
    assert "o-excel-2" not in buttons


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/opleidingen?zoek=excel&pagina=2", "/opleidingen?zoek=excel&amp;pagina=2"),
        ("http://testserver/regelingen", "/opleidingen"),
        ("https://evil.example/opleidingen?zoek=x", "/opleidingen"),
        ("http://testserver.evil.example/opleidingen?zoek=x", "/opleidingen"),
        ("http://testserver//evil.example/opleidingen", "/opleidingen"),
        ("http://[", "/opleidingen"),
    ],
)
def test_the_way_back_is_the_list_that_somebody_came_from(came_from: str, back: str) -> None:
    page = Client().get("/opleidingen/c-excel", headers={"referer": came_from}).content.decode()

    assert f'<p class="doorleren-back"><a class="utrecht-link utrecht-link--html-a" href="{back}">' in page


def test_a_form_from_another_site_puts_nothing_in_the_plan() -> None:
    response = Client(enforce_csrf_checks=True).post("/opleidingen/c-excel", {"aanbod": "o-excel-3"})

    assert response.status_code == 403


def test_a_course_says_which_diploma_it_counts_for_and_the_way_to_the_rest(visitor: Visitor) -> None:
    visitor.visit("/opleidingen/c-excel")

    assert "Diploma Techniek op kantoor" in visitor.text
    assert "Daarna hebt u 1 van 2 onderdelen." in visitor.text
    rest = visitor.text.partition("Dit is de goedkoopste weg naar de rest:")[2].replace("\xa0", " ")
    assert rest.startswith(" Lassen")
    assert "Samen kost dat ten hoogste € 1.200." in rest
    assert "Van een deel weten wij niet hoe lang het duurt." in rest


@pytest.mark.parametrize("course", ["bestaat-niet", "%00", "x" * 500, "c-excel%2Fwis"])
def test_an_unknown_course_says_so_and_leads_back_to_search(visitor: Visitor, course: str) -> None:
    visitor.visit(f"/opleidingen/{course}")

    assert visitor.status == 404
    if visitor.address.count("/") == 2 and "%2F" not in course:
        assert "Deze opleiding is er niet" in visitor.text
        assert "/opleidingen" in visitor.links()


def test_a_course_that_has_begun_has_no_moment_to_choose(visitor: Visitor) -> None:
    visitor.visit("/opleidingen/c-oud")

    assert visitor.status == 200
    assert "Er is nu geen dag bekend." in visitor.text


def test_the_data_for_search_engines_says_what_the_page_says(visitor: Visitor) -> None:
    data = data_of(tell(visitor, FREE).visit("/opleidingen/c-excel").html)

    assert (data["@type"], data["name"], data["provider"]["name"]) == (
        "Course",
        "Excel voor beginners",
        "Voorbeeldschool",
    )
    assert "voorbeeld" in data["disambiguatingDescription"]
    first = data["hasCourseInstance"][0]
    assert (first["startDate"], first["location"]["address"]["addressLocality"]) == ("2027-01-01", "Groningen")
    # The list price: what somebody pays themselves is between them and the page.
    assert first["offers"] == {"@type": "Offer", "price": "150.00", "priceCurrency": "EUR", "category": "Paid"}


def test_no_text_of_a_provider_closes_the_data_or_makes_a_link_that_runs(visitor: Visitor) -> None:
    visitor.visit("/opleidingen/c-koken")

    assert data_of(visitor.html)["name"] == HOSTILE
    assert visitor.html.count("<script") == visitor.html.count("</script>") == 1
    assert "<b>bakken" not in visitor.html
    assert "javascript:" not in re.sub(r"<script.*?</script>", "", visitor.html, flags=re.DOTALL)


# --- side by side ----------------------------------------------------------------------------------------------------


def test_courses_stand_side_by_side_with_the_same_rows(visitor: Visitor) -> None:
    tell(visitor, FREE).visit("/opleidingen/vergelijk?kies=c-excel&kies=c-ad&kies=c-koken")

    columns = re.findall(r"<article.*?</article>", visitor.html, re.DOTALL)
    rows = [re.findall(r"<h3>(.*?)</h3>", column) for column in columns]
    assert len(columns) == 3
    assert rows[0] == rows[1] == rows[2]
    assert rows[0][0] == "Voor u"
    assert "€ 0" in plain(columns[0]).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "U koos nog niets om te vergelijken."),
        ("?kies=c-excel", "Zet er nog een naast."),
        ("?kies=c-excel&kies=weg", "1 opleiding is er niet meer."),
        ("?kies=c-excel&kies=c-ad&kies=c-lassen&kies=c-koken", "Wij tonen er drie."),
    ],
)
def test_comparing_too_few_or_too_many_says_what_to_do(visitor: Visitor, query: str, sentence: str) -> None:
    visitor.visit(f"/opleidingen/vergelijk{query}")

    assert visitor.status == 200
    assert sentence in visitor.text


# --- all of them -----------------------------------------------------------------------------------------------------


def test_a_search_that_breaks_says_so_and_the_rest_is_there(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> HouseOffer:
        raise OSError("the disk is gone")

    monkeypatch.setattr("doorleren.wiring.middleware._offer", broken)
    caplog.set_level(logging.ERROR)

    for page in ("/opleidingen?zoek=geheimwoord", "/opleidingen/c-excel", "/opleidingen/vergelijk?kies=c-excel"):
        visitor.visit(page)

        assert visitor.status == 503
        assert visitor.responses[-1].headers["Retry-After"] == "60"
        assert "De rest van de website werkt wel." in visitor.text
    assert visitor.visit("/regelingen").status == 200
    assert visitor.visit("/").status == 200
    assert "the disk is gone" in caplog.text
    assert "geheimwoord" not in caplog.text


def test_no_address_and_no_log_tells_what_somebody_told(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    tell(visitor, {**FREE, **EARNS}).visit("/opleidingen?zoek=excel&gratis=ja").visit("/opleidingen/c-ad")

    told = ("moeite", "1984", "31500", "3150050", "inkomen", "werknemer", "inburgering")
    own = [one for one in [*visitor.addresses, *visitor.links()] if "/regelingen/" not in one]
    assert len(own) > 10
    assert [one for one in own if any(bit in one for bit in told)] == []
    assert not any(bit in caplog.text for bit in told)


def test_every_page_about_courses_is_light_enough_for_a_first_visit(visitor: Visitor) -> None:
    pages = (
        "/opleidingen",
        "/opleidingen?zoek=houtbewerking",
        "/opleidingen/c-excel",
        "/opleidingen/vergelijk?kies=c-ad",
    )
    heavy = {page: weight(Visitor().visit(page).html) for page in pages}

    assert {page: size for page, size in heavy.items() if size > 30 * KILOBYTE} == {}


def test_home_and_results_lead_to_the_courses(visitor: Visitor) -> None:
    for page in ("/", "/regelingen"):
        assert "/opleidingen" in visitor.visit(page).links()
    tell(visitor, FREE).visit("/overzicht")

    assert visitor.links().count("/opleidingen") >= 2


def test_the_chosen_day_decides_what_still_begins(visitor: Visitor) -> None:
    visitor.visit("/dag").send({"dag": "1", "maand": "4", "jaar": "2027"}).visit("/opleidingen?zoek=excel")

    assert "1 april 2027" in card(visitor, "Excel")
    assert "en nog 3 keer" in card(visitor, "Excel")


def test_answers_that_do_not_fit_together_give_no_price_for_you(visitor: Visitor) -> None:
    tell(visitor, {"inburgeringsplichtig": "ja", "moeite_met": ["digitaal"]})
    visitor.visit("/dag").send({"feit": "verblijf", "antwoord": "nederlander", "terug": "results"}, to="/vraag/1")

    visitor.visit("/opleidingen?zoek=excel")

    assert "Uw antwoorden passen niet bij elkaar." in visitor.text
    assert "Voor u" not in card(visitor, "Excel")


def test_what_somebody_does_not_want_is_not_said_to_be_chosen():
    page = Visitor().visit("/opleidingen?zoek=avond+geen+hbo")

    assert "‘hbo’ wilt u niet. Dat laten wij weg." in page.text
    assert "hbo" not in page.text.split("Wij kozen voor u:")[1].split(".")[0]
