# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How what was found stands on the page: each course as a card, what was read in the words, what to loosen.

Knows: words and order. Leaves: what was found and at which price (journeys), the price in words (`your_price`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..basics import say_day
from ..journeys.find_courses import Course, Found, FoundCourses, Loosen, Offering, Priced, Provider, ReadAs
from ..journeys.price_for_you import YourPrice
from .course_form import FILTER_OF, Asked, Labels
from .looking import Look
from .words import Words
from .your_price import SaidPrice, say_price

_SYNONYMS: Final = 6
"""So many other words are named; a longer list is read by nobody."""


@dataclass(frozen=True, slots=True)
class CourseCard:
    """One course in the list, with the offering that is shown of it. `lang` is that of its name where it is not the
    page's. `tags` say when and how."""

    id: str
    name: str
    lang: str | None
    provider: str | None
    example: bool
    place: str | None
    begins: str
    tags: tuple[str, ...]
    more: int
    price: SaidPrice


@dataclass(frozen=True, slots=True)
class Looser:
    """What to let go: how it is said, the address that does it, and how many courses that gives."""

    label: str
    address: str
    count: int


def cards_of(
    found: Sequence[Priced], look: Look, labels: Labels, words: Words, *, cheapest: bool = False
) -> list[CourseCard]:
    """The cards in their order. Of a course the offering that fits best is shown, or the one that costs least."""
    return [_card(one, shown(one, cheapest), look, labels, words) for one in found]


def shown(one: Priced, cheapest: bool) -> tuple[Offering, YourPrice]:
    """The offering of a course that stands in the list."""
    if not cheapest:
        return one.offerings[0]
    return min(one.offerings, key=lambda pair: (pair[1].highest is None, pair[1].highest or 0))


def _card(one: Priced, pair: tuple[Offering, YourPrice], look: Look, labels: Labels, words: Words) -> CourseCard:
    offering, price = pair
    name, lang = name_of(one.course, words)
    return CourseCard(
        one.course.id,
        name,
        lang,
        one.provider.name if one.provider else None,
        is_example(one.course, one.provider),
        offering.place.town if offering.place else None,
        begins(offering, words),
        how(offering, labels),
        one.hit.count - 1,
        say_price(price, look, words),
    )


def is_example(course: Course, provider: Provider | None) -> bool:
    return course.origin.example or (provider is not None and provider.origin.example)


def name_of(course: Course, words: Words) -> tuple[str, str | None]:
    """The name in the language of the page if it has one, else as it is, with the language that it then is in."""
    if words["language"] == "nl":
        return course.name, None
    return (course.name_en, None) if course.name_en else (course.name, "nl")


def begins(offering: Offering, words: Words) -> str:
    """ "Begint 1 maart 2020", "Begint op elke dag", "Begin niet bekend"."""
    said = words["courses"]
    if offering.start is not None:
        return str(said["begins"]).format(day=say_day(offering.start, words["language"]))
    return str(said["any_day" if offering.any_day else "no_day"])


def how(offering: Offering, labels: Labels) -> tuple[str, ...]:
    """When in the week, how it is taught, how much of the week: what is known of it."""
    found = [labels.said("moment", one) for one in ("dag", "avond", "weekend") if one in offering.moments]
    found += [labels.said("way", offering.way)] if offering.way else []
    found += [labels.said("form", offering.form)] if offering.form and offering.form != offering.way else []
    return tuple(found)


def read_sentences(found: Found, labels: Labels, words: Words) -> list[str]:
    """What some of the words were understood as."""
    said = words["courses"]["read"]
    taken = [one for one in found.read_as if _is_filter(one) and one.used]
    # "vanaf januari" says it better than the days that it became.
    chosen = [value for one in taken for value in ((one.words,) if one.kind == "start" else _values(one, labels))]
    sentences = [str(said["filter"]).format(values=", ".join(dict.fromkeys(chosen)))] if chosen else []
    for one in found.read_as:
        if _is_filter(one):
            if not one.used:
                sentences.append(str(said["let_go"]).format(words=one.words))
        elif one.kind == "near":
            sentences += [] if one.used else [str(said["near"])]
        elif one.kind == "without":
            sentences += [str(said["without"]).format(words=one.words)] if one.used else []
        else:
            joined = " ".join(one.values) if one.kind == "compound" else ", ".join(one.values[:_SYNONYMS])
            sentences.append(str(said[one.kind]).format(words=one.words, values=joined))
    return list(dict.fromkeys(sentences))


_NO_FILTER: Final = ("synonym", "spelling", "compound", "beginning", "unknown", "apart", "near", "without")


def _is_filter(one: ReadAs) -> bool:
    return one.kind not in _NO_FILTER


def _values(one: ReadAs, labels: Labels) -> Iterator[str]:
    """The values in words; a wish such as «thuis» has values of more than one kind, said once."""
    for value in one.values:
        for facet in (one.kind, "way", "form", "moment", "kind"):
            label = labels.said(facet, value)
            if label != value:
                yield label
                break
        else:
            yield value


def loosers_of(
    found: FoundCourses, asked: Asked, labels: Labels, words: Words, total_of: Callable[[Asked], int]
) -> list[Looser]:
    """What to let go, most courses first; each was tried. Where letting go of one thing is not enough: the words
    without any choice, or else everything."""
    said = words["courses"]["loosen"]
    made = [_looser(one, asked, labels, words) for one in found.found.loosen]
    if asked.free_for_me and found.total < found.found.total:
        label = str(said["filter"]).format(name=labels.of_group("gratis"))
        made.insert(0, Looser(label, asked.query(changes={"gratis": ()}), found.found.total))
    if found.total or made:
        return made
    barer = {"only": Asked({"zoek": asked.chosen.get("zoek", ())}, 1, ()), "all": Asked({}, 1, ())}
    for kind, one in barer.items():
        total = total_of(one)
        if total and one.chosen != asked.chosen and (one.words or kind == "all"):
            return [Looser(str(said[kind]).format(words=one.words), one.query(), total)]
    return []


def _looser(one: Loosen, asked: Asked, labels: Labels, words: Words) -> Looser:
    said: Any = words["courses"]["loosen"]
    if one.kind == "filter":
        name = FILTER_OF[one.name]
        return Looser(said["filter"].format(name=labels.of_group(name)), asked.query(changes={name: ()}), one.total)
    label = said[one.kind].format(name=one.name, words=one.words)
    return Looser(label, asked.query(changes={"zoek": (one.words or "",)}), one.total)
