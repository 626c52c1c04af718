# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The indicators: one file each, what stands in it, and reading them."""

from .read import indicators, read_indicators
from .record import Calculation, Document, Indicator, KnownBreak, SeriesSource, TensionClass, Theme

__all__ = [
    "Calculation",
    "Document",
    "Indicator",
    "KnownBreak",
    "SeriesSource",
    "TensionClass",
    "Theme",
    "indicators",
    "read_indicators",
]
