# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Worked cases: what a source says about somebody, and whether the rules say the same.

Knows: `cases.yaml`. An expected outcome is written from the quoted place in the source, never by a program.
Leaves: what the rules say (`book`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from ..basics import Citation, Outcome, Problem, Said, Truth, said
from ..basics.finding import FactValue
from .book import Book
from .facts import FactBook
from .field import Field, do_you_mean
from .lined_yaml import Lines, read_yaml, shown_text
from .profile import LAST_DAY, Profile, contradictions, read_fact, read_profile
from .read import unreadable
from .read_facts import documents_in
from .scheme import Scheme

EXPECTED = ("uitkomst", "bedrag", "voorwaarden", "hangtAfVan", "vanaf", "wijzig")
_ALWAYS = frozenset({"bestaat"})  # the condition of an answer for a day on which the scheme does not exist


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
    return read_cases_beside(path, scheme.raw, facts, scheme.id)


def read_cases_beside(path: Path, raw: Any, facts: FactBook, name: str) -> tuple[list[Case], list[Problem]]:
    """The cases beside a `scheme.yaml` with these values, which need not be in order.

    Where they are not even fields with a name, nobody can say which documents and conditions there are.
    """
    file = f"{name}/{path.name}"
    if not path.exists():
        return [], [_no_cases(file)]
    try:
        text = path.read_text("utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return [], [unreadable(file)]
    value, lines, problems = read_yaml(text, file)
    if value is None and problems:
        return [], problems
    top = Field(value, (), lines, problems).only("documents", "cases")
    if not isinstance(value, dict) or not value.get("cases"):
        return [], problems or [_no_cases(file)]
    reader = _CaseReader(name, facts, raw if isinstance(raw, dict) else None, top)
    found = [case for field in top.get("cases").list() for case in reader.cases(field)]
    return found, problems


class _CaseReader:
    """Reads the cases of one file; a later case may be like an earlier one."""

    def __init__(self, scheme: str, facts: FactBook, raw: Mapping[str, Any] | None, top: Field) -> None:
        self._scheme, self._facts = scheme, facts
        self._documents: Mapping[str, Citation] | None = None
        self._conditions: frozenset[str] | None = None
        # Where these are missing or wrong, that is told already; what hangs on it is not told as well.
        if raw and isinstance(raw.get("documents"), dict):
            self._documents = {**documents_in(Field(raw, (), Lines(""), [])), **documents_in(top)}
        if raw and isinstance(raw.get("conditions"), list):
            ids = (one.get("id") for one in raw["conditions"] if isinstance(one, dict))
            self._conditions = frozenset(one for one in ids if isinstance(one, str))
        self._given: dict[str, dict[str, Any]] = {}
        self._told: set[tuple[str, Said]] = set()
        # A name that is wrong in one place makes every case wrong that uses it: told at the first.
        self._strange: set[str] = set()
        self._usable = True

    def cases(self, field: Field) -> list[Case]:
        """One case, for each of its days; none, with its problems, if it cannot be worked out."""
        before, self._usable = len(field.problems), True
        field.only("id", "says", "source", "op", "like", "facts", "each", "expect")
        if not isinstance(field.value, dict):
            return []
        name = field.need("id").text() or ""
        if name in self._given:
            field.get("id").problem(
                said(f"Het geval «{name}» staat er twee keer.", f"The case «{name}» is given twice."),
                said("elke id één keer", "each id once"),
                said("Geef een van de twee een andere id.", "Give one of them another id."),
            )
        own = {key: inside.value for key, inside in field.get("facts").items()}
        given = {**self._like(field.get("like")), **own}
        says, source = field.need("says").text(), field.source(self._documents)
        days = _days(field.need("op"))
        expected = self._expected(field.need("expect"))
        self._given.setdefault(name, given)
        where = field.lines.where(*field.path, shown=name)
        cases: list[Case] = []
        for day, values in product(days, self._each(field.get("each"))):
            profile, found = read_profile({"feiten": given | values}, Lines(""), self._facts, day, day)
            field.problems.extend(self._at_their_lines(found, field, where))
            if found or not self._usable or len(field.problems) > before:
                return []
            marks = [str(day)] * (len(days) > 1) + [str(value) for value in values.values()]
            shown = "@".join([name, *marks]) if cases else name
            cases.append(Case(self._scheme, shown, says or "", source, day, profile.facts, expected, where))
        return cases

    @staticmethod
    def _each(field: Field) -> list[dict[str, Any]]:
        """The values of one fact, each of which gets the same answer."""
        if not field:
            return [{}]
        found = [(name, [one.value for one in inside.list()]) for name, inside in field.items()]
        if len(found) == 1 and found[0][1]:
            return [{found[0][0]: value} for value in found[0][1]]
        field.problem(
            said("Hier staat niet één feit met een lijst van waarden.", "This is not one fact with a list of values."),
            said("each: {opleiding_soort: [hbo, wo]}", "each: {opleiding_soort: [hbo, wo]}"),
            said("Noem één feit.", "Name one fact."),
        )
        return []

    def _like(self, field: Field) -> dict[str, Any]:
        like = field.text()
        if like and like not in self._given and self._is_new(like):
            field.problem(
                said(
                    f"Het geval «{shown_text(like)}» staat hier niet boven.",
                    f"There is no case «{shown_text(like)}» above this one.",
                ),
                said("de id van een eerder geval", "the id of an earlier case"),
                do_you_mean(like, self._given, "Verbeter de id.", "Correct the id."),
            )
        return self._given.get(like or "", {})

    def _at_their_lines(self, found: list[Problem], field: Field, where: str) -> Iterator[Problem]:
        """What is wrong with the facts, each at its own line; what was lent from another case is not told again."""
        own = field.get("facts")
        for problem in found:
            name = problem.where.removeprefix("feiten.")
            mine = isinstance(own.value, dict) and name in own.value
            if mine or (name, problem.what) not in self._told:
                place = own.get(name).where() if mine else where
                yield Problem(place, problem.what, problem.expected, problem.what_now)
            self._told.add((name, problem.what))

    def _expected(self, field: Field) -> Mapping[str, Any]:
        """What must come out, if it is written as it should be."""
        field.only(*EXPECTED)
        if field.value == {}:
            field.problem(
                said("Hier staat niet wat eruit moet komen.", "This does not say what must come out."),
                said(f"een of meer van: {', '.join(EXPECTED)}", f"one or more of: {', '.join(EXPECTED)}"),
                said("Schrijf op wat de bron zegt.", "Write down what the source says."),
            )
        field.get("uitkomst").choice(*Outcome)
        self._amount(field.get("bedrag"))
        self._truths(field.get("voorwaarden"))
        for inside in field.get("hangtAfVan").list():
            self._point(inside)
        field.get("vanaf").day()
        changes = field.get("wijzig")
        for name, inside in changes.items():
            read_fact(name, inside, self._facts, LAST_DAY)
        return field.value if isinstance(field.value, dict) else {}

    def _is_new(self, name: str) -> bool:
        """Whether this strange name was not told yet."""
        new = name not in self._strange
        self._strange.add(name)
        self._usable = False
        return new

    def _amount(self, field: Field) -> None:
        if not field:
            return
        if isinstance(field.value, dict) and set(field.value) == {"min", "max"}:
            lowest, highest = field.value["min"], field.value["max"]
            if _is_cents(lowest) and (highest is None or (_is_cents(highest) and lowest <= highest)):
                return
        field.problem(
            said("Zo staat een bedrag hier niet.", "This is not how an amount is written here."),
            said(
                "{min: 60000, max: 60000} in hele eurocenten, min niet boven max; max: ~ is zonder plafond",
                "{min: 60000, max: 60000} in whole euro cents, min not above max; max: ~ means no ceiling",
            ),
            said(
                "Verbeter het bedrag; hulp zonder geld is bedrag: ~.",
                "Correct the amount; help without money is bedrag: ~.",
            ),
        )

    def _truths(self, field: Field) -> None:
        for name, inside in field.items():
            if self._conditions is not None and name not in self._conditions | _ALWAYS:
                if not self._is_new(name):
                    continue
                inside.problem(
                    said(
                        f"De voorwaarde «{shown_text(name)}» kennen we niet.",
                        f"We do not know the condition «{shown_text(name)}».",
                    ),
                    said(
                        f"een van: {', '.join(sorted(self._conditions))}",
                        f"one of: {', '.join(sorted(self._conditions))}",
                    ),
                    do_you_mean(name, self._conditions, "Verbeter de id.", "Correct the id."),
                )
            elif inside:
                inside.choice(*Truth)
            else:
                field.need(name)

    def _point(self, field: Field) -> None:
        """What an answer may depend on: a fact that is missing, or a condition that is open."""
        name = field.text()
        if name is None or self._conditions is None or name in self._facts.facts or name in self._conditions:
            return
        if self._is_new(name):
            field.problem(
                said(
                    f"«{shown_text(name)}» is geen feit en geen voorwaarde.",
                    f"«{shown_text(name)}» is neither a fact nor a condition.",
                ),
                said(
                    "de naam van een feit, of de id van een voorwaarde", "the name of a fact, or the id of a condition"
                ),
                do_you_mean(name, [*self._facts.facts, *self._conditions], "Verbeter de naam.", "Correct the name."),
            )


def _is_cents(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _days(field: Field) -> list[date]:
    """The day of a case, or the days: the same person, and the same answer, on each of them."""
    if isinstance(field.value, list):
        return [day for inside in field.list() if (day := inside.day())]
    day = field.day()
    return [day] if day else []


def try_case(book: Book, case: Case) -> list[Problem]:
    """Where the rules say something else than the case expects; empty if they agree."""
    cannot_be = contradictions(Profile(dict(case.facts), case.on), book.on(case.on))
    if cannot_be:
        return [Problem(case.where, one.what, one.expected, one.what_now) for one in cannot_be]
    problems = []
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
