# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a body of RIO says, as a provider, a course, its offerings and what one gets for it.

Knows: which field of RIO is which of ours. Whatever has no place here stays in `rest`, under the name RIO gives it.
Leaves: how bodies are found (`rio_source`), which bodies belong together (`rio`).
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from ..basics import said
from ..catalogue.feed import Misread, Note
from ..catalogue.records import Certificate, Code, Course, Level, Offering, Origin, Place, Provider, id_of
from . import rio_words as words
from .plain_text import plain_text
from .rio_source import Body, key_of
from .taken import Taken

NOT_FOR_ADULTS: Final = (
    "AANGEBODENBOOPLEIDING",
    "AANGEBODENSOOPLEIDING",
    "AANGEBODENVOOPLEIDING",
    "AANGEBODENVSOOPLEIDING",
)
"""Primary, special and secondary schools: they are counted and told, and give no course."""

NO_PROVIDER: Final = "aanbieder-niet-genoemd"

_POSTCODE: Final = re.compile(r"^[1-9][0-9]{3} ?[A-Za-z]{2}$")
_BRIN: Final = re.compile(r"^[0-9]{2}[A-Z]{2}([0-9]{2})?$")
_NO_DOCUMENT: Final = ("GEEN_OFFICIEEL_DOCUMENT", "SCHOOLADVIES")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: its source, the day for which it is true (if it is told), and what is wrong in it."""

    source: str
    on: date | None
    problems: list[Misread | Note] = field(default_factory=list)

    def taken(self, body: Body, what: str) -> Taken:
        return Taken(body, f"{self.source} {what} {key_of(body) or '?'}", self.problems)

    def holds(self, body: Body) -> bool | None:
        """Whether a recognition or licence holds on the day; without a day an ended one is unknown, for it may end
        later."""
        begins = body.get("begindatum", body.get("ingangsdatum", body.get("inBedrijfdatum")))
        ends = body.get("einddatum", body.get("uitBedrijfdatum"))
        if ends is None and self.on is None:
            return True
        if self.on is None:
            return None
        day = self.on.isoformat()
        started = not isinstance(begins, str) or begins[:10] <= day
        return started and (not isinstance(ends, str) or day < ends[:10])


@dataclass(frozen=True, slots=True)
class Unit:
    """A programme (opleidingseenheid) as it was read: what its courses share."""

    key: str | None
    kind: str | None
    name: str | None
    name_en: str | None
    about: str
    level: Level
    level_word: str | None
    proof: str | None
    load: tuple[float, str] | None
    load_hours: int | None
    contact_hours: int | None
    recognised_by: frozenset[str]
    codes: tuple[Code, ...]
    funded: bool | None
    certificate: Certificate | None
    rest: dict[str, Any]
    licences: tuple[Body, ...] = ()


NO_UNIT: Final = Unit(
    None, None, None, None, "", Level(), None, None, None, None, None, frozenset(), (), None, None, {}
)


def text_of(body: Taken, name: str) -> str:
    """A text without markup; with markup it also stays among the rest as it was."""
    given = body.text(name)
    if given is None:
        return ""
    plain = plain_text(given) if "<" in given or "&" in given else given
    if plain != given:
        body.keep(name)
    return plain


def day_of(body: Taken, name: str) -> date | None:
    """A day; where it stood there otherwise (with a time), it stays among the rest as it was."""
    given = body.any(name)
    found = body.day(name)
    if found is not None and found.isoformat() != given:
        body.keep(name)
    return found


def last_day(body: Taken, name: str) -> date | None:
    """The last day before an end that is exclusive, as RIO's ends are. The end itself stays among the rest."""
    end = body.day(name)
    body.keep(name)
    return end - timedelta(days=1) if end is not None and end > date.min else None


def website_of(body: Taken, name: str) -> str | None:
    """An address on the web."""
    found = body.text(name)
    if found is None or re.match(r"(?i)https?://[^\s<>\"']+$", found):
        return found
    body.wrong(name, found, said("een webadres, zoals https://…", "a web address, such as https://…"))
    return None


