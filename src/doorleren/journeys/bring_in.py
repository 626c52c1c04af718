# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bring an offer in from a feed: put what is new or changed, leave what is the same, close what is gone.

Knows: what a turn does, from its first record or from where the last one broke off, and what to tell about it.
Leaves: what a feed looks like (importers), how records are kept (`Shelf`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ..basics import Said, said
from ..catalogue import Course, Offering, Record
from ..catalogue.as_json import digest_of, kind_of, to_text
from ..catalogue.feed import Bookmark, Feed, Misread, Note, Stopped
from .shelf import Shelf, Turn, Written

MOST_TOLD: Final = 1_000
"""More problems than this are counted and no longer told one by one."""

_AT_ONCE: Final = 2_000


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
    for event in feed.read(turn.bookmark):
        match event:
            case Misread():
                batch.misread(event)
            case Note():
                _tell(done, done.notes, event)
            case Bookmark():
                batch.write(event.token)
                progress(event.seen, event.total)
            case Stopped():
                done.stopped = event
            case _:
                batch.add(event)
    batch.write(None)
    if done.stopped is None:
        _end(feed.source, shelf, turn, done, on, empty_too)
    return done


def _end(source: str, shelf: Shelf, turn: Turn, done: Brought, on: date, empty_too: bool) -> None:
    with shelf.batch():
        if (
            not done.read
            and not done.skipped
            and not done.resumed
            and not empty_too
            and (there := shelf.open_of(source))
        ):
            done.stopped = Stopped(source, _empty(there), _IF_EMPTY)
        else:
            done.closed = shelf.close_others(source, turn, on)
        shelf.finish(source, turn)
    for offering, course in shelf.lost_offerings(source):
        what = said(f"De opleiding «{course}» is er niet.", f"The course «{course}» is not there.")
        expected = said("een opleiding uit dezelfde bron", "a course of the same source")
        _tell(done, done.problems, Misread(offering, "course", what, expected))


class _Batch:
    """Records that wait to be written together."""

    def __init__(self, shelf: Shelf, source: str, turn: Turn, done: Brought) -> None:
        self._shelf, self._source, self._turn, self._done = shelf, source, turn, done
        self._waiting: dict[str, Written] = {}
        self._unread: set[str] = set()

    def add(self, record: Record) -> None:
        text = to_text(record)
        self._done.read += 1
        self._waiting[record.id] = Written(kind_of(record), record.id, _hangs_on(record), digest_of(text), text)
        if len(self._waiting) >= _AT_ONCE:
            self.write(None)

    def misread(self, problem: Misread) -> None:
        _tell(self._done, self._done.problems, problem)
        if problem.skipped:
            self._done.skipped += 1
            if problem.record_id is not None:
                self._unread.add(problem.record_id)

    def write(self, bookmark: str | None) -> None:
        """Write what waits, and the bookmark with it, so that a break loses nothing and does nothing twice."""
        if not self._waiting and not self._unread and bookmark is None:
            return
        there = self._shelf.digests([*self._waiting])
        changed = [one for one in self._waiting.values() if there.get(one.id, ("", False))[0] != one.digest]
        same = [name for name in self._waiting if name in there and there[name][0] == self._waiting[name].digest]
        with self._shelf.batch():
            self._shelf.write(self._source, self._turn, changed)
            self._shelf.seen(self._turn, same)
            # What could not be read now is not gone: the record that we have of it stays, with what hangs on it.
            self._shelf.stay(self._turn, self._unread)
            if bookmark is not None:
                self._shelf.mark(self._source, self._turn, bookmark)
        reopened = sum(there[name][1] for name in same)
        self._done.new += sum(one.id not in there for one in changed)
        self._done.changed += sum(one.id in there for one in changed) + reopened
        self._done.same += len(same) - reopened
        self._waiting, self._unread = {}, set()


def _tell(done: Brought, told: list[Any], problem: Misread | Note) -> None:
    if len(told) < MOST_TOLD:
        told.append(problem)
    else:
        done.more += 1


def _hangs_on(record: Record) -> str:
    if isinstance(record, Offering):
        return record.course
    return record.provider if isinstance(record, Course) else ""


def _empty(there: int) -> Said:
    return said(
        f"De bron is leeg. Eerder had zij {there} records. Wij sluiten niets.",
        f"The source is empty. It had {there} records before. We close nothing.",
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
