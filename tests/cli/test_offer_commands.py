# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren import`, `aanbod` and `zoek`, as a provider, an administrator and somebody who wants to learn run them."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from .conftest import Ran, Run

pytestmark = pytest.mark.slow

Doorleren = Callable[..., Ran]


@pytest.fixture(scope="module")
def doorleren(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Doorleren:
    """The command with a data folder of its own, the same one all through this file."""
    data = str(tmp_path_factory.mktemp("gegevens"))
    return lambda *arguments: run(*arguments, DOORLEREN_DATA=data)


def feed(folder: Path, offerings: int = 2) -> Path:
    """A provider's folder in the form of OOAPI v5, with a price that is shown otherwise than it counts."""

    def write(name: str, body: Any) -> None:
        (folder / name).write_text(json.dumps(body), "utf-8")

    folder.mkdir(exist_ok=True)
    school, course = "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000001"
    text = [{"language": "nl-NL", "value": "Vliegers bouwen"}]
    write("school.json", {"organizationId": school, "name": [{"language": "nl-NL", "value": "Voorbeeldschool"}]})
    write("course.json", {"courseId": course, "name": text, "organization": school, "abbreviation": "VB"})
    for number in range(1, offerings + 1):
        price = {
            "costType": "total costs",
            "amount": "340.84",
            "currency": "EUR",
            "displayAmount": [{"language": "nl", "value": "€380,84"}],
        }
        write(
            f"offering-{number}.json",
            {
                "offeringId": f"33333333-0000-4000-8000-00000000000{number}",
                "offeringType": "course",
                "name": text,
                "course": course,
                "organization": school,
                "startDate": f"2027-0{number + 1}-01",
                "endDate": "2027-09-01",
                "priceInformation": [price],
            },
        )
    return folder


def test_a_provider_brings_an_offer_in_and_a_second_time_changes_nothing(doorleren: Doorleren, tmp_path: Path):
    folder = feed(tmp_path / "aanbod")

    first = doorleren("import", "ooapi-v5", folder, "--json")
    again = doorleren("import", "ooapi-v5", folder, "--json")

    assert (first.code, again.code) == (0, 0)
    assert (first.json["gelezen"], first.json["nieuw"]) == (4, 4)
    assert (again.json["nieuw"], again.json["gewijzigd"], again.json["ongewijzigd"]) == (0, 0, 4)
    told = [*first.json["problemen"], *first.json["opmerkingen"]]
    assert any("380,84" in one["wat"] for one in told)

    (folder / "offering-2.json").unlink()
    assert doorleren("import", "ooapi-v5", folder, "--json").json["gesloten"] == 1

    (found,) = doorleren("zoek", "vlieger", "bouwen", "--op", "2026-11-21", "--json").json
    assert (found["naam"], found["aanbieder"], found["start"]) == ("Vliegers bouwen", "Voorbeeldschool", "2027-02-01")
    assert found["prijs"] == {"min": 34_084, "max": 34_084}
    assert set(found) >= {"id", "voorU", "voorschieten", "lenen", "laterTerug"}


def test_a_source_that_is_not_there_is_told_with_what_to_do_and_changes_nothing(doorleren: Doorleren, tmp_path: Path):
    ran = doorleren("import", "edudex", tmp_path / "weg.json")

    assert ran.code == 2
    assert "weg.json" in ran.err
    assert "Er is niets gesloten." in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("source", "options", "told"),
    [
        ("", [], "Hier staat niets."),
        ("x" * 400, [], "Deze naam kunnen wij niet bewaren."),
        (".", ["--naam", "voorbeelden"], "Zo heten onze eigen voorbeelden."),
        (".", ["--naam", " "], "Hier staat niets."),
        (".", ["--naam", "een\nnaam"], "Deze naam kunnen wij niet bewaren."),
        (".", ["--schema", "SCHEMA"], "geen leesbaar schema"),
        ("http://[", [], "geen adres op het web"),
    ],
)
def test_what_cannot_be_asked_is_said_and_our_examples_stay(
    doorleren: Doorleren, tmp_path: Path, source: str, options: list[str], told: str
):
    (tmp_path / "schema.json").write_text("[]", "utf-8")
    options = [one.replace("SCHEMA", str(tmp_path / "schema.json")) for one in options]

    ran = doorleren("import", "ooapi-v5", source, *options)

    assert (ran.code, told in ran.err, "Traceback" in ran.err) == (2, True, False)
    sources = doorleren("aanbod", "bronnen", "--json").json
    assert next(one["records"] for one in sources if one["bron"] == "voorbeelden") > 1_000


def test_anne_finds_a_course_that_costs_her_nothing(doorleren: Doorleren, anne: Path):
    ran = doorleren("zoek", "leren werken met computers", "--profiel", anne, "--plaats", "Loppersum")

    assert ran.code == 0
    assert "op of na 1 februari 2020" in ran.out
    assert "Computer voor beginners [voorbeeld]" in ran.out
    assert "voor u €\xa00" in ran.out
    assert "dat betaalt: Cursus taal, rekenen of computer van uw gemeente" in ran.out
    assert "niemand kan zich daar aanmelden" in ran.out


