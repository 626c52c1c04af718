# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a feed gives when it is read: records, what is wrong with them, and how far we are.

A feed is read from its beginning or from a bookmark that it gave before. It never raises for what is in the feed or on
the way to it: that is a `Misread` or `Stopped`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..basics import Said
from .records import Record


@dataclass(frozen=True, slots=True)
class Misread:
    """One problem in a feed: where (file or address, and the record), which field, its value, what was expected.

    `skipped`: the record could not be used at all, so the one that we have of it stays as it is; `record_id` names it.
    Otherwise the record was read without that field.
    """

    where: str
    field: str
    what: Said
    expected: Said
    skipped: bool = False
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd that was read all the same, such as a price that is shown otherwise than it counts."""

    where: str
    field: str
    what: Said
    expected: Said


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Everything before this has been given; reading can go on from here: `seen` of `total` records, if it is told."""

    token: str
    seen: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """The feed could not be read to its end, and why. Nothing that is missing from it has disappeared."""

    where: str
    what: Said
    what_now: Said


Event = Record | Misread | Note | Bookmark | Stopped


class Feed(Protocol):
    """A source of records."""

    @property
    def source(self) -> str:
        """Names this source in every record and every import of it, without a secret that stood in its address."""
        ...

    def read(self, after: str | None = None) -> Iterator[Event]:
        """Give what is in it, from the beginning or after a bookmark. Ends without `Stopped` only when it was whole."""
        ...
