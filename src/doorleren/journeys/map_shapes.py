# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""On what map regions can be shown on a day: real borders of the right year where they were kept, else our own tiles.

Knows: which of both, and why a map with borders is not there. Leaves: what is kept (`kept_maps`), how a map is drawn
(portal).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from ..basics import Said, said
from ..region.boundaries import Boundaries, TooLarge, as_shapes, why_not_this_year
from ..region.regions import RegionKind
from ..region.shapes import Shape, Shapes
from ..region.tiles import tile_maps, tiles_for

__all__ = ["WITH_BORDERS", "MapToUse", "Maps", "Shape", "Shapes", "TilesOnly", "letters_of", "map_for", "tiles_instead"]

WITH_BORDERS: Final[tuple[RegionKind, ...]] = ("provincie", "arbeidsmarktregio", "gemeente")
"""The kinds of region for which CBS draws borders."""

_NO_BORDERS: Final = said(
    "Daarom ziet u hier geen kaart met grenzen.",
    "So there is no map with borders here.",
)
_TOO_LARGE: Final = said(
    "De kaart met grenzen is te groot om te versturen.", "The map with borders is too large to send."
)
_TODAY: Final = said("Wij hebben grenzen van {kept}, niet van {year}.", "We have borders of {kept}, not of {year}.")
_NONE_KEPT: Final = said("Wij hebben geen grenzen van {year}.", "We have no borders of {year}.")
_LACKING: Final = said(
    "Bij de grenzen van {year} ontbreken {n} van deze {all} gebieden.",
    "The borders of {year} lack {n} of these {all} regions.",
)
_LACKING_ONE: Final = said(
    "Bij de grenzen van {year} ontbreekt 1 van deze {all} gebieden.",
    "The borders of {year} lack 1 of these {all} regions.",
)
_DAMAGED: Final = said(
    "Het bestand met de grenzen van {year} is beschadigd.", "The file with the borders of {year} is damaged."
)


@dataclass(frozen=True, slots=True)
class MapToUse:
    """A map, or None where none can be made of all these regions. `why_tiles`: why it is not the one with borders."""

    shapes: Shapes | None
    why_tiles: Said | None = None


class Maps(Protocol):
    """What a door asks: on what map can these regions be shown?"""

    def map_for(self, kind: RegionKind, codes: Collection[str], on: date, figures_of: date | None = None) -> MapToUse:
        """The map of the regions that there were on a day. `figures_of`: the day that the figures on it are about."""
        ...


class TilesOnly:
    """The maps where nobody keeps borders; is a `Maps`."""

    def map_for(self, kind: RegionKind, codes: Collection[str], on: date, figures_of: date | None = None) -> MapToUse:
        return map_for(kind, codes, on, figures_of=figures_of)


def map_for(
    kind: RegionKind,
    codes: Collection[str],
    on: date,
    kept: Boundaries | None = None,
    figures_of: date | None = None,
) -> MapToUse:
    """The map of these regions, which there were on a day. `kept`: borders of this kind, if there are any.

    Borders fit where they are of the year that the figures are about, and of the day itself where there are none.
    """
    day = figures_of or on
    if kept is None or kept.kind != kind:
        return _tiles(kind, codes, on, _sentence(_NONE_KEPT, year=day.year) if kind in WITH_BORDERS else None)
    if kept.year != day.year:
        return tiles_instead(kind, codes, on, kept.year, figures_of)
    wanted = set(codes)
    chosen = tuple(one for one in kept.outlines if one.code in wanted)
    if not chosen or len(chosen) < len(wanted):
        lacking = len(wanted) - len(chosen)
        words = _LACKING_ONE if lacking == 1 else _LACKING
        return _tiles(kind, codes, on, _sentence(words, year=kept.year, n=lacking, all=len(wanted)))
    try:
        return MapToUse(as_shapes(Boundaries(kind, kept.year, chosen, kept.source, kept.fetched)))
    except TooLarge:
        return _tiles(kind, codes, on, _sentence(_TOO_LARGE))


def letters_of(kind: RegionKind) -> Mapping[str, str]:
    """A few letters for each region that has a tile ("Gron"), for a map on which its whole name does not fit."""
    return {tile.code: tile.short for one in tile_maps() if one.kind == kind for tile in one.tiles}


def tiles_instead(
    kind: RegionKind, codes: Collection[str], on: date, kept_year: int, figures_of: date | None = None
) -> MapToUse:
    """The map where there are borders of one year only, which is not that of the figures; or it is, and they are
    damaged."""
    if figures_of is not None and kept_year != figures_of.year:
        return _tiles(kind, codes, on, why_not_this_year(kept_year, figures_of.year))
    if figures_of is None and kept_year != on.year:
        return _tiles(kind, codes, on, _sentence(_TODAY, kept=kept_year, year=on.year))
    return _tiles(kind, codes, on, _sentence(_DAMAGED, year=kept_year))


def _tiles(kind: RegionKind, codes: Collection[str], on: date, why: Said | None) -> MapToUse:
    return MapToUse(tiles_for(kind, codes, on), why)


def _sentence(words: Said, **parts: int) -> Said:
    return said(
        f"{words.nl.format(**parts)} {_NO_BORDERS.nl}",
        f"{words.en.format(**parts)} {_NO_BORDERS.en}",
    )
