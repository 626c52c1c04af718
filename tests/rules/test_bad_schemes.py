# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every mistake in a scheme's folder gives a message that says where, what, what was expected and what to do.

Each folder under `bad_schemes` holds one mistake and, in `expected.<language>.txt`, all that a person sees.
"""

from functools import cache
from pathlib import Path

import pytest

from doorleren.basics import LANGUAGES, Problem
from doorleren.cli import show
from doorleren.journeys import check_folder
from doorleren.rules.read_facts import read_fact_book

HERE = Path(__file__).parent / "bad_schemes"
FOLDERS = sorted(path.name for path in HERE.iterdir() if path.is_dir())


@cache
def problems_in(folder: Path) -> list[Problem]:
    """What is wrong with a scheme, or with the facts, in this folder."""
    if (folder / "facts.yaml").exists():
        return read_fact_book(folder)[1]
    return check_folder(folder).problems


def test_we_looked_at_every_mistake():
    assert len(FOLDERS) >= 70


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FOLDERS)
def test_a_mistake_gives_the_message_that_helps_to_mend_it(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
):
    problems = problems_in(HERE / name)

    show.problems(problems, language)

    assert capsys.readouterr().err == (HERE / name / f"expected.{language}.txt").read_text("utf-8")
    assert problems


@pytest.mark.parametrize("name", FOLDERS)
def test_one_mistake_is_not_told_many_times(name: str):
    """Whoever makes one mistake reads one or two messages, not a page of what follows from it."""
    several = {
        "missing-fields": 12,
        "words-missing": 3,
        "mistakes-in-every-file": 5,
        "condition-renamed-in-one-place": 5,
        "unknown-judge-and-kind": 2,
        "cap-with-many-mistakes": 10,
        "timing-with-many-mistakes": 6,
    }

    problems = problems_in(HERE / name)

    assert len(problems) <= several.get(name, 2)
