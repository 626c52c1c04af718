# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parts that OOAPI bodies are made of: texts in languages, days, addresses, prices, codes, load and duration.

Knows: how each part is written in v5 and in v6, and what of it has a place in our records. What has none goes back to
the body that it came from.
Leaves: which part belongs to which record (`ooapi_bodies`), and the words of each version (`ooapi_v5`, `ooapi_v6`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ..basics import said
from ..catalogue.records import Code, Place
from .plain_text import plain_text
from .taken import A_DAY, Taken, day_of

ECTS_HOURS: Final = 28
"""A credit is 28 hours of study, as OOAPI v6 says and Dutch law does."""

_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_MARKED: Final = re.compile(r"\s*([A-Za-z]{2}) TRANSLATION:\s*")
_DURATION: Final = re.compile(
    r"P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)([DW]))?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_DAYS_IN_MONTH: Final = 30.44
_MONTHS_MOST: Final = 240
_AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d+)?")
_SHOWN_EURO: Final = re.compile(r"(?:€|EUR)\s*([\d.,]+)|([\d.,]+)\s*(?:€|EUR|euro)", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})")
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?", re.ASCII)
_BRIN: Final = re.compile(r"\d{2}[A-Z]{2}(?:\d{2})?")


@dataclass(frozen=True, slots=True)
class InLanguages:
    """One text in Dutch, in English, and in the first of any other language."""

    nl: str = ""
    en: str = ""
    other: str = ""

    @property
    def best(self) -> str:
        return self.nl or self.en or self.other


def in_languages(body: Taken, name: str, *, clean: Callable[[str], str] = plain_text) -> InLanguages:
    """A text that is a list of texts with their languages; also where it is one of them, or only words.

    A third language goes back to the body, unless there is neither Dutch nor English.
    """
    found, kept = _texts(body, name)
    if "other" in found and len(found) > 1:
        kept.append(found.pop("other").whole)
    put_back(body, name, [*kept, *(one.left for one in found.values() if one.left)])
    return InLanguages(**{place: clean(one.text) for place, one in found.items()})


def in_one_language(body: Taken, name: str, *, clean: Callable[[str], str] = plain_text) -> str:
    """A text in Dutch if there is one, else in English, else in another language. The others go back to the body."""
    found, kept = _texts(body, name)
    best = next((found.pop(place) for place in ("nl", "en", "other") if place in found), None)
    put_back(body, name, [*kept, *(one.whole for one in found.values()), *([best.left] if best and best.left else [])])
    return clean(best.text) if best else ""


@dataclass(frozen=True, slots=True)
class _Written:
    """A text, what it stood in, and what of that has no place elsewhere."""

    text: str
    whole: Any
    left: Any


def _texts(body: Taken, name: str) -> tuple[dict[str, _Written], list[Any]]:
    """The first text in Dutch, in English and in another language; and what stood beside them."""
    found: dict[str, _Written] = {}
    kept: list[Any] = []
    for number, one in enumerate(_listed(body.any(name))):
        shaped = {"value": one} if isinstance(one, str) else one
        if not isinstance(shaped, Mapping) or not isinstance(shaped.get("value"), str | None):
            body.wrong(f"{name}[{number}]", one, said("een tekst met een taal", "a text with a language"))
            kept.append(one)
            continue
        entry = Taken(shaped, f"{body.where} {name}[{number}]", body.problems)
        language, text = _text_of(entry)
        place = language if language in ("nl", "en") else "other"
        if text and place not in found:
            tag = {"language": shaped["language"]} if place == "other" and shaped.get("language") else {}
            found[place] = _Written(text, one, {**tag, **entry.rest})
        else:
            kept.append(one)
    body.rest.pop(name, None)
    return found, kept


