# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real borders: from degrees to metres, fewer points without gaps, paths that are small enough to send."""

import math
import re
from datetime import date
from pathlib import Path

import pytest
import shapely

from doorleren.region.boundaries import (
    Boundaries,
    Outline,
    TooLarge,
    as_shapes,
    geometry,
    polygons_of,
    simplified,
    to_rd,
    why_not_this_year,
)
from doorleren.region.boundaries_kept import DamagedBoundaries, keep_boundaries, read_boundaries, years_kept

DAY = date(2026, 11, 21)


def box(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def borders(*outlines: Outline, year: int = 2026) -> Boundaries:
    return Boundaries("provincie", year, outlines, "eigen tekening", DAY)


def winding(number: int, columns: int, points: int) -> Boundaries:
    """Regions on a grid of 20 km, whose borders wind as rivers do; neighbours share each of their points."""
    side = 20_000.0

    def wound(one: tuple[int, int], other: tuple[int, int]) -> list[tuple[float, float]]:
        along = (other[0] - one[0], other[1] - one[1])
        line = []
        for t in (n / points for n in range(1, points)):
            off = 900 * math.sin(7 * t + sum(one)) + 300 * math.sin(31 * t) + 60 * math.sin(211 * t)
            off *= math.sin(math.pi * t)
            line.append(
                ((one[0] + along[0] * t) * side - along[1] * off, (one[1] + along[1] * t) * side + along[0] * off)
            )
        return line

    edges: dict[tuple[tuple[int, int], tuple[int, int]], list[tuple[float, float]]] = {}

    def edge(one: tuple[int, int], other: tuple[int, int]) -> list[tuple[float, float]]:
        if (other, one) in edges:
            return edges[other, one][::-1]
        return edges.setdefault((one, other), wound(one, other))

    outlines = []
    for place in range(number):
        x, y = place % columns, place // columns
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        ring = [
            point
            for corner, after in zip(corners, [*corners[1:], corners[0]], strict=True)
            for point in [(corner[0] * side, corner[1] * side), *edge(corner, after)]
        ]
        outlines.append(Outline(f"PV{place:02d}", f"Gebied {place}", (((*ring, ring[0]),),)))
    return borders(*outlines)


def test_the_tower_of_amersfoort_is_the_middle_of_the_grid() -> None:
    x, y = to_rd(52.15517440, 5.38720621)

    assert (x, y) == (155_000, 463_000)


@pytest.mark.parametrize(
    ("latitude", "longitude", "x", "y"),
    [
        pytest.param(53.160753042, 4.824761912, 117_380.12, 575_040.34, id="Texel"),
        pytest.param(53.419482050, 6.776726674, 247_380.56, 604_580.78, id="Noord-Groningen"),
        pytest.param(52.155172897, 5.387203657, 155_000.00, 463_000.00, id="Amersfoort"),
        pytest.param(51.368607152, 3.397588595, 16_460.91, 377_380.23, id="Zeeuws-Vlaanderen"),
        pytest.param(50.792584916, 5.773795548, 182_260.45, 311_480.67, id="Zuid-Limburg"),
        pytest.param(51.947393898, 4.072887101, 64_640.89, 440_700.01, id="Maasvlakte"),
    ],
)
def test_degrees_become_metres_within_half_a_metre(latitude: float, longitude: float, x: float, y: float) -> None:
    """The test sheet of RDNAPTRANS2008 (Kadaster); half a metre is a thousandth of a point on our maps."""
    assert math.dist(to_rd(latitude, longitude), (x, y)) < 0.5


def test_neighbours_stay_together_when_points_go() -> None:
    whole = winding(4, 2, 60)

    fewer = simplified(whole.outlines, 3_000)

    points = [sum(len(ring) for rings in one.polygons for ring in rings) for one in (*whole.outlines, *fewer)]
    shapes = [geometry(one) for one in fewer]
    assert max(points[4:]) < min(points[:4]) / 3
    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).geom_type == "Polygon"
    assert not list(shapely.union_all(shapes).interiors)


def test_thirty_five_regions_fit_in_their_size() -> None:
    """35 regions with 2 400 points each, as detailed as a file that nobody simplified."""
    shapes = as_shapes(winding(35, 5, 600))

    assert len(shapes.shapes) == 35
    assert 5_000 < shapes.bytes_of_paths <= 60_000


def test_a_map_that_cannot_be_small_enough_says_so() -> None:
    with pytest.raises(TooLarge, match="35 regions of 2026 do not fit in 100 bytes"):
        as_shapes(winding(35, 5, 10), bytes_max=100)


