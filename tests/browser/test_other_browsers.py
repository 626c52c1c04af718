# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same website for who blocks scripts, wants less motion or more contrast, has little data, or wants paper."""

import re

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Walk, window
from .looks import AXE, NOTICE, violations
from .states import ANNE, ANNE_TODAY, JOBLESS, THEN
from .visitor import Visitor

KILOBYTE = 1024


def test_without_scripts_every_page_is_the_same(walk: Walk) -> None:
    without = walk.without_scripts

    assert len(without) >= 55
    assert {name for name, look in without.items() if look.body != walk.looks[name].body} == set()
    assert {name for name, look in without.items() if look.title != walk.looks[name].title} == set()


def test_without_scripts_the_whole_journey_works(browser: Browser, site: str) -> None:
    with window(browser, scripts=False) as page:
        visitor = Visitor(page, site).go("/")
        visitor.press(".doorleren-start")
        while visitor.asked:
            known = ANNE_TODAY.get(visitor.asked)
            visitor.answer(known) if known else visitor.skip()
        assert visitor.address == "/overzicht"
        assert "1 regeling is zeker voor u." in visitor.text

        visitor.press("a:has-text('Uw antwoorden')").press(".doorleren-answers__change a")
        visitor.skip()
        assert visitor.address == "/antwoorden"
        visitor.press(".doorleren-wipe button")
        assert visitor.address == "/gewist"
        assert "nog geen vraag beantwoord" in visitor.enter("/antwoorden").text


def test_the_pages_have_no_script_at_all(walk: Walk) -> None:
    """What a search engine reads of a course stands in a block of data, which no browser runs."""
    running = r'<script(?! type="application/ld\+json">)|\son\w+=|javascript:'
    assert {name for name, look in walk.looks.items() if re.search(running, look.body)} == set()


@pytest.fixture
def sights(visitor: Visitor) -> dict[str, str]:
    """Some addresses that show most of what there is, for a visitor who answered."""
    visitor.tell(ANNE_TODAY)
    return {"home": "/", "question": "/vraag/1", "results": "/overzicht", "scheme": "/regelingen/volwasseneneducatie"}


def test_who_wants_no_motion_sees_none(visitor: Visitor, page: Page, sights: dict[str, str]) -> None:
    moves = """() => [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        const moving = parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
        return moving || style.scrollBehavior === "smooth";
    }).map((element) => element.className)"""
    for motion, moving in (("no-preference", True), ("reduce", False)):
        page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]

        assert any(visitor.go(address).page.evaluate(moves) for address in sights.values()) == moving


def test_with_high_contrast_nothing_is_lost(visitor: Visitor, page: Page, sights: dict[str, str]) -> None:
    page.emulate_media(forced_colors="active", contrast="more")
    for name, address in sights.items():
        visitor.go(address)
        page.evaluate(AXE)
        drawn = page.evaluate(NOTICE)

        assert violations(page) == [], name
        assert [drawn[fault] for fault in ("sticking_out", "cut_off", "text_over_text", "controls_overlap")] == [[]] * 4
    button = visitor.go("/vraag/1").page.locator("main form button").first
    assert button.evaluate("button => parseFloat(getComputedStyle(button).borderTopWidth)") >= 1


def test_a_first_visit_weighs_at_most_thirty_kilobytes(page: Page, site: str) -> None:
    """As it travels: all files of the first page, packed, with what the server says about them."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    weights: list[float] = []
    network.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))

    page.goto(f"{site}/", wait_until="networkidle")

    assert len(weights) >= 4
    assert sum(weights) <= 30 * KILOBYTE, weights


SEEN = """selector => [...document.querySelectorAll(selector)]
    .filter((element) => element.getBoundingClientRect().height > 1 && element.checkVisibility())
    .map((element) => element.innerText.trim())"""


def sheets(pdf: bytes) -> int:
    """How many pages a PDF of Chromium has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_results_of_anne_fit_on_one_sheet_of_paper(visitor: Visitor, page: Page) -> None:
    visitor.choose_day(*THEN).tell(ANNE).enter("/overzicht")
    page.emulate_media(media="print")

    printed = page.pdf(format="A4", tagged=True)

    assert sheets(printed) == 1
    assert page.evaluate(SEEN, "button, summary, nav a, footer a, .doorleren-lines__line, .doorleren-card") == []
    assert page.evaluate(SEEN, "h1") == ["Wat is er voor u?"]
    text = " ".join(page.evaluate(SEEN, ".doorleren-paper"))
    for part in ("1 februari 2020", "Loppersum", "Cursus taal, rekenen of computer van uw gemeente", "Hulp: "):
        assert part in text
    assert printed.startswith(b"%PDF")
    assert b"/StructTreeRoot" in printed
    assert b"/Lang (nl" in printed


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_results_of_who_told_much_fit_on_two_sheets(page: Page, site: str, language: str) -> None:
    visitor = Visitor(page, site, language).choose_day(*THEN).tell({**ANNE, **JOBLESS, "gemeente": "Loppersum"})

    printed = visitor.enter("/overzicht").page.pdf(format="A4", tagged=True)

    assert len(ANNE | JOBLESS) >= 20
    assert sheets(printed) <= 2


def test_a_scheme_on_paper_has_everything_open(visitor: Visitor, page: Page) -> None:
    visitor.go("/regelingen/levenlanglerenkrediet")
    page.emulate_media(media="print")

    assert page.evaluate(SEEN, "nav a, footer a") == []
    values = page.locator("details .doorleren-value")
    assert values.count() > 5
    assert all((box := one.bounding_box()) and box["height"] > 1 for one in values.all())


def test_another_site_is_not_told_where_somebody_came_from(visitor: Visitor, page: Page) -> None:
    visitor.tell(ANNE_TODAY).enter("/overzicht")
    told: list[str | None] = []

    def elsewhere(route, request) -> None:  # type: ignore[no-untyped-def]
        told.append(request.headers.get("referer"))
        route.fulfill(body="elders", content_type="text/plain")

    page.route(re.compile(r"^https://"), elsewhere)
    page.locator("main a[href^='https://']").first.click()
    page.wait_for_url(re.compile("^https://"))

    assert told == [None]


def test_going_back_after_wiping_shows_no_answers(visitor: Visitor, page: Page) -> None:
    """At a library's computer the next visitor presses «back»."""
    visitor.tell(ANNE_TODAY).enter("/antwoorden")
    assert "Verander" in visitor.text
    page.locator(".doorleren-wipe button").click()
    page.wait_for_url("**/gewist")

    page.go_back()

    assert "1984" not in page.content()
    assert "nog geen vraag beantwoord" in visitor.text
