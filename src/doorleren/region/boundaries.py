# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real borders of regions, for a map: in metres of the Dutch grid (RD), with fewer points, as paths.

Knows: outlines, from degrees to RD, fewer points without gaps between neighbours, paths in whole numbers, how large a
map may be. Leaves: reading border files (importers), where they are kept (`boundaries_kept`), colours (portal).
Not yet tried on a real file of CBS or PDOK: its tests draw small borders of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from ..basics import Said, said
from .regions import RegionKind
from .shapes import Shape, Shapes

Ring = tuple[tuple[float, float], ...]
"""Points in RD metres; the last is the first."""
Polygon = tuple[Ring, ...]
"""The outer ring, and then its holes."""

BYTES_MAX: Final = 60_000
"""The most that the paths of one map may weigh: it comes along with the page."""

WIDTH: Final = 600
_COARSER: Final = (1, 2, 3, 4, 6, 8, 12, 16)
"""How many points of the drawing a border may shift: as few as the size allows."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The border of one region: one polygon, or more where it has islands."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The borders of all regions of one kind in one year, in the order of their codes.

    `source`: the file or address they came from. `fetched`: the day on which somebody got them.
    """

    kind: RegionKind
    year: int
    outlines: tuple[Outline, ...]
    source: str
    fetched: date


class TooLarge(Exception):
    """A map stays too large to send, however few points it has."""


def why_not_this_year(kept_year: int, year: int) -> Said | None:
    """Why borders of one year do not fit figures of a year; None where they do."""
    if kept_year == year:
        return None
    return said(
        f"De grenzen zijn van {kept_year} en de cijfers van {year}. Daarom ziet u hier geen kaart met grenzen.",
        f"The borders are of {kept_year} and the figures of {year}. So there is no map with borders here.",
    )


# --- from degrees to metres -----------------------------------------------------------------------------------------

# F.H. Schreutelkamp and G.L. Strang van Hees, Benaderingsformules voor de transformatie tussen RD- en
# WGS84-kaartcoördinaten (Geodesia, 2001). (power of latitude, power of longitude): metres.
_AMERSFOORT_RD: Final = (155_000.0, 463_000.0)
_AMERSFOORT_DEGREES: Final = (52.15517440, 5.38720621)
_EAST: Final = {
    (0, 1): 190_094.945,
    (1, 1): -11_832.228,
    (2, 1): -114.221,
    (0, 3): -32.391,
    (1, 0): -0.705,
    (3, 1): -2.340,
    (1, 3): -0.608,
    (0, 2): -0.008,
    (2, 3): 0.148,
}
_NORTH: Final = {
    (1, 0): 309_056.544,
    (0, 2): 3_638.893,
    (2, 0): 73.077,
    (1, 2): -157.984,
    (3, 0): 59.788,
    (0, 1): 0.433,
    (2, 2): -6.439,
    (1, 1): -0.032,
    (0, 4): 0.092,
    (1, 4): -0.054,
}


