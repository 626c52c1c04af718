# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a figure of a region and its change are written on a page.

Knows: which sizes and units a page shows. Leaves: how they are said (journeys), so that each door says the same.
"""

from typing import Final

from ..basics import say_number
from ..journeys.key_sentences import change_said, figure_said
from ..journeys.watch_parts import Indicator

_PLAINER: Final = (("\u00a0%", "%"), ("x 1.000", "duizend"), ("x 1,000", "thousand"))
"""As people say it: "285,8 duizend banen"; and a percentage as in the drawings."""


def figure(indicator: Indicator, value: float, language: str) -> str:
    """A figure with its unit: "72,3%", "1.200 vacatures"."""
    return _plainer(figure_said(indicator, value).in_language(language))


def size_of_change(indicator: Indicator, change: float, language: str) -> str:
    """How large a change is, without its sign: "0,6 procentpunt", "1,2 procent", "300 vacatures"."""
    return _plainer(change_said(indicator, change).in_language(language))


def bare(indicator: Indicator, value: float, language: str) -> str:
    """A figure for a table whose head has the unit; only a percentage says so itself."""
    told = say_number(value, indicator.decimals, language)
    return f"{told}%" if indicator.unit.nl == "%" else told


def is_share(indicator: Indicator) -> bool:
    """Whether its changes are told in points of a percentage."""
    return indicator.unit.nl == "%" and not indicator.log


def _plainer(text: str) -> str:
    for hard, plain in _PLAINER:
        text = text.replace(hard, plain)
    return text
