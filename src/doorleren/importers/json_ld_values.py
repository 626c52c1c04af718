# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values as they stand in JSON-LD: a text or a list of one, an amount, a duration, a thing with persons in it.

Knows: how each of them is read, and what names a person.
Leaves: which property has which value to `json_ld_records`.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from ..basics import Said, said
from .json_ld_source import DEPTH_MAX, types_of

PEOPLE: Final = (
    "instructor",
    "performer",
    "author",
    "creator",
    "contributor",
    "employee",
    "founder",
    "contactPoint",
    "review",
    "reviews",
)
"""Properties that name persons. Nothing of them is kept."""

_DURATION: Final = re.compile(
    r"^P(?:(?P<years>\d+(?:[.,]\d+)?)Y)?(?:(?P<months>\d+(?:[.,]\d+)?)M)?(?:(?P<weeks>\d+(?:[.,]\d+)?)W)?"
    r"(?:(?P<days>\d+(?:[.,]\d+)?)D)?(?:T(?:(?P<hours>\d+(?:[.,]\d+)?)H)?(?:(?P<minutes>\d+(?:[.,]\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)S)?)?$"
)


def duration_of(text: str) -> tuple[float | None, int | None] | None:
    """An ISO 8601 duration as hours (only where it is in hours and minutes) and as months (where it is in days or
    more). None when it is none."""
    match = _DURATION.match(text.strip().upper())
    if match is None or not any(match.groupdict().values()) or len(text) > 60:
        return None
    part = {name: float(value.replace(",", ".")) if value else 0.0 for name, value in match.groupdict().items()}
    hours = part["hours"] + part["minutes"] / 60 + part["seconds"] / 3600
    days = part["years"] * 365.25 + part["months"] * 30.44 + part["weeks"] * 7 + part["days"]
    if max(hours, days) > 1_000_000:
        return None
    if days == 0:
        return hours, None
    return None, max(1, round(days / 30.44))


def shown_currency(currency: Any) -> Said:
    """That a price is in another currency, or that its currency is not said."""
    if currency is None:
        return said("De munt ontbreekt.", "The currency is missing.")
    text = str(currency)[:20]
    return said(f"De prijs is in «{text}».", f"The price is in «{text}».")


def cents_of(amount: Any) -> int | None:
    if isinstance(amount, bool):
        return None
    if isinstance(amount, int | float):
        text = repr(amount)
    elif isinstance(amount, str):
        text = amount.strip()
        if re.fullmatch(r"\d{1,7},\d{2}", text):
            text = text.replace(",", ".")
    else:
        return None
    match = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,2})0*)?", text)
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) if match else None


def degrees_of(value: Any, most: int) -> float | None:
    try:
        found = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        return None
    return found if found is not None and -most <= found <= most else None


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def one_text(value: Any) -> str | None:
    """A text: also where it is in a list of one, or an object with a language and a value."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping) and isinstance(value.get("@value"), str):
        value = value["@value"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip()[:20_000] or None if isinstance(value, str) else None


def name_of(thing: Mapping[str, Any]) -> str:
    return (one_text(thing.get("name")) or "")[:200]


def key_of(thing: Mapping[str, Any]) -> str | None:
    for name in ("@id", "url", "courseCode", "identifier"):
        value = thing.get(name)
        if isinstance(value, str) and value.strip() and not value.startswith("_:"):
            return value.strip()
    return None


def without_people(value: Any, depth: int = 0) -> Any:
    if depth > DEPTH_MAX:
        return None
    if isinstance(value, Mapping):
        return {
            name: without_people(one, depth + 1)
            for name, one in value.items()
            if name not in PEOPLE and not (isinstance(one, Mapping) and "Person" in types_of(one))
        }
    if isinstance(value, list):
        return [
            without_people(one, depth + 1)
            for one in value
            if not (isinstance(one, Mapping) and "Person" in types_of(one))
        ]
    return value
