# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command that finds courses: `doorleren zoek`.

Knows: its arguments, and how what was found looks in a terminal. Leaves: the rest of the command line (`main`).
"""

import argparse
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..basics import LANGUAGES, Problem, parse_day, said, say_day, say_euro
from ..journeys import Book, Profile, read_text, today
from ..journeys.offer_house import FORMS, KINDS, MOMENTS, SUBJECTS, WAYS, OfferHouse
from .people import Door, count
from .read_as import read_as_lines
from .show import harmless

if TYPE_CHECKING:
    from ..journeys.find_courses import FoundCourses, Priced, Sort
    from ..journeys.price_for_you import YourPrice

_WIDTH: Final = 80
_SHOWN: Final = 10
_MOST_SHOWN: Final = 100
_HIGHEST_PRICE: Final = 100_000
_LONGEST: Final = 500
_LITTLE_FOUND: Final = 5
_NO_GIFTS: Final = ("lening", "fiscaal")
_SORTS: Final[dict[str, "Sort"]] = {"past": "fit", "prijs": "price", "start": "start"}
_FOR_ME: Final = "voor-mij"
_OPTIONS: Final = {
    "town": "--plaats",
    "kinds": "--soort",
    "subjects": "--onderwerp",
    "forms": "--vorm",
    "moments": "--moment",
    "ways": "--manier",
    "price_max_cents": "--prijs-tot",
    "recognised": "--erkend",
}
"""The option with which each filter is set."""

_WORDS: Final[dict[str, dict[str, str]]] = {
    "nl": {
        "found": "{n} opleidingen die beginnen op of na {day}.",
        "one": "1 opleiding die begint op of na {day}.",
        "none": "Niets gevonden dat begint op of na {day}.",
        "example": "voorbeeld",
        "examples": "«Voorbeeld» is verzonnen: niemand kan zich daar aanmelden.",
        "price": "prijs {price}",
        "unknown": "prijs onbekend",
        "for_you": "voor u {price}",
        "or": "{low} tot {high}, hangt af van wat wij nog niet weten",
        "later_start": "begint u op {day}, dan voor u {price}",
        "pays": "dat betaalt: {who}",
        "may_pay": "misschien betaalt bijvoorbeeld: {who}",
        "advance": "eerst zelf betalen, later terug: {price}",
        "borrow": "lenen: {price}",
        "later": "later terug van de belasting: {price}",
        "start": "begint {day}",
        "any_day": "begint wanneer u wilt",
        "times": "{n} keer",
        "let_go": "Meer vindt u zonder «{what}»: {n}.",
        "spelling": "Bedoelt u «{words}»? Dat geeft er {n}.",
        "more": "U ziet er {n}. Meer: --aantal {more}.",
        "most": "U ziet de eerste {n}. Zoek preciezer voor de andere.",
        "among": "Voor uw prijs keken wij naar de {n} die het beste passen.",
        "nobody": "Zonder --profiel rekenen wij met iemand van wie wij niets weten.",
    },
    "en": {
        "found": "{n} courses that begin on or after {day}.",
        "one": "1 course that begins on or after {day}.",
        "none": "Nothing was found that begins on or after {day}.",
        "example": "example",
        "examples": "“Example” is made up: nobody can enrol there.",
        "price": "price {price}",
        "unknown": "price unknown",
        "for_you": "for you {price}",
        "or": "{low} to {high}, depends on what we do not know yet",
        "later_start": "if you begin on {day}, then for you {price}",
        "pays": "paid by: {who}",
        "may_pay": "may be paid by, for example: {who}",
        "advance": "pay first, comes back later: {price}",
        "borrow": "borrow: {price}",
        "later": "comes back later as less tax: {price}",
        "start": "begins {day}",
        "any_day": "begins when you like",
        "times": "{n} times",
        "let_go": "There are more without “{what}”: {n}.",
        "spelling": "Do you mean “{words}”? That gives {n}.",
        "more": "You see {n}. For more: --aantal {more}.",
        "most": "You see the first {n}. Search more precisely for the others.",
        "among": "For your price we looked at the {n} that fit best.",
        "nobody": "Without --profiel we count with somebody we know nothing about.",
    },
}


def add_find(commands: Any, door: Door, text_of: Callable[[str], tuple[str, str]]) -> None:
    """Put `zoek` among the commands."""
    one = door.command(
        commands, "zoek", lambda options: _find(options, door, text_of), "zoek een opleiding, met uw prijs"
    )
    one.add_argument(
        "woorden", metavar="WOORDEN", nargs="*", help="wat u zoekt, zoals: computer cursus avond groningen"
    )
    one.add_argument("--profiel", metavar="PROFIEL", help="een bestand met wat u over uzelf vertelt (YAML of JSON)")
    one.add_argument("--op", metavar="DATUM", help="de dag waarop u zoekt; u ziet wat daarna begint")
    one.add_argument("--plaats", metavar="PLAATS", help="alleen in deze plaats")
    one.add_argument("--binnen-km", metavar="KM", type=int, help="ook tot zo ver van --plaats")
    for name, values, about in (
        ("soort", KINDS, "soort opleiding"),
        ("onderwerp", SUBJECTS, "waarover het gaat"),
        ("vorm", FORMS, "hoeveel van de week"),
        ("moment", MOMENTS, "wanneer in de week"),
        ("manier", WAYS, "hoe er les is"),
    ):
        one.add_argument(f"--{name}", choices=values, action="append", default=[], help=about)
    one.add_argument("--prijs-tot", metavar="EURO", type=int, help="kost ten hoogste zoveel hele euro's")
    one.add_argument("--erkend", action="store_true", help="alleen wat erkend is")
    one.add_argument("--nul-euro", action="store_true", help="alleen wat u zeker niets kost")
    one.add_argument("--zonder-voorbeelden", action="store_true", help="zonder onze verzonnen voorbeelden")
    one.add_argument("--sorteer", choices=(*_SORTS, _FOR_ME), default="past", help="wat eerst komt (past)")
    one.add_argument("--aantal", metavar="AANTAL", type=int, default=_SHOWN, help=f"hoeveel u er wilt zien ({_SHOWN})")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    one.add_argument("--json", action="store_true", help="als JSON")


def _find(options: argparse.Namespace, door: Door, text_of: Callable[[str], tuple[str, str]]) -> int:
    book: Book = options.the_book()
    asked = door.day(options.op)
    profile, on, problems = _profile(book, options, asked, text_of)
    problems = [*problems, *_wrong(options)]
    if problems:
        return door.problems(problems, options)
    # The search takes a while to load, and no other command needs it.
    from ..journeys.find_courses import Wanted, find_courses, found_shape

    house: OfferHouse = options.the_offer()
    wanted = Wanted(
        after=on,
        words=" ".join(options.woorden),
        town=options.plaats,
        within_km=max(options.binnen_km, 1) if options.binnen_km is not None and options.plaats else None,
        kinds=frozenset(options.soort),
        subjects=frozenset(options.onderwerp),
        forms=frozenset(options.vorm),
        moments=frozenset(options.moment),
        ways=frozenset(options.manier),
        price_max_cents=options.prijs_tot * 100 if options.prijs_tot is not None else None,
        recognised=options.erkend,
        examples_too=not options.zonder_voorbeelden,
        sort=_SORTS.get(options.sorteer, "fit"),
        limit=options.aantal,
    )
    found = find_courses(
        book,
        house,
        wanted,
        profile.facts if profile else {},
        options.taal,
        free_for_me=options.nul_euro,
        cheapest_for_me=options.sorteer == _FOR_ME,
    )
    shapes = [found_shape(one, book, on, options.taal) for one in found.courses]
    if options.json:
        return door.print_json(shapes)
    for line in _lines(found, shapes, on, options, profile is not None):
        print(line)
    return 0


def _wrong(options: argparse.Namespace) -> Iterator[Problem]:
    """What is asked for and cannot be."""
    if not 1 <= options.aantal <= _MOST_SHOWN:
        yield Problem(
            "--aantal",
            said(f"{options.aantal} kan niet.", f"{options.aantal} is not possible."),
            said(f"een getal van 1 tot en met {_MOST_SHOWN}", f"a number from 1 to {_MOST_SHOWN}"),
            said("Kies een ander aantal.", "Choose another number."),
        )
    if options.prijs_tot is not None and not 0 <= options.prijs_tot <= _HIGHEST_PRICE:
        yield Problem(
            "--prijs-tot",
            said("Deze prijs kan niet.", "This price is not possible."),
            said(f"hele euro's, van 0 tot en met {_HIGHEST_PRICE}", f"whole euros, from 0 to {_HIGHEST_PRICE}"),
            said("Kies een andere prijs.", "Choose another price."),
        )
    if sum(map(len, options.woorden)) + len(options.woorden) > _LONGEST:
        yield Problem(
            "WOORDEN",
            said("Dit is te lang om mee te zoeken.", "This is too long to search with."),
            said(f"ten hoogste {_LONGEST} tekens", f"at most {_LONGEST} characters"),
            said("Zoek met minder woorden.", "Search with fewer words."),
        )


def _profile(
    book: Book, options: argparse.Namespace, on: date | None, text_of: Callable[[str], tuple[str, str]]
) -> tuple[Profile | None, date, list[Problem]]:
    if options.profiel is None:
        return None, on or today(), []
    text, file = text_of(options.profiel)
    return read_text(book, text, file, on)


def _lines(
    found: "FoundCourses", shapes: list[dict[str, Any]], on: date, options: argparse.Namespace, known: bool
) -> Iterator[str]:
    words, language = _WORDS[options.taal], options.taal
    day = say_day(on, language)
    total = "none" if not found.total else "one" if found.total == 1 else "found"
    yield words[total].format(n=count(found.total, language), day=day)
    yield from map(harmless, read_as_lines(found.found, options.plaats is not None, language))
    for one, shape in zip(found.courses, shapes, strict=True):
        yield ""
        yield from _course(one, shape, words, language)
    if shapes:
        yield ""
    if len(shapes) < found.total:
        more = "more" if len(shapes) < _MOST_SHOWN else "most"
        yield words[more].format(n=len(shapes), more=min(2 * len(shapes), _MOST_SHOWN))
    if any(shape["voorbeeld"] for shape in shapes):
        yield words["examples"]
    if found.among:
        yield words["among"].format(n=count(found.among, language))
    if options.nul_euro and found.total < min(_LITTLE_FOUND, found.found.total):
        yield words["let_go"].format(what="--nul-euro", n=count(found.found.total, language))
    for other in found.found.loosen:
        if other.kind == "spelling":
            yield words["spelling"].format(words=other.words, n=count(other.total, language))
        else:
            yield words["let_go"].format(what=_OPTIONS.get(other.name, other.name), n=count(other.total, language))
    if shapes and not known:
        yield words["nobody"]


def _course(one: "Priced", shape: dict[str, Any], words: dict[str, str], language: str) -> Iterator[str]:
    mark = f" [{words['example']}]" if shape["voorbeeld"] else ""
    yield from textwrap.wrap(harmless(f"{shape['naam']}{mark}"), _WIDTH)
    start = parse_day(shape["start"]) if shape["start"] else None
    when = words["start"].format(day=say_day(start, language)) if start else words["any_day"]
    times = words["times"].format(n=shape["aantalKeer"]) if shape["aantalKeer"] > 1 else None
    yield _indented(harmless(", ".join(part for part in (shape["aanbieder"], shape["plaats"], when, times) if part)))
    # What the first of its offerings costs: prices of other places and years beside it would only confuse.
    price = one.offerings[0][1]
    yield _indented(
        words["price"].format(price=say_euro(price.price, language)) if price.price is not None else words["unknown"]
    )
    if price.highest is not None:
        yield _indented(words["for_you"].format(price=_range(price, words, language)))
    yield from (_indented(harmless(line)) for line in _who_pays(price, words))
    if cheaper := _cheaper_later(one, words, language):
        yield _indented(cheaper)
    for name, key in (("advance", "voorschieten"), ("borrow", "lenen"), ("later", "laterTerug")):
        if shape[key]:
            yield _indented(words[name].format(price=say_euro(shape[key], language)))
    yield _indented(shape["id"])


def _who_pays(price: "YourPrice", words: dict[str, str]) -> Iterator[str]:
    """Who makes the price for them lower: who certainly does, and who may."""
    place = price.free_place
    certain = {place.name: None} if place and place.certain else {}
    certain |= {
        share.name: None for share in (price.certain.shares if price.certain else ()) if share.kind not in _NO_GIFTS
    }
    hoped = {place.name: None} if place and not place.certain else {}
    hoped |= {share.name: None for share in (price.hoped.shares if price.hoped else ()) if share.kind not in _NO_GIFTS}
    for name, who in (("pays", certain), ("may_pay", {one: None for one in hoped if one not in certain})):
        if who:
            yield words[name].format(who=" + ".join(who))


def _cheaper_later(one: "Priced", words: dict[str, str], language: str) -> str | None:
    """Where the first is too early for a scheme: the next of the same price that costs them less."""
    (_, first), *others = one.offerings
    if first.lowest is None or first.highest is None:
        return None
    for offering, price in others:
        less = price.lowest is not None and price.highest is not None
        if less and offering.start and price.price == first.price and _bounds(price) < _bounds(first):
            return words["later_start"].format(
                price=_range(price, words, language), day=say_day(offering.start, language)
            )
    return None


def _bounds(price: "YourPrice") -> tuple[int, int]:
    return price.highest or 0, price.lowest or 0


def _range(price: "YourPrice", words: dict[str, str], language: str) -> str:
    low, high = (say_euro(one, language) for one in (price.lowest or 0, price.highest or 0))
    return high if low == high else words["or"].format(low=low, high=high)


def _indented(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
