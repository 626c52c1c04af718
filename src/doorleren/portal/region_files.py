# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of one indicator in one region as a file: a table, JSON or a picture.

Knows: which forms there are; a file is the same on the website and in an edition. Leaves: what stands in each.
"""

import json
from typing import Final

from ..journeys.observations_table import observations_table
from ..journeys.region_shapes import observations_shape
from ..journeys.watch_parts import IndicatorInFull
from .region_pictures import trend_picture

FORMS: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
"""Each form with how a browser is told of it."""


def file_of(full: IndicatorInFull, form: str, language: str) -> bytes:
    """What stands in the file of a figure that has a series."""
    card = full.card
    assert card.series is not None
    match form:
        case "csv":
            return observations_table(card.series, card.indicator, card.region.name, language)
        case "json":
            shape = observations_shape(card.series, card.indicator, card.series.points, language)
            return (json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode()
        case _:
            return trend_picture(full, language)
