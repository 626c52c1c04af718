# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts that can be asked on a day, with their words; remembered, as they change with the day only."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from ..basics import parse_day, say_day, say_euro
from ..journeys import Book, fact_shapes
from .municipalities import names_by_code
from .words import Words

Fact = Mapping[str, Any]
"""One fact as `GET /v1/feiten` gives it."""


@lru_cache(maxsize=64)
def facts_on(book: Book, on: date, language: str) -> Mapping[str, Fact]:
    """Every fact that can be asked, by name."""
    return {shape["naam"]: shape for shape in fact_shapes(book, on, language) if shape["vraag"] is not None}


def said_value(fact: Fact, value: Any, book: Book, on: date, words: Words) -> str:
    """A value as a person would say it: "Ja", "€ 2.500", "1 mei 1984", "Loppersum"."""
    language = words["language"]
    if isinstance(value, bool):
        return str(words["yes_no"]["yes" if value else "no"])
    if isinstance(value, list | frozenset | set):
        chosen = [str(fact["labels"].get(one, one)) for one in fact.get("waarden", ()) if one in value]
        return ", ".join(chosen) or none_of(fact, words)
    if fact["type"] == "geld":
        return say_euro(int(value), language)
    if fact["naam"] == "gemeente":
        return names_by_code(book, on).get(str(value), str(value))
    found = value if isinstance(value, date) else parse_day(str(value)) if fact["type"] == "datum" else None
    return say_day(found, language) if found else str(fact["labels"].get(value, value))


def none_of(fact: Fact, words: Words) -> str:
    """How one says that none of the choices fits, in the words that the question's help uses."""
    return str(words["none_of"].get_or(fact["naam"], "other"))
