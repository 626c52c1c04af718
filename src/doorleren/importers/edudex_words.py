# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of EDU-DEX and what each of them is with us.

Knows: which word has a certain place with us. None is a word of EDU-DEX that has none, or not for certain: it stays in
the rest of the record, and is no problem.
Leaves: where each word stands in a body (`edudex_programme`, `edudex_run`, `edudex_price`).

Source: the words that the Data API 1.0.2 allows; what they stand for with us is our own reading, and only where one
word can mean one thing.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Words = Mapping[str, str | None]


def _none(words: str) -> dict[str, str | None]:
    return {word.strip(): None for word in words.split(",")}


LEVEL_OF_MBO: Final[Words] = MappingProxyType(
    {
        "mbo niveau 1": "entree",
        "mbo niveau 2": "niveau2",
        "mbo niveau 3": "niveau3",
        "mbo niveau 4": "niveau4",
    }
)

DEGREE_OF_LEVEL: Final[Words] = MappingProxyType(
    {
        "associate": "associate_degree",
        "bachelor": "bachelor",
        "academic bachelor": "bachelor",
        "master": "master",
        "academic master": "master",
    }
)

LEVELS: Final[Words] = MappingProxyType(
    {
        **_none(
            "none, propedeuse, post-hbo, PhD, post-academic, mavo, havo, vwo, vbo, vmbo, vmbo/mavo, lbo, mbo, mbo+"
        ),
        **_none("hbo, wo"),
        **LEVEL_OF_MBO,
        **DEGREE_OF_LEVEL,
    }
)

KIND_OF_LEVEL: Final[Words] = MappingProxyType(
    {
        "associate": "associate_degree",
        "hbo": "hbo",
        "wo": "wo",
        "academic bachelor": "wo",
        "academic master": "wo",
        "mavo": "vmbo_havo_vwo",
        "havo": "vmbo_havo_vwo",
        "vwo": "vmbo_havo_vwo",
        "vmbo": "vmbo_havo_vwo",
        "vmbo/mavo": "vmbo_havo_vwo",
    }
)
"""Only for what is registered as a whole programme, or ends in such a degree: a course of a day can be of level hbo."""

ENTRY_OF_LEVEL: Final[Words] = MappingProxyType(
    {
        "none": "geen",
        "vmbo": "vmbo",
        "havo": "havo",
        "vwo": "vwo",
        "mbo niveau 1": "mbo1",
        "mbo niveau 2": "mbo2",
        "mbo niveau 3": "mbo3",
        "mbo niveau 4": "mbo4",
        "associate": "associate_degree",
        "academic bachelor": "wo_bachelor",
        "academic master": "wo_master",
        "PhD": "phd",
    }
)
"""The diploma that one needs; "bachelor" can be of a hogeschool or a university, so it is told in words only."""

PROOFS: Final[Words] = MappingProxyType(
    {
        "": None,
        "none": None,
        "certificate": "Certificaat",
        "diploma": "Diploma",
        "certificate on request": "Certificaat, als u erom vraagt",
        "certificate of participation": "Bewijs van deelname",
        "testimonial": "Getuigschrift",
        "module certificate": "Certificaat van een module",
        "mbo niveau 1": "Mbo-diploma niveau 1",
        "mbo niveau 2": "Mbo-diploma niveau 2",
        "mbo niveau 3": "Mbo-diploma niveau 3",
        "mbo niveau 4": "Mbo-diploma niveau 4",
        "mbo-verklaring": "Mbo-verklaring",
        "mbo-certificaat": "Mbo-certificaat",
    }
)
"""What one gets at the end; a degree such as BSc is said as it is."""

KIND_OF_TYPE: Final[Words] = MappingProxyType(
    {
        **_none(
            "regular, coaching, conference, educational, exam, internship, research, traineeship, document, mbo module"
        ),
        "self study": "cursus",
        "training": "cursus",
        "virtual classroom": "cursus",
        "webinar": "cursus",
        "workshop": "cursus",
        "lecture": "cursus",
        "master class": "cursus",
    }
)

FORMS: Final[Words] = MappingProxyType(
    {
        "dual": "duaal",
        "full-time": "voltijd",
        "part-time": "deeltijd",
        "evening education": "deeltijd",
        "distance learning": "online",
        "e-learning": "online",
        "virtual classroom": "online",
    }
)

