# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole book in one file: as JSON for a program, as a table for whoever works in a spreadsheet.

Knows: how both are written, byte for byte the same for the same book. See docs/exchange.md.
Leaves: what the book holds (rules), where it is asked for (the doors).
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from weakref import WeakKeyDictionary

from ..basics import Citation, said
from ..rules import Book
from ..rules.answers import say_amount
from ..rules.exchange import FORM, book_value
from ..rules.expression import Node, spell_value
from ..rules.legal_reference import legal_reference
from ..rules.scheme import Condition, ConditionKind, Payment, Scheme, SchemeWords, Span, of_day
from ..rules.sum_caps import cap_name, cap_rule, say_cap, say_limit
from .catalogue_of_rules import say_amount_of

FORMS: Final = ("json", "csv")
COLUMNS: Final = (
    *("vorm", "regeling", "naam", "soort", "onderdeel", "id", "van", "tot", "zin", "regel", "waarde"),
    *("document", "plaats", "url", "juriconnect"),
)
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_made: WeakKeyDictionary[Book, dict[tuple[str, str], bytes]] = WeakKeyDictionary()


def handed_out(book: Book, form: str, language: str) -> bytes:
    """The book as a file; made once per book and form. The language is that of the sentences in the table."""
    key = (form, language if form == "csv" else "")
    kept = _made.setdefault(book, {})
    if key not in kept:
        kept[key] = _table(book, language) if form == "csv" else _json(book)
    return kept[key]


def _json(book: Book) -> bytes:
    return (json.dumps(book_value(book), ensure_ascii=False, indent=1) + "\n").encode()


