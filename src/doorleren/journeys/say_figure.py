# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How one figure of a table is written: with the decimals of its source, and never as a zero where there is none.

Knows: decimals, and numbers in Dutch and English. Leaves: units and titles (who shows it).
"""

from ..basics import say_number
from ..region import Measure


def figure_text(value: float | None, measure: Measure | None, language: str) -> str:
    """8451 with no decimals as "8.451" or "8,451"; empty where there is no number."""
    if value is None:
        return ""
    decimals = measure.decimals if measure is not None else None
    # A number with more decimals than its source promised is not cut: what it says stands there.
    if decimals is None or abs(round(value, decimals) - value) > 1e-9 * max(1.0, abs(value)):
        text = f"{value:,.15g}" if abs(value) < 1e15 else repr(value)
    else:
        return say_number(value, decimals, language)
    text = text if text.strip("-0") else "0"
    return text.translate(_DUTCH) if language == "nl" else text


def plain_number(value: float | None) -> int | float | None:
    """A number as JSON has it: whole numbers without ".0", as they came."""
    return int(value) if value is not None and value.is_integer() else value


_DUTCH = str.maketrans({",": ".", ".": ","})
