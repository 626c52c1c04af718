# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sentence below a key figure says "gestegen" or "gedaald" only where the test says so."""

from dataclasses import replace
from itertools import product

import pytest

from doorleren.basics import said
from doorleren.journeys.key_sentences import bound_said, change_said, figure_said, sentence
from doorleren.region import Point, Series, read_span
from doorleren.region.indicators import Indicator
from doorleren.region.verdict import Over, Verdict, Way

WAYS: tuple[Way, ...] = ("omhoog", "omlaag", "niet-duidelijk", "geen-oordeel")
RATE = Indicator(
    id="werkloosheid",
    name=said("Werkloosheid", "Unemployment"),
    theme="arbeidsdeelname",
    definition=said("Iets", "Something"),
    unit=said("%", "%"),
    decimals=1,
    log=False,
    relevant=0.5,
    relevant_why=said("Zomaar", "Just so"),
    goals=(),
    says_not=(),
    sources=(),
)
POINT = Point(read_span("2026MM06"), 3.9)


def verdict(over: Over, way: Way, change: float) -> Verdict:
    why = said("De reeks is te kort", "The series is too short") if way == "geen-oordeel" else None
    return Verdict(over, way, None if way == "geen-oordeel" else change, why_not=why)


@pytest.mark.parametrize(("year", "quarter", "country"), list(product(WAYS, repeat=3)))
def test_no_word_for_a_way_that_no_verdict_found(year: Way, quarter: Way, country: Way) -> None:
    change = {"omhoog": 0.4, "omlaag": -0.4, "niet-duidelijk": 0.1, "geen-oordeel": 0.0}
    text = sentence(
        RATE,
        POINT,
        (
            verdict("jaar", year, change[year]),
            verdict("kwartaal", quarter, change[quarter]),
            verdict("land", country, change[country]),
        ),
    )
    assert ("In een jaar gestegen" in text.nl) == (year == "omhoog")
    assert ("In een jaar gedaald" in text.nl) == (year == "omlaag")
    assert ("In het laatste kwartaal gestegen" in text.nl) == (quarter == "omhoog")
    assert ("In het laatste kwartaal gedaald" in text.nl) == (quarter == "omlaag")
    assert ("kwam er" in text.nl) == (country == "omhoog")
    assert ("ging er" in text.nl) == (country == "omlaag")
    assert ("Niet duidelijk anders" in text.nl) == (year == "niet-duidelijk")
    assert ("kunnen wij niet zeggen" in text.nl) == (year == "geen-oordeel")
    assert text.en.count(".") >= 1
    assert "-" not in text.nl  # the size of a fall has no minus: "gedaald met 0,4"


def test_points_and_percent_are_not_the_same() -> None:
    assert change_said(RATE, -0.44).nl == "0,4 procentpunt"
    assert change_said(replace(RATE, log=True), 3.21).nl == "3,2 procent"
    vacancies = replace(RATE, unit=said("vacatures", "vacancies"), decimals=0)
    assert change_said(vacancies, 1234.0).nl == "1.234 vacatures"
    assert change_said(vacancies, 1234.0).en == "1,234 vacancies"


@pytest.mark.parametrize(("change", "told"), [(0.04, "0,04"), (-0.004, "0,004"), (0.06, "0,1"), (0.0, "0,0")])
def test_a_small_change_is_never_told_as_nothing(change: float, told: str) -> None:
    assert change_said(RATE, change).nl == f"{told} procentpunt"


def test_a_small_change_of_what_is_counted_in_thousands_is_told_in_full() -> None:
    jobs = replace(RATE, unit=said("x 1.000 banen", "x 1,000 jobs"))

    assert change_said(jobs, 0.04).nl == "40 banen"
    assert change_said(jobs, 1.2).en == "1,200 jobs"


def test_a_bound_is_rounded_up_so_that_it_never_seems_to_hold_for_less() -> None:
    """With 0.41 as the bound, 0.4 gets no arrow: "vanaf 0,4" would then be wrong."""
    assert bound_said(RATE, 0.41).nl == "0,5 procentpunt"
    assert bound_said(RATE, 1.4).nl == "1,4 procentpunt"
    assert bound_said(replace(RATE, log=True), 12.0).nl == "12,0 procent"


@pytest.mark.parametrize(("way", "more"), [("omhoog", "meer"), ("omlaag", "minder")])
def test_over_a_quarter_with_the_seasons_in_it_the_sentence_is_about_what_is_usual(way: Way, more: str) -> None:
    series = Series("werkloosheid", "PV20", (POINT,))
    quarter = (verdict("kwartaal", way, 0.4),)

    with_seasons = sentence(RATE, POINT, quarter, series).nl
    without = sentence(RATE, POINT, quarter, replace(series, adjusted=True)).nl

    assert f"0,4 procentpunt {more} dan gebruikelijk in deze tijd van het jaar" in with_seasons
    assert "gestegen" not in with_seasons
    assert "gedaald" not in with_seasons
    assert "gebruikelijk" not in without


def test_a_figure_keeps_its_decimals_and_a_zero_has_no_minus() -> None:
    assert figure_said(RATE, 4.0).nl == "4,0\u00a0%"
    assert figure_said(RATE, -0.01).nl == "0,0\u00a0%"


def test_without_anything_to_compare_it_says_so() -> None:
    assert sentence(RATE, POINT, ()).nl == "Wij kunnen dit niet met eerder vergelijken."
