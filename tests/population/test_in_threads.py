# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file that several threads count gives what one thread gives; what goes wrong in one of them is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doorleren.journeys import make_population as people
from doorleren.journeys import simulate as journey
from doorleren.journeys.simulate import Asked, Simulation, simulate, simulation_shape
from doorleren.population import files
from doorleren.population.columns import People
from doorleren.population.files import Unreadable
from doorleren.population.tally import Tally
from doorleren.rules import Book, read_book

DAY = date(2022, 3, 15)


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = read_book()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def file(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two thousand made-up people, of whom five work in a municipality that does not exist."""
    path = tmp_path_factory.mktemp("people") / "people.parquet"
    made, problems = people.make_population(book, people.Asked(2_000, 1, DAY, None, path))
    assert made is not None, problems
    table = pq.read_table(path)
    towns = ["GM99" if n % 400 == 350 else town for n, town in enumerate(table.column("gemeente").to_pylist())]
    table = table.set_column(table.schema.get_field_index("gemeente"), "gemeente", pa.array(towns))
    pq.write_table(table, path)
    return path


@pytest.fixture(autouse=True)
def many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a hundred people, so that a small file has many."""
    real = files._blocks
    monkeypatch.setattr(files, "_blocks", lambda path, columns, size: real(path, columns, 100))
    monkeypatch.setattr(journey, "BLOCK", 100)


def told(found: Simulation | None) -> dict[str, Any]:
    assert found is not None
    shape = simulation_shape(found, sorted(found.count.schemes))
    del shape["seconden"]
    return shape


def asked(book: Book, path: Path, threads: int) -> dict[str, Any]:
    by = ("leeftijd", "werk")
    found, problems = simulate(book, Asked(path, DAY, by=by, misfit_is_unknown=True, threads=threads))
    assert problems == []
    return told(found)


def test_three_threads_say_what_one_says_also_per_group_and_of_what_does_not_fit(book: Book, file: Path):
    alone = asked(book, file, 1)

    together = asked(book, file, 3)

    assert together == alone
    assert together["personen"] == 2_000
    assert len(together["perGroep"]["leeftijd"]) > 4
    assert "5 waarden passen niet" in together["nietPassend"][0]["wat"]
    assert "rij 351" in together["nietPassend"][0]["wat"]


def test_a_mistake_of_ours_in_one_thread_ends_all_of_them_and_is_not_swallowed(
    book: Book, file: Path, monkeypatch: pytest.MonkeyPatch
):
    asked_so_far = []

    def add(self: Tally, people: People) -> list[Any]:
        asked_so_far.append(people.size)
        if len(asked_so_far) == 4:
            raise ZeroDivisionError
        return []

    monkeypatch.setattr(Tally, "add", add)

    with pytest.raises(ZeroDivisionError):
        simulate(book, Asked(file, DAY, misfit_is_unknown=True, threads=2))
    assert len(asked_so_far) < 12


def test_a_file_that_breaks_off_is_told_once(book: Book, file: Path, monkeypatch: pytest.MonkeyPatch):
    real = files._blocks

    def broken(path: Path, columns: Any, size: int) -> Any:
        for n, block in enumerate(real(path, columns, size)):
            if n == 5:
                raise Unreadable("the end came too early")
            yield block

    monkeypatch.setattr(files, "_blocks", broken)

    found, problems = simulate(book, Asked(file, DAY, misfit_is_unknown=True, threads=2))

    assert found is None
    assert len(problems) == 1
    assert "the end came too early" in str(problems[0])


def test_ctrl_c_ends_the_threads(book: Book, file: Path):
    def tick(done: int, _: int | None) -> None:
        if done >= 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(book, Asked(file, DAY, misfit_is_unknown=True, threads=2), tick)
