# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an import does to the offer: nothing is lost, nothing is done twice, and what is gone is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from doorleren.basics import said
from doorleren.catalogue import Course, Diploma, Offering, Origin, Part, Provider
from doorleren.catalogue.feed import Bookmark, Event, Misread, Stopped
from doorleren.journeys.bring_in import Brought, bring_in, brought_shape
from doorleren.store.offer import KeptOffer

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)
SOURCE = "https://aanbod.example/ooapi"
ORIGIN = Origin(SOURCE, "1")
SCHOOL = Provider("p-1", "Voorbeeldschool", ORIGIN)
EXCEL = Course("c-excel", "p-1", "Excel voor beginners", ORIGIN, subjects=frozenset({"digitaal"}), gives=("k-1",))
LASSEN = Course("c-lassen", "p-1", "Lassen", ORIGIN, rest={"onbekendVeld": [1, {"a": None}]})
EXCEL_MAART = Offering("o-excel", "c-excel", ORIGIN, start=date(2027, 3, 1), price_cents=25_000)
LASSEN_MEI = Offering("o-lassen", "c-lassen", ORIGIN, start=date(2027, 5, 1))
ALL: tuple[Event, ...] = (SCHOOL, EXCEL, LASSEN, EXCEL_MAART, LASSEN_MEI)
GONE = Stopped(SOURCE, said("De bron is weg.", "The source is gone."), said("Probeer later.", "Try later."))


class Listed:
    """A feed of these events; a bookmark's token is how many events came before it."""

    def __init__(self, events: Sequence[Event], source: str = SOURCE) -> None:
        self.source, self._events, self.began_at = source, events, -1

    def read(self, after: str | None = None) -> Iterator[Event]:
        self.began_at = int(after or 0)
        yield from self._events[self.began_at :]


def brought(*events: Event, **options: Any) -> Brought:
    return bring_in(Listed(events), KeptOffer(), ON, **options)


def test_what_is_brought_in_can_be_read_back_whole():
    done = brought(*ALL)

    offer = KeptOffer()
    assert (done.read, done.new, done.changed, done.same, done.closed) == (5, 5, 0, 0, 0)
    assert offer.course("c-lassen") == LASSEN
    assert offer.providers(["p-1"]) == {"p-1": SCHOOL}
    assert offer.offerings_of("c-excel") == [EXCEL_MAART]
    assert {(course.id, offering.id) for course, _, offering in offer.everything()} == {
        ("c-excel", "o-excel"),
        ("c-lassen", "o-lassen"),
    }


def test_a_second_import_of_the_same_changes_nothing():
    brought(*ALL)
    edition = KeptOffer().edition

    done = brought(*ALL)

    assert (done.new, done.changed, done.same, done.closed) == (0, 0, 5, 0)
    assert KeptOffer().edition == edition


def test_only_what_changed_is_written_again():
    brought(*ALL)

    done = brought(SCHOOL, EXCEL, LASSEN, replace(EXCEL_MAART, price_cents=27_500), LASSEN_MEI)

    assert (done.changed, done.same) == (1, 4)
    assert KeptOffer().offerings(["o-excel"])["o-excel"].price_cents == 27_500


def test_what_disappeared_is_closed_and_comes_back_when_it_is_there_again():
    brought(*ALL)

    done = brought(SCHOOL, EXCEL, EXCEL_MAART)
    assert done.closed == 2
    assert KeptOffer().course("c-lassen") is None

    done = brought(*ALL)
    assert (done.new, done.changed, done.same) == (0, 2, 3)
    assert KeptOffer().course("c-lassen") == LASSEN


def test_a_source_that_stops_halfway_closes_nothing_and_goes_on_where_it_was():
    brought(*ALL)
    again = [SCHOOL, replace(EXCEL, name="Excel"), Bookmark("3", 2, 5), GONE]

    done = bring_in(Listed(again), KeptOffer(), ON)
    assert done.stopped is not None
    assert (done.closed, KeptOffer().course("c-lassen")) == (0, LASSEN)

    feed = Listed([SCHOOL, EXCEL, Bookmark("3", 2, 5), LASSEN, EXCEL_MAART, LASSEN_MEI])
    done = bring_in(feed, KeptOffer(), ON)
    assert (feed.began_at, done.resumed, done.closed) == (3, True, 0)
    assert KeptOffer().courses(["c-excel"])["c-excel"].name == "Excel"


def test_who_begins_anew_begins_at_the_beginning():
    bring_in(Listed([SCHOOL, Bookmark("1", 1), GONE]), KeptOffer(), ON)
    feed = Listed([SCHOOL])

    bring_in(feed, KeptOffer(), ON, anew=True)

    assert feed.began_at == 0


def test_a_break_in_our_own_program_loses_nothing_that_was_written():
    def breaks() -> Iterator[Event]:
        yield SCHOOL
        yield Bookmark("1", 1)
        yield EXCEL
        raise KeyboardInterrupt

    class Breaking(Listed):
        def read(self, after: str | None = None) -> Iterator[Event]:
            return breaks()

    with pytest.raises(KeyboardInterrupt):
        bring_in(Breaking([]), KeptOffer(), ON)

    feed = Listed([SCHOOL, EXCEL])
    done = bring_in(feed, KeptOffer(), ON)
    assert (feed.began_at, done.same, done.closed) == (1, 1, 0)


