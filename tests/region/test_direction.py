# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which way a series went, and when nothing may be said of it."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from doorleren.basics import said
from doorleren.region import Break, Point, Series, read_span
from doorleren.region.direction import FALSE_ARROWS_SAID, FALSE_IN_100, LEAST_FIGURES, directions, may_say
from doorleren.region.verdict import Verdict

MONTHS, QUARTERS, YEARS, HALVES = "2005MM01", "2005KW01", "1990JJ00", "2005HJ01"


def noise(steps: int, seed: int = 1, lasting: float = 0.5) -> list[float]:
    new = np.random.default_rng(seed).standard_normal(steps)
    values = [float(new[0])]
    for one in new[1:]:
        values.append(lasting * values[-1] + float(one))
    return values


def series(
    first: str, values: Sequence[float | None], *, region: str = "PV20", adjusted: bool = True, log: bool = False
) -> Series:
    start = read_span(first)
    points = tuple(Point(start.shifted(step), value) for step, value in enumerate(values))
    return Series("deelname", region, points, adjusted=adjusted, log=log)


def moved(values: Sequence[float], by: float, last: int = 3) -> list[float]:
    return [*values[:-last], *(value + by for value in values[-last:])]


def verdict(given: Series, over: str, country: Series | None = None) -> Verdict:
    return next(one for one in directions(given, country) if one.over == over)


def why(one: Verdict) -> str:
    assert one.way == "geen-oordeel"
    assert one.why_not is not None
    return one.why_not.nl


def test_a_large_change_gets_an_arrow_and_a_small_one_does_not():
    values = noise(120)

    up = verdict(series(MONTHS, moved(values, +9)), "kwartaal")
    down = verdict(series(MONTHS, moved(values, -9)), "kwartaal")
    still = verdict(series(MONTHS, values), "kwartaal")

    assert (up.way, down.way, still.way) == ("omhoog", "omlaag", "niet-duidelijk")
    assert [may_say(one) for one in (up, down, still)] == ["gestegen", "gedaald", "niet-duidelijk"]
    assert up.change is not None
    assert down.change is not None
    assert up.change > 0 > down.change


def test_the_arrow_says_no_more_and_no_less_than_its_own_bound():
    for seed in range(8):
        for one in directions(series(QUARTERS, moved(noise(40, seed), seed - 4.0, 1)), None):
            assert one.change is not None
            assert one.arrow_from is not None
            assert one.found_from is not None
            assert (one.way == "niet-duidelijk") == (abs(one.change) < one.arrow_from)
            assert one.found_from > one.arrow_from > 0


def test_a_verdict_names_the_last_time_of_each_side():
    quarter, year = directions(series(MONTHS, noise(120)), None)

    assert quarter.before == read_span("2014MM09")
    assert year.before == read_span("2013MM12")
    assert quarter.after == year.after == read_span("2014MM12")


def test_the_mean_of_three_months_is_compared():
    values = [*noise(117), 10.0, 11.0, 12.0]

    year = verdict(series(MONTHS, values), "jaar")

    assert year.change == pytest.approx(11 - sum(values[105:108]) / 3)


def test_figures_of_a_year_are_not_compared_over_a_quarter():
    assert [one.over for one in directions(series(YEARS, noise(20)), None)] == ["jaar"]
    assert [one.over for one in directions(series(HALVES, noise(20)), None)] == ["jaar"]


@pytest.mark.parametrize("times", [10, 1000, 0.25])
def test_another_unit_changes_no_arrow(times: float):
    values = moved(noise(80), 3, 1)

    plain = directions(series(QUARTERS, values), None)
    other = directions(series(QUARTERS, [value * times for value in values]), None)

    assert [one.way for one in plain] == [one.way for one in other]
    for one, two in zip(plain, other, strict=True):
        assert two.arrow_from == pytest.approx(one.arrow_from * times, rel=1e-4)
        assert two.found_from == pytest.approx(one.found_from * times, rel=1e-4)


def test_a_level_that_lies_higher_changes_nothing():
    values = moved(noise(80), 3, 1)

    for one, two in zip(
        directions(series(QUARTERS, values), None),
        directions(series(QUARTERS, [value + 250 for value in values]), None),
        strict=True,
    ):
        assert two.way == one.way
        assert two.arrow_from == pytest.approx(one.arrow_from, rel=1e-4)


