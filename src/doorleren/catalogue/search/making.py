# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""From rows to columns.

Knows: what of a course and an offering one can filter on, and in which order they lie.
Leaves: the words (making_text), the file (keeping).
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..records import Course, Offering, Provider
from .asking import PRICE_BANDS_CENTS, Row
from .easy import ease
from .keeping import Kept, texts
from .lexicon import lexicon
from .making_text import TextMaker
from .words import tokens

COURSE_FACETS: Final = ("kind", "subject", "level", "recognised", "free_with")
OFFERING_FACETS: Final = ("form", "moment", "way", "language", "price")
NO_PRICE: Final = 2**62
ANY_DAY: Final = 0
"""The day of what can begin on any day: before all others."""
NEVER: Final = 4_000_000
"""The day of what starts when nobody knows: after all others."""
BITS: Final = 32
"""So many values lie in one column of flags."""
_ONLY_HISTORY: Final = frozenset({"STAP"})


class Flags:
    """Values as bits, in as many columns as there are values. The first bit is always set."""

    def __init__(self) -> None:
        self.bits: dict[str, dict[str, int]] = {}
        self._rows = [array("I")]
        self._many = 1

    def add(self, values: Iterable[tuple[str, str]]) -> None:
        """One more row, with these facets and values."""
        now = [1, *[0] * (len(self._rows) - 1)]
        for facet, value in values:
            known = self.bits.setdefault(facet, {})
            if value not in known:
                known[value] = self._many
                self._many += 1
            column, bit = divmod(known[value], BITS)
            while column >= len(self._rows):
                self._rows.append(array("I", bytes(4 * len(self._rows[0]))))
                now.append(0)
            now[column] |= 1 << bit
        for rows, mask in zip(self._rows, now, strict=True):
            rows.append(mask)

    def columns(self, order: NDArray[np.int64]) -> NDArray[np.uint32]:
        return np.stack([np.frombuffer(rows, np.uint32)[order] if rows else _NONE for rows in self._rows])


_NONE: Final = np.zeros(0, np.uint32)


