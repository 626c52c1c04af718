# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""RIO, the register of institutions and programmes: its open API (LOD API 2.13) or answers of it kept as files.

Knows: which bodies make one course, and how far we are. Not yet tried on a real answer: it is built on the published
document of the API.
Leaves: where bodies come from (`rio_source`), what they say (`rio_records`).
"""

from collections import Counter, OrderedDict
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..basics import said
from ..catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from ..catalogue.records import Certificate, Origin, id_of
from .fetching import SourceTrouble, is_address, without_secrets
from .rio_records import (
    NO_PROVIDER,
    NO_UNIT,
    NOT_FOR_ADULTS,
    Reading,
    Unit,
    cohort_of,
    course_of,
    place_of,
    provider_of,
    unit_of,
)
from .rio_source import UNIT_NAMES, Body, Register, key_of, opened, sort_of

ADDRESS: Final = "https://lod.onderwijsregistratie.nl/api/rio/v2"
"""Where RIO's open API is."""

_REMEMBERED: Final = 2_000
"""Recognitions with their licences that are kept while reading, so that each is asked for once."""

_LICENCES: Final = "onderwijslicenties"


class Rio:
    """The whole register, one provider of it (…/organisatorische-eenheden/113A881), some of its offer
    (…/aangeboden-opleidingen?…), a file or a folder. `on` is the day for which recognitions count."""

    def __init__(self, source: str = ADDRESS, on: date | None = None) -> None:
        self._given, self._on = source, on

    @property
    def source(self) -> str:
        return without_secrets(self._given) if is_address(self._given) else self._given

    def read(self, after: str | None = None) -> Iterator[Event]:
        """Providers, each with its courses; then what belongs to no course here."""
        reading = Reading(self.source, self._on)
        try:
            register = opened(self._given)
            yield from _Reader(register, reading).events(after)
            for trouble in register.broken:
                yield Stopped(trouble.where, trouble.what, trouble.what_now)
        except SourceTrouble as trouble:
            yield from reading.problems
            yield Stopped(trouble.where, trouble.what, trouble.what_now)


