# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The book in one file: the same book the same bytes, read back the same rules; and places in law as others name them."""

import copy
import csv
import io
import json
import random
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from doorleren.basics import Citation
from doorleren.journeys import handed_out
from doorleren.journeys.hand_out import COLUMNS, safe_cell
from doorleren.rules import Book, read_book
from doorleren.rules.exchange import FORM, book_value, read_book_value, sources_of
from doorleren.rules.legal_reference import LegalReference, legal_reference, read_juriconnect

LAW = "https://wetten.overheid.nl/BWBR0011453/2023-04-01"
# The pattern in schema/v0.5.6/schema.json of MinBZK/regelrecht.
REGELRECHT = re.compile(r"^jci1\.3:c:BWBR[0-9]{7}(&[a-zA-Z_]+=.+)*$")


@pytest.fixture(scope="module")
def book() -> Book:
    found, problems = read_book()
    assert problems == []
    assert found is not None
    return found


# --- places in law --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "article", "paragraph"),
    [
        ("artikel 3.16b, lid 2, onderdeel a", "3.16b", "2"),
        ("artikel 3.16d", "3.16d", None),
        ("artikel 673, lid 1", "673", "1"),
        ("artikel 7:673", "7:673", None),
        ("artikel I, onderdeel A", "I", None),
        ("artikel 2.3a, lid 1 en 4; het eerste studiejaar", "2.3a", None),
        ("artikel 6.27, leden 1 en 4", "6.27", None),
        ("artikel 8.2.1, lid 1 tot en met 4 en lid 6", "8.2.1", None),
        ("artikel 2, lid 1, onderdelen a en b, en artikel 3", None, None),
        ("artikelen 6.1 en 6.2", None, None),
        ("artikel 5 en 6", None, None),
        ("artikel 2.3.2, lid 1, derde zin", "2.3.2", "1"),
        ("artikel 5: achttien jaar of ouder", "5", None),
        ("tekst van 1 mei 2023", None, None),
        ("het artikel 3 van de krant", None, None),
        ("", None, None),
    ],
)
def test_only_what_is_surely_one_article_gets_one(place: str, article: str | None, paragraph: str | None) -> None:
    assert legal_reference(Citation("Wsf", place, LAW)) == LegalReference(
        "BWBR0011453", article, paragraph, date(2023, 4, 1)
    )


@pytest.mark.parametrize(
    "url",
    [
        None,
        "https://example.org/BWBR0011453",
        "http://wetten.overheid.nl/BWBR0011453",
        "https://wetten.overheid.nl/BWBR001145/",
        "https://wetten.overheid.nl.example.org/BWBR0011453/",
        "https://wetten.overheid.nl/BWBR00114530/",
    ],
)
def test_another_document_is_no_place_in_law(url: str | None) -> None:
    assert legal_reference(Citation("Wsf", "artikel 3", url)) is None


def test_a_reference_says_the_text_of_a_day_only_where_the_address_does() -> None:
    assert (
        LegalReference("BWBR0011453", "3.16b", "2", date(2023, 4, 1)).juriconnect
        == "jci1.3:c:BWBR0011453&artikel=3.16b&lid=2&z=2023-04-01&g=2023-04-01"
    )
    assert LegalReference("BWBR0011453").juriconnect == "jci1.3:c:BWBR0011453"


def test_every_reference_of_the_book_fits_regelrecht_and_can_be_read_again(book: Book) -> None:
    found = [ref for s in book.schemes.values() for _, one in sources_of(s) if (ref := legal_reference(one))]
    assert len(found) >= 100
    assert sum(one.article is not None for one in found) >= 80

    for one in found:
        assert REGELRECHT.match(one.juriconnect)
        assert read_juriconnect(one.juriconnect) == one


