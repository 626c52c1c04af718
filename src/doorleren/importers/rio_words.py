# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of RIO, the register of institutions and programmes, and what they are with us.

Knows: which of its values have a word here; `None` is a value that RIO has and that has no word here, so that it is
kept as it is and nothing is made of it. DUO's open data sets use the same words.
Leaves: the fields in which they stand to the readers of the API and of the CSV sets.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..basics import said
from ..catalogue.records import Level
from .taken import Taken

Words = Mapping[str, str | None]

LANGUAGES: Final[Words] = {
    "ARA": "ar",
    "CHI": "zh",
    "DEU": "de",
    "ENG": "en",
    "FRA": "fr",
    "HRV": "hr",
    "ITA": "it",
    "JPN": "ja",
    "NLD": "nl",
    "NOR": "no",
    "PAP": "pap",
    "POL": "pl",
    "POR": "pt",
    "RON": "ro",
    "RUS": "ru",
    "SPA": "es",
    "SWE": "sv",
    "TUR": "tr",
}

FORMS: Final[Words] = {"VOLTIJD": "voltijd", "DEELTIJD": "deeltijd", "DUAAL": "duaal"}

WAYS: Final[Words] = {
    "KLASSIKAAL": "klassikaal",
    "KLASSIKAAL_EN_ONLINE": "gemengd",
    "ONLINE": "online",
    "ZELFSTUDIE": "zelfstudie",
    "COACHING": None,
    "LEZING": None,
}

MBO_ROUTES: Final[Words] = {
    "BBL": "mbo_bbl",
    "BOL": "mbo_bol",
    "BOL_DT": "mbo_bol",
    "OVO": "mbo_derde_leerweg",  # overig onderwijs: the third route beside bol and bbl
    "CBL": None,
    "CBL_DT": None,
    "COL": None,
    "COL_DT": None,
    "EX": None,
    "LBD": None,
    "LBL": None,
    "LBV": None,
    "ODT": None,
}

LEARN_AND_WORK: Final[Mapping[str, str]] = {"BBL": "bbl", "OVO": "derde_leerweg", "DUAAL": "duaal"}

RECOGNISERS: Final[Words] = {
    "BRANCHE": "ANDERS",
    "CBS": None,
    "CEDEO": "CEDEO",
    "CPION": "CPION",
    "EZ": "ANDERS",
    "HANDELSREGISTER": None,  # a registration says nothing of what is taught
    "NKC_EVC": "NKC_EVC",
    "NLQF": "NLQF",
    "NRTO": "NRTO",
    "NUFFIC": "ANDERS",
    "NVAO": "NVAO",
    "OCW": "OCW",
    "SBB": "ANDERS",
    "SNRO": "SNRO",
    "SZW": "ANDERS",
}
"""Who recognises an organisation or a programme."""

PROOFS: Final[Words] = {
    "CERTIFICAAT": "certificaat",
    "DIPLOMA": "diploma",
    "GETUIGSCHRIFT": "getuigschrift",
    "VAKBEKWAAMHEIDSBEWIJS": "vakbekwaamheidsbewijs",
    "GEEN_OFFICIEEL_DOCUMENT": None,
    "SCHOOLADVIES": None,
}

DEGREES: Final[Words] = {"ASSOCIATE_DEGREE": "associate_degree", "BACHELOR": "bachelor", "MASTER": "master"}

NLQF: Final[Words] = {"4p": "4+", "4+": "4+", **{str(number): str(number) for number in range(1, 9)}}
EQF: Final[Words] = {str(number): str(number) for number in range(1, 9)}

MBO_LEVELS: Final[Words] = {"MBO-1": "entree", "MBO-2": "niveau2", "MBO-3": "niveau3", "MBO-4": "niveau4"}

LEVELS: Final[Words] = {
    **MBO_LEVELS,
    **dict.fromkeys(
        (
            "PO-VVE PO-BAO PO-SBAO PO-SO PO-VSO PO-ARBEIDSMARKT PO-DAGBESTEDING VO-PRO VO-VMBO-BB VO-VMBO-KB "
            "VO-VMBO-GL VO-VMBO-TL VO-HAVO VO-VWO VO-VBO MBO NT2-I NT2-II EDUCATIE HBO-AD HBO-BA HBO-MA HBO-PM HBO-O "
            "WO-BA WO-MA WO-PM WO-O ONBEPAALD"
        ).split()
    ),
}
"""Every level that RIO has; those of mbo with our word."""

