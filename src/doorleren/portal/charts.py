# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawings without JavaScript: the spark line on a card, the trend, and each as a picture to keep.

Knows: the names under which the pages ask for them. Leaves: how each is made (`chart_*`), maps (`region_map`).
"""

from .chart_marks import Cut, Fan, Mark, cuts_of, fan_of, is_provisional, marks_of
from .chart_picture import MEDIA_TYPE, as_picture, picture_policy
from .chart_spark import Spark, spark
from .chart_trend import Trend, trend, trends
from .chart_words import Unit

__all__ = [
    "MEDIA_TYPE",
    "Cut",
    "Fan",
    "Mark",
    "Spark",
    "Trend",
    "Unit",
    "as_picture",
    "cuts_of",
    "fan_of",
    "is_provisional",
    "marks_of",
    "picture_policy",
    "spark",
    "trend",
    "trends",
]
