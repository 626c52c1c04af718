# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of this house: those that are kept in the data folder, and the importers that bring new ones.

Knows: which importer reads which provider. Leaves: where they stand (`kept_figures`), and the rest. Django is not
needed for it.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Final

from ..basics import Problem, said
from ..journeys.fetch_table import Fetched, fetch_table
from ..journeys.figures_house import FiguresTrouble
from ..journeys.file_trouble import reason_of
from ..region import TableFeed
from ..store.figures import KeptFigures
from .figures_mapped import mapped_feed, mappings_of
from .kept_figures import figures_folder

_READERS: Final = {"cbs": ("cbs", "StatLine")}


class HouseFigures:
    """The figures in a folder; is a `FiguresHouse`."""

    def __init__(self, folder: Path) -> None:
        self._shelf = KeptFigures(folder)

    @property
    def shelf(self) -> KeptFigures:
        return self._shelf

    def fetch(
        self,
        provider: str,
        table: str,
        source: str | None,
        select: Mapping[str, Collection[str]],
        *,
        now: datetime,
        other_part: bool = False,
        progress: Callable[[int, int | None], None] = lambda done, total: None,
    ) -> Fetched:
        # A name that can be no name of a table is told before anybody is asked for it.
        self._shelf.downloads(provider, table)
        feed = _feed(provider, table, source, select)
        try:
            return fetch_table(feed, self._shelf, now, other_part=other_part, progress=progress)
        except OSError as error:
            raise _not_written(table, error) from error

    def mappings(self, provider: str) -> tuple[str, ...]:
        return mappings_of(provider)

    def fetch_mapped(
        self,
        provider: str,
        mapping: str,
        source: str | None,
        *,
        now: datetime,
        other_part: bool = False,
        progress: Callable[[int, int | None], None] = lambda done, total: None,
    ) -> Fetched:
        feed = mapped_feed(provider, mapping, source)
        try:
            return fetch_table(feed, self._shelf, now, other_part=other_part, progress=progress)
        except OSError as error:
            raise _not_written(mapping, error) from error


def _feed(provider: str, table: str, source: str | None, select: Mapping[str, Collection[str]]) -> TableFeed:
    if provider not in _READERS:
        raise FiguresTrouble(
            Problem(
                f"{provider}/{table}",
                said(f"Van «{provider}» kunnen wij geen tabel halen.", f"We cannot fetch a table of «{provider}»."),
                said(f"een van: {', '.join(_READERS)}", f"one of: {', '.join(_READERS)}"),
                said("Laat wat voor de schuine streep staat weg.", "Leave out what stands before the slash."),
            )
        )
    module, reader = _READERS[provider]
    feed: TableFeed = getattr(import_module(f"doorleren.importers.{module}"), reader)(
        table, source, select=select or None
    )
    return feed


def _not_written(table: str, error: OSError) -> FiguresTrouble:
    return FiguresTrouble(
        Problem(
            str(error.filename or table),
            reason_of(error),
            said("een map waarin wij mogen schrijven, met ruimte", "a folder that we may write to, with room"),
            said(
                "Maak ruimte, of kies met DOORLEREN_DATA een andere map. Wat er al was, blijft staan.",
                "Make room, or choose another folder with DOORLEREN_DATA. What was there stays.",
            ),
        )
    )


@lru_cache(maxsize=1)
def the_figures() -> HouseFigures:
    """The figures for a server, which keeps one data folder all its life."""
    return HouseFigures(figures_folder())


def figures_for_commands() -> HouseFigures:
    return HouseFigures(figures_folder())
