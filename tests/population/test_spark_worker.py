# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a worker of a cluster does with the blocks that it gets, without the cluster."""

import pickle
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from doorleren.population import on_spark
from doorleren.population.on_spark import Mistake, Part, Question, Trouble
from doorleren.population.read_columns import ColumnLink
from doorleren.rules import Book, read_book

DAY = date(2020, 2, 1)
HOURS = {"uren_per_week": ColumnLink("U")}


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def a_new_worker() -> Iterator[None]:
    on_spark._prepared.cache_clear()
    yield
    on_spark._prepared.cache_clear()


def sent(book: Book, **more: Any) -> bytes:
    rules = book.on(DAY)
    given: dict[str, Any] = {"by": (), "only": ("slim",), "each": False, **more}
    asked = Question(rules.book, tuple(one.scheme for one in rules.schemes), DAY, HOURS, **given)
    return on_spark._packed((on_spark._edition(), {"U": pa.int32()}, asked))


def block(rows: Sequence[int], hours: Sequence[int | None]) -> pa.RecordBatch:
    return pa.record_batch({"c0": pa.array(hours, pa.int32()), "row": pa.array(rows, pa.int64())})


def answered(question: bytes, *blocks: pa.RecordBatch) -> list[tuple[int, Any]]:
    """The rows that a task gives: what it told as a value, or the bytes of answers."""
    rows = [row for one in on_spark._answered(question, ("U",), iter(blocks)) for row in one.to_pylist()]
    return [
        (one["row"], one["told"] if one["row"] >= 0 else pickle.loads(zlib.decompress(one["told"]))) for one in rows
    ]


def test_the_row_of_a_value_that_does_not_fit_is_that_of_the_file(book: Book):
    """A block of Spark may hold two pieces of the file, and the later one first."""
    ((_, part),) = answered(sent(book), block([700, 701, 702, 20, 21], [36, 901, 36, 902, 903]), block([22], [904]))

    assert part.people == part.counted.everybody.people == 6
    hours = part.misread.misfits["uren_per_week"]
    assert (hours.count, hours.row, hours.example) == (4, 21, "902")


def test_the_answers_of_each_person_are_numbered_by_the_first_of_them(book: Book):
    found = answered(sent(book, each=True), block([700, 701, 20], [36, 36, 36]))

    assert [row for row, _ in found] == [700, 20, -1]
    sizes = [sum(b.num_rows for b in pa.ipc.open_stream(told)) for row, told in found if row >= 0]
    assert sizes == [2, 1]


def test_the_rules_are_made_ready_once_for_each_worker_and_not_for_each_task(
    book: Book, monkeypatch: pytest.MonkeyPatch
):
    made = []
    real = on_spark.Kernel
    monkeypatch.setattr(on_spark, "Kernel", lambda rules: made.append(rules) or real(rules))

    for task in range(3):
        answered(bytes(bytearray(sent(book))), block([task], [36]), block([task + 10], [36]))

    assert len(made) == 1


def test_a_task_without_people_counts_nobody(book: Book):
    ((_, part),) = answered(sent(book, by=("werk",)))

    assert isinstance(part, Part)
    assert (part.people, part.counted.everybody.schemes) == (0, {})


def test_a_worker_with_another_program_refuses(book: Book, monkeypatch: pytest.MonkeyPatch):
    question = sent(book)
    monkeypatch.setattr(on_spark, "_edition", lambda: "another")

    assert answered(question, block([0], [36])) == [(-1, Trouble.OTHER_PROGRAM)]


def test_a_mistake_of_ours_says_where_and_nothing_of_a_person(book: Book, monkeypatch: pytest.MonkeyPatch):
    def falls_over(*_: object) -> None:
        raise ValueError("somebody born on 15 June 1984")

    monkeypatch.setattr(on_spark.Tally, "add", falls_over)

    ((_, found),) = answered(sent(book), block([0], [36]))

    assert isinstance(found, Mistake)
    assert str(found).startswith("ValueError at ")
    assert "test_spark_worker.py" in str(found)
    assert "1984" not in str(found)


@pytest.mark.parametrize(
    ("given", "master"),
    [
        ("local", "local[1,4]"), ("local[2]", "local[2,4]"), ("local[*]", "local[*,4]"), ("local[2,1]", "local[2,1]"),
        ("local-cluster[2,1,512]", "local-cluster[2,1,512]"), ("spark://een:7077,twee:7077", "spark://een:7077,twee:7077"),
    ],
)  # fmt: skip
def test_a_task_is_tried_again_on_one_machine_too(given: str, master: str):
    assert on_spark._MASTER.fullmatch(given)
    assert on_spark._with_more_tries(given) == master
