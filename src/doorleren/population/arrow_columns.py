# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of a population in Arrow: one column per fact, with the fact's name; an empty place is "unknown".

Knows: which Arrow type a fact's column has, and how a whole column is made from numbers.
Leaves: what stands in a column (`made_up`), and files (`made_up_file`).
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..rules.facts import Fact, Kind

_TYPES: Final[dict[Kind, pa.DataType]] = {
    Kind.JA_NEE: pa.bool_(),
    Kind.GEHEEL_GETAL: pa.int32(),
    Kind.PERCENTAGE: pa.int32(),
    Kind.GELD: pa.int64(),
    Kind.DATUM: pa.date32(),
    Kind.EEN_VAN: pa.dictionary(pa.int16(), pa.string()),
    Kind.LADDER: pa.dictionary(pa.int16(), pa.string()),
    Kind.CODE: pa.dictionary(pa.int32(), pa.string()),
    Kind.VERZAMELING: pa.list_(pa.string()),
}
_EPOCH: Final = 719_163
"""The ordinal number of 1 January 1970, from which Arrow counts days."""

Known = NDArray[np.bool_]


def column_type(fact: Fact) -> pa.DataType:
    """The Arrow type of a fact's column: whole cents as int64, days as date32, a set as a list of text."""
    return _TYPES[fact.kind]


def plain_column(fact: Fact, values: NDArray[Any], known: Known | None = None) -> pa.Array:
    """A column of yes or no, numbers, cents, or days as ordinal numbers; null where `known` is false."""
    mask = None if known is None else ~known
    if fact.kind is Kind.DATUM:
        days = pa.array((values - _EPOCH).astype(np.int32), mask=mask)
        return days.cast(pa.date32())
    return pa.array(values, type=column_type(fact), mask=mask, safe=False)


def coded_column(fact: Fact, values: Sequence[str], codes: NDArray[Any], known: Known | None = None) -> pa.Array:
    """A column of texts, each given as its place in `values`; null where `known` is false."""
    kind = column_type(fact)
    mask = None if known is None else ~known
    places = pa.array(codes, type=kind.index_type, mask=mask, safe=False)
    return pa.DictionaryArray.from_arrays(places, pa.array(values, type=pa.string()))


def set_column(fact: Fact, has: Sequence[tuple[str, Known]], known: Known | None = None) -> pa.Array:
    """A column of sets: for each value who has it, in the order of the fact; null where `known` is false."""
    assert [value for value, _ in has] == [value for value in fact.values if value in dict(has)], fact.name
    held = np.stack([holds for _, holds in has], axis=1)
    if known is not None:
        held &= known[:, None]
    ends = np.zeros(len(held) + 1, dtype=np.int32)
    np.cumsum(held.sum(axis=1), out=ends[1:])
    texts = pa.array([value for value, _ in has], type=pa.string())
    elements = texts.take(pa.array(np.nonzero(held)[1]))
    return pa.ListArray.from_arrays(pa.array(ends), elements, mask=None if known is None else pa.array(~known))
