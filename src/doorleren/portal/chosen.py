# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody chose to learn in this visit, and what is in their way; kept in the session until they wipe it.

Knows: how a choice is added, taken away and remembered. Leaves: whether it still exists, and the plan (journeys).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest

from ..journeys.plan import MOST_COURSES

_KEY: Final = "chosen"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of offerings, at most as many as a plan has, in the order in which they were chosen; and the things in
    the way, by id."""

    offerings: tuple[str, ...] = ()
    in_the_way: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether no other offering can be added."""
        return len(self.offerings) >= MOST_COURSES

    def with_offering(self, offering: str) -> "Chosen":
        """With one more; the same if it was there already, or if there are enough."""
        if self.full or offering in self.offerings:
            return self
        return replace(self, offerings=(*self.offerings, offering))

    def without_offering(self, offering: str) -> "Chosen":
        return replace(self, offerings=tuple(one for one in self.offerings if one != offering))

    def with_in_the_way(self, things: Iterable[str]) -> "Chosen":
        """With these things in the way, and no other."""
        return replace(self, in_the_way=tuple(dict.fromkeys(things)))


def chosen_in(request: HttpRequest) -> Chosen:
    """What was chosen in this visit."""
    kept = request.session.get(_KEY) or {}
    return Chosen(tuple(kept.get("offerings", ())), tuple(kept.get("in_the_way", ())))


def keep_chosen(request: HttpRequest, chosen: Chosen) -> None:
    """Remember it for the rest of the visit."""
    request.session[_KEY] = {"offerings": list(chosen.offerings), "in_the_way": list(chosen.in_the_way)}
