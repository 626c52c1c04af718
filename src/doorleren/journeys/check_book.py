# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Check scheme folders and work their cases out; start a new folder; keep the rules of a release."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..basics import Problem, Said, said
from ..rules import Book, read_book
from ..rules.book import HERE
from ..rules.cases import read_cases, read_cases_beside, try_case
from ..rules.editor_schema import FOLDER as SCHEMAS
from ..rules.editor_schema import write_schemas
from ..rules.kept import keep
from ..rules.lined_yaml import read_yaml
from ..rules.new_scheme import Hole, holes_in, write_new
from ..rules.promised import as_table, read_rows, unanswered
from ..rules.read import unreadable
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
    folders = [path for path in _folders(root) if only is None or path.name == only]
    if not folders:
        problems.append(_no_schemes(folder or root))
    for path in folders:
        scheme = book.schemes.get(path.name)
        if scheme is None:
            problems += _wrong_cases_of_broken(path, book)
        elif scheme.kind is SchemeKind.BELEID:
            counts[scheme.id] = 0
        else:
            cases, wrong = read_cases(path / "cases.yaml", scheme, book.facts)
            counts[scheme.id] = len(cases)
            problems += wrong
            broken = broken or bool(wrong)
            # The rules of a day are worked out for this scheme only: cases are about as many days as there are.
            alone = book.with_only(scheme)
            for case in cases:
                problems += try_case(alone, case)
        problems += _without_readme(path)
    # Folder by folder, whatever was looked at first.
    problems.sort(key=lambda problem: problem.where.partition("/")[0])
    holes = [hole for path in folders for hole in holes_in(path)]
    return Checked(counts, problems, broken or not folders, holes)


def _folders(root: Path) -> list[Path]:
    """The folders of schemes; one that begins with . or _ is none."""
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))


def _wrong_cases_of_broken(folder: Path, book: Book) -> list[Problem]:
    """What is wrong with the cases of a scheme that cannot be used itself, so that all is told at once."""
    try:
        raw, _, _ = read_yaml((folder / "scheme.yaml").read_text("utf-8-sig"), "")
    except FileNotFoundError:
        return []
    except (UnicodeDecodeError, OSError):
        raw = None
    if isinstance(raw, dict) and raw.get("kind") == SchemeKind.BELEID:
        return []
    return read_cases_beside(folder / "cases.yaml", raw, book.facts, folder.name)[1]


def _without_readme(folder: Path) -> list[Problem]:
    """A scheme says in its README.md what its sources leave open."""
    if not (folder / "scheme.yaml").exists():
        return []
    try:
        if (folder / "README.md").read_text("utf-8-sig").strip():
            return []
    except FileNotFoundError:
        pass
    except (UnicodeDecodeError, OSError):
        return [unreadable(f"{folder.name}/README.md")]
    return [
        Problem(
            f"{folder.name}/README.md",
            said("De toelichting ontbreekt.", "The explanation is missing."),
            said("een bestand README.md met een paar regels", "a file README.md of a few lines"),
            said(
                "Schrijf op waar de bronnen verschillen of zwijgen, en wat niet als regel te schrijven was.",
                "Write down where the sources differ or are silent, and what could not be written as a rule.",
            ),
        )
    ]


def new_scheme(name: str, kind: str, folder: Path | None, day: date) -> tuple[list[Path], list[Problem]]:
    """A new folder with its holes marked, in `folder` or in the book that comes with the program."""
    return write_new(folder or HERE / "schemes", name, SchemeKind(kind), day)


def rows_table(book: Book) -> tuple[str, list[Problem]]:
    """Which scheme answers which row of the founding documents, as a page; and what is missing silently."""
    rows, problems = read_rows()
    schemes = book.schemes.values()
    return as_table(rows, schemes), problems + unanswered(rows, schemes)


def keep_rules(book: Book) -> int:
    """Keep the rules and words of this book for later replays; gives the number of new files."""
    return len(keep(book))


def _no_schemes(folder: Path) -> Problem:
    return Problem(
        str(folder),
        said("In deze map staat geen regeling.", "There is no scheme in this folder."),
        said(
            "een map met scheme.yaml, of een map met zulke mappen; namen die met . of _ beginnen tellen niet mee",
            "a folder with scheme.yaml, or a folder of such folders; names that begin with . or _ do not count",
        ),
        said("Controleer de naam van de map.", "Check the name of the folder."),
    )


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
        said("Dit is een bestand.", "This is a file.")
        if folder.exists()
        else said("Deze map bestaat niet.", "This folder does not exist."),
        expected,
        said("Controleer de naam van de map.", "Check the name of the folder."),
    )