def _text_of(entry: Taken) -> tuple[str, str]:
    """The language, as two letters where it can be, and the text. An exporter may have written before it that it is a
    translation; that mark counts, and is no part of the text."""
    language = (entry.text("language") or "").replace("_", "-").partition("-")[0].lower()
    text = entry.text("value") or ""
    if mark := _MARKED.match(text):
        entry.odd(
            "value",
            said(f"Hier staat «{mark[0].strip()}» voor de tekst.", f"This has «{mark[0].strip()}» before the text."),
            said("alleen de tekst, met zijn taal in language", "only the text, with its language in language"),
        )
        language, text = mark[1].lower(), text[mark.end() :]
    return two_letters(language) or language, text


def put_back(body: Taken, name: str, value: Any) -> None:
    """Put among the rest what was left of a field."""
    if value:
        body.rest[name] = value


def one_line(text: str) -> str:
    """A name: text without tags, on one line."""
    return " ".join(plain_text(text).split())


def dutch_day(body: Taken, name: str) -> date | None:
    """The day in the Netherlands. A moment keeps its hour among the rest."""
    text = body.text(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        found = day_of((moment.astimezone(_AMSTERDAM) if moment.tzinfo else moment).date().isoformat())
    except (ValueError, OverflowError):
        found = None
    if found is None:
        body.wrong(name, text, A_DAY)
    elif text != found.isoformat():
        body.keep(name)
    return found


LANGUAGES: Final[Mapping[str, str]] = dict(
    pair.split(":")
    for pair in (
        "nld:nl dut:nl eng:en deu:de ger:de fra:fr fre:fr spa:es fry:fy ita:it por:pt pol:pl tur:tr ara:ar ukr:uk"
        " rus:ru zho:zh chi:zh jpn:ja ron:ro rum:ro bul:bg swe:sv dan:da nor:no fin:fi ell:el gre:el pap:pap nds:nds"
        " dse:dse"
    ).split()
)


def two_letters(language: str) -> str:
    """A language as two letters where it has them; else as it is; empty where this is no language."""
    first = language.strip().partition("-")[0].lower()
    if not re.fullmatch("[a-z]{2,3}", first) or first in ("und", "mis", "mul", "zxx"):
        return ""
    return LANGUAGES.get(first, first)


def teaching_language(body: Taken, name: str) -> str | None:
    """The first language in which it is given. Further languages stay among the rest."""
    listed = body.texts(name)
    if not listed:
        return None
    if not (found := two_letters(listed[0])):
        body.wrong(name, listed[0], said("een taal, zoals nld", "a language, such as nld"))
        return None
    body.keep(name)
    return found


def website(body: Taken, name: str = "link") -> str | None:
    """An address on the web that can be opened safely."""
    text = body.text(name)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or ""))
    except ValueError:
        good = False
    if good and text.isprintable() and not re.search(r"[\s<>\"]", text) and "@" not in parts.netloc:
        return text
    body.wrong(name, text, said("een adres dat begint met https://", "an address that begins with https://"))
    return None


# ---- where


def place(body: Taken, types: Mapping[str, int]) -> Place | None:
    """Where it is given: the address that says so most clearly. The other addresses stay among the rest.

    `types` ranks the kinds of address. Where post goes is a place only if it has an entrance on the map.
    """
    addresses = list(body.bodies("addresses"))
    ranked = []
    for number, address in enumerate(addresses):
        kind = address.text("addressType")
        if kind is not None and kind not in types:
            address.wrong("addressType", kind, said(f"een van: {', '.join(types)}", f"one of: {', '.join(types)}"))
        rank = types.get(kind or "", 0)
        if kind == "postal" and "geolocation" not in address:
            rank = -1
        if rank >= 0 and "city" in address:
            ranked.append((-rank, number))
        address.keep("addressType")
    found = None
    for _, number in sorted(ranked):
        if found := _place_of(addresses[number]):
            break
    put_back_bodies(body, "addresses", addresses)
    return found


