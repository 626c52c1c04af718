# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole book as one value that another program can keep, and that can be read back.

Knows: the form `doorleren-boek/1`: every rule with its hash, both languages, each source, the facts and tables.
Leaves: how it is written down and shown (journeys). Nothing in it depends on the day on which it is made.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..basics import LANGUAGES, Citation, Problem, said
from .book import PROGRAM, Book, general_of
from .facts import FactBook
from .field import Field
from .legal_reference import legal_reference
from .lined_yaml import Lines, shown_text
from .read import reread_scheme
from .read_facts import fact_book, read_table
from .receipts import canonical_rule, hash_of
from .scheme import Scheme

FORM: Final = "doorleren-boek/1"
_MAX_DEPTH: Final = 60


def book_value(book: Book) -> dict[str, Any]:
    """The book in the form `doorleren-boek/1`."""
    raw = book.facts.raw
    return {
        "vorm": FORM,
        "programma": PROGRAM,
        "regelingen": [_scheme_value(book, scheme) for scheme in book.schemes.values()],
        "feiten": {part: raw[part] for part in ("facts", "derived", "impossible", "documents") if part in raw},
        "tabellen": {name: _rows(book.facts, name) for name in sorted(book.facts.tables)},
        "algemeneWoorden": {language: dict(book.general_words(language)) for language in LANGUAGES},
    }


def _scheme_value(book: Book, scheme: Scheme) -> dict[str, Any]:
    return {
        "id": scheme.id,
        "hash": book.hashes[scheme.id],
        "nagekekenOp": str(scheme.checked_on) if scheme.checked_on else None,
        "regel": scheme.raw,
        "woorden": {language: words.raw for language, words in sorted(scheme.words.items())},
        "bronnen": [{"bij": where, **source_value(source)} for where, source in sources_of(scheme)],
    }


def source_value(source: Citation) -> dict[str, Any]:
    """A source with its reference in the style of regelrecht, if it is a place in law."""
    found = legal_reference(source)
    reference = found and {
        "bwb_id": found.bwb_id,
        "article": found.article,
        "paragraph": found.paragraph,
        "juriconnect": found.juriconnect,
    }
    return {
        "document": source.document,
        "plaats": source.place,
        "url": source.url,
        "verwijzing": {name: value for name, value in reference.items() if value} if reference else None,
    }


def sources_of(scheme: Scheme) -> Iterator[tuple[str, Citation]]:
    """Every place that a scheme leans on, with what leans on it, in the order of its file."""
    for n, span in enumerate(scheme.versions):
        yield f"versions.{n}", span.source
    for n, span in enumerate(scheme.not_in_force):
        yield f"not_in_force.{n}", span.source
    for name, parts in scheme.amounts.items():
        yield from ((f"amounts.{name}.{n}", part.source) for n, part in enumerate(parts))
    yield from ((f"terms.{name}", term.source) for name, term in scheme.terms.items())
    for n, condition in enumerate(scheme.conditions):
        yield f"conditions.{n}", condition.source
        yield from ((f"conditions.{n}.window.{m}", one.source) for m, one in enumerate(condition.windows))
    yield from ((f"pays.{n}", payment.source) for n, payment in enumerate(scheme.payments))
    yield from ((f"warnings.{n}", warning.source) for n, warning in enumerate(scheme.warnings))
    yield from ((f"{one.kind} {one.scheme}", one.source) for one in scheme.relations)
    yield from ((f"together_at_most.{n}", cap.source) for n, cap in enumerate(scheme.caps))
    yield from ((f"timing.{n}", one.source) for n, one in enumerate(scheme.timing))
    yield from ((f"sources.{n}", source) for n, source in enumerate(scheme.sources))


def _rows(facts: FactBook, name: str) -> list[list[str | None]]:
    return [
        [key, value, str(first) if first else None, str(until) if until else None]
        for key, parts in facts.tables[name].rows.items()
        for first, until, value in parts
    ]


