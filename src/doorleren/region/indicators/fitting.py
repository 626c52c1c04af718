# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must fit together within one indicator, and between all of them.

Knows: bounds that touch, days in order, a source or a word on why there is none.
Leaves: reading (`read`, `fields`).
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from ...basics import Problem, Said, said
from .fields import Fields
from .record import Indicator, TensionClass

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SAYS_NOT = (2, 4)


def check_one(one: Indicator, at: Fields, name_of_file: str) -> None:
    """Add a problem for all that does not fit within one indicator."""
    if one.id != name_of_file or not _ID.fullmatch(one.id):
        at.wrong(
            "id",
            said(f"«{one.id}» is niet de naam van het bestand", f"«{one.id}» is not the name of the file"),
            said(f"{name_of_file}, met kleine letters en streepjes", f"{name_of_file}, in lower case with dashes"),
            said("Geef bestand en id dezelfde naam.", "Give the file and the id the same name."),
        )
    if one.relevant <= 0:
        _not_fitting(at, "relevant", "een verandering van niets is geen verandering", "a change of nothing is none")
    if not _SAYS_NOT[0] <= len(one.says_not) <= _SAYS_NOT[1]:
        at.wrong(
            "says_not",
            said(f"hier staan {len(one.says_not)} zinnen", f"there are {len(one.says_not)} sentences here"),
            said("twee tot vier zinnen", "two to four sentences"),
            said("Zeg wat dit cijfer niet zegt.", "Say what this figure does not say."),
        )
    _check_presence(one, at)
    _check_sources(one, at)
    _check_breaks(one, at)
    _check_classes(one.classes, at)


def _check_presence(one: Indicator, at: Fields) -> None:
    """A figure that is not there says where we looked; one that is there does not."""
    if bool(one.sources) == (one.nowhere is not None):
        _not_fitting(
            at,
            "nowhere",
            "er is óf een bron, óf een zin die zegt waar wij zochten",
            "there is either a source, or a sentence that says where we looked",
        )
    country_only = bool(one.sources) and {kind for source in one.sources for kind in source.covers} == {"land"}
    if country_only != (one.regional_nowhere is not None):
        _not_fitting(
            at,
            "regional_nowhere",
            "deze zin hoort er als er wel een bron is voor het land, en geen voor regio's",
            "this sentence belongs where there is a source for the country, and none for regions",
        )


def _check_sources(one: Indicator, at: Fields) -> None:
    for source in one.sources:
        table = f"{source.provider}/{source.table}"
        if (source.region_dimension is None) == (source.only_region is None):
            _not_fitting(
                at,
                "sources",
                f"{table}: noem óf de dimensie met regio's, óf de ene regio waar de tabel over gaat",
                f"{table}: name either the dimension with regions, or the one region that the table is about",
            )
        if source.only_region is not None and len(source.covers) != 1:
            _not_fitting(
                at,
                "sources",
                f"{table}: een tabel over één regio heeft één soort regio",
                f"{table}: a table about one region has one kind of region",
            )
        if (source.sampling_error is None) != (source.sampling_source is None):
            _not_fitting(
                at,
                "sources",
                f"{table}: een steekproeffout en de plek waar die staat horen bij elkaar",
                f"{table}: a sampling error and the place where it stands belong together",
            )
        if "Measure" not in source.select:
            _not_fitting(at, "sources", f"{table}: «select» noemt geen Measure", f"{table}: «select» names no Measure")
        unknown = set(source.derived) - {*source.select, source.region_dimension, source.period_dimension}
        if unknown:
            named = ", ".join(sorted(unknown))
            _not_fitting(at, "sources", f"{table}: {named} wordt niet gebruikt", f"{table}: {named} is not used")


def _check_breaks(one: Indicator, at: Fields) -> None:
    tables = {f"{source.provider}/{source.table}" for source in one.sources}
    for broken in one.breaks:
        if broken.mended_from is not None and (not broken.mended or broken.mended_from >= broken.on):
            _not_fitting(
                at,
                "breaks",
                f"{broken.on}: «mended_from» ligt voor de breuk, en hoort bij «mended: true»",
                f"{broken.on}: «mended_from» lies before the break, and belongs to «mended: true»",
            )
        for table in set(broken.tables) - tables:
            _not_fitting(
                at, "breaks", f"{broken.on}: {table} is geen bron hier", f"{broken.on}: {table} is no source here"
            )


def _check_classes(classes: Sequence[TensionClass], at: Fields) -> None:
    """On each day the classes lie one after another from lowest to highest, without hole or overlap."""
    for day in sorted({one.first for one in classes}, key=lambda day: day or date.min):
        then = [one for one in classes if _holds(one, day)]
        then.sort(key=lambda one: -float("inf") if one.above is None else one.above)
        bounds = [(one.above, one.up_to) for one in then]
        touching = all(low[1] is not None and low[1] == high[0] for low, high in pairwise(bounds))
        upward = all(low is None or high is None or low < high for low, high in bounds)
        if not touching or not upward or bounds[0][0] is not None or bounds[-1][1] is not None:
            _not_fitting(
                at,
                "classes",
                "de klassen sluiten niet op elkaar aan, van laag naar hoog",
                "the classes do not follow on each other, from low to high",
            )


def _holds(one: TensionClass, day: date | None) -> bool:
    moment = day or date.min
    return (one.first or date.min) <= moment and (one.until is None or moment < one.until)


def check_all(found: Sequence[tuple[str, Indicator]]) -> tuple[Problem, ...]:
    """What two files have in common that each should have alone. `found`: name of the file, and its indicator."""
    problems: list[Problem] = []
    for field, value_of in (("id", lambda one: one.id), ("order", lambda one: str(one.order))):
        seen: dict[str, str] = {}
        for file, one in found:
            value = value_of(one)
            if value in seen:
                what = said(
                    f"{field} {value} staat ook in {seen[value]}", f"{field} {value} also stands in {seen[value]}"
                )
                expected = said(f"elk bestand een eigen {field}", f"each file an {field} of its own")
                problems.append(Problem(f"{file}: {field}", what, expected, said("Kies een ander.", "Choose another.")))
            seen.setdefault(value, file)
    return tuple(problems)


def _not_fitting(at: Fields, name: str, dutch: str, english: str) -> None:
    at.wrong(name, said(dutch, english), *_FIT)


_FIT: tuple[Said, Said] = (
    said("velden die bij elkaar passen", "fields that fit together"),
    said("Pas één van beide aan.", "Change one of the two."),
)
