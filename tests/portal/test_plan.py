# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody makes a plan, prints it, keeps it, lets an adviser look along, and erases it."""

import io
import json
import logging
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from doorleren.journeys.in_the_way import things_in_the_way
from doorleren.portal import plan_paper
from doorleren.store.models import KeptPlan, Visit
from doorleren.store.plans import SealedPlans
from doorleren.wiring.offer import HouseOffer

from ..language.plain_dutch import blocks_of, measure
from .conftest import CERTAIN, TODAY, Visitor
from .plan_offer import EXCEL, LATE, NURSE, WELDING, winter_in

UNKNOWN = "a" * 32
TOLD = {
    "moeite_met": ["digitaal"],
    "geboortedatum": "1984-05-15",
    "inburgeringsplichtig": False,
    "werk": ["werknemer"],
    "inkomen_per_jaar_eurocent": 3_150_050,
    "uitkering": [],
}
"""What makes the invented grant and the invented free course certain."""

PERSONAL = ["1984", "31500", "31.500", "3150050", "moeite_met", "geboortedatum", "inkomen"]


@pytest.fixture(autouse=True)
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[HouseOffer] = []

    def at_hand() -> HouseOffer:
        if not kept:
            kept.append(winter_in(tmp_path))
        return kept[0]

    monkeypatch.setattr("doorleren.wiring.middleware._offer", at_hand)


def choose(visitor: Visitor, *offerings: str) -> Visitor:
    """Put these in the plan, as the button on the page of a course does."""
    courses = {EXCEL: "c-excel", LATE: "c-excel", NURSE: "c-verpleeg", WELDING: "c-lassen"}
    for one in offerings:
        visitor.visit("/vraag/1").send({"aanbod": one}, to=f"{visitor.start}/opleidingen/{courses[one]}")
    return visitor.visit("/plan")


def do(visitor: Visitor, what: str, **fields: str) -> Visitor:
    """Press a button of the kept plan."""
    return visitor.send({"doe": what, **fields}, to=f"{visitor.start}/plan/bewaard")


def keep(visitor: Visitor, months: str = "3") -> str:
    """Keep the plan; gives the path of its owner's link."""
    visitor.visit("/plan/bewaren").send({"einde": months})
    return links_on(visitor)[0]


def links_on(visitor: Visitor) -> list[str]:
    return re.findall(r"http://testserver((?:/en)?/plan/open/[a-z2-7]{32})", visitor.html)


def adviser_link(visitor: Visitor) -> str:
    return links_on(do(visitor, "adviseur"))[-1]


@pytest.fixture
def planner(visitor: Visitor) -> Visitor:
    """Somebody for whom the money is certain, with a course in their plan."""
    session = visitor.client.session
    session["inwoner"] = {"facts": TOLD, "asked": list(TOLD), "not_known": [], "day": None}
    session.save()
    return choose(visitor, NURSE)


def steps(visitor: Visitor) -> list[str]:
    found = re.findall(r'<li class="doorleren-plan__step.*?<h3[^>]*>(.*?)</h3>', visitor.html, re.DOTALL)
    return [one.replace("\u00a0", " ") for one in found]


def text(visitor: Visitor) -> str:
    return visitor.text.replace("\u00a0", " ")


# --- the page -------------------------------------------------------------------------------------------------------


def test_without_a_course_the_plan_says_where_to_find_one(visitor: Visitor) -> None:
    visitor.visit("/plan")

    assert visitor.status == 200
    assert "U hebt nog geen opleiding gekozen." in visitor.text
    assert "/opleidingen" in visitor.links()
    assert visitor.responses[-1].headers["Cache-Control"] == "no-store"
    assert dict(visitor.client.cookies) == {}


def test_the_plan_says_who_pays_what_and_what_to_do_when(planner: Visitor) -> None:
    assert "U betaalt zelf: € 380" in text(planner)
    assert "U betaalt eerst € 1.900. Daarvan krijgt u later € 1.520 terug." in text(planner)
    assert steps(planner) == [
        "Praat met een adviseur.",
        "Vraag «Voorbeeld leergeld» aan.",
        "Meld u aan voor «Verpleegkunde».",
        "Betaal € 1.900 aan de opleider.",
        "De opleiding begint.",
        "De opleiding is klaar.",
        "U krijgt € 1.520 van «Voorbeeld leergeld».",
    ]
    assert "uiterlijk 14 januari 2027" in text(planner)


