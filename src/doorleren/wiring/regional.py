# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The region in sight of this house: joins kept figures, regions, indicators and examples, and hands them to the doors.

Knows: which folder, and whether made-up figures may be shown. Leaves: what each of them does.
"""

import os
from functools import lru_cache
from pathlib import Path

from ..journeys.watch import Watch
from ..region.indicators.read import indicators
from ..region.made_up import MadeUp
from .figures import the_figures
from .regions import shows_examples, the_regions


def the_regional() -> Watch:
    """The figures of regions in the data folder; what was worked out stays as long as the program runs."""
    return _watch(os.environ.get("DOORLEREN_DATA", ".data"), shows_examples())


@lru_cache(maxsize=4)
def _watch(folder: str, examples: bool) -> Watch:
    regions = the_regions()
    made_up = MadeUp(indicators(), regions) if examples else None
    return Watch(the_figures(Path(folder).resolve()), regions, indicators(), made_up)
