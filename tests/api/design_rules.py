# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The NL API Design Rules, as far as a description in OpenAPI can show them.

The government publishes them as a rule set for the linter Spectral. Each rule of that set that is an error is here
under the same name; the recorded cases of that set prove that both find the same (`test_design_rules`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator

Path = tuple[str, ...]
METHODS = ("get", "put", "post", "delete", "patch", "options", "head", "trace")
PROBLEM = ("application/problem+json", "application/problem+xml")
KEBAB = re.compile(r"^(\/|(\/_[a-z0-9]+|\/(([a-z0-9\-]+|{[^}]+})(\/([a-z0-9\-\.]+|{[^}]+}))*)(\/_[a-z]+)?)\/?)$")
CAMEL = re.compile(r"^\$?[a-z][a-z\d]*([A-Z][a-z\d]*)*$")
PASCAL = re.compile(r"^[A-Z][a-zA-Z0-9]*$")
SEMVER = re.compile(
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$"
)
A_DATE = re.compile(r"((\w+D)|(_[dD]))((ate)|(atum))")


class Fault(NamedTuple):
    """A rule that is broken, and where."""

    rule: str
    path: str


def faults(document: Mapping[str, Any]) -> list[Fault]:
    """Every rule that is broken in a description, in the order of the rule set."""
    whole = resolved(document, document)
    checks = (
        openapi_and_servers,
        unique_names,
        paths_and_parameters,
        version_header,
        contact,
        query_names,
        problem_details,
        bad_input_is_told,
        days_and_times,
        examples_fit,
        names_of_schemas,
    )
    return [fault for check in checks for fault in check(whole)]


def resolved(value: Any, document: Mapping[str, Any], inside: frozenset[str] = frozenset()) -> Any:
    """The document with each reference replaced by what it points at; a circle is left as it is."""
    if isinstance(value, dict):
        target = value.get("$ref")
        if isinstance(target, str) and target.startswith("#/") and target not in inside:
            found: Any = document
            for step in target[2:].split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            return resolved(found, document, inside | {target})
        return {name: resolved(inner, document, inside) for name, inner in value.items()}
    return [resolved(one, document, inside) for one in value] if isinstance(value, list) else value


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document.get("paths", {}).items():
        for method, operation in methods.items():
            if method in METHODS:
                yield path, method, operation


def responses(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, method, operation in operations(document):
        for status, response in operation.get("responses", {}).items():
            yield f"paths.{path}.{method}.responses[{status}]", str(status), response


def openapi_and_servers(document: Mapping[str, Any]) -> Iterator[Fault]:
    if not document.get("openapi"):
        yield Fault("nlgov:openapi-root-exists", "")
    elif not re.match(r"^3(.\d+){1,2}$", document["openapi"]):
        yield Fault("nlgov:openapi3", "openapi")
    servers = document.get("servers") or []
    if not servers:
        yield Fault("oas3-api-servers", "servers")
    for n, server in enumerate(servers):
        if not re.search(r"\/v[\d+]", server["url"]):
            yield Fault("nlgov:include-major-version-in-uri", f"servers[{n}]")
        if server["url"].startswith("http://"):
            yield Fault("nlgov:servers-use-https", f"servers[{n}]")
    if not SEMVER.match(document.get("info", {}).get("version", "")):
        yield Fault("nlgov:semver", "info.version")


def unique_names(document: Mapping[str, Any]) -> Iterator[Fault]:
    ids = Counter(operation.get("operationId") for _, _, operation in operations(document))
    yield from (Fault("operation-operationId-unique", str(name)) for name, n in ids.items() if name and n > 1)
    tags = Counter(tag["name"] for tag in document.get("tags", []))
    yield from (Fault("openapi-tags-uniqueness", name) for name, n in tags.items() if n > 1)


def paths_and_parameters(document: Mapping[str, Any]) -> Iterator[Fault]:
    for path, methods in document.get("paths", {}).items():
        if path != "/" and path.endswith("/"):
            yield Fault("path-keys-no-trailing-slash", f"paths.{path}")
        if not re.search(r"\/openapi\.(json)|(yaml)", path) and not KEBAB.match(path):
            yield Fault("nlgov:paths-kebab-case", f"paths.{path}")
        yield from (
            Fault("nlgov:http-methods", f"paths.{path}.{name}")
            for name in methods
            if name not in (*METHODS, "parameters", "summary", "description", "servers")
        )
    for path, method, operation in operations(document):
        shared = document["paths"][path].get("parameters", [])
        given = {p["name"] for p in [*shared, *operation.get("parameters", [])] if p["in"] == "path"}
        if given != set(re.findall(r"{([^}]+)}", path)):
            yield Fault("path-params", f"paths.{path}.{method}")


def version_header(document: Mapping[str, Any]) -> Iterator[Fault]:
    for where, status, response in responses(document):
        if re.search(r"(2|3)\d\d", status):
            if not response.get("headers"):
                yield Fault("nlgov:missing-header", where)
            elif "api-version" not in {name.lower() for name in response["headers"]}:
                yield Fault("nlgov:missing-version-header", f"{where}.headers")


def contact(document: Mapping[str, Any]) -> Iterator[Fault]:
    found = document.get("info", {}).get("contact")
    if not found:
        yield Fault("info-contact", "info")
    elif not {"email", "name", "url"} <= set(found):
        yield Fault("nlgov:info-contact-fields-exist", "info.contact")


def query_names(document: Mapping[str, Any]) -> Iterator[Fault]:
    for path, method, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query" and not CAMEL.match(parameter["name"]):
                yield Fault("nlgov:query-keys-camel-case", f"paths.{path}.{method}.parameters.{parameter['name']}")


def problem_details(document: Mapping[str, Any]) -> Iterator[Fault]:
    for where, status, response in responses(document):
        if not re.search(r"(4|5)\d\d", status) or "content" not in response:
            continue
        if not set(PROBLEM) & set(response["content"]):
            yield Fault("nlgov:use-problem-schema", f"{where}.content")
        for kind in PROBLEM:
            schema = response["content"].get(kind, {}).get("schema")
            if schema is not None and not {"status", "title", "detail"} <= set(schema.get("properties", {})):
                yield Fault("nlgov:problem-schema-members", f"{where}.content.{kind}.schema.properties")


def bad_input_is_told(document: Mapping[str, Any]) -> Iterator[Fault]:
    for path, method, operation in operations(document):
        takes_input = method in ("put", "post", "patch") or (
            method in ("get", "delete") and operation.get("parameters")
        )
        if takes_input and "400" not in {str(status) for status in operation.get("responses", {})}:
            yield Fault("nlgov:problem-invalid-input", f"paths.{path}.{method}")


def days_and_times(document: Mapping[str, Any]) -> Iterator[Fault]:
    for where, name, schema in properties(document):
        kind = schema.get("format")
        if kind == "date-time-local":
            yield Fault("nlgov:date-time-ensure-timezone", where)
        if kind == "time":
            yield Fault("nlgov:time-without-timezone", where)
        if name in ("date", "datum") or A_DATE.search(name):
            parts = schema.get("allOf")
            if "format" not in schema and not (parts and all("format" in part for part in parts)):
                yield Fault("nlgov:specify-format-for-date-and-time", where)
            if kind == "date-time":
                yield Fault("nlgov:use-date-instead-of-datetime", where)


def properties(value: Any, where: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every property of every schema, with its name."""
    if isinstance(value, dict):
        for name, inner in value.items():
            here = f"{where}.{name}" if where else name
            if name == "properties" and isinstance(inner, dict):
                yield from ((f"{here}.{key}", key, one) for key, one in inner.items() if isinstance(one, dict))
            if name not in ("example", "examples", "default", "enum"):
                yield from properties(inner, here)
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from properties(one, f"{where}[{n}]")


def examples_fit(document: Mapping[str, Any]) -> Iterator[Fault]:
    for where, media in media_types(document):
        shown = [media["example"]] if "example" in media else []
        shown += [one["value"] for one in media.get("examples", {}).values()]
        validator = Draft202012Validator(media.get("schema", {}))
        yield from (Fault("oas3-valid-media-example", where) for one in shown if not validator.is_valid(one))


def media_types(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "content" and isinstance(inner, dict):
                yield from ((f"{where}.content.{kind}", media) for kind, media in inner.items())
            yield from media_types(inner, f"{where}.{name}")


def names_of_schemas(document: Mapping[str, Any]) -> Iterator[Fault]:
    for name in document.get("components", {}).get("schemas", {}):
        if not PASCAL.match(name):
            yield Fault("nlgov:schema-camel-case", f"components.schemas.{name}")
