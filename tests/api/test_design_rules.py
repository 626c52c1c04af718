# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The description of the API keeps to the NL API Design Rules, and says what the API really does."""

import copy
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from doorleren.rules import Book
from doorleren.wiring import use_book

from .conftest import ANNE, DAY, Stranger
from .design_rules import faults, resolved

RECORDED = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "api-design-rules"


@pytest.fixture
def document(stranger: Stranger) -> dict[str, Any]:
    answer = stranger.get("/v1/openapi.json")
    assert answer.status == 200
    found: dict[str, Any] = answer.json
    return found


def test_the_description_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    validate(document)

    assert document["openapi"].startswith("3.1.")


def test_the_description_breaks_no_design_rule(document: dict[str, Any]) -> None:
    assert len(document["paths"]) == 14

    assert faults(document) == []


def test_with_the_book_that_comes_with_the_program_it_is_right_too(stranger: Stranger, shipped: Book) -> None:
    """Its facts are the shape of a request, and the invented person in the example fits."""
    with use_book(shipped):
        document = stranger.get("/v1/openapi.json").json

    validate(document)
    assert faults(document) == []
    example = document["paths"]["/overzichten"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    assert "verzonnen" in example["voorbeeld"]["summary"]
    with use_book(shipped):
        assert stranger.send(example["voorbeeld"]["value"]).status == 200


def test_the_example_can_be_sent_as_it_is(stranger: Stranger, document: dict[str, Any]) -> None:
    content = document["paths"]["/overzichten"]["post"]["requestBody"]["content"]["application/json"]

    assert stranger.send(content["examples"]["voorbeeld"]["value"]).status == 200


def test_who_made_it_and_under_which_licence_is_said(document: dict[str, Any]) -> None:
    assert document["info"]["license"] == {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    assert set(document["info"]["contact"]) == {"name", "url", "email"}
    assert document["servers"][0]["url"] == "/v1"
    ids = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert sorted(ids) == [
        "lijstFeiten",
        "lijstIndicatoren",
        "lijstRegelingen",
        "lijstRegios",
        "lijstWaarnemingen",
        "maakOverzicht",
        "maakPlan",
        "toonBoek",
        "toonIndicator",
        "toonOpenapi",
        "toonOpleiding",
        "toonRegeling",
        "toonRegio",
        "zoekOpleidingen",
    ]


def test_every_fact_that_can_be_sent_is_described(stranger: Stranger, document: dict[str, Any]) -> None:
    asked = {one["naam"] for one in stranger.get("/v1/feiten").json["feiten"] if not one["afgeleidVan"]}

    described = document["components"]["schemas"]["Profiel"]["properties"]["feiten"]["properties"]

    assert set(described) == asked
    assert all(schema["description"] for schema in described.values())


# --- the rules find what they should --------------------------------------------------------------------------------


def break_contact(document: dict[str, Any]) -> None:
    del document["info"]["contact"]["email"]


def break_server(document: dict[str, Any]) -> None:
    document["servers"] = [{"url": "http://example.org/api"}]


def break_path(document: dict[str, Any]) -> None:
    document["paths"]["/Fout_Pad/"] = document["paths"].pop("/feiten")


def break_header(document: dict[str, Any]) -> None:
    del document["paths"]["/feiten"]["get"]["responses"]["200"]["headers"]["API-Version"]


def break_problem(document: dict[str, Any]) -> None:
    content = document["paths"]["/feiten"]["get"]["responses"]["400"]["content"]
    content["application/json"] = content.pop("application/problem+json")


def break_members(document: dict[str, Any]) -> None:
    del document["components"]["schemas"]["Problemen"]["properties"]["detail"]


def break_bad_input(document: dict[str, Any]) -> None:
    del document["paths"]["/overzichten"]["post"]["responses"]["400"]


def break_query(document: dict[str, Any]) -> None:
    document["paths"]["/regelingen"]["get"]["parameters"][0]["name"] = "page_size"


def break_date(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Bron"]["properties"]["wijzigingsDatum"] = {"type": "string"}


def break_example(document: dict[str, Any]) -> None:
    content = document["paths"]["/overzichten"]["post"]["requestBody"]["content"]["application/json"]
    content["examples"]["voorbeeld"]["value"]["feiten"]["leeftijd"] = 35


def break_version(document: dict[str, Any]) -> None:
    document["info"]["version"] = "1.0"


def break_names(document: dict[str, Any]) -> None:
    document["paths"]["/feiten"]["get"]["operationId"] = "lijstRegelingen"


@pytest.mark.parametrize(
    ("spoil", "rules"),
    [
        (break_contact, {"nlgov:info-contact-fields-exist"}),
        (break_server, {"nlgov:include-major-version-in-uri", "nlgov:servers-use-https"}),
        (break_path, {"path-keys-no-trailing-slash", "nlgov:paths-kebab-case"}),
        (break_header, {"nlgov:missing-version-header"}),
        (break_problem, {"nlgov:use-problem-schema"}),
        (break_members, {"nlgov:problem-schema-members"}),
        (break_bad_input, {"nlgov:problem-invalid-input"}),
        (break_query, {"nlgov:query-keys-camel-case"}),
        (break_date, {"nlgov:specify-format-for-date-and-time"}),
        (break_example, {"oas3-valid-media-example"}),
        (break_version, {"nlgov:semver"}),
        (break_names, {"operation-operationId-unique"}),
    ],
)
def test_a_description_that_breaks_a_rule_is_found(document: dict[str, Any], spoil: Any, rules: set[str]) -> None:
    spoiled = copy.deepcopy(document)
    spoil(spoiled)

    assert {fault.rule for fault in faults(spoiled)} == rules


@pytest.mark.skipif(not RECORDED.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no api-design-rules")
def test_we_find_what_the_linter_of_the_government_found() -> None:
    """Its recorded cases: each description with the errors that Spectral gave."""
    cases = sorted((RECORDED / "cases").iterdir())
    assert len(cases) >= 8

    for case in cases:
        document = json.loads((case / "openapi.json").read_text("utf-8"))
        recorded = (case / "expected-output.txt").read_text("utf-8")
        # « 58:35  error  nlgov:use-problem-schema  message …  paths./openapi.json.get.responses[404].content»
        lines = re.findall(r"^ +\d+:\d+ +error +(\S+) +.*?(\S+)$", recorded, re.MULTILINE)

        assert [(f.rule, f.path) for f in faults(document)] == lines, case.name


@pytest.mark.skipif(not RECORDED.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no api-design-rules")
def test_every_rule_of_the_rule_set_is_ours_too() -> None:
    """What the OpenAPI validator already finds, and what a description cannot break twice, is named here."""
    theirs = set(re.findall(r"^  ([\w:-]+)(?=:(?: error| *\n    (?:severity|message|given)))", (RECORDED / "linter.yaml").read_text("utf-8"), re.MULTILINE))  # fmt: skip
    ours = set(re.findall(r'Fault\("([^"]+)"', Path(__file__).with_name("design_rules.py").read_text("utf-8")))
    elsewhere = {
        "oas3-schema",  # openapi-spec-validator
        "oas3-valid-schema-example",  # openapi-spec-validator
        "oas3-server-variables",  # our servers have none
        "nlgov:paths-no-trailing-slash",  # the same as path-keys-no-trailing-slash
        "nlgov:property-casing",  # only about the words inside _links, which are those of RFC 8288
    }
    assert len(theirs) >= 25

    assert theirs - ours == elsewhere
    assert ours <= theirs


# --- the description says what the API does -------------------------------------------------------------------------


def closed(schema: Any) -> Any:
    """The schema, in which a field that is not described is wrong."""
    if isinstance(schema, dict):
        shut = {name: closed(inner) for name, inner in schema.items()}
        if "properties" in shut and isinstance(shut["properties"], dict):
            shut.setdefault("additionalProperties", False)
        return shut
    return [closed(one) for one in schema] if isinstance(schema, list) else schema


def wrong_in(document: dict[str, Any], name: str, value: Any) -> Iterator[str]:
    schema = closed(resolved(document["components"]["schemas"][name], document))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    yield from (f"{name}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value))


def answers(stranger: Stranger) -> Iterator[tuple[str, Any]]:
    """Answers of every kind, with the name of their shape."""
    for op in (DAY, "2014-06-01", "2024-01-01"):
        for facts in (ANNE, {}, {**ANNE, "uren_per_week": 8}, {"uitkering": ["ww"]}):
            yield "Overzicht", stranger.overview(facts, op).json
        yield "Feiten", stranger.get(f"/v1/feiten?op={op}").json
        yield "Boek", stranger.get("/v1/boek").json
        listed = stranger.get(f"/v1/regelingen?op={op}&pageSize=2&page=2").json
        yield "Regelingen", listed
        for name in [one["id"] for one in stranger.get("/v1/regelingen").json["regelingen"]]:
            yield "HeleRegeling", stranger.get(f"/v1/regelingen/{name}?op={op}").json
    yield "Problemen", stranger.send(b"{").json
    yield "Problemen", stranger.get("/v1/regelingen/nergens").json


def test_every_answer_fits_its_description_and_holds_nothing_else(stranger: Stranger, document: dict[str, Any]) -> None:
    seen = list(answers(stranger))
    assert len(seen) >= 30

    wrong = [text for name, value in seen for text in wrong_in(document, name, value)]

    assert wrong == []


def test_every_answer_of_the_shipped_book_fits_too(stranger: Stranger, shipped: Book) -> None:
    with use_book(shipped):
        document = stranger.get("/v1/openapi.json").json
        names = [one["id"] for one in stranger.get("/v1/regelingen?pageSize=100").json["regelingen"]]
        seen = [("HeleRegeling", stranger.get(f"/v1/regelingen/{name}").json) for name in names]
        seen += [("Feiten", stranger.get("/v1/feiten").json), ("Regelingen", stranger.get("/v1/regelingen").json)]
        seen += [("Boek", stranger.get("/v1/boek").json)]

    assert [text for name, value in seen for text in wrong_in(document, name, value)] == []
