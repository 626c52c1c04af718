# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which municipalities each region held on one day, and of which regions that is not known.

Knows: areas as sets of municipalities.
Leaves: where that comes from (`borders`, `own_groups`, tables handed in), and what is said about it (`known_parts`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from .borders import Lies
from .own_groups import Group


@dataclass(frozen=True, slots=True)
class Area:
    """The municipalities of a region. `sure` False: there may be others, because of some it is not known where they
    lie."""

    members: frozenset[str]
    sure: bool


NOWHERE: Final = Area(frozenset(), True)
"""The area of a code that is no region of that day."""

_UNKNOWN: Final = Area(frozenset(), False)


@dataclass(frozen=True)
class DayMap:
    """One day: all municipalities, the area of each region, and the labour-market region of each where it is known."""

    day: date
    municipalities: frozenset[str]
    labour_region_of: Mapping[str, str]
    areas: Mapping[str, Area]

    def area(self, code: str) -> Area:
        """The area of a region; empty for one that is not there on this day."""
        if code in self.municipalities:
            return Area(frozenset([code]), True)
        return self.areas.get(code, NOWHERE)


def map_of(
    day: date,
    municipalities: Iterable[str],
    country: str,
    province_of: Mapping[str, Iterable[Lies]],
    labour_region_of: Mapping[str, Iterable[Lies]],
    maybe_in: Mapping[str, Collection[str]],
    groups: Iterable[Group],
) -> DayMap:
    """Draw the map of a day.

    `maybe_in`: the labour-market regions that a municipality, what it came from or what it became ever lay in. Where it
    lies on this day no source may say; then none of those regions is known whole.
    """
    there = frozenset(municipalities)
    province = _where(there, province_of, day)
    labour = _where(there, labour_region_of, day)
    unsure: set[str] = set()
    for code in there - labour.keys():
        unsure.update(maybe_in.get(code, ()))
    # One that never lay anywhere that we know may lie everywhere.
    all_unsure = any(not maybe_in.get(code) for code in there - labour.keys())
    areas = {country: Area(there, True)}
    areas.update(_areas(province, frozenset()))
    areas.update(_areas(labour, frozenset(labour.values()) if all_unsure else unsure))
    areas.update({code: _UNKNOWN for code in unsure if code not in areas})
    for group in groups:
        inside = [lies.inside for lies in group.members if lies.on(day)]
        held = [Area(frozenset([code]) & there, True) if code not in areas else areas[code] for code in inside]
        areas[group.id] = Area(frozenset().union(*(one.members for one in held)), all(one.sure for one in held))
    return DayMap(day, there, labour, areas)


def _where(there: Iterable[str], rows: Mapping[str, Iterable[Lies]], day: date) -> dict[str, str]:
    return {code: lies.inside for code in sorted(there) for lies in rows.get(code, ()) if lies.on(day)}


def _areas(inside: Mapping[str, str], unsure: Collection[str]) -> dict[str, Area]:
    members: dict[str, set[str]] = {}
    for code, region in inside.items():
        members.setdefault(region, set()).add(code)
    return {region: Area(frozenset(codes), region not in unsure) for region, codes in members.items()}
