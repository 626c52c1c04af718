# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Take the fields of one body of a feed one by one; what nobody takes is left over, so that nothing is lost.

Knows: how to read a text, a number, a day or a list, and how to say what is wrong with a value.
Leaves: which fields there are, and what they mean, to each feed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from ..basics import Said, said
from ..catalogue.feed import Misread, Note

_MOST_SHOWN: Final = 80
_MOST_TEXT: Final = 20_000
YEARS: Final = (1900, 2199)
"""The first and the last year of a day that means something in an offer."""

A_DAY: Final = said(
    f"een bestaande dag van {YEARS[0]} tot en met {YEARS[1]}, zoals 2026-09-01",
    f"an existing day from {YEARS[0]} to {YEARS[1]}, such as 2026-09-01",
)
_EMPTY: Final = ("", "null", "None", "-", "n.v.t.")


class Taken:
    """One body. `where` names it in every message; `problems` gathers what is wrong with it."""

    def __init__(self, body: Mapping[str, Any], where: str, problems: list[Misread | Note] | None = None) -> None:
        self._body, self.where = body, where
        self._left = dict(body)
        self.problems: list[Misread | Note] = problems if problems is not None else []

    def __contains__(self, name: str) -> bool:
        return self._body.get(name) is not None

    @property
    def rest(self) -> dict[str, Any]:
        """What was not taken."""
        return self._left

    def any(self, name: str) -> Any:
        """The value as it is; None where there is none."""
        self._left.pop(name, None)
        return self._body.get(name)

    def keep(self, name: str) -> None:
        """Put a value back among the rest: it was looked at, and could not be used."""
        if name in self._body:
            self._left[name] = self._body[name]

    def text(self, name: str, *, required: bool = False) -> str | None:
        """A text without spaces around it; a number is taken as its digits. An empty one, or "null", is none."""
        value = self.any(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        if isinstance(value, str):
            found = value.strip()
            if found and found not in _EMPTY:
                if len(found) > _MOST_TEXT:
                    self._too_long(name, found)
                return found[:_MOST_TEXT]
        elif value is not None:
            self.wrong(name, value, said("een tekst", "a text"))
        elif not required:
            return None
        if required:
            self.missing(name)
        return None

    def one_of(self, name: str, words: Mapping[str, str] | Sequence[str]) -> str | None:
        """One of these words, or what it stands for with us."""
        found = self.text(name)
        if found is None:
            return None
        if found in words:
            return words[found] if isinstance(words, Mapping) else found
        listed = ", ".join(words)
        self.wrong(name, found, said(f"een van: {listed}", f"one of: {listed}"))
        return None

    def whole(self, name: str, low: int = 0, high: int = 1_000_000) -> int | None:
        """A whole number, also where it stands as text or as 3.0."""
        value = self.any(name)
        if value is None or value in _EMPTY:
            return None
        number = _number(value)
        if number is None or number != int(number) or not low <= number <= high:
            self.wrong(
                name, value, said(f"een heel getal van {low} tot en met {high}", f"a whole number from {low} to {high}")
            )
            return None
        return int(number)

    def number(self, name: str) -> float | None:
        """A number, also where it stands as text."""
        value = self.any(name)
        if value is None or value in _EMPTY:
            return None
        found = _number(value)
        if found is None:
            self.wrong(name, value, said("een getal", "a number"))
        return found

    def day(self, name: str) -> date | None:
        """A day, from an ISO date or date-time."""
        value = self.text(name)
        if value is None:
            return None
        found = day_of(value)
        if found is None:
            self.wrong(name, value, A_DAY)
        return found

    def yes_no(self, name: str) -> bool | None:
        """Yes or no, also as text or 1 and 0."""
        value = self.any(name)
        if isinstance(value, bool) or value is None or value in _EMPTY:
            return value if isinstance(value, bool) else None
        found = {
            "true": True,
            "ja": True,
            "j": True,
            "yes": True,
            "1": True,
            "false": False,
            "nee": False,
            "n": False,
            "no": False,
            "0": False,
        }.get(str(value).strip().lower())
        if found is None:
            self.wrong(name, value, said("ja of nee", "yes or no"))
        return found

    def inside(self, name: str) -> "Taken | None":
        """A body inside this one."""
        value = self.any(name)
        if value is None:
            return None
        if isinstance(value, Mapping):
            return Taken(value, f"{self.where} {name}", self.problems)
        self.wrong(name, value, said("een object met velden", "an object with fields"))
        return None

    def bodies(self, name: str) -> Iterator["Taken"]:
        """The bodies in a list; a single one counts as a list of one."""
        value = self.any(name)
        for number, one in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
            if isinstance(one, Mapping):
                yield Taken(one, f"{self.where} {name}[{number}]", self.problems)
            else:
                self.wrong(f"{name}[{number}]", one, said("een object met velden", "an object with fields"))

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts in a list; a single one counts as a list of one, and empty ones are left out."""
        value = self.any(name)
        found = []
        for number, one in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
            if isinstance(one, str | int) and not isinstance(one, bool):
                if (text := str(one).strip()) and text not in _EMPTY:
                    if len(text) > _MOST_TEXT:
                        self._too_long(name, text)
                    found.append(text[:_MOST_TEXT])
            elif one is not None:
                self.wrong(f"{name}[{number}]", one, said("een tekst", "a text"))
        return tuple(found)

    def wrong(self, name: str, value: Any, expected: Said) -> None:
        """A value that cannot be used. It stays among the rest."""
        self.keep(name.partition("[")[0])
        shown = shown_value(value)
        self.problems.append(Misread(self.where, name, said(f"Hier staat {shown}.", f"This says {shown}."), expected))

    def missing(self, name: str) -> None:
        self.problems.append(
            Misread(self.where, name, said("Dit ontbreekt.", "This is missing."), said("een waarde", "a value"))
        )

    def odd(self, name: str, what: Said, expected: Said) -> None:
        """Something to tell that was read all the same."""
        self.problems.append(Note(self.where, name, what, expected))

    def _too_long(self, name: str, text: str) -> None:
        """A text that is cut: the whole of it stays among the rest."""
        self.keep(name)
        self.odd(
            name,
            said(f"Deze tekst heeft {len(text)} tekens.", f"This text has {len(text)} characters."),
            said(f"hoogstens {_MOST_TEXT} tekens", f"at most {_MOST_TEXT} characters"),
        )


def day_of(text: str) -> date | None:
    """The day in an ISO date or date-time; a date-time is that of its own time zone. The year 1 and the year 9999 are
    what programs write where there is no day."""
    try:
        found = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return found if YEARS[0] <= found.year <= YEARS[1] else None


def shown_value(value: Any) -> str:
    """A value as it can stand in a message: short, on one line, and what is no text as it stands in JSON."""
    written = value if isinstance(value, str) else _as_json(value)
    text = "".join(one if one.isprintable() else "·" for one in written[: _MOST_SHOWN + 1])
    return f"«{text[:_MOST_SHOWN]}…»" if len(text) > _MOST_SHOWN else f"«{text}»"


def _as_json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return str(value)


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        found = float(value) if abs(value) < 1e15 else 1e15
    elif isinstance(value, str):
        try:
            found = float(
                value.strip().replace(",", ".") if value.count(",") == 1 and "." not in value else value.strip()
            )
        except ValueError:
            return None
    else:
        return None
    return found if abs(found) < 1e15 else None
