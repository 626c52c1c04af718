# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""For which occupations employers in a labour-market region find too few people.

Knows: UWV's measure of tension per group of occupations – open vacancies per person who gets WW for less than half a
year – its classes, and how to read them from a table. Leaves: keeping tables (store), whom it is told (journeys).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..basics import Said, said
from .periods import TimeSpan, read_span
from .plain_code import plain_code
from .records import Observations, Table

PROVIDER: Final = "uwv"
TABLE: Final = "spanning-beroepen"
MEASURE_CODE: Final = "spanning"
REGION, OCCUPATION, PERIOD = "RegioS", "Beroepsgroep", "Perioden"

SHORT_ABOVE: Final = 1.5
VERY_SHORT_ABOVE: Final = 4.0
"""More than 1.5 open vacancies per person is «krap», more than 4 is «zeer krap».

Source: UWV, Spanningsindicator arbeidsmarkt, as quoted with these bounds by Arbeidsmarkt in zicht (Zeeland)."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A group of occupations that is short of people: how many open vacancies there are per person."""

    code: str
    title: str
    tension: float

    @property
    def class_name(self) -> Said:
        if self.tension > VERY_SHORT_ABOVE:
            return said("heel veel vraag", "very much in demand")
        return said("veel vraag", "much in demand")


def shortages(table: Table, rows: Observations, region: str, on: date) -> tuple[TimeSpan, tuple[Shortage, ...]] | None:
    """The last quarter that was over on a day, and what was short then in a region, the shortest first.

    None where the table says nothing about this region. A secret or absent figure is not a shortage.
    """
    titles: Mapping[str, str] = {}
    if (dimension := table.dimension(OCCUPATION)) is not None:
        titles = {code.id: code.title for code in dimension.codes}
    spans = {code: read_span(code) for code in set(rows.codes[PERIOD])}
    over = {
        code: span
        for code, span in spans.items()
        if span.kind == "kwartaal" and span.until is not None and span.until <= on
    }
    here = [
        (over[period], occupation, value)
        for period, place, occupation, value in zip(
            rows.codes[PERIOD], rows.codes[REGION], rows.codes[OCCUPATION], rows.values, strict=True
        )
        if period in over and plain_code(place) == region and value is not None
    ]
    if not here:
        return None
    latest = max((span for span, _, _ in here), key=lambda span: span.place)
    found = [
        Shortage(occupation, titles.get(occupation, occupation), value)
        for span, occupation, value in here
        if span.code == latest.code and value > SHORT_ABOVE
    ]
    return latest, tuple(sorted(found, key=lambda one: (-one.tension, one.title)))
