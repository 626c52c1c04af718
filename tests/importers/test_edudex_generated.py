# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever a programme of EDU-DEX holds, it is read without an exception, and nothing of it is lost."""

import copy
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

from doorleren.catalogue import Course, Offering, Provider, Record
from doorleren.catalogue.as_json import from_text, kind_of, to_text
from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.importers.edudex import EduDex

from .edudex_cases import CASES, INSTITUTE, PROGRAMME, programme, read
from .edudex_generated import bodies, document, needs_schema

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
MARK = "merkteken91827"
FOR_SOME = ("clientId", "inPublication")


def read_of(*found: Any) -> list[Event]:
    """What is read from a file that holds this, with an institute before it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "aanbod.json"
        file.write_text(json.dumps([INSTITUTE, *found]), encoding="utf-8")
        return list(EduDex(str(file)).read())


def checked(events: list[Event]) -> list[Event]:
    """The same events, each of which can be kept and told."""
    for event in events:
        if isinstance(event, get_args(Record)):
            assert from_text(kind_of(event), to_text(event)) == event
        elif isinstance(event, Misread | Note):
            assert event.where
            assert event.what.nl
            assert event.what.en
            assert event.expected.nl
            assert event.expected.en
            assert len(event.what.nl) < 600
        else:
            assert isinstance(event, Bookmark | Stopped)
    return events


def written(events: list[Event]) -> str:
    """Everything that was read or said, in one text; where it stood says nothing of what it was."""
    parts = [to_text(event).decode() for event in events if isinstance(event, Provider | Course | Offering)]
    parts += [f"{event.what.nl} {event.field}" for event in events if isinstance(event, Misread | Note)]
    return "\n".join(parts)


def leaves(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        yield way
    for step, one in inner or ():
        yield from leaves(one, (*way, step))


def at(value: Any, way: tuple[str | int, ...]) -> Any:
    for step in way:
        value = value[step]
    return value


def put(body: Any, way: tuple[str | int, ...], value: Any) -> Any:
    changed = copy.deepcopy(body)
    at(changed, way[:-1])[way[-1]] = value
    return changed


def other(value: Any) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else MARK


def was_read(events: list[Event]) -> bool:
    return any(isinstance(event, Course) for event in events)


@needs_schema
@pytest.mark.parametrize("name", ["program_in", "program_out", "institute_in", "institute_out", "discounts_in"])
def test_what_is_drawn_is_valid(name: str) -> None:
    """Else the tests below would be about something else than EDU-DEX."""
    validator = Draft202012Validator({**document(), "$ref": f"#/components/schemas/imports/properties/{name}"})

    @settings(QUICK, max_examples=25)
    @given(bodies(name))
    def hold(body: Any) -> None:
        assert [error.message for error in validator.iter_errors(body)] == []

    hold()


@needs_schema
def test_every_valid_programme_is_read() -> None:
    @QUICK
    @given(bodies("program_out"))
    def hold(body: dict[str, Any]) -> None:
        for name in FOR_SOME:
            body.pop(name, None)

        events = checked(read_of(body))

        classes, names = body["programClassification"], body["programDescriptions"]["programName"]
        said_nothing = [classes["orgUnitId"], classes["programId"], "".join(names.values())]
        assert was_read(events) or any(text.strip() in ("", "-") for text in said_nothing)

    hold()


@needs_schema
def test_nothing_of_a_valid_programme_is_lost() -> None:
    """A leaf that becomes something else is found again: in the record, in its rest or in a problem."""

    @settings(QUICK, max_examples=80)
    @given(bodies("program_out"), st.data())
    def hold(body: dict[str, Any], data: st.DataObject) -> None:
        for name in FOR_SOME:
            body.pop(name, None)
        before = read_of(body)
        assume(was_read(before))
        way = data.draw(st.sampled_from(list(leaves(body))))
        value = at(body, way)
        assume(way and value is not None and value not in ([], {}))

        after = checked(read_of(put(body, way, other(value))))

        if isinstance(value, str):
            assert MARK in written(after), way
        else:
            assert written(after) != written(before), way

    hold()


def test_nothing_of_our_own_programme_is_lost(tmp_path: Path) -> None:
    """The same for each leaf, one by one, also where the schema is not at hand."""
    ways = list(leaves(PROGRAMME))
    assert len(ways) > 60
    for way in ways:
        changed = put(PROGRAMME, way, MARK)

        assert MARK in written(checked(read(tmp_path, changed))), way


@needs_schema
def test_nothing_of_a_valid_institute_is_lost() -> None:
    @QUICK
    @given(bodies("institute_out"), st.data())
    def hold(body: dict[str, Any], data: st.DataObject) -> None:
        before = checked(read_of({**body, "orgUnitId": "ander"}))
        assume(any(isinstance(event, Provider) and event.origin.key == "ander" for event in before))
        way = data.draw(st.sampled_from([way for way in leaves(body) if at(body, way) not in (None, [], {})]))

        after = read_of({**put(body, way, MARK), **({} if way == ("orgUnitId",) else {"orgUnitId": "ander"})})

        assert MARK in written(checked(after)), way

    hold()


@pytest.mark.parametrize("name", ["lassen.xml", "instituut.xml"])
def test_nothing_of_an_xml_file_is_lost(tmp_path: Path, name: str) -> None:
    """Each text and each attribute in turn becomes something else, and is found again."""
    (found,) = (CASES / "feed").rglob(name)
    tree = etree.parse(str(found))
    file = tmp_path / name
    places = [(one, None) for one in tree.iter() if isinstance(one.tag, str) and len(one) == 0]
    places += [(one, key) for one in tree.iter() if isinstance(one.tag, str) for key in one.attrib]
    assert len(places) > 15
    for element, key in places:
        if key is not None and str(key).startswith("{"):
            continue
        before = element.text if key is None else element.get(key)
        if key is None:
            element.text = MARK
        else:
            element.set(key, MARK)
        tree.write(str(file))

        events = checked(list(EduDex(str(file)).read()))

        assert MARK in written(events), (element.tag, key)
        if key is None:
            element.text = before
        else:
            element.set(key, before or "")


DEEP: Any = "diep"
for _ in range(200):
    DEEP = [DEEP]

HOSTILE: list[Any] = [
    None,
    True,
    [],
    {},
    [[]],
    [None, 3, "x"],
    {"nl": None},
    {"nl": {"nl": "x"}},
    "",
    " ",
    "null",
    -1,
    0,
    10**30,
    1e308,
    float("nan"),
    float("inf"),
    "9" * 5_000,
    "x" * 30_000,
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>ja</p>",
    "2025-02-30",
    "0000-00-00",
    "1e999",
    "\ud800",
    "\x00",
    "\u202egnidliel",
    "javascript:alert(1)",
    "../../../etc/passwd",
    "٣٤",
    "²",
    DEEP,
    {"date": []},
    {"": ""},
]


def whole_ways(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a body, bodies and lists too."""
    if way:
        yield way
    for step, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from whole_ways(one, (*way, step))


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: repr(one)[:20])
def test_a_hostile_value_anywhere_does_no_harm(tmp_path: Path, hostile: Any) -> None:
    """At every place of a programme in turn: it is read or said, never raised, and never shown as a script."""
    ways = list(whole_ways(PROGRAMME))
    assert len(ways) > 90
    # One file for all of them: each with an id of its own, unless it is the id that is hostile.
    bodies_ = []
    for number, way in enumerate(ways):
        body = programme(programClassification__programId=f"P{number}")
        bodies_.append(put(body, way, hostile))

    events = checked(read(tmp_path, *bodies_))

    seen = [event for event in events if isinstance(event, Course)]
    assert len(seen) > len(ways) * 0.8
    for found in seen:
        shown = " ".join(
            [found.name, found.name_en or "", found.about, found.about_en, found.entry_text, found.website or ""]
        )
        assert "<script" not in shown
        assert "onclick" not in shown
        assert "\u202e" not in shown
        assert not (found.website or "").startswith("javascript")
    for offering in (event for event in events if isinstance(event, Offering)):
        assert offering.price_cents is None or 0 <= offering.price_cents < 10**12