def test_a_record_that_cannot_be_read_now_is_not_gone():
    brought(*ALL)
    broken = Misread("bladzijde 1", "name", said("leeg", "empty"), said("een naam", "a name"), True, "c-lassen")

    done = brought(SCHOOL, EXCEL, broken, EXCEL_MAART)

    assert (done.skipped, done.closed) == (1, 0)
    assert KeptOffer().course("c-lassen") == LASSEN
    assert KeptOffer().offerings_of("c-lassen") == [LASSEN_MEI]


def test_a_source_that_is_suddenly_empty_closes_nothing_unless_it_may_be_empty():
    brought(*ALL)

    done = brought()
    assert done.stopped is not None
    assert KeptOffer().course("c-excel") == EXCEL

    assert brought(empty_too=True).closed == 5


def test_a_source_of_which_nothing_can_be_used_closes_nothing():
    """Somebody read OOAPI v6 as v5: every record is left out, and not one of them is gone."""
    brought(*ALL)
    strange = Misread("bladzijde 1", "id", said("Dit lijkt v6.", "This looks like v6."), said("v5", "v5"), True)

    done = brought(strange, strange)

    assert (done.stopped is not None, done.closed, KeptOffer().open_of(SOURCE)) == (True, 0, 5)
    assert brought(*ALL).same == 5


def test_of_two_records_with_one_id_the_first_counts_every_time_again():
    twice = [SCHOOL, EXCEL, *(replace(SCHOOL, id=f"p-{n}", name=f"School {n}") for n in range(10, 2_200))]

    first = brought(*twice, replace(EXCEL, name="Iets anders"))
    again = brought(*twice, replace(EXCEL, name="Iets anders"))

    assert KeptOffer().courses(["c-excel"])["c-excel"] == EXCEL
    assert [len(one.problems) for one in (first, again)] == [1, 1]
    assert (again.new, again.changed) == (0, 0)


def test_what_hangs_on_something_unread_is_renewed_all_the_same():
    brought(*ALL)
    broken = Misread("bladzijde 1", "name", said("leeg", "empty"), said("een naam", "a name"), True, "p-1")

    done = brought(broken, Bookmark("1", 0), replace(EXCEL, name="Excel nu"), Bookmark("3", 1))

    assert (done.changed, done.closed) == (1, 0)
    assert KeptOffer().courses(["c-excel"])["c-excel"].name == "Excel nu"


def test_a_source_that_stops_at_the_same_place_again_is_read_from_its_beginning_then():
    """One list of it is broken for weeks; what stands before that must not grow old meanwhile."""
    parts = [SCHOOL, Bookmark("2", 1), EXCEL, GONE]
    began = []
    for _ in range(3):
        feed = Listed(parts)
        bring_in(feed, KeptOffer(), ON)
        began.append(feed.began_at)

    assert began == [0, 2, 0]


def test_a_reader_that_nobody_foresaw_to_fail_stops_and_closes_nothing():
    brought(*ALL)

    class Failing(Listed):
        def read(self, after: str | None = None) -> Iterator[Event]:
            yield SCHOOL
            raise ZeroDivisionError

    done = bring_in(Failing([]), KeptOffer(), ON)

    assert done.stopped is not None
    assert "ZeroDivisionError" in done.stopped.what.nl
    assert (done.same, KeptOffer().open_of(SOURCE)) == (1, 5)


def test_one_source_never_closes_what_another_has():
    brought(*ALL)
    other = Provider("p-2", "Andere school", Origin("https://ander.example", "2"))

    bring_in(Listed([other], "https://ander.example"), KeptOffer(), ON)

    assert KeptOffer().course("c-excel") == EXCEL


def test_an_offering_of_a_course_that_is_not_there_is_told():
    done = brought(SCHOOL, replace(EXCEL_MAART, origin=Origin(SOURCE, "maart")))

    assert [(one.where, one.field) for one in done.problems] == [("maart", "course")]
    assert list(KeptOffer().everything()) == []


def test_the_report_has_one_entry_per_problem_and_counts_what_it_leaves_out():
    wrong = [Misread(f"regel {n}", "prijs", said("«x»", "«x»"), said("een getal", "a number")) for n in range(1_200)]

    shape = brought_shape(brought(SCHOOL, *wrong))

    assert (len(shape["problemen"]), shape["meer"]) == (1_000, 200)
    assert shape["problemen"][0] == {"waar": "regel 0", "veld": "prijs", "wat": "«x»", "verwacht": "een getal"}


def test_a_name_of_a_megabyte_does_not_make_a_message_of_a_megabyte():
    wrong = Misread("a.json course " + "x" * 1_000_000, "y" * 1_000_000, said("«x»", "«x»"), said("een dag", "a day"))

    (told,) = brought(SCHOOL, wrong).problems

    assert told.where.startswith("a.json course x")
    assert len(told.where) + len(told.field) < 700


def test_a_source_that_was_taken_away_does_not_come_back_by_itself():
    brought(*ALL)

    assert KeptOffer().remove(SOURCE) == 5
    assert KeptOffer().stamp_of(SOURCE) is None
    assert KeptOffer().sources() == []


def test_courses_are_found_by_what_they_give_and_diplomas_by_what_they_need():
    diploma = Diploma("d-1", "Kantoor", ORIGIN, parts=(Part("Excel", frozenset({"k-1"})),))
    brought(*ALL, diploma)

    assert [one.id for one in KeptOffer().courses_that_give({"k-1"})] == ["c-excel"]
    assert KeptOffer().courses_that_give({"k"}) == []
    assert KeptOffer().diplomas() == [diploma]
