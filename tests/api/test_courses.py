# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a partner's program finds of courses, and the plan it gets for somebody."""

from typing import Any

import pytest
from pydantic import BaseModel

from doorleren.api.offer_shapes import HeleOpleiding, LerenPlan, Opleidingen
from doorleren.catalogue import Origin
from doorleren.journeys.plan_shape import public_source
from doorleren.rules import Book
from doorleren.wiring import use_book

from .conftest import ANNE, DAY, Answer, Stranger

pytestmark = pytest.mark.django_db


def courses(stranger: Stranger, query: str = "") -> Any:
    answer = stranger.get(f"/v1/opleidingen?op={DAY}{query}")
    assert answer.status == 200, answer.bytes[:500]
    return held_to(Opleidingen, answer)


def held_to(shape: type[BaseModel], answer: Answer) -> Any:
    """The answer, held against what we say of it: no field more, no field less."""
    value = answer.json
    shape.model_validate(value, strict=False, extra="forbid")
    return value


def plan(stranger: Stranger, body: dict[str, Any]) -> Any:
    answer = stranger.send(body, "/v1/plannen")
    assert answer.status == 200, answer.bytes[:500]
    return held_to(LerenPlan, answer)


def test_words_find_a_course_with_its_price_and_when_it_begins(stranger: Stranger):
    (found,) = courses(stranger, "&zoek=excel+cursus+avond+groningen")["opleidingen"]

    assert (found["id"], found["naam"], found["aanbieder"]) == ("c-excel", "Excel voor beginners", "Voorbeeldschool")
    assert found["prijs"] == {"min": 90_000, "max": 90_000}
    assert found["voorU"]["max"] == 90_000
    assert (found["start"], found["plaats"], found["voorbeeld"]) == ("2020-04-01", "Groningen", True)


def test_without_words_everything_that_is_still_to_begin_is_there(stranger: Stranger):
    answer = courses(stranger)

    assert answer["totaal"] == 3
    assert answer["aantallen"]["subject"] == {"digitaal": 1, "techniek": 1, "zorg": 1}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("&onderwerp=techniek,zorg", {"c-lassen", "c-zorg"}),
        ("&moment=avond", {"c-excel"}),
        ("&plaats=Assen", {"c-lassen"}),
        ("&prijsTot=100000", {"c-excel"}),
        ("&bij=53.2,6.5&binnenKm=20", {"c-excel"}),
        ("&startVoor=2020-04-15", {"c-excel", "c-zorg"}),
        ("&voorbeelden=nee", set()),
    ],
)
def test_a_filter_leaves_what_fits(stranger: Stranger, query: str, ids: set[str]):
    assert {one["id"] for one in courses(stranger, query)["opleidingen"]} == ids


def test_pages_follow_each_other_by_their_links(stranger: Stranger):
    first = courses(stranger, "&pageSize=2&sorteer=prijs")
    assert [one["id"] for one in first["opleidingen"]] == ["c-excel", "c-lassen"]

    second = stranger.get(first["_links"]["next"]["href"])

    assert [one["id"] for one in second.json["opleidingen"]] == ["c-zorg"]
    assert "next" not in second.json["_links"]


def test_everything_wrong_with_a_query_is_told_at_once(stranger: Stranger):
    answer = stranger.get(
        "/v1/opleidingen?soort=cursus,kookles&bij=hier&binnenKm=0&prijsTot=-1&sorteer=afstand&erkend=misschien&zoeken=x"
    )

    assert answer.status == 400
    assert {one["waar"] for one in answer.problems} == {
        "query: zoeken",
        "query: bij",
        "query: binnenKm",
        "query: soort",
        "query: prijsTot",
        "query: erkend",
    }


@pytest.mark.parametrize(
    "query", ["bij=1e1,1_0", "bij=nan,nan", "bij=91,0", "bij=%D9%A1,%D9%A2", "gratisMet=", "gratisMet=bestaat-niet"]
)
def test_only_what_the_description_allows_is_taken(stranger: Stranger, query: str):
    answer = stranger.get(f"/v1/opleidingen?{query}")

    assert [one["waar"] for one in answer.problems] == [f"query: {query.partition('=')[0]}"]


