# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands about borders for the map: `regio grenzen haal` and `regio grenzen lijst`.

Knows: their arguments, and what is told. Leaves: reading and keeping borders (handed in).
"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ..basics import LANGUAGES, Problem, said, say_day
from ..journeys import today
from .figures_shown import wrapped
from .people import FINE, Door
from .show import harmless, problems

if TYPE_CHECKING:
    from ..journeys.borders_house import BordersHouse, BordersListed, BroughtIn

KINDS: Final = ("provincie", "arbeidsmarktregio", "gemeente")
_YEARS: Final = (1800, 2200)
_SOURCE_LETTERS_MAX: Final = 120
_NOTES_MAX: Final = 20

_WORDS: Final[dict[str, dict[str, str]]] = {
    "nl": {
        "provincie": "provincies",
        "arbeidsmarktregio": "arbeidsmarktregio’s",
        "gemeente": "gemeenten",
        "kept": "Bewaard: de grenzen van {n} {kinds} in {year}.",
        "replaced": "De grenzen van {year} die er waren, zijn vervangen.",
        "source": "Zo staat het onder de kaart: «Bron: {source}.»",
        "listed": "{kinds}, {year}: {n} gebieden, opgehaald op {day}. Bron: {source}.",
        "damaged": "{kinds}, {year}: beschadigd.",
        "none": "Er zijn nog geen grenzen. Kaarten zijn in blokjes.",
        "more": "… en nog {n} meldingen.",
    },
    "en": {
        "provincie": "provinces",
        "arbeidsmarktregio": "labour-market regions",
        "gemeente": "municipalities",
        "kept": "Kept: the borders of {n} {kinds} in {year}.",
        "replaced": "The borders of {year} that were there are replaced.",
        "source": "Below the map it says: «Source: {source}.»",
        "listed": "{kinds}, {year}: {n} regions, fetched on {day}. Source: {source}.",
        "damaged": "{kinds}, {year}: damaged.",
        "none": "There are no borders yet. Maps are in tiles.",
        "more": "… and {n} more messages.",
    },
}


def add_borders(commands: Any, door: Door) -> None:
    """Put `grenzen haal` and `grenzen lijst` among the commands about a region."""
    borders = commands.add_parser("grenzen", help="grenzen voor de kaart: haal en lijst")
    inside = borders.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    one = door.command(
        inside, "haal", lambda options: _bring(options, door), "haal grenzen voor de kaart uit een bestand (GeoJSON)"
    )
    one.add_argument("bron", metavar="BESTAND|ADRES", help="een GeoJSON-bestand van CBS of PDOK, of het adres ervan")
    one.add_argument("--soort", choices=KINDS, required=True, help="welke gebieden erin staan")
    one.add_argument("--jaar", metavar="JAAR", help="van welk jaar de grenzen zijn (zonder: wat het bestand zegt)")
    one.add_argument(
        "--bron",
        metavar="TEKST",
        dest="called",
        help="zo staat de bron onder de kaart, zoals «CBS/PDOK, gebiedsindelingen 2026»",
    )
    _common(one)
    one = door.command(inside, "lijst", lambda options: _list(options, door), "welke grenzen wij hebben")
    _common(one)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    parser.add_argument("--json", action="store_true", help="als JSON")


def _bring(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.borders_house import brought_shape

    year, wrong = _year(options.jaar)
    if not options.bron.strip():
        wrong.append(_NO_SOURCE)
    if options.called is not None:
        wrong.extend(_trouble_with_name(options.called))
    if wrong:
        return door.problems(wrong, options)
    house: BordersHouse = options.the_borders()
    brought = house.bring(options.bron, options.soort, fetched=today(), year=year, called=options.called)
    if brought.kept is None:
        return door.problems([*brought.problems, *brought.notes], options)
    if options.json:
        return door.print_json(brought_shape(brought, options.taal))
    print("\n".join(_told(brought, brought.kept, options.taal)))
    problems(brought.notes[:_NOTES_MAX], options.taal)
    return FINE


def _year(text: str | None) -> tuple[int | None, list[Problem]]:
    if text is None:
        return None, []
    if text.isascii() and text.isdecimal() and len(text) == 4 and _YEARS[0] <= int(text) <= _YEARS[1]:
        return int(text), []
    shown = harmless(text[:20])
    return None, [
        Problem(
            "--jaar",
            said(f"«{shown}» is geen jaar.", f"«{shown}» is no year."),
            said("een jaar, zoals 2026", "a year, such as 2026"),
            said("Verbeter het jaar.", "Correct the year."),
        )
    ]


_NO_SOURCE: Final = Problem(
    "BESTAND|ADRES",
    said("Hier staat geen bestand of adres.", "There is no file or address here."),
    said("een GeoJSON-bestand, of het adres ervan", "a GeoJSON file, or its address"),
    said("Geef het bestand op.", "Name the file."),
)


def _trouble_with_name(called: str) -> list[Problem]:
    """Why a source cannot be named like this below a map."""
    if called.strip() and called.isprintable() and len(called) <= _SOURCE_LETTERS_MAX:
        return []
    return [
        Problem(
            "--bron",
            said("Zo kan de bron niet onder de kaart staan.", "The source cannot stand below a map like this."),
            said(
                f"een korte tekst op één regel, ten hoogste {_SOURCE_LETTERS_MAX} tekens",
                f"a short text on one line, at most {_SOURCE_LETTERS_MAX} characters",
            ),
            said("Maak de tekst korter, of laat --bron weg.", "Make it shorter, or leave out --bron."),
        )
    ]


def _told(brought: "BroughtIn", kept: "BordersListed", language: str) -> Iterator[str]:
    words = _WORDS[language]
    lines = [words["kept"].format(n=kept.regions, kinds=words[kept.kind], year=kept.year)]
    if brought.replaced:
        lines.append(words["replaced"].format(year=kept.year))
    lines.append(words["source"].format(source=kept.source))
    if len(brought.notes) > _NOTES_MAX:
        lines.append(words["more"].format(n=len(brought.notes) - _NOTES_MAX))
    return map(wrapped, lines)


def _list(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.borders_house import listed_shape

    house: BordersHouse = options.the_borders()
    there = house.listed()
    if options.json:
        door.print_json([listed_shape(one) for one in there])
    else:
        lines = [_line(one, options.taal) for one in there] or [_WORDS[options.taal]["none"]]
        print("\n".join(map(wrapped, lines)))
    damaged = [one.trouble for one in there if one.trouble is not None]
    return door.problems(damaged, options) if damaged else FINE


def _line(one: "BordersListed", language: str) -> str:
    words = _WORDS[language]
    kinds = words[one.kind]
    kinds = kinds[:1].upper() + kinds[1:]
    if one.regions is None or one.fetched is None:
        return words["damaged"].format(kinds=kinds, year=one.year)
    day = say_day(one.fetched, language)
    return words["listed"].format(kinds=kinds, year=one.year, n=one.regions, day=day, source=one.source)
