# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""POST /v1/overzichten gives exactly what the contract says, to anybody, and keeps nothing."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from doorleren.journeys import overview, overview_shape, read_request
from doorleren.journeys.short_here import home_in, short_here_shape
from doorleren.rules import Book
from doorleren.wiring.regions import in_your_region

from .conftest import ANNE, DAY, ENGLISH, Stranger

SCHEMES = {
    "afspraak-in-de-bouw",
    "altijd-een-weg",
    "bedrijf-leert-mee",
    "cursus-voor-wie-werkt",
    "uwv-helpt",
    "verlof-van-vroeger",
}
ITEM = [
    "id", "naam", "soort", "aanvrager", "ontvanger", "voor", "samenvatting", "uitkomst", "bedrag", "bedragPer",
    "bedragHangtAfVan",
    "hangtAfVan", "voorwaarden", "watZouHelpen", "watNu", "waarschuwingen", "nietUitgedrukt", "bewijs",
]  # fmt: skip


def test_an_overview_has_the_day_every_scheme_and_the_next_question(stranger: Stranger) -> None:
    answer = stranger.overview(ANNE)

    assert list(answer.json) == ["op", "regelingen", "volgendeVraag", "samen", "inUwRegio"]
    assert answer.json["op"] == DAY
    assert {one["id"] for one in answer.json["regelingen"]} == SCHEMES
    assert list(answer.json["volgendeVraag"]) == ["feit", "vraag", "waarom"]


def test_every_field_of_a_scheme_is_as_in_the_contract(stranger: Stranger) -> None:
    """60 % of 900 euros is 540 euros; the law in the invented scheme says so in article 4."""
    found = stranger.overview(ANNE).scheme("cursus-voor-wie-werkt")

    source = {"document": "Verzonnen wet op het leren", "url": "https://example.org/wet"}
    assert list(found) == ITEM
    assert {name: found[name] for name in ("id", "soort", "aanvrager", "ontvanger", "voor", "uitkomst")} == {
        "id": "cursus-voor-wie-werkt",
        "soort": "subsidie",
        "aanvrager": "inwoner",
        "ontvanger": "inwoner",
        "voor": "inwoner",
        "uitkomst": "ja",
    }
    assert found["naam"] == "Cursus voor wie werkt (verzonnen)"
    assert found["bedrag"] == {"min": 54000, "max": 54000}
    assert found["hangtAfVan"] == []
    assert found["voorwaarden"] == [
        {"id": "leeftijd", "uitkomst": "ja", "zin": "U bent 18 jaar of ouder.", "bron": {**source, "plaats": "artikel 2"}},
        {"id": "uren", "uitkomst": "ja", "zin": "U werkt 12 uur of meer.", "bron": {**source, "plaats": "artikel 2"}},
        {
            "id": "soort",
            "uitkomst": "ja",
            "zin": "Het is een cursus of mbo naast het werk.",
            "bron": {**source, "plaats": "artikel 3"},
        },
    ]  # fmt: skip
    assert found["watZouHelpen"] == []
    assert found["watNu"] == {
        "zin": "Vraag het geld aan bij het Voorbeeldloket.",
        "url": "https://example.org/cursus",
        "loket": "Voorbeeldloket",
    }
    assert found["waarschuwingen"] == ["Het geld kan op zijn."]
    assert found["nietUitgedrukt"] == []


def test_a_receipt_holds_what_is_needed_to_answer_again(stranger: Stranger) -> None:
    receipt = stranger.overview(ANNE).scheme("cursus-voor-wie-werkt")["bewijs"]

    assert list(receipt) == ["versie", "hash", "woordenHash", "programma", "op", "taal", "feiten"]
    assert receipt["versie"] == "cursus-voor-wie-werkt@2018-01-01"
    assert len(receipt["hash"]) == len(receipt["woordenHash"]) == 64
    assert receipt["programma"].startswith("doorleren ")
    assert (receipt["op"], receipt["taal"]) == (DAY, "nl")
    assert receipt["feiten"]["geboortedatum"] == "1984-06-15"
    assert receipt["feiten"]["opleiding_kosten_eurocent"] == 90000


def test_what_it_depends_on_is_a_fact_a_judgement_or_not_expressed(stranger: Stranger) -> None:
    """A body must judge, and a condition could not be written: never a certain yes."""
    found = stranger.overview({**ANNE, "uitkering": ["ww"]}).scheme("uwv-helpt")
    nothing_known = stranger.overview({}).scheme("uwv-helpt")

    judged = [{"soort": "oordeel", "naam": "nodig"}, {"soort": "niet-uitgedrukt", "naam": "markt"}]
    assert found["uitkomst"] == "hangt-af"
    assert found["hangtAfVan"] == judged
    assert found["nietUitgedrukt"] == [
        {
            "zin": "Er moet werk zijn in dit vak.",
            "bron": {
                "document": "Verzonnen wet op de uitkeringen",
                "plaats": "artikel 4",
                "url": "https://example.org/ww",
            },
        }
    ]
    assert nothing_known["hangtAfVan"] == [{"soort": "feit", "naam": "uitkering"}, *judged]


def test_a_missing_amount_gives_an_interval_and_one_without_a_ceiling_says_so(stranger: Stranger) -> None:
    """The cap is 1,000 euros for who works much and 400 euros for others; UWV's money has none."""
    answer = stranger.overview({k: v for k, v in ANNE.items() if k != "opleiding_kosten_eurocent"})

    assert answer.scheme("cursus-voor-wie-werkt")["bedrag"] == {"min": 0, "max": 100000}
    assert stranger.overview({}).scheme("uwv-helpt")["bedrag"] == {"min": 0, "max": None}
    assert answer.scheme("altijd-een-weg")["bedrag"] is None


