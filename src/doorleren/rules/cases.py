# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Worked cases: what a source says about somebody, and whether the rules say the same.

Knows: `cases.yaml`. An expected outcome is written from the quoted place in the source, never by a program.
Leaves: what the rules say (`book`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..basics import Citation, Problem, said
from ..basics.finding import FactValue
from .book import Book
from .facts import FactBook
from .field import Field
from .lined_yaml import Lines, read_yaml
from .profile import Profile, contradictions, read_profile
from .read import unreadable
from .read_facts import documents_in
from .scheme import Scheme

EXPECTED = ("uitkomst", "bedrag", "voorwaarden", "hangtAfVan", "vanaf", "wijzig")


@dataclass(frozen=True, slots=True)
class Case:
    """One person on one day, the place in the source that decides, and what must come out."""

    scheme: str
    id: str
    says: str
    source: Citation
    on: date
    facts: Mapping[str, FactValue]
    expected: Mapping[str, Any]
    where: str


def read_cases(path: Path, scheme: Scheme, facts: FactBook) -> tuple[list[Case], list[Problem]]:
    """The cases in a scheme's `cases.yaml`."""
    file = f"{scheme.id}/{path.name}"
    if not path.exists():
        return [], [_no_cases(file)]
    try:
        text = path.read_text("utf-8")
    except (UnicodeDecodeError, OSError):
        return [], [unreadable(file)]
    value, lines, problems = read_yaml(text, file)
    top = Field(value, (), lines, problems).only("documents", "cases")
    documents = {**documents_in(Field(scheme.raw, (), lines, [])), **documents_in(top)}
    cases: dict[str, Case] = {}
    given: dict[str, dict[str, Any]] = {}
    for field in top.need("cases").list():
        field.only("id", "says", "source", "op", "like", "facts", "expect")
        name = field.need("id").text() or ""
        like = field.get("like").text()
        if like and like not in given:
            field.get("like").problem(
                said(f"Het geval «{like}» staat hier niet boven.", f"The case «{like}» does not stand above this one."),
                said("de id van een eerder geval", "the id of an earlier case"),
                said("Verbeter de id.", "Correct the id."),
            )
        if name in cases:
            field.get("id").problem(
                said(f"Het geval «{name}» staat er twee keer.", f"The case «{name}» is given twice."),
                said("elke id één keer", "each id once"),
                said("Geef een van de twee een andere id.", "Give one of them another id."),
            )
        own = field.get("facts").value if isinstance(field.get("facts").value, dict) else {}
        given[name] = {**given.get(like or "", {}), **own}
        day = field.need("op").day()
        if day is None:
            continue
        profile, found = read_profile({"feiten": given[name]}, Lines(""), facts, day, day)
        where = field.lines.where(*field.path, shown=name)
        problems += [Problem(where, p.what, p.expected, p.what_now) for p in found]
        if found:
            continue
        expected = field.need("expect").only(*EXPECTED).value
        if not isinstance(expected, dict):
            continue
        cases[name] = Case(
            scheme=scheme.id,
            id=name,
            says=field.need("says").text() or "",
            source=field.source(documents),
            on=day,
            facts=profile.facts,
            expected=expected,
            where=where,
        )
    return list(cases.values()), problems


def try_case(book: Book, case: Case) -> list[Problem]:
    """Where the rules say something else than the case expects; empty if they agree."""
    problems = contradictions(Profile(dict(case.facts), case.on), book.on(case.on))
    (finding,) = book.findings(case.facts, case.on, "nl", only=[case.scheme], help_too=_wants_help(case))
    found: dict[str, Any] = {
        "uitkomst": finding.outcome.value if finding.outcome else None,
        "bedrag": {"min": finding.amount.lowest, "max": finding.amount.highest} if finding.amount else None,
        "voorwaarden": {c.id: c.truth.value for c in finding.conditions},
        "hangtAfVan": sorted(point.name for point in finding.depends_on),
        "vanaf": next((str(a.from_day) for a in finding.what_would_help if a.from_day), None),
        "wijzig": next((_spelled(a.changes) for a in finding.what_would_help if a.changes and not a.from_day), None),
    }
    for name, expected in case.expected.items():
        got = found.get(name)
        if name == "voorwaarden" and isinstance(expected, dict):
            got = {key: found["voorwaarden"].get(key) for key in expected}
        if name == "hangtAfVan":
            expected = sorted(expected or [])
        if got != expected:
            problems.append(_differs(case, name, expected, got))
    return problems


def _wants_help(case: Case) -> bool:
    return "vanaf" in case.expected or "wijzig" in case.expected


def _spelled(changes: Mapping[str, FactValue]) -> dict[str, Any]:
    return {
        name: sorted(value) if isinstance(value, frozenset) else str(value) if isinstance(value, date) else value
        for name, value in changes.items()
    }


def _differs(case: Case, name: str, expected: Any, got: Any) -> Problem:
    place = f"{case.source.document}, {case.source.place}"
    return Problem(
        case.where,
        said(f"De regel zegt bij «{name}»: {_shown(got)}.", f"For «{name}» the rule says: {_shown(got)}."),
        said(f"{_shown(expected)} ({case.says} – {place})", f"{_shown(expected)} ({case.says} – {place})"),
        said(
            "Lees de bron na. Klopt het geval? Verbeter dan de regel.",
            "Read the source again. If the case is right, correct the rule.",
        ),
    )


def _shown(value: Any) -> str:
    """A value as it stands in cases.yaml."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _no_cases(file: str) -> Problem:
    return Problem(
        file,
        said("Er zijn geen uitgewerkte gevallen.", "There are no worked cases."),
        said("een bestand cases.yaml", "a file cases.yaml"),
        said(
            "Schrijf gevallen uit de bron; zie docs/tasks/add-a-scheme.md.",
            "Write cases from the source; see docs/tasks/add-a-scheme.md.",
        ),
    )
