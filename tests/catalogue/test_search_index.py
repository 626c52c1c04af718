# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An index is whole or it is not there, and more people may ask it at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from doorleren.catalogue import Course, Offering, Origin
from doorleren.catalogue.search import BrokenIndexError, Row, SearchIndex, Wanted, build
from doorleren.catalogue.search.keeping import FILE

from .small_offer import DAY, QUESTIONS, small_offer

ROWS = small_offer()
HERE = Origin("by hand", "index")


def a_course(number: int, name: str) -> Row:
    course = Course(f"c{number}", "p", name, HERE)
    return Row(Offering(f"o{number}", course.id, HERE), course)


def test_an_index_from_a_file_answers_as_one_in_memory(tmp_path: Path) -> None:
    build(ROWS, tmp_path)
    kept, in_memory = SearchIndex.open(tmp_path), SearchIndex.of(ROWS)

    for words, _ in QUESTIONS:
        assert kept.find(Wanted(DAY, words)) == in_memory.find(Wanted(DAY, words))


def test_who_has_the_old_index_open_keeps_it_while_a_new_one_is_made(tmp_path: Path) -> None:
    build([a_course(1, "Lassen")], tmp_path)
    old = SearchIndex.open(tmp_path)

    build([a_course(n, "Koken") for n in range(50)], tmp_path)

    assert old.find(Wanted(DAY, "lassen")).total == 1
    assert SearchIndex.open(tmp_path).find(Wanted(DAY, "koken")).total == 50
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_build_that_breaks_off_leaves_the_old_index(tmp_path: Path) -> None:
    build([a_course(1, "Lassen")], tmp_path)

    def rows() -> Iterator[Row]:
        yield a_course(2, "Koken")
        raise OSError("the database went away")

    with pytest.raises(OSError, match="went away"):
        build(rows(), tmp_path)

    assert SearchIndex.open(tmp_path).find(Wanted(DAY, "lassen")).total == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_opening_while_it_is_built_again_and_again_gives_a_whole_index(tmp_path: Path) -> None:
    sizes = (1, 40)
    build([a_course(n, "Lassen") for n in range(sizes[0])], tmp_path)

    with ThreadPoolExecutor(2) as threads:
        building = threads.submit(
            lambda: [build([a_course(n, "Lassen") for n in range(sizes[k % 2])], tmp_path) for k in range(30)]
        )
        seen = set()
        while not building.done():
            seen.add(SearchIndex.open(tmp_path).find(Wanted(DAY, "lassen")).total)
        building.result()

    assert seen <= set(sizes)
    assert seen


def test_two_threads_get_the_answers_of_one() -> None:
    index = SearchIndex.of(ROWS)
    asked = [Wanted(DAY, words, near=(53.2, 6.5)) for words, _ in QUESTIONS] * 3
    alone = [index.find(one) for one in asked]

    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(index.find, asked))

    assert together == alone


def test_without_an_index_one_hears_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BrokenIndexError, match="Build it"):
        SearchIndex.open(tmp_path)


@pytest.mark.parametrize("keep", [0, 5, 100, 0.5, 0.99])
def test_half_an_index_is_no_index(tmp_path: Path, keep: float) -> None:
    build(ROWS, tmp_path)
    file = tmp_path / FILE
    data = file.read_bytes()

    file.write_bytes(data[: int(keep if keep > 1 else keep * len(data))])

    with pytest.raises(BrokenIndexError, match="Build it again"):
        SearchIndex.open(tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 0.99])
def test_an_index_with_a_changed_byte_is_no_index(tmp_path: Path, share: float) -> None:
    build(ROWS, tmp_path)
    file = tmp_path / FILE
    data = bytearray(file.read_bytes())
    data[int(len(data) * share)] ^= 0xFF

    file.write_bytes(data)

    with pytest.raises(BrokenIndexError, match="Build it again"):
        SearchIndex.open(tmp_path)


def test_nothing_on_offer_finds_nothing() -> None:
    index = SearchIndex.of([])

    for words in ("", "lassen", "avond groningen", "xqzw"):
        found = index.find(Wanted(DAY, words, moments=frozenset({"avond"})))
        assert (found.hits, found.total, found.loosen) == ((), 0, ())
        assert set(found.facets) >= {"kind", "town", "price"}


def test_ids_with_strange_signs_come_back_as_they_are() -> None:
    names = ["a b", "é\n", "☃", "", "\ud800"]
    rows = []
    for name in names[:4]:
        course = Course(name, "p", "Lassen", HERE)
        rows.append(Row(Offering(f"{name}!", name, HERE), course))

    found = SearchIndex.of(rows).find(Wanted(DAY, "lassen"))

    assert {hit.course for hit in found.hits} == set(names[:4])
    assert {hit.offerings for hit in found.hits} == {(f"{name}!",) for name in names[:4]}


def test_a_course_with_very_many_offerings_is_one_course() -> None:
    course = Course("c", "p", "Rijbewijs B", HERE)
    rows = [Row(Offering(f"o{n:04}", "c", HERE, start=date(2026, 3, 1), price_cents=n), course) for n in range(3_000)]

    found = SearchIndex.of(rows).find(Wanted(DAY, "rijbewijs", sort="price"))

    hit = found.hits[0]
    assert (found.total, hit.count, hit.offerings[0], len(hit.offerings)) == (1, 3_000, "o0000", 5)
    assert (hit.price_min_cents, hit.price_max_cents) == (0, 2_999)


def test_an_offering_that_comes_twice_counts_once() -> None:
    found = SearchIndex.of([a_course(1, "Lassen"), a_course(1, "Lassen")]).find(Wanted(DAY, "lassen"))

    assert [hit.count for hit in found.hits] == [1]


def test_very_many_different_values_are_all_counted() -> None:
    """A feed may have more languages than there are bits in a number."""
    rows = []
    for n in range(150):
        course = Course(f"c{n}", "p", "Lassen", HERE, kind=f"kind{n}")
        rows.append(Row(Offering(f"o{n}", course.id, HERE, language=f"l{n}"), course))
    index = SearchIndex.of(rows)

    found = index.find(Wanted(DAY))

    assert found.facets["language"] == {f"l{n}": 1 for n in range(150)}
    assert found.facets["kind"] == {f"kind{n}": 1 for n in range(150)}
    assert index.find(replace(Wanted(DAY), languages=frozenset({"l149"}))).total == 1
