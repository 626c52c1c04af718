# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of Eemsdelta of before 2021 are the sum of what it was made of, or it is said why there are none."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from doorleren.region import Download, Point, Region, Series, read_span
from doorleren.region.composed import composed, went_into
from doorleren.region.regions import Became

from .known_places import known_regions

NAMES = {"GM0003": "Appingedam", "GM0010": "Delfzijl", "GM0024": "Loppersum"}
YEARS = ("2018", "2019", "2020", "2021", "2022")


def figures(region: str, values: Sequence[float | None], first: int = 2018, error: float | None = None) -> Series:
    points = tuple(
        Point(read_span(f"{first + n}JJ00"), value, None if value is not None else "Impossible", "Definitief")
        for n, value in enumerate(values)
    )
    download = Download("cbs", "85000NED", region, datetime(2025, 1, 1, tzinfo=UTC), region, len(points), "test")
    return Series("werkzoekenden", region, points, (download,), sampling_error=error)


def by_year(series: Series) -> dict[int, float | None]:
    return {point.span.first.year: point.value for point in series.points if point.span.first}


def eemsdelta() -> tuple[Region, tuple[Became, ...]]:
    regions = known_regions()
    region = regions.region("GM1979")
    assert region is not None
    return region, regions.came_from("GM1979")


def test_eemsdelta_of_before_2021_is_the_sum_of_three():
    into, became = eemsdelta()
    series = {
        "GM0003": figures("GM0003", [100, 110, 120]),
        "GM0010": figures("GM0010", [200, 210, 220]),
        "GM0024": figures("GM0024", [50, 55, 60]),
        "GM1979": figures("GM1979", [390, 380], first=2021),
    }

    whole = composed(series, into, became, adds_up=True)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2018: 350, 2019: 375, 2020: 400, 2021: 390, 2022: 380}
    assert whole.composed_of == ("GM0003", "GM0010", "GM0024")
    assert whole.region == "GM1979"
    assert len(whole.downloads) == 4
    assert {point.status for point in whole.points} == {"Definitief"}


def test_a_year_that_one_of_them_lacks_has_no_sum():
    """A hole is a hole: nobody counts Loppersum as nought."""
    into, became = eemsdelta()
    series = {
        "GM0003": figures("GM0003", [100, 110, 120]),
        "GM0010": figures("GM0010", [200, 210, 220]),
        "GM0024": figures("GM0024", [50, None, 60]),
        "GM1979": figures("GM1979", [390], first=2021),
    }

    whole = composed(series, into, became, adds_up=True)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2018: 350, 2019: None, 2020: 400, 2021: 390}


def test_percentages_are_not_added_up():
    into, became = eemsdelta()
    series = {code: figures(code, [60, 61, 62]) for code in NAMES}

    why = composed(series, into, became, adds_up=False)

    assert why == (
        "Van Eemsdelta maken wij geen cijfers van vóór 1 januari 2021: dit is een percentage of een gemiddelde, en die kunt u"
        " niet optellen.",
        "We make no figures of Eemsdelta of before 1 January 2021: this is a percentage or a mean, and those cannot be added up.",
    )


def test_where_one_was_divided_there_is_no_sum():
    """A part of Winsum went to Westerkwartier."""
    regions = known_regions()
    into = regions.region("GM1966")
    assert into is not None
    became = regions.came_from("GM1966")
    series = {one.region: figures(one.region, [10, 10], first=2017) for one in became}

    why = composed(series, into, became, adds_up=True, names={"GM0053": "Winsum"})

    assert isinstance(why, tuple)
    assert why.nl == (
        "Van Het Hogeland maken wij geen cijfers van vóór 1 januari 2019: van Winsum kwam er maar een deel bij; welk deel van de"
        " cijfers dat is, weten wij niet."
    )


