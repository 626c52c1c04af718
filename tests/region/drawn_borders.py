# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Borders of our own making: cells of a grid whose edges wind as rivers do; and a file of them as CBS would give it."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from doorleren.region.boundaries import Boundaries, Outline
from doorleren.region.regions import RegionKind

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


def winding_of(kind: RegionKind, codes: Sequence[str], points: int, year: int = 2026) -> Boundaries:
    """Winding borders of these regions, `points` on each of their four sides."""
    drawn = winding(len(codes), math.ceil(math.sqrt(len(codes))), points).outlines
    outlines = (replace(one, code=code, name=f"Gebied {code}") for one, code in zip(drawn, codes, strict=True))
    return Boundaries(kind, year, tuple(outlines), "eigen tekening", DAY)


def as_file(drawn: Boundaries) -> bytes:
    """The borders as a file of CBS has them, small enough to lie in the Netherlands."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "statcode": one.code,
                "statnaam": one.name,
                "jrstatcode": f"{drawn.year}{one.code}",
                "rubriek": drawn.kind,
            },
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [
                    [[[round(x * 0.6 + 20_000, 3), round(y * 0.6 + 310_000, 3)] for x, y in ring] for ring in rings]
                    for rings in one.polygons
                ],
            },
        }
        for one in drawn.outlines
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
