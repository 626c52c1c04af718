# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Border files on the columns of CBS and PDOK, drawn by hand; a real file was not tried yet."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorleren.importers.boundaries import BordersRead, read_border_file, read_borders
from doorleren.region.boundaries import geometry

DAY = date(2026, 11, 21)
RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
DEGREES = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}


def box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


HERE = box(230_000, 570_000, 250_000, 590_000)
BESIDE = box(250_000, 570_000, 270_000, 590_000)


def feature(code: str | None, rings: Any, *, kind: str = "MultiPolygon", **properties: Any) -> dict[str, Any]:
    told = {"statcode": code, "statnaam": f"Gebied {code}", "jrstatcode": f"2026{code}", "rubriek": "arbeidsmarktregio"}
    coordinates = [rings] if kind == "MultiPolygon" else rings
    return {"type": "Feature", "properties": told | properties, "geometry": {"type": kind, "coordinates": coordinates}}


def read(*features: Any, crs: Any = None, year: int | None = None) -> BordersRead:
    whole = {"type": "FeatureCollection", "features": list(features)} | ({"crs": crs} if crs else {})
    return read_borders(json.dumps(whole).encode(), "grenzen.json", "arbeidsmarktregio", DAY, year)


def told(found: BordersRead) -> list[str]:
    return [f"{one.where}: {one.what.nl}" for one in found.problems]


def test_borders_in_metres_are_read_as_they_are() -> None:
    found = read(feature("AM03", [BESIDE]), feature("AM01", [HERE], kind="Polygon"), crs=RD)

    assert found.problems == ()
    assert found.notes == ()
    assert found.boundaries is not None
    assert (found.boundaries.year, found.boundaries.kind, found.boundaries.source) == (
        2026,
        "arbeidsmarktregio",
        "grenzen.json",
    )
    assert [(one.code, one.name) for one in found.boundaries.outlines] == [
        ("AM01", "Gebied AM01"),
        ("AM03", "Gebied AM03"),
    ]
    assert geometry(found.boundaries.outlines[0]).bounds == (230_000, 570_000, 250_000, 590_000)


@pytest.mark.parametrize("crs", [None, DEGREES, {"type": "name", "properties": {"name": "EPSG:4326"}}, {"type": "name", "properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/4258"}}])  # fmt: skip
def test_borders_in_degrees_become_metres(crs: Any) -> None:
    found = read(feature("AM01", [box(5.38720621, 52.15517440, 5.4, 52.2)]), crs=crs)

    assert found.boundaries is not None
    west, south, _, _ = geometry(found.boundaries.outlines[0]).bounds
    assert (round(west), round(south)) == (155_000, 463_000)


def test_an_island_and_a_hole_stay() -> None:
    two = feature("AM01", None)
    two["geometry"]["coordinates"] = [
        [HERE, box(235_000, 575_000, 240_000, 580_000)],
        [box(200_000, 600_000, 201_000, 601_000)],
    ]

    found = read(two)

    assert found.boundaries is not None
    assert [len(rings) for rings in found.boundaries.outlines[0].polygons] == [2, 1]


def test_a_height_and_blanks_behind_a_code_are_left_out() -> None:
    one = feature("AM01", [[[*point, 3.5] for point in HERE]], statcode="AM01  ")

    found = read(one)

    assert found.boundaries is not None
    assert found.boundaries.outlines[0].code == "AM01"


def test_a_border_that_crosses_itself_is_mended_and_said() -> None:
    bow = [[230_000, 570_000], [250_000, 590_000], [250_000, 570_000], [230_000, 590_000], [230_000, 570_000]]

    found = read(feature("AM01", [bow]))

    assert found.boundaries is not None
    mended = geometry(found.boundaries.outlines[0])
    assert mended.is_valid
    assert mended.area == 2 * 10_000 * 20_000 / 2
    assert [one.what.nl for one in found.notes] == ["Een grens kruist zichzelf (Self-intersection)."]
    assert found.notes[0].where == "grenzen.json, features[0] AM01: coordinates"


def test_neighbours_that_overlap_are_told() -> None:
    found = read(feature("AM01", [HERE]), feature("AM03", [box(249_000, 570_000, 270_000, 590_000)]))

    assert found.boundaries is not None
    assert [one.what.nl for one in found.notes] == ["Grenzen van buren vallen niet overal samen."]


