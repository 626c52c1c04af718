# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody has counts once, and the route to the rest is the shortest there is: compared with trying everything."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from doorleren.catalogue.months_together import months_together
from doorleren.catalogue.records import Diploma, Origin, Part
from doorleren.catalogue.stacking import (
    Counted,
    Lack,
    LeftOver,
    Route,
    Routes,
    Spare,
    Way,
    helps_towards,
    shortest_routes,
    standing,
    to_shape,
)

HERE = Origin("voorbeeld", "d", example=True)


def a_diploma(*parts: Part, id: str = "d-zorg") -> Diploma:
    return Diploma(id, "Helpende zorg", HERE, parts)


def part(name: str, certificates: str, count: int = 1) -> Part:
    return Part(name, frozenset(certificates.split()), count)


def way(course: str, gives: str, price: int | None = 0, months: int | None = 1) -> Way:
    return Way(course, frozenset(gives.split()), price, months)


def test_a_certificate_counts_once_in_the_whole_diploma() -> None:
    """It fits two parts, and fills one of them."""
    diploma = a_diploma(part("Basis", "ehbo zorg"), part("Keuze", "ehbo"))

    found = standing(diploma, {"ehbo"})

    assert found.done == (Counted("Basis", "ehbo"),)
    assert found.missing == (Lack("Keuze", 1),)
    assert found.needed == 2
    assert not found.whole


def test_certificates_make_room_for_each_other() -> None:
    """Whoever takes the first place that fits would leave a part empty that could be filled."""
    diploma = a_diploma(part("Basis", "ehbo zorg"), part("Keuze", "ehbo"))

    found = standing(diploma, {"ehbo", "zorg"})

    assert found.done == (Counted("Basis", "zorg"), Counted("Keuze", "ehbo"))
    assert found.whole


def test_what_counts_nowhere_says_why() -> None:
    diploma = a_diploma(part("Basis", "a b"))

    found = standing(diploma, {"a", "b", "heftruck"}, {"Stage": 2})

    assert found.done == (Counted("Basis", "a"),)
    assert found.left_over == (
        LeftOver(Spare.NO_PLACE_LEFT, certificate="b"),
        LeftOver(Spare.FITS_NOWHERE, certificate="heftruck"),
        LeftOver(Spare.FITS_NOWHERE, part="Stage", count=2),
    )


def test_an_exemption_fills_a_part_so_that_a_certificate_is_free_for_another() -> None:
    diploma = a_diploma(part("Basis", "a b", 2), part("Keuze", "a"))

    found = standing(diploma, {"a"}, {"Basis": 1})

    assert found.done == (Counted("Basis", None), Counted("Basis", "a"))
    assert found.missing == (Lack("Keuze", 1),)
    assert standing(diploma, {"a"}, {"Basis": 2}).whole


def test_more_exemptions_than_places_are_left_over() -> None:
    found = standing(a_diploma(part("Basis", "a")), set(), {"Basis": 3})

    assert found.whole
    assert found.left_over == (LeftOver(Spare.NO_PLACE_LEFT, part="Basis", count=2),)


def test_a_part_that_asks_more_than_there_is_can_never_be_done() -> None:
    """A feed may say a million; that takes no time and no memory."""
    diploma = a_diploma(part("Keuze", "a b", 1_000_000))

    found = shortest_routes(diploma, {"a"}, ways=[way("cursus", "b", 100)])

    assert found.standing.missing == (Lack("Keuze", 999_999),)
    assert found.unobtainable == (Lack("Keuze", 999_998),)
    assert found.cheapest is not None
    assert found.cheapest.courses == ("cursus",)
    assert found.cheapest.left == (Lack("Keuze", 999_998),)


def test_the_cheapest_and_the_quickest_route_may_differ() -> None:
    diploma = a_diploma(part("Basis", "a"), part("Keuze", "b"))
    ways = [way("los-a", "a", 10000, 6), way("los-b", "b", 10000, 6), way("samen", "a b", 90000, 3)]

    found = shortest_routes(diploma, set(), ways=ways)

    assert found.cheapest is not None
    assert found.quickest is not None
    assert found.cheapest.courses == ("los-a", "los-b")
    assert (found.cheapest.price_cents_min, found.cheapest.price_cents_max, found.cheapest.months_max) == (
        20000,
        20000,
        12,
    )
    assert found.quickest.courses == ("samen",)
    assert found.quickest.months_max == 3