def _table(book: Book, language: str) -> bytes:
    """UTF-8 with a mark in front and semicolons between: so that a Dutch spreadsheet opens it at once."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for scheme in book.schemes.values():
        for row in _rows(book, scheme, language):
            writer.writerow([safe_cell(row.get(column)) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def safe_cell(value: Any) -> str:
    """A value that no spreadsheet takes for a formula, on one line."""
    text = "" if value is None else str(value)
    text = "".join(ch if ch.isprintable() else " " for ch in text) if not text.isprintable() else text
    return f"'{text}" if text.lstrip().startswith(_STARTS_A_FORMULA) else text


# --- rows -----------------------------------------------------------------------------------------------------------


def _rows(book: Book, scheme: Scheme, language: str) -> Iterator[dict[str, Any]]:
    words = scheme.words[language]
    about = {"vorm": FORM, "regeling": scheme.id, "naam": words.name, "soort": scheme.kind.value}
    for part, rows in (
        ("versie", _spans(scheme.versions, words.about or words.summary)),
        ("niet-van-kracht", _spans(scheme.not_in_force, "")),
        ("bedrag", _amounts(book, scheme, language)),
        ("voorwaarde", _conditions(scheme, words, language)),
        ("tijdvak", _windows(scheme)),
        ("betaling", _payments(scheme, words, language)),
        ("waarschuwing", _warnings(scheme, words, language)),
        ("verhouding", _relations(scheme)),
        ("verhouding", _caps(book, scheme, language)),
        ("bron", (_source(source) for source in scheme.sources)),
    ):
        for row in rows:
            yield {**about, "onderdeel": part, **row}


def _spans(spans: tuple[Span, ...], sentence: str) -> Iterator[dict[str, Any]]:
    for span in spans:
        yield {**_days(span.first, span.until), "zin": _PLACEHOLDER.sub("…", sentence), **_source(span.source)}


def _amounts(book: Book, scheme: Scheme, language: str) -> Iterator[dict[str, Any]]:
    for name, parts in scheme.amounts.items():
        for part in parts:
            value = part.value if isinstance(part.value, int) else spell_value(part.value)
            yield {
                "id": name,
                **_days(part.first, part.until),
                "zin": say_amount_of(book, name, part, language),
                "waarde": value,
                **_source(part.source),
            }


def _conditions(scheme: Scheme, words: SchemeWords, language: str) -> Iterator[dict[str, Any]]:
    for one in scheme.conditions:
        sentence = words.conditions[one.id].rule
        for first, until in _stretches(scheme, one, sentence):
            yield {
                "id": one.id,
                **_days(first, until),
                "zin": _filled(sentence, scheme, first, language),
                "regel": _rule(one, language),
                **_source(one.source),
            }


def _rule(condition: Condition, language: str) -> str:
    if condition.kind is ConditionKind.JUDGED:
        return said(f"{condition.judge} beslist", f"{condition.judge} decides").in_language(language)
    if condition.kind is ConditionKind.NOT_EXPRESSED:
        return said("niet als regel te schrijven", "not written as a rule").in_language(language)
    if condition.kind is ConditionKind.WINDOW:
        return said("zie de tijdvakken", "see the windows").in_language(language)
    return str(condition.node)


def _windows(scheme: Scheme) -> Iterator[dict[str, Any]]:
    for condition in scheme.conditions:
        for window in condition.windows:
            yield {"id": condition.id, **_days(window.first, window.until), **_source(window.source)}


def _payments(scheme: Scheme, words: SchemeWords, language: str) -> Iterator[dict[str, Any]]:
    for payment in scheme.payments:
        sentence = words.amount or ""
        for first, until in _stretches(scheme, payment, sentence):
            yield {
                "id": payment.per,
                **_days(first, until),
                "zin": _filled(sentence, scheme, first, language),
                "regel": _sum(payment, language),
                **_source(payment.source),
            }


def _sum(payment: Payment, language: str) -> str:
    if not payment.cases:
        return said("hulp zonder geld", "help without money").in_language(language)
    cases = " | ".join(_case(when, total) for when, total in payment.cases)
    return said(f"hoogstens {cases}", f"at most {cases}").in_language(language) if payment.at_most else cases


def _case(when: Node | None, total: Node) -> str:
    return f"{when}: {total}" if when is not None else str(total)


def _warnings(scheme: Scheme, words: SchemeWords, language: str) -> Iterator[dict[str, Any]]:
    for one in scheme.warnings:
        sentence = words.warnings[one.id]
        for first, until in _stretches(scheme, one, sentence):
            yield {
                "id": one.id,
                **_days(first, until),
                "zin": _filled(sentence, scheme, first, language),
                "regel": str(one.node) if one.node else None,
                **_source(one.source),
            }


def _relations(scheme: Scheme) -> Iterator[dict[str, Any]]:
    for one in scheme.relations:
        yield {"id": f"{one.kind} {one.scheme}", **_days(one.first, one.until), **_source(one.source)}


def _caps(book: Book, scheme: Scheme, language: str) -> Iterator[dict[str, Any]]:
    names = {name: one.words[language].name for name, one in book.schemes.items()}
    for cap in scheme.caps:
        for first, until in _stretches(scheme, cap, f"{{{cap.limit}}}"):
            limit = say_limit(cap, scheme, book.facts, first or date.min)
            yield {
                "id": cap_name(cap),
                **_days(first, until),
                "zin": say_cap(cap, names, limit, language),
                "regel": cap_rule(cap),
                **_source(cap.source),
            }


def _stretches(scheme: Scheme, part: Any, sentence: str) -> Iterator[tuple[date | None, date | None]]:
    """The days on which a part holds, cut where a version or an amount in its sentence changes."""
    named = [one for name in _PLACEHOLDER.findall(sentence) for one in scheme.amounts.get(name, ())]
    edges = {edge for one in (*scheme.versions, part, *named) for edge in (one.first, one.until) if edge}
    for span in scheme.versions:
        cuts = sorted({edge for edge in edges if (span.first or date.min) < edge < (span.until or date.max)})
        starts: list[date | None] = [span.first, *cuts]
        for first, until in zip(starts, [*cuts, span.until], strict=True):
            if of_day([part], first or date.min):
                yield first, until


def _filled(sentence: str, scheme: Scheme, day: date | None, language: str) -> str:
    amounts = scheme.amounts_on(day or date.min)
    shown: Mapping[str, str] = {name: say_amount(name, value, language) for name, value in amounts.items()}
    return _PLACEHOLDER.sub(lambda match: shown.get(match[1], "…"), sentence)


def _days(first: date | None, until: date | None) -> dict[str, Any]:
    return {"van": first, "tot": until}


def _source(source: Citation) -> dict[str, Any]:
    found = legal_reference(source)
    return {
        "document": source.document,
        "plaats": source.place,
        "url": source.url,
        "juriconnect": found.juriconnect if found else None,
    }
