# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Regions and figures for a program of somebody else, with only examples in the house."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from doorleren.basics import Problem, said
from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.region import Download
from doorleren.store.figures import KeptFigures

from .conftest import Stranger
from .design_rules import resolved

FIGURES = "/v1/indicatoren/werkloosheidspercentage/waarnemingen"
DAY = "op=2026-07-20"


@pytest.fixture(autouse=True)
def no_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORLEREN_DATA", str(tmp_path / "gegevens"))


def where(problems: Sequence[Mapping[str, str]]) -> list[str]:
    return [one["waar"].removeprefix("query: ") for one in problems]


@pytest.mark.parametrize(
    ("path", "at"),
    [
        ("/regios", f"/v1/regios?{DAY}&soort=gemeente&pageSize=7&page=3"),
        ("/regios", f"/v1/regios?{DAY}&zoek=eemsdelta&taal=en"),
        ("/regios/{code}", f"/v1/regios/PV27?{DAY}"),
        ("/regios/{code}", f"/v1/regios/GM0024?{DAY}"),
        ("/regios/{code}", f"/v1/regios/noord-nederland?{DAY}"),
        ("/regios/{code}", f"/v1/regios/PV99?{DAY}"),
        ("/regios/{code}", "/v1/regios/NL01?op=1990-01-01&stand=0001-01-01"),
        ("/regios/{code}", "/v1/regios/NL01?op=2100-12-31&stand=9999-12-31"),
        ("/indicatoren", "/v1/indicatoren?pageSize=100"),
        ("/indicatoren/{id}", "/v1/indicatoren/uitstroom-per-opleiding"),
        ("/indicatoren/{id}/waarnemingen", f"{FIGURES}?{DAY}&regio=pv20&pageSize=5"),
        ("/indicatoren/{id}/waarnemingen", f"{FIGURES}?{DAY}&van=9999-12-31"),
        ("/indicatoren/{id}/waarnemingen", f"/v1/indicatoren/uitstroom-per-opleiding/waarnemingen?{DAY}"),
    ],
)
def test_every_answer_has_the_shape_that_we_describe(stranger: Stranger, path: str, at: str) -> None:
    document = stranger.get("/v1/openapi.json").json
    content = resolved(document, document)["paths"][path]["get"]["responses"]["200"]["content"]
    answer = stranger.get(at)

    assert answer.status == 200
    assert [
        one.message for one in Draft202012Validator(content["application/json"]["schema"]).iter_errors(answer.json)
    ] == []
    assert stranger.ask("HEAD", at).bytes == b""


def test_page_by_page_one_gets_every_municipality_once(stranger: Stranger) -> None:
    """342 of them, on the day of the merger as on the day before it: then Loppersum was there."""
    found: list[str] = []
    at: str | None = f"/v1/regios?{DAY}&soort=gemeente&pageSize=100"
    while at is not None:
        answer = stranger.get(at).json
        found += [one["code"] for one in answer["regios"]]
        at = answer["_links"].get("next", {}).get("href")

    assert (len(found), len(set(found)), "GM0024" in found) == (342, 342, False)
    merged = {
        day: stranger.get(f"/v1/regios?op={day}&soort=gemeente&pageSize=1").json["totaal"]
        for day in ("2020-12-31", "2021-01-01")
    }
    assert merged == {"2020-12-31": 355, "2021-01-01": 352}


def test_all_that_is_wrong_with_a_question_is_told_at_once(stranger: Stranger) -> None:
    wrong = stranger.get(
        f"{FIGURES}?regio=PV98&van=a&tot=2026-02-30&op=0001-01-01&stand=x&page=0&pageSize=1001&taal=fr&q=1"
    )

    assert wrong.status == 400
    assert sorted(where(wrong.problems)) == sorted(
        ["q", "taal", "op", "stand", "van", "tot", "pageSize", "page", "regio"]
    )


@pytest.mark.parametrize(
    ("at", "status", "told"),
    [
        ("/v1/regios/GM9999", 404, "pad: code"),
        ("/v1/regios/%F0%9F%98%80", 404, "pad: code"),
        ("/v1/regios/" + "x" * 5_000, 404, "pad: code"),
        ("/v1/regios/..%2F..%2Fetc", 404, "pad: /v1/regios/../../etc"),
        ("/v1/indicatoren/geluk", 404, "pad: id"),
        ("/v1/indicatoren/geluk/waarnemingen", 404, "pad: id"),
        ("/v1/regioos", 404, "pad: /v1/regioos"),
        (f"{FIGURES}?van=2026-07-01&tot=2026-07-01", 400, "query: tot"),
        (f"{FIGURES}?page=1000", 400, "query: page"),
        ("/v1/regios?zoek=" + "x" * 101, 400, "query: zoek"),
        ("/v1/regios/NL01?gemeente=GM0014", 400, "query: gemeente"),
    ],
)
def test_what_is_not_there_and_what_cannot_be_is_told(stranger: Stranger, at: str, status: int, told: str) -> None:
    answer = stranger.get(at)

    assert (answer.status, answer.problems[0]["waar"]) == (status, told)


def test_an_address_that_is_almost_right_names_the_addresses_that_there_are(stranger: Stranger) -> None:
    (problem,) = stranger.get("/v1/regioos").problems
    document = stranger.get("/v1/openapi.json").json

    named = problem["verwacht"].removeprefix("een van: ").split(", ")

    assert sorted(named) == sorted(document["paths"])


def test_a_table_that_gets_damaged_while_the_server_runs_is_told_and_never_a_500(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = KeptFigures.downloads

    def hurt(self: KeptFigures, provider: str, table: str) -> Sequence[Download]:
        if table == "80590ned":
            broken = said("Dit bestand is beschadigd.", "This file is damaged.")
            raise FiguresTrouble(Problem("/een/pad/van/ons", broken, broken, broken))
        return whole(self, provider, table)

    monkeypatch.setattr(KeptFigures, "downloads", hurt)
    day = date(2026, 7, 19).isoformat()

    region = stranger.get(f"/v1/regios/NL01?op={day}")
    figures = stranger.get(f"{FIGURES}?op={day}")
    indicators = stranger.get("/v1/indicatoren")

    assert [one.status for one in (region, figures, indicators)] == [200, 200, 200]
    cards = {one["indicator"]: one for one in region.json["kerncijfers"]}
    assert "is iets mis" in cards["werkloosheidspercentage"]["geenCijfer"]
    assert cards["vacatures"]["cijfer"] is not None
    assert (figures.json["totaal"], "is iets mis" in figures.json["geenCijfer"]) == (0, True)
    assert b"/een/pad" not in region.bytes + figures.bytes + indicators.bytes