def test_two_courses_at_the_same_time_take_as_long_as_the_longest() -> None:
    diploma = a_diploma(part("Basis", "a"), part("Keuze", "b"))
    ways = [way("los-a", "a", 10000, 6), way("los-b", "b", 10000, 5), way("samen", "a b", 90000, 7)]

    one_by_one = shortest_routes(diploma, set(), ways=ways).quickest
    two_at_once = shortest_routes(diploma, set(), ways=ways, at_once=2).quickest

    assert one_by_one is not None
    assert two_at_once is not None
    assert (one_by_one.courses, one_by_one.months_max) == (("samen",), 7)
    assert (two_at_once.courses, two_at_once.months_max) == (("los-a", "los-b"), 6)


def test_an_unknown_price_is_taken_only_where_there_is_no_other_way() -> None:
    diploma = a_diploma(part("Basis", "a"), part("Keuze", "b"))
    known = [way("dure-a", "a", 500000), way("los-b", "b", 10000)]

    with_choice = shortest_routes(diploma, set(), ways=[*known, way("onbekend", "a b", None)])
    without = shortest_routes(diploma, set(), ways=[way("onbekend", "a", None), way("los-b", "b", 10000)])

    assert with_choice.cheapest is not None
    assert with_choice.cheapest.courses == ("dure-a", "los-b")
    assert without.cheapest is not None
    assert without.cheapest.price_cents_min == 10000
    assert without.cheapest.price_cents_max is None
    assert without.cheapest.unknown_price == ("onbekend",)


def test_an_unknown_duration_is_no_short_one() -> None:
    diploma = a_diploma(part("Basis", "a"))
    ways = [way("lang", "a", 900, 24), way("onbekend", "a", 100, None)]

    found = shortest_routes(diploma, set(), ways=ways)

    assert found.quickest is not None
    assert found.quickest.courses == ("lang",)
    assert found.cheapest is not None
    assert (found.cheapest.courses, found.cheapest.months_min, found.cheapest.months_max) == (("onbekend",), 0, None)


def test_what_no_course_gives_is_named_and_the_rest_still_has_a_route() -> None:
    diploma = a_diploma(part("Basis", "a"), part("Stage", "s"), part("Keuze", "b c", 2))

    found = shortest_routes(diploma, {"b"}, ways=[way("los-a", "a", 5), way("los-c", "c", 7)])

    assert found.unobtainable == (Lack("Stage", 1),)
    assert found.cheapest is not None
    assert found.cheapest.courses == ("los-a", "los-c")
    assert found.cheapest.left == (Lack("Stage", 1),)


def test_parts_that_compete_leave_the_dearest_place_empty() -> None:
    """One of the two parts stays empty; which one is a matter of price, and the route says which."""
    diploma = a_diploma(part("Basis", "a x"), part("Keuze", "a y"), part("Slot", "x y"))
    ways = [way("los-x", "x", 900), way("los-y", "y", 100)]

    found = shortest_routes(diploma, set(), ways=ways)

    assert sum(lack.count for lack in found.unobtainable) == 1
    assert found.cheapest is not None
    assert found.cheapest.courses == ("los-x", "los-y")
    assert len(found.cheapest.fills) == 2
    assert sum(lack.count for lack in found.cheapest.left) == 1


def test_whoever_has_all_needs_no_course_and_whoever_can_get_nothing_has_no_route() -> None:
    diploma = a_diploma(part("Basis", "a"))

    ready = shortest_routes(diploma, {"a"}, ways=[way("los-a", "a")])
    stuck = shortest_routes(diploma, set(), ways=[way("anders", "q")])

    assert ready.cheapest is not None
    assert ready.cheapest.courses == ()
    assert ready.cheapest.price_cents_max == 0
    assert stuck.cheapest is None
    assert stuck.unobtainable == (Lack("Basis", 1),)


