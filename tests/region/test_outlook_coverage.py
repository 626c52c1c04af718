# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bounds that say 80 in 100 must hold 80 in 100 times, for figures that nobody had seen."""

from collections.abc import Callable

import numpy as np
import pytest

from doorleren.region import Point, Series, read_span
from doorleren.region import outlook_words as words
from doorleren.region.coverage import half_widths, may_be_chance, off, overlap
from doorleren.region.forecasters import last_value, library, smoothing, year_before
from doorleren.region.outlook import PACES, outlook

Random = np.random.Generator


def test_no_forecast_knows_a_figure_that_came_later() -> None:
    """Change the last ten figures into nonsense: what would have been said before them stays the same to the bit."""
    r = np.random.default_rng(4)
    figures = 70 + r.normal(0, 0.3, 120).cumsum() + np.resize(r.normal(0, 1, 12), 120)
    changed = figures.copy()
    changed[110:] = r.normal(0, 1000, 10)
    before = 110 - 36 + 1

    for method in (
        lambda row: smoothing(row, 36, 12, 12),
        lambda row: last_value(row, 36, 12),
        lambda row: year_before(row, 36, 12, 12),
    ):
        said, said_of_changed = method(figures), method(changed)

        assert said is not None
        assert said_of_changed is not None
        assert np.array_equal(said[:before], said_of_changed[:before])
        assert not np.array_equal(said[before:], said_of_changed[before:])


def test_no_bound_knows_an_error_that_was_not_yet_known() -> None:
    """An error of three steps ahead is known three steps later."""
    errors = np.abs(np.random.default_rng(4).normal(0, 1, (60, 3)))
    changed = errors.copy()
    changed[40:, 2] *= 1000

    inner, _ = half_widths(errors)
    inner_changed, _ = half_widths(changed)

    assert np.array_equal(inner[:43], inner_changed[:43], equal_nan=True)
    assert inner_changed[59, 2] > inner[59, 2]


def test_the_naive_ones_say_what_their_names_say() -> None:
    figures = np.arange(1.0, 15.0)

    assert last_value(figures, 12, 3).tolist() == [[12.0] * 3, [13.0] * 3, [14.0] * 3]
    assert year_before(figures, 12, 5, 4).tolist() == [
        [9.0, 10.0, 11.0, 12.0, 9.0],
        [10.0, 11.0, 12.0, 13.0, 10.0],
        [11.0, 12.0, 13.0, 14.0, 11.0],
    ]
    assert off(last_value(figures, 12, 3), figures, 12)[0].tolist()[:2] == [1.0, 2.0]
    assert np.isnan(off(last_value(figures, 12, 3), figures, 12)[-1]).all()


def test_what_smoothing_says_now_is_what_statsmodels_says() -> None:
    """We follow its states ourselves, for speed; at the end that must be its own forecast."""
    model_of = library()
    r = np.random.default_rng(9)
    figures = 70 + r.normal(0.05, 0.1, 96).cumsum() + np.resize(r.normal(0, 1, 12), 96) + r.normal(0, 0.1, 96)
    forms = [(False, None), (True, None), (False, "add"), (True, "add")]
    fits = [
        model_of(
            figures, trend="add" if trend else None, damped_trend=trend, seasonal=season,
            seasonal_periods=12 if season else None, initialization_method="heuristic",
        ).fit(disp=False, maxiter=60)
        for trend, season in forms
    ]  # fmt: skip
    best = min(fits, key=lambda fit: float(fit.aicc))

    said = smoothing(figures, 36, 12, 12)

    assert said is not None
    assert said[-1] == pytest.approx(best.forecast(12), abs=1e-9)


def test_overlapping_errors_weigh_as_a_few() -> None:
    assert overlap(1) == 1
    assert overlap(2) == pytest.approx(1.5)
    assert 7 < overlap(12) < 9


def test_chance_is_allowed_for_and_no_more() -> None:
    assert may_be_chance(160, 160, 200, 0.8, 1, 8)
    assert may_be_chance(150, 150, 200, 0.8, 1, 8)
    assert not may_be_chance(130, 130, 200, 0.8, 1, 8)
    assert not may_be_chance(185, 185, 200, 0.8, 1, 8)
    assert may_be_chance(130, 130, 200, 0.8, 12, 8), "12 steps ahead, 200 overlapping moments are worth 25"
    assert not may_be_chance(90, 90, 200, 0.8, 12, 8)
    assert may_be_chance(185, 150, 200, 0.8, 1, 8), "of a rounded figure 35 lie on the bound"
    assert may_be_chance(4, 4, 4, 0.95, 1, 4)
    assert not may_be_chance(0, 0, 4, 0.95, 1, 4)


def drifting(r: Random, many: int) -> np.ndarray:
    return 70 + r.normal(0.03, 0.3, many).cumsum()


def around_a_level(r: Random, many: int) -> np.ndarray:
    shocks = r.normal(0, 0.3, many)
    for n in range(1, many):
        shocks[n] += 0.8 * shocks[n - 1]
    return 70 + shocks


def with_a_season(r: Random, many: int) -> np.ndarray:
    return 70 + r.normal(0, 0.12, many).cumsum() + np.resize(r.normal(0, 0.8, 4), many) + r.normal(0, 0.3, many)


def heavy_tails(r: Random, many: int) -> np.ndarray:
    return 70 + (0.17 * r.standard_t(3, many)).cumsum()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "least95"), [(drifting, 90), (around_a_level, 90), (with_a_season, 90), (heavy_tails, 86)]
)
def test_bounds_hold_as_often_as_they_say_for_figures_that_nobody_had_seen(
    make: Callable[[Random, int], np.ndarray], least95: int
) -> None:
    """100 series of 48 quarters, four quarters ahead: within what chance allows at 100 series, and rarely silent.

    Of shocks with heavy tails too few have been seen to know the largest: there 95 holds some 90 times.
    """
    first, ahead = read_span("2010KW01"), PACES["kwartaal"].steps
    held80, held95, silent = [], [], 0
    r = np.random.default_rng(20)
    for _ in range(100):
        values = make(r, 48 + ahead)
        points = tuple(Point(first.shifted(n), float(value)) for n, value in enumerate(values[:48]))

        answer = outlook(Series("proef", "NL01", points))

        silent += answer.silent == words.NOT_HONEST
        for one, came in zip(answer.expected, values[48:], strict=bool(answer.expected)):
            held80.append(one.low80 <= came <= one.high80)
            held95.append(one.low95 <= came <= one.high95)

    assert len(held80) >= 340
    assert silent <= 10
    assert 73 <= 100 * np.mean(held80) <= 88
    assert least95 <= 100 * np.mean(held95) <= 99