def put_back_bodies(body: Taken, name: str, parts: Iterable[Taken]) -> None:
    """Put among the rest what was left of the bodies in a list, beside what could not be read at all."""
    left = [part.rest for part in parts if part.rest]
    strange = [one for one in _listed(body.rest.get(name)) if not isinstance(one, Mapping)]
    body.rest.pop(name, None)
    put_back(body, name, left + strange)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _place_of(address: Taken) -> Place | None:
    town = address.text("city")
    if town is None:
        return None
    country = _country(address)
    number = address.text("streetNumber")
    street = address.text("street")
    if street is None:
        address.keep("streetNumber")
    latitude, longitude = _position(address)
    return Place(
        town=one_line(town),
        street=one_line(f"{street} {number or ''}") if street else None,
        postcode=_postcode(address, country),
        latitude=latitude,
        longitude=longitude,
        country=country,
    )


def _country(address: Taken) -> str:
    value = address.any("countryCode")
    if value is None:
        return "NL"
    if isinstance(value, Mapping):
        code = value.get("iso3166-1-alpha2") or {"NLD": "NL", "BEL": "BE", "DEU": "DE"}.get(
            str(value.get("iso3166-1-alpha3"))
        )
        if set(value) != {"iso3166-1-alpha2"}:
            address.keep("countryCode")
    else:
        code = value
    if isinstance(code, str) and re.fullmatch("[A-Za-z]{2}", code.strip()):
        return code.strip().upper()
    address.wrong("countryCode", value, said("twee letters, zoals NL", "two letters, such as NL"))
    return "NL"


def _postcode(address: Taken, country: str) -> str | None:
    name = "postCode" if "postCode" in address else "postalCode"
    text = address.text(name)
    if text is None or country != "NL":
        return text
    if found := _POSTCODE.fullmatch(text):
        return f"{found[1]} {found[2].upper()}"
    address.wrong(name, text, said("een postcode zoals 9919 AB", "a postcode such as 9919 AB"))
    return None


def _position(address: Taken) -> tuple[float | None, float | None]:
    spot = address.inside("geolocation")
    if spot is None:
        return None, None
    latitude, longitude = spot.number("latitude"), spot.number("longitude")
    good = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
    if not good or (latitude == 0 and longitude == 0):
        address.wrong(
            "geolocation",
            address.any("geolocation") if latitude is None or longitude is None else f"{latitude}, {longitude}",
            said("graden, zoals 53,22 en 6,57", "degrees, such as 53.22, 6.57"),
        )
        return None, None
    put_back(address, "geolocation", spot.rest)
    return latitude, longitude


# ---- what it costs


@dataclass(frozen=True, slots=True)
class Price:
    cents: int | None = None
    parts: tuple[tuple[str, int, bool], ...] = ()
    text: str = ""


def price(body: Taken, total: str, stap: str) -> Price:
    """What one pays in all: the cost of the kind `total`. `amount` counts; how it is shown does not.

    A flag for a scheme (`stap`) is no price and no right: it stays among the rest.
    """
    costs = list(body.bodies("priceInformation"))
    totals: list[int | None] = []
    parts: list[tuple[str, int]] = []
    shown = ""
    for cost in costs:
        kind = cost.text("costType")
        if kind == stap:
            cost.keep("costType")
            cost.odd("costType", _STAP, said("een prijs", "a price"))
            continue
        cents, text = _amount(cost)
        shown = shown or text
        if kind is None:
            cost.missing("costType")
            cost.keep("amount")
        elif kind == total:
            totals.append(cents)
        elif cents is not None:
            parts.append((one_line(kind), cents))
        else:
            cost.keep("costType")
    clear = totals if len(set(totals)) == 1 else []
    if totals and not clear:
        body.wrong(
            "priceInformation",
            ", ".join(str(one) for one in totals),
            said(f"één prijs met costType {total}", f"one price with costType {total}"),
        )
    else:
        put_back_bodies(body, "priceInformation", costs)
    in_price = bool(clear)
    return Price(clear[0] if clear else None, tuple((name, cents, in_price) for name, cents in parts), shown)


