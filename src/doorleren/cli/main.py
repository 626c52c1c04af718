# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: answers on standard output, problems on standard error.

Exit 0: fine; 1: a check fell short; 2: bad input.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from .. import __version__
from ..basics import LANGUAGES, Problem, parse_day, said
from ..journeys import (
    Aim,
    Book,
    BookIsBroken,
    check_folder,
    finding_shape,
    keep_rules,
    next_question,
    not_checked_since,
    overview,
    overview_shape,
    problem_shapes,
    read_text,
    replay,
    scheme_shape,
    scheme_shapes,
    today,
    too_long_ago,
)
from . import show
from .book import add_commands

FINE, FELL_SHORT, BAD_INPUT = 0, 1, 2
_LARGEST_FILE = 1_000_000


_IN_DUTCH = (
    (r"argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)", r"«\2» kan niet bij \1. Kies uit: \3."),
    (r"argument (\S+): invalid int value: '(.*)'", r"«\2» is geen heel getal (bij \1)."),
    (r"argument (\S+): expected one argument", r"Na \1 ontbreekt een waarde."),
    (r"the following arguments are required: (.*)", r"Dit ontbreekt nog: \1."),
    (r"unrecognized arguments: (.*)", r"Dit kennen we niet: \1."),
)


class _Refused(Exception):
    """What was given cannot be used at all, and this is why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.en)
        self.problem = problem


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Dutch and exits with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self._optionals.title, self._positionals.title = "opties", "wat u opgeeft"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "gebruik:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "gebruik:", 1)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        for english, dutch in _IN_DUTCH:
            message = re.sub(f"^{english}$", dutch, message)
        print(f"doorleren: {message}\nZie «{self.prog} --help».", file=sys.stderr)
        raise SystemExit(BAD_INPUT)


def run(arguments: Sequence[str] | None, the_book: Callable[[], Book], serve: Callable[[str, int], int]) -> int:
    """Run one command with the book and the server it is handed; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without UTF-8 must still show the answer.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    options.the_book, options.serve = the_book, serve
    try:
        return int(options.run(options))
    except _Refused as refused:
        return _problems([refused.problem], options)
    except BookIsBroken as broken:
        return _problems(broken.problems, options)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(f"doorleren: het antwoord kon niet geschreven worden ({error.strerror}).", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT


def _parser() -> _Parser:
    parser = _Parser(prog="doorleren", description="Wat kunt u leren, en wie betaalt mee?")
    parser.add_argument("--versie", action="version", version=f"doorleren {__version__}", help="toon de versie")
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)

    one = _command(commands, "overzicht", _overview, "alles wat mee kan betalen, met de reden en de bron")
    one.add_argument("profiel", metavar="PROFIEL", help="een bestand (YAML of JSON), of - voor de invoer")
    _day_and_language(one)

    one = _command(commands, "vraag", _question, "de vraag die nu het meeste oplevert")
    one.add_argument("profiel", metavar="PROFIEL", help="een bestand (YAML of JSON), of - voor de invoer")
    one.add_argument(
        "--doel", choices=[aim.value for aim in Aim], default=Aim.ALL.value, help="alles weten, of snel een eerste ja"
    )
    _day_and_language(one)

    one = _command(commands, "herhaal", _replay, "geef een eerder antwoord opnieuw, uit het bewijs")
    one.add_argument("bewijs", metavar="BEWIJS.json", help="het deel «bewijs» van een antwoord, of het hele antwoord")
    one.add_argument("--json", action="store_true", help=argparse.SUPPRESS)

    schemes = commands.add_parser("regelingen", help="het boek met regelingen: lijst, toon, toets, verschil en meer")
    inside = schemes.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    one = _command(inside, "lijst", _list, "alle regelingen")
    one.add_argument("--niet-nagekeken", action="store_true", help="alleen wat 180 dagen niet is vergeleken")
    _day_and_language(one)
    one = _command(inside, "toon", _show_scheme, "één regeling: voorwaarden, bedragen, bronnen")
    one.add_argument("id", metavar="ID")
    _day_and_language(one)
    one = _command(inside, "toets", _check, "controleer het boek of één map, en reken de gevallen na")
    one.add_argument("map", metavar="MAP", nargs="?", help="een map met scheme.yaml, of een map met zulke mappen")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="taal van de meldingen")
    one.add_argument("--json", action="store_true", help="als JSON")
    _command(inside, "bewaar", _keep, "bewaar de regels van deze versie, zodat bewijzen later te herhalen zijn")
    add_commands(inside, _command, _day, _problems)

    one = _command(commands, "serve", _serve, "start de website en de API op deze computer")
    one.add_argument("--adres", default="127.0.0.1", help="adres om op te luisteren (127.0.0.1)")
    one.add_argument("--poort", type=int, default=8000, help="poort (8000)")
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=about, description=about[0].upper() + about[1:] + "."
    )
    parser.set_defaults(run=run)
    return parser


