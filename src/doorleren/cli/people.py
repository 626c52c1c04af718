# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the commands about a file with people share: their options, how such a file is read, how numbers are shown."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from ..basics import LANGUAGES, Problem, said, say_euro
from ..journeys.file_trouble import file_problem
from .progress import Progress

FINE: Final = 0
_T = TypeVar("_T")
Links = tuple[str, str] | None


class ReadDay(Protocol):
    """Reads a day; stops where there is none, and says in which option that was."""

    def __call__(self, text: str | None, where: str = "--op", /) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Door:
    """How the command line adds a command, reads a day, tells problems and prints JSON."""

    command: Callable[..., Any]
    day: ReadDay
    problems: Callable[[list[Problem], argparse.Namespace], int]
    print_json: Callable[[Any], int]


def people_options(parser: argparse.ArgumentParser) -> None:
    """The options that every command about a file with people has."""
    parser.add_argument("--koppeling", metavar="BESTAND", help="welke kolom welk feit is (docs/population.md)")
    parser.add_argument(
        "--per", metavar="NAAM", action="append", default=[], help="ook per groep: leeftijd, een regio of een feit"
    )
    parser.add_argument("--fout-is-onbekend", action="store_true", help="wat niet past, telt als onbekend")
    parser.add_argument("--taal", choices=LANGUAGES, default="nl", help="nl of en")
    parser.add_argument("--json", action="store_true", help="als JSON")


def read_people(
    options: argparse.Namespace,
    file: str,
    ask: Callable[[Links, Progress], tuple[_T | None, list[Problem]]],
) -> tuple[_T | None, list[Problem]]:
    """What `ask` makes of a file with people, given its links; or why a file could not be read or written."""
    progress = Progress()
    links: Links = None
    try:
        if options.koppeling:
            links = (Path(options.koppeling).read_text("utf-8"), Path(options.koppeling).name)
        return ask(links, progress)
    except UnicodeDecodeError:
        return None, [_no_text(options.koppeling)]
    except OSError as error:
        return None, [file_problem(error, file)]
    finally:
        progress.clear()


def labels_of(options: argparse.Namespace) -> dict[str, str]:
    """The short name of each fact."""
    facts = options.the_book().facts.facts.values()
    return {fact.name: fact.words[options.taal].label for fact in facts if fact.words is not None}


def count(number: int, language: str) -> str:
    """A number of people: 1.000 or 1,000."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "nl" else text


def seconds(took: float, language: str) -> str:
    """A time in seconds: 0,2 or 0.2."""
    return f"{took:.1f}".replace(".", "," if language == "nl" else ".")


def money(cost: Mapping[str, int | None] | None, words: Mapping[str, str], language: str) -> str:
    """An interval of cost in whole euros; `words` say that there is no money, or no end."""
    if cost is None:
        return words["in_kind"]
    low, high = (None if cents is None else say_euro(cents // 100 * 100, language) for cents in cost.values())
    return str(low) if low == high else f"{low} – {high or words['endless']}"


def _no_text(name: str) -> Problem:
    return Problem(
        Path(name).name,
        said("Dit is geen tekst in UTF-8.", "This is not text in UTF-8."),
        said("een koppelbestand in YAML", "a link file in YAML"),
        said("Sla het bestand op als UTF-8.", "Save the file as UTF-8."),
    )