WAYS: Final[Words] = MappingProxyType(
    {
        "blended learning": "gemengd",
        "classroom teaching": "klassikaal",
        "lecture": "klassikaal",
        "seminar": "klassikaal",
        "virtual classroom": "online",
        "webinar": "online",
        "self study": "zelfstudie",
        "home study": "zelfstudie",
        "internship": "werkplek",
        "traineeship": "werkplek",
    }
)
"""How it is taught; a group assignment or a thesis goes with any way, so those stay in the rest."""

OTHER_WAYS: Final = frozenset(
    "active learning|case study|coaching|colloquium|computer exercise|computer modeling|design project|excursion|"
    "exhibition|gaming|group assignment|group discussion|individual assignment|individual guidance|integration module|"
    "laboratory work|literature study|management game|research|research project|research proposal|roleplay|"
    "oral presentation|portfolio|poster presentation|practicum|project|self evaluation|simulation|thesis|tutorial|"
    "training|working group|workshop".split("|")
)

MOMENTS: Final[Words] = MappingProxyType(
    {
        "morning": "dag",
        "afternoon": "dag",
        "day": "dag",
        "evening": "avond",
        "weekend": "weekend",
        "night": None,
    }
)

RECOGNISERS: Final[Words] = MappingProxyType(
    {
        "Cedeo": "CEDEO",
        "CPION": "CPION",
        "NLQF": "NLQF",
        "NVAO": "NVAO",
        "NRTO": "NRTO",
        "CRKBO": "CRKBO",
        "SNRO": "SNRO",
    }
)
"""Every other label (a norm of ISO, the seal of a branch) is ANDERS: who gave it stays in the rest."""

SUBJECTS: Final[Words] = MappingProxyType(
    {
        **_none("human resources, personal effectiveness, sales, health and safety, communication, marketing"),
        **_none("manufacturing engineering and construction, sports and vitality, law, hobbies and leisure, finance"),
        **_none("management, training and education, quality and project management, internet and media"),
        **_none("property and real estate, change management, personal development, leadership, entrepreneurship"),
        **_none("coaching, government and non-profit, procurement and logistics"),
        "tourism, recreation and hospitality": None,
        "languages": "taal",
        "automation and it": "ict",
        "secretarial and office work": "administratie",
        "care and personal care": None,
    }
)
"""The themes that are one of our subjects whole. "Engineering and construction" is two of ours, "care and personal
care" also hairdressing, "procurement and logistics" also buying: none of these is certain, so none is taken."""

LEARNING_PATHS: Final[Words] = MappingProxyType(
    {"BBL": "mbo_bbl", "BOL": "mbo_bol", "OVO": "mbo_derde_leerweg", "EX": None, "ODT": None}
)

COSTS: Final[Words] = MappingProxyType(
    {
        "certificate": "certificaat",
        "cost of living": "levensonderhoud",
        "examination": "examen",
        "excursions": "excursies",
        "housing": "huisvesting",
        "insurance": "verzekering",
        "location": "locatie",
        "lunch": "lunch",
        "dinner": "diner",
        "registration fee": "inschrijfgeld",
        "study material": "lesmateriaal",
        "tuition fee": "lesgeld",
        "visa/permit": "visum of vergunning",
        "coaching": "begeleiding",
        "accommodation": "overnachting",
        "second accommodation": "overnachting van een tweede persoon",
        "single payment discount": "korting bij betaling in één keer",
    }
)

NEEDED: Final[Words] = MappingProxyType(
    {
        "knowledge minimum": "Wat u al moet weten",
        "professional experience": "Werkervaring",
        "previous education": "Vooropleiding",
        "certified competences": "Bewezen vaardigheden",
        "assessment interview": "Gesprek vooraf",
        "entry test": "Toets vooraf",
        "intake": "Intake",
        "written request": "Schriftelijk verzoek",
        "reference letter": "Brief van iemand die u kent",
        "minimum age": "Leeftijd vanaf",
        "maximum age": "Leeftijd tot",
        "span of control": "Hoeveel mensen u leidt",
        "revenue responsibility": "Verantwoordelijk voor omzet",
    }
)
