# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody told us so far in this visit, kept in the session; one set of answers per door.

Knows: how answers are added, changed and forgotten. Leaves: what they mean (journeys), how they are locked (store).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from ..basics import parse_day


@dataclass(frozen=True, slots=True)
class Told:
    """Facts as JSON has them, the facts asked in their order, those not known, and the day if one was chosen."""

    facts: dict[str, Any]
    asked: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    day: str | None = None

    @property
    def anything(self) -> bool:
        return bool(self.facts or self.not_known)

    @property
    def answered(self) -> int:
        """How many questions were answered; "I do not know" is an answer too."""
        return len(self.facts) + len(self.not_known)

    def chosen_day(self) -> date | None:
        return parse_day(self.day) if self.day else None

    def with_answer(self, fact: str, value: Any) -> "Told":
        return replace(
            self.with_question(fact), facts={**self.facts, fact: value}, not_known=_less(self.not_known, fact)
        )

    def with_not_known(self, fact: str) -> "Told":
        others = {name: value for name, value in self.facts.items() if name != fact}
        return replace(self.with_question(fact), facts=others, not_known=(*_less(self.not_known, fact), fact))

    def with_question(self, fact: str) -> "Told":
        return self if fact in self.asked else replace(self, asked=(*self.asked, fact))

    def with_day(self, day: date | None) -> "Told":
        return replace(self, day=day.isoformat() if day else None)


def _less(names: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)


def told_in(request: HttpRequest, audience: str) -> Told:
    """What was told through this door."""
    kept = request.session.get(audience) or {}
    return Told(
        dict(kept.get("facts", {})), tuple(kept.get("asked", ())), tuple(kept.get("not_known", ())), kept.get("day")
    )


def keep(request: HttpRequest, audience: str, told: Told) -> None:
    """Remember it for the rest of the visit."""
    request.session[audience] = {
        "facts": told.facts,
        "asked": list(told.asked),
        "not_known": list(told.not_known),
        "day": told.day,
    }


def forget(request: HttpRequest) -> None:
    """Forget everything at once, through every door."""
    request.session.flush()
