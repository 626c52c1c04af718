# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawings on the pages of the monitor, out of what the journeys hand on.

Knows: which figures, names and breaks go in a drawing. Leaves: how it is drawn (`charts`, `region_map`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ..basics import said, say_day
from ..journeys.map_shapes import Maps, Shape, letters_of
from ..journeys.watch_parts import Card, Indicator, IndicatorInFull, OnMap, Region, Series
from .chart_parts import at, folded, text, width_of
from .charts import Unit, as_picture, cuts_of, fan_of, marks_of, spark, trends
from .region_map import WIDTH_MIN, MapRegion, OwnClass, RegionMap, RegionValue, letter_on, region_map

NOTHING: Final = SafeString()
"""Where there is nothing to draw."""

_TITLE = said("{name}, {region}", "{name}, {region}")
_SOURCE = said("Bron: {sources}.", "Source: {sources}.")
_FETCHED = said("Opgehaald op {day}.", "Fetched on {day}.")
_MADE_UP = said("Verzonnen voorbeeldcijfers.", "Made-up example figures.")
_MAP_TITLE = said("{name} op de kaart", "{name} on the map")
_CHOOSE = said("Kaart om een regio te kiezen", "Map to choose a region")


def spark_line(card: Card, language: str) -> SafeString:
    """The small line on a card."""
    if card.series is None:
        return NOTHING
    drawn = spark(
        marks_of(card.series.points, language),
        id=f"lijn-{card.indicator.id}-{card.region.code}",
        title=_title(card, language),
        unit=_unit(card.indicator, language),
        cuts=cuts_of(card.series.breaks, language),
        made_up=card.series.made_up,
    )
    return _drawn("chart_spark", {"spark": drawn}) if drawn else NOTHING


def trend_chart(full: IndicatorInFull, language: str) -> SafeString:
    """The trend, for a phone and for a wide screen; the stylesheet shows one."""
    parts = [_drawn("chart_trend", {"chart": one}) for one in _trends(full, language)]
    return mark_safe("".join(parts))  # noqa: S308 (each part is a template that escapes)


def trend_picture(full: IndicatorInFull, language: str) -> bytes:
    """The trend as a file of its own, with its source and its day."""
    drawn = _trends(full, language)
    series = full.card.series
    assert drawn
    assert series is not None
    fetched = max((one.fetched for one in series.downloads), default=None)
    if series.made_up or fetched is None:
        day = _MADE_UP.in_language(language)
    else:
        day = _FETCHED.in_language(language).format(day=say_day(fetched.date(), language))
    names = ", ".join(dict.fromkeys(f"{one.provider.upper()} {one.table}" for one in series.downloads))
    return as_picture(drawn[-1], source=_SOURCE.in_language(language).format(sources=names), day=day)


def _trends(full: IndicatorInFull, language: str) -> Any:
    card = full.card
    if card.series is None:
        return ()
    return trends(
        marks_of(card.series.points, language),
        id=f"verloop-{card.indicator.id}",
        title=_title(card, language),
        region=card.region.name,
        unit=_unit(card.indicator, language),
        cuts=cuts_of(card.series.breaks, language),
        country=_beside(card.series, full.country, language),
        fan=fan_of(full.outlook.expected, language),
        made_up=card.series.made_up,
    )


def _beside(series: Series, country: Series | None, language: str) -> Any:
    """The line of the country, where its figures are of the same size: a count of the whole country would press the
    line of a region flat against the ground."""
    if country is None or country.latest is None or series.latest is None:
        return ()
    here, there = (one.latest.value or 0.0 for one in (series, country) if one.latest is not None)
    if here <= 0 or not 1 / 4 < there / here < 4:
        return ()
    return marks_of(country.points, language)


def _title(card: Card, language: str) -> str:
    name = card.indicator.name.in_language(language)
    return _TITLE.in_language(language).format(name=name, region=card.region.name)


def _unit(indicator: Indicator, language: str) -> Unit:
    return Unit(indicator.decimals, indicator.unit.in_language(language), language)


# --- maps -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MapShown:
    """A map as it stands on a page, or nothing where there is none. `why`: why it has no real borders; may be empty."""

    drawn: SafeString
    why: str


def figures_map(on_map: OnMap, link: Callable[[str], str | None], language: str, maps: Maps) -> MapShown:
    """One indicator on the map of all regions of a kind; nothing where there is no map of them."""
    use = maps.map_for(on_map.kind, on_map.cards.keys(), on_map.on, _figures_of(on_map))
    why = use.why_tiles.in_language(language) if use.why_tiles is not None else ""
    if use.shapes is None:
        return MapShown(NOTHING, why)
    drawn = region_map(
        use.shapes,
        [_value(card, language) for card in on_map.cards.values()],
        link,
        id="kaart-cijfers",
        title=_MAP_TITLE.in_language(language).format(name=on_map.indicator.name.in_language(language)),
        unit=_unit(on_map.indicator, language),
        classes=_classes(on_map, language),
        made_up=any(card.series is not None and card.series.made_up for card in on_map.cards.values()),
    )
    # Where no region has a figure the page says so, and there is nothing to explain about a map.
    return MapShown(_drawn("map_region", {"map": drawn}), why) if drawn else MapShown(NOTHING, "")


def _figures_of(on_map: OnMap) -> date | None:
    """The last day that the figures are about; a forecast stands on the map of today."""
    spans = [card.latest.span for card in on_map.cards.values() if card.latest is not None]
    days = [span.until - timedelta(days=1) for span in spans if span.until is not None]
    return min(max(days), on_map.on) if days else None


def _value(card: Card, language: str) -> RegionValue:
    value = card.latest.value if card.latest is not None else None
    why = card.nothing.in_language(language) if card.nothing is not None else ""
    return RegionValue(card.region.code, card.region.name, value, why)


def _classes(on_map: OnMap, language: str) -> list[OwnClass]:
    """The classes of the indicator as they were drawn at the time of these figures; none where there were others in
    between."""
    times = [card.latest.span.first for card in on_map.cards.values() if card.latest is not None]
    first, last = (edge((day for day in times if day is not None), default=on_map.on) for edge in (min, max))

    def holds_all_along(start: date | None, end: date | None) -> bool:
        return (start is None or start <= first) and (end is None or last < end)

    return [
        OwnClass(one.name.in_language(language), one.above, one.up_to)
        for one in on_map.indicator.classes
        if holds_all_along(one.first, one.until)
    ]


def choose_map(
    there: Sequence[Region], link: Callable[[str], str | None], on: date, language: str, maps: Maps
) -> MapShown:
    """The map on which a region is chosen: each with a link and no figure."""
    if not there:
        return MapShown(NOTHING, "")
    use = maps.map_for("arbeidsmarktregio", [one.code for one in there], on)
    why = use.why_tiles.in_language(language) if use.why_tiles is not None else ""
    shapes = use.shapes
    if shapes is None:
        return MapShown(NOTHING, why)
    letter = letter_on(shapes)
    names, letters = {one.code: one.name for one in there}, letters_of("arbeidsmarktregio")
    regions = tuple(
        MapRegion(
            path=shape.path,
            tint="1",
            href=link(shape.code),
            label=names[shape.code],
            short=text(shape.x, shape.y + 6, shape.short, "middle") if shape.short else None,
            sign=text(shape.x, shape.y + letter * 0.35, _fitting(shape, letters, letter), "middle"),
        )
        for shape in sorted(shapes.shapes, key=lambda one: (one.y, one.x, one.code))
    )
    width = max(shapes.width, WIDTH_MIN)
    notes = folded(shapes.about.in_language(language), width, letter)
    drawn = RegionMap(
        id="kaart-kiezen",
        width=str(width),
        height=str(round(shapes.height + letter * (1.6 + 1.35 * len(notes)))),
        shift=str((width - shapes.width) // 2),
        title=_CHOOSE.in_language(language),
        desc=shapes.about.in_language(language),
        regions=regions,
        legend=(),
        square="0",
        notes=tuple(text(0, shapes.height + letter * (1.6 + 1.35 * n), words) for n, words in enumerate(notes)),
        letter=at(letter),
        short="18",
        sign=at(letter),
        tiles=shapes.tile is not None,
    )
    return MapShown(_drawn("map_region", {"map": drawn}), why)


def _fitting(shape: Shape, letters: Mapping[str, str], letter: float) -> str:
    """The letters of a region with a real border, where they fit; on a tile they stand already."""
    short = letters.get(shape.code, "")
    return short if shape.room is not None and width_of(short, letter) <= 2 * shape.room else ""


def _drawn(template: str, values: dict[str, Any]) -> SafeString:
    return render_to_string(f"portal/{template}.html", values)
