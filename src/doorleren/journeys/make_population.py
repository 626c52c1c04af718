# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make a population of made-up people in a file, for who has no real one.

Knows: what can be asked for, and what to say when the file cannot be written.
Leaves: the people themselves (population), how they are asked for (the doors).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..basics import Problem, Said, said
from ..population import Made, write_made_up
from ..population.made_up_file import SENTENCE, source_shapes
from ..population.marginals import marginals
from ..rules import Book
from .file_trouble import reason_of

MOST_PEOPLE: Final = 1_000_000_000
_SEEDS: Final = 2**63


@dataclass(frozen=True, slots=True)
class Asked:
    """A population that can be made: how many people, from which seed, on which day, for which file.

    `planning` is the share (0 to 1) of people who plan a course; None is the published share.
    """

    count: int
    seed: int
    day: date
    planning: float | None
    path: Path


def asked_population(
    count: str, seed: str, day: date, planning: str | None, file: str, *, replace: bool
) -> tuple[Asked | None, list[Problem]]:
    """What was typed, as a population that can be made; or everything that is wrong with it."""
    problems = []
    people, start = _whole(count), _whole(seed)
    if people is None or not 1 <= people <= MOST_PEOPLE:
        problems.append(_wrong_count(count))
    if start is None or start >= _SEEDS:
        problems.append(_wrong_seed(seed))
    share = _percentage(planning) if planning is not None else None
    if planning is not None and share is None:
        problems.append(_wrong_share(planning))
    if wrong := _wrong_file(file, replace=replace):
        problems.append(wrong)
    if problems or people is None or start is None:
        return None, problems
    return Asked(people, start, day, share, Path(file)), []


def make_population(
    book: Book, asked: Asked, seen: Callable[[int, int], None] | None = None
) -> tuple[Made | None, list[Problem]]:
    """Write the people; None, with the reason, if the file could not be written. Then nothing is left of it."""
    try:
        made = write_made_up(asked.path, asked.count, asked.seed, asked.day, book.facts, asked.planning, seen)
    except OSError as error:
        return None, [_unwritten(str(asked.path), error)]
    return made, []


def made_shape(made: Made, asked: Asked) -> dict[str, Any]:
    """What was made, in numbers: shares are percentages, `leeg` counts "unknown" and "does not apply" together."""
    tables = source_shapes()
    planning = marginals()["plan"].share("ja") if asked.planning is None else asked.planning
    return {
        "bestand": str(made.path),
        "personen": made.count,
        "synthetisch": True,
        "zin": SENTENCE.nl,
        "zaad": asked.seed,
        "op": asked.day.isoformat(),
        "plannen": round(100 * planning, 2),
        "verdelingen": len(tables),
        "aannames": sum(one["aanname"] is not None for one in tables),
        "kolommen": [{"naam": name, "leeg": round(100 * share, 1)} for name, share in made.empty.items()],
    }


def made_up_sentence() -> Said:
    """What belongs beside every figure about made-up people."""
    return SENTENCE


# --- reading what was typed -----------------------------------------------------------------------------------------


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,30}", text) else None


def _percentage(text: str) -> float | None:
    if not re.fullmatch(r"[0-9]{1,3}([.,][0-9]{1,6})?", text):
        return None
    share = float(text.replace(",", ".")) / 100
    return share if share <= 1 else None


def _wrong_count(given: str) -> Problem:
    return Problem(
        "--aantal",
        said(f"«{given[:60]}» is geen aantal mensen.", f"«{given[:60]}» is not a number of people."),
        said(
            "een heel getal van 1 tot en met 1000000000, zonder punten",
            "a whole number from 1 to 1000000000, without separators",
        ),
        said("Kies een aantal, zoals 1000000.", "Choose a number, such as 1000000."),
    )


def _wrong_seed(given: str) -> Problem:
    return Problem(
        "--zaad",
        said(f"«{given[:60]}» is geen zaad.", f"«{given[:60]}» is not a seed."),
        said("een heel getal van 0 tot 2⁶³", "a whole number from 0 to 2⁶³"),
        said(
            "Kies een getal, zoals 1. Hetzelfde zaad geeft dezelfde mensen.",
            "Choose a number, such as 1. The same seed gives the same people.",
        ),
    )


def _wrong_share(given: str) -> Problem:
    return Problem(
        "--plannen",
        said(f"«{given[:60]}» is geen percentage.", f"«{given[:60]}» is not a percentage."),
        said("een getal van 0 tot en met 100", "a number from 0 to 100"),
        said(
            "Kies een getal, zoals 25, of laat --plannen weg.", "Choose a number, such as 25, or leave --plannen out."
        ),
    )


def _wrong_file(file: str, *, replace: bool) -> Problem | None:
    expected = said(
        "de naam van een nieuw bestand in een map die bestaat", "the name of a new file in a folder that exists"
    )
    if not file or "\0" in file:
        return Problem(
            "UIT.parquet",
            said("Hier staat geen naam van een bestand.", "There is no name of a file here."),
            expected,
            said("Geef een naam op, zoals mensen.parquet.", "Give a name, such as mensen.parquet."),
        )
    path = Path(file)
    try:
        if path.is_dir():
            return Problem(
                file,
                said("Dit is een map.", "This is a folder."),
                expected,
                said("Zet er de naam van een bestand achter.", "Put the name of a file behind it."),
            )
        if not path.parent.is_dir():
            return Problem(
                file,
                said(f"De map «{path.parent}» bestaat niet.", f"The folder «{path.parent}» does not exist."),
                expected,
                said("Maak de map, of kies een andere.", "Make the folder, or choose another one."),
            )
        if path.exists() and not path.is_file():
            return Problem(
                file,
                said("Dit is geen gewoon bestand.", "This is no ordinary file."),
                expected,
                said("Kies een andere naam.", "Choose another name."),
            )
        if path.exists() and not replace:
            return Problem(
                file,
                said("Dit bestand bestaat al.", "This file exists already."),
                expected,
                said(
                    "Kies een andere naam, of zet er --overschrijven bij.",
                    "Choose another name, or add --overschrijven.",
                ),
            )
    except OSError as error:
        return _unwritten(file, error)
    return None


def _unwritten(file: str, error: OSError) -> Problem:
    reason = reason_of(error)
    return Problem(
        file,
        said(f"{reason.nl} Er is niets geschreven.", f"{reason.en} Nothing was written."),
        said("een map waarin u mag schrijven, met genoeg ruimte", "a folder in which you may write, with enough room"),
        said("Kies een andere map, of maak ruimte.", "Choose another folder, or make room."),
    )
