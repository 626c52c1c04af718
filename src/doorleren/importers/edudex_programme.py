# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme of EDU-DEX as a course with its offerings.

Knows: where in a programme each thing stands, in the form of the Data API; the XML feed has the same fields.
Leaves: runs (`edudex_run`), costs (`edudex_price`), the words (`edudex_words`), files and addresses (`edudex`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ..basics import said
from ..catalogue import Code, Course, Level, Offering, Origin, id_of
from ..catalogue.feed import Misread, Note
from .edudex_body import Body
from .edudex_institute import still_valid
from .edudex_run import Common, offerings_of
from .edudex_words import (
    DEGREE_OF_LEVEL,
    ENTRY_OF_LEVEL,
    FORMS,
    KIND_OF_LEVEL,
    KIND_OF_TYPE,
    LEARNING_PATHS,
    LEVEL_OF_MBO,
    LEVELS,
    NEEDED,
    OTHER_WAYS,
    PROOFS,
    RECOGNISERS,
    SUBJECTS,
    WAYS,
)
from .plain_text import plain_text
from .taken import day_of, shown_value

HOURS_IN_ECTS: Final = 28
"""A study point is 28 hours of study: article 7.4 of the Wet op het hoger onderwijs en wetenschappelijk onderzoek."""

_MONTHS_IN: Final = {"years": 12.0, "months": 1.0, "weeks": 7 / 30.44, "days": 1 / 30.44}
_EXACT: Final = frozenset({"years", "months"})
_BACHELORS: Final = frozenset({"B", "BA", "BSc", "BA/BSc", "LLB"})
_MASTERS: Final = frozenset({"M", "MA", "MSc", "MA/MSc", "LLM", "LLM/MSc"})
_TITLE: Final = re.compile(r"[A-Z][A-Za-z./ ]{0,19}")
_NLQF: Final = re.compile(r"[1-8]|4\+")


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one programme. Without a course it was not taken, and the problems say why."""

    provider_key: str | None = None
    course: Course | None = None
    offerings: tuple[Offering, ...] = ()
    problems: list[Misread | Note] = field(default_factory=list)


def programme_of(body: Body, source: str, day: date | None = None, taken: Iterable[str] = ()) -> Read:
    """The course and offerings in a programme's body. `day` is what labels that end are held against.

    `taken` are the ids of courses that this feed gave before.
    """
    classes, texts = body.part("programClassification"), body.part("programDescriptions")
    org, programme = classes.text("orgUnitId"), classes.text("programId")
    if org is None or programme is None:
        return _skipped(body, "orgUnitId" if org is None else "programId", None)
    key = f"{org}/{programme}"
    course_id = id_of("course", source, key)
    if (why := _not_for_everybody(body, key) or _over(body, classes, key, day)) is not None:
        return Read(problems=[why])
    name, name_en = texts.said("programName")
    if name is None or not (shown := plain_text(name)):
        return _skipped(body, "programName", course_id)
    if course_id in taken:
        return Read(problems=[_twice(body, key)])

    admission, curriculum = body.part("programAdmission"), body.part("programCurriculum")
    labels, profile = body.part("programExternalAcknowledgements"), body.part("programBasicProfile")
    website = texts.link("webLink")
    about, about_en = _about(texts)
    level_word, proof, degree = _degree(classes)
    paths, codes = _registrations(classes, labels)
    duration = _duration(classes)
    form, evening = _form(classes)
    online, way = _way(classes, curriculum, profile)
    studied, hours, minutes = _load(classes, curriculum)
    entry, entry_text = _entry(admission, classes, texts)
    kind = _kind(
        classes, paths, degree, level_word, proof, registered=any(code.kind in ("crebo", "isat") for code in codes)
    )
    common = Common(
        course=course_id,
        origin=Origin(source, key),
        website=website,
        open=_is_open(admission),
        any_day=_any_day(admission),
        places=admission.whole("maxNumberOfParticipants", 1),
        form=form,
        way=way,
        moments=frozenset({"avond"}) if evening else frozenset(),
        language=_language(curriculum),
        online=online,
        duration=duration,
    )
    learn_and_work = {"bbl"} if "mbo_bbl" in paths else set()
    learn_and_work |= {"derde_leerweg"} if "mbo_derde_leerweg" in paths else set()
    learn_and_work |= {"duaal"} if form == "duaal" else set()
    level = _level(labels, level_word, proof, degree)
    edited = _last_edited(body)
    recognised_by = _recognised(labels, day or edited) | (frozenset({"NLQF"}) if level.nlqf else frozenset())
    subjects, words = _subjects(classes), _words(texts)
    codes += _sector(classes)
    months = _months(classes, duration)
    offerings = offerings_of(body.part("programSchedule"), common)
    course = Course(
        id=course_id,
        provider=id_of("provider", source, org),
        name=shown,
        origin=Origin(source, key),
        name_en=plain_text(name_en) if name_en else None,
        about=about,
        about_en=about_en,
        kind=kind,
        level=level,
        recognised_by=recognised_by,
        codes=tuple(dict.fromkeys((Code("edudex", programme), *codes))),
        study_load=studied,
        study_load_hours=hours,
        minutes_per_week=minutes,
        duration_months=months,
        entry=entry,
        entry_text=entry_text,
        learn_and_work=frozenset(learn_and_work),
        subjects=subjects,
        proof=proof,
        website=website,
        words=words,
        rest=body.rest,
    )
    return Read(org, course, tuple(offerings), body.problems)


def _skipped(body: Body, name: str, record_id: str | None) -> Read:
    problem = Misread(
        body.where,
        name,
        said("Dit ontbreekt. De opleiding is niet gelezen.", "This is missing. The programme was not read."),
        said("een opleiding met een aanbieder, een id en een naam", "a programme with a provider, an id and a name"),
        skipped=True,
        record_id=record_id,
    )
    return Read(problems=[*body.problems, problem])


def _not_for_everybody(body: Body, key: str) -> Note | None:
    """A programme that is not shown, or that is for one client: nobody else can go there."""
    if body.yes_no("inPublication") is False:
        return Note(
            body.where,
            "inPublication",
            said(
                f"{shown_value(key)} wordt niet getoond, zegt de aanbieder. Niet overgenomen.",
                f"{shown_value(key)} is not shown, its provider says. Not taken.",
            ),
            said("een opleiding die iedereen mag zien", "a programme that everybody may see"),
        )
    if body.has("clientId") and body.any("clientId") is not None:
        body.keep("clientId")
        client = body._body["clientId"]
        shown = shown_value(client.get("orgUnitId") if isinstance(client, dict) else client)
        return Note(
            body.where,
            "clientId",
            said(
                f"{shown_value(key)} is alleen voor één klant: {shown}. Niet overgenomen.",
                f"{shown_value(key)} is for one client only: {shown}. Not taken.",
            ),
            said("een opleiding waar iedereen zich voor kan aanmelden", "a programme that everybody can apply for"),
        )
    return None


def _over(body: Body, classes: Body, key: str, day: date | None) -> Note | None:
    """A programme that its provider no longer stands for, or no longer offers, on that day."""
    for one, name in ((body, "expires"), (classes, "offeredUntil")):
        until = one.day(name)
        one.keep(name)
        if until is not None and day is not None and until < day:
            return Note(
                one.where,
                name,
                said(
                    f"{shown_value(key)} is er niet meer na {until}. Niet overgenomen.",
                    f"{shown_value(key)} is not there any more after {until}. Not taken.",
                ),
                said("een opleiding die er nog is", "a programme that is still there"),
            )
    return None


def _twice(body: Body, key: str) -> Misread:
    return Misread(
        body.where,
        "programId",
        said(
            f"Deze opleiding staat er twee keer: {shown_value(key)}. De tweede is niet gelezen.",
            f"This programme stands here twice: {shown_value(key)}. The second was not read.",
        ),
        said("elke opleiding één keer", "each programme once"),
    )


def _about(texts: Body) -> tuple[str, str]:
    """The text about it: as it was laid out if it was, else as it was written, else its summary."""
    found: list[str] = ["", ""]
    for name in ("programDescriptionHtml", "programDescriptionText", "programSummaryHtml", "programSummaryText"):
        if all(found):
            break
        if not texts.has(name):
            continue
        both = texts.said(name)
        plain = [plain_text(one) if one else "" for one in both]
        if found[0] and not plain[1]:
            texts.keep(name)
            continue
        if found[0] and plain[0] != found[0]:
            texts.keep(name)
        found = [old or new for old, new in zip(found, plain, strict=True)]
    return found[0], found[1]


def _degree(classes: Body) -> tuple[str | None, str | None, str | None]:
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
    of_title = _degree_of(stated)
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


def _degree_of(title: str) -> str | None:
    if title == "Ad" or title.startswith("Ad "):
        return "associate_degree"
    if title in _BACHELORS or title.startswith("B "):
        return "bachelor"
    return "master" if title in _MASTERS or title.startswith("M ") else None


def _registrations(classes: Body, labels: Body) -> tuple[set[str], list[Code]]:
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


def _kind(
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


def _level(labels: Body, word: str | None, proof: str | None, degree: str | None) -> Level:
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


def _recognised(labels: Body, day: date | None) -> frozenset[str]:
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


def _last_edited(body: Body) -> date | None:
    edited = body.text("lastEdited")
    body.keep("lastEdited")
    found = day_of(edited) if edited else None
    if edited and found is None:
        body.wrong("lastEdited", edited, said("een dag en een tijd", "a day and a time"))
    return found


def _duration(classes: Body) -> tuple[str, int] | None:
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


def _months(classes: Body, duration: tuple[str, int] | None) -> int | None:
    if duration is None or duration[0] not in _MONTHS_IN or not duration[1]:
        classes.keep("programDuration")
        return None
    unit, number = duration
    if unit not in _EXACT:
        classes.keep("programDuration")
    return max(1, round(number * _MONTHS_IN[unit]))


def _form(classes: Body) -> tuple[str | None, bool]:
    """How much of a week it takes, if it is one form, and whether it is in the evening."""
    words = classes.texts("programForm")
    found = {FORMS[word] for word in words if word in FORMS}
    for word in words:
        if word not in FORMS:
            classes.strange("programForm", word, FORMS)
    classes.keep("programForm")
    return (found.pop() if len(found) == 1 else None), set(words) == {"evening education"}


def _way(classes: Body, curriculum: Body, profile: Body) -> tuple[bool, str | None]:
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


def _load(classes: Body, curriculum: Body) -> tuple[tuple[float, str] | None, int | None, int | None]:
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


def _entry(admission: Body, classes: Body, texts: Body) -> tuple[str | None, str]:
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


def _is_open(admission: Body) -> bool:
    found = admission.yes_no("applicationOpen")
    if found is False:
        admission.keep("applicationOpen")
    return found is not False


def _any_day(admission: Body) -> bool:
    """Whether one can begin at once. A day that is agreed on is not any day."""
    words = ("fixed starting date", "agreed starting date", "direct start")
    found = admission.one_of("startDateDetermination", words)
    if found != "direct start":
        admission.keep("startDateDetermination")
    return found == "direct start"


def _language(curriculum: Body) -> str | None:
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


def _sector(classes: Body) -> list[Code]:
    found = classes.text("targetSectorSBI")
    if found is None:
        return []
    if not re.fullmatch(r"\d{2,5}", found):
        classes.wrong(
            "targetSectorSBI", found, said("twee tot vijf cijfers van de SBI", "two to five digits of the SBI")
        )
        return []
    return [Code("sbi", found)]


def _words(texts: Body) -> tuple[str, ...]:
    """The words that it can be found by, without marks in them."""
    found = texts.words("searchword")
    plain = tuple(dict.fromkeys(word for one in found if (word := plain_text(one))))
    if plain != found:
        texts.keep("searchword")
    return plain


def _subjects(classes: Body) -> frozenset[str]:
    themes = classes.texts("theme")
    for theme in themes:
        if theme not in SUBJECTS:
            classes.strange("theme", theme, SUBJECTS)
    classes.keep("theme")
    return frozenset(found for theme in themes if (found := SUBJECTS.get(theme)))