class _Reader:
    def __init__(self, register: Register, reading: Reading) -> None:
        self._register, self._reading = register, reading
        self._schools: Counter[str] = Counter()
        self._given: set[str] = set()
        self._recognitions: OrderedDict[str, tuple[Body | None, list[Body]]] = OrderedDict()

    def events(self, after: str | None) -> Iterator[Event]:
        seen = 0
        silent = after is not None and self._register.begins_again
        for bookmark, provider, offered in self._register.units(after):
            given = self._provider(provider, offered)
            seen += 1 + len(offered)
            if silent:
                for _ in given:  # what was given before is remembered, so that it is not given again
                    pass
                silent = bookmark != after
                continue
            yield from given
            yield Bookmark(bookmark, seen)
        yield from self._loose()
        yield from self._told()

    def _provider(self, body: Body | None, offered: list[Body]) -> Iterator[Event]:
        recognitions = self._register.related("organisatorische-eenheden", body, "erkenningen") if body else []
        licences = {
            key
            for one in recognitions
            for licence in self._register.related("erkenningen", one, _LICENCES)
            if (key := key_of(licence))
        }
        provider = provider_of(self._reading, body or {}, recognitions)
        if body is None or key_of(body) is None:
            self._reading.problems.append(
                Misread(
                    provider.origin.source,
                    "onderwijsaanbieder",
                    said("Bij een aanbod staat niet wie het aanbiedt.", "An offer does not say who offers it."),
                    said(
                        "een aanbieder; het staat nu bij «Aanbieder niet genoemd»",
                        "a provider; it stands with «Aanbieder niet genoemd» now",
                    ),
                    record_id=provider.id,
                )
            )
        if provider.id not in self._given:
            self._given.add(provider.id)
            yield provider
        for one in offered:
            if one.get("type") in NOT_FOR_ADULTS:
                self._schools[str(one["type"])] += 1
                continue
            yield from self._offered(one, provider.id, licences)
        yield from self._problems()

    def _offered(self, body: Body, provider: str, licences: set[str]) -> Iterator[Event]:
        if key_of(body) is None:
            self._reading.problems.append(_without_key(self._reading.source, "aangeboden opleiding"))
            return
        unit = self._unit(body, licences)
        locations = self._register.related("aangeboden-opleidingen", body, "onderwijslocatie")
        place, location = place_of(self._reading, locations[0]) if locations else (None, {})
        cohorts = self._register.related("aangeboden-opleidingen", body, "aangeboden-opleiding-cohorten")
        course, offering = course_of(self._reading, body, provider, unit, place, location)
        if unit.certificate is not None and unit.certificate.id not in self._given:
            self._given.add(unit.certificate.id)
            yield unit.certificate
        yield course
        if not cohorts:
            yield offering
        for one in cohorts:
            yield cohort_of(self._reading, one, course.id, course.origin.key, offering)
        yield from self._problems()

    def _unit(self, body: Body, licences: set[str]) -> Unit:
        found = self._register.related("aangeboden-opleidingen", body, *UNIT_NAMES)
        if not found:
            return NO_UNIT
        unit, own = found[0], []
        recognition, all_licences = self._recognition(unit)
        own = [one for one in all_licences if key_of(one) in licences]
        route = body.get("leertraject")
        return unit_of(self._reading, unit, recognition, own, route if isinstance(route, str) else None)

    def _recognition(self, unit: Body) -> tuple[Body | None, list[Body]]:
        key = key_of(unit)
        if key is None:
            return None, []
        if key not in self._recognitions:
            kind = str(unit.get("type"))
            collection = (
                "opleidingsfasen"
                if kind.endswith("FASE")
                else "opleidingsgroepen"
                if kind.endswith("GROEP") or kind in ("MBODOMEIN", "MBOKWALIFICATIEDOSSIER")
                else "opleidingsonderdelen"
                if kind in _PARTS
                else "opleidingen"
            )
            found = self._register.related(collection, unit, "opleidingserkenning")
            recognition = found[0] if found else None
            licences = self._register.related("opleidingserkenningen", recognition, _LICENCES) if recognition else []
            self._recognitions[key] = recognition, licences
            if len(self._recognitions) > _REMEMBERED:
                self._recognitions.popitem(last=False)
        return self._recognitions[key]

    def _loose(self) -> Iterator[Event]:
        left: Counter[str] = Counter()
        for body in self._register.loose():
            sort = sort_of(body)
            if sort in ("unit", "recognition") and key_of(body) is not None:
                yield from self._loose_unit(body, sort)
            elif sort == "cohort":
                self._reading.problems.append(_without_key(self._reading.source, f"cohort {key_of(body)}"))
            else:
                left[sort] += 1
        for sort, count in sorted(left.items()):
            self._reading.problems.append(_not_used(self._reading.source, sort, count))
        yield from self._problems()

    def _loose_unit(self, body: Body, sort: str) -> Iterator[Event]:
        if sort == "unit":
            recognition, _ = self._recognition(body)
            certificate = unit_of(self._reading, body, recognition, [], None).certificate
        else:
            key = str(key_of(body))
            unit = unit_of(self._reading, {"id": key}, body, [], None)
            where = Origin(self._reading.source, key)
            certificate = Certificate(
                id_of("certificate", where.source, key),
                f"Erkende opleiding {key}",
                where,
                unit.codes,
                unit.level,
                unit.certificate.rest if unit.certificate else {},
            )
        if certificate is None:
            self._reading.problems.append(_not_used(self._reading.source, str(body.get("volledigeNaam")), 1))
        elif certificate.id not in self._given:
            self._given.add(certificate.id)
            yield certificate
        yield from self._problems()

    def _told(self) -> Iterator[Event]:
        for kind, count in sorted(self._schools.items()):
            yield Note(
                self._reading.source,
                kind,
                said(
                    f"{count} keer onderwijs op een school voor kinderen en jongeren; dat is niet overgenomen.",
                    f"{count} times education at a school for the young; it was not taken over.",
                ),
                said("aanbod voor volwassenen", "an offer for adults"),
            )

    def _problems(self) -> Iterator[Event]:
        yield from [*self._register.problems, *self._reading.problems]
        self._register.problems.clear()
        self._reading.problems.clear()


_PARTS: Final = (
    "EDUCATIEOPLEIDINGSONDERDEEL",
    "HOONDERWIJSEENHEDENCLUSTER",
    "HOONDERWIJSEENHEID",
    "MBOBEROEPSGERICHTONDERDEEL",
    "MBOCERTIFICEERBAREEENHEID",
    "MBODEELKWALIFICATIE",
    "MBOGENERIEKEXAMENONDERDEEL",
    "MBOKEUZEDEEL",
    "MBOREGIONAALKEUZEDEEL",
    "VOSTAGE",
    "VOVAK",
)

_SORTS: Final = {
    "licence": ("licenties zonder opleiding", "licences without a programme"),
    "location": ("locaties zonder aanbod", "locations without an offer"),
    "erkenning": ("erkenningen zonder aanbieder", "recognitions without a provider"),
    "organisation": ("besturen en andere organisaties", "boards and other organisations"),
    "contact": ("contactgegevens; die nemen we niet over", "contact details; we do not take those over"),
    "unknown": ("stukken waarvan we niet weten wat het zijn", "pieces that we do not recognise"),
}


def _not_used(where: str, sort: str, count: int) -> Note:
    nl, en = _SORTS.get(sort, (sort, sort))
    return Note(
        where, sort, said(f"{count}: {nl}.", f"{count}: {en}."), said("iets dat bij aanbod hoort", "part of an offer")
    )


def _without_key(where: str, what: str) -> Misread:
    return Misread(
        f"{where} {what}",
        "id",
        said(
            "Bij dit stuk staat niet welk het is of waar het bij hoort.",
            "This does not say which one it is, or what it belongs to.",
        ),
        said("een id of code", "an id or code"),
        skipped=True,
    )


__all__ = ["ADDRESS", "NO_PROVIDER", "Rio"]