def test_all_that_is_wrong_is_told_together() -> None:
    """One message for each region, and no map with a hole in it."""
    found = read(
        feature("AM01", [HERE]),
        feature(None, [BESIDE], jrstatcode=None),
        feature("AM03", [245_000.0, 575_000.0], kind="Point"),
        feature("AM05", None) | {"geometry": None},
        feature("AM06", [[[230_000, 570_000], [250_000, 570_000]]]),
        feature("AM07", [[[230_000, "x"], *HERE[1:]]]),
        feature("AM08", [[[1, 1]] * 4]),
        feature("AM01", [HERE]),
        feature("GM0014", [HERE]),
        feature("AM09", [HERE], rubriek="provincie"),
        "geen gebied",
        crs=None,
    )

    assert found.boundaries is None
    assert told(found) == ["grenzen.json, coordinates: Er liggen punten buiten Nederland, zoals 1, 1."]
    found = read(
        feature("AM01", [HERE]),
        feature(None, [BESIDE], jrstatcode=None),
        feature("AM03", [245_000.0, 575_000.0], kind="Point"),
        feature("AM05", None) | {"geometry": None},
        feature("AM06", [[[230_000, 570_000], [250_000, 570_000]]]),
        feature("AM07", [[[230_000, "x"], *HERE[1:]]]),
        feature("AM08", [[[230_000, 570_000]] * 4]),
        feature("AM01", [HERE]),
        feature("GM0014", [HERE]),
        feature("AM09", [HERE], rubriek="provincie"),
        "geen gebied",
    )
    assert found.boundaries is None
    assert told(found) == [
        "grenzen.json, features[1]: statcode: Gebied None heeft geen code.",
        "grenzen.json, features[2] AM03: geometry: Dit is geen vlak, maar «Point».",
        "grenzen.json, features[3] AM05: geometry: Dit gebied heeft geen grens.",
        "grenzen.json, features[4] AM06: coordinates: Een grens is niet te lezen.",
        "grenzen.json, features[5] AM07: coordinates: Een grens is niet te lezen.",
        "grenzen.json, features[6] AM08: coordinates: Dit gebied heeft geen oppervlakte.",
        "grenzen.json, features[8] GM0014: statcode: GM0014 is geen code van een arbeidsmarktregio.",
        "grenzen.json, features[9] AM09: rubriek: AM09 (provincie) is geen code van een arbeidsmarktregio.",
        "grenzen.json, features[10]: statcode: Een gebied heeft geen code.",
        "grenzen.json, features[10]: geometry: Dit gebied heeft geen grens.",
        "grenzen.json, statcode AM01: Dit gebied staat er 2 keer in.",
    ]


@pytest.mark.parametrize(
    ("rings", "crs", "message"),
    [
        pytest.param([box(53.2, 6.5, 53.4, 6.8)], None, "coordinates: De twee getallen van een punt staan verwisseld, zoals 53.2, 6.5.", id="degrees the wrong way round"),
        pytest.param([[[y, x] for x, y in HERE]], RD, "coordinates: De twee getallen van een punt staan verwisseld, zoals 570000, 230000.", id="metres the wrong way round"),
        pytest.param([box(6.5, 53.2, 6.8, 53.4)], RD, "crs: Het bestand zegt RD (EPSG:28992), maar de getallen zijn WGS84 (EPSG:4326), zoals 6.5, 53.2.", id="degrees called metres"),
        pytest.param([HERE], DEGREES, "crs: Het bestand zegt WGS84 (EPSG:4326), maar de getallen zijn RD (EPSG:28992), zoals 230000, 570000.", id="metres called degrees"),
        pytest.param([box(723_000, 7_000_000, 730_000, 7_010_000)], None, "coordinates: Er liggen punten buiten Nederland, zoals 730000, 7.01e+06.", id="web mercator"),
        pytest.param([HERE], {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}, "crs: De coördinaten zijn in een stelsel dat wij niet lezen: «urn:ogc:def:crs:EPSG::3857».", id="another system"),
    ],
)  # fmt: skip
def test_coordinates_that_cannot_be_right_are_told(rings: Any, crs: Any, message: str) -> None:
    found = read(feature("AM01", rings), crs=crs)

    assert found.boundaries is None
    assert told(found) == [f"grenzen.json, {message}"]


