# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in an answer of RIO: it is read, and nothing that it says is lost."""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

from doorleren.catalogue.as_json import to_text
from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.catalogue.records import Course, Offering
from doorleren.importers.rio import Rio
from doorleren.importers.taken import YEARS

EMPTY = ("", "null", "None", "-", "n.v.t.")

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["2026-09-01", "2026-02-31", "4p", "BBL", "NLD", "<b>x</b>", "&amp;", "http://["])
)
values = st.recursive(
    scalars,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)
FIELDS = "eigennaam eigennaamEngels omschrijving website voertaal leertraject mboniveau toelatingseisen einddatum startdatum eersteInstroomdatum laatsteInstroomdatum afwijkendeOpleidingsduureenheid afwijkendeOpleidingsduuromvang vorm niveau _links _embedded nieuw".split()
UNIT_FIELDS = "volledigeNaam internationaleNaamEngels omschrijving niveau graad nLQF eQF iSCED studielast studielasteenheid waardedocumentsoort opleidingssoort begindatum nieuw".split()
PLACE_FIELDS = "plaatsnaam straatnaam huisnummer huisnummertoevoeging postcode gpsLatitude gpsLongitude bag-id".split()
COHORT_FIELDS = "code status beginAanmeldperiode eindeAanmeldperiode instroommoment beginInstroomperiode eindeInstroomperiode deelnemersplaatsen opleidingseinddatum opleidingsvorm".split()


def bodies(fields: list[str], **fixed: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(fields, values)).map(lambda found: {**found, **fixed})


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, float):
        yield str(int(value)) if value.is_integer() else str(value)  # a number where a text is expected is that text
    elif value is not None:
        yield str(value).strip()


def read(answer: Any) -> list[Event]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "antwoord.json")
        file.write_bytes(orjson.dumps(answer))
        return list(Rio(str(file)).read())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    offered=bodies(FIELDS, id="a-1", type="AANGEBODENMBOOPLEIDING"),
    unit=bodies(UNIT_FIELDS, id="u-1", type="MBOKWALIFICATIE"),
    place=bodies(PLACE_FIELDS, id="p-1"),
    cohort=bodies(COHORT_FIELDS, id="k-1", type="AANGEBODENMBOOPLEIDINGCOHORT"),
)
def test_whatever_the_values_are_they_are_read_and_none_is_lost(
    offered: Any, unit: Any, place: Any, cohort: Any
) -> None:
    body = {**offered, "opleiding": unit, "onderwijslocatie": place, "cohorten": [cohort]}
    if isinstance(body.get("_embedded"), dict):
        del body["_embedded"]

    events = read([body])

    assert sum(isinstance(one, Course) for one in events) == 1
    kept = {
        leaf
        for one in events
        if not isinstance(one, Misread | Note | Bookmark | Stopped)
        for leaf in leaves(orjson.loads(to_text(one)))
    }
    lost = [
        leaf for leaf in leaves(body) if leaf not in EMPTY and leaf not in kept and not any(leaf in one for one in kept)
    ]
    assert lost == []


@settings(max_examples=40, deadline=None)
@given(answer=st.lists(values, max_size=3) | values)
def test_any_json_is_read_without_an_error(answer: Any) -> None:
    events = read(answer)

    assert all(isinstance(one.where, str) for one in events if isinstance(one, Misread | Note | Stopped))


SAMPLES = (
    "https://voorbeeld.nl/x",
    "6e574f4c-0000-4000-8000-000000000001",
    "113A881",
    "1001O2667",
    "113X626",
    "9934AB",
    "1234",
    "12",
    "0",
    "0031 50 1234567",
    "a@voorbeeld.nl",
    "0010200000012345",
)


