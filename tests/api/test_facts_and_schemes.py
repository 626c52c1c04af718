# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts with their thresholds, and the schemes by page and one by one."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from doorleren.journeys import scheme_shape, thresholds_day
from doorleren.rules import Book
from doorleren.wiring import use_book

from .conftest import DAY, Stranger

FIELDS = [
    "naam",
    "type",
    "eigenaar",
    "eenheid",
    "grenzen",
    "afgeleidVan",
    "veranderbaar",
    "gevoelig",
    "vraag",
    "uitleg",
]


def fact(shape: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in shape["feiten"] if one["naam"] == name)
    return found


# --- facts ----------------------------------------------------------------------------------------------------------


def test_each_fact_has_what_the_contract_promises(stranger: Stranger) -> None:
    shape = stranger.get(f"/v1/feiten?op={DAY}").json

    assert list(shape) == ["op", "feiten", "nietSamen"]
    assert shape["op"] == DAY
    asked = [one for one in shape["feiten"] if not one["afgeleidVan"]]
    assert len(asked) >= 30
    for one in asked:
        assert set(FIELDS) <= set(one)
        assert one["eigenaar"] in ("persoon", "werkgever", "opleiding", "samenwerking")
        assert ("waarden" in one) == (one["type"] in ("een-van", "verzameling", "ladder"))
        assert ("min" in one) == ("max" in one) == (one["type"] in ("geheel-getal", "geld", "percentage", "datum"))
        assert one["type"] != "geld" or one["naam"].endswith("_eurocent")


def test_thresholds_are_where_the_rules_of_that_day_draw_a_line(stranger: Stranger) -> None:
    """12 and 32 hours; 18 years before 10 March 2020, so born on 10 March 2002 or earlier."""
    shape = stranger.get(f"/v1/feiten?op={DAY}").json

    assert fact(shape, "uren_per_week")["grenzen"] == [0, 12, 32]
    assert fact(shape, "geboortedatum")["grenzen"] == ["1910-03-10", "2002-03-11"]
    assert fact(shape, "inburgeringsplichtig")["grenzen"] == [False, True]


def test_what_cannot_go_together_can_be_tested_by_a_program(stranger: Stranger) -> None:
    shape = stranger.get(f"/v1/feiten?op={DAY}").json

    one = next(one for one in shape["nietSamen"] if one["id"] == "startkwalificatie_zonder_diploma")
    assert list(one) == ["id", "feiten", "als", "alle", "zin", "bron"]
    assert one["feiten"] == ["hoogste_diploma", "startkwalificatie"]
    assert one["alle"] == [
        {"feit": "startkwalificatie", "bewerking": "=", "waarde": True},
        {"feit": "hoogste_diploma", "bewerking": "<=", "waarde": "mbo1"},
    ]
    assert list(one["bron"]) == ["document", "plaats", "url"]


def test_facts_are_asked_in_the_language_that_is_wanted(stranger: Stranger) -> None:
    dutch, english = stranger.get("/v1/feiten"), stranger.get("/v1/feiten?taal=en")

    assert fact(dutch.json, "geboortedatum")["vraag"] == "Wanneer bent u geboren?"
    assert fact(english.json, "geboortedatum")["vraag"] == "When were you born?"


def test_the_facts_are_those_of_the_journey(stranger: Stranger, book: Book) -> None:
    from datetime import date

    assert stranger.get(f"/v1/feiten?op={DAY}").json == thresholds_day(book, date.fromisoformat(DAY), "nl")


# --- schemes --------------------------------------------------------------------------------------------------------


def test_a_scheme_in_the_list_says_what_it_is(stranger: Stranger) -> None:
    answer = stranger.get(f"/v1/regelingen?op={DAY}").json

    assert list(answer) == ["op", "totaal", "page", "pageSize", "regelingen", "_links"]
    assert (answer["op"], answer["totaal"], answer["page"], answer["pageSize"]) == (DAY, 6, 1, 20)
    listed = {one["id"]: one for one in answer["regelingen"]}
    company = listed["bedrijf-leert-mee"]
    assert {k: company[k] for k in ("naam", "soort", "voor", "opDezeDag", "aanvraagtijdvak")} == {
        "naam": "Bedrijf leert mee (verzonnen)",
        "soort": "subsidie",
        "voor": "werkgever",
        "opDezeDag": "van-kracht",
        "aanvraagtijdvak": {"open": True, "volgende": "2020-09-01"},
    }
    assert listed["verlof-van-vroeger"]["opDezeDag"] == "niet-bekend"


