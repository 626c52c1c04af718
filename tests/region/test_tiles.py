# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our own schematic maps: every region has one tile, and neighbours lie near each other."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from doorleren.region.regions import RegionKind
from doorleren.region.tiles import TILE, tile_maps, tiles_for

TODAY = date(2026, 11, 21)
TABLES = Path(__file__).parents[2] / "src/doorleren/rules/tables"


def rows(table: str) -> list[list[object]]:
    found: list[list[object]] = yaml.safe_load((TABLES / f"{table}.yaml").read_text("utf-8"))["rows"]
    return found


def codes_of(kind: RegionKind) -> frozenset[str]:
    return next(one for one in tile_maps() if one.kind == kind).codes


def places(kind: RegionKind) -> dict[str, tuple[int, int]]:
    found = next(one for one in tile_maps() if one.kind == kind)
    return {tile.code: (tile.column, tile.row) for tile in found.tiles}


def test_each_labour_market_region_has_one_tile() -> None:
    known = {str(row[0]) for row in rows("arbeidsmarktregionaam")}

    assert len(known) == 35
    assert codes_of("arbeidsmarktregio") == known


def test_there_are_twelve_provinces() -> None:
    assert codes_of("provincie") == {f"PV{number}" for number in range(20, 32)}


def test_the_municipalities_of_the_north_are_those_of_today() -> None:
    """The three northern labour-market regions, with Meppel and Westerveld, which are Drenthe and lie in Zwolle's."""
    north = {
        str(row[0]) for row in rows("arbeidsmarktregio") if row[1] in ("AM01", "AM02", "AM03") and row[3] is None
    } | {"GM0119", "GM1701"}
    still_there = {str(row[0]) for row in rows("gemeentenaam") if row[3] is None}

    assert len(north) == 40
    assert north <= still_there
    assert codes_of("gemeente") == north


def test_no_two_regions_share_a_tile() -> None:
    for one in tile_maps():
        taken = [(tile.column, tile.row) for tile in one.tiles]

        assert len(taken) == len(set(taken))


def test_no_two_tiles_carry_the_same_letters() -> None:
    for one in tile_maps():
        letters = [tile.short for tile in one.tiles]

        assert len(letters) == len(set(letters))
        assert max(map(len, letters)) <= 4


@pytest.mark.parametrize(
    ("kind", "pairs"),
    [
        ("provincie", "PV20-PV21 PV20-PV22 PV21-PV22 PV22-PV23 PV23-PV24 PV23-PV25 PV25-PV26 PV26-PV27 PV26-PV28 PV27-PV28 PV28-PV29 PV29-PV30 PV30-PV31 PV25-PV31 PV28-PV30 PV24-PV27 PV21-PV24"),
        ("arbeidsmarktregio", "AM01-AM02 AM01-AM03 AM03-AM36 AM02-AM36 AM36-AM11 AM36-AM05 AM05-AM09 AM05-AM06 AM06-AM07 AM07-AM09 AM07-AM38 AM07-AM08 AM08-AM10 AM10-AM38 AM13-AM14 AM13-AM12 AM12-AM18 AM18-AM17 AM17-AM15 AM17-AM37 AM18-AM19 AM19-AM21 AM21-AM22 AM21-AM34 AM22-AM24 AM22-AM23 AM23-AM35 AM24-AM25 AM25-AM26 AM26-AM28 AM27-AM28 AM28-AM32 AM29-AM32 AM29-AM33 AM33-AM30 AM13-AM20"),
        ("gemeente", "GM0014-GM1966 GM0014-GM1969 GM0014-GM1952 GM0014-GM1730 GM1966-GM1979 GM1979-GM1895 GM1895-GM1950 GM1950-GM0765 GM0765-GM0037 GM0106-GM1680 GM0106-GM1730 GM0106-GM1731 GM0114-GM0109 GM0114-GM1681 GM0119-GM1690 GM1690-GM0118 GM0118-GM1731 GM1701-GM1690 GM0080-GM1900 GM0080-GM0737 GM0080-GM1949 GM0072-GM1949 GM0074-GM1940 GM0090-GM0086 GM0085-GM0086 GM0085-GM0098 GM0059-GM1969 GM1891-GM1970 GM1699-GM0106"),
    ],
)  # fmt: skip
def test_neighbours_touch(kind: RegionKind, pairs: str) -> None:
    """Borders that anybody may check on a map; tiles touch by a side or a corner."""
    where = places(kind)

    apart = [
        pair
        for pair in pairs.split()
        for one, other in [pair.split("-")]
        if max(abs(where[one][0] - where[other][0]), abs(where[one][1] - where[other][1])) > 1
    ]

    assert apart == []


@pytest.mark.parametrize(
    ("kind", "north", "south"),
    [
        ("provincie", "PV20", "PV22"),
        ("provincie", "PV27", "PV28"),
        ("arbeidsmarktregio", "AM02", "AM24"),
        ("arbeidsmarktregio", "AM33", "AM30"),
        ("gemeente", "GM1966", "GM0014"),
        ("gemeente", "GM0106", "GM0114"),
    ],
)
def test_north_is_above(kind: RegionKind, north: str, south: str) -> None:
    assert places(kind)[north][1] < places(kind)[south][1]


@pytest.mark.parametrize(
    ("kind", "west", "east"),
    [
        ("provincie", "PV27", "PV23"),
        ("arbeidsmarktregio", "AM24", "AM05"),
        ("arbeidsmarktregio", "AM02", "AM01"),
        ("gemeente", "GM0072", "GM1950"),
    ],
)
def test_west_is_on_the_left(kind: RegionKind, west: str, east: str) -> None:
    assert places(kind)[west][0] < places(kind)[east][0]


def test_a_part_of_a_map_is_cut_out() -> None:
    """The ten municipalities of the province of Groningen stand on a map of their own, without white around it."""
    groningen = ["GM0014", "GM0037", "GM0047", "GM0765", "GM1895", "GM1950", "GM1952", "GM1966", "GM1969", "GM1979"]

    shapes = tiles_for("gemeente", groningen, TODAY)

    assert shapes is not None
    assert [shape.code for shape in shapes.shapes] == sorted(groningen)
    assert min(shape.x for shape in shapes.shapes) == TILE // 2
    assert max(shape.x for shape in shapes.shapes) == shapes.width - TILE // 2
    assert max(shape.y for shape in shapes.shapes) == shapes.height - TILE // 2


def test_half_a_map_is_no_map() -> None:
    """Amsterdam has no tile yet: then there is a list, and no map without Amsterdam."""
    assert tiles_for("gemeente", ["GM0014", "GM0363"], TODAY) is None


def test_a_map_is_not_used_for_a_day_before_its_borders() -> None:
    """Before 2021 there was Loppersum, and no Eemsdelta."""
    assert tiles_for("gemeente", ["GM0014"], date(2020, 12, 31)) is None
    assert tiles_for("gemeente", ["GM0014"], date(2021, 1, 1)) is not None


@pytest.mark.parametrize("kind", ["land", "groep"])
def test_a_kind_without_tiles_has_no_map(kind: RegionKind) -> None:
    assert tiles_for(kind, ["NL01"], TODAY) is None
    assert tiles_for("provincie", [], TODAY) is None


def test_a_tile_is_drawn_in_whole_numbers() -> None:
    shapes = tiles_for("arbeidsmarktregio", codes_of("arbeidsmarktregio"), TODAY)

    assert shapes is not None
    assert all(re.fullmatch(r"M\d+ \d+h56v56h-56z", shape.path) for shape in shapes.shapes)
    assert shapes.bytes_of_paths < 2_000
