# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One website and one browser for all tests here, and one walk through every state that most tests look back on."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from .looks import DESK, SIZES, Look, look_at, read
from .states import states
from .visitor import Visitor

HERE = Path(__file__).parent
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder opens a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def served(folder: Path, database: str = "") -> Iterator[str]:
    """The website on a free port, with a data folder of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DOORLEREN_", "DJANGO_"))}
    environment |= {
        "DOORLEREN_DATA": str(folder),
        "DOORLEREN_DATABASE_URL": database,
        "DOORLEREN_SECRET": "for the tests in a browser, and nothing else",
        "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONUTF8": "1",
    }
    process = subprocess.Popen([sys.executable, str(HERE / "served_site.py"), str(port)], env=environment)
    try:
        site = f"http://127.0.0.1:{port}"
        _wait_for(site, process)
        yield site
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(site: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the website stopped before it was there; see its error above"
        try:
            with urllib.request.urlopen(f"{site}/over", timeout=30):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the website did not answer within half a minute")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@contextmanager
def opened_browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no chromium here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@contextmanager
def window(browser: Browser, scripts: bool = True, size: dict[str, int] = DESK) -> Iterator[Page]:
    """A browser without a past."""
    context: BrowserContext = browser.new_context(
        viewport=size,
        java_script_enabled=scripts,
        locale="nl-NL",  # type: ignore[arg-type]
    )
    context.set_default_timeout(30_000)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser) as opened:
        yield opened


@pytest.fixture
def visitor(page: Page, site: str) -> Visitor:
    return Visitor(page, site)


@dataclass
class Walk:
    """Every state by its name, and all that the browser asked for and complained about on the way.

    `requests` are addresses, each with the page that it came from; `without_scripts` are the same states in a browser
    that runs no scripts.
    """

    looks: dict[str, Look] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    without_scripts: dict[str, Look] = field(default_factory=dict)


@pytest.fixture(scope="session")
def walk(browser: Browser, site: str) -> Walk:
    """Go through every state, in Dutch and in English, and look at each.

    The pages are the same in English but for their words, so axe looks there at one size only: that of a phone.
    So it does at the second scheme and those after it, and only where such a page has a part that none before it had;
    how it is drawn is looked at on each, for its own words.
    Two browsers go at the same time: one in Dutch, the other in English and then without scripts.
    """
    found = Walk()
    with ThreadPoolExecutor(1) as beside:
        second = beside.submit(_second_walk, site)
        _go_through(browser, site, "nl", tuple(SIZES), found)
        other = second.result()
    assert not found.looks.keys() & other.looks.keys()
    found.looks |= other.looks
    found.requests += other.requests
    found.complaints += other.complaints
    found.without_scripts = other.without_scripts
    return found


def _second_walk(site: str) -> Walk:
    found = Walk()
    with opened_browser() as browser:
        _go_through(browser, site, "en", ("phone",), found)
        with window(browser, scripts=False) as page:
            found.without_scripts = {f"nl {name}": read(page) for name in states(Visitor(page, site))}
    return found


def _go_through(browser: Browser, site: str, language: str, axe_at: Collection[str], found: Walk) -> None:
    with window(browser) as page:
        devices = page.context.new_cdp_session(page)
        page.on("request", lambda asked: found.requests.append((asked.url, asked.headers.get("referer", ""))))
        page.on("console", lambda message: found.complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        parts_seen: set[str] = set()
        for name in states(Visitor(page, site, language), every_scheme=language == "nl"):
            assert f"{language} {name}" not in found.looks
            at = axe_at
            if name.startswith("scheme: "):
                parts = set(page.evaluate(_PARTS))
                if parts_seen:
                    at = () if parts <= parts_seen else ("phone",)
                parts_seen |= parts
            found.looks[f"{language} {name}"] = look_at(page, devices, at)
            _photograph(page, f"{language} {name}")


_PARTS = """
() => [...new Set([...document.querySelectorAll("body *")].map((e) =>
  [e.parentElement.getAttribute("class"), e.tagName, e.getAttribute("class"), e.getAttribute("role")].join(" | ")))]
"""
"""Every kind of part of a page: what it is, and in what it stands."""


def _complaint(message: ConsoleMessage) -> list[str]:
    """What the console says, but for the status of a page that is meant to refuse."""
    refused = message.text.startswith("Failed to load resource: the server responded with a status of 4")
    return [] if refused and "/static/" not in message.location["url"] else [f"{message.type}: {message.text}"]


def _photograph(page: Page, name: str) -> None:
    """For who wants to see with their own eyes: DOORLEREN_SCREENSHOTS names a folder."""
    folder = os.environ.get("DOORLEREN_SCREENSHOTS")
    if folder:
        for kind, size in SIZES.items():
            page.set_viewport_size(size)  # type: ignore[arg-type]
            file = Path(folder) / f"{name.replace(': ', '-').replace(' ', '-').replace(',', '')}-{kind}.png"
            page.screenshot(path=file, full_page=True)