def test_walking_along_the_next_links_shows_every_scheme_once(stranger: Stranger) -> None:
    """The links keep what was asked: day, language and filters."""
    path, seen, pages = f"/v1/regelingen?op={DAY}&taal=en&voor=inwoner&pageSize=2", [], 0
    while True:
        answer = stranger.get(path).json
        pages += 1
        seen += [one["id"] for one in answer["regelingen"]]
        assert all(one["naam"].endswith("(invented)") for one in answer["regelingen"])
        if "next" not in answer["_links"]:
            break
        path = answer["_links"]["next"]["href"]

    assert pages == 2
    assert seen == ["altijd-een-weg", "cursus-voor-wie-werkt", "uwv-helpt", "verlof-van-vroeger"]


def test_links_tell_first_and_last_and_leave_out_what_is_not_there(stranger: Stranger) -> None:
    links = {page: stranger.get(f"/v1/regelingen?pageSize=4&page={page}").json["_links"] for page in (1, 2)}

    assert list(links[1]) == ["self", "first", "next", "last"]
    assert list(links[2]) == ["self", "first", "prev", "last"]
    assert links[2]["self"] == links[1]["next"] == links[1]["last"]
    assert links[2]["prev"] == links[1]["self"] == links[1]["first"]
    for link in links[1].values():
        assert urlsplit(link["href"]).netloc == ""
        assert stranger.get(link["href"]).status == 200


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("voor=werkgever", ["bedrijf-leert-mee"]),
        ("soort=recht", ["altijd-een-weg", "verlof-van-vroeger"]),
        ("soort=subsidie&voor=inwoner", ["cursus-voor-wie-werkt"]),
        ("soort=lening", []),
    ],
)
def test_schemes_can_be_chosen_by_party_and_kind(stranger: Stranger, query: str, wanted: list[str]) -> None:
    answer = stranger.get(f"/v1/regelingen?{query}").json

    assert [one["id"] for one in answer["regelingen"]] == wanted
    assert answer["totaal"] == len(wanted)


def test_one_scheme_has_its_versions_conditions_amounts_and_sources(stranger: Stranger, book: Book) -> None:
    from datetime import date

    answer = stranger.get(f"/v1/regelingen/cursus-voor-wie-werkt?op={DAY}").json

    assert answer == scheme_shape(book, "cursus-voor-wie-werkt", "nl", date.fromisoformat(DAY))
    assert [version["van"] for version in answer["versies"]] == ["2018-01-01", "2022-01-01"]
    assert answer["bedragZin"] == "U krijgt 60% van de kosten, en nooit meer dan €\u00a01.000."
    assert all(part["bron"]["plaats"] for part in answer["voorwaarden"] + answer["bedragen"])


def test_a_scheme_says_how_it_goes_with_others(stranger: Stranger) -> None:
    dutch, english = (
        stranger.get(f"/v1/regelingen/uwv-helpt?taal={language}").json["verhoudingen"] for language in ("nl", "en")
    )

    assert [(one["soort"], one["regeling"], one["samenMet"]) for one in dutch] == [
        ("excludes", "cursus-voor-wie-werkt", ["cursus-voor-wie-werkt"]),
        ("together_at_most", None, []),
    ]
    assert dutch[0]["zin"] == "Niet samen met Cursus voor wie werkt (verzonnen)."
    assert dutch[1]["zin"] == (
        "Samen met andere hulp betaalt dit nooit meer dan 100% van de kosten van de opleiding. "
        "Een lening of minder belasting telt niet mee."
    )
    assert english[1]["zin"].startswith("Together with other help this never pays more than 100% of the cost")
    assert dutch[1]["bron"]["plaats"] == "artikel 7"


def test_a_scheme_that_does_not_exist_is_told_with_the_nearest_one(stranger: Stranger) -> None:
    dutch = stranger.get("/v1/regelingen/uwv-helptt")
    english = stranger.get("/v1/regelingen/uwv-helptt?taal=en")

    assert dutch.status == english.status == 404
    assert dutch.problems == [
        {
            "waar": "pad: id",
            "wat": "De regeling «uwv-helptt» kennen we niet.",
            "verwacht": "een id uit GET /v1/regelingen",
            "watNu": "Bedoelt u «uwv-helpt»? Verbeter de id.",
        }
    ]
    assert english.problems == [
        {
            "waar": "pad: id",
            "wat": "We do not know the scheme «uwv-helptt».",
            "verwacht": "an id from GET /v1/regelingen",
            "watNu": "Do you mean «uwv-helpt»? Correct the id.",
        }
    ]


# --- copies ---------------------------------------------------------------------------------------------------------

