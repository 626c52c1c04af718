# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Observations as columns of numbers: gathered, put in one order, given a digest.

Knows: how words become numbers in a column, the order in which rows are kept, and which rows are there twice.
Leaves: files (`figures_parquet`, `figures_disk`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import numpy as np

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
class Words:
    """A column of words: the words in order, and per row which one; below zero where there is none."""

    words: Sequence[str]
    numbers: Any

    def listed(self, rows: Any) -> list[Any]:
        """The words of these rows. One more at the end, for a row without a word: -1 points there."""
        words = [*self.words, None]
        return [words[number] for number in self.numbers[rows].tolist()]


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows: each column of words by its name, the values (and not a number where there is none), and their places."""

    words: Mapping[str, Words]
    values: Any
    places: Any

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of a table in the order in which they are kept, and the digest of everything."""

    columns: Columns
    digest: str


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
    known: dict[str, dict[str | None, int]] = {name: {} for name in (MEASURE, *dimensions, REASON, TEXT)}
    numbers: dict[str, list[Any]] = {name: [] for name in known}
    parts = []
    for some in rows:
        given = {MEASURE: some.measures, **some.codes, REASON: some.reasons, TEXT: some.texts}
        if {*given} != {*known} or {len(one) for one in given.values()} != {len(some)}:
            raise Unkeepable("other columns than the table has, or columns of different length")
        for name, seen in known.items():
            numbers[name].append(np.array([seen.setdefault(one, len(seen)) for one in given[name]], np.int32))
        parts.append(_plain_numbers(some.values))
    keyed = (MEASURE, *dimensions)
    words = {name: _words(known[name], numbers.pop(name), optional=name not in keyed) for name in known}
    values = np.concatenate(parts) if parts else np.empty(0)
    keys = {name: words[name] for name in _sort_order(table)}
    order = _order(keys, values, [words[REASON], words[TEXT]])
    names = {**column_names(table), MEASURE: MEASURE, REASON: REASON, TEXT: TEXT}
    kept = Columns(
        {names[name]: Words(one.words, one.numbers[order]) for name, one in words.items()}, values[order], order
    )
    return Gathered(kept, _digest(to_bytes([table_shape(table), filter]), kept))


def _plain_numbers(values: Sequence[float | None]) -> Any:
    """Not a number where there is none; a value that is itself no number cannot be kept."""
    try:
        # Adding zero makes of "minus zero" the zero that it is.
        found = np.array(values, np.float64) + 0.0
    except (TypeError, ValueError) as error:
        raise Unkeepable(f"a value that is no number: {error}") from None
    if np.isinf(found).any() or np.isnan(found).sum() != sum(value is None for value in values):
        raise Unkeepable("a number that is infinite, or not a number")
    return found


def _words(known: Mapping[str | None, int], numbers: list[Any], *, optional: bool) -> Words:
    found = [word for word in known if word is not None or not optional]
    if not all(isinstance(word, str) for word in found):
        raise Unkeepable("a row without a measure or a code")
    try:
        "".join(map(str, found)).encode()
    except UnicodeEncodeError:
        raise Unkeepable("text with half a character in it") from None
    ordered = sorted(map(str, found))
    place = {word: number for number, word in enumerate(ordered)}
    renumbered = np.array([-1 if word is None else place[word] for word in known], np.int32)
    return Words(ordered, renumbered[np.concatenate(numbers)] if numbers else np.empty(0, np.int32))


def _sort_order(table: Table) -> list[str]:
    """What is asked for together stands together: a measure, then a region, then the rest, and time last."""
    rank = {"regio": 0, "gewoon": 1, "periode": 2}
    return [MEASURE, *(one.id for one in sorted(table.dimensions, key=lambda one: rank[one.kind]))]


def _order(keys: Mapping[str, Words], values: Any, rest: Sequence[Words]) -> Any:
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


def _each_once(order: Any, keys: Mapping[str, Words], values: Any, rest: Sequence[Words]) -> Any:
    same_key = _same_as_before(order, [one.numbers for one in keys.values()])
    bits = values.view(np.int64)
    same = same_key & _same_as_before(order, [bits, *(one.numbers for one in rest)])
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


def _digest(head: bytes, columns: Columns) -> str:
    digest = sha256(b"doorleren figures 1\n")
    # Each part is preceded by its length, so that no two contents run into the same bytes.
    for part in (head, *(to_bytes(list(one.words)) for one in columns.words.values())):
        digest.update(len(part).to_bytes(8, "little") + part)
    digest.update(len(columns).to_bytes(8, "little"))
    for one in columns.words.values():
        digest.update(one.numbers.astype("<i4").tobytes())
    digest.update(np.isnan(columns.values).astype("u1").tobytes())
    digest.update(np.nan_to_num(columns.values).astype("<f8").tobytes())
    return digest.hexdigest()


def observations(columns: Columns, table: Table, wanted: Mapping[str, set[str]]) -> Observations:
    """The rows with these codes (column → codes), in the order of the source."""
    rows = np.arange(len(columns))
    for name, codes in wanted.items():
        column = columns.words[name]
        numbers = [number for number, word in enumerate(column.words) if word in codes]
        rows = rows[np.isin(column.numbers[rows], numbers)]
    rows = rows[np.argsort(columns.places[rows], kind="stable")]
    names, words = column_names(table), columns.words
    values: list[float | None] = columns.values[rows].tolist()
    for place in np.flatnonzero(np.isnan(columns.values[rows])).tolist():
        values[place] = None
    return Observations(
        measures=words[MEASURE].listed(rows),
        codes={one.id: words[names[one.id]].listed(rows) for one in table.dimensions},
        values=values,
        reasons=words[REASON].listed(rows),
        texts=words[TEXT].listed(rows),
    )
