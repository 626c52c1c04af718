# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""With which partners somebody can apply: what a scheme asks of them on a day, or asked in the last rules that we know.

Knows: on which day to look. Leaves: which kinds of partners would do (rules), how it is said (the doors).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..basics.finding import FactValue
from ..rules import Book
from ..rules.answers import say_amount
from ..rules.partners import APPLICANT, PARTNERS, PartnersAsked, about_partners, partners_asked

__all__ = [
    "APPLICANT",
    "PARTNERS",
    "Before",
    "PartnersAsked",
    "partner_conditions",
    "partners_before",
    "partners_wanted",
]


def partner_conditions(book: Book, scheme: str, on: date) -> tuple[str, ...]:
    """The ids of the conditions about partners that a scheme has on a day; none where it does not hold."""
    rules = book.alone(book.schemes[scheme], on)
    found = rules.by_id.get(scheme)
    return tuple(one.condition.id for one in about_partners(rules, found)) if found else ()


def partners_wanted(
    book: Book, scheme: str, facts: Mapping[str, FactValue], on: date
) -> tuple[PartnersAsked, ...] | None:
    """What a scheme still asks of the partners on a day; None where it asks nothing about them."""
    rules = book.alone(book.schemes[scheme], on)
    found = rules.by_id.get(scheme)
    return partners_asked(rules, found, facts) if found else None


@dataclass(frozen=True, slots=True)
class Before:
    """What the last rules that we know asked of the partners, and the first day on which those held no longer."""

    until: date
    sentences: tuple[str, ...]


def partners_before(book: Book, scheme: str, on: date, language: str) -> Before | None:
    """What a scheme of which we have no rules on a day asked of the partners before; None if it asked nothing."""
    found = book.schemes[scheme]
    ends = [version.until for version in found.versions if version.until and version.until <= on]
    if not ends:
        return None
    last_day = max(ends) - timedelta(days=1)
    asked = partner_conditions(book, scheme, last_day)
    words, amounts = found.words[language].conditions, found.amounts_on(last_day)
    said = {name: say_amount(name, value, language) for name, value in amounts.items()}
    sentences = tuple(_filled(words[name].rule, said) for name in asked)
    return Before(max(ends), sentences) if sentences else None


def _filled(sentence: str, amounts: Mapping[str, str]) -> str:
    for name, value in amounts.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return sentence