def test_a_path_is_drawn_in_whole_numbers_with_north_above() -> None:
    south, north = (
        Outline("PV01", "Zuid", ((box(0, 0, 60_000, 60_000),),)),
        Outline("PV02", "Noord", ((box(0, 60_000, 60_000, 120_000),),)),
    )

    shapes = as_shapes(borders(south, north))

    assert (shapes.width, shapes.height) == (600, 1200)
    assert [shape.path for shape in shapes.shapes] == ["M600 600l-600 0 0 600 600 0z", "M600 600l-600 0 0-600 600 0z"]
    assert all(re.fullmatch(r"M\d+ \d+l[-\d ]+z", shape.path) for shape in shapes.shapes)
    assert shapes.shapes[0].y > shapes.shapes[1].y


def test_a_hole_and_an_island_are_drawn() -> None:
    outline = Outline(
        "PV01",
        "Gat",
        ((box(0, 0, 60_000, 60_000), box(20_000, 20_000, 40_000, 40_000)), (box(70_000, 0, 90_000, 20_000),)),
    )

    shape = as_shapes(borders(outline)).shapes[0]

    assert shape.path.count("M") == 3
    assert shape.path.count("z") == 3


def test_a_sign_stands_inside_its_region() -> None:
    """In the arm of a horseshoe, not in the water between its arms."""
    shoe = (
        (
            (0.0, 0.0),
            (60_000.0, 0.0),
            (60_000.0, 60_000.0),
            (50_000.0, 60_000.0),
            (50_000.0, 10_000.0),
            (10_000.0, 10_000.0),
            (10_000.0, 60_000.0),
            (0.0, 60_000.0),
            (0.0, 0.0),
        ),
    )

    shape = as_shapes(borders(Outline("PV01", "Hoef", (shoe,)))).shapes[0]

    assert shapely.Polygon(shoe[0]).contains(shapely.Point(shape.x * 100, 60_000 - shape.y * 100))


def test_a_region_too_small_to_see_is_still_drawn() -> None:
    large, small = (
        Outline("PV01", "Groot", ((box(0, 0, 200_000, 200_000),),)),
        Outline("PV02", "Klein", ((box(200_000, 0, 200_010, 10),),)),
    )

    shapes = as_shapes(borders(large, small))

    assert shapes.shapes[1].path == "M599 599h2v2h-2z"


def test_the_same_borders_give_the_same_map() -> None:
    assert as_shapes(winding(6, 3, 40)) == as_shapes(winding(6, 3, 40))


def test_what_is_left_over_as_a_line_is_no_area() -> None:
    mixed = shapely.GeometryCollection(
        [shapely.LineString([(0, 0), (1, 1)]), shapely.box(0, 0, 1, 1), shapely.box(5, 5, 9, 9)]
    )

    assert [len(rings) for rings in polygons_of(mixed)] == [1, 1]
    assert polygons_of(mixed)[0][0][0][0] == 9


def test_kept_borders_come_back_as_they_were(tmp_path: Path) -> None:
    whole = borders(Outline("PV01", "’t Gat", ((box(0, 0, 60_000, 60_000), box(20_000, 20_000, 40_000, 40_000)),)))

    file = keep_boundaries(tmp_path, whole)

    assert file.relative_to(tmp_path).as_posix() == "grenzen/provincie-2026.json"
    assert read_boundaries(tmp_path, "provincie", 2026) == whole
    assert years_kept(tmp_path, "provincie") == (2026,)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_keeping_borders_again_gives_the_same_bytes(tmp_path: Path) -> None:
    first = keep_boundaries(tmp_path / "a", winding(4, 2, 9)).read_bytes()

    assert keep_boundaries(tmp_path / "b", winding(4, 2, 9)).read_bytes() == first


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert read_boundaries(tmp_path, "provincie", 2026) is None
    assert years_kept(tmp_path, "provincie") == ()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"vorm":"iets anders","soort":"provincie"}', '{"vorm":"doorleren-grenzen-1","soort":"provincie","jaar":2026,"bron":"x","opgehaald":"2026-11-21","gebieden":[{"code":"PV01","naam":"x","vlakken":[]}]}'],
)  # fmt: skip
def test_a_damaged_file_says_which_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "grenzen").mkdir()
    (tmp_path / "grenzen/provincie-2026.json").write_text(text)

    with pytest.raises(DamagedBoundaries, match=r"provincie-2026\.json: not as we keep borders"):
        read_boundaries(tmp_path, "provincie", 2026)


def test_a_file_with_another_year_in_it_is_not_used(tmp_path: Path) -> None:
    file = keep_boundaries(tmp_path, borders(Outline("PV01", "x", ((box(0, 0, 9, 9),),)), year=2025))
    file.rename(file.with_name("provincie-2026.json"))

    with pytest.raises(DamagedBoundaries, match="holds provincie of 2025"):
        read_boundaries(tmp_path, "provincie", 2026)


def test_borders_of_another_year_than_the_figures_say_so() -> None:
    why = why_not_this_year(2025, 2026)

    assert why is not None
    assert why.nl == "De grenzen zijn van 2025 en de cijfers van 2026. Daarom ziet u hier geen kaart met grenzen."
    assert why_not_this_year(2025, 2025) is None
