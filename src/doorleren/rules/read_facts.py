# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read `facts.yaml`, its words and its tables into a FactBook.

Knows: what these files should contain. Leaves: what a fact is (`facts`), how a place in a file is read (`field`).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ..basics import LANGUAGES, Citation, Problem, Said, parse_day, said
from .expression import Node
from .facts import Derived, Fact, FactBook, FactWords, Impossible, Kind, Table
from .field import Field
from .legal_reference import LegalReference, is_bwb_id, read_juriconnect
from .lined_yaml import Lines, read_yaml, shown_text
from .meaning import DAY, MONEY, NUMBER, TEXT, YES_NO, Meaning, Misfit, facts_in

DOORS = ("werkgever", "aanbieder", "samenwerking")
"""Who can be asked in other words than a resident."""
FACT_FIELDS = (
    *("type", "owner", "values", "min", "max", "pattern", "known_in", "may_be_empty", "unit", "effort", "sensitive"),
    *("weights", "expected", "resets", "part_of"),
)
OWNERS = ("persoon", "werkgever", "opleiding", "samenwerking")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_fact_book(folder: Path) -> tuple[FactBook, list[Problem]]:
    """All facts from `facts.yaml`, `facts.<language>.yaml` and `tables/*.yaml` in `folder`."""
    problems: list[Problem] = []
    texts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("facts*.yaml"))}
    tables = {path.stem: path.read_text("utf-8") for path in sorted((folder / "tables").glob("*.yaml"))}
    top, lines, found = read_yaml(texts.get("facts.yaml", ""), "facts.yaml")
    problems += found
    words = {}
    for language in LANGUAGES:
        file = f"facts.{language}.yaml"
        value, words_lines, found = read_yaml(texts.get(file, ""), file)
        problems += found
        words[language] = Field(value or {}, (), words_lines, problems)
    read_tables = {}
    for name, text in tables.items():
        value, table_lines, found = read_yaml(text, f"{name}.yaml")
        problems += found
        read_tables[name] = read_table(name, Field(value or {}, (), table_lines, problems))
    book = fact_book(top, lines, problems, words, read_tables)
    return book, problems


def fact_book(
    top: Any, lines: Lines, problems: list[Problem], words: Mapping[str, Field], tables: Mapping[str, Table]
) -> FactBook:
    """A FactBook from values that were already read; `words` may be empty (a kept rule needs none)."""
    field = Field(top or {}, (), lines, problems).only("facts", "derived", "impossible", "documents")
    facts = {name: fact for name, inside in field.get("facts").items() if (fact := _fact(name, inside))}
    for name, fact in facts.items():
        whole = facts.get(fact.part_of or name)
        if whole is None or whole.kind is not fact.kind:
            field.get("facts").get(name).get("part_of").problem(
                said(f"«{fact.part_of}» is geen feit van dit soort.", f"«{fact.part_of}» is no fact of this kind."),
                said("de naam van een ander bedrag", "the name of another amount"),
                said("Verbeter de naam.", "Correct the name."),
            )
    for language, said_here in words.items():
        facts = _with_words(facts, language, said_here)
    documents = documents_in(field)
    derived: dict[str, Derived] = {}
    for name, inside in field.get("derived").items():
        if follows := _derived(name, inside, facts, derived, tables):
            derived[name] = follows
    impossible = tuple(
        found
        for inside in field.get("impossible").list()
        if (found := _impossible(inside, facts, derived, documents, words))
    )
    return FactBook(facts, derived, impossible, tables, raw=top or {})


def documents_in(field: Field) -> dict[str, Citation]:
    """The documents that a file names, by their short name."""
    documents = {}
    for name, inside in field.get("documents").items():
        inside.only("title", "url", "bwb_id", "juriconnect")
        documents[name] = Citation(inside.need("title").text() or name, "", _address(inside))
    return documents


def _address(field: Field) -> str | None:
    """The address of a document; a law may be named by its BWB id or a Juriconnect reference instead."""
    given = [name for name in ("url", "bwb_id", "juriconnect") if field.get(name)]
    if given == ["url"]:
        return field.get("url").url()
    text = field.get(given[0]).text() if given else None
    if len(given) > 1:
        field.problem(
            said(f"Dit document heeft {len(given)} adressen.", f"This document has {len(given)} addresses."),
            said("één van: url, bwb_id, juriconnect", "one of: url, bwb_id, juriconnect"),
            said("Laat er één staan.", "Keep one of them."),
        )
    if text is None or given[0] == "url":
        return text
    by_id = given[0] == "bwb_id"
    law = (LegalReference(text) if is_bwb_id(text) else None) if by_id else read_juriconnect(text)
    if law is None:
        field.get(given[0]).problem(
            said(f"«{shown_text(text)}» is geen wet.", f"«{shown_text(text)}» is no law."),
            said("BWBR en zeven cijfers", "BWBR and seven digits")
            if by_id
            else said("zoals jci1.3:c:BWBR0011453&g=2023-04-01", "such as jci1.3:c:BWBR0011453&g=2023-04-01"),
            said("Zoek de wet op wetten.overheid.nl.", "Look the law up on wetten.overheid.nl."),
        )
    return law.url if law else None


