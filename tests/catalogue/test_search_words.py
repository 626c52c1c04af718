# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody types a few words and finds what they mean."""

from datetime import date
from typing import Any

import pytest

from doorleren.catalogue import Course, Offering, Origin, Place
from doorleren.catalogue.search import Found, Row, SearchIndex, Wanted
from doorleren.catalogue.search.compounds import parts
from doorleren.catalogue.search.lexicon import lexicon
from doorleren.catalogue.search.spelling import distance
from doorleren.catalogue.search.words import sound, stem, tokens

from .small_offer import DAY, QUESTIONS, names_of, small_offer

ROWS = small_offer()
NAMES = names_of(ROWS)
HERE = Origin("by hand", "words")


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex.of(ROWS)


def names(found: Found) -> list[str]:
    return [NAMES[hit.course] for hit in found.hits]


def an_offer(*courses: tuple[str, str], **more: Any) -> SearchIndex:
    """Courses by name and text, their ids in order."""
    rows = []
    for n, (name, about) in enumerate(courses):
        course = Course(f"c{n}", "p", name, HERE, about=about)
        rows.append(Row(Offering(f"o{n}", course.id, HERE, **more), course))
    return SearchIndex.of(rows)


def test_the_questions_by_hand_are_many_and_about_this_offer() -> None:
    needed = {name for _, names_needed in QUESTIONS for name in names_needed}

    assert len(QUESTIONS) >= 40
    assert len(NAMES) >= 60
    assert needed <= set(NAMES.values())


@pytest.mark.parametrize(("words", "needed"), QUESTIONS, ids=[words for words, _ in QUESTIONS])
def test_what_is_meant_is_among_the_first_ten(index: SearchIndex, words: str, needed: tuple[str, ...]) -> None:
    found = index.find(Wanted(DAY, words, limit=10))

    assert set(needed) <= set(names(found))


def test_words_that_say_what_it_is_leave_other_courses_out(index: SearchIndex) -> None:
    """A test that only looks for what must be there is also met by a page with everything."""
    few = ["lassen", "exel", "heftruck", "hovenier", "bhv", "leren lezen", "kok"]

    totals = {words: index.find(Wanted(DAY, words)).total for words in few}

    assert all(0 < total <= 8 for total in totals.values()), totals


def test_the_computer_course_on_an_evening_in_groningen_comes_first(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "computer cursus avond groningen"))

    assert names(found)[0] == "Computercursus voor beginners"
    read = {(one.kind, one.words): one for one in found.read_as}
    assert read["moment", "avond"].values == ("avond",)
    assert read["moment", "avond"].used
    assert read["town", "groningen"].used
    assert "digitale vaardigheden" in read["synonym", "computer"].values


