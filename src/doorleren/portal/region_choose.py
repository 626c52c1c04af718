# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing a region: on a map, in a list by kind, or by a word.

Knows: what a search says of a region that is no more. Leaves: which regions a word may mean (region), the map
(`region_map`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..journeys.map_shapes import Maps
from ..journeys.watch_parts import RegionKind, Regions
from .region_links import Links
from .region_pictures import choose_map
from .region_places import Gone, Place, gone, kind_names, place
from .words import Words

MOST_LETTERS: Final = 100
_KINDS: Final[tuple[RegionKind, ...]] = ("land", "provincie", "arbeidsmarktregio", "groep", "gemeente")
_MOST_FOUND: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A region that a word may mean, and what became of it if it is no more."""

    place: Place
    gone: Gone | None


def choose_values(regions: Regions, typed: str, on: date, links: Links, words: Words, maps: Maps) -> dict[str, Any]:
    """Everything on the page where a region is chosen; `typed` is what somebody looks for, or nothing."""
    looked_for = " ".join(typed.split())[:MOST_LETTERS]
    shown = choose_map(regions.of_kind("arbeidsmarktregio", on), links.region, on, words["language"], maps)
    return {
        "typed": looked_for,
        "found": found(regions, looked_for, links, words) if looked_for else None,
        "kinds": _kinds(regions, on, links, words),
        "map": shown.drawn,
        "why_map": shown.why,
        "links": {"indicators": links.indicators(), "compare": links.compare("", ())},
    }


def found(regions: Regions, looked_for: str, links: Links, words: Words) -> list[Found]:
    """The regions that these words may mean, also those that are no more."""
    return [
        Found(place(one, links, words), gone(one, regions.became(one.code), regions, links, words))
        for one in regions.find(looked_for)[:_MOST_FOUND]
    ]


def _kinds(regions: Regions, on: date, links: Links, words: Words) -> list[tuple[RegionKind, str, Sequence[Place]]]:
    """Each kind with its regions of the day, in the order of the page."""
    found: list[tuple[RegionKind, str, Sequence[Place]]] = []
    for kind in _KINDS:
        there = [place(one, links, words) for one in regions.of_kind(kind, on)]
        if there:
            found.append((kind, kind_names(kind, words), there))
    return found
