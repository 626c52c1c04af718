# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The entry for the algorithm register of the Dutch government has the form that the register asks for."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

TYPES = {"string": "string", "array": "array", "enum": "string"}


@pytest.fixture
def form() -> dict[str, Any]:
    """The fields of the register's standard 1.0, as its own form describes them."""
    data = os.environ.get("DOORLEREN_ECHTE_DATA")
    if not data:
        pytest.skip("DOORLEREN_ECHTE_DATA is not set, so the register's form is not at hand")
    file = Path(data) / "algoritmeregister" / "v1_0.json"
    fields: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["properties"]
    assert len(fields) > 20
    return fields


def as_json_schema(form: dict[str, Any]) -> dict[str, Any]:
    """The register's form in the words of JSON Schema."""
    return {
        "type": "object",
        "required": [name for name, field in form.items() if field.get("required") is True],
        "additionalProperties": False,
        "properties": {name: field_schema(field) for name, field in form.items()},
    }


def field_schema(field: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": TYPES[field["type"]]}
    values = field.get("permitted_values")
    if field["type"] == "array":
        return {**schema, "items": as_json_schema(field["items"]) if "items" in field else {"enum": values}}
    if values:
        schema["enum"] = values
    if "max_length" in field:
        schema["maxLength"] = field["max_length"]
    return schema


def test_the_register_accepts_our_entry(form: dict[str, Any], house: Path) -> None:
    entry = json.loads((house / "docs" / "algorithm-register.json").read_text(encoding="utf-8"))

    found = Draft202012Validator(as_json_schema(form)).iter_errors(entry)
    wrong = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in found]

    assert wrong == []


def test_the_register_would_refuse_an_entry_without_a_status(form: dict[str, Any], house: Path) -> None:
    entry = json.loads((house / "docs" / "algorithm-register.json").read_text(encoding="utf-8"))
    del entry["status"]

    assert not Draft202012Validator(as_json_schema(form)).is_valid(entry)


def test_the_entry_says_that_nothing_is_decided(house: Path) -> None:
    entry = json.loads((house / "docs" / "algorithm-register.json").read_text(encoding="utf-8"))

    assert "neemt geen besluit" in entry["description_short"]
    assert "neemt geen besluit" in entry["human_intervention"]