def test_a_mirrored_series_gets_the_mirrored_verdict():
    mirrored = {"omhoog": "omlaag", "omlaag": "omhoog", "niet-duidelijk": "niet-duidelijk"}
    for adjusted in (True, False):
        values = moved(noise(90), 5)
        for one, two in zip(
            directions(series(MONTHS, values, adjusted=adjusted), None),
            directions(series(MONTHS, [-value for value in values], adjusted=adjusted), None),
            strict=True,
        ):
            assert one.change is not None
            assert (two.way, two.change, two.arrow_from) == (mirrored[one.way], -one.change, one.arrow_from)


def test_twice_the_same_series_is_twice_the_same_verdict():
    given, country = series(MONTHS, noise(100, 3)), series(MONTHS, noise(100, 4), region="NL01")

    assert directions(given, country) == directions(given, country)


def test_between_two_sides_of_a_break_there_is_no_judgement_and_the_break_is_named():
    broken = replace(
        series(MONTHS, moved(noise(120), 50)),
        breaks=(Break(date(2014, 7, 1), said("De vraag is anders gesteld.", "The question was changed."), "CBS"),),
    )

    quarter, year = directions(broken, None)

    assert "De vraag is anders gesteld." in why(year)
    assert year.change is None
    assert may_say(year) == "niets"
    assert "Sinds de laatste breuk" in why(quarter)


def test_figures_before_a_break_play_no_part():
    break_ = Break(date(2010, 1, 1), said("Nieuwe methode.", "New method."), "CBS")
    after = noise(80, 7)

    wild = replace(series(MONTHS, [1000.0 * (step % 7) for step in range(60)] + after), breaks=(break_,))
    alone = series("2010MM01", after)

    assert directions(wild, None) == directions(alone, None)


def test_a_break_that_was_mended_parts_nothing():
    mended = Break(date(2014, 7, 1), said("Herzien.", "Revised."), "CBS", mended_from=date(2005, 1, 1), mended=True)
    values = noise(120)

    assert directions(replace(series(MONTHS, values), breaks=(mended,)), None) == directions(
        series(MONTHS, values), None
    )


def test_a_break_in_the_figures_of_the_country_parts_the_gap():
    country = replace(
        series(MONTHS, noise(120, 2), region="NL01"),
        breaks=(Break(date(2014, 7, 1), said("Landelijk anders geteld.", "Counted otherwise."), "CBS"),),
    )

    assert "Landelijk anders geteld." in why(verdict(series(MONTHS, noise(120)), "land", country))


def test_a_side_that_misses_a_figure_is_not_compared():
    values: list[float | None] = [*noise(120)]
    values[-14] = None  # november 2013

    quarter, year = directions(series(MONTHS, values), None)

    assert why(year) == "Er is geen cijfer over november 2013."
    assert year.change is None
    assert quarter.way == "niet-duidelijk"


def test_a_hole_elsewhere_is_no_zero():
    """Were it filled by zero, a series around 70 would seem to jump up and down."""
    values: list[float | None] = [70 + 0.3 * value for value in noise(120)]
    whole = verdict(series(MONTHS, values), "jaar")
    for step in range(5, 95, 10):
        values[step] = None

    holed = verdict(series(MONTHS, values), "jaar")

    assert holed.change == whole.change
    assert holed.arrow_from == pytest.approx(whole.arrow_from, rel=0.25)


def test_with_more_than_a_quarter_missing_there_is_no_judgement():
    values = [None if step % 3 == 0 and step < 180 else value for step, value in enumerate(noise(200))]

    assert "meer dan een kwart" in why(verdict(series(MONTHS, values), "jaar"))


def test_a_season_that_was_hardly_seen_of_late_gives_no_judgement():
    """Ten years of months, of which every May is missing: what it brings is not known."""
    values = [None if step % 12 == 4 and step > 120 else value for step, value in enumerate(noise(239))]

    assert "gewone schommelingen" in why(verdict(series(MONTHS, values, adjusted=False), "jaar"))


