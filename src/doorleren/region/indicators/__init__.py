# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The indicators: one file each, and what stands in it."""

from .record import Calculation, Document, Indicator, KnownBreak, SeriesSource, TensionClass, Theme

__all__ = ["Calculation", "Document", "Indicator", "KnownBreak", "SeriesSource", "TensionClass", "Theme"]
