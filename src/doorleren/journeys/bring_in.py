# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bring an offer in from a feed: put what is new or changed, leave what is the same, close what is gone.

Knows: what a turn does, from its first record or from where the last one broke off, and what to tell about it.
Leaves: what a feed looks like (importers), how records are kept (`Shelf`).
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from ..basics import Said, said
from ..catalogue import Course, Offering, Record
from ..catalogue.as_json import digest_of, kind_of, to_text
from ..catalogue.feed import Bookmark, Event, Feed, Misread, Note, Stopped
from .shelf import Shelf, Turn, Written

MOST_TOLD: Final = 1_000
"""More problems than this are counted and no longer told one by one."""

_NAME_MOST: Final = 300
_AT_ONCE: Final = 2_000
_WORTH_WRITING: Final = 200
_WAITS_SECONDS: Final = 1.0
"""A bookmark waits for so many records or so long: a folder with a file for each record has a bookmark after each."""


@dataclass(slots=True)
class Brought:
    """What a turn did. `read` counts records of this turn; after a break those before it were counted then.

    `problems` and `notes` are the first `MOST_TOLD`, `more` how many there were besides. `stopped` is why the feed was
    not read to its end; then nothing was closed. `resumed`: it went on where an earlier turn broke off.
    """

    source: str
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    closed: int = 0
    skipped: int = 0
    problems: list[Misread] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    more: int = 0
    stopped: Stopped | None = None
    resumed: bool = False

    @property
    def changes(self) -> bool:
        """Whether the offer is another one now."""
        return bool(self.new or self.changed or self.closed)


def bring_in(
    feed: Feed,
    shelf: Shelf,
    on: date,
    *,
    anew: bool = False,
    empty_too: bool = False,
    progress: Callable[[int, int | None], None] = lambda done, total: None,
) -> Brought:
    """Read a feed to its end and keep what it has.

    What was written before a break stays. A feed that has nothing any more closes nothing, unless `empty_too`: that is
    more often a mistake than the end of a school.
    """
    turn = shelf.turn(feed.source, anew=anew)
    done = Brought(feed.source, resumed=turn.bookmark is not None)
    batch = _Batch(shelf, feed.source, turn, done)
    try:
        for event in _events(feed, turn.bookmark):
            match event:
                case Misread():
                    batch.misread(event)
                case Note():
                    _tell(done, done.notes, event)
                case Bookmark():
                    batch.mark(event.token)
                    progress(event.seen, event.total)
                case Stopped():
                    done.stopped = event
                case _:
                    batch.add(event)
    finally:
        # Also when somebody breaks it off: what was read by then need not be read again.
        batch.write()
    if done.stopped is None:
        _end(feed.source, shelf, turn, done, on, empty_too)
    elif done.resumed and not batch.marked:
        # It stopped where it stopped before. What stands before that may have changed: next time from the beginning.
        shelf.mark(feed.source, turn, None)
    return done


def _events(feed: Feed, after: str | None) -> Iterator[Event]:
    """What a feed gives. A feed that nobody foresaw stops; it does not take the rest down."""
    try:
        yield from feed.read(after)
    except Exception as error:
        name = type(error).__name__
        what = said(
            f"Onze lezer kan deze bron niet aan ({name}). Er is niets gesloten.",
            f"Our reader cannot handle this source ({name}). Nothing was closed.",
        )
        yield Stopped(feed.source, what, _TELL_US)


def _end(source: str, shelf: Shelf, turn: Turn, done: Brought, on: date, empty_too: bool) -> None:
    with shelf.batch():
        if not done.read and not done.resumed and not empty_too and (there := shelf.open_of(source)):
            done.stopped = Stopped(source, *((_nothing(there), _CHECK) if done.skipped else (_empty(there), _IF_EMPTY)))
        else:
            done.closed = shelf.close_others(source, turn, on)
        shelf.finish(source, turn)
    for key, offering in shelf.lost_offerings(source):
        what = said("De opleiding hiervan staat niet in de bron.", "The course of this is not in the source.")
        expected = said("een opleiding uit dezelfde bron", "a course of the same source")
        _tell(done, done.problems, Misread(key, "course", what, expected, record_id=offering))


