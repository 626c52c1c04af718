# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a scheme can be asked for on a day, by anybody at all: open, opens on a day, closed – or not known.

Knows: that the rule itself decides this. With no facts known, a scheme that says a certain no is closed to everybody.
Leaves: whether somebody may have it (`overview`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ..basics import Outcome
from ..rules import Book
from ..rules.changes import opens_for
from ..rules.scheme import Scheme, SchemeKind


class State(StrEnum):
    """What somebody who wants to apply finds on a day."""

    OPEN = "open"
    OPENS = "gaat-open"
    CLOSED = "gesloten"
    NOT_KNOWN = "niet-bekend"
    NOT_IN_FORCE = "niet-van-kracht"


@dataclass(frozen=True, slots=True)
class Door:
    """The door of a scheme on a day.

    `opens` is the first later day on which it is open; `closes` the first day on which it certainly is no longer.
    `may_run_out`: the scheme says that its money can be used up before that.
    """

    state: State
    opens: date | None
    closes: date | None
    may_run_out: bool


@lru_cache(maxsize=20_000)
def door_on(book: Book, name: str, on: date) -> Door | None:
    """The door of a scheme on a day; None for a policy, for which nobody can apply."""
    scheme = book.schemes[name]
    if scheme.kind is SchemeKind.BELEID:
        return None
    state = _state(book, scheme, on)
    if state is State.OPEN:
        return Door(state, None, _closes(book, scheme, on), scheme.may_run_out(on))
    opens = next((advice.from_day for advice in opens_for(book, on, scheme, {}) if not advice.changes), None)
    if opens and state is not State.NOT_KNOWN:
        state = State.OPENS
    return Door(state, opens, None, scheme.may_run_out(opens) if opens else False)


def _state(book: Book, scheme: Scheme, on: date) -> State:
    rules = book.alone(scheme, on)
    there = rules.by_id.get(scheme.id)
    if there is None:
        return State.NOT_IN_FORCE if scheme.absent_on(on) else State.NOT_KNOWN
    states, _ = rules.know({})
    return State.CLOSED if there.outcome(states, there.truths(states)) is Outcome.NEE else State.OPEN


def _closes(book: Book, scheme: Scheme, on: date) -> date | None:
    """The first later day on which it is closed; None if it stays open, or if we do not know what comes next."""
    edges = set(book.turning_points(scheme)) | {
        window.until for condition in scheme.conditions for window in condition.windows if window.until
    }
    for day in sorted(edge for edge in edges if edge > on):
        state = _state(book, scheme, day)
        if state is not State.OPEN:
            return day if state is not State.NOT_KNOWN else None
    return None


def door_shape(door: Door | None) -> dict[str, Any] | None:
    """The door as the contract has it."""
    if door is None:
        return None
    return {
        "stand": door.state.value,
        "vanaf": str(door.opens) if door.opens else None,
        "tot": str(door.closes) if door.closes else None,
        "geldKanOpZijn": door.may_run_out,
    }
