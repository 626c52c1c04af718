# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of the larger regions, worked out before somebody asks for it.

Knows: which regions and in which order. Leaves: keeping what was worked out (`watch`), when there is time (handed in).
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import chain
from typing import Final

from .figures_house import FiguresTrouble
from .watch_parts import RegionalFigures, RegionKind

LARGER: Final[tuple[RegionKind, ...]] = ("land", "provincie", "arbeidsmarktregio")


def work_ahead(figures: RegionalFigures, on: date, quarter_over: date, pause: Callable[[], None]) -> None:
    """The pages of the larger regions on a day and at the end of a quarter, then how each figure may go on.

    `pause` is called after each piece of work. A table that is damaged is left to who asks for it, and is told there.
    """
    regions = [region for kind in LARGER for region in figures.regions.of_kind(kind, on)]
    pieces = [(indicator, region) for region in regions for indicator in figures.indicators]
    work: Iterator[Callable[[], object]] = chain(
        (partial(figures.card, *piece, day) for day in (on, quarter_over) for piece in pieces),
        (partial(figures.in_sight, region, day) for day in (on, quarter_over) for region in regions),
        (partial(figures.in_full, *piece, on) for piece in pieces),
    )
    for piece_of_work in work:
        with suppress(FiguresTrouble):
            piece_of_work()
        pause()
