# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody types a code or a name, as people do, and gets the regions that they may mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorleren.basics import plain_letters

from .known_places import known_regions


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("2025AM13", ["AM13"]),
        ("GM1979", ["GM1979"]),
        ("gm0024", ["GM0024"]),
        ("PV20  ", ["PV20"]),
        ("2019GM0024", ["GM0024"]),
        ("NL01", ["NL01"]),
        ("GRONINGEN", ["PV20", "AM01", "GM0014"]),
        ("groningen", ["PV20", "AM01", "GM0014"]),
        ("Groningen (PV)", ["PV20"]),
        ("Groningen (AM)", ["AM01"]),
        ("gemeente Groningen", ["GM0014"]),
        ("Groningen (gemeente)", ["GM0014"]),
        ("provincie groningen", ["PV20"]),
        ("arbeidsmarktregio Groningen", ["AM01"]),
        ("fryslan", ["PV21", "AM02"]),
        ("Friesland", ["PV21", "AM02"]),
        ("'s-gravenhage", ["GM0518"]),
        ("s Gravenhage", ["GM0518"]),
        ("den haag", ["GM0518"]),
        ("Den Bosch", ["GM0796"]),
        ("SUDWEST FRYSLAN", ["GM1900"]),
        ("Noord Holland", ["PV27"]),
        ("Regio Zwolle", ["AM36"]),
        ("zwolle", ["GM0193"]),
        ("Bergen", ["GM0893", "GM0373"]),
        ("Bergen (NH.)", ["GM0373"]),
        ("bergen l", ["GM0893"]),
        ("Laren", ["GM0417"]),
        ("Hengelo", ["GM0164"]),
        ("noord-nederland", ["noord-nederland"]),
        ("Northern Netherlands", []),
        ("The Northern Netherlands", ["noord-nederland"]),
        ("ijsselvechtstreek", ["AM04"]),
        ("nederland", ["NL01"]),
        ("", []),
        ("   ", []),
        ("2025", []),
        ("GM99999", []),
        ("Atlantis", []),
        ("gemeente Atlantis", []),
    ],
)
def test_what_people_type_finds_what_they_mean(words: str, codes: list[str]):
    assert [one.code for one in known_regions().find(words)] == codes


def test_a_name_that_ended_never_becomes_its_successor_silently():
    regions = known_regions()

    assert [(one.code, one.until) for one in regions.find("Loppersum")] == [("GM0024", date(2021, 1, 1))]
    assert [one.code for one in regions.find("Loppersum", date(2025, 1, 1))] == ["GM0024"]


def test_with_a_day_only_those_of_that_day_are_found_if_there_are_any():
    """Winsum and Zuid-Kennemerland are no more; there was no other of that name."""
    regions = known_regions()

    assert [one.code for one in regions.find("Eemsdelta", date(2022, 1, 1))] == ["GM1979"]
    assert [one.code for one in regions.find("FoodValley", date(2016, 1, 1))] == ["AM31"]
    assert [one.code for one in regions.find("FoodValley", date(2020, 1, 1))] == ["AM38"]
    assert [one.code for one in regions.find("FoodValley")] == ["AM38", "AM31"]


def test_a_municipality_that_took_another_name_is_found_by_both_and_told_by_that_of_the_day():
    """Groesbeek has been called Berg en Dal since 2016, with the same code."""
    regions = known_regions()

    assert [one.name for one in regions.find("Groesbeek")] == ["Berg en Dal"]
    assert [one.name for one in regions.find("groesbeek", date(2015, 5, 1))] == ["Groesbeek"]
    assert [one.name for one in regions.find("GM1945", date(2020, 5, 1))] == ["Berg en Dal"]
    assert "Groesbeek" in {one.name for one in regions.of_kind("gemeente", date(2015, 5, 1))}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Lopersum", "GM0024"),
        ("amsterdm", "GM0363"),
        ("gronigen", "PV20"),
        ("eemsdlta", "GM1979"),
        ("zuid kennemerland en", "AM37"),
        ("schiermonikoog", "GM0088"),
    ],
)
def test_a_slip_of_the_pen_is_offered_and_never_taken(words: str, first: str):
    regions = known_regions()

    assert regions.find(words) == ()
    assert regions.near(words)[0].code == first


def test_what_looks_like_nothing_is_offered_nothing():
    regions = known_regions()

    assert regions.near("qqqqqq") == ()
    assert regions.near("") == ()
    assert regions.near("x" * 100_000) == ()
    assert len(regions.near("en", most=3)) <= 3


def test_what_a_source_could_not_place_has_a_name_and_is_no_region():
    regions, day = known_regions(), date(2025, 1, 1)

    rest = regions.region("2025AM99")

    assert rest is not None
    assert rest.name == "Niet in te delen"
    assert "AM99" not in {one.code for one in regions.of_kind("arbeidsmarktregio", day)}
    assert regions.around("AM99", day) == ()
    assert regions.find("niet in te delen") == ()


def test_a_group_has_its_name_in_both_languages():
    regions = known_regions()

    assert regions.name_in("noord-nederland", "nl") == "Noord-Nederland"
    assert regions.name_in("noord-nederland", "en") == "The Northern Netherlands"
    assert regions.name_in("NL01", "en") == "The Netherlands"
    assert regions.name_in("GM0014", "en") == "Groningen"
    assert regions.name_in("GM0000", "en") == "GM0000"


def test_every_region_is_found_by_its_code_and_by_its_name_however_it_is_written():
    regions = known_regions()
    days = (date(2015, 1, 1), date(2018, 6, 1), date(2026, 1, 1))
    kinds = ("land", "provincie", "arbeidsmarktregio", "groep", "gemeente")
    there = {one.code: one for day in days for kind in kinds for one in regions.of_kind(kind, day)}

    for code, region in there.items():
        assert [one.code for one in regions.find(code.lower())][:1] == [code] or region.kind == "groep"
        for written in (region.name, region.name.upper(), plain_letters(region.name), region.name.replace("-", " ")):
            assert code in {one.code for one in regions.find(written)}, written

    assert len(there) > 450


@given(st.text(max_size=120))
def test_nothing_that_anybody_types_takes_it_down(words: str):
    regions = known_regions()

    for found in (*regions.find(words), *regions.find(words, date(2020, 1, 1)), *regions.near(words)):
        assert regions.region(found.code) is not None
