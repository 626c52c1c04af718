# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a day and an amount of money are said to a person, in Dutch and in English; and how a word is looked up."""

import unicodedata
from datetime import date
from typing import Final

LANGUAGES: Final = ("nl", "en")

_MONTHS: Final = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def say_day(day: date, language: str) -> str:
    """2020-02-01 as "1 februari 2020" or "1 February 2020"."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def say_euro(cents: int, language: str) -> str:
    """250000 cents as "€ 2.500" or "€2,500"; cents are said only where there are any.

    The space is one that never breaks: "€" must not stand alone at the end of a line.
    """
    euros, rest = divmod(abs(cents), 100)
    whole = f"{euros:,}"
    tail = f".{rest:02d}" if rest else ""
    sign = "-" if cents < 0 else ""
    if language == "nl":
        return f"{sign}€\u00a0{whole.replace(',', '.')}{tail.replace('.', ',')}"
    return f"{sign}€{whole}{tail}"


def say_number(number: float, decimals: int, language: str) -> str:
    """1234.5 as "1.234,5" or "1,234.5", with so many decimals; what rounds to zero has no minus."""
    text = f"{number:,.{decimals}f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.translate(_DUTCH) if language == "nl" else text


_DUTCH: Final = str.maketrans(",.", ".,")


def plain_letters(text: str) -> str:
    """Small letters and digits only, so that "Súdwest Fryslân" and "sudwest-fryslan" are the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(ch if ch.isalnum() else " " for ch in letters if not unicodedata.combining(ch)).split())