def to_rd(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees (WGS84) in metres of the Dutch grid, within a metre on Dutch land; far finer than a map needs."""
    north = 0.36 * (latitude - _AMERSFOORT_DEGREES[0])
    east = 0.36 * (longitude - _AMERSFOORT_DEGREES[1])
    return (
        _AMERSFOORT_RD[0] + sum(metres * north**p * east**q for (p, q), metres in _EAST.items()),
        _AMERSFOORT_RD[1] + sum(metres * north**p * east**q for (p, q), metres in _NORTH.items()),
    )


# --- fewer points ---------------------------------------------------------------------------------------------------


def simplified(outlines: Iterable[Outline], tolerance_m: float) -> tuple[Outline, ...]:
    """The same regions with fewer points; what two of them share stays shared, so that no gap opens between them."""
    import shapely

    kept = list(outlines)
    # The tolerance of a coverage is the side of a triangle that may go.
    shapes = shapely.coverage_simplify([geometry(one) for one in kept], tolerance_m)
    return tuple(Outline(one.code, one.name, polygons_of(shape)) for one, shape in zip(kept, shapes, strict=True))


def geometry(outline: Outline) -> Any:
    """An outline as shapely has it."""
    import shapely

    return shapely.MultiPolygon([(rings[0], list(rings[1:])) for rings in outline.polygons])


def polygons_of(shape: Any) -> tuple[Polygon, ...]:
    """All polygons of a shape, the largest first; lines and points that are left over are nothing."""
    parts = list(getattr(shape, "geoms", [shape]))
    flat = [one for part in parts for one in getattr(part, "geoms", [part]) if one.geom_type == "Polygon"]
    whole = sorted((one for one in flat if not one.is_empty), key=lambda one: (-one.area, one.bounds))
    return tuple(
        (_ring(one.exterior), *sorted((_ring(hole) for hole in one.interiors), key=lambda ring: ring[0]))
        for one in whole
    )


def _ring(ring: Any) -> Ring:
    return tuple((float(x), float(y)) for x, y, *_ in ring.coords)


# --- paths ----------------------------------------------------------------------------------------------------------


def as_shapes(boundaries: Boundaries, bytes_max: int = BYTES_MAX) -> Shapes:
    """The borders as paths, with as many points as the size allows. Raises TooLarge.

    North is above. An island or hole that is smaller than the eye can see is not drawn; a region always is.
    """
    for coarser in _COARSER:
        drawn = _drawn(boundaries, simplified(boundaries.outlines, coarser * _metres(boundaries)))
        if drawn.bytes_of_paths <= bytes_max:
            return drawn
    raise TooLarge(f"{len(boundaries.outlines)} regions of {boundaries.year} do not fit in {bytes_max} bytes")


def _drawn(boundaries: Boundaries, outlines: tuple[Outline, ...]) -> Shapes:
    west, south, east, north = _box(boundaries)
    metres = _metres(boundaries)

    def place(point: tuple[float, float]) -> tuple[int, int]:
        return round((point[0] - west) / metres), round((north - point[1]) / metres)

    shapes = tuple(_shape(one, place, metres) for one in outlines)
    width, height = place((east, south))
    return Shapes(boundaries.kind, max(width, 1), max(height, 1), shapes, _about(boundaries), year=boundaries.year)


def _box(boundaries: Boundaries) -> tuple[float, float, float, float]:
    points = [point for one in boundaries.outlines for rings in one.polygons for point in rings[0]]
    east, north = zip(*points, strict=True)
    return min(east), min(north), max(east), max(north)


def _metres(boundaries: Boundaries) -> float:
    """How many metres one point of the drawing is."""
    west, south, east, north = _box(boundaries)
    return max(east - west, (north - south) / 2, 1.0) / WIDTH


def _shape(outline: Outline, place: Any, metres: float) -> Shape:
    inside, room_m = _inside(outline)
    x, y = place(inside)
    rings = [[place(point) for point in ring] for rings in outline.polygons for ring in rings]
    path = "".join(_path(ring) for ring in rings)
    return Shape(outline.code, path or f"M{x - 1} {y - 1}h2v2h-2z", x, y, room=int(room_m / metres))


def _inside(outline: Outline) -> tuple[tuple[float, float], float]:
    """A point well inside the largest part, where a sign may stand, and how far the edge is from there."""
    import shapely

    largest = outline.polygons[0]
    shape = shapely.Polygon(largest[0], list(largest[1:]))
    try:
        # A line from the middle of the largest circle to where it touches the edge.
        line = shapely.maximum_inscribed_circle(shape, tolerance=max(shape.length / 500, 1.0))
    except shapely.errors.GEOSException:  # a part without any inside
        x, y = shape.representative_point().coords[0]
        return (float(x), float(y)), 0.0
    x, y = line.coords[0]
    return (float(x), float(y)), float(line.length)


def _path(ring: list[tuple[int, int]]) -> str:
    """A ring in steps from point to point: shorter than places."""
    kept = [point for number, point in enumerate(ring[:-1]) if number == 0 or point != ring[number - 1]]
    if len(kept) < 3 or _twice_area(kept) == 0:
        return ""
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in pairwise(kept) if (x, y) != (was_x, was_y)]
    return f"M{kept[0][0]} {kept[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-") + "z"


def _twice_area(points: list[tuple[int, int]]) -> int:
    return sum(
        x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, [*points[1:], points[0]], strict=True)
    )


def _about(boundaries: Boundaries) -> Said:
    return said(
        f"Kaart met de grenzen van {boundaries.year}, vereenvoudigd. Bron: {boundaries.source}.",
        f"Map with the borders of {boundaries.year}, simplified. Source: {boundaries.source}.",
    )