def test_a_course_that_somebody_may_not_begin_is_left_out_and_named() -> None:
    diploma = a_diploma(part("Basis", "a"))
    cheap = Way("hbo", frozenset({"a"}), 100, 1, entry="mbo4", kind="hbo")
    dear = Way("mbo", frozenset({"a"}), 900, 1, entry="vmbo", kind="mbo_bbl")

    low = shortest_routes(diploma, set(), ways=[cheap, dear], highest_diploma="vmbo")
    high = shortest_routes(diploma, set(), ways=[cheap, dear], highest_diploma="havo")
    unknown = shortest_routes(diploma, set(), ways=[cheap, dear])

    assert low.not_admitted == ("hbo",)
    assert low.cheapest is not None
    assert low.cheapest.courses == ("mbo",)
    assert high.cheapest is not None
    assert (high.cheapest.courses, high.cheapest.entry_unsure) == (("hbo",), ())
    assert unknown.cheapest is not None
    assert (unknown.cheapest.courses, unknown.cheapest.entry_unsure) == (("hbo",), ("hbo",))


def test_a_search_that_is_cut_off_gives_a_route_and_says_that_it_is_not_proved() -> None:
    names = [f"c{index}" for index in range(12)]
    diploma = a_diploma(*(part(f"deel {name}", name) for name in names))
    ways = [
        way(f"{one}-{two}", f"{one} {two}", 100 + 7 * index % 13)
        for index, (one, two) in enumerate(combinations(names, 2))
    ]

    found = shortest_routes(diploma, set(), ways=ways, work_max=1)
    proved = shortest_routes(diploma, set(), ways=ways)

    assert found.cheapest is not None
    assert proved.cheapest is not None
    assert not found.cheapest.proved
    assert found.cheapest.left == ()
    assert proved.cheapest.proved
    assert proved.cheapest.price_cents_min <= found.cheapest.price_cents_min


def test_a_price_below_zero_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="below zero"):
        way("raar", "a", -1)


def test_a_certificate_helps_the_diploma_first_that_it_brings_nearest() -> None:
    far = a_diploma(part("A", "a"), part("B", "b"), part("C", "c", 2), id="d-ver")
    near = a_diploma(part("A", "a"), part("B", "b"), id="d-dichtbij")
    full = a_diploma(part("A", "a b"), id="d-vol")
    other = a_diploma(part("Z", "z"), id="d-anders")

    found = helps_towards("a", [far, near, full, other], {"b"})

    assert [(one.diploma, one.counts, one.done, one.needed, one.parts_done, one.parts) for one in found] == [
        ("d-dichtbij", True, 2, 2, 2, 2),
        ("d-ver", True, 2, 4, 2, 3),
        ("d-vol", False, 1, 1, 1, 1),
    ]


def test_routes_as_json_say_at_least_with_a_null() -> None:
    diploma = a_diploma(part("Basis", "a"), part("Keuze", "b"), part("Stage", "s"))

    shape = to_shape(shortest_routes(diploma, {"a", "q"}, ways=[way("los-b", "b", None, 4)]))

    assert shape == {
        "diploma": "d-zorg",
        "plaatsen": 3,
        "klaar": [{"onderdeel": "Basis", "certificaat": "a", "vrijstelling": False}],
        "nodig": [{"onderdeel": "Keuze", "aantal": 1}, {"onderdeel": "Stage", "aantal": 1}],
        "teltNiet": [{"certificaat": "q", "aantal": 1, "waarom": "past-nergens"}],
        "goedkoopst": {
            "opleidingen": ["los-b"],
            "prijs": {"min": 0, "max": None},
            "maanden": {"min": 4, "max": 4},
            "prijsOnbekend": ["los-b"],
            "duurOnbekend": [],
            "toelatingOnzeker": ["los-b"],
            "vult": [
                {"onderdeel": "Basis", "certificaat": "a", "vrijstelling": False},
                {"onderdeel": "Keuze", "certificaat": "b", "vrijstelling": False},
            ],
            "blijftNodig": [{"onderdeel": "Stage", "aantal": 1}],
            "bewezen": True,
        },
        "snelst": shape["goedkoopst"],
        "nietTeHalen": [{"onderdeel": "Stage", "aantal": 1}],
        "nietToelaatbaar": [],
    }


