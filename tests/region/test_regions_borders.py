# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where each municipality lies, and what became of those that are no more."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from doorleren.region.borders import borders
from doorleren.region.follow import follow

from .known_places import known_regions, tables

REAL = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "cbs-odata4" / "85554NED" / "codes-RegioS.json"

# Where something changed, with the day before, and the first day of each year.
DAYS = sorted(
    {date(year, 1, 1) for year in range(2015, 2027)}
    | {date(2015, 7, 1), date(2022, 3, 24)}
    | {date(year, 12, 31) for year in range(2015, 2026)}
    | {date(2015, 6, 30), date(2022, 3, 23)}
)


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2015, 393),
        (2016, 390),
        (2017, 388),
        (2018, 380),
        (2019, 355),
        (2020, 355),
        (2021, 352),
        (2022, 345),
        (2023, 342),
        (2026, 342),
    ],
)
def test_the_municipalities_of_the_provinces_add_up_to_those_of_the_country(year: int, number: int):
    """The numbers are those that CBS gives for 1 January."""
    regions, day = known_regions(), date(year, 1, 1)

    parts = [regions.parts(province.code, "gemeente", day) for province in regions.of_kind("provincie", day)]

    assert len(parts) == 12
    assert all(part.exact for part in parts)
    assert sum(len(part.codes) for part in parts) == number == len(regions.of_kind("gemeente", day))


def test_the_provinces_of_2020_have_the_municipalities_that_they_had():
    """Worked by hand from the list of CBS of 1 January 2020."""
    regions, day = known_regions(), date(2020, 1, 1)

    numbers = {
        one.code: len(regions.parts(one.code, "gemeente", day).codes) for one in regions.of_kind("provincie", day)
    }

    assert numbers == {
        "PV20": 12,
        "PV21": 18,
        "PV22": 12,
        "PV23": 25,
        "PV24": 6,
        "PV25": 51,
        "PV26": 26,
        "PV27": 47,
        "PV28": 52,
        "PV29": 13,
        "PV30": 62,
        "PV31": 31,
    }


@pytest.mark.parametrize("day", DAYS)
def test_each_municipality_lies_in_one_province_on_each_day(day: date):
    regions = known_regions()
    there = regions.of_kind("gemeente", day)

    inside = {
        one.code: [around for around in regions.around(one.code, day) if around.kind == "provincie"] for one in there
    }

    assert len(there) >= 342
    assert {code: len(found) for code, found in inside.items() if len(found) != 1} == {}


def test_leerdam_was_in_zuid_holland_and_vijfheerenlanden_is_in_utrecht():
    regions = known_regions()

    before = regions.around("GM0545", date(2018, 12, 31))
    after = regions.around("GM1961", date(2019, 1, 1))

    assert "PV28" in {one.code for one in before}
    assert "PV26" in {one.code for one in after}


def test_of_each_municipality_that_ended_it_is_known_what_became_of_it():
    regions = known_regions()
    ended = [
        code for code, rows in tables()["gemeentenaam"].items() if max(row[1] or date.max for row in rows) < date.max
    ]

    became = {code: regions.became(code) for code in ended}

    assert len(ended) >= 70
    for code, one in became.items():
        region = regions.region(code)
        assert one is not None
        assert region is not None
        assert (one.kind, one.on) != ("niet-bekend", region.until)
        assert one.on == region.until, code
        assert one.source.count("(http") >= 1


def test_nothing_is_said_to_have_ended_that_is_still_there():
    regions = known_regions()

    still_there = [
        code for code in borders().became if (region := regions.region(code)) is None or region.until is None
    ]

    assert still_there == []
    assert regions.became("GM0014") is None
    assert regions.became("GM9999") is None


def test_each_successor_existed_on_the_day_that_it_took_over():
    regions = known_regions()

    for one in borders().became.values():
        assert one.into
        for code in one.into:
            heir = regions.region(code)
            assert heir is not None
            assert heir.existed_on(one.on), (one.region, code)


def test_one_that_was_divided_went_to_several_and_any_other_to_one():
    for one in borders().became.values():
        assert (len(one.into) > 1) == (one.kind == "verdeeld"), one