def _day_and_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--op", metavar="DATUM", help="de dag waarvoor u het wilt weten, zoals 2020-02-01")
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    parser.add_argument("--json", action="store_true", help="als JSON")


# --- commands -------------------------------------------------------------------------------------------------------


def _overview(options: argparse.Namespace) -> int:
    book = options.the_book()
    text, file = _text_of(options.profiel)
    profile, day, problems = read_text(book, text, file, _day(options.op))
    if problems:
        return _problems(problems, options)
    found = overview(book, profile.facts, day, options.taal)
    if options.json:
        return _print_json(overview_shape(found))
    show.overview(found, options.taal, book, profile.assumed, day_was_given=profile.day_named)
    return FINE


def _question(options: argparse.Namespace) -> int:
    book = options.the_book()
    text, file = _text_of(options.profiel)
    profile, day, problems = read_text(book, text, file, _day(options.op))
    if problems:
        return _problems(problems, options)
    question = next_question(book, profile.facts, day, options.taal, aim=Aim(options.doel))
    if options.json:
        shape = {"feit": question.fact, "vraag": question.text, "waarom": question.why} if question else None
        return _print_json({"op": day.isoformat(), "volgendeVraag": shape})
    show.question(question, options.taal)
    return FINE


def _replay(options: argparse.Namespace) -> int:
    text, file = _text_of(options.bewijs)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _problems([_no_json(file)], options)
    found, problems = replay(options.the_book(), value)
    for one in found:
        if one.other_program:
            print(f"Let op: dit antwoord kwam van {one.other_program}.", file=sys.stderr)
    if problems:
        return _problems(problems, options)
    shapes = [finding_shape(one.finding) for one in found]
    return _print_json(shapes[0] if len(shapes) == 1 else shapes)


def _list(options: argparse.Namespace) -> int:
    day = _day(options.op) or today()
    shapes = scheme_shapes(options.the_book(), options.taal, day)
    if options.niet_nagekeken:
        shapes = [shape for shape in shapes if not_checked_since(shape, too_long_ago(day))]
    if options.json:
        return _print_json(shapes)
    show.schemes(shapes, day, options.taal, checked_too=options.niet_nagekeken)
    return FINE


def _show_scheme(options: argparse.Namespace) -> int:
    day = _day(options.op) or today()
    book = options.the_book()
    shape = scheme_shape(book, options.id, options.taal, day)
    if shape is None:
        return _problems([_no_such_scheme(options.id, list(book.schemes))], options)
    if options.json:
        return _print_json(shape)
    show.scheme(shape, options.taal)
    return FINE


