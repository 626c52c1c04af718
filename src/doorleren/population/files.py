# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files with people, read block by block, so that a file may be larger than memory; and answers written the same way.

Knows: Parquet, Arrow and CSV; that nothing is left half written.
Leaves: what a column means (`read_columns`), what is asked of the people (`kernel`).
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO, Final, Protocol

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

BLOCK: Final = 262_144
"""People in a block: enough of them that each step is worth its call, few enough for little memory."""

FORMS: Final = (".parquet", ".arrow", ".feather", ".csv")


class Unreadable(Exception):
    """A file that is not what its name says, or that ends too early; says what the reader met."""


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A file with people. `rows` is None where only reading it to the end can tell."""

    path: Path
    columns: tuple[str, ...]
    rows: int | None
    synthetic: bool

    def blocks(self, columns: Sequence[str], size: int = BLOCK) -> Iterator[pa.RecordBatch]:
        """The people in order, with these columns only. Raises Unreadable."""
        with _said_plainly():
            yield from _blocks(self.path, columns, size)


def open_people(path: Path) -> PeopleFile:
    """Look at a file: which columns it has and how many people. Raises Unreadable, or OSError."""
    with path.open("rb"), _said_plainly():
        if path.suffix == ".parquet":
            parquet = pq.ParquetFile(path)
            schema = parquet.schema_arrow
            return PeopleFile(path, tuple(schema.names), parquet.metadata.num_rows, is_synthetic(schema))
        if path.suffix in (".arrow", ".feather"):
            with _arrow(path) as reader:
                return PeopleFile(path, tuple(reader.schema.names), None, is_synthetic(reader.schema))
        with duckdb.connect() as database:
            names = [column[0] for column in database.execute(_select(path)).description or ()]
        return PeopleFile(path, tuple(names), None, False)


def is_synthetic(schema: pa.Schema) -> bool:
    """Whether a file says that its people are made up."""
    return (schema.metadata or {}).get(b"doorleren.synthetisch") == b"ja"


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, duckdb.Error) as error:
        raise Unreadable(str(error).splitlines()[0]) from error
    except OSError as error:
        # Arrow tells of a broken file as an OSError without a number.
        if error.errno is None:
            raise Unreadable(str(error).splitlines()[0]) from error
        raise


def _blocks(path: Path, columns: Sequence[str], size: int) -> Iterator[pa.RecordBatch]:
    if path.suffix == ".parquet":
        file = pq.ParquetFile(path)
        for group in range(file.num_row_groups):
            # Group by group, each by one thread: nothing is read ahead, so memory stays that of one block.
            yield from file.iter_batches(size, row_groups=[group], columns=list(columns), use_threads=False)
    elif path.suffix in (".arrow", ".feather"):
        with _arrow(path) as reader:
            places = [reader.schema.names.index(name) for name in columns]
            for batch in _each(reader):
                for start in range(0, batch.num_rows, size):
                    part = batch.slice(start, size)
                    yield pa.record_batch([part.column(n) for n in places], names=list(columns))
    else:
        # Everything as text: what a value means is decided by the fact, not by the reader.
        with duckdb.connect() as database:
            people: Any = database.sql(_select(path, columns))
            yield from people.to_arrow_reader(size)


def _each(reader: Any) -> Iterator[pa.RecordBatch]:
    if isinstance(reader, pa.RecordBatchFileReader):
        yield from (reader.get_batch(n) for n in range(reader.num_record_batches))
    else:
        yield from reader


@contextmanager
def _arrow(path: Path) -> Iterator[Any]:
    """An Arrow file, or an Arrow stream."""
    with pa.memory_map(str(path)) as source:
        try:
            reader = pa.ipc.open_file(source)
        except pa.ArrowInvalid:
            source.seek(0)
            reader = pa.ipc.open_stream(source)
        with reader:
            yield reader


def _select(path: Path, columns: Sequence[str] | None = None) -> str:
    named = "*" if columns is None else ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    file = str(path).replace("'", "''")
    return f"SELECT {named} FROM read_csv('{file}', all_varchar = true, header = true)"  # noqa: S608


class Sink(Protocol):
    """Takes tables one after the other."""

    def write_batch(self, batch: pa.RecordBatch) -> None: ...


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, under another name in the same folder until it is whole; no half is ever left behind."""
    path = path.resolve()
    half = path.with_name(f".{path.name}.{token_hex(4)}.half")
    try:
        with half.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


@contextmanager
def whole_parquet(path: Path, schema: pa.Schema) -> Iterator[Sink]:
    """A Parquet file that is there once all of it is written, and not at all if something goes wrong."""
    with whole_file(path) as file:
        writer = pq.ParquetWriter(file, schema, compression="zstd")
        try:
            yield writer
        except BaseException:
            # Its last words would go to a full disk as well.
            with suppress(OSError):
                writer.close()
            raise
        writer.close()