def _fact(name: str, field: Field) -> Fact | None:
    field.only(*FACT_FIELDS)
    if not _NAME.fullmatch(name):
        field.problem(
            said(f"«{name}» kan niet de naam van een feit zijn.", f"«{name}» cannot be the name of a fact."),
            said("kleine letters, cijfers en _", "lower case letters, digits and _"),
            said("Verbeter de naam.", "Correct the name."),
        )
    kind = field.need("type").choice(*Kind)
    owner = field.need("owner").choice(*OWNERS)
    if kind is None or owner is None:
        return None
    values = tuple(text for inside in field.get("values").list() if (text := inside.text()))
    if Kind(kind) in (Kind.EEN_VAN, Kind.VERZAMELING, Kind.LADDER) and not values:
        field.need("values")
    if Kind(kind) is Kind.GELD and not name.endswith("_eurocent"):
        field.problem(
            said(
                "De naam van een geldbedrag eindigt op _eurocent.", "The name of an amount of money ends in _eurocent."
            ),
            said(f"«{name}_eurocent»", f"«{name}_eurocent»"),
            said("Verbeter de naam.", "Correct the name."),
        )
    weights = {key: inside.number(0, 1_000_000) or 0 for key, inside in field.get("weights").items()}
    return Fact(
        name=name,
        kind=Kind(kind),
        owner=owner,
        values=values,
        low=_bound(field.get("min"), Kind(kind)),
        high=_bound(field.get("max"), Kind(kind)),
        pattern=field.get("pattern").text(),
        known_in=field.get("known_in").text(),
        may_be_empty=field.get("may_be_empty").flag() if field.get("may_be_empty") else True,
        unit=field.get("unit").text(),
        effort=field.get("effort").number(1, 9) if field.get("effort") else None,
        sensitive=field.get("sensitive").flag(),
        weights=weights or None,
        expected=_expected(field, Kind(kind)),
        resets=field.get("resets").choice("year") == "year",
        part_of=field.get("part_of").text(),
    )


def _expected(field: Field, kind: Kind) -> tuple[Node, Node] | None:
    ends = [_bound(inside, kind) for inside in field.get("expected").list()]
    return (ends[0], ends[1]) if len(ends) == 2 and ends[0] and ends[1] else None


def _bound(field: Field, kind: Kind) -> Node | None:
    node = field.rule() if field else None
    if node is None:
        return None
    wanted = {Kind.DATUM: DAY, Kind.GELD: MONEY}.get(kind, NUMBER)
    try:
        return Meaning({}, {}).value(node, wanted, *((NUMBER,) if wanted == MONEY else ()))
    except Misfit as error:
        field.misfit(error)
        return None


def _with_words(facts: dict[str, Fact], language: str, words: Field) -> dict[str, Fact]:
    result = {}
    for name, inside in words.get("facts").items():
        if name not in facts:
            inside.problem(
                said(f"Het feit «{name}» bestaat niet.", f"The fact «{name}» does not exist."),
                said("een feit uit facts.yaml", "a fact from facts.yaml"),
                said("Verbeter de naam.", "Correct the name."),
            )
    for name, fact in facts.items():
        inside = words.get("facts").need(name)
        inside.only("question", "help", "why", "label", "options", "none", "to")
        options = {key: text.text() or key for key, text in inside.get("options").items()}
        for value in fact.values:
            if inside and value not in options:
                inside.get("options").problem(
                    said(f"De waarde «{value}» heeft geen woorden.", f"The value «{value}» has no words."),
                    said("een label voor elke waarde", "a label for every value"),
                    said(f"Voeg «{value}» toe.", f"Add «{value}»."),
                )
        found = FactWords(
            question=(inside.need("question").text() if inside else None) or name,
            help=inside.get("help").text() or "",
            why=inside.get("why").text() or "",
            label=inside.get("label").text() or name,
            options=options,
            none=_none(inside, fact),
        )
        to_others = {party: _said_otherwise(other, found) for party, other in inside.get("to").only(*DOORS).items()}
        result[name] = replace(fact, words={**(fact.words or {}), language: replace(found, to_others=to_others)})
    return result


