# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is to be compared as somebody names it: two versions, changes in the new one, a file with people.

Knows: how a change of an amount or a condition is put into a version, and what is wrong with what was named.
Leaves: the comparison itself (`compare_people`), how a file is read (`read_people`).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..basics import Problem, parse_day, said
from ..population.groups import Grouping, grouping
from ..rules import Book
from ..rules.differences import Version
from ..rules.expression import NotUnderstood, parse
from .compare_people import Compared, Comparison
from .read_people import PeopleReader, Tick
from .rule_changes import named_version

__all__ = ["Compared", "PeopleIn", "compare_population", "versions_of"]


@dataclass(frozen=True, slots=True)
class PeopleIn:
    """A file with people; `links` is the text of a link file and its name."""

    path: Path
    links: tuple[str, str] | None = None
    misfit_is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What was named, found: both versions, the new one with its changes, and the groups."""

    old: Version
    new: Version
    groupings: tuple[Grouping, ...]


def compare_population(
    book: Book, asked: Compared, people: PeopleIn, language: str, tick: Tick | None = None
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The comparison as `vergelijk --json` prints it, or everything that is wrong. Raises OSError for the file."""
    named, problems = versions_of(book, asked)
    reader = PeopleReader(book, people.path, asked.on, people.links)
    problems += reader.problems
    if problems or named is None:
        return None, problems
    comparison = Comparison(book, asked, named.old, named.new, named.groupings, reader.secret)
    started = time.perf_counter()
    for block in reader.people(tick):
        comparison.add(block)
    if problems := reader.found_wrong(people.misfit_is_unknown):
        return None, problems
    seconds = time.perf_counter() - started
    return comparison.shape(language, seconds, synthetic=reader.synthetic, misfits=reader.misfits()), []


def versions_of(book: Book, asked: Compared) -> tuple[Named | None, list[Problem]]:
    """Both versions and the groups; or everything that is wrong with how they are named."""
    old, problems = named_version(book, asked.old, "OUD", asked.on)
    new, more = named_version(book, asked.new, "NIEUW", asked.on)
    problems += more
    if new is not None:
        new, more = _patched(new, asked)
        problems += more
    found = [grouping(one, book.facts, asked.on) for one in asked.by]
    problems += [one for one in found if isinstance(one, Problem)]
    if problems or old is None or new is None:
        return None, problems
    return Named(old, new, tuple(one for one in found if isinstance(one, Grouping))), []


# --- a patch of the new version -------------------------------------------------------------------------------------


def _patched(version: Version, asked: Compared) -> tuple[Version, list[Problem]]:
    """The version with the amounts and conditions of the command line."""
    problems: list[Problem] = []
    amounts = dict(version.amounts)
    for name, text in asked.amounts:
        value = _value_like(amounts.get(name), text)
        if name not in amounts:
            problems.append(_no_such("--wijzig", name, list(amounts)))
        elif value is None:
            shown = version.amounts[name]
            problems.append(
                Problem(
                    f"--wijzig {name}",
                    said(f"«{text}» past hier niet.", f"«{text}» does not fit here."),
                    said(f"een waarde zoals «{shown}»", f"a value such as «{shown}»"),
                    said("Verbeter de waarde.", "Correct the value."),
                )
            )
        else:
            amounts[name] = value
    for name, text in asked.amounts:
        if amounts.get(name) == 0 and name in _divisors(version):
            problems.append(
                Problem(
                    f"--wijzig {name}",
                    said(
                        f"«{text}» kan niet: de regel deelt hierdoor.", f"«{text}» cannot be: the rule divides by it."
                    ),
                    said("een waarde die niet nul is", "a value that is not zero"),
                    said("Verbeter de waarde.", "Correct the value."),
                )
            )
    for name in asked.without:
        if name not in version.conditions:
            problems.append(_no_such("--zonder", name, list(version.conditions)))
    conditions = {name: one for name, one in version.conditions.items() if name not in asked.without}
    return replace(version, amounts=amounts, conditions=conditions), problems


def _divisors(version: Version) -> set[str]:
    """The amounts by which the payment divides."""
    cases = version.payment.cases if version.payment is not None else ()
    divisions = [node for _, total in cases for node in total.walk() if node.op == "/"]
    return {leaf.name for node in divisions for leaf in node.args[1].walk() if leaf.op == "amount"}


def _value_like(old: Any, text: str) -> Any:
    """The text as the same kind of value as the old one; None if it is not."""
    if isinstance(old, date):
        return parse_day(text)
    try:
        node = parse(text)
    except NotUnderstood:
        return None
    return node.value if node.op == "value" and type(node.value) is type(old) else None


def _no_such(option: str, name: str, names: Sequence[str]) -> Problem:
    return Problem(
        f"{option} {name}",
        said("Dit staat niet in deze versie.", "This is not in this version."),
        said(f"een van: {', '.join(names)}", f"one of: {', '.join(names)}"),
        said("Verbeter de naam.", "Correct the name."),
    )
