# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The door in the terminal: the command `doorleren`.

Knows: commands, their arguments, and how an answer is printed. Leaves: the answers (journeys).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .main import run

if TYPE_CHECKING:
    from ..journeys.figures_house import FiguresHouse
    from ..journeys.offer_house import OfferHouse

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command `doorleren`; gives the exit code."""
    from ..wiring import the_book

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

    return run(arguments, the_book, serve, the_offer, the_figures)
