# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small book of invented schemes, a fixed day, and a visitor who fills in forms as a browser does."""

import html
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from doorleren.rules import Book, read_book

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def book() -> Book:
    """Seven invented schemes, one for each thing that a page must be able to say."""
    found, problems = read_book(Path(__file__).parent / "book")
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def house(book: Book, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The website with the invented book, on a day that stands still."""
    monkeypatch.setattr("doorleren.wiring.middleware.the_book", lambda: book)
    monkeypatch.setattr("doorleren.portal.looking.today", lambda: TODAY)
    monkeypatch.setattr("doorleren.portal.kept.today", lambda: TODAY)
    monkeypatch.setattr("doorleren.portal.views.schemes.today", lambda: TODAY)
    monkeypatch.setattr("doorleren.portal.views.what_if.today", lambda: TODAY)


_PAPER = re.compile(r'<section class="doorleren-paper".*?</section>', re.DOTALL)


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


class Visitor:
    """Somebody with a browser: follows redirects, sends the hidden fields of the form, remembers where they were."""

    def __init__(self, language: str = "nl") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.start = "/en" if language == "en" else ""
        self.address = ""
        self.status = 0
        self.html = ""
        self.addresses: list[str] = []
        self.responses: list[Any] = []

    def visit(self, address: str) -> "Visitor":
        return self._arrive(self.client.get(self.start + address, follow=True), self.start + address)

    def send(self, form: dict[str, Any], to: str | None = None) -> "Visitor":
        """Send the form on this page, with these fields beside its hidden ones."""
        action = to or self._action()
        return self._arrive(self.client.post(action, {**self.hidden(), **form}, follow=True), action)

    def answer(self, answer: Any) -> "Visitor":
        """Answer the question on this page: a text, a list of boxes, or a day as (day, month, year)."""
        if isinstance(answer, tuple):
            return self.send(dict(zip(("dag", "maand", "jaar"), answer, strict=True)))
        return self.send({"antwoord": answer})

    def skip(self) -> "Visitor":
        return self.send({"weet-ik-niet": "1"})

    def answer_all(self, answers: dict[str, Any]) -> "Visitor":
        """Go through the questions from the first on; what is not among the answers is not known."""
        self.visit("/vraag/1")
        while self.asked:
            self.answer(answers[self.asked]) if self.asked in answers else self.skip()
        return self

    @property
    def asked(self) -> str | None:
        """The fact that this page asks."""
        match = re.search(r'name="feit" value="(\w+)"', self.html) if "/vraag/" in self.address else None
        return match[1] if match else None

    @property
    def title(self) -> str:
        match = re.search(r"<title>(.*?)</title>", self.html, re.DOTALL)
        assert match
        return html.unescape(match[1])

    @property
    def text(self) -> str:
        """What stands on the page, without its tags and without what is for paper only."""
        return _plain(_PAPER.sub("", self.html.partition("<body")[2]))

    @property
    def paper(self) -> str:
        """What the page of results says on paper."""
        found = _PAPER.search(self.html)
        return _plain(found[0]) if found else ""

    def hidden(self) -> dict[str, str]:
        forms = re.findall(r'<form[^>]*method="post".*?</form>', self.html, re.DOTALL)
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', forms[0]) if forms else []
        return {name: html.unescape(value) for name, value in found}

    def links(self) -> list[str]:
        return [html.unescape(found) for found in re.findall(r'href="([^"]+)"', self.html)]

    def card(self, name: str) -> str:
        """The part of the results that is about this scheme."""
        yes, no = r"<article.*?</article>", r'<details class="doorleren-no">.*?</div></details>'
        parts = re.findall(f"{yes}|{no}", self.html, re.DOTALL)
        found = [part for part in parts if name in part]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""

    def group(self, group: str) -> str:
        """A group of the results, as text."""
        match = re.search(rf'doorleren-group--{group}".*?</section>', self.html, re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", match[0])).split()) if match else ""

    def _action(self) -> str:
        match = re.search(r'<form method="post" action="([^"]+)"', self.html)
        assert match, f"no form on {self.address}"
        return match[1]

    def _arrive(self, response: Any, first: str) -> "Visitor":
        chain = [address for address, _ in getattr(response, "redirect_chain", [])]
        self.addresses += [first, *chain]
        self.address = (chain or [first])[-1]
        self.status = response.status_code
        self.html = response.content.decode()
        self.responses.append(response)
        return self


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


@pytest.fixture
def english_visitor() -> Visitor:
    return Visitor("en")


CERTAIN = {"moeite_met": ["digitaal"], "geboortedatum": ("15", "5", "1984"), "inburgeringsplichtig": "nee"}
"""What makes the invented computer course a certain yes."""

GRANT = {
    **CERTAIN,
    "opleiding_soort": "hbo",
    "werk": ["werknemer"],
    "inkomen_per_jaar_eurocent": "31.500,50",
    "opleiding_kosten_eurocent": "1900",
    "uitkering": ["-"],
}
"""What makes the invented grant a certain yes as well, of 80 % of the costs."""


@pytest.fixture
def certain() -> dict[str, Any]:
    return dict(CERTAIN)


@pytest.fixture
def grant() -> dict[str, Any]:
    return dict(GRANT)