def test_the_page_is_short_and_plain(planner: Visitor) -> None:
    choose(planner, EXCEL, WELDING)
    planner.send({"hulp": "1", "in-de-weg": list(things_in_the_way())}, to="/plan")

    reading = measure(blocks_of(planner.html))

    assert reading.words > 300
    assert reading.longest <= 18, reading.longest_sentence
    assert reading.mean <= 10


def test_apply_before_enrolling_stands_above_everything(planner: Visitor) -> None:
    assert planner.text.index("Vraag eerst geld aan Meld u nog niet aan.") < planner.text.index("Uw opleiding")


def test_an_example_is_marked_and_a_real_course_is_not(planner: Visitor) -> None:
    assert "bestaat niet echt" not in planner.text
    assert "Voorbeeld: deze opleiding bestaat niet echt" in choose(planner, EXCEL).text


def test_what_is_open_can_be_answered_and_one_is_back_at_the_plan(visitor: Visitor) -> None:
    choose(visitor, EXCEL)
    assert "U betaalt zelf: € 0 tot € 300" in text(visitor)
    asked = re.findall(r'name="feit" value="(\w+)"', visitor.html)
    assert set(asked) >= {"moeite_met", "geboortedatum", "inburgeringsplichtig"}

    for name in asked:
        visitor.visit("/plan").send({"feit": name, "naar": "/plan"}, to="/vraag").answer(
            {**CERTAIN, "uitkering": ["-"]}[name]
        )

    assert visitor.address == "/plan"
    assert "U betaalt zelf: € 0 " in text(visitor)
    assert "Er is niets meer open." in visitor.text


def test_what_is_in_the_way_becomes_a_step_and_can_be_taken_away(planner: Visitor) -> None:
    planner.send({"hulp": "1", "in-de-weg": ["schulden", "taal"]}, to="/plan")
    assert len([one for one in steps(planner) if "Geldfit" in one or "Taalhuis" in one]) == 2

    planner.send({"hulp": "1"}, to="/plan")
    assert not any("Geldfit" in one for one in steps(planner))


def test_a_course_can_be_taken_out(planner: Visitor) -> None:
    choose(planner, EXCEL)
    assert "Uw plan (2)" in planner.text

    planner.send({"weg": NURSE}, to="/plan")

    assert "Uw plan (1)" in planner.text
    assert "Verpleegkunde" not in planner.text


def test_a_last_day_that_has_passed_is_said_with_what_to_do(visitor: Visitor) -> None:
    choose(visitor, LATE)

    assert "Een laatste dag is voorbij Misschien kan het nog. Bel vandaag, of kies een latere start." in visitor.text
    assert "Let op: de laatste dag was 10 november 2026" in visitor.text


def test_a_course_that_is_gone_is_said_and_can_be_taken_out(planner: Visitor, monkeypatch: Any) -> None:
    from doorleren.store.offer import KeptOffer

    KeptOffer().remove("proef")
    planner.visit("/plan")

    assert planner.status == 200
    assert "Dit kan niet meer" in planner.text
    assert "U hebt nog geen opleiding gekozen." in planner.send({"weg": NURSE}, to="/plan").text


def test_answers_that_contradict_each_other_make_no_plan(visitor: Visitor) -> None:
    visitor.answer_all({"inburgeringsplichtig": "ja"})
    visitor.visit("/plan").visit("/dag").send({"feit": "verblijf"}, to="/vraag").answer("nederlander")

    choose(visitor, NURSE)

    assert visitor.status == 200
    assert "Maak eerst uw antwoorden goed." in visitor.text


@pytest.mark.parametrize(
    "form",
    [
        {"weg": "o-onzin"},
        {"weg": "x" * 5000},
        {"weg": "' OR 1=1 --"},
        {"hulp": "1", "in-de-weg": ["onzin", "<script>", "schulden"]},
    ],
)
def test_ids_that_we_never_gave_change_nothing_and_break_nothing(planner: Visitor, form: dict[str, Any]) -> None:
    planner.send(form, to="/plan")

    assert planner.status == 200
    assert "Verpleegkunde" in planner.text
    assert "<script>" not in planner.html


