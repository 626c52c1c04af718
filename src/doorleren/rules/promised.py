# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of the founding documents, and the schemes and policies that answer each.

Knows: `rows.yaml`, and that a row without an answer has its reason there: nothing is missing silently.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..basics import Problem, said
from .field import Field
from .lined_yaml import read_yaml
from .scheme import Scheme

FILE = Path(__file__).parent / "rows.yaml"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the document, what the row is called there, and why it has no scheme if it has none."""

    id: str
    document: str
    title: str
    none: str | None


def read_rows(path: Path = FILE) -> tuple[list[Row], list[Problem]]:
    """The rows, in the order of the documents, with every problem in the file."""
    value, lines, problems = read_yaml(path.read_text("utf-8"), path.name)
    top = Field(value, (), lines, problems).only("documents", "rows")
    documents = {name: inside.text() or name for name, inside in top.need("documents").items()}
    rows = []
    for field in top.need("rows").list():
        field.only("id", "title", "none")
        name = field.need("id").text() or ""
        document = documents.get(name.partition("-")[0], "")
        rows.append(Row(name, document, field.need("title").text() or "", field.get("none").text()))
    return rows, problems


def unanswered(rows: Sequence[Row], schemes: Iterable[Scheme]) -> list[Problem]:
    """Rows that no scheme answers and that have no reason, and rows that a scheme names but that are not there."""
    named = {row: scheme.id for scheme in schemes for row in scheme.rows}
    known = {row.id for row in rows}
    found = [
        _problem(
            f"rows.yaml: {row.id}",
            said(f"Geen regeling noemt de rij «{row.title}».", f"No scheme names the row «{row.title}»."),
        )
        for row in rows
        if row.id not in named and not row.none
    ]
    return found + [
        _problem(
            f"{scheme}/scheme.yaml: rows",
            said(f"De rij «{row}» staat niet in rows.yaml.", f"The row «{row}» is not in rows.yaml."),
        )
        for row, scheme in sorted(named.items())
        if row not in known
    ]


def _problem(where: str, what: Any) -> Problem:
    return Problem(
        where,
        what,
        said(
            "een regeling met deze rij, of een reden onder `none`", "a scheme with this row, or a reason under `none`"
        ),
        said("Voeg de rij toe, of verbeter de naam.", "Add the row, or correct the name."),
    )


def as_table(rows: Sequence[Row], schemes: Iterable[Scheme]) -> str:
    """The mapping as a page of Markdown: a table per document."""
    answers: dict[str, list[Scheme]] = {}
    for scheme in schemes:
        for name in scheme.rows:
            answers.setdefault(name, []).append(scheme)
    lines = [
        "# From the sources to the schemes",
        "",
        "Every measure, instrument and plan that the founding documents name, and its folder under",
        "`src/doorleren/rules/schemes`. Made by `doorleren regelingen rijen`; a test keeps it true.",
    ]
    document = ""
    for row in rows:
        if row.document != document:
            document = row.document
            lines += ["", f"## {document}", "", "| row | named there | in the book |", "|---|---|---|"]
        found = [f"`{one.id}` ({one.kind.value})" for one in sorted(answers.get(row.id, ()), key=lambda one: one.id)]
        lines.append(f"| {row.id.partition('-')[2]} | {row.title} | {', '.join(found) or row.none} |")
    return "\n".join(lines) + "\n"
