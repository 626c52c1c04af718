# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A resident of the north types a few words and sees the course that is meant among the first."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from doorleren.catalogue import Course, Level, Offering, Origin
from doorleren.catalogue.examples import SOURCE
from doorleren.catalogue.search import Found, Row, SearchIndex, Wanted, build
from doorleren.catalogue.search.beginning import begin_in

from .residents import DAY, OWN, Typed, example_rows, typed


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(example_rows())


@pytest.fixture(scope="module")
def index(rows: list[Row]) -> SearchIndex:
    return SearchIndex.of(rows)


def seen(found: Found) -> list[str]:
    return [hit.course.removeprefix(OWN) for hit in found.hits]


def test_the_words_are_many_and_about_courses_that_are_there(rows: list[Row]) -> None:
    there = {row.course.id.removeprefix(OWN) for row in rows}
    needed = {course for one in typed() for group in one.needed for course in group}

    assert len(typed()) >= 80
    assert len({one.words for one in typed()}) == len(typed())
    assert needed <= there
    assert all(row.course.origin.source == SOURCE for row in rows)


@pytest.mark.parametrize("one", typed(), ids=[one.words for one in typed()])
def test_a_resident_sees_what_is_meant_among_the_first(index: SearchIndex, one: Typed) -> None:
    found = index.find(Wanted(DAY, one.words, limit=10))

    assert not one.missing(seen(found)), seen(found)


# --- wishes in words ------------------------------------------------------------------------------------------------


def offerings_of(found: Found, rows: list[Row]) -> list[Row]:
    by_id = {row.offering.id: row for row in rows}
    return [by_id[one] for hit in found.hits for one in hit.offerings]


def read(found: Found) -> set[tuple[str, tuple[str, ...], bool]]:
    return {(one.kind, one.values, one.used) for one in found.read_as}


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("computer gratis", lambda row: row.offering.price_cents == 0),
        ("free computer course", lambda row: row.offering.price_cents == 0),
        ("taal s avonds", lambda row: "avond" in row.offering.moments),
        ("excel op vrijdagavond", lambda row: "avond" in row.offering.moments),
        ("vca zaterdag", lambda row: "weekend" in row.offering.moments),
        ("engels thuis", lambda row: row.offering.way in ("online", "zelfstudie")),
        ("taal in Assen", lambda row: row.offering.place.town == "Assen"),
        ("zorg Ljouwert", lambda row: row.offering.place.town == "Leeuwarden"),
        ("koken in Stad", lambda row: row.offering.place.town == "Groningen"),
        ("lassen niveau 2", lambda row: row.course.level.nlqf == "2"),
        (
            "zorg mbo 4",
            lambda row: row.course.level.nlqf == "4" and row.course.kind in ("mbo_bol", "mbo_bbl", "certificaat"),
        ),
        ("verpleegkunde geen hbo", lambda row: row.course.kind not in ("hbo", "associate_degree")),
        ("engels niet online", lambda row: row.offering.way != "online" and row.offering.form != "online"),
        ("excel niet in de avond", lambda row: "avond" not in row.offering.moments),
        ("taal niet in Assen", lambda row: row.offering.place is None or row.offering.place.town != "Assen"),
        ("excel vanaf maart", lambda row: row.offering.any_day or row.offering.start >= date(2027, 3, 1)),
        ("excel in maart", lambda row: row.offering.any_day or row.offering.start.month == 3),
        ("excel binnen 3 maanden", lambda row: row.offering.any_day or row.offering.start <= date(2027, 2, 21)),
    ],
)
def test_a_wish_in_words_holds_for_all_that_is_found(index: SearchIndex, rows: list[Row], words: str, holds) -> None:  # type: ignore[no-untyped-def]
    found = index.find(Wanted(DAY, words, limit=100))

    assert found.hits
    assert all(map(holds, offerings_of(found, rows)))


