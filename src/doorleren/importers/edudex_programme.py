# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A programme of EDU-DEX as a course with its offerings.

Knows: where in a programme each thing stands, in the form of the Data API; the XML feed has the same fields.
Leaves: how high it is (`edudex_level`), how it is studied (`edudex_study`), runs (`edudex_run`), files (`edudex`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..basics import said
from ..catalogue import Code, Course, Offering, Origin, id_of
from ..catalogue.feed import Misread, Note
from .edudex_body import Body
from .edudex_level import degree_of, kind_of, level_of, recognised_by, registrations_of
from .edudex_run import Common, offerings_of
from .edudex_study import (
    duration_of,
    entry_of,
    form_of,
    is_open,
    language_of,
    months_of,
    starts_any_day,
    study_load_of,
    way_of,
)
from .edudex_words import SUBJECTS
from .plain_text import plain_text
from .taken import day_of, shown_value


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
    level_word, proof, degree = degree_of(classes)
    paths, codes = registrations_of(classes, labels)
    duration = duration_of(classes)
    form, evening = form_of(classes)
    online, way = way_of(classes, curriculum, profile)
    studied, hours, minutes = study_load_of(classes, curriculum)
    entry, entry_text = entry_of(admission, classes, texts)
    kind = kind_of(
        classes, paths, degree, level_word, proof, registered=any(code.kind in ("crebo", "isat") for code in codes)
    )
    common = Common(
        course=course_id,
        origin=Origin(source, key),
        website=website,
        open=is_open(admission),
        any_day=starts_any_day(admission),
        places=admission.whole("maxNumberOfParticipants", 1),
        form=form,
        way=way,
        moments=frozenset({"avond"}) if evening else frozenset(),
        language=language_of(curriculum),
        online=online,
        duration=duration,
    )
    learn_and_work = {"bbl"} if "mbo_bbl" in paths else set()
    learn_and_work |= {"derde_leerweg"} if "mbo_derde_leerweg" in paths else set()
    learn_and_work |= {"duaal"} if form == "duaal" else set()
    level = level_of(labels, level_word, proof, degree)
    edited = _last_edited(body)
    labelled_by = recognised_by(labels, day or edited) | (frozenset({"NLQF"}) if level.nlqf else frozenset())
    subjects, words = _subjects(classes), _words(texts)
    codes += _sector(classes)
    months = months_of(classes, duration)
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
        recognised_by=labelled_by,
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


def _last_edited(body: Body) -> date | None:
    edited = body.text("lastEdited")
    body.keep("lastEdited")
    found = day_of(edited) if edited else None
    if edited and found is None:
        body.wrong("lastEdited", edited, said("een dag en een tijd", "a day and a time"))
    return found


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
