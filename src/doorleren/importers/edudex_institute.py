# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An institute of EDU-DEX as a provider.

Knows: its name, place, codes and labels. A provider without a body of its own has the name that its programmes call it
by.
Leaves: its programmes.
"""

import re
from datetime import date
from typing import Final

from ..basics import said
from ..catalogue import Code, Origin, Place, Provider, id_of
from ..catalogue.feed import Misread
from .edudex_body import Body
from .edudex_words import RECOGNISERS
from .plain_text import plain_text

_POSTCODE: Final = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})")
_GEO: Final = re.compile(r"(-?\d{1,2}\.\d+)\s*[,;]\s*(-?\d{1,3}\.\d+)")


def provider_of(body: Body, source: str) -> Provider | None:
    """The provider in an institute's body. What is wrong with it stands in the body's problems."""
    key = body.text("orgUnitId")
    name, english = body.said("instituteName")
    if key is None or name is None:
        field = "orgUnitId" if key is None else "instituteName"
        body.problems.append(
            Misread(
                body.where,
                field,
                said("Dit ontbreekt. Het instituut is niet gelezen.", "This is missing. The institute was not read."),
                said("een instituut met een id en een naam", "an institute with an id and a name"),
                skipped=True,
                record_id=id_of("provider", source, key) if key else None,
            )
        )
        return None
    if english and english != name:
        body.keep("instituteName")
    codes = [Code("edudex", key)]
    if kvk := body.text("instituteKvK"):
        if re.fullmatch(r"\d{8}", kvk):
            codes.append(Code("kvk", kvk))
        else:
            body.wrong("instituteKvK", kvk, said("acht cijfers", "eight digits"))
    return Provider(
        id=id_of("provider", source, key),
        name=plain_text(name),
        origin=Origin(source, key),
        website=body.link("webLink"),
        place=_visited(body),
        codes=tuple(codes),
        recognised_by=_labels(body),
        rest=body.rest,
    )


def nameless_provider(key: str, source: str) -> Provider:
    """A provider of whom no more is known than what its programmes call it."""
    return Provider(id_of("provider", source, key), key, Origin(source, key), codes=(Code("edudex", key),))


def place_of(body: Body) -> Place | None:
    """The place in a location of a run or an address of an institute."""
    town = body.text("city")
    if town is None:
        return None
    country = body.text("country")
    if country is not None:
        known = "nl" if country.lower() in ("nederland", "the netherlands", "netherlands") else country.lower()
        if not re.fullmatch("[a-z]{2}", known):
            body.wrong(
                "country", country, said("een land met twee letters, zoals nl", "a country of two letters, such as nl")
            )
            body.keep("city")
            return None
        country = known.upper()
    street = " ".join(part for part in (body.text("street"), body.text("house_number")) if part) or body.text("address")
    latitude, longitude = _point(body)
    return Place(
        town=plain_text(town),
        street=plain_text(street) if street else None,
        postcode=_postcode(body, country or "NL"),
        latitude=latitude,
        longitude=longitude,
        country=country or "NL",
    )


def still_valid(until: date | None, day: date | None) -> bool:
    """Whether a label with this last day still holds; one that ends is not taken for granted where no day is known."""
    return until is None or (day is not None and day <= until)


def _postcode(body: Body, country: str) -> str | None:
    found = body.text("zipcode")
    if found is None or country != "NL":
        return found
    shape = _POSTCODE.fullmatch(found)
    if shape is None:
        body.wrong("zipcode", found, said("een postcode, zoals 9919 AB", "a postcode, such as 9919 AB"))
        return None
    return f"{shape[1]} {shape[2].upper()}"


def _point(body: Body) -> tuple[float | None, float | None]:
    found = body.text("geoCode")
    shape = _GEO.fullmatch(found) if found else None
    if shape is None or abs(float(shape[1])) > 90 or abs(float(shape[2])) > 180:
        body.keep("geoCode")
        return None, None
    return float(shape[1]), float(shape[2])


def _visited(body: Body) -> Place | None:
    """The one place where one can come; several places stay in the rest."""
    places = []
    for location in body.bodies("instituteLocation"):
        location.keep("id")
        for address in location.bodies("address"):
            sort = address.text("addressType")
            if sort not in (None, "postal", "visitation"):
                address.strange("addressType", sort or "", ("postal", "visitation"))
            place = place_of(address) if sort == "visitation" else None
            if place is None:
                address.keep("addressType")
            else:
                places.append(place)
    if len(places) != 1:
        body.keep("instituteLocation")
        return None
    return places[0]


def _labels(body: Body) -> frozenset[str]:
    """Who recognises it; a label of a branch stays in the rest."""
    labels = body.texts("accreditation")
    if any(label not in RECOGNISERS for label in labels):
        body.keep("accreditation")
    return frozenset(found for label in labels if (found := RECOGNISERS.get(label)))
