# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns of courses and offerings, and the part of them that a question is about.

Knows: where things lie; how to go from offerings to courses and back.
Leaves: what passes (filters), what is counted (facets).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .keeping import Kept, texts_of
from .words import tokens

Mask = NDArray[np.bool_]
_EARTH_KM: Final = 6371.0088
_MOST_OF_IT: Final = 0.3


class Columns:
    def __init__(self, kept: Kept) -> None:
        column, about = kept.columns, kept.about
        self.course_ids, self.offering_ids = texts_of(kept, "course_ids"), texts_of(kept, "offering_ids")
        self.course_flags, self.offering_flags = column["course_flags"], column["offering_flags"]
        self.course_bits: Mapping[str, Mapping[str, int]] = about["course_bits"]
        self.offering_bits: Mapping[str, Mapping[str, int]] = about["offering_bits"]
        self.begins, self.of, self.id_order = column["begins"], column["of"], column["id_order"]
        self.start, self.day = column["start"], column["day"]
        self.pair, self.pair_town = column["pair"], column["pair_town"]
        self.ease = column["ease"]
        self.price, self.example = column["price"], column["example"]
        self.town, self.place, self.places = column["town"], column["place"], column["places"]
        self.town_names = [name for _, name in about["towns"]]
        self._towns = {key: at for at, (key, _) in enumerate(about["towns"])}
        self.courses = len(self.begins) - 1

    def town_at(self, name: str) -> int | None:
        """Where a town lies, however it is written."""
        return self._towns.get(" ".join(tokens(name)))

    def courses_by_town(self) -> dict[str, int]:
        """How many courses each town has, by its name without capitals and signs."""
        counts = self.in_towns(self.pair)
        return {key: int(counts[at]) for key, at in self._towns.items()}

    def in_towns(self, pairs: NDArray[np.int32]) -> NDArray[np.int64]:
        """How many courses each town has, among these pairs of a course and a town, in order."""
        first = np.ones(len(pairs), bool)
        np.not_equal(pairs[1:], pairs[:-1], out=first[1:])
        towns = self.pair_town[np.compress(first, pairs)]
        return np.bincount(towns[towns >= 0], minlength=len(self._towns))

    def km_from(self, near: tuple[float, float]) -> NDArray[np.float32]:
        """How far each place is; the last one is no place at all."""
        here, there = np.radians(near), np.radians(self.places)
        half = np.sin((there - here) / 2) ** 2
        straight = half[:, 0] + np.cos(here[0]) * np.cos(there[:, 0]) * half[:, 1]
        km = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(straight, 0, 1)))
        return np.append(km, np.inf).astype(np.float32)


class Part:
    """The courses that the words leave, and their offerings. If that is much of everything, everything is taken, and
    `chosen` says which courses count."""

    def __init__(self, columns: Columns, wanted: Mask | None) -> None:
        self.columns = columns
        self.rows: slice | NDArray[np.int64] = slice(None)
        self.chosen: Mask | None = wanted
        self.courses = np.arange(columns.courses)
        self.begins = columns.begins
        if wanted is not None and np.count_nonzero(wanted) < _MOST_OF_IT * columns.courses:
            self._take(np.flatnonzero(wanted))

    def _take(self, courses: NDArray[np.int64]) -> None:
        begins = self.columns.begins
        many = begins[courses + 1] - begins[courses]
        self.begins = np.zeros(len(courses) + 1, np.int64)
        np.cumsum(many, out=self.begins[1:])
        self.rows = np.repeat(begins[courses] - self.begins[:-1], many) + np.arange(self.begins[-1])
        self.chosen, self.courses = None, courses

    @property
    def size(self) -> int:
        return int(self.begins[-1])

    def of_offerings(self, column: NDArray[Any]) -> NDArray[Any]:
        found: NDArray[Any] = column[..., self.rows]
        return found

    def of_courses(self, column: NDArray[Any]) -> NDArray[Any]:
        if len(self.courses) == self.columns.courses:
            return column
        found: NDArray[Any] = column[..., self.courses]
        return found

    def any_offering(self, offerings: Mask) -> Mask:
        """The courses with such an offering."""
        so_far = np.zeros(self.size + 1, np.int32)
        np.cumsum(offerings, out=so_far[1:])
        found: Mask = so_far[self.begins[1:]] > so_far[self.begins[:-1]]
        return found

    def each_offering(self, courses: Mask) -> Mask:
        """The offerings of these courses."""
        return np.take(courses, self._of)

    @cached_property
    def _of(self) -> NDArray[np.int32]:
        """The course of each offering, as it lies in this part."""
        if len(self.courses) == self.columns.courses:
            return self.columns.of
        return np.repeat(np.arange(len(self.courses), dtype=np.int32), np.diff(self.begins))
