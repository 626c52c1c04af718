# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""temporary"""

from collections.abc import Callable, Sequence

from ..journeys.watch_parts import Card, IndicatorInFull, OnMap, Region


def spark_line(card: Card, language: str) -> str:
    return ""


def trend_chart(full: IndicatorInFull, language: str) -> str:
    return ""


def trend_picture(full: IndicatorInFull, language: str) -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"


def choose_map(there: Sequence[Region], link: Callable[[str], str | None], language: str) -> str:
    return ""


def figures_map(on_map: OnMap, link: Callable[[str], str | None], language: str) -> str:
    return ""