class _Batch:
    """Records that wait to be written together."""

    def __init__(self, shelf: Shelf, source: str, turn: Turn, done: Brought) -> None:
        self._shelf, self._source, self._turn, self._done = shelf, source, turn, done
        self._waiting: dict[str, Written] = {}
        self._keys: dict[str, str] = {}
        self._unread: set[str] = set()
        self._bookmark: str | None = None
        self._written_at = time.monotonic()
        self.marked = False

    def add(self, record: Record) -> None:
        text = to_text(record)
        self._done.read += 1
        one = Written(kind_of(record), record.id, _hangs_on(record), digest_of(text), text)
        if self._waiting.setdefault(record.id, one).digest != one.digest:
            self._told_twice(record.origin.key)
        self._keys.setdefault(record.id, record.origin.key)
        if len(self._waiting) >= _AT_ONCE:
            self.write()

    def mark(self, bookmark: str) -> None:
        """Remember how far we are, and write it with what waits as soon as that is worth it."""
        self._bookmark = bookmark
        enough = len(self._waiting) + len(self._unread) >= _WORTH_WRITING
        if enough or time.monotonic() - self._written_at >= _WAITS_SECONDS:
            self.write()

    def misread(self, problem: Misread) -> None:
        _tell(self._done, self._done.problems, problem)
        if problem.skipped:
            self._done.skipped += 1
            if problem.record_id is not None:
                self._unread.add(problem.record_id)

    def write(self) -> None:
        """Write what waits, and the bookmark with it, so that a break loses nothing and does nothing twice."""
        if not self._waiting and not self._unread and self._bookmark is None:
            return
        there = self._shelf.there([*self._waiting])
        same = [name for name in self._waiting if name in there and there[name].digest == self._waiting[name].digest]
        others = self._waiting.keys() - set(same)
        if not self._done.resumed:
            for name in [name for name in others if name in there and there[name].turn == self._turn.number]:
                others.remove(name)
                self._told_twice(self._keys[name])
        changed = [one for one in self._waiting.values() if one.id in others]
        with self._shelf.batch():
            self._shelf.write(self._source, self._turn, changed)
            self._shelf.seen(self._turn, same)
            # What could not be read now is not gone: the record that we have of it stays, with what hangs on it.
            self._shelf.stay(self._turn, self._unread)
            if self._bookmark is not None:
                self._shelf.mark(self._source, self._turn, self._bookmark)
                self.marked = True
        reopened = sum(there[name].closed for name in same)
        self._done.new += sum(one.id not in there for one in changed)
        self._done.changed += sum(one.id in there for one in changed) + reopened
        self._done.same += len(same) - reopened
        self._waiting, self._keys, self._unread, self._bookmark = {}, {}, set(), None
        self._written_at = time.monotonic()

    def _told_twice(self, key: str) -> None:
        """The first counts: which one is right we cannot know, and taking turns would change it every time."""
        what = said("Dit staat er twee keer, met andere inhoud.", "This is there twice, and not the same.")
        expected = said("één keer; de eerste telt nu", "once; the first counts now")
        _tell(self._done, self._done.problems, Misread(f"{self._source} {key}", "", what, expected))


def _tell(done: Brought, told: list[Any], problem: Misread | Note) -> None:
    if len(told) < MOST_TOLD:
        told.append(replace(problem, where=_short(problem.where), field=_short(problem.field)))
    else:
        done.more += 1


def _short(name: str) -> str:
    """A source may call a record or a field whatever it likes; a message stays one line to read."""
    return name if len(name) <= _NAME_MOST else f"{name[:_NAME_MOST]}…"


def _hangs_on(record: Record) -> str:
    if isinstance(record, Offering):
        return record.course
    return record.provider if isinstance(record, Course) else ""


def _empty(there: int) -> Said:
    return said(
        f"De bron is leeg. Eerder had zij {there} records. Wij sluiten niets.",
        f"The source is empty. It had {there} records before. We close nothing.",
    )


def _nothing(there: int) -> Said:
    return said(
        f"Hier is niets van te gebruiken. Eerder had deze bron {there} records. Wij sluiten niets.",
        f"None of this can be used. This source had {there} records before. We close nothing.",
    )


_CHECK: Final = said(
    "Klopt de soort bron? Herstel de bron, en probeer het opnieuw.",
    "Is it this kind of source? Mend it, and try again.",
)
_TELL_US: Final = said(
    "Meld het ons, met de bron erbij. Wat er al was, blijft staan.", "Tell us, with the source. What was there stays."
)
_IF_EMPTY: Final = said(
    "Klopt het dat er niets meer is? Geef dan «--leeg» mee.", "Is it right that nothing is left? Then add «--leeg»."
)


def brought_shape(done: Brought, language: str = "nl") -> dict[str, Any]:
    """The report of the contract, with what the contract leaves free beside it."""
    return {
        "bron": done.source,
        "gelezen": done.read,
        "nieuw": done.new,
        "gewijzigd": done.changed,
        "ongewijzigd": done.same,
        "gesloten": done.closed,
        "overgeslagen": done.skipped,
        "compleet": done.stopped is None,
        "hervat": done.resumed,
        "problemen": [_problem(one, language) for one in done.problems],
        "opmerkingen": [_problem(one, language) for one in done.notes],
        "meer": done.more,
        "gestopt": {
            "waar": done.stopped.where,
            "wat": done.stopped.what.in_language(language),
            "watNu": done.stopped.what_now.in_language(language),
        }
        if done.stopped
        else None,
    }


def _problem(one: Misread | Note, language: str) -> dict[str, str]:
    return {
        "waar": one.where,
        "veld": one.field,
        "wat": one.what.in_language(language),
        "verwacht": one.expected.in_language(language),
    }