# Everything below tries all there is, in the plainest way, and compares.

CERTIFICATES = "abcdefg"
certificate_sets = st.frozensets(st.sampled_from(CERTIFICATES), max_size=4)
parts = st.builds(Part, st.sampled_from(["P", "Q", "R", "S"]), certificate_sets, st.integers(0, 2))
diplomas = st.lists(parts, max_size=5).map(lambda found: a_diploma(*found))
owned_sets = st.frozensets(st.sampled_from(CERTIFICATES + "z"), max_size=3)
exemptions = st.dictionaries(st.sampled_from(["P", "Q", "X"]), st.integers(1, 2), max_size=1)
course_ways = st.lists(
    st.builds(
        Way,
        st.text("klm", min_size=1, max_size=2),
        st.frozensets(st.sampled_from(CERTIFICATES), min_size=1, max_size=3),
        st.none() | st.integers(0, 4) | st.integers(0, 100),
        st.none() | st.integers(0, 5),
    ),
    max_size=8,
    unique_by=lambda one: one.course_id,
)


def most_filled(diploma: Diploma, owned: AbstractSet[str], exempt: Mapping[str, int]) -> int:
    """How many places can be filled: certificate after certificate goes to each part that it fits, or to none."""
    room = [0] * len(diploma.parts)
    for index, one in enumerate(diploma.parts):
        room[index] = max(one.count, 0)
    states = {tuple(room)}
    comers = [[index for index, one in enumerate(diploma.parts) if name in one.certificates] for name in sorted(owned)]
    for name, count in exempt.items():
        comers += [[index for index, one in enumerate(diploma.parts) if one.name == name]] * count
    for fits in comers:
        states |= {
            tuple(left - (at == index) for at, left in enumerate(state))
            for state in states
            for index in fits
            if state[index]
        }
    return sum(room) - min(sum(state) for state in states)


@cache
def lanes_for(courses: int, at_once: int) -> list[tuple[int, ...]]:
    return [*product(range(at_once), repeat=courses)]


def months_tried(months: Iterable[int], at_once: int) -> int:
    """The fewest months, by giving each course to each lane."""
    known = list(months)
    if at_once == 1:
        return sum(known)
    return min(
        max((sum(m for m, lane in zip(known, lanes, strict=True) if lane == one) for one in range(at_once)), default=0)
        for lanes in lanes_for(len(known), at_once)
    )


def best_by_trying(
    diploma: Diploma,
    owned: AbstractSet[str],
    exempt: Mapping[str, int],
    ways: list[Way],
    at_once: int,
    price_first: bool,
) -> tuple[object, ...]:
    @cache
    def filled_with(certificates: frozenset[str]) -> int:
        return most_filled(diploma, owned | certificates, exempt)

    def key(chosen: tuple[Way, ...]) -> tuple[object, ...]:
        price = (sum(1 for one in chosen if one.price_cents is None), sum(one.price_cents or 0 for one in chosen))
        known = [one.months for one in chosen if one.months is not None]
        months = (len(chosen) - len(known), months_tried(known, at_once))
        filled = filled_with(frozenset(c for one in chosen for c in one.gives))
        ids = tuple(sorted(one.course_id for one in chosen))
        return (-filled, *((price, months) if price_first else (months, price)), len(chosen), ids)

    return min(key(chosen) for size in range(len(ways) + 1) for chosen in combinations(ways, size))


def key_of(route: Route, filled: int, price_first: bool) -> tuple[object, ...]:
    price, months = (len(route.unknown_price), route.price_cents_min), (len(route.unknown_months), route.months_min)
    return (-filled, *((price, months) if price_first else (months, price)), len(route.courses), route.courses)


