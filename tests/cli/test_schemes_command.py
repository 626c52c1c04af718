# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren regelingen lijst | toon | toets`, as somebody runs them in a terminal."""

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from doorleren.cli import show
from doorleren.rules.book import HERE

from .conftest import Run

BAD = Path(__file__).resolve().parents[1] / "rules" / "bad_schemes"
IDS = {path.parent.name for path in (HERE / "schemes").glob("*/scheme.yaml")}


def test_the_list_names_every_scheme_and_whether_it_holds(run: Run):
    in_words = run("regelingen", "lijst", "--op", "2020-02-01")
    in_json = run("regelingen", "lijst", "--op", "2020-02-01", "--json").json

    assert (in_words.code, in_words.err) == (0, "")
    assert max(map(len, in_words.out.splitlines())) <= 80
    assert {one["id"] for one in in_json} == IDS
    assert {one["opDezeDag"] for one in in_json} <= {"van-kracht", "niet-van-kracht", "niet-bekend"}
    assert all(name in in_words.out for name in IDS)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_scheme_is_shown_with_its_conditions_versions_and_sources(run: Run, language: str):
    in_words = run("regelingen", "toon", "slim", "--taal", language)
    in_json = run("regelingen", "toon", "slim", "--json", "--taal", language).json

    assert (in_words.code, in_words.err) == (0, "")
    assert max(map(len, in_words.out.splitlines())) <= 80
    assert in_json["id"] == "slim"
    for part in ("versies", "voorwaarden", "bedragen", "betaling"):
        assert in_json[part], part
    in_one_line = " ".join(in_words.out.split())
    assert all(" ".join(one["zin"].split()) in in_one_line for one in in_json["voorwaarden"])


def test_the_rule_of_a_condition_can_be_read(run: Run):
    """Facts and limits by their names, as somebody wrote them."""
    shape = run("regelingen", "toon", "levenlanglerenkrediet", "--op", "2019-01-01", "--json").json

    rules = {one["id"]: one["regel"] for one in shape["voorwaarden"]}
    assert "years_between(geboortedatum, op)" in rules["leeftijd"]
    assert not any("()" in rule or "  " in rule for rule in rules.values() if rule)


def test_a_scheme_that_we_do_not_know_is_told_with_those_that_we_do(run: Run):
    answer = run("regelingen", "toon", "slimm")

    assert (answer.code, answer.out) == (2, "")
    assert "De regeling «slimm» kennen we niet." in answer.err
    assert "levenlanglerenkrediet" in answer.err


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "2010-01-01",
            [
                "This scheme does not apply on 1 January 2010.",
                "Below are the rules on 1 January 2020, in the version from 1 January 2020 until",
            ],
        ),
        ("1995-01-01", ["on 1 January 1995."]),
    ],
)
def test_a_day_without_a_version_is_said_before_the_nearest_is_shown(run: Run, day: str, said: list[str]):
    answer = run("regelingen", "toon", "slim", "--op", day, "--taal", "en")

    in_one_line = " ".join(answer.out.split())
    assert answer.code == 0
    assert all(part in in_one_line for part in said)
    assert "Versions" in in_one_line


def test_a_day_of_which_we_know_nothing_is_called_that(run: Run):
    unknown = [
        one["id"]
        for one in run("regelingen", "lijst", "--op", "1995-01-01", "--json").json
        if one["opDezeDag"] == "niet-bekend"
    ]
    assert unknown

    answer = run("regelingen", "toon", unknown[0], "--op", "1995-01-01")

    assert "Of deze regeling geldt op 1 januari 1995, weten wij niet." in " ".join(answer.out.split())
    assert "Hieronder staan de regels op " in answer.out


def test_the_version_nearest_to_the_day_is_shown_and_not_the_last(run: Run):
    """Before its first day a scheme is shown as it began, with the limits of then."""
    shape = run("regelingen", "toon", "slim", "--op", "2010-01-01", "--json").json

    assert shape["opDezeDag"] == "niet-van-kracht"
    assert shape["getoondVoor"] == shape["versies"][0]["van"]


def test_a_day_with_a_version_needs_no_remark(run: Run):
    answer = run("regelingen", "toon", "slim", "--op", "2021-01-01", "--taal", "en")

    assert "Below are the rules" not in answer.out
    assert "does not apply" not in answer.out


def test_the_list_is_in_english_words_and_keeps_its_codes_in_json(run: Run):
    in_words = run("regelingen", "lijst", "--op", "2020-02-01", "--taal", "en").out
    in_json = run("regelingen", "lijst", "--op", "2020-02-01", "--taal", "en", "--json").json

    on_one_line = " ".join(in_words.split())
    assert not any(code in in_words for code in ("van-kracht", "niet-bekend", "subsidie,", "(recht"))
    assert not re.search(r", (inwoner|werkgever|aanbieder|samenwerking)\)", on_one_line)
    assert "(right, resident)" in on_one_line
    assert {"recht", "subsidie"} <= {one["soort"] for one in in_json}
    assert {one["voor"] for one in in_json} <= {"inwoner", "werkgever", "aanbieder", "samenwerking"}


