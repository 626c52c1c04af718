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
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn, TextIO

from .. import __version__
from ..basics import LANGUAGES, Problem, Said, parse_day, said
from ..journeys import (
    IN_FORCE,
    KINDS,
    PARTIES,
    Aim,
    BookIsBroken,
    Replay,
    Wanted,
    check_folder,
    finding_shape,
    keep_rules,
    municipality_problem,
    narrowed,
    not_checked_since,
    overview,
    overview_shape,
    problem_shapes,
    question_to,
    read_text,
    replay,
    scheme_shape,
    today,
    too_long_ago,
)
from ..journeys.figures_house import FiguresTrouble
from ..journeys.offer_house import OfferTrouble
from . import show
from .book import add_commands
from .compare import add_compare
from .figures import add_figures
from .figures_from import add_figures_from
from .find import add_find
from .house import House
from .offer import add_offer
from .people import Door
from .population import add_commands as add_population_commands
from .region import add_region
from .simulate import add_simulate

FINE, FELL_SHORT, BAD_INPUT = 0, 1, 2
_LARGEST_FILE = 1_000_000


_MISUSES = (
    (
        r"argument (?P<at>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<names>.*)\)",
        "«{given}» kan niet bij {at}. {hint_nl}Kies uit: {names}.",
        "«{given}» is not possible for {at}. {hint_en}Choose from: {names}.",
    ),
    (
        r"argument (?P<at>.+?): invalid int value: '(?P<given>.*)'",
        "«{given}» is geen heel getal (bij {at}).",
        "«{given}» is not a whole number (for {at}).",
    ),
    (r"argument (?P<at>.+?): expected one argument", "Na {at} ontbreekt een waarde.", "{at} needs a value after it."),
    (
        r"argument (?P<at>.+?): ignored explicit argument '(?P<given>.*)'",
        "{at} staat op zichzelf, zonder «{given}».",
        "{at} stands alone, without «{given}».",
    ),
    (r"the following arguments are required: (?P<at>.*)", "Dit ontbreekt nog: {at}.", "This is still missing: {at}."),
    (
        r"unrecognized arguments: (?P<given>.*)",
        "Dit kennen we niet: {given}. {hint_nl}",
        "We do not know this: {given}. {hint_en}",
    ),
)


class _Refused(Exception):
    """What was given cannot be used at all, and this is why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.en)
        self.problem = problem


class _Misused(Exception):
    """The command was given in a way that it does not have."""

    def __init__(self, parser: "_Parser", message: str) -> None:
        super().__init__(message)
        self.parser, self.message = parser, message


class _Parser(argparse.ArgumentParser):
    """An argument parser whose help is Dutch, and that lets somebody else say what is wrong."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self._optionals.title, self._positionals.title = "opties", "wat u opgeeft"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "gebruik:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "gebruik:", 1)

    def error(self, message: str) -> NoReturn:
        raise _Misused(self, message)

    def names_like(self, given: str) -> list[str]:
        """Its options that look like something that it does not know."""
        return get_close_matches(given, [name for action in self._actions for name in action.option_strings], n=1)


def run(arguments: Sequence[str] | None, house: House) -> int:
    """Run one command with what it is handed; gives the exit code."""
    # Somebody may have closed these; then nobody hears us, but we do not fall over.
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        # A terminal without UTF-8 must still show the answer.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given, house)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        _quiet(sys.stdout, sys.stderr)
        return FINE
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        # A full disk, most often; it may be standard error itself.
        with suppress(OSError):
            print(f"doorleren: het antwoord kon niet geschreven worden ({error.strerror}).", file=sys.stderr)
            sys.stderr.flush()
        _quiet(sys.stdout, sys.stderr)
        return BAD_INPUT


