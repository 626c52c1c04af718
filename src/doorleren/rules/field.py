# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One place in a file that is being read: its value, where it stands, and the problems found there.

Knows: how to ask for a text, a day, a list or a rule, and how to say that something else stood there.
Leaves: what a file should contain (`read`, `read_facts`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from ..basics import Citation, Problem, Said, parse_day, said
from .expression import Node, NotUnderstood, parse
from .lined_yaml import Lines, shown_text
from .meaning import Misfit

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Field:
    """A value at a path in a file. Asking it for something it is not adds a problem and gives None."""

    value: Any
    path: tuple[str | int, ...]
    lines: Lines
    problems: list[Problem]

    def __bool__(self) -> bool:
        return self.value is not _MISSING and self.value is not None

    def where(self) -> str:
        """Where this value stands, for a person."""
        return self.lines.where(*self.path)

    def problem(self, what: Said, expected: Said, what_now: Said) -> None:
        self.problems.append(Problem(self.where(), what, expected, what_now))

    def get(self, name: str) -> "Field":
        """The field inside this mapping; an absent one is false."""
        inside = self.value.get(name, _MISSING) if isinstance(self.value, dict) else _MISSING
        return Field(inside, (*self.path, name), self.lines, self.problems)

    def need(self, name: str) -> "Field":
        """The field inside this mapping; it is a problem if it is absent."""
        inside = self.get(name)
        if not inside:
            self.problem(
                said(f"«{name}» ontbreekt.", f"«{name}» is missing."),
                said(f"een veld «{name}»", f"a field «{name}»"),
                said(f"Voeg «{name}» toe.", f"Add «{name}»."),
            )
        return inside

    def only(self, *names: str) -> "Field":
        """This mapping; names that do not belong in it are problems, and so is anything but a mapping."""
        if not isinstance(self.value, dict):
            if self:
                self._wrong(said("velden met een naam", "fields with a name"))
            return self
        for name in self.value:
            if name not in names:
                shown = shown_text(name)
                self.get(name).problem(
                    said(f"Het veld «{shown}» hoort hier niet.", f"The field «{shown}» does not belong here."),
                    said(f"een van: {', '.join(names)}", f"one of: {', '.join(names)}"),
                    do_you_mean(
                        name, names, "Verbeter de naam of haal het veld weg.", "Correct the name or remove the field."
                    ),
                )
        return self

    def items(self) -> Iterator[tuple[str, "Field"]]:
        """The named fields inside this mapping."""
        if isinstance(self.value, dict):
            for name in self.value:
                yield name, self.get(name)
        elif self:
            self._wrong(said("velden met een naam", "fields with a name"))

    def list(self) -> Iterator["Field"]:
        """The fields of this list."""
        if isinstance(self.value, list):
            for n, inside in enumerate(self.value):
                yield Field(inside, (*self.path, n), self.lines, self.problems)
        elif self:
            self._wrong(said("een lijst", "a list"))

    def text(self) -> str | None:
        if isinstance(self.value, str) and self.value.strip():
            return " ".join(self.value.split())
        if self:
            in_quotes = said(
                "Zet tekst die met { of [ begint tussen aanhalingstekens.",
                "Put text that starts with { or [ in quotes.",
            )
            self._wrong(said("tekst", "text"), in_quotes if isinstance(self.value, (dict, list)) else None)
        return None

    def choice(self, *values: str) -> str | None:
        if isinstance(self.value, str) and self.value in values:
            return self.value
        if self:
            self._wrong(
                said(f"een van: {', '.join(values)}", f"one of: {', '.join(values)}"),
                do_you_mean(self.value, values, "Verbeter de waarde.", "Correct the value."),
            )
        return None

    def url(self) -> str | None:
        """An address on the web: only http and https, for it becomes a link that people press."""
        text = self.text()
        if text is not None and not _is_web_address(text):
            self._wrong(
                said(
                    "een webadres dat begint met https:// of http://",
                    "a web address that starts with https:// or http://",
                ),
                said("Verbeter het adres.", "Correct the address."),
            )
            return None
        return text

    def number(self, low: int, high: int) -> int | None:
        if isinstance(self.value, int) and not isinstance(self.value, bool) and low <= self.value <= high:
            return self.value
        if self:
            self._wrong(said(f"een heel getal van {low} tot en met {high}", f"a whole number from {low} to {high}"))
        return None

    def flag(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        if self:
            self._wrong(said("true of false", "true or false"))
        return False

    def day(self) -> date | None:
        if isinstance(self.value, str) and (day := parse_day(self.value)):
            return day
        if self:
            self._wrong(said("een bestaande dag, zoals 2020-02-01", "an existing day, such as 2020-02-01"))
        return None

    def span(self) -> tuple[date | None, date | None]:
        """`from` and `until` of this mapping; `until` must lie after `from`."""
        first, until = self.get("from").day(), self.get("until").day()
        if first and until and until <= first:
            self.get("until").problem(
                said(f"De laatste dag ligt niet na de eerste ({first}).", f"The end is not after the start ({first})."),
                said("`until`: de eerste dag waarop het niet meer geldt", "`until`: the first day it no longer holds"),
                said("Zet `until` na `from`.", "Put `until` after `from`."),
            )
        return first, until

    def source(self, documents: Mapping[str, Citation] | None) -> Citation:
        """The `source` of this mapping: a document from the list above (None: nobody knows which), and the place."""
        source = self.get("source")
        if not source:
            self.problem(
                said("Hier ontbreekt de bron.", "The source is missing here."),
                said("source: {document: …, place: …}", "source: {document: …, place: …}"),
                said(
                    "Noem het document en de plaats, zoals een artikel.",
                    "Name the document and the place, such as an article.",
                ),
            )
            return Citation("", "")
        return source.citation(documents)

    def citation(self, documents: Mapping[str, Citation] | None) -> Citation:
        """This mapping as a source: one of these documents (None: nobody knows which), and the place in it."""
        self.only("document", "place", "url")
        document, place = self.need("document").text(), self.need("place").text()
        known = documents.get(document or "") if documents is not None else None
        if document and documents is not None and known is None:
            self.get("document").problem(
                said(
                    f"Het document «{document}» staat niet bij `documents`.",
                    f"The document «{document}» is not under `documents`.",
                ),
                said(f"een van: {', '.join(documents)}", f"one of: {', '.join(documents)}"),
                do_you_mean(
                    document, documents, "Voeg het document toe bij `documents`.", "Add the document under `documents`."
                ),
            )
        url = self.get("url").url() or (known.url if known else None)
        return Citation(known.document if known else document or "", place or "", url)

    def rule(self) -> Node | None:
        """The expression written here, parsed."""
        text: Any = "true" if self.value is True else "false" if self.value is False else self.value
        text = str(text) if isinstance(text, int) else text
        if not isinstance(text, str):
            if self:
                self._wrong(said("een regel, zoals «leeftijd < 55»", "a rule, such as «leeftijd < 55»"))
            return None
        try:
            return parse(text)
        except NotUnderstood as error:
            shown, token = shown_text(text, 200), shown_text(error.found)
            found = said(f"staat «{token}»", f"it says «{token}»") if token else said("houdt die op", "it stops")
            self.problem(
                said(
                    f"De regel «{shown}» is niet te lezen: bij teken {error.at + 1} {found.nl}.",
                    f"The rule «{shown}» cannot be read: at character {error.at + 1} {found.en}.",
                ),
                error.expected,
                said("Verbeter de regel; zie docs/rule-form.md.", "Correct the rule; see docs/rule-form.md."),
            )
            return None

    def misfit(self, error: Misfit) -> None:
        """Say that the rule here can be read but makes no sense."""
        self.problem(
            said(
                f"De regel «{shown_text(self.value, 200)}» klopt niet. {error.what.nl}",
                f"The rule «{shown_text(self.value, 200)}» is wrong. {error.what.en}",
            ),
            error.expected,
            said("Verbeter de regel; zie docs/rule-form.md.", "Correct the rule; see docs/rule-form.md."),
        )

    def _wrong(self, expected: Said, what_now: Said | None = None) -> None:
        what_now = what_now or said("Verbeter de waarde.", "Correct the value.")
        if isinstance(self.value, (list, dict)):
            what = (
                said("Hier staat een lijst.", "This is a list.")
                if isinstance(self.value, list)
                else said("Hier staan velden met een naam.", "These are fields with a name.")
            )
            self.problem(what, expected, what_now)
            return
        shown = shown_text(self.value)
        self.problem(
            said(f"Hier staat «{shown}».", f"It says «{shown}» here."),
            expected,
            what_now,
        )


def do_you_mean(given: Any, names: Iterable[str], nl: str, en: str) -> Said:
    """What to do about a name that is none of `names`; one that lies near it is named first."""
    near = get_close_matches(given, list(names), n=1) if isinstance(given, str) else []
    return said(f"Bedoelt u «{near[0]}»? {nl}", f"Do you mean «{near[0]}»? {en}") if near else said(nl, en)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text and text.isprintable()
    except ValueError:
        return False
