# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""On what map regions can be shown on a day: real borders of the right year where they were kept, else our own tiles.

Knows: which of both, and why a map with borders is not there. Leaves: how they are drawn (portal).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ..basics import Said, said
from ..region.boundaries import Boundaries, TooLarge, as_shapes, why_not_this_year
from ..region.regions import RegionKind
from ..region.shapes import Shape, Shapes
from ..region.tiles import tiles_for

__all__ = ["MapToUse", "Shape", "Shapes", "map_for"]


_TOO_LARGE = said(
    "De kaart met grenzen is te groot om te versturen. Daarom ziet u hier blokjes.",
    "The map with borders is too large to send. So you see tiles here.",
)


@dataclass(frozen=True, slots=True)
class MapToUse:
    """A map, or None where none can be made of all these regions. `why_tiles`: why it is not the one with borders."""

    shapes: Shapes | None
    why_tiles: Said | None = None


def map_for(kind: RegionKind, codes: Collection[str], on: date, kept: Boundaries | None = None) -> MapToUse:
    """The map of these regions for figures about a day. `kept`: borders of this kind, if there are any."""
    why = None
    if kept is not None and kept.kind == kind:
        why = why_not_this_year(kept, on.year)
        chosen = tuple(one for one in kept.outlines if one.code in codes)
        if why is None and chosen and len(chosen) == len(set(codes)):
            whole = Boundaries(kind, kept.year, chosen, kept.source, kept.fetched)
            try:
                return MapToUse(as_shapes(whole))
            except TooLarge:
                why = _TOO_LARGE
    return MapToUse(tiles_for(kind, codes, on), why)
