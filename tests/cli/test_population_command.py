# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren bevolking maak`: a file of made-up people, or every reason why there is none."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from doorleren.cli.progress import Progress

MAKE = ("bevolking", "maak")


def test_made_up_people_are_written_and_said_to_be_made_up(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "mensen.parquet"

    ran = run(*MAKE, "--aantal", 2000, "--zaad", 5, "--op", "2026-01-01", path)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Deze mensen zijn verzonnen")
    assert "2.000 mensen van 15 tot en met 74 jaar op 1 januari 2026; zaad 5." in ran.out
    assert "26,4% van hen wil een cursus of opleiding doen." in ran.out
    assert f"Geschreven: {path}" in ran.out
    assert pq.read_metadata(path).num_rows == 2000
    table = ran.out.split("\n\n")[1].splitlines()
    assert table[0].split() == ["kolom", "leeg"]
    assert [line.split()[0] for line in table[1:-1]] == pq.read_schema(path).names
    assert all(line.endswith("%") for line in table[1:-1])
    assert all(len(line) <= 80 for line in ran.out.splitlines() if str(path) not in line)


def test_the_same_is_said_in_english(run: Any, tmp_path: Path) -> None:
    ran = run(
        *MAKE, "--aantal", 1500, "--op", "2026-01-01", "--plannen", "12,5", "--taal", "en", tmp_path / "p.parquet"
    )

    assert ran.code == 0
    assert ran.out.startswith("These people are made up")
    assert "1,500 people of 15 to 74 on 1 January 2026; seed 1." in ran.out
    assert "12.5% of them want to take a course or programme." in ran.out


def test_a_program_gets_the_same_as_json(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "mensen.parquet"

    ran = run(*MAKE, "--aantal", 4000, "--zaad", 9, "--op", "2026-01-01", "--plannen", "100", "--json", path)

    shape = ran.json
    assert (ran.code, ran.err) == (0, "")
    assert (shape["bestand"], shape["personen"], shape["synthetisch"]) == (str(path), 4000, True)
    assert (shape["zaad"], shape["op"], shape["plannen"]) == (9, "2026-01-01", 100)
    empty = {one["naam"]: one["leeg"] for one in shape["kolommen"]}
    assert empty["opleiding_soort"] == 0
    assert 25 < empty["hoogste_diploma"] < 40
    assert shape["zin"].startswith("Deze mensen zijn verzonnen")


def test_every_mistake_is_told_at_once(run: Any, tmp_path: Path) -> None:
    ran = run(*MAKE, "--aantal", "0", "--zaad", "-1", "--plannen", "101", tmp_path / "er-niet" / "p.parquet")

    assert (ran.code, ran.out) == (2, "")
    for said in (
        "«0» is geen aantal mensen.",
        "«-1» is geen zaad.",
        "«101» is geen percentage.",
        f"De map «{tmp_path / 'er-niet'}» bestaat niet.",
    ):
        assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("count", ["", "0", "-5", "1.000", "1e6", "duizend", "1000000001", "9" * 40, "１２"])
def test_what_is_no_number_of_people_is_refused(count: str, run: Any, tmp_path: Path) -> None:
    ran = run(*MAKE, f"--aantal={count}", "--json", tmp_path / "p.parquet")

    assert ran.code == 2
    assert [one["waar"] for one in json.loads(ran.err)["problemen"]] == ["--aantal"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value"), [("--zaad", "een"), ("--zaad", str(2**63)), ("--plannen", "veel"), ("--op", "gisteren")]
)
def test_what_cannot_be_read_is_told(option: str, value: str, run: Any, tmp_path: Path) -> None:
    ran = run(*MAKE, "--aantal", 10, option, value, "--json", tmp_path / "p.parquet")

    assert ran.code == 2
    assert [one["waar"] for one in json.loads(ran.err)["problemen"]] == [option]


def test_a_file_that_exists_is_only_replaced_when_asked(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "mensen.parquet"
    path.write_text("van een ander")

    refused = run(*MAKE, "--aantal", 10, path)

    assert refused.code == 2
    assert "Dit bestand bestaat al." in refused.err
    assert "--overschrijven" in refused.err
    assert path.read_text() == "van een ander"

    asked = run(*MAKE, "--aantal", 10, "--overschrijven", path)

    assert asked.code == 0
    assert pq.read_metadata(path).num_rows == 10


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (".", "Dit is een map."),
        ("", "Hier staat geen naam van een bestand."),
        ("/dev/null", "Dit is geen gewoon bestand."),
        ("x" * 300, "Deze naam is te lang."),
    ],
)
def test_a_name_that_cannot_be_a_new_file_is_told(name: str, said: str, run: Any) -> None:
    ran = run(*MAKE, "--aantal", 10, "--overschrijven", name)

    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_one_may_not_write_in_is_told(run: Any, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        ran = run(*MAKE, "--aantal", 10, tmp_path / "p.parquet")
    finally:
        tmp_path.chmod(0o700)

    assert ran.code == 2
    assert "U mag hier niet schrijven." in ran.err


def test_no_half_file_is_left_where_there_is_no_room(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    house, path = Path(__file__).resolve().parents[2], tmp_path / "mensen.parquet"
    program = "import sys; from doorleren.cli import main; sys.exit(main())"
    words = [sys.executable, "-c", program, *MAKE, "--aantal", "100000", str(path)]

    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 500; exec {shlex.join(words)}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(house / "src")},
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "Er is niets geschreven." in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_appears_on_a_terminal_when_it_takes_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, screen = [0.0], Terminal()
    monkeypatch.setattr("doorleren.cli.progress.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("sys.stderr", screen)
    progress = Progress()

    clock[0] = 1.9
    progress(1, 4)
    assert screen.getvalue() == ""

    clock[0] = 2.1
    progress(2, 4)
    assert screen.getvalue().endswith(f"[{'#' * 20}{' ' * 20}] 50%")

    progress.clear()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_no_bar_goes_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, file = [0.0], io.StringIO()
    monkeypatch.setattr("doorleren.cli.progress.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("sys.stderr", file)
    progress = Progress()

    clock[0] = 9
    progress(1, 2)
    progress.clear()

    assert file.getvalue() == ""
