# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All indicators with where their figures come from, and one of them for every region of a kind.

Knows: which kinds one can choose, and that what is nowhere to be found is listed too. Leaves: the map (`region_map`).
"""

from collections.abc import Sequence
from typing import Any, Final

from ..basics import plain_letters
from ..journeys.key_sentences import THEME_SAID
from ..journeys.map_shapes import Maps
from ..journeys.watch_parts import Card, Indicator, OnMap, RegionalFigures, RegionKind
from .region_cards import shown_card
from .region_links import Links
from .region_pictures import figures_map
from .region_places import kind_name, kind_names
from .region_points import provider_name
from .region_sentences import Arrow, arrow
from .words import Words

_ORDER: Final[tuple[RegionKind, ...]] = ("arbeidsmarktregio", "provincie", "gemeente", "groep", "land")


def indicators_values(
    figures: RegionalFigures, links: Links, words: Words, kinds: Sequence[RegionKind] = _ORDER
) -> dict[str, Any]:
    """Everything on the page of all indicators, by theme. `kinds`: those for which there may be a page with a map."""
    themes = []
    for theme, title in THEME_SAID.items():
        of_theme = [_line(one, figures, kinds, links, words) for one in figures.indicators if one.theme == theme]
        if of_theme:
            themes.append({"id": theme, "title": title.in_language(words["language"]), "indicators": of_theme})
    return {"themes": themes, "links": {"regions": links.regions()}}


def _line(
    indicator: Indicator, figures: RegionalFigures, shown: Sequence[RegionKind], links: Links, words: Words
) -> dict[str, Any]:
    language = words["language"]
    kinds = [kind for kind in kinds_of(indicator, figures) if kind in shown]
    return {
        "id": indicator.id,
        "name": indicator.name.in_language(language),
        "definition": indicator.definition.in_language(language),
        "address": links.on_map(indicator.id, kinds[0]) if kinds else None,
        "sources": [
            {
                "provider": provider_name(one.provider, words),
                "table": one.table,
                "kinds": ", ".join(kind_name(kind, words).lower() for kind in one.covers),
                "tried": one.tried,
            }
            for one in indicator.sources
        ],
        "goals": indicator.goals,
        "nowhere": indicator.nowhere.in_language(language) if indicator.nowhere else "",
        "regional_nowhere": indicator.regional_nowhere.in_language(language) if indicator.regional_nowhere else "",
    }


def kinds_of(indicator: Indicator, figures: RegionalFigures) -> tuple[RegionKind, ...]:
    """The kinds of region for which there are figures, in the order of the page."""
    covered = figures.covered(indicator)
    return tuple(kind for kind in _ORDER if kind in covered)


def on_map_values(on_map: OnMap, kinds: Sequence[RegionKind], links: Links, words: Words, maps: Maps) -> dict[str, Any]:
    """Everything on the page of one indicator for all regions of a kind."""
    indicator, language = on_map.indicator, words["language"]
    cards = sorted(on_map.cards.values(), key=lambda card: plain_letters(card.region.name))
    shown = figures_map(on_map, lambda code: links.indicator(code, indicator.id), language, maps)
    rows = [(card.region.name, shown_card(card, links, words), _in_a_year(card, words)) for card in cards]
    return {
        "indicator": _name_of(indicator, words),
        "kind": on_map.kind,
        "kind_names": kind_names(on_map.kind, words),
        "kinds": [
            {"address": links.on_map(indicator.id, kind), "name": kind_names(kind, words), "on": kind == on_map.kind}
            for kind in kinds
        ],
        "map": shown.drawn,
        "why_map": shown.why,
        "rows": rows,
        "there": any(shown.figure for _, shown, _ in rows),
        "times": sorted({shown.time for _, shown, _ in rows if shown.time}),
        "sources": list(dict.fromkeys(shown.source for _, shown, _ in rows if shown.source)),
        "made_up": any(card.series is not None and card.series.made_up for card in cards),
        "partly_real": any(card.series is not None and not card.series.made_up for card in cards),
        "links": {"indicators": links.indicators(), "regions": links.regions()},
    }


def _in_a_year(card: Card, words: Words) -> Arrow | None:
    verdict = card.verdict("jaar")
    return arrow(verdict, card.indicator, words, card.series) if verdict is not None else None


def _name_of(indicator: Indicator, words: Words) -> dict[str, Any]:
    language = words["language"]
    return {
        "id": indicator.id,
        "name": indicator.name.in_language(language),
        "definition": indicator.definition.in_language(language),
        "says_not": [one.in_language(language) for one in indicator.says_not],
        "unit": indicator.unit.in_language(language),
        "counts": indicator.adds_up,
    }
