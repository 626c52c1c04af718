# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Certificates that stack: where somebody stands on the way to a diploma, and the shortest way from there.

Knows: which part each certificate counts for (once in the whole diploma), what is missing, and which courses make it
whole: the cheapest route and the quickest. An unknown price or duration stays unknown: such a course is only taken
where there is no other way, and the total is then "at least".
Leaves: what a course costs this person (price), and how it is said (portal).
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from .levels import meets_entry
from .months_together import months_together
from .places import NOBODY, Filling, Places, each, places_of
from .records import Diploma
from .shortest import WORK_MAX, Chosen, Key, shortest


class Spare(StrEnum):
    """Why something counts nowhere: no part asks for it, or the parts that do are filled by others."""

    FITS_NOWHERE = "past-nergens"
    NO_PLACE_LEFT = "geen-plaats-meer"


@dataclass(frozen=True, slots=True)
class Counted:
    """One place of a part, and the certificate that counts there; None is an exemption (EVC)."""

    part: str
    certificate: str | None


@dataclass(frozen=True, slots=True)
class Lack:
    """How many certificates a part still needs."""

    part: str
    count: int


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something that counts nowhere in this diploma, and why: a certificate, or exemptions for a part of that name."""

    why: Spare
    certificate: str | None = None
    part: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts already, what is missing, and what counts nowhere. `needed` places are there in all."""

    diploma: str
    done: tuple[Counted, ...]
    missing: tuple[Lack, ...]
    left_over: tuple[LeftOver, ...]
    needed: int

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Way:
    """A course that can be followed now: what it gives, costs and lasts (None is unknown), and what one needs to begin.

    `entry` is a diploma (`hoogste_diploma`), `kind` as of the course: with both it can be said who may begin.
    """

    course_id: str
    gives: frozenset[str]
    price_cents: int | None = None
    months: int | None = None
    entry: str | None = None
    kind: str | None = None

    def __post_init__(self) -> None:
        if (self.price_cents or 0) < 0 or (self.months or 0) < 0:
            raise ValueError(f"{self.course_id}: a price or a duration below zero")


@dataclass(frozen=True, slots=True)
class Route:
    """Courses that fill what is missing, as much as can be. A maximum of None is "at least": see the `unknown_…` ids.

    `fills` is every place once they are done; `left` is what stays missing. Without `proved` there may be a better one:
    looking further was cut off. `entry_unsure` are courses of which it is not known whether this person may begin.
    """

    ways: tuple[Way, ...]
    price_cents_min: int
    price_cents_max: int | None
    months_min: int
    months_max: int | None
    unknown_price: tuple[str, ...]
    unknown_months: tuple[str, ...]
    entry_unsure: tuple[str, ...]
    fills: tuple[Counted, ...]
    left: tuple[Lack, ...]
    proved: bool

    @property
    def courses(self) -> tuple[str, ...]:
        """The ids of the courses, in order of id."""
        return tuple(way.course_id for way in self.ways)


@dataclass(frozen=True, slots=True)
class Routes:
    """The cheapest and the quickest route; None where no course fills anything that is missing.

    `unobtainable` is what stays missing whatever course is taken. Where parts compete for the same certificates it
    names the later ones. `not_admitted` are courses that would help, whose entry this person certainly does not meet.
    """

    standing: Standing
    cheapest: Route | None
    quickest: Route | None
    unobtainable: tuple[Lack, ...]
    not_admitted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """What one certificate does for a diploma: how many of the `needed` places and of all parts are done with it.

    It does not `count` where the parts that it fits are done by others.
    """

    diploma: str
    counts: bool
    done: int
    needed: int
    parts_done: int
    parts: int


def standing(diploma: Diploma, owned: AbstractSet[str], exempt: Mapping[str, int] | None = None) -> Standing:
    """What somebody has of this diploma: as many places filled as can be, earlier parts first, each thing once."""
    return _standing(_Table(diploma, owned, exempt or {}))


