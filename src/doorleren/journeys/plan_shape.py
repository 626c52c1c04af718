# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A course, its price for somebody and a plan as JSON: the shapes of the contract (cents, camelCase, Dutch names)."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from ..basics import Citation, Said
from ..catalogue import Code, Course, Level, Offering, Origin, Place, Provider
from .plan import Payer, Phase, Plan, Planned, Step
from .price_for_you import YourPrice
from .shapes import source_shape, together_shape

PHASES: Mapping[Phase, str] = {
    Phase.TALK: "advies",
    Phase.IN_THE_WAY: "hulp-erbij",
    Phase.ASK: "vragen",
    Phase.APPLY_BEFORE_ENROLMENT: "aanvragen-voor-aanmelden",
    Phase.ENROL: "aanmelden",
    Phase.APPLY_BEFORE_START: "aanvragen-voor-start",
    Phase.PAY: "betalen",
    Phase.START: "begin",
    Phase.END: "einde",
    Phase.APPLY_AFTERWARDS: "aanvragen-achteraf",
    Phase.MONEY_COMES: "geld-terug",
}


def price_shape(price: YourPrice, language: str) -> dict[str, Any]:
    """What is left for somebody to pay; `voorU` counts gifts only, a loan and less tax stand beside it."""
    place = price.free_place
    return {
        "prijs": price.price,
        "voorU": range_shape(price.lowest, price.highest),
        "lenen": price.borrow,
        "laterTerug": price.later,
        "gratisPlek": {"regeling": place.scheme, "naam": place.name, "zeker": place.certain} if place else None,
        "hangtAfVan": [{"soort": point.kind, "naam": point.name} for point in price.open_points],
        "zeker": together_shape(price.certain, language) if price.certain else None,
        "mogelijk": together_shape(price.hoped, language) if price.hoped else None,
    }


def range_shape(low: int | None, high: int | None) -> dict[str, int | None] | None:
    """Two amounts in cents; None where neither is known."""
    return None if low is None and high is None else {"min": low, "max": high}


def provider_shape(provider: Provider | None) -> dict[str, Any] | None:
    if provider is None:
        return None
    return {
        "id": provider.id,
        "naam": provider.name,
        "website": provider.website,
        "plaats": place_shape(provider.place),
        "erkendDoor": sorted(provider.recognised_by),
        "codes": [_code(one) for one in provider.codes],
    }


def course_shape(course: Course, provider: Provider | None, language: str = "nl") -> dict[str, Any]:
    """A course without its offerings."""
    english = language == "en"
    return {
        "id": course.id,
        "naam": (course.name_en or course.name) if english else course.name,
        "aanbieder": provider_shape(provider),
        "voorbeeld": course.origin.example,
        "bron": public_source(course.origin),
        "omschrijving": (course.about_en or course.about) if english else course.about,
        "soort": course.kind,
        "niveau": _level(course.level),
        "erkendDoor": sorted(course.recognised_by),
        "bekostigd": course.funded,
        "codes": [_code(one) for one in course.codes],
        "studielast": {"waarde": course.study_load[0], "eenheid": course.study_load[1]} if course.study_load else None,
        "studielastUren": course.study_load_hours,
        "contacturen": course.contact_hours,
        "duurMaanden": course.duration_months,
        "instapniveau": course.entry,
        "instap": course.entry_text,
        "lerenEnWerken": sorted(course.learn_and_work),
        "onderwerpen": sorted(course.subjects),
        "vaardigheden": list(course.skills),
        "bewijs": course.proof,
        "certificaten": list(course.gives),
        "gratisMet": sorted(course.free_with),
        "website": course.website,
    }


def public_source(origin: Origin) -> str:
    """The source of a record as everybody may see it: an address, or a name; never a place on our own disk."""
    web = origin.source.startswith(("http://", "https://"))
    return origin.source if web else PurePath(origin.source).name or origin.source


