# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the test saw of the labour market from 2008 on, in recorded figures of CBS (80590ned, months, adjusted)."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from doorleren.region import Point, Series, every_step, read_span
from doorleren.region.direction import directions
from doorleren.region.verdict import Verdict

RECORDED = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "cbs-odata4" / "80590ned"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no cbs-odata4/80590ned")


def recorded(measure: str) -> Series:
    rows = json.loads((RECORDED / "observations-page-1.json").read_text(encoding="utf-8"))["value"]
    points = [
        Point(read_span(row["Perioden"]), row["Value"])
        for row in rows
        if row["Measure"] == measure
        and "MM" in row["Perioden"]
        and (row["Geslacht"], row["Leeftijd"]) == ("T001038", "52052")
    ]
    assert len(points) > 270
    return Series(measure, "NL01", every_step(points), adjusted=True)


def over_the_year(series: Series, month_after: date) -> Verdict:
    return next(one for one in directions(series.until(month_after), None) if one.over == "jaar")


@pytest.mark.parametrize(
    ("measure", "month_after", "way"),
    [
        ("M004210", date(2010, 1, 1), "omhoog"),  # unemployment after the crisis of banks
        ("M004210", date(2012, 7, 1), "omhoog"),
        ("M004210", date(2014, 1, 1), "omhoog"),
        ("M004210", date(2018, 1, 1), "omlaag"),
        ("M004210", date(2020, 10, 1), "omhoog"),  # after the first lockdown
        ("M004210", date(2022, 1, 1), "omlaag"),
        ("M004210", date(2026, 1, 1), "niet-duidelijk"),
        ("M005036", date(2010, 2, 1), "omlaag"),  # net participation
        ("M005036", date(2019, 1, 1), "omhoog"),
        ("M005036", date(2023, 1, 1), "omhoog"),
        ("M005036", date(2026, 1, 1), "niet-duidelijk"),
    ],
)
def test_the_great_turns_of_the_labour_market_were_seen_when_they_came(measure: str, month_after: date, way: str):
    assert over_the_year(recorded(measure), month_after).way == way


@pytest.mark.parametrize(
    ("measure", "up", "down", "months"),
    [
        ("M004210", {2009, 2013}, {2016, 2017, 2021}, 61),
        ("M005036", {2018, 2021, 2022}, set[int](), 56),
    ],
)
def test_the_table_in_the_docs_tells_which_decembers_got_an_arrow(
    measure: str, up: set[int], down: set[int], months: int
):
    series = recorded(measure)
    ends = [point.span.until for point in series.points[59:]]
    judged = {end: over_the_year(series, end).way for end in ends if end is not None}

    decembers = {end.year - 1: way for end, way in judged.items() if end.month == 1}

    assert len(judged) == 223
    assert {year for year, way in decembers.items() if way == "omhoog"} == up
    assert {year for year, way in decembers.items() if way == "omlaag"} == down
    assert sum(way in ("omhoog", "omlaag") for way in judged.values()) == months


def test_a_quiet_year_names_a_bound_that_is_of_use():
    unemployment = over_the_year(recorded("M004210"), date(2026, 7, 1))

    assert unemployment.change is not None
    assert abs(unemployment.change) < 0.2
    assert unemployment.arrow_from is not None
    assert unemployment.arrow_from < 1.2
