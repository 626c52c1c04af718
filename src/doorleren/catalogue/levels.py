# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How high a course is, and whether somebody's diploma is high enough to begin.

Knows: the levels of NLQF and EQF and what the law's own diplomas have of them, the ways in which sources write a level,
and what the ladder `hoogste_diploma` can and cannot say about an entry level.
Leaves: who is admitted without the diploma (a school may test somebody), which profile or trade is asked.

Sources:
- NLQF has an entry level (instroomniveau) and eight levels and is linked to EQF: Nuffic, "Niveau van Nederlandse
  diploma's" (https://www.nuffic.nl/onderwijssystemen/nederland/niveau-van-nederlandse-diplomas): vmbo bb and mbo 1
  are 1, vmbo kb, gl, tl and mbo 2 are 2, mbo 3 is 3, mbo 4 and havo are 4, vwo is 4+ (EQF 4), associate degree 5,
  bachelor 6, master 7, doctor and EngD 8. NLQF levels of courses outside the law are set one by one by NCP NLQF
  (https://nlqf.nl/daarom-nlqf/het-nlqf): "mbo 4" with a course that no law regulates says nothing of its NLQF level.
- A mbo 4 qualification may be placed higher: MBO Raad, https://www.mboraad.nl/english/relation-tot-eqf. What a source
  states is therefore never replaced by what follows from its kind.
- How sources write it: RIO LOD API 2.13 (`NLQFniveau` with 4p, `Niveaucode`), OOAPI v5 and v6
  (`levelOfQualification`, `level`), EDU-DEX Data API (`ProgramLevelType`, `nlqfLevel`).
- Who may begin: hbo with havo, vwo or mbo 4, university with vwo (WHW article 7.24; Rijksoverheid, "Met welke diploma's
  kan ik naar de universiteit of hogeschool?"); whoever has a bachelor or master need not have those (WHW article 7.28,
  paragraph 1), while an associate degree gives no right to a university (https://www.deassociatedegree.nl/doorstroom/);
  mbo by article 8.2.1 of the WEB (https://wetten.overheid.nl/BWBR0007625).
"""

import re
import unicodedata
from dataclasses import replace
from typing import Final

from .records import Level

NLQF: Final = ("instroom", "1", "2", "3", "4", "4+", "5", "6", "7", "8")
"""From low to high."""

LADDER: Final = tuple(
    "geen basisonderwijs vmbo mbo1 mbo2 havo vwo mbo3 mbo4 associate_degree "
    "hbo_bachelor wo_bachelor hbo_master wo_master phd".split()
)
"""The values of the fact `hoogste_diploma`, in its order; `entry` of a course is one of these."""

_OF_MBO: Final = {"entree": "1", "niveau2": "2", "niveau3": "3", "niveau4": "4", "specialist": "4"}
_OF_DEGREE: Final = {"associate_degree": "5", "bachelor": "6", "master": "7"}


def eqf_of(nlqf: str) -> int | None:
    """The EQF level of an NLQF level; the entry level has none."""
    return None if nlqf == "instroom" else int(nlqf.removesuffix("+"))


def nlqf_of(eqf: int) -> str | None:
    """The one NLQF level of an EQF level; None for 4, which is 4 or 4+."""
    return None if eqf == 4 or not 1 <= eqf <= 8 else str(eqf)


def is_as_high(nlqf: str, wanted: str) -> bool:
    """Whether one NLQF level is at least another."""
    return NLQF.index(nlqf) >= NLQF.index(wanted)


def completed(level: Level, *, regulated: bool = False) -> Level:
    """With what follows for certain; what was stated stays.

    The level of mbo or of a degree gives an NLQF level only where the law regulates the diploma (`regulated`).
    """
    nlqf = level.nlqf
    if nlqf is None and level.eqf is not None:
        nlqf = nlqf_of(level.eqf)
    if nlqf is None and regulated:
        by_kind = {_OF_MBO[level.mbo]} if level.mbo else set()
        by_kind |= {_OF_DEGREE[level.degree]} if level.degree else set()
        if len(by_kind) == 1 and level.eqf in (None, eqf_of(*by_kind)):
            nlqf = by_kind.pop()
    eqf = level.eqf if level.eqf is not None or nlqf is None else eqf_of(nlqf)
    return replace(level, nlqf=nlqf, eqf=eqf)


def disagrees(level: Level) -> bool:
    """Whether the NLQF and the EQF level that are stated cannot both be right."""
    return level.nlqf is not None and level.eqf is not None and eqf_of(level.nlqf) != level.eqf


def read_nlqf(text: str) -> str | None:
    """An NLQF level in a field that holds nothing else: "4", "4+", "4p", "NLQF 4plus", "Instroom"."""
    found = re.fullmatch(
        r"(?:nlqf )?(?:niveau |level )?([1-8]|4 ?(?:\+|p|plus)|instroom(?:niveau)?|entry)", _plain(text)
    )
    if found is None:
        return None
    value = found[1].replace(" ", "")
    return value if value.isdigit() else "4+" if value[0] == "4" else "instroom"


def read_eqf(text: str) -> int | None:
    """An EQF level in a field that holds nothing else: "4", "EQF 4", "eqf_4"."""
    found = re.fullmatch(r"(?:eq[fk] )?(?:niveau |level )?([1-8])", _plain(text))
    return int(found[1]) if found else None


def read_level(text: str, *, kind: str | None = None) -> Level | None:
    """The level that this text states, or None where it is not certain: "mbo", "hbo", "mbo 3 of 4", a bare "4".

    "niveau 3" is certain only where the course is mbo, which `kind` tells. Several levels in one text ("hbo-bachelor
    (NLQF 6)") must each be read, and agree.
    """
    found = Level()
    pieces = [piece for piece in re.split(r"[/,;()]| - ", text) if piece.strip()]
    for piece in pieces:
        one = _read_one(_plain(piece), kind)
        if one is None:
            return None
        for name in ("nlqf", "eqf", "mbo", "degree"):
            stated, already = getattr(one, name), getattr(found, name)
            if stated is not None and already not in (None, stated):
                return None
            if stated is not None:
                found = replace(found, **{name: stated})
    if not pieces or disagrees(found):
        return None
    return completed(found)


def read_diploma(text: str) -> str | None:
    """The `hoogste_diploma` that this text names, or None where it may be more than one ("hbo", "bachelor", "mbo")."""
    return next((value for value, pattern in _DIPLOMAS.items() if pattern.fullmatch(_plain(text))), None)


def meets_entry(diploma: str | None, entry: str | None, kind: str | None = None) -> bool | None:
    """Does somebody whose highest diploma this is meet this entry level? None where that is not known.

    No means that no diploma that they may have is as high; a school may still admit somebody after a test.
    Whoever has mbo 3 may also have havo, which stands lower on the ladder and is a higher level: that is not known.
    `kind` is that of the course: for hbo the law puts havo, vwo and mbo 4 side by side, for mbo it takes vmbo for mbo 1
    and havo for mbo 2.
    """
    if diploma not in LADDER or entry not in LADDER:
        return True if entry == "geen" else None
    if entry in _COVERS[diploma] or entry in _BY_LAW.get((kind or "").partition("_")[0], {}).get(diploma, ()):
        return True
    possible = LADDER[: LADDER.index(diploma) + 1]
    return False if max(_HIGHEST[one] for one in possible) < _LOWEST[entry] else None


def _plain(text: str) -> str:
    """Small letters, one space between words, and a space between letters and the digit after them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[_\-–.:]+", " ", plain.replace("'", "").replace("’", ""))
    return " ".join(re.sub(r"(?<=[a-z])(?=\d)", " ", plain).split())


def _read_one(plain: str, kind: str | None) -> Level | None:
    if "nlqf" in plain:
        nlqf = read_nlqf(re.sub(r"^(niveau|level) nlqf", "nlqf", plain))
        return None if nlqf is None else Level(nlqf=nlqf)
    if re.match(r"eq[fk]\b", plain):
        eqf = read_eqf(plain)
        return None if eqf is None else Level(eqf=eqf)
    if (kind or "").startswith("mbo") and re.fullmatch(r"niveau [1-4]", plain):
        plain = f"mbo {plain}"
    return next((level for pattern, level in _READ if pattern.fullmatch(plain)), None)


_MBO: Final = r"(?:mbo(?: niveau| level)?|secondary vocational education) "
_BACHELOR: Final = r"(?:academic )?bachelor(?: degree|s degree| of [a-z]+(?: [a-z]+)*)?|(?:hbo|wo) ?ba(?:chelor)?"
_MASTER: Final = r"(?:academic )?master(?: degree|s degree| of [a-z]+(?: [a-z]+)*)?|(?:hbo|wo) ?ma(?:ster)?"
_READ: Final = tuple(
    (re.compile(pattern), level)
    for pattern, level in (
        (rf"{_MBO}(?:1|i)|(?:mbo )?entree(?:opleiding)?", Level(mbo="entree")),
        (rf"{_MBO}(?:2|ii)|(?:mbo )?basisberoepsopleiding", Level(mbo="niveau2")),
        (rf"{_MBO}(?:3|iii)|mbo vakopleiding", Level(mbo="niveau3")),
        (rf"{_MBO}(?:4|iv)|(?:mbo )?middenkaderopleiding", Level(mbo="niveau4")),
        (rf"(?:{_MBO}4 |mbo )?specialistenopleiding|{_MBO}4 specialist", Level(mbo="specialist")),
        (r"(?:hbo )?(?:associate(?: degree)?|ad)", Level(degree="associate_degree")),
        (rf"{_BACHELOR}|ba|bsc|llb", Level(degree="bachelor")),
        (rf"{_MASTER}|ma|msc|llm", Level(degree="master")),
        (r"phd|doctor(?:aat|al|ate)?|engd", Level(nlqf="8")),
        (r"(?:vo )?vmbo bb|vmbo basis(?:beroepsgericht(?:e leerweg)?)?", Level(nlqf="1")),
        (r"(?:vo )?vmbo (?:kb|gl|tl|t|g|k)|vmbo (?:kader|gemengd|theoretisch)[a-z]*(?: leerweg)?", Level(nlqf="2")),
        (r"(?:vo )?havo(?: ?diploma)?", Level(nlqf="4")),
        (r"(?:vo )?vwo(?: ?diploma)?", Level(nlqf="4+")),
    )
)
_DIPLOMAS: Final = {
    value: re.compile(pattern)
    for value, pattern in {
        "geen": r"geen(?: ?diploma)?|none",
        "basisonderwijs": r"basis(?:onderwijs|school)|po bao",
        "vmbo": r"(?:vo )?vmbo(?: (?:bb|kb|gl|tl|t|mavo))?(?: ?diploma)?|vmbo/mavo|mavo|lbo|vbo|lts",
        "mbo1": rf"(?:{_MBO}1|(?:mbo )?entree(?:opleiding)?)(?: ?diploma)?",
        "mbo2": rf"{_MBO}2(?: ?diploma)?",
        "havo": r"(?:vo )?havo(?: ?diploma)?",
        "vwo": r"(?:vo )?vwo(?: ?diploma)?|atheneum|gymnasium",
        "mbo3": rf"{_MBO}3(?: ?diploma)?",
        "mbo4": rf"{_MBO}4(?: ?diploma)?",
        "associate_degree": r"(?:hbo )?(?:associate(?: degree)?|ad)",
        "hbo_bachelor": r"hbo ?ba(?:chelor)?|bachelor hbo",
        "wo_bachelor": r"wo ?ba(?:chelor)?|academic bachelor|bachelor wo",
        "hbo_master": r"hbo ?ma(?:ster)?|master hbo",
        "wo_master": r"wo ?ma(?:ster)?|academic master|master wo",
        "phd": r"phd|doctor(?:aat)?",
    }.items()
}

_BELOW_LEVEL_1: Final = {"geen": -2, "basisonderwijs": -1}
_NLQF_OF_DIPLOMA: Final = {
    "vmbo": ("1", "2"),
    "mbo1": ("1", "1"),
    "mbo2": ("2", "2"),
    "havo": ("4", "4"),
    "vwo": ("4+", "4+"),
    "mbo3": ("3", "3"),
    "mbo4": ("4", "4"),
    "associate_degree": ("5", "5"),
    "hbo_bachelor": ("6", "6"),
    "wo_bachelor": ("6", "6"),
    "hbo_master": ("7", "7"),
    "wo_master": ("7", "7"),
    "phd": ("8", "8"),
}
_LOWEST: Final = _BELOW_LEVEL_1 | {one: NLQF.index(low) for one, (low, _) in _NLQF_OF_DIPLOMA.items()}
_HIGHEST: Final = _BELOW_LEVEL_1 | {one: NLQF.index(high) for one, (_, high) in _NLQF_OF_DIPLOMA.items()}


def _covers() -> dict[str, frozenset[str]]:
    """Per diploma the entry levels that it surely meets, whatever the course: the same, and what it was built on."""
    nothing = frozenset({"geen"})
    school = nothing | {"basisonderwijs"}
    covers = {"geen": nothing, "basisonderwijs": school, "vmbo": school | {"vmbo"}, "mbo1": school | {"mbo1"}}
    covers["mbo2"] = school | {"vmbo", "mbo1", "mbo2"}
    covers["havo"] = school | {"vmbo", "mbo1", "havo"}
    covers["vwo"] = covers["havo"] | {"vwo"}
    covers["mbo3"] = covers["mbo2"] | {"mbo3"}
    covers["mbo4"] = covers["mbo3"] | {"havo", "mbo4"}
    covers["associate_degree"] = covers["mbo4"] | {"associate_degree"}
    # A bachelor or master stands in for every diploma that is asked before higher education.
    degree = covers["associate_degree"] | {"vwo"}
    covers["hbo_bachelor"] = degree | {"hbo_bachelor"}
    covers["wo_bachelor"] = degree | {"wo_bachelor"}
    covers["hbo_master"] = covers["hbo_bachelor"] | {"hbo_master"}
    covers["wo_master"] = covers["wo_bachelor"] | {"hbo_bachelor", "wo_master"}
    covers["phd"] = frozenset(LADDER)
    return covers


_COVERS: Final = _covers()
_FOR_HBO: Final = {"havo": {"mbo4"}, "vwo": {"mbo4"}}
_FOR_MBO: Final = {"vmbo": {"mbo1"}, "havo": {"mbo2"}, "vwo": {"mbo2"}}
_BY_LAW: Final = {"hbo": _FOR_HBO, "associate": _FOR_HBO, "mbo": _FOR_MBO}
