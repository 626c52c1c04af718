# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How high a programme of EDU-DEX is, what it is registered as, and who recognises it.

Knows: levels, degrees, NLQF and EQF, codes of registers, the kind of course where that is certain, labels with an end.
Leaves: the rest of a programme (`edudex_programme`), the words themselves (`edudex_words`).
"""

import re
from datetime import date
from typing import Final

from ..basics import said
from ..catalogue import Code, Level
from .edudex_body import Body
from .edudex_institute import still_valid
from .edudex_words import (
    DEGREE_OF_LEVEL,
    KIND_OF_LEVEL,
    KIND_OF_TYPE,
    LEARNING_PATHS,
    LEVEL_OF_MBO,
    LEVELS,
    PROOFS,
    RECOGNISERS,
)
from .taken import shown_value

_BACHELORS: Final = frozenset({"B", "BA", "BSc", "BA/BSc", "LLB"})
_MASTERS: Final = frozenset({"M", "MA", "MSc", "MA/MSc", "LLM", "LLM/MSc"})
_TITLE: Final = re.compile(r"[A-Z][A-Za-z./ ]{0,19}")
_NLQF: Final = re.compile(r"[1-8]|4\+")


def degree_of(classes: Body) -> tuple[str | None, str | None, str | None]:
    """The level as its word, what one gets, and the degree."""
    word = classes.text("programLevel")
    if word is None:
        classes.missing("programLevel")
    elif word not in LEVELS:
        classes.strange("programLevel", word, LEVELS)
        word = None
    else:
        # The word itself is kept: with us it is spread over level, kind and degree.
        classes.keep("programLevel")
    stated = classes.text("degree")
    degree = DEGREE_OF_LEVEL.get(word or "")
    if stated is None or stated in PROOFS:
        if stated:
            classes.keep("degree")
        return word, PROOFS[stated] if stated else None, degree
    if not _TITLE.fullmatch(stated):
        classes.strange("degree", stated, PROOFS)
        return word, None, degree
    of_title = _degree_in(stated)
    if of_title and degree and of_title != degree:
        classes.odd(
            "degree",
            said(
                f"Hier staat {shown_value(stated)}, en als niveau {shown_value(word)}.",
                f"This says {shown_value(stated)}, and as level {shown_value(word)}.",
            ),
            said("een graad die bij het niveau past", "a degree that fits the level"),
        )
        return word, stated, None
    return word, stated, degree or of_title


def _degree_in(title: str) -> str | None:
    if title == "Ad" or title.startswith("Ad "):
        return "associate_degree"
    if title in _BACHELORS or title.startswith("B "):
        return "bachelor"
    return "master" if title in _MASTERS or title.startswith("M ") else None


def registrations_of(classes: Body, labels: Body) -> tuple[set[str], list[Code]]:
    """The ways of learning that crebo names, and the codes."""
    paths, codes = set(), []
    for one in (classes, *labels.bodies("creboRegistration")):
        if path := one.named("learningPath", LEARNING_PATHS) if one is not classes else None:
            paths.add(path)
        if code := one.text("creboCode"):
            if re.fullmatch(r"[A-Z0-9]\d{4}", code):
                codes.append(Code({"K": "keuzedeel", "C": "mbo_certificaat"}.get(code[0], _crebo(code)), code))
            else:
                one.wrong("creboCode", code, said("vijf tekens, zoals 25604", "five characters, such as 25604"))
    for one in (classes, *labels.bodies("crohoRegistration")):
        if code := one.text("crohoCode"):
            if re.fullmatch(r"\d{5}", code):
                codes.append(Code("isat", code))
            else:
                one.wrong("crohoCode", code, said("vijf cijfers, zoals 34401", "five digits, such as 34401"))
    if code := labels.text("rioRegistration"):
        codes.append(Code("rio", code))
    return paths, codes


def _crebo(code: str) -> str:
    return "crebo" if code.isdigit() else "anders"


def kind_of(
    classes: Body, paths: set[str], degree: str | None, level: str | None, proof: str | None, registered: bool
) -> str | None:
    """What kind of course it is, where that is certain."""
    sort = classes.text("programType")
    if sort is None:
        classes.missing("programType")
    elif sort not in KIND_OF_TYPE:
        classes.strange("programType", sort, KIND_OF_TYPE)
    else:
        classes.keep("programType")
    if len(paths) == 1:
        return next(iter(paths))
    if proof == PROOFS["mbo-certificaat"]:
        return "certificaat"
    if degree == "associate_degree":
        return "associate_degree"
    if degree or registered or (sort == "regular" and proof == PROOFS["diploma"]):
        return KIND_OF_LEVEL.get(level or "")
    return KIND_OF_TYPE.get(sort or "")


def level_of(labels: Body, word: str | None, proof: str | None, degree: str | None) -> Level:
    mbo = LEVEL_OF_MBO.get(word or "") or next(
        (LEVEL_OF_MBO[name] for name in LEVEL_OF_MBO if PROOFS[name] == proof and proof), None
    )
    found = {_nlqf(one) for one in labels.bodies("nlqfRegistration")}
    if len(found) > 1:
        # Which of several levels is that of the whole course, it does not say.
        labels.keep("nlqfRegistration")
    nlqf, eqf = found.pop() if len(found) == 1 else (None, None)
    return Level(nlqf, eqf, mbo, degree)


def _nlqf(one: Body) -> tuple[str | None, int | None]:
    level = one.text("nlqfLevel")
    if level is not None and not _NLQF.fullmatch(level):
        one.wrong("nlqfLevel", level, said("1 tot en met 8, of 4+", "1 to 8, or 4+"))
        level = None
    eqf = one.whole("eqfLevel", 1, 8)
    belongs = int(level[0]) if level else eqf
    if eqf is not None and eqf != belongs:
        one.odd(
            "eqfLevel",
            said(
                f"NLQF {level} is EQF {belongs}, maar hier staat {eqf}. NLQF telt.",
                f"NLQF {level} is EQF {belongs}, but this says {eqf}. NLQF counts.",
            ),
            said(f"EQF {belongs}", f"EQF {belongs}"),
        )
        one.keep("eqfLevel")
    return level, belongs


def recognised_by(labels: Body, day: date | None) -> frozenset[str]:
    """Who recognises it. A label that has ended by that day does not count; how it was stated stays in the rest."""
    found = set()
    for one in labels.bodies("accreditation"):
        name, other = one.text("certificate"), one.text("certificateOther")
        until = one.day("validUpto")
        for kept in ("certificate", "certificateOther", "validUpto"):
            one.keep(kept)
        if still_valid(until, day) and (name or other):
            found.add(RECOGNISERS.get(name or "") or "ANDERS")
        elif name or other:
            shown = shown_value(name or other)
            one.odd(
                "validUpto",
                said(
                    f"{shown} geldt niet meer, of dat is niet te zien.", f"{shown} has ended, or that cannot be seen."
                ),
                said("een erkenning die nog geldt", "a label that still holds"),
            )
    return frozenset(found)
