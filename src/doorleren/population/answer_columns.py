# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answers of each person as columns of a file: `<id>.uitkomst`, `<id>.bedrag_min` and `<id>.bedrag_max`.

Knows: how an outcome and the bounds of an amount stand in a column.
Leaves: the answers (`kernel`), the file (`files`).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from .kernel import NO_LIMIT, ColumnScheme, SchemeAnswers

_OUTCOMES: Final = ("nee", "hangt-af", "ja", "tegenstrijdig")


def answer_schema(schemes: Iterable[ColumnScheme]) -> pa.Schema:
    """The columns of the answers of these schemes."""
    return pa.schema(
        [field for one in schemes for field in _fields(one.scheme.scheme.id, in_kind=not one.scheme.paid.cases)]
    )


def answer_block(answers: Sequence[SchemeAnswers], schema: pa.Schema) -> pa.RecordBatch:
    """The answers of a block of people, a row for each."""
    return pa.record_batch([array for one in answers for array in _arrays(one)], schema=schema)


def _fields(scheme: str, in_kind: bool) -> Iterator[pa.Field]:
    yield pa.field(f"{scheme}.uitkomst", pa.dictionary(pa.int8(), pa.string()))
    for end in ("min", "max"):
        yield pa.field(f"{scheme}.bedrag_{end}", pa.null() if in_kind else pa.int64())


def _arrays(said: SchemeAnswers) -> Iterator[pa.Array]:
    """Outcome, lowest and highest; without an amount where there is none, and without a highest if it has no end."""
    yield pa.DictionaryArray.from_arrays(pa.array(said.outcome.view(np.int8)), pa.array(_OUTCOMES))
    if said.paid is None:
        yield from (pa.nulls(said.outcome.size), pa.nulls(said.outcome.size))
        return
    for bounds in (said.paid.lowest, said.paid.highest):
        amounts, absent = np.zeros(said.outcome.size, dtype=np.int64), np.ones(said.outcome.size, dtype=bool)
        amounts[said.paid.rows], absent[said.paid.rows] = bounds, bounds == NO_LIMIT
        yield pa.array(amounts, mask=absent)