def _check(options: argparse.Namespace) -> int:
    checked = check_folder(Path(options.map) if options.map else None)
    if options.json:
        _print_json(
            {
                "regelingen": checked.counts,
                "problemen": problem_shapes(checked.problems, options.taal),
                "gaten": [{"waar": hole.where, "wat": hole.text} for hole in checked.holes],
            }
        )
    else:
        show.checked(checked, options.taal)
    if checked.problems:
        show.problems(checked.problems, options.taal)
    return BAD_INPUT if checked.broken else FELL_SHORT if checked.problems else FINE


def _keep(options: argparse.Namespace) -> int:
    new = keep_rules(options.the_book())
    print(f"{new} nieuwe bestanden bewaard.")
    return FINE


def _serve(options: argparse.Namespace) -> int:
    return int(options.serve(options.adres, options.poort))


# --- helpers --------------------------------------------------------------------------------------------------------


def _text_of(name: str) -> tuple[str, str]:
    """The text of a file, or of standard input for "-"."""
    if name == "-":
        return _decoded(sys.stdin.buffer.read(_LARGEST_FILE + 1), "invoer"), "invoer"
    path = Path(name)
    try:
        if path.is_dir():
            _stop(_unreadable(name, said("Dit is een map.", "This is a folder.")))
        with path.open("rb") as file:
            return _decoded(file.read(_LARGEST_FILE + 1), path.name), path.name
    except FileNotFoundError:
        _stop(_unreadable(name, said("Dit bestand bestaat niet.", "This file does not exist.")))
    except OSError:
        _stop(
            _unreadable(
                name, said("Dit bestand mag of kan niet gelezen worden.", "This file may not or cannot be read.")
            )
        )


def _decoded(data: bytes, name: str) -> str:
    if len(data) > _LARGEST_FILE:
        _stop(_unreadable(name, said("Dit bestand is te groot.", "This file is too large.")))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _stop(_unreadable(name, said("Dit is geen tekst in UTF-8.", "This is not text in UTF-8.")))


def _unreadable(name: str, what: Any) -> Problem:
    return Problem(
        name,
        what,
        said("een tekstbestand in UTF-8 van ten hoogste 1 MB", "a text file in UTF-8 of at most 1 MB"),
        said("Controleer de naam en de inhoud van het bestand.", "Check the name and content of the file."),
    )


def _stop(problem: Problem) -> NoReturn:
    raise _Refused(problem)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = parse_day(text)
    if day is None or not 1990 <= day.year <= 2100:
        _stop(
            Problem(
                "--op",
                said(f"«{text[:40]}» is geen dag die wij kennen.", f"«{text[:40]}» is no day that we know."),
                said(
                    "een bestaande dag van 1990 tot en met 2100, zoals 2020-02-01",
                    "an existing day from 1990 to 2100, such as 2020-02-01",
                ),
                said("Verbeter de dag.", "Correct the day."),
            )
        )
    return day


def _problems(problems: list[Problem], options: argparse.Namespace) -> int:
    language = getattr(options, "taal", "nl")
    if getattr(options, "json", False):
        print(
            json.dumps({"problemen": problem_shapes(problems, language)}, ensure_ascii=False, indent=2), file=sys.stderr
        )
    else:
        show.problems(problems, language)
    return BAD_INPUT


def _no_json(file: str) -> Problem:
    return Problem(
        file,
        said("Dit is geen geldige JSON.", "This is not valid JSON."),
        said("het bewijs zoals «overzicht --json» het gaf", "the receipt as «overzicht --json» gave it"),
        said("Bewaar het bewijs opnieuw.", "Save the receipt again."),
    )


def _no_such_scheme(name: str, known: list[str]) -> Problem:
    return Problem(
        "ID",
        said(f"De regeling «{name[:60]}» kennen we niet.", f"We do not know the scheme «{name[:60]}»."),
        said(f"een van: {', '.join(known)}", f"one of: {', '.join(known)}"),
        said("Kies een id uit «doorleren regelingen lijst».", "Choose an id from «doorleren regelingen lijst»."),
    )


def _print_json(value: Any) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=2))
    return FINE
