# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages about a region: choosing one, its key figures, one figure in full, a few side by side."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.test import Client

from doorleren.basics import Problem, said
from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.journeys.watch_parts import Point, read_span
from doorleren.portal.region_points import is_provisional, row
from doorleren.portal.words import words_in

from .conftest import TODAY, Visitor
from .fake_figures import SEEKERS, VALUES, FakeFigures


@pytest.fixture(autouse=True)
def figures(monkeypatch: pytest.MonkeyPatch) -> FakeFigures:
    """The website with invented regions, on a day that stands still."""
    fake = FakeFigures()
    monkeypatch.setattr("doorleren.wiring.middleware._regional", lambda: fake)
    monkeypatch.setattr("doorleren.portal.views.regions.today", lambda: TODAY)
    return fake


ADDRESSES = [
    *("/regios", "/regios?zoek=gron", "/regios/PV20", "/regios/NL01", "/regios/GM1979", "/regios/GM0024"),
    *("/regios/PV20/arbeidsdeelname", "/regios/PV20/werkzoekenden", "/regios/PV20/inkomen", "/regios/NL01/inkomen"),
    *("/regios/vergelijk", "/regios/vergelijk?indicator=arbeidsdeelname&regio=PV20&regio=PV22&regio=AM01"),
    *("/indicatoren", "/indicatoren/arbeidsdeelname", "/indicatoren/arbeidsdeelname?soort=provincie"),
    *("/indicatoren/uitstroom", "/kerncijfers/2026K3/PV20", "/kerncijfers/2026K3/NL01"),
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("start", ["", "/en"])
def test_each_page_is_there_in_both_languages_and_leads_to_the_other(
    start: str, address: str, visitor: Visitor
) -> None:
    visitor.visit(start + address)

    assert visitor.status == 200
    other = address if start else f"/en{address}"
    assert other in visitor.links()
    assert len(re.findall("<h1", visitor.html)) == 1
    ids = re.findall(r'\sid="([^"]+)"', visitor.html)
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_between_these_pages_leads_somewhere(address: str, visitor: Visitor) -> None:
    visitor.visit(address)
    inside = {one.partition("#")[0] for one in visitor.links() if one.startswith(("/regios", "/indicat", "/kerncij"))}

    assert {one: Client().get(one).status_code for one in inside if Client().get(one).status_code != 200} == {}


# --- choosing -------------------------------------------------------------------------------------------------------


def test_a_region_is_found_by_a_part_of_its_name(visitor: Visitor) -> None:
    visitor.visit("/regios?zoek=groningen")

    assert "Wij vonden 2 regio’s." in visitor.text
    assert {"/regios/PV20", "/regios/AM01"} <= set(visitor.links())


def test_who_looks_for_a_municipality_that_is_no_more_reads_what_became_of_it(visitor: Visitor) -> None:
    visitor.visit("/regios?zoek=Loppersum")

    assert "Loppersum bestaat niet meer. Op 1 januari 2021 werd het een deel van Eemsdelta." in visitor.text
    assert "/regios/GM1979" in visitor.links()


def test_where_no_source_says_what_became_of_it_we_do_not_guess(visitor: Visitor) -> None:
    visitor.visit("/regios/GM0017")

    assert "Haren bestaat sinds 1 januari 2019 niet meer. Wij weten niet waar het bij hoort." in visitor.text


def test_a_word_that_fits_nothing_is_told_and_kept_in_the_field(visitor: Visitor) -> None:
    visitor.visit("/regios?zoek=Atlantis")

    assert visitor.status == 200
    assert "Wij kennen geen regio ‘Atlantis’." in visitor.text
    assert 'value="Atlantis"' in visitor.html


def test_an_unknown_code_offers_to_look_for_a_region(visitor: Visitor) -> None:
    visitor.visit("/regios/XX99")

    assert visitor.status == 404
    assert "Er is geen regio met de code ‘XX99’." in visitor.text
    assert 'role="search"' in visitor.html


@pytest.mark.parametrize(
    ("asked", "arrives"),
    [
        ("/regios/pv20", "/regios/PV20"),
        ("/regios/2025PV20", "/regios/PV20"),
        ("/regios/pv20/spanning", "/regios/PV20/spanning"),
        ("/kerncijfers/2026K3/pv20", "/kerncijfers/2026K3/PV20"),
    ],
)
def test_a_code_written_otherwise_leads_to_the_one_address(asked: str, arrives: str, visitor: Visitor) -> None:
    visitor.visit(asked)

    assert visitor.address == arrives


# --- a region -------------------------------------------------------------------------------------------------------


def card(visitor: Visitor, name: str) -> str:
    """A card, as text."""
    parts = re.findall(r'<article class="doorleren-key-figure".*?</article>', visitor.html, re.DOTALL)
    found = [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]
    return next((text for text in found if text.startswith(name)), "")


def test_a_card_says_the_figure_its_time_its_way_and_its_source(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20")

    text = card(visitor, "Mensen met betaald werk")

    assert "71,6" in text
    assert "3e kwartaal 2026 · voorlopig cijfer" in text
    assert "In een kwartaal geen duidelijke verandering" in text
    assert "In een jaar omhoog (0,5 procentpunt)" in text
    assert "Vergeleken met Nederland omlaag (0,2 procentpunt)" in text
    assert "Heel Nederland: 72,9" in text
    assert "Bron: CBS, tabel 80590voorbeeld. Opgehaald op 3 november 2026." in text


def test_an_arrow_is_drawn_only_with_the_words_up_or_down_beside_it(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20")

    ways = re.findall(r"<dd>(.*?)</dd>", visitor.html, re.DOTALL)
    drawn = [way for way in ways if "doorleren-arrow" in way]

    assert len(drawn) == 3
    assert all(re.search(r"</svg>\s*(omhoog|omlaag)", way) for way in drawn)
    assert [way for way in ways if "geen duidelijke verandering" in way or "niet te zeggen" in way]
    assert not [way for way in drawn if "geen duidelijke" in way or "niet te zeggen" in way]


def test_the_class_of_tension_stands_above_the_cards(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20")

    assert "De arbeidsmarkt is ‘krap’ (3e kwartaal 2026)." in visitor.text


def test_a_card_without_a_figure_says_why_and_what_is_nowhere_stands_at_the_end(visitor: Visitor) -> None:
    visitor.visit("/regios/GM1979")

    before, _, end = visitor.text.partition("Hiervoor is geen open cijfer per regio")
    assert "Mensen met betaald werk De bron heeft deze regio niet." in before
    assert "Uitstroom naar werk Wij zochten bij CBS en UWV." in end
    assert "Inkomen per huishouden CBS geeft dit alleen voor heel Nederland." in end


def test_a_region_says_what_lies_around_and_in_it_and_does_not_add_up_silently(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20")

    assert "Noord-Nederland" in visitor.text.partition("Ligt in")[2]
    assert "Een deel van deze regio ligt in Drenthe. Tel cijfers van regio’s niet zelf op." in visitor.text


def test_a_new_municipality_says_of_which_it_was_made(visitor: Visitor) -> None:
    visitor.visit("/regios/GM1979")

    assert "Eemsdelta bestaat sinds 1 januari 2021. Daarvoor was dit: Loppersum." in visitor.text


@pytest.mark.parametrize(
    "address", ["/regios/PV20", "/regios/PV20/spanning", "/kerncijfers/2026K3/PV20", "/indicatoren/spanning"]
)
def test_made_up_figures_say_so_on_every_page(address: str, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.visit(address)
    assert "Dit zijn voorbeeldcijfers" not in visitor.text
    monkeypatch.setattr("doorleren.wiring.middleware._regional", lambda: FakeFigures(made_up=True))

    visitor.visit(address)

    assert "Dit zijn voorbeeldcijfers" in visitor.text
    assert "3 november 2026" not in visitor.text, "an example was never fetched"


@pytest.mark.parametrize("address", ["/regios/PV20", "/kerncijfers/2026K3/PV20"])
def test_where_some_figures_are_real_each_that_is_made_up_says_so_itself(
    address: str, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = FakeFigures(made_up=True, real="spanning")
    monkeypatch.setattr("doorleren.wiring.middleware._regional", lambda: figures)

    visitor.visit(address)

    assert "Sommige cijfers zijn verzonnen" in visitor.text
    assert "Dit zijn voorbeeldcijfers" not in visitor.text
    sight = figures.in_sight(figures.regions.region("PV20"), date(2026, 10, 1))
    made_up = [card for card in sight.cards if card.series is not None and card.series.made_up]
    assert len(re.findall(r"voorbeeld\b", visitor.text.split("Sommige cijfers zijn verzonnen")[1])) >= len(made_up)


# --- one figure in full ---------------------------------------------------------------------------------------------


def test_a_figure_in_full_tells_how_its_way_was_tested(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/arbeidsdeelname")

    assert "In een jaar is dit gestegen met 0,5 procentpunt." in visitor.text
    assert "Een pijl komt er vanaf een verandering van 0,4 procentpunt." in visitor.text
    assert "Van veranderingen van 0,6 procentpunt of meer vinden wij er minstens 80 van de 100." in visitor.text
    assert "Een verandering van 1,0 procentpunt doet ertoe." in visitor.text
    assert "Zo’n verandering in een jaar zien wij minstens 80 van de 100 keer." in visitor.text
    assert "Zo veel wil het programma bereiken." in visitor.text
    assert "Van 70 naar 71 procent is 1 procentpunt." in visitor.text


def test_figures_that_go_up_and_down_too_much_say_from_what_change_on_they_show_one(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/spanning")

    assert "Een verandering van 10,0 procent doet ertoe." in visitor.text
    assert "Deze cijfers schommelen daarvoor te veel." in visitor.text
    assert "Pas vanaf 12,0 procent in een jaar zien wij het minstens 80 van de 100 keer." in visitor.text


def test_over_a_quarter_figures_with_the_seasons_in_them_are_told_beside_what_is_usual(visitor: Visitor) -> None:
    """The change is what remains after the season: to say that it rose would be wrong where it only fell less."""
    usual = "Vergeleken met een kwartaal eerder is dit 344 mensen minder dan gebruikelijk in deze tijd van het jaar."
    for address in ("/regios/PV20/werkzoekenden", "/kerncijfers/2026K3/PV20"):
        visitor.visit(address)
        assert usual in visitor.text
        assert "In een kwartaal is dit gedaald" not in visitor.text
    visitor.visit("/regios/PV20")

    assert "omlaag (344 mensen, naast wat gebruikelijk is in deze tijd van het jaar)" in visitor.text


def test_a_count_of_the_whole_country_does_not_stand_beside_a_region(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20")

    assert "Heel Nederland: 72,9%." in card(visitor, "Mensen met betaald werk")
    assert "Heel Nederland" not in card(visitor, "Mensen die werk zoeken")


@pytest.mark.parametrize("address", ["/regios/PV20", "/regios/PV20/arbeidsdeelname", "/kerncijfers/2026K3/PV20"])
def test_each_page_with_arrows_says_how_often_one_is_false(address: str, visitor: Visitor) -> None:
    visitor.visit(address)

    assert "Reken dus op 1 of 2 pijlen door toeval." in visitor.text or "hoogstens 5 van de 100 keer" in visitor.text


@pytest.mark.parametrize("address", ["/regios/PV20", "/regios/PV20/arbeidsdeelname", "/indicatoren/arbeidsdeelname"])
def test_damaged_figures_give_a_calm_page(
    address: str, figures: FakeFigures, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = said("Het bestand is beschadigd.", "The file is damaged.")

    def broken(*_: object, **__: object) -> None:
        raise FiguresTrouble(Problem("cijfers", what, what, what))

    for name in ("in_sight", "in_full", "on_map"):
        monkeypatch.setattr(figures, name, broken)
    visitor.visit(address)

    assert visitor.status == 503
    assert "Deze cijfers werken nu even niet" in visitor.text
    assert "Wij laten liever niets zien dan een cijfer dat niet klopt." in visitor.text
    assert "/regios" in visitor.links()


# --- what there was before ------------------------------------------------------------------------------------------


def test_figures_that_we_added_up_ourselves_stand_apart_and_say_so(figures: FakeFigures, visitor: Visitor) -> None:
    figures.composed = "sum"
    visitor.visit("/regios/GM1979/werkzoekenden")

    assert "De tijd vóór Eemsdelta" in visitor.text
    assert "Eemsdelta bestaat sinds 1 januari 2021. Daarvoor was dit: Loppersum." in visitor.text
    assert "Wij tellen de oudere cijfers zelf op." in visitor.text
    assert "4e kwartaal 2020 1.000" in visitor.text


def test_where_figures_cannot_be_added_up_the_page_says_why(figures: FakeFigures, visitor: Visitor) -> None:
    figures.composed = "why not"
    visitor.visit("/regios/GM1979/werkzoekenden")

    assert "Percentages kunt u niet optellen." in visitor.text
    assert "Wij tellen de oudere cijfers zelf op." not in visitor.text


def test_a_figure_of_a_municipality_that_is_no_more_says_where_to_look_now(visitor: Visitor) -> None:
    visitor.visit("/regios/GM0024/werkzoekenden")

    assert "Loppersum bestaat niet meer. Op 1 januari 2021 werd het een deel van Eemsdelta." in visitor.text
    assert "/regios/GM1979" in visitor.links()


def test_the_outlook_shows_how_well_it_did_before(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/arbeidsdeelname")

    assert "4e kwartaal 2026 72,0" in visitor.text
    assert re.search(r"1 stap vooruit 24 79% 96% 0,31 0,44", visitor.text)


def test_an_outlook_that_is_silent_says_why(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/spanning")

    assert "Er zijn te weinig cijfers om te raden." in visitor.text
    assert "In het midden" not in visitor.text


def test_a_break_stands_with_its_day_and_its_reason(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/werkzoekenden")

    assert "1 juli 2025 : UWV telt anders sinds juli." in visitor.text
    assert "Vergelijk cijfers van daarvoor niet met die van daarna." in visitor.text
    assert "Of dit in een jaar veranderde, kunnen wij niet zeggen. De telling veranderde in juli 2025." in visitor.text


def test_every_figure_is_in_the_table_and_what_is_missing_is_in_words(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/werkzoekenden")

    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', visitor.html)
    assert len([row for row in rows if "kwartaal" in row]) == len(VALUES["werkzoekenden", "PV20"])
    assert "– geheim, want het gaat om te weinig mensen of bedrijven" in visitor.text
    assert "– staat niet in de bron" in visitor.text
    assert "12.001" in visitor.text


def test_the_source_stands_with_its_table_and_the_moment_of_the_download(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/spanning")

    assert "Opgehaald op 3 november 2026 om 14:05 uur." in visitor.text
    assert "Licentie: CC BY 4.0, bronvermelding CBS." in visitor.text
    assert "Wij probeerden dit nog niet met het echte bestand." in visitor.text


def test_an_indicator_without_a_figure_here_says_why(visitor: Visitor) -> None:
    visitor.visit("/regios/PV20/inkomen")

    assert visitor.status == 200
    assert "CBS geeft dit alleen voor heel Nederland." in visitor.text
    assert ".csv" not in visitor.html


# --- files ----------------------------------------------------------------------------------------------------------


def test_the_table_opens_in_a_dutch_spreadsheet_and_names_its_source() -> None:
    answer = Client().get("/regios/PV20/werkzoekenden.csv")
    text = answer.content.decode("utf-8-sig")

    above = [line for line in text.splitlines() if line.strip('"').startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\r\n".join(text.splitlines()[len(above) :])), delimiter=";"))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert 'filename="werkzoekenden-PV20.csv"' in answer.headers["Content-Disposition"]
    assert "tabel werkzoekenden. Opgehaald: 3 november 2026" in above[1]
    assert "CC BY 4.0" in above[1]
    assert [row["waarde"] for row in rows] == ["", "12000", "", "", "13500", "12800", "12345", "12001"]
    assert [row["reden"] for row in rows][:2] == ["Confidential", ""]
    assert rows[-1]["periode"] == "2026KW03"
    assert rows[-1]["periodestatus"] == "Voorlopig"


def test_numbers_have_a_comma_in_the_table_and_nothing_is_lost() -> None:
    text = Client().get("/regios/PV20/arbeidsdeelname.csv").content.decode("utf-8-sig")

    values = [line.split(";")[5] for line in text.splitlines() if line.startswith("PV20")]

    assert [float(value.replace(",", ".")) for value in values] == list(VALUES["arbeidsdeelname", "PV20"])


def test_the_json_holds_the_figures_with_their_source() -> None:
    shape = json.loads(Client().get("/regios/PV20/werkzoekenden.json").content)

    assert {"regio", "indicator", "eenheid", "waarnemingen", "bron", "voorbeeld"} <= shape.keys()
    assert [one["waarde"] for one in shape["waarnemingen"]] == list(VALUES["werkzoekenden", "PV20"])
    assert shape["waarnemingen"][-1]["periodestatus"] == "Voorlopig"
    assert shape["bron"][0]["opgehaald"] == "2026-11-03T13:05:00Z"


def test_the_picture_stands_on_its_own() -> None:
    answer = Client().get("/regios/PV20/arbeidsdeelname.svg")

    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert b'xmlns="http://www.w3.org/2000/svg"' in answer.content
    assert b"<script" not in answer.content


@pytest.mark.parametrize("form", ["csv", "json", "svg"])
def test_a_file_of_example_figures_says_so_in_its_name(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorleren.wiring.middleware._regional", lambda: FakeFigures(made_up=True))

    answer = Client().get(f"/regios/PV20/spanning.{form}")

    assert "-voorbeeld." in answer.headers["Content-Disposition"]
    assert any(word in answer.content.decode().casefold() for word in ("voorbeeldcijfers", '"voorbeeld": true'))


@pytest.mark.parametrize("address", ["/regios/PV20/inkomen.csv", "/regios/XX/spanning.csv", "/regios/PV20/geen.svg"])
def test_what_has_no_figures_has_no_file(address: str) -> None:
    assert Client().get(address).status_code == 404


# --- side by side ---------------------------------------------------------------------------------------------------


def test_regions_side_by_side_are_told_at_one_moment_and_say_where_they_overlap(visitor: Visitor) -> None:
    visitor.visit("/regios/vergelijk?indicator=arbeidsdeelname&regio=PV20&regio=AM01&regio=NL01&erbij=Eemsdelta")

    assert "dit het laatste cijfer van hetzelfde moment: 3e kwartaal 2026." in visitor.text
    assert "De andere regio’s liggen in Nederland." in visitor.text
    assert "Groningen (provincie) en Groningen (arbeidsmarktregio) hebben gemeenten samen." in visitor.text
    assert "De bron heeft deze regio niet." in visitor.text
    assert 'value="GM1979" checked' in visitor.html


def test_everything_that_is_wrong_with_a_comparison_is_told_at_once(visitor: Visitor) -> None:
    visitor.visit("/regios/vergelijk?indicator=schoenmaat&regio=XX9&erbij=Groningen, Atlantis")

    assert visitor.status == 400
    for sentence in (
        "Het cijfer ‘schoenmaat’ kennen wij niet.",
        "De regio ‘XX9’ kennen wij niet.",
        "Er is meer dan één ‘Groningen’. Vul de code in: Groningen (Provincie: PV20), Groningen (Arbeidsmarktregio: AM01).",
        "De regio ‘Atlantis’ kennen wij niet.",
    ):
        assert sentence in visitor.text, sentence
    for field in re.findall(r'href="#([^"]+)"', visitor.html):
        assert f'id="{field}"' in visitor.html


def test_more_than_six_regions_are_too_many(visitor: Visitor) -> None:
    codes = "&".join(f"regio={code}" for code in "NL01 PV20 PV22 AM01 GM1979 GM0024 noord-nederland".split())

    visitor.visit(f"/regios/vergelijk?indicator=spanning&{codes}")

    assert visitor.status == 400
    assert "U koos 7 regio’s. Kies er hoogstens 6." in visitor.text


# --- all indicators -------------------------------------------------------------------------------------------------


def test_all_indicators_are_listed_with_their_source_or_with_why_there_is_none(visitor: Visitor) -> None:
    visitor.visit("/indicatoren")

    assert "CBS, tabel werkzoekenden. Er zijn cijfers voor: land, provincie, gemeente." in visitor.text
    assert "Nergens open te vinden: Wij zochten bij CBS en UWV." in visitor.text
    assert "Niet per regio: CBS geeft dit alleen voor heel Nederland." in visitor.text


def test_an_indicator_is_told_for_all_regions_of_a_kind(visitor: Visitor) -> None:
    visitor.visit("/indicatoren/arbeidsdeelname?soort=provincie")

    assert {"/regios/PV20/arbeidsdeelname", "/regios/PV22/arbeidsdeelname"} <= set(visitor.links())
    assert 'soort=provincie" aria-current="page"' in visitor.html


def test_a_kind_without_figures_is_told_and_another_is_shown(visitor: Visitor) -> None:
    visitor.visit("/indicatoren/arbeidsdeelname?soort=gemeente")

    assert visitor.status == 400
    assert "Voor dit soort regio zijn er geen cijfers." in visitor.text
    assert "/regios/AM01/arbeidsdeelname" in visitor.links()


# --- safety ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/regios?zoek={hostile}",
        "/regios/{hostile}",
        "/regios/vergelijk?indicator={hostile}&regio={hostile}&erbij={hostile}",
        "/indicatoren/spanning?soort={hostile}",
        "/kerncijfers/{hostile}/PV20",
    ],
)
def test_hostile_text_is_shown_as_text(address: str) -> None:
    answer = Client().get(address.format(hostile="%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E"))

    assert answer.status_code in (200, 400, 404)
    assert b"<script" not in answer.content


def test_who_only_looks_at_regions_gets_no_cookie_and_the_page_may_be_kept_a_while() -> None:
    for address in ADDRESSES:
        answer = Client().get(address)

        assert not answer.cookies, address
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Cookie" in answer.headers["Vary"]
        assert b"style=" not in answer.content
        assert b"<style" not in answer.content


def test_whose_visit_shows_in_the_menu_gets_a_page_that_is_not_kept(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip()

    visitor.visit("/regios/PV20")

    assert visitor.responses[-1].headers["Cache-Control"] == "no-store"


def test_another_status_of_a_source_is_told_as_it_stands_and_is_not_called_provisional() -> None:
    words = words_in("nl")
    rows = [
        row(Point(read_span("2026KW01"), 1.0, None, status), SEEKERS, words) for status in ("Herzien", "Definitief")
    ]

    assert [one.notes for one in rows] == [("de bron zegt: Herzien",), ()]
    assert not is_provisional(Point(read_span("2026KW01"), 1.0, None, "Herzien"))
    assert is_provisional(Point(read_span("2026KW01"), 1.0, None, "NaderVoorlopig"))
