# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page in Dutch and in English, with the same things to say."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import doorleren.portal
from doorleren.basics import LANGUAGES
from doorleren.portal.words import WordIsMissing, words_in
from doorleren.rules import read_book
from doorleren.rules.facts import Kind

from .conftest import Visitor

PAGES = [
    *"/ /vraag/1 /werkgever/vraag/1 /overzicht /antwoorden /dag /gewist /regelingen /regelingen/leergeld".split(),
    *"/over /privacy /toegankelijkheid /regels-schrijven /gegevens".split(),
]


def sentences(words: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(words, dict):
        for name, inside in words.items():
            yield from sentences(inside, f"{where}.{name}")
    elif isinstance(words, list):
        for n, inside in enumerate(words):
            yield from sentences(inside, f"{where}.{n}")
    else:
        yield where, words


@pytest.mark.parametrize("page", PAGES)
def test_each_page_exists_in_both_languages_and_links_to_the_other(
    visitor: Visitor, english_visitor: Visitor, page: str
) -> None:
    visitor.visit(page)
    english_visitor.visit(page)

    assert (visitor.status, english_visitor.status) == (200, 200)
    assert '<html lang="nl"' in visitor.html
    assert '<html lang="en"' in english_visitor.html
    assert f"/en{page}" in visitor.links()
    assert page in english_visitor.links()
    assert visitor.text != english_visitor.text


def test_the_language_can_be_changed_without_losing_an_answer(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    visitor.visit("/en/overzicht")

    assert "1 scheme is certain for you." in visitor.text


def test_an_english_page_leads_to_english_pages(english_visitor: Visitor, certain: dict[str, Any]) -> None:
    english_visitor.answer_all(certain)

    inside = [a for a in english_visitor.links() if a.startswith("/") and not a.startswith(("/static/", "/v1/"))]

    assert len(inside) > 10
    assert [a for a in inside if not a.startswith("/en")] == ["/overzicht"]


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    dutch, english = (dict(sentences(words_in(language))) for language in ("nl", "en"))
    assert len(dutch) > 300

    assert dutch.keys() == english.keys()
    assert {where: blanks(text) for where, text in dutch.items()} == {
        where: blanks(text) for where, text in english.items()
    }


def blanks(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} if "/{id}" not in text else set()


def test_no_dutch_sentence_of_ours_is_long() -> None:
    parts = [p for _, text in sentences(words_in("nl")) for p in re.split(r"(?<=[.?!:])\s", text)]
    assert len(parts) > 300

    assert [part for part in parts if len(part.split()) > 16] == []


def test_words_that_are_missing_are_never_shown_as_nothing() -> None:
    with pytest.raises(WordIsMissing):
        words_in("nl")["home"]["onbekend"]


def test_no_words_are_kept_that_no_page_says() -> None:
    folder = Path(doorleren.portal.__file__).parent
    used = "".join(f.read_text("utf-8") for f in [*folder.rglob("*.html"), *folder.rglob("*.py")])
    assert len(used) > 10_000

    unused = [
        f"{part}.{name}"
        for part in ("home", "question", "results", "problems", "answers", "day", "wiped", "schemes", "scheme", "about")
        for name in words_in("nl")[part]
        if not re.search(rf'(\.|\["?|"){name}\b', used)
    ]

    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_that_can_be_asked_has_a_word_for_what_is_counted(language: str) -> None:
    book, _ = read_book()
    assert book is not None
    counted = {fact.unit for fact in book.facts.facts.values() if fact.kind in (Kind.GEHEEL_GETAL, Kind.PERCENTAGE)}

    units = words_in(language)["question"]["units"]

    assert [unit for unit in counted if unit and not units[unit]] == []