LOADS: Final[Words] = {
    "CONTACTUUR": "contactuur",
    "ECTS_PUNT": "ects",
    "SBU": "sbu",
    "STUDIEPUNT": "studiepunt",
    "UUR": "uur",
}
HOURS_IN: Final[Mapping[str, int]] = {"ects": 28, "sbu": 1, "uur": 1}
"""Hours of study in one of these (an EC is 28: WHW 7.4); of a study point we do not know."""

DURATIONS: Final[Words] = {"J": "jaar", "M": "maand", "W": "week", "D": "dag", "U": "uur"}

UNIT_KINDS: Final[Mapping[str, str]] = {
    "EVCSTANDAARD": "evc",
    "EDUCATIEOPLEIDING": "basisvaardigheden",
    "EDUCATIEOPLEIDINGSONDERDEEL": "basisvaardigheden",
    "VAVOOPLEIDING": "vmbo_havo_vwo",
    "VAVOOPLEIDINGSFASE": "vmbo_havo_vwo",
    "PARTICULIEREOPLEIDING": "cursus",
}

_PREFIXES: Final = (("HBO-AD", "associate_degree"), ("HBO-", "hbo"), ("WO-", "wo"))
_BASICS: Final = ("NT2-I", "NT2-II", "EDUCATIE")


def word(body: Taken, name: str, words: Words) -> str | None:
    """Our word for this value. The value stays among the rest as it was; one that RIO does not have is a problem."""
    found = body.text(name)
    if found is None:
        return None
    body.keep(name)
    if found not in words:
        listed = ", ".join(words)
        body.wrong(name, found, said(f"een van: {listed}", f"one of: {listed}"))
    return words.get(found)


def words_of(body: Taken, name: str, words: Words) -> tuple[str, ...]:
    """Our words for the values in a list, or in a text with commas."""
    given = [part.strip() for text in body.texts(name) for part in text.split(",")]
    body.keep(name)
    for one in given:
        if one and one not in words:
            listed = ", ".join(words)
            body.wrong(name, one, said(f"een van: {listed}", f"one of: {listed}"))
    return tuple(dict.fromkeys(found for one in given if (found := words.get(one))))


def level_of(nlqf: str | None, eqf: str | None, mbo: str | None, degree: str | None) -> Level:
    """A level from what is known of it; NLQF 4+ is EQF 4."""
    level = Level(nlqf=nlqf, eqf=int(eqf) if eqf else None, mbo=mbo, degree=degree)
    return replace(level, eqf=4) if nlqf == "4+" and level.eqf is None else level


def kind_of(
    offered: str | None, route: str | None, unit: str | None, level: str | None, proof: str | None
) -> str | None:
    """What kind of course this is, as far as the register says it; a part of a programme only where it gives a
    certificate."""
    if route:
        return route
    if unit is not None and unit in UNIT_KINDS:
        return UNIT_KINDS[unit]
    if level in _BASICS:
        return "basisvaardigheden"
    part = (offered or "").endswith("ONDERDEEL") or unit in ("MBOCERTIFICEERBAREEENHEID", "MBOBEROEPSGERICHTONDERDEEL")
    if part:
        return "certificaat" if proof == "certificaat" or unit == "MBOCERTIFICEERBAREEENHEID" else None
    if offered == "AANGEBODENVAVOOPLEIDING":
        return "vmbo_havo_vwo"
    if offered == "AANGEBODENPARTICULIEREOPLEIDING":
        return "cursus"
    return next((ours for prefix, ours in _PREFIXES if level and level.startswith(prefix)), None)


def months_of(amount: int | None, unit: str | None) -> int | None:
    """A duration in months. Days and hours may be those of lessons, so they say nothing of the calendar."""
    if not amount:
        return None
    per_unit = {"jaar": 12.0, "maand": 1.0, "week": 7 / 30.44}.get(unit or "")
    return max(1, round(amount * per_unit)) if per_unit else None


def code_kind(system: str | None, unit: str | None, code: str) -> str:
    """What a code of a recognised programme is a code of."""
    if unit in ("MBOKEUZEDEEL", "MBOREGIONAALKEUZEDEEL"):
        return "keuzedeel"
    if unit in ("MBOCERTIFICEERBAREEENHEID", "MBOBEROEPSGERICHTONDERDEEL"):
        return "mbo_certificaat"
    kinds = {"CREBO": "crebo", "LANDBOUW": "crebo", "MBO": "crebo", "ISAT": "isat"}
    return kinds.get(system or "", "anders")