def test_a_scheme_with_nearly_this_name_is_suggested(run: Run):
    assert "Bedoelt u «slim»?" in run("regelingen", "toon", "slimm").err


def test_the_whole_book_is_checked(run: Run):
    answer = run("regelingen", "toets", "--json")

    assert (answer.code, answer.err) == (0, "")
    assert answer.json["problemen"] == []
    assert set(answer.json["regelingen"]) == IDS
    policies = {one["id"] for one in run("regelingen", "lijst", "--json").json if one["soort"] == "beleid"}
    assert min(cases for name, cases in answer.json["regelingen"].items() if name not in policies) >= 9
    assert {answer.json["regelingen"][name] for name in policies} == {0}


def test_one_folder_is_checked_wherever_it_stands(run: Run, tmp_path: Path):
    folder = tmp_path / "slim"
    shutil.copytree(HERE / "schemes" / "slim", folder)

    answer = run("regelingen", "toets", folder)

    assert (answer.code, answer.err) == (0, "")
    assert "slim: " in answer.out
    assert "Alles klopt." in answer.out


def test_a_broken_folder_is_bad_input(run: Run):
    answer = run("regelingen", "toets", BAD / "unknown-fact")

    assert answer.code == 2
    assert answer.err == (BAD / "unknown-fact" / "expected.nl.txt").read_text("utf-8")


def test_a_case_that_disagrees_is_a_check_that_fell_short(run: Run):
    """The folder can be read, so it is not bad input; but it does not say what its source says."""
    answer = run("regelingen", "toets", BAD / "case-disagrees", "--taal", "en")

    assert answer.code == 1
    assert answer.err == (BAD / "case-disagrees" / "expected.en.txt").read_text("utf-8")


def test_a_folder_without_readme_is_a_check_that_fell_short(run: Run):
    answer = run("regelingen", "toets", BAD / "no-readme")

    assert answer.code == 1
    assert answer.err == (BAD / "no-readme" / "expected.nl.txt").read_text("utf-8")


def test_all_that_is_wrong_in_a_folder_of_folders_is_told(run: Run, tmp_path: Path):
    """A folder that cannot be read hides nothing of another, and a file hides nothing of the next."""
    names = ("case-disagrees", "mistakes-in-every-file", "no-readme")
    for name in names:
        shutil.copytree(BAD / name, tmp_path / name)

    answer = run("regelingen", "toets", tmp_path)

    assert answer.code == 2
    assert answer.err == "".join((BAD / name / "expected.nl.txt").read_text("utf-8") for name in names)


def test_the_name_of_a_folder_cannot_steer_the_terminal(run: Run, tmp_path: Path):
    (tmp_path / "rood\x1b[31m").mkdir()

    for folder in (tmp_path, tmp_path / "rood\x1b[31m", "nergens\x1b[31m"):
        answer = run("regelingen", "toets", folder)

        assert answer.code == 2
        assert "\x1b" not in answer.err + answer.out


@pytest.mark.parametrize("name", ["_schets", ".verborgen"])
def test_a_folder_that_is_passed_over_is_not_called_well(run: Run, tmp_path: Path, name: str):
    shutil.copytree(BAD / "no-readme", tmp_path / name)

    for folder in (tmp_path / name, tmp_path):
        answer = run("regelingen", "toets", folder)

        assert answer.code == 2
        assert "In deze map staat geen regeling." in answer.err
        assert "Alles klopt" not in answer.out


def test_problems_are_on_standard_error_and_in_the_json(run: Run):
    answer = run("regelingen", "toets", BAD / "missing-source", "--json")

    assert answer.code == 2
    assert [one["wat"] for one in answer.json["problemen"]] == ["Hier ontbreekt de bron."]
    assert "Hier ontbreekt de bron." in answer.err


@pytest.mark.parametrize(
    ("name", "message"), [("nergens", "Deze map bestaat niet."), ("pyproject.toml", "Dit is een bestand.")]
)
def test_a_folder_that_is_none_is_told(run: Run, name: str, message: str):
    answer = run("regelingen", "toets", name)

    assert answer.code == 2
    assert message in answer.err