def test_a_form_without_a_known_button_is_not_understood(planner: Visitor) -> None:
    assert planner.send({"iets": "anders"}, to="/plan").status == 400
    planner.visit("/plan")
    keep(planner)
    for what in ("", "onzin", "wis"):
        planner.visit("/plan")
        assert do(planner, what).status == 400


def test_what_a_provider_wrote_is_shown_as_text(visitor: Visitor) -> None:
    choose(visitor, WELDING)

    assert "Lassen &lt;b&gt;vet&lt;/b&gt;" in visitor.html
    assert "<b>" not in visitor.html


def test_the_plan_is_there_in_english(english_visitor: Visitor) -> None:
    choose(english_visitor, EXCEL)

    assert "You pay: €0 to €300" in english_visitor.text
    assert "Enrol in “Excel”." in english_visitor.text
    assert "Example: this course does not really exist" in english_visitor.text


def test_no_address_of_the_plan_tells_anything(planner: Visitor) -> None:
    keep(planner)
    planner.visit("/plan").visit("/plan/bewaard").visit("/plan/wissen")

    addresses = [one for one in [*planner.addresses, *planner.links()] if "/plan" in one]

    assert len(addresses) > 5
    assert [one for one in addresses if "?" in one or "open" in one] == []


def test_every_page_of_the_plan_is_kept_by_no_browser(planner: Visitor) -> None:
    keep(planner)
    for page in ("/plan", "/plan.pdf", "/plan.ics", "/plan.json", "/plan/bewaard", "/plan/wissen", "/plan/onbekend"):
        response = planner.client.get(page)

        assert response.headers["Cache-Control"] == "no-store", page


# --- to take along --------------------------------------------------------------------------------------------------


def paper_of(visitor: Visitor) -> PdfReader:
    response = visitor.client.get(f"{visitor.start}/plan.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert len(response.content) < 100_000
    return PdfReader(io.BytesIO(response.content))


def test_the_paper_is_one_tagged_a4_with_its_title_and_language(planner: Visitor) -> None:
    choose(planner, EXCEL)
    planner.send({"hulp": "1", "in-de-weg": ["schulden", "taal", "vervoer"]}, to="/plan")

    paper = paper_of(planner)
    root = paper.trailer["/Root"]

    assert len(paper.pages) == 1
    assert [round(float(one)) for one in paper.pages[0].mediabox[2:]] == [595, 842]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (a PDF's own boolean)
    assert root["/Lang"] == "nl"
    assert paper.metadata is not None
    assert paper.metadata.title == "Uw plan – Doorleren"
    assert re.search(rb'pdfuaid:part(="|>)1', root["/Metadata"].get_data())
    assert tags_of(root["/StructTreeRoot"]) >= {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI"}


def tags_of(tree: Any) -> set[str]:
    """Every kind of tag in the tree of a PDF."""
    found, waiting = set(), [tree]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += list(one)
        elif isinstance(one, DictionaryObject):
            if "/S" in one:
                found.add(str(one["/S"]))
            if "/K" in one and not isinstance(one["/K"], int):
                kids = one["/K"]
                waiting += [kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int)]
    return found


def test_the_paper_reads_in_the_order_of_the_page_and_says_the_same(planner: Visitor) -> None:
    said = " ".join(paper_of(planner).pages[0].extract_text().replace("\u00a0", " ").split())

    places = [said.index(step) for step in steps(planner)]
    assert places == sorted(places)
    assert (
        said.index("U betaalt zelf: € 380.") < said.index("Voorbeeld leergeld") < said.index("Uw stappen") < places[0]
    )
    assert "uiterlijk 14 januari 2027" in said
    assert "1. Praat met een adviseur." in said


def test_the_letters_of_the_paper_come_with_it_and_are_large_enough(planner: Visitor) -> None:
    page = paper_of(planner).pages[0]
    sizes: list[float] = []

    def look(text: str, cm: Any, tm: Any, fonts: Any, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * tm[3] * cm[3]))

    page.extract_text(visitor_text=look)
    fonts = [one.get_object() for one in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    inside = [one["/DescendantFonts"][0].get_object()["/FontDescriptor"] for one in fonts if "/DescendantFonts" in one]

    assert len(fonts) == len(inside) >= 1
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in inside)
    assert min(sizes) >= 9.9


def test_the_paper_fetches_nothing_from_anywhere() -> None:
    with pytest.raises(ValueError, match="fetches nothing"):
        plan_paper._nothing("https://example.org/x.png")


def test_where_no_pdf_can_be_made_the_page_says_how_to_print(planner: Visitor, monkeypatch: Any) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)

    planner.visit("/plan.pdf")

    assert planner.status == 503
    assert "kies in uw browser ‘Afdrukken’" in planner.text


