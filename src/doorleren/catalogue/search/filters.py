# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What passes a filter.

Knows: each filter of a question as a column of yes and no, over courses or over offerings; and wishes said in words.
Leaves: what comes of them together (facets, ranking).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .asking import Wanted
from .columns import Mask, Part
from .lexicon import Wish
from .making import ANY_DAY, BITS, NEVER
from .reading import Said
from .text import Text

NEARBY_KM: Final = 25
"""How far "in de buurt" is, if the person does not say."""

FACET_OF: Final[Mapping[str, str]] = {
    "kinds": "kind",
    "subjects": "subject",
    "levels": "level",
    "recognised": "recognised",
    "free_with": "free_with",
    "forms": "form",
    "moments": "moment",
    "ways": "way",
    "languages": "language",
    "price_max_cents": "price",
    "town": "town",
}
"""Which facet each filter chooses in."""
OF_COURSES: Final = ("kinds", "subjects", "levels", "recognised", "free_with")
OF_OFFERINGS: Final = ("forms", "moments", "ways", "languages", "price_max_cents", "town", "within_km", "start_before")
FILTERS: Final = (*OF_COURSES, *OF_OFFERINGS)


def is_on(wanted: Wanted, name: str) -> bool:
    """Whether this filter was asked for."""
    if name == "within_km":
        return wanted.within_km is not None and wanted.near is not None
    if name == "town":
        return bool(wanted.town and wanted.town.strip())
    value = getattr(wanted, name)
    return bool(value) or (name == "price_max_cents" and value is not None)


