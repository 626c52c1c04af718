# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filters, counts and orders of the search are those of looking at every row."""

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doorleren.catalogue import Course, Level, Offering, Origin, Place, Provider
from doorleren.catalogue.search import Row, SearchIndex, Wanted
from doorleren.catalogue.search.asking import PRICE_BANDS_CENTS

DAY = date(2026, 2, 1)
ORIGINS = st.builds(Origin, st.just("feed"), st.just("key"), st.booleans())
TOWNS = ("Groningen", "GRONINGEN", "Den Haag", "den haag", "Assen")
PLACES = st.builds(
    Place,
    st.sampled_from(TOWNS),
    latitude=st.sampled_from((None, 53.0, 53.2, 52.1)),
    longitude=st.sampled_from((None, 6.5, 4.3)),
)
SOME = {
    "kind": ("cursus", "mbo_bbl", "hbo"),
    "subject": ("zorg", "ict", "taal"),
    "form": ("voltijd", "deeltijd"),
    "moment": ("dag", "avond", "weekend"),
    "way": ("online", "klassikaal"),
    "language": ("nl", "en"),
    "level": ("1", "4+", "5"),
    "free_with": ("a", "b"),
}
PRICES = st.none() | st.sampled_from((0, 1, 10_000, 10_001, 60_000, 9_000_000))


def some(name: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(SOME[name]), max_size=2)


def one(name: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(SOME[name])


@st.composite
def offers(draw: st.DrawFn) -> list[Row]:
    courses = [
        Course(
            id=f"c{n}",
            provider="p",
            name=draw(st.sampled_from(("Lassen", "Zorg", "Excel"))),
            origin=draw(ORIGINS),
            kind=draw(one("kind")),
            level=Level(nlqf=draw(one("level"))),
            subjects=draw(some("subject")),
            recognised_by=draw(st.frozensets(st.sampled_from(("OCW", "STAP")))),
            free_with=draw(some("free_with")),
        )
        for n in range(draw(st.integers(1, 6)))
    ]
    provider = draw(st.none() | st.just(Provider("p", "P", Origin("f", "k"), recognised_by=frozenset({"NRTO"}))))
    rows = []
    for n in range(draw(st.integers(1, 18))):
        course = draw(st.sampled_from(courses))
        start = draw(st.none() | st.integers(-40, 40).map(lambda days: DAY + timedelta(days=days)))
        offering = Offering(
            id=f"o{n}",
            course=course.id,
            origin=draw(ORIGINS),
            start=start,
            any_day=draw(st.booleans()),
            form=draw(one("form")),
            way=draw(one("way")),
            moments=draw(some("moment")),
            language=draw(one("language")),
            place=draw(st.none() | PLACES),
            price_cents=draw(PRICES),
        )
        rows.append(Row(offering, course, provider))
    return rows


WANTED = st.builds(
    Wanted,
    after=st.integers(-20, 20).map(lambda days: DAY + timedelta(days=days)),
    near=st.none() | st.sampled_from(((53.2, 6.5), (52.0, 4.3))),
    within_km=st.none() | st.sampled_from((0, 10, 40, 300)),
    town=st.sampled_from((None, None, "groningen", "Den  Haag", "Nergenshuizen")),
    start_before=st.none() | st.integers(-10, 60).map(lambda days: DAY + timedelta(days=days)),
    forms=some("form"),
    moments=some("moment"),
    ways=some("way"),
    languages=some("language"),
    kinds=some("kind"),
    subjects=some("subject"),
    levels=some("level"),
    price_max_cents=st.sampled_from((None, None, 0, 10_000, 70_000)),
    recognised=st.booleans(),
    free_with=some("free_with"),
    examples_too=st.booleans(),
    sort=st.sampled_from(("fit", "price", "start", "near")),
    limit=st.sampled_from((0, 2, 50)),
    offset=st.sampled_from((0, 1, 40)),
)
FILTERS = (
    "forms", "moments", "ways", "languages", "kinds", "subjects", "levels", "free_with", "recognised",
    "price_max_cents", "town", "within_km", "start_before",
)  # fmt: skip


@st.composite
def few_filters(draw: st.DrawFn) -> Wanted:
    """With all filters on nothing is left; most of them are off."""
    wanted: Wanted = draw(WANTED)
    kept = draw(st.sets(st.sampled_from(FILTERS), max_size=3))
    empty = Wanted(DAY)
    return replace(wanted, **{name: getattr(empty, name) for name in FILTERS if name not in kept})


# --- looking at every row -------------------------------------------------------------------------------------------


def folded(town: str) -> str:
    return " ".join(town.lower().split())


def km(one: tuple[float, float], place: Place | None) -> float:
    if place is None or place.latitude is None or place.longitude is None:
        return math.inf
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*one, place.latitude, place.longitude))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def is_recognised(row: Row) -> bool:
    by = row.course.recognised_by | (row.provider.recognised_by if row.provider else frozenset())
    return bool(by - {"STAP"})