def shortest_routes(
    diploma: Diploma,
    owned: AbstractSet[str],
    exempt: Mapping[str, int] | None = None,
    ways: Iterable[Way] = (),
    *,
    at_once: int = 1,
    highest_diploma: str | None = None,
    work_max: int = WORK_MAX,
) -> Routes:
    """The cheapest and the quickest way to what is missing.

    As many places as possible come first; then price, months, number of courses and ids, or months before price.
    `at_once` is how many courses somebody follows at the same time: one, unless told.
    """
    if at_once < 1:
        raise ValueError("somebody who learns follows at least one course at a time")
    table = _Table(diploma, owned, exempt or {})
    have = _standing(table)
    helping = [way for way in ways if way.gives & table.wanted]
    closed = [way for way in helping if meets_entry(highest_diploma, way.entry, way.kind) is False]
    offered = _worth_looking_at([way for way in helping if way not in closed], table.wanted, at_once)
    start = table.with_what_cannot_be_filled(offered)
    unobtainable = table.lacks(start.never)
    not_admitted = tuple(sorted({way.course_id for way in closed}))
    if not start.filling.free() and have.missing:
        return Routes(have, None, None, unobtainable, not_admitted)
    found = []
    for price_first in (True, False):
        aim = _Aim(offered, at_once, price_first)
        gives = [tuple(table.unit_of[one] for one in sorted(way.gives & table.wanted)) for way in offered]
        chosen = shortest(start.filling, gives, aim, work_max)
        if chosen is None:
            raise AssertionError("the places that can be filled cannot be filled")
        found.append(_route(table, offered, chosen, start.jokers, at_once, highest_diploma))
    return Routes(have, found[0], found[1], unobtainable, not_admitted)


def helps_towards(certificate_id: str, diplomas: Iterable[Diploma], owned: AbstractSet[str]) -> tuple[Help, ...]:
    """The diplomas that ask for this certificate, and how far somebody is who has it; the nearest to done first."""
    found = []
    for diploma in diplomas:
        if not any(certificate_id in part.certificates for part in diploma.parts):
            continue
        without = standing(diploma, owned - {certificate_id})
        having = standing(diploma, owned | {certificate_id})
        lacking = {lack.part for lack in having.missing}
        parts_done = sum(1 for part in diploma.parts if part.name not in lacking)
        counts = len(having.done) > len(without.done)
        found.append(Help(diploma.id, counts, len(having.done), having.needed, parts_done, len(diploma.parts)))
    return tuple(sorted(found, key=lambda one: (not one.counts, one.needed - one.done, one.diploma)))


def to_shape(routes: Routes) -> dict[str, Any]:
    """Routes as JSON. A maximum of null is "at least"."""
    have = routes.standing
    return {
        "diploma": have.diploma,
        "plaatsen": have.needed,
        "klaar": [_counted_shape(one) for one in have.done],
        "nodig": _lack_shapes(have.missing),
        "teltNiet": [_left_over_shape(one) for one in have.left_over],
        "goedkoopst": _route_shape(routes.cheapest),
        "snelst": _route_shape(routes.quickest),
        "nietTeHalen": _lack_shapes(routes.unobtainable),
        "nietToelaatbaar": list(routes.not_admitted),
    }


@dataclass(frozen=True, slots=True)
class _Start:
    """Where the search begins: what is free can be filled; `jokers` sit in what cannot, `never`."""

    filling: Filling
    jokers: frozenset[int]
    never: int


