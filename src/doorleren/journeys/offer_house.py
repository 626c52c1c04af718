# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The offer of this house as a door is handed it: read it, search it, bring a source in.

Knows: what a door can ask of the offer. Leaves: who joins the store, the index and the importers (wiring).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from ..basics import Problem
from ..catalogue.records import FORMS, KINDS, MOMENTS, SUBJECTS, WAYS

if TYPE_CHECKING:
    # The search and the shapes of records take a while to load; naming them does not.
    from ..catalogue.search import Found, Wanted
    from .bring_in import Brought
    from .shelf import Offer

__all__ = [
    "EXAMPLES",
    "FORMS",
    "IMPORTS",
    "KINDS",
    "LEVELS",
    "MOMENTS",
    "SUBJECTS",
    "WAYS",
    "AlreadyImporting",
    "ImportRefused",
    "OfferHouse",
    "OfferTrouble",
]

LEVELS: Final = ("instroom", "1", "2", "3", "4", "4+", "5", "6", "7", "8")
"""NLQF levels, as a filter has them."""

EXAMPLES: Final = "voorbeelden"
"""The source of the offer that we made up ourselves."""

IMPORTS: Final = ("ooapi-v5", "ooapi-v6", "edudex", "rio", "duo", "json-ld")
"""The kinds of source that can be brought in."""


class AlreadyImporting(Exception):
    """Somebody else is bringing something in right now."""


class ImportRefused(Exception):
    """This cannot be brought in as it was asked, or cannot be kept; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.en)
        self.problem = problem


class OfferTrouble(Exception):
    """The offer cannot be opened: the place where it is kept cannot be read or written."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.en)
        self.problem = problem


class OfferHouse(Protocol):
    """Everything about the offer of this house."""

    @property
    def offer(self) -> "Offer": ...

    def find(self, wanted: "Wanted") -> "Found":
        """Courses that fit, from an index that is as new as the offer."""
        ...

    def bring(
        self,
        kind: str,
        source: str,
        *,
        anew: bool = False,
        empty_too: bool = False,
        schema: str | None = None,
        name: str | None = None,
        progress: Callable[[int, int | None], None] = lambda done, total: None,
    ) -> "Brought":
        """Bring a source in, one of `IMPORTS`; `name` is what it is called instead of its address.

        Raises AlreadyImporting and ImportRefused.
        """
        ...

    def put_examples(self) -> "Brought":
        """Bring our own examples in again."""
        ...

    def remove(self, source: str) -> int:
        """Take a source away with all its records; gives how many there were."""
        ...

    def sources(self) -> Sequence[tuple[str, int, bool]]:
        """Each source, how many records of it are open, and whether its last reading broke off."""
        ...
