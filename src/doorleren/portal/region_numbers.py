# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a figure of a region is written for a person: 1.234,5 – with its unit, and a change in its own unit.

Knows: the Dutch and the English way of writing. Leaves: what the figure means (indicators).
"""

from typing import Final

from ..basics import Said
from ..journeys.watch_parts import Indicator
from .words import Words

_PERCENT: Final = {"%", "procent", "percentage"}
_EURO: Final = {"euro", "€"}
_MORE_DECIMALS: Final = 2
"""How many decimals more than usual we show before a small change would look like none."""


def number(value: float, decimals: int, language: str) -> str:
    """-1234.5 as "−1.234,5", or in English "−1,234.5". What rounds to nothing has no sign."""
    text = f"{abs(value):,.{decimals}f}"
    minus = "−" if value < 0 and any(digit in "123456789" for digit in text) else ""
    if language != "en":
        text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return minus + text


def with_unit(value: float, decimals: int, unit: Said, language: str) -> str:
    """72.3 as "72,3%", 1200 as "1.200 personen", 32500 as "€ 32.500"."""
    told = number(value, decimals, language)
    if unit.nl in _PERCENT:
        return f"{told}%"
    if unit.nl in _EURO:
        return f"€\u00a0{told}" if language != "en" else f"€{told}"
    return f"{told} {unit.in_language(language)}"


def figure(indicator: Indicator, value: float, language: str) -> str:
    """A figure of an indicator with its unit."""
    return with_unit(value, indicator.decimals, indicator.unit, language)


def is_share(indicator: Indicator) -> bool:
    """Whether it is told in percent, so that its changes are in points."""
    return indicator.unit.nl in _PERCENT


def size_of_change(indicator: Indicator, change: float, words: Words) -> str:
    """How large a change is, without its sign: "0,6 procentpunt", "1,2%", "300 personen"."""
    language, size = words["language"], abs(change)
    if indicator.log:
        return f"{_seen(size, 1, language)}%"
    if is_share(indicator):
        unit = words["region"]["points"]
        return f"{_seen(size, max(indicator.decimals, 1), language)}\u00a0{unit}"
    return with_unit(size, _decimals_seen(size, indicator.decimals), indicator.unit, language)


def _seen(size: float, decimals: int, language: str) -> str:
    return number(size, _decimals_seen(size, decimals), language)


def _decimals_seen(size: float, decimals: int) -> int:
    """So many that a change which is there does not look like 0,0."""
    enough = range(decimals, decimals + _MORE_DECIMALS)
    return next((one for one in enough if not size or round(size, one)), decimals + _MORE_DECIMALS)
