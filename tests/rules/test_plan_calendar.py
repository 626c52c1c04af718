# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The days of a plan in anybody's calendar: valid, the same every time, and without what somebody told us."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar

from doorleren.journeys.in_the_way import things_in_the_way
from doorleren.journeys.plan import make_plan
from doorleren.journeys.plan_calendar import calendar_of

from .test_plan import END, ENROL_BY, ON, START, WORKS, chosen, planned, timed
from .test_together import book_of, paying


def events(raw: bytes) -> list[Any]:
    return list(Calendar.from_ical(raw).walk("VEVENT"))


def calendar(folder: Path, language: str = "nl", on: date = ON) -> bytes:
    book = book_of(folder, {"a": timed("30000", {"apply_until": "start - 4 weeks"})})
    return calendar_of(make_plan(book, WORKS, on, language, [chosen()]), language)


def test_every_day_of_the_plan_is_a_whole_day_in_the_calendar(tmp_path: Path):
    found = events(calendar(tmp_path))

    assert [event["dtstart"].dt for event in found] == [date(2027, 1, 4), ENROL_BY, START, END]
    assert all(event["dtend"].dt - event["dtstart"].dt == timedelta(days=1) for event in found)
    assert str(found[1]["summary"]) == "Laatste dag: Meld u aan voor «Excel voor beginners»."


def test_a_last_day_is_announced_a_week_before(tmp_path: Path):
    alarms = {
        str(event["summary"]): [str(one["trigger"].dt) for one in event.walk("VALARM")]
        for event in events(calendar(tmp_path))
    }

    assert alarms["Laatste dag: Vraag «a» aan."] == ["-7 days, 0:00:00"]
    assert alarms["De opleiding begint."] == []


def test_the_same_plan_gives_the_same_bytes_and_no_event_twice(tmp_path: Path):
    one, other = calendar(tmp_path / "a"), calendar(tmp_path / "b")

    uids = [str(event["uid"]) for event in events(one)]
    assert one == other
    assert len(uids) == len(set(uids)) == 4


def test_it_is_a_calendar_as_the_standard_has_it(tmp_path: Path):
    raw = calendar(tmp_path)
    read = Calendar.from_ical(raw)

    assert (read["version"], bool(read["prodid"])) == ("2.0", True)
    assert all(event["dtstamp"] and event["uid"] for event in events(raw))
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert Calendar.from_ical(raw).to_ical() == raw


def test_a_shared_calendar_shows_only_that_somebody_is_busy(tmp_path: Path):
    assert {str(event["class"]) for event in events(calendar(tmp_path))} == {"PRIVATE"}


def test_nothing_that_somebody_told_is_in_it(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("30000")})
    thing = things_in_the_way()["schulden"]

    raw = calendar_of(planned(book, in_the_way=[thing]), "nl").decode()

    assert "werkt" not in raw
    assert "eldfit" not in raw
    assert "chulden" not in raw


def test_a_day_that_has_passed_is_not_in_it(tmp_path: Path):
    found = events(calendar(tmp_path, on=date(2027, 1, 10)))

    assert date(2027, 1, 4) not in {event["dtstart"].dt for event in found}


def test_an_example_says_that_it_is_one(tmp_path: Path):
    assert all("bestaat niet echt" in str(event["description"]) for event in events(calendar(tmp_path)))


def test_english_is_english(tmp_path: Path):
    assert str(events(calendar(tmp_path, "en"))[2]["summary"]) == "The course begins."
