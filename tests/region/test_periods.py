# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which time a figure is about: every code of StatLine and of Eurostat is read for what it is, or kept as it stands."""

import os
import re
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorleren.region import SpanKind, TimeSpan, read_span

CODES = [
    ("2025JJ00", "jaar", date(2025, 1, 1), date(2026, 1, 1)),
    ("2025SJ00", "schooljaar", date(2025, 8, 1), date(2026, 8, 1)),
    ("2025HJ01", "halfjaar", date(2025, 1, 1), date(2025, 7, 1)),
    ("2025HJ02", "halfjaar", date(2025, 7, 1), date(2026, 1, 1)),
    ("2026KW01", "kwartaal", date(2026, 1, 1), date(2026, 4, 1)),
    ("2026KW04", "kwartaal", date(2026, 10, 1), date(2027, 1, 1)),
    ("2024MM02", "maand", date(2024, 2, 1), date(2024, 3, 1)),
    ("2026MM12", "maand", date(2026, 12, 1), date(2027, 1, 1)),
    ("2020W101", "week", date(2019, 12, 30), date(2020, 1, 6)),
    ("2020W153", "week", date(2020, 12, 28), date(2021, 1, 4)),
    ("20240229", "dag", date(2024, 2, 29), date(2024, 3, 1)),
    # as people and Eurostat write them
    ("2026", "jaar", date(2026, 1, 1), date(2027, 1, 1)),
    ("2026K3", "kwartaal", date(2026, 7, 1), date(2026, 10, 1)),
    ("2026k3", "kwartaal", date(2026, 7, 1), date(2026, 10, 1)),
    ("2026-Q3", "kwartaal", date(2026, 7, 1), date(2026, 10, 1)),
    ("2026Q3", "kwartaal", date(2026, 7, 1), date(2026, 10, 1)),
    ("2026-S2", "halfjaar", date(2026, 7, 1), date(2027, 1, 1)),
    ("2026H1", "halfjaar", date(2026, 1, 1), date(2026, 7, 1)),
    ("2026-06", "maand", date(2026, 6, 1), date(2026, 7, 1)),
    ("2026M06", "maand", date(2026, 6, 1), date(2026, 7, 1)),
    ("2020-W53", "week", date(2020, 12, 28), date(2021, 1, 4)),
    ("2026-06-15", "dag", date(2026, 6, 15), date(2026, 6, 16)),
]


@pytest.mark.parametrize(("code", "kind", "first", "until"), CODES)
def test_a_code_covers_the_days_that_it_names(code: str, kind: SpanKind, first: date, until: date):
    assert read_span(code) == TimeSpan(code, kind, first, until)


@pytest.mark.parametrize(
    "code",
    [
        "2020X000",  # a part of a week, in the year before or after
        "2015G400",  # four years together
        "2025JJ01",
        "2025KW00",
        "2025KW05",
        "2025MM13",
        "2025MM00",
        "2025HJ03",
        "2025W154",
        "2025W153",  # 2025 has 52 weeks
        "20250230",
        "99991231",  # its end is past the calendar
        "0000JJ00",
        "2025-13",
        "2026K5",
        "2026mm06",
        "2026MM06 ",
        "２０２６JJ00",
        "1899VJ00",
        "",
        "gisteren",
    ],
)
def test_a_code_that_cannot_be_read_is_kept_and_has_no_days(code: str):
    span = read_span(code, "2025 t/m juni")

    assert span == TimeSpan(code, "anders")
    assert span.per_year is None
    assert span.in_words("nl") == span.in_words("en") == code
    assert span.steps_after(span) is None
    with pytest.raises(ValueError, match="no time that can be counted on"):
        span.shifted(1)


@given(
    st.text(max_size=12) | st.from_regex(r"\d{4}(JJ|KW|MM|HJ|SJ|W1|X0|G4)\d{2}", fullmatch=True), st.text(max_size=30)
)
def test_no_code_and_no_title_is_too_strange(code: str, title: str):
    span = read_span(code, title)

    assert span.code == code
    assert (span.first is None) == (span.until is None) == (span.kind == "anders")
    assert span.in_words("nl") or not code
    if span.first and span.until:
        assert span.first < span.until


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("2026JJ00", "2026 t/m juni"),
        ("2026JJ00", "2026 tot en met juni"),
        ("2026JJ00", "2026 januari-juni*"),
        ("2026JJ00", "2026 (jan. – sep.)"),
        ("2026JJ00", "2026 eerste halfjaar"),
        ("2026JJ00", "2026 1e kwartaal"),
        ("2026JJ00", "2026 eerste drie kwartalen"),
        ("2026JJ00", "2026 eerste 9 maanden"),
        ("2026JJ00", "2026 first half"),
        ("2026JJ00", "2026 up to and including June"),
        ("2025SJ00", "2025/'26 t/m februari"),
        ("2026HJ01", "2026 1e kwartaal"),
        ("2026KW03", "2026 juli-augustus"),
        ("2020W101", "2020 week 1 (5 dagen)"),
        ("2020W153", "2020 week 53 (4 dagen)"),
        ("2024W101", "2024 week 1 (1 dag)"),
    ],
)
def test_a_title_tells_that_a_period_is_a_part(code: str, title: str):
    span = read_span(code, title)

    assert span.part
    assert "(deel)" in span.in_words("nl")
    assert "(part)" in span.in_words("en")


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("2026JJ00", "2026"),
        ("2026JJ00", "2026*"),
        ("2026JJ00", "2026 (voorlopig)"),
        ("2025SJ00", "2025/'26"),
        ("2025SJ00", "Schooljaar 2025-2026"),
        ("2026HJ01", "2026 1e halfjaar"),
        ("2026HJ01", "2026 eerste helft"),
        ("2026KW01", "2026 1e kwartaal"),
        ("2026KW01", "2026 eerste kwartaal*"),
        ("2026MM01", "2026 januari"),
        ("2026MM01", "2026 januari - definitief"),
        ("2020W102", "2020 week 2"),
        ("20260101", "1 januari 2026"),
    ],
)
def test_a_whole_period_is_not_taken_for_a_part(code: str, title: str):
    assert not read_span(code, title).part


