# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren simuleer`, as an analyst runs it."""

import json
import shlex
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import COMMAND, HOUSE, Run

PEOPLE = str(HOUSE / "voorbeelden" / "mensen.csv")


def test_json_has_the_names_of_the_contract(run: Run):
    told = run("simuleer", PEOPLE, "--op", "2020-02-01", "--json")

    assert told.code == 0
    assert {"personen", "op", "seconden", "regelingen"} <= set(told.json)
    assert (told.json["personen"], told.json["op"]) == (8, "2020-02-01")
    schemes = {one["id"]: one for one in told.json["regelingen"]}
    assert schemes["volwasseneneducatie"]["kosten"] is None
    assert set(schemes["levenlanglerenkrediet"]["kosten"]) == {"min", "max"}
    for one in schemes.values():
        assert one["zeker"] + one["mogelijk"] + one["niet"] + one["tegenstrijdig"] == 8


def test_each_person_gets_an_answer_in_the_order_of_the_file(run: Run, tmp_path: Path):
    told = run("simuleer", PEOPLE, "--op", "2020-02-01", "--regeling", "volwasseneneducatie", "--personen", str(tmp_path / "uit.parquet"))  # fmt: skip

    answers = pq.read_table(tmp_path / "uit.parquet").to_pydict()
    assert told.code == 0
    assert list(answers) == [f"volwasseneneducatie.{part}" for part in ("uitkomst", "bedrag_min", "bedrag_max")]
    assert answers["volwasseneneducatie.uitkomst"] == ["ja", "nee", "nee", "ja", "nee", "ja", "hangt-af", "ja"]


def test_an_analyst_who_reads_english_gets_english(run: Run):
    told = run("simuleer", PEOPLE, "--op", "2020-02-01", "--taal", "en", "--regeling", "volwasseneneducatie")

    assert "What the rules on 1 February 2020 say to 8 people" in told.out
    assert "certain" in told.out
    assert max(map(len, told.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/er/is/niets.parquet"], "niets.parquet"),
        ([PEOPLE, "--regeling", "slimm"], "Bedoelt u «slim»?"),
        ([PEOPLE, "--per", "schoenmaat"], "Op «schoenmaat» kunnen wij niet indelen."),
        ([PEOPLE, "--personen", "uit.csv"], "een naam op .parquet"),
        ([PEOPLE, "--koppeling", "/er/is/niets.yaml"], "niets.yaml"),
        ([PEOPLE, "--draden", "0"], "Dit is geen aantal draden."),
        ([PEOPLE, "--draden", "veel"], "een getal van 1 tot en met 256"),
        ([str(HOUSE / "README.md")], "Dit soort bestand kennen wij niet."),
    ],
)
def test_what_cannot_be_done_is_told_without_a_trace(run: Run, arguments: list[str], said: str):
    told = run("simuleer", *arguments)

    assert told.code == 2
    assert said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_all_problems_come_together_and_as_json_if_asked(run: Run, tmp_path: Path):
    pq.write_table(pa.table({"uren_per_week": [900, 5], "verblijf": ["maan", "mars"]}), tmp_path / "fout.parquet")

    told = run("simuleer", str(tmp_path / "fout.parquet"), "--json")

    problems = json.loads(told.err)
    assert told.code == 2
    assert len(problems if isinstance(problems, list) else problems["problemen"]) == 2


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path):
    told = run("simuleer", PEOPLE, "--personen", str(tmp_path / "weg" / "uit.parquet"))

    assert told.code == 2
    assert "uit.parquet\n  Het bestand of de map is er niet." in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_leaves_no_half_file(tmp_path: Path):
    """A file of answers may not grow larger than a thousand bytes here."""
    given = [*COMMAND, "simuleer", PEOPLE, "--op", "2020-02-01", "--personen", str(tmp_path / "uit.parquet")]

    told = subprocess.run(["sh", "-c", f"ulimit -f 1; exec {shlex.join(given)}"], capture_output=True, text=True)

    assert told.returncode == 2
    assert "Zo groot mag een bestand hier niet zijn." in told.stderr
    assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []
