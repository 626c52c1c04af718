# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Observations as columns of Arrow: gathered, put in one order, given a digest.

Knows: how words become numbers in a column, the order in which rows are kept, and which rows are there twice.
Leaves: files (`figures_disk`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..region import Observations, Table
from .figures_json import table_shape, to_bytes

MEASURE: Final = "Measure"
VALUE: Final = "Value"
REASON: Final = "ValueAttribute"
TEXT: Final = "StringValue"
PLACE: Final = "Place"
"""Where a row stood in its source."""

_OURS: Final = (MEASURE, VALUE, REASON, TEXT, PLACE)
_MOST_KEYS: Final = 2**62


class Unkeepable(Exception):
    """Rows that cannot be kept as they are; says what is wrong with them in a few words of a programmer."""


class Contradiction(Exception):
    """One row is there twice and says two things; says which row."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of a table in the order in which they are kept, and the digest of everything."""

    columns: pa.Table
    digest: str

    @property
    def rows(self) -> int:
        return int(self.columns.num_rows)


def column_names(table: Table) -> dict[str, str]:
    """Each dimension → its column: its own id, unless that is one of ours."""
    taken = {name.casefold() for name in _OURS}
    names: dict[str, str] = {}
    for one in table.dimensions:
        name = one.id
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        names[one.id] = name
    return names


def gather(table: Table, rows: Iterable[Observations], filter: str | None) -> Gathered:
    """Read all rows, put them in order and take their digest; the order of pages does not matter, and a row that is
    there twice counts once. Raises Unkeepable and Contradiction."""
    dimensions = [one.id for one in table.dimensions]
    if len(set(dimensions)) != len(dimensions):
        raise Unkeepable("two dimensions have one id")
    chunks: dict[str, list[Any]] = {name: [] for name in (MEASURE, *dimensions, VALUE, REASON, TEXT)}
    for some in rows:
        if not len(some):
            continue
        try:
            one = _chunk(some, dimensions)
        except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, KeyError, UnicodeError) as error:
            raise Unkeepable(f"{type(error).__name__}: {error}") from None
        if {len(array) for array in one} != {len(some)}:
            raise Unkeepable("columns of different length")
        for parts, array in zip(chunks.values(), one, strict=True):
            parts.append(array)
    words = {name: _words(chunks.pop(name)) for name in (MEASURE, *dimensions, REASON, TEXT)}
    values = pa.chunked_array(chunks.pop(VALUE), pa.float64()).combine_chunks()
    if (~np.isfinite(np.asarray(pc.fill_null(values, 0.0)))).any():
        raise Unkeepable("a number that is no number (infinite, or not a number)")
    keys = {name: words[name] for name in _sort_order(table)}
    order = _order(keys, values, [words[REASON], words[TEXT]])
    names = column_names(table)
    columns = {MEASURE: words[MEASURE].taken(order)}
    columns |= {names[one]: words[one].taken(order) for one in dimensions}
    columns[VALUE] = values.take(pa.array(order))
    columns[REASON], columns[TEXT] = words[REASON].taken(order), words[TEXT].taken(order)
    columns[PLACE] = pa.array(order.astype(np.int32) if len(order) < 2**31 else order)
    head = to_bytes([table_shape(table), filter])
    return Gathered(pa.table(columns), _digest(head, [words[name] for name in words], values, order))


def _chunk(some: Observations, dimensions: Sequence[str]) -> list[Any]:
    words = [some.measures, *(some.codes[one] for one in dimensions)]
    arrays = [pa.array(column, pa.string()) for column in words]
    if any(array.null_count for array in arrays):
        raise Unkeepable("a row without a measure or a code")
    arrays.append(pa.array(some.values, pa.float64()))
    arrays += [pa.array(column, pa.string()) for column in (some.reasons, some.texts)]
    places = (*range(len(words)), len(words) + 1, len(words) + 2)
    return [array.dictionary_encode() if n in places else array for n, array in enumerate(arrays)]


@dataclass(frozen=True, slots=True)
class _Words:
    """A column of words: the words in order, and per row which one; below zero where there is none."""

    words: Sequence[str]
    numbers: Any

    def taken(self, order: Any) -> Any:
        numbers = self.numbers[order]
        indices = pa.array(numbers, mask=numbers < 0)
        return pa.DictionaryArray.from_arrays(indices, pa.array(self.words, pa.string()))


def _words(parts: list[Any]) -> _Words:
    whole = pa.chunked_array(parts, pa.dictionary(pa.int32(), pa.string())).unify_dictionaries()
    found = whole.chunk(0).dictionary.to_pylist() if whole.num_chunks else []
    ordered = sorted(found)
    place = {word: number for number, word in enumerate(ordered)}
    # One more at the end, for a row without a word: -1 points there.
    renumbered = np.array([*(place[word] for word in found), -1], dtype=np.int32)
    numbers = [np.asarray(pc.fill_null(part.indices, -1)) for part in whole.chunks]
    return _Words(ordered, renumbered[np.concatenate(numbers)] if numbers else np.empty(0, np.int32))


def _sort_order(table: Table) -> list[str]:
    """What is asked for together stands together: a measure, then a region, then the rest, and time last."""
    rank = {"regio": 0, "gewoon": 1, "periode": 2}
    return [MEASURE, *(one.id for one in sorted(table.dimensions, key=lambda one: rank[one.kind]))]


def _order(keys: Mapping[str, _Words], values: Any, rest: Sequence[_Words]) -> Any:
    """The rows in the order of their keys, each once."""
    size = 1
    for one in keys.values():
        size *= len(one.words) or 1
    if size < _MOST_KEYS:
        key = np.zeros(len(values), np.int64)
        for one in keys.values():
            key = key * (len(one.words) or 1) + one.numbers
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        if not (ordered[1:] == ordered[:-1]).any():
            return order
    else:
        order = np.lexsort([one.numbers for one in keys.values()][::-1])
    return _each_once(order, keys, values, rest)


def _each_once(order: Any, keys: Mapping[str, _Words], values: Any, rest: Sequence[_Words]) -> Any:
    same_key = _same_as_before(order, [one.numbers for one in keys.values()])
    numbers, there = np.asarray(pc.fill_null(values, 0.0)), np.asarray(pc.is_valid(values))
    same = same_key & _same_as_before(order, [numbers, there, *(one.numbers for one in rest)])
    if (differs := np.flatnonzero(same_key & ~same)).size:
        row = order[differs[0]]
        raise Contradiction(", ".join(f"{name}={one.words[one.numbers[row]]}" for name, one in keys.items()))
    return order[~same]


def _same_as_before(order: Any, columns: Sequence[Any]) -> Any:
    same = np.ones(len(order), bool)
    same[:1] = False
    for column in columns:
        ordered = column[order]
        same[1:] &= ordered[1:] == ordered[:-1]
    return same


def _digest(head: bytes, words: Sequence[_Words], values: Any, order: Any) -> str:
    digest = sha256(b"doorleren figures 1\n")
    # Each part is preceded by its length, so that no two contents run into the same bytes.
    for part in (head, *(to_bytes(list(one.words)) for one in words)):
        digest.update(len(part).to_bytes(8, "little") + part)
    digest.update(len(order).to_bytes(8, "little"))
    for one in words:
        digest.update(one.numbers[order].astype("<i4").tobytes())
    digest.update(np.asarray(pc.is_valid(values))[order].astype("u1").tobytes())
    # Adding zero makes of "minus zero" the zero that it is.
    digest.update((np.asarray(pc.fill_null(values, 0.0))[order] + 0.0).astype("<f8").tobytes())
    return digest.hexdigest()


def observations(columns: pa.Table, table: Table, wanted: dict[str, set[str]]) -> Observations:
    """The rows with these codes (column → codes), in the order of the source."""
    columns = columns.unify_dictionaries().combine_chunks()
    rows = np.arange(columns.num_rows)
    for name, codes in wanted.items():
        column = columns.column(name)
        if not column.num_chunks:
            break
        array = column.chunk(0)
        numbers = [number for number, word in enumerate(array.dictionary.to_pylist()) if word in codes]
        rows = rows[np.isin(np.asarray(array.indices)[rows], numbers)]
    if columns.num_rows:
        places = np.asarray(columns.column(PLACE).chunk(0))[rows]
        rows = rows[np.argsort(places, kind="stable")]
    taken = columns.take(pa.array(rows))
    names = column_names(table)
    return Observations(
        measures=_listed(taken, MEASURE),
        codes={one.id: _listed(taken, names[one.id]) for one in table.dimensions},
        values=_values(taken),
        reasons=_listed(taken, REASON),
        texts=_listed(taken, TEXT),
    )


def _listed(columns: pa.Table, name: str) -> list[Any]:
    listed: list[Any] = []
    for part in columns.column(name).chunks:
        words: list[Any] = [*part.dictionary.to_pylist(), None]
        listed += [words[number] for number in np.asarray(pc.fill_null(part.indices, -1)).tolist()]
    return listed


def _values(columns: pa.Table) -> list[float | None]:
    listed: list[float | None] = []
    for part in columns.column(VALUE).chunks:
        values: list[float | None] = np.asarray(pc.fill_null(part, 0.0)).tolist()
        for number in np.flatnonzero(np.asarray(pc.is_null(part))).tolist():
            values[number] = None
        listed += values
    return listed
