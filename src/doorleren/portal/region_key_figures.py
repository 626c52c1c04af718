# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The quarterly page of a region: its key figures in sentences, what is new, and what cannot be said.

Knows: which sentence goes where, and that each follows from a figure or a verdict. Leaves: the words
(`region_sentences`), the figures (journeys).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..basics import say_day
from ..journeys.key_sentences import FALSE_ARROWS_SAID, THEME_SAID
from ..journeys.watch_parts import Card, Download, RegionInSight, Regions, TimeSpan, read_span
from .region_cards import ShownCard, is_nowhere, nowhere, shown_card
from .region_links import Links
from .region_numbers import is_share
from .region_page import quarter_code
from .region_places import gone, kind_name
from .region_points import is_provisional, origins, status
from .region_sentences import not_to_be_said, sentences
from .words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A key figure in sentences, each with the arrow that belongs to it or none."""

    card: ShownCard
    figure: str
    sentences: tuple[tuple[str | None, str], ...]


def quarter_in(text: str) -> TimeSpan | None:
    """The quarter that an address names, as in 2026K3; None where it names none."""
    span = read_span(text)
    return span if span.kind == "kwartaal" and quarter_code(span) == text else None


def last_quarter(on: date) -> TimeSpan:
    """The last quarter that was over on a day."""
    return read_span(f"{on.year}K{(on.month + 2) // 3}").shifted(-1)


def key_figures_values(
    sight: RegionInSight, regions: Regions, quarter: TimeSpan, links: Links, words: Words
) -> dict[str, Any]:
    """Everything on the quarterly page of a region."""
    language, region = words["language"], sight.region
    cards = [card for card in sight.cards if card.series is not None and card.latest is not None]
    told = [(card, _told(card, links, words)) for card in cards]
    return {
        "region": region,
        "kind": kind_name(region.kind, words),
        "quarter": quarter.in_words(language),
        "last_day": say_day(sight.on - timedelta(days=1), language),
        "made_up": sight.made_up,
        "partly_real": sight.partly_real,
        "by_chance": FALSE_ARROWS_SAID.in_language(words["language"]),
        "gone": gone(region, sight.became, regions, links, words),
        "tension": _tension(cards, words),
        "themes": [
            {"id": theme, "title": title.in_language(language), "told": of_theme}
            for theme, title in THEME_SAID.items()
            if (of_theme := [one for card, one in told if card.indicator.theme == theme])
        ],
        "points_explained": any(is_share(card.indicator) for card in cards),
        "new": [(one.card.name, one.card.time) for card, one in told if _age(card, quarter) == "new"],
        "not_new": [(one.card.name, one.card.time) for card, one in told if _age(card, quarter) == "old"],
        "provisional": _provisional(cards, words),
        "not_said": _not_said(sight.cards, words),
        "nowhere": nowhere(sight.cards, words),
        "origins": origins(_downloads(cards), words),
        "links": {
            "region": links.region(region.code),
            "before": links.key_figures(quarter_code(quarter.shifted(-1)), region.code),
        },
        "quarter_before": quarter.shifted(-1).in_words(language),
    }


def _told(card: Card, links: Links, words: Words) -> Told:
    shown = shown_card(card, links, words)
    figure = str(words["region"]["key_figures"]["figure"]).format(figure=shown.figure, time=shown.time)
    return Told(shown, figure, sentences(card, words))


def _tension(cards: Sequence[Card], words: Words) -> str:
    """The class of tension, in one sentence."""
    for card in cards:
        if card.indicator.theme == "spanning" and card.class_name is not None:
            said = words["region"]["key_figures"]["tension"]
            example = f" ({words['region']['made_up']['badge']})" if card.series and card.series.made_up else ""
            return str(said).format(name=card.class_name.in_language(words["language"])) + example
    return ""


def _age(card: Card, quarter: TimeSpan) -> str:
    """Whether its last figure is about time that was over in this quarter and not yet at its begin ("new"), about
    earlier time ("old"), or about time to come ("ahead")."""
    until = card.latest.span.until if card.latest is not None else None
    if until is None or quarter.first is None or quarter.until is None:
        return "old"
    return "ahead" if until > quarter.until else "new" if until > quarter.first else "old"


def _provisional(cards: Sequence[Card], words: Words) -> list[tuple[str, str, str]]:
    """Name, time and status of the last figures that their source may still change."""
    language = words["language"]
    return [
        (card.indicator.name.in_language(language), card.latest.span.in_words(language), status(card.latest, words))
        for card in cards
        if card.latest is not None and is_provisional(card.latest)
    ]


def _not_said(cards: Sequence[Card], words: Words) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of what there is no figure here, or no verdict about a change: a reason, and all that share it."""
    language = words["language"]
    found: dict[tuple[str, ...], list[str]] = {}
    for card in cards:
        if is_nowhere(card):
            continue
        why = list(not_to_be_said(card.verdicts, words))
        if card.latest is None and card.nothing is not None:
            why.append(card.nothing.in_language(language))
        if why:
            found.setdefault(tuple(dict.fromkeys(why)), []).append(card.indicator.name.in_language(language))
    return [(tuple(names), why) for why, names in found.items()]


def _downloads(cards: Sequence[Card]) -> list[Download]:
    there = [one for card in cards if card.series is not None for one in card.series.downloads]
    return sorted(dict.fromkeys(there), key=lambda one: (one.provider, one.table, one.key))
