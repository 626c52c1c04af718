# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The region in sight of this house: joins kept figures, regions, indicators and examples, and hands them to the doors.

Knows: which folder, and whether made-up figures may be shown. Leaves: what each of them does.
"""

from functools import lru_cache
from pathlib import Path

from ..journeys.watch import Watch
from ..region.indicators.read import indicators
from ..region.made_up import MadeUp
from .kept_figures import figures_folder, recent_figures
from .regions import shows_examples, the_regions


def the_regional() -> Watch:
    """The figures of regions in the data folder; what was worked out stays as long as the program runs."""
    return _watch(figures_folder(), shows_examples())


@lru_cache(maxsize=4)
def _watch(folder: Path, examples: bool) -> Watch:
    regions = the_regions()
    made_up = MadeUp(indicators(), regions) if examples else None
    return Watch(recent_figures(folder), regions, indicators(), made_up)
