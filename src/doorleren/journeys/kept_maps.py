# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Maps out of the borders that are kept: each is made once, and handed to whoever asks for it again.

Knows: when a map is made anew, and that damaged borders are told to who looks after the server, and then give way.
Leaves: where borders are kept (handed in), which map fits (`map_shapes`).
"""

import logging
from collections.abc import Collection, Hashable, Sequence
from datetime import date
from threading import Lock
from typing import Final, Protocol

from ..region.boundaries import Boundaries
from ..region.regions import RegionKind
from .map_shapes import WITH_BORDERS, MapToUse, map_for, tiles_instead

MAPS_MAX: Final = 16
"""How many maps stay in memory: of three kinds, a few years each; one weighs less than 200 kB."""

_LOG: Final = logging.getLogger(__name__)


class BordersTrouble(Exception):
    """Kept borders cannot be used: damaged, or not to be opened. Says which file, and what to do."""


class KeptBorders(Protocol):
    """Where borders are kept, as far as a map needs to know it."""

    def years(self, kind: RegionKind) -> Sequence[int]:
        """The years of which there are borders."""
        ...

    def stamp(self, kind: RegionKind, year: int) -> Hashable:
        """Changes when these borders do."""
        ...

    def read(self, kind: RegionKind, year: int) -> Boundaries | None:
        """The borders; None where there are none. Raises BordersTrouble."""
        ...


class KeptMaps:
    """The maps of one house; is a `Maps`."""

    def __init__(self, borders: KeptBorders) -> None:
        self._borders = borders
        self._made: dict[Hashable, MapToUse] = {}
        self._making = Lock()

    def map_for(self, kind: RegionKind, codes: Collection[str], on: date, figures_of: date | None = None) -> MapToUse:
        years = self._borders.years(kind) if kind in WITH_BORDERS else ()
        if not years:
            return map_for(kind, codes, on, figures_of=figures_of)
        wanted = (figures_of or on).year
        year = min(years, key=lambda one: (abs(one - wanted), -one))
        if year != wanted:
            return tiles_instead(kind, codes, on, year, figures_of)
        key = (kind, year, self._borders.stamp(kind, year), frozenset(codes))
        found = self._made.get(key)
        if found is None:
            # One makes it and the others wait: it takes seconds, and twice as long for two at once.
            with self._making:
                found = self._made.get(key) or self._keep(key, self._make(kind, codes, on, figures_of, year))
        # Tiles are looked up by the day, which is no part of the key.
        return found if found.shapes is None or found.shapes.year is not None else self._tiles(found, kind, codes, on)

    def _make(self, kind: RegionKind, codes: Collection[str], on: date, figures_of: date | None, year: int) -> MapToUse:
        try:
            kept = self._borders.read(kind, year)
        except BordersTrouble as trouble:
            _LOG.error("Borders of %s %s cannot be used, and tiles are shown: %s", kind, year, trouble)
            return tiles_instead(kind, codes, on, year, figures_of)
        return map_for(kind, codes, on, kept, figures_of)

    def _tiles(self, found: MapToUse, kind: RegionKind, codes: Collection[str], on: date) -> MapToUse:
        return MapToUse(map_for(kind, codes, on).shapes, found.why_tiles)

    def _keep(self, key: Hashable, made: MapToUse) -> MapToUse:
        while len(self._made) >= MAPS_MAX:
            self._made.pop(next(iter(self._made)))
        self._made[key] = made
        return made
