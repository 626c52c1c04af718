# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The borders of this house as a door is handed them: brought in, and listed.

Knows: what a door can ask, and the shape in which scripts read the answer. Leaves: who joins the folder and the
importer (wiring), how a map is made of them (`kept_maps`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ..basics import Problem
from ..region.regions import RegionKind

__all__ = ["BordersHouse", "BordersListed", "BroughtIn", "brought_shape", "listed_shape"]


@dataclass(frozen=True, slots=True)
class BordersListed:
    """Borders of one kind and year that are kept. `regions`: how many; None: the file is damaged, and `trouble` says
    so."""

    kind: RegionKind
    year: int
    regions: int | None
    source: str = ""
    fetched: date | None = None
    trouble: Problem | None = None


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of bringing a file in. `kept` None: nothing was kept, and `problems` say why; what was there stays.

    `notes`: what was mended, or what somebody should know. `replaced`: there were borders of this kind and year.
    """

    kept: BordersListed | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    replaced: bool = False


class BordersHouse(Protocol):
    """Everything about the borders of this house."""

    def bring(
        self, source: str, kind: RegionKind, *, fetched: date, year: int | None = None, called: str | None = None
    ) -> BroughtIn:
        """Bring in the borders in a file or at an address. `year`: the one that is wanted; None: the one the file says.
        `called`: how the source is named below a map; None: by the name of the file."""
        ...

    def listed(self) -> tuple[BordersListed, ...]:
        """All borders that are kept, by kind and year."""
        ...


def brought_shape(brought: BroughtIn, language: str) -> dict[str, Any]:
    """What was brought in, for scripts."""
    assert brought.kept is not None
    notes = [note.in_language(language) for note in brought.notes]
    return {**listed_shape(brought.kept), "vervangt": brought.replaced, "opmerkingen": notes}


def listed_shape(one: BordersListed) -> dict[str, Any]:
    """Borders that are kept, for scripts."""
    return {
        "soort": one.kind,
        "jaar": one.year,
        "gebieden": one.regions,
        "bron": one.source or None,
        "opgehaald": one.fetched.isoformat() if one.fetched is not None else None,
        "beschadigd": one.trouble is not None,
    }
