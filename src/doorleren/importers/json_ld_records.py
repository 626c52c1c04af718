# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a schema.org Course, CourseInstance or EducationalOccupationalProgram says, as our records.

Knows: which property is which of our fields. Whatever has no place here stays in `rest`, except who teaches it: that
is about a person.
Leaves: pages and scripts to `json_ld_source`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from ..basics import said
from ..catalogue.feed import Misread, Note
from ..catalogue.records import Certificate, Course, Offering, Origin, Place, Provider, Record, id_of
from .json_ld_source import DEPTH_MAX, Thing, types_of
from .json_ld_values import (
    PEOPLE,
    cents_of,
    degrees_of,
    duration_of,
    key_of,
    many,
    name_of,
    one_text,
    shown_currency,
    without_people,
)
from .plain_text import plain_text
from .taken import Taken
from .taken import day_of as iso_day

COURSES: Final = frozenset({"Course", "EducationalOccupationalProgram", "WorkBasedProgram"})
INSTANCES: Final = frozenset({"CourseInstance", "EducationEvent"})
_UNNAMED: Final = "aanbieder"
_GIVERS: Final = ("provider", "publisher", "organizer")
_WAYS: Final = {
    "online": "online",
    "onsite": "klassikaal",
    "on-site": "klassikaal",
    "offline": "klassikaal",
    "klassikaal": "klassikaal",
    "in-person": "klassikaal",
    "blended": "gemengd",
    "hybrid": "gemengd",
    "mixed": "gemengd",
    "gemengd": "gemengd",
    "thuisstudie": "zelfstudie",
    "self-paced": "zelfstudie",
    "zelfstudie": "zelfstudie",
}
_FORMS: Final = {
    "full-time": "voltijd",
    "fulltime": "voltijd",
    "full_time": "voltijd",
    "voltijd": "voltijd",
    "part-time": "deeltijd",
    "parttime": "deeltijd",
    "part_time": "deeltijd",
    "deeltijd": "deeltijd",
    "duaal": "duaal",
    "dual": "duaal",
}
_LANGUAGE: Final = re.compile(r"^([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*$")
_LANGUAGES: Final = {"nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en", "duits": "de", "german": "de"}
_POSTCODE: Final = re.compile(r"^[1-9][0-9]{3} ?[A-Za-z]{2}$")
_COUNTRIES: Final = {"nederland": "NL", "the netherlands": "NL", "netherlands": "NL", "nl": "NL"}