PATHS = ["/v1/feiten", "/v1/regelingen", "/v1/regelingen/uwv-helpt", "/v1/openapi.json"]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_the_same_for_everybody_may_be_kept_for_a_while(stranger: Stranger, path: str) -> None:
    first = stranger.get(path)
    again = stranger.get(path, **{"If-None-Match": f'"iets-anders", W/{first.headers["ETag"]}'})
    changed = stranger.get(path, **{"If-None-Match": '"iets-anders"'})

    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "Accept-Language" in first.headers["Vary"]
    assert (again.status, again.bytes) == (304, b"")
    assert again.headers["API-Version"] == first.headers["API-Version"]
    assert changed.status == 200


@pytest.mark.parametrize("path", PATHS)
def test_asking_for_the_headers_only_gives_the_headers_only(stranger: Stranger, path: str) -> None:
    whole, head = stranger.get(path), stranger.ask("HEAD", path)

    assert (head.status, head.bytes) == (200, b"")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"] == str(len(whole.bytes))
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_what_nobody_checked_since_a_day_can_be_asked_for(stranger: Stranger, shipped: Book) -> None:
    with use_book(shipped):
        every = stranger.get("/v1/regelingen?pageSize=100").json["regelingen"]
        last = max(one["nagekekenOp"] for one in every)
        since = stranger.get(f"/v1/regelingen?pageSize=100&nietNagekekenSinds={last}").json["regelingen"]
        later = stranger.get("/v1/regelingen?pageSize=100&nietNagekekenSinds=2099-01-01").json["regelingen"]

    assert [one["id"] for one in since] == [one["id"] for one in every if one["nagekekenOp"] < last]
    assert later == every


def test_a_scheme_that_was_never_checked_is_not_checked_since_any_day(stranger: Stranger, book: Book) -> None:
    never = {name for name, scheme in book.schemes.items() if scheme.checked_on is None}

    found = stranger.get("/v1/regelingen?pageSize=100&nietNagekekenSinds=1990-01-01").json["regelingen"]

    assert {one["id"] for one in found} == never


@pytest.mark.parametrize("day", ["", "gisteren", "2026-02-30", "2026-2-1", "9" * 5000])
def test_a_day_since_when_that_does_not_exist_is_told(stranger: Stranger, day: str) -> None:
    answer = stranger.get(f"/v1/regelingen?nietNagekekenSinds={day}")

    assert answer.status == 400
    assert [problem["waar"] for problem in answer.problems] == ["query: nietNagekekenSinds"]


# --- the list made shorter ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("stand=niet-bekend", ["verlof-van-vroeger"]),
        ("open=ja&voor=werkgever", ["bedrijf-leert-mee"]),
        ("open=nee", ["verlof-van-vroeger"]),
        ("zoek=BEDRIJF leert", ["bedrijf-leert-mee"]),
        ("zoek=bedrijf zeppelin", []),
    ],
)
def test_schemes_can_be_chosen_by_words_and_by_what_is_open(stranger: Stranger, query: str, wanted: list[str]) -> None:
    answer = stranger.get(f"/v1/regelingen?op={DAY}&{query}").json

    assert [one["id"] for one in answer["regelingen"]] == wanted
    assert answer["totaal"] == len(wanted)


def test_schemes_that_say_no_to_a_place_are_left_out_there(stranger: Stranger, shipped: Book) -> None:
    with use_book(shipped):
        query = "/v1/regelingen?op=2023-09-20&pageSize=100&open=ja"
        every = {one["id"] for one in stranger.get(query).json["regelingen"]}
        there = {one["id"] for one in stranger.get(f"{query}&gemeente=GM0014").json["regelingen"]}

    assert "scholingsfonds-rotterdam" in every - there
    assert "slim" in there < every


def test_all_choices_that_do_not_exist_are_told_at_once(stranger: Stranger) -> None:
    answer = stranger.get(f"/v1/regelingen?op={DAY}&stand=weg&open=misschien&gemeente=GM9999&voor=iedereen")

    assert answer.status == 400
    told = {problem["waar"]: problem for problem in answer.problems}
    assert set(told) == {"query: stand", "query: open", "query: gemeente", "query: voor"}
    assert told["query: open"]["verwacht"] == "een van: ja, nee"
    assert told["query: gemeente"]["wat"] == "Wij kennen geen gemeente met de code «GM9999»."


def test_a_scheme_says_whether_one_can_apply(stranger: Stranger) -> None:
    """Bedrijf leert mee has windows; a policy has nothing to apply for."""
    listed = {one["id"]: one for one in stranger.get(f"/v1/regelingen?op={DAY}").json["regelingen"]}

    assert listed["bedrijf-leert-mee"]["aanvraag"]["stand"] == "open"
    assert listed["verlof-van-vroeger"]["aanvraag"]["stand"] == "niet-bekend"
    assert listed["afspraak-in-de-bouw"]["aanvraag"] is None