VALUES: dict[str, Callable[[Row], set[Any]]] = {
    "kind": lambda row: {row.course.kind} - {None},
    "subject": lambda row: set(row.course.subjects),
    "form": lambda row: {row.offering.form} - {None},
    "moment": lambda row: set(row.offering.moments),
    "way": lambda row: {row.offering.way} - {None},
    "language": lambda row: {row.offering.language} - {None},
    "level": lambda row: {row.course.level.nlqf} - {None},
    "recognised": lambda row: {"ja"} if is_recognised(row) else set(),
    "price": lambda row: {
        str(band)
        for band in PRICE_BANDS_CENTS
        if row.offering.price_cents is not None and row.offering.price_cents <= band
    },
    "town": lambda row: {folded(row.offering.place.town)} if row.offering.place else set(),
}
FACETS = {
    "kinds": "kind", "subjects": "subject", "forms": "form", "moments": "moment", "ways": "way",
    "languages": "language", "levels": "level", "recognised": "recognised", "price_max_cents": "price", "town": "town",
}  # fmt: skip


def in_time(row: Row, wanted: Wanted) -> bool:
    offering = row.offering
    if not wanted.examples_too and (offering.origin.example or row.course.origin.example):
        return False
    return offering.any_day or offering.start is None or offering.start >= wanted.after


def passes(row: Row, wanted: Wanted) -> bool:
    offering = row.offering
    for name in ("kinds", "subjects", "forms", "moments", "ways", "languages", "levels"):
        chosen = getattr(wanted, name)
        if chosen and not chosen & VALUES[FACETS[name]](row):
            return False
    if wanted.free_with and not wanted.free_with & row.course.free_with:
        return False
    if wanted.recognised and not is_recognised(row):
        return False
    price = offering.price_cents
    if wanted.price_max_cents is not None and (price is None or price > wanted.price_max_cents):
        return False
    if wanted.town and folded(wanted.town) not in VALUES["town"](row):
        return False
    if wanted.near and wanted.within_km is not None and km(wanted.near, offering.place) > wanted.within_km:
        return False
    if wanted.start_before and not offering.any_day:
        return offering.start is not None and offering.start < wanted.start_before
    return True


def matching(rows: list[Row], wanted: Wanted) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        if in_time(row, wanted) and passes(row, wanted):
            found[row.course.id].append(row)
    return found


def without(wanted: Wanted, facet: str) -> Wanted:
    empty = Wanted(wanted.after)
    return replace(wanted, **{name: getattr(empty, name) for name, of in FACETS.items() if of == facet})


# --- the sentences --------------------------------------------------------------------------------------------------


@given(offers(), few_filters() | WANTED)
@settings(deadline=None, max_examples=80)
def test_the_courses_found_are_those_that_pass_every_filter(rows: list[Row], wanted: Wanted) -> None:
    everything = replace(wanted, offset=0, limit=1000)

    found = SearchIndex.of(rows).find(everything)

    expected = matching(rows, wanted)
    assert found.total == len(expected)
    assert {hit.course: hit.count for hit in found.hits} == {course: len(some) for course, some in expected.items()}
    for hit in found.hits:
        ids = {row.offering.id for row in expected[hit.course]}
        prices = [row.offering.price_cents for row in expected[hit.course] if row.offering.price_cents is not None]
        assert set(hit.offerings) <= ids
        assert len(hit.offerings) == min(5, len(ids))
        assert (hit.price_min_cents, hit.price_max_cents) == (min(prices, default=None), max(prices, default=None))
        starts = [row.offering.start for row in expected[hit.course] if row.offering.start]
        assert hit.first_start == min((day for day in starts if day >= wanted.after), default=None)
        assert hit.any_day == any(row.offering.any_day for row in expected[hit.course])


