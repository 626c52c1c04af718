# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bring a table in: read it to its end, keep it with its date, and say what changed since the last time.

Knows: when what was read replaces what there was, and when not.
Leaves: what a source looks like (importers), how it is kept (`FiguresShelf`), what changed (`table_changes`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ..basics import Problem, Said, said
from ..region import BrokenOff, Captured, Download, Observations, Table, TableEvent, TableFeed, Unread
from .download_shape import download_shape
from .figures import FiguresShelf, latest
from .table_changes import Changes, changes_between
from .table_changes_told import changes_shape

MOST_TOLD: Final = 1_000
"""More problems than this are counted and no longer told one by one."""


@dataclass(slots=True)
class Fetched:
    """What reading a table did. `download`: what is kept of it now; None where nothing was, and `broken_off` says why.

    `new`: it is another one than the last time. `rows`: how many were read. `problems`: what could not be used, the
    first `MOST_TOLD`; `more`: how many besides. `asked_wrong`: it broke off because the source has no such table or
    code. `changes`: None for a first download, or one that is not new.
    """

    source: str
    table: Table | None = None
    download: Download | None = None
    new: bool = False
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    broken_off: Problem | None = None
    asked_wrong: bool = False
    changes: Changes | None = None
    before: Table | None = None


class _Stop(Exception):
    """Nothing of this is kept."""

    def __init__(self, problem: Problem, *, asked_wrong: bool = False) -> None:
        super().__init__(problem.what.en)
        self.problem, self.asked_wrong = problem, asked_wrong


def fetch_table(
    feed: TableFeed,
    shelf: FiguresShelf,
    fetched: datetime,
    *,
    other_part: bool = False,
    made_up: bool = False,
    progress: Callable[[int, int | None], None] = lambda done, total: None,
) -> Fetched:
    """Read a table to its end and keep it. `fetched` is now; recorded answers say themselves when they were fetched.

    What broke off replaces nothing, and neither does another part of the table than the last time, unless
    `other_part`: figures would then seem to be gone. `made_up`: it is an example. Raises OSError and FiguresTrouble
    where it cannot be kept.
    """
    done = Fetched(feed.source)
    reading = _Reading(feed, done, progress)
    try:
        table, captured = reading.head()
        at = captured.at if captured is not None and captured.at is not None else fetched
        part = captured.filter if captured is not None else None
        before = latest(shelf, table.provider, table.id, at.replace(microsecond=0))
        if before is not None and part is not None and part != before.filter and not other_part:
            raise _Stop(_another_part(table, before.filter, part))
        there = {one.key for one in shelf.downloads(table.provider, table.id)}
        kept = shelf.keep(table, reading.rows(part), fetched=at, source=feed.source, filter=part, made_up=made_up)
    except _Stop as stop:
        done.broken_off, done.asked_wrong = stop.problem, stop.asked_wrong
        return done
    done.download, done.new = kept, kept.key not in there
    if kept.rows < done.rows:
        done.problems.append(_twice(table, done.rows - kept.rows))
    if done.new and before is not None:
        done.before, done.changes = shelf.table(before), changes_between(shelf, before, kept)
    return done


class _Reading:
    """The events of a feed, in the order that keeping needs."""

    def __init__(self, feed: TableFeed, done: Fetched, progress: Callable[[int, int | None], None]) -> None:
        self._feed, self._done, self._progress = feed, done, progress
        self._events = self._safely()
        self._first: Observations | None = None
        self._unread = 0

    def _safely(self) -> Iterator[TableEvent]:
        """What a feed gives. A feed that nobody foresaw stops; it does not take the rest down."""
        try:
            yield from self._feed.read()
        except Exception as error:
            name = type(error).__name__
            yield BrokenOff(_unforeseen(self._feed.source, name))

    def head(self) -> tuple[Table, Captured | None]:
        """All that comes before the first rows. Raises _Stop."""
        captured: Captured | None = None
        for event in self._events:
            match event:
                case Table():
                    self._done.table = event
                case Captured():
                    captured = event
                case Observations():
                    self._first = event
                    break
                case _:
                    self._other(event)
        if self._done.table is None:
            raise _Stop(_no_table(self._feed.source))
        return self._done.table, captured

    def rows(self, part: str | None) -> Iterator[Observations]:
        """The rows, to the end. Raises _Stop for what was not read whole."""
        table, done = self._done.table, self._done
        assert table is not None
        expected = table.expected_rows if part is None else None
        some: TableEvent | None = self._first
        while some is not None:
            if isinstance(some, Observations):
                done.rows += len(some)
                self._progress(done.rows, expected)
                yield some
            else:
                self._other(some)
            some = next(self._events, None)
        if not done.rows:
            raise _Stop(_empty(done.source))
        if expected is not None and done.rows + self._unread < expected:
            raise _Stop(_too_few(done.source, done.rows, expected))

    def _other(self, event: TableEvent) -> None:
        match event:
            case BrokenOff(problem, asked_wrong):
                raise _Stop(problem, asked_wrong=asked_wrong)
            case Unread(problem):
                self._unread += 1
                if len(self._done.problems) < MOST_TOLD:
                    self._done.problems.append(problem)
                else:
                    self._done.more += 1
            case _:
                raise _Stop(_unforeseen(self._feed.source, type(event).__name__))


def fetched_shape(done: Fetched, language: str = "nl") -> dict[str, Any]:
    """The report as JSON."""
    changes = None
    if done.changes is not None and done.before is not None and done.table is not None:
        changes = changes_shape(done.changes, done.before, done.table, language)
    return {
        "tabel": done.table.id if done.table else None,
        "titel": done.table.title if done.table else None,
        "bron": done.source,
        "gelezen": done.rows,
        "compleet": done.broken_off is None,
        "nieuw": done.new,
        "download": download_shape(done.download) if done.download else None,
        "veranderingen": changes,
        "problemen": [one.in_language(language) for one in done.problems],
        "meer": done.more,
        "afgebroken": done.broken_off.in_language(language) if done.broken_off else None,
    }


# --- why nothing was kept -------------------------------------------------------------------------------------------


def _another_part(table: Table, before: str | None, part: str) -> Problem:
    was = Said(before, before) if before is not None else said("de hele tabel", "the whole table")
    return Problem(
        f"{table.provider}/{table.id}",
        said(
            f"Dit is een ander deel van de tabel dan de vorige keer: {part}. Er is niets vervangen.",
            f"This is another part of the table than the last time: {part}. Nothing was replaced.",
        ),
        said(f"hetzelfde deel als de vorige keer: {was.nl}", f"the same part as the last time: {was.en}"),
        said(
            "Haal hetzelfde deel of de hele tabel. Wilt u toch dit deel? Geef dan «--ander-deel» mee.",
            "Fetch the same part or the whole table. Do you want this part all the same? Then add «--ander-deel».",
        ),
    )


def _no_table(source: str) -> Problem:
    return Problem(
        source,
        said("Hier staat geen tabel in.", "There is no table in this."),
        said("een tabel met haar beschrijving", "a table with its description"),
        said("Klopt de naam van de tabel, en de bron?", "Is the name of the table right, and the source?"),
    )


def _empty(source: str) -> Problem:
    return Problem(
        source,
        said("Hier staat geen enkele rij in die te gebruiken is.", "There is not one row in this that can be used."),
        said("ten minste één rij", "at least one row"),
        said(
            "Kijk naar de bron en naar uw selectie. Wat er al was, blijft staan.",
            "Look at the source and at your selection. What was there stays.",
        ),
    )


def _too_few(source: str, rows: int, expected: int) -> Problem:
    return Problem(
        source,
        said(
            f"De bron zegt dat er {expected} rijen zijn, en gaf er {rows}. Er is niets vervangen.",
            f"The source says that there are {expected} rows, and gave {rows}. Nothing was replaced.",
        ),
        said(f"{expected} rijen", f"{expected} rows"),
        said("Probeer het later opnieuw.", "Try again later."),
    )


def _twice(table: Table, count: int) -> Problem:
    what = said(
        f"{count} rijen stonden er dubbel in, met hetzelfde cijfer. Wij bewaarden ze één keer.",
        f"{count} rows were there twice, with the same figure. We kept them once.",
    )
    if count == 1:
        what = said(
            "1 rij stond er dubbel in, met hetzelfde cijfer. Wij bewaarden haar één keer.",
            "1 row was there twice, with the same figure. We kept it once.",
        )
    return Problem(
        f"{table.provider}/{table.id}",
        what,
        said("elke rij één keer", "each row once"),
        said(
            "U hoeft niets te doen; de bron kan dit herstellen.", "You need not do anything; the source can mend this."
        ),
    )


def _unforeseen(source: str, name: str) -> Problem:
    return Problem(
        source,
        said(
            f"Onze lezer kan deze bron niet aan ({name}). Er is niets vervangen.",
            f"Our reader cannot handle this source ({name}). Nothing was replaced.",
        ),
        said("een bron zoals wij die kennen", "a source as we know it"),
        said("Meld het ons, met de bron erbij.", "Tell us, with the source."),
    )
