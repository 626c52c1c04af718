# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The borders of this house: those in the data folder, the importer that brings new ones, and the maps made of them.

Knows: where they stand, and which regions a whole file holds. Leaves: the rest. Django is not needed for it.
"""

import os
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..basics import Problem, Said, said
from ..journeys.borders_house import BordersListed, BroughtIn
from ..journeys.file_trouble import reason_of
from ..journeys.kept_maps import BordersTrouble, KeptMaps
from ..journeys.map_shapes import WITH_BORDERS
from ..region.boundaries import Boundaries
from ..region.boundaries_kept import DamagedBoundaries, Stamp, keep_boundaries, read_boundaries, stamp_of, years_kept
from ..region.kind_words import MANY
from ..region.regions import Region, RegionKind, Regions
from .regions import the_regions

_NAMES_MAX: Final = 5


class BordersFolder:
    """The borders in a data folder; is a `KeptBorders` and a `BordersHouse`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def years(self, kind: RegionKind) -> tuple[int, ...]:
        return years_kept(self._folder, kind)

    def stamp(self, kind: RegionKind, year: int) -> Stamp | None:
        try:
            return stamp_of(self._folder, kind, year)
        except OSError:
            # What cannot be looked at cannot be read either, and that is told.
            return None

    def read(self, kind: RegionKind, year: int) -> Boundaries | None:
        try:
            return read_boundaries(self._folder, kind, year)
        except (DamagedBoundaries, OSError) as trouble:
            raise BordersTrouble(str(trouble)) from trouble

    def bring(
        self, source: str, kind: RegionKind, *, fetched: date, year: int | None = None, called: str | None = None
    ) -> BroughtIn:
        from ..importers.boundaries import read_border_file

        read = read_border_file(source, kind, fetched, year)
        if read.boundaries is None:
            return BroughtIn(None, read.problems, read.notes)
        found = replace(read.boundaries, source=called or read.boundaries.source)
        replaced = found.year in self.years(kind)
        try:
            keep_boundaries(self._folder, found)
        except OSError as error:
            return BroughtIn(None, (_not_written(error),), read.notes)
        notes = (*read.notes, *_lacking(found, the_regions()))
        return BroughtIn(_listed(found), (), notes, replaced)

    def listed(self) -> tuple[BordersListed, ...]:
        return tuple(self._one(kind, year) for kind in WITH_BORDERS for year in self.years(kind))

    def _one(self, kind: RegionKind, year: int) -> BordersListed:
        try:
            found = self.read(kind, year)
        except BordersTrouble as trouble:
            return BordersListed(kind, year, None, trouble=_damaged(kind, year, trouble))
        # Somebody may have taken the file away since its year was listed.
        return _listed(found) if found is not None else BordersListed(kind, year, 0)


def _listed(found: Boundaries) -> BordersListed:
    return BordersListed(found.kind, found.year, len(found.outlines), found.source, found.fetched)


def _lacking(found: Boundaries, regions: Regions) -> tuple[Problem, ...]:
    """The regions of that year that have no border here, and borders of what was no region then."""
    expected = {one.code: one for one in regions.of_kind(found.kind, date(found.year, 1, 1))}
    there = {one.code: one.name for one in found.outlines}
    notes = []
    if lacking := sorted(expected.keys() - there.keys()):
        names, kinds = _names([expected[code] for code in lacking]), MANY[found.kind]
        notes.append(
            Problem(
                f"{found.kind} {found.year}",
                said(
                    f"Van {len(lacking)} van de {len(expected)} {kinds.nl} is er geen grens: {names.nl}.",
                    f"For {len(lacking)} of the {len(expected)} {kinds.en} there is no border: {names.en}.",
                ),
                said(f"De grenzen van alle {kinds.nl}.", f"The borders of all {kinds.en}."),
                said(
                    "De grenzen zijn bewaard. Een kaart van alle gebieden blijft in blokjes.",
                    "The borders were kept. A map of all regions stays in tiles.",
                ),
            )
        )
    if strange := sorted(there.keys() - expected.keys()) if expected else []:
        names = _names([Region(code, there[code], found.kind) for code in strange])
        notes.append(
            Problem(
                f"{found.kind} {found.year}",
                said(
                    f"Dit was er in {found.year} niet: {names.nl}.", f"This was not there in {found.year}: {names.en}."
                ),
                said(f"Gebieden van {found.year}.", f"Regions of {found.year}."),
                said("Kijk of het jaar klopt.", "Check that the year is right."),
            )
        )
    return tuple(notes)


def _names(regions: Collection[Region]) -> Said:
    shown = ", ".join(f"{one.name} ({one.code})" for one in list(regions)[:_NAMES_MAX])
    more = len(regions) - _NAMES_MAX
    return said(f"{shown} en nog {more}", f"{shown} and {more} more") if more > 0 else said(shown, shown)


def _damaged(kind: RegionKind, year: int, trouble: BordersTrouble) -> Problem:
    return Problem(
        f"grenzen/{kind}-{year}.json",
        said("Dit bestand met grenzen is beschadigd.", "This file with borders is damaged."),
        said("Het bestand zoals wij het bewaarden.", "The file as we kept it."),
        said(
            f"Haal de grenzen opnieuw: doorleren regio grenzen haal BESTAND --soort {kind} --jaar {year}",
            f"Fetch the borders anew: doorleren regio grenzen haal BESTAND --soort {kind} --jaar {year}",
        ),
    )


def _not_written(error: OSError) -> Problem:
    return Problem(
        "grenzen",
        reason_of(error),
        said("een map waarin wij mogen schrijven, met ruimte", "a folder that we may write to, with room"),
        said(
            "Maak ruimte, of kies met DOORLEREN_DATA een andere map. Wat er al was, blijft staan.",
            "Make room, or choose another folder with DOORLEREN_DATA. What was there stays.",
        ),
    )


def the_borders() -> BordersFolder:
    """The borders in the data folder."""
    return BordersFolder(_data_folder())


def the_maps() -> KeptMaps:
    """The maps made of them, kept in memory as long as the program runs."""
    return _maps(_data_folder())


def make_maps(on: date) -> None:
    """Make the maps of the borders that are kept, so that no visitor waits for one."""
    borders, maps, regions = the_borders(), the_maps(), the_regions()
    for kind in WITH_BORDERS:
        for year in borders.years(kind):
            codes = [one.code for one in regions.of_kind(kind, on)]
            maps.map_for(kind, codes, on, date(year, 12, 31))


@lru_cache(maxsize=4)
def _maps(folder: Path) -> KeptMaps:
    return KeptMaps(BordersFolder(folder))


def _data_folder() -> Path:
    return Path(os.environ.get("DOORLEREN_DATA", ".data")).resolve()