@cache
def document() -> dict[str, Any]:
    folder = os.environ.get("DOORLEREN_ECHTE_DATA")
    if not folder:
        pytest.skip("the document of the API is not here: DOORLEREN_ECHTE_DATA is not set")
    found: dict[str, Any] = yaml.load(
        Path(folder, "rio", "RIO_LOD_API_v2.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return found


def generated(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a schema of the document: objects and lists here, the rest by hypothesis-jsonschema."""
    if "$ref" in schema:
        return named(schema["$ref"].rpartition("/")[2])
    if schema.get("type") == "array":
        return st.lists(generated(schema["items"]), max_size=2)
    properties, required = _fields(schema)
    if properties:
        made = {name: generated(one) for name, one in properties.items()}
        return st.fixed_dictionaries(
            {name: one for name, one in made.items() if name in required},
            optional={name: one for name, one in made.items() if name not in required},
        )
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "pattern" in schema and (fitting := [one for one in SAMPLES if re.fullmatch(schema["pattern"], one)]):
        return st.sampled_from(fitting)  # making texts for a pattern takes seconds each
    if schema.get("format") == "date":
        return st.dates(date(YEARS[0], 1, 1), date(YEARS[1], 12, 31)).map(date.isoformat)
    leaf = {name: value for name, value in schema.items() if not name.startswith("x-")}
    if leaf.get("maxLength", 0) > 60 and "pattern" not in leaf:
        leaf["maxLength"] = 60  # long texts say nothing more, and are slow to make
    return from_schema(leaf)


def _fields(schema: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    properties, required = dict(schema.get("properties", {})), set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        name = part["$ref"].rpartition("/")[2]
        more, needed = _fields(document()["components"]["schemas"][name])
        properties, required = {**more, **properties}, required | needed
    return properties, required


@cache
def named(name: str) -> st.SearchStrategy[Any]:
    return generated(document()["components"]["schemas"][name])


def typed(name: str, **kinds: str) -> st.SearchStrategy[Any]:
    return named(name).map(lambda body: {**body, **kinds})


OFFERED = {
    "AangebodenMboOpleiding": ("AANGEBODENMBOOPLEIDING", "MboOpleiding", "MBOKWALIFICATIE", "MboOpleidingserkenning", "AangebodenMboOpleidingscohort"),
    "AangebodenMboOpleidingsonderdeel": ("AANGEBODENMBOOPLEIDINGSONDERDEEL", "MboOpleidingsonderdeel", "MBOCERTIFICEERBAREEENHEID", "MboOpleidingserkenning", "AangebodenMboOpleidingsonderdeelcohort"),
    "AangebodenHoOpleiding": ("AANGEBODENHOOPLEIDING", "HoOpleiding", "HOOPLEIDING", "HoOpleidingserkenning", "AangebodenHoOpleidingscohort"),
    "AangebodenNfoOpleiding": ("AANGEBODENPARTICULIEREOPLEIDING", "NfoOpleiding", "PARTICULIEREOPLEIDING", "NfoOpleidingserkenning", "AangebodenNfoOpleidingscohort"),
    "AangebodenVavoOpleiding": ("AANGEBODENVAVOOPLEIDING", "VavoOpleiding", "VAVOOPLEIDING", "VavoOpleidingserkenning", "AangebodenVavoOpleidingscohort"),
}  # fmt: skip


@pytest.mark.parametrize("name", OFFERED)
@settings(
    max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate]
)
@given(data=st.data())
def test_bodies_of_the_published_schemas_are_courses_without_a_problem(name: str, data: st.DataObject) -> None:
    """What RIO may send by its own document has a place here, or stays as it was; only odd texts are told."""
    kind, unit_name, unit_kind, recognition_name, cohort_name = OFFERED[name]
    body = data.draw(typed(name, type=kind))
    unit = data.draw(typed(unit_name, type=unit_kind))
    unit["opleidingserkenning"] = data.draw(typed(recognition_name))
    cohorts = data.draw(
        st.lists(typed(cohort_name, type=cohort_name.upper().replace("OPLEIDINGS", "OPLEIDING")), max_size=2)
    )
    provider = data.draw(typed("Onderwijsaanbieder", type="ONDERWIJSAANBIEDER"))
    place = data.draw(typed("Onderwijslocatie"))
    answer = {**body, "opleiding": unit, "cohorten": cohorts, "onderwijslocatie": place, "onderwijsaanbieder": provider}

    events = read([answer])

    assert sum(isinstance(one, Course) for one in events) == 1, json.dumps(answer)
    assert sum(isinstance(one, Offering) for one in events) == max(1, len(cohorts))
    wrong = {one.field for one in events if isinstance(one, Misread)}
    assert wrong <= {"naam", "website", "postcode", "gpsLatitude", "gpsLongitude", "studielast", "deelnemersplaatsen"}
