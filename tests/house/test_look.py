# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stylesheet in git is the one that 'make look' would build, it is small, and its colours can be read."""

import gzip
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

# What a page may weigh on a slow phone is 30 KB; its words need some of that too.
LOOK_KILOBYTES_MAX = 20

READ_ON = [
    ("basis-color-default-color-document", "white"),
    ("basis-color-default-color-subtle", "white"),
    ("basis-color-action-2-color-default", "white"),
    ("basis-color-action-2-color-default", "basis-color-accent-1-bg-default"),
    ("basis-color-default-color-document", "basis-color-accent-1-bg-default"),
    ("basis-color-accent-1-color-subtle", "white"),
    ("white", "basis-color-accent-1-inverse-bg-default"),
    ("white", "basis-color-accent-1-inverse-bg-hover"),
    ("utrecht-page-header-color", "utrecht-page-header-background-color"),
]


@pytest.fixture(scope="session")
def builder(house: Path) -> dict[str, Any]:
    return runpy.run_path(str(house / "tools/build-look"))


def test_the_stylesheet_is_built_from_what_is_there_now(builder: dict[str, Any]) -> None:
    if not builder["classes_in_use"]():
        pytest.skip("the portal has no page yet")
    assert builder["RESULT"].exists(), "The portal has pages and no stylesheet. Please run: make look"

    first_line = builder["RESULT"].read_text(encoding="utf-8").splitlines()[0]

    assert first_line == builder["header"](), "A page, the theme or a package changed. Please run: make look"


def test_the_stylesheet_is_light_enough_for_a_cheap_phone(builder: dict[str, Any]) -> None:
    if not builder["RESULT"].exists():
        pytest.skip("the portal has no page yet")

    weight = len(gzip.compress(builder["RESULT"].read_bytes(), 9))

    assert weight <= LOOK_KILOBYTES_MAX * 1024


@pytest.mark.parametrize(("letter", "paper"), READ_ON)
def test_a_letter_stands_out_from_its_background(house: Path, letter: str, paper: str) -> None:
    """WCAG 1.4.3: at least 4.5 to 1."""
    theme = (house / "tools/look/theme.css").read_text(encoding="utf-8")
    tokens = {"white": "#ffffff", **dict(re.findall(r"--([\w-]+): (.*?);", theme))}

    light, dark = sorted((luminance(colour(tokens, letter)), luminance(colour(tokens, paper))), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def colour(tokens: dict[str, str], name: str) -> str:
    value = tokens[name]
    points_at = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour(tokens, points_at[1]) if points_at else value


def luminance(value: str) -> float:
    """How light a colour is, as WCAG 2 defines it."""
    parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