def _run(given: list[str], house: House) -> int:
    try:
        options = _options(given)
    except _Misused as misused:
        return _say_misuse(misused, given)
    for one in fields(house):
        setattr(options, one.name, getattr(house, one.name))
    try:
        return int(options.run(options))
    except _Refused as refused:
        return _problems([refused.problem], options)
    except (OfferTrouble, FiguresTrouble) as trouble:
        return _problems([trouble.problem], options)
    except BookIsBroken as broken:
        return _problems(broken.problems, options)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def _quiet(*streams: TextIO) -> None:
    """What is still waiting to be written goes nowhere, so that leaving makes no noise."""
    for stream in streams:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _options(given: list[str]) -> argparse.Namespace:
    parser = _parser()
    options, unknown = parser.parse_known_args(given)
    if unknown:
        # Told by the command that was meant, with its own usage.
        raise _Misused(options.parser, f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _say_misuse(misused: _Misused, given: list[str]) -> int:
    """Say in the language asked for how the command is used; as JSON if that was asked for."""
    languages = [two for one, two in pairwise([*given, ""]) if one == "--taal"]
    languages += [one.removeprefix("--taal=") for one in given if one.startswith("--taal=")]
    language = next((one for one in languages if one in LANGUAGES), "nl")
    parser = misused.parser
    what = _in_words(parser, misused.message)
    usage = " ".join(parser.format_usage().split())
    problem = Problem(
        parser.prog,
        what,
        said(usage, usage.replace("gebruik:", "usage:", 1)),
        said(f"Zie «{parser.prog} --help».", f"See «{parser.prog} --help»."),
    )
    if "--json" in given:
        return _problems([problem], argparse.Namespace(json=True, taal=language))
    usage = parser.format_usage() if language == "nl" else parser.format_usage().replace("gebruik:", "usage:", 1)
    shape = problem.in_language(language)
    print(f"{usage}{parser.prog}: {shape['wat']}\n{shape['watNu']}", file=sys.stderr)
    return BAD_INPUT


def _in_words(parser: _Parser, message: str) -> Said:
    for pattern, nl, en in _MISUSES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = {name: _printable(text) for name, text in found.groupdict().items()}
            names = [name.strip("' ") for name in (found.groupdict().get("names") or "").split(",")]
            given = parts.get("given", "")
            near = get_close_matches(given, names, n=1) or parser.names_like(given.partition(" ")[0].partition("=")[0])
            # Cut off they help nobody; they are ours, so they are safe to show.
            parts["names"] = (found.groupdict().get("names") or "").replace("'", "")
            parts["hint_nl"] = f"Bedoelt u «{near[0]}»? " if near else ""
            parts["hint_en"] = f"Do you mean «{near[0]}»? " if near else ""
            return said(nl.format(**parts).strip(), en.format(**parts).strip())
    return said("Zo is dit commando niet te gebruiken.", "This command cannot be used in this way.")


def _parser() -> _Parser:
    parser = _Parser(prog="doorleren", description="Wat kunt u leren, en wie betaalt mee?")
    parser.add_argument("--versie", action="version", version=f"doorleren {__version__}", help="toon de versie")
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)

    one = _command(commands, "overzicht", _overview, "alles wat mee kan betalen, met de reden en de bron")
    one.add_argument("profiel", metavar="PROFIEL", help="een bestand (YAML of JSON), of - voor de invoer")
    one.add_argument("--alles", action="store_true", help="toon van elke regeling alle voorwaarden en bronnen")
    _day_and_language(one)

    one = _command(commands, "vraag", _question, "de vraag die nu het meeste oplevert")
    one.add_argument("profiel", metavar="PROFIEL", help="een bestand (YAML of JSON), of - voor de invoer")
    one.add_argument(
        "--doel", choices=[aim.value for aim in Aim], default=Aim.ALL.value, help="alles weten, of snel een eerste ja"
    )
    _day_and_language(one)

    one = _command(commands, "herhaal", _replay, "geef een eerder antwoord opnieuw, uit het bewijs")
    one.add_argument("bewijs", metavar="BEWIJS.json", help="het deel «bewijs» van een antwoord, of het hele antwoord")
    one.add_argument(
        "--taal", choices=LANGUAGES, default="nl", help="taal van de meldingen; het antwoord houdt de zijne"
    )
    one.add_argument("--json", action="store_true", help="ook de meldingen als JSON; het antwoord is altijd JSON")

    schemes = commands.add_parser("regelingen", help="het boek met regelingen: lijst, toon, toets, verschil en meer")
    inside = schemes.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    one = _command(inside, "lijst", _list, "alle regelingen")
    one.add_argument("--zoek", metavar="WOORDEN", default="", help="alleen waar al deze woorden in staan")
    one.add_argument("--voor", choices=PARTIES, help="alleen voor deze partij")
    one.add_argument("--soort", choices=KINDS, help="alleen deze soort hulp")
    one.add_argument("--stand", choices=IN_FORCE, help="alleen wat op die dag wel of niet geldt")
    one.add_argument("--open", choices=("ja", "nee"), help="alleen wat op die dag wel (of niet) is aan te vragen")
    one.add_argument("--gemeente", metavar="CODE", help="zonder wat daar zeker niet kan, zoals GM0014")
    one.add_argument("--niet-nagekeken", action="store_true", help="alleen wat 180 dagen niet is vergeleken")
    _day_and_language(one)
    one = _command(inside, "toon", _show_scheme, "één regeling: voorwaarden, bedragen, bronnen")
    one.add_argument("id", metavar="ID")
    _day_and_language(one)
    one = _command(inside, "toets", _check, "controleer het boek of één map, en reken de gevallen na")
    one.add_argument("map", metavar="MAP", nargs="?", help="een map met scheme.yaml, of een map met zulke mappen")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="taal van de meldingen")
    one.add_argument("--json", action="store_true", help="als JSON")
    one = _command(inside, "bewijs", _prove, "bewijs wat voor iedereen geldt, en probeer of de gevallen fouten merken")
    one.add_argument("ids", metavar="ID", nargs="*", help="alleen deze regelingen")
    one.add_argument("--map", metavar="MAP", help="een map met mappen, in plaats van het eigen boek")
    one.add_argument("--zonder-mutanten", action="store_true", help="probeer geen fouten uit (veel sneller)")
    one.add_argument("--taal", choices=LANGUAGES, default="nl", help="taal van het verslag")
    one.add_argument("--json", action="store_true", help="als JSON")
    _command(inside, "bewaar", _keep, "bewaar de regels van deze versie, zodat bewijzen later te herhalen zijn")
    add_commands(inside, _command, _day, _problems)

    people = commands.add_parser("bevolking", help="bevolkingen: maak er een van verzonnen mensen")
    inside = people.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    add_population_commands(inside, _command, _day, _problems)
    door = Door(_command, _day, _problems, _print_json)
    add_simulate(commands, door)
    add_compare(commands, door)
    add_find(commands, door, _text_of)
    add_offer(commands, door)
    add_figures(commands, door)
    add_figures_from(commands, door)
    add_region(commands, door)

    one = _command(commands, "serve", _serve, "start de website en de API op deze computer")
    one.add_argument("--adres", default="127.0.0.1", help="adres om op te luisteren (127.0.0.1)")
    one.add_argument("--poort", type=int, default=8000, help="poort (8000)")
    one.add_argument("--bevolking", metavar="BESTAND", help="mensen voor «Wat als?» (zonder: verzonnen mensen)")
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], about: str) -> _Parser:
    parser: _Parser = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
    parser.set_defaults(run=run, parser=parser)
    return parser


