# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a row of one of DUO's sets says, as a provider, a course, its offerings and what one gets for it.

Knows: which column is which of our fields. Whatever has no place here stays in `rest`, under the name of its column.
Leaves: rows and files to `duo`, the words of the register to `rio_words`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from ..basics import said
from ..catalogue.records import Certificate, Code, Course, Level, Offering, Origin, Place, Provider, Record, id_of
from . import rio_words as words
from .plain_text import plain_text
from .taken import Taken
from .taken import day_of as iso_day

Cells = Mapping[str, str]

_POSTCODE: Final = re.compile(r"^[1-9][0-9]{3} ?[A-Za-z]{2}$")
_THOUSANDS: Final = re.compile(r"^[0-9]{1,3}\.[0-9]{3}$")
_TIME: Final = re.compile(r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.0+)?)?$")
_NO_DOCUMENT: Final = ("GEEN_OFFICIEEL_DOCUMENT", "SCHOOLADVIES")


@dataclass(frozen=True, slots=True)
class Offered:
    """What one row gives: records that may have been given before, and the offering that it is by itself."""

    shared: tuple[Record, ...]
    offering: Offering | None
    codes: tuple[str, ...]
    """The codes by which a sector path can be about it."""
    route: str | None
    form: str | None
    kvk: str | None


