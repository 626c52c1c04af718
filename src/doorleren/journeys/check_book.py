# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Check scheme folders and work their cases out; start a new folder; keep the rules of a release."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..basics import Problem, Said, said
from ..rules import Book, read_book
from ..rules.book import HERE
from ..rules.cases import read_cases, try_case
from ..rules.editor_schema import FOLDER as SCHEMAS
from ..rules.editor_schema import write_schemas
from ..rules.kept import keep
from ..rules.new_scheme import Hole, holes_in, write_new
from ..rules.scheme import SchemeKind

_A_SCHEME = said("een map met scheme.yaml", "a folder with scheme.yaml")
KINDS = tuple(kind.value for kind in SchemeKind)


@dataclass(frozen=True, slots=True)
class Checked:
    """The number of cases per scheme, every problem, and whether a folder could not be read at all.

    `holes` are still to be filled in: no mistake while somebody is writing, but no scheme for the book either.
    """

    counts: dict[str, int]
    problems: list[Problem]
    broken: bool
    holes: list[Hole] = field(default_factory=list)


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
    folders = [root / only] if only else sorted(path for path in root.iterdir() if path.is_dir())
    holes = [hole for path in folders for hole in holes_in(path)]
    for name, scheme in book.schemes.items():
        if scheme.kind is SchemeKind.BELEID:
            counts[name] = 0
            continue
        cases, wrong = read_cases(root / name / "cases.yaml", scheme, book.facts)
        counts[name] = len(cases)
        problems += wrong
        for case in cases:
            problems += try_case(book, case)
    return Checked(counts, problems, broken, holes)


def new_scheme(name: str, kind: str, folder: Path | None, day: date) -> tuple[list[Path], list[Problem]]:
    """A new folder with its holes marked, in `folder` or in the book that comes with the program."""
    return write_new(folder or HERE / "schemes", name, SchemeKind(kind), day)


def keep_rules(book: Book) -> int:
    """Keep the rules and words of this book for later replays; gives the number of new files."""
    return len(keep(book))


def write_editor_schemas(book: Book, folder: Path | None) -> tuple[list[Path], list[Problem]]:
    """Write the JSON Schemas for editors; gives the files that changed."""
    target = folder or SCHEMAS
    if not target.is_dir():
        return [], [_no_folder(target, said("een map waarin u mag schrijven", "a folder in which you may write"))]
    try:
        return write_schemas(book.facts, target), []
    except OSError as error:
        return [], [_not_written(target, error.strerror or "?")]


def _not_written(folder: Path, why: str) -> Problem:
    return Problem(
        str(folder),
        said(f"Hier kon niet geschreven worden ({why}).", f"Nothing could be written here ({why})."),
        said("een map waarin u mag schrijven", "a folder in which you may write"),
        said("Noem een andere map.", "Name another folder."),
    )


def _no_folder(folder: Path, expected: Said = _A_SCHEME) -> Problem:
    return Problem(
        str(folder),
        said("Deze map bestaat niet.", "This folder does not exist."),
        expected,
        said("Controleer de naam van de map.", "Check the name of the folder."),
    )