def _amount(cost: Taken) -> tuple[int | None, str]:
    """A whole number of euro cents; for another currency its amount as text."""
    currency = cost.text("currency")
    value = cost.any("amount")
    if currency not in (None, "EUR"):
        cost.wrong("currency", currency, said("EUR", "EUR"))
        cost.keep("amount")
        return None, f"{value} {currency}" if isinstance(value, str) else ""
    without, vat = cost.any("amountWithoutVat"), cost.any("vatAmount")
    cost.keep("amountWithoutVat")
    cost.keep("vatAmount")
    cost.keep("displayAmount")
    split = _cents(without), _cents(vat)
    summed = split[0] + split[1] if split[0] is not None and split[1] is not None else None
    if value is None:
        return summed, ""
    cents = _cents(value)
    if cents is None:
        cost.wrong(
            "amount", value, said("een bedrag met een punt, zoals 340.84", "an amount with a dot, such as 340.84")
        )
        return None, ""
    if not isinstance(value, str):
        cost.odd("amount", said("Dit is een getal.", "This is a number."), said("een tekst", "a text"))
    if currency is None:
        cost.odd("currency", said("Hier staat geen munt.", "There is no currency."), said("EUR", "EUR"))
    if summed is not None and summed != cents:
        cost.odd(
            "amount",
            said(
                f"Met btw en zonder btw samen is {_euro(summed)}.", f"Without VAT and VAT together are {_euro(summed)}."
            ),
            said(_euro(cents), _euro(cents)),
        )
    _compare(cost, cents)
    return cents, ""


