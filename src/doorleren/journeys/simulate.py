# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulate: what the rules of one day say to everybody in a file, in counts and cost, and per person if asked.

Knows: how a file, its links, the rules and the totals come together, and what is said when something does not fit.
Leaves: the answers (`population`), how they are shown (the doors).
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..basics import Problem, said
from ..population.answer_columns import answer_block, answer_schema
from ..population.files import BLOCK, whole_parquet
from ..population.groups import Grouping, grouping, order_of
from ..population.in_threads import cores, counted_in_threads
from ..population.kernel import Kernel
from ..population.on_spark import Question, SparkTrouble, asked_on_spark
from ..population.tally import Tally
from ..population.totals import Count, Totals
from ..rules import Book
from .read_people import PeopleReader, Tick
from .spark_trouble import cannot_ask_spark, spark_problem


@dataclass(frozen=True, slots=True)
class Asked:
    """What to simulate. `links` is the text of a link file and its name; `by` are the names of groupings, `only` the
    schemes to ask (all if there are none).

    `persons` is where the answer of each person goes. With `misfit_is_unknown` a value that does not fit counts as not
    known; otherwise it is a problem. `threads` is how many count side by side: one for each core without it. `spark` is
    the address of a cluster that does the work; None: this machine does.
    """

    path: Path
    on: date
    links: tuple[str, str] | None = None
    by: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    persons: Path | None = None
    misfit_is_unknown: bool = False
    threads: int | None = None
    spark: str | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """The answers in numbers. `misfits` is what did not fit and counted as not known.

    It took `seconds` in all; `counting` seconds of processor time of them went into the answers, the rest into reading.
    """

    on: date
    count: Count
    groups: tuple[tuple[Grouping, Count], ...]
    seconds: float
    counting: float
    synthetic: bool
    misfits: tuple[Problem, ...]


def simulate(book: Book, asked: Asked, tick: Tick | None = None) -> tuple[Simulation | None, list[Problem]]:
    """The answers for everybody in a file, or everything that is wrong with the file.

    Raises OSError where a file cannot be read or written.
    """
    reader = PeopleReader(book, asked.path, asked.on, asked.links)
    found = [grouping(one, book.facts, asked.on) for one in asked.by]
    problems = [*reader.problems, *(one for one in found if isinstance(one, Problem))]
    problems += [_no_such_scheme(name, book) for name in asked.only if name not in book.schemes]
    if asked.spark is not None and not problems:
        problems += cannot_ask_spark(asked.path)
    if problems:
        return None, problems
    return _Run(book, asked, reader, [one for one in found if isinstance(one, Grouping)]).result(tick)


class _Run:
    """One walk through a file."""

    def __init__(self, book: Book, asked: Asked, reader: PeopleReader, groupings: Sequence[Grouping]) -> None:
        self._book, self._asked, self._reader, self._groupings = book, asked, reader, groupings
        self._each = asked.persons is not None
        self._kernel, self._only = Kernel(book.on(asked.on)), asked.only or None
        self._tally = self._new_tally(groupings)
        self._schema = answer_schema(self._kernel.asked(self._only))

    def _new_tally(self, groupings: Sequence[Grouping]) -> Tally:
        return Tally(self._kernel, groupings, self._only, expected=self._reader.rows, each=self._each)

    def _tally_apart(self) -> Tally:
        """A tally of some of the people, with groups that it numbers by itself."""
        asked = self._asked
        found = [grouping(one, self._book.facts, asked.on) for one in asked.by]
        return self._new_tally([one for one in found if isinstance(one, Grouping)])

    def result(self, tick: Tick | None) -> tuple[Simulation | None, list[Problem]]:
        started = time.perf_counter()
        try:
            with suppress(_ColumnsAreWrong):
                self._walk(tick)
        except SparkTrouble as trouble:
            return None, [spark_problem(trouble, self._asked.path)]
        if problems := self._reader.found_wrong(self._asked.misfit_is_unknown):
            return None, problems
        counted, reader = self._tally.counted(), self._reader
        seconds = time.perf_counter() - started
        groups = tuple((one, count) for one, (_, count) in zip(self._groupings, counted.per_group, strict=True))
        found = Simulation(
            self._asked.on,
            counted.everybody,
            groups,
            seconds,
            counted.seconds,
            reader.synthetic,
            reader.misfits(),
        )
        return found, []

    def _walk(self, tick: Tick | None) -> None:
        if self._asked.persons is None:
            for _ in self._counted(tick):
                pass
            return
        with whole_parquet(self._asked.persons, self._schema) as sink:
            for block in self._counted(tick):
                sink.write_batch(block)
            if self._reader.found_wrong(self._asked.misfit_is_unknown):
                raise _ColumnsAreWrong

    def _counted(self, tick: Tick | None) -> Iterator[pa.RecordBatch]:
        """Count everybody; gives the answers of each person, in the order of the file, if these are wanted."""
        if self._asked.spark is not None:
            yield from self._counted_on_spark(self._asked.spark, tick)
            return
        threads = 1 if self._each or 0 < self._reader.rows <= BLOCK else self._asked.threads or cores()
        if threads > 1:
            self._count_in_threads(threads, tick)
            return
        for people in self._reader.people(tick):
            answers = self._tally.add(people)
            if self._each:
                yield answer_block(answers, self._schema)

    def _count_in_threads(self, threads: int, tick: Tick | None) -> None:
        reader = self._reader
        for part in counted_in_threads(threads, reader.batches(tick), reader.apart, self._tally_apart):
            reader.read_elsewhere(0, part.misread)
            self._tally.merge(part.counted)

    def _counted_on_spark(self, master: str, tick: Tick | None) -> Iterator[pa.RecordBatch]:
        asked, rules = self._asked, self._kernel.rules
        schemes = tuple(one.scheme for one in rules.schemes)
        question = Question(rules.book, schemes, asked.on, self._reader.links, asked.by, self._only, self._each)
        with asked_on_spark(master, asked.path, question) as asking:
            for part in asking.parts(tick):
                self._reader.read_elsewhere(part.people, part.misread)
                self._tally.merge(part.counted)
            wrong = self._reader.found_wrong(asked.misfit_is_unknown)
            assert self._reader.done == self._reader.rows, "somebody was lost or counted twice"
            if self._each and not wrong:
                yield from asking.answers()


class _ColumnsAreWrong(Exception):
    """Ends the walk, so that no file of answers is left."""


def _no_such_scheme(name: str, book: Book) -> Problem:
    near = get_close_matches(name, book.schemes, n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    return Problem(
        f"--regeling {name}",
        said("Deze regeling hebben wij niet.", "We do not have this scheme."),
        said("de id van een regeling in het boek", "the id of a scheme in the book"),
        said(f"{hint.nl}Zie «doorleren regelingen lijst».", f"{hint.en}See «doorleren regelingen lijst»."),
    )


# --- shapes ---------------------------------------------------------------------------------------------------------


def simulation_shape(found: Simulation, by_scheme: Sequence[str], language: str = "nl") -> dict[str, Any]:
    """What `simuleer --json` prints. `by_scheme`: the schemes in order; `language`: of what did not fit."""
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
        "nietPassend": [one.in_language(language) for one in found.misfits],
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