class Passing:
    """Everything that passes, filter by filter, in one part of the index."""

    def __init__(self, part: Part, wanted: Wanted) -> None:
        self.part, self._wanted = part, wanted
        self._always = self._in_time()
        self._courses = {name: self._course(name) for name in OF_COURSES if is_on(wanted, name)}
        self._offerings = {name: self._offering(name) for name in OF_OFFERINGS if is_on(wanted, name)}
        self._wishes: list[tuple[frozenset[str], Mask]] = []

    # --- together ----------------------------------------------------------------------------------------------------

    def courses(self, without: str | None = None) -> Mask | None:
        """The courses that pass what is asked of courses; None if all do."""
        masks = [mask for name, mask in self._courses.items() if FACET_OF[name] != without]
        if self.part.chosen is not None:
            masks.append(self.part.chosen)
        return _all(masks) if masks else None

    def offerings(self, without: str | None = None) -> Mask:
        """The offerings that pass what is asked of offerings and what was wished."""
        masks = [mask for name, mask in self._offerings.items() if FACET_OF.get(name, name) != without]
        masks += [mask for facets, mask in self._wishes if without not in facets]
        return _all([self._always, *masks])

    def found(self, offerings: Mask, courses: Mask | None) -> Mask:
        """The courses that pass, with at least one offering that does."""
        return both(self.part.any_offering(offerings), courses)

    def asks_in(self, facet: str) -> bool:
        """Whether a filter or a wish chooses in this facet."""
        own = {FACET_OF.get(name) for name in (*self._courses, *self._offerings)}
        return facet in own or any(facet in facets for facets, _ in self._wishes)

    # --- wishes ------------------------------------------------------------------------------------------------------

    def wish(self, said: Said, text: Text) -> bool:
        """Filter on a wish, unless the person chose something else there or it would leave nothing."""
        facets, mask = self._wished(said)
        chosen = {FACET_OF.get(name, name) for name in (*self._courses, *self._offerings)}
        if mask is None or facets & chosen:
            return False
        if said.refused:
            mask = ~mask
        elif said.named is not None:
            mask = mask | self.part.each_offering(self.part.of_courses(text.named(said.named)))
        left, courses = self.offerings() & mask, self.courses()
        if courses is not None:
            left &= self.part.each_offering(courses)
        if not left.any():
            return False
        self._wishes.append((facets, mask))
        return True

    def _wished(self, said: Said) -> tuple[frozenset[str], Mask | None]:
        if said.town is not None:
            return frozenset({"town"}), self._in_town(said.town)
        if said.begin is not None:
            return frozenset({"start_before"}), self._begins(*said.begin.days(self._wanted.after))
        if said.wish is not None:
            return said.wish.facets, self._one_of(said.wish)
        return frozenset({"within_km"}), None if self._wanted.near is None else self.km <= NEARBY_KM

    def _one_of(self, wish: Wish) -> Mask:
        found = np.zeros(self.part.size, bool)
        for facet, value in wish.means:
            if facet in self.part.columns.course_bits:
                found |= self.part.each_offering(self._course_has(facet, [value]))
            else:
                found |= self._offering_has(facet, [value])
        return found

    # --- one filter --------------------------------------------------------------------------------------------------

    def _in_time(self) -> Mask:
        column, part = self.part.columns, self.part
        day = part.of_offerings(column.day)
        mask: Mask = (day >= self._wanted.after.toordinal()) | (day == ANY_DAY)
        return mask if self._wanted.examples_too else mask & ~part.of_offerings(column.example)

    def _course(self, name: str) -> Mask:
        chosen = ("ja",) if name == "recognised" else getattr(self._wanted, name)
        return self._course_has(FACET_OF[name], chosen)

    def _offering(self, name: str) -> Mask:
        wanted = self._wanted
        if name in ("forms", "moments", "ways", "languages"):
            return self._offering_has(FACET_OF[name], getattr(wanted, name))
        one: Mapping[str, Callable[[], Mask]] = {
            "price_max_cents": lambda: self.part.of_offerings(self.part.columns.price) <= wanted.price_max_cents,
            "town": lambda: self._in_town(wanted.town or ""),
            "within_km": lambda: self.km <= np.float32(wanted.within_km or 0),
            "start_before": lambda: self._starts_before(wanted.start_before or date.max),
        }
        return one[name]()

    def _starts_before(self, day: date) -> Mask:
        found: Mask = self.part.of_offerings(self.part.columns.day) < min(day.toordinal(), NEVER)
        return found

    def _begins(self, first: date, until: date | None) -> Mask:
        """What begins in these days, or on any day."""
        day = self.part.of_offerings(self.part.columns.day)
        last = NEVER if until is None else until.toordinal()
        found: Mask = (day == ANY_DAY) | ((day >= first.toordinal()) & (day < last))
        return found

    def _in_town(self, name: str) -> Mask:
        at = self.part.columns.town_at(name)
        found: Mask = self.part.of_offerings(self.part.columns.town) == (-2 if at is None else at)
        return found

    @cached_property
    def km(self) -> NDArray[np.float32]:
        """How far each offering is from the person; without a known place, infinitely far."""
        assert self._wanted.near is not None
        found: NDArray[np.float32] = self.part.columns.km_from(self._wanted.near)[
            self.part.of_offerings(self.part.columns.place)
        ]
        return found

    def _course_has(self, facet: str, values: Iterable[str]) -> Mask:
        columns = self.part.columns
        return _has(self.part.of_courses(columns.course_flags), columns.course_bits[facet], values)

    def _offering_has(self, facet: str, values: Iterable[str]) -> Mask:
        columns = self.part.columns
        return _has(self.part.of_offerings(columns.offering_flags), columns.offering_bits[facet], values)


def _has(flags: NDArray[np.uint32], bits: Mapping[str, int], values: Iterable[str]) -> Mask:
    wanted = [0] * len(flags)
    for value in values:
        if value in bits:
            column, bit = divmod(bits[value], BITS)
            wanted[column] |= 1 << bit
    found = np.zeros(flags.shape[1], bool)
    for column, mask in enumerate(wanted):
        if mask:
            found |= (flags[column] & np.uint32(mask)) != 0
    return found


def both(one: Mask, other: Mask | None) -> Mask:
    return one if other is None else one & other


def _all(masks: list[Any]) -> Mask:
    found: Mask = masks[0]
    for mask in masks[1:]:
        found = found & mask
    return found