class Translator:
    """Things of one page as records. `where` names the page; `named` are its things by `@id`."""

    def __init__(self, source: str, where: str, named: Mapping[str, Thing], problems: list[Misread | Note]) -> None:
        self._source, self._where, self._named, self._problems = source, where, named, problems

    def records(self, things: Sequence[Thing]) -> Iterator[Record]:
        """The records of these things: of each course its provider, what one gets, itself and its offerings."""
        courses = list(self._courses(things, 0))
        pointed = [
            instance.get("@id") if isinstance(instance, Mapping) else instance
            for one in courses
            for instance in many(one.get("hasCourseInstance"))
        ]
        instances = [
            one
            for one in things
            if types_of(one) & INSTANCES and not types_of(one) & COURSES
            if one.get("@id") is None or one.get("@id") not in pointed
        ]
        for number, thing in enumerate(courses, 1):
            own = [one for one in instances if self._is_of(one, thing)]
            yield from self._course(thing, number, own)
        for thing in instances:
            if not any(self._is_of(thing, one) for one in courses):
                self._problems.append(
                    Misread(
                        f"{self._where} {name_of(thing)}",
                        "CourseInstance",
                        said("Er staat niet bij van welke cursus dit is.", "It does not say of which course this is."),
                        said("een cursus met hasCourseInstance", "a course with hasCourseInstance"),
                        skipped=True,
                    )
                )

    def _courses(self, value: Any, depth: int) -> Iterator[Thing]:
        """The courses in a value: also those in a list of items, a page, or a programme."""
        if depth > DEPTH_MAX:
            return
        if isinstance(value, list):
            for one in value:
                yield from self._courses(one, depth + 1)
        elif isinstance(value, dict):
            if types_of(value) & COURSES and len(value) > 2:
                yield value
            for name, one in value.items():
                if name in (
                    "mainEntity",
                    "itemListElement",
                    "item",
                    "hasCourse",
                    "@graph",
                    "makesOffer",
                    "itemOffered",
                ):
                    yield from self._courses(one, depth + 1)

    def _is_of(self, instance: Thing, course: Thing) -> bool:
        """Whether a course instance that stands by itself says that it is of this course."""
        wanted = {course.get(name) for name in ("@id", "url") if isinstance(course.get(name), str)}
        for name in ("isPartOf", "superEvent", "course", "about"):
            for one in many(instance.get(name)):
                at = one.get("@id", one.get("url")) if isinstance(one, Mapping) else one
                if isinstance(at, str) and at in wanted:
                    return True
        return False

    def _whole(self, value: Any) -> Any:
        """A thing itself, where it is only pointed at."""
        if isinstance(value, Mapping) and isinstance(at := value.get("@id"), str) and len(value) <= 2:
            return self._named.get(at, value)
        if isinstance(value, str) and value in self._named:
            return self._named[value]
        return value

    def _taken(self, value: Mapping[str, Any], what: str) -> Taken:
        """A thing without the persons in it."""
        return Taken(without_people(value), f"{self._where} {what}", self._problems)

    def _course(self, thing: Thing, number: int, loose: list[Thing]) -> Iterator[Record]:
        name = one_text(thing.get("name")) or one_text(thing.get("headline"))
        key = key_of(thing) or f"{self._where}#{number}"
        taken = self._taken(thing, f"«{name or key}»")
        if name is None:
            taken.missing("name")
            self._problems.append(
                Misread(
                    taken.where,
                    "Course",
                    said("Een cursus heeft geen naam.", "A course has no name."),
                    said("een naam", "a name"),
                    skipped=True,
                    record_id=id_of("course", self._source, key),
                )
            )
            return
        for used in ("name", "@type", "@context", "@id"):
            _drop_if(taken, used, name)
        provider = self._provider(taken)
        yield provider
        gives: list[str] = []
        proof = None
        for awarded in many(taken.any("educationalCredentialAwarded")):
            whole = self._whole(awarded)
            text = one_text(whole) or (one_text(whole.get("name")) if isinstance(whole, Mapping) else None)
            if text is None:
                taken.keep("educationalCredentialAwarded")
                continue
            proof = proof or text
            if isinstance(whole, Mapping):
                taken.keep("educationalCredentialAwarded")
                certificate = self._certificate(whole, text, key)
                gives.append(certificate.id)
                yield certificate
            elif text != proof:
                taken.keep("educationalCredentialAwarded")
        about = self._about(taken)
        minutes, load, load_hours, months = self._time(taken)
        website = _address(taken, "url")
        skills = self._words(taken, "teaches")
        subjects = (
            *self._words(taken, "about"),
            *self._words(taken, "keywords"),
            *self._words(taken, "educationalLevel"),
        )
        entry = " ".join(self._words(taken, "coursePrerequisites") or self._words(taken, "programPrerequisites"))
        course_id = id_of("course", self._source, key)
        language = self._language(taken)
        apply_from, apply_until = self._day(taken, "applicationStartDate"), self._day(taken, "applicationDeadline")
        own_start, own_end = self._day(taken, "startDate"), self._day(taken, "endDate")
        for kept in ("startDate", "endDate", "applicationStartDate", "applicationDeadline"):
            taken.keep(kept)
        mode = self._mode(taken, "educationalProgramMode")
        instances = [
            whole for one in many(taken.any("hasCourseInstance")) if isinstance(whole := self._whole(one), Mapping)
        ]
        if any(not isinstance(self._whole(one), Mapping) for one in many(thing.get("hasCourseInstance"))):
            taken.wrong("hasCourseInstance", thing["hasCourseInstance"], said("uitvoeringen", "course instances"))
        offers = taken.any("offers")
        price, price_text, offers_left = self._price(offers, taken.where)
        if offers_left:
            taken.rest["offers"] = offers_left
        place, place_left = self._place(taken.any("location"), taken.where)
        if place_left:
            taken.rest["location"] = place_left
        offerings = [
            self._offering(one, at, course_id, key, language, price, price_text)
            for at, one in enumerate([*instances, *loose], 1)
        ]
        if minutes is None and len({one[1] for one in offerings}) == 1 and offerings:
            minutes = offerings[0][1]
        yield Course(
            id=course_id,
            provider=provider.id,
            name=name,
            origin=Origin(self._source, key),
            about=about,
            study_load=load,
            study_load_hours=load_hours,
            minutes_per_week=minutes,
            duration_months=months,
            entry_text=entry,
            skills=skills,
            gives=tuple(dict.fromkeys(gives)),
            proof=proof,
            website=website,
            words=tuple(dict.fromkeys(subjects)),
            rest=_compound(taken, thing, "hasCourseInstance", *(_GIVERS if provider.origin.key != _UNNAMED else ())),
        )
        if offerings:
            yield from (one for one, _ in offerings)
        elif {"offers", "startDate", "location", "inLanguage", "applicationDeadline"} & set(thing):
            yield Offering(
                id=id_of("offering", self._source, key),
                course=course_id,
                origin=Origin(self._source, key),
                start=own_start,
                end=own_end,
                apply_from=apply_from,
                apply_until=apply_until,
                form=_FORMS.get(mode or ""),
                way=_WAYS.get(mode or ""),
                language=language,
                place=place,
                price_cents=price,
                price_text=price_text,
                website=website,
            )

    def _provider(self, taken: Taken) -> Provider:
        """The organisation that gives the course; without one the site itself."""
        given = next((one for name in _GIVERS if (one := taken.any(name)) is not None), None)
        wholes = [self._whole(one) for one in many(given)]
        thing = next((one for one in wholes if isinstance(one, Mapping) and "Person" not in types_of(one)), None)
        name = (
            one_text(thing.get("name"))
            if thing
            else next((one_text(one) for one in wholes if isinstance(one, str)), None)
        )
        if len(wholes) > 1:
            taken.keep("provider")
        if name is None:
            for field in _GIVERS:
                taken.keep(field)
            self._problems.append(
                Misread(
                    taken.where,
                    "provider",
                    said("Er staat niet bij wie deze cursus geeft.", "It does not say who gives this course."),
                    said("een organisatie met een naam", "an organisation with a name"),
                )
            )
            return Provider(
                id_of("provider", self._source, ""), "Aanbieder niet genoemd", Origin(self._source, _UNNAMED)
            )
        key = key_of(thing or {}) or name
        if thing is None:
            return Provider(id_of("provider", self._source, key), name, Origin(self._source, key))
        own = self._taken(thing, f"«{name}»")
        for used in ("name", "@type", "@context", "@id"):
            _drop_if(own, used, name)
        own.any("name")
        website = _address(own, "url")
        place, left = self._place(own.any("address"), own.where)
        if left:
            own.rest["address"] = left
        return Provider(
            id_of("provider", self._source, key),
            name,
            Origin(self._source, key),
            website,
            place,
            rest=_compound(own, thing),
        )

    def _certificate(self, thing: Mapping[str, Any], name: str, course: str) -> Certificate:
        key = key_of(thing) or f"{course}#{name}"
        own = self._taken(thing, f"«{name}»")
        _drop_if(own, "name", name)
        return Certificate(
            id_of("certificate", self._source, key), name, Origin(self._source, key), rest=_compound(own, thing)
        )

    def _about(self, taken: Taken) -> str:
        given = one_text(taken.any("description"))
        if given is None:
            taken.keep("description")
            return ""
        plain = plain_text(given) if "<" in given or "&" in given else given
        if plain != given:
            taken.keep("description")
        return plain

    def _time(self, taken: Taken) -> tuple[int | None, tuple[float, str] | None, int | None, int | None]:
        """Minutes a week, the study load as it is given and in hours, and the duration in months."""
        required = self._duration(taken, "timeRequired")
        months = None
        for name in ("timeToComplete", "duration"):
            found = self._duration(taken, name)
            if found and months is None and found[1] is not None:
                months = found[1]
        hours = round(required[0]) if required and required[0] is not None else None
        load = (required[0], "uur") if required and required[0] is not None else None
        return None, load, hours, months

    def _duration(self, taken: Taken, name: str) -> tuple[float | None, int | None] | None:
        """A duration as hours (only where it is in hours) and as months (where it is in days or more)."""
        given = taken.any(name)
        if given is None:
            return None
        taken.keep(name)
        text = one_text(given)
        found = duration_of(text) if text else None
        if found is None:
            taken.wrong(name, given, said("een duur zoals PT20H of P3M", "a duration such as PT20H or P3M"))
        return found

    def _language(self, taken: Taken) -> str | None:
        given = many(taken.any("inLanguage"))
        found = []
        for one in given:
            whole = self._whole(one)
            text = one_text(whole)
            if text is None and isinstance(whole, Mapping):
                text = one_text(whole.get("alternateName")) or one_text(whole.get("name"))
            match = _LANGUAGE.match(text or "")
            known = _LANGUAGES.get((text or "").lower()) or (match[1].lower() if match else None)
            if known is None:
                taken.wrong("inLanguage", one, said("een taal, zoals nl", "a language, such as nl"))
            else:
                found.append(known)
        if given:
            taken.keep("inLanguage")
        return found[0] if len(set(found)) == 1 else None

    def _mode(self, taken: Taken, name: str) -> str | None:
        given = many(taken.any(name))
        if not given:
            return None
        taken.keep(name)
        texts = [text.lower().strip() for one in given if (text := one_text(one))]
        known = [one for one in texts if one in _WAYS or one in _FORMS]
        for one in texts:
            if one not in known:
                listed = ", ".join(dict.fromkeys((*_WAYS, *_FORMS)))
                taken.wrong(name, one, said(f"een van: {listed}", f"one of: {listed}"))
        return known[0] if len(known) == 1 else None

    def _words(self, taken: Taken, name: str) -> tuple[str, ...]:
        """The words of a property that may be texts or named things."""
        given = many(taken.any(name))
        found: list[str] = []
        for one in given:
            whole = self._whole(one)
            text = one_text(whole)
            if text is None and isinstance(whole, Mapping):
                text = one_text(whole.get("name"))
                taken.keep(name)
            if text:
                found.append(text)
            elif whole is not None:
                taken.keep(name)
        return tuple(dict.fromkeys(found))

    def _day(self, taken: Taken, name: str) -> date | None:
        given = taken.any(name)
        text = one_text(given)
        if given is None or (text is None and not isinstance(given, list)):
            if given is not None:
                taken.keep(name)
            return None
        found = iso_day(text) if text else None
        if found is None:
            taken.wrong(name, given, said("een bestaande dag, zoals 2026-09-01", "an existing day, such as 2026-09-01"))
        elif found.isoformat() != given:
            taken.keep(name)
        return found

    def _price(self, offers: Any, where: str) -> tuple[int | None, str, Any]:
        """The price in cents when there is one price in euros; what it says; and the offers as they were."""
        prices: set[int] = set()
        shown: list[str] = []
        odd = False
        for one in many(offers):
            offer = self._whole(one)
            if not isinstance(offer, Mapping):
                odd = True
                continue
            specified = [self._whole(inside) for inside in many(offer.get("priceSpecification"))]
            for body in [offer, *(inside for inside in specified if isinstance(inside, Mapping))]:
                amount = body.get("price", body.get("lowPrice"))
                if amount is None:
                    continue
                currency = body.get("priceCurrency", offer.get("priceCurrency"))
                shown.append(f"{amount} {currency}" if currency is not None else f"{amount}")
                cents = cents_of(amount)
                if currency != "EUR":
                    said_so = shown_currency(currency)
                    self._problems.append(Misread(f"{where} offers", "priceCurrency", said_so, said("EUR", "EUR")))
                elif cents is None:
                    text = shown[-1]
                    self._problems.append(
                        Misread(
                            f"{where} offers",
                            "price",
                            said(f"Hier staat «{text[:80]}».", f"This says «{text[:80]}»."),
                            said("een bedrag, zoals 149.50", "an amount, such as 149.50"),
                        )
                    )
                elif "price" in body and body.get("valueAddedTaxIncluded") is not False:
                    prices.add(cents)
        if odd:
            self._problems.append(
                Misread(
                    f"{where}",
                    "offers",
                    said("Een aanbod is geen object.", "An offer is no object."),
                    said("een object met velden", "an object with fields"),
                )
            )
        text = "; ".join(dict.fromkeys(shown))
        return (prices.pop() if len(prices) == 1 else None), text[:500], without_people(offers)

    def _place(self, value: Any, where: str) -> tuple[Place | None, Any]:
        """The first place with a town, and the places as they were."""
        given = [self._whole(one) for one in many(value)]
        for one in given:
            if not isinstance(one, Mapping):
                continue
            address = self._whole(one.get("address", one if "addressLocality" in one else None))
            if not isinstance(address, Mapping):
                continue
            town = one_text(address.get("addressLocality"))
            if town is None:
                continue
            postcode = one_text(address.get("postalCode"))
            country = one_text(address.get("addressCountry"))
            if country is None and isinstance(inside := address.get("addressCountry"), Mapping):
                country = one_text(inside.get("name"))
            code = _COUNTRIES.get((country or "nl").lower(), country if country and len(country) == 2 else None) or "NL"
            if postcode and code == "NL" and not _POSTCODE.match(postcode):
                self._problems.append(
                    Misread(
                        where,
                        "postalCode",
                        said(f"Hier staat «{postcode[:80]}».", f"This says «{postcode[:80]}»."),
                        said("een postcode zoals 9711 AB", "a postcode such as 9711 AB"),
                    )
                )
                postcode = None
            geo = self._whole(one.get("geo"))
            found = geo if isinstance(geo, Mapping) else {}
            return (
                Place(
                    town,
                    one_text(address.get("streetAddress")),
                    postcode,
                    latitude=degrees_of(found.get("latitude"), 90),
                    longitude=degrees_of(found.get("longitude"), 180),
                    country=code,
                ),
                without_people(value),
            )
        return None, without_people(value)

    def _offering(
        self,
        thing: Mapping[str, Any],
        number: int,
        course: str,
        course_key: str,
        language: str | None,
        price: int | None,
        price_text: str,
    ) -> tuple[Offering, int | None]:
        own_key = key_of(thing)
        start_text = one_text(thing.get("startDate")) or ""
        key = own_key or f"{course_key}#{start_text or number}#{name_of(thing)}"
        taken = self._taken(thing, f"uitvoering {start_text or number}")
        mode = self._mode(taken, "courseMode")
        modes = {_WAYS.get(text.lower()) for one in many(thing.get("courseMode")) if (text := one_text(one))}
        forms = {_FORMS.get(text.lower()) for one in many(thing.get("courseMode")) if (text := one_text(one))}
        way = next(iter(modes - {None}), None) if len(modes - {None}) == 1 else None
        form = next(iter(forms - {None}), None) if len(forms - {None}) == 1 else None
        if mode is None and modes - {None} >= {"online", "klassikaal"}:
            way = "gemengd"
        if form is None and way == "online":
            form = "online"
        start, end = self._day(taken, "startDate"), self._day(taken, "endDate")
        minutes, any_day, schedule_start, schedule_end = self._schedule(taken)
        workload = self._duration(taken, "courseWorkload")
        own_price, own_text, offers = self._price(taken.any("offers"), taken.where)
        if offers:
            taken.rest["offers"] = offers
        place, location = self._place(taken.any("location"), taken.where)
        if location:
            taken.rest["location"] = location
        if workload and workload[0] is not None and minutes is None:
            taken.keep("courseWorkload")
        has_offers = "offers" in thing
        return (
            Offering(
                id=id_of("offering", self._source, key),
                course=course,
                origin=Origin(self._source, key),
                name=one_text(taken.any("name")),
                start=start or schedule_start,
                end=end or schedule_end,
                any_day=any_day,
                form=form,
                way=way,
                language=self._language(taken) or language,
                place=place,
                price_cents=own_price if has_offers else price,
                price_text=own_text if has_offers else price_text,
                places=taken.whole("maximumAttendeeCapacity"),
                places_left=taken.whole("remainingAttendeeCapacity"),
                website=_address(taken, "url"),
                rest=_compound(taken, thing),
            ),
            minutes,
        )

    def _schedule(self, taken: Taken) -> tuple[int | None, bool, date | None, date | None]:
        """Minutes a week where lessons of a known length come a known number of times a week, and the days between
        which they are."""
        given = [one for one in map(self._whole, many(taken.any("courseSchedule"))) if isinstance(one, Mapping)]
        if given or "courseSchedule" in taken:
            taken.keep("courseSchedule")
        if len(given) != 1:
            return None, False, None, None
        own = Taken(given[0], f"{taken.where} courseSchedule", self._problems)
        start, end = self._day(own, "startDate"), self._day(own, "endDate")
        length = self._duration(own, "duration")
        every = (one_text(given[0].get("repeatFrequency")) or "").lower()
        days = many(given[0].get("byDay"))
        times = len(days) or 1
        if length and length[0] is not None and every in ("weekly", "p1w"):
            return round(length[0] * 60 * times), False, start, end
        return None, False, start, end


def _drop_if(taken: Taken, name: str, text: str) -> None:
    """Take a field away from the rest when it says what we have already."""
    value = taken.any(name)
    if name in ("@context",) or value is None:
        return
    if value != text:
        taken.keep(name)


def _address(taken: Taken, name: str) -> str | None:
    given = taken.any(name)
    text = one_text(given)
    if text is not None and re.match(r"(?i)https?://[^\s<>\"']+$", text):
        return text
    if given is not None:
        taken.wrong(name, given, said("een webadres, zoals https://…", "a web address, such as https://…"))
    return None


def _compound(taken: Taken, thing: Mapping[str, Any], *made: str) -> dict[str, Any]:
    """What is left, with every property of more than one part as it was; not what became records of its own."""
    for name, value in thing.items():
        if isinstance(value, list | dict) and name not in made and name not in PEOPLE:
            taken.keep(name)
    return taken.rest
