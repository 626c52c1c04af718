# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a figure of a region and its change are written on a page.

Knows: which sizes and units a page shows. Leaves: how they are said (journeys), so that each door says the same.
"""

from ..basics import say_number
from ..journeys.key_sentences import bound_said, change_said, figure_said
from ..journeys.watch_parts import Indicator


def figure(indicator: Indicator, value: float, language: str) -> str:
    """A figure with its unit: "72,3%" as in the drawings, "1.200 vacatures"."""
    return figure_said(indicator, value).in_language(language).replace("\u00a0%", "%")


def size_of_change(indicator: Indicator, change: float, language: str) -> str:
    """How large a change is, without its sign: "0,6 procentpunt", "1,2 procent", "300 vacatures"."""
    return change_said(indicator, change).in_language(language)


def size_of_bound(indicator: Indicator, bound: float, language: str) -> str:
    """From what change on something holds, rounded up: it may never seem to hold for less."""
    return bound_said(indicator, bound).in_language(language)


def bare(indicator: Indicator, value: float, language: str) -> str:
    """A figure for a table whose head has the unit; only a percentage says so itself."""
    told = say_number(value, indicator.decimals, language)
    return f"{told}%" if indicator.unit.nl == "%" else told


def is_share(indicator: Indicator) -> bool:
    """Whether its changes are told in points of a percentage."""
    return indicator.unit.nl == "%" and not indicator.log
