# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A map that can be drawn: one shape for each region, whether it is a tile of our own or a real border.

Knows: the shape of both. Leaves: where the tiles lie (`tiles`), real borders (`boundaries`), colours (portal).
"""

from dataclasses import dataclass

from ..basics import Said
from .regions import RegionKind


@dataclass(frozen=True, slots=True)
class Shape:
    """One region. `path`: as SVG writes it, in whole numbers. `x`, `y`: a point inside, where a sign may stand.

    `short`: a few letters that fit on a tile; empty where the shape is a real border. `room`: how far it is from that
    point to the edge, for who wants to know whether a sign fits; None: it always does.
    """

    code: str
    path: str
    x: int
    y: int
    short: str = ""
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Shapes:
    """A whole map, in the order of its codes. `year`: the year of the borders; None: a scheme that has no borders.

    `tile`: how wide one tile is, or None for real borders.
    """

    kind: RegionKind
    width: int
    height: int
    shapes: tuple[Shape, ...]
    about: Said
    year: int | None = None
    tile: int | None = None

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(shape.code for shape in self.shapes)

    @property
    def bytes_of_paths(self) -> int:
        return sum(len(shape.path) for shape in self.shapes)
