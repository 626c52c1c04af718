# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan that is kept because somebody asked for it, and opened again with a secret link.

Knows: who may do what with a kept plan, how long it may be kept, how much fits.
Leaves: what stands in a plan (whoever makes it), how it is locked and kept (store), its pages (portal).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, Protocol

from ..basics import Period

OPENING: Final = "plan/open/"
"""What stands in an address right before a secret. What follows it is written in no log, and is never kept."""

CONTENT_BYTES_MAX: Final = 64 * 1024
"""Of the content as JSON; all notes together may have as much again."""

NOTE_CHARACTERS_MAX: Final = 2_000
BY_CHARACTERS_MAX: Final = 80

_SUGGESTED: Final = Period(months=3)
_LONGEST: Final = Period(months=12)

Role = Literal["owner", "adviser"]


class OnlyTheOwner(Exception):
    """Only the owner of a plan may do this; an adviser may read it and add notes."""


class DoesNotFit(Exception):
    """The content or a note is larger than a plan may be."""


class NoPossibleEnd(Exception):
    """A plan ends after today, and within a year."""


@dataclass(frozen=True, slots=True)
class Links:
    """The two secrets of a plan. They are told once, now; nobody can look them up later."""

    owner: str = field(repr=False)
    adviser: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote beside the plan. `by` is the name they gave; `role` is what their link says they are."""

    number: int
    text: str = field(repr=False)
    by: str = field(repr=False)
    role: Role
    on: date


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan as it is now. `ends` is the first day on which its links open nothing; `handle` is what the rest of the
    visit keeps, and hands back to read or change the plan."""

    role: Role
    content: dict[str, Any] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    ends: date
    handle: str = field(repr=False)


def suggested_end(on: date) -> date:
    """Three months after this day: long enough to apply, enrol and start."""
    return _SUGGESTED.after(on)


def latest_end(on: date) -> date:
    """A year after this day."""
    return _LONGEST.after(on)


class Plans(Protocol):
    """Keeps plans. A secret or handle that opens nothing – wrong, ended, erased, withdrawn – gives None or False, and
    nobody can tell which of these it is."""

    def keep(self, content: Mapping[str, Any], ends: date, on: date) -> Links:
        """Keep a plan until `ends`. Raises DoesNotFit and NoPossibleEnd."""
        ...

    def open(self, secret: str, on: date) -> Opened | None:
        """The plan behind this secret, or behind a handle of an earlier opening. Changes nothing."""
        ...

    def change(self, handle: str, content: Mapping[str, Any], on: date) -> bool:
        """Put this content in place of what there was; notes stay. Raises OnlyTheOwner and DoesNotFit."""
        ...

    def add_note(self, handle: str, text: str, by: str, on: date) -> bool:
        """Add a note to those there are, as owner or adviser. Raises DoesNotFit."""
        ...

    def remove_note(self, handle: str, number: int, on: date) -> bool:
        """Take a note away. Raises OnlyTheOwner."""
        ...

    def end_on(self, handle: str, ends: date, on: date) -> bool:
        """Let the plan end earlier or later. Raises OnlyTheOwner and NoPossibleEnd."""
        ...

    def new_adviser_link(self, handle: str, on: date) -> str | None:
        """A new secret for the adviser; the one before opens nothing any more. Raises OnlyTheOwner."""
        ...

    def erase(self, handle: str) -> bool:
        """Delete the plan with its notes and links. Raises OnlyTheOwner."""
        ...

    def clear_expired(self, on: date) -> int:
        """Delete every plan that has ended; gives how many."""
        ...
