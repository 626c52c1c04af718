# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was worked out before, kept as long as there is room for it.

Knows: how much that is, and that what was not used for longest goes first. Leaves: what it is (`watch`).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

ROOM: Final = 3_000_000
"""In figures. One takes about a hundred bytes, so that this is 300 MB at most; a figure that two results share counts
twice, so that it is mostly half of that."""

_T = TypeVar("_T")


class WorkedOut:
    """Results by what they are of."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._used = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def once(self, key: Hashable, work: Callable[[], _T], size: Callable[[_T], int]) -> _T:
        """What was worked out before, or work it out: `size` says how many figures that keeps. Nobody waits for
        another: two at once may both work, and find the same. What does not fit at all is not kept."""
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                before: _T = found[0]
                return before
        done = work()
        self._keep(key, done, size(done))
        return done

    def _keep(self, key: Hashable, done: Any, size: int) -> None:
        if size > self._room:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = done, size
            self._used += size
            while self._used > self._room:
                _, (_, freed) = self._kept.popitem(last=False)
                self._used -= freed
