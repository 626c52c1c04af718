# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A handful of a scheme's worked cases for people to read: somebody who gets it, and somebody else for each no.

Knows: which cases tell most in the fewest words. Every answer is given by the rule itself, on the day of the case.
Leaves: what a case is and whether it is right (rules, `check_book`), how a fact is said (the doors).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..basics import Citation, Finding, Outcome, Truth
from ..basics.finding import FactValue
from ..rules import Book
from ..rules.cases import Case, read_cases
from ..rules.scheme import SchemeKind, Span

_MOST = 6
_MOST_CHANGED = 3
"""With more facts that differ, somebody is told whole: "the same person, but" would be no help."""
_MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody on a day, and what the scheme says.

    `like_first`: this is the first example with only these facts and perhaps this day changed; a fact that is None is
    not known here. `source` is the place that decides.
    """

    on: date
    facts: Mapping[str, FactValue | None]
    like_first: bool
    other_day: bool
    finding: Finding
    source: Citation


def worked_examples(book: Book, name: str, language: str, on: date) -> tuple[Example, ...]:
    """A yes where there is one, then a no for as many conditions as a page can hold.

    Those of the version that holds on this day come first; there are none without cases, and none for a policy.
    """
    version = book.schemes[name].version_on(on)
    return _chosen(book, name, language, version)


@lru_cache(maxsize=2_000)
def _chosen(book: Book, name: str, language: str, version: Span | None) -> tuple[Example, ...]:
    scheme = book.schemes[name]
    if book.folder is None or scheme.kind is SchemeKind.BELEID:
        return ()
    cases, problems = read_cases(book.folder / name / "cases.yaml", scheme, book.facts)
    if problems:
        return ()
    alone = book.with_only(scheme)
    near = sorted(cases, key=lambda case: (scheme.version_on(case.on) != version, len(case.facts)))
    found = _first_yes(alone, near, language)
    first = found[0] if found else None
    for case in _a_no_for_each(near, first[0] if first else None):
        finding = _says(alone, case, language)
        if finding.outcome is Outcome.NEE and len(found) < _MOST:
            found.append((case, finding))
    return tuple(_example(case, finding, first[0] if first else None) for case, finding in found)


def _says(alone: Book, case: Case, language: str) -> Finding:
    (finding,) = alone.findings(case.facts, case.on, language, help_too=False)
    return finding


def _first_yes(alone: Book, cases: Sequence[Case], language: str) -> list[tuple[Case, Finding]]:
    """Somebody who certainly gets it; else somebody about whom only a body still has to decide.

    Of those who come first, the one from whom the others differ least.
    """
    for outcome in (Outcome.JA, Outcome.HANGT_AF):
        tried = [case for case in cases if case.expected.get("uitkomst") == outcome][:_MOST_TRIED]
        told = [(case, _says(alone, case, language)) for case in tried]
        fit = [(case, finding) for case, finding in told if not any(one.kind == "feit" for one in finding.depends_on)]
        same = [one for one in fit if _version(alone, one[0]) == _version(alone, fit[0][0])]
        if same:
            return [min(same, key=lambda one: sum(_differs(case, one[0]) for case in _a_no_for_each(cases, one[0])))]
    return []


def _version(alone: Book, case: Case) -> Span | None:
    return alone.schemes[case.scheme].version_on(case.on)


def _a_no_for_each(cases: Iterable[Case], first: Case | None) -> list[Case]:
    """For each condition the case that fails on it and differs least from the first example."""
    best: dict[str, tuple[int, Case]] = {}
    for case in cases:
        failing = [name for name, truth in (case.expected.get("voorwaarden") or {}).items() if truth == Truth.NEE]
        if case.expected.get("uitkomst") != Outcome.NEE or len(failing) != 1 or failing[0] == "bestaat":
            continue
        differs = _differs(case, first) if first else len(case.facts)
        if failing[0] not in best or differs < best[failing[0]][0]:
            best[failing[0]] = (differs, case)
    return [case for _, case in sorted(best.values(), key=lambda one: one[0])]


def _differs(case: Case, first: Case) -> int:
    """In how many things a case differs from the first; another day is one of them."""
    return len(_changed(case, first)) + (case.on != first.on)


def _changed(case: Case, first: Case) -> dict[str, FactValue | None]:
    """The facts in which a case differs from the first; None is not known here."""
    names = [*case.facts, *(name for name in first.facts if name not in case.facts)]
    return {name: case.facts.get(name) for name in names if case.facts.get(name) != first.facts.get(name)}


def _example(case: Case, finding: Finding, first: Case | None) -> Example:
    if first is not None and first is not case and len(_changed(case, first)) <= _MOST_CHANGED:
        changed = _changed(case, first)
        return Example(case.on, changed, True, case.on != first.on, finding, case.source)
    return Example(case.on, dict(case.facts), False, True, finding, case.source)
