# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever the published schemas allow is read without an exception and without losing a field.

A field is not lost if it makes a difference: change it, and the record, its rest or a message changes.
"""

import copy
import json
import os
from collections.abc import Iterator
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from doorleren.catalogue.feed import Event, Misread, Note
from doorleren.catalogue.records import Record
from doorleren.importers.ooapi_bodies import Bodies, Known
from doorleren.importers.ooapi_dialect import OTHER, Dialect, kind_of_body
from doorleren.importers.ooapi_v5 import DIALECT as V5
from doorleren.importers.ooapi_v6 import DIALECT as V6

from .ooapi_bodies_made import (
    course_v5,
    course_v6,
    offering_v5,
    offering_v6,
    organisation_v5,
    organisation_v6,
    program_v5,
    programme_v6,
    specification_v5,
)

REAL = Path(os.environ.get("DOORLEREN_ECHTE_DATA", "/nowhere")) / "ooapi"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="DOORLEREN_ECHTE_DATA holds no ooapi")

DOCUMENTS = {V5.name: REAL / "v5" / "ooapi.json", V6.name: REAL / "v6" / "oeapi.json"}
DIALECTS = {V5.name: V5, V6.name: V6}
READ = {
    V5.name: "Organization EducationSpecificationExpanded ProgramExpanded CourseExpanded CourseOffering"
    " ProgramOffering".split(),
    V6.name: "Organisation ProgrammeExpanded CourseExpanded CourseOffering ProgrammeOffering".split(),
}
NOT_TAKEN_OVER = {
    V5.name: "AcademicSession Building Component Group NewsFeed NewsItem Person Room".split(),
    V6.name: "AcademicSession Building Document Group LearningComponent LearningOutcome Person Room TestComponent"
    " TestComponentOffering LearningComponentOffering".split(),
}
KEPT = ("type", "enum", "items", "properties", "required", "minItems", "maxLength", "minimum", "pattern", "format")


@cache
def document(version: str) -> Any:
    return json.loads(DOCUMENTS[version].read_text())


def flat(version: str, schema: Any, depth: int = 0) -> Any:
    """A schema without references. Bodies inside bodies inside bodies are named by their id only."""
    schemas = document(version)["components"]["schemas"]
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        target = schemas[name]
        is_body = name[0].isupper() and any(one.endswith("Id") for one in _required(schemas, target))
        if is_body and depth > 2:
            return {"type": "null"}
        return flat(version, target, depth + is_body)
    if "oneOf" in schema:
        return {"anyOf": [flat(version, one, depth) for one in schema["oneOf"]]}
    whole: dict[str, Any] = {key: schema[key] for key in KEPT if key in schema}
    if extensible := schema.get("x-ooapi-extensible-enum"):
        whole = {"enum": [*extensible, "x-eigen"]}
    for part in schema.get("allOf", []):
        other = flat(version, part, depth)
        if other == {"type": "null"}:
            return other
        whole["properties"] = {**whole.get("properties", {}), **other.get("properties", {})}
        whole["required"] = sorted({*whole.get("required", []), *other.get("required", [])})
        whole["type"] = "object"
    if "properties" in whole:
        # Only the properties that are there, so that a body keeps to what the schema speaks of.
        properties = {name: flat(version, one, depth) for name, one in schema.get("properties", {}).items()}
        whole["properties"] = {**whole["properties"], **properties}
        whole["additionalProperties"] = False
    if isinstance(whole.get("items"), dict):
        whole["items"] = flat(version, whole["items"], depth)
        whole["maxItems"] = 2
    if whole.get("format") not in ("date", "date-time"):
        whole.pop("format", None)
    return whole


def _required(schemas: Any, schema: Any) -> set[str]:
    parts = [schemas[one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one for one in schema.get("allOf", [])]
    return {*schema.get("required", []), *(name for one in parts for name in _required(schemas, one))}


@cache
def bodies(version: str, name: str) -> st.SearchStrategy[Any]:
    return allowed(flat(version, {"$ref": f"#/components/schemas/{name}"}))


def allowed(schema: Any) -> st.SearchStrategy[Any]:
    """Values that a flat schema allows; each property that need not be there is sometimes there."""
    if "anyOf" in schema:
        return st.one_of([allowed(one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    types = schema.get("type", "object" if "properties" in schema else "string")
    if isinstance(types, list):
        return st.one_of([allowed({**schema, "type": one}) for one in types])
    if types == "object":
        properties = {name: allowed(one) for name, one in schema.get("properties", {}).items()}
        required = {name: properties[name] for name in schema.get("required", []) if name in properties}
        rest = {name: one for name, one in properties.items() if name not in required}
        return st.fixed_dictionaries(required, optional=rest)
    if types == "array":
        return st.lists(allowed(schema.get("items", {})), min_size=schema.get("minItems", 0), max_size=2)
    if types in ("number", "integer"):
        return st.integers(int(schema.get("minimum", -3)), 300)
    if types == "string":
        return _text(schema)
    return {"boolean": st.booleans(), "null": st.none()}[types]


def _text(schema: Any) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        return st.dates().map(str)
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat())
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    return st.text(min_size=1, max_size=min(12, schema.get("maxLength", 12)))


def read(dialect: Dialect, body: Any) -> list[Event]:
    kind = kind_of_body(body, dialect)
    assert kind not in (None, OTHER)
    return list(Bodies(dialect, "bron", Known()).read(body, str(kind), "bron"))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to each value that has no values inside. What is said of persons is not kept, so it is no leaf."""
    if isinstance(value, dict):
        if value.get("personId") is None or len(value) == 1:
            for name, one in value.items():
                yield from leaves(one, (*path, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from leaves(one, (*path, number))
    else:
        yield path


def changed(body: Any, path: tuple[Any, ...]) -> Any:
    """The body with another value at one place."""
    found = copy.deepcopy(body)
    inside = found
    for step in path[:-1]:
        inside = inside[step]
    old = inside[path[-1]]
    if isinstance(old, bool):
        new: Any = not old
    elif isinstance(old, int | float):
        new = 7 if old != 7 else 8
    else:
        new = f"Q7 {old}" if isinstance(old, str) else "Q7"
    inside[path[-1]] = new
    return found


def lost(dialect: Dialect, body: Any, paths: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The places where a change makes no difference at all."""
    events = read(dialect, body)
    return [path for path in paths if read(dialect, changed(body, path)) == events]


@needs_real
@pytest.mark.parametrize(("version", "name"), [(version, name) for version, names in READ.items() for name in names])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_the_schema_allows_is_read_and_every_field_makes_a_difference(
    version: str, name: str, data: st.DataObject
):
    dialect = DIALECTS[version]
    # Without a name, without a course, or called off, there is no record: other tests are about that.
    body = data.draw(bodies(version, name)) | {"name": data.draw(NAMES)}
    body[next(one for one in dialect.kinds if one in body)] = "eigen"
    body.pop("state", None)
    if name.endswith("Offering"):
        of = "course" if name == "CourseOffering" else "programme" if version == V6.name else "program"
        body |= {of if version == V5.name else f"{of}Id": "c1"} | ({"offeringType": of} if version == V5.name else {})

    events = read(dialect, body)

    assert any(isinstance(event, Record) and event.origin.key.endswith(_own_id(dialect, body)) for event in events)
    assert all(isinstance(event, Record | Misread | Note) for event in events)
    some = data.draw(st.lists(st.sampled_from(list(leaves(body))), max_size=25, unique=True))
    assert lost(dialect, body, some) == []


NAMES = st.lists(
    st.fixed_dictionaries(
        {"language": st.sampled_from(["nl-NL", "en-GB", "fy"]), "value": st.sampled_from(["Las", "Weld"])}
    ),
    min_size=1,
    max_size=3,
)


def _own_id(dialect: Dialect, body: Any) -> str:
    return next(str(body[name]).strip() for name in dialect.kinds if body.get(name) is not None)


@needs_real
@pytest.mark.parametrize(
    ("version", "name"), [(version, name) for version, names in NOT_TAKEN_OVER.items() for name in names]
)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_we_do_not_take_over_is_known_for_what_it_is(version: str, name: str, data: st.DataObject):
    body = data.draw(bodies(version, name))

    assert kind_of_body(body, DIALECTS[version]) == OTHER


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from("value language code city x".split()), inside, max_size=3)
    ),
    max_leaves=6,
)
MADE = {
    "v5": [organisation_v5(), specification_v5(), program_v5(), course_v5(), offering_v5()],
    "v6": [organisation_v6(), programme_v6(), course_v6(), offering_v6()],
}
FIELDS = sorted(
    "name description addresses priceInformation studyLoad duration link otherCodes primaryCode teachingLanguage level"
    " teachingLanguages modeOfDelivery modesOfDelivery levelOfQualification qualificationAwarded fieldsOfStudy sector"
    " learningOutcomes admissionRequirements maxNumberStudents enrolledNumberStudents startDate startDateTime course"
    " organization organisation courseId enrolmentPeriods consumers consumer state formalDocument coordinators".split()
)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(version=st.sampled_from(["v5", "v6"]), data=st.data())
def test_whatever_an_unknown_exporter_writes_is_read_or_told_and_not_lost(version: str, data: st.DataObject):
    """Not one exception, and no value that vanishes, whatever stands in a field."""
    dialect = V5 if version == "v5" else V6
    body = data.draw(st.sampled_from(MADE[version])) | data.draw(
        st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=4)
    )

    # Without an id nothing says what it is; such a body is told by the feed, before it is read.
    assume(kind_of_body(body, dialect) not in (None, OTHER))

    events = read(dialect, body)

    assert events
    assert all(isinstance(event, Record | Misread | Note) for event in events)
    if any(isinstance(event, Record) and event.origin.key.endswith(_own_id(dialect, body)) for event in events):
        some = data.draw(st.lists(st.sampled_from(list(leaves(body))), max_size=8, unique=True))
        assert lost(dialect, body, some) == []


def test_the_measure_itself_notices_a_field_that_is_lost():
    """A reader that threw a field away would be found out."""

    class Careless(Bodies):
        def read(self, raw: Any, *others: Any) -> Iterator[Event]:  # type: ignore[override]
            return super().read({name: one for name, one in raw.items() if name != "abbreviation"}, *others)

    body = course_v5()
    events = list(Careless(V5, "bron", Known()).read(body, "course", "bron"))

    assert list(Careless(V5, "bron", Known()).read(changed(body, ("abbreviation",)), "course", "bron")) == events
    assert lost(V5, body, [("abbreviation",)]) == []
