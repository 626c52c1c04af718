# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of this house as a door is handed them: what is kept, and a table brought in.

Knows: what a door can ask, and how trouble with what is kept is told. Leaves: who joins the store and the importers
(wiring).
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ..basics import Problem

if TYPE_CHECKING:
    from .fetch_table import Fetched
    from .figures import FiguresShelf

__all__ = ["FiguresHouse", "FiguresTrouble"]


class FiguresTrouble(Exception):
    """Figures cannot be kept or used as they are: damaged, not allowed, no room. Nothing is guessed in their place."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.en)
        self.problem = problem


class FiguresHouse(Protocol):
    """Everything about the figures of this house."""

    @property
    def shelf(self) -> "FiguresShelf":
        """What is kept. Its methods raise FiguresTrouble for what is damaged."""
        ...

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
    ) -> "Fetched":
        """Bring a table in. Raises FiguresTrouble where it cannot be asked for like this, or cannot be kept."""
        ...

    def mappings(self, provider: str) -> tuple[str, ...]:
        """The mappings that there are for a provider whose tables need one, by the name of their table."""
        ...

    def fetch_mapped(
        self,
        provider: str,
        mapping: str,
        source: str | None,
        *,
        now: datetime,
        other_part: bool = False,
        progress: Callable[[int, int | None], None] = lambda done, total: None,
    ) -> "Fetched":
        """Bring in a table that a mapping makes ours: `mapping` is one of `mappings`, or a file. Raises
        FiguresTrouble where it cannot be kept."""
        ...