def _day_and_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--op", metavar="DATUM", help="de dag waarvoor u het wilt weten, zoals 2020-02-01")
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    parser.add_argument("--json", action="store_true", help="als JSON")


# --- commands -------------------------------------------------------------------------------------------------------


def _overview(options: argparse.Namespace) -> int:
    # Most commands never need it.
    from ..journeys.short_here import home_in, short_here_shape

    book = options.the_book()
    text, file = _text_of(options.profiel)
    profile, day, problems = read_text(book, text, file, _day(options.op))
    if problems:
        return _problems(problems, options)
    found = overview(book, profile.facts, day, options.taal)
    home = home_in(profile.facts)
    here = options.in_your_region()(home, day) if home is not None else None
    if options.json:
        _notes(profile.notes, options)
        return _print_json({**overview_shape(found, options.taal), "inUwRegio": short_here_shape(here, options.taal)})
    show.overview(found, options.taal, book, profile, everything=options.alles, here=here)
    return FINE


def _question(options: argparse.Namespace) -> int:
    book = options.the_book()
    text, file = _text_of(options.profiel)
    profile, day, problems = read_text(book, text, file, _day(options.op))
    if problems:
        return _problems(problems, options)
    _notes(profile.notes, options)
    question = question_to(book, profile.facts, day, options.taal, aim=Aim(options.doel))
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
    notes = _grouped(found)
    if problems:
        return _problems(problems, options, notes)
    _notes(notes, options)
    shapes = [finding_shape(one.finding) for one in found]
    return _print_json(shapes[0] if len(shapes) == 1 else shapes)


