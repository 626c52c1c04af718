# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of an indicator's file, one by one: text, numbers, days, sentences in two languages, documents.

Knows: how each kind of field is read, and what is said of one that is not right.
Leaves: which fields there are (`read`), what must fit together (`fitting`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Any

from ...basics import Problem, Said, parse_day, said
from .lined_text import Lines, Path
from .record import Document

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


@dataclass(slots=True)
class Fields:
    """The values at one place of a file. Reading one that is not right adds a problem and gives nothing."""

    values: Mapping[str, Any]
    path: Path
    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str | None, what: Said, expected: Said, what_now: Said) -> None:
        where = self.lines.where((*self.path, name) if name else self.path)
        self.problems.append(Problem(where, what, expected, what_now))

    def only(self, *known: str) -> None:
        """Names that we do not know are said, with the one that was probably meant."""
        for name in self.values:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = near[0] if near else ", ".join(known)
                self.wrong(
                    name,
                    said("dit veld kennen wij niet", "we do not know this field"),
                    said(hint, hint),
                    said("Schrijf het zoals hiernaast, of haal het weg.", "Write it as shown, or remove it."),
                )

    def text(self, name: str, *, needed: bool = True) -> str | None:
        value = self.values.get(name)
        if value is None and not needed:
            return None
        if not isinstance(value, str) or not value.strip():
            self._missing(name, said("een tekst", "a text"))
            return None
        return " ".join(value.split())

    def one_of(self, name: str, choices: Iterable[str]) -> str | None:
        value = self.text(name)
        known = tuple(choices)
        if value is None or value in known:
            return value
        self.wrong(
            name,
            said(f"«{value[:40]}» kan hier niet", f"«{value[:40]}» cannot stand here"),
            said(", ".join(known), ", ".join(known)),
            said("Kies er één uit de lijst.", "Choose one of the list."),
        )
        return None

    def number(self, name: str, *, needed: bool = True) -> float | None:
        value = self.text(name, needed=needed)
        if value is None:
            return None
        if _NUMBER.fullmatch(value) and isfinite(float(value)):
            return float(value)
        self.wrong(
            name,
            said(f"«{value[:40]}» is geen getal", f"«{value[:40]}» is no number"),
            said("een getal, met een punt: 0.3", "a number, with a point: 0.3"),
            said("Schrijf een getal met een punt.", "Write a number with a point."),
        )
        return None

    def whole(self, name: str) -> int | None:
        value = self.number(name)
        if value is None or value == int(value) >= 0:
            return None if value is None else int(value)
        self.wrong(
            name,
            said("dit moet een heel getal zijn, niet onder nul", "this must be a whole number, not below zero"),
            said("0, 1, 2 …", "0, 1, 2 …"),
            said("Schrijf een heel getal.", "Write a whole number."),
        )
        return None

    def truth(self, name: str, *, default: bool | None = None) -> bool | None:
        if name not in self.values and default is not None:
            return default
        value = self.one_of(name, ("true", "false"))
        return None if value is None else value == "true"

    def day(self, name: str, *, needed: bool = True) -> date | None:
        value = self.text(name, needed=needed)
        if value is None:
            return None
        if (day := parse_day(value)) is None:
            self.wrong(
                name,
                said(f"«{value[:40]}» is geen dag", f"«{value[:40]}» is no day"),
                said("jaar-maand-dag: 2021-01-01", "year-month-day: 2021-01-01"),
                said("Schrijf de dag zo.", "Write the day like that."),
            )
        return day

    def said(self, name: str, *, needed: bool = True) -> Said | None:
        """A sentence in both languages: `{nl: …, en: …}`."""
        if name not in self.values and not needed:
            return None
        inner = self.inner(name)
        if inner is None:
            return None
        return self._both(inner)

    def _both(self, inner: "Fields") -> Said | None:
        inner.only("nl", "en")
        dutch, english = inner.text("nl"), inner.text("en")
        return said(dutch, english) if dutch and english else None

    def inner(self, name: str, *, needed: bool = True) -> "Fields | None":
        value = self.values.get(name)
        if value is None and not needed:
            return None
        if not isinstance(value, Mapping):
            self._missing(name, said("velden met een naam, ingesprongen", "named fields, indented"))
            return None
        return Fields(value, (*self.path, name), self.lines, self.problems)

    def each(self, name: str, *, needed: bool = False) -> "tuple[Fields, ...]":
        """The entries of a list of fields; none where there is no list."""
        value = self.values.get(name)
        if value is None and not needed:
            return ()
        if not isinstance(value, list) or (needed and not value):
            self._missing(name, said("een lijst, met een streepje voor elk deel", "a list, with a dash before each"))
            return ()
        entries = [Fields(one, (*self.path, name, n), self.lines, self.problems) for n, one in enumerate(value)]
        right = tuple(one for one in entries if isinstance(one.values, Mapping))
        for one in entries:
            if one not in right:
                one.wrong(
                    None,
                    said("hier staat geen deel met velden", "there are no named fields here"),
                    said("- naam: waarde", "- name: value"),
                    said("Neem een ander bestand als voorbeeld.", "Take another file as an example."),
                )
        return right

    def words(self, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of words: `[land, provincie]`."""
        value = self.values.get(name)
        if value is None and not needed:
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            self._missing(name, said("een lijst met woorden: [a, b]", "a list of words: [a, b]"))
            return ()
        return tuple(value)

    def pairs(self, name: str) -> Mapping[str, str]:
        """Named texts: a selection of a table."""
        inner = self.inner(name)
        if inner is None:
            return {}
        return {key: text for key in inner.values if (text := inner.text(key)) is not None}

    def document(self, name: str, *, needed: bool = True) -> Document | None:
        inner = self.inner(name, needed=needed)
        return None if inner is None else as_document(inner)

    def sentences(self, name: str) -> tuple[Said, ...]:
        both = [self._both(one) for one in self.each(name, needed=True)]
        return tuple(one for one in both if one is not None)

    def listed(self, name: str, read: "Callable[[Fields], Any]") -> tuple[Any, ...]:
        """What `read` makes of each entry, without those that were not right."""
        made = [read(one) for one in self.each(name)]
        return tuple(one for one in made if one is not None)

    def _missing(self, name: str, expected: Said) -> None:
        self.wrong(
            name,
            said("dit ontbreekt, of heeft niet de goede vorm", "this is missing, or has not the right shape"),
            expected,
            said("Vul het in.", "Fill it in."),
        )


def as_document(at: Fields) -> Document | None:
    """A document, the place in it, its address. An address is a page on the web, or absent."""
    at.only("document", "place", "url")
    document, place = at.text("document"), at.text("place")
    url = at.text("url", needed=False) or ""
    if url and not re.fullmatch(r"https?://\S+", url):
        at.wrong(
            "url",
            said("dit is geen webadres", "this is no web address"),
            said("https://…", "https://…"),
            said("Neem het hele adres over, of haal dit veld weg.", "Copy the whole address, or remove this field."),
        )
        return None
    return Document(document, place, url) if document and place else None
