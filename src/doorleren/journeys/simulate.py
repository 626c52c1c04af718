# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulate: what the rules of one day say to everybody in a file, in counts and cost, and per person if asked.

Knows: how a file, its links, the rules and the totals come together, and what is said when something does not fit.
Leaves: the answers (`population`), how they are shown (the doors).
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from ..basics import Problem, said
from ..population.columns import Column, People
from ..population.files import FORMS, PeopleFile, Unreadable, open_people, whole_or_nothing
from ..population.groups import Grouping, grouping, order_of
from ..population.kernel import NO_LIMIT, Kernel, SchemeAnswers
from ..population.links import read_links
from ..population.read_columns import ColumnLink, Misfits, WrongType, read_column
from ..population.totals import Count, Totals
from ..rules import Book
from ..rules.profile import expected_value

_OUTCOMES: Final = ("nee", "hangt-af", "ja", "tegenstrijdig")

Tick = Callable[[int, int | None], None]
"""Told after each block: how many people were done, of how many (None: not known yet)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to simulate. `links` is the text of a link file and its name; `by` are the names of groupings, `only` the
    schemes to ask (all if there are none).

    `persons` is where the answer of each person goes. With `misfit_is_unknown` a value that does not fit counts as not
    known; otherwise it is a problem.
    """

    path: Path
    on: date
    links: tuple[str, str] | None = None
    by: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    persons: Path | None = None
    misfit_is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Simulation:
    """The answers in numbers. `misfits` is what did not fit and counted as not known."""

    on: date
    count: Count
    groups: tuple[tuple[Grouping, Count], ...]
    seconds: float
    synthetic: bool
    links: Mapping[str, ColumnLink]
    misfits: tuple[Problem, ...]


def simulate(book: Book, asked: Asked, tick: Tick | None = None) -> tuple[Simulation | None, list[Problem]]:
    """The answers for everybody in a file, or everything that is wrong with the file.

    Raises OSError where a file cannot be read or written.
    """
    file, problems = _opened(asked.path)
    if file is None:
        return None, problems
    text, name = asked.links or (None, "")
    links, problems = read_links(text, name, file.columns, book.facts)
    found = [grouping(one, book.facts, asked.on) for one in asked.by]
    problems += [one for one in found if isinstance(one, Problem)]
    problems += [_no_such_scheme(name, book) for name in asked.only if name not in book.schemes]
    groupings = [one for one in found if isinstance(one, Grouping)]
    if problems:
        return None, problems
    return _Run(book, asked, file, links, groupings).result(tick)


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
        return None, [_unreadable(path, str(error))]
    if not file.columns or file.rows == 0:
        return None, [_empty(path)]
    return file, []


class _Run:
    """One walk through a file."""

    def __init__(
        self,
        book: Book,
        asked: Asked,
        file: PeopleFile,
        links: Mapping[str, ColumnLink],
        groupings: Sequence[Grouping],
    ) -> None:
        self._book, self._asked, self._file, self._links = book.facts, asked, file, links
        self._kernel = Kernel(book.on(asked.on))
        self._only = asked.only or None
        self._groups = tuple((one, Count()) for one in groupings)
        self._count = Count()
        self._misfits: dict[str, Misfits] = {}
        self._wrong: dict[str, Problem] = {}

    def result(self, tick: Tick | None) -> tuple[Simulation | None, list[Problem]]:
        started = time.perf_counter()
        try:
            self._walk(tick)
        except Unreadable as error:
            return None, [_unreadable(self._asked.path, str(error))]
        except _ColumnsAreWrong:
            pass
        misfits = [self._misfit(name, one) for name, one in self._misfits.items() if one.count]
        problems = list(self._wrong.values())
        if not self._asked.misfit_is_unknown:
            problems += misfits
        if not problems and not self._count.people:
            problems = [_empty(self._asked.path)]
        if problems:
            return None, problems
        seconds = time.perf_counter() - started
        return (
            Simulation(
                self._asked.on,
                self._count,
                self._groups,
                seconds,
                self._file.synthetic,
                self._links,
                tuple(misfits),
            ),
            [],
        )

    def _walk(self, tick: Tick | None) -> None:
        if self._asked.persons is None:
            for people in self._people(tick):
                self._add(people)
            return
        schemes = [one.scheme for one in self._kernel.asked(self._only)]
        schema = pa.schema([field for one in schemes for field in _fields(one.scheme.id, in_kind=not one.paid.cases)])
        with whole_or_nothing(self._asked.persons, schema) as sink:
            for people in self._people(tick):
                answers = self._add(people)
                sink.write_batch(pa.record_batch([a for said in answers for a in _arrays(said)], schema=schema))
            if self._wrong or (self._misfits_count() and not self._asked.misfit_is_unknown):
                raise _ColumnsAreWrong

    def _misfits_count(self) -> int:
        return sum(one.count for one in self._misfits.values())

    def _add(self, people: People) -> list[SchemeAnswers]:
        answers = self._kernel.answers(people, self._only, matter=True)
        self._count.add(answers, people.size)
        for group, count in self._groups:
            numbers = group.of(people)
            count.add(answers, people.size, numbers, len(group.names))
        return answers

    def _people(self, tick: Tick | None) -> Iterator[People]:
        columns = {name: link.column for name, link in self._links.items()}
        done = 0
        for batch in self._file.blocks(list(dict.fromkeys(columns.values()))):
            if not batch.num_rows:
                continue
            found = {name: self._column(name, batch, done) for name in columns}
            done += batch.num_rows
            if not self._wrong:
                yield People(batch.num_rows, {name: column for name, column in found.items() if column is not None})
            if tick is not None:
                tick(done, self._file.rows)

    def _column(self, name: str, batch: pa.RecordBatch, first: int) -> Column | None:
        link, fact = self._links[name], self._book.facts[name]
        misfits = self._misfits.setdefault(name, Misfits())
        try:
            return read_column(fact, self._book, batch.column(link.column), link, self._asked.on, misfits, first)
        except WrongType as error:
            self._wrong[name] = Problem(
                f"kolom: {link.column}",
                said(
                    f"Deze kolom heeft het type «{error.found}». Dat past niet bij «{name}».",
                    f"This column has the type «{error.found}». That does not fit «{name}».",
                ),
                expected_value(fact, self._asked.on),
                said("Zet de kolom om, of koppel een andere kolom.", "Convert the column, or link another one."),
            )
            return None

    def _misfit(self, name: str, one: Misfits) -> Problem:
        rows_nl = "1 waarde past" if one.count == 1 else f"{one.count} waarden passen"
        rows_en = "1 value does" if one.count == 1 else f"{one.count} values do"
        return Problem(
            f"kolom: {self._links[name].column}",
            said(
                f"{rows_nl} niet bij «{name}». De eerste staat in rij {one.row}: «{one.example}».",
                f"{rows_en} not fit «{name}». The first is in row {one.row}: «{one.example}».",
            ),
            expected_value(self._book.facts[name], self._asked.on),
            said(
                "Verbeter deze waarden, of zeg in het koppelbestand wat zij betekenen.",
                "Correct these values, or say in the link file what they mean.",
            ),
        )


