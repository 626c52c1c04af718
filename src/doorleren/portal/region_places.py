# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Regions as a page names them: what lies around and in one, and what became of one that is no more.

Knows: that a region that ended is never passed over in silence. Leaves: who became what, and by which source (region).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..basics import say_day
from ..journeys.watch_parts import Became, Parts, Region, RegionKind, Regions
from .region_links import Links
from .words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """A region with its kind and the address of its page."""

    code: str
    name: str
    kind: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of a region: a sentence, and where one can look now."""

    sentence: str
    source: str
    into: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """What lies in a region, of one kind. `why`: why these together are not the region, where that is so."""

    title: str
    places: tuple[Place, ...]
    exact: bool
    why: str


def place(region: Region, links: Links, words: Words) -> Place:
    return Place(region.code, region.name, kind_name(region.kind, words), links.region(region.code))


def kind_name(kind: RegionKind, words: Words) -> str:
    return str(words["region"]["kinds"][kind]["one"])


def kind_names(kind: RegionKind, words: Words) -> str:
    return str(words["region"]["kinds"][kind]["more"])


def gone(region: Region, became: Became | None, regions: Regions, links: Links, words: Words) -> Gone | None:
    """What a page says of a region that is no more; None while it exists."""
    if became is None:
        return None
    into = tuple(_named(code, regions, links, words) for code in became.into)
    told = words["region"]["became"][became.kind]
    sentence = str(told).format(
        name=region.name,
        day=say_day(became.on, words["language"]),
        into=names_joined([one.name for one in into], words),
    )
    return Gone(sentence, became.source, into)


def within(
    parts: Mapping[RegionKind, Parts], around: Iterable[Region], regions: Regions, links: Links, words: Words
) -> tuple[Within, ...]:
    """What lies in a region, kind by kind; where together they are not exactly the region, that is said.

    What lies `around` it is not told again as if it lay within.
    """
    larger = {one.code for one in around}
    found = []
    for kind, one in parts.items():
        inside = [_named(code, regions, links, words) for code in one.codes if code not in larger]
        if not inside:
            continue
        places = sorted(inside, key=lambda place: place.name)
        why = one.why.in_language(words["language"]) if one.why else ""
        found.append(Within(kind_names(kind, words), tuple(places), one.exact, why))
    return tuple(found)


def name_of(code: str, regions: Regions) -> str:
    """The name of a region, or its code where we know no more than that."""
    region = regions.region(code)
    return region.name if region else code


def _named(code: str, regions: Regions, links: Links, words: Words) -> Place:
    region = regions.region(code)
    return place(region, links, words) if region else Place(code, code, "", None)


def names_joined(names: list[str], words: Words) -> str:
    """ "a", "a en b", "a, b en c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words['region']['and']} {names[-1]}"
