# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A course and one offering of it as facts that a scheme can read.

What its source does not say is not among them: it stays unknown, and no scheme takes it for a no. A flag in course data
that names a right (STAP) is no fact: a right follows from a scheme and nothing else.
"""

from collections.abc import Mapping
from typing import Final

from ..basics.finding import FactValue
from .records import Course, Offering, Provider

RECOGNISE: Final = frozenset({"OCW", "NVAO", "NRTO", "CEDEO", "CPION", "SNRO", "NLQF", "NKC_EVC"})
"""Whose recognition makes `opleiding_erkend` true; CRKBO is about VAT, STAP is over, and of ANDERS we know nothing."""

OF_THE_PERSON: Final = frozenset(
    {
        "opleiding_doel",
        "opleiding_al_vergoed",
        "opleiding_geeft_baan",
        "opleiding_leerling_ingeschreven",
        "opleiding_beginniveau",
    }
)
"""Course facts that only the person can tell: they hold for each course that is looked at."""

_DAYS_IN_MONTH: Final = 30.44


def as_facts(course: Course, offering: Offering | None, provider: Provider | None) -> dict[str, FactValue]:
    """What is known of this course, as facts; `offering` adds its price, its start and its form."""
    facts: dict[str, FactValue | None] = {
        "opleiding_soort": course.kind,
        "opleiding_graad": course.level.degree if course.level.degree in ("bachelor", "master") else None,
        "opleiding_mbo_niveau": course.level.mbo,
        "opleiding_duur_maanden": course.duration_months,
        "opleiding_contacturen": course.contact_hours,
        "opleiding_minuten_per_week": course.minutes_per_week,
        "opleiding_erkend": True if _recognised(course, provider) else None,
        "opleiding_bekostigd": course.funded,
        "opleiding_met_bewijs": True if course.gives or course.proof else None,
        "opleiding_onderwerp": course.subjects or None,
    }
    if offering is not None:
        facts |= {
            "opleiding_vorm": offering.form,
            "opleiding_kosten_eurocent": offering.price_cents,
            "opleiding_start": offering.start,
        }
        if facts["opleiding_duur_maanden"] is None and offering.start and offering.end:
            facts["opleiding_duur_maanden"] = max(1, round((offering.end - offering.start).days / _DAYS_IN_MONTH))
    stated = {name: frozenset(value) if isinstance(value, tuple) else value for name, value in course.facts.items()}
    return {**{name: value for name, value in facts.items() if value is not None}, **stated}


def with_course(person: Mapping[str, FactValue], course: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The facts of somebody who looks at this course: what they told of another course in mind does not count here."""
    own = {name: value for name, value in person.items() if not name.startswith("opleiding_") or name in OF_THE_PERSON}
    return {**own, **course}


def _recognised(course: Course, provider: Provider | None) -> bool:
    return bool(RECOGNISE & (course.recognised_by | (provider.recognised_by if provider else frozenset())))
