# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where tables of figures are kept, as far as a journey needs to know it.

Knows: what a journey asks of whoever keeps them. Leaves: how they are kept (store).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from ..region import Download, Observations, Table


class Figures(Protocol):
    """Dated downloads of tables, as they are read. Nothing that was kept ever changes."""

    @property
    def edition(self) -> str:
        """Changes when a download is added or taken away."""
        ...

    def tables(self) -> Sequence[tuple[str, str]]:
        """Provider and id of each table that is there, in order."""
        ...

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        """All downloads of a table, the oldest first; empty where there is none."""
        ...

    def table(self, download: Download) -> Table:
        """What the source said about the table in that download."""
        ...

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        """The rows of a download with these codes (`Measure` or a dimension → codes), in the order of the source."""
        ...


class FiguresShelf(Figures, Protocol):
    """Also keeps new ones."""

    def keep(
        self,
        table: Table,
        rows: Iterable[Observations],
        *,
        fetched: datetime,
        source: str,
        filter: str | None,
        made_up: bool = False,
    ) -> Download:
        """Keep a whole download, or nothing of it. One with the same contents as the last is not kept twice: the
        last is given back. Raises OSError, and FiguresTrouble for rows that cannot be kept."""
        ...


def end_of(day: date) -> datetime:
    """The last moment of a day in the Netherlands: what was fetched on the day itself counts, wherever one asks."""
    return datetime.combine(day, time.max, ZoneInfo("Europe/Amsterdam")).astimezone(UTC)


def latest(figures: Figures, provider: str, table: str, as_of: datetime | None = None) -> Download | None:
    """The last download of a table, or the last that was there at a moment."""
    there = [one for one in figures.downloads(provider, table) if as_of is None or one.fetched <= as_of]
    return there[-1] if there else None
