# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is seen of one state: by axe, by an eye that measures, and by who listens to the page."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page

PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
SIZES = {"phone": PHONE, "desk": DESK}
NARROW = {"width": 320, "height": 225}
"""What is left of 1280 by 900 pixels when everything is drawn four times as large."""

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NORMAL_LETTERS, LARGE_LETTERS = 16, 32
AXE = Axe().axe_script
NOTICE = (Path(__file__).parent / "looks.js").read_text("utf-8")


@dataclass
class Look:
    """One state: what axe finds and what is drawn, by how it was looked at; and what the page says of itself."""

    address: str
    language: str
    title: str
    headings: list[int]
    body: str
    """The page's own markup, with what differs per visit left out."""
    kept_in_browser: list[str]
    cookies: list[dict[str, Any]]
    axe: dict[str, list[str]] = field(default_factory=dict)
    drawn: dict[str, dict[str, Any]] = field(default_factory=dict)


def look_at(page: Page, devices: CDPSession, axe_at: Collection[str]) -> Look:
    """Look at this state on a phone and a desk, with letters twice as large, and four times as large."""
    look = read(page)
    if axe_at:
        page.evaluate(AXE)
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if name in axe_at:
            look.axe[name] = violations(page)
        look.drawn[name] = page.evaluate(NOTICE)
    devices.send("Page.setFontSizes", {"fontSizes": {"standard": LARGE_LETTERS}})
    look.drawn["large letters"] = page.evaluate(NOTICE)
    devices.send("Page.setFontSizes", {"fontSizes": {"standard": NORMAL_LETTERS}})
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    look.drawn["narrow"] = page.evaluate(NOTICE)
    return look


def read(page: Page) -> Look:
    """What the page says, however it is drawn; on a busy machine a click is back before the page is there."""
    page.wait_for_load_state("domcontentloaded")
    return Look(cookies=[dict(cookie) for cookie in page.context.cookies()], **page.evaluate(_READ))


def violations(page: Page) -> list[str]:
    """What axe, already on this page, finds as it is drawn now."""
    options = {"runOnly": AXE_RULES, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


_READ = r"""
() => ({
  address: location.pathname + location.search,
  language: document.documentElement.lang,
  title: document.title,
  headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((h) => h.checkVisibility()).map((h) => Number(h.tagName[1])),
  body: document.body.innerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1").replace(/(plan\/open\/)[a-z2-7]+/g, "$1"),
  kept_in_browser: [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(Boolean),
})
"""
