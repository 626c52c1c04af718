# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody with a browser: goes to a page, answers a question, opens what is closed.

Knows: how the pages are used. Leaves: which states there are (states), how they look (looks).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page

Answer = str | list[str] | tuple[str, str, str]
"""A choice or a text; ticked boxes; or a day, a month and a year."""


class Visitor:
    """One visit, in a language and through a door ("" for residents, "/werkgever" for employers and so on)."""

    def __init__(self, page: Page, site: str, language: str = "nl", door: str = "") -> None:
        self.page = page
        self.site = site
        self.start = "/en" if language == "en" else ""
        self.door = door

    def go(self, address: str) -> "Visitor":
        """To a page that is the same through each door."""
        self.page.goto(f"{self.site}{self.start}{address}")
        return self

    def enter(self, address: str) -> "Visitor":
        """To a page behind this visitor's own door."""
        return self.go(self.door + address)

    def begin_again(self) -> "Visitor":
        """As somebody who was never here."""
        self.page.context.clear_cookies()
        return self

    @property
    def address(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """What can be read on the page now."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def asked(self) -> str | None:
        """The fact that this page asks."""
        field = self.page.locator("input[name=feit]")
        return field.first.get_attribute("value") if "/vraag/" in self.address and field.count() else None

    def fill(self, answer: Answer) -> "Visitor":
        """Fill in the question on this page."""
        if isinstance(answer, tuple):
            for name, part in zip(("dag", "maand", "jaar"), answer, strict=True):
                self.page.locator(f"#{name}").fill(part)
        elif self.page.locator("input#antwoord").count():
            self.page.locator("#antwoord").fill(str(answer))
        else:
            for value in [answer] if isinstance(answer, str) else answer:
                self.page.locator(f'input[name=antwoord][value="{value}"]').check()
        return self

    def send(self) -> "Visitor":
        """Press the big button of the form."""
        return self.press("main form button[type=submit]")

    def press(self, button: str) -> "Visitor":
        """Press a button and wait for the page that comes: on a busy machine a click is back before it is there."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.locator(button).first.click()
        return self

    def answer(self, answer: Answer) -> "Visitor":
        return self.fill(answer).send()

    def skip(self) -> "Visitor":
        return self.press("button[name=weet-ik-niet]")

    def choose_day(self, day: str, month: str, year: str) -> "Visitor":
        return self.enter("/dag").answer((day, month, year))

    def tell(self, answers: Mapping[str, Answer | None]) -> "Visitor":
        """Answer these facts (None is "I do not know") in one go; a short cut to a state, never a journey."""
        token = self._token()
        for fact, answer in answers.items():
            self._post("/vraag/1", token, [("feit", fact), ("terug", "results"), *_fields(answer)])
        return self

    def ask(self, fact: str) -> "Visitor":
        """To the question about any fact, as a button on the page of results brings one there; a short cut as well."""
        self.page.goto(self.site + self._post("/vraag", self._token(), [("feit", fact)]))
        assert self.asked == fact
        return self

    def _token(self) -> str:
        """What proves that a form is ours; any page with a form has it."""
        field = self.page.locator("input[name=csrfmiddlewaretoken]")
        if not field.count() or not self.page.context.cookies():
            self.enter("/dag")
        return field.first.get_attribute("value") or ""

    def _post(self, address: str, token: str, fields: list[tuple[str, str]]) -> str:
        """Send a form without drawing a page; the address that it leads to."""
        sent = self.page.request.post(
            f"{self.site}{self.start}{self.door}{address}",
            data="&".join(f"{name}={_quoted(value)}" for name, value in [("csrfmiddlewaretoken", token), *fields]),
            headers={"content-type": "application/x-www-form-urlencoded", "origin": self.site},
            max_redirects=0,
        )
        assert sent.status == 302, f"{fields} gave {sent.status}"
        return sent.headers["location"]

    def facts(self) -> list[dict[str, Any]]:
        """Every fact with a question, as the API gives it."""
        found = self.page.request.get(f"{self.site}/v1/feiten").json()["feiten"]
        return [fact for fact in found if fact["vraag"]]

    def open_everything(self) -> "Visitor":
        """Open all that opens and closes."""
        self.page.evaluate("() => document.querySelectorAll('details').forEach(details => details.open = true)")
        return self


def _fields(answer: Answer | None) -> list[tuple[str, str]]:
    if answer is None:
        return [("weet-ik-niet", "1")]
    if isinstance(answer, tuple):
        return list(zip(("dag", "maand", "jaar"), answer, strict=True))
    return [("antwoord", value) for value in ([answer] if isinstance(answer, str) else answer)]


def _quoted(value: Any) -> str:
    return quote(str(value), safe="")
