# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The description of the API in OpenAPI 3.1, as the NL API Design Rules want it.

Knows: parameters, headers, examples, and the facts of the book as the shape of a request.
Leaves: the shapes of answers (`shapes`), the operations (`resources`).
"""

from collections.abc import Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from ..journeys import Book, fact_shapes, read_request, today
from ..journeys.in_the_way import things_in_the_way
from ..journeys.plan import MOST_COURSES
from .answers import CSV, JSON, PROBLEM_JSON, to_bytes
from .offer_examples import CHOSEN, COURSE, FOUND, PLAN
from .region_examples import OF_REGIONS

ABOUT: Final[dict[str, Any]] = {
    "info": {
        "summary": "Wat iemand mag leren, wat dat kan betalen, en waarom.",
        "description": "Eén overzicht van de regelingen die een opleiding kunnen betalen, met per voorwaarde de bron. "
        "Antwoorden in het Nederlands of, met `taal=en` of Accept-Language, in het Engels. Bedragen zijn hele "
        "eurocenten. Wat ontbreekt is onbekend. Wij bewaren niets van wat u vraagt.\n\n"
        "In English: every scheme that may pay for somebody's course, and why. Ask with `taal=en` for English.",
        "contact": {
            "name": "Doorleren",
            "url": "https://example.org/doorleren",
            "email": "doorleren@example.org",
        },
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    },
    "tags": [
        {"name": "feiten", "description": "Wat er over iemand bekend kan zijn."},
        {"name": "regelingen", "description": "Wat er is, met elke versie en elke bron."},
        {"name": "overzichten", "description": "Wat er voor iemand is, op een dag."},
        {"name": "opleidingen", "description": "Wat er te leren is, met prijs, plaats en begin."},
        {"name": "plannen", "description": "Opleidingen voor één persoon: wie wat betaalt, en wat er wanneer moet."},
        {"name": "regios", "description": "Het land en zijn delen, ook die er niet meer zijn."},
        {"name": "indicatoren", "description": "Cijfers over de arbeidsmarkt, met bron en wat zij niet zeggen."},
        {"name": "beschrijving", "description": "Deze beschrijving."},
    ],
}

_DAY: Final = {"type": "string", "format": "date"}
IN_QUERY: Final[dict[str, dict[str, Any]]] = {
    "op": {"description": "De dag waar het om gaat; zonder deze dag: vandaag in Nederland.", "schema": _DAY},
    "voor": {
        "description": "Alleen regelingen voor deze partij.",
        "schema": {"type": "string", "enum": ["inwoner", "werkgever", "aanbieder", "samenwerking"]},
    },
    "soort": {
        "description": "Alleen regelingen van deze soort.",
        "schema": {
            "type": "string",
            "enum": ["subsidie", "vergoeding", "lening", "fiscaal", "in-natura", "recht", "beleid"],
        },
    },
    "stand": {
        "description": "Alleen regelingen die op deze dag gelden, niet gelden, of waarvan wij dat niet weten.",
        "schema": {"type": "string", "enum": ["van-kracht", "niet-van-kracht", "niet-bekend"]},
    },
    "open": {
        "description": "`ja`: alleen wat op deze dag kan worden aangevraagd. `nee`: alleen wat dan niet kan. Beleid "
        "valt bij allebei af.",
        "schema": {"type": "string", "enum": ["ja", "nee"]},
    },
    "gemeente": {
        "description": "De code van een gemeente op deze dag. Weg valt wat daar door de plaats zeker niet kan, voor "
        "wie er woont, werkt en samenwerkt. Een regeling zonder regel op deze dag blijft staan.",
        "schema": {"type": "string", "pattern": "^GM[0-9]{4}$"},
        "example": "GM0014",
    },
    "zoek": {
        "description": "Alleen regelingen waar al deze woorden in staan; wat ze in de naam heeft komt eerst.",
        "schema": {"type": "string"},
    },
    "nietNagekekenSinds": {
        "description": "Alleen regelingen die sinds deze dag niet met hun bronnen zijn vergeleken.",
        "schema": _DAY,
    },
    "page": {"description": "De bladzijde, vanaf 1.", "schema": {"type": "integer", "minimum": 1, "default": 1}},
    "pageSize": {
        "description": "Hoeveel er op een bladzijde staan.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
    },
}
_LANGUAGE: Final[dict[str, Any]] = {
    "description": "De taal van het antwoord; gaat voor Accept-Language. Zonder beide: Nederlands.",
    "schema": {"type": "string", "enum": ["nl", "en"]},
}


def parameters(*names: str, own: Mapping[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """What may stand in the query of an operation; `own` are parameters that only this one has."""
    described = {**IN_QUERY, "taal": _LANGUAGE, **(own or {})}
    return {"parameters": [{"name": name, "in": "query", "required": False, **described[name]} for name in names]}


_PERSON: Final[dict[str, Any]] = {
    "op": "2020-02-01",
    "feiten": {
        "geboortedatum": "1984-06-15",
        "gemeente": "GM0024",
        "werk": ["werknemer"],
        "moeite_met": ["digitaal"],
        "inburgeringsplichtig": False,
        "werkgever_betaalt_mee": False,
    },
}
_LAW: Final = {"document": "Voorbeeldwet (verzonnen)", "plaats": "artikel 1", "url": "https://example.org/wet"}
_ANSWER: Final[dict[str, Any]] = {
    "op": "2020-02-01",
    "regelingen": [
        {
            "id": "voorbeeldregeling",
            "naam": "Voorbeeldregeling (verzonnen)",
            "soort": "subsidie",
            "aanvrager": "inwoner",
            "ontvanger": "inwoner",
            "voor": "inwoner",
            "samenvatting": "Geld voor een cursus.",
            "uitkomst": "hangt-af",
            "bedrag": {"min": 0, "max": 100000},
            "bedragPer": None,
            "bedragHangtAfVan": [],
            "hangtAfVan": [{"soort": "feit", "naam": "opleiding_start"}],
            "voorwaarden": [
                {"id": "leeftijd", "uitkomst": "ja", "zin": "U bent 18 jaar of ouder.", "bron": _LAW},
                {"id": "op_tijd", "uitkomst": "open", "zin": "De cursus moet nog beginnen.", "bron": _LAW},
            ],
            "watZouHelpen": [],
            "watNu": {"zin": "Vraag het geld aan.", "url": "https://example.org/aanvragen", "loket": "Voorbeeldloket"},
            "waarschuwingen": ["Het geld kan op zijn."],
            "nietUitgedrukt": [],
            "bewijs": {
                "versie": "voorbeeldregeling@2020-01-01",
                "hash": "0" * 64,
                "woordenHash": "0" * 64,
                "programma": "doorleren 0.1.0",
                "op": "2020-02-01",
                "taal": "nl",
                "feiten": {"geboortedatum": "1984-06-15"},
            },
        }
    ],
    "volgendeVraag": {
        "feit": "opleiding_start",
        "vraag": "Wanneer begint de opleiding?",
        "waarom": "Soms moet u geld vragen voordat u begint.",
    },
    "samen": [],
    "inUwRegio": {
        "regio": {"code": "AM01", "naam": "Groningen"},
        "periode": "2019KW04",
        "veelVraag": [{"beroep": "Verzorgenden", "vacaturesPerWerkzoekende": 4.2, "zin": "heel veel vraag"}],
        "bron": {"aanbieder": "uwv", "tabel": "spanning-beroepen", "opgehaald": None},
        "voorbeeld": True,
    },
}

BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/Profiel"}}},
    }
}

PLAN_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/PlanVraag"}}},
    }
}

AS_TABLE: Final[dict[str, Any]] = {
    "responses": {200: {"content": {CSV: {"schema": {"type": "string"}}}}},
}

_HEADERS: Final[dict[str, Any]] = {
    "API-Version": {"description": "De volledige versie van de API.", "schema": {"type": "string"}},
    "Access-Control-Allow-Origin": {
        "description": "Elke webpagina mag deze API vragen; er gaan geen cookies mee.",
        "schema": {"type": "string", "const": "*"},
    },
    "Content-Language": {"description": "De taal van het antwoord.", "schema": {"type": "string"}},
}
_SOMETIMES: Final[dict[str, Any]] = {
    "Allow": {"description": "Wat hier wel kan.", "schema": {"type": "string"}},
    "ETag": {"description": "Het kenmerk van dit antwoord, voor If-None-Match.", "schema": {"type": "string"}},
}
_NAMES: Final = {
    "200": "Het antwoord",
    "304": "U hebt dit antwoord al",
    "400": "De aanvraag klopt niet; alle problemen tegelijk",
    "404": "Dit bestaat niet",
    "405": "Deze methode kan hier niet",
    "406": "Wij antwoorden alleen in JSON",
    "411": "De lengte van de aanvraag ontbreekt",
    "413": "De aanvraag is groter dan 1 MB",
    "415": "De aanvraag is geen JSON in UTF-8",
    "500": "Er ging bij ons iets mis",
}
_PROBLEM_EXAMPLE: Final = {
    "status": 400,
    "title": "Deze aanvraag klopt niet",
    "detail": "Er is 1 probleem. Verbeter het en vraag het opnieuw.",
    "problemen": [
        {
            "waar": "feiten.leeftijd",
            "wat": "«leeftijd» rekenen wij zelf uit.",
            "verwacht": "het feit «geboortedatum»",
            "watNu": "Geef «geboortedatum» in plaats van «leeftijd».",
        }
    ],
}

_kept: WeakKeyDictionary[Book, bytes] = WeakKeyDictionary()


def document(drafted: Mapping[str, Any], book: Book) -> bytes:
    """The whole description, with the facts of this book as the shape of a request; made once per book."""
    found = _kept.get(book)
    if found is None:
        found = _kept[book] = to_bytes(_finished(dict(drafted), book))
    return found


def _finished(drafted: dict[str, Any], book: Book) -> dict[str, Any]:
    schemas = drafted["components"]["schemas"]
    schemas["Profiel"] = _profile(book)
    schemas["PlanVraag"] = _plan_request(schemas["Profiel"])
    for methods in drafted["paths"].values():
        for method, operation in methods.items():
            told = {str(status): _response(str(status), one) for status, one in operation["responses"].items()}
            if method == "get":
                told["200"]["headers"]["ETag"] = _header("ETag")
                told["304"] = _response("304", {})
            operation["responses"] = dict(sorted(told.items()))
    drafted["components"]["schemas"] = dict(sorted(schemas.items()))
    drafted["components"]["headers"] = {**_HEADERS, **_SOMETIMES}
    _show_an_example(drafted, book)
    return drafted


def _response(status: str, response: dict[str, Any]) -> dict[str, Any]:
    names = [name for name in _HEADERS if status != "304" or name != "Content-Language"]
    names += {"304": ["ETag"], "405": ["Allow"]}.get(status, [])
    described = {"description": _NAMES[status], "headers": {name: _header(name) for name in names}}
    if "content" not in response:
        return described
    content = response["content"]
    if status >= "400":
        content = {PROBLEM_JSON: content[JSON]}
        if status == "400":
            content[PROBLEM_JSON]["example"] = _PROBLEM_EXAMPLE
    return {**described, "content": content}


def _header(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/headers/{name}"}


def _show_an_example(drafted: dict[str, Any], book: Book) -> None:
    """Invented courses and figures, and an invented person with an answer; the person is left out where the book knows
    other facts."""
    for path, course in (("/opleidingen", FOUND), ("/opleidingen/{id}", COURSE)):
        _show_answer(drafted["paths"][path]["get"], "Voorbeeld: een verzonnen opleiding", course)
    for path, answer in OF_REGIONS.items():
        _show_answer(drafted["paths"][path]["get"], "Voorbeeld: verzonnen cijfers", answer)
    _, _, problems = read_request(book, _PERSON)
    if problems:
        return
    for path, asked, scheme in (("/overzichten", _PERSON, _ANSWER), ("/plannen", {**_PERSON, **CHOSEN}, PLAN)):
        operation = drafted["paths"][path]["post"]
        example = {"voorbeeld": {"summary": "Voorbeeld: Anne, een verzonnen persoon", "value": asked}}
        operation["requestBody"]["content"][JSON]["examples"] = example
        _show_answer(operation, "Voorbeeld: een verzonnen regeling", scheme)


def _show_answer(operation: dict[str, Any], summary: str, value: Mapping[str, Any]) -> None:
    operation["responses"]["200"]["content"][JSON]["examples"] = {"voorbeeld": {"summary": summary, "value": value}}


def _profile(book: Book) -> dict[str, Any]:
    facts = [shape for shape in fact_shapes(book, today(), "nl") if not shape["afgeleidVan"]]
    return {
        "title": "Profiel",
        "description": "Wat u van iemand weet, en de dag waar het om gaat. Een feit dat ontbreekt of null is, is "
        "onbekend. Grenzen die met de dag verschuiven staan in GET /feiten.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "op": {
                "description": "De dag waar het om gaat; zonder deze dag: vandaag in Nederland.",
                "type": ["string", "null"],
                "format": "date",
            },
            "feiten": {
                "description": "De feiten, met hun naam uit GET /feiten.",
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {shape["naam"]: _fact(shape) for shape in facts},
            },
        },
    }


def _plan_request(profile: Mapping[str, Any]) -> dict[str, Any]:
    """A profile, with what was chosen."""
    texts = {"type": ["array", "null"], "items": {"type": "string"}}
    return {
        **profile,
        "title": "PlanVraag",
        "description": "Wat u van iemand weet, welke opleidingen zijn gekozen, en wat er in de weg staat.",
        "required": ["opleidingen"],
        "properties": {
            **profile["properties"],
            "opleidingen": {
                "description": "Id's van opleidingen, of van één keer dat zij wordt gegeven.",
                "type": "array",
                "items": {"type": "string"},
                "minItems": 1,
                "maxItems": MOST_COURSES,
                "uniqueItems": True,
            },
            "inDeWeg": {
                **texts,
                "description": "Wat er in de weg staat en niet over leren gaat.",
                "items": {"enum": list(things_in_the_way())},
            },
        },
    }


def _fact(shape: Mapping[str, Any]) -> dict[str, Any]:
    """One fact as a schema; the bounds that hold on every day are in it."""
    kind = shape["type"]
    schema: dict[str, Any] = {"description": shape["vraag"]}
    if kind == "ja-nee":
        return {**schema, "enum": [True, False, "ja", "nee", None]}
    if kind == "verzameling":
        least = {} if shape["magLeegZijn"] else {"minItems": 1}
        return {**schema, "type": ["array", "null"], "items": {"enum": shape["waarden"]}, **least}
    if kind in ("een-van", "ladder"):
        return {**schema, "enum": [*shape["waarden"], None]}
    if kind == "datum":
        return {**schema, "type": ["string", "null"], "format": "date"}
    if kind == "code":
        pattern = {"pattern": f"^(?:{shape['patroon']})$"} if "patroon" in shape else {}
        return {**schema, "type": ["string", "null"], **pattern}
    bounds = {"minimum": shape["min"], **({"maximum": shape["max"]} if shape["max"] is not None else {})}
    return {**schema, "type": ["integer", "null"], **bounds}