@pytest.mark.parametrize("words", ["lassen in Den Haag", "lassen den haag", "lassen in 't Zandt", "welding in Utrecht"])
def test_a_town_where_nothing_is_given_is_told_and_the_rest_is_found(index: SearchIndex, words: str) -> None:
    found = index.find(Wanted(DAY, words))

    assert found.total
    assert [used for kind, _, used in read(found) if kind == "town"] == [False]


def test_not_being_able_to_read_is_no_reason_to_leave_reading_out(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "ik kan niet lezen"))

    assert seen(found)
    assert "lezen" in found.hits[0].course
    assert not [one for one in found.read_as if one.kind == "without"]


def test_who_has_no_computer_may_still_learn_to_program(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "ik heb geen computer maar wil wel leren programmeren"))

    assert seen(found)[0] == "python-voor-beginners"


@pytest.mark.parametrize(
    "words",
    [
        "ik ben 58 en mijn baas zegt dat ik moet leren omgaan met excel",
        "mijn dochter vindt dat ik eindelijk eens wat van excel moet snappen, ik werk bij een loonbedrijf",
    ],
)
def test_a_story_of_many_words_finds_its_subject(index: SearchIndex, words: str) -> None:
    assert seen(index.find(Wanted(DAY, words)))[0] == "excel-basis"


@pytest.mark.parametrize("words", ["", "   ", "🎓", "'\"", '""', "?!", "\x00", "ik wil", "👩🏽‍🍳" * 500])
def test_words_that_say_nothing_show_everything(index: SearchIndex, words: str) -> None:
    assert index.find(Wanted(DAY, words)).total == index.find(Wanted(DAY)).total


@pytest.mark.parametrize(
    "words", ["asdfghjkl", "q" * 10_000, "zxzxz " * 900, '" OR 1=1; drop table --' * 50, "<script>", "kapper"]
)
def test_nonsense_or_what_nobody_gives_suggests_nothing_that_was_not_asked(index: SearchIndex, words: str) -> None:
    """Leaving the only word out gives everything; that helps nobody."""
    found = index.find(Wanted(DAY, words))

    assert found.total < len(index.find(Wanted(DAY, limit=1000)).hits)
    assert not [one for one in found.loosen if one.kind == "word"]


# --- always the same, and counts that come true ---------------------------------------------------------------------

CHOICES = {
    "kind": "kinds", "subject": "subjects", "form": "forms", "moment": "moments", "way": "ways",
    "language": "languages", "level": "levels",
}  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["computer cursus avond groningen", "zorg geen hbo", "taal gratis", "engels vanaf maart", "niveau 2", "lassen"],
)
@pytest.mark.parametrize(
    "chosen", [{}, {"moments": frozenset({"dag"})}, {"town": "Emmen"}, {"price_max_cents": 50_000}]
)
def test_a_count_beside_a_choice_is_what_that_choice_gives(
    index: SearchIndex, words: str, chosen: dict[str, object]
) -> None:
    """Also where words and filters choose in the same facet. A wish that was let go may hold again by another choice."""
    wanted = Wanted(DAY, words, **chosen)  # type: ignore[arg-type]
    found = index.find(wanted)

    choices = [(name, value) for name in CHOICES for value in found.facets[name]]
    given = [replace(wanted, **{CHOICES[name]: frozenset({value})}) for name, value in choices]  # type: ignore[arg-type]
    counts = [found.facets[name][value] for name, value in choices]
    given += [replace(wanted, town=town) for town in found.facets["town"]]
    counts += found.facets["town"].values()
    given += [replace(wanted, price_max_cents=int(cents)) for cents in found.facets["price"]]
    counts += found.facets["price"].values()

    assert given
    assert [index.find(one).total for one in given] == counts


