# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the page of one region shows.

Knows: what it needs, as values that a template only has to write down. Leaves: cards (`region_cards`), how it looks.
"""

from typing import Any, Final

from ..journeys.key_sentences import FALSE_ARROWS_SAID
from ..journeys.watch_parts import RegionInSight, Regions, TimeSpan
from .region_before import stories
from .region_cards import nowhere, shown_card, themes
from .region_links import Links
from .region_numbers import is_share
from .region_places import gone, kind_name, place, within
from .words import Words

_TENSION: Final = "spanning"


def region_values(
    sight: RegionInSight, regions: Regions, quarter: TimeSpan, links: Links, words: Words
) -> dict[str, Any]:
    """Everything on the page of a region. `quarter`: the last one that is over, for the page of key figures."""
    region = sight.region
    return {
        "region": region,
        "kind": kind_name(region.kind, words),
        "made_up": sight.made_up,
        "partly_real": sight.partly_real,
        "by_chance": FALSE_ARROWS_SAID.in_language(words["language"]),
        "gone": gone(region, sight.became, regions, links, words),
        "came_from": stories(region, regions, words),
        "tension": _tension(sight, links, words),
        "themes": themes(sight.cards, links, words),
        "nowhere": nowhere(sight.cards, words),
        "around": [place(one, links, words) for one in sight.around],
        "within": within(sight.parts, sight.around, regions, links, words),
        "quarter": quarter.in_words(words["language"]),
        "links": {
            "regions": links.regions(),
            "key_figures": links.key_figures(quarter_code(quarter), region.code),
            "indicators": links.indicators(),
        },
        "points_explained": any(card.series is not None and is_share(card.indicator) for card in sight.cards),
    }


def _tension(sight: RegionInSight, links: Links, words: Words) -> dict[str, str] | None:
    """The class of tension on the labour market, with its time; None where there is none."""
    for card in sight.cards:
        if card.indicator.theme == _TENSION and card.class_name is not None and card.latest is not None:
            shown = shown_card(card, links, words)
            return {"name": shown.class_name, "time": shown.time, "address": shown.address or ""}
    return None


def quarter_code(quarter: TimeSpan) -> str:
    """As it stands in an address: 2026K3."""
    assert quarter.first is not None
    return f"{quarter.first.year}K{(quarter.first.month + 2) // 3}"