def test_the_days_go_to_a_calendar_and_the_whole_to_a_program(planner: Visitor) -> None:
    days, shape = planner.client.get("/plan.ics"), planner.client.get("/plan.json")

    starts = {event["dtstart"].dt for event in Calendar.from_ical(days.content).walk("VEVENT")}
    assert date(2027, 1, 14) in starts
    assert days.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert json.loads(shape.content)["totaal"]["voorschieten"] == 152_000
    assert not any(bit in (days.content + shape.content).decode() for bit in PERSONAL)


def test_without_a_plan_there_is_no_paper(visitor: Visitor) -> None:
    for page in ("/plan.pdf", "/plan.ics", "/plan.json", "/plan/bewaren", "/plan/bewaard", "/plan/wissen"):
        assert visitor.visit(page).address == "/plan"


# --- keeping --------------------------------------------------------------------------------------------------------


def test_nothing_is_kept_before_somebody_asks(planner: Visitor) -> None:
    planner.visit("/plan/bewaren")

    assert "Wie de link heeft, ziet uw plan en deze antwoorden." in planner.text
    assert "3 maanden, tot 21 februari 2027" in planner.text
    assert KeptPlan.objects.count() == 0


@pytest.mark.parametrize("months", ["", "0", "-3", "24", "drie", "3; DROP", "٣"])
def test_an_end_that_we_did_not_offer_keeps_nothing(planner: Visitor, months: str) -> None:
    planner.visit("/plan/bewaren").send({"einde": months})

    assert planner.status == 400
    assert "Kies tot wanneer wij het bewaren." in planner.text
    assert planner.title.startswith("Fout: ")
    assert KeptPlan.objects.count() == 0


def test_a_kept_plan_opens_in_another_browser(planner: Visitor) -> None:
    link, before = keep(planner), steps(planner.visit("/plan"))

    other = Visitor().visit(link)

    assert other.address == "/plan"
    assert steps(other) == before
    assert "Dit plan is bewaard tot 21 februari 2027." in other.text


def test_opening_is_a_redirect_that_nobody_keeps_or_passes_on(planner: Visitor) -> None:
    link = keep(planner)

    response = Visitor().client.get(link)

    assert (response.status_code, response.headers["Location"]) == (303, "/plan")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_opening_gives_the_visit_a_new_number(planner: Visitor) -> None:
    """Whoever knew the number of the visit before does not get the plan with it."""
    link = keep(planner)
    other = Visitor().visit("/vraag/1")
    before = other.client.cookies["bezoek"].value

    other.visit(link)

    assert other.client.cookies["bezoek"].value != before
    assert "Verpleegkunde" in other.text
    old = Visitor()
    old.client.cookies["bezoek"] = before
    assert "Verpleegkunde" not in old.visit("/plan").text


def test_only_the_answers_that_the_plan_needs_are_kept(planner: Visitor) -> None:
    planner.visit("/plan").send({"feit": "moeite_met", "naar": "/plan"}, to="/vraag").answer(["taal"])
    link = keep(planner)

    told = Visitor().visit(link).visit("/antwoorden").text

    assert "31.500,50" in told
    assert "taal" not in told.lower().replace("taalhuis", "")


def test_the_plan_that_is_kept_cannot_be_read_without_its_link(planner: Visitor) -> None:
    secret = keep(planner).rpartition("/")[2]
    row = KeptPlan.objects.get()

    raw = b"".join(bytes(part) for part in (row.sealed, row.owner_envelope, row.adviser_envelope))
    assert not any(bit.encode() in raw for bit in (*PERSONAL, "verpleeg"))
    assert secret not in row.owner_place


def test_a_change_is_kept_only_with_the_button(planner: Visitor) -> None:
    link = keep(planner)
    choose(planner, EXCEL)
    assert "U hebt iets veranderd. Dat is nog niet bewaard." in planner.text
    assert "Excel" not in Visitor().visit(link).text

    do(planner, "bewaar")

    assert "nog niet bewaard" not in planner.text
    assert "Excel" in Visitor().visit(link).text


