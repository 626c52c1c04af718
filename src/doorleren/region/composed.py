# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of a region from before it existed: the sum of what went into it, or why there is none.

Knows: when figures may be added, and that a sum says what it is made of.
Leaves: what went into what (`regions`), which figures there are (journeys).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import sqrt

from ..basics import Said, said, say_day
from .kind_words import joined
from .periods import TimeSpan
from .records import Download
from .regions import Became, Region, Regions
from .series import MISSING, Break, Point, Series, every_step


def composed(
    series_of: Mapping[str, Series],
    into: Region,
    became: tuple[Became, ...],
    *,
    adds_up: bool,
    names: Mapping[str, str] | None = None,
) -> Series | Said:
    """The series of a region with what went before it, or why that cannot be.

    `series_of`: by code, of the region itself and of what became it. `became`: all that went into it (`went_into`).
    `adds_up`: the figure is a number of something (people, vacancies), so that a sum means the same; never for a
    percentage or a mean. `names`: of the codes, for the sentence.
    """
    called = {into.code: into.name, **(names or {})}
    since = _sure_since(into, became)
    relevant = tuple(one for one in became if into.code in one.into and one.kind != "verdeeld" and one.on > since)
    if (why := _why_not(series_of, into, became, relevant, adds_up, called)) is not None:
        return why
    own = series_of.get(into.code)
    codes = sorted({one.region for one in relevant})
    parts = [series_of[code] for code in codes]
    _alike([*parts, *([own] if own else [])])
    sums = _sums(series_of, into, relevant, since)
    first_known = own.points[0].span if own and own.points else None
    own_points = {point.span.place: point for point in (own.points if own else ())}
    # A new region whose source worked its past out itself is left as it is; one that grew takes the sum instead.
    grew = _was_there(into, relevant)
    found = [point for place, point in sums.items() if grew or own_points.get(place, _HOLE).value is None]
    if not any(point.value is not None for point in found):
        return _no_moment(into, codes, called)
    taken = {point.span.place for point in found}
    kept = [point for place, point in own_points.items() if place not in taken]
    model = own or parts[0]
    return replace(
        model,
        region=into.code,
        points=every_step(_without_loose_holes([*found, *kept], first_known)),
        downloads=_downloads([*parts, *([own] if own else [])]),
        breaks=_breaks([*parts, *([own] if own else [])], into, relevant),
        sampling_error=_error_of([*parts, *([own] if own and grew else [])]),
        composed_of=tuple(codes),
    )


def went_into(regions: Regions, code: str) -> tuple[Became, ...]:
    """All that went into a region, and into what went into it."""
    direct = regions.came_from(code)
    return (*direct, *(earlier for one in direct for earlier in regions.came_from(one.region)))


_Place = tuple[str, date, str]
"""Where a time stands in the order of time (`TimeSpan.place`)."""

_HOLE = Point(TimeSpan("", "anders"), None, MISSING)


def _why_not(
    series_of: Mapping[str, Series],
    into: Region,
    became: Sequence[Became],
    relevant: Sequence[Became],
    adds_up: bool,
    called: Mapping[str, str],
) -> Said | None:
    """Why no figure of before can be made, looked at without the figures themselves."""
    direct = [one for one in became if into.code in one.into]
    if not direct:
        return said(f"{into.name} is niet uit andere gebieden ontstaan.", f"{into.name} was not made of other areas.")
    days = sorted({one.on for one in direct})
    head = said(
        f"Van {into.name} maken wij geen cijfers van vóór {say_day(days[-1], 'nl')}",
        f"We make no figures of {into.name} of before {say_day(days[-1], 'en')}",
    )
    if not relevant:
        split = sorted(called.get(one.region, one.region) for one in direct if one.kind == "verdeeld")
        return _because(
            head,
            said(
                f"van {joined(split, 'nl')} kwam er maar een deel bij; welk deel van de cijfers dat is, weten wij niet",
                f"only a part of {joined(split, 'en')} went into it; which part of the figures is not known",
            ),
        )
    if not adds_up and any(one.kind != "andere-code" for one in relevant):
        return _because(
            head,
            said(
                "dit is een percentage of een gemiddelde, en die kunt u niet optellen",
                "this is a percentage or a mean, and those cannot be added up",
            ),
        )
    wanted = [one.region for one in relevant]
    if _was_there(into, relevant):
        wanted.append(into.code)
    if lacking := sorted(called.get(code, code) for code in wanted if code not in series_of):
        return _because(
            head,
            said(
                f"wij hebben geen cijfers van {joined(lacking, 'nl')}", f"we have no figures of {joined(lacking, 'en')}"
            ),
        )
    return None


def _because(head: Said, why: Said) -> Said:
    return said(f"{head.nl}: {why.nl}.", f"{head.en}: {why.en}.")