def _grouped(found: list[Replay]) -> list[Said]:
    """What differs, each said once, with the receipts that it is about where there are several."""
    about: dict[Said, list[int]] = {}
    for one in found:
        for note in one.notes:
            about.setdefault(note, []).append(one.number)
    if len(found) <= 1:
        return list(about)
    return [said(f"bewijs {_row(of)}: {note.nl}", f"bewijs {_row(of)}: {note.en}") for note, of in about.items()]


def _row(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) if len(numbers) < 4 else f"{numbers[0]} … {numbers[-1]} ({len(numbers)}×)"


def _list(options: argparse.Namespace) -> int:
    day = _day(options.op) or today()
    book = options.the_book()
    if options.gemeente is not None and (problem := municipality_problem(book, options.gemeente, day)):
        return _problems([replace(problem, where="--gemeente")], options)
    wanted = Wanted(
        options.zoek,
        options.voor,
        options.soort,
        options.stand,
        options.open == "ja" if options.open else None,
        options.gemeente,
    )
    shapes = narrowed(book, wanted, options.taal, day)
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
    show.scheme(shape, day, options.taal)
    return FINE


def _check(options: argparse.Namespace) -> int:
    if options.map == "":
        _stop(_no_name())
    try:
        checked = check_folder(Path(options.map) if options.map is not None else None)
    except (PermissionError, ValueError):
        _stop(
            _unreadable(
                _printable(options.map),
                said("Wij kunnen of mogen deze map niet lezen.", "We cannot read this folder, or may not."),
            )
        )
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


def _prove(options: argparse.Namespace) -> int:
    # The solver takes a while to load, and no other command needs it.
    from ..journeys.prove import prove, proved_shape
    from .prove import progress, proved

    book = options.the_book()
    unknown = [name for name in options.ids if name not in book.schemes] if options.map is None else []
    if unknown:
        return _problems([_no_such_scheme(name, list(book.schemes)) for name in unknown], options)
    root = Path(options.map) if options.map else None
    found = prove(root, options.ids, mutants=not options.zonder_mutanten, workers=os.cpu_count() or 1, seen=progress)
    if options.json:
        _print_json(proved_shape(found))
    else:
        proved(found, options.taal)
    if found.problems:
        show.problems(found.problems, options.taal)
    return FINE if found.sound else FELL_SHORT


def _keep(options: argparse.Namespace) -> int:
    new = keep_rules(options.the_book())
    print(f"{new} nieuwe bestanden bewaard.")
    return FINE


def _serve(options: argparse.Namespace) -> int:
    return int(options.serve(options.adres, options.poort, options.bevolking))


# --- helpers --------------------------------------------------------------------------------------------------------


def _text_of(name: str) -> tuple[str, str]:
    """The text of a file, or of standard input for "-"."""
    if name == "-":
        if sys.stdin is None:
            _stop(_unreadable("invoer", said("Er is geen invoer.", "There is no input.")))
        return _decoded(sys.stdin.buffer.read(_LARGEST_FILE + 1), "invoer"), "invoer"
    if not name:
        _stop(_no_name())
    path, shown = Path(name), _printable(name)
    try:
        if path.is_dir():
            _stop(_unreadable(shown, said("Dit is een map.", "This is a folder.")))
        with path.open("rb") as file:
            return _decoded(file.read(_LARGEST_FILE + 1), _printable(path.name)), _printable(path.name)
    except FileNotFoundError:
        _stop(_unreadable(shown, said("Dit bestand bestaat niet.", "This file does not exist.")))
    except (OSError, ValueError):
        _stop(
            _unreadable(
                shown, said("Wij kunnen of mogen dit bestand niet lezen.", "We cannot read this file, or may not.")
            )
        )