def provider_of(reading: Reading, body: Body, recognitions: list[Body]) -> Provider:
    """A provider and who recognises it."""
    taken = reading.taken(body, "onderwijsaanbieder")
    key = key_of(body) or NO_PROVIDER
    codes = [Code("rio", key)] if key != NO_PROVIDER else []
    taken.any("code")
    if isinstance(other := taken.any("id"), str) and other != key:
        codes.append(Code("anders", other))
    name = taken.text("naam")
    recognised: set[str] = set()
    left: list[dict[str, Any]] = []
    for one in recognitions:
        recognition = reading.taken(one, "erkenning")
        who = words.word(recognition, "erkenner", words.RECOGNISERS)
        if who and reading.holds(one):
            recognised.add(who)
        code = recognition.text("code")
        if code and _BRIN.match(code):
            codes.append(Code("brin", code))
        name = name or recognition.text("volledigeNaam")
        recognition.keep("code")
        recognition.keep("volledigeNaam")
        left.append(recognition.rest)
    if name is None and key != NO_PROVIDER:
        reading.problems.append(_unknown_name(taken.where))
    rest = taken.rest | ({"erkenningen": left} if left else {})
    return Provider(
        id=id_of("provider", reading.source, key),
        name=name or (f"Aanbieder {key}" if key != NO_PROVIDER else "Aanbieder niet genoemd"),
        origin=Origin(reading.source, key),
        codes=tuple(dict.fromkeys(codes)),
        recognised_by=frozenset(recognised),
        rest=rest,
    )


def _unknown_name(where: str) -> Misread:
    return Misread(
        where,
        "naam",
        said("De naam ontbreekt.", "The name is missing."),
        said("een naam; de code staat er nu", "a name; the code stands there now"),
    )


def unit_of(reading: Reading, body: Body, recognition: Body | None, licences: list[Body], route: str | None) -> Unit:
    """A programme: its level, what one gets for it, who recognises it and whether it is funded."""
    taken = reading.taken(body, "opleiding")
    key = key_of(body)
    kind = taken.text("type")
    taken.keep("type")
    level_word = taken.text("niveau")
    mbo = words.word(taken, "niveau", words.LEVELS)
    if taken.text("opleidingssoort") == "SPECIALISTENOPLEIDING" and mbo == "niveau4":
        mbo = "specialist"
    taken.keep("opleidingssoort")
    degree = words.word(taken, "graad", words.DEGREES)
    nlqf, eqf = words.word(taken, "nLQF", words.NLQF), words.word(taken, "eQF", words.EQF)
    given_proof = taken.text("waardedocumentsoort")
    proof = words.word(taken, "waardedocumentsoort", words.PROOFS)
    load, load_hours, contact_hours = _load(taken)
    codes = [Code("rio", code) for code in (taken.text("opleidingseenheidcode"),) if code]
    if key and Code("rio", key) not in codes:
        codes.append(Code("rio", key))
    taken.any("id")
    if isced := taken.text("iSCED"):
        codes.append(Code("isced", isced))
    recognised: frozenset[str] = frozenset()
    funded = None
    left: dict[str, Any] = {}
    if recognition is not None:
        recognised, more, funded, nlqf_there, eqf_there, left = _recognition(
            reading, recognition, licences, kind, route
        )
        codes += more
        nlqf, eqf = nlqf or nlqf_there, eqf or eqf_there
    name, name_en, about = taken.text("volledigeNaam"), taken.text("internationaleNaamEngels"), ""
    about = text_of(taken, "omschrijving")
    level = words.level_of(nlqf, eqf, mbo, degree)
    rest = taken.rest | left
    certificate = None
    if key is not None and given_proof not in _NO_DOCUMENT:
        certificate = Certificate(
            id=id_of("certificate", reading.source, key),
            name=name or f"Opleiding {key}",
            origin=Origin(reading.source, key),
            codes=tuple(dict.fromkeys(codes)),
            level=level,
            rest=rest | _said(about, name_en, recognised),
        )
    else:
        rest = body | left
    return Unit(
        key=key,
        kind=kind,
        name=name,
        name_en=name_en,
        about=about,
        level=level,
        level_word=level_word,
        proof=proof,
        load=load,
        load_hours=load_hours,
        contact_hours=contact_hours,
        recognised_by=recognised,
        codes=tuple(dict.fromkeys(codes)),
        funded=funded,
        certificate=certificate,
        rest=rest,
        licences=tuple(licences),
    )


def _said(about: str, name_en: str | None, who: frozenset[str]) -> dict[str, Any]:
    """What a certificate has no field for."""
    found: dict[str, Any] = {"omschrijving": about} if about else {}
    found |= {"internationaleNaamEngels": name_en} if name_en else {}
    return found | ({"erkend_door": sorted(who)} if who else {})


