# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The JSON Schemas for editors: up to date, right about every file of the book, and awake to many mistakes."""

import copy
import json
import random
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from doorleren.rules.book import HERE
from doorleren.rules.editor_schema import FOLDER, schema_texts
from doorleren.rules.lined_yaml import read_yaml
from doorleren.rules.new_scheme import new_files
from doorleren.rules.read_facts import read_fact_book
from doorleren.rules.scheme import SchemeKind

BAD = Path(__file__).parent / "bad_schemes"
FILES = sorted((HERE / "schemes").glob("*/*.yaml"))
# What these mistakes break is seen only by whoever understands rules, days and names; the check does.
ONLY_THE_CHECK_SEES = """
    amount-goes-up-and-down amounts-of-different-kinds brace-left-open brackets-without-end cap-above-all-costs
    cap-of-a-loan cap-with-an-unknown-scheme cap-with-itself cap-without-a-value-on-some-days case-disagrees
    case-that-cannot-be case-that-depends-on-nothing-known case-with-an-amount-upside-down
    case-with-an-unknown-condition condition-changes-inside-a-version condition-renamed-in-one-place condition-twice
    divided-by-nothing empty-readme ends-before-it-begins fact-said-to-others fact-without-none facts-in-a-circle
    gap-in-amounts huge-rule money-beside-a-bare-number not-said-what-is-paid overlapping-versions smallest-of-one
    term-named-like-a-fact term-that-is-unfinished term-that-nothing-uses
    timing-twice-on-one-day two-amounts-on-one-day two-facts-compared type-error unknown-document unknown-fact unknown-placeholder
    unknown-relation unknown-value unknown-value-in-a-list unknown-value-in-a-table unreadable-rule
    words-for-an-unknown-condition
""".split()

NEEDED = {"scheme.yaml", "words.nl.yaml", "words.en.yaml", "cases.yaml", "README.md"}


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / name).read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def wrong_in(name: str, text: str) -> list[str]:
    """What an editor underlines in a file."""
    value, _, problems = read_yaml(text, name)
    if problems:
        return [problem.what.en for problem in problems]
    return wrong_with(name, value)


def wrong_with(name: str, value: Any) -> list[str]:
    schema = "words.schema.json" if name.startswith("words.") else name.replace(".yaml", ".schema.json")
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(schema).iter_errors(value)]


def test_the_schemas_are_those_that_the_rules_and_facts_give() -> None:
    """Not so? Run: doorleren regelingen schema"""
    facts, problems = read_fact_book(HERE)
    assert problems == []

    written = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}

    assert written == schema_texts(facts)


@pytest.mark.parametrize("name", ["scheme", "words", "cases", "reasons", "facts"])
def test_a_schema_is_a_schema(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_an_editor_underlines_nothing_in_the_book() -> None:
    assert len(FILES) >= 4 * 14

    wrong = {
        str(path.relative_to(HERE)): found for path in FILES if (found := wrong_in(path.name, path.read_text("utf-8")))
    }

    assert wrong == {}
    assert wrong_in("facts.yaml", (HERE / "facts.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("kind", list(SchemeKind))
def test_an_editor_underlines_nothing_in_a_new_folder(kind: SchemeKind) -> None:
    files = {
        name: text for name, text in new_files("mijn-fonds", kind, date(2026, 11, 21)).items() if name.endswith(".yaml")
    }

    assert {name: wrong_in(name, text) for name, text in files.items()} == {name: [] for name in files}


def seen_in(folder: Path) -> bool:
    """Whether an editor shows that something is wrong in this folder, or a file is plainly missing."""
    names = {path.name for path in folder.iterdir()}
    if "facts.yaml" not in names and not names >= NEEDED:
        return True
    for path in folder.glob("*.yaml"):
        if path.name.startswith("facts.") and path.name != "facts.yaml":
            continue
        try:
            if wrong_in(path.name, path.read_text("utf-8")):
                return True
        except UnicodeDecodeError:
            return True
    return False


def test_a_mistake_of_shape_is_seen_while_typing() -> None:
    folders = [path for path in BAD.iterdir() if path.is_dir()]
    assert len(folders) >= 50

    assert sorted(path.name for path in folders if not seen_in(path)) == ONLY_THE_CHECK_SEES


def test_names_of_facts_are_offered_with_their_question() -> None:
    schema = json.loads((FOLDER / "cases.schema.json").read_text("utf-8"))
    offered = schema["$defs"]["facts"]["properties"]
    facts, _ = read_fact_book(HERE)

    assert list(offered) == list(facts.facts)
    assert all(shape["description"].endswith(("?", ".")) for shape in offered.values())
    assert offered["opleiding_soort"]["enum"] == [*facts.facts["opleiding_soort"].values, None]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inside in inner for place in places(inside, (*path, key)))]


@pytest.mark.parametrize("name", ["scheme.yaml", "words.nl.yaml", "cases.yaml"])
def test_a_name_that_is_misspelt_anywhere_is_seen(name: str) -> None:
    """Every field of a scheme in turn gets a letter too many; names that the writer chooses are left alone."""
    value, _, _ = read_yaml((HERE / "schemes" / "slim" / name).read_text("utf-8"), name)
    chosen = ("documents", "amounts", "conditions", "warnings", "voorwaarden", "rows", "facts")
    fields = [
        path
        for path in places(value)
        if path and isinstance(path[-1], str) and (len(path) < 2 or path[-2] not in chosen)
    ]
    chance = random.Random(5)
    sample = chance.sample(fields, min(len(fields), 120))
    assert len(sample) >= 8
    for path in sample:
        spoiled = copy.deepcopy(value)
        inside = spoiled
        for step in path[:-1]:
            inside = inside[step]
        inside[f"{path[-1]}x"] = inside.pop(path[-1])

        assert wrong_with(name, spoiled), path
