# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren regelingen nieuw`: a folder to fill in, and the holes that the check still finds."""

from pathlib import Path

import pytest

from doorleren.rules.book import HERE
from doorleren.rules.new_scheme import holes_in
from doorleren.rules.scheme import SchemeKind

from .conftest import Run

FILES = {"scheme.yaml", "words.nl.yaml", "words.en.yaml", "cases.yaml", "README.md"}


@pytest.mark.parametrize("kind", list(SchemeKind))
def test_a_new_folder_of_every_kind_passes_the_check_and_names_its_holes(run: Run, tmp_path: Path, kind: str):
    written = run("regelingen", "nieuw", "mijn-fonds", "--soort", kind, "--in", tmp_path)
    checked = run("regelingen", "toets", tmp_path / "mijn-fonds", "--json")

    assert (written.code, written.err) == (0, "")
    assert (checked.code, checked.err) == (0, "")
    assert checked.json["problemen"] == []
    files = {path.name for path in (tmp_path / "mijn-fonds").iterdir()}
    assert files == (FILES if kind != "beleid" else FILES - {"cases.yaml"})
    assert {hole["waar"].split(",")[0].split("/")[1] for hole in checked.json["gaten"]} == files


def test_a_hole_that_is_filled_in_is_no_longer_named(run: Run, tmp_path: Path):
    run("regelingen", "nieuw", "mijn-fonds", "--in", tmp_path)
    folder = tmp_path / "mijn-fonds"
    before = len(list(holes_in(folder)))
    words = folder / "words.nl.yaml"
    words.write_text(words.read_text("utf-8").replace('"VUL IN: de naam"', "Mijn fonds"), "utf-8")

    assert len(list(holes_in(folder))) == before - 1


def test_a_folder_without_holes_is_all_well(run: Run, tmp_path: Path):
    run("regelingen", "nieuw", "mijn-fonds", "--in", tmp_path)
    folder = tmp_path / "mijn-fonds"
    for path in folder.iterdir():
        text = path.read_text("utf-8").replace("VUL IN: ", "").replace("FILL IN: ", "").replace("vul_in", "iets")
        path.write_text(text, "utf-8")

    answer = run("regelingen", "toets", folder)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "mijn-fonds: 1 gevallen\nAlles klopt.\n"


def test_no_scheme_in_the_book_has_a_hole():
    folders = [path for path in (HERE / "schemes").iterdir() if path.is_dir()]
    assert len(folders) >= 14

    assert [hole for folder in folders for hole in holes_in(folder)] == []


def test_nothing_is_ever_overwritten(run: Run, tmp_path: Path):
    run("regelingen", "nieuw", "mijn-fonds", "--in", tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "mijn-fonds").iterdir()}

    again = run("regelingen", "nieuw", "mijn-fonds", "--soort", "lening", "--in", tmp_path)

    assert (again.code, again.out) == (2, "")
    assert "wij schrijven nergens overheen" in again.err
    assert {path: path.read_bytes() for path in (tmp_path / "mijn-fonds").iterdir()} == before


def test_a_link_to_another_folder_is_left_alone(run: Run, tmp_path: Path):
    (tmp_path / "elders").mkdir()
    (tmp_path / "mijn-fonds").symlink_to(tmp_path / "elders")

    answer = run("regelingen", "nieuw", "mijn-fonds", "--in", tmp_path)

    assert answer.code == 2
    assert list((tmp_path / "elders").iterdir()) == []


def test_a_file_with_that_name_is_left_alone(run: Run, tmp_path: Path):
    (tmp_path / "mijn-fonds").write_text("van mij", "utf-8")

    answer = run("regelingen", "nieuw", "mijn-fonds", "--in", tmp_path)

    assert answer.code == 2
    assert (tmp_path / "mijn-fonds").read_text("utf-8") == "van mij"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Mijn Fonds", "zoals «mijn-fonds»"),
        ("../elders", "zoals «elders»"),
        ("/tmp/x", "zoals «tmp-x»"),
        ("-begin", None),
        ("een--twee", "zoals «een-twee»"),
        ("één", "zoals «n»"),
        ("", None),
        (".", None),
        ("a" * 61, None),
        ("a\nb", "zoals «a-b»"),
        ("\x1b[31mrood", "zoals «31mrood»"),
    ],
)
def test_a_name_that_cannot_be_is_told_with_one_that_can(run: Run, tmp_path: Path, name: str, hint: str | None):
    answer = run("regelingen", "nieuw", "--in", tmp_path, "--", name)

    assert (answer.code, answer.out) == (2, "")
    assert hint is None or hint in answer.err
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_does_not_exist_is_told(run: Run, tmp_path: Path):
    answer = run("regelingen", "nieuw", "mijn-fonds", "--in", tmp_path / "nergens", "--taal", "en")

    assert (answer.code, answer.out) == (2, "")
    assert "does not exist" in answer.err


def test_a_kind_that_does_not_exist_is_told(run: Run, tmp_path: Path):
    answer = run("regelingen", "nieuw", "mijn-fonds", "--in", tmp_path, "--soort", "gift")

    assert (answer.code, answer.out) == (2, "")
    assert "«gift» kan niet bij --soort" in answer.err
