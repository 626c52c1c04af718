# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invented course and a plan for it, as the description of the API shows them.

Knows: what a reader should see of an answer at a glance. Leaves: what fields there are (`offer_shapes`); a test holds
these against them.
"""

from typing import Any, Final

from ..journeys.example_course import EXAMPLE_COURSE, EXAMPLE_OFFERING

_SCHEME: Final = {"regeling": "voorbeeldregeling", "naam": "Voorbeeldregeling (verzonnen)"}
_LAW: Final = {"document": "Voorbeeldwet (verzonnen)", "plaats": "artikel 1", "url": "https://example.org/wet"}

FOUND: Final[dict[str, Any]] = {
    "op": "2020-02-01",
    "totaal": 1,
    "page": 1,
    "pageSize": 20,
    "opleidingen": [
        {
            "id": EXAMPLE_COURSE["id"],
            "naam": EXAMPLE_COURSE["naam"],
            "aanbieder": EXAMPLE_COURSE["aanbieder"]["naam"],
            "voorbeeld": True,
            "prijs": {"min": 30000, "max": 30000},
            "voorU": {"min": 10000, "max": 30000},
            "voorschieten": 0,
            "lenen": 0,
            "laterTerug": 0,
            "start": "2020-05-04",
            "plaats": "Groningen",
            "aanbod": [EXAMPLE_OFFERING["id"]],
            "aantalKeer": 1,
        }
    ],
    "aantallen": {"moment": {"avond": 1}},
    "gelezenAls": [{"woorden": "avond", "soort": "moment", "waarden": ["avond"], "gebruikt": True}],
    "losser": [],
    "_links": {
        name: {"href": "/v1/opleidingen?op=2020-02-01&zoek=excel+avond&page=1"} for name in ("self", "first", "last")
    },
}

COURSE: Final[dict[str, Any]] = {
    "op": "2020-02-01",
    **EXAMPLE_COURSE,
    "aanbod": [EXAMPLE_OFFERING],
}


def _step(number: int, kind: str, sentence: str, **more: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("waarom", "op", "uiterlijk", "opleiding", "regeling", "loket", "url", "bron"))
    return {
        "nummer": number,
        "soort": kind,
        "zin": sentence,
        "teLaat": False,
        "moetEerst": False,
        "verder": [],
        **nothing,
        **more,
    }


_SHARED: Final = {
    "kosten": 30000,
    "eigenGeld": 10000,
    "lenen": 0,
    "laterTerug": 0,
    "zin": "Van € 300 betaalt u zelf € 100.",
    "regelingen": [
        {
            "id": _SCHEME["regeling"],
            "naam": _SCHEME["naam"],
            "soort": "subsidie",
            "bedrag": 20000,
            "waaromMinder": None,
            "bron": None,
        }
    ],
    "nietGebruikt": [],
}

PLAN: Final[dict[str, Any]] = {
    "op": "2020-02-01",
    "voorbeeld": True,
    "opleidingen": [
        {
            "opleiding": EXAMPLE_COURSE,
            "aanbod": EXAMPLE_OFFERING,
            "prijs": 30000,
            "voorU": {"min": 10000, "max": 10000},
            "lenen": 0,
            "laterTerug": 0,
            "gratisPlek": None,
            "hangtAfVan": [],
            "zeker": _SHARED,
            "mogelijk": _SHARED,
            "voorschieten": 0,
            "betalers": [
                {
                    "wie": _SCHEME["naam"],
                    "regeling": _SCHEME["regeling"],
                    "soort": "subsidie",
                    "bedrag": 20000,
                    "zeker": True,
                    "eerstZelf": False,
                    "inPlaatsVan": [],
                    "wanneer": "Het geld gaat voor de start van de opleiding naar de opleider.",
                    "bron": _LAW,
                },
                {
                    "wie": None,
                    "regeling": None,
                    "soort": "zelf",
                    "bedrag": 10000,
                    "zeker": True,
                    "eerstZelf": False,
                    "inPlaatsVan": [],
                    "wanneer": None,
                    "bron": None,
                },
            ],
            "werkgever": [],
        }
    ],
    "stappen": [
        _step(1, "advies", "Praat met een adviseur. Dat is gratis, en u zit nergens aan vast."),
        _step(
            2,
            "aanvragen-voor-start",
            "Vraag «Voorbeeldregeling (verzonnen)» aan.",
            uiterlijk="2020-04-06",
            opleiding=0,
            regeling=_SCHEME["regeling"],
            loket="Voorbeeldloket",
            url="https://example.org/aanvragen",
            bron=_LAW,
        ),
        _step(3, "begin", "De opleiding begint.", op="2020-05-04", opleiding=0, loket="Voorbeeldschool"),
    ],
    "totaal": {
        "prijs": 30000,
        "voorU": {"min": 10000, "max": 10000},
        "voorschieten": 0,
        "lenen": 0,
        "laterTerug": 0,
    },
    "nogOpen": [],
    "inDeWeg": ["schulden"],
    "opmerkingen": [],
}

CHOSEN: Final[dict[str, Any]] = {"opleidingen": [EXAMPLE_OFFERING["id"]], "inDeWeg": ["schulden"]}
"""What a request for this plan adds to what is known of somebody."""
