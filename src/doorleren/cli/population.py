# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands about populations: make one of made-up people.

Knows: their arguments, and how their answers look. Leaves: the rest of the command line (`main`).
"""

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from ..basics import LANGUAGES, Problem, parse_day, say_day
from ..journeys import today
from .progress import Progress
from .show import harmless

Command = Callable[..., argparse.ArgumentParser]
"""Adds a command: the group, its name, what runs it, what it is for."""
Tell = Callable[[list[Problem], argparse.Namespace], int]

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "people": "{count} mensen van 15 tot en met 74 jaar op {day}; zaad {seed}.",
        "plans": "{share} van hen wil een cursus of opleiding doen.",
        "sources": "Verdelingen: {tables}, waarvan {assumed} een aanname.",
        "written": "Geschreven",
        "column": "kolom",
        "empty": "leeg",
        "why": "Leeg: niet bekend, of niet van toepassing.",
    },
    "en": {
        "people": "{count} people of 15 to 74 on {day}; seed {seed}.",
        "plans": "{share} of them want to take a course or programme.",
        "sources": "Tables: {tables}, of which {assumed} are assumptions.",
        "written": "Written",
        "column": "column",
        "empty": "empty",
        "why": "Empty: unknown, or does not apply.",
    },
}


def add_commands(inside: Any, command: Command, day_of: Callable[[str | None], date | None], tell: Tell) -> None:
    """Put the commands into `doorleren bevolking`."""

    def make(options: argparse.Namespace) -> int:
        problems = _make(options, day_of(options.op) or today())
        return tell(problems, options) if problems else 0

    one = command(inside, "maak", make, "maak een bevolking van verzonnen mensen, uit gepubliceerde cijfers")
    one.add_argument("uit", metavar="UIT.parquet", help="het nieuwe bestand")
    one.add_argument("--aantal", metavar="AANTAL", required=True, help="hoeveel mensen, zoals 1000000")
    one.add_argument("--zaad", metavar="ZAAD", default="1", help="een heel getal; hetzelfde zaad, dezelfde mensen (1)")
    one.add_argument("--op", metavar="DATUM", help="de dag waarop zij zo zijn, zoals 2026-01-01 (vandaag)")
    one.add_argument("--plannen", metavar="PERCENTAGE", help="hoeveel van hen een cursus of opleiding willen (26,4)")
    one.add_argument("--overschrijven", action="store_true", help="ook als het bestand al bestaat")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    one.add_argument("--json", action="store_true", help="als JSON")


def _make(options: argparse.Namespace, day: date) -> list[Problem]:
    # NumPy and Arrow take a while to load, and other commands do not need them.
    from ..journeys.make_population import asked_population, made_shape, made_up_sentence, make_population

    asked, problems = asked_population(
        options.aantal, options.zaad, day, options.plannen, options.uit, replace=options.overschrijven
    )
    if asked is None:
        return problems
    progress = Progress()
    try:
        made, problems = make_population(options.the_book(), asked, progress)
    finally:
        progress.clear()
    if made is None:
        return problems
    shape = made_shape(made, asked)
    if options.json:
        shape["zin"] = made_up_sentence().in_language(options.taal)
        print(json.dumps(shape, ensure_ascii=False, indent=2))
    else:
        print(made_up_sentence().in_language(options.taal))
        _show(shape, options.taal)
    return []


def _show(shape: Mapping[str, Any], language: str) -> None:
    words = _WORDS[language]
    day = parse_day(shape["op"])
    assert day is not None
    count = _number(f"{shape['personen']:,}", language)
    print(words["people"].format(count=count, day=say_day(day, language), seed=shape["zaad"]))
    print(words["plans"].format(share=_number(f"{shape['plannen']:g}%", language)))
    print(words["sources"].format(tables=shape["verdelingen"], assumed=shape["aannames"]))
    # A path stays on one line, so that it can be copied.
    print(f"{words['written']}: {harmless(shape['bestand'])}\n")
    width = max(len(one["naam"]) for one in shape["kolommen"])
    print(f"{words['column']:<{width}}  {words['empty']:>6}")
    for one in shape["kolommen"]:
        print(f"{one['naam']:<{width}}  {_number(format(one['leeg'], '.1f') + '%', language):>6}")
    print(words["why"])


def _number(text: str, language: str) -> str:
    """A number in English marks, in the marks of the language."""
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
