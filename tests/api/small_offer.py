# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few invented courses in 2020."""

from collections.abc import Iterator
from datetime import date

from doorleren.catalogue import Course, Offering, Origin, Place, Provider
from doorleren.catalogue.feed import Event

ORIGIN = Origin("proef", "1", example=True)
GRONINGEN = Place("Groningen", municipality="GM0014", latitude=53.22, longitude=6.57)
VEENDAM = Place("Veendam", municipality="GM0047")
ASSEN = Place("Assen", municipality="GM0106", latitude=52.99, longitude=6.56)


class SmallOffer:
    """Excel in the evening, welding by day, and a course without a price."""

    source = "proef"

    def read(self, after: str | None = None) -> Iterator[Event]:
        yield Provider("p-1", "Voorbeeldschool", ORIGIN, recognised_by=frozenset({"NRTO"}))
        yield Course(
            "c-excel",
            "p-1",
            "Excel voor beginners",
            ORIGIN,
            kind="cursus",
            subjects=frozenset({"digitaal"}),
            name_en="Excel",
        )
        yield Course("c-lassen", "p-1", "Lassen", ORIGIN, kind="cursus", subjects=frozenset({"techniek"}))
        yield Course("c-zorg", "p-1", "Werken in de zorg", ORIGIN, subjects=frozenset({"zorg"}))
        for month in range(4, 9):
            yield Offering(
                f"o-excel-{month}",
                "c-excel",
                ORIGIN,
                start=date(2020, month, 1),
                moments=frozenset({"avond"}),
                form="deeltijd",
                place=GRONINGEN,
                price_cents=90_000,
            )
        yield Offering("o-excel-veendam", "c-excel", ORIGIN, start=date(2020, 9, 1), place=VEENDAM, price_cents=90_000)
        yield Offering("o-lassen", "c-lassen", ORIGIN, start=date(2020, 5, 1), place=ASSEN, price_cents=120_000)
        yield Offering("o-zorg", "c-zorg", ORIGIN, any_day=True)