class Maker:
    """Takes rows one by one. Of a course or an offering that comes twice the first counts."""

    def __init__(self) -> None:
        self._courses: dict[str, int] = {}
        self._offerings: dict[str, None] = {}
        self._course_flags, self._offering_flags = Flags(), Flags()
        self._text, self._lexicon = TextMaker(), lexicon()
        self._ease = array("b")
        self._of = array("i")
        self._start, self._day = array("i"), array("i")
        self._price, self._example = array("q"), array("b")
        self._town, self._place = array("i"), array("i")
        self._towns: dict[str, int] = {}
        self._spelled: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._town_keys: dict[str, int] = {}
        self._places: dict[tuple[float, float], int] = {}

    def add(self, row: Row) -> None:
        course, offering = row.course, row.offering
        if offering.id in self._offerings:
            return
        self._offerings[offering.id] = None
        at = self._courses.get(course.id)
        if at is None:
            at = self._courses[course.id] = len(self._courses)
            self._course_flags.add(_course_values(course, row.provider))
            self._ease.append(ease(course, self._lexicon))
            self._text.add(course, row.provider)
        if offering.name and offering.name != course.name:
            self._text.also(at, offering.name)
        self._of.append(at)
        known = offering.start.toordinal() if offering.start else NEVER
        self._start.append(known)
        self._day.append(ANY_DAY if offering.any_day else known)
        self._price.append(NO_PRICE if offering.price_cents is None else min(offering.price_cents, NO_PRICE - 1))
        self._example.append(offering.origin.example or course.origin.example)
        self._offering_flags.add(_offering_values(offering))
        self._add_place(offering)

    def _add_place(self, offering: Offering) -> None:
        place = offering.place
        self._town.append(-1 if place is None else self._town_of(place.town))
        at = -1
        if place is not None and place.latitude is not None and place.longitude is not None:
            where = place.latitude, place.longitude
            if all(map(math.isfinite, where)):
                at = self._places.setdefault(where, len(self._places))
        self._place.append(at)

    def _town_of(self, name: str) -> int:
        at = self._town_keys.get(name)
        if at is None:
            key = " ".join(tokens(name))
            at = self._town_keys[name] = self._towns.setdefault(key, len(self._towns)) if key else -1
        if at >= 0:
            self._spelled[at][" ".join(name.split())] += 1
        return at

    def kept(self) -> Kept:
        """All columns: courses by id, and of each its offerings by town, day and id."""
        ids = list(self._courses)
        by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
        rank = np.empty(len(ids), np.int64)
        rank[by_id] = np.arange(len(ids))
        of, town, start = rank[_ints(self._of)], _ints(self._town), _ints(self._start)
        offerings = list(self._offerings)
        by_offering_id = np.empty(len(offerings), np.int64)
        by_offering_id[sorted(range(len(offerings)), key=offerings.__getitem__)] = np.arange(len(offerings))
        order = np.lexsort((by_offering_id, start, town, of))
        begins = np.zeros(len(ids) + 1, np.int64)
        np.cumsum(np.bincount(of, minlength=len(ids)), out=begins[1:])
        first = np.ones(len(order), bool)
        first[1:] = (of[order][1:] != of[order][:-1]) | (town[order][1:] != town[order][:-1])
        pair = np.cumsum(first) - 1
        places = np.array(list(self._places), np.float64).reshape(-1, 2)
        columns: dict[str, NDArray[Any]] = {
            **texts("course_ids", (ids[at] for at in by_id)),
            **texts("offering_ids", (offerings[at] for at in order)),
            "id_order": by_offering_id[order].astype(np.int32),
            "course_flags": self._course_flags.columns(by_id),
            "offering_flags": self._offering_flags.columns(order),
            "ease": np.frombuffer(self._ease, np.int8)[by_id] if ids else np.zeros(0, np.int8),
            "begins": begins,
            "of": of[order].astype(np.int32),
            "start": start[order],
            "day": _ints(self._day)[order],
            "pair": pair.astype(np.int32),
            "pair_town": town[order][first].astype(np.int32),
            "price": np.frombuffer(self._price, np.int64)[order],
            "example": np.frombuffer(self._example, np.int8)[order].astype(bool),
            "town": town[order],
            "place": _ints(self._place)[order],
            "places": places,
        }
        towns = [_most_used(self._spelled[at]) for at in self._towns.values()]
        about = {
            "course_bits": {facet: self._course_flags.bits.get(facet, {}) for facet in COURSE_FACETS},
            "offering_bits": {facet: self._offering_flags.bits.get(facet, {}) for facet in OFFERING_FACETS},
            "towns": [[key, name] for key, name in zip(self._towns, towns, strict=True)],
        }
        return Kept({**columns, **self._text.kept(rank, self._towns)}, about)


def made(rows: Iterable[Row]) -> Kept:
    """The columns of these rows."""
    maker = Maker()
    for row in rows:
        maker.add(row)
    return maker.kept()


def _ints(values: "array[int]") -> NDArray[np.int32]:
    return np.frombuffer(values, np.int32) if values else np.zeros(0, np.int32)


def _most_used(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def recognised(course: Course, provider: Provider | None) -> bool:
    """Whether somebody recognises the course or who gives it, today."""
    by = course.recognised_by | (provider.recognised_by if provider else frozenset())
    return bool(by - _ONLY_HISTORY)


def _course_values(course: Course, provider: Provider | None) -> list[tuple[str, str]]:
    found = [("subject", subject) for subject in sorted(course.subjects)]
    found += [("free_with", scheme) for scheme in sorted(course.free_with)]
    if course.kind is not None:
        found.append(("kind", course.kind))
    if course.level.nlqf is not None:
        found.append(("level", course.level.nlqf))
    if recognised(course, provider):
        found.append(("recognised", "ja"))
    return found


def _offering_values(offering: Offering) -> list[tuple[str, str]]:
    found = [("moment", moment) for moment in sorted(offering.moments)]
    for facet, value in (("form", offering.form), ("way", offering.way), ("language", offering.language)):
        if value is not None:
            found.append((facet, value))
    price = offering.price_cents
    if price is not None:
        found += [("price", str(band)) for band in PRICE_BANDS_CENTS if price <= band]
    return found
