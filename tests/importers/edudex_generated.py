# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies drawn from the published schema of the EDU-DEX Data API, which stands outside this project.

Knows: the part of JSON Schema that this document uses; that each drawn body is valid is a test of its own.
Texts are short, and addresses and mail addresses few, because what is in them does not matter here.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import strategies as st

AT = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "edudex" / "openapi-edudex-spec.json"
needs_schema = pytest.mark.skipif(not AT.is_file(), reason="DOORLEREN_ECHTE_DATA holds no edudex")

TEXTS = st.text("abcdeé <&>\"'\n0123456789-", max_size=20)
MOST_IN_A_LIST = 2


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(AT.read_text(encoding="utf-8"))
    return found


def bodies(name: str) -> st.SearchStrategy[Any]:
    """Valid bodies of that name: program_in, institute_in …"""
    return _drawn(f"#/components/schemas/imports/properties/{name}")


@cache
def _drawn(reference: str) -> st.SearchStrategy[Any]:
    found: Any = document()
    for step in reference[2:].split("/"):
        found = found[unquote(step)]
    return _from(found)


def _from(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema and isinstance(schema["$ref"], str):
        return _drawn(schema["$ref"])
    if "allOf" in schema:
        (only,) = schema["allOf"]
        return _from(only)
    if "oneOf" in schema:
        return st.one_of([_from(one) for one in schema["oneOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object":
            return _object(schema)
        case "array":
            return st.lists(_from(schema["items"]), min_size=schema.get("minItems", 0), max_size=MOST_IN_A_LIST)
        case "string":
            return _text(schema)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "integer":
            return st.integers(schema.get("minimum", 0), schema.get("maximum", 1_000))
        case "number":
            return st.integers(1, 420)
    raise AssertionError(schema)


def _object(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: _from(one) for name, one in schema.get("properties", {}).items()}
    required = {name: fields.pop(name) for name in schema.get("required", ()) if name in fields}
    least = schema.get("minProperties", 0)
    if least and not required:
        # The first of them is always there, so that there is at least one.
        first = next(iter(fields))
        required[first] = fields.pop(first)
    return st.fixed_dictionaries(required, optional=fields)


def _text(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    if "pattern" in schema and "@" in schema["pattern"]:
        return st.just("wie@voorbeeld.example")
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True, alphabet=st.characters(codec="ascii")).filter(
            lambda text: schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", 1_000)
        )
    match schema.get("format"):
        case "date":
            return st.dates().map(lambda day: day.isoformat())
        case "date-time":
            return st.datetimes().map(lambda moment: f"{moment.isoformat(timespec='seconds')}Z")
        case "time":
            return st.times().map(lambda time: f"{time.isoformat(timespec='seconds')}Z")
        case "uri":
            return st.sampled_from(["https://voorbeeld.example/", "http://voorbeeld.example/a?b=c#d"])
    least, most = schema.get("minLength", 0), schema.get("maxLength", 20)
    return st.text("abcdé 12", min_size=least, max_size=max(least, min(most, 20)))
