# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The region in sight: figures about the labour market, which way they go, and how sure that is.

Knows: periods, tables of figures, regions, indicators, series. Leaves: sources (importers), keeping (store), pages
(portal).
"""

from .periods import SpanKind, TimeSpan, read_span
from .records import (
    BrokenOff,
    Captured,
    Code,
    Dimension,
    Download,
    Measure,
    Observations,
    Table,
    TableEvent,
    TableFeed,
    Unread,
)
from .regions import Became, Parts, Region, RegionKind, Regions
from .series import MISSING, Break, Point, Series, every_step

__all__ = [
    "MISSING",
    "Became",
    "Break",
    "BrokenOff",
    "Captured",
    "Code",
    "Dimension",
    "Download",
    "Measure",
    "Observations",
    "Parts",
    "Point",
    "Region",
    "RegionKind",
    "Regions",
    "Series",
    "SpanKind",
    "Table",
    "TableEvent",
    "TableFeed",
    "TimeSpan",
    "Unread",
    "every_step",
    "read_span",
]
