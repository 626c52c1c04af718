# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts and sums of people who are not made up, told so that neither one nor the difference of two gives them away.

Each person has a secret number, the key, and whatever is counted has the sum of the keys of who is in it. That sum
decides whether the number is told a little too high or too low. So the same people give the same figure each time,
and as soon as one person more or less is counted the figure may move either way: a difference between two runs is
no proof that somebody was there. The method is that of census tables: the cell key method, Fraser and Wooton 2005.

Knows: keys, and how a number is rounded by one. Leaves: what is counted (`journeys.compare_people`).
"""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_BITS: Final = 16
_LOOKED_AT: Final = 2**20

Keys = NDArray[np.int64]


def secret_of(path: Path) -> int:
    """A number that only who has the file can know: from its length, its first and its last part."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        text = hashlib.blake2b(file.read(_LOOKED_AT), digest_size=8, key=str(size).encode())
        file.seek(max(0, size - _LOOKED_AT))
        text.update(file.read(_LOOKED_AT))
    return int.from_bytes(text.digest(), "big")


def keys_of(secret: int, first_row: int, people: int) -> Keys:
    """The keys of people who stand in a row, the first of them in `first_row` (from 0); 0 up to 2 ** 16."""
    # Splitmix64 (Steele, Lea and Flood 2014): its steps wrap around.
    with np.errstate(over="ignore"):
        mixed = np.arange(first_row, first_row + people, dtype=np.uint64) + np.uint64(secret)
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(64 - _BITS)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people are counted somewhere, and the sum of their keys."""

    people: int
    key: int

    def share(self, percent: int, of: int = 100, *, up: bool = False) -> "Cell":
        """A share of as many people, rounded down or `up`; its key stays that of all of them."""
        return Cell(-(-self.people * percent // of) if up else self.people * percent // of, self.key)

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.people + other.people, self.key + other.key)


def rounded(number: int, key: int, to: int) -> int:
    """A multiple of `to` just below or just above the number, by the key; as likely above as it is near.

    What is a multiple already stays so.
    """
    share = key & (2**_BITS - 1)
    return to * (((number << _BITS) + to * share) // (to << _BITS))


@dataclass(slots=True)
class Cells:
    """Cells by name, while people are added."""

    found: dict[Any, Cell] = field(default_factory=dict)

    def add(self, name: Hashable, people: int, key: int) -> None:
        """Add so many people, with the sum of their keys."""
        before = self.found.get(name)
        self.found[name] = Cell(people, key) if before is None else Cell(before.people + people, before.key + key)

    def __getitem__(self, name: Hashable) -> Cell:
        return self.found.get(name, Cell(0, 0))
