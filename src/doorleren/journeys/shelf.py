# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the offer is kept, as far as a journey needs to know it.

Knows: what a journey asks of whoever keeps the offer. Leaves: how it is kept (store).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ..catalogue import Certificate, Course, Diploma, Offering, Provider


@dataclass(frozen=True, slots=True)
class Written:
    """A record as it is kept: its kind, id and digest, the record that it hangs on (an offering on its course, a course
    on its provider), and its text."""

    kind: str
    id: str
    on: str
    digest: str
    text: bytes


@dataclass(frozen=True, slots=True)
class There:
    """What is known of a record that is kept: its digest, whether it is closed, and the last turn that it was in."""

    digest: str
    closed: bool
    turn: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One reading of a source. `bookmark`: it broke off after this, and goes on from here."""

    number: int
    bookmark: str | None


class Shelf(Protocol):
    """Keeps the records of every source; what a source no longer has is closed and stays."""

    def turn(self, source: str, *, anew: bool) -> Turn:
        """Begin to read a source, or go on from the bookmark of a turn that broke off unless it must begin `anew`."""
        ...

    def there(self, ids: Sequence[str]) -> Mapping[str, There]:
        """Of the records that are there: what is known of them."""
        ...

    def batch(self) -> AbstractContextManager[None]:
        """All that is written inside is written together, or not at all."""
        ...

    def write(self, source: str, turn: Turn, records: Sequence[Written]) -> None:
        """Put records that are new or changed; a closed one is open again."""
        ...

    def seen(self, turn: Turn, ids: Iterable[str]) -> None:
        """These are still in their source, as they are kept; a closed one is open again."""
        ...

    def stay(self, turn: Turn, ids: Iterable[str]) -> None:
        """These, and what hangs on them, could not be read this turn: they stay as they are, open or closed."""
        ...

    def mark(self, source: str, turn: Turn, bookmark: str | None) -> None:
        """Everything before this bookmark has been written; None: the next turn begins at the beginning."""
        ...

    def close_others(self, source: str, turn: Turn, on: date) -> int:
        """The turn is done: close what this source no longer has; gives how many."""
        ...

    def finish(self, source: str, turn: Turn) -> None:
        """The turn is done, whatever was closed; the next begins at the beginning."""
        ...

    def open_of(self, source: str) -> int:
        """How many records of a source are open."""
        ...

    def lost_offerings(self, source: str) -> Sequence[tuple[str, str]]:
        """Open offerings of a source whose course is not there: key of the offering in its source, and its id."""
        ...


class Offer(Protocol):
    """Everything that can be learned now, as the doors read it; closed records are not in it."""

    @property
    def edition(self) -> str:
        """Changes when the offer changes."""
        ...

    def course(self, course_id: str) -> Course | None: ...

    def courses(self, ids: Sequence[str]) -> Mapping[str, Course]: ...

    def providers(self, ids: Sequence[str]) -> Mapping[str, Provider]: ...

    def offerings(self, ids: Sequence[str]) -> Mapping[str, Offering]: ...

    def offerings_of(self, course_id: str) -> Sequence[Offering]:
        """All open offerings of a course, by start."""
        ...

    def certificates(self, ids: Sequence[str]) -> Mapping[str, Certificate]: ...

    def diplomas(self) -> Sequence[Diploma]: ...

    def courses_that_give(self, certificates: Iterable[str]) -> Sequence[Course]:
        """The courses with one of these certificates."""
        ...

    def everything(self) -> Iterator[tuple[Course, Provider | None, Offering]]:
        """Each offering with its course and provider; those of one course after each other."""
        ...
