# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small invented books, written to a folder as a person would, and read twice: by the program and by the oracle."""

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from doorleren.rules import Book, read_book

from .oracle import OracleScheme, World, load

SOURCE = {"document": "wet", "place": "artikel 1"}
DOCUMENTS = {"wet": {"title": "Wet op het voorbeeld", "url": "https://example.org/wet"}}


@dataclass(frozen=True)
class Invented:
    """One book, as the program and as the oracle see it."""

    book: Book
    world: World
    schemes: Mapping[str, OracleScheme]


def write_facts(folder: Path, text: str, tables: Mapping[str, Any] | None = None) -> None:
    """facts.yaml as given, with a source wherever none was written, and words for everything in it."""
    text = textwrap.dedent(text)
    raw = yaml.load(text, Loader=yaml.BaseLoader)
    folder.mkdir(parents=True, exist_ok=True)
    text = re.sub(r'(\{id: \w+, if: "[^"]*")\}', rf"\1, source: {json.dumps(SOURCE)}}}", text)
    (folder / "facts.yaml").write_text(f"documents: {json.dumps(DOCUMENTS)}\n{text}", "utf-8")
    words = {
        "facts": {
            name: {
                "question": f"{name}?",
                "options": {value: value for value in fact.get("values", ())},
                **({"none": "Geen"} if fact["type"] == "verzameling" and fact.get("may_be_empty") != "false" else {}),
            }
            for name, fact in raw["facts"].items()
        },
        "impossible": {one["id"]: f"Niet samen: {one['id']}." for one in raw.get("impossible") or []},
    }
    for language in ("nl", "en"):
        (folder / f"facts.{language}.yaml").write_text(json.dumps(words), "utf-8")
    (folder / "tables").mkdir(exist_ok=True)
    for name, rows in (tables or {}).items():
        (folder / "tables" / f"{name}.yaml").write_text(json.dumps({"rows": rows}), "utf-8")


def write_scheme(folder: Path, name: str, text: str, kind: str = "subsidie") -> Path:
    """A scheme's folder: what is given, a source wherever none was written, and words for all of it."""
    raw = yaml.load(textwrap.dedent(text), Loader=yaml.BaseLoader)
    parties = dict.fromkeys(("applicant", "recipient", "audience"), "inwoner")
    raw = {"id": name, "kind": kind, **parties, "documents": DOCUMENTS, **raw}
    raw.setdefault("versions", [{"from": "2000-01-01"}])
    raw.setdefault("pays", {"in_kind": "true"})
    pays = raw["pays"] if isinstance(raw["pays"], list) else [raw["pays"]]
    sourced = [*raw["versions"], *raw.get("not_in_force", []), *raw["conditions"], *pays, *raw.get("warnings", [])]
    sourced += [part for parts in raw.get("amounts", {}).values() for part in parts]
    sourced += raw.get("terms", {}).values()
    for part in sourced:
        part.setdefault("source", SOURCE)
    words = {
        "name": name,
        "summary": f"Dit is {name}.",
        "url": "https://example.org",
        "desk": "het loket",
        "next": {"yes": "Bel het loket."},
        "conditions": {
            one["id"]: {"rule": "Dit moet.", "yes": "Klopt.", "no": "Klopt niet."} for one in raw["conditions"]
        },
        "warnings": {one["id"]: "Let op." for one in raw.get("warnings", [])},
    }
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    # The plain style writes true, 12 and 2020-01-01 without quotes, as a person does.
    (target / "scheme.yaml").write_text(dumped(raw), "utf-8")
    for language in ("nl", "en"):
        (target / f"words.{language}.yaml").write_text(dumped(words), "utf-8")
    return target


def dumped(value: Any, indent: str = "") -> str:
    """YAML as a person writes it: numbers and days bare, everything else between quotes."""
    inner = indent + "  "
    if isinstance(value, dict):
        lines = [f"{indent}{json.dumps(key)}:{_nested(inside, inner)}" for key, inside in value.items()]
        return "\n".join(lines) + "\n"
    lines = [
        f"{indent}- {json.dumps(inside)}" if isinstance(inside, str) else f"{indent}-{_nested(inside, inner)}"
        for inside in value
    ]
    return "\n".join(lines) + "\n"


def _nested(value: Any, indent: str) -> str:
    if isinstance(value, (dict, list)) and value:
        return f"\n{dumped(value, indent).rstrip()}"
    if isinstance(value, (dict, list)):
        return " {}" if isinstance(value, dict) else " []"
    text = str(value)
    return f" {text}" if text.isdigit() or text in ("true", "false") else f" {json.dumps(text, ensure_ascii=False)}"


def invented_book(
    folder: Path, facts: str, schemes: Mapping[str, str], tables: Mapping[str, Any] | None = None
) -> Invented:
    """Write a book and read it; it must be without problems."""
    write_facts(folder / "feiten", facts, tables)
    for name, text in schemes.items():
        write_scheme(folder / "regelingen", name, text)
    book, problems = read_book(folder / "regelingen", folder / "feiten")
    said = [f"{p.where}: {p.what.nl} ({p.expected.nl})" for p in problems if "bestaat niet" not in p.what.nl]
    assert book is not None, said
    assert said == [], said
    return read_again(folder, book)


def read_again(folder: Path, book: Book) -> Invented:
    """The same folder through the eyes of the oracle."""
    world = World.at(folder / "feiten")
    schemes = {name: OracleScheme(load(folder / "regelingen" / name / "scheme.yaml"), world) for name in book.schemes}
    return Invented(book, world, schemes)
