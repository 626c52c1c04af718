# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts and cost over many blocks: certainly, possibly and not reached, and the interval in which the cost lies.

Knows: how answers of a block are added to what came before, exactly, also per group.
Leaves: the answers themselves (`kernel`), how groups are named (`groups`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .columns import Flags
from .kernel import HANGT_AF, JA, NEE, NO_LIMIT, TEGENSTRIJDIG, SchemeAnswers

_HALF: Final = 31
"""Bits of the lower half of an amount; sums of halves over a block are exact in a double."""
_COUNTS: Final = ("certain", "possible", "not_reached", "contradictory", "endless")


@dataclass(slots=True)
class Totals:
    """What one scheme says to a number of people, and what that costs in whole cents.

    `certain` get a yes, to `possible` the answer still depends, `not_reached` get a no; of `contradictory` the facts
    cannot be true together, so they are not counted elsewhere. `lowest` is the least that those with a yes get in all,
    `highest` the most that they and the possible ones get; `endless` of them have no ceiling. All are per group.
    """

    certain: NDArray[np.int64]
    possible: NDArray[np.int64]
    not_reached: NDArray[np.int64]
    contradictory: NDArray[np.int64]
    lowest: list[int]
    highest: list[int]
    endless: NDArray[np.int64]
    in_kind: bool
    looked_up: int = 0
    depends_on: dict[str, int] = field(default_factory=dict)

    @classmethod
    def nothing(cls, groups: int) -> "Totals":
        """Nobody yet, in so many groups."""
        certain, possible, not_reached, contradictory, endless = np.zeros((5, groups), dtype=np.int64)
        return cls(certain, possible, not_reached, contradictory, [0] * groups, [0] * groups, endless, True)

    def add(self, said: SchemeAnswers, group: NDArray[np.intp] | None) -> None:
        """Count the people of one block; `group` has the group of each, None if there is one group."""
        groups = len(self.lowest)
        counts = _counts(said.outcome, group, groups)
        self.not_reached += counts[NEE]
        self.possible += counts[HANGT_AF]
        self.certain += counts[JA]
        self.contradictory += counts[TEGENSTRIJDIG]
        self.looked_up += said.looked_up
        self.depend(said.depends_on)
        if said.paid is None:
            return
        self.in_kind = False
        if said.paid.rows.size:
            certain = said.outcome[said.paid.rows] == JA if counts[HANGT_AF].any() else None
            self.pay(said.paid.lowest, said.paid.highest, certain, None if group is None else group[said.paid.rows])

    def pay(
        self,
        lowest: NDArray[np.int64],
        highest: NDArray[np.int64],
        certain: Flags | None = None,
        group: NDArray[np.intp] | None = None,
    ) -> None:
        """Add what people with a yes get, or may get; `certain` is of whom the yes is (None: of all of them)."""
        if certain is not None:
            # Without a yes nothing is certain; and what has no ceiling is counted, not added up.
            lowest = np.where(certain, lowest, 0)
            endless = highest == NO_LIMIT
            if endless.any():
                self.endless += _counts(endless.view(np.uint8), group, len(self.lowest))[1]
                highest = np.where(endless, 0, highest)
        self._pay(self.lowest, lowest, group)
        self._pay(self.highest, highest, group)

    def depend(self, on: Mapping[str, int]) -> None:
        """Add the people whose outcome depends on these facts, judgements and conditions."""
        for name, people in on.items():
            self.depends_on[name] = self.depends_on.get(name, 0) + people

    def _pay(self, into: list[int], amounts: NDArray[np.int64], group: NDArray[np.intp] | None) -> None:
        for n, cents in enumerate(_sums(amounts, group, len(into))):
            into[n] += cents

    def merge(self, other: "Totals", places: Sequence[int]) -> None:
        """Add what was counted elsewhere, of other people; `places` has the number here of each group there."""
        self.make_room(max(places) + 1)
        for name in _COUNTS:
            np.add.at(getattr(self, name), list(places), getattr(other, name))
        for n, lowest, highest in zip(places, other.lowest, other.highest, strict=True):
            self.lowest[n] += lowest
            self.highest[n] += highest
        self.in_kind = self.in_kind and other.in_kind
        self.looked_up += other.looked_up
        self.depend(other.depends_on)

    def make_room(self, groups: int) -> None:
        """As many groups as this, if there were fewer."""
        more = groups - len(self.lowest)
        if more > 0:
            for name in _COUNTS:
                setattr(self, name, np.append(getattr(self, name), np.zeros(more, dtype=np.int64)))
            self.lowest += [0] * more
            self.highest += [0] * more


def _counts(codes: NDArray[np.uint8], group: NDArray[np.intp] | None, groups: int) -> NDArray[np.int64]:
    """How many people have each code, 0 to 3, in each group: one row per code."""
    if group is not None:
        return np.bincount(group * 4 + codes, minlength=4 * groups).reshape(groups, 4).T
    counts = [np.count_nonzero(codes == code) for code in (1, 2, 3)]
    return np.array([[codes.size - sum(counts)], *([count] for count in counts)], dtype=np.int64)


def _sums(amounts: NDArray[np.int64], group: NDArray[np.intp] | None, groups: int) -> Sequence[int]:
    """The sum per group, in whole cents without a limit."""
    if not amounts.size:
        return [0] * groups
    if group is None:
        if max(int(amounts.max()), -int(amounts.min())) * amounts.size < 2**62:
            return [int(amounts.sum())]
        return [sum(map(int, amounts))]
    upper, lower = amounts >> _HALF, amounts & (2**_HALF - 1)
    halves: list[Any] = [np.bincount(group, weights=part, minlength=groups) for part in (upper, lower)]
    return [(int(high) << _HALF) + int(low) for high, low in zip(*halves, strict=True)]


@dataclass(slots=True)
class Count:
    """All schemes over everybody so far."""

    people: int = 0
    schemes: dict[str, Totals] = field(default_factory=dict)

    def add(
        self, answers: Sequence[SchemeAnswers], size: int, group: NDArray[np.intp] | None = None, groups: int = 1
    ) -> None:
        """Count one block of `size` people; `group` has the number of each person's group, of so many `groups`."""
        self.people += size
        for said in answers:
            totals = self.schemes.setdefault(said.id, Totals.nothing(groups))
            totals.make_room(groups)
            totals.add(said, group)

    def merge(self, other: "Count", places: Sequence[int] = (0,)) -> None:
        """Add what was counted elsewhere, of other people; `places` has the number here of each group there."""
        self.people += other.people
        for name, totals in other.schemes.items():
            mine = self.schemes.setdefault(name, Totals.nothing(1))
            mine.merge(totals, places[: len(totals.lowest)])

    def add_settled(self, people: int, id: str, certain: int, lowest: int, highest: int, *, in_kind: bool) -> None:
        """Count the answers of one scheme to people of whom everything is known: a yes or a no; whole cents in all.

        The people themselves are counted by `add`.
        """
        totals = self.schemes.setdefault(id, Totals.nothing(1))
        totals.certain[0] += certain
        totals.not_reached[0] += people - certain
        totals.lowest[0] += lowest
        totals.highest[0] += highest
        totals.in_kind = totals.in_kind and in_kind
