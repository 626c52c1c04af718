# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The filters of GET /v1/opleidingen: how they are read, and how they are described.

A filter may name several values with commas between them. No fact about a person is among them: what somebody pays
for themselves is asked with POST /v1/plannen.
"""

import re
from collections.abc import Container, Sequence
from datetime import date
from typing import Any, Final

from ..basics import said
from ..journeys.find_courses import FORMS, KINDS, LEVELS, MOMENTS, SUBJECTS, WAYS, Sort, Wanted
from .query import Query

SORTS: Final[dict[str, Sort]] = {"past": "fit", "prijs": "price", "start": "start", "afstand": "near"}
_PRICE_MAX: Final = 10_000_000
_KM_MAX: Final = 500
_WORDS_MAX: Final = 500
_POINT: Final = r"-?[0-9]{1,2}(\.[0-9]+)?,-?[0-9]{1,3}(\.[0-9]+)?"

PARAMETERS: Final[dict[str, dict[str, Any]]] = {
    "zoek": {
        "description": "Woorden, zoals «computer cursus avond groningen».",
        "schema": {"type": "string", "maxLength": _WORDS_MAX},
    },
    "plaats": {"description": "De naam van een plaats.", "schema": {"type": "string", "maxLength": 100}},
    "bij": {
        "description": "Een punt: breedte,lengte in graden.",
        "schema": {"type": "string", "pattern": f"^{_POINT}$"},
        "example": "53.22,6.57",
    },
    "binnenKm": {
        "description": "Ten hoogste zo ver van `bij`.",
        "schema": {"type": "integer", "minimum": 1, "maximum": _KM_MAX},
    },
    "startVoor": {"description": "Begint vóór deze dag.", "schema": {"type": "string", "format": "date"}},
    **{
        name: {
            "description": f"{about} Meer waarden met komma's ertussen.",
            "explode": False,
            "schema": {"type": "array", "items": {"type": "string", "enum": list(values)}},
        }
        for name, about, values in (
            ("soort", "Soort opleiding.", KINDS),
            ("onderwerp", "Waarover het gaat.", SUBJECTS),
            ("vorm", "Hoeveel van de week.", FORMS),
            ("moment", "Overdag, 's avonds of in het weekend.", MOMENTS),
            ("manier", "Hoe er les is.", WAYS),
            ("niveau", "Niveau (NLQF).", LEVELS),
        )
    },
    "lestaal": {
        "description": "De taal van de les, zoals nl.",
        "schema": {"type": "string", "pattern": "^[a-z]{2,3}$"},
    },
    "prijsTot": {
        "description": "Kost ten hoogste zoveel eurocent.",
        "schema": {"type": "integer", "minimum": 0, "maximum": _PRICE_MAX},
    },
    "erkend": {"description": "`ja`: alleen wat erkend is.", "schema": {"type": "string", "enum": ["ja", "nee"]}},
    "gratisMet": {
        "description": "Alleen waar deze regeling een gratis plek geeft; een id uit GET /regelingen.",
        "schema": {"type": "string"},
    },
    "voorbeelden": {
        "description": "`nee`: zonder onze verzonnen voorbeelden.",
        "schema": {"type": "string", "enum": ["ja", "nee"]},
    },
    "sorteer": {
        "description": "Wat eerst komt. `afstand` heeft `bij` nodig.",
        "schema": {"type": "string", "enum": list(SORTS), "default": "past"},
    },
}


def read_wanted(query: Query, after: date, offset: int, limit: int, schemes: Container[str]) -> Wanted:
    """What is looked for; what is wrong with it is among the problems of the query. `schemes`: those that there are."""
    given = query.given
    if "gratisMet" in given and given["gratisMet"] not in schemes:
        query.wrong("gratisMet", said("een id uit GET /regelingen", "an id from GET /regelingen"))
    near = _point(query)
    within = query.number("binnenKm", 0, 1, _KM_MAX) or None
    if within is not None and near is None and "bij" not in given:
        query.wrong("binnenKm", said("samen met «bij»", "together with «bij»"))
    sort = query.choice("sorteer", tuple(SORTS)) or "past"
    if sort == "afstand" and near is None and "bij" not in given:
        query.wrong("sorteer", said("«afstand» alleen samen met «bij»", "«afstand» only together with «bij»"))
    return Wanted(
        after=after,
        words=_text(query, "zoek", _WORDS_MAX),
        near=near,
        within_km=within,
        town=_text(query, "plaats", 100) or None,
        start_before=query.other_day("startVoor"),
        forms=_several(query, "vorm", FORMS),
        moments=_several(query, "moment", MOMENTS),
        ways=_several(query, "manier", WAYS),
        languages=_language(query),
        kinds=_several(query, "soort", KINDS),
        subjects=_several(query, "onderwerp", SUBJECTS),
        levels=_several(query, "niveau", LEVELS),
        price_max_cents=query.number("prijsTot", 0, 0, _PRICE_MAX) if "prijsTot" in given else None,
        recognised=query.yes_or_no("erkend") is True,
        free_with=frozenset({given["gratisMet"]}) if given.get("gratisMet") else frozenset(),
        examples_too=query.yes_or_no("voorbeelden") is not False,
        sort=SORTS[sort],
        offset=offset,
        limit=limit,
    )


def _text(query: Query, name: str, longest: int) -> str:
    text = query.given.get(name, "")
    if len(text) > longest:
        query.wrong(name, said(f"ten hoogste {longest} tekens", f"at most {longest} characters"))
        return ""
    return text


def _several(query: Query, name: str, values: Sequence[str]) -> frozenset[str]:
    if name not in query.given:
        return frozenset()
    chosen = query.given[name].split(",")
    if any(one not in values for one in chosen):
        query.wrong(name, said(f"een of meer van: {', '.join(values)}", f"one or more of: {', '.join(values)}"))
        return frozenset()
    return frozenset(chosen)


def _language(query: Query) -> frozenset[str]:
    code = query.given.get("lestaal")
    if code is None or (2 <= len(code) <= 3 and code.isascii() and code.isalpha() and code.islower()):
        return frozenset({code}) if code else frozenset()
    query.wrong("lestaal", said("de code van een taal, zoals nl", "the code of a language, such as nl"))
    return frozenset()


def _point(query: Query) -> tuple[float, float] | None:
    text = query.given.get("bij")
    if text is None:
        return None
    if re.fullmatch(_POINT, text):
        latitude, longitude = map(float, text.split(","))
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    query.wrong(
        "bij", said("breedte,lengte in graden, zoals 53.22,6.57", "latitude,longitude in degrees, such as 53.22,6.57")
    )
    return None