def offering_shape(offering: Offering) -> dict[str, Any]:
    return {
        "id": offering.id,
        "opleiding": offering.course,
        "voorbeeld": offering.origin.example,
        "start": _day(offering.start),
        "einde": _day(offering.end),
        "elkeDag": offering.any_day,
        "aanmeldenVanaf": _day(offering.apply_from),
        "aanmeldenTot": _day(offering.apply_until),
        "vorm": offering.form,
        "manier": offering.way,
        "momenten": sorted(offering.moments),
        "taal": offering.language,
        "plaats": place_shape(offering.place),
        "prijs": offering.price_cents,
        "prijsdelen": [
            {"naam": name, "bedrag": cents, "inPrijs": inside} for name, cents, inside in offering.price_parts
        ],
        "plaatsen": offering.places,
        "plaatsenVrij": offering.places_left,
        "website": offering.website,
    }


def place_shape(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "plaats": place.town,
        "straat": place.street,
        "postcode": place.postcode,
        "gemeente": place.municipality,
        "breedte": place.latitude,
        "lengte": place.longitude,
        "land": place.country,
    }


def plan_shape(plan: Plan, language: str) -> dict[str, Any]:
    """A plan as the API gives it and as it is saved."""
    return {
        "op": plan.on.isoformat(),
        "voorbeeld": plan.example,
        "opleidingen": [_planned(one, language) for one in plan.courses],
        "stappen": [_step(number, one, language) for number, one in enumerate(plan.steps, 1)],
        "totaal": {
            "prijs": plan.price,
            "voorU": range_shape(plan.lowest, plan.highest),
            "voorschieten": plan.advance,
            "lenen": plan.borrow,
            "laterTerug": plan.later,
        },
        "nogOpen": [
            {
                "soort": one.kind,
                "naam": one.name,
                "zin": one.sentence,
                "regeling": one.scheme,
                "vraagDeOpleider": one.of_the_course,
            }
            for one in plan.still_open
        ],
        "inDeWeg": [one.id for one in plan.in_the_way],
        "opmerkingen": [one.in_language(language) for one in plan.notes],
    }


def _planned(one: Planned, language: str) -> dict[str, Any]:
    return {
        "opleiding": course_shape(one.choice.course, one.choice.provider, language),
        "aanbod": offering_shape(one.choice.offering),
        **price_shape(one.price, language),
        "voorschieten": one.advance,
        "betalers": [_payer(payer, language) for payer in one.payers],
        "werkgever": [
            {"id": found.scheme, "naam": found.name, "uitkomst": found.outcome.value if found.outcome else None}
            for found in one.employer
        ],
    }


def _payer(one: Payer, language: str) -> dict[str, Any]:
    return {
        "wie": one.who or None,
        "regeling": one.scheme,
        "soort": one.kind,
        "bedrag": one.cents,
        "zeker": one.certain,
        "eerstZelf": one.first,
        "wanneer": _said(one.when, language),
        "bron": _source(one.source),
        "inPlaatsVan": list(one.instead_of),
    }


def _step(number: int, one: Step, language: str) -> dict[str, Any]:
    return {
        "nummer": number,
        "soort": PHASES[one.phase],
        "zin": one.what.in_language(language),
        "waarom": _said(one.why, language),
        "op": _day(one.on),
        "uiterlijk": _day(one.by),
        "teLaat": one.late,
        "opleiding": one.course,
        "regeling": one.scheme,
        "loket": _said(one.desk, language),
        "url": one.url,
        "bron": _source(one.source),
        "moetEerst": one.must,
        "verder": [said.in_language(language) for said in one.more],
    }


def _level(level: Level) -> dict[str, Any]:
    return {"nlqf": level.nlqf, "eqf": level.eqf, "mbo": level.mbo, "graad": level.degree}


def _code(code: Code) -> dict[str, str]:
    return {"soort": code.kind, "code": code.value}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _said(text: Said | None, language: str) -> str | None:
    return text.in_language(language) if text else None


def _source(source: Citation | None) -> dict[str, Any] | None:
    return source_shape(source) if source else None
