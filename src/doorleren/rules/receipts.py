# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hash by which a rule can be recognised, and the canonical form that it is taken over.

Knows: which parts of the files decide an answer. Spelling of rules, order of fields, wordings and cases do not.
Leaves: where kept forms lie (`book`).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .expression import NotUnderstood, parse
from .facts import FactBook
from .scheme import Scheme

_NOT_DECIDING = ("checked_on", "rows", "not_known", "timing")
_RULES = ("if", "only_if", "when", "amount", "at_most", "otherwise", "then", "formula", "min", "max")


def canonical_rule(scheme: Scheme, facts: FactBook) -> dict[str, Any]:
    """Everything that decides what this scheme answers: its own file, and the facts and tables that it uses."""
    own = {name: _canonical(name, value) for name, value in scheme.raw.items() if name not in _NOT_DECIDING}
    if isinstance(own.get("documents"), dict):
        aside = _documents_aside(scheme.raw)
        own["documents"] = {name: value for name, value in own["documents"].items() if name not in aside}
    return {"scheme": own, "facts": _facts_used(scheme, facts)}


def _documents_aside(raw: Mapping[str, Any]) -> set[str]:
    """The documents on which only the timing leans: no answer does."""
    deciding = {key: value for key, value in raw.items() if key not in ("timing", "documents")}
    return _documents_named(raw.get("timing")) - _documents_named(deciding)


def _documents_named(value: Any) -> set[str]:
    """Every document that is the source of something in this value."""
    if isinstance(value, list):
        return set().union(*(_documents_named(one) for one in value))
    if not isinstance(value, dict):
        return set()
    named = value.get("document")
    return set().union({named} if isinstance(named, str) else (), *(_documents_named(one) for one in value.values()))


def _facts_used(scheme: Scheme, book: FactBook) -> dict[str, Any]:
    used = set(scheme.facts)
    while True:
        touching = [i for i in book.impossible if i.facts & used]
        wider = used.union(*(i.facts for i in touching))
        if wider == used:
            break
        used = wider
    derived = {name for name, one in book.derived.items() if one.of in used}
    tables = {one.table for name, one in book.derived.items() if name in derived and one.table}
    tables |= {known for name in used if (known := book.facts[name].known_in)}
    ids = {i.id for i in touching}
    raw = book.raw
    return {
        "facts": {name: _without(raw["facts"][name], "weights", "expected") for name in sorted(used)},
        "derived": {name: _canonical(name, raw["derived"][name]) for name in sorted(derived)},
        "impossible": [_canonical("", one) for one in raw.get("impossible", []) if one["id"] in ids],
        "documents": raw.get("documents", {}) if ids else {},
        "tables": {name: _rows(book, name) for name in sorted(tables)},
    }


def _rows(book: FactBook, name: str) -> list[list[str | None]]:
    return [
        [key, value, str(first) if first else None, str(until) if until else None]
        for key, parts in book.tables[name].rows.items()
        for first, until, value in parts
    ]


def _without(value: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: _canonical(key, inside) for key, inside in value.items() if key not in names}


def _canonical(name: str, value: Any) -> Any:
    if name == "rows" and isinstance(value, dict):
        return {", ".join(_items(key)): _canonical("if", inside) for key, inside in value.items()}
    if isinstance(value, dict):
        return {key: _canonical(key, inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_canonical(name if name in ("all", "any") else "", inside) for inside in value]
    if isinstance(value, str):
        return _spelled(value) if name in (*_RULES, "all", "any", "not") else " ".join(value.split())
    return value


def _items(key: str) -> list[str]:
    """The values before a row of a table, in one order."""
    return sorted(part.strip() for part in key.split(","))


def _spelled(text: str) -> str:
    try:
        return str(parse(text))
    except NotUnderstood:
        return " ".join(text.split())


def as_bytes(value: Any) -> bytes:
    """The one way in which a canonical form is written down."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(value: Any) -> str:
    """SHA-256 over the canonical form, in hexadecimal."""
    return hashlib.sha256(as_bytes(value)).hexdigest()