def _decoded(data: bytes, name: str) -> str:
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        _stop(_unreadable(name, said("Dit bestand is leeg.", "This file is empty.")))
    if len(data) > _LARGEST_FILE:
        _stop(_unreadable(name, said("Dit bestand is te groot.", "This file is too large.")))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        _stop(
            _unreadable(
                name,
                said(
                    "Dit bestand is opgeslagen als UTF-16 of is geen tekst.",
                    "This file was saved as UTF-16 or is not text.",
                ),
                _SAVE_AS_UTF_8,
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _stop(_unreadable(name, said("Dit is geen tekst in UTF-8.", "This is not text in UTF-8."), _SAVE_AS_UTF_8))


def _no_name() -> Problem:
    return Problem(
        "«»",
        said("Hier staat geen naam.", "There is no name here."),
        said("de naam van een bestand of map", "the name of a file or folder"),
        said("Geef de naam op.", "Give the name."),
    )


_SAVE_AS_UTF_8 = said("Sla het bestand op als tekst in UTF-8.", "Save the file as text in UTF-8.")


def _unreadable(name: str, what: Said, what_now: Said | None = None) -> Problem:
    return Problem(
        name,
        what,
        said("een tekstbestand in UTF-8 van ten hoogste 1 MB", "a text file in UTF-8 of at most 1 MB"),
        what_now or said("Controleer de naam en de inhoud van het bestand.", "Check the name and content of the file."),
    )


def _stop(problem: Problem) -> NoReturn:
    raise _Refused(problem)


def _day(text: str | None, where: str = "--op") -> date | None:
    if text is None:
        return None
    day = parse_day(text)
    if day is None or not 1990 <= day.year <= 2100:
        _stop(
            Problem(
                where,
                said(
                    f"«{_printable(text)}» is geen dag die wij kennen.",
                    f"«{_printable(text)}» is not a day that we know.",
                ),
                said(
                    "een bestaande dag van 1990 tot en met 2100, zoals 2020-02-01",
                    "an existing day from 1990 to 2100, such as 2020-02-01",
                ),
                said("Verbeter de dag.", "Correct the day."),
            )
        )
    return day


def _problems(problems: list[Problem], options: argparse.Namespace, notes: Sequence[Said] = ()) -> int:
    language = getattr(options, "taal", "nl")
    try:
        if getattr(options, "json", False):
            shape: dict[str, Any] = {"waarschuwingen": [note.in_language(language) for note in notes]} if notes else {}
            shape["problemen"] = problem_shapes(problems, language)
            print(json.dumps(shape, ensure_ascii=False, indent=2), file=sys.stderr)
        else:
            show.notes(notes, language)
            show.problems(problems, language)
        sys.stderr.flush()
    except BrokenPipeError:
        # Whoever reads the problems has seen enough; they are still there.
        _quiet(sys.stderr)
    return BAD_INPUT


def _notes(notes: Sequence[Said], options: argparse.Namespace) -> None:
    """Say beside an answer what somebody should know before they rely on it."""
    if notes and options.json:
        shape = {"waarschuwingen": [note.in_language(options.taal) for note in notes]}
        print(json.dumps(shape, ensure_ascii=False, indent=2), file=sys.stderr)
    elif notes:
        show.notes(notes, options.taal)


def _no_json(file: str) -> Problem:
    return Problem(
        file,
        said("Dit is geen geldige JSON.", "This is not valid JSON."),
        said("het bewijs zoals «overzicht --json» het gaf", "the receipt as «overzicht --json» gave it"),
        said("Bewaar het bewijs opnieuw.", "Save the receipt again."),
    )


def _no_such_scheme(name: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    return Problem(
        "ID",
        said(f"De regeling «{_printable(name)}» kennen we niet.", f"We do not know the scheme «{_printable(name)}»."),
        said(f"een van: {', '.join(known)}", f"one of: {', '.join(known)}"),
        said(
            f"{hint.nl}Kies een id uit «doorleren regelingen lijst».",
            f"{hint.en}Choose an id from «doorleren regelingen lijst».",
        ),
    )


def _printable(text: str) -> str:
    """What somebody typed, safe to show: not too long, nothing that steers a terminal."""
    shown = "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text[:61])
    return f"{shown[:60]}…" if len(shown) > 60 else shown


def _print_json(value: Any) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=2))
    return FINE