def test_what_has_no_figure_yet_at_the_end_is_not_waited_for():
    given = series(MONTHS, [*noise(120), None, None])

    assert verdict(given, "jaar").after == read_span("2014MM12")


@pytest.mark.parametrize(
    ("kind", "first"), [("maand", MONTHS), ("kwartaal", QUARTERS), ("halfjaar", HALVES), ("jaar", YEARS)]
)
def test_a_short_series_is_told_what_it_needs(kind: str, first: str):
    least = LEAST_FIGURES[kind]

    short = verdict(series(first, noise(least - 1)), "jaar")
    enough = verdict(series(first, noise(least)), "jaar")

    assert why(short) == f"Er zijn {least - 1} cijfers. Wij oordelen pas vanaf {least} cijfers."
    assert enough.way != "geen-oordeel"


def test_no_figures_at_all_is_no_judgement():
    assert why(directions(Series("x", "PV20", ()), None)[0]) == "Er zijn geen cijfers om te vergelijken."
    assert "geen cijfers" in why(directions(series(MONTHS, [None] * 90), None)[0])


def test_a_part_of_a_year_is_never_compared():
    given = series(YEARS, noise(20))
    part = Point(read_span("2010JJ00", "2010 t/m juni"), 500.0)

    assert directions(replace(given, points=(*given.points, part)), None) == directions(given, None)


def test_a_series_that_never_moved_only_moves_beyond_rounding():
    flat = [7.5] * 40

    assert verdict(series(QUARTERS, flat), "kwartaal").way == "niet-duidelijk"
    assert verdict(series(QUARTERS, [*flat, 7.6]), "kwartaal").way == "niet-duidelijk"
    assert verdict(series(QUARTERS, [*flat, 9.5]), "kwartaal").way == "omhoog"
    assert verdict(series(QUARTERS, [0.0] * 40), "jaar").way == "niet-duidelijk"


def test_where_nothing_is_known_of_chance_nothing_is_said():
    assert "gewone schommelingen" in why(verdict(series(QUARTERS, [1 / 3] * 40), "jaar"))


def test_a_known_sampling_error_widens_the_bound():
    given = series(QUARTERS, noise(60))

    wide = verdict(replace(given, sampling_error=10.0), "jaar")

    assert wide.arrow_from is not None
    assert wide.arrow_from >= 1.96 * math.sqrt(2) * 10 * 0.9999


def test_changes_in_percent_count_as_percent():
    values = [100 * math.exp(0.02 * value) for value in noise(60)]
    values[-1] = values[-5] * 1.5

    year = verdict(series(QUARTERS, values, log=True), "jaar")

    assert year.change == pytest.approx(50)
    assert year.way == "omhoog"


def test_a_zero_has_no_percent():
    values = [0.0, *(100 + value for value in noise(60))]

    assert "een nul" in why(verdict(series(QUARTERS, values, log=True), "jaar"))


def test_what_each_winter_brings_is_no_change():
    """Every last month of the year lies far higher; only what lies beyond that counts."""
    values = [value + (30 if step % 12 >= 9 else 0) for step, value in enumerate(noise(120))]

    usual = verdict(series(MONTHS, values, adjusted=False), "kwartaal")
    more = verdict(series(MONTHS, moved(values, 9), adjusted=False), "kwartaal")

    assert usual.way == "niet-duidelijk"
    assert usual.change is not None
    assert abs(usual.change) < 5
    assert more.way == "omhoog"
    assert more.change == pytest.approx(usual.change + 9)


def test_beside_the_country_only_the_gap_counts():
    together = [3 * math.sin(step / 9) + 0.05 * step for step in range(120)]
    region = [one + 5 + 0.3 * other for one, other in zip(together, noise(120, 5), strict=True)]
    country = series(MONTHS, together, region="NL01")

    same = verdict(series(MONTHS, region), "land", country)
    behind = verdict(series(MONTHS, moved(region, -3)), "land", country)

    assert (same.way, behind.way) == ("niet-duidelijk", "omlaag")
    assert behind.change is not None
    assert same.change is not None
    assert behind.change == pytest.approx(same.change - 3)