class _Table:
    """The places of a diploma with who is there: first the exemptions, then certificates, the choosiest first."""

    def __init__(self, diploma: Diploma, owned: AbstractSet[str], exempt: Mapping[str, int]) -> None:
        self.diploma, self.owned, self.exempt = diploma, owned, exempt
        self.places: Places = places_of(diploma, exempt)
        fits = self.places.for_certificate
        self.fits: list[int] = []
        self.exempted: dict[int, str] = {}
        for part, count in sorted(exempt.items()):
            if mask := self.places.for_part_name.get(part):
                for _ in range(min(count, mask.bit_count())):
                    self.exempted[len(self.fits)] = part
                    self.fits.append(mask)
        self.certificates = sorted(fits, key=lambda one: (fits[one].bit_count(), one))
        self.unit_of = {one: len(self.fits) + index for index, one in enumerate(self.certificates)}
        self.name_of = {unit: one for one, unit in self.unit_of.items()}
        self.fits += [fits[one] for one in self.certificates]
        self.here = [*self.exempted, *(unit for one, unit in self.unit_of.items() if one in owned)]
        self.seated = Filling(self.fits, [NOBODY] * len(self.places.parts))
        for place in range(len(self.places.parts)):
            self.seated.fill(place, self.here)
        self.wanted = frozenset(fits) - owned

    def with_what_cannot_be_filled(self, ways: Sequence[Way]) -> _Start:
        """The places as they are, with a joker for each that stays free even when every course is done."""
        coming = sorted({self.unit_of[one] for way in ways for one in way.gives & self.wanted})
        all_done = self.seated.copy()
        for place in each(all_done.free()):
            all_done.fill(place, [*self.here, *coming])
        never = all_done.free()
        if not never:
            return _Start(self.seated, frozenset(), 0)
        # Only places from which a chain of moves leads to such a place can be empty in its stead.
        instead, grown = 0, never
        while grown != instead:
            instead = grown
            for place, one in enumerate(all_done.at):
                if one != NOBODY and self.fits[one] & instead:
                    grown |= 1 << place
        jokers = range(len(self.fits), len(self.fits) + never.bit_count())
        filling = Filling([*self.fits, *(instead for _ in jokers)], self.seated.at.copy())
        for joker, place in zip(jokers, each(never), strict=True):
            filling.at[place] = joker
        return _Start(filling, frozenset(jokers), never)

    def lacks(self, free: int) -> tuple[Lack, ...]:
        """What is missing when these places are free."""
        counts = dict(self.places.beyond)
        for place in each(free):
            part = self.places.parts[place]
            counts[part] = counts.get(part, 0) + 1
        return tuple(Lack(self.diploma.parts[part].name, count) for part, count in sorted(counts.items()))

    def counted(self, filling: Filling) -> tuple[Counted, ...]:
        """Who sits where, place by place; jokers do not count."""
        return tuple(
            Counted(self.diploma.parts[self.places.parts[place]].name, self.name_of.get(one))
            for place, one in enumerate(filling.at)
            if one != NOBODY and one < len(self.fits)
        )


def _standing(table: _Table) -> Standing:
    seated = set(table.seated.at)
    left_over = [
        LeftOver(Spare.NO_PLACE_LEFT if one in table.unit_of else Spare.FITS_NOWHERE, certificate=one)
        for one in sorted(table.owned)
        if table.unit_of.get(one) not in seated
    ]
    for part, count in sorted(table.exempt.items()):
        used = sum(1 for unit, name in table.exempted.items() if name == part and unit in seated)
        if count > used:
            why = Spare.NO_PLACE_LEFT if part in table.places.for_part_name else Spare.FITS_NOWHERE
            left_over.append(LeftOver(why, part=part, count=count - used))
    return Standing(
        table.diploma.id,
        table.counted(table.seated),
        table.lacks(table.seated.free()),
        tuple(left_over),
        sum(max(part.count, 0) for part in table.diploma.parts),
    )


def _worth_looking_at(ways: Sequence[Way], wanted: AbstractSet[str], at_once: int) -> list[Way]:
    """In order of id, without those that another beats: it gives all that they give for no more money and time.

    Whoever takes the other instead, or drops the one, is never worse off, so the best route is among these. Where both
    cost the same the id decides; with more courses at once less time may make no difference, so then money must.
    """
    ordered = sorted(ways, key=lambda way: (way.course_id, *_costs(way), sorted(way.gives & wanted)))
    looked_at = [(way.gives & wanted, _costs(way)) for way in ordered]
    matters = 4 if at_once == 1 else 2

    def beaten(index: int) -> bool:
        gives, costs = looked_at[index]
        return any(
            gives <= theirs
            and all(one <= other for one, other in zip(their_costs, costs, strict=True))
            and (place < index or their_costs[:matters] != costs[:matters])
            for place, (theirs, their_costs) in enumerate(looked_at)
            if place != index
        )

    return [way for index, way in enumerate(ordered) if not beaten(index)]


def _costs(way: Way) -> tuple[int, int, int, int]:
    """Unknown comes before any amount: whether the price is unknown, the price, and the same of the months."""
    return int(way.price_cents is None), way.price_cents or 0, int(way.months is None), way.months or 0