def test_no_chain_of_successors_runs_in_a_circle():
    regions = known_regions()

    for code, one in borders().became.items():
        seen, ahead = {code}, list(one.into)
        while ahead:
            heir = ahead.pop()
            assert heir != code
            if heir not in seen and (next_one := regions.became(heir)) is not None:
                assert next_one.on >= one.on
                ahead.extend(next_one.into)
            seen.add(heir)


def test_whoever_follows_to_the_last_day_always_arrives_somewhere():
    regions, last = known_regions(), date(2026, 11, 1)

    for code in borders().became:
        found = follow(regions, code, last)
        assert found is not None
        assert found.now
        assert all(one.existed_on(last) for one in found.now)


def test_the_four_that_were_divided_are_known_as_divided():
    """Muiden gave the Bloemendalerpolder to Weesp, Littenseradiel went three ways, Winsum two, Haaren four."""
    divided = {code: one.into for code, one in borders().became.items() if one.kind == "verdeeld"}

    assert divided == {
        "GM0424": ("GM0457", "GM1942"),
        "GM0140": ("GM0080", "GM1900", "GM1949"),
        "GM0053": ("GM1966", "GM1969"),
        "GM0788": ("GM0757", "GM0824", "GM0855", "GM0865"),
    }


def test_came_from_is_became_turned_round():
    regions = known_regions()

    assert [one.region for one in regions.came_from("GM1979")] == ["GM0003", "GM0010", "GM0024"]
    assert [one.region for one in regions.came_from("AM36")] == ["AM04"]
    assert regions.came_from("GM0024") == ()


def test_the_labour_market_region_of_2015_has_its_code_of_2015():
    """The table gives the newest code for all days; CBS numbered three of them anew in 2016 and 2017."""
    regions = known_regions()

    def labour_region_of(code: str, day: date) -> list[str]:
        return [one.code for one in regions.around(code, day) if one.kind == "arbeidsmarktregio"]

    assert labour_region_of("GM0193", date(2015, 12, 31)) == ["AM04"]
    assert labour_region_of("GM0193", date(2016, 1, 1)) == ["AM36"]
    assert labour_region_of("GM0228", date(2016, 12, 31)) == ["AM31"]
    assert labour_region_of("GM0228", date(2017, 1, 1)) == ["AM38"]
    assert labour_region_of("GM0193", date(2021, 1, 1)) == []


@pytest.mark.parametrize("day", DAYS)
def test_there_are_35_labour_market_regions_on_each_day(day: date):
    assert len(known_regions().of_kind("arbeidsmarktregio", day)) == 35


@pytest.mark.skipif(not REAL.is_file(), reason="DOORLEREN_ECHTE_DATA holds no cbs-odata4")
def test_all_codes_of_a_real_table_are_known_with_their_names():
    regions = known_regions()
    codes = json.loads(REAL.read_text("utf-8"))["value"]

    for code in codes:
        region = regions.region(code["Identifier"])
        assert region is not None, code["Identifier"]
        assert region.name == code["Title"].removesuffix(f" ({code['DimensionGroupId']})")
        named = {one.code for one in regions.find(code["Title"])}
        assert region.code in named or region.name == "Niet in te delen"

    assert len(codes) == 53


@pytest.mark.skipif(not REAL.is_file(), reason="DOORLEREN_ECHTE_DATA holds no cbs-odata4")
def test_a_change_of_code_is_the_one_that_the_real_table_tells():
    regions = known_regions()
    codes = {code["Identifier"]: code["Description"] for code in json.loads(REAL.read_text("utf-8"))["value"]}

    told = {code: text for code, text in codes.items() if "nieuwe naam:" in text}

    assert sorted(told) == ["AM04", "AM16", "AM31"]
    for code, text in told.items():
        became = regions.became(code)
        assert became is not None
        assert f"Naamswijziging per {became.on:%d-%m-%Y}" in text
        assert f"({became.into[0]})" in text


def test_the_day_before_it_began_a_region_was_not_there():
    regions, first = known_regions(), date(2021, 1, 1)

    assert "GM1979" in {one.code for one in regions.of_kind("gemeente", first)}
    assert "GM1979" not in {one.code for one in regions.of_kind("gemeente", first - timedelta(days=1))}
    assert regions.around("GM1979", first - timedelta(days=1)) == ()
