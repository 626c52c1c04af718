# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of one edition: those of the website for one quarter, as files that need no server.

Knows: which pages there are, where each stands in the folder, and that links between them are relative.
Leaves: where the folder is and how files are written (wiring), what stands on a page (`region_*`).
"""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from ..basics import say_day
from ..journeys.map_shapes import Maps, MapToUse
from ..journeys.watch_parts import (
    Download,
    Indicator,
    Region,
    RegionalFigures,
    RegionInSight,
    RegionKind,
    TimeSpan,
)
from .region_files import FORMS, file_of
from .region_indicator import indicator_values
from .region_indicators import indicators_values, on_map_values
from .region_key_figures import key_figures_values
from .region_page import quarter_code, region_values
from .region_places import kind_names
from .region_points import origins
from .words import words_in

_MAPS: Final[tuple[RegionKind, ...]] = ("provincie", "arbeidsmarktregio")
_KINDS: Final[tuple[RegionKind, ...]] = ("land", "provincie", "arbeidsmarktregio", "groep", "gemeente")
_PARTS: Final[tuple[RegionKind, ...]] = ("provincie", "arbeidsmarktregio", "gemeente")
"""A group of regions is larger than most regions that it touches, and never a part."""
_INDEX: Final = "index.html"
_INDICATORS: Final = "indicatoren.html"

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class FolderLinks:
    """Addresses from one page to another within a folder; None for what is not in this edition."""

    here: str
    quarter: str
    codes: frozenset[str]
    with_figures: frozenset[tuple[str, str]]
    maps: frozenset[tuple[str, RegionKind]]

    def regions(self) -> str:
        return self.to(_INDEX)

    def region(self, code: str) -> str | None:
        return self.to(f"{code}/{_INDEX}") if code in self.codes else None

    def indicator(self, code: str, indicator_id: str) -> str | None:
        return self.to(f"{code}/{indicator_id}.html") if (code, indicator_id) in self.with_figures else None

    def file(self, code: str, indicator_id: str, form: str) -> str | None:
        return self.to(f"{code}/{indicator_id}.{form}") if (code, indicator_id) in self.with_figures else None

    def indicators(self) -> str:
        return self.to(_INDICATORS)

    def on_map(self, indicator_id: str, kind: RegionKind) -> str | None:
        return self.to(_map_name(indicator_id, kind)) if (indicator_id, kind) in self.maps else None

    def key_figures(self, quarter: str, code: str) -> str | None:
        return self.to(f"{code}/kerncijfers.html") if code in self.codes and quarter == self.quarter else None

    def compare(self, indicator_id: str, codes: Sequence[str]) -> str | None:
        return None

    def to(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(self.here) or ".")


def _map_name(indicator_id: str, kind: RegionKind) -> str:
    return f"indicatoren/{indicator_id}-{kind}.html"


# --- the pages ------------------------------------------------------------------------------------------------------


@dataclass
class Edition:
    """One quarter of a region with all that lies in it, or without a region of the country and its larger parts.

    `downloads` and `borders` fill while the files are made: those that brought a figure in them, and the kind and year
    of the borders that were drawn.
    """

    quarter: TimeSpan
    region: Region | None
    figures: RegionalFigures
    as_of: datetime | None
    language: str
    maps: Maps
    downloads: dict[tuple[str, str, str], Download] = field(default_factory=dict)
    borders: set[tuple[RegionKind, int]] = field(default_factory=set)

    @property
    def on(self) -> date:
        assert self.quarter.until is not None
        return self.quarter.until

    def files(self, progress: Progress | None = None) -> Iterator[tuple[str, bytes]]:
        """Each file with its place in the folder, in a fixed order."""
        sights = [self.figures.in_sight(region, self.on, self.as_of) for region in self.regions()]
        for sight in sights:
            self._remember(one for card in sight.cards if card.series for one in card.series.downloads)
        links = self._links(sights)
        for done, sight in enumerate(sights):
            if progress is not None:
                progress(done, len(sights))
            yield from self._of_region(sight, links)
        yield from self._of_indicators(links)
        yield _INDEX, self._page(_INDEX, "region_edition", self._start(sights, links))

    def regions(self) -> tuple[Region, ...]:
        """The regions of this edition: the one that was asked first. Municipalities of the whole country are too many:
        they are in the edition of their province."""
        known = self.figures.regions
        if self.region is None or self.region.kind == "land":
            kinds = [kind for kind in _KINDS if kind != "gemeente"]
            return tuple(one for kind in kinds for one in known.of_kind(kind, self.on))
        inside = [known.parts(self.region.code, kind, self.on).codes for kind in _PARTS]
        parts = [known.region(code) for codes in inside for code in codes if code != self.region.code]
        return (self.region, *(one for one in parts if one is not None))

    def _links(self, sights: Sequence[RegionInSight]) -> FolderLinks:
        there = {(sight.region.code, card.indicator.id) for sight in sights for card in sight.cards if card.series}
        kinds = [kind for kind in _MAPS if sum(sight.region.kind == kind for sight in sights) > 1]
        covered = {one.id: self.figures.covered(one) for one in self.figures.indicators}
        return FolderLinks(
            here=_INDEX,
            quarter=quarter_code(self.quarter),
            codes=frozenset(sight.region.code for sight in sights),
            with_figures=frozenset(there),
            maps=frozenset((id, kind) for id, kinds_of in covered.items() for kind in kinds if kind in kinds_of),
        )

    def _of_region(self, sight: RegionInSight, links: FolderLinks) -> Iterator[tuple[str, bytes]]:
        words, regions, code = words_in(self.language), self.figures.regions, sight.region.code
        name = f"{code}/{_INDEX}"
        at = replace(links, here=name)
        yield name, self._page(name, "region", region_values(sight, regions, self.quarter, at, words))
        name = f"{code}/kerncijfers.html"
        at = replace(links, here=name)
        yield name, self._page(name, "key_figures", key_figures_values(sight, regions, self.quarter, at, words))
        for card in sight.cards:
            if card.series is not None:
                yield from self._of_indicator(card.indicator, sight.region, links)

    def _of_indicator(self, one: Indicator, region: Region, links: FolderLinks) -> Iterator[tuple[str, bytes]]:
        full = self.figures.in_full(one, region, self.on, self.as_of)
        self._remember(full.downloads)
        name = f"{region.code}/{one.id}.html"
        covered = [kind for kind in _MAPS if (one.id, kind) in links.maps]
        at, words = replace(links, here=name), words_in(self.language)
        yield name, self._page(name, "indicator", indicator_values(full, self.figures.regions, covered, at, words))
        for form in FORMS:
            yield f"{region.code}/{one.id}.{form}", file_of(full, form, self.language)

    def _of_indicators(self, links: FolderLinks) -> Iterator[tuple[str, bytes]]:
        words = words_in(self.language)
        by_id = {one.id: one for one in self.figures.indicators}
        for indicator_id, kind in sorted(links.maps):
            name = _map_name(indicator_id, kind)
            on_map = self.figures.on_map(by_id[indicator_id], kind, self.on, self.as_of)
            values = on_map_values(on_map, (), replace(links, here=name), words, self)
            yield name, self._page(name, "indicator_map", values)
        at = replace(links, here=_INDICATORS)
        shown = [kind for kind in _MAPS if any(kind == one for _, one in links.maps)]
        values = indicators_values(self.figures, at, words, shown)
        yield _INDICATORS, self._page(_INDICATORS, "indicators", values)

    def map_for(self, kind: RegionKind, codes: Collection[str], on: date, figures_of: date | None = None) -> MapToUse:
        """The map to use, as the house gives it; remembers which borders were drawn. Is a `Maps`."""
        found = self.maps.map_for(kind, codes, on, figures_of)
        if found.shapes is not None and found.shapes.year is not None:
            self.borders.add((kind, found.shapes.year))
        return found

    def _start(self, sights: Sequence[RegionInSight], links: FolderLinks) -> dict[str, Any]:
        words = words_in(self.language)
        kinds = []
        for kind in _KINDS:
            there = [
                {
                    "name": sight.region.name,
                    "address": links.region(sight.region.code),
                    "key_figures": links.key_figures(links.quarter, sight.region.code),
                }
                for sight in sights
                if sight.region.kind == kind
            ]
            if there:
                kinds.append({"id": kind, "title": kind_names(kind, words), "regions": there})
        return {
            "kinds": kinds,
            "last_day": say_day(self.on - timedelta(days=1), self.language),
            "made_up": any(sight.made_up for sight in sights),
            "partly_real": any(sight.partly_real for sight in sights),
            "left_out": self.region is None or self.region.kind == "land",
            "origins": origins([self.downloads[key] for key in sorted(self.downloads)], words),
        }

    def _page(self, name: str, template: str, values: dict[str, Any]) -> bytes:
        from django.template.loader import render_to_string

        context = {
            "w": words_in(self.language),
            "language": self.language,
            "frame": "portal/region_edition_frame.html",
            "root": "../" * name.count("/"),
            "edition_name": self.name,
            **values,
        }
        return render_to_string(f"portal/{template}.html", context).encode()

    @property
    def name(self) -> str:
        """How this edition is called."""
        told = words_in(self.language)["region"]["edition"]
        name = self.region.name if self.region is not None else str(told["whole"])
        return str(told["name"]).format(name=name, quarter=self.quarter.in_words(self.language))

    def _remember(self, downloads: Iterable[Download]) -> None:
        for one in downloads:
            self.downloads[one.provider, one.table, one.key] = one