class _Aim:
    """Price, then months, then number of courses and ids; or months before price. Unknown is worse than any number.

    Each is a digit of one large number, so that comparing two numbers compares them digit by digit. The last digit
    is the ids: of two sets of courses the one with the smallest id that they do not share comes first. Months add up
    while courses come one after another; with more at once they do not, and price, months and the rest stand apart.
    """

    def __init__(self, ways: Sequence[Way], at_once: int, price_first: bool) -> None:
        self._ways, self._at_once, self._price_first = ways, at_once, price_first
        costs = [_costs(way) for way in ways]
        many = len(ways) + 1
        self._months_top = 1 + sum(cost[3] for cost in costs)
        cents_top = 1 + sum(cost[1] for cost in costs)
        money = [cost[0] * cents_top + cost[1] for cost in costs]
        months = [cost[2] * self._months_top + cost[3] for cost in costs]
        ids = [(1 << many) - (1 << (many - 1 - index)) for index in range(len(ways))]
        last = [(many << many) + one for one in ids]
        last_top, money_top, months_top = (1 + sum(column) for column in (last, money, months))
        first, then, then_top = (money, months, months_top) if price_first else (months, money, money_top)
        if at_once == 1:
            rows = zip(first, then, last, strict=True)
            self.weights = [[(one * then_top + two) * last_top + three for one, two, three in rows]]
        else:
            self.weights = [first, then, last]

    def at_least(self, sums: Sequence[int]) -> Key:
        if self._at_once == 1:
            return tuple(sums)
        column = 1 if self._price_first else 0
        unknown, months = divmod(sums[column], self._months_top)
        together = -(-months // self._at_once)
        return tuple(unknown * self._months_top + together if at == column else sum_ for at, sum_ in enumerate(sums))

    def key_of(self, chosen: Sequence[int]) -> Key:
        sums = [sum(column[course] for course in chosen) for column in self.weights]
        if self._at_once == 1:
            return tuple(sums)
        column = 1 if self._price_first else 0
        known = [months for course in chosen if (months := self._ways[course].months) is not None]
        sums[column] = (len(chosen) - len(known)) * self._months_top + months_together(known, self._at_once)
        return tuple(sums)


def _route(
    table: _Table,
    offered: Sequence[Way],
    chosen: Chosen,
    jokers: AbstractSet[int],
    at_once: int,
    highest_diploma: str | None,
) -> Route:
    ways = tuple(offered[course] for course in chosen.courses)
    price = sum(way.price_cents or 0 for way in ways)
    months = months_together([way.months for way in ways if way.months is not None], at_once)
    no_price = tuple(way.course_id for way in ways if way.price_cents is None)
    no_months = tuple(way.course_id for way in ways if way.months is None)
    left = sum(1 << place for place, one in enumerate(chosen.filling.at) if one in jokers)
    return Route(
        ways,
        price,
        None if no_price else price,
        months,
        None if no_months else months,
        no_price,
        no_months,
        tuple(way.course_id for way in ways if meets_entry(highest_diploma, way.entry, way.kind) is None),
        table.counted(chosen.filling),
        table.lacks(left),
        chosen.proved,
    )


def _route_shape(route: Route | None) -> dict[str, Any] | None:
    if route is None:
        return None
    return {
        "opleidingen": list(route.courses),
        "prijs": {"min": route.price_cents_min, "max": route.price_cents_max},
        "maanden": {"min": route.months_min, "max": route.months_max},
        "prijsOnbekend": list(route.unknown_price),
        "duurOnbekend": list(route.unknown_months),
        "toelatingOnzeker": list(route.entry_unsure),
        "vult": [_counted_shape(one) for one in route.fills],
        "blijftNodig": _lack_shapes(route.left),
        "bewezen": route.proved,
    }


def _counted_shape(one: Counted) -> dict[str, Any]:
    return {"onderdeel": one.part, "certificaat": one.certificate, "vrijstelling": one.certificate is None}


def _lack_shapes(lacks: Iterable[Lack]) -> list[dict[str, Any]]:
    return [{"onderdeel": lack.part, "aantal": lack.count} for lack in lacks]


def _left_over_shape(one: LeftOver) -> dict[str, Any]:
    what: Final = {"certificaat": one.certificate} if one.part is None else {"vrijstelling": one.part}
    return {**what, "aantal": one.count, "waarom": one.why.value}
