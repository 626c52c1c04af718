# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read people from a file, block by block, with everything that is wrong with the file gathered on the way.

Knows: how a file and its links become people, and what is said of what does not fit.
Leaves: what is asked of them (`simulate`, `compare_population`).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from ..basics import Problem, said
from ..population.cell_keys import secret_of
from ..population.columns import People
from ..population.files import FORMS, PeopleFile, Unreadable, open_people
from ..population.links import read_links
from ..population.read_blocks import BlockReader, Misread
from ..population.read_columns import ColumnLink, Misfits
from ..rules import Book
from ..rules.profile import expected_value

Tick = Callable[[int, int | None], None]
"""Told after each block: how many people were done, of how many (None: not known yet)."""


class PeopleReader:
    """One walk through a file with people on a day. `links` is the text of a link file and its name."""

    def __init__(self, book: Book, path: Path, on: date, links: tuple[str, str] | None) -> None:
        """Raises OSError where the file cannot be opened; see `problems` for what is wrong with it."""
        self._book, self._path, self._on = book.facts, path, on
        self._file, self.problems = _opened(path)
        self.done = 0
        """How many people were read so far."""
        found: Mapping[str, ColumnLink] = {}
        if self._file is not None:
            text, name = links or (None, "")
            found, problems = read_links(text, name, self._file.columns, book.facts)
            self.problems += problems
        self._blocks = BlockReader(book.facts, found, on)

    @property
    def links(self) -> Mapping[str, ColumnLink]:
        """Which column holds which fact."""
        return self._blocks.links

    @property
    def synthetic(self) -> bool:
        """Whether the file says that its people are made up."""
        return self._file is not None and self._file.synthetic

    @cached_property
    def secret(self) -> int | None:
        """What the keys of these people come from (see `cell_keys`); None for made-up people, who need none."""
        return None if self._file is None or self.synthetic else secret_of(self._path)

    @property
    def rows(self) -> int:
        """How many people there are in the file, as far as it says so beforehand."""
        return (self._file.rows or 0) if self._file is not None else 0

    def people(self, tick: Tick | None = None) -> Iterator[People]:
        """Everybody, in blocks. After a column that is wrong nobody more is given, but all columns are looked at."""
        for batch, first_row in self.batches(tick):
            people = self._blocks.people(batch, first_row)
            if people is not None:
                yield people

    def batches(self, tick: Tick | None = None) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Everybody as they stand in the file, in blocks, with the row (from 0) of the first in each."""
        assert self._file is not None
        try:
            for batch in self._file.blocks(self._blocks.columns):
                if not batch.num_rows:
                    continue
                yield batch, self.done
                self.done += batch.num_rows
                if tick is not None:
                    tick(self.done, self._file.rows)
        except Unreadable as error:
            self.problems.append(unreadable(self._path, str(error)))

    def apart(self) -> BlockReader:
        """A reader of some of the blocks, of which the findings come back to `read_elsewhere`."""
        return BlockReader(self._book, self.links, self._on)

    def read_elsewhere(self, people: int, misread: Misread) -> None:
        """So many people were read by somebody else, who found this not to fit."""
        self.done += people
        self._blocks.merge(misread)

    def misfits(self) -> tuple[Problem, ...]:
        """What did not fit, once everybody was read."""
        return tuple(self._misfit(name, one) for name, one in self._blocks.misread.misfits.items() if one.count)

    def found_wrong(self, misfit_is_unknown: bool) -> list[Problem]:
        """Everything that is wrong with the file, once everybody was read."""
        problems = [*self.problems, *(self._wrong(name, found) for name, found in self._blocks.misread.wrong.items())]
        if not misfit_is_unknown:
            problems += self.misfits()
        return problems if problems or self.done else [_empty(self._path)]

    def _wrong(self, name: str, found: str) -> Problem:
        return Problem(
            f"kolom: {self.links[name].column}",
            said(
                f"Deze kolom heeft het type «{found}». Dat past niet bij «{name}».",
                f"This column has the type «{found}». That does not fit «{name}».",
            ),
            expected_value(self._book.facts[name], self._on),
            said("Zet de kolom om, of koppel een andere kolom.", "Convert the column, or link another one."),
        )

    def _misfit(self, name: str, one: Misfits) -> Problem:
        rows_nl = "1 waarde past" if one.count == 1 else f"{one.count} waarden passen"
        rows_en = "1 value does" if one.count == 1 else f"{one.count} values do"
        return Problem(
            f"kolom: {self.links[name].column}",
            said(
                f"{rows_nl} niet bij «{name}». De eerste staat in rij {one.row}: «{one.example}».",
                f"{rows_en} not fit «{name}». The first is in row {one.row}: «{one.example}».",
            ),
            expected_value(self._book.facts[name], self._on),
            said(
                "Verbeter deze waarden, of zeg in het koppelbestand wat zij betekenen.",
                "Correct these values, or say in the link file what they mean.",
            ),
        )


def _opened(path: Path) -> tuple[PeopleFile | None, list[Problem]]:
    if path.suffix not in FORMS:
        return None, [
            Problem(
                path.name,
                said("Dit soort bestand kennen wij niet.", "We do not know this kind of file."),
                said(f"een bestand op {', '.join(FORMS)}", f"a file ending in {', '.join(FORMS)}"),
                said("Zet het bestand om, of verbeter de naam.", "Convert the file, or correct its name."),
            )
        ]
    try:
        file = open_people(path)
    except Unreadable as error:
        return None, [unreadable(path, str(error))]
    if not file.columns or file.rows == 0:
        return None, [_empty(path)]
    return file, []


def unreadable(path: Path, why: str) -> Problem:
    """A file that is broken, with what the reader says of it."""
    return Problem(
        path.name,
        said(f"Dit bestand is niet goed te lezen. De lezer meldt: {why}", f"This file cannot be read: {why}"),
        said("een heel bestand in Parquet, Arrow of CSV", "a whole file in Parquet, Arrow or CSV"),
        said("Maak het bestand opnieuw.", "Make the file again."),
    )


def _empty(path: Path) -> Problem:
    return Problem(
        path.name,
        said("In dit bestand staat niemand.", "There is nobody in this file."),
        said("een rij per persoon", "a row per person"),
        said("Kijk of u het goede bestand noemt.", "See whether you name the right file."),
    )