def test_a_period_is_said_as_a_person_says_it():
    said = {code: (read_span(code).in_words("nl"), read_span(code).in_words("en")) for code, *_ in CODES[:11]}

    assert said == {
        "2025JJ00": ("2025", "2025"),
        "2025SJ00": ("schooljaar 2025/'26", "school year 2025/'26"),
        "2025HJ01": ("1e helft van 2025", "first half of 2025"),
        "2025HJ02": ("2e helft van 2025", "second half of 2025"),
        "2026KW01": ("1e kwartaal 2026", "first quarter of 2026"),
        "2026KW04": ("4e kwartaal 2026", "fourth quarter of 2026"),
        "2024MM02": ("februari 2024", "February 2024"),
        "2026MM12": ("december 2026", "December 2026"),
        "2020W101": ("week 1 van 2020", "week 1 of 2020"),
        "2020W153": ("week 53 van 2020", "week 53 of 2020"),
        "20240229": ("29 februari 2024", "29 February 2024"),
    }
    assert read_span("1999SJ00").in_words("nl") == "schooljaar 1999/'00"


def test_periods_of_one_kind_lie_in_the_order_of_time():
    spans = [read_span(code) for code in ("2026MM01", "2025MM12", "2025KW04", "2026KW01", "2026-01", "2015G400")]

    assert [span.code for span in sorted(spans, key=lambda span: span.place)] == [
        "2015G400",
        "2025KW04",
        "2026KW01",
        "2025MM12",
        "2026-01",
        "2026MM01",
    ]


@pytest.mark.parametrize(
    ("later", "earlier", "steps"),
    [
        ("2026JJ00", "2003JJ00", 23),
        ("2026MM01", "2025MM12", 1),
        ("2025MM12", "2026MM01", -1),
        ("2026KW01", "2025KW03", 2),
        ("2026HJ01", "2025HJ02", 1),
        ("2026SJ00", "2024SJ00", 2),
        ("2021W101", "2020W153", 1),
        ("20240301", "20240228", 2),
        ("2026-Q1", "2025KW04", 1),
        ("2026JJ00", "2026MM01", None),
        ("2026JJ00", "2026SJ00", None),
        ("2026JJ00", "2015G400", None),
    ],
)
def test_how_many_steps_lie_between_two_of_one_kind(later: str, earlier: str, steps: int | None):
    assert read_span(later).steps_after(read_span(earlier)) == steps


KINDS = ["JJ00", "SJ00", "HJ01", "HJ02", "KW01", "KW02", "KW03", "KW04"] + [f"MM{month:02d}" for month in range(1, 13)]
SPANS = st.one_of(
    st.builds(lambda year, kind: f"{year}{kind}", st.integers(1850, 2150), st.sampled_from(KINDS)),
    st.builds(lambda year, week: f"{year}W1{week:02d}", st.integers(1850, 2150), st.integers(1, 52)),
    st.dates(date(1850, 1, 1), date(2150, 1, 1)).map(lambda day: day.strftime("%Y%m%d")),
)


@given(SPANS, st.integers(-2_000, 2_000))
def test_so_many_steps_forward_and_back_is_where_one_was(code: str, steps: int):
    span = read_span(code)
    if span.kind in ("jaar", "schooljaar", "halfjaar"):
        steps //= 10

    there = span.shifted(steps)

    assert there.kind == span.kind
    assert there.steps_after(span) == steps
    assert there.shifted(-steps) == span
    assert read_span(there.code) == there


@given(SPANS)
def test_the_next_begins_on_the_day_that_this_one_ends(code: str):
    span = read_span(code)

    assert span.shifted(1).first == span.until
    assert span.shifted(-1).until == span.first
    assert span.until is not None
    assert (span.until - timedelta(days=1)) >= (span.first or date.max)


def test_past_the_end_of_the_calendar_there_is_nothing():
    with pytest.raises(ValueError, match="no calendar"):
        read_span("9999KW04").shifted(1)
    with pytest.raises(ValueError, match="no calendar"):
        read_span("0001JJ00").shifted(-1)


def test_what_was_a_part_is_whole_a_step_later():
    assert not read_span("2026JJ00", "2026 t/m juni").shifted(-1).part


def test_each_period_of_the_real_recording_is_read_and_whole():
    if not (where := os.environ.get("DOORLEREN_ECHTE_DATA")):
        pytest.skip("real data: set DOORLEREN_ECHTE_DATA to the folder with it")
    rows = orjson.loads(Path(where, "cbs-odata4", "80590ned", "codes-Perioden.json").read_bytes())["value"]

    for row in rows:
        span = read_span(row["Identifier"], row["Title"])
        assert span.kind in ("jaar", "kwartaal", "maand")
        assert not span.part
        assert sorted(re.findall(r"\w+", span.in_words("nl"))) == sorted(re.findall(r"\w+", row["Title"]))
    assert len(rows) == 399