def test_what_has_no_conditions_is_shown_without_a_heading_for_them(capsys: pytest.CaptureFixture[str]):
    """A policy is described and decides nothing."""
    source = {"document": "Brief", "plaats": "hele tekst", "url": None}
    shape = {
        "naam": "Afspraak",
        "samenvatting": "Scholen en bedrijven leren samen.",
        "opDezeDag": "van-kracht",
        "bedragZin": None,
        "voorwaarden": [],
        "bedragen": [],
        "verhoudingen": [],
        "aanvragenEnBetalen": [],
        "getoondVoor": "2020-01-01",
        "versies": [{"van": "2015-01-01", "tot": None, "bron": source}],
        "nietVanKracht": [],
        "nietBekend": [{"van": None, "tot": "2015-01-01", "waarom": None}],
        "watNu": {"zin": "Kijk wat uw regio doet.", "url": "https://example.org", "loket": "de regio"},
    }

    show.scheme(shape, date(2020, 1, 1), "nl")

    assert "Voorwaarden" not in capsys.readouterr().out


def test_the_version_is_said(run: Run):
    answer = run("--versie")

    assert answer.code == 0
    assert answer.out.startswith("doorleren 0.")


def test_keeping_rules_is_a_command(run: Run):
    """It is not run here: it writes beside the program."""
    answer = run("regelingen", "bewaar", "--help")

    assert answer.code == 0
    assert json.dumps(answer.out)
    assert "bewijzen later te herhalen" in " ".join(answer.out.split())


def test_the_whole_book_comes_out_as_json_and_as_a_table(run: Run):
    once, again = run("regelingen", "uitvoer"), run("regelingen", "uitvoer", "--vorm", "json", PYTHONHASHSEED="7")
    table = run("regelingen", "uitvoer", "--vorm", "csv", "--taal", "en", LANG="C", LC_ALL="C")

    assert (once.code, once.err) == (0, "")
    assert once == again
    assert once.json["vorm"] == "doorleren-boek/1"
    assert {one["id"] for one in once.json["regelingen"]} == IDS
    assert table.out.startswith("\ufeffvorm;regeling;")
    assert "\r\n" in table.out


def test_a_form_that_does_not_exist_is_told(run: Run):
    answer = run("regelingen", "uitvoer", "--vorm", "xlsx")

    assert (answer.code, answer.out) == (2, "")
    assert "«xlsx» kan niet bij --vorm" in answer.err


def test_what_nobody_checked_for_180_days_is_listed(run: Run):
    checked = {one["id"]: one["nagekekenOp"] for one in run("regelingen", "lijst", "--json").json}
    assert all(checked.values())
    last = max(checked.values())

    just = date.fromisoformat(last) + timedelta(days=180)
    still = run("regelingen", "lijst", "--niet-nagekeken", "--op", just, "--json").json
    late = run("regelingen", "lijst", "--niet-nagekeken", "--op", just + timedelta(days=1), "--json").json

    assert {one["id"] for one in still} == {name for name, day in checked.items() if day < last}
    assert {one["id"] for one in late} == set(checked)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_list_of_what_to_check_says_when_it_was_checked_last(run: Run, language: str):
    answer = run("regelingen", "lijst", "--niet-nagekeken", "--op", "2030-01-01", "--taal", language)

    assert (answer.code, answer.err) == (0, "")
    assert {"nl": "Vergeleken met de bronnen: ", "en": "Compared with the sources: "}[language] in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80


def test_if_everything_was_checked_that_is_said(run: Run):
    answer = run("regelingen", "lijst", "--niet-nagekeken", "--op", "2020-02-01")

    assert (answer.code, answer.err) == (0, "")
    assert "Alles is de afgelopen 180 dagen" in answer.out


def test_the_list_takes_the_choices_of_the_api(run: Run):
    choices = ("--voor", "werkgever", "--soort", "subsidie", "--open", "ja", "--gemeente", "GM0014", "--zoek", "leren")

    in_words = run("regelingen", "lijst", "--op", "2023-09-20", *choices)
    in_json = run("regelingen", "lijst", "--op", "2023-09-20", *choices, "--json").json

    assert "slim" in {one["id"] for one in in_json}
    assert {(one["voor"], one["soort"], one["aanvraag"]["stand"]) for one in in_json} == {
        ("werkgever", "subsidie", "open")
    }
    assert "Open tot 29 september 2023." in in_words.out
    assert "niet-van-kracht" not in in_words.out


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (("--open", "misschien"), "«misschien» kan niet bij --open."),
        (("--voor", "iedereen"), "«iedereen» kan niet bij --voor."),
        (("--gemeente", "Groningen"), "Bedoelt u «GM0014»?"),
        (("--gemeente", "GM0024"), "De gemeente Loppersum (GM0024) is er niet op 21 november 2026."),
    ],
)
def test_a_choice_that_does_not_exist_is_told(run: Run, choice: tuple[str, str], message: str):
    answer = run("regelingen", "lijst", "--op", "2026-11-21", *choice)

    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_a_list_that_is_empty_says_so(run: Run):
    assert "Geen regeling past bij deze keuzes." in run("regelingen", "lijst", "--zoek", "xyzzy").out
