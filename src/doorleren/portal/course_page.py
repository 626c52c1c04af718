# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one course: what it is, when it begins with the price for you of each time, who pays what.

Knows: its words and its order. Leaves: prices (journeys), the price in words (`your_price`), the data for search
engines (`course_json_ld`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString

from ..basics import say_day, say_euro
from ..journeys import Combined
from ..journeys.find_courses import Course, Offering, Provider
from ..journeys.plan_shape import public_source
from ..journeys.price_for_you import YourPrice
from .combination import Course as Combination
from .combination import course_of
from .course_form import Labels
from .course_json_ld import json_ld
from .course_list import begins, how, is_example, name_of
from .course_towards import SaidTowards, towards_of
from .looking import Look
from .page import PortalRequest
from .words import Words
from .your_price import SaidPrice, questions_of, say_price

_SHOWN_AT_ONCE: Final = 4
"""More times than this are folded away."""

Found = tuple[Course, Provider | None, tuple[tuple[Offering, YourPrice], ...]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of text: a paragraph, or the items of a list."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One time that the course is given. `notes` are about enrolling, places and what the price is made of."""

    id: str
    begins: str
    end: str | None
    place: str | None
    tags: tuple[str, ...]
    notes: tuple[str, ...]
    full: bool
    price: SaidPrice
    shown: bool


@dataclass(frozen=True, slots=True)
class CoursePage:
    """Everything of one course in words. `rows` are pairs of a label and lines; `moments` are shown at once, `later`
    are folded away; `price`, `payers` and what follows are of the time that was chosen."""

    id: str
    name: str
    lang: str | None
    provider: str | None
    example: bool
    source: str
    website: str | None
    about: tuple[Paragraph, ...]
    about_lang: str | None
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    skills: tuple[str, ...]
    codes: tuple[str, ...]
    moments: tuple[Moment, ...]
    later: tuple[Moment, ...]
    price: SaidPrice | None
    price_when: str
    payers: Combination | None
    questions: tuple[tuple[str, str], ...]
    judged: bool
    towards: tuple[SaidTowards, ...]
    json_ld: SafeString


def course_page(
    request: PortalRequest, look: Look, found: Found, chosen: str, labels: Labels, words: Words
) -> CoursePage:
    """The page; `chosen` is the id of the time whose price is told in full, the first if there is no such time."""
    course, provider, offerings = found
    pair = next((one for one in offerings if one[0].id == chosen), offerings[0] if offerings else None)
    moments = [_moment(offering, price, pair, look, labels, words) for offering, price in offerings]
    at_once = [one for number, one in enumerate(moments) if number < _SHOWN_AT_ONCE or one.shown]
    name, lang = name_of(course, words)
    about, about_lang = _about(course, words)
    certificates = request.offer().offer.certificates(list(course.gives))
    return CoursePage(
        id=course.id,
        name=name,
        lang=lang,
        provider=provider.name if provider else None,
        example=is_example(course, provider),
        source=public_source(course.origin),
        website=web_address(course.website or (provider.website if provider else None)),
        about=tuple(paragraphs(about)),
        about_lang=about_lang,
        rows=tuple(rows_of(course, provider, [one.name for one in certificates.values()], look, labels, words)),
        skills=course.skills,
        codes=tuple(str(words["course_page"]["code"]).format(kind=one.kind, value=one.value) for one in course.codes),
        moments=tuple(at_once),
        later=tuple(one for one in moments if one not in at_once),
        price=say_price(pair[1], look, words) if pair else None,
        price_when=_when(pair[0], words) if pair else "",
        payers=_payers(pair[1], words) if pair else None,
        questions=questions_of([pair[1]], look) if pair else (),
        judged=_judged(pair[1]) if pair else False,
        towards=towards_of(request, course, look, words),
        json_ld=json_ld(course, provider, [offering for offering, _ in offerings], request, words),
    )


def web_address(text: str | None) -> str | None:
    """An address of a source as a link; only one that leads to a website."""
    return text if text and text.startswith(("https://", "http://")) else None


def _about(course: Course, words: Words) -> tuple[str, str | None]:
    if words["language"] == "nl":
        return course.about, None
    return (course.about_en, None) if course.about_en else (course.about, "nl")


def paragraphs(text: str) -> Iterable[Paragraph]:
    """A text with a blank line between paragraphs and "- " before each item of a list."""
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        plain = " ".join(line for line in lines if not line.startswith("- "))
        items = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
        if plain or items:
            yield Paragraph(plain, items)


def _moment(
    offering: Offering,
    price: YourPrice,
    chosen: tuple[Offering, YourPrice] | None,
    look: Look,
    labels: Labels,
    words: Words,
) -> Moment:
    said, language = words["course_page"], words["language"]
    return Moment(
        offering.id,
        begins(offering, words),
        str(said["until"]).format(day=say_day(offering.end, language)) if offering.end else None,
        _place(offering),
        (*how(offering, labels), *([labels.said("language", offering.language)] if offering.language else [])),
        tuple(_notes(offering, words)),
        offering.places_left == 0,
        say_price(price, look, words),
        chosen is not None and offering.id == chosen[0].id,
    )


def _place(offering: Offering) -> str | None:
    place = offering.place
    return ", ".join(part for part in (place.street, place.town) if part) if place else None


def _notes(offering: Offering, words: Words) -> Iterable[str]:
    said, language = words["course_page"], words["language"]
    for day, kind in ((offering.apply_from, "apply_from"), (offering.apply_until, "apply_until")):
        if day:
            yield str(said[kind]).format(day=say_day(day, language))
    left = offering.places_left
    if left is not None:
        yield str(said["places_left"]["none" if left == 0 else "one" if left == 1 else "more"]).format(n=left)
    for kind, inside in (("parts", True), ("beside", False)):
        parts = [
            f"{name} {say_euro(cents, language)}" for name, cents, within in offering.price_parts if within is inside
        ]
        if parts and (not inside or len(parts) > 1):
            yield str(said[kind]).format(what=", ".join(parts))


def _when(offering: Offering, words: Words) -> str:
    """ "1 maart 2020, Groningen"."""
    day = say_day(offering.start, words["language"]) if offering.start else begins(offering, words)
    return ", ".join(part for part in (day, offering.place.town if offering.place else "") if part)


def _payers(price: YourPrice, words: Words) -> Combination | None:
    """Who pays what; None where nobody does, also not perhaps."""
    found = course_of([Combined("inwoner", price.certain, price.hoped)], "inwoner", words)
    return found if found and (found.certain or found.hoped) else None


def _judged(price: YourPrice) -> bool:
    return price.lowest != price.highest and any(point.kind != "feit" for point in price.open_points)


def rows_of(
    course: Course, provider: Provider | None, gives: Sequence[str], look: Look, labels: Labels, words: Words
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """What it is, label by label, each with its lines; what is not known says so."""
    said = words["course_page"]
    if course.kind:
        yield said["kind"], (labels.said("kind", course.kind),)
    if course.subjects:
        yield said["subject"], (", ".join(sorted(labels.said("subject", one) for one in course.subjects)),)
    yield said["level"], level_lines(course, words) or (said["level_none"],)
    proof = tuple(dict.fromkeys((*([course.proof] if course.proof else []), *gives)))
    yield said["proof"], proof or (said["proof_none"],)
    yield said["length"], length_lines(course, words) or (said["length_none"],)
    yield said["entry"], entry_lines(course, look.askable, words) or (said["entry_none"],)
    yield said["recognised"], (recognised_line(course, provider, words),)
    if course.learn_and_work:
        kinds = said["learn_and_work_kinds"]
        yield said["learn_and_work"], tuple(kinds.get(one, one) for one in sorted(course.learn_and_work))


def level_lines(course: Course, words: Words) -> tuple[str, ...]:
    """ "NLQF 4+, EQF 4", and how hard that is."""
    said, level = words["course_page"], course.level
    names = [said["level_nlqf"].format(level=level.nlqf)] if level.nlqf else []
    names += [said["level_eqf"].format(level=level.eqf)] if level.eqf else []
    known = {"entree": "Mbo 1 (entree)", "niveau2": "Mbo 2", "niveau3": "Mbo 3", "niveau4": "Mbo 4"}
    names += [known[level.mbo]] if level.mbo in known else []
    if not names:
        return ()
    explained = [said["levels"][level.nlqf]] if level.nlqf in said["levels"] else []
    return (", ".join(names), *explained, *([said["level_text"]] if level.nlqf or level.eqf else []))


def length_lines(course: Course, words: Words) -> tuple[str, ...]:
    """How long it takes, as far as it is known."""
    said = words["course_page"]
    months = course.duration_months
    counted = {
        "minutes_per_week": course.minutes_per_week,
        "hours": course.contact_hours,
        "study_load": course.study_load_hours,
    }
    lines = [str(said["months"]["one" if months == 1 else "more"]).format(n=months)] if months else []
    return (*lines, *(str(said[name]).format(n=many) for name, many in counted.items() if many))


def entry_lines(course: Course, facts: Mapping[str, Mapping[str, Any]], words: Words) -> tuple[str, ...]:
    """What one needs to begin: a diploma, and what the source says of it."""
    lines = []
    if course.entry:
        labels = facts.get("hoogste_diploma", {}).get("labels", {})
        lines.append(str(words["course_page"]["entry_diploma"]).format(name=labels.get(course.entry, course.entry)))
    return (*lines, *([course.entry_text] if course.entry_text else []))


def recognised_line(course: Course, provider: Provider | None, words: Words) -> str:
    """By whom the course, or who gives it, is recognised."""
    said = words["course_page"]
    by = sorted(course.recognised_by | (provider.recognised_by if provider else frozenset()))
    return ", ".join(str(said["recognisers"].get(one, one)) for one in by) or str(said["recognised_none"])
