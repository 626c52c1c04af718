# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a first visit weighs on a cheap phone."""

import gzip
import re
from pathlib import Path
from typing import Any

from django.test import Client

import doorleren.portal

from .conftest import Visitor

STATIC = Path(doorleren.portal.__file__).parent / "static"
KILOBYTE = 1024


def weight(html: str) -> int:
    files = set(re.findall(r'"/static/([\w.-]+)\?', html))
    assert {"look.css", "layout.css"} <= files
    return len(gzip.compress(html.encode(), 6)) + sum(len(gzip.compress((STATIC / f).read_bytes(), 6)) for f in files)


def test_a_first_visit_weighs_at_most_thirty_kilobytes(visitor: Visitor, certain: dict[str, Any]) -> None:
    public = ("/", "/vraag/1", "/regelingen", "/regelingen/leergeld", "/wat-als", "/wat-als/leergeld")
    pages = {page: Visitor().visit(page).html for page in public}
    pages["/overzicht"] = visitor.answer_all(certain).html

    heavy = {page: weight(html) for page, html in pages.items() if weight(html) > 30 * KILOBYTE}

    assert heavy == {}


def test_a_page_travels_packed() -> None:
    response = Client().get("/regelingen", headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"


def test_files_that_go_with_the_pages_are_served_and_may_be_kept() -> None:
    address = re.search(r'href="(/static/look\.css\?v=\w+)"', Client().get("/").content.decode())
    assert address

    response = Client().get(address[1])

    assert response.status_code == 200
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"].startswith("text/css")


def test_every_token_that_the_layout_uses_exists() -> None:
    layout, look = ((STATIC / name).read_text("utf-8") for name in ("layout.css", "look.css"))
    used = set(re.findall(r"var\((--[\w-]+)", layout))
    assert used

    assert used <= set(re.findall(r"(--[\w-]+)\s*:", layout + look))


def test_every_class_of_ours_in_a_page_has_a_layout_or_is_a_hook() -> None:
    folder = STATIC.parent / "templates"
    named = set(
        re.findall(r"\bdoorleren-[\w-]+\b(?!-?\{)", "".join(f.read_text("utf-8") for f in folder.rglob("*.html")))
    )
    styled = set(re.findall(r"\.(doorleren-[\w-]+)", (STATIC / "layout.css").read_text("utf-8")))
    assert len(named) > 40

    assert {name for name in styled if not any(name.startswith(one) for one in named)} == set()
