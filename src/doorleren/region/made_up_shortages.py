# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up shortages, in the shape of the table of `shortages`, for who has not fetched UWV's.

Knows: some groups of occupations and figures that only look real. Leaves: how examples are marked (the doors).
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from typing import Final

from .periods import TimeSpan, read_span
from .records import Code, Dimension, Download, Measure, Observations, Table
from .regions import Regions
from .shortages import MEASURE_CODE, OCCUPATION, PERIOD, PROVIDER, REGION, TABLE

_FIRST: Final = read_span("2012KW01")
_QUARTERS: Final = 4 * 24
_FETCHED: Final = datetime(2012, 1, 1, tzinfo=UTC)
_OCCUPATIONS: Final = (
    "Administratief medewerkers",
    "Boekhouders",
    "Chauffeurs",
    "Elektriciens",
    "Kappers",
    "Koks",
    "Laders en lossers",
    "Leraren basisonderwijs",
    "Loodgieters",
    "Machinemonteurs",
    "Medewerkers klantcontact",
    "Pedagogisch medewerkers",
    "Programmeurs",
    "Receptionisten",
    "Schilders",
    "Schoonmakers",
    "Timmerlieden",
    "Verkoopmedewerkers",
    "Verpleegkundigen",
    "Verzorgenden",
)


class MadeUpShortages:
    """Is a `Figures` with one made-up table."""

    edition = "voorbeelden"

    def __init__(self, regions: Regions) -> None:
        there = regions.of_kind("arbeidsmarktregio", date(2026, 1, 1))
        self._regions = tuple(Code(one.code, one.name) for one in there)

    def tables(self) -> Sequence[tuple[str, str]]:
        return ((PROVIDER, TABLE),)

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        if (provider, table) != (PROVIDER, TABLE):
            return ()
        return (Download(provider, table, "voorbeeld", _FETCHED, "voorbeeld", 0, "verzonnen", made_up=True),)

    def table(self, download: Download) -> Table:
        return Table(
            provider=PROVIDER,
            id=TABLE,
            title="Verzonnen voorbeeld",
            dimensions=(
                Dimension(REGION, "Arbeidsmarktregio", "regio", self._regions),
                Dimension(OCCUPATION, "Beroepsgroep", "gewoon", tuple(Code(one, one) for one in _OCCUPATIONS)),
                Dimension(PERIOD, "Kwartaal", "periode", tuple(Code(one.code, one.in_words("nl")) for one in _spans())),
            ),
            measures=(Measure(MEASURE_CODE, "Spanning", "vacatures per werkzoekende", 1),),
        )

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        regions = [one.id for one in self._regions if one.id in select.get(REGION, (one.id,))]
        occupations = [one for one in _OCCUPATIONS if one in select.get(OCCUPATION, (one,))]
        periods = [span.code for span in _spans() if span.code in select.get(PERIOD, (span.code,))]
        rows = list(product(regions, occupations, periods))
        return Observations(
            measures=[MEASURE_CODE] * len(rows),
            codes={
                REGION: [region for region, _, _ in rows],
                OCCUPATION: [occupation for _, occupation, _ in rows],
                PERIOD: [period for _, _, period in rows],
            },
            values=[_tension(region, occupation, period) for region, occupation, period in rows],
            reasons=[None] * len(rows),
            texts=[None] * len(rows),
        )


@cache
def _spans() -> tuple[TimeSpan, ...]:
    return tuple(_FIRST.shifted(step) for step in range(_QUARTERS))


def _tension(region: str, occupation: str, period: str) -> float:
    """Between 0.3 and 6.5: most of it by occupation, some by region, a little by quarter."""
    of_work, of_place, of_time = (
        hashlib.sha256(text.encode()).digest()[0] / 255
        for text in (occupation, f"{occupation}/{region}", f"{occupation}/{region}/{period}")
    )
    return round(0.3 + 4.0 * of_work + 1.7 * of_place + 0.5 * of_time, 1)