def test_without_the_figures_of_all_there_is_no_sum():
    into, became = eemsdelta()
    series = {"GM0003": figures("GM0003", [100]), "GM0010": figures("GM0010", [200])}

    why = composed(series, into, became, adds_up=True, names=NAMES)

    assert isinstance(why, tuple)
    assert (
        why.nl == "Van Eemsdelta maken wij geen cijfers van vóór 1 januari 2021: wij hebben geen cijfers van Loppersum."
    )


def test_without_one_moment_that_all_have_there_is_no_sum():
    into, became = eemsdelta()
    series = {
        "GM0003": figures("GM0003", [100, None]),
        "GM0010": figures("GM0010", [None, 210]),
        "GM0024": figures("GM0024", [50, 55]),
    }

    why = composed(series, into, became, adds_up=True, names=NAMES)

    assert isinstance(why, tuple)
    assert why.nl == (
        "Van Eemsdelta zijn er geen eerdere cijfers: Appingedam, Delfzijl en Loppersum hebben op geen moment alle een cijfer."
    )


def test_one_that_others_joined_counts_itself_too():
    """Rijnwaarden joined Zevenaar in 2018; Zevenaar of 2017 is no more the Zevenaar of today than Rijnwaarden is."""
    regions = known_regions()
    into = regions.region("GM0299")
    assert into is not None
    series = {
        "GM0196": figures("GM0196", [10, None], first=2016),
        "GM0299": figures("GM0299", [30, 31, 45], first=2016),
    }

    whole = composed(series, into, regions.came_from("GM0299"), adds_up=True)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2016: 40, 2017: None, 2018: 45}


def test_a_year_in_which_something_joined_keeps_the_figure_of_its_source():
    """Weesp joined Amsterdam on 24 March 2022: the year 2022 is neither before nor after."""
    regions = known_regions()
    into = regions.region("GM0363")
    assert into is not None
    series = {
        "GM0457": figures("GM0457", [20, 21], first=2021),
        "GM0363": figures("GM0363", [900, 925, 930], first=2021),
    }

    whole = composed(series, into, regions.came_from("GM0363"), adds_up=True)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2021: 920, 2022: 925, 2023: 930}


def test_no_year_of_the_old_area_stands_among_those_of_the_new_one():
    """Zevenaar has figures of 2015, Rijnwaarden has no row for it: that year is a hole, not the smaller Zevenaar."""
    regions = known_regions()
    into = regions.region("GM0299")
    assert into is not None
    series = {"GM0196": figures("GM0196", [10], first=2017), "GM0299": figures("GM0299", [28, 30, 31, 45], first=2015)}

    whole = composed(series, into, went_into(regions, "GM0299"), adds_up=True)

    assert isinstance(whole, Series)
    assert {year: value for year, value in by_year(whole).items() if value is not None} == {2017: 41, 2018: 45}


def test_a_sum_goes_no_further_back_than_its_parts_stayed_the_same():
    """Weesp got a part of Muiden in 2016, so Amsterdam and Weesp of 2015 are not the Amsterdam of today."""
    regions = known_regions()
    into = regions.region("GM0363")
    assert into is not None
    series = {"GM0457": figures("GM0457", [18, 19], first=2015), "GM0363": figures("GM0363", [800, 810], first=2015)}

    whole = composed(series, into, went_into(regions, "GM0363"), adds_up=True)

    assert isinstance(whole, Series)
    assert {year: value for year, value in by_year(whole).items() if value is not None} == {2016: 829}


def test_a_year_in_which_one_joined_while_another_was_still_apart_has_no_sum():
    """A made-up region: the first joined in the middle of 2020, the second in 2022."""
    into = Region("GM9003", "Samen", "gemeente")
    became = (
        Became("GM9001", date(2020, 7, 1), "opgegaan", ("GM9003",), ""),
        Became("GM9002", date(2022, 1, 1), "opgegaan", ("GM9003",), ""),
    )
    series = {
        "GM9001": figures("GM9001", [1, 1], first=2019),
        "GM9002": figures("GM9002", [10, 10, 10], first=2019),
        "GM9003": figures("GM9003", [100, 100, 100, 100], first=2019),
    }

    whole = composed(series, into, became, adds_up=True)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2019: 111, 2020: None, 2021: 110, 2022: 100}


