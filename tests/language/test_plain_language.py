# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""People who read with difficulty read this: short sentences on every page, and never worse than before.

A score does not measure B1; reading aloud decides. It only keeps us from sliding.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from doorleren.rules import read_book

from .plain_dutch import Reading, blocks_of, measure

SCORES = Path(__file__).parent / "scores.json"
LONGEST, MEAN = 18, 10.0


def words_of(value: Any, name: str = "") -> list[str]:
    """The sentences in a file of words; an address or the name of a desk is not a sentence."""
    if isinstance(value, dict):
        return [text for key, inside in value.items() for text in words_of(inside, key)]
    if name in ("url", "desk") or not isinstance(value, str):
        return []
    # An amount or a day in a sentence is one word.
    return [re.sub(r"\{[^{}]*\}", "vijf", value)]


def check(name: str, reading: Reading) -> None:
    """Short enough, and not harder than the score that was written down."""
    known = json.loads(SCORES.read_text("utf-8"))
    assert reading.longest <= LONGEST, f"{name}: {reading.longest} words in «{reading.longest_sentence}»"
    assert reading.mean <= MEAN, f"{name}: {reading.mean:.1f} words per sentence"
    assert reading.flesch_douma >= known.get(name, 60) - 0.05, (
        f"{name} reads harder than before: {reading.flesch_douma:.1f}"
    )


BOOK, _ = read_book()
SCHEMES = sorted(BOOK.schemes) if BOOK else []


def test_there_are_schemes_to_read():
    assert len(SCHEMES) >= 14


@pytest.mark.parametrize("name", SCHEMES)
def test_what_a_scheme_says_is_short_and_plain(name: str):
    assert BOOK is not None

    reading = measure(words_of(BOOK.schemes[name].words["nl"].raw))

    check(f"regeling {name}", reading)


def test_every_question_is_short_and_plain():
    assert BOOK is not None
    words = [fact.words["nl"] for fact in BOOK.facts.facts.values() if fact.words]

    reading = measure([text for w in words for text in (w.question, w.help, w.why, *w.options.values())])

    assert len(words) >= 35
    check("vragen", reading)


WHAT_IF = "/wat-als/volwasseneneducatie?op=2026-11-01&bedrag-grens_leeftijd=25&gebruik-van=30&gebruik-tot=60"
PAGES = ["/", "/regelingen", "/privacy", "/toegankelijkheid", "/over", "/wat-als", WHAT_IF]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_hundred_words_or_more_is_short_and_plain(client: Any, path: str):
    answer = client.get(path)

    reading = measure(blocks_of(answer.content.decode()))

    assert answer.status_code == 200
    if reading.words >= 100:
        check(f"pagina {path}", reading)


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.django_db
def test_the_page_of_a_scheme_is_short_and_plain(client: Any, name: str):
    answer = client.get(f"/regelingen/{name}")

    reading = measure(blocks_of(answer.content.decode()))

    assert answer.status_code == 200
    check(f"pagina /regelingen/{name}", reading)


def test_a_long_sentence_is_noticed():
    """The guard looks: one sentence of nineteen words is too long."""
    reading = measure(["Dit is een zin " + "die maar door gaat " * 4 + "en niet stopt."])

    assert reading.longest > LONGEST


def test_the_scores_are_of_our_own_days():
    """A score that was written down belongs to something that is still there."""
    known = json.loads(SCORES.read_text("utf-8"))

    assert {name.removeprefix("regeling ") for name in known if name.startswith("regeling ")} <= set(SCHEMES)
