# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures as they stood a moment ago, for a server: one page asks for them hundreds of times.

Knows: how long a look at what is kept may be used again. Leaves: what is kept, and reading it (`figures`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..journeys.figures import Figures
from ..region import Download, Observations, Table

HOLDS_S: Final = 1.0
"""A new download is seen after a second at most."""


@dataclass(slots=True)
class _Look:
    """What there was, as far as somebody asked for it since. Two at once may both look, and find the same."""

    until: float
    edition: str
    tables: Sequence[tuple[str, str]] | None = None
    downloads: dict[tuple[str, str], Sequence[Download]] = field(default_factory=dict)


class RecentFigures:
    """Is a `Figures` over others. `clock`: seconds that only go up."""

    def __init__(self, figures: Figures, clock: Callable[[], float]) -> None:
        self._figures, self._clock = figures, clock
        self._last: _Look | None = None

    @property
    def edition(self) -> str:
        return self._look().edition

    def tables(self) -> Sequence[tuple[str, str]]:
        look = self._look()
        if look.tables is None:
            look.tables = self._figures.tables()
        return look.tables

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        """Raises what the others raise, each time."""
        look = self._look()
        found = look.downloads.get((provider, table))
        if found is None:
            found = look.downloads[provider, table] = self._figures.downloads(provider, table)
        return found

    def table(self, download: Download) -> Table:
        return self._figures.table(download)

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        return self._figures.observations(download, select)

    def _look(self) -> _Look:
        now, look = self._clock(), self._last
        if look is None or now >= look.until:
            # The edition first: who keeps results by edition may find newer figures under an older one, and never
            # the other way round.
            look = self._last = _Look(now + HOLDS_S, self._figures.edition)
        return look
