# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which column of a file holds which fact: by its name, or as a link file says.

    kolommen:
      geboortedatum: {kolom: GEBDAT, dagvorm: "%Y%m%d"}
      inkomen_per_jaar_eurocent: {kolom: INKOMEN, euro: true}
      hoogste_diploma: {kolom: OPL, waarden: {"1": basisonderwijs, "2": vmbo}, onbekend: ["9"]}
      werk: {kolom: WERK, scheiding: ";"}
    overslaan: [PERSOONSNUMMER]

Knows: what a link file may say, and which columns nobody explained.
Leaves: the values in a column (`read_columns`).
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from ..basics import Problem, said
from ..rules.facts import Fact, FactBook, Kind
from ..rules.field import Field
from ..rules.lined_yaml import read_yaml
from .read_columns import ColumnLink

_OF_A_LINK = ("kolom", "waarden", "onbekend", "scheiding", "euro", "dagvorm")


def read_links(
    text: str | None, file: str, columns: Sequence[str], book: FactBook
) -> tuple[dict[str, ColumnLink], list[Problem]]:
    """The link of each fact that has a column among `columns`; `text` is a link file, if there is one.

    A column that is no fact and is not named under `overslaan` is a problem: it may be a fact with a slip of the pen.
    """
    problems: list[Problem] = []
    links: dict[str, ColumnLink] = {}
    skipped: set[str] = set()
    if text is not None:
        value, lines, problems = read_yaml(text, file)
        if problems and value is None:
            return {}, problems
        top = Field(value, (), lines, problems).only("kolommen", "overslaan")
        skipped = {name for one in top.get("overslaan").list() if (name := one.text())}
        for name, field in top.get("kolommen").items():
            link = _link(name, field, columns, book)
            if link is not None:
                links[name] = link
    used = {link.column for link in links.values()} | skipped
    for column in columns:
        if column in used:
            continue
        if column in book.facts and column not in links:
            links[column] = ColumnLink(column)
        else:
            problems.append(_unexplained(column, book, column in links))
    return links, problems


def _link(name: str, field: Field, columns: Sequence[str], book: FactBook) -> ColumnLink | None:
    fact = book.facts.get(name)
    if fact is None:
        near = get_close_matches(name, book.facts, n=1)
        hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
        field.problem(
            said(f"Het feit «{name}» kennen we niet.", f"We do not know the fact «{name}»."),
            said("een naam uit de lijst van feiten", "a name from the list of facts"),
            said(f"{hint.nl}Verbeter de naam of haal deze weg.", f"{hint.en}Correct the name or remove it."),
        )
        return None
    field.only(*_OF_A_LINK)
    column = field.need("kolom").text()
    if column is not None and column not in columns:
        near = get_close_matches(column, columns, n=1)
        hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
        field.get("kolom").problem(
            said(f"Het bestand heeft geen kolom «{column}».", f"The file has no column «{column}»."),
            said(f"een van: {', '.join(columns)}", f"one of: {', '.join(columns)}"),
            said(f"{hint.nl}Verbeter de naam.", f"{hint.en}Correct the name."),
        )
        column = None
    values = _values(fact, field.get("waarden"))
    unknown = frozenset(one for item in field.get("onbekend").list() if (one := _as_text(item)) is not None)
    euros = field.get("euro").flag() if field.get("euro") else False
    if euros and fact.kind is not Kind.GELD:
        field.get("euro").problem(
            said(f"«{name}» is geen geld.", f"«{name}» is no money."),
            said("«euro» bij een feit op _eurocent", "«euro» with a fact in _eurocent"),
            said("Haal «euro» weg.", "Remove «euro»."),
        )
    separator = field.get("scheiding").value if field.get("scheiding") else None
    form = field.get("dagvorm").text() if field.get("dagvorm") else None
    if column is None:
        return None
    return ColumnLink(column, values, unknown, str(separator) if separator else None, euros, form)


def _values(fact: Fact, field: Field) -> Mapping[str, str]:
    values: dict[str, str] = {}
    if not field:
        return values
    ours = ("ja", "nee") if fact.kind is Kind.JA_NEE else fact.values
    for theirs, inside in field.items():
        text = _as_text(inside)
        if text is None or (ours and text not in ours):
            inside.problem(
                said(f"Hier staat «{inside.value}».", f"This says «{inside.value}»."),
                said(f"een van: {', '.join(ours)}", f"one of: {', '.join(ours)}"),
                said("Verbeter de waarde.", "Correct the value."),
            )
        else:
            values[str(theirs)] = text
    return values


def _as_text(field: Field) -> str | None:
    value: Any = field.value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value) if isinstance(value, str | int) else None


def _unexplained(column: str, book: FactBook, taken: bool) -> Problem:
    near = get_close_matches(column, book.facts, n=1)
    hint = said(f"Bedoelt u «{near[0]}»? ", f"Do you mean «{near[0]}»? ") if near else said("", "")
    derived = book.derived.get(column)
    if taken:
        what = said("Dit feit staat al in een andere kolom.", "This fact is in another column already.")
    elif derived is not None:
        what = said(
            f"Dit rekenen wij zelf uit, uit «{derived.of}».", f"We work this out ourselves, from «{derived.of}»."
        )
    else:
        what = said("Deze kolom is geen feit dat wij kennen.", "This column is not a fact that we know.")
    return Problem(
        f"kolom: {column}",
        what,
        said(
            "een kolom met de naam van een feit, of een regel in het koppelbestand",
            "a column with the name of a fact, or a line in the link file",
        ),
        said(
            f"{hint.nl}Noem de kolom onder «kolommen» of «overslaan» in het koppelbestand.",
            f"{hint.en}Name the column under «kolommen» or «overslaan» in the link file.",
        ),
    )
