# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in a script of a page: it is read, and nothing that it says of a course is lost."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorleren.catalogue.as_json import to_text
from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.catalogue.records import Course
from doorleren.importers.json_ld import JsonLd

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(max_size=12)
    | st.sampled_from(["2026-09-01", "PT20H", "P1M", "nl", "EUR", "online", "Person", "#x", "http://[", "<b>x</b>"])
)
values = st.recursive(
    scalars,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from("name @id url @value price priceCurrency address addressLocality startDate iets".split()),
            inside,
            max_size=4,
        )
    ),
    max_leaves=8,
)
FIELDS = "@id url description provider teaches about educationalLevel coursePrerequisites educationalCredentialAwarded inLanguage timeRequired timeToComplete offers hasCourseInstance location startDate endDate applicationDeadline keywords nieuw".split()


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif value is not None:
        yield str(value).strip()


def read(raw: bytes) -> list[Event]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "pagina.json")
        file.write_bytes(raw)
        return list(JsonLd(str(file)).read())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, values)))
def test_whatever_the_values_are_they_are_read_and_none_is_lost(body: Any) -> None:
    thing = {**body, "@type": "Course", "name": "Lassen", "courseCode": "L1"}

    events = read(orjson.dumps(thing))

    assert sum(isinstance(one, Course) for one in events) == 1
    kept = {
        leaf
        for one in events
        if not isinstance(one, Misread | Note | Bookmark | Stopped)
        for leaf in leaves(orjson.loads(to_text(one)))
    }
    lost = [leaf for leaf in leaves(thing) if leaf and not any(leaf in one for one in kept)]
    assert lost == []


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=100) | values.map(orjson.dumps))
def test_anything_is_read_without_an_error(raw: bytes) -> None:
    assert all(isinstance(one.where, str) for one in read(raw) if isinstance(one, Stopped | Misread | Note))
    script = b'<script type="application/ld+json">' + raw
    assert all(isinstance(one.where, str) for one in read(script) if isinstance(one, Stopped | Misread | Note))
