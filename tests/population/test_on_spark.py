# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real cluster of two workers says the same as one machine, to the cent, also when a worker is killed in the middle."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
import pytest

from doorleren.journeys.simulate import Asked, simulate, simulation_shape
from doorleren.population import on_spark, write_made_up
from doorleren.population.on_spark import Question, SparkTrouble, Trouble, asked_on_spark
from doorleren.rules import Book, read_book

from .random_people import random_people

DAY = date(2022, 3, 15)
CLUSTER = "local-cluster[2,1,512]"
BY = ("leeftijd", "werk", "arbeidsmarktregio")

pytestmark = [pytest.mark.spark, pytest.mark.slow]


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A master and two workers, each with a JVM and a Python of its own. What they log goes to a folder of the test."""
    home = tmp_path_factory.mktemp("spark")
    for one in Path(pyspark.__file__).parent.iterdir():
        if one.name != "work":
            (home / one.name).symlink_to(one)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(home))
        small = "--driver-memory 512m --conf spark.executor.memory=512m"
        # Little is asked of each JVM, so compiling its program well would take longer than it saves.
        quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
        hasty = f"--driver-java-options '{quick}' --conf 'spark.executor.extraJavaOptions={quick}'"
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"{small} {hasty} pyspark-shell")
        with on_spark.started(CLUSTER) as session:
            assert len(processes("CoarseGrainedExecutorBackend")) == 2
            yield session


def processes(named: str) -> list[int]:
    """The processes that this test started, also through others, with this word in their command."""
    parents, commands = {}, {}
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            with suppress(OSError):
                parents[int(one.name)] = int((one / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(one.name)] = (one / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    mine = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sorted(one for one in mine if named in commands.get(one, ""))


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, book: Book) -> Path:
    """A file in ten pieces, with holes, people who cannot be, and in three pieces a value that does not fit."""
    told = [
        {name: sorted(value) if isinstance(value, frozenset) else value for name, value in one.items()}
        for one in random_people(book.on(DAY), 400, seed=11)
    ]
    for row, bad in ((399, 900), (234, 901), (240, 902)):
        told[row]["uren_per_week"] = bad
    names = sorted({name for one in told for name in one})
    path = tmp_path_factory.mktemp("people") / "mensen.parquet"
    pq.write_table(pa.Table.from_pylist([{n: one.get(n) for n in names} for one in told]), path, row_group_size=40)
    return path


def counted(book: Book, path: Path, tick: Any = None, **more: Any) -> dict[str, Any]:
    """Everything that is told, but how long it took."""
    found, problems = simulate(book, Asked(path, DAY, **more), tick)
    assert problems == []
    assert found is not None
    shape = simulation_shape(found, sorted(found.count.schemes))
    del shape["seconden"]
    return shape


# --- the same as one machine ----------------------------------------------------------------------------------------


def test_two_workers_say_the_same_as_one_machine_to_the_cent(cluster: Any, book: Book, people: Path):
    alone = counted(book, people, by=BY, misfit_is_unknown=True)
    together = counted(book, people, by=BY, misfit_is_unknown=True, spark=CLUSTER)

    assert alone["personen"] == 400
    assert sum(one["tegenstrijdig"] for one in alone["regelingen"]) > 100
    assert any(one["kosten"] and one["kosten"]["min"] for one in alone["regelingen"])
    assert "rij 235: «901»" in alone["nietPassend"][0]["wat"]
    assert together == alone


def test_each_person_gets_the_same_answer_in_the_order_of_the_file(
    cluster: Any, book: Book, people: Path, tmp_path: Path
):
    one, two = tmp_path / "een.parquet", tmp_path / "twee.parquet"

    alone = counted(book, people, persons=one, misfit_is_unknown=True)
    together = counted(book, people, persons=two, misfit_is_unknown=True, spark=CLUSTER)

    assert together == alone
    assert pq.read_table(one).num_rows == 400
    assert pq.read_table(two).combine_chunks().equals(pq.read_table(one).combine_chunks())
    assert {file.name for file in tmp_path.iterdir()} == {"een.parquet", "twee.parquet"}


def test_the_work_was_cut_in_parts_that_both_workers_did(cluster: Any, book: Book, people: Path):
    """Otherwise nothing was put together, and the two tests above proved nothing."""
    with asked_on_spark(CLUSTER, people, question(book)) as asking:
        sizes = [part.people for part in asking.parts()]

    assert sum(sizes) == 400
    assert len([size for size in sizes if size]) >= 4
    assert len(processes("pyspark.daemon")) >= 2


def test_every_type_that_a_file_can_have_is_read_as_on_one_machine(cluster: Any, book: Book, tmp_path: Path):
    """Spark has fewer types than Arrow; and its own ideas of names and of patterns in names."""
    moments = pa.array(["2001-01-31T23:30:00", None, "1984-06-15T00:00:00"]).cast(pa.timestamp("s"))
    table = pa.table({
        "geboortedatum": moments.cast(pa.timestamp("ns")),
        "GEBOORTEDATUM": pa.array([1, 2, 3]),
        "in_dienst_sinds": moments.cast(pa.timestamp("ms", tz="Europe/Amsterdam")),
        "uitkering_sinds": moments.cast(pa.date64()),
        "uren_per_week": pa.array([36, None, 8], pa.uint8()),
        "inkomen.per `jaar`": pa.array([Decimal("12.50"), None, Decimal("7.00")], pa.decimal128(12, 2)),
        "maandloon_eurocent": pa.array([1.0, float("nan"), None], pa.float32()),
        "opleiding_kosten_eurocent": pa.array([2**63, 5, None], pa.uint64()),
        "gemeente": pa.array(["GM0024", "GM0014", None], pa.large_string()),
        "verblijf": pa.array(["nederlander", "maan", None]).dictionary_encode(),
        "werk": pa.array([["werknemer"], [], None], pa.large_list(pa.string())),
        "moeite_met": pa.array([["digitaal"], None, ["taal", "rekenen"]], pa.list_(pa.dictionary(pa.int8(), pa.string()))),
        "startkwalificatie": pa.array([True, None, False]),
        "contract": pa.nulls(3),
    })  # fmt: skip
    path = tmp_path / "mensen [1] {a,b} 50%*.parquet"
    pq.write_table(table, path)
    links = "kolommen:\n  inkomen_per_jaar_eurocent: {kolom: 'inkomen.per `jaar`', euro: true}\noverslaan: [GEBOORTEDATUM]\n"
    more: dict[str, Any] = {"by": BY, "links": (links, "koppeling.yaml"), "misfit_is_unknown": True}

    alone = counted(book, path, **more)
    together = counted(book, path, **more, spark=CLUSTER)

    assert [one["groep"] for one in alone["perGroep"]["leeftijd"]] == ["18-24", "35-44", "onbekend"]
    assert len(alone["nietPassend"]) >= 2
    assert together == alone


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(cluster: Any, book: Book, tmp_path: Path):
    """First one Python is killed, then a whole worker; Spark does their work again elsewhere."""
    path, out = tmp_path / "mensen.parquet", tmp_path / "uit.parquet"
    write_made_up(path, 40_000, 1, DAY, book.facts)
    pq.write_table(pq.read_table(path), path, row_group_size=4_000)
    killed: list[tuple[str, int, int]] = []

    def kill(done: int, total: int | None) -> None:
        for name, after in (("pyspark.daemon", 0), ("CoarseGrainedExecutorBackend", 1)):
            if len(killed) == after and (found := processes(name)) and done < 40_000 and (done or not after):
                os.kill(found[-1], signal.SIGKILL)
                killed.append((name, found[-1], done))

    alone = counted(book, path, by=BY, persons=tmp_path / "alleen.parquet")
    together = counted(book, path, kill, by=BY, persons=out, spark=CLUSTER)

    assert [name for name, _, _ in killed] == ["pyspark.daemon", "CoarseGrainedExecutorBackend"]
    assert killed[1][1] not in processes("CoarseGrainedExecutorBackend")
    assert 0 < killed[1][2] < 40_000
    assert together == alone
    assert pq.read_table(out).equals(pq.read_table(tmp_path / "alleen.parquet"))


def test_who_stops_it_finds_no_half_file_and_a_cluster_that_is_free(
    cluster: Any, book: Book, people: Path, tmp_path: Path
):
    def stopped(done: int, total: int | None) -> None:
        assert [one for one in tmp_path.iterdir() if one.name.startswith(".uit.parquet.")]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(
            book, Asked(people, DAY, persons=tmp_path / "uit.parquet", misfit_is_unknown=True, spark=CLUSTER), stopped
        )

    assert list(tmp_path.iterdir()) == []
    until = time.monotonic() + 20
    while cluster.sparkContext.statusTracker().getActiveJobsIds() and time.monotonic() < until:
        time.sleep(0.1)
    assert cluster.sparkContext.statusTracker().getActiveJobsIds() in ([], ())


def told(book: Book, path: Path, **more: Any) -> list[tuple[str, str]]:
    found, problems = simulate(book, Asked(path, DAY, spark=CLUSTER, **more))
    assert found is None
    return [(one.where, one.what.nl) for one in problems]


def test_what_does_not_fit_is_told_and_no_file_is_left(cluster: Any, book: Book, people: Path, tmp_path: Path):
    assert told(book, people, persons=tmp_path / "uit.parquet") == [
        ("kolom: uren_per_week", "3 waarden passen niet bij «uren_per_week». De eerste staat in rij 235: «901».")
    ]
    assert list(tmp_path.iterdir()) == []


def test_columns_of_a_wrong_type_are_told_as_on_one_machine(cluster: Any, book: Book, tmp_path: Path):
    table = pa.table({"geboortedatum": [True] * 9, "startkwalificatie": [3] * 9, "uren_per_week": [900] * 9})
    pq.write_table(table, tmp_path / "fout.parquet")
    _, problems = simulate(book, Asked(tmp_path / "fout.parquet", DAY))

    assert len(problems) == 3
    assert told(book, tmp_path / "fout.parquet") == [(one.where, one.what.nl) for one in problems]


def test_a_file_that_is_damaged_inside_is_told_plainly(cluster: Any, book: Book, people: Path, tmp_path: Path):
    """The end of it, with the names of the columns, is whole."""
    content = bytearray(people.read_bytes())
    content[200:20_000] = b"\xff" * 19_800
    (tmp_path / "kapot.parquet").write_bytes(content)

    ((where, what),) = told(book, tmp_path / "kapot.parquet")

    assert where == "kapot.parquet"
    assert what.startswith("Spark kan dit bestand niet lezen.")


def question(book: Book, **more: Any) -> Question:
    rules = book.on(DAY)
    given = {"by": (), "only": None, "each": False, **more}
    return Question(rules.book, tuple(one.scheme for one in rules.schemes), DAY, {}, **given)


def trouble(asks: Callable[[], Any]) -> tuple[Trouble, str]:
    with pytest.raises(SparkTrouble) as caught:
        asks()
    return caught.value.trouble, caught.value.detail


def test_a_file_that_a_worker_cannot_see_is_told(cluster: Any, book: Book, people: Path, tmp_path: Path):
    """It is there when the question is put, and gone when a worker looks for it."""
    path = tmp_path / "weg.parquet"
    path.write_bytes(people.read_bytes())

    with asked_on_spark(CLUSTER, path, question(book)) as asking:
        path.unlink()
        found, _ = trouble(lambda: list(asking.parts()))

    assert found is Trouble.NO_FILE


def test_a_worker_with_another_version_does_not_count(
    cluster: Any, book: Book, people: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(on_spark, "_edition", lambda: "another")

    assert told(book, people) == [("--spark", "Een werker van Spark heeft een andere versie.")]


def test_a_worker_without_our_packages_is_told(
    cluster: Any, book: Book, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec {sys._base_executable} -S "$@"\n')  # type: ignore[attr-defined]
    bare.chmod(0o755)
    monkeypatch.setattr(cluster.sparkContext, "pythonExec", str(bare))

    ((where, what),) = told(book, people)

    assert where == "--spark"
    assert what.startswith("Op een werker van Spark ontbreekt «")