def day(row: Taken, name: str) -> date | None:
    """A day, as DUO and those who opened its file in a spreadsheet write it: 2026-09-01, 20260901 or 01-09-2026."""
    given = row.text(name)
    if given is None:
        return None
    text = _TIME.sub("", given)
    if re.fullmatch(r"[0-9]{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif found := re.fullmatch(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})", text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    known = iso_day(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    if known is None:
        row.wrong(name, given, said("een bestaande dag, zoals 2026-09-01", "an existing day, such as 2026-09-01"))
    elif known.isoformat() != given:
        row.keep(name)
    return known


def number(row: Taken, name: str) -> float | None:
    """A number, with a comma or a dot before its decimals; a dot that may stand for thousands is not guessed at."""
    given = row.text(name)
    row.keep(name)
    if given is not None and _THOUSANDS.match(given):
        row.wrong(name, given, said("een getal zonder punt voor duizendtallen", "a number without a dot for thousands"))
        return None
    found = row.number(name)
    row.keep(name)
    return found


def mbo_row(row: Taken, source: str) -> Offered | None:
    """A row of mbo_opleidingsaanbod. None when it does not say which it is."""
    offered, unit_code, provider_code = (
        row.text(name, required=True)
        for name in ("AANGEBODEN_OPLEIDINGCODE", "OPLEIDINGSEENHEIDCODE", "ONDERWIJSAANBIEDERID")
    )
    if offered is None or unit_code is None or provider_code is None:
        return None
    kvk = row.text("KVK_NUMMER")
    provider = Provider(
        id=id_of("provider", source, provider_code),
        name=row.text("NAAM") or f"Aanbieder {provider_code}",
        origin=Origin(source, provider_code),
        codes=(Code("rio", provider_code), *([Code("kvk", kvk)] if kvk else [])),
        rest=_only(row, "ONDERWIJSBESTUURID"),
    )
    unit_kind = row.text("OPLEIDINGSEENHEID_TYPE")
    mbo = words.word(row, "OPLEIDINGSEENHEID_NIVEAU", words.LEVELS)
    mbo = mbo or words.word(row, "MBONIVEAU", words.MBO_LEVELS)
    row.keep("MBONIVEAU")
    route = row.text("LEERTRAJECT")
    ours = words.word(row, "LEERTRAJECT", words.MBO_ROUTES)
    system, code = row.text("ERKENDEOPLEIDINGSSTELSEL"), row.text("ERKENDEOPLEIDINGSCODE")
    recognition = row.text("ERKENDEOPLEIDINGSTYPE")
    codes = [Code("rio", unit_code)]
    if code:
        codes.append(Code(words.code_kind(system, unit_kind, code), code))
    # Whether a programme is in the CREBO register is decided by the minister of OCW (WEB, article 6.4.1).
    crebo = recognition == "MBOOPLEIDINGSERKENNING" and system in ("CREBO", "LANDBOUW")
    level = words.level_of(None, None, mbo, None)
    unit_name, unit_name_en = (
        row.text("OPLEIDINGSEENHEID_NAAM"),
        row.text("OPLEIDINGSEENHEID_INTERNATIONALE_NAAM_ENGELS"),
    )
    shared_rest = _only(row, "KWALIFICATIEDOSSIER", "DOMEIN")
    shared_rest |= {
        name: value
        for name, value in (
            ("OPLEIDINGSEENHEID_TYPE", unit_kind),
            ("ERKENDEOPLEIDINGSSTELSEL", system),
            ("ERKENDEOPLEIDINGSTYPE", recognition),
        )
        if value
    }
    proof, certificate = _proof(row, source, unit_code, unit_name, unit_name_en, tuple(codes), level, shared_rest)
    load = _load(row)
    duration = number(row, "AFWIJKENDE_OPLEIDINGSDUUROMVANG")
    duration_unit = words.word(row, "AFWIJKENDE_OPLEIDINGSDUUREENHEID", words.DURATIONS)
    offered_kind = row.text("AANGEBODEN_OPLEIDING_TYPE")
    row.keep("AANGEBODEN_OPLEIDING_TYPE")
    languages = words.words_of(row, "VOERTAAL", words.LANGUAGES)
    website = _website(row)
    location = row.text("ONDERWIJSLOCATIECODE")
    place, left = _mbo_place(row)
    name = row.text("EIGENNAAM")
    course_key = f"{offered}|{unit_code}"
    if certificate is None:
        shared_rest |= {"OPLEIDINGSEENHEID_NAAM": unit_name} if unit_name else {}
    course = Course(
        id=id_of("course", source, course_key),
        provider=provider.id,
        name=name or unit_name or f"Opleiding {unit_code}",
        origin=Origin(source, course_key),
        name_en=unit_name_en,
        kind=words.kind_of(offered_kind, ours, unit_kind, None, proof),
        level=level,
        recognised_by=frozenset({"OCW"}) if crebo else frozenset(),
        codes=(Code("rio", offered), *codes),
        **load,
        duration_months=words.months_of(round(duration), duration_unit) if duration else None,
        learn_and_work=frozenset({words.LEARN_AND_WORK[route]} if route and route in words.LEARN_AND_WORK else set()),
        gives=(certificate.id,) if certificate and proof else (),
        proof=proof,
        website=website,
        words=tuple(str(shared_rest[one]) for one in ("DOMEIN", "KWALIFICATIEDOSSIER") if one in shared_rest),
        rest=_filled(row.rest) | shared_rest,
    )
    offering_key = f"{course_key}|{location or ''}"
    offering = Offering(
        id=id_of("offering", source, offering_key),
        course=course.id,
        origin=Origin(source, offering_key),
        form="deeltijd" if route == "BOL_DT" else None,
        language=languages[0] if len(languages) == 1 else None,
        place=place,
        website=website,
        rest=left | ({"ONDERWIJSLOCATIECODE": location} if location else {}),
    )
    shared: list[Record] = [provider, *([certificate] if certificate else []), course]
    return Offered(tuple(shared), offering, tuple(one for one in (code, unit_code) if one), route, None, kvk)


def cohort_of(row: Taken, source: str, like: Offering, course_key: str) -> Offering:
    """A row of mbo_opleidingsaanbod_cohorten, as a time that this offering begins."""
    row.any("AANGEBODEN_OPLEIDINGCODE")
    code = row.text("AANGEBODEN_OPLEIDING_COHORTCODE")
    row.keep("AANGEBODEN_OPLEIDING_COHORTCODE")
    start = day(row, "INSTROOMMOMENT")
    flexible, flexible_end = day(row, "BEGIN_INSTROOMPERIODE"), day(row, "EINDE_INSTROOMPERIODE")
    apply_from, apply_until = day(row, "BEGIN_AANMELDPERIODE"), day(row, "EINDE_AANMELDPERIODE")
    end = day(row, "OPLEIDINGSEINDDATUM")
    way = words.word(row, "OPLEIDINGSVORM", words.WAYS)
    for name in ("BEGIN_INSTROOMPERIODE", "EINDE_INSTROOMPERIODE"):
        row.keep(name)
    when = f"{start or flexible or ''}"
    key = f"{like.origin.key}|{code or ''}|{when}"
    return replace(
        like,
        id=id_of("offering", source, key),
        origin=Origin(source, key),
        start=start,
        end=end,
        any_day=start is None and flexible is not None,
        apply_from=apply_from,
        apply_until=apply_until or flexible_end,
        form="online" if way == "online" and like.form is None else like.form,
        way=way,
        rest={**like.rest, **_filled(row.rest)},
    )


def ho_row(row: Taken, source: str) -> Offered | None:
    """A row of ho_opleidingsoverzicht; one without a provider is a programme that nobody offers now."""
    unit_code, unit_name = row.text("OPLEIDINGSEENHEIDCODE", required=True), row.text("NAAM_LANG")
    if unit_code is None:
        return None
    level_word = row.text("NIVEAU")
    words.word(row, "NIVEAU", words.LEVELS)
    degree = words.word(row, "GRAAD", words.DEGREES)
    level = words.level_of(words.word(row, "NLQF", words.NLQF), words.word(row, "EQF", words.EQF), None, degree)
    codes = [Code("rio", unit_code)]
    recognised = row.text("ERKENDEOPLEIDINGSCODE")
    if recognised:
        codes.append(Code("isat", recognised))
    if isced := row.text("ISCED"):
        codes.append(Code("isced", isced))
    who = words.word(row, "ERKENNER", words.RECOGNISERS)
    unit_name_en = row.text("INTERNATIONALE_NAAM")
    ends = day(row, "EINDDATUM")
    row.keep("EINDDATUM")
    unit_rest = _only(
        row,
        "SOORT",
        "VARIANT_VAN",
        "BEGINDATUM",
        "EINDDATUM",
        "PENVOERDER",
        "ONDERWIJSBESTUURID",
        "ONDERWIJSBESTUUR_NAAM",
    )
    load = _load(row, "ects")
    unit_rest |= {one: row.rest[one] for one in ("ERKENNER", "NIVEAU", "STUDIELAST") if row.rest.get(one)}
    proof, certificate = _proof(row, source, unit_code, unit_name, unit_name_en, tuple(codes), level, unit_rest)
    provider_code = row.text("ONDERWIJSAANBIEDERID")
    path_codes = tuple(one for one in (recognised, unit_code) if one)
    if provider_code is None:
        if certificate is None:
            certificate = Certificate(
                id_of("certificate", source, unit_code),
                unit_name or f"Opleiding {unit_code}",
                Origin(source, unit_code),
                tuple(codes),
                level,
                unit_rest,
            )
        certificate = replace(certificate, rest={**certificate.rest, **_filled(row.rest)})
        return Offered((certificate,), None, path_codes, None, None, None)
    provider = Provider(
        id=id_of("provider", source, provider_code),
        name=row.text("ONDERWIJSAANBIEDER_NAAM") or f"Aanbieder {provider_code}",
        origin=Origin(source, provider_code),
        codes=(Code("rio", provider_code),),
    )
    offered = row.text("AANGEBODEN_OPLEIDINGCODE") or ""
    given_form = row.text("VORM")
    form = words.word(row, "VORM", words.FORMS)
    row.any("VORM")
    if given_form and form is None:
        row.keep("VORM")
    languages = words.words_of(row, "VOERTAAL", words.LANGUAGES)
    offer_left = _only(row, "AANGEBODEN_OPLEIDING_BEGINDATUM", "ONDERWIJSLOCATIECODE")
    end = day(row, "AANGEBODEN_OPLEIDING_EINDDATUM")
    row.keep("AANGEBODEN_OPLEIDING_EINDDATUM")
    first, final = day(row, "EERSTE_INSTROOMDATUM"), day(row, "LAATSTE_INSTROOMDATUM")
    for one in ("EERSTE_INSTROOMDATUM", "LAATSTE_INSTROOMDATUM"):
        row.keep(one)
    offer_left |= _only(
        row, "AANGEBODEN_OPLEIDING_EINDDATUM", "EERSTE_INSTROOMDATUM", "LAATSTE_INSTROOMDATUM", "VOERTAAL"
    )
    street, town = row.text("ONDERWIJSLOCATIESTRAAT"), row.text("ONDERWIJSLOCATIEPLAATS")
    if town is None and street:
        offer_left["ONDERWIJSLOCATIESTRAAT"] = street
    about = row.text("OMSCHRIJVING") or ""
    plain = plain_text(about) if "<" in about or "&" in about else about
    if plain != about:
        row.keep("OMSCHRIJVING")
    website = _website(row)
    own_name, own_name_en = row.text("EIGENNAAM"), row.text("EIGENNAAM_ENGELS")
    course_key = f"{offered}|{unit_code}|{provider_code}"
    rest = _filled(row.rest) | unit_rest
    if own_name and unit_name and certificate is None:
        rest["NAAM_LANG"] = unit_name
    if own_name_en and unit_name_en and certificate is None:
        rest["INTERNATIONALE_NAAM"] = unit_name_en
    course = Course(
        id=id_of("course", source, course_key),
        provider=provider.id,
        name=own_name or unit_name or f"Opleiding {unit_code}",
        origin=Origin(source, course_key),
        name_en=own_name_en or unit_name_en,
        about=plain,
        kind=words.kind_of(None, None, None, level_word, proof),
        level=level,
        recognised_by=frozenset({who} if who and ends is None else set()),
        codes=(*([Code("rio", offered)] if offered else []), *codes),
        **load,
        learn_and_work=frozenset({"duaal"} if form == "duaal" else set()),
        gives=(certificate.id,) if certificate and proof else (),
        proof=proof,
        website=website,
        rest=rest,
    )
    offering_key = f"{course_key}|{offer_left.get('ONDERWIJSLOCATIECODE', '')}|{given_form or ''}"
    offering = Offering(
        id=id_of("offering", source, offering_key),
        course=course.id,
        origin=Origin(source, offering_key),
        start=first if first is not None and first == final else None,
        end=end,
        form=form,
        language=languages[0] if len(languages) == 1 else None,
        place=Place(town, street) if town else None,
        website=website,
        rest=offer_left | ({"VORM": given_form} if given_form else {}),
    )
    shared: list[Record] = [provider, *([certificate] if certificate else []), course]
    return Offered(tuple(shared), offering, path_codes, None, given_form, None)


PATH_TEXT: Final = "ontwikkelpaden_tekst"


def with_paths(course: Course, paths: Sequence[Cells]) -> Course:
    """A course with the sector paths that name it, as DUO gives them, and what that means in words.

    This is what the file says of SLIM. It is no right, and nothing that a scheme reads.
    """
    if not paths:
        return course
    return replace(
        course, rest={**course.rest, "ontwikkelpaden": [dict(one) for one in paths], PATH_TEXT: _told(paths)}
    )


def path_certificate(source: str, code: str, system: str | None, paths: Sequence[Cells]) -> Certificate:
    """What the sector paths say of one programme, for whoever has courses with its code."""
    kind = {"CREBO": "crebo", "ISAT": "isat"}.get(system or "", "rio" if system is None else "anders")
    if kind == "crebo":
        kind = {"K": "keuzedeel", "C": "mbo_certificaat"}.get(code[:1].upper(), kind)
    key = f"ontwikkelpad:{code}"
    sort = next((text for one in paths if (text := one.get("TYPE_OPLEIDING"))), "Opleiding")
    return Certificate(
        id=id_of("certificate", source, key),
        name=f"{sort} {code}",
        origin=Origin(source, key),
        codes=(Code(kind, code),),
        rest={"ontwikkelpaden": [dict(one) for one in paths], PATH_TEXT: _told(paths)},
    )


def fits(path: Cells, offered: Offered) -> bool:
    """Whether a sector path is about this offer: its route, its form and its provider too, where it names them."""
    for wanted, found in (
        (path.get("LEERWEG"), offered.route),
        (path.get("VORM"), offered.form),
        (path.get("OPLEIDER_KVK_NUMMER"), offered.kvk),
    ):
        if wanted and (found is None or found not in [one.strip() for one in wanted.split(",")]):
            return False
    return True


def _told(paths: Sequence[Cells]) -> dict[str, str]:
    branches = ", ".join(sorted({one["BRANCHE_NAAM"] for one in paths if one.get("BRANCHE_NAAM")}))
    given = ", ".join(
        f"«{one}»"
        for one in sorted({one["SUBSIDIABEL_SLIMREGELING"] for one in paths if one.get("SUBSIDIABEL_SLIMREGELING")})
    )
    return {
        "nl": f"Deze opleiding staat in het ontwikkelpad van: {branches or 'onbekend'}. Bij SLIM-subsidie staat daar: "
        f"{given or 'niets'}. Dat is geen recht: uw werkgever vraagt de subsidie aan, en daarover wordt apart beslist.",
        "en": f"This programme is in the development path of: {branches or 'unknown'}. About a SLIM subsidy it says: "
        f"{given or 'nothing'}. That is no right: your employer applies for it, and that is decided separately.",
    }


def _proof(
    row: Taken,
    source: str,
    code: str,
    name: str | None,
    name_en: str | None,
    codes: tuple[Code, ...],
    level: Level,
    rest: dict[str, Any],
) -> tuple[str | None, Certificate | None]:
    given = row.text("WAARDEDOCUMENTSOORT")
    proof = words.word(row, "WAARDEDOCUMENTSOORT", words.PROOFS)
    if given in _NO_DOCUMENT:
        return None, None
    if name_en:
        rest = rest | {"internationale_naam": name_en}
    if given:
        rest = rest | {"WAARDEDOCUMENTSOORT": given}
    return proof, Certificate(
        id=id_of("certificate", source, code),
        name=name or f"Opleiding {code}",
        origin=Origin(source, code),
        codes=codes,
        level=level,
        rest=rest,
    )


def _load(row: Taken, unit: str | None = None) -> dict[str, Any]:
    amount = number(row, "STUDIELAST")
    unit = unit or words.word(row, "STUDIELASTEENHEID", words.LOADS)
    if amount is None or unit is None or not 0 <= amount <= 100_000:
        return {}
    if unit == "contactuur":
        return {"study_load": (amount, unit), "contact_hours": round(amount)}
    hours = round(amount * words.HOURS_IN[unit]) if unit in words.HOURS_IN else None
    return {"study_load": (amount, unit), "study_load_hours": hours}


def _mbo_place(row: Taken) -> tuple[Place | None, dict[str, Any]]:
    names = ("STRAATNAAM", "HUISNUMMER", "HUISNUMMERTOEVOEGING", "POSTCODE", "PLAATSNAAM")
    street, house, addition, postcode, town = (row.text(name) for name in names)
    left = {name: value for name, value in zip(names, (street, house, addition, postcode), strict=False) if value}
    if postcode is not None and not _POSTCODE.match(postcode):
        row.wrong("POSTCODE", postcode, said("een postcode zoals 9711 AB", "a postcode such as 9711 AB"))
        row.any("POSTCODE")
        postcode = None
    if town is None:
        return None, left
    for name in ("STRAATNAAM", "POSTCODE") if postcode else ("STRAATNAAM",):
        left.pop(name, None)
    where = " ".join(part for part in (street, house) if part) + (addition or "")
    return Place(town, where or None, postcode), left


def _website(row: Taken) -> str | None:
    found = row.text("WEBSITE")
    if found is not None and not re.match(r"(?i)https?://[^\s<>\"']+$", found):
        row.wrong("WEBSITE", found, said("een webadres, zoals https://…", "a web address, such as https://…"))
        return None
    return found


def _only(row: Taken, *names: str) -> dict[str, Any]:
    return {name: value for name in names if (value := row.text(name)) is not None}


def _filled(rest: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rest.items() if not isinstance(value, str) or value.strip()}
