# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Schematic maps of our own: one tile for each region (`places/tiles.yaml`).

Knows: where each tile lies, and on which days a map is right. Leaves: colours, links and legend (portal).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from ..basics import said
from .regions import RegionKind
from .shapes import Shape, Shapes

TILE: Final = 60
"""How wide a tile is, the white around it included."""

_GAP: Final = 2
_ABOUT: Final = said(
    "Een kaart in blokjes: elk gebied is even groot. Waar een blokje ligt, klopt ongeveer.",
    "A map of tiles: each area has the same size. Where a tile lies is roughly right.",
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One region on the grid: columns from the west, rows from the north."""

    code: str
    short: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles of one map; right from `first` on, or on every day."""

    kind: RegionKind
    first: date | None
    tiles: tuple[Tile, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(tile.code for tile in self.tiles)


@cache
def tile_maps() -> tuple[TileMap, ...]:
    """Every map in the file. Raises ValueError for a mistake in it."""
    text = (Path(__file__).parent / "places/tiles.yaml").read_text("utf-8")
    return tuple(_map(one) for one in yaml.safe_load(text)["maps"])


def _map(one: dict[str, Any]) -> TileMap:
    tiles = [
        Tile(one["prefix"] + str(cell).split()[0], str(cell).split()[1], column, row)
        for row, cells in enumerate(one["rows"])
        for column, cell in enumerate(cells)
        if cell != "."
    ]
    twice = {tile.code for tile in tiles if sum(other.code == tile.code for other in tiles) > 1}
    if twice:
        raise ValueError(f"tiles.yaml: these stand twice on one map: {', '.join(sorted(twice))}")
    return TileMap(one["kind"], one.get("first"), tuple(sorted(tiles, key=lambda tile: tile.code)))


def tiles_for(kind: RegionKind, codes: Collection[str], on: date) -> Shapes | None:
    """The tiles of exactly these regions; None where one of them has no tile on that day: half a map is no map."""
    wanted = frozenset(codes)
    for one in tile_maps():
        if wanted and one.kind == kind and wanted <= one.codes and (one.first is None or one.first <= on):
            return _drawn(kind, [tile for tile in one.tiles if tile.code in wanted])
    return None


def _drawn(kind: RegionKind, tiles: list[Tile]) -> Shapes:
    west, north = min(tile.column for tile in tiles), min(tile.row for tile in tiles)
    east, south = max(tile.column for tile in tiles), max(tile.row for tile in tiles)
    side = TILE - 2 * _GAP
    shapes = []
    for tile in tiles:
        x, y = (tile.column - west) * TILE, (tile.row - north) * TILE
        path = f"M{x + _GAP} {y + _GAP}h{side}v{side}h-{side}z"
        shapes.append(Shape(tile.code, path, x + TILE // 2, y + TILE // 2, tile.short))
    width, height = (east - west + 1) * TILE, (south - north + 1) * TILE
    return Shapes(kind, width, height, tuple(shapes), _ABOUT, tile=TILE)
