# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Key figures as cards: the figure, the time it is about, which way it goes, and where it comes from.

Knows: what stands on a card, and that one without a figure says why. Leaves: how figures are compared (journeys).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..journeys.key_sentences import THEME_SAID
from ..journeys.watch_parts import Card
from .region_links import Links
from .region_numbers import figure
from .region_pictures import spark_line
from .region_points import is_provisional, source_line, status
from .region_sentences import Arrow, arrows
from .words import Words


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as a page shows it. `nothing`: why there is no figure; then there is nothing else but the name."""

    id: str
    name: str
    address: str | None
    nothing: str = ""
    figure: str = ""
    time: str = ""
    status: str = ""
    class_name: str = ""
    arrows: tuple[Arrow, ...] = ()
    spark: str = ""
    sentence: str = ""
    country: str = ""
    source: str = ""
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """The cards of one theme; `without`: why there is no figure here, and of what."""

    id: str
    title: str
    cards: tuple[ShownCard, ...]
    without: tuple[tuple[str, tuple[str, ...]], ...]


def shown_card(card: Card, links: Links, words: Words) -> ShownCard:
    """A card in the language of these words."""
    language = words["language"]
    name = card.indicator.name.in_language(language)
    point, series = card.latest, card.series
    if point is None or point.value is None or series is None:
        why = card.nothing.in_language(language) if card.nothing else str(words["region"]["no_figure"])
        return ShownCard(card.indicator.id, name, None, nothing=why)
    return ShownCard(
        id=card.indicator.id,
        name=name,
        address=links.indicator(card.region.code, card.indicator.id),
        figure=figure(card.indicator, point.value, language),
        time=point.span.in_words(language),
        status=status(point, words) if is_provisional(point) else "",
        class_name=card.class_name.in_language(language) if card.class_name else "",
        arrows=arrows(card, words),
        spark=spark_line(card, language),
        sentence=card.sentence.in_language(language),
        country=_country(card, words),
        source=source_line(series, card.source, words),
        made_up=series.made_up,
    )


def _country(card: Card, words: Words) -> str:
    """The figure of the country beside it; of another time it says of which."""
    point, here = card.country, card.latest
    if point is None or point.value is None or here is None or card.region.kind == "land":
        return ""
    if card.indicator.adds_up:
        # Of people or things a country always has more than a region: that number says nothing about the region.
        return ""
    value = figure(card.indicator, point.value, words["language"])
    same = point.span.steps_after(here.span) == 0
    told = words["region"]["country" if same else "country_then"]
    return str(told).format(figure=value, time=point.span.in_words(words["language"]))


def is_nowhere(card: Card) -> bool:
    """Whether no open source gives this for a region, so that the page says so once, at its end."""
    indicator = card.indicator
    if card.series is not None:
        return False
    return not indicator.sources or (indicator.regional_nowhere is not None and card.region.kind != "land")


def themes(cards: Iterable[Card], links: Links, words: Words) -> tuple[Theme, ...]:
    """Cards by theme; what is nowhere to be found is left to the end of the page."""
    there = [(card, shown_card(card, links, words)) for card in cards if not is_nowhere(card)]
    found = []
    for theme, title in THEME_SAID.items():
        of_theme = [shown for card, shown in there if card.indicator.theme == theme]
        if of_theme:
            with_figure = tuple(one for one in of_theme if not one.nothing)
            without: dict[str, list[str]] = {}
            for one in of_theme:
                if one.nothing:
                    without.setdefault(one.nothing, []).append(one.name)
            found.append(Theme(theme, title.in_language(words["language"]), with_figure, _by_reason(without)))
    return tuple(found)


def _by_reason(names: Mapping[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((why, tuple(of_whom)) for why, of_whom in names.items())


def nowhere(cards: Iterable[Card], words: Words) -> tuple[tuple[str, str], ...]:
    """Name and reason of what no open source gives."""
    language = words["language"]
    found = []
    for card in cards:
        if is_nowhere(card):
            one = card.indicator
            why = one.nowhere or one.regional_nowhere or card.nothing
            found.append((one.name.in_language(language), why.in_language(language) if why else ""))
    return tuple(found)
