# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules and words of earlier releases, so that an old receipt still gives the same answer.

Knows: the folder `kept`: one file per rule and per set of words, named by its hash, never changed.
Leaves: what the hash covers (`receipts`).
"""

import json
from pathlib import Path
from typing import Any

from ..basics import Problem
from .book import HERE, Book, general_of
from .field import Field
from .lined_yaml import Lines
from .read import reread_scheme
from .read_facts import fact_book, read_table
from .receipts import as_bytes, canonical_rule, hash_of

KEPT = HERE / "kept"


def keep(book: Book, folder: Path = KEPT) -> list[Path]:
    """Write the rules and words of a book that are not kept yet; gives the new files."""
    new = []
    for name, scheme in book.schemes.items():
        new += _write(folder / "rules" / f"{book.hashes[name]}.json", canonical_rule(scheme, book.facts))
        for language in scheme.words:
            words = folder / "words" / f"{book.words_hashes[name, language]}.json"
            new += _write(words, book.words_of(name, language))
    return new


def _write(path: Path, value: Any) -> list[Path]:
    if path.exists():
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(value) + b"\n")
    return [path]


def book_with(
    book: Book, name: str, rule_hash: str, words_hash: str, language: str, folder: Path = KEPT
) -> Book | None:
    """A book in which scheme `name` has exactly this rule and these words; None if we do not have them."""
    same_rule = book.hashes.get(name) == rule_hash
    same_words = book.words_hashes.get((name, language)) == words_hash
    if same_rule and same_words:
        return book
    rule = canonical_rule(book.schemes[name], book.facts) if same_rule else _read(folder / "rules", rule_hash)
    words = book.words_of(name, language) if same_words else _read(folder / "words", words_hash)
    found = _book_of(rule, words, language) if rule and words else None
    return found if found is not None and name in found.schemes else None


def _read(folder: Path, digest: str) -> Any:
    """A kept form. The name must be a hash, so that nobody reads another file with it, and fit what is inside."""
    if len(digest) != 64 or not all(ch in "0123456789abcdef" for ch in digest):
        return None
    try:
        value = json.loads((folder / f"{digest}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return value if hash_of(value) == digest else None


def _book_of(rule: dict[str, Any], words: dict[str, Any], language: str) -> Book | None:
    problems: list[Problem] = []
    given = rule["facts"]
    lines = Lines("kept")
    tables = {
        name: read_table(name, Field({"rows": rows}, (), lines, problems)) for name, rows in given["tables"].items()
    }
    top = {part: given[part] for part in ("facts", "derived", "impossible", "documents")}
    facts = fact_book(top, lines, problems, {}, tables)
    scheme, found = reread_scheme(rule["scheme"], facts, {language: words["scheme"]})
    if problems or found or scheme is None or hash_of(canonical_rule(scheme, facts)) != hash_of(rule):
        return None
    return Book(facts, [scheme], {language: general_of(words["general"])})
