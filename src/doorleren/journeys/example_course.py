# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One invented course, for descriptions that must show what a course looks like.

Knows: the course. Leaves: where it is shown (doors).
"""

from datetime import date
from typing import Any, Final

from ..catalogue import Course, Level, Offering, Origin, Place, Provider
from .plan_shape import course_shape, offering_shape

_ORIGIN: Final = Origin("https://example.org/aanbod", "1", example=True)
_PLACE: Final = Place("Groningen", municipality="GM0014", latitude=53.22, longitude=6.57)
_PROVIDER: Final = Provider("voorbeeldschool", "Voorbeeldschool (verzonnen)", _ORIGIN)
_COURSE: Final = Course(
    "voorbeeld-excel",
    "voorbeeldschool",
    "Excel voor beginners (verzonnen)",
    _ORIGIN,
    name_en="Excel for beginners (invented)",
    about="U leert rekenen met een werkblad.",
    kind="cursus",
    level=Level(nlqf="2"),
    subjects=frozenset({"digitaal"}),
)
_OFFERING: Final = Offering(
    "voorbeeld-excel-mei",
    "voorbeeld-excel",
    _ORIGIN,
    start=date(2020, 5, 4),
    end=date(2020, 6, 29),
    form="deeltijd",
    way="klassikaal",
    moments=frozenset({"avond"}),
    language="nl",
    place=_PLACE,
    price_cents=30_000,
)

EXAMPLE_COURSE: Final[dict[str, Any]] = course_shape(_COURSE, _PROVIDER)
EXAMPLE_OFFERING: Final[dict[str, Any]] = offering_shape(_OFFERING)