def _recognition(
    reading: Reading, body: Body, licences: list[Body], kind: str | None, route: str | None
) -> tuple[frozenset[str], list[Code], bool | None, str | None, str | None, dict[str, Any]]:
    taken = reading.taken(body, "opleidingserkenning")
    who = words.word(taken, "erkenner", words.RECOGNISERS)
    system = taken.text("opleidingsstelsel")
    taken.keep("opleidingsstelsel")
    code = taken.text("erkendeopleidingscode")
    taken.keep("erkendeopleidingscode")
    codes = [Code(words.code_kind(system, kind, code), code)] if code else []
    recognised = frozenset({who} if who and reading.holds(body) else set())
    if system == "STAP_BUDGET":
        recognised |= {"STAP"}
    nlqf, eqf = words.word(taken, "nLQF", words.NLQF), words.word(taken, "eQF", words.EQF)
    funded = _funded(reading, licences, route)
    if funded is None and not licences:
        given = taken.text("bekostigingscode")
        taken.keep("bekostigingscode")
        funded = {"BEKOSTIGD": True, "NIET_BEKOSTIGD": False}.get(given or "")
    return recognised, codes, funded, nlqf, eqf, {"opleidingserkenning": taken.rest}


def _funded(reading: Reading, licences: list[Body], route: str | None) -> bool | None:
    """Whether this provider is funded for this programme: only where all its licences of this route say the same."""
    said_so = {
        one.get("bekostigd")
        for one in licences
        if reading.holds(one) and (route is None or one.get("leerweg") in (None, route))
    }
    found = said_so.pop() if len(said_so) == 1 else None
    return found if isinstance(found, bool) else None


def _load(taken: Taken) -> tuple[tuple[float, str] | None, int | None, int | None]:
    amount = taken.number("studielast")
    taken.keep("studielast")
    unit = words.word(taken, "studielasteenheid", words.LOADS)
    if amount is None or unit is None:
        return None, None, None
    if amount < 0 or amount > 100_000:
        taken.wrong("studielast", amount, said("een studielast van 0 of meer", "a study load of 0 or more"))
        return None, None, None
    if unit == "contactuur":
        return (amount, unit), None, round(amount)
    return (amount, unit), (round(amount * words.HOURS_IN[unit]) if unit in words.HOURS_IN else None), None


def place_of(reading: Reading, body: Body) -> tuple[Place | None, dict[str, Any]]:
    """Where it is, and what is left of the location."""
    taken = reading.taken(body, "onderwijslocatie")
    town = taken.text("plaatsnaam")
    parts = [taken.text(name) for name in ("straatnaam", "huisnummer", "huisnummertoevoeging")]
    street = " ".join(part for part in parts[:2] if part) + (parts[2] or "")
    postcode = taken.text("postcode")
    if postcode is not None and not _POSTCODE.match(postcode):
        taken.wrong("postcode", postcode, said("een postcode zoals 9711 AB", "a postcode such as 9711 AB"))
        postcode = None
    latitude, longitude = _degrees(taken, "gpsLatitude", 90), _degrees(taken, "gpsLongitude", 180)
    if town is None:
        for name in body:
            taken.keep(name)
        return None, taken.rest
    for name in ("huisnummer", "huisnummertoevoeging", "gpsLatitude", "gpsLongitude"):
        taken.keep(name)
    return Place(town, street or None, postcode, latitude=latitude, longitude=longitude), taken.rest


def _degrees(taken: Taken, name: str, most: int) -> float | None:
    found = taken.number(name)
    if found is not None and not -most <= found <= most:
        taken.wrong(name, found, said(f"graden van -{most} tot {most}", f"degrees from -{most} to {most}"))
        return None
    return found