def test_a_past_that_the_source_worked_out_itself_is_left_as_it_is():
    into, became = eemsdelta()
    series = {code: figures(code, [100, 100, 100]) for code in NAMES} | {
        "GM1979": figures("GM1979", [310, 320], first=2020)
    }

    whole = composed(series, into, became, adds_up=True)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2018: 300, 2019: 300, 2020: 310, 2021: 320}


def test_another_code_joins_a_percentage_too():
    """De Friese Meren is the same municipality as De Fryske Marren."""
    regions = known_regions()
    into = regions.region("GM1940")
    assert into is not None
    series = {"GM1921": figures("GM1921", [60.5], first=2014), "GM1940": figures("GM1940", [61.5], first=2016)}

    whole = composed(series, into, regions.came_from("GM1940"), adds_up=False)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2014: 60.5, 2015: None, 2016: 61.5}
    assert whole.breaks == ()


def test_a_labour_market_region_with_another_code_has_a_break_there():
    """CBS says that the name changed, and that the division was drawn anew that day."""
    regions = known_regions()
    into = regions.region("AM36")
    assert into is not None
    series = {"AM04": figures("AM04", [60.5], first=2015), "AM36": figures("AM36", [61.5], first=2016)}

    whole = composed(series, into, regions.came_from("AM36"), adds_up=False)

    assert isinstance(whole, Series)
    assert by_year(whole) == {2015: 60.5, 2016: 61.5}
    assert [one.on for one in whole.breaks] == [date(2016, 1, 1)]
    assert [point.value for point in whole.unbroken] == [61.5]


def test_the_error_of_a_sum_is_that_of_all_together_and_unknown_where_one_is():
    into, became = eemsdelta()
    known = {code: figures(code, [100], error=3.0) for code in ("GM0003", "GM0010")} | {
        "GM0024": figures("GM0024", [100], error=4.0)
    }

    whole = composed(known, into, became, adds_up=True)
    unknown = composed(known | {"GM0024": figures("GM0024", [100])}, into, became, adds_up=True)

    assert isinstance(whole, Series)
    assert isinstance(unknown, Series)
    assert whole.sampling_error == pytest.approx((9 + 9 + 16) ** 0.5)
    assert unknown.sampling_error is None


def test_a_provisional_part_makes_a_provisional_sum():
    into, became = eemsdelta()
    series = {code: figures(code, [100]) for code in NAMES}
    series["GM0024"] = Series(
        "werkzoekenden", "GM0024", (Point(read_span("2018JJ00"), 50, None, "Voorlopig"),), series["GM0024"].downloads
    )

    whole = composed(series, into, became, adds_up=True)

    assert isinstance(whole, Series)
    assert [(point.value, point.status) for point in whole.points] == [(250, "Voorlopig")]


def test_a_part_of_a_year_is_not_added_to_whole_years():
    into, became = eemsdelta()
    series = {code: figures(code, [100]) for code in NAMES}
    series["GM0024"] = Series(
        "werkzoekenden", "GM0024", (Point(read_span("2018JJ00", "2018 t/m juni"), 50),), series["GM0024"].downloads
    )

    assert not isinstance(composed(series, into, became, adds_up=True), Series)


def test_series_of_different_things_are_a_mistake_of_ours():
    into, became = eemsdelta()
    series = {code: figures(code, [100]) for code in NAMES}
    series["GM0024"] = Series("banen", "GM0024", series["GM0024"].points)

    with pytest.raises(ValueError, match="different things"):
        composed(series, into, became, adds_up=True)


def test_a_region_that_was_always_there_has_nothing_to_be_made_of():
    why = composed({}, Region("GM0014", "Groningen", "gemeente"), (), adds_up=True)

    assert why == ("Groningen is niet uit andere gebieden ontstaan.", "Groningen was not made of other areas.")
