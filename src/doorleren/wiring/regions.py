# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The regions of this house, and what is in demand in them, handed to the doors.

Knows: that the names of municipalities and their labour-market region are those that the rules use.
Leaves: all other figures (`regional`), which take longer to load.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..journeys.short_here import ShortSkills
from ..region.known_regions import KnownRegions
from ..region.made_up_shortages import MadeUpShortages
from . import shipped_book
from .kept_figures import figures_folder, recent_figures

EXAMPLES: Final = "DOORLEREN_VOORBEELDCIJFERS"
"""`nee`: no made-up figures where there are no real ones."""


@lru_cache(maxsize=1)
def the_regions() -> KnownRegions:
    """All regions, of every day that we know."""
    tables = shipped_book().facts.tables
    return KnownRegions(
        tables["gemeentenaam"].rows, tables["arbeidsmarktregio"].rows, tables["arbeidsmarktregionaam"].rows
    )


def in_your_region() -> ShortSkills:
    """What is in demand where somebody lives, from the data folder."""
    return _short_skills(figures_folder(), shows_examples())


def shows_examples() -> bool:
    return os.environ.get(EXAMPLES, "ja") != "nee"


@lru_cache(maxsize=4)
def _short_skills(folder: Path, examples: bool) -> ShortSkills:
    regions = the_regions()
    return ShortSkills(recent_figures(folder), regions, MadeUpShortages(regions) if examples else None)
