# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an analyst asks on the page «Wat als?», from its address: amounts, conditions, groups, assumptions.

Knows: the fields of the form, and everything that is wrong with what stands in them. What is wrong is never guessed.
Leaves: what can be changed (journeys), the words of a message (words.*.yaml). Nothing here is about a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import QueryDict

from ..basics import parse_day, say_day
from .typed import read_decimal
from .words import Words

AMOUNT: Final = "bedrag-"
"""How the field of an amount begins; its name follows."""
SHARES: Final = ("gebruik", "toch-al")
_ENDS: Final = ("van", "tot")
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_LONGEST, _SHOWN, _DIGITS = 100, 40, 12


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing to mend: at which field, and a sentence."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class AmountField:
    """The field of one amount. `value` is what stands in it, `now` the amount of the rule as it is, in words."""

    name: str
    label: str
    unit: str
    value: str
    now: str
    changed: bool
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What was asked, as far as it could be read, and everything that is wrong.

    `changes` are amounts as they are written in a rule. `take_up` and `anyway` are percentages from lowest to highest.
    """

    amounts: tuple[AmountField, ...]
    changes: tuple[tuple[str, str], ...]
    without: tuple[str, ...]
    by: tuple[str, ...]
    shares: Mapping[str, Mapping[str, str]]
    take_up: tuple[int, int] | None
    anyway: tuple[int, int] | None
    wrong: tuple[Wrong, ...]


def day_asked(given: QueryDict, otherwise: date, words: Words) -> tuple[date, list[Wrong]]:
    """The day in the address, or the day of the people."""
    text = given.get("op", "").strip()
    if not text:
        return otherwise, []
    found = parse_day(text)
    if found is None or not _FIRST <= found <= _LAST:
        return otherwise, [Wrong("op", _say(words, "day", value=text))]
    return found, []


def form_asked(given: QueryDict, can: Any, groups: Sequence[str], label_of: Any, words: Words) -> Form:
    """What the address asks of a scheme; `can` is what can be changed in it, `label_of` how an amount is called."""
    begun = bool(given)
    wrong: list[Wrong] = []
    fields, changes = [], []
    for one in can.amounts:
        text = given.get(AMOUNT + one.name, "").strip()[:_LONGEST]
        value, why = _value(one, text, words) if text else (one.now, None)
        changed = why is None and value != one.now
        if why is not None:
            wrong.append(Wrong(AMOUNT + one.name, f"{label_of(one.name)}: {why}"))
        elif changed:
            changes.append((one.name, one.written(value)))
        shown = text or _typed(one, one.now, words["language"])
        fields.append(
            AmountField(one.name, label_of(one.name), one.unit, shown, one.text, changed, (why,) if why else ())
        )
    wrong += _strange(given, can, groups, words)
    ids = [one.id for one in can.conditions]
    shares = {name: {end: given.get(f"{name}-{end}", "").strip()[:_LONGEST] for end in _ENDS} for name in SHARES}
    read = {name: _share(name, shares[name], wrong, words) for name in SHARES}
    chosen = given.getlist("per") if begun else list(groups[:1])
    return Form(
        amounts=tuple(fields),
        changes=tuple(changes),
        without=tuple(one for one in ids if one in given.getlist("zonder")),
        by=tuple(one for one in groups if one in chosen),
        shares=shares,
        take_up=read["gebruik"],
        anyway=read["toch-al"],
        wrong=tuple(wrong),
    )


def _strange(given: QueryDict, can: Any, groups: Sequence[str], words: Words) -> list[Wrong]:
    """Names and choices in the address that do not exist, and fields that are there twice."""
    single = {"op", *(AMOUNT + one.name for one in can.amounts), *(f"{name}-{end}" for name in SHARES for end in _ENDS)}
    choices = {"zonder": [one.id for one in can.conditions], "per": list(groups)}
    found = []
    for name in given:
        if name in single and len(given.getlist(name)) > 1:
            found.append(Wrong(name, _say(words, "twice")))
        elif name in choices:
            bad = [one for one in given.getlist(name) if one not in choices[name]]
            found += [Wrong(name, _say(words, f"no_{name}", value=one)) for one in bad]
        elif name not in single:
            found.append(Wrong("formulier", _say(words, "unknown", value=name)))
    return found


def _value(one: Any, text: str, words: Words) -> tuple[Any, str | None]:
    """What was typed for an amount, in hundredths of its unit or as a day; or why it cannot be."""
    if one.unit == "datum":
        day = parse_day(text)
        fits = day is not None and one.least <= day <= one.most
        return day, None if fits else _say(words, "date", value=text)
    bare = text.removeprefix("€").removesuffix("%").strip()
    negative = bare.startswith(("-", "−"))
    bare = bare[1:] if negative else bare
    number = one.most + 1 if bare.isdecimal() and len(bare) > _DIGITS else read_decimal(bare)
    if number is None:
        return None, _say(words, "number", value=text)
    if one.whole and number % 100 and number <= one.most:
        return None, _say(words, "whole", value=text)
    if (negative and number) or number > one.most:
        most = _typed(one, one.most, words["language"])
        return None, _say(words, "range", value=text, most=most)
    return number, None


def _share(name: str, typed: Mapping[str, str], wrong: list[Wrong], words: Words) -> tuple[int, int] | None:
    """A percentage from lowest to highest, in whole percents; None where nothing was given, or where it is wrong."""
    if not any(typed.values()):
        return None
    ends: list[int] = []
    for end in _ENDS:
        text = typed[end].removesuffix("%").strip()
        if not text:
            wrong.append(Wrong(f"{name}-{end}", _say(words, "both")))
        elif not (text.isascii() and text.isdigit()) or len(text) > 3 or int(text) > 100:
            wrong.append(Wrong(f"{name}-{end}", _say(words, "percentage", value=typed[end])))
        else:
            ends.append(int(text))
    if len(ends) < len(_ENDS):
        return None
    if ends[0] > ends[1]:
        wrong.append(Wrong(f"{name}-van", _say(words, "order", low=typed["van"], high=typed["tot"])))
        return None
    return ends[0], ends[1]


def _typed(one: Any, value: int | date, language: str) -> str:
    """A value as somebody would type it: 2500, 2500,50, 49,5, 2026-01-01."""
    if isinstance(value, date):
        return value.isoformat()
    whole, part = divmod(value, 100)
    if not part:
        return str(whole)
    decimals = f"{part:02d}" if one.unit == "euro" else f"{part:02d}".rstrip("0")
    return f"{whole}{',' if language == 'nl' else '.'}{decimals}"


def _say(words: Words, which: str, **values: Any) -> str:
    short = {name: str(value)[:_SHOWN] for name, value in values.items()}
    return str(words["what_if"]["wrong"][which]).format(**short)


def not_in_force(on: date, words: Words) -> Wrong:
    """The scheme has no rule on this day."""
    return Wrong("op", _say(words, "not_in_force", day=say_day(on, words["language"])))