def test_one_point_far_away_is_named() -> None:
    found = read(feature("AM01", [[*HERE[:2], [0, 0], *HERE[2:]]]))

    assert told(found) == ["grenzen.json, coordinates: Er liggen punten buiten Nederland, zoals 0, 0."]


def test_the_year_stands_before_the_code() -> None:
    older = read(feature("AM01", [HERE], jrstatcode="2024AM01"))
    unknown = read(feature("AM01", [HERE], jrstatcode=None))
    named = read(feature("AM01", [HERE], jrstatcode=None), year=2023)
    mixed = read(feature("AM01", [HERE]), feature("AM03", [BESIDE], jrstatcode="2025AM03"))
    other = read(feature("AM01", [HERE]), year=2023)

    assert older.boundaries is not None
    assert older.boundaries.year == 2024
    assert named.boundaries is not None
    assert named.boundaries.year == 2023
    assert told(unknown) == ["grenzen.json, jrstatcode: Het bestand zegt niet van welk jaar de grenzen zijn."]
    assert told(mixed) == ["grenzen.json, jrstatcode: Er staan grenzen van meer jaren in: 2025, 2026."]
    assert told(other) == ["grenzen.json, jrstatcode: De grenzen zijn van 2026, niet van 2023."]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-10, 10**7)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "properties", "name", "statcode"]), inside, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING, ANYTHING, ANYTHING, st.sampled_from(["statcode", "statnaam", "jrstatcode", "rubriek"]))
def test_whatever_stands_in_a_file_there_are_borders_or_a_reason(
    coordinates: Any, geometry: Any, value: Any, name: str
) -> None:
    strange = feature("AM03", [BESIDE], **{name: value})
    area = feature("AM05", None)
    area["geometry"]["coordinates"] = coordinates

    for one in (strange, area, feature("AM06", None) | {"geometry": geometry}, geometry):
        found = read(feature("AM01", [HERE]), one, crs=RD)

        assert (found.boundaries is None) == bool(found.problems)
        assert found.boundaries is None or all(outline.polygons for outline in found.boundaries.outlines)


def test_a_year_that_cannot_be_is_no_year() -> None:
    assert told(read(feature("AM01", [HERE], jrstatcode="0000AM01"))) == [
        "grenzen.json, jrstatcode: Het bestand zegt niet van welk jaar de grenzen zijn."
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "regel 1: Dit is geen JSON."),
        (b'{"type": "FeatureCollection",\n "features": [', "regel 2: Dit is geen JSON."),
        (b"[]", "type: Dit is geen lijst van gebieden."),
        (b'{"type": "Feature"}', "type: Dit is geen lijst van gebieden."),
        (b'{"type": "FeatureCollection", "features": []}', "features: Er staat geen enkel gebied in."),
        (b"[" * 100_000, "regel 1: Dit is geen JSON."),
    ],
)
def test_what_is_no_border_file_says_so(body: bytes, message: str) -> None:
    found = read_borders(body, "grenzen.json", "arbeidsmarktregio", DAY)

    assert found.boundaries is None
    assert told(found) == [f"grenzen.json, {message}"]


def test_a_file_is_read_by_its_name_alone(tmp_path: Path) -> None:
    """Where it stood on somebody's machine is nobody's business."""
    file = tmp_path / "am_2026.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature("AM01", [HERE])]}))

    found = read_border_file(str(file), "arbeidsmarktregio", DAY)

    assert found.boundaries is not None
    assert found.boundaries.source == "am_2026.geojson"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = read_border_file(str(tmp_path / "weg.geojson"), "arbeidsmarktregio", DAY)

    assert found.boundaries is None
    assert len(found.problems) == 1


def test_every_word_is_there_in_both_languages() -> None:
    found = read(feature(None, [HERE], jrstatcode=None), feature("GM0014", [HERE]))

    assert found.problems
    assert all(all(text.nl and text.en for text in (one.what, one.expected, one.what_now)) for one in found.problems)
