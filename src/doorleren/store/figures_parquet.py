# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns as a file of Parquet, that any other program can read too.

Knows: how a column of ours is written and read back, and which part of a file need not be read.
Leaves: which file, and whether it is whole (`figures_disk`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .figures_columns import PLACE, VALUE, Columns, Words

_ROWS_TOGETHER: Final = 8_192

NotParquet = pa.ArrowException
"""What is raised for bytes that are no file of Parquet."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the end of a file says: per group of rows and column the first and the last word."""

    metadata: Any
    bounds: Mapping[str, Sequence[tuple[str, str] | None]]

    def groups(self, wanted: Mapping[str, Collection[str]]) -> list[int]:
        """The groups of rows in which there may be something that is wanted."""
        found = []
        for group in range(self.metadata.num_row_groups):
            ends = ((self.bounds[name][group], codes) for name, codes in wanted.items())
            if all(one is None or any(one[0] <= code <= one[1] for code in codes) for one, codes in ends):
                found.append(group)
        return found


# Arrow looks for pandas as soon as it is handed a list, and loading that takes longer than all the rest: it is handed
# bytes.


def write(columns: Columns, file: BinaryIO) -> None:
    """Write the columns, words as words. Raises OSError."""
    arrays: dict[str, Any] = {name: _as_words(one) for name, one in columns.words.items()}
    there = ~np.isnan(columns.values)
    arrays[VALUE] = _as_numbers(np.nan_to_num(columns.values), pa.float64(), there)
    arrays[PLACE] = _as_numbers(columns.places.astype(np.int64), pa.int64(), None)
    pq.write_table(
        pa.Table.from_arrays([*arrays.values()], names=[*arrays]),
        file,
        compression="zstd",
        row_group_size=_ROWS_TOGETHER,
        use_dictionary=[*columns.words],
        column_encoding={VALUE: "PLAIN", PLACE: "DELTA_BINARY_PACKED"},
    )


def contents(file: BinaryIO) -> Contents:
    """Read the end of a file. Raises NotParquet."""
    metadata = pq.read_metadata(file)
    bounds: dict[str, list[tuple[str, str] | None]] = {}
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            found = metadata.row_group(group).column(column)
            told = found.statistics
            ends = (told.min, told.max) if told is not None and told.has_min_max else None
            bounds.setdefault(found.path_in_schema, []).append(ends if ends and isinstance(ends[0], str) else None)
    return Contents(metadata, bounds)


def read(file: BinaryIO, known: Contents, wanted: Mapping[str, Collection[str]]) -> Columns:
    """The groups of rows that may have what is wanted. Raises NotParquet."""
    # One thread: the parts are small, and many people ask at once.
    found = pq.ParquetFile(file, metadata=known.metadata).read_row_groups(known.groups(wanted), use_threads=False)
    words = {}
    for name in found.column_names:
        if name not in (VALUE, PLACE):
            words[name] = _read_words(found.column(name).chunks)
    values = [_read_numbers(part, np.float64, np.nan) for part in found.column(VALUE).chunks]
    places = [_read_numbers(part, np.int64, -1) for part in found.column(PLACE).chunks]
    return Columns(words, np.concatenate([np.empty(0), *values]), np.concatenate([np.empty(0, np.int64), *places]))


def _as_words(column: Words) -> Any:
    encoded = [word.encode() for word in column.words]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(encoded))]
    words = pa.Array.from_buffers(pa.string(), len(encoded), buffers)
    there = column.numbers >= 0
    numbers = _as_numbers(np.where(there, column.numbers, 0).astype(np.int32), pa.int32(), there)
    return pa.DictionaryArray.from_arrays(numbers, words)


def _as_numbers(numbers: Any, kind: Any, there: Any | None) -> Any:
    bits = None if there is None or there.all() else pa.py_buffer(np.packbits(there, bitorder="little").tobytes())
    return pa.Array.from_buffers(kind, len(numbers), [bits, pa.py_buffer(numbers.tobytes())])


def _read_words(parts: Sequence[Any]) -> Words:
    """Each part has words of its own; here they get one numbering."""
    known: dict[str, int] = {}
    numbers = [np.empty(0, np.int32)]
    for part in parts:
        # One more at the end, for a row without a word: -1 points there.
        renumbered = [*(known.setdefault(word, len(known)) for word in part.dictionary.to_pylist()), -1]
        numbers.append(np.array(renumbered, np.int32)[_read_numbers(part.indices, np.int32, -1)])
    return Words([*known], np.concatenate(numbers))


def _read_numbers(array: Any, kind: Any, nothing: float) -> Any:
    bits, data = array.buffers()
    numbers = np.frombuffer(data, kind)[array.offset : array.offset + len(array)]
    if bits is None or not array.null_count:
        return numbers
    there = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")[array.offset : array.offset + len(array)]
    return np.where(there, numbers, kind(nothing))
