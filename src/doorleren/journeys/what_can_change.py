# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an analyst can change in the version of a scheme that holds on a day: its amounts and its conditions.

Knows: in which unit an amount is changed, within which ends, and how a new value is written in a rule.
Leaves: what is typed (portal), what a change does to people (`compare_people`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from ..basics import Period
from ..rules import Book
from ..rules.answers import say_amount
from ..rules.differences import Version, version_of
from ..rules.expression import spell_value

HUNDREDTHS: Final = 100
_EUROS, _NUMBERS, _PERCENT = 100_000_000_000, 1_000_000, 100
_LENGTHS: Final = {"jaar": 150, "maanden": 1_200, "weken": 5_000, "dagen": 36_500}
"""The longest time in each unit."""
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Adjustable:
    """An amount that can have another value.

    `unit` is euro, procent, getal, jaar, maanden, weken, dagen or datum. `now`, `least` and `most` are hundredths of
    that unit, or days. A unit without parts takes whole numbers only.
    """

    name: str
    unit: str
    now: int | date
    least: int | date
    most: int | date
    text: str

    @property
    def whole(self) -> bool:
        """Whether only whole numbers fit."""
        return self.unit not in ("euro", "procent")

    def written(self, value: int | date) -> str:
        """A value, in hundredths of the unit or a day, as it is written in a rule."""
        if isinstance(value, date):
            return value.isoformat()
        if self.unit == "euro":
            return str(value)
        if self.unit == "procent":
            return spell_value(Fraction(value, HUNDREDTHS * 100))
        number = value // HUNDREDTHS
        periods = {
            "jaar": Period(months=12 * number),
            "maanden": Period(months=number),
            "weken": Period(days=7 * number),
            "dagen": Period(days=number),
        }
        return spell_value(periods[self.unit]) if self.unit in periods else str(number)


@dataclass(frozen=True, slots=True)
class Removable:
    """A condition that can be left out: its sentence, and who decides it if somebody must."""

    id: str
    sentence: str
    kind: str
    judge: str | None


@dataclass(frozen=True, slots=True)
class Changeable:
    """One scheme on one day, with what can be changed in it. `fixed` are amounts that cannot be, in words."""

    id: str
    name: str
    audience: str
    summary: str
    on: date
    amounts: tuple[Adjustable, ...]
    fixed: tuple[tuple[str, str], ...]
    conditions: tuple[Removable, ...]
    facts: tuple[str, ...]


def changeable(book: Book, name: str, on: date, language: str) -> Changeable | None:
    """What can be changed in a scheme; None where no version with conditions holds on the day."""
    scheme = book.schemes.get(name)
    version = version_of(scheme, on) if scheme is not None else None
    if scheme is None or version is None or not version.conditions:
        return None
    found = {key: _adjustable(key, value, language) for key, value in version.amounts.items()}
    words = scheme.words[language]
    return Changeable(
        id=name,
        name=words.name,
        audience=scheme.audience.value,
        summary=words.summary,
        on=on,
        amounts=tuple(one for one in found.values() if one is not None),
        fixed=tuple(
            (key, say_amount(key, version.amounts[key], language)) for key, one in found.items() if one is None
        ),
        conditions=_conditions(version, language),
        facts=tuple(sorted(scheme.facts)),
    )


def ever_changeable(book: Book, name: str) -> bool:
    """Whether there is a scheme with this name that has a rule on some day."""
    scheme = book.schemes.get(name)
    return scheme is not None and bool(scheme.conditions) and bool(scheme.versions)


def that_can_change(book: Book, on: date, language: str) -> list[dict[str, Any]]:
    """Every scheme with a rule that holds on the day: id, name and summary, by name."""
    found = [one for name in book.schemes if (one := changeable(book, name, on, language)) is not None]
    lines = [{"id": one.id, "naam": one.name, "voor": one.audience, "samenvatting": one.summary} for one in found]
    return sorted(lines, key=lambda line: line["naam"].casefold())


def _conditions(version: Version, language: str) -> tuple[Removable, ...]:
    words = version.scheme.words[language].conditions
    amounts = {key: say_amount(key, value, language) for key, value in version.amounts.items()}
    return tuple(
        Removable(name, _filled(words[name].rule, amounts), one.kind.value, one.judge)
        for name, one in version.conditions.items()
    )


def _filled(text: str, amounts: Mapping[str, str]) -> str:
    for key, value in amounts.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def _adjustable(name: str, value: Any, language: str) -> Adjustable | None:
    """The amount in the unit in which it stands; None for a list, or a time in months and days at once."""
    said = say_amount(name, value, language)
    if isinstance(value, date):
        return Adjustable(name, "datum", value, _FIRST, _LAST, said)
    if isinstance(value, Fraction):
        exact = value * 100 * HUNDREDTHS
        if exact.denominator != 1:
            return None
        return Adjustable(name, "procent", int(exact), 0, _PERCENT * HUNDREDTHS, said)
    if isinstance(value, Period):
        unit = _unit_of(value)
        if unit is None:
            return None
        number = {"jaar": value.months // 12, "maanden": value.months, "weken": value.days // 7, "dagen": value.days}
        return Adjustable(name, unit, number[unit] * HUNDREDTHS, 0, _LENGTHS[unit] * HUNDREDTHS, said)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    if name.endswith("_eurocent"):
        return Adjustable(name, "euro", value, 0, _EUROS, said)
    return Adjustable(name, "getal", value * HUNDREDTHS, 0, _NUMBERS * HUNDREDTHS, said)


def _unit_of(period: Period) -> str | None:
    if period.months and period.days:
        return None
    if period.months:
        return "maanden" if period.months % 12 else "jaar"
    return "dagen" if period.days % 7 or not period.days else "weken"