def test_the_exact_name_comes_before_its_stem_then_what_means_the_same_then_the_text() -> None:
    index = an_offer(
        ("Wonen in Nederland", "Ook over lassen."),
        ("Metaalbewerking", "Staal."),
        ("Lascursus", ""),
        ("Lassen", ""),
    )

    found = index.find(Wanted(DAY, "lassen"))

    assert [hit.course for hit in found.hits] == ["c3", "c2", "c1", "c0"]
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_of_equal_courses_the_earlier_comes_first_and_then_the_lower_id() -> None:
    rows = []
    for n, start in enumerate([None, date(2026, 5, 1), date(2026, 4, 1), date(2026, 4, 1)]):
        course = Course(f"c{n}", "p", "Lassen", HERE)
        rows.append(Row(Offering(f"o{n}", course.id, HERE, start=start), course))

    found = SearchIndex.of(reversed(rows)).find(Wanted(DAY, "lassen"))

    assert [hit.course for hit in found.hits] == ["c2", "c3", "c1", "c0"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cursussen", "cursus"),
        ("computers", "computer"),
        ("foto's", "foto"),
        ("talen", "taal"),
        ("lassen", "gelast"),
        ("schilderen", "schilder"),
        ("boekje", "boeken"),
        ("verpleegkundigen", "verpleegkunde"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert [stem(word) for word in tokens(one)] == [stem(word) for word in tokens(other)]


@pytest.mark.parametrize(
    ("word", "made_of"),
    [
        ("computercursus", ("computer", "cursus")),
        ("lascursus", ("las", "cursus")),
        ("verpleegkundigeopleiding", ("verpleegkundige", "opleiding")),
        ("vrachtwagenrijbewijs", ("vrachtwagen", "rijbewijs")),
        ("zorgsopleiding", ("zorg", "opleiding")),
        ("vrachtwagenrijbewijscursus", ("vrachtwagen", "rijbewijs", "cursus")),
        ("computer", ()),
        ("kokosnoot", ()),
    ],
)
def test_a_long_word_falls_apart_in_known_words(word: str, made_of: tuple[str, ...]) -> None:
    known = {"computer", "cursus", "las", "verpleegkundige", "opleiding", "vrachtwagen", "rijbewijs", "zorg", "kok"}

    assert parts(word, known.__contains__) == made_of


def test_words_that_sound_alike_are_alike() -> None:
    pairs = [("exel", "excel"), ("lasen", "lassen"), ("reibewijs", "rijbewijs"), ("komputer", "computer")]

    assert all(sound(one) == sound(other) for one, other in pairs)
    assert sound("lassen") != sound("wassen")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("abc", "abc", 0), ("abc", "ab", 1), ("abc", "acb", 1), ("abc", "xbc", 1), ("abcd", "badc", 2), ("", "ab", 2)],
)
def test_mistakes_are_counted(one: str, other: str, apart: int) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) == apart


def test_a_mistake_is_told_and_put_right(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "heftruckchaufeur"))

    assert ("spelling", ("heftruckchauffeur",)) in [(one.kind, one.values) for one in found.read_as]


def test_a_town_may_be_written_wrong_too(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "kok groningn"))

    assert names(found)[0] == "Kok"
    assert [one.values for one in found.read_as if one.kind == "town"] == [("groningen",)]


def test_a_word_that_is_also_a_town_stays_a_word_where_more_courses_are_about_it() -> None:
    """Dieren is a town; who types dieren wants animals. After "in" it can only be the town."""
    rows = []
    about = ["Dierenverzorging", "Werken met dieren", "Dieren en hun gedrag", "Lassen"]
    for n, name in enumerate(about):
        course = Course(f"c{n}", "p", name, HERE)
        rows.append(
            Row(Offering(f"o{n}", course.id, HERE, place=Place("Dieren") if name == "Lassen" else None), course)
        )
    index = SearchIndex.of(rows)

    animals = index.find(Wanted(DAY, "dieren"))
    there = index.find(Wanted(DAY, "lassen in dieren"))

    assert [hit.course for hit in animals.hits if hit.course == "c3"] == []
    assert animals.total == 3
    assert [hit.course for hit in there.hits] == ["c3"]


@pytest.mark.parametrize(
    "wish", ["avond", "weekend", "online", "gratis", "mbo", "hbo", "bbl", "thuis", "deeltijd", "in de buurt"]
)
def test_a_wish_never_gives_an_empty_page_by_itself(wish: str) -> None:
    index = an_offer(("Lassen", ""), ("Koken", ""))

    alone, with_a_word = index.find(Wanted(DAY, wish)), index.find(Wanted(DAY, f"lassen {wish}"))

    assert alone.total == 2
    assert [hit.course for hit in with_a_word.hits] == ["c0"]
    assert [one.used for one in with_a_word.read_as if one.words == wish] == [False]


def test_a_filter_that_the_person_chose_goes_before_a_wish_in_words(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "excel groningen", town="Assen"))

    assert names(found) == ["Excel basis"]
    assert [one.used for one in found.read_as if one.kind == "town"] == [False]


def test_a_name_with_the_wish_in_it_is_not_filtered_away() -> None:
    index = an_offer(("Online marketing", "In de klas."), ("Marketing", ""), way="klassikaal")

    found = index.find(Wanted(DAY, "online marketing"))

    assert [hit.course for hit in found.hits] == ["c0"]


