# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read what stands behind the question mark of an address, and say everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Final
from urllib.parse import parse_qsl

from django.http import HttpRequest

from ..basics import LANGUAGES, Problem, Said, parse_day, said
from ..journeys import Book, municipality_problem, read_request, today
from .shown import shown

_FIELDS_MAX: Final = 50


@dataclass(slots=True)
class Query:
    """The parameters of a request by name; asking for one that does not fit adds a problem."""

    given: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def day(self, book: Book) -> date:
        """The day in `op`; without one, today in the Netherlands."""
        if "op" not in self.given:
            return today()
        _, day, problems = read_request(book, {"op": self.given["op"]})
        self.problems += [replace(problem, where=f"query: {problem.where}") for problem in problems]
        return day

    def other_day(self, name: str) -> date | None:
        """The day in a parameter that may be left out."""
        if name not in self.given:
            return None
        day = parse_day(self.given[name])
        if day is None:
            self.wrong(name, said("een bestaande dag, zoals 2026-05-25", "an existing day, such as 2026-05-25"))
        return day

    def choice(self, name: str, values: Sequence[str]) -> str | None:
        """One of these values; None where nothing is asked."""
        value = self.given.get(name)
        if value is None or value in values:
            return value
        self.wrong(name, said(f"een van: {', '.join(values)}", f"one of: {', '.join(values)}"))
        return None

    def yes_or_no(self, name: str) -> bool | None:
        """Whether `ja` or `nee` is asked for; None where nothing is asked."""
        return {"ja": True, "nee": False}.get(self.choice(name, ("ja", "nee")) or "")

    def municipality(self, name: str, book: Book, on: date) -> str | None:
        """The code of a municipality that exists on a day; None where nothing is asked."""
        code = self.given.get(name)
        problem = municipality_problem(book, code, on) if code is not None else None
        if problem is None:
            return code
        self.problems.append(replace(problem, where=f"query: {name}"))
        return None

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self.given.get(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high:
            return int(value)
        self.wrong(name, said(f"een heel getal van {low} tot en met {high}", f"a whole number from {low} to {high}"))
        return default

    def wrong_page(self, pages: int) -> None:
        """A page was asked that is not there."""
        self.wrong("page", said(f"een bladzijde van 1 tot en met {pages}", f"a page from 1 to {pages}"))

    def wrong(self, name: str, expected: Said) -> None:
        value = shown(self.given[name])
        self.problems.append(
            Problem(
                f"query: {name}",
                said(f"Hier staat «{value}».", f"This says «{value}»."),
                expected,
                said("Verbeter de waarde.", "Correct the value."),
            )
        )


def read_query(request: HttpRequest, *names: str) -> Query:
    """The parameters of a request, of which these may be there; `taal` always may."""
    text = request.META.get("QUERY_STRING", "")
    if not text:
        return Query({})
    allowed = ("taal", *names)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS_MAX)
    except ValueError:
        return Query({}, [_too_many()])
    query = Query({})
    for name, value in pairs:
        if name not in allowed:
            query.problems.append(_unknown(name, allowed))
        elif name in query.given:
            query.problems.append(_twice(name))
        else:
            query.given[name] = value
    query.choice("taal", LANGUAGES)
    return query


def _unknown(name: str, allowed: Sequence[str]) -> Problem:
    near = get_close_matches(name, allowed, n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    return Problem(
        f"query: {shown(name)}",
        said(
            f"De parameter «{shown(name)}» kennen we hier niet.", f"We do not know the parameter «{shown(name)}» here."
        ),
        said(f"een van: {', '.join(allowed)}", f"one of: {', '.join(allowed)}"),
        said(f"{hint.nl}Verbeter de naam of haal die weg.", f"{hint.en}Correct the name or remove it."),
    )


def _twice(name: str) -> Problem:
    return Problem(
        f"query: {name}",
        said(f"«{name}» staat er meer dan één keer.", f"«{name}» is given more than once."),
        said("elke parameter één keer", "each parameter once"),
        said("Laat er een staan en haal de rest weg.", "Keep one and remove the rest."),
    )


def _too_many() -> Problem:
    return Problem(
        "query",
        said(f"Er staan meer dan {_FIELDS_MAX} parameters.", f"There are more than {_FIELDS_MAX} parameters."),
        said("een paar parameters", "a few parameters"),
        said("Haal weg wat niet nodig is.", "Remove what is not needed."),
    )
