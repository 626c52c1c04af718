# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts that can be asked on a day, in words for who is asked; remembered, as they change with the day only."""

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
def facts_on(book: Book, on: date, language: str, audience: str = "inwoner") -> Mapping[str, Fact]:
    """Every fact that can be asked, by name, worded for who comes through this door."""
    return {
        shape["naam"]: {**shape, **_said_to(book, shape["naam"], language, audience)}
        for shape in fact_shapes(book, on, language)
        if shape["vraag"] is not None
    }


def _said_to(book: Book, name: str, language: str, audience: str) -> dict[str, Any]:
    """An employer is asked about "uw bedrijf", somebody who works there about "uw werkgever"."""
    words = (book.facts.facts[name].words or {})[language].said_to(audience)
    return {
        "vraag": words.question,
        "uitleg": words.help,
        "waarom": words.why,
        "label": words.label,
        "geenVanDeze": words.none,
        "isGemeente": book.facts.facts[name].known_in == "gemeentenaam",
    }


def said_value(fact: Fact, value: Any, book: Book, on: date, words: Words) -> str:
    """A value as a person would say it: "Ja", "€ 2.500", "1 mei 1984", "Loppersum"."""
    language = words["language"]
    if isinstance(value, bool):
        return str(words["yes_no"]["yes" if value else "no"])
    if isinstance(value, list | frozenset | set):
        chosen = [str(fact["labels"].get(one, one)) for one in fact.get("waarden", ()) if one in value]
        return ", ".join(chosen) or str(fact["geenVanDeze"])
    if fact["type"] == "geld":
        return say_euro(int(value), language)
    if fact["isGemeente"]:
        return names_by_code(book, on).get(str(value), str(value))
    found = value if isinstance(value, date) else parse_day(str(value)) if fact["type"] == "datum" else None
    return say_day(found, language) if found else str(fact["labels"].get(value, value))
