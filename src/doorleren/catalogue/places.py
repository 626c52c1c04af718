# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places of a diploma, and which certificate counts in which place.

Knows: that a part that needs three certificates has three places, that each certificate takes one place in the whole
diploma, and how those that are there move up so that one more can count (an augmenting path, as Kuhn found in 1955).
Leaves: what somebody has and what can be got (stacking), and at what price (shortest).

Sets of places are bits of a whole number.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .records import Diploma

NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Places:
    """Place by place the part that it belongs to; per certificate and per part name the places where it may count.

    A part can never fill more places than it has certificates and exemptions: what it needs beyond that is `beyond`.
    """

    parts: tuple[int, ...]
    for_certificate: Mapping[str, int]
    for_part_name: Mapping[str, int]
    beyond: Mapping[int, int]


def places_of(diploma: Diploma, exempt: Mapping[str, int]) -> Places:
    """The places of this diploma, in the order of its parts."""
    parts: list[int] = []
    fits: dict[str, int] = {}
    named: dict[str, int] = {}
    beyond: dict[int, int] = {}
    for index, part in enumerate(diploma.parts):
        fillable = min(max(part.count, 0), len(part.certificates) + max(exempt.get(part.name, 0), 0))
        if part.count > fillable:
            beyond[index] = part.count - fillable
        own = ((1 << fillable) - 1) << len(parts)
        parts += [index] * fillable
        named[part.name] = named.get(part.name, 0) | own
        for certificate in part.certificates:
            fits[certificate] = fits.get(certificate, 0) | own
    return Places(tuple(parts), fits, named, beyond)


class Filling:
    """Who sits in which place. `fits[one]` is where `one` may sit; `at[place]` is who sits there."""

    __slots__ = ("at", "fits")

    def __init__(self, fits: list[int], at: list[int]) -> None:
        self.fits, self.at = fits, at

    def copy(self) -> "Filling":
        """The same filling, to be changed apart."""
        return Filling(self.fits, self.at.copy())

    def free(self) -> int:
        """The places where nobody sits."""
        return sum(1 << place for place, one in enumerate(self.at) if one == NOBODY)

    def seat(self, one: int) -> bool:
        """Give `one` a place, if others can move up for it. Who finds none now never will, whoever comes after."""
        came_from: dict[int, int] = {}
        seen, ways = 0, [(one, NOBODY)]
        for who, place_of_who in ways:
            for place in each(self.fits[who] & ~seen):
                came_from[place] = place_of_who
                if self.at[place] == NOBODY:
                    self._move_up(place, came_from, one)
                    return True
                ways.append((self.at[place], place))
            seen |= self.fits[who]
        return False

    def fill(self, place: int, by: Iterable[int]) -> bool:
        """Fill this place, with one of `by` who sits nowhere yet, or by moving others; filled places stay filled."""
        seated = set(self.at)
        who = sorted({*by} | (seated - {NOBODY}), key=lambda one: (one in seated, one))
        goes_to: dict[int, int] = {}
        open_places = [place]
        for wanted in open_places:
            for one in who:
                if one in goes_to or not self.fits[one] >> wanted & 1:
                    continue
                goes_to[one] = wanted
                if one not in seated:
                    self._move_along(one, goes_to)
                    return True
                open_places.append(self.at.index(one))
        return False

    def reach(self, free: int) -> list[int]:
        """Per place the free places that come within reach when somebody new sits down there and others move up."""
        found = [1 << place if one == NOBODY else 0 for place, one in enumerate(self.at)]
        moving = [(place, self.fits[one] & ~(1 << place)) for place, one in enumerate(self.at) if one != NOBODY]
        moving = [(place, to) for place, to in moving if to]
        changed = True
        while changed:
            changed = False
            for place, to in moving:
                now = found[place] | to & free
                for other in each(to & ~free):
                    now |= found[other]
                if now != found[place]:
                    found[place], changed = now, True
        return found

    def _move_up(self, place: int, came_from: Mapping[int, int], one: int) -> None:
        while (before := came_from[place]) != NOBODY:
            self.at[place] = self.at[before]
            place = before
        self.at[place] = one

    def _move_along(self, one: int, goes_to: Mapping[int, int]) -> None:
        while one != NOBODY:
            place = goes_to[one]
            one, self.at[place] = self.at[place], one


def each(places: int) -> Iterator[int]:
    """The places in a set, in order."""
    while places:
        low = places & -places
        yield low.bit_length() - 1
        places ^= low
