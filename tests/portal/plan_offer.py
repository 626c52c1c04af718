# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few invented courses that somebody can put in a plan, in the winter after the day of these tests."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from doorleren.catalogue import Course, Offering, Origin, Place, Provider
from doorleren.catalogue.feed import Event
from doorleren.journeys.bring_in import bring_in
from doorleren.store.offer import KeptOffer
from doorleren.wiring.offer import HouseOffer

from .conftest import TODAY

ORIGIN = Origin("proef", "1", example=True)
REAL = Origin("proef", "2")
ASSEN = Place("Assen", municipality="GM0106")
EXCEL, NURSE, WELDING, LATE = "o-excel", "o-verpleeg", "o-lassen", "o-laat"


class Winter:
    """A free course, one with money, one without a price, and one for which the last day has passed."""

    source = "proef"

    def read(self, after: str | None = None) -> Iterator[Event]:
        yield Provider("p-1", "Voorbeeldschool", ORIGIN, website="https://example.org/school")
        yield Course(
            "c-excel", "p-1", "Excel voor beginners", ORIGIN, name_en="Excel", free_with=frozenset({"cursus-digitaal"})
        )
        yield Course("c-verpleeg", "p-1", "Verpleegkunde", REAL, kind="hbo", duration_months=6)
        yield Course("c-lassen", "p-1", "Lassen <b>vet</b>", ORIGIN)
        yield Offering(EXCEL, "c-excel", ORIGIN, start=date(2027, 1, 11), place=ASSEN, price_cents=30_000)
        yield Offering(
            NURSE,
            "c-verpleeg",
            REAL,
            start=date(2027, 2, 1),
            apply_until=date(2027, 1, 14),
            place=ASSEN,
            price_cents=190_000,
        )
        yield Offering(WELDING, "c-lassen", ORIGIN, any_day=True)
        yield Offering(
            LATE, "c-excel", ORIGIN, start=date(2026, 12, 1), apply_until=date(2026, 11, 10), price_cents=30_000
        )


def winter_in(folder: Path) -> HouseOffer:
    """The invented courses, kept in the test's own database."""
    bring_in(Winter(), KeptOffer(), TODAY)
    return HouseOffer(folder)
