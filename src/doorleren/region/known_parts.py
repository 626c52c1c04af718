# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the parts that lie in a region are together that region; if not, why, in words.

Knows: when figures of parts may be added up.
Leaves: which regions there are (`known_regions`), where they lie (`day_map`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ..basics import Said, said, say_day
from .day_map import NOWHERE, DayMap
from .kind_words import MANY, ONE, all_said, joined
from .regions import Parts, Region, RegionKind

LABOUR_SOURCE: Final = (
    "Besluit werkgebieden UWV 2015, bijlage 3 (https://wetten.overheid.nl/BWBR0036164/), en voor latere dagen de"
    " bronnen die in de tabel arbeidsmarktregio genoemd staan"
)

_NAMED_AT_MOST: Final = 3


def parts_of(
    region: Region | str,
    kind: RegionKind,
    today: DayMap,
    candidates: Sequence[Region],
    municipality_names: Mapping[str, str],
    provinces: Sequence[Region],
    source: str,
    last_known: DayMap | None,
) -> Parts:
    """The parts of a kind that lie in a region on the day of the map, wholly or for a part.

    `candidates`: all of that kind on the day. `last_known`: the map of the last day on which it was known where the
    municipalities lay, if that is not known now.
    """
    if isinstance(region, str):
        shown = "".join(ch for ch in region[:40] if ch.isprintable())
        why = said(f"De regio «{shown}» kennen we niet.", f"We do not know the region «{shown}».")
        return Parts(region, today.day, (), False, why, "")
    sources = source if kind != "arbeidsmarktregio" else f"{source}; {LABOUR_SOURCE}"
    if (never := _never(region, kind, today)) is not None:
        return Parts(region.code, today.day, (), False, never, sources)
    inside = _inside(region, candidates, today)
    names = _Names(municipality_names, provinces, today)
    reasons = _why_not(region, kind, inside, today, names)
    if reasons and last_known is not None:
        reasons += _used_to_cross(region, candidates, today, _Names(municipality_names, provinces, last_known))
    codes = tuple(one.code for one in inside)
    if not reasons:
        return Parts(region.code, today.day, codes, True, None, sources)
    told = all_said(reasons, between="; ")
    why = said(
        f"{region.name} is niet de som van de {MANY[kind].nl} die erin liggen: {told.nl}.",
        f"{region.name} is not the sum of the {MANY[kind].en} that lie in it: {told.en}.",
    )
    return Parts(region.code, today.day, codes, False, why, sources)


class _Names:
    """How places outside a region are told: by province, with the municipalities if they are few."""

    def __init__(self, municipalities: Mapping[str, str], provinces: Sequence[Region], day_map: DayMap) -> None:
        self.municipalities = municipalities
        self.provinces = provinces
        self.map = day_map

    def part_outside(self, one: Region, codes: Iterable[str], *, before: bool) -> Said:
        """ "een deel van Groot Amsterdam ligt in de provincie Utrecht (De Ronde Venen)", now or before."""
        left = sorted(codes)
        alike = any(one.name == province.name for province in self.provinces)
        name_nl, name_en = (f"de {ONE[one.kind].nl} {one.name}", f"the {ONE[one.kind].en} of {one.name}")
        if not alike:
            name_nl = name_en = one.name
        if one.kind == "provincie":
            where = said(f"erbuiten ({self.listed(left, 'nl')})", f"outside it ({self.listed(left, 'en')})")
        else:
            where = self._by_province(left)
        part_nl, part_en = f"een deel van {name_nl}", f"a part of {name_en}"
        if before:
            return said(f"lag {part_nl} {where.nl}", f"{part_en} lay {where.en}")
        return said(f"{part_nl} ligt {where.nl}", f"{part_en} lies {where.en}")

    def _by_province(self, codes: Sequence[str]) -> Said:
        told = []
        for province in self.provinces:
            here = [code for code in codes if code in self.map.area(province.code).members]
            if here:
                nl, en = self.listed(here, "nl"), self.listed(here, "en")
                told.append(said(f"de provincie {province.name} ({nl})", f"the province of {province.name} ({en})"))
        places = all_said(told)
        return said(f"in {places.nl}", f"in {places.en}")

    def listed(self, codes: Sequence[str], language: str) -> str:
        if len(codes) > _NAMED_AT_MOST:
            return f"{len(codes)} {MANY['gemeente'].in_language(language)}"
        return joined([self.municipalities.get(code, code) for code in codes], language)


def _never(region: Region, kind: RegionKind, today: DayMap) -> Said | None:
    """Why there can be no parts at all: it was not there, or such a region has none of that kind."""
    if region.kind == "groep" and not region.existed_on(today.day):
        return said(
            f"Wie er op {say_day(today.day, 'nl')} bij {region.name} hoorden, weten we niet.",
            f"Who belonged to {region.name} on {say_day(today.day, 'en')} is not known to us.",
        )
    if not region.existed_on(today.day):
        return said(
            f"{region.name} bestond op {say_day(today.day, 'nl')} niet.",
            f"{region.name} did not exist on {say_day(today.day, 'en')}.",
        )
    if today.area(region.code) == NOWHERE:
        return said(
            f"«{region.name}» is geen gebied: het is wat een bron niet kon plaatsen.",
            f"«{region.name}» is no area: it is what a source could not place.",
        )
    if region.kind == "gemeente" or kind == "land" or (kind == region.kind and kind != "groep"):
        one, many = ONE[region.kind], MANY[kind]
        return said(f"Een {one.nl} bestaat niet uit {many.nl}.", f"A {one.en} does not consist of {many.en}.")
    return None


def _inside(region: Region, candidates: Sequence[Region], day_map: DayMap) -> list[Region]:
    whole = day_map.area(region.code).members
    return [one for one in candidates if one.code != region.code and day_map.area(one.code).members & whole]


def _why_not(region: Region, kind: RegionKind, inside: Sequence[Region], today: DayMap, names: _Names) -> list[Said]:
    """All reasons why the parts are not the region; empty if they are."""
    whole = today.area(region.code)
    areas = [today.area(one.code) for one in inside]
    covered = frozenset[str]().union(*(area.members for area in areas))
    why = _across(region, inside, today, names)
    if not whole.sure:
        why.append(
            said(
                f"op {say_day(today.day, 'nl')} is niet van elke gemeente bekend of die erin ligt",
                f"on {say_day(today.day, 'en')} it is not known of each municipality whether it lies in it",
            )
        )
    if missing := sorted(whole.members - covered):
        why.append((_unplaced if kind == "arbeidsmarktregio" else _in_none)(missing, len(whole.members), kind, names))
    unsure = [one.name for one, area in zip(inside, areas, strict=True) if not area.sure]
    if unsure:
        why.append(
            said(
                f"van {joined(unsure, 'nl')} is niet zeker of er nog een gemeente in ligt",
                f"it is not certain whether another municipality lies in {joined(unsure, 'en')}",
            )
        )
    if sum(len(area.members) for area in areas) > len(covered):
        why.append(said("sommige liggen in elkaar", "some of them lie in each other"))
    return why


def _across(
    region: Region, inside: Sequence[Region], day_map: DayMap, names: _Names, *, before: bool = False
) -> list[Said]:
    """The parts that lie over its border."""
    told = [
        names.part_outside(one, outside, before=before) for one in inside if (outside := _outside(region, one, day_map))
    ]
    return [all_said(told)] if told else []


def _outside(region: Region, one: Region, day_map: DayMap) -> frozenset[str]:
    return day_map.area(one.code).members - day_map.area(region.code).members


def _used_to_cross(region: Region, candidates: Sequence[Region], today: DayMap, names: _Names) -> list[Said]:
    """Parts that are not known to lie over the border now, and did so when it was last known."""
    then = names.map
    inside = _inside(region, [one for one in candidates if not _is_across(region, one, today)], then)
    told = _across(region, inside, then, names, before=True)
    if not told:
        return []
    return [said(f"op {say_day(then.day, 'nl')} {told[0].nl}", f"on {say_day(then.day, 'en')} {told[0].en}")]


def _is_across(region: Region, one: Region, day_map: DayMap) -> bool:
    members = day_map.area(one.code).members
    return bool(members & day_map.area(region.code).members) and bool(_outside(region, one, day_map))


def _unplaced(missing: Sequence[str], total: int, kind: RegionKind, names: _Names) -> Said:
    """Municipalities of which nobody says in which region they lie."""
    day = names.map.day
    nl, en = f"van {len(missing)} van de {total} gemeenten", f"of {len(missing)} of the {total} municipalities"
    known = said("is niet bekend", "it is not known")
    if len(missing) == total:
        nl, en = f"van geen van de {total} gemeenten", f"of none of the {total} municipalities"
        known = said("is bekend", "it is known")
    elif len(missing) <= _NAMED_AT_MOST:
        nl, en = f"{nl} ({names.listed(missing, 'nl')})", f"{en} ({names.listed(missing, 'en')})"
    return said(
        f"{nl} {known.nl} in welke {ONE[kind].nl} die op {say_day(day, 'nl')} lag",
        f"{en} {known.en} in which {ONE[kind].en} it lay on {say_day(day, 'en')}",
    )


def _in_none(missing: Sequence[str], total: int, kind: RegionKind, names: _Names) -> Said:
    """Municipalities of the region that lie in no such part."""
    many = len(missing) > 1
    nl, en = names.listed(missing, "nl"), names.listed(missing, "en")
    return said(
        f"{nl} {'liggen' if many else 'ligt'} in geen van die {MANY[kind].nl}",
        f"{en} {'lie' if many else 'lies'} in none of those {MANY[kind].en}",
    )