def read_book_value(value: Any) -> tuple[Book | None, list[Problem]]:
    """The book in a value of this form, with everything that is wrong; each scheme must have the hash that is named."""
    problems: list[Problem] = []
    if not isinstance(value, Mapping) or value.get("vorm") != FORM or _depth(value) > _MAX_DEPTH:
        return None, [_other_form(value)]
    top = Field(value, (), Lines("boek"), problems)
    tables = {
        name: read_table(name, Field({"rows": one.value}, one.path, one.lines, problems))
        for name, one in top.need("tabellen").items()
    }
    facts = _facts(top.need("feiten"), tables)
    if facts is None or problems:
        return None, problems or [_other_form(value)]
    schemes = []
    for field in top.need("regelingen").list():
        words = {name: one.value for name, one in field.need("woorden").items()}
        missing = [language for language in LANGUAGES if language not in words]
        scheme, found = reread_scheme(field.need("regel").value, facts, words) if not missing else (None, [])
        problems += [Problem(f"{_at(field)}: {one.where}", one.what, one.expected, one.what_now) for one in found]
        problems += [_no_words(_at(field), language) for language in missing]
        if scheme is not None and hash_of(canonical_rule(scheme, facts)) != field.need("hash").value:
            problems.append(_other_hash(_at(field), scheme.id))
        elif scheme is not None:
            schemes.append(scheme)
    general = {language: top.need("algemeneWoorden").need(language) for language in LANGUAGES}
    if problems or not all(isinstance(one.value, dict) for one in general.values()):
        return None, problems or [_other_form(value)]
    try:
        said_in_general = {language: general_of(one.value) for language, one in general.items()}
    except KeyError as missing_word:
        return None, [_no_words("algemeneWoorden", str(missing_word))]
    return Book(facts, schemes, said_in_general), []


def _facts(field: Field, tables: Mapping[str, Any]) -> FactBook | None:
    if not isinstance(field.value, dict) or not isinstance(field.value.get("facts"), dict):
        return None
    return fact_book(field.value, field.lines, field.problems, {}, tables)


def _depth(value: Any) -> int:
    """How deeply a value is nested; it stops looking once that is too deep."""
    level, depth = [value], 0
    while level and depth <= _MAX_DEPTH:
        inner: list[Any] = []
        for one in level:
            inner += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        level, depth = inner, depth + 1
    return depth


def _at(field: Field) -> str:
    name = field.value.get("id") if isinstance(field.value, dict) else None
    return shown_text(name) if isinstance(name, str) else ".".join(str(step) for step in field.path)


def _other_form(value: Any) -> Problem:
    found = shown_text(value.get("vorm")) if isinstance(value, Mapping) else "?"
    return Problem(
        "vorm",
        said(f"Dit is geen boek dat wij kunnen lezen («{found}»).", f"This is no book that we can read («{found}»)."),
        said(f"een bestand van de vorm {FORM}", f"a file of the form {FORM}"),
        said("Maak het bestand opnieuw met «regelingen uitvoer».", "Make the file again with «regelingen uitvoer»."),
    )


def _other_hash(where: str, name: str) -> Problem:
    return Problem(
        f"{where}: hash",
        said(f"De regel van «{name}» past niet bij haar hash.", f"The rule of «{name}» does not fit its hash."),
        said("de regel zoals die is uitgevoerd", "the rule as it was handed out"),
        said("Haal het bestand opnieuw op.", "Fetch the file again."),
    )


def _no_words(where: str, name: str) -> Problem:
    return Problem(
        f"{where}: woorden",
        said(f"De woorden «{shown_text(name)}» ontbreken.", f"The words «{shown_text(name)}» are missing."),
        said("alle woorden in beide talen", "all words in both languages"),
        said("Haal het bestand opnieuw op.", "Fetch the file again."),
    )