@pytest.mark.parametrize(
    "text",
    ["", "jci1.31:c:BWBR0011453", "jci1.3:v:BWBR0011453", "jci1.3:c:CVDR123456", "jci1.3:c:BWBR0011453&artikel", "jci1.3:c:BWBR0011453&g=2023-02-30", "jci1.3:c:BWBR0011453&artikel=3 en 4", "jci1.3:c:BWBR0011453\n"],
)  # fmt: skip
def test_what_is_no_reference_is_not_read_as_one(text: str) -> None:
    assert read_juriconnect(text) is None


# --- JSON -----------------------------------------------------------------------------------------------------------


def test_the_same_book_gives_the_same_bytes(book: Book) -> None:
    other, _ = read_book()
    assert other is not None
    assert other is not book

    for form in ("json", "csv"):
        assert handed_out(book, form, "nl") == handed_out(other, form, "nl")


def test_what_was_handed_out_is_read_back_with_the_same_hashes(book: Book) -> None:
    again, problems = read_book_value(json.loads(handed_out(book, "json", "nl")))

    assert problems == []
    assert again is not None
    assert list(again.schemes) == list(book.schemes)
    assert again.hashes == book.hashes
    assert again.words_hashes == book.words_hashes
    assert book_value(again) == book_value(book)


def test_a_book_that_was_read_back_gives_the_same_answers(book: Book) -> None:
    again, _ = read_book_value(book_value(book))
    assert again is not None
    facts = {"geboortedatum": date(1984, 6, 15), "moeite_met": frozenset({"digitaal"}), "uren_per_week": 36}

    for day in (date(2019, 1, 1), date(2022, 6, 1), date(2026, 11, 21)):
        assert again.findings(facts, day, "nl") == book.findings(facts, day, "nl")


def test_every_source_of_every_scheme_is_named(book: Book) -> None:
    value = book_value(book)
    named = [source for scheme in value["regelingen"] for source in scheme["bronnen"]]
    assert len(named) >= 500

    written = json.dumps([scheme["regel"] for scheme in value["regelingen"]]).count('"place"')
    assert len(named) >= written


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inside in inner for place in places(inside, (*path, key)))]


