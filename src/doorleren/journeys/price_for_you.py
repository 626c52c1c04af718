# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is left to pay of a course for one person, after everything they may use.

What counts is a gift: grants, a free place, what another pays. A loan stands apart, and so does less tax a year later:
both come after the gifts, and never take the place of one.

Knows: which schemes bear on the price of one offering, the best lawful combination of gifts and what comes after it,
and between which amounts the price lies while something is still open.
Leaves: whether a scheme may be used and what it pays (rules), when its money comes (`advance`), the words (doors).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from ..basics import Finding, OpenPoint, Outcome
from ..basics.finding import FactValue
from ..catalogue import Course, Offering, Provider
from ..catalogue.as_facts import as_facts, with_course
from ..rules import Book, read_profile
from ..rules.lined_yaml import Lines
from ..rules.together import COSTS, Together, best_together, excluded_by, pays_for_the_course

_FOR: Final = "inwoner"
_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class FreePlace:
    """A scheme with which the provider gives a free place, and whether it is certain."""

    scheme: str
    name: str
    certain: bool


@dataclass(frozen=True, slots=True)
class YourPrice:
    """The price of one offering for one person, in whole cents; None is unknown.

    `lowest` is what they pay with everything that is still open, `highest` with what is certain. `certain` and `hoped`
    are the combinations with which they do; None where nothing pays. `open_points` are what the difference hangs on.
    """

    price: int | None
    lowest: int | None
    highest: int | None
    certain: Together | None = None
    hoped: Together | None = None
    free_place: FreePlace | None = None
    open_points: tuple[OpenPoint, ...] = ()

    @property
    def borrow(self) -> int:
        """What can certainly be borrowed of what is left."""
        return self.certain.debt if self.certain else 0

    @property
    def later(self) -> int:
        """What certainly comes back later as less tax."""
        return self.certain.later if self.certain else 0


