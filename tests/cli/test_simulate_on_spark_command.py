# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doorleren simuleer --spark`, as an analyst runs it: also without Spark, without Java, and when it is stopped."""

import os
import signal
import socket
import subprocess
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doorleren.population import write_made_up
from doorleren.rules.book import HERE
from doorleren.rules.read_facts import read_fact_book

from .conftest import COMMAND, HOUSE, Run

NO_PYSPARK = """
import sys

class Absent:
    def find_spec(self, name, *_):
        if name.partition(".")[0] == "pyspark":
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)

sys.meta_path.insert(0, Absent())
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "mensen.parquet"
    pq.write_table(pa.table({"uren_per_week": [36, 8]}), path)
    return path


def test_without_spark_it_says_what_to_install_and_everything_else_works(run: Run, people: Path, tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text(NO_PYSPARK)
    without = {"PYTHONPATH": f"{tmp_path}:{HOUSE / 'src'}"}

    told = run("simuleer", people, "--spark", "local[2]", **without)
    alone = run("simuleer", people, "--op", "2020-02-01", **without)

    assert told.code == 2
    assert "Spark is hier niet geïnstalleerd." in told.err
    assert "pip install 'doorleren[spark]'" in told.err
    assert alone.code == 0


@pytest.mark.parametrize("java", [None, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n"])
def test_without_a_java_that_is_new_enough_it_says_which(run: Run, people: Path, tmp_path: Path, java: str | None):
    if java:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").write_text(java)
        (tmp_path / "bin" / "java").chmod(0o755)

    told = run("simuleer", people, "--spark", "local[2]", "--taal", "en", JAVA_HOME=str(tmp_path))

    assert told.code == 2
    assert "Java 17 or newer" in told.err
    assert "Traceback" not in told.err


def nobody_listens() -> int:
    """A port at which nobody answers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_an_address_that_is_none_or_where_nobody_is_is_told(run: Run, people: Path):
    wrong = run("simuleer", people, "--spark", "localhost:7077")
    silent = run("simuleer", people, "--spark", f"spark://127.0.0.1:{nobody_listens()}")

    assert (wrong.code, silent.code) == (2, 2)
    assert "«localhost:7077» is geen adres van Spark." in wrong.err
    assert "Spark start niet." in silent.err
    assert "Traceback" not in wrong.err + silent.err


def test_spark_reads_parquet_only(run: Run):
    told = run("simuleer", HOUSE / "voorbeelden" / "mensen.csv", "--spark", "local[2]")

    assert told.code == 2
    assert "Met --spark kunnen wij alleen Parquet lezen." in told.err


def descendants(of: int) -> dict[int, str]:
    """The processes that a process started, also through others, with their commands."""
    parents, commands = {}, {}
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                parents[int(one.name)] = int((one / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(one.name)] = (one / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
    found = {of}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return {one: commands[one] for one in found - {of}}


@pytest.mark.spark
@pytest.mark.slow
def test_ctrl_c_stops_spark_and_leaves_nothing(tmp_path: Path):
    """As from a terminal: every process that the command started gets it. It happens while people are counted."""
    facts, _ = read_fact_book(HERE)
    assert facts is not None
    people, day = tmp_path / "mensen.parquet", date(2026, 1, 1)
    write_made_up(people, 300_000, 1, day, facts)
    pq.write_table(pq.read_table(people), people, row_group_size=5_000)
    given = ["simuleer", people, "--op", day, "--spark", "local[2]", "--personen", tmp_path / "uit.parquet"]
    settings = {
        "PYSPARK_SUBMIT_ARGS": "--driver-memory 512m --driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell",
        "PYTHONPATH": str(HOUSE / "src"),
    }
    command = subprocess.Popen(
        [*COMMAND, *map(str, given)],
        cwd=HOUSE,
        env={**os.environ, **settings},
        start_new_session=True,
        # Whoever runs the tests in the background may have told them to ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 240
    while not any("pyspark.daemon" in one for one in descendants(command.pid).values()) and time.monotonic() < until:
        time.sleep(0.05)
    started = descendants(command.pid)
    half = [one.name for one in tmp_path.iterdir() if one.name.startswith(".uit.parquet.")]

    os.killpg(command.pid, signal.SIGINT)
    out, err = command.communicate(timeout=120)

    assert any("java" in one for one in started.values())
    assert len(half) == 1
    assert (command.returncode, out, err) == (130, b"", b"")
    assert [one.name for one in tmp_path.iterdir()] == ["mensen.parquet"]
    until = time.monotonic() + 60
    while any(Path(f"/proc/{one}").exists() for one in started) and time.monotonic() < until:
        time.sleep(0.1)
    assert [one for one in started if Path(f"/proc/{one}").exists()] == []