@pytest.mark.parametrize(
    "name", ["%2e%2e", "a" * 10_000, "%00", "a%00b", "%F0%9F%98%80", "%ff%fe", "%ED%A0%80", "'%3B--", "%3Cscript%3E"]
)
def test_an_id_that_nobody_gave_is_not_there_whatever_it_is(stranger: Stranger, name: str):
    answer = stranger.get(f"/v1/opleidingen/{name}")

    assert (answer.status, [one["waar"] for one in answer.problems]) == (404, ["id"])
    assert len(answer.bytes) < 1_000


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_to_the_end_give_every_course_once(stranger: Stranger, size: int):
    found, address = [], f"/v1/opleidingen?op={DAY}&pageSize={size}"
    while address:
        page = held_to(Opleidingen, stranger.get(address))
        found += [one["id"] for one in page["opleidingen"]]
        address = page["_links"].get("next", {}).get("href")

    assert sorted(found) == ["c-excel", "c-lassen", "c-zorg"]


def test_a_distance_needs_a_point(stranger: Stranger):
    answer = stranger.get("/v1/opleidingen?binnenKm=10&sorteer=afstand")

    assert {one["waar"] for one in answer.problems} == {"query: binnenKm", "query: sorteer"}


def test_nothing_found_says_what_to_let_go(stranger: Stranger):
    answer = courses(stranger, "&zoek=excel&plaats=Assen")

    assert answer["opleidingen"] == []
    assert {"soort": "filter", "naam": "town", "totaal": 1, "woorden": None} in answer["losser"]


def test_one_course_comes_with_each_time_that_it_is_still_to_begin(stranger: Stranger):
    answer = stranger.get("/v1/opleidingen/c-excel?op=2020-06-15&taal=en")

    course = held_to(HeleOpleiding, answer)
    assert course["naam"] == "Excel"
    assert [one["id"] for one in course["aanbod"]] == ["o-excel-7", "o-excel-8", "o-excel-veendam"]


def test_a_course_that_is_not_there_is_a_404_with_what_to_do(stranger: Stranger):
    answer = stranger.get("/v1/opleidingen/c-kookles")

    assert answer.status == 404
    assert answer.problems[0]["watNu"].startswith("Zoek de opleiding opnieuw")


def test_a_plan_says_who_pays_what_and_what_to_do_when(stranger: Stranger):
    found = plan(stranger, {"op": DAY, "feiten": ANNE, "opleidingen": ["o-excel-5"], "inDeWeg": ["schulden"]})

    (one,) = found["opleidingen"]
    assert one["aanbod"]["start"] == "2020-05-01"
    paid = sum(payer["bedrag"] for payer in one["betalers"] if payer["zeker"])
    assert paid == 90_000
    assert found["totaal"]["voorU"] == one["voorU"]
    kinds = [step["soort"] for step in found["stappen"]]
    assert kinds[:2] == ["advies", "hulp-erbij"]
    assert kinds.index("aanmelden") < kinds.index("begin")
    assert [step["nummer"] for step in found["stappen"]] == list(range(1, len(kinds) + 1))


def test_a_course_without_a_day_in_its_id_begins_as_soon_as_it_can(stranger: Stranger):
    found = plan(stranger, {"op": DAY, "feiten": {}, "opleidingen": ["c-excel"]})

    assert found["opleidingen"][0]["aanbod"]["id"] == "o-excel-4"


def test_a_course_without_a_day_in_its_id_is_taken_in_ones_own_municipality(stranger: Stranger):
    found = plan(stranger, {"op": DAY, "feiten": {"gemeente": "GM0047"}, "opleidingen": ["c-excel"]})

    assert found["opleidingen"][0]["aanbod"]["id"] == "o-excel-veendam"


def test_everything_wrong_with_a_plan_is_told_at_once(stranger: Stranger):
    body = {
        "op": DAY,
        "feiten": {"leeftijd": 3},
        "opleidingen": ["x", "c-excel", "c-excel"],
        "inDeWeg": ["kat"],
        "naam": 1,
    }

    answer = stranger.send(body, "/v1/plannen")

    assert answer.status == 400
    assert {one["waar"] for one in answer.problems} == {
        "naam",
        "feiten.leeftijd",
        "opleidingen",
        "opleidingen[0]",
        "inDeWeg[0]",
    }


def test_a_long_list_of_wrong_words_does_not_make_a_long_answer(stranger: Stranger):
    body = {"op": DAY, "opleidingen": ["c-excel"], "inDeWeg": ["x"] * 50_000}

    answer = stranger.send(body, "/v1/plannen")

    assert len(answer.problems) == 10


def test_a_list_of_something_else_is_one_problem(stranger: Stranger):
    answer = stranger.send({"op": DAY, "opleidingen": [1]}, "/v1/plannen")

    assert [one["wat"] for one in answer.problems] == ["Dit is geen lijst van teksten."]


def test_what_no_longer_begins_cannot_be_planned(stranger: Stranger):
    answer = stranger.send({"op": "2021-01-01", "feiten": {}, "opleidingen": ["c-excel"]}, "/v1/plannen")

    assert answer.status == 400
    assert "begint niet meer" in answer.problems[0]["wat"]


@pytest.mark.parametrize("body", [[], "x", 3, None, {"opleidingen": "c-excel"}, {"opleidingen": []}])
def test_a_body_that_is_no_request_for_a_plan_is_refused_in_words(stranger: Stranger, body: Any):
    answer = stranger.send(body, "/v1/plannen")

    assert answer.status == 400
    assert answer.problems


@pytest.mark.parametrize(
    ("path", "method", "shape"),
    [
        ("/opleidingen", "get", Opleidingen),
        ("/opleidingen/{id}", "get", HeleOpleiding),
        ("/plannen", "post", LerenPlan),
    ],
)
def test_the_example_in_the_description_is_an_answer(
    stranger: Stranger, shipped: Book, path: str, method: str, shape: type[BaseModel]
):
    with use_book(shipped):
        operation = stranger.get("/v1/openapi.json").json["paths"][path][method]

    example = operation["responses"]["200"]["content"]["application/json"]["examples"]["voorbeeld"]
    assert "verzonnen" in example["summary"]
    shape.model_validate(example["value"], strict=False, extra="forbid")


def test_the_example_of_a_request_for_a_plan_has_only_a_course_that_is_not_there(stranger: Stranger, shipped: Book):
    with use_book(shipped):
        operation = stranger.get("/v1/openapi.json").json["paths"]["/plannen"]["post"]
        example = operation["requestBody"]["content"]["application/json"]["examples"]["voorbeeld"]["value"]
        answer = stranger.send(example, "/v1/plannen")

    assert [one["waar"] for one in answer.problems] == ["opleidingen[0]"]


def test_a_plan_is_personal_and_a_list_is_not(stranger: Stranger):
    answer = stranger.send({"op": DAY, "feiten": ANNE, "opleidingen": ["c-excel"]}, "/v1/plannen")

    assert answer.headers["Cache-Control"] == "no-store"
    assert stranger.get("/v1/opleidingen").headers["Cache-Control"].startswith("public")


def test_nobody_sees_where_on_our_disk_a_file_of_a_provider_stood():
    def told(source: str) -> str:
        return public_source(Origin(source, "1"))

    assert told("/srv/geheim/aanbod-2026.json") == "aanbod-2026.json"
    assert told("feeds/voorbeeldschool.xml") == "voorbeeldschool.xml"
    assert told("https://aanbod.example/ooapi") == "https://aanbod.example/ooapi"
    assert told("Voorbeeldschool") == "Voorbeeldschool"