class _ColumnsAreWrong(Exception):
    """Ends the walk, so that no file of answers is left."""


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


def _no_such_scheme(name: str, book: Book) -> Problem:
    near = get_close_matches(name, book.schemes, n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    return Problem(
        f"--regeling {name}",
        said("Deze regeling hebben wij niet.", "We do not have this scheme."),
        said("de id van een regeling in het boek", "the id of a scheme in the book"),
        said(f"{hint.nl}Zie «doorleren regelingen lijst».", f"{hint.en}See «doorleren regelingen lijst»."),
    )


def _unreadable(path: Path, why: str) -> Problem:
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


# --- shapes ---------------------------------------------------------------------------------------------------------


def simulation_shape(found: Simulation, by_scheme: Sequence[str]) -> dict[str, Any]:
    """What `simuleer --json` prints; see CONTRACT.md. `by_scheme` are the schemes in their order."""
    return {
        "personen": found.count.people,
        "op": found.on.isoformat(),
        "seconden": round(found.seconds, 3),
        "synthetisch": found.synthetic,
        "regelingen": [_totals_shape(name, found.count.schemes[name], 0) for name in by_scheme],
        "perGroep": {
            group.name: [
                {
                    "groep": group.names[n],
                    "personen": _people_in(count, n),
                    "regelingen": [_totals_shape(name, count.schemes[name], n) for name in by_scheme],
                }
                for n in order_of(group.names)
                if _people_in(count, n)
            ]
            for group, count in found.groups
        },
        "nietPassend": [
            {"waar": one.where, "wat": one.what.nl, "verwacht": one.expected.nl, "watNu": one.what_now.nl}
            for one in found.misfits
        ],
    }


def _people_in(count: Count, group: int) -> int:
    totals = next(iter(count.schemes.values()), None)
    if totals is None or group >= len(totals.lowest):
        return 0
    counts = (totals.certain, totals.possible, totals.not_reached, totals.contradictory)
    return sum(int(one[group]) for one in counts)


def _totals_shape(name: str, totals: Totals, group: int) -> dict[str, Any]:
    endless = bool(totals.endless[group])
    most = max(totals.depends_on.items(), key=lambda pair: (pair[1], pair[0]), default=None)
    shape: dict[str, Any] = {
        "id": name,
        "zeker": int(totals.certain[group]),
        "mogelijk": int(totals.possible[group]),
        "niet": int(totals.not_reached[group]),
        "tegenstrijdig": int(totals.contradictory[group]),
        "kosten": None
        if totals.in_kind
        else {"min": totals.lowest[group], "max": None if endless else totals.highest[group]},
    }
    if len(totals.lowest) == 1:
        shape["opgezocht"] = totals.looked_up
        shape["hangtVooralAfVan"] = {"naam": most[0], "personen": most[1]} if most else None
    return shape