class Pricer:
    """The prices for one person on one day; equal courses are worked out once."""

    def __init__(self, book: Book, person: Mapping[str, FactValue], on: date, language: str = "nl") -> None:
        self._book, self._person, self._on, self._language = book, person, on, language
        self._found: dict[Any, YourPrice] = {}

    @cached_property
    def _paying(self) -> list[str]:
        """The schemes that can pay for a course of a resident on this day."""
        return [
            name
            for name, scheme in self._book.schemes.items()
            if scheme.audience == _FOR and scheme.version_on(self._on) and pays_for_the_course(scheme, self._on)
        ]

    def price(
        self, course: Course, offering: Offering, provider: Provider | None, used: Collection[str] = ()
    ) -> YourPrice:
        """What this offering costs this person. A scheme that is `used` for another course is not certain for this one:
        most pay once."""
        told = as_facts(course, offering, provider)
        spent = frozenset(used).intersection(self._paying)
        key = (course.free_with, spent, *sorted(told.items()))
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._priced(told, course.free_with, spent)
        return found

    def facts(self, course: Course, offering: Offering | None, provider: Provider | None) -> dict[str, FactValue]:
        """The facts of this person who takes this course, as far as they are possible on this day."""
        return self._fitting(as_facts(course, offering, provider))

    def _priced(self, told: Mapping[str, FactValue], free_with: frozenset[str], spent: frozenset[str]) -> YourPrice:
        facts = self._fitting(told)
        free = [name for name in sorted(free_with) if name in self._book.schemes]
        found = self._book.findings(facts, self._on, self._language, [*self._paying, *free], help_too=False)
        gifts = [one for one in found if one.scheme in self._paying]
        place = self._free_place([one for one in found if one.scheme in free])
        price = facts.get(COSTS)
        if not isinstance(price, int) or isinstance(price, bool):
            nothing = 0 if place else None
            certain = nothing if place and place.certain else None
            return YourPrice(None, nothing, certain, free_place=place, open_points=_open_of(found, place, ()))
        if place and place.certain:
            return YourPrice(price, 0, 0, free_place=place)
        certain_one = self._best([one for one in gifts if one.scheme not in spent], facts, False)
        hoped_one = self._best(gifts, facts, True)
        highest, lowest = (price - given(one, self._book) for one in (certain_one, hoped_one))
        lowest = 0 if place else min(lowest, highest)
        opened = _open_of(found, place, _used(hoped_one)) if lowest < highest else ()
        return YourPrice(price, lowest, highest, certain_one, hoped_one, place, opened)

    def _free_place(self, found: Sequence[Finding]) -> FreePlace | None:
        """The free place that is most certain."""
        there = sorted((one for one in found if one.outcome in (Outcome.JA, Outcome.HANGT_AF)), key=_certain_first)
        return FreePlace(there[0].scheme, there[0].name, there[0].outcome is Outcome.JA) if there else None

    def _best(self, found: Sequence[Finding], facts: Mapping[str, FactValue], hoped: bool) -> Together | None:
        """The most gifts first; then less tax and a loan, as far as they may stand beside those gifts."""
        schemes = self._book.schemes
        grants = [one for one in found if schemes[one.scheme].is_grant]
        gifts = best_together(self._book, grants, facts, self._on, _FOR, hoped=hoped)
        if len(grants) == len(found):
            return gifts
        used = _used(gifts)
        beside = [
            one
            for one in found
            if one.scheme in used
            or not (
                schemes[one.scheme].is_grant
                or any(excluded_by(schemes[one.scheme], schemes[name], self._on) for name in used)
            )
        ]
        # Less tax that may pay as much as a gift must not take its place.
        whole = best_together(self._book, beside, facts, self._on, _FOR, hoped=hoped, gifts_first=True)
        if whole is None or gifts is None:
            return whole or gifts
        # Why other gifts are left out was found in the first round.
        named = {one.scheme for one in whole.shares} | {one.scheme for one in whole.left_out}
        others = tuple(one for one in gifts.left_out if one.scheme not in named)
        return replace(whole, left_out=(*whole.left_out, *others))

    def _fitting(self, told: Mapping[str, FactValue]) -> dict[str, FactValue]:
        """The facts of the person with those of the course; what cannot be of the course is left out, so unknown."""
        values = {name: _plain(value) for name, value in told.items() if name in self._book.facts.facts}
        read, _ = read_profile({"feiten": values}, Lines(""), self._book.facts, self._on, self._on)
        course = dict(read.facts)
        rules = self._book.on(self._on)
        while clash := rules.conflict(rules.know(facts := with_course(self._person, course))[0]):
            wrong = {name for one in clash for name in one.facts} & set(course)
            if not wrong:
                break
            course = {name: value for name, value in course.items() if name not in wrong}
        return facts


def pricer_for(book: Book, person: Mapping[str, FactValue], on: date, language: str = "nl") -> Pricer:
    """The prices for this person. Those for somebody who told nothing are remembered, as most who look are; what a
    person told is not kept."""
    return Pricer(book, person, on, language) if person else _for_a_stranger(book, on, language)


@lru_cache(maxsize=4)
def _for_a_stranger(book: Book, on: date, language: str) -> Pricer:
    return Pricer(book, {}, on, language)


def given(found: Together | None, book: Book) -> int:
    """What of a combination is a gift, in cents."""
    return sum(share.cents for share in found.shares if book.schemes[share.scheme].is_grant) if found else 0


def _used(found: Together | None) -> tuple[str, ...]:
    return tuple(share.scheme for share in found.shares) if found else ()


def _certain_first(found: Finding) -> tuple[bool, str]:
    return found.outcome is not Outcome.JA, found.scheme


def _open_of(found: Iterable[Finding], place: FreePlace | None, used: Sequence[str]) -> tuple[OpenPoint, ...]:
    """What is still to be known of the schemes that may help, each once."""
    names = {*used, *([place.scheme] if place else [])}
    # What a free place hangs on comes first: who is asked that knows soonest that it costs nothing.
    found = sorted(found, key=lambda one: place is None or one.scheme != place.scheme)
    points = [
        point for one in found if one.scheme in names and one.outcome is Outcome.HANGT_AF for point in one.depends_on
    ]
    points += [OpenPoint("feit", name) for one in found if one.scheme in names for name in one.amount_depends_on]
    return tuple(dict.fromkeys(points))


def _plain(value: FactValue) -> Any:
    """A value as a request has it."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
