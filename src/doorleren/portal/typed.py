# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what somebody typed or ticked to the value of a fact, or to what is wrong with it.

Knows: one way of reading per type of fact. Leaves: the words of a message (words.*.yaml).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from ..journeys import Book
from .facts import Fact
from .municipalities import find_municipality

NONE = "-"
"""What the box "none of these" sends."""

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend: at which field, which words say it, and what to fill in there."""

    at: str
    words: str
    values: Mapping[str, Any] = field(default_factory=dict)


Read = tuple[Any, list[Mistake]]
"""The value as JSON has it (None if there is none), and what is wrong."""


def read_typed(fact: Fact, form: QueryDict, book: Book, on: date) -> Read:
    """Read the answer to this fact's question."""
    if fact["isGemeente"]:
        return _municipality(form, book, on)
    return _READERS[fact["type"]](fact, form)


def _yes_no(fact: Fact, form: QueryDict) -> Read:
    answer = form.get("antwoord")
    return (answer == "ja", []) if answer in ("ja", "nee") else (None, [Mistake("antwoord-1", "choose_one")])


def _one_of(fact: Fact, form: QueryDict) -> Read:
    answer = form.get("antwoord")
    return (answer, []) if answer in fact["waarden"] else (None, [Mistake("antwoord-1", "choose_one")])


def _some_of(fact: Fact, form: QueryDict) -> Read:
    chosen = form.getlist("antwoord")
    values = [one for one in fact["waarden"] if one in chosen]
    if NONE in chosen and fact["magLeegZijn"]:
        return ([], []) if not values else (None, [Mistake("antwoord-1", "none_and_some")])
    return (values, []) if values else (None, [Mistake("antwoord-1", "choose_some")])


def _whole_number(fact: Fact, form: QueryDict) -> Read:
    text = _text(form)
    if not text:
        return None, [Mistake("antwoord", "number_missing")]
    found = read_decimal(text)
    if found is None or found % 100:
        return None, [Mistake("antwoord", "number_unclear")]
    return found // 100, []


def _money(fact: Fact, form: QueryDict) -> Read:
    text = _text(form)
    if not text:
        return None, [Mistake("antwoord", "money_missing")]
    found = read_decimal(re.sub(r"^(€|eur(o)?\b)\s*|\s*(€|euro?|,-{1,2})$", "", text, flags=re.IGNORECASE))
    return (found, []) if found is not None else (None, [Mistake("antwoord", "money_unclear")])


def read_decimal(text: str) -> int | None:
    """Hundredths, from "1250", "1.250", "1,250", "12,50", "1.250,5" or "1 250.00"; None if it is no such number."""
    text = re.sub(r"(?<=\d)[\s\u00a0'](?=\d{3})", "", text.strip())
    match = re.fullmatch(r"(\d{1,3}(?:([.,])\d{3}(?:\2\d{3})*)|\d+)(?:([.,])(\d{1,2}))?", text, re.ASCII)
    if match is None or (match[2] and match[2] == match[3]):
        return None
    whole = re.sub(r"[.,]", "", match[1])
    return int(whole) * 100 + int((match[4] or "0").ljust(2, "0")) if len(whole) <= 12 else None


def _date(fact: Fact, form: QueryDict) -> Read:
    return read_day_fields(form)


def read_day_fields(form: QueryDict) -> Read:
    """A day from the three fields dag, maand and jaar."""
    parts = {name: form.get(name, "").strip()[:_LONGEST] for name in ("dag", "maand", "jaar")}
    missing = [name for name, text in parts.items() if not text]
    if len(missing) == 3:
        return None, [Mistake("dag", "date_missing")]
    if missing:
        return None, [Mistake(name, f"date_without_{name}") for name in missing]
    strange = [name for name, text in parts.items() if not re.fullmatch(r"\d{1,4}", text, re.ASCII)]
    if strange:
        return None, [Mistake(name, "date_digits") for name in strange]
    if len(parts["jaar"]) != 4:
        return None, [Mistake("jaar", "date_year")]
    try:
        return date(int(parts["jaar"]), int(parts["maand"]), int(parts["dag"])).isoformat(), []
    except ValueError:
        return None, [Mistake("dag", "date_unreal")]


def _code(fact: Fact, form: QueryDict) -> Read:
    text = _text(form)
    if not text:
        return None, [Mistake("antwoord", "code_missing")]
    if not re.fullmatch(fact.get("patroon") or ".+", text):
        return None, [Mistake("antwoord", "code_unclear", {"example": fact["eenheid"]})]
    return text, []


def _municipality(form: QueryDict, book: Book, on: date) -> Read:
    text = _text(form)
    if not text:
        return None, [Mistake("antwoord", "place_missing")]
    found = find_municipality(book, text, on)
    if found.code:
        return found.code, []
    if found.on_other_days:
        return None, [Mistake("antwoord", "place_other_day", {"name": text})]
    if found.alike:
        return None, [Mistake("antwoord", "place_alike", {"name": text, "alike": found.alike})]
    return None, [Mistake("antwoord", "place_unknown", {"name": text})]


def _text(form: QueryDict) -> str:
    return form.get("antwoord", "").strip()[:_LONGEST]


_READERS: dict[str, Callable[[Fact, QueryDict], Read]] = {
    "ja-nee": _yes_no,
    "een-van": _one_of,
    "ladder": _one_of,
    "verzameling": _some_of,
    "geheel-getal": _whole_number,
    "percentage": _whole_number,
    "geld": _money,
    "datum": _date,
    "code": _code,
}