def test_the_answer_is_the_same_each_time_and_after_building_again(
    index: SearchIndex, rows: list[Row], tmp_path: Path
) -> None:
    mixed = list(rows)
    Random(3).shuffle(mixed)
    build(mixed, tmp_path)
    again = SearchIndex.open(tmp_path)

    asked = [Wanted(DAY, one.words) for one in typed()]

    assert (
        [index.find(one) for one in asked] == [index.find(one) for one in asked] == [again.find(one) for one in asked]
    )


# --- what comes first -----------------------------------------------------------------------------------------------


def test_among_the_first_three_is_a_computer_course_for_beginners_on_an_evening_in_groningen(
    index: SearchIndex, rows: list[Row]
) -> None:
    found = index.find(Wanted(DAY, "computer cursus avond groningen", limit=3))

    level = {row.course.id: row.course.level.nlqf for row in rows}
    assert level[found.hits[0].course] == "1"
    assert all(
        row.offering.place and row.offering.place.town == "Groningen" and "avond" in row.offering.moments
        for row in offerings_of(found, rows)
    )


def an_offer(*courses: tuple[str, str | None]) -> SearchIndex:
    """Courses by name and level, their ids in order."""
    here = Origin("by hand", "residents")
    made = [Course(f"c{n}", "p", name, here, level=Level(level)) for n, (name, level) in enumerate(courses)]
    return SearchIndex.of(Row(Offering(f"o-{one.id}", one.id, here), one) for one in made)


def order(index: SearchIndex, words: str) -> list[str]:
    return [hit.course for hit in index.find(Wanted(DAY, words)).hits]


def test_a_compound_that_holds_both_words_comes_before_a_name_with_one_of_them() -> None:
    index = an_offer(("Foto en film op de computer", "1"), ("Computercursus voor iedereen", "1"))

    assert order(index, "computer cursus") == order(index, "computer course") == ["c1", "c0"]


def test_of_courses_that_fit_as_well_the_easier_comes_first_and_an_unknown_level_between() -> None:
    index = an_offer(("Lassen", "4"), ("Lassen", None), ("Lassen", "1"), ("Lassen", "6"))

    assert order(index, "lassen") == ["c2", "c1", "c0", "c3"]


def test_an_easier_course_never_comes_before_one_that_fits_better() -> None:
    index = an_offer(("Metaal, hout en lassen", "instroom"), ("Lassen", "8"), ("Lascursus voor beginners", "instroom"))

    assert order(index, "lassen")[0] == "c1"


def test_who_asks_for_beginners_gets_them_first_and_who_asks_for_more_gets_more() -> None:
    index = an_offer(("Excel voor gevorderden", None), ("Excel voor beginners", None), ("Excel", None))

    assert order(index, "excel voor beginners")[0] == order(index, "excel ik snap er niks van")[0] == "c1"
    assert order(index, "excel gevorderd")[0] == "c0"


# --- when to begin --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first", "until"),
    [
        ("vanaf januari", date(2027, 1, 1), None),
        ("na januari", date(2027, 2, 1), None),
        ("in november", date(2026, 11, 1), date(2026, 12, 1)),
        ("in oktober", date(2027, 10, 1), date(2027, 11, 1)),
        ("maart 2028", date(2028, 3, 1), date(2028, 4, 1)),
        ("voor 1 juli", DAY, date(2027, 7, 1)),
        ("binnen 3 maanden", DAY, date(2027, 2, 22)),
        ("binnen twee weken", DAY, date(2026, 12, 6)),
        ("binnen een half jaar", DAY, date(2027, 5, 22)),
        ("from september", date(2027, 9, 1), None),
    ],
)
def test_when_to_begin_is_read_as_days(words: str, first: date, until: date | None) -> None:
    found = begin_in(words.split())

    assert found is not None
    begin, many = found
    assert many == len(words.split())
    assert begin.days(DAY) == (first, until)


@pytest.mark.parametrize(
    "words", ["mei", "may", "march", "binnen", "binnen kort", "voor iedereen", "in groningen", "3 maanden"]
)
def test_other_words_do_not_say_when(words: str) -> None:
    assert begin_in(words.split()) is None
