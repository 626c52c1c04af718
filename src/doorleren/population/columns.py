# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""People as columns: one row of numbers per fact instead of one list of facts per person.

Knows: how the values of a fact stand in a column, and which of them are missing.
Leaves: where columns come from (`files`), what the rules say of them (`kernel`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..basics.finding import FactValue
from ..rules.facts import Fact, FactBook, Plain

Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of one fact of each person.

    `numbers` are the plain values of a fact that is a number, money, a day or a ladder; of other facts they are places
    in `labels`. `known` is False where the fact is missing, and None where it is known of everybody. The number of
    somebody of whom the fact is missing means nothing.
    """

    numbers: Numbers
    labels: tuple[Plain, ...] | None = None
    known: Flags | None = None

    def of(self, rows: Any) -> "Column":
        """The same column for some of the people: a slice, or their row numbers."""
        return Column(self.numbers[rows], self.labels, None if self.known is None else self.known[rows])


@dataclass(frozen=True, slots=True)
class People:
    """People side by side. Of a fact without a column nothing is known of anybody."""

    size: int
    columns: Mapping[str, Column]

    def of(self, rows: Any) -> "People":
        """Some of the people: a slice, or their row numbers."""
        size = len(range(self.size)[rows]) if isinstance(rows, slice) else len(rows)
        return People(size, {name: column.of(rows) for name, column in self.columns.items()})


def people_of(people: Sequence[Mapping[str, FactValue]], facts: FactBook) -> People:
    """People whose facts were read one by one (see `rules.profile`), in columns."""
    told = {name for one in people for name in one}
    return People(len(people), {name: _column(facts.facts[name], [one.get(name) for one in people]) for name in told})


def _column(fact: Fact, values: Sequence[FactValue | None]) -> Column:
    plain = [None if value is None else fact.plain(value) for value in values]
    known = None if None not in plain else np.array([value is not None for value in plain])
    if fact.kind.ordered:
        return Column(np.array([0 if value is None else value for value in plain], dtype=np.int64), None, known)
    labels = tuple(dict.fromkeys(value for value in plain if value is not None))
    place = {label: n for n, label in enumerate(labels)}
    numbers = np.array([0 if value is None else place[value] for value in plain], dtype=np.int32)
    return Column(numbers, labels, known)
