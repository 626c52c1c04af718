# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few regions side by side for one indicator, and the form that chooses them.

Knows: how many go beside each other, that they are told at the same time, and that what overlaps is said.
Leaves: the figures (journeys), how it looks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from ..journeys.watch_parts import Card, Indicator, Point, Region, RegionalFigures, RegionKind, Regions
from .region_cards import ShownCard, shown_card
from .region_links import Links
from .region_numbers import figure
from .region_places import kind_name, kind_names
from .words import Words

FEWEST, MOST = 2, 6
_TO_TICK: Final[tuple[RegionKind, ...]] = ("land", "provincie", "arbeidsmarktregio", "groep")
"""There are too many municipalities for a list of boxes; those are typed."""
_SHOWN: Final = 40
_TYPED_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to compare, and what is wrong in it: the field and a sentence."""

    indicator: Indicator | None
    regions: tuple[Region, ...]
    typed: str
    wrong: tuple[tuple[str, str], ...]


def asked_in(given: Mapping[str, Sequence[str]], figures: RegionalFigures, words: Words) -> Asked:
    """Read the address: `indicator`, `regio` more than once, and `erbij`, a name that somebody typed."""
    told = words["region"]["compare"]["wrong"]
    wrong: list[tuple[str, str]] = []
    wanted = "".join(given.get("indicator", [])[:1]).strip()
    indicator = next((one for one in figures.indicators if one.id == wanted), None)
    if wanted and indicator is None:
        wrong.append(("indicator", str(told["indicator"]).format(value=wanted[:_SHOWN])))
    chosen: dict[str, Region] = {}
    for code in given.get("regio", []):
        region = figures.regions.region(code) if code.strip() else None
        if region is not None:
            chosen[region.code] = region
        elif code.strip():
            wrong.append(("erbij", str(told["region"]).format(value=code[:_SHOWN])))
    typed = "".join(given.get("erbij", [])[:1]).strip()[: _SHOWN * _TYPED_MOST]
    unread = []
    for name in [one.strip() for one in typed.split(",") if one.strip()]:
        named = _one(figures.regions, name)
        if named is not None:
            chosen[named.code] = named
        else:
            unread.append(name)
            wrong.append(("erbij", _why_not_one(figures.regions, name, words)))
    if len(chosen) > MOST:
        wrong.append(("regios", str(told["too_many"]).format(n=len(chosen), most=MOST)))
    return Asked(indicator, tuple(chosen.values()), ", ".join(unread), tuple(wrong))


def _one(regions: Regions, name: str) -> Region | None:
    """The region that is meant, if only one can be: an exact code, or a name that one of them has."""
    by_code = regions.region(name)
    if by_code is not None:
        return by_code
    found = [one for one in regions.find(name) if one.name.casefold() == name.casefold()]
    return found[0] if len(found) == 1 else None


def _why_not_one(regions: Regions, name: str, words: Words) -> str:
    told = words["region"]["compare"]["wrong"]
    found = regions.find(name)[:4]
    if not found:
        return str(told["region"]).format(value=name[:_SHOWN])
    names = ", ".join(f"{one.name} ({kind_name(one.kind, words)}: {one.code})" for one in found)
    return str(told["which"]).format(value=name[:_SHOWN], names=names)


def compare_values(asked: Asked, figures: RegionalFigures, on: date, links: Links, words: Words) -> dict[str, Any]:
    """Everything on the page: the form, and the table if enough was chosen."""
    enough = asked.indicator is not None and FEWEST <= len(asked.regions) <= MOST
    values: dict[str, Any] = {
        "form": _form(asked, figures, on, words),
        "mistakes": [{"field": field, "text": text} for field, text in asked.wrong],
        "wrong_fields": {field for field, _ in asked.wrong},
        "columns": [],
        "anything": bool(asked.regions or asked.typed or asked.indicator),
        "links": {"regions": links.regions()},
    }
    if enough and asked.indicator is not None:
        cards = figures.side_by_side(asked.indicator, asked.regions, on).cards
        values |= _table(asked.indicator, cards, figures.regions, on, links, words)
    return values


def _form(asked: Asked, figures: RegionalFigures, on: date, words: Words) -> dict[str, Any]:
    chosen = {one.code for one in asked.regions}
    language = words["language"]
    offered = [(kind, figures.regions.of_kind(kind, on)) for kind in _TO_TICK]
    ticked = {one.code for _, there in offered for one in there}
    others = [one for one in asked.regions if one.code not in ticked]
    return {
        "chosen": asked.indicator.name.in_language(language) if asked.indicator else "",
        "indicators": [
            {"id": one.id, "name": one.name.in_language(language), "on": one is asked.indicator}
            for one in figures.indicators
            if one.sources
        ],
        "kinds": [
            {
                "title": kind_names(kind, words),
                "regions": [{"code": one.code, "name": one.name, "on": one.code in chosen} for one in there],
                "open": any(one.code in chosen for one in there),
            }
            for kind, there in offered
            if there
        ],
        "others": [{"code": one.code, "name": _named(one, words), "on": True} for one in others],
        "typed": asked.typed,
    }


# --- the table ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """One region: its card, and its figure at the time that all of them have."""

    name: str
    kind: str
    address: str | None
    card: ShownCard
    then: str


def _table(
    indicator: Indicator, cards: Sequence[Card], regions: Regions, on: date, links: Links, words: Words
) -> dict[str, Any]:
    language = words["language"]
    common = _last_common(cards)
    columns = []
    for card in cards:
        point = _at(card, common)
        then = figure(indicator, point.value, language) if point is not None and point.value is not None else ""
        shown = shown_card(card, links, words)
        name, kind = card.region.name, kind_name(card.region.kind, words)
        columns.append(Column(name, kind, links.region(card.region.code), shown, then))
    return {
        "name": indicator.name.in_language(language),
        "columns": columns,
        "common": common.span.in_words(language) if common else "",
        "overlaps": overlaps([card.region for card in cards], regions, on, words),
        "made_up": any(card.series is not None and card.series.made_up for card in cards),
        "partly_real": any(card.series is not None and not card.series.made_up for card in cards),
        "sources": list(dict.fromkeys(one.card.source for one in columns if one.card.source)),
    }


def _last_common(cards: Sequence[Card]) -> Point | None:
    """The last time at which each of them that has figures has one; None where there is no such time."""
    series = [card.series for card in cards if card.series is not None]
    if not series:
        return None
    for point in reversed(series[0].points):
        there = [one.at(point.span) for one in series]
        if all(one is not None and one.value is not None for one in there):
            return point
    return None


def _at(card: Card, common: Point | None) -> Point | None:
    return card.series.at(common.span) if card.series is not None and common is not None else None


def overlaps(chosen: Sequence[Region], regions: Regions, on: date, words: Words) -> tuple[str, ...]:
    """A sentence for each pair of which one lies in the other, or that have a municipality in common."""
    told = words["region"]["compare"]
    found = [str(told["in_country"])] if any(one.kind == "land" for one in chosen) else []
    for one, other in combinations([one for one in chosen if one.kind != "land"], 2):
        for small, large in ((one, other), (other, one)):
            if large.code in {around.code for around in regions.around(small.code, on)}:
                found.append(str(told["lies_in"]).format(small=_named(small, words), large=_named(large, words)))
                break
        else:
            places = [set(regions.parts(side.code, "gemeente", on).codes) for side in (one, other)]
            if one.kind != other.kind and places[0] & places[1]:
                found.append(str(told["overlap"]).format(one=_named(one, words), other=_named(other, words)))
    return tuple(found)


def _named(region: Region, words: Words) -> str:
    return f"{region.name} ({kind_name(region.kind, words).lower()})"
