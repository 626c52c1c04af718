# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A body of OOAPI as a record: an organisation, a specification, a programme, a course, an offering.

Knows: what each field means to us, the same for v5 and v6. What has no place in a record stands in its `rest`.
Leaves: the names and words of each version (`ooapi_dialect`), how a part is written (`ooapi_parts`), and where bodies
come from (`ooapi_feed`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeVar

from ..basics import said
from ..catalogue.feed import Event, Misread
from ..catalogue.records import Certificate, Code, Course, Level, Offering, Origin, Place, Provider, Record, id_of
from . import ooapi_parts as parts
from .ooapi_dialect import COURSE, OFFERING, ORGANISATION, PROGRAMME, SPECIFICATION, Dialect, Reference
from .taken import Taken, shown_value

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Parent:
    """What an offering has from its course, where it says nothing of its own."""

    form: str | None = None
    way: str | None = None
    language: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Specified:
    """What a programme has from its specification, where it says nothing of its own."""

    gives: str | None
    proof: str | None
    document: str | None
    level: Level
    codes: tuple[Code, ...]


KNOWN_MOST: Final = 100_000
"""How many specifications, and how many courses in files, are remembered for what leans on them."""


@dataclass(slots=True)
class Known:
    """What was learned of the whole source that single bodies lean on: a few words for each, never a whole body."""

    organisations: set[str] = field(default_factory=set)
    roots: set[str] = field(default_factory=set)
    specified: dict[str, Specified] = field(default_factory=dict)
    parents: dict[str, Parent] = field(default_factory=dict)

    @property
    def root(self) -> str | None:
        """The organisation that everything here is of, if it is clear which one."""
        for found in (self.roots, self.organisations):
            if len(found) == 1:
                return next(iter(found))
        return None


class Bodies:
    """Reads the bodies of one source. `look_up` finds an organisation that was not listed."""

    def __init__(
        self,
        dialect: Dialect,
        source: str,
        known: Known,
        look_up: Callable[[str], Mapping[str, Any] | None] | None = None,
    ) -> None:
        self._dialect, self._source, self._known, self._look_up = dialect, source, known, look_up
        self._given: set[str] = set()
        self._specified: Specified | None = None

    def begin_page(self) -> None:
        """A record of what stands inside other bodies is given once a page, so that a page can be read by itself."""
        self._given.clear()

    def read(self, raw: Mapping[str, Any], kind: str, where: str, course: str | None = None) -> Iterator[Event]:
        """The records of bodies inside this one, the problems with it, and its own record.

        `course` is the id of the course that this is an offering of, where that is known from its address.
        """
        raw, persons = _without_persons(raw)
        body = Taken(raw, self.named(raw, kind, where))
        if strange := next((name for name in raw if name in self._dialect.foreign), None):
            yield self._of_other_version(body, strange)
            return
        if persons:
            body.odd(
                "personId",
                said(
                    "Hier staan gegevens van personen; die nemen wij niet over.", "We do not take over data of persons."
                ),
                said("alleen hun id", "only their id"),
            )
        inside: list[Event] = []
        record = self._record(body, kind, course, inside)
        yield from inside
        yield from body.problems
        if record is not None:
            yield record

    def learn(self, raw: Mapping[str, Any], kind: str) -> str | None:
        """Remember what other bodies need to know of this one; its id, if it can be read."""
        if any(name in self._dialect.foreign for name in raw):
            return None
        if kind == OFFERING:
            return None
        body = Taken(_without_persons(raw)[0], "")
        if kind in (PROGRAMME, COURSE):
            return self._learn_course(body, kind)
        record = self._record(body, kind, None, [])
        if record is None:
            return None
        key = record.origin.key
        if kind == ORGANISATION:
            self._known.organisations.add(key)
            if raw.get(self._dialect.organisation_type) == "root":
                self._known.roots.add(key)
        elif self._specified and len(self._known.specified) < KNOWN_MOST:
            self._known.specified[key] = self._specified
        return record.id

    def _learn_course(self, body: Taken, kind: str) -> str | None:
        """Only what its offerings have from it; the course itself is read when its turn comes."""
        own = self._key(body, (self._dialect.programme if kind == PROGRAMME else self._dialect.course).own_id)
        if own is None or not parts.in_one_language(body, "name", clean=parts.one_line):
            return None
        record_id = id_of("course", self._source, f"{kind}:{own}")
        if len(self._known.parents) < KNOWN_MOST:
            form = _word(body, "modeOfStudy", self._dialect.forms)
            self._known.parents[record_id] = self._for_offerings(body, form)
        return record_id

    def _record(self, body: Taken, kind: str, course: str | None, inside: list[Event]) -> Record | None:
        if kind == ORGANISATION:
            return self._organisation(body)
        if kind == SPECIFICATION:
            return self._specification(body)
        if kind == OFFERING:
            return self._offering(body, course, inside)
        return self._course(body, kind, inside)

    # ---- each kind of body

    def _organisation(self, body: Taken) -> Provider | None:
        dialect = self._dialect
        key = self._key(body, dialect.organisation.own_id)
        if key is None:
            return None
        record_id = id_of("provider", self._source, key)
        name = parts.in_one_language(body, "name", clean=parts.one_line)
        if not name and (short := body.text("shortName")):
            name = parts.one_line(short)
        if not name:
            self._skip(body, "name", record_id)
            return None
        _word(body, dialect.organisation_type, {one: one for one in dialect.organisation_types})
        body.keep(dialect.organisation_type)
        return Provider(
            id=record_id,
            name=name,
            origin=Origin(self._source, key),
            website=parts.website(body),
            place=parts.place(body, dialect.address_types),
            codes=parts.codes(body, dialect.code_kinds, None),
            rest=body.rest,
        )

    def _specification(self, body: Taken) -> Certificate | None:
        dialect = self._dialect
        assert dialect.specification
        key = self._key(body, dialect.specification.own_id)
        if key is None:
            return None
        record_id = id_of("certificate", self._source, key)
        name = parts.in_one_language(body, "name", clean=parts.one_line)
        if not name:
            self._skip(body, "name", record_id)
            return None
        tier = self._tier(body)
        level = self._level(body)
        document = body.text("formalDocument")
        proof = _word(body, "formalDocument", dialect.documents)
        body.keep("formalDocument")
        found = parts.codes(body, dialect.code_kinds, _OFFICIAL.get(tier or ""))
        field_of_study = parts.isced(body)
        self._specified = Specified(
            record_id if proof else None, proof, document, level, tuple(one for one in found if one.kind in _PASSED_ON)
        )
        return Certificate(
            id=record_id,
            name=name,
            origin=Origin(self._source, key),
            codes=found + ((Code("isced", field_of_study),) if field_of_study else ()),
            level=level,
            rest=body.rest,
        )

    def _course(self, body: Taken, kind: str, inside: list[Event]) -> Course | None:
        dialect = self._dialect
        own = self._key(body, (dialect.programme if kind == PROGRAMME else dialect.course).own_id)
        if own is None:
            return None
        key = f"{kind}:{own}"
        record_id = id_of("course", self._source, key)
        name = parts.in_languages(body, "name", clean=parts.one_line)
        if not name.best:
            self._skip(body, "name", record_id)
            return None
        about = parts.in_languages(body, "description")
        specified = self._specified_by(body, inside)
        tier = self._tier(body)
        level = _first(self._level(body), specified.level if specified else Level())
        document = body.text("formalDocument") or (specified.document if specified else None)
        proof = _word(body, "formalDocument", dialect.documents)
        awarded = body.text("qualificationAwarded")
        degree = _word(body, "qualificationAwarded", dialect.degrees)
        load = parts.study_load(body, dialect.units, dialect.contact)
        form = _word(body, "modeOfStudy", dialect.forms)
        field_of_study = parts.isced(body)
        found = parts.codes(body, dialect.code_kinds, _OFFICIAL.get(tier or "")) + (
            specified.codes if specified else ()
        )
        parts.dutch_day(body, dialect.first_start)
        body.keep(dialect.first_start)
        self._for_offerings(body, form)
        return Course(
            id=record_id,
            provider=self._provider_of(body, inside),
            name=name.best,
            name_en=name.en or None,
            about=about.nl or about.other,
            about_en=about.en,
            origin=Origin(self._source, key),
            kind=_kind(kind, tier, degree, document),
            level=_first(Level(degree=degree), level),
            codes=tuple(dict.fromkeys(found + ((Code("isced", field_of_study),) if field_of_study else ()))),
            study_load=load.said,
            study_load_hours=load.hours,
            contact_hours=load.contact_hours,
            duration_months=parts.duration_months(body),
            entry_text=parts.in_one_language(body, "admissionRequirements"),
            learn_and_work=frozenset({"duaal"}) if form == "duaal" else frozenset(),
            subjects=_subjects(field_of_study),
            skills=parts.outcomes(body),
            gives=(specified.gives,) if specified and specified.gives else (),
            proof=proof or dialect.awarded.get(awarded or "") or (specified.proof if specified else None),
            website=parts.website(body),
            rest=body.rest,
        )

    def _offering(self, body: Taken, course: str | None, inside: list[Event]) -> Offering | None:
        dialect = self._dialect
        id_name = next((one for one, kind in dialect.kinds.items() if kind == OFFERING and one in body), "offeringId")
        own = self._key(body, id_name)
        if own is None:
            return None
        key = f"{id_name.removesuffix('Id')}:{own}"
        record_id = id_of("offering", self._source, key)
        if not self._can_be_followed(body):
            return None
        course = self._course_of(body, course, inside)
        if course is None:
            self._skip(body, COURSE, record_id)
            return None
        parent = self._known.parents.get(course, Parent())
        self._managed_by(body, inside)
        start, end, any_day = self._days(body)
        apply_from, apply_until = self._apply(body)
        cost = parts.price(body, dialect.total_costs, dialect.stap)
        places, places_left = _places(body)
        says_how, says_where = bool(body.any(dialect.modes_of_delivery)), bool(body.any("addresses"))
        way = _way(body, dialect)
        way = way if says_how else parent.way
        language = parts.teaching_language(body, dialect.languages)
        place = parts.place(body, dialect.address_types)
        return Offering(
            id=record_id,
            course=course,
            origin=Origin(self._source, key),
            name=parts.in_one_language(body, "name", clean=parts.one_line) or None,
            start=start,
            end=end,
            any_day=any_day,
            apply_from=apply_from,
            apply_until=apply_until,
            form=parent.form or ("online" if way == "online" else None),
            way=way,
            language=language if dialect.languages in body else parent.language,
            place=place if says_where else parent.place,
            price_cents=cost.cents,
            price_parts=cost.parts,
            price_text=cost.text,
            places=places,
            places_left=places_left,
            website=parts.website(body),
            rest=body.rest,
        )

    # ---- what a course is of, and what it leans on

    def _provider_of(self, body: Taken, inside: list[Event]) -> str:
        """The organisation that gives it; where that is not said or not there, the one that the whole source is of."""
        key, whole = _reference(body, self._dialect.organisation)
        if key is not None and (key in self._known.organisations or self._give_inside(key, whole, inside)):
            return id_of("provider", self._source, key)
        if key is not None:
            body.wrong(
                self._dialect.organisation.id,
                key,
                said("een organisatie die in de bron staat", "an organisation that is in the source"),
            )
        if root := self._known.root:
            return id_of("provider", self._source, root)
        return self._give_unknown(body, inside)

    def _give_inside(self, key: str, whole: Mapping[str, Any] | None, inside: list[Event]) -> bool:
        """Give an organisation that stands inside a body, or that can be looked up."""
        name = f"provider {key}"
        if name in self._given:
            return True
        if whole is None and self._look_up:
            whole = self._look_up(key)
        events = list(self.read(whole, ORGANISATION, self._dialect.name)) if whole is not None else []
        if not any(isinstance(one, Provider) and one.origin.key == key for one in events):
            return False
        self._given.add(name)
        inside.extend(events)
        return True

    def _give_unknown(self, body: Taken, inside: list[Event]) -> str:
        """Somebody gives it, and nobody says who: a provider that says just that."""
        record_id = id_of("provider", self._source, "")
        if record_id not in self._given:
            self._given.add(record_id)
            body.odd(
                self._dialect.organisation.id,
                said("Hier staat niet wie dit geeft.", "This does not say who gives it."),
                said("een organisatie", "an organisation"),
            )
            inside.append(Provider(record_id, "Onbekende aanbieder", Origin(self._source, "")))
        return record_id

    def _managed_by(self, body: Taken, inside: list[Event]) -> None:
        """Who manages an offering has no place in it: the id stays among the rest, and a whole body is read."""
        key, whole = _reference(body, self._dialect.organisation)
        if key is not None:
            body.rest[self._dialect.organisation.id] = key
            if whole is not None and key not in self._known.organisations:
                self._give_inside(key, whole, inside)

    def _specified_by(self, body: Taken, inside: list[Event]) -> Specified | None:
        if self._dialect.specification is None:
            return None
        key, whole = _reference(body, self._dialect.specification)
        if key is None:
            return None
        body.rest[self._dialect.specification.id] = key
        if (found := self._known.specified.get(key)) or whole is None:
            return found
        self._specified = None
        events = list(self.read(whole, SPECIFICATION, body.where))
        if f"certificate {key}" not in self._given:
            self._given.add(f"certificate {key}")
            inside.extend(events)
        return self._specified

    def _course_of(self, body: Taken, course: str | None, inside: list[Event]) -> str | None:
        """The id of the course or programme that is offered; its whole body is read where nobody else gives it."""
        dialect = self._dialect
        both = [(dialect.course, COURSE), (dialect.programme, PROGRAMME)]
        if body.text("offeringType") == "program":
            both.reverse()
        body.keep("offeringType")
        for reference, kind in both:
            key, whole = _reference(body, reference)
            if key is None:
                continue
            body.rest[reference.id] = key
            record_id = id_of("course", self._source, f"{kind}:{key}")
            if course is not None and course != record_id:
                body.keep(reference.id)
                continue
            if whole is not None and record_id not in self._known.parents and record_id not in self._given:
                self._given.add(record_id)
                inside.extend(self.read(whole, kind, body.where))
            return record_id
        return course

    # ---- parts that need the words of the version

    def _level(self, body: Taken) -> Level:
        """How high it is: what the framework says counts, and then what the kind of education says."""
        dialect = self._dialect
        of_kind = _word(body, "level", dialect.levels)
        of_framework = _word(body, "levelOfQualification", dialect.qualification_levels)
        if of_kind and of_framework and of_kind.eqf and of_framework.eqf and of_kind.eqf != of_framework.eqf:
            body.odd(
                "levelOfQualification",
                said(f"Dit is EQF {of_framework.eqf}.", f"This is EQF {of_framework.eqf}."),
                said(f"bij dit level: EQF {of_kind.eqf}", f"with this level: EQF {of_kind.eqf}"),
            )
            body.keep("level")
        return _first(of_framework or Level(), of_kind or Level())

    def _tier(self, body: Taken) -> str | None:
        """Whether it is mbo, hbo or wo, or ho where hbo and wo cannot be told apart."""
        sector = _word(body, "sector", self._dialect.sectors) if self._dialect.sectors else None
        body.keep("sector")
        level = body.text("level") or ""
        body.keep("level")
        if sector:
            return sector
        if level.startswith("secondary"):
            return "mbo"
        return "ho" if level in _HIGHER else None

    def _for_offerings(self, body: Taken, form: str | None) -> Parent:
        """What its offerings have from it. A course has no place for this, so it all stays in the body."""
        dialect = self._dialect
        way = _way(body, dialect)
        body.keep(dialect.modes_of_delivery)
        language = parts.teaching_language(body, dialect.languages) or _language_of_consumers(body)
        place = None
        if "addresses" in body:
            aside = Taken({"addresses": body.any("addresses")}, body.where, body.problems)
            place = parts.place(aside, dialect.address_types)
            body.keep("addresses")
        return Parent(form, way, language, place)

    def _can_be_followed(self, body: Taken) -> bool:
        """A part of a course, or what is called off or not open, is nothing that somebody can choose now."""
        kind = body.text("offeringType")
        body.keep("offeringType")
        if kind == "component":
            body.odd(
                "offeringType",
                said(
                    "Dit is een onderdeel van een cursus; het wordt niet getoond.", "A part of a course is not shown."
                ),
                said("course of program", "course or program"),
            )
            return False
        if kind not in (None, "course", "program"):
            body.wrong("offeringType", kind, said("course of program", "course or program"))
        open_now = _word(body, "state", self._dialect.states)
        body.keep("state")
        if open_now is False:
            body.odd(
                "state",
                said(
                    "Dit gaat nu niet door of is niet open; het wordt niet getoond.", "This is not open, so not shown."
                ),
                said("active", "active"),
            )
        return open_now is not False

    def _days(self, body: Taken) -> tuple[date | None, date | None, bool]:
        """When it begins and ends, and whether one can begin on any day in between."""
        dialect = self._dialect
        start, end = parts.dutch_day(body, dialect.start), parts.dutch_day(body, dialect.end)
        first, last = (parts.dutch_day(body, one) for one in dialect.flexible)
        for one in dialect.flexible:
            body.keep(one)
        if start and end and end < start:
            body.wrong(dialect.end, end, said(f"een dag na {start}", f"a day after {start}"))
            body.keep(dialect.start)
            end = None
        any_day = first is not None and (last is None or last > first)
        return start or first, end, any_day

    def _apply(self, body: Taken) -> tuple[date | None, date | None]:
        if self._dialect.apply:
            first, last = self._dialect.apply
            return parts.dutch_day(body, first), parts.dutch_day(body, last)
        # Who may apply when can differ: of one period for everybody we know what it means.
        periods = list(body.bodies("enrolmentPeriods"))
        found = [(parts.dutch_day(one, "startDateTime"), parts.dutch_day(one, "endDateTime")) for one in periods]
        body.keep("enrolmentPeriods")
        return found[0] if len(periods) == 1 and not periods[0].any("targetGroups") else (None, None)

    # ---- ids

    def _key(self, body: Taken, name: str) -> str | None:
        found = body.text(name)
        if found is None:
            self._skip(body, name, None)
        return found

    def _skip(self, body: Taken, name: str, record_id: str | None) -> None:
        """It is left out: told once, with what stands there if that is what is wrong."""
        last = body.problems[-1] if body.problems else None
        if isinstance(last, Misread) and (last.where, last.field) == (body.where, name):
            body.problems[-1] = replace(last, skipped=True, record_id=record_id)
            return
        body.problems.append(
            Misread(
                body.where,
                name,
                said("Dit ontbreekt.", "This is missing."),
                said("een waarde", "a value"),
                skipped=True,
                record_id=record_id,
            )
        )

    def named(self, raw: Mapping[str, Any], kind: str, where: str) -> str:
        """Where a body stands, with its id as it can stand in a message."""
        ids = (raw[one] for one in self._dialect.kinds if isinstance(raw.get(one), str | int | float))
        own = shown_value(next(ids, "")).strip("«»")
        return f"{where} {kind} {own}".rstrip()

    def _of_other_version(self, body: Taken, name: str) -> Misread:
        other = self._dialect.other_name
        return Misread(
            body.where,
            name,
            said(f"Dit lijkt {other}.", f"This looks like {other}."),
            said(self._dialect.name, self._dialect.name),
            skipped=True,
        )


# ---- small readings


_HIGHER: Final = frozenset(
    ("associate degree", "associate_degree", "bachelor", "master", "doctoral", "undivided", "post_doctoral")
)
_OFFICIAL: Final = {"mbo": "crebo", "hbo": "isat", "wo": "isat", "ho": "isat"}
_PASSED_ON: Final = frozenset({"crebo", "isat", "keuzedeel", "mbo_certificaat", "rio"})

_SUBJECTS: Final = {
    "01": "onderwijs",
    "0231": "taal",
    "0411": "administratie",
    "0415": "administratie",
    "06": "ict",
    "0611": "digitaal",
    "071": "techniek",
    "073": "bouw",
    "081": "groen",
    "082": "groen",
    "091": "zorg",
    "092": "zorg",
    "1013": "horeca",
    "104": "logistiek",
}
"""What the beginning of an ISCED-F code says about the subject, where it says it clearly."""


def _subjects(field_of_study: str | None) -> frozenset[str]:
    return frozenset(subject for begin, subject in _SUBJECTS.items() if (field_of_study or "").startswith(begin))


def _kind(kind: str, tier: str | None, degree: str | None, document: str | None) -> str | None:
    """The kind of course, where it can be told: whether mbo is bol or bbl, OOAPI does not say."""
    if tier == "mbo" and document == "certificate":
        return "certificaat"
    if kind == COURSE:
        return "cursus"
    if degree == "associate_degree":
        return "associate_degree"
    return tier if degree and tier in ("hbo", "wo") else None


def _first(one: Level, other: Level) -> Level:
    """What the first says, and what only the other says."""
    return Level(one.nlqf or other.nlqf, one.eqf or other.eqf, one.mbo or other.mbo, one.degree or other.degree)


def _word(body: Taken, name: str, words: Mapping[str, _T]) -> _T | None:
    """What a word of the version is with us. A word without a place here stays among the rest, and so does one that a
    source made itself (x-…); any other is wrong."""
    found = body.text(name)
    if found is None:
        return None
    if found not in words:
        body.keep(name)
        if not found.startswith("x-"):
            listed = ", ".join(words)
            body.wrong(name, found, said(f"een van: {listed}", f"one of: {listed}"))
        return None
    if words[found] is None:
        body.keep(name)
    return words[found]


def _way(body: Taken, dialect: Dialect) -> str | None:
    """How it is taught: in a room and online is mixed; of other pairs we cannot say."""
    name = dialect.modes_of_delivery
    listed = body.texts(name)
    ways: set[str] = set()
    for number, one in enumerate(listed):
        if one not in dialect.ways and not one.startswith("x-"):
            words = ", ".join(dialect.ways)
            body.wrong(f"{name}[{number}]", one, said(f"een van: {words}", f"one of: {words}"))
        elif way := dialect.ways.get(one):
            ways.add(way)
    if listed:
        body.keep(name)
    if "gemengd" in ways or ways == {"klassikaal", "online"}:
        return "gemengd"
    return ways.pop() if len(ways) == 1 else None


def _language_of_consumers(body: Taken) -> str | None:
    """The language that a source gives to a register, if that is one."""
    for name in ("consumers", "consumer"):
        for consumer in body.bodies(name):
            listed = consumer.texts("teachingLanguages")
            if len(listed) == 1 and (found := parts.two_letters(listed[0])):
                body.keep(name)
                return found
        body.keep(name)
    return None


def _places(body: Taken) -> tuple[int | None, int | None]:
    """How many places there are, and how many are free."""
    places, taken = body.whole("maxNumberStudents"), body.whole("enrolledNumberStudents")
    if taken is not None:
        body.keep("enrolledNumberStudents")
    if places is None or taken is None:
        return places, None
    if taken > places:
        body.odd(
            "enrolledNumberStudents",
            said(f"Dit is meer dan de {places} plaatsen.", f"This is more than the {places} places."),
            said(f"hoogstens {places}", f"at most {places}"),
        )
    return places, max(0, places - taken)


def _reference(body: Taken, reference: Reference) -> tuple[str | None, Mapping[str, Any] | None]:
    """The id of another body, and that whole body where it stands here."""
    value = body.any(reference.body)
    if reference.body != reference.id and value is not None and not isinstance(value, Mapping):
        body.wrong(reference.body, value, said("een object met velden", "an object with fields"))
    if not isinstance(value, Mapping):
        return body.text(reference.id), None
    inside = Taken(value, body.where).text(reference.own_id)
    key = body.text(reference.id) if reference.body != reference.id else inside
    if inside is None or (key is not None and key != inside):
        body.wrong(reference.body, inside, said(f"een {reference.own_id}", f"a {reference.own_id}"))
        return key, None
    return inside, value


def _without_persons(raw: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """A body with only the ids of persons: who teaches is nothing that we need to keep."""
    found = False

    def clean(value: Any) -> Any:
        nonlocal found
        if isinstance(value, Mapping):
            if value.get("personId") is not None and len(value) > 1:
                found = True
                return value["personId"]
            return {name: clean(one) for name, one in value.items()}
        return [clean(one) for one in value] if isinstance(value, list) else value

    return {name: clean(one) for name, one in raw.items()}, found
