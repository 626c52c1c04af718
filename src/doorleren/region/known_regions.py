# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All regions that we know, from files with a source and from the tables by day that are handed in.

Knows: which code is which region, what there was on a day, what lay in what, what became of what.
Leaves: finding one by what somebody types (`region_names`), whether parts add up (`known_parts`), the map of a day
(`day_map`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .borders import Lies, borders
from .day_map import NOWHERE, DayMap, map_of
from .known_parts import parts_of
from .own_groups import OUR_GROUPS, Group, read_groups
from .regions import KINDS, Became, Parts, Region, RegionKind, Rows

COUNTRY: Final = Region("NL01", "Nederland", "land")

if TYPE_CHECKING:
    from .region_names import RegionNames

_CODE: Final = re.compile(r"(?:(?:19|20)\d\d)?((?:NL|PV|AM)\d{2}|GM\d{4})\s*[A-Za-z]*", re.IGNORECASE)
_MAPS_KEPT: Final = 32

_Row = tuple[date | None, date | None, str]


class KnownRegions:
    """The regions, as `Regions` asks for them.

    `names`: municipality → its name by day. `labour_regions`: municipality → its labour-market region by day, under the
    newest code. `labour_names`: labour-market region → its name. `groups_folder`: groups of whoever uses this, beside
    ours; `problems` says what was wrong with them.
    """

    def __init__(
        self, names: Rows, labour_regions: Rows, labour_names: Rows, groups_folder: Path | None = None
    ) -> None:
        self._borders = borders()
        self._names: dict[str, tuple[_Row, ...]] = {code: _in_order(rows) for code, rows in sorted(names.items())}
        self._came_from: dict[str, tuple[Became, ...]] = _turned_round(self._borders.became)
        self._labour = {code: self._under_codes_of_the_day(rows) for code, rows in sorted(labour_regions.items())}
        self._regions: dict[str, Region] = {COUNTRY.code: COUNTRY, **self._borders.provinces}
        self._regions.update(self._labour_regions(labour_names))
        self._regions.update({code: _municipality(code, rows) for code, rows in self._names.items()})
        folders = [OUR_GROUPS] if groups_folder is None else [OUR_GROUPS, groups_folder]
        base = frozenset(self._regions) - {COUNTRY.code}
        self._groups, self.problems = read_groups(folders, base.__contains__)
        self._regions.update({id: _region_of(group) for id, group in self._groups.items()})
        self._maybe_in = {code: self._ever_in(code) for code in self._names}
        self._maps: dict[date, DayMap] = {}

    # Which region is meant

    def region(self, code: str) -> Region | None:
        """The region with this code; a year in front ("2025AM13") and letters or blanks behind are taken off."""
        text = code.strip()
        if found := _CODE.fullmatch(text):
            plain = found[1].upper()
            return self._regions.get(plain) or self._borders.rest.get(plain)
        group = self._groups.get(text.lower())
        return self._regions[group.id] if group else None

    def find(self, words: str, on: date | None = None) -> tuple[Region, ...]:
        """The regions that somebody may mean, by code or by name.

        With a day: those that existed that day, under their name of that day; where none did, those of another time.
        One that ended is never taken for what it became (`follow` says that).
        """
        coded = self.region(words)
        found = [coded] if coded else [self._regions[code] for code in self._words.codes(words)]
        if on is None:
            return tuple(sorted(found, key=lambda one: (one.until is not None, *_by_kind(one))))
        there = [self._named_on(one, on) for one in found if one.existed_on(on)]
        return tuple(sorted(there or found, key=_by_kind))

    def near(self, words: str, most: int = 5) -> tuple[Region, ...]:
        """Regions with a name that looks like it, the likeliest first: to be offered, never to be taken."""
        return tuple(self._regions[code] for code in self._words.near(words, most))

    def name_in(self, code: str, language: str) -> str:
        """The name of a region in a language; places keep their Dutch name, our groups have both."""
        group = self._groups.get(code)
        if group is not None:
            return group.name.in_language(language)
        if code == COUNTRY.code and language == "en":
            return "The Netherlands"
        region = self.region(code)
        return region.name if region else code

    @cached_property
    def _words(self) -> "RegionNames":
        # Who asks by code, as most do, does not wait for the names.
        from .region_names import RegionNames

        return RegionNames(self._all_names())

    # What there was, and where

    def of_kind(self, kind: RegionKind, on: date) -> tuple[Region, ...]:
        there = (one for one in self._regions.values() if one.kind == kind and one.existed_on(on))
        return tuple(sorted((self._named_on(one, on) for one in there), key=_by_kind))

    def parts(self, code: str, kind: RegionKind, on: date) -> Parts:
        region = self.region(code)
        group = self._groups.get(region.code) if region else None
        children = {one.id for one in self._groups.values() if group is not None and one.part_of == group.id}
        candidates = [one for one in self.of_kind(kind, on) if not children or kind != "groep" or one.code in children]
        return parts_of(
            region or code,
            kind,
            self._map(on),
            candidates,
            {one: self._regions[one].name for one in self._names},
            self.of_kind("provincie", on),
            group.source if group else self._borders.provinces_source,
            self._last_known(on) if kind == "arbeidsmarktregio" else None,
        )

    def last_known_parts(self, code: str, kind: RegionKind, on: date) -> Parts | None:
        """The parts on the last day on which it was known where those municipalities lay of which it is not known now.

        None where nothing is unknown. To be shown with its own day, never as if it held on this one.
        """
        known = self._last_known(on)
        return self.parts(code, kind, known.day) if known is not None else None

    def around(self, code: str, on: date) -> tuple[Region, ...]:
        region = self.region(code)
        if region is None or not region.existed_on(on):
            return ()
        area = self._map(on).area(region.code)
        if area == NOWHERE:
            return ()
        if not area.sure:
            # What we do not know whole may lie over any border but that of the country.
            return (COUNTRY,)
        found: list[Region] = []
        for kind in _AROUND[region.kind]:
            for other in self.of_kind(kind, on):
                larger = self._map(on).area(other.code).members
                # A group is no part of one that is the very same: they would be in each other.
                if area.members <= larger and (region.kind != "groep" or area.members != larger):
                    found.append(other)
        return tuple(found)

    # What became of it

    def became(self, code: str) -> Became | None:
        region = self.region(code)
        if region is None or region.until is None:
            return None
        known = self._borders.became.get(region.code)
        return known or Became(region.code, region.until, "niet-bekend", (), "")

    def came_from(self, code: str) -> tuple[Became, ...]:
        region = self.region(code)
        return self._came_from.get(region.code, ()) if region else ()

    # How it is put together

    def _map(self, on: date) -> DayMap:
        known = self._maps.get(on)
        if known is not None:
            return known
        drawn = map_of(
            on,
            (one.code for one in self.of_kind("gemeente", on)),
            COUNTRY.code,
            self._borders.province_of,
            self._labour,
            self._maybe_in,
            (one for one in self._groups.values() if self._regions[one.id].existed_on(on)),
        )
        # Drawing one anew is cheap; somebody who asks for ten thousand days must not fill the memory.
        if len(self._maps) >= _MAPS_KEPT:
            self._maps = {}
        self._maps[on] = drawn
        return drawn

    def _last_known(self, on: date) -> DayMap | None:
        """The map of the last day on which it was known where those lay of which it is not known on this one."""
        now = self._map(on)
        ends = [
            lies.until
            for code in now.municipalities - now.labour_region_of.keys()
            for one in (code, *self._ancestors(code))
            for lies in self._labour.get(one, ())
            if lies.until is not None and lies.until <= on
        ]
        return self._map(max(ends) - timedelta(days=1)) if ends else None

    def _named_on(self, region: Region, on: date) -> Region:
        for first, until, name in self._names.get(region.code, ()):
            if (first is None or first <= on) and (until is None or on < until) and name != region.name:
                return replace(region, name=name)
        return region

    def _under_codes_of_the_day(self, rows: Iterable[_Row]) -> tuple[Lies, ...]:
        """The tables give the newest code of a labour-market region also for days on which it had another."""
        found: list[Lies] = []
        for first, until, code in rows:
            for before in self._came_from.get(code, ()):
                if before.kind == "andere-code" and (first is None or first < before.on):
                    found.append(Lies(before.region, first, min(before.on, until or before.on)))
                    first = before.on
            if until is None or first is None or first < until:
                found.append(Lies(code, first, until))
        return tuple(found)

    def _labour_regions(self, labour_names: Rows) -> dict[str, Region]:
        found: dict[str, Region] = {}
        for code, rows in sorted(labour_names.items()):
            ordered = _in_order(rows)
            starts = [one.on for one in self._came_from.get(code, ()) if one.kind == "andere-code"]
            found[code] = Region(code, ordered[-1][2], "arbeidsmarktregio", *_days(ordered))
            if starts:
                found[code] = replace(found[code], first=max(starts))
        for code, name in self._borders.former.items():
            found[code] = Region(code, name, "arbeidsmarktregio", None, self._borders.became[code].on)
        return found

    def _ever_in(self, code: str) -> tuple[str, ...]:
        codes = (code, *self._ancestors(code), *self._descendants(code))
        regions = {lies.inside for one in codes for lies in self._labour.get(one, ())}
        for region in tuple(regions):
            became = self._borders.became.get(region)
            regions.update(became.into if became else ())
        return tuple(sorted(regions))

    def _ancestors(self, code: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        ahead = [one.region for one in self._came_from.get(code, ())]
        while ahead:
            one = ahead.pop()
            if one not in found:
                found[one] = None
                ahead.extend(earlier.region for earlier in self._came_from.get(one, ()))
        return tuple(found)

    def _descendants(self, code: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        ahead = [code]
        while ahead:
            became = self._borders.became.get(ahead.pop())
            for one in became.into if became else ():
                if one not in found:
                    found[one] = None
                    ahead.append(one)
        return tuple(found)

    def _all_names(self) -> Iterable[tuple[Region, tuple[str, ...]]]:
        for region in self._regions.values():
            rows = self._names.get(region.code, ())
            names = [region.name, *(name for _, _, name in rows), *self._borders.also.get(region.code, ())]
            group = self._groups.get(region.code)
            if group is not None:
                names += [group.name.en, group.id]
            yield region, tuple(dict.fromkeys(names))


_AROUND: Final[Mapping[RegionKind, tuple[RegionKind, ...]]] = {
    "land": (),
    "provincie": ("groep", "land"),
    "arbeidsmarktregio": ("provincie", "groep", "land"),
    "groep": ("arbeidsmarktregio", "provincie", "groep", "land"),
    "gemeente": ("arbeidsmarktregio", "provincie", "groep", "land"),
}
"""In what kinds of region one of a kind may lie, in the order in which they are told."""


def _by_kind(region: Region) -> tuple[int, str, str]:
    return KINDS.index(region.kind), region.name.casefold(), region.code


def _in_order(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    return tuple(sorted(rows, key=lambda row: row[0] or date.min))


def _days(rows: tuple[_Row, ...]) -> tuple[date | None, date | None]:
    return rows[0][0], rows[-1][1]


def _municipality(code: str, rows: tuple[_Row, ...]) -> Region:
    return Region(code, rows[-1][2], "gemeente", *_days(rows))


def _region_of(group: Group) -> Region:
    return Region(group.id, group.name.nl, "groep", group.first, group.until)


def _turned_round(became: Mapping[str, Became]) -> dict[str, tuple[Became, ...]]:
    found: dict[str, tuple[Became, ...]] = {}
    for one in sorted(became.values(), key=lambda one: (one.on, one.region)):
        for into in one.into:
            found[into] = (*found.get(into, ()), one)
    return found