@given(offers(), few_filters() | WANTED)
@settings(deadline=None, max_examples=80)
def test_each_count_is_of_the_courses_with_that_value_if_its_own_filter_is_off(rows: list[Row], wanted: Wanted) -> None:
    found = SearchIndex.of(rows).find(wanted)

    for facet, values in VALUES.items():
        courses = defaultdict(set)
        for course, some_rows in matching(rows, without(wanted, facet)).items():
            for row in some_rows:
                for value in values(row):
                    courses[value].add(course)
        counted = {folded(name) if facet == "town" else name: many for name, many in found.facets[facet].items()}
        assert counted == {value: len(some_courses) for value, some_courses in courses.items()}, (facet, counted)


@given(offers(), few_filters())
@settings(deadline=None, max_examples=50)
def test_choosing_a_value_gives_as_many_courses_as_was_counted(rows: list[Row], wanted: Wanted) -> None:
    index = SearchIndex.of(rows)
    found = index.find(wanted)

    for name in ("kinds", "subjects", "forms", "moments", "ways", "languages", "levels"):
        for value, many in found.facets[FACETS[name]].items():
            assert index.find(replace(wanted, **{name: frozenset({value})})).total == many
    for town, many in found.facets["town"].items():
        assert index.find(replace(wanted, town=town)).total == many
    for band, many in found.facets["price"].items():
        assert index.find(replace(wanted, price_max_cents=int(band))).total == many


@given(offers(), few_filters())
@settings(deadline=None, max_examples=50)
def test_courses_come_in_the_order_asked_for_page_by_page(rows: list[Row], wanted: Wanted) -> None:
    """Among equals who begins sooner comes first: on any day before on a day, and unknown last; then the id."""

    def key(item: tuple[str, list[Row]]) -> tuple[Any, ...]:
        course, of_course = item
        day = min(
            0 if row.offering.any_day else row.offering.start.toordinal() if row.offering.start else 10**9
            for row in of_course
        )
        prices = [row.offering.price_cents for row in of_course if row.offering.price_cents is not None]
        first: float = 0
        if wanted.sort == "price":
            first = min(prices, default=10**12)
        if wanted.sort == "near" and wanted.near:
            first = round(min(km(wanted.near, row.offering.place) for row in of_course), 3)
        return first, day, course

    found = SearchIndex.of(rows).find(wanted)

    ordered = [course for course, _ in sorted(matching(rows, wanted).items(), key=key)]
    assert [hit.course for hit in found.hits] == ordered[wanted.offset : wanted.offset + wanted.limit]


@given(offers(), few_filters())
@settings(deadline=None, max_examples=50)
def test_each_way_to_loosen_gives_what_it_promises(rows: list[Row], wanted: Wanted) -> None:
    index = SearchIndex.of(rows)
    wanted = replace(wanted, words="lassen avond")
    found = index.find(wanted)

    for one_way in found.loosen:
        if one_way.kind == "filter":
            looser = replace(wanted, **{one_way.name: getattr(Wanted(DAY), one_way.name)})
        else:
            assert one_way.words is not None
            looser = replace(wanted, words=one_way.words)
        assert index.find(looser).total == one_way.total > found.total


@given(offers())
@settings(deadline=None, max_examples=30)
def test_the_order_in_which_rows_come_makes_no_difference(rows: list[Row]) -> None:
    forth, back = SearchIndex.of(rows), SearchIndex.of(reversed(rows))

    for words in ("", "lassen", "zorg avond groningen"):
        assert forth.find(Wanted(DAY, words)) == back.find(Wanted(DAY, words))


def test_so_many_kilometres_of_a_town_are_counted_from_what_is_given_there() -> None:
    near, far = Place("Groningen", latitude=53.22, longitude=6.57), Place("Assen", latitude=52.99, longitude=6.56)
    origin = Origin("proef", "1")
    index = SearchIndex.of(
        [
            Row(Offering(f"o-{name}", f"c-{name}", origin, place=place), Course(f"c-{name}", "p", "Lassen", origin))
            for name, place in (("hier", near), ("daar", far), ("ergens", Place("Groningen")), ("nergens", None))
        ]
    )

    def found(**wanted: Any) -> set[str]:
        return {hit.course for hit in index.find(index.around(Wanted(date(2026, 1, 1), **wanted))).hits}

    assert found(town="groningen") == {"c-hier", "c-ergens"}
    assert found(town="groningen", within_km=10) == {"c-hier"}
    assert found(town="groningen", within_km=30) == {"c-hier", "c-daar"}
    assert found(town="Atlantis", within_km=30) == set()
