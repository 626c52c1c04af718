# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything can be done with the keyboard alone, and one always sees where one is."""

from typing import Any

import pytest

from .states import ANNE_TODAY
from .visitor import Answer, Visitor

FOCUS = """async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = (element) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
        return outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? boxShadow : [outlineWidth, outlineColor, boxShadow].join();
    };
    const focused = style(element);
    const { top, bottom, left, right } = element.getBoundingClientRect();
    // A field for a day would start at its first part again; its mark is compared with that of another field.
    const is_day = element.type === "date";
    const by_browser = is_day && !element.matches(":focus");
    if (!is_day) element.blur();
    const unfocused = style(is_day ? document.querySelector("select") : element);
    if (!is_day) element.focus({ preventScroll: true });
    return {
        tag: element.tagName.toLowerCase(), id: element.id, type: element.type ?? "", name: element.name ?? "",
        value: element.value ?? "", text: (element.innerText ?? "").trim(), href: element.getAttribute("href"),
        // The button for the calendar inside it is marked by the browser itself.
        marked: focused !== unfocused || by_browser, on_screen: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    };
}"""

REACHABLE = """() => {
    const groups = new Set();
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
        .filter((element) => element.type !== "radio" || !groups.has(element.name) && groups.add(element.name)).length;
}"""


class Typist(Visitor):
    """Somebody without a mouse."""

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def tab(self) -> dict[str, Any] | None:
        """To the next thing that can be used; None where the page ends."""
        self.press("Tab")
        found: dict[str, Any] | None = self.page.evaluate(FOCUS)
        if found:
            assert found["marked"], f"no visible focus on {found}"
            assert found["on_screen"], f"the focus is out of sight on {found}"
        return found

    def tab_to(self, **wanted: str) -> dict[str, Any]:
        """On to the thing that has all this."""
        for _ in range(80):
            found = self.tab()
            if found and all(found[name] == value for name, value in wanted.items()):
                return found
        raise AssertionError(f"Tab never comes to {wanted} on {self.address}")

    def press_and_go(self, key: str = "Enter") -> None:
        with self.page.expect_navigation():
            self.press(key)

    def fill(self, answer: Answer) -> "Typist":
        """Fill in the question on this page, with keys."""
        if isinstance(answer, tuple):
            for name, part in zip(("dag", "maand", "jaar"), answer, strict=True):
                self.tab_to(id=name)
                self.page.keyboard.type(part)
        elif self.page.locator("input#antwoord").count():
            self.tab_to(id="antwoord")
            self.page.keyboard.type(str(answer))
            self.press("Escape")  # closes the list of municipalities
        elif self.page.locator("input[type=radio]").count():
            self._choose(str(answer))
        else:
            for value in [answer] if isinstance(answer, str) else answer:
                self.tab_to(type="checkbox", value=value)
                self.press("Space")
        return self

    def _choose(self, value: str) -> None:
        self.tab_to(type="radio")
        self.press("Space")
        choices = self.page.locator("input[type=radio]").evaluate_all("all => all.map(one => one.value)")
        self.press("ArrowDown", choices.index(value))
        assert self.page.locator("input[type=radio]:checked").get_attribute("value") == value

    def send(self) -> "Typist":
        self.tab_to(tag="button")
        self.press_and_go()
        return self

    def skip(self) -> "Typist":
        self.tab_to(tag="button", name="weet-ik-niet")
        self.press_and_go("Space")
        return self


@pytest.fixture
def typist(visitor: Visitor) -> Typist:
    visitor.page.emulate_media(reduced_motion="reduce")  # so that the page is not still moving when we look
    return Typist(visitor.page, visitor.site)


def test_the_first_key_offers_to_skip_the_menu(typist: Typist) -> None:
    typist.go("/")

    first = typist.tab()
    assert first
    assert first["text"] == "Naar de inhoud"
    typist.press("Enter")
    next_one = typist.tab()

    assert next_one
    assert next_one["text"].startswith("Wat is er voor mij?")


def test_a_journey_with_keys_only_leads_to_a_certain_yes_and_the_results(typist: Typist) -> None:
    typist.go("/")
    typist.tab_to(tag="a", href="/vraag/1")
    typist.press_and_go()

    while typist.asked and "zeker 1 regeling" not in typist.text:
        known = ANNE_TODAY.get(typist.asked)
        typist.answer(known) if known else typist.skip()
    typist.tab_to(tag="a", href="/overzicht")
    typist.press_and_go()

    assert typist.address == "/overzicht"
    assert "1 regeling is zeker voor u." in typist.text
    typist.tab_to(tag="summary")
    before = typist.page.locator("details[open]").count()
    typist.press("Enter")
    assert typist.page.locator("details[open]").count() != before


def test_after_a_mistake_the_focus_is_on_what_is_wrong(typist: Typist) -> None:
    typist.begin_again().tell({"geboortedatum": None}).ask("geboortedatum")

    typist.send()

    assert typist.page.evaluate("document.activeElement.id") == "foutmelding"
    link = typist.tab()
    assert link
    assert link["href"] == "#dag"
    typist.press("Enter")
    assert typist.page.evaluate("document.activeElement.id") == "dag"


@pytest.mark.parametrize("address", ["/", "/vraag/1", "/overzicht", "/regelingen", "/dag"])
def test_tab_comes_by_everything_once_and_out_again(typist: Typist, address: str) -> None:
    typist.tell({"moeite_met": ["digitaal"]})
    typist.go(address)
    everything = typist.page.evaluate(REACHABLE)
    assert everything >= 10

    seen = [typist.tab()]
    for _ in range(200):
        if seen[-1] is None:
            break
        found = typist.tab()
        # A field for a day is one thing with several parts.
        if not found or found["type"] != "date" or found != seen[-1]:
            seen.append(found)

    assert seen.index(None) == len(seen) - 1 == everything
    typist.press("Shift+Tab")
    assert typist.page.evaluate("document.activeElement !== document.body")
