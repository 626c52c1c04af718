# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a programme of EDU-DEX is studied: how long, how much, in which form and language, and who may begin.

Knows: where each of these stands, and that several answers are none.
Leaves: how high it is (`edudex_level`), when it is given (`edudex_run`), the words themselves (`edudex_words`).
"""

import re
from typing import Final

from ..basics import said
from .edudex_body import Body
from .edudex_words import ENTRY_OF_LEVEL, FORMS, LEVELS, NEEDED, OTHER_WAYS, WAYS
from .plain_text import plain_text

HOURS_IN_ECTS: Final = 28
"""A study point is 28 hours of study: article 7.4 of the Wet op het hoger onderwijs en wetenschappelijk onderzoek."""

_MONTHS_IN: Final = {"years": 12.0, "months": 1.0, "weeks": 7 / 30.44, "days": 1 / 30.44}
_EXACT: Final = frozenset({"years", "months"})


def duration_of(classes: Body) -> tuple[str, int] | None:
    """How long it takes, with its unit."""
    if not classes.has("programDuration"):
        classes.missing("programDuration")
        return None
    inner = classes.inside("programDuration")
    if inner is None:
        return None
    given = [(unit, inner.whole(unit, 0, 10_000)) for unit in ("years", "months", "weeks", "days", "hours")]
    found = [(unit, number) for unit, number in given if number is not None]
    if len(found) != 1:
        expected = said(
            "een aantal jaren, maanden, weken, dagen of uren", "a number of years, months, weeks, days or hours"
        )
        classes.wrong("programDuration", dict(inner._body), expected)
        return None
    return found[0]


def months_of(classes: Body, duration: tuple[str, int] | None) -> int | None:
    if duration is None or duration[0] not in _MONTHS_IN or not duration[1]:
        classes.keep("programDuration")
        return None
    unit, number = duration
    if unit not in _EXACT:
        classes.keep("programDuration")
    return max(1, round(number * _MONTHS_IN[unit]))


def form_of(classes: Body) -> tuple[str | None, bool]:
    """How much of a week it takes, if it is one form, and whether it is in the evening."""
    words = classes.texts("programForm")
    found = {FORMS[word] for word in words if word in FORMS}
    for word in words:
        if word not in FORMS:
            classes.strange("programForm", word, FORMS)
    classes.keep("programForm")
    return (found.pop() if len(found) == 1 else None), set(words) == {"evening education"}


def way_of(classes: Body, curriculum: Body, profile: Body) -> tuple[bool, str | None]:
    """Whether it is online from first to last, and how it is taught."""
    fully = classes.yes_no("fullyOnline")
    stated = profile.one_of("location", ("fully online", "agreed location", "fixed location", "blended"))
    modes = curriculum.texts("instructionMode")
    for mode in modes:
        if mode not in WAYS and mode not in OTHER_WAYS:
            curriculum.strange("instructionMode", mode, WAYS)
    curriculum.keep("instructionMode")
    profile.keep("location")
    if fully or (fully is None and stated == "fully online"):
        return True, "online"
    ways = {WAYS[mode] for mode in modes if mode in WAYS}
    if stated == "blended" or "gemengd" in ways or {"klassikaal", "online"} <= ways:
        return False, "gemengd"
    return False, ways.pop() if len(ways) == 1 else None


def study_load_of(classes: Body, curriculum: Body) -> tuple[tuple[float, str] | None, int | None, int | None]:
    """The study load as it is stated, in hours, and in minutes a week."""
    inner = curriculum.part("studyLoad")
    hours, weekly = inner.whole("program", 1, 100_000), inner.whole("week", 1, 168)
    points = None
    for one in classes.bodies("credits"):
        system = one.text("system")
        found = one.number("credits")
        if found is not None and not 0 < found <= 420:
            one.wrong("credits", found, said("meer dan 0 en ten hoogste 420", "more than 0 and at most 420"))
        elif system == "ECTS" and points is None:
            points = found
            if hours is None and found is not None:
                continue
        # Points of a register of professionals are no study load.
        one.keep("credits")
        one.keep("system")
    minutes = weekly * 60 if weekly else None
    if hours is not None:
        return (float(hours), "uur"), hours, minutes
    return ((points, "ects"), round(points * HOURS_IN_ECTS), minutes) if points else (None, None, minutes)


def entry_of(admission: Body, classes: Body, texts: Body) -> tuple[str | None, str]:
    """The diploma that one needs, if it is one, and what is said of who may begin."""
    levels = admission.texts("requiredLevel")
    for level in levels:
        if level not in LEVELS:
            admission.strange("requiredLevel", level, LEVELS)
    admission.keep("requiredLevel")
    lines = []
    for one in classes.bodies("applicationRequirement"):
        sort = one.text("requirementType")
        if sort is not None and sort not in NEEDED:
            one.strange("requirementType", sort, NEEDED)
        one.keep("requirementType")
        summary, long = one.said("requirementSummary")[0], one.said("requirementDescription")[0]
        for name in ("requirementSummary", "requirementDescription"):
            one.keep(name)
        told = [plain_text(text) for text in dict.fromkeys((summary, long)) if text]
        lines.append(": ".join(part for part in (NEEDED.get(sort or ""), " ".join(told)) if part))
    for one in texts.bodies("subjectText"):
        if one.any("subject") == "admission":
            text = one.said("descriptionHtml")[0] or one.said("descriptionText")[0] or one.said("summaryText")[0]
            lines.append(plain_text(text) if text else "")
        texts.keep("subjectText")
    entry = ENTRY_OF_LEVEL.get(levels[0]) if len(levels) == 1 else None
    return entry, "\n".join(dict.fromkeys(line for line in lines if line))


def is_open(admission: Body) -> bool:
    found = admission.yes_no("applicationOpen")
    if found is False:
        admission.keep("applicationOpen")
    return found is not False


def starts_any_day(admission: Body) -> bool:
    """Whether one can begin at once. A day that is agreed on is not any day."""
    words = ("fixed starting date", "agreed starting date", "direct start")
    found = admission.one_of("startDateDetermination", words)
    if found != "direct start":
        admission.keep("startDateDetermination")
    return found == "direct start"


def language_of(curriculum: Body) -> str | None:
    """The language it is taught in, if it is one."""
    found = []
    for one in curriculum.bodies("instructionLanguage"):
        code, share = one.text("languageCode"), one.percentage("percentage")
        if code is not None and not re.fullmatch("[a-z]{2}", code):
            one.wrong(
                "languageCode",
                code,
                said("een taal met twee letters, zoals nl", "a language of two letters, such as nl"),
            )
        elif code is not None and share != 0:
            found.append(code)
        one.keep("languageCode")
        one.keep("percentage")
    return found[0] if len(found) == 1 else None