def test_a_no_says_what_would_help(stranger: Stranger) -> None:
    """More hours help, and so does waiting for the window in September."""
    answer = stranger.overview({**ANNE, "uren_per_week": 8, "werkgever_aantal_werknemers": 12}, op="2020-05-01")

    hours = answer.scheme("cursus-voor-wie-werkt")
    window = answer.scheme("bedrijf-leert-mee")
    assert hours["uitkomst"] == window["uitkomst"] == "nee"
    assert hours["watZouHelpen"] == [{"wijzig": {"uren_per_week": 12}, "wordt": "ja"}]
    assert window["watZouHelpen"] == [{"vanaf": "2020-09-01", "wordt": "ja"}]


def test_a_scheme_that_does_not_exist_and_a_day_we_do_not_know_are_two_things(stranger: Stranger) -> None:
    answer = stranger.overview({}, op="2014-06-01")
    later = stranger.overview({})

    assert answer.scheme("bedrijf-leert-mee")["uitkomst"] == "niet-van-kracht"
    assert answer.scheme("uwv-helpt")["uitkomst"] == "niet-bekend"
    assert later.scheme("verlof-van-vroeger")["uitkomst"] == "niet-bekend"


def test_a_policy_has_no_outcome(stranger: Stranger) -> None:
    found = stranger.overview({}).scheme("afspraak-in-de-bouw")

    assert list(found) == [name for name in ITEM if name != "uitkomst"]
    assert found["soort"] == "beleid"


def test_nothing_known_is_a_question_and_never_a_yes(stranger: Stranger) -> None:
    """With what cannot go together one scheme's first condition holds for everybody; its second still asks."""
    for body in (
        {"op": DAY},
        {"op": DAY, "feiten": {}},
        {"op": DAY, "feiten": None},
        {"op": DAY, "feiten": {"werk": None}},
    ):
        answer = stranger.send(body)

        assert answer.status == 200
        assert "ja" not in [one.get("uitkomst") for one in answer.json["regelingen"]]
        assert answer.scheme("altijd-een-weg")["voorwaarden"][0]["uitkomst"] == "ja"
        assert answer.json["volgendeVraag"] is not None


def test_without_a_day_it_is_today_in_the_netherlands_and_the_answer_names_it(stranger: Stranger) -> None:
    before = datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()

    answer = stranger.send({"feiten": ANNE})

    assert answer.json["op"] in (before, datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_api_and_the_journey_say_the_same(stranger: Stranger, book: Book, language: str) -> None:
    """Three doors, one answer: to the last field."""
    profile, day, _ = read_request(book, {"op": DAY, "feiten": ANNE})

    answer = stranger.overview(ANNE, language=language)

    here = short_here_shape(in_your_region()(home_in(profile.facts), day), language)
    assert answer.json == {**overview_shape(overview(book, profile.facts, day, language), language), "inUwRegio": here}


def test_who_tells_where_they_live_reads_what_is_in_demand_there(stranger: Stranger) -> None:
    there = stranger.overview({**ANNE, "gemeente": "GM0024"}).json["inUwRegio"]

    assert there["regio"] == {"code": "AM01", "naam": "Groningen"}
    assert there["voorbeeld"] is True
    assert there["veelVraag"]
    assert stranger.overview(ANNE).json["inUwRegio"] is None


def test_the_same_in_english(stranger: Stranger) -> None:
    dutch, english = stranger.overview(ANNE), stranger.overview(ANNE, language=ENGLISH)

    assert english.headers["Content-Language"] == "en"
    assert dutch.headers["Content-Language"] == "nl"
    assert english.scheme("cursus-voor-wie-werkt")["voorwaarden"][0]["zin"] == "You are 18 or older."
    assert english.scheme("cursus-voor-wie-werkt")["bewijs"]["taal"] == "en"
    assert without_words(english.json) == without_words(dutch.json)


WORDS = {"naam", "samenvatting", "zin", "loket", "waarschuwingen", "vraag", "waarom", "taal", "woordenHash"}


def without_words(value: Any) -> Any:
    """What is left when everything that is said is taken out."""
    if isinstance(value, dict):
        mine = WORDS - ({"naam"} if "id" not in value else set())
        return {k: without_words(v) for k, v in value.items() if k not in mine}
    return [without_words(one) for one in value] if isinstance(value, list) else value


def test_an_overview_is_kept_by_nobody(stranger: Stranger) -> None:
    """No copy on the way, no cookie, no fact in an address."""
    answer = stranger.overview(ANNE)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert not answer.cookies


def test_asking_twice_gives_the_same_bytes(stranger: Stranger) -> None:
    assert stranger.overview(ANNE).bytes == stranger.overview(dict(reversed(ANNE.items()))).bytes


def test_yes_and_no_may_be_given_in_dutch(stranger: Stranger) -> None:
    assert stranger.overview({**ANNE, "inburgeringsplichtig": "nee"}).bytes == stranger.overview(ANNE).bytes


def test_anne_is_asked_about_in_the_book_that_comes_with_the_program(stranger: Stranger, shipped: Book) -> None:
    """Born in 1984, weak with computers, not obliged to integrate: the law gives her a course in basic skills."""
    from doorleren.wiring import use_book

    facts = {"geboortedatum": "1984-06-15", "moeite_met": ["digitaal"], "inburgeringsplichtig": False}
    known = {"gemeente": "GM0024", "werk": ["werknemer"], "hoogste_diploma": "mbo2", "startkwalificatie": True}
    with use_book(shipped):
        answer = stranger.overview({**facts, **known, "behaalde_graden": []}, op="2020-02-01")

    assert answer.scheme("volwasseneneducatie")["uitkomst"] == "ja"
