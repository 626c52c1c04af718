# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine that makes up requests, good and bad, from our own description finds no answer that breaks it."""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from doorleren.wiring.wsgi import application

# The machine asks as a web server does: Django then looks after its database connections, though the API uses none.
pytestmark = pytest.mark.django_db

load_all_checks()
CHECKED = [check for check in CHECKS.get_all() if check is not positive_data_acceptance]


OPERATIONS = [
    ("GET", "/feiten"),
    ("GET", "/regelingen"),
    ("GET", "/regelingen/{id}"),
    ("GET", "/boek"),
    ("GET", "/openapi.json"),
    ("POST", "/overzichten"),
    ("GET", "/opleidingen"),
    ("GET", "/opleidingen/{id}"),
    ("POST", "/plannen"),
    ("GET", "/regios"),
    ("GET", "/regios/{code}"),
    ("GET", "/indicatoren"),
    ("GET", "/indicatoren/{id}"),
    ("GET", "/indicatoren/{id}/waarnemingen"),
]


@pytest.fixture
def described(house: None) -> Any:
    return schemathesis.openapi.from_wsgi("/v1/openapi.json", application)


def test_every_operation_that_we_describe_is_tried(described: Any) -> None:
    paths = described.raw_schema["paths"]

    assert sorted(OPERATIONS) == sorted((method.upper(), path) for path in paths for method in paths[path])


def test_the_machine_looks_at_status_kind_headers_shape_and_at_bad_data_that_is_let_in() -> None:
    names = {check.__name__ for check in CHECKED}

    assert {
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "unsupported_method",
    } <= names


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_made_up_request_gets_an_answer_that_we_did_not_describe(
    described: Any, method: str, path: str, mode: GenerationMode
) -> None:
    """Facts that fit one by one may still contradict each other, so a good-looking body may be refused: with a 400."""

    good = 400 if path == "/plannen" else 200  # no made-up id is that of a course
    bad = (400, 404) if "{" in path else (400,)
    wanted = bad if mode is GenerationMode.NEGATIVE else (404 if "{" in path else good,)
    statuses: Counter[int] = Counter()

    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        response = case.call()
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKED)

    ask()

    # An address where only the language can be asked has three good requests.
    assert statuses.total() >= 3
    assert any(statuses[one] for one in wanted)
