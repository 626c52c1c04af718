# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file of made-up people says that they are made up, and is whole or not there."""

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doorleren.population import label_of, made_up_people, write_made_up
from doorleren.population.made_up import made_up_schema
from doorleren.population.marginals import marginals
from doorleren.rules.facts import FactBook

DAY = date(2026, 1, 1)


def test_a_file_says_that_its_people_are_made_up_and_how(tmp_path: Path, facts: FactBook) -> None:
    path = tmp_path / "mensen.parquet"

    write_made_up(path, 500, 42, DAY, facts)

    schema = pq.read_schema(path)
    label = label_of(schema)
    assert label is not None
    assert (label.seed, label.count, label.day) == (42, 500, DAY)
    assert {one["naam"] for one in label.sources} == {*marginals().tables, *marginals().holes}
    assert all(one["bronnen"] or one["aanname"] for one in label.sources)
    assert "verzonnen" in label.sentence.nl
    assert "made up" in label.sentence.en
    said = {key.decode(): value.decode() for key, value in schema.metadata.items() if key.startswith(b"doorleren.")}
    assert said["doorleren.synthetisch"] == "ja"
    assert (said["doorleren.zaad"], said["doorleren.aantal"], said["doorleren.op"]) == ("42", "500", "2026-01-01")
    assert said["doorleren.plannen"] == "26.4"


@pytest.mark.parametrize("metadata", [None, {"doorleren.synthetisch": "nee"}, {"pandas": "{}"}])
def test_a_real_population_gets_no_label(metadata: dict[str, str] | None) -> None:
    assert label_of(pa.schema([("gemeente", pa.string())], metadata)) is None


def test_a_label_with_strange_parts_is_still_a_label() -> None:
    """Somebody may have written it by hand; that the people are made up is what must not get lost."""
    strange = {"synthetisch": "ja", "zaad": "een", "op": "gisteren", "bronnen": "[onaf"}

    label = label_of(pa.schema([], {f"doorleren.{name}": text for name, text in strange.items()}))

    assert label is not None
    assert (label.seed, label.count, label.day, label.sources) == (None, None, None, ())


def test_what_is_read_back_is_what_was_made(tmp_path: Path, facts: FactBook) -> None:
    path = tmp_path / "mensen.parquet"

    made = write_made_up(path, 120_000, 3, DAY, facts)

    read, people = pq.read_table(path), pa.Table.from_batches(made_up_people(120_000, 3, DAY, facts))
    assert made.count == read.num_rows == 120_000
    assert made.empty == {name: people[name].null_count / 120_000 for name in people.column_names}
    for name in made_up_schema(facts).names:
        one, two = (table[name].to_pylist() for table in (read.slice(99_000, 3_000), people.slice(99_000, 3_000)))
        assert one == two, name
    file = pq.ParquetFile(path)
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def stop(error: BaseException) -> Callable[[int, int], None]:
    def seen(done: int, total: int) -> None:
        raise error

    return seen


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_nothing_is_left_when_writing_is_cut_short(error: BaseException, tmp_path: Path, facts: FactBook) -> None:
    with pytest.raises(type(error)):
        write_made_up(tmp_path / "mensen.parquet", 10, 1, DAY, facts, seen=stop(error))

    assert list(tmp_path.iterdir()) == []


def test_the_file_that_was_there_stays_when_writing_is_cut_short(tmp_path: Path, facts: FactBook) -> None:
    path = tmp_path / "mensen.parquet"
    write_made_up(path, 10, 1, DAY, facts)
    before = path.read_bytes()

    with pytest.raises(KeyboardInterrupt):
        write_made_up(path, 20, 2, DAY, facts, seen=stop(KeyboardInterrupt()))

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_no_half_file_has_the_name_while_it_is_written(tmp_path: Path, facts: FactBook) -> None:
    path, there = tmp_path / "mensen.parquet", []

    write_made_up(path, 10, 1, DAY, facts, seen=lambda done, total: there.append(path.exists()))

    assert there == [False]
    assert path.exists()


def test_others_may_read_the_file_as_far_as_new_files_may_be_read(tmp_path: Path, facts: FactBook) -> None:
    before = os.umask(0o027)
    try:
        write_made_up(tmp_path / "mensen.parquet", 10, 1, DAY, facts)
    finally:
        os.umask(before)

    assert (tmp_path / "mensen.parquet").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path, facts: FactBook) -> None:
    real, link = tmp_path / "echt.parquet", tmp_path / "link.parquet"
    real.write_bytes(b"oud")
    link.symlink_to(real)

    write_made_up(link, 10, 1, DAY, facts)

    assert link.is_symlink()
    assert pq.read_metadata(real).num_rows == 10
