# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is in demand where somebody lives: groups of occupations for which employers find too few people.

Knows: from a municipality to its labour-market region on that day, and that real figures go before made-up ones.
Leaves: the figures themselves (region), keeping them (`figures`), the words around them (the doors).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from ..basics import say_day
from ..basics.finding import FactValue
from ..region import Download, Region, Regions, TimeSpan
from ..region.shortages import PERIOD, PROVIDER, REGION, TABLE, Shortage, shortages
from .figures import Figures, latest
from .figures_house import FiguresTrouble

MOST: Final = 5
_QUARTERS_BACK: Final = 6
"""An older figure says nothing about now, and is not shown."""


@dataclass(frozen=True, slots=True)
class ShortHere:
    """What is short in a region in a quarter. `occupations`: at most five, the shortest first; empty: nothing is."""

    region: Region
    span: TimeSpan
    occupations: tuple[Shortage, ...]
    download: Download


InYourRegion = Callable[[str | None, date], ShortHere | None]
"""What is short where somebody lives, by the code of the municipality; None where that is not known."""


class ShortSkills:
    """Answers for every municipality; what was read once is kept until the figures change. Is an `InYourRegion`."""

    def __init__(self, figures: Figures, regions: Regions, examples: Figures | None) -> None:
        self._figures, self._regions, self._examples = figures, regions, examples
        self._known: dict[tuple[str, str, str], ShortHere | None] = {}
        self._lock = Lock()

    def __call__(self, municipality: str | None, on: date) -> ShortHere | None:
        if municipality is None:
            return None
        around = self._regions.around(municipality, on)
        region = next((one for one in around if one.kind == "arbeidsmarktregio"), None)
        return None if region is None else self._in(region, on)

    def _in(self, region: Region, on: date) -> ShortHere | None:
        quarter = TimeSpan("", "kwartaal", date(on.year, (on.month - 1) // 3 * 3 + 1, 1))
        key = self._figures.edition, region.code, quarter.shifted(0).code
        with self._lock:
            if key in self._known:
                return self._known[key]
        try:
            found = self._found(region, on, [quarter.shifted(-step).code for step in range(1, _QUARTERS_BACK + 1)])
        except FiguresTrouble:
            # Damaged figures are no figures, and no reason to keep back what somebody may learn. Not kept: they may
            # be put back.
            return None
        with self._lock:
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[key] = found
        return found

    def _found(self, region: Region, on: date, periods: list[str]) -> ShortHere | None:
        for figures in (self._figures, self._examples):
            download = latest(figures, PROVIDER, TABLE) if figures is not None else None
            if figures is None or download is None:
                continue
            table = figures.table(download)
            places = table.dimension(REGION)
            codes = [one.id for one in places.codes if one.id.strip().endswith(region.code)] if places else []
            rows = figures.observations(download, {REGION: codes, PERIOD: periods})
            if found := shortages(table, rows, region.code, on):
                return ShortHere(region, found[0], found[1][:MOST], download)
        return None


def home_in(facts: Mapping[str, FactValue]) -> str | None:
    """The municipality among somebody's facts."""
    home = facts.get("gemeente")
    return home if isinstance(home, str) else None


def short_here_shape(found: ShortHere | None, language: str) -> dict[str, Any] | None:
    """As JSON: `inUwRegio` of an overview."""
    if found is None:
        return None
    return {
        "regio": {"code": found.region.code, "naam": found.region.name},
        "periode": found.span.code,
        "veelVraag": [
            {"beroep": one.title, "vacaturesPerWerkzoekende": one.tension, "zin": one.class_name.in_language(language)}
            for one in found.occupations
        ],
        "bron": {
            "aanbieder": found.download.provider,
            "tabel": found.download.table,
            "opgehaald": None if found.download.made_up else found.download.fetched.date().isoformat(),
        },
        "voorbeeld": found.download.made_up,
    }


def source_said(found: ShortHere, language: str) -> str:
    """Where it comes from, in a few words: "UWV, opgehaald op 3 november 2026"."""
    if found.download.made_up:
        return "verzonnen voorbeeld" if language == "nl" else "made-up example"
    day = say_day(found.download.fetched.date(), language)
    return f"UWV, opgehaald op {day}" if language == "nl" else f"UWV, fetched on {day}"
