# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command that brings in figures of others than CBS: `cijfers haal eurostat` and `cijfers haal uwv`.

Knows: its arguments, and which mapping is meant when none is named. Leaves: what is told of it (`figures`).
"""

import argparse
from datetime import UTC, datetime
from typing import Any, Final

from ..basics import LANGUAGES, Problem, said
from ..journeys.figures_house import FiguresHouse
from .figures import tell_fetched
from .people import Door
from .progress import Progress

_NAMES: Final = {"eurostat": "Eurostat", "uwv": "UWV"}
PROVIDERS: Final = tuple(_NAMES)
_NOT_TRIED: Final = (
    "Een koppeling zegt welke kolom of code wat is. Met de echte bestanden van UWV en het echte antwoord van "
    "Eurostat zijn de koppelingen van Doorleren nog niet geprobeerd. Past een koppeling niet? Kopieer haar, pas haar "
    "aan en geef uw bestand mee met --koppeling."
)


def add_figures_from(commands: Any, door: Door) -> None:
    """Put `cijfers haal` among the commands."""
    figures = commands.add_parser("cijfers", help="cijfers van Eurostat en UWV: haal")
    inside = figures.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    one = door.command(
        inside, "haal", lambda options: _fetch(options, door), "haal cijfers van Eurostat, of uit werkmappen van UWV"
    )
    one.epilog = _NOT_TRIED
    one.add_argument("aanbieder", metavar="AANBIEDER", choices=PROVIDERS, help="eurostat of uwv")
    one.add_argument(
        "bron",
        metavar="BRON",
        nargs="?",
        help="een bestand, een map of een adres; voor uwv: xlsx, xls of ods (zonder: Eurostat zelf)",
    )
    one.add_argument("--koppeling", metavar="NAAM", help="de naam van een koppeling, zoals gwu, of een eigen bestand")
    one.add_argument("--ander-deel", action="store_true", help="ook als het een ander deel is dan de vorige keer")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    one.add_argument("--json", action="store_true", help="als JSON")


def _fetch(options: argparse.Namespace, door: Door) -> int:
    house: FiguresHouse = options.the_figures()
    there = house.mappings(options.aanbieder)
    wrong = []
    # Eurostat can be asked on the web; UWV puts its workbooks where somebody has to fetch them.
    named = options.aanbieder == "eurostat" if options.bron is None else bool(options.bron.strip())
    if not named:
        wrong.append(_NO_SOURCE)
    # One mapping leaves nothing to choose; among several nobody guesses.
    mapping: str = options.koppeling or (there[0] if len(there) == 1 else "")
    if not mapping:
        wrong.append(_no_mapping(options.aanbieder, there))
    if wrong:
        return door.problems(wrong, options)
    progress = Progress()
    try:
        done = house.fetch_mapped(
            options.aanbieder,
            mapping,
            options.bron,
            now=datetime.now(UTC),
            other_part=options.ander_deel,
            progress=progress,
        )
    finally:
        progress.clear()
    return tell_fetched(done, options, door)


def _no_mapping(provider: str, there: tuple[str, ...]) -> Problem:
    names, provider = ", ".join(there), _NAMES[provider]
    return Problem(
        "--koppeling",
        said(
            f"Van {provider} zijn er meer tabellen. Welke is dit?",
            f"There are more tables of {provider}. Which one is this?",
        ),
        said(f"een van: {names}; of een bestand", f"one of: {names}; or a file"),
        said(f"Geef er een mee, zoals --koppeling {there[0]}.", f"Add one, such as --koppeling {there[0]}."),
    )


_NO_SOURCE: Final = Problem(
    "BRON",
    said("Er is geen bestand of map genoemd.", "No file or folder was named."),
    said("een werkmap (xlsx, xls, ods) of een map ermee", "a workbook (xlsx, xls, ods) or a folder of them"),
    said("Noem waar de cijfers staan.", "Name where the figures are."),
)