@pytest.mark.parametrize("secret", [UNKNOWN, "kort", "x" * 500, "%00", "../../etc"])
def test_a_link_that_is_wrong_gives_one_page_without_the_link(visitor: Visitor, secret: str) -> None:
    visitor.visit(f"/plan/open/{secret}")

    if "/" not in secret:
        assert visitor.address == "/plan/onbekend"
    assert visitor.status == 404
    assert secret not in visitor.html


def test_wrong_ended_and_erased_links_are_told_apart_by_nobody(planner: Visitor, monkeypatch: Any) -> None:
    ended = keep(planner, "1")
    wrong = Visitor().visit(f"/plan/open/{UNKNOWN}")
    monkeypatch.setattr("doorleren.portal.kept.today", lambda: TODAY + timedelta(days=31))

    other = Visitor().visit(ended)

    assert (other.status, other.address, other.text) == (wrong.status, wrong.address, wrong.text)


def test_who_filled_something_in_is_warned_before_it_is_replaced(planner: Visitor) -> None:
    link = keep(planner)
    other = choose(Visitor(), EXCEL)

    other.visit(link)
    assert other.address == "/plan/vervangen"
    assert "Dan wissen wij wat u nu hebt ingevuld." in other.text

    other.send({"nee": "1"})
    assert "Excel" in other.text
    assert "Verpleegkunde" not in other.text

    other.visit(link).send({"ja": "1"})
    assert "Verpleegkunde" in other.text
    assert "Excel" not in other.text


def test_the_end_can_be_moved_within_a_year(planner: Visitor) -> None:
    keep(planner)

    do(planner, "einde", einde="12")

    assert KeptPlan.objects.get().ends == date(2027, 11, 21)
    assert do(planner, "einde", einde="13").status == 400
    assert KeptPlan.objects.get().ends == date(2027, 11, 21)


def test_erasing_asks_first_and_then_nothing_is_left(planner: Visitor) -> None:
    link = keep(planner)
    planner.visit("/plan/wissen")
    assert "Weet u het zeker?" in planner.text
    assert KeptPlan.objects.count() == 1

    planner.send({})

    assert planner.address == "/plan/gewist"
    assert KeptPlan.objects.count() == 0
    assert Visitor().visit(link).status == 404
    assert "Verpleegkunde" in planner.visit("/plan").text
    assert "Dit plan is bewaard" not in planner.text


def test_wiping_the_answers_leaves_the_kept_plan(planner: Visitor) -> None:
    link = keep(planner)

    planner.visit("/plan").send({}, to="/wis")

    assert Visit.objects.count() == 0
    assert "Verpleegkunde" in Visitor().visit(link).text


def test_a_plan_that_ends_while_it_is_open_leaves_the_visit_as_it_was(planner: Visitor) -> None:
    keep(planner)
    planner.visit("/plan")
    KeptPlan.objects.all().delete()

    do(planner, "bewaar")

    assert planner.status == 200
    assert "Verpleegkunde" in planner.text
    assert "Dit plan is bewaard" not in planner.text


def test_a_visit_that_ends_in_the_middle_says_what_happened(planner: Visitor) -> None:
    planner.visit("/plan/bewaren")
    Visit.objects.all().delete()

    planner.send({"einde": "3"})

    assert planner.status == 403
    assert "Na 30 minuten zijn uw antwoorden gewist." in planner.text
    assert KeptPlan.objects.count() == 0


def test_keeping_twice_is_keeping_once(planner: Visitor) -> None:
    planner.visit("/plan/bewaren")
    form = {**planner.hidden(), "einde": "3"}
    for _ in range(2):
        planner.client.post("/plan/bewaren", form)

    assert KeptPlan.objects.count() == 1


