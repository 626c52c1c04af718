# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A population that is kept at hand, so that a change of a scheme is answered at once: what if?

The people are read (or made up) once for a day and kept in memory, in columns as narrow as their values allow, with
only the facts that a rule or a group asks for. Every question goes over them as `doorleren vergelijk` goes over a file.

Knows: how people are kept, for how long, how many questions are answered at once, and the commands that make the same
figures again. Leaves: the comparison itself (`compare_people`), how figures look (portal).
"""

import shlex
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.parquet as pq

from ..basics import Problem
from ..population.columns import Column, People
from ..population.groups import AGE, Grouping, grouping
from ..population.kernel import Kernel
from ..population.made_up import made_up_facts, made_up_people
from ..population.made_up_file import label_of
from ..population.read_blocks import BlockReader
from ..population.read_columns import ColumnLink
from ..rules import Book
from ..rules.day import DayRules
from ..rules.differences import frozen, version_of
from .compare_people import Compared, Comparison, Grouped, Looked, least_groups
from .compare_population import versions_of
from .read_people import PeopleReader

MADE_UP: Final = 100_000
"""How many people are made up where no file was given: few enough that nobody waits for them."""
SEED: Final = 1
GROUPS: Final = (AGE, "hoogste_diploma", "werk", "contract", "sector", "arbeidsmarktregio")
"""The groups that can be asked for."""
_MADE_UP_FILE: Final = "mensen.parquet"
_DAYS_KEPT: Final = 2
_ANSWERS_KEPT: Final = 64
_AT_ONCE: Final = 2


class TooBusy(Exception):
    """So many questions are being answered that another one would keep other visitors waiting."""


class Unusable(Exception):
    """The file with people cannot be used; says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("; ".join(one.what.en for one in problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where people come from: a file by its name, or how many were made up, from which seed."""

    file: str | None
    people: int
    seed: int | None
    synthetic: bool


class Prepared:
    """People on a day, kept for one question after the other. Many may ask at the same time."""

    def __init__(
        self,
        book: Book,
        on: date,
        origin: Origin,
        blocks: Iterable[People],
        misfits: Iterable[Problem] = (),
        secret: int | None = None,
    ):
        """`secret` is that of people who are not made up; see `cell_keys`."""
        self._book, self.on, self.origin, self._secret = book, on, origin, secret
        wanted = _facts_asked(book, on)
        self._blocks = [_narrow(block, wanted) for block in blocks]
        self._misfits = tuple(misfits)
        self._lock = threading.Lock()
        self._groupings: dict[str, tuple[Grouping, list[Any]]] = {}
        self._least = [least_groups(block, book, on) for block in self._blocks]
        rules = DayRules(book.facts, [], on)
        self._impossible = [Kernel(rules).block(block).impossible for block in self._blocks]
        self._answers: OrderedDict[tuple[Compared, str], dict[str, Any]] = OrderedDict()

    @property
    def size(self) -> int:
        """How many bytes the columns take."""
        columns = [column for block in self._blocks for column in block.columns.values()]
        return sum(one.numbers.nbytes + (one.known.nbytes if one.known is not None else 0) for one in columns)

    def known(self, asked: Compared, language: str) -> dict[str, Any] | None:
        """The answer to a question that was asked before."""
        with self._lock:
            return self._answers.get((asked, language))

    def compare(self, asked: Compared, language: str) -> tuple[dict[str, Any] | None, list[Problem]]:
        """The comparison as `vergelijk --json` prints it, or everything that is wrong."""
        assert asked.on == self.on
        if found := self.known(asked, language):
            return found, []
        named, problems = versions_of(self._book, asked)
        if named is None:
            return None, problems
        started = time.perf_counter()
        kept = [self._grouping(one.name) for one in named.groupings]
        comparison = Comparison(self._book, asked, named.old, named.new, [one for one, _ in kept], self._secret)
        for n, block in enumerate(self._blocks):
            groups = Grouped(tuple(numbers[n] for _, numbers in kept), self._least[n])
            comparison.add(block, Looked(groups, self._impossible[n]))
        seconds = time.perf_counter() - started
        shape = comparison.shape(language, seconds, synthetic=self.origin.synthetic, misfits=self._misfits)
        with self._lock:
            self._answers[asked, language] = shape
            while len(self._answers) > _ANSWERS_KEPT:
                self._answers.popitem(last=False)
        return shape, []

    def known_share(self, fact: str) -> float:
        """Of how many people this fact is known, 0 to 1."""
        count = people = 0
        for block in self._blocks:
            column = block.columns.get(fact)
            people += block.size
            if column is not None:
                count += block.size if column.known is None else int(np.count_nonzero(column.known))
        return count / people if people else 0.0

    def _grouping(self, name: str) -> tuple[Grouping, list[Any]]:
        """In which group everybody is; looked up when it is first asked for."""
        with self._lock:
            if name not in self._groupings:
                found = grouping(name, self._book.facts, self.on)
                assert isinstance(found, Grouping)
                numbers = [found.of(block) for block in self._blocks]
                self._groupings[name] = found, [one.astype(np.min_scalar_type(len(found.names))) for one in numbers]
            return self._groupings[name]


class Population:
    """The people of this house: those in a file, or made-up ones. They are read when they are first asked for."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(_AT_ONCE)
        self._prepared: OrderedDict[tuple[int, date], Prepared] = OrderedDict()

    def day(self, otherwise: date) -> date:
        """The day on which the people are as they are: that of their file if it says so."""
        if self._path is None or self._path.suffix != ".parquet":
            return otherwise
        try:
            label = label_of(pq.read_schema(self._path))
        except (OSError, ValueError):
            return otherwise
        return label.day if label is not None and label.day is not None else otherwise

    @contextmanager
    def on(self, book: Book, day: date) -> Iterator[Prepared]:
        """The people on a day, for one question. Raises TooBusy, or Unusable."""
        if not self._slots.acquire(blocking=False):
            raise TooBusy
        try:
            yield self._on(book, day)
        finally:
            self._slots.release()

    def _on(self, book: Book, day: date) -> Prepared:
        key = (id(book), day)
        with self._lock:
            if key not in self._prepared:
                # Let go of the oldest before the next is read, so that there are never more in memory.
                while len(self._prepared) >= _DAYS_KEPT:
                    self._prepared.popitem(last=False)
                self._prepared[key] = _made_up(book, day) if self._path is None else _read(book, self._path, day)
            self._prepared.move_to_end(key)
            return self._prepared[key]


def commands(asked: Compared, origin: Origin, language: str) -> list[str]:
    """What to type to get the same figures: first the people if they are made up, then the comparison."""
    lines = []
    if origin.file is None:
        made = ["--aantal", str(origin.people), "--zaad", str(origin.seed), "--op", asked.on.isoformat()]
        lines.append(["bevolking", "maak", *made, _MADE_UP_FILE])
    compare = ["vergelijk", asked.old, asked.new, "--bevolking", origin.file or _MADE_UP_FILE]
    compare += ["--op", asked.on.isoformat()]
    for name, value in asked.amounts:
        compare += ["--wijzig", f"{name}={value}"]
    for name in asked.without:
        compare += ["--zonder", name]
    for name in asked.by:
        compare += ["--per", name]
    for option, share in (("--gebruik", asked.take_up), ("--toch-al", asked.anyway)):
        compare += [option, f"{share[0]}-{share[1]}"] if share else []
    lines.append([*compare, *(["--taal", language] if language != "nl" else []), "--json"])
    return [shlex.join(["doorleren", *line]) for line in lines]


# --- people in memory -----------------------------------------------------------------------------------------------


def _made_up(book: Book, day: date) -> Prepared:
    reader = BlockReader(book.facts, {name: ColumnLink(name) for name in made_up_facts(book.facts)}, day)
    batches = made_up_people(MADE_UP, SEED, day, book.facts)
    blocks = [people for batch in batches if (people := reader.people(batch, 0)) is not None]
    return Prepared(book, day, Origin(None, MADE_UP, SEED, synthetic=True), blocks)


def _read(book: Book, path: Path, day: date) -> Prepared:
    try:
        reader = PeopleReader(book, path, day, None)
    except OSError as error:
        raise Unusable([]) from error
    if reader.problems:
        raise Unusable(reader.problems)
    wanted = _facts_asked(book, day)
    # Each block is made narrow before the next is read.
    blocks = [_narrow(block, wanted) for block in reader.people()]
    if problems := reader.found_wrong(misfit_is_unknown=False):
        raise Unusable(problems)
    people = sum(block.size for block in blocks)
    origin = Origin(path.name, people, None, synthetic=reader.synthetic)
    return Prepared(book, day, origin, blocks, reader.misfits(), reader.secret)


def _facts_asked(book: Book, on: date) -> frozenset[str]:
    """The facts that a rule of this day, something that cannot be, or a group asks for."""
    found: set[str] = {name for one in book.facts.impossible for name in one.facts}
    found |= {"geboortedatum", "hoogste_diploma", "contract", "werkgever_aantal_werknemers"}
    for name in GROUPS:
        group = grouping(name, book.facts, on)
        if isinstance(group, Grouping):
            found.add(group.fact)
    for scheme in book.schemes.values():
        version = version_of(scheme, on)
        if version is not None:
            found |= frozen(version, scheme.id, on, {}, {}).facts
    derived = book.facts.derived
    return frozenset(derived[name].of if name in derived else name for name in found)


def _narrow(people: People, wanted: frozenset[str]) -> People:
    """The same people with the columns that are asked for, in the smallest whole numbers that hold them."""
    return People(people.size, {name: _narrowed(one) for name, one in people.columns.items() if name in wanted})


def _narrowed(column: Column) -> Column:
    numbers = column.numbers
    if not numbers.size:
        return column
    low, high = int(numbers.min()), int(numbers.max())
    kind = next(
        (one for one in (np.uint8, np.int16, np.int32) if np.iinfo(one).min <= low and high <= np.iinfo(one).max), None
    )
    return column if kind is None else Column(numbers.astype(kind), column.labels, column.known)