def _cents(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = value.strip() if isinstance(value, str) else f"{Decimal(str(value)):f}" if abs(value) < 1e9 else ""
    if not _AMOUNT.fullmatch(text) or (cents := Decimal(text) * 100) != int(cents):
        return None
    return int(cents)


def _compare(cost: Taken, cents: int) -> None:
    """Say so where the price is shown otherwise than it counts."""
    shown = cost.any("displayAmount")
    cost.keep("displayAmount")
    for one in _listed(shown):
        text = one.get("value") if isinstance(one, Mapping) else one
        if isinstance(text, str) and (found := _SHOWN_EURO.search(text)):
            as_shown = _cents(_with_dot(found[1] or found[2]))
            if as_shown is not None and as_shown != cents:
                cost.odd(
                    "displayAmount",
                    said(f"Hier staat «{text.strip()[:40]}».", f"This says «{text.strip()[:40]}»."),
                    said(f"{_euro(cents)}: amount telt", f"{_euro(cents)}: amount counts"),
                )


def _with_dot(shown: str) -> str:
    """Digits with a dot before the cents: a sign with two digits after it; other signs are for reading."""
    whole, cents = (shown[:-3], shown[-2:]) if re.fullmatch(r".*[.,]\d\d", shown) else (shown, "00")
    return f"{whole.replace('.', '').replace(',', '')}.{cents}"


def _euro(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


_STAP: Final = said(
    "STAP bestaat niet meer; dit geeft geen recht op geld.", "STAP has ended; this gives no right to money."
)


# ---- how much it is


@dataclass(frozen=True, slots=True)
class Load:
    said: tuple[float, str] | None = None
    hours: int | None = None
    contact_hours: int | None = None


def study_load(body: Taken, units: Mapping[str, float | None], contact: str) -> Load:
    """How much work it is. `units` are hours per unit, None where that is not known; `contact` is hours of lessons."""
    stated: tuple[float, str] | None = None
    hours: int | None = None
    lessons: int | None = None
    parts = list(body.bodies("studyLoad"))
    for part in parts:
        unit, value = part.text("studyLoadUnit"), part.number("value")
        if value is not None and not 0 <= value <= 100_000:
            part.wrong("value", value, said("een getal van 0 tot en met 100000", "a number from 0 to 100000"))
            part.keep("studyLoadUnit")
        elif unit is not None and unit != contact and unit not in units:
            listed = ", ".join([contact, *units])
            part.wrong("studyLoadUnit", unit, said(f"een van: {listed}", f"one of: {listed}"))
            part.keep("value")
        elif unit is None or value is None:
            part.keep("studyLoadUnit")
            part.keep("value")
        elif unit == contact and lessons is None:
            lessons = round(value)
            if lessons != value:
                part.keep("value")
                part.keep("studyLoadUnit")
        elif unit != contact and stated is None:
            stated, per_unit = (value, unit), units[unit]
            hours = None if per_unit is None else round(value * per_unit)
        else:
            part.keep("studyLoadUnit")
            part.keep("value")
    put_back_bodies(body, "studyLoad", parts)
    return Load(stated, hours, lessons)


def duration_months(body: Taken) -> int | None:
    """How long it takes in whole months, at least one."""
    text = body.text("duration")
    if text is None:
        return None
    found = _DURATION.fullmatch(text)
    if not found:
        body.wrong("duration", text, said("een duur zoals P6M of P2Y", "a duration such as P6M or P2Y"))
        return None
    years, months, days = (int((found[at] or "0")[:6]) for at in (1, 2, 3))
    whole = years * 12 + months
    exact = whole + days * (7 if found[4] == "W" else 1) / _DAYS_IN_MONTH
    if found[3] or "T" in text:
        body.keep("duration")
    if not 0 < exact <= _MONTHS_MOST:
        body.keep("duration")
        if exact > _MONTHS_MOST:
            body.wrong("duration", text, said("hoogstens twintig jaar", "at most twenty years"))
        return None
    return max(1, round(exact))


# ---- which codes it has


def codes(body: Taken, kinds: Mapping[str, str], official: str | None) -> tuple[Code, ...]:
    """Its own code and the others. `official` is what the code of an official programme is here: crebo, isat or rio."""
    found: list[Code] = []
    for name in ("primaryCode", "otherCodes"):
        single = isinstance(body.any(name), Mapping)
        entries = list(body.bodies(name))
        for entry in entries:
            written, value = entry.text("codeType"), entry.text("code")
            if value is None:
                if "code" in entry:
                    entry.wrong("code", "null", said("een code", "a code"))
                entry.keep("codeType")
                continue
            kind = kinds.get(written or "", "anders")
            if kind == "official":
                kind = official or "anders"
            if kind == "brin" and not _BRIN.fullmatch(value):
                kind = "rio" if re.fullmatch(r"\d{3}[A-Z]\d{3}", value) else "anders"
            found.append(Code(kind, value))
            entry.keep("codeType")
        put_back_bodies(body, name, entries)
        if single and name in body.rest:
            body.rest[name] = body.rest[name][0]
    return tuple(dict.fromkeys(found))


def isced(body: Taken) -> str | None:
    """The field of study as an ISCED-F code: two to six digits."""
    text = body.text("fieldsOfStudy")
    if text is None or re.fullmatch(r"\d{2,6}", text):
        return text
    body.wrong("fieldsOfStudy", text, said("een ISCED-code, zoals 0732", "an ISCED code, such as 0732"))
    return None


def outcomes(body: Taken) -> tuple[str, ...]:
    """What one can do afterwards: each outcome in one language. In v6 it can be a body with a name, in v5 a list."""
    found: list[str] = []
    kept: list[Any] = []
    for number, one in enumerate(_listed(body.any("learningOutcomes"))):
        where = f"{body.where} learningOutcomes[{number}]"
        named = isinstance(one, Mapping) and "name" in one
        outcome = Taken(one if named else {"name": one}, where, body.problems)
        if text := in_one_language(outcome, "name", clean=one_line):
            found.append(text)
        if outcome.rest:
            kept.append(outcome.rest if named else outcome.rest["name"])
    body.rest.pop("learningOutcomes", None)
    put_back(body, "learningOutcomes", kept)
    return tuple(found)
