# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands for who keeps the book: compare two versions, start a new folder, hand the book out.

Knows: their arguments. Leaves: the rest of the command line (`main`), how answers look (`show_book`).
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..basics import LANGUAGES, Problem
from ..journeys import FORMS, KINDS, compare_versions, handed_out, new_scheme, rows_table, today, write_editor_schemas
from . import show_book

Command = Callable[..., argparse.ArgumentParser]
"""Adds a command: the group, its name, what runs it, what it is for."""
Tell = Callable[[list[Problem], argparse.Namespace], int]


def add_commands(inside: Any, command: Command, day_of: Callable[[str | None], Any], tell: Tell) -> None:
    """Put the commands into `doorleren regelingen`."""

    def run(work: Callable[[argparse.Namespace], list[Problem]]) -> Callable[[argparse.Namespace], int]:
        def run_it(options: argparse.Namespace) -> int:
            options.day = day_of(getattr(options, "op", None))
            problems = work(options)
            return tell(problems, options) if problems else 0

        return run_it

    one = command(inside, "verschil", run(_compare), "wat er anders is tussen twee versies, en voor wie")
    one.add_argument("a", metavar="A", help="een id of map, @ en een dag, zoals slim@2022-03-05")
    one.add_argument("b", metavar="B", help="de andere versie, op dezelfde manier")
    one.add_argument("--op", metavar="DATUM", help="de dag waarop beide geprobeerd worden (de dag van B)")
    _language(one)

    one = command(inside, "nieuw", run(_new), "maak een map voor een nieuwe regeling, om in te vullen")
    one.add_argument("naam", metavar="NAAM", help="de naam van de map en de id: kleine letters en streepjes")
    one.add_argument("--soort", choices=KINDS, default="subsidie", help="wat de regeling geeft (subsidie)")
    one.add_argument("--in", dest="map", metavar="MAP", help="waar de nieuwe map komt (het boek)")
    _language(one)

    one = command(inside, "uitvoer", run(_hand_out), "het hele boek als één bestand, voor een programma of rekenblad")
    one.add_argument("--vorm", choices=FORMS, default=FORMS[0], help="json voor een programma, csv voor een rekenblad")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="taal van de zinnen in csv")

    command(inside, "rijen", run(_rows), "welke regeling bij welke rij van de brondocumenten hoort")

    one = command(inside, "schema", run(_schema), "de JSON Schema's waarmee een editor aanvult en controleert")
    one.add_argument("map", metavar="MAP", nargs="?", help="de map waarin ze komen (die van het programma)")
    _language(one)


def _rows(options: argparse.Namespace) -> list[Problem]:
    table, problems = rows_table(options.the_book())
    print(table, end="")
    return problems


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    parser.add_argument("--json", action="store_true", help="als JSON")


def _compare(options: argparse.Namespace) -> list[Problem]:
    book = options.the_book()
    shape, problems = compare_versions(book, options.a, options.b, options.taal, options.day)
    if shape is None:
        return problems
    if options.json:
        print(json.dumps(shape, ensure_ascii=False, indent=2))
    else:
        show_book.comparison(shape, options.taal, book.facts.facts)
    return []


def _new(options: argparse.Namespace) -> list[Problem]:
    files, problems = new_scheme(options.naam, options.soort, Path(options.map) if options.map else None, today())
    if problems:
        return problems
    if options.json:
        print(json.dumps({"bestanden": [str(file) for file in files]}, ensure_ascii=False, indent=2))
    else:
        show_book.new_folder(files, options.taal)
    return []


def _hand_out(options: argparse.Namespace) -> list[Problem]:
    text = handed_out(options.the_book(), options.vorm, options.taal)
    # The bytes as they are: the table has its own line ends, which a terminal's text would change.
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()
    return []


def _schema(options: argparse.Namespace) -> list[Problem]:
    files, problems = write_editor_schemas(options.the_book(), Path(options.map) if options.map else None)
    if problems:
        return problems
    if options.json:
        print(json.dumps({"bestanden": [str(file) for file in files]}, ensure_ascii=False, indent=2))
    else:
        show_book.written(files, options.taal)
    return []