@needs_schema
def test_a_programme_with_much_that_is_hostile_is_read_or_said() -> None:
    @settings(QUICK, max_examples=80)
    @given(bodies("program_out"), st.data())
    def hold(body: dict[str, Any], data: st.DataObject) -> None:
        for _ in range(data.draw(st.integers(1, 6))):
            way = data.draw(st.sampled_from(list(whole_ways(body))))
            how = data.draw(st.sampled_from(["put", "leave out", "twice", "more"]))
            holder = at(body, way[:-1])
            if how == "put":
                holder[way[-1]] = data.draw(st.sampled_from(HOSTILE))
            elif how == "leave out":
                del holder[way[-1]]
            elif how == "twice":
                holder[way[-1]] = [holder[way[-1]], copy.deepcopy(holder[way[-1]])]
            elif isinstance(holder, dict):
                holder["onbekend"] = MARK

            if not body:
                break

        events = checked(read_of(body))

        skipped = any(isinstance(event, Misread) and event.skipped for event in events)
        said = any(isinstance(event, Note) and event.field in FOR_SOME for event in events)
        assert was_read(events) or skipped or said

    hold()


@QUICK
@given(st.data())
def test_a_damaged_xml_file_is_read_or_said(data: st.DataObject) -> None:
    text = (CASES / "feed" / "opleidingen" / "lassen.xml").read_bytes()
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 200)))
        piece = data.draw(
            st.sampled_from(
                [b"", b"<", b">", b"&x;", b"\xff", b"\x00", b"<a>", b"</program>", b"<!--", b"]]>", b"<?x?>"]
            )
        )
        text = text[:start] + piece + text[end:]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "opleiding.xml"
        file.write_bytes(text)

        assert checked(list(EduDex(str(file)).read()))


@needs_schema
def test_with_the_schema_each_deviation_is_noted(tmp_path: Path) -> None:
    wrong = programme(programClassification__programLevel="hoogst", verzonnen=1)
    del wrong["programAdmission"]["applicationType"]

    events = read(tmp_path, wrong, schema=document())

    notes = {event.field: event.expected.nl for event in events if isinstance(event, Note)}
    assert notes["programClassification.programLevel"].startswith("een van: none")
    assert notes["programAdmission"] == "de velden applicationType"
    assert notes[""] == "alleen velden die EDU-DEX kent"


@needs_schema
def test_what_is_valid_has_no_deviations(tmp_path: Path) -> None:
    def noted(**options: Any) -> int:
        return sum(isinstance(event, Note) for event in read(tmp_path, programme(), **options))

    assert noted(schema=document()) == noted() + 1  # our institute leaves out who edited it
