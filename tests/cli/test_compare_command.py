# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren regelingen verschil`, as somebody runs it in a terminal."""

import json
import shutil
from pathlib import Path

import pytest

from doorleren.rules.book import HERE

from .conftest import Run

SLIM = HERE / "schemes" / "slim"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_changed_is_said_in_words_with_a_person(run: Run, language: str):
    answer = run("regelingen", "verschil", "slim@2020-03-05", "slim@2025-03-05", "--taal", language)

    assert (answer.code, answer.err) == (0, "")
    assert max(map(len, answer.out.splitlines())) <= 80
    in_one_line = " ".join(answer.out.split())
    assert "80%" in in_one_line
    assert "60%" in in_one_line
    assert "werkgever_leeractiviteiten" in in_one_line
    assert "{" not in in_one_line


def test_the_json_holds_every_difference_with_its_sources(run: Run):
    shape = run("regelingen", "verschil", "slim@2020-03-05", "slim@2025-03-05", "--json").json

    assert (shape["van"]["van"], shape["naar"]["van"]) == ("2020-01-01", "2025-01-01")
    assert (shape["geprobeerdOp"], shape["gelijk"], shape["alleenWoorden"]) == ("2025-03-05", False, False)
    for one in shape["verschillen"]:
        assert one["wat"] in ("erbij", "weg", "anders", "bron")
        assert (one["was"] is None, one["wordt"] is None) == (one["wat"] == "erbij", one["wat"] == "weg")
        assert all(side["bron"]["plaats"] for side in (one["was"], one["wordt"]) if side)
        assert (one["getuige"] is not None) == (one["gezocht"] == "gevonden")


def test_the_witness_gets_from_the_overview_what_is_said(run: Run, tmp_path: Path):
    """Somebody can check it: the new version holds on its day, so the overview of that day says the same."""
    shape = run("regelingen", "verschil", "slim@2020-03-05", "slim@2025-03-05", "--json").json
    witnesses = [one["getuige"] for one in shape["verschillen"] if one["getuige"]]
    assert len(witnesses) >= 3

    for witness in witnesses:
        profile = tmp_path / "getuige.json"
        profile.write_text(json.dumps({"op": "2025-03-05", "feiten": witness["feiten"]}), "utf-8")
        answer = run("overzicht", profile, "--json").json
        slim = next(one for one in answer["regelingen"] if one["id"] == "slim")

        assert {name: slim[name] for name in ("uitkomst", "bedrag")} == {
            name: witness["wordt"][name] for name in ("uitkomst", "bedrag")
        }


def test_a_version_beside_itself_has_no_difference(run: Run):
    answer = run("regelingen", "verschil", "slim@2022-03-05", "slim@2022-03-06", "--taal", "en")

    assert answer.code == 0
    assert "There is no difference." in answer.out


def test_a_folder_in_which_only_words_changed_says_so(run: Run, tmp_path: Path):
    folder = tmp_path / "slim"
    shutil.copytree(SLIM, folder)
    words = folder / "words.en.yaml"
    words.write_text(words.read_text("utf-8").replace("Apply", "Ask", 1).replace("name: ", "name: New ", 1), "utf-8")

    answer = run("regelingen", "verschil", "slim@2022-03-05", f"{folder}@2022-03-05")

    assert answer.code == 0
    assert "Alleen de woorden zijn anders" in answer.out


def test_a_folder_with_another_limit_is_compared_with_the_book(run: Run, tmp_path: Path):
    folder = tmp_path / "volwasseneneducatie"
    shutil.copytree(HERE / "schemes" / folder.name, folder)
    rule = folder / "scheme.yaml"
    assert "value: 18" in rule.read_text("utf-8")
    rule.write_text(rule.read_text("utf-8").replace("value: 18", "value: 21"), "utf-8")

    shape = run("regelingen", "verschil", "volwasseneneducatie@2020-02-01", f"{folder}@2020-02-01", "--json").json

    (one,) = (one for one in shape["verschillen"] if one["gezocht"] == "gevonden")
    assert (one["soort"], one["was"]["zin"], one["wordt"]["zin"]) == ("bedrag", "18", "21")
    assert one["getuige"]["wordt"]["uitkomst"] == "nee"


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("slim", "«slim» noemt geen versie."),
        ("slim@", "noemt geen versie"),
        ("@2020-01-01", "noemt geen versie"),
        ("slim@2020-02-30", "noemt geen versie"),
        ("slim@0001-01-01", "noemt geen versie"),
        ("slimm@2020-03-05", "De regeling of map «slimm» kennen we niet."),
        ("../../nergens@2020-03-05", "kennen we niet"),
        ("pyproject.toml@2020-03-05", "kennen we niet"),
        ("src@2020-03-05", "Hier staat geen regeling."),
        ("slim@2019-03-05", "«slim» is op 2019-03-05 niet van kracht."),
        ("slim@2028-03-05", "Wij hebben geen versie van «slim» voor 2028-03-05."),
        ("\x1b[31m@2020-03-05", "kennen we niet"),
        ("x" * 5_000 + "@2020-03-05", "kennen we niet"),
    ],
)
def test_what_is_no_version_is_told(run: Run, old: str, message: str):
    answer = run("regelingen", "verschil", old, "slim@2022-03-05")

    assert (answer.code, answer.out) == (2, "")
    assert message in " ".join(answer.err.split())
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err


def test_both_sides_are_told_at_once_and_in_json_too(run: Run):
    answer = run("regelingen", "verschil", "een", "twee", "--json", "--taal", "en")

    assert (answer.code, answer.out) == (2, "")
    problems = json.loads(answer.err)["problemen"]
    assert [one["waar"] for one in problems] == ["A", "B"]