def test_only_what_is_certainly_free_is_shown_to_who_asks_for_it(doorleren: Doorleren, anne: Path):
    found = doorleren("zoek", "computer", "--profiel", anne, "--nul-euro", "--json").json

    assert found
    assert all(one["voorU"]["min"] == 0 for one in found)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("eksel",), "«eksel» lazen wij als «excel»."),
        (("lassen", "in", "Den Haag"), "In «den haag» vonden wij niets. U ziet wat er ergens anders is."),
        (("verpleegkunde", "geen", "hbo"), "U ziet niets met «hbo»: dat wilt u niet."),
        (("lassen", "dichtbij"), "Wij weten niet waar u bent. Noem een plaats, of kies er een met --plaats."),
        (("kapper", "worden"), "Over «kapper» vonden wij niets."),
        (("excel", "groningen", "--plaats", "Assen"), "Op «groningen» letten wij niet"),
    ],
)
def test_what_the_search_made_of_the_words_is_told(doorleren: Doorleren, words: tuple[str, ...], told: str):
    lines = doorleren("zoek", *words, "--op", "2026-11-21").out.splitlines()

    assert [line for line in lines if line.startswith(told)]


def test_a_wrong_profile_is_told_before_anything_is_searched(doorleren: Doorleren, tmp_path: Path):
    profile = tmp_path / "ik.yaml"
    profile.write_text("feiten: {leeftijd: 35}\n", "utf-8")

    ran = doorleren("zoek", "computer", "--profiel", profile)

    assert (ran.code, ran.out) == (2, "")
    assert "geboortedatum" in ran.err


def test_what_cannot_be_searched_with_is_told_at_once(doorleren: Doorleren):
    ran = doorleren("zoek", "x" * 501, "--aantal", "0", "--prijs-tot", "-5", "--json", "--taal", "en")

    assert (ran.code, ran.out) == (2, "")
    assert [one["waar"] for one in json.loads(ran.err)["problemen"]] == ["--aantal", "--prijs-tot", "WOORDEN"]


def test_who_asks_for_nothing_to_pay_hears_what_there_is_otherwise(doorleren: Doorleren):
    ran = doorleren("zoek", "lassen", "--op", "2026-11-21", "--nul-euro")

    assert "Meer vindt u zonder «--nul-euro»: 8." in ran.out


def test_who_begins_too_early_for_a_scheme_hears_when_it_would_help(doorleren: Doorleren):
    """For STAP a course had to begin four weeks after the request, and before the end of July."""
    ran = doorleren("zoek", "kennismaken", "lassen", "--profiel", "voorbeelden/zzp.yaml", "--aantal", "1")

    assert "voor u €\xa0225\n  begint u op 21 mei 2022, dan voor u €\xa00 tot €\xa0225" in ran.out


def test_a_word_that_is_nowhere_and_one_that_was_mended_are_told(doorleren: Doorleren):
    assert "Over «qqqq» vonden wij niets." in doorleren("zoek", "qqqq", "--op", "2026-11-21").out
    assert "«lasen» lazen wij als «lassen»." in doorleren("zoek", "lasen", "--op", "2026-11-21").out


def test_what_is_possible_is_named_to_the_last(doorleren: Doorleren):
    assert "vmbo_havo_vwo." in doorleren("zoek", "lassen", "--soort", "kookles").err


def test_a_place_where_nothing_can_be_kept_is_told_with_what_to_do(run: Run, tmp_path: Path):
    file = tmp_path / "bestand"
    file.write_text("geen map", "utf-8")
    broken = tmp_path / "kapot"
    broken.mkdir()
    (broken / "doorleren.sqlite3").write_bytes(b"geen database" * 500)

    for place in (file, broken):
        ran = run("zoek", "lassen", DOORLEREN_DATA=str(place))
        assert (ran.code, ran.out) == (2, "")
        assert "DOORLEREN_DATA" in ran.err
        assert "Traceback" not in ran.err


def test_two_first_commands_at_once_in_a_new_folder_both_answer(run: Run, tmp_path: Path):
    data = str(tmp_path / "nieuw")

    with ThreadPoolExecutor(2) as both:
        found = [*both.map(lambda _: run("zoek", "lassen", "--op", "2026-11-21", DOORLEREN_DATA=data), range(2))]

    assert [one.code for one in found] == [0, 0], found
    assert found[0].out == found[1].out
    assert "8 opleidingen" in found[0].out


def test_the_examples_can_be_taken_away_for_good_and_put_back(doorleren: Doorleren):
    assert doorleren("aanbod", "voorbeelden", "weg", "--json").json["weggehaald"] > 1_000

    gone = doorleren("zoek", "computer voor beginners", "--op", "2026-11-21", "--json")
    assert not any(one["voorbeeld"] for one in gone.json)
    assert not any(one["bron"] == "voorbeelden" for one in doorleren("aanbod", "bronnen", "--json").json)

    assert doorleren("aanbod", "voorbeelden", "terug").code == 0
    assert doorleren("zoek", "computer voor beginners", "--op", "2026-11-21", "--json").json[0]["voorbeeld"] is True