def test_no_log_tells_a_secret_or_an_answer(planner: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("django", "django.request", "doorleren"):
        logging.getLogger(name).propagate = True
    caplog.set_level(logging.DEBUG)
    link = keep(planner)
    advisers = adviser_link(planner)

    Visitor().visit(link)
    Visitor().visit(advisers)
    Visitor().visit(link + "x")

    assert link.rpartition("/")[2] not in caplog.text
    assert advisers.rpartition("/")[2] not in caplog.text
    assert not any(bit in caplog.text for bit in PERSONAL)


# --- the adviser ----------------------------------------------------------------------------------------------------


def test_an_adviser_sees_the_same_plan_and_keeps_their_own_visit(planner: Visitor) -> None:
    keep(planner)
    link, before = adviser_link(planner), steps(planner.visit("/plan"))
    adviser = choose(Visitor(), EXCEL)

    adviser.visit(link)
    assert "U bekijkt dit plan als adviseur" in adviser.text
    assert steps(adviser) == before

    do(adviser, "sluit")
    assert "Excel" in adviser.text
    assert "Verpleegkunde" not in adviser.text


def test_the_link_of_an_adviser_is_shown_once_and_a_new_one_ends_the_old(planner: Visitor) -> None:
    keep(planner)
    old = adviser_link(planner)
    assert old not in planner.visit("/plan/bewaard").html

    new = adviser_link(planner)

    assert Visitor().visit(old).status == 404
    assert Visitor().visit(new).status == 200


def test_an_adviser_writes_a_note_that_the_owner_reads_and_can_take_away(planner: Visitor) -> None:
    keep(planner)
    adviser = Visitor().visit(adviser_link(planner))

    do(adviser, "notitie", tekst="Bel maandag <b>even</b>.\r\nDan is er plek.\x00", naam="Fatima")

    planner.visit("/plan")
    assert "Fatima, 21 november 2026 Bel maandag <b>even</b>. Dan is er plek." in planner.text
    assert "<b>" not in planner.html
    assert "Bel maandag" in paper_of(planner).pages[0].extract_text()
    assert "Bel maandag" not in do(planner, "haal-weg", nummer="1").text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"tekst": "  ", "naam": "F"}, "Schrijf eerst een notitie."),
        ({"tekst": "x" * 2001}, "Uw notitie is te lang. Schrijf hoogstens 2000 letters."),
        ({"tekst": "kort", "naam": "x" * 81}, "Deze naam is te lang. Schrijf hoogstens 80 letters."),
    ],
)
def test_a_note_that_does_not_fit_is_said_and_not_lost(planner: Visitor, form: dict[str, str], sentence: str) -> None:
    keep(planner)

    do(planner.visit("/plan"), "notitie", **form)

    assert planner.status == 400
    assert sentence in planner.text
    assert form["tekst"].strip() in planner.html


def test_an_adviser_changes_and_erases_nothing(planner: Visitor) -> None:
    link = keep(planner)
    adviser = Visitor().visit(adviser_link(planner))
    do(adviser, "notitie", tekst="Hallo")
    before = KeptPlan.objects.get()

    for what, fields in (
        ("bewaar", {}),
        ("einde", {"einde": "12"}),
        ("adviseur", {}),
        ("haal-weg", {"nummer": "1"}),
    ):
        assert do(adviser.visit("/plan"), what, **fields).status == 400, what
    adviser.visit("/plan")
    assert adviser.send({"weg": NURSE}, to="/plan").status == 400
    adviser.visit("/plan").send({}, to="/plan/wissen")
    for page in ("/plan/wissen", "/plan/bewaard", "/plan/bewaren"):
        assert adviser.visit(page).address == "/plan"

    after = KeptPlan.objects.get()
    assert (bytes(after.sealed), after.ends) == (bytes(before.sealed), before.ends)
    assert "Hallo" in Visitor().visit(link).text
    assert not any(word in adviser.html for word in ("Haal uit mijn plan", 'value="bewaar"', "Haal weg"))


def test_a_plan_keeps_the_day_that_somebody_looked_at(visitor: Visitor) -> None:
    visitor.visit("/dag").send({"dag": "1", "maand": "12", "jaar": "2026"})
    link = keep(choose(visitor, NURSE))

    assert "Dit plan is van 1 december 2026." in Visitor().visit(link).text


def test_the_plan_weighs_little(planner: Visitor) -> None:
    from .test_weight import KILOBYTE, weight

    choose(planner, EXCEL)

    assert weight(planner.html) < 30 * KILOBYTE


def test_plans_are_kept_by_the_real_store() -> None:
    """What these tests look at is what visitors get."""
    from doorleren.wiring.middleware import BookAtHand

    assert isinstance(BookAtHand(lambda request: None)._plans, SealedPlans)  # type: ignore[arg-type, return-value]
