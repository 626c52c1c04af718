# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Regions, an indicator and its figures, as the description of the API shows them. The figures are made up.

Knows: what a reader should see of an answer at a glance. Leaves: what fields there are (`region_shapes`); a test holds
these against them.
"""

from typing import Any, Final


def _pages(path: str) -> dict[str, dict[str, str]]:
    return {name: {"href": f"/v1/{path}&page=1"} for name in ("self", "first", "last")}


_GRONINGEN: Final[dict[str, Any]] = {
    "code": "PV20",
    "naam": "Groningen",
    "soort": "provincie",
    "vanaf": None,
    "tot": None,
}

REGIONS: Final[dict[str, Any]] = {
    "op": "2026-07-20",
    "totaal": 1,
    "page": 1,
    "pageSize": 20,
    "regios": [
        {
            "code": "GM0024",
            "naam": "Loppersum",
            "soort": "gemeente",
            "vanaf": None,
            "tot": "2021-01-01",
            "opvolger": {
                "op": "2021-01-01",
                "hoe": "opgegaan",
                "in": [{"code": "GM1979", "naam": "Eemsdelta"}],
                "bron": "CBS, Nederland heeft 3 gemeenten minder in 2021 (december 2020)",
            },
            "voorgangers": [],
        }
    ],
    "_links": _pages("regios?op=2026-07-20&zoek=loppersum"),
}

_FIGURE: Final[dict[str, Any]] = {
    "periode": "2026KW02",
    "soortPeriode": "kwartaal",
    "vanaf": "2026-04-01",
    "tot": "2026-07-01",
    "waarde": 4.4,
    "reden": None,
    "periodestatus": "Voorlopig",
    "deel": False,
}
_SECRET: Final[dict[str, Any]] = {
    **_FIGURE,
    "periode": "2026KW01",
    "vanaf": "2026-01-01",
    "tot": "2026-04-01",
    "waarde": None,
    "reden": "Confidential",
    "periodestatus": "Definitief",
}
_DIRECTION: Final[dict[str, Any]] = {
    "over": "jaar",
    "richting": "niet-duidelijk",
    "verandering": 0.2,
    "van": "2025KW02",
    "naar": "2026KW02",
    "pijlVanaf": 0.6,
    "gevondenVanaf": 0.9,
    "waaromNiet": None,
}
_TABLE: Final[dict[str, Any]] = {
    "aanbieder": "cbs",
    "tabel": "voorbeeld",
    "opgehaald": None,
    "kenmerk": None,
    "versie": None,
    "filter": None,
    "voorbeeld": True,
}

REGION: Final[dict[str, Any]] = {
    **_GRONINGEN,
    "opvolger": None,
    "voorgangers": [],
    "op": "2026-07-20",
    "ligtIn": [{"code": "NL01", "naam": "Nederland", "soort": "land", "vanaf": None, "tot": None}],
    "delen": {
        "arbeidsmarktregio": {
            "codes": ["AM01"],
            "precies": False,
            "waarom": "AM01 ligt ook voor een deel in een andere provincie.",
            "bron": "Voorbeeldlijst (verzonnen)",
        }
    },
    "voorbeeld": True,
    "kerncijfers": [
        {
            "indicator": "werkloosheidspercentage",
            "naam": "Werkloosheid",
            "thema": "arbeidsdeelname",
            "regio": "PV20",
            "eenheid": "%",
            "cijfer": _FIGURE,
            "klasse": None,
            "nederland": {**_FIGURE, "waarde": 3.9},
            "richtingen": [_DIRECTION],
            "zin": "Niet duidelijk anders dan een jaar eerder.",
            "geenCijfer": None,
            "bron": [_TABLE],
            "voorbeeld": True,
        }
    ],
}

_PLACE: Final = {"document": "Voorbeeldtabel (verzonnen)", "plaats": "hele tabel", "url": None}

INDICATOR: Final[dict[str, Any]] = {
    "id": "werkloosheidspercentage",
    "naam": "Werkloosheid",
    "thema": "arbeidsdeelname",
    "definitie": "Welk deel van de mensen die werken of werk zoeken, geen werk heeft.",
    "eenheid": "%",
    "decimalen": 1,
    "veranderingIn": "eenheid",
    "vanBelangVanaf": {"verandering": 1.0, "waarom": "Dit is ons eigen oordeel."},
    "zegtNiet": ["U ziet niet wie graag meer uren wil werken."],
    "gevraagdDoor": [_PLACE],
    "bronnen": [
        {
            "aanbieder": "cbs",
            "tabel": "voorbeeld",
            "soortRegio": ["land", "provincie"],
            "selectie": {"Measure": "titel:Werkloosheidspercentage"},
            "periode": "kwartaal",
            "seizoenGecorrigeerd": False,
            "opEchtBestandGeprobeerd": False,
            "document": _PLACE,
        }
    ],
    "breuken": [
        {
            "op": "2021-01-01",
            "waarom": "De bron telt vanaf die dag anders.",
            "hersteld": False,
            "herstelVanaf": None,
            "tabellen": [],
            "bron": _PLACE,
        }
    ],
    "klassen": [],
    "optelbaar": False,
    "geenBron": None,
    "geenBronPerRegio": None,
    "cijfersVoor": ["land", "provincie"],
}

INDICATORS: Final[dict[str, Any]] = {
    "totaal": 1,
    "page": 1,
    "pageSize": 20,
    "indicatoren": [INDICATOR],
    "_links": _pages("indicatoren?pageSize=20"),
}

FIGURES: Final[dict[str, Any]] = {
    "op": "2026-07-20",
    "regio": "PV20",
    "indicator": "werkloosheidspercentage",
    "eenheid": "%",
    "voorbeeld": True,
    "samengesteldUit": [],
    "geenCijfer": None,
    "richtingen": [_DIRECTION],
    "totaal": 2,
    "page": 1,
    "pageSize": 100,
    "waarnemingen": [_SECRET, _FIGURE],
    "bron": [_TABLE],
    "_links": _pages("indicatoren/werkloosheidspercentage/waarnemingen?regio=PV20&van=2026-01-01&op=2026-07-20"),
}

OF_REGIONS: Final[dict[str, dict[str, Any]]] = {
    "/regios": REGIONS,
    "/regios/{code}": REGION,
    "/indicatoren": INDICATORS,
    "/indicatoren/{id}": INDICATOR,
    "/indicatoren/{id}/waarnemingen": FIGURES,
}
"""The answer to show at each address."""
