# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the best combination for one course stands on the page of results: who pays what, what is left, and why others
are left out.

Knows: its words and its order. Leaves: which combination is best (journeys).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..basics import say_euro
from ..journeys import Combined
from .words import Words


@dataclass(frozen=True, slots=True)
class Payer:
    """What one scheme pays, and a few words on what kind of money that is."""

    id: str
    name: str
    amount: str
    note: str | None
    why_less: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some schemes are left out: the sentence, and their ids and names."""

    why: str
    schemes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """A combination in words. `own` is what somebody pays of the costs in the end."""

    payers: tuple[Payer, ...]
    own: str
    costs: str


@dataclass(frozen=True, slots=True)
class Course:
    """For one course: what is certain, what it can become with luck where that is better, and who is left out."""

    certain: Combination | None
    hoped: Combination | None
    left_out: tuple[Reason, ...]


def course_of(found: Iterable[Combined], audience: str, words: Words) -> Course | None:
    """The combination for who reads this page; None if the costs of a course are not known, or nobody pays."""
    mine = next((one for one in found if one.audience == audience), None)
    if mine is None:
        return None
    certain, hoped = (_said(one, words) if one else None for one in (mine.certain, mine.hoped))
    better = hoped if hoped and (not certain or hoped.payers != certain.payers) else None
    shown = mine.certain or mine.hoped
    used = {share.scheme for one in (mine.certain, mine.hoped) if one for share in one.shares}
    reasons: dict[str, list[tuple[str, str]]] = {}
    for one in shown.left_out if shown else ():
        # What can still pay is in the second list; the reason here is about what is in neither.
        if one.scheme not in used:
            reasons.setdefault(one.why.in_language(words["language"]), []).append((one.scheme, one.name))
    return Course(certain, better, tuple(Reason(why, tuple(schemes)) for why, schemes in reasons.items()))


def _said(found: Any, words: Words) -> Combination | None:
    if not found.shares:
        return None
    language, notes = words["language"], words["together"]["notes"]
    payers = (
        Payer(
            one.scheme,
            one.name,
            say_euro(one.cents, language),
            notes.get(one.kind),
            one.why.in_language(language) if one.why else None,
        )
        for one in found.shares
    )
    return Combination(tuple(payers), say_euro(found.own, language), say_euro(found.costs, language))
