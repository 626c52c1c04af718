# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One figure with the time that it is about, what its source said of it, and where it comes from.

Knows: that what is missing is said in words, never as 0 or as an empty cell. Leaves: the figures themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ..basics import say_day
from ..journeys.observations_table import licence_of
from ..journeys.watch_parts import Download, Indicator, Point, Series, SeriesSource
from .charts import is_provisional as says_provisional
from .region_numbers import bare
from .words import Words

_HERE: Final = ZoneInfo("Europe/Amsterdam")
_FINAL: Final = {"definitief", "final"}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in a table: the time, the figure or why there is none, and what else is said of it."""

    time: str
    figure: str | None
    missing: str
    notes: tuple[str, ...]


def row(point: Point, indicator: Indicator, words: Words) -> Row:
    """A point as a row."""
    language = words["language"]
    time = point.span.in_words(language)
    if point.value is None:
        return Row(time, None, reason(point, words), ())
    notes = [status(point, words)] if point.status and _key(point.status) not in _FINAL else []
    if point.reason:
        notes.append(reason(point, words))
    return Row(time, bare(indicator, point.value, language), "", tuple(notes))


def is_provisional(point: Point) -> bool:
    """Whether its source may still change it."""
    return says_provisional(point.status)


def status(point: Point, words: Words) -> str:
    """How sure its source is of it: "voorlopig"."""
    told = words["region"]["status"]
    return str(told.get(_key(point.status or ""), told["other"])).format(status=point.status)


def reason(point: Point, words: Words) -> str:
    """Why there is no figure, as far as its source says so."""
    told = words["region"]["reasons"]
    if not point.reason:
        return str(told["none"])
    return str(told.get(_key(point.reason), told["other"])).format(reason=point.reason)


def _key(text: str) -> str:
    return text.strip().casefold().replace(" ", "")


# --- where it comes from --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where figures come from: who gives them, in which table, and when they were fetched."""

    provider: str
    table: str
    day: str
    moment: str
    address: str
    licence: str
    made_up: bool


def origins(downloads: Sequence[Download], words: Words) -> tuple[Origin, ...]:
    """Each download that brought a figure, once."""
    return tuple(dict.fromkeys(_origin(one, words) for one in downloads))


def _origin(download: Download, words: Words) -> Origin:
    at = _here(download.fetched)
    day = say_day(at.date(), words["language"])
    told = words["region"]
    linked = download.provider == "cbs" and not download.made_up
    return Origin(
        provider=provider_name(download.provider, words),
        table=download.table,
        day=day,
        moment=str(told["moment"]).format(day=day, time=f"{at:%H:%M}"),
        address=f"https://opendata.cbs.nl/statline/#/CBS/nl/dataset/{download.table}" if linked else "",
        licence="" if download.made_up else licence_of(download.provider).in_language(words["language"]),
        made_up=download.made_up,
    )


def _here(moment: datetime) -> datetime:
    return moment.astimezone(_HERE)


def provider_name(provider: str, words: Words) -> str:
    """As people call it: CBS, UWV, Eurostat."""
    return str(words["region"]["providers"].get(provider, provider))


def source_line(series: Series, source: SeriesSource | None, words: Words) -> str:
    """One line under a figure: who, which table, which day. Figures that were made up say so."""
    told = words["region"]
    if not series.downloads:
        return provider_name(source.provider, words) if source else ""
    newest = max(series.downloads, key=lambda one: one.fetched)
    said = origins([newest], words)[0]
    which = told["source_made_up"] if said.made_up else told["source_line"]
    return str(which).format(provider=said.provider, table=said.table, day=said.day)
