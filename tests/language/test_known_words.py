# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""We use few words, and no rare one without its explanation beside it.

`known_words.txt` holds every word that we use. A new one is added by somebody who first asked: is there a plainer one?
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src/doorleren"
TEXTS = sorted(
    [*SOURCE.glob("rules/schemes/*/words.nl.yaml"), *SOURCE.glob("rules/*.nl.yaml"), SOURCE / "portal/words.nl.yaml"]
)
_WORD = re.compile(r"[^\W\d_][\w’-]*")


def sentences(value: Any, name: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for key, inside in value.items() for text in sentences(inside, key)]
    if isinstance(value, list):
        return [text for inside in value for text in sentences(inside, name)]
    # An address, the name of a desk and the name of a scheme are not ours to choose.
    return [re.sub(r"\{[^{}]*\}", "", value)] if isinstance(value, str) and name not in ("url", "desk", "name") else []


def words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def identity(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def read(path: Path) -> list[str]:
    return sentences(yaml.safe_load(path.read_text("utf-8")))


def test_there_are_texts_to_read():
    assert len(TEXTS) >= 17
    assert sum(len(read(path)) for path in TEXTS) > 900


@pytest.mark.parametrize("path", TEXTS, ids=identity)
def test_a_text_uses_words_that_we_know(path: Path):
    known = set((HERE / "known_words.txt").read_text("utf-8").split())

    new = {word for text in read(path) for word in words(text)} - known

    assert new == set(), f"Is there a plainer word? If not, add it to known_words.txt: {sorted(new)}"


@pytest.mark.parametrize("path", TEXTS, ids=identity)
def test_a_rare_word_is_explained_in_the_same_text(path: Path):
    explained: dict[str, list[str]] = yaml.safe_load((HERE / "explained_words.yaml").read_text("utf-8"))
    text = " ".join(read(path))

    unexplained = [
        word
        for word, explanations in explained.items()
        if word in words(text) and not any(one.lower() in text.lower() for one in explanations)
    ]

    assert unexplained == []


def test_no_word_is_kept_that_nobody_uses():
    known = set((HERE / "known_words.txt").read_text("utf-8").split())

    used = {word for path in TEXTS for text in read(path) for word in words(text)}

    assert known - used == set()
