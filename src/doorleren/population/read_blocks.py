# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Blocks of a file as people, with what does not fit gathered on the way; what was gathered apart can be put together.

Knows: which columns are read, and which rows did not fit.
Leaves: one column (`read_columns`), where blocks come from (`files`, `on_spark`), how it is said (`journeys`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from ..rules.facts import FactBook
from .columns import Column, People
from .read_columns import ColumnLink, Misfits, WrongType, read_column


@dataclass(frozen=True, slots=True)
class Misread:
    """What did not fit, by fact: single values, and columns of which the type is wrong (with the type found)."""

    misfits: dict[str, Misfits]
    wrong: dict[str, str]


class BlockReader:
    """Reads blocks of people on a day; `links` says which column holds which fact."""

    def __init__(self, book: FactBook, links: Mapping[str, ColumnLink], on: date) -> None:
        self._book, self.links, self._on = book, links, on
        self.misread = Misread({}, {})

    @property
    def columns(self) -> list[str]:
        """The columns to read, each once."""
        return list(dict.fromkeys(link.column for link in self.links.values()))

    def people(self, block: pa.RecordBatch, first_row: int) -> People | None:
        """The people of a block, of whom the first stands in row `first_row` (from 0).

        Once a column is wrong there are no people any more, but all columns are looked at.
        """
        found = {name: self._column(name, block, first_row) for name in self.links}
        columns = {name: column for name, column in found.items() if column is not None}
        return None if self.misread.wrong else People(block.num_rows, columns)

    def merge(self, other: Misread) -> None:
        """Add what was gathered elsewhere, in other rows."""
        for name, misfits in other.misfits.items():
            self.misread.misfits.setdefault(name, Misfits()).merge(misfits)
        self.misread.wrong.update(other.wrong)

    def _column(self, name: str, block: pa.RecordBatch, first_row: int) -> Column | None:
        link, fact = self.links[name], self._book.facts[name]
        misfits = self.misread.misfits.setdefault(name, Misfits())
        try:
            return read_column(fact, self._book, block.column(link.column), link, self._on, misfits, first_row)
        except WrongType as error:
            self.misread.wrong[name] = error.found
            return None
