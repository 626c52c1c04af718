# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the command line is handed by whoever starts it: the same as the other doors, each opened when it is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..journeys import Book

if TYPE_CHECKING:
    from ..journeys.borders_house import BordersHouse
    from ..journeys.figures_house import FiguresHouse
    from ..journeys.offer_house import OfferHouse
    from ..journeys.short_here import InYourRegion
    from ..journeys.watch_parts import RegionalFigures


def _not_handed(*_: Any, **__: Any) -> Any:
    raise RuntimeError("this was not handed to the command line")


@dataclass(frozen=True, slots=True)
class House:
    """Each is called when a command asks for it, so that no command waits for what it does not need.

    `write_edition(folder, quarter, region, as_of=…, language=…, progress=…)` gives how many files it wrote.
    """

    the_book: Callable[[], Book]
    serve: "Callable[..., int]" = _not_handed
    the_offer: "Callable[[], OfferHouse]" = _not_handed
    the_figures: "Callable[[], FiguresHouse]" = _not_handed
    the_regional: "Callable[[], RegionalFigures]" = _not_handed
    in_your_region: "Callable[[], InYourRegion]" = _not_handed
    write_edition: "Callable[..., int]" = _not_handed
    the_borders: "Callable[[], BordersHouse]" = _not_handed
