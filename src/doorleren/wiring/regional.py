# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The region in sight of this house: joins kept figures, regions, indicators and examples, and hands them to the doors.

Knows: which folder, and whether made-up figures may be shown. Leaves: what each of them does.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..journeys.watch import Watch
from ..region.indicators.read import indicators
from ..region.known_regions import KnownRegions
from ..region.made_up import MadeUp
from . import the_book
from .figures import the_figures

EXAMPLES: Final = "DOORLEREN_VOORBEELDCIJFERS"
"""`nee`: no made-up figures where there are no real ones."""


def the_regional() -> Watch:
    """The figures of regions in the data folder; what was worked out stays as long as the program runs."""
    return _watch(os.environ.get("DOORLEREN_DATA", ".data"), os.environ.get(EXAMPLES, "ja"))


@lru_cache(maxsize=4)
def _watch(folder: str, examples: str) -> Watch:
    regions = the_regions()
    made_up = MadeUp(indicators(), regions) if examples != "nee" else None
    return Watch(the_figures(Path(folder).resolve()), regions, indicators(), made_up)


@lru_cache(maxsize=1)
def the_regions() -> KnownRegions:
    """All regions; the names of municipalities and their labour-market regions are those that the rules use."""
    tables = the_book().facts.tables
    return KnownRegions(
        tables["gemeentenaam"].rows, tables["arbeidsmarktregio"].rows, tables["arbeidsmarktregionaam"].rows
    )
