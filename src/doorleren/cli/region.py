# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands about a region: `regio toon` and `regio kerncijfers`; `regio grenzen` stands in `borders`.

Knows: their arguments, and how key figures look in a terminal. Leaves: figures (journeys), the pages of an edition
(whoever writes them, handed in), the rest of the command line (`main`).
"""

import argparse
import textwrap
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..basics import LANGUAGES, Problem, said, say_day
from ..journeys import today
from ..journeys.file_trouble import file_problem
from .borders import add_borders
from .people import FINE, Door
from .progress import Progress
from .show import harmless

if TYPE_CHECKING:
    from ..journeys.watch_parts import Card, Region, RegionalFigures, RegionInSight

_WIDTH: Final = 80
_FIRST_YEAR: Final = 1990
_ARROWS: Final = {"omhoog": "↑", "omlaag": "↓", "niet-duidelijk": "·", "geen-oordeel": " "}
_WORDS: Final[dict[str, dict[str, str]]] = {
    "nl": {
        "title": "{name} ({kind}, {code}) – kerncijfers op {day}",
        "made_up": "Verzonnen voorbeelden: gebruik deze cijfers niet. Echte haalt u met «doorleren cbs haal».",
        "some_made_up": "Sommige cijfers zijn verzonnen voorbeelden: daar staat «verzonnen» bij. Gebruik die niet. "
        "Echte haalt u met «doorleren cbs haal».",
        "others": "Zo heet ook: {names}. Kies met een code, zoals «doorleren regio toon {code}».",
        "became": "Deze regio is er niet meer.",
        "country": "Nederland: {figure}",
        "figures": "cijfer",
        "source": "bron: {source}, opgehaald {day}",
        "example": "verzonnen",
        "none": "Geen cijfer",
        "arrows": "↑ gestegen  ↓ gedaald  · geen duidelijke verandering (in een jaar)",
        "written": "{files} bestanden geschreven in {folder}. Open index.html.",
        "made": "bladzijden",
    },
    "en": {
        "title": "{name} ({kind}, {code}) – key figures on {day}",
        "made_up": "Made-up examples: do not use these figures. Fetch real ones with «doorleren cbs haal».",
        "some_made_up": "Some figures are made-up examples: these say «made up». Do not use those. Fetch real ones "
        "with «doorleren cbs haal».",
        "others": "Also called so: {names}. Choose by code, such as «doorleren regio toon {code}».",
        "became": "This region is no more.",
        "country": "the Netherlands: {figure}",
        "figures": "figure",
        "source": "source: {source}, fetched {day}",
        "example": "made up",
        "none": "No figure",
        "arrows": "↑ up  ↓ down  · no clear change (in a year)",
        "written": "{files} files written in {folder}. Open index.html.",
        "made": "pages",
    },
}
_KINDS: Final = {
    "nl": {
        "land": "land",
        "provincie": "provincie",
        "arbeidsmarktregio": "arbeidsmarktregio",
        "groep": "groep",
        "gemeente": "gemeente",
    },
    "en": {
        "land": "country",
        "provincie": "province",
        "arbeidsmarktregio": "labour-market region",
        "groep": "group",
        "gemeente": "municipality",
    },
}


def add_region(commands: Any, door: Door) -> None:
    """Put `regio` among the commands."""
    region = commands.add_parser("regio", help="cijfers over de arbeidsmarkt in een regio")
    inside = region.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    one = door.command(inside, "toon", lambda options: _show(options, door), "de kerncijfers van een regio")
    one.add_argument("regio", metavar="REGIO", help="een naam of een code, zoals GRONINGEN, AM01 of GM1979")
    one.add_argument("--indicator", metavar="ID", help="alleen dit cijfer, met alle waarden")
    _common(one)
    one.add_argument("--json", action="store_true", help="als JSON")
    one = door.command(
        inside,
        "kerncijfers",
        lambda options: _edition(options, door),
        "maak de kerncijfers van een kwartaal als website",
    )
    one.add_argument("--kwartaal", metavar="KWARTAAL", required=True, help="zoals 2026K3")
    one.add_argument("--uit", metavar="MAP", required=True, help="een lege map, of een map van een eerdere keer")
    one.add_argument(
        "--regio",
        metavar="REGIO",
        help="een regio met alles wat erin ligt; zonder deze: heel Nederland, elke provincie en arbeidsmarktregio",
    )
    _common(one, day=False)
    one.add_argument("--json", action="store_true", help="als JSON")
    add_borders(inside, door)


def _common(parser: argparse.ArgumentParser, *, day: bool = True) -> None:
    if day:
        parser.add_argument("--op", metavar="DATUM", help="cijfers over tijd die op deze dag voorbij was")
    parser.add_argument("--stand", metavar="DATUM", help="alleen wat op deze dag al was opgehaald")
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")


def _show(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.region_shapes import in_full_shape, in_sight_shape

    day = door.day(options.op) or today()
    as_of = _as_of(options, door)
    figures: RegionalFigures = options.the_regional()
    found, problem = _region(figures, options.regio)
    if problem is not None:
        return door.problems([problem], options)
    if options.indicator is not None:
        indicator = next((one for one in figures.indicators if one.id == options.indicator), None)
        if indicator is None:
            return door.problems([_no_indicator(options.indicator, figures)], options)
        full = figures.in_full(indicator, found[0], day, as_of)
        if options.json:
            return door.print_json(in_full_shape(full, options.taal))
        print("\n".join(_in_full_lines(full.card, options.taal)))
        return FINE
    seen = figures.in_sight(found[0], day, as_of)
    if options.json:
        return door.print_json(in_sight_shape(seen, figures.regions, options.taal))
    print("\n".join(_lines(seen, found[1:], options.taal)))
    return FINE


def _as_of(options: argparse.Namespace, door: Door) -> datetime | None:
    from ..journeys.figures import end_of

    day = door.day(options.stand, "--stand")
    return None if day is None else end_of(day)


def _region(figures: "RegionalFigures", words: str) -> tuple[tuple["Region", ...], Problem | None]:
    """The region that is meant first, and the others of that name."""
    found = figures.regions.find(words)
    if found:
        return found, None
    near = figures.regions.near(words)[:3]
    hint = " ".join(f"{one.name} ({one.code})" for one in near)
    shown = harmless(words[:60])
    return (), Problem(
        "REGIO",
        said(
            f"De regio «{shown}» kennen wij niet.",
            f"We do not know the region «{shown}».",
        ),
        said("een naam of een code, zoals GRONINGEN of PV20", "a name or a code, such as GRONINGEN or PV20"),
        said(f"Bedoelt u {hint}?", f"Do you mean {hint}?") if near else said("Controleer de naam.", "Check the name."),
    )


def _no_indicator(name: str, figures: "RegionalFigures") -> Problem:
    names = ", ".join(one.id for one in figures.indicators)
    return Problem(
        "--indicator",
        said(f"«{harmless(name[:60])}» kennen wij niet.", f"We do not know «{harmless(name[:60])}»."),
        said(f"een van: {names}", f"one of: {names}"),
        said("Verbeter de naam.", "Correct the name."),
    )


def _lines(seen: "RegionInSight", others: tuple["Region", ...], language: str) -> Iterator[str]:
    words, region = _WORDS[language], seen.region
    kind = _KINDS[language][region.kind]
    title = words["title"].format(name=region.name, kind=kind, code=region.code, day=say_day(seen.on, language))
    yield from _wrapped(title)
    if others:
        names = ", ".join(f"{one.code} ({_KINDS[language][one.kind]} {one.name})" for one in others)
        yield from _wrapped(words["others"].format(names=names, code=others[0].code))
    if seen.followed is not None:
        yield from _wrapped(seen.followed.in_language(language))
    if seen.made_up:
        real = any(card.series is not None and not card.series.made_up for card in seen.cards)
        yield from _wrapped(words["some_made_up" if real else "made_up"])
    yield from ("", words["arrows"])
    from ..journeys.key_sentences import THEME_SAID

    with_figure = [card for card in seen.cards if card.nothing is None]
    # Cards of one theme need not stand together in the order of the page.
    for theme in dict.fromkeys(card.indicator.theme for card in with_figure):
        yield from ("", THEME_SAID[theme].in_language(language).upper())
        for card in with_figure:
            if card.indicator.theme == theme:
                yield from _card_lines(card, language)
    without = [card for card in seen.cards if card.nothing is not None]
    if without:
        yield from ("", words["none"].upper())
        for card in without:
            assert card.nothing is not None
            name = card.indicator.name.in_language(language)
            yield from _wrapped(f"{name}: {card.nothing.in_language(language)}", "  ", "    ")


def _card_lines(card: "Card", language: str) -> Iterator[str]:
    from ..journeys.key_sentences import figure_said

    words, point = _WORDS[language], card.latest
    assert point is not None
    assert point.value is not None
    year = card.verdict("jaar")
    arrow = _ARROWS[year.way] if year is not None else " "
    figure = figure_said(card.indicator, point.value).in_language(language)
    named = f" ({card.class_name.in_language(language)})" if card.class_name is not None else ""
    head = f"{arrow} {card.indicator.name.in_language(language)}: {figure}{named}, {point.span.in_words(language)}"
    yield from _wrapped(head, "", "  ")
    yield from _wrapped(card.sentence.in_language(language), "    ", "    ")
    if card.country is not None and card.country.value is not None:
        country = figure_said(card.indicator, card.country.value).in_language(language)
        yield from _wrapped(words["country"].format(figure=country), "    ", "    ")
    yield from _wrapped(_source(card, language), "    ", "    ")


def _source(card: "Card", language: str) -> str:
    words = _WORDS[language]
    assert card.series is not None
    if card.series.made_up:
        return words["example"]
    one = card.series.downloads[0]
    return words["source"].format(
        source=f"{one.provider.upper()} {one.table}", day=say_day(one.fetched.date(), language)
    )


def _in_full_lines(card: "Card", language: str) -> Iterator[str]:
    from ..journeys.key_sentences import figure_said

    if card.series is None:
        assert card.nothing is not None
        yield from _wrapped(card.nothing.in_language(language))
        return
    yield from _card_lines(card, language)
    yield ""
    for point in card.series.points:
        figure = figure_said(card.indicator, point.value).in_language(language) if point.value is not None else "–"
        figure = figure.replace("\u00a0", " ")
        said_too = ", ".join(part for part in (point.reason, point.status) if part)
        yield f"  {point.span.in_words(language):<24} {figure:>20}  {said_too}".rstrip()


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        harmless(text.replace("\u00a0", " ")), _WIDTH, initial_indent=first, subsequent_indent=rest
    ) or [""]


def _edition(options: argparse.Namespace, door: Door) -> int:
    from ..journeys.watch_parts import quarter_of

    quarter = quarter_of(options.kwartaal)
    if quarter is None:
        return door.problems([_no_quarter(options.kwartaal)], options)
    if quarter.first is None or not date(_FIRST_YEAR, 1, 1) <= quarter.first <= today():
        return door.problems([_not_this_quarter(options.kwartaal)], options)
    as_of = _as_of(options, door)
    figures: RegionalFigures = options.the_regional()
    region = None
    if options.regio is not None:
        found, problem = _region(figures, options.regio)
        if problem is not None:
            return door.problems([problem], options)
        region = found[0]
    progress = Progress()
    try:
        files = options.write_edition(
            Path(options.uit), quarter, region, as_of=as_of, language=options.taal, progress=progress
        )
    except OSError as error:
        return door.problems([file_problem(error, options.uit)], options)
    finally:
        progress.clear()
    if options.json:
        return door.print_json({"kwartaal": quarter.code, "bestanden": files, "map": options.uit})
    print(_WORDS[options.taal]["written"].format(files=files, folder=options.uit))
    return FINE


def _not_this_quarter(text: str) -> Problem:
    """A site full of empty pages helps nobody."""
    return Problem(
        "--kwartaal",
        said(f"Over «{harmless(text[:60])}» is er niets.", f"There is nothing about «{harmless(text[:60])}»."),
        said(f"een kwartaal vanaf {_FIRST_YEAR} dat al is begonnen", f"a quarter from {_FIRST_YEAR} on that has begun"),
        said("Kies een ander kwartaal.", "Choose another quarter."),
    )


def _no_quarter(text: str) -> Problem:
    return Problem(
        "--kwartaal",
        said(f"«{harmless(text[:60])}» is geen kwartaal.", f"«{harmless(text[:60])}» is no quarter."),
        said("een jaar en een kwartaal, zoals 2026K3", "a year and a quarter, such as 2026K3"),
        said("Verbeter het kwartaal.", "Correct the quarter."),
    )