def check_fills(diploma: Diploma, fills: Iterable[Counted], has: AbstractSet[str], exempt: Mapping[str, int]) -> None:
    """Nothing counts twice, nor where it does not fit, nor more often than a part asks."""
    seen = list(fills)
    certificates = [one.certificate for one in seen if one.certificate is not None]
    assert len(set(certificates)) == len(certificates)
    assert set(certificates) <= has
    for name in {one.part for one in seen}:
        named = [one for one in diploma.parts if one.name == name]
        own = [one.certificate for one in seen if one.part == name]
        assert len(own) <= sum(one.count for one in named)
        assert sum(1 for one in own if one is None) <= exempt.get(name, 0)
        assert all(one is None or any(one in other.certificates for other in named) for one in own)


def check(
    diploma: Diploma, owned: AbstractSet[str], exempt: Mapping[str, int], ways: list[Way], at_once: int
) -> Routes:
    found = shortest_routes(diploma, owned, exempt, ways, at_once=at_once)
    needed = sum(one.count for one in diploma.parts)
    now = most_filled(diploma, owned, exempt)
    most = most_filled(diploma, owned | {c for one in ways for c in one.gives}, exempt)
    assert len(found.standing.done) == now
    assert sum(one.count for one in found.standing.missing) == needed - now
    assert sum(one.count for one in found.unobtainable) == needed - most
    check_fills(diploma, found.standing.done, owned, exempt)
    for route, price_first in ((found.cheapest, True), (found.quickest, False)):
        if route is None:
            assert most == now < needed
            continue
        assert route.proved
        assert key_of(route, len(route.fills), price_first) == best_by_trying(
            diploma, owned, exempt, ways, at_once, price_first
        )
        assert len(route.fills) + sum(one.count for one in route.left) == needed
        check_fills(diploma, route.fills, owned | {c for one in route.ways for c in one.gives}, exempt)
    return found


def test_two_ways_to_come_to_a_point_are_the_same_only_if_the_same_people_wait() -> None:
    """Found by trying at random: a course too many was taken, since another way to the same point counted as this one."""
    diploma = a_diploma(
        part("Q", "b e"), part("R", "b f c d", 2), part("P", ""), part("S", "b c d g", 2), part("P", "f e c")
    )
    ways = [
        way("k0", "e", 4, 4),
        way("k1", "a c b", 48, 0),
        way("k2", "b", 0, 4),
        way("k3", "d g", 27, None),
        way("k4", "f b g", 21, 1),
        way("k5", "b a f", 0, 0),
    ]

    found = check(diploma, frozenset("a"), {"Q": 1}, ways, 1)

    assert found.quickest is not None
    assert found.quickest.courses == ("k0", "k1", "k4")


@settings(max_examples=400, deadline=None)
@given(diplomas, owned_sets, exemptions, course_ways)
def test_no_route_is_better_than_the_one_that_is_found(
    diploma: Diploma, owned: frozenset[str], exempt: dict[str, int], ways: list[Way]
) -> None:
    found = check(diploma, owned, exempt, ways, 1)

    event(f"courses on the cheapest route: {len(found.cheapest.courses) if found.cheapest else 'none'}")
    event(f"something cannot be had: {bool(found.unobtainable)}")


@settings(max_examples=60, deadline=None)
@given(diplomas, owned_sets, exemptions, course_ways, st.integers(2, 3))
def test_no_route_is_better_with_more_courses_at_once(
    diploma: Diploma, owned: frozenset[str], exempt: dict[str, int], ways: list[Way], at_once: int
) -> None:
    check(diploma, owned, exempt, ways[:6], at_once)


@settings(max_examples=100, deadline=None)
@given(diplomas, owned_sets, exemptions, course_ways)
def test_the_order_of_the_courses_makes_no_difference(
    diploma: Diploma, owned: frozenset[str], exempt: dict[str, int], ways: list[Way]
) -> None:
    turned = list(reversed(ways))

    assert shortest_routes(diploma, owned, exempt, turned) == shortest_routes(diploma, owned, exempt, ways)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=7), st.integers(1, 3))
def test_courses_at_the_same_time_take_the_fewest_months(months: list[int], at_once: int) -> None:
    assert months_together(months, at_once) == months_tried(months, at_once)