def test_in_the_neighbourhood_is_near_the_person(index: SearchIndex) -> None:
    groningen = (53.219, 6.567)

    found = index.find(Wanted(DAY, "mbo in de buurt", near=groningen, limit=100))

    towns = {
        row.offering.place.town
        for row in ROWS
        if row.course.id in {hit.course for hit in found.hits} and row.offering.place
    }
    assert towns == {"Groningen"}
    assert all(hit.km is not None and hit.km <= 25 for hit in found.hits)


def test_a_word_that_is_found_nowhere_does_not_spoil_the_others(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "heftruck xqzwk"))

    assert names(found) == ["Heftruckchauffeur"]
    assert ("xqzwk", "unknown") in [(one.words, one.kind) for one in found.read_as]


def test_only_a_word_that_is_found_nowhere_finds_nothing(index: SearchIndex) -> None:
    assert index.find(Wanted(DAY, "xqzwk")).total == 0


def test_if_no_course_has_all_words_those_with_most_are_shown(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "heftruck metselen"))

    assert set(names(found)) >= {"Heftruckchauffeur", "Metselen voor beginners"}
    assert "apart" in [one.kind for one in found.read_as]


@pytest.mark.parametrize("words", ["", "   ", "!!!", "de het een", "?!\"'()", "🙂", "\0", "AND OR ("])
def test_words_that_say_nothing_show_everything(index: SearchIndex, words: str) -> None:
    assert index.find(Wanted(DAY, words)).total == len(NAMES)


@pytest.mark.parametrize(
    "words",
    [
        "a" * 10_000,
        "lassen " * 2_000,
        'AND OR ( "',
        "name:*^~10 [a TO b]",
        "🙂🙂 lassen",
        "\x00\x01\x02lassen\x00",
        "\ud800 lassen",
        "ﷺ ﬃ ǆ İ",
        "%' OR 1=1 --",
        "\n\r\t",
        "汉字 کتاب",
        "0 00 000",
        "é̀̂̃",
        "+++ ### c++ c#",
    ],
)
def test_no_text_is_too_strange(index: SearchIndex, words: str) -> None:
    found = index.find(Wanted(DAY, words))

    assert 0 <= found.total <= len(NAMES)
    assert len(found.hits) <= 20
    if "lassen" in words:
        assert "Lascursus MIG/MAG" in names(found)


def test_accents_and_capitals_make_no_difference(index: SearchIndex) -> None:
    asked = ["Sociale hygiëne", "SOCIALE HYGIENE", "sociale hygie\u0308ne"]

    assert {tuple(names(index.find(Wanted(DAY, words)))) for words in asked} == {("Sociale hygiëne",)}


def test_there_are_many_synonyms_and_each_group_has_something_to_say() -> None:
    """A word in a group alone, or one that stands for itself, is a slip in the file."""
    said = lexicon()

    assert len(said.same) >= 300
    lonely = [phrase for phrase in said.same if not said.same[phrase] and not said.also[phrase]]
    assert len(lonely) <= 3, lonely
    assert not [phrase for phrase, others in said.same.items() if phrase in others]


def test_if_a_filter_leaves_nothing_one_hears_which_to_drop(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "kok", town="Emmen"))

    assert found.total < 5
    assert ("filter", "town", index.find(Wanted(DAY, "kok")).total) in [
        (one.kind, one.name, one.total) for one in found.loosen
    ]


def test_if_a_word_leaves_little_one_hears_which_to_leave_out(index: SearchIndex) -> None:
    found = index.find(Wanted(DAY, "boekhouden weekend avond"))

    words = {one.name: (one.words, one.total) for one in found.loosen if one.kind == "word"}
    assert words["avond"] == ("boekhouden weekend", index.find(Wanted(DAY, "boekhouden weekend")).total)


def test_a_rare_word_that_is_nearly_a_usual_one_is_asked_about() -> None:
    """One provider wrote it wrong too, so the word is known; many more wrote it otherwise."""
    index = an_offer(("Exel", ""), *[("Excel", "")] * 12)

    found = index.find(Wanted(DAY, "exel avond"))

    first = found.loosen[0]
    assert found.total == 1
    assert (first.kind, first.name, first.words, first.total) == ("spelling", "exel", "excel avond", 12)
