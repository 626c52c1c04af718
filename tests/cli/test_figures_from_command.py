# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren cijfers haal`, as an analyst or a script runs it. The workbook is of our own making."""

import json
from pathlib import Path

import pytest

from doorleren.cli import main

from ..importers.sheet_made import Rows, saved

ROWS: Rows = [
    ["Arbeidsmarktregio", "Kwartaal", "Spanning"],
    ["Groningen", "1e kwartaal 2026", "2,35"],
    ["Nergenshuizen", "1e kwartaal 2026", 1.9],
    ["Nederland", "1e kwartaal 2026", "*"],
]
pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORLEREN_DATA", str(tmp_path / "gegevens"))


def test_a_workbook_is_brought_in_by_the_names_of_our_regions_and_shown_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, ROWS)

    code = main(["cijfers", "haal", "uwv", str(file), "--koppeling", "spanningsindicator", "--json"])

    said = capsys.readouterr()
    done = json.loads(said.out)
    assert (code, done["tabel"], done["gelezen"], done["compleet"]) == (0, "spanningsindicator", 2, True)
    assert [one["waar"].rpartition(": ")[2] for one in done["problemen"]] == ["Tabel, rij 3, Arbeidsmarktregio"]
    assert main(["cbs", "toon", "uwv/spanningsindicator", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(one["Regio"], one["Periode"], one["waarde"], one["reden"]) for one in shown] == [
        ("AM01", "2026KW01", 2.35, None),
        ("NL01", "2026KW01", None, "* (geheim)"),
    ]


def test_the_same_workbook_again_is_not_kept_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["cijfers", "haal", "uwv", str(saved(tmp_path, ROWS)), "--koppeling", "spanningsindicator", "--json"]

    main(arguments)
    first = json.loads(capsys.readouterr().out)
    main(arguments)
    second = json.loads(capsys.readouterr().out)

    assert (first["nieuw"], second["nieuw"]) == (True, False)


def test_a_file_that_is_no_workbook_is_bad_input_and_keeps_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.xlsx").write_text("Regio;Aantal")

    assert main(["cijfers", "haal", "uwv", str(tmp_path / "x.xlsx"), "--koppeling", "gwu"]) == 2
    said = capsys.readouterr()
    assert "Er is niets bewaard." in said.out
    assert "Dit is geen werkmap van Excel of LibreOffice" in said.err


def test_among_several_tables_nobody_guesses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cijfers", "haal", "uwv"]) == 2
    told = capsys.readouterr().err
    assert "Noem waar de cijfers staan." in told
    assert "gwu, spanning-beroepen, spanningsindicator" in told


def test_the_help_says_that_the_real_files_were_not_yet_tried(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["cijfers", "haal", "--help"])
    assert "nog niet geprobeerd" in " ".join(capsys.readouterr().out.split())