def course_of(
    reading: Reading, body: Body, provider: str, unit: Unit, place: Place | None, location: dict[str, Any]
) -> tuple[Course, Offering]:
    """An offered programme, and the offering that it is when it has no cohorts."""
    taken = reading.taken(body, "aangeboden opleiding")
    key = key_of(body) or ""
    offered = taken.text("type")
    route = words.word(taken, "leertraject", words.MBO_ROUTES)
    given_route = taken.text("leertraject")
    taken.keep("leertraject")
    form = words.word(taken, "vorm", words.FORMS) or ("deeltijd" if given_route == "BOL_DT" else None)
    mbo_here = words.word(taken, "mboniveau", words.MBO_LEVELS)
    level_word = taken.text("niveau") or unit.level_word
    words.word(taken, "niveau", words.LEVELS)
    languages = words.words_of(taken, "voertaal", words.LANGUAGES)
    duration = taken.whole("afwijkendeOpleidingsduuromvang", 0, 100_000)
    duration_unit = words.word(taken, "afwijkendeOpleidingsduureenheid", words.DURATIONS)
    requirements = taken.text("toelatingseisen")
    for kept in ("type", "toelatingseisen", "afwijkendeOpleidingsduuromvang"):
        taken.keep(kept)
    name = taken.text("eigennaam")
    about = text_of(taken, "omschrijving")
    website = website_of(taken, "website")
    name_en = taken.text("eigennaamEngels")
    codes = [Code("rio", key)] if key else []
    for own in ("id", "aangebodenOpleidingcode"):
        if isinstance(other := taken.any(own), str):
            codes.append(Code("rio", other.strip()))
        else:
            taken.keep(own)
    first, final = taken.day("eersteInstroomdatum"), taken.day("laatsteInstroomdatum")
    ends = last_day(taken, "einddatum")
    for one in ("eersteInstroomdatum", "laatsteInstroomdatum"):
        taken.keep(one)
    if not (name or unit.name):
        reading.problems.append(_unknown_name(taken.where))
    works = {
        words.LEARN_AND_WORK[one]
        for one in (given_route or "", "DUAAL" if form == "duaal" else "")
        if one in words.LEARN_AND_WORK
    }
    level = unit.level
    if mbo_here and level.mbo is None:
        level = words.level_of(level.nlqf, str(level.eqf) if level.eqf else None, mbo_here, level.degree)
    rest = taken.rest
    if unit.key and unit.certificate is None:
        rest = rest | {"opleidingseenheid": unit.rest}
    if location:
        rest = rest | {"onderwijslocatie": location}
    if unit.licences:
        rest = rest | {"onderwijslicenties": list(unit.licences)}
    course = Course(
        id=id_of("course", reading.source, key),
        provider=provider,
        name=name or unit.name or f"Opleiding {unit.key or key}",
        origin=Origin(reading.source, key),
        name_en=name_en or unit.name_en,
        about=about or unit.about,
        kind=words.kind_of(offered, route, unit.kind, level_word, unit.proof),
        level=level,
        recognised_by=unit.recognised_by,
        funded=unit.funded,
        codes=tuple(dict.fromkeys((*codes, *unit.codes))),
        study_load=unit.load,
        study_load_hours=unit.load_hours,
        contact_hours=unit.contact_hours,
        duration_months=words.months_of(duration, duration_unit),
        entry_text={"JA": "Er gelden toelatingseisen.", "NEE": "Er zijn geen toelatingseisen."}.get(
            requirements or "", ""
        ),
        learn_and_work=frozenset(works),
        gives=(unit.certificate.id,) if unit.certificate and unit.proof else (),
        proof=unit.proof,
        website=website,
        rest=rest,
    )
    offering = Offering(
        id=id_of("offering", reading.source, key),
        course=course.id,
        origin=Origin(reading.source, key),
        start=first if first is not None and first == final else None,
        end=ends,
        form=form,
        language=languages[0] if len(languages) == 1 else None,
        place=place,
        website=website,
        rest={
            one: value
            for one in ("startdatum", "einddatum", "eersteInstroomdatum", "laatsteInstroomdatum")
            if (value := body.get(one)) is not None
        },
    )
    return course, offering


def cohort_of(reading: Reading, body: Body, course: str, course_key: str, like: Offering | None) -> Offering:
    """A cohort: one time that an offered programme begins."""
    taken = reading.taken(body, "cohort")
    own = body.get("id")
    key = str(own) if isinstance(own, str | int) and str(own).strip() else f"{course_key}:{key_of(body) or ''}"
    taken.any("id")
    start = day_of(taken, "instroommoment")
    flexible, flexible_end = taken.day("beginInstroomperiode"), taken.day("eindeInstroomperiode")
    apply_from, apply_until = day_of(taken, "beginAanmeldperiode"), day_of(taken, "eindeAanmeldperiode")
    status = taken.one_of("status", ("O", "G"))
    places = taken.whole("deelnemersplaatsen")
    way = words.word(taken, "opleidingsvorm", words.WAYS)
    end = last_day(taken, "opleidingseinddatum")
    for name in ("beginInstroomperiode", "eindeInstroomperiode", "status"):
        taken.keep(name)
    return Offering(
        id=id_of("offering", reading.source, key),
        course=course,
        origin=Origin(reading.source, key),
        start=start,
        end=end or (like.end if like else None),
        any_day=start is None and flexible is not None,
        apply_from=apply_from,
        apply_until=apply_until or flexible_end,
        form="online" if way == "online" and not (like and like.form) else like.form if like else None,
        way=way,
        language=like.language if like else None,
        place=like.place if like else None,
        places=places,
        places_left=0 if status == "G" else None,
        website=like.website if like else None,
        rest=taken.rest,
    )