def _none(field: Field, fact: Fact) -> str | None:
    """How one says that none of the values fits; where that can be no answer, there is nothing to say."""
    if fact.kind is Kind.VERZAMELING and fact.may_be_empty:
        return (field.need("none").text() if field else None) or "-"
    if field.get("none"):
        field.get("none").problem(
            said("«Geen van deze» is hier geen antwoord.", "«None of these» is no answer here."),
            said(
                "alleen bij een verzameling die leeg mag zijn (may_be_empty)",
                "only for a set that may be empty (may_be_empty)",
            ),
            said("Haal de regel weg.", "Remove the line."),
        )
    return None


def _said_otherwise(field: Field, usual: FactWords) -> FactWords:
    """The same question in other words; what is not said otherwise stays as it is."""
    field.only("question", "help", "why", "label")
    return replace(
        usual,
        question=field.get("question").text() or usual.question,
        help=field.get("help").text() or usual.help,
        why=field.get("why").text() or usual.why,
        label=field.get("label").text() or usual.label,
    )


def _derived(
    name: str, field: Field, facts: Mapping[str, Fact], derived: Mapping[str, Derived], tables: Mapping[str, Table]
) -> Derived | None:
    field.only("type", "formula", "table", "of", "values", "words")
    kind = field.need("type").choice(Kind.GEHEEL_GETAL, Kind.JA_NEE, Kind.CODE, Kind.DATUM)
    if field.get("table"):
        table, of = field.get("table").choice(*tables), field.need("of").choice(*facts)
        return Derived(name, Kind(kind), of, table=table) if table and of and kind else None
    node = field.need("formula").rule()
    if node is None or kind is None:
        return None
    formula = field.get("formula")
    asked = {step.name for step in node.walk() if step.op == "name"}
    later = {other for other in asked if other not in facts and other not in derived and other != "op"}
    if name in asked or later:
        unknown = ", ".join(f"«{other}»" for other in sorted(later | (asked & {name})))
        formula.problem(
            said(
                f"«{name}» hangt af van {unknown}, dat nog niet bekend is.",
                f"«{name}» depends on {unknown}, which is not known yet.",
            ),
            said(
                "alleen feiten en wat er al boven staat, niet in een kring",
                "only facts and what stands above, not in a circle",
            ),
            said("Verander de formule of de volgorde.", "Change the formula or the order."),
        )
        return None
    wanted = {Kind.GEHEEL_GETAL: NUMBER, Kind.JA_NEE: YES_NO, Kind.CODE: TEXT, Kind.DATUM: DAY}[Kind(kind)]
    try:
        checked = Meaning(facts, derived).value(node, wanted)
    except Misfit as error:
        formula.misfit(error)
        return None
    used = facts_in(checked)
    if len(used) != 1:
        formula.problem(
            said("Een afgeleid feit volgt uit één ander feit.", "A derived fact follows from one other fact."),
            said("één feit in de formule", "one fact in the formula"),
            said("Verander de formule.", "Change the formula."),
        )
        return None
    return Derived(name, Kind(kind), next(iter(used)), formula=checked)


def _impossible(
    field: Field,
    facts: Mapping[str, Fact],
    derived: Mapping[str, Derived],
    documents: Mapping[str, Citation],
    words: Mapping[str, Field],
) -> Impossible | None:
    field.only("id", "if", "source")
    name, node = field.need("id").text(), field.need("if").rule()
    if name is None or node is None:
        return None
    sentences = {}
    for language, inside in words.items():
        sentences[language] = inside.get("impossible").need(name).text() or name
    try:
        checked = Meaning(facts, derived).condition(node)
    except Misfit as error:
        field.get("if").misfit(error)
        return None
    sentence: Said = said(sentences.get("nl", name), sentences.get("en", name))
    return Impossible(name, checked, facts_in(checked), field.source(documents), sentence)


def read_table(name: str, field: Field) -> Table:
    """A table from its rows `[key, value, from, until]`."""
    field.only("rows", "source", "about")
    rows: dict[str, list[tuple[date | None, date | None, str]]] = {}
    for inside in field.get("rows").list():
        parts = inside.value if isinstance(inside.value, list) else []
        if len(parts) != 4:
            inside.problem(
                said("Deze rij heeft geen vier waarden.", "This row does not have four values."),
                said("[sleutel, waarde, van, tot]", "[key, value, from, until]"),
                said("Vul de rij aan.", "Complete the row."),
            )
            continue
        key, value, first, until = parts
        days = [parse_day(day) if isinstance(day, str) else None for day in (first, until)]
        rows.setdefault(str(key), []).append((days[0], days[1], str(value)))
    return Table(name, {key: tuple(parts) for key, parts in rows.items()})
