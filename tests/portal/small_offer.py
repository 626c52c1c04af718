# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few invented courses beside the invented book: one for each thing that a page about courses must be able to say."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from doorleren.catalogue import Certificate, Course, Diploma, Level, Offering, Origin, Part, Place, Provider
from doorleren.catalogue.feed import Event
from doorleren.journeys.bring_in import bring_in
from doorleren.store.offer import KeptOffer
from doorleren.wiring.offer import HouseOffer

MADE_UP = Origin("proef", "1", example=True)
REAL = Origin("https://school.example/ooapi", "1")
GRONINGEN = Place("Groningen", municipality="GM0014", latitude=53.22, longitude=6.57)
ASSEN = Place("Assen", municipality="GM0106", latitude=52.99, longitude=6.56)
HOSTILE = 'Koken </script><script>alert("x")</script> & <b>bakken</b>'


class SmallOffer:
    """A computer course with a free place, an hbo course of which a grant pays a part, welding, and odd ones."""

    source = "proef"

    def read(self, after: str | None = None) -> Iterator[Event]:
        yield Provider(
            "p-1", "Voorbeeldschool", MADE_UP, recognised_by=frozenset({"NRTO"}), website="https://p.example"
        )
        yield Provider("p-2", "Hogeschool Noord", REAL)
        yield from self._courses()
        yield from self._offerings()
        yield Certificate("k-excel", "Certificaat Excel", MADE_UP)
        yield Certificate("k-las", "Certificaat lassen", MADE_UP)
        yield Diploma(
            "d-1",
            "Diploma Techniek op kantoor",
            MADE_UP,
            (Part("Computer", frozenset({"k-excel"})), Part("Lassen", frozenset({"k-las"}))),
        )

    def _courses(self) -> Iterator[Event]:
        yield Course(
            "c-excel",
            "p-1",
            "Excel voor beginners",
            MADE_UP,
            name_en="Excel for beginners",
            about="U leert rekenen met een blad.\n\n- optellen\n- grafieken maken",
            kind="cursus",
            level=Level(nlqf="4+", eqf=4),
            subjects=frozenset({"digitaal"}),
            gives=("k-excel",),
            proof="Certificaat",
            duration_months=2,
            minutes_per_week=120,
            free_with=frozenset({"cursus-digitaal"}),
            entry="vmbo",
        )
        yield Course("c-ad", "p-2", "Zorg en techniek hbo", REAL, kind="hbo", subjects=frozenset({"zorg"}))
        yield Course(
            "c-lassen", "p-1", "Lassen", MADE_UP, kind="cursus", subjects=frozenset({"techniek"}), gives=("k-las",)
        )
        yield Course("c-koken", "p-2", HOSTILE, REAL, about=HOSTILE, website="javascript:alert(1)")
        yield Course("c-oud", "p-1", "Voorbij", MADE_UP)

    def _offerings(self) -> Iterator[Event]:
        for month in range(1, 8):
            yield Offering(
                f"o-excel-{month}",
                "c-excel",
                MADE_UP,
                start=date(2027, month, 1),
                moments=frozenset({"avond"}),
                form="deeltijd",
                place=GRONINGEN,
                price_cents=15_000,
                places_left=0 if month == 2 else 3,
            )
        yield Offering("o-ad", "c-ad", REAL, start=date(2027, 2, 1), place=ASSEN, price_cents=190_000)
        yield Offering("o-lassen", "c-lassen", MADE_UP, start=date(2027, 5, 1), place=ASSEN, price_cents=120_000)
        yield Offering("o-koken", "c-koken", REAL, any_day=True)
        yield Offering("o-oud", "c-oud", MADE_UP, start=date(2020, 1, 1), price_cents=5_000)


class ManyCourses:
    """Fifty courses with the same name but for a number."""

    source = "veel"

    def read(self, after: str | None = None) -> Iterator[Event]:
        for number in range(50):
            origin = Origin("veel", str(number))
            yield Course(f"v-{number:02d}", "p-1", f"Houtbewerking deel {number}", origin, kind="cursus")
            yield Offering(f"vo-{number:02d}", f"v-{number:02d}", origin, start=date(2027, 3, 1), price_cents=10_000)


def offer_in(folder: Path) -> HouseOffer:
    """The small offer, in this folder and in the database of the test."""
    for feed in (SmallOffer(), ManyCourses()):
        bring_in(feed, KeptOffer(), date(2026, 11, 1))
    return HouseOffer(folder)