def _no_moment(into: Region, codes: Sequence[str], called: Mapping[str, str]) -> Said:
    names = [called.get(code, code) for code in codes]
    return said(
        f"Van {into.name} zijn er geen eerdere cijfers: {joined(names, 'nl')} hebben op geen moment alle een cijfer."
        if len(names) > 1
        else f"Van {into.name} zijn er geen eerdere cijfers: {names[0]} heeft ze ook niet.",
        f"There are no earlier figures of {into.name}: {joined(names, 'en')} do not all have one at any moment."
        if len(names) > 1
        else f"There are no earlier figures of {into.name}: {names[0]} has none either.",
    )


def _sure_since(into: Region, became: Sequence[Became]) -> date:
    """The day before which no sum is about the same area: a part of something went into it, or its parts were made of
    others themselves."""
    return max((one.on for one in became if one.kind == "verdeeld" or into.code not in one.into), default=date.min)


def _was_there(into: Region, became: Sequence[Became]) -> bool:
    """Whether the region itself existed before others joined it, as Zevenaar did before Rijnwaarden."""
    earliest = min(one.on for one in became)
    return into.first is None or into.first < earliest


def _sums(series_of: Mapping[str, Series], into: Region, became: Sequence[Became], since: date) -> dict[_Place, Point]:
    """For each time before a joining the sum of all that was apart then; without a number where one lacks it, and
    before `since`, when it would be about another area.

    A time during which one joined while another was still apart has no sum; one after which nothing is apart keeps the
    figure of its source.
    """
    found: dict[_Place, Point] = {}
    codes = [one.region for one in became] + ([into.code] if _was_there(into, became) else [])
    spans = {point.span.place: point.span for code in codes for point in series_of[code].points}
    for place, span in sorted(spans.items()):
        if span.until is None or span.first is None:
            continue
        until, first = span.until, span.first
        if first < since:
            found[place] = Point(span, None, MISSING)
            continue
        apart = [one.region for one in became if until <= one.on]
        if into.first is None or into.first <= first:
            apart.append(into.code)
        if not apart or apart == [into.code]:
            continue
        if any(first < one.on < until for one in became):
            found[place] = Point(span, None, MISSING)
            continue
        points = [series_of[code].at(span) for code in apart]
        values = [point.value if point else None for point in points]
        numbers = [value for value in values if value is not None]
        whole = len(numbers) == len(values) and not any(point.span.part for point in points if point)
        status = _status([point.status for point in points if point])
        found[place] = Point(span, sum(numbers), None, status) if whole else Point(span, None, MISSING, status)
    return found


def _status(statuses: Sequence[str | None]) -> str | None:
    """That of all parts; where they differ, the first that is not final."""
    known = sorted({status for status in statuses if status is not None})
    return next((status for status in known if not status.startswith("Definitief")), known[0] if known else None)


def _without_loose_holes(points: Sequence[Point], first_own: TimeSpan | None) -> list[Point]:
    """Holes before the first number say nothing that the series did not say already."""
    ordered = sorted(points, key=lambda point: point.span.place)
    start = next((n for n, point in enumerate(ordered) if point.value is not None or point.span == first_own), 0)
    return ordered[start:]


def _alike(all_series: Sequence[Series]) -> None:
    """A sum of different things is a mistake of whoever asks for it."""
    kinds = {point.span.kind for series in all_series for point in series.points}
    same = {(series.indicator, series.adjusted, series.log) for series in all_series}
    if len(kinds) > 1 or len(same) > 1:
        raise ValueError(f"series of different things cannot be put together: {sorted(map(str, same))} {sorted(kinds)}")


def _downloads(all_series: Sequence[Series]) -> tuple[Download, ...]:
    return tuple(dict.fromkeys(download for series in all_series for download in series.downloads))


def _breaks(all_series: Sequence[Series], into: Region, became: Sequence[Became]) -> tuple[Break, ...]:
    """Those of all parts; and where a labour-market region took another code, nobody says that its borders stayed."""
    found = list(dict.fromkeys(one for series in all_series for one in series.breaks))
    for one in became:
        if one.kind == "andere-code" and into.kind == "arbeidsmarktregio":
            why = said(
                "Op deze dag kreeg de regio een andere code. Of de grenzen gelijk bleven, staat er niet bij.",
                "On this day the region took another code. Whether its borders stayed the same is not said.",
            )
            found.append(Break(one.on, why, one.source))
    return tuple(sorted(found, key=lambda one: one.on))


def _error_of(all_series: Sequence[Series]) -> float | None:
    """The standard error of a sum of samples that were drawn apart; unknown as soon as one is."""
    errors = [series.sampling_error for series in all_series]
    if len(errors) == 1:
        return errors[0]
    known = [error for error in errors if error is not None]
    return sqrt(sum(error * error for error in known)) if len(known) == len(errors) else None