def spoiled(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    copied = copy.deepcopy(value)
    inside = copied
    for step in path[:-1]:
        inside = inside[step]
    if by is ...:
        del inside[path[-1]]
    else:
        inside[path[-1]] = by
    return copied


def test_a_rule_that_was_changed_on_the_way_is_refused(book: Book) -> None:
    value = book_value(book)
    slim = next(one for one in value["regelingen"] if one["id"] == "slim")
    path = ("regelingen", value["regelingen"].index(slim), "regel", "amounts", "deel_klein", 0, "value")

    again, problems = read_book_value(spoiled(value, path, "81%"))

    assert again is None
    assert [problem.what.en for problem in problems] == ["The rule of «slim» does not fit its hash."]


def test_a_file_that_was_spoiled_anywhere_is_told_and_takes_nothing_down(book: Book) -> None:
    """Three hundred places, each with something else in it; a source that is only quoted again may go unseen."""
    value = book_value(book)
    value["regelingen"] = value["regelingen"][:3]
    value["tabellen"] = {name: rows[:5] for name, rows in value["tabellen"].items()}
    chance = random.Random(11)
    every = [path for path in places(value) if path]
    tried = told = 0
    for path in chance.sample(every, 300):
        again, problems = read_book_value(spoiled(value, path, chance.choice([..., None, [], {}, 7, "x", True])))

        tried += 1
        told += bool(problems)
        assert (again is None) is bool(problems), path
        assert all(one.what.nl and one.expected.nl and one.what_now.en for one in problems)
    assert tried == 300
    assert told >= 100


@pytest.mark.parametrize(
    "value",
    [None, [], "x", {}, {"vorm": "doorleren-boek/2"}, {"vorm": FORM}, {"vorm": FORM, "feiten": [], "regelingen": {}}],
)
def test_what_is_no_book_is_told(value: Any) -> None:
    again, problems = read_book_value(value)

    assert again is None
    assert problems


def test_a_book_that_is_nested_too_deeply_is_told() -> None:
    deep: Any = []
    for _ in range(50_000):
        deep = [deep]

    assert read_book_value({"vorm": FORM, "regelingen": deep})[0] is None


# --- the table ------------------------------------------------------------------------------------------------------


def rows(book: Book, language: str = "nl") -> list[dict[str, str]]:
    text = handed_out(book, "csv", language).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_dutch_spreadsheet_opens_the_table(book: Book) -> None:
    text = handed_out(book, "csv", "nl")

    assert text.startswith(b"\xef\xbb\xbfvorm;regeling;")
    assert text.count(b"\r\n") == len(rows(book)) + 1
    assert text.count(b"\n") == text.count(b"\r\n")
    assert {tuple(row) for row in rows(book)} == {COLUMNS}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_part_of_every_scheme_has_a_row_with_its_source(book: Book, language: str) -> None:
    found = rows(book, language)

    for scheme in book.schemes.values():
        mine = [row for row in found if row["regeling"] == scheme.id]
        for part, ids in (
            ("voorwaarde", {one.id for one in scheme.conditions}),
            ("bedrag", set(scheme.amounts)),
            ("waarschuwing", {one.id for one in scheme.warnings}),
        ):
            assert {row["id"] for row in mine if row["onderdeel"] == part} == ids
        windows = [window for one in scheme.conditions for window in one.windows]
        assert sum(row["onderdeel"] == "tijdvak" for row in mine) == len(windows)
        assert len([row for row in mine if row["onderdeel"] == "betaling"]) >= bool(scheme.payments)
    assert all(row["document"] and row["plaats"] for row in found)
    assert not any("{" in row["zin"] for row in found)


def test_a_sentence_says_the_amount_of_its_days(book: Book) -> None:
    """STAP paid until 2023-01-01 up to an age of 66 years and 7 months, after that 66 and 10."""
    mine = [row for row in rows(book) if (row["regeling"], row["id"]) == ("stap-budget", "nog_geen_aow")]

    for row in mine:
        day = date.fromisoformat(row["van"])
        assert ("66 jaar 7 maanden" in row["zin"]) == (day < date(2023, 1, 1)) or "jaar" not in row["zin"]
    assert len({row["van"] for row in mine}) == len(mine)


def test_days_follow_each_other_without_overlap(book: Book) -> None:
    for scheme in book.schemes.values():
        for part in ("voorwaarde", "betaling"):
            mine = [r for r in rows(book) if r["regeling"] == scheme.id and r["onderdeel"] == part]
            for name in {row["id"] for row in mine} if part == "voorwaarde" else {None}:
                spans = sorted((r["van"], r["tot"] or "9999") for r in mine if name in (None, r["id"]))
                assert all(one[1] <= other[0] for one, other in pairwise(spans)), (scheme.id, name)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31 6", "-5%", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  @x", "＝1", "=cmd|' /C calc'!A0"],
)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")
    assert "\n" not in safe_cell(text)
    assert "\t" not in safe_cell(text)


@pytest.mark.parametrize("text", ["", "5", "2023-01-01", "a = b", "€ 2.500", "60%", "artikel 3; lid 2", 'zegt "ja"'])
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_scheme_with_hostile_words_gives_a_safe_table(book: Book, change: Callable[..., Book]) -> None:
    hostile = change(book, "slim", '=HYPERLINK("http://example.org";"klik")\n;x')

    named = {row["naam"] for row in rows(hostile) if row["regeling"] == "slim"}

    assert named == {'\'=HYPERLINK("http://example.org";"klik") ;x'}


@pytest.fixture
def change() -> Callable[..., Book]:
    """The book, in which one scheme has another name."""

    def changed(book: Book, name: str, words: str) -> Book:
        value = book_value(book)
        for one in value["regelingen"]:
            if one["id"] == name:
                one["woorden"] = copy.deepcopy(one["woorden"])
                one["woorden"]["nl"]["name"] = words
        found, problems = read_book_value(value)
        assert problems == []
        assert found is not None
        return found

    return changed
