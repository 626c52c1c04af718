# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of a region from before it was what it is now: a sum that says what it is made of, or why there is none.

Knows: which figures of a composed series are a sum, and how the story of the region is told beside them.
Leaves: adding up (region), who became what and by which source (region).
"""

from dataclasses import dataclass

from ..basics import Said, say_day
from ..journeys.watch_parts import IndicatorInFull, Region, Regions
from .region_places import name_of, names_joined
from .region_points import Row, row
from .words import Words


@dataclass(frozen=True, slots=True)
class Before:
    """`story`: what there was before. `why_not`: why there is no sum; then there are no `rows`."""

    title: str
    story: str
    sum: str
    why_not: str
    rows: tuple[Row, ...]
    caption: str


def before(full: IndicatorInFull, regions: Regions, words: Words) -> Before | None:
    """The time before this region as it is now; None where nothing went into it."""
    region, told = full.card.region, words["region"]["before"]
    if full.composed is None:
        return None
    why_not = full.composed.in_language(words["language"]) if isinstance(full.composed, Said) else ""
    rows = _rows(full, words)
    return Before(
        title=str(told["title"]).format(name=region.name),
        story=stories(region, regions, words),
        sum=str(told["sum"]) if rows else "",
        why_not=why_not,
        rows=rows,
        caption=str(told["table"]).format(name=region.name),
    )


def stories(region: Region, regions: Regions, words: Words) -> str:
    """What went into a region, day by day: "Eemsdelta bestaat sinds … Daarvoor waren het …"."""
    told = words["region"]["before"]
    days = sorted({one.on for one in regions.came_from(region.code)})
    said = []
    for day in days:
        all_of = [one for one in regions.came_from(region.code) if one.on == day]
        names = sorted(name_of(one.region, regions) for one in all_of)
        part = any(one.kind == "verdeeld" for one in all_of)
        new = region.first == day
        which = "part" if part else "new" if new else "grew"
        if all(one.kind == "andere-code" for one in all_of):
            which = "code"
        said.append(
            str(told[which]).format(
                name=region.name, day=say_day(day, words["language"]), names=names_joined(names, words)
            )
        )
    return " ".join(said)


def _rows(full: IndicatorInFull, words: Words) -> tuple[Row, ...]:
    """The figures that are a sum, the last one first: those that the series of the region itself has otherwise."""
    if full.composed is None or isinstance(full.composed, Said) or full.card.series is None:
        return ()
    own = {point.span.place: point for point in full.card.series.points}
    summed = [point for point in full.composed.points if own.get(point.span.place) != point]
    return tuple(row(point, full.card.indicator, words) for point in reversed(summed))