def test_what_cannot_lie_side_by_side_says_why():
    region = series(QUARTERS, noise(40))

    assert "andere tijd" in why(verdict(region, "land", series(MONTHS, noise(120), region="NL01")))
    assert "seizoenen" in why(verdict(region, "land", series(QUARTERS, noise(40), region="NL01", adjusted=False)))
    assert "procenten" in why(verdict(region, "land", series(QUARTERS, noise(40), region="NL01", log=True)))
    assert "geen cijfers" in why(verdict(region, "land", series(QUARTERS, [None] * 40, region="NL01")))


def test_the_country_does_not_lie_beside_itself():
    country = series(MONTHS, noise(90), region="NL01")

    assert [one.over for one in directions(country, country)] == ["kwartaal", "jaar"]
    assert [one.over for one in directions(country, None)] == ["kwartaal", "jaar"]


@pytest.mark.parametrize("adjusted", [True, False])
def test_whenever_in_the_year_a_change_came_it_moves_the_change_and_not_the_bound(adjusted: bool):
    """A change that is looked for must not pass for noise: else a shift of a year ago hides itself."""
    values = noise(90, 9)
    plain = verdict(series(MONTHS, values, adjusted=adjusted), "jaar")
    assert plain.change is not None
    shapes = {
        "only the last side": [0.0] * 9 + [9.0] * 3,
        "all of the year": [9.0] * 12,
        "step by step": [min(step, 10) - 1 + 0.0 for step in range(1, 13)],
    }

    for name, shape in shapes.items():
        moved_by = [0.0] * 78 + shape
        after = [value + by for value, by in zip(values, moved_by, strict=True)]
        shifted = verdict(series(MONTHS, after, adjusted=adjusted), "jaar")

        assert shifted.change == pytest.approx(plain.change + sum(shape[-3:]) / 3), name
        assert (shifted.arrow_from, shifted.found_from) == (plain.arrow_from, plain.found_from), name
        assert shifted.way == "omhoog", name


@pytest.mark.parametrize("year_is_judged", [True, False])
def test_a_change_of_half_a_year_ago_is_no_noise_to_the_quarter_either(year_is_judged: bool):
    values: list[float | None] = [*noise(90, 4)]
    later: list[float | None] = [*moved(noise(90, 4), 40, 6)]
    if not year_is_judged:
        values[-14] = later[-14] = None

    plain, after = directions(series(MONTHS, values), None), directions(series(MONTHS, later), None)

    assert (plain[1].way != "geen-oordeel") == year_is_judged
    assert plain[0].way != "geen-oordeel"
    assert after[0].arrow_from == plain[0].arrow_from


def test_where_holes_leave_no_earlier_moment_to_compare_there_is_no_judgement():
    """One in three months missing: never three months in a row, so a mean of three is known at no earlier moment."""
    values = [None if step < 60 and step % 3 == 0 else value for step, value in enumerate(noise(80))]

    assert "gewone schommelingen" in why(verdict(series(MONTHS, values), "jaar"))


def test_what_rounding_may_hide_is_not_said_to_be_found():
    """A change of one and a half step is written as one step or as two."""
    chance = np.random.default_rng(5)
    values = [round(5.04 + 0.01 * float(one), 1) for one in chance.standard_normal(90)]

    year = verdict(series(MONTHS, values), "jaar")

    assert year.arrow_from == pytest.approx(0.11)
    assert year.found_from == pytest.approx(0.2)


def test_what_is_said_of_false_arrows_is_what_was_measured():
    page = (Path(__file__).parents[2] / "docs" / "direction.md").read_text(encoding="utf-8")
    cells, together = zip(
        *re.findall(r"^(\d+) promised cells: .*, together (\d\.\d+);", page, re.MULTILINE), strict=True
    )

    mean = sum(int(n) * float(one) for n, one in zip(cells, together, strict=True)) / sum(map(int, cells))

    assert sum(map(int, cells)) > 250
    assert pytest.approx(mean, abs=0.05) == FALSE_IN_100
    assert "dat er 60. Reken dus op 1 of 2 pijlen" in FALSE_ARROWS_SAID.nl
    assert "makes 60. So expect 1 or 2 arrows" in FALSE_ARROWS_SAID.en
    assert f"ongeveer {round(FALSE_IN_100)}" in FALSE_ARROWS_SAID.nl
    assert 1 <= 60 * FALSE_IN_100 / 100 <= 2
