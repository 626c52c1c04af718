# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers in a drawing: as a person writes them, and round ones along an axis.

Knows: Dutch and English numbers, steps of 1, 2 and 5, when to count in thousands or millions.
Leaves: where they stand (`chart_trend`).
"""

import math
from dataclasses import dataclass
from typing import Final

MINUS: Final = "\u2212"
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)


def number(value: float, decimals: int, language: str) -> str:
    """1234.5 as "1.234,5" or "1,234.5"; below zero with a real minus; never "-0"."""
    text = f"{abs(value):,.{decimals}f}"
    if language != "en":
        text = text.translate(str.maketrans(",.", ".,"))
    nothing = not any(one in "123456789" for one in text)
    return text if value >= 0 or nothing else MINUS + text


def with_unit(value: float, decimals: int, unit: str, language: str) -> str:
    """6.3 and "%" as "6,3%"; 1200 and "personen" as "1.200 personen"."""
    text = number(value, decimals, language)
    if unit in ("%", "procent", "percent"):
        return f"{text}%"
    return f"{text} {unit}" if unit else text


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale on the left: from `low` to `high` with a tick at each step; numbers stand there divided by `by`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int
    by: int

    def label(self, tick: float, language: str) -> str:
        return number(tick / self.by, self.decimals, language)

    @property
    def from_zero(self) -> bool:
        return self.low <= 0 <= self.high


def axis(low: float, high: float, steps_max: int = 5) -> Axis:
    """A scale with round ticks around these values; where they are all equal it leaves room on both sides.

    It begins at zero where zero is near: a part that is cut off would then gain nothing.
    """
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-9):
        room = abs(high) * 0.1 or 1.0
        low, high = low - room, high + room
    if 0 < low < (high - low) * 0.7:
        low = 0.0
    if 0 < -high < (high - low) * 0.7:
        high = 0.0
    step = _step(low, high, steps_max)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(n * step for n in range(first, last + 1))
    largest = max(abs(ticks[0]), abs(ticks[-1]))
    by = next((one for one in (1_000_000_000, 1_000_000, 1_000) if largest >= 100 * one and step >= one), 1)
    if by == 1 and largest >= 1_000_000:
        by = 1_000
    return Axis(ticks[0], ticks[-1], ticks, _decimals(step / by), by)


def _step(low: float, high: float, steps_max: int) -> float:
    """The smallest round step with which there are not too many."""
    size = 10.0 ** math.floor(math.log10((high - low) / steps_max))
    for factor in _STEPS:
        step = factor * size
        if math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) <= steps_max:
            return step
    return 20 * size


def _decimals(step: float) -> int:
    """How many decimals it takes to write a step in full."""
    return max(0, -math.floor(math.log10(step) + 1e-9))
