# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door in the terminal: the command `doorleren`.

Knows: commands, their arguments, and how an answer is printed. Leaves: the answers (journeys).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .house import House
from .main import run

if TYPE_CHECKING:
    from ..journeys.borders_house import BordersHouse
    from ..journeys.figures_house import FiguresHouse
    from ..journeys.offer_house import OfferHouse
    from ..journeys.short_here import InYourRegion
    from ..journeys.watch_parts import Region, RegionalFigures, TimeSpan

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command `doorleren`; gives the exit code."""
    from ..wiring import the_book
    from ..wiring.threads import one_thread_a_sum

    one_thread_a_sum()

    def serve(address: str, port: int, people: str | None) -> int:
        from ..wiring.server import serve as start

        return start(address, port, people)

    def the_offer() -> "OfferHouse":
        # The database takes a while to open, and most commands never need it.
        from ..wiring.offer import offer_for_commands

        return offer_for_commands()

    def the_figures() -> "FiguresHouse":
        from ..wiring.figures import figures_for_commands

        return figures_for_commands()

    def the_regional() -> "RegionalFigures":
        # NumPy and Arrow take a while to load.
        from ..wiring.regional import the_regional as regional

        return regional()

    def in_your_region() -> "InYourRegion":
        from ..wiring.regions import in_your_region as short

        return short()

    def write_edition(folder: Path, quarter: "TimeSpan", region: "Region | None", **options: Any) -> int:
        from ..wiring.borders import the_maps
        from ..wiring.edition import write_edition as write

        return write(folder, quarter, region, the_regional(), the_maps(), **options)

    def the_borders() -> "BordersHouse":
        from ..wiring.borders import the_borders as borders

        return borders()

    return run(
        arguments,
        House(the_book, serve, the_offer, the_figures, the_regional, in_your_region, write_edition, the_borders),
    )
