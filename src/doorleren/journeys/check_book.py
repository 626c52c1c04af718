# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Check scheme folders and work their cases out; keep the rules of a release."""

from dataclasses import dataclass
from pathlib import Path

from ..basics import Problem, said
from ..rules import Book, read_book
from ..rules.book import HERE
from ..rules.cases import read_cases, try_case
from ..rules.kept import keep
from ..rules.scheme import SchemeKind


@dataclass(frozen=True, slots=True)
class Checked:
    """The number of cases per scheme, every problem, and whether a folder could not be read at all."""

    counts: dict[str, int]
    problems: list[Problem]
    broken: bool


def check_folder(folder: Path | None = None) -> Checked:
    """Check one scheme's folder, a folder of such folders, or (by default) the book that comes with the program."""
    root, only = folder or HERE / "schemes", None
    if folder is not None and not folder.is_dir():
        return Checked({}, [_no_folder(folder)], True)
    if folder is not None and ((folder / "scheme.yaml").exists() or not any(p.is_dir() for p in folder.iterdir())):
        root, only = folder.resolve().parent, folder.resolve().name
    book, problems = read_book(root, only=only)
    broken = bool(problems)
    counts: dict[str, int] = {}
    if book is None:
        return Checked(counts, problems, True)
    for name, scheme in book.schemes.items():
        if scheme.kind is SchemeKind.BELEID:
            counts[name] = 0
            continue
        cases, wrong = read_cases(root / name / "cases.yaml", scheme, book.facts)
        counts[name] = len(cases)
        problems += wrong
        for case in cases:
            problems += try_case(book, case)
    return Checked(counts, problems, broken)


def keep_rules(book: Book) -> int:
    """Keep the rules and words of this book for later replays; gives the number of new files."""
    return len(keep(book))


def _no_folder(folder: Path) -> Problem:
    return Problem(
        str(folder),
        said("Deze map bestaat niet.", "This folder does not exist."),
        said("een map met scheme.yaml", "a folder with scheme.yaml"),
        said("Controleer de naam van de map.", "Check the name of the folder."),
    )
