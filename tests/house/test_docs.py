# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the documentation points at exists."""

import re
from pathlib import Path

import pytest

LINK = re.compile(r"\]\(([^)\s]+)\)")
MAKE = re.compile(r"`make ([a-z]+)`|^(?:\$ )?make ([a-z]+)$", re.MULTILINE)


@pytest.fixture(scope="session")
def pages(own_files: list[Path], house: Path) -> dict[Path, str]:
    texts = {f: f.read_text(encoding="utf-8") for f in own_files if f.suffix == ".md"}
    assert {house / "README.md", house / "SECURITY.md"} <= set(texts)
    return texts


def test_every_link_to_a_file_leads_somewhere(pages: dict[Path, str], house: Path) -> None:
    links = [
        (page, target.partition("#")[0])
        for page, text in pages.items()
        for target in LINK.findall(text)
        if not re.match(r"[a-z]+:|#", target)
    ]

    dead = [f"{page.relative_to(house)}: {target}" for page, target in links if not (page.parent / target).exists()]

    assert dead == []


def test_every_make_command_that_is_named_exists(pages: dict[Path, str], house: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (house / "Makefile").read_text(), re.MULTILINE))
    named = {a or b for text in pages.values() for a, b in MAKE.findall(text)}
    assert named, "no page names a make command"

    assert named - targets == set()
