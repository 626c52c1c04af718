# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in a recording, each row is used or told, and nothing in it breaks the reading."""

import math
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from doorleren.importers.cbs import StatLine
from doorleren.region import BrokenOff, Observations, Table, TableEvent, Unread

from .statline import MEASURES, PERIODS, REGIONS, StatLineServer, all_rows, write

TABLE = "90001NED"

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**400), 10**400),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from(["GM0014", "M1_1", "2025JJ00", "None", "Impossible", "NL01 ", "12,5", "8.451", "."]),
    st.lists(st.integers(), max_size=1),
    st.dictionaries(st.sampled_from(["Identifier", "value"]), st.integers(), max_size=1),
)
FIELDS = st.sampled_from(["Measure", "RegioS", "Perioden", "Value", "ValueAttribute", "StringValue", "Id"])
CHANGES = st.dictionaries(st.integers(0, 31), st.dictionaries(FIELDS, ODD, min_size=1, max_size=2), max_size=8)


@contextmanager
def recording(server: StatLineServer) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as where:
        yield server.record(Path(where) / TABLE)


def read(folder: Path) -> list[TableEvent]:
    return list(StatLine(TABLE, str(folder)).read())


def usable(row: dict[str, Any]) -> bool:
    """Said once more, in other words than the importer's."""
    lists = {"Measure": MEASURES, "RegioS": REGIONS, "Perioden": PERIODS}
    for name, codes in lists.items():
        if not isinstance(row[name], str) or row[name].rstrip() not in codes:
            return False
    for name in ("ValueAttribute", "StringValue"):
        if row[name] is not None and not isinstance(row[name], str):
            return False
    value = row["Value"]
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def held(row: dict[str, Any]) -> tuple[Any, ...]:
    cell = tuple(row[name].rstrip() for name in ("Measure", "RegioS", "Perioden"))
    value = None if row["Value"] is None else float(row["Value"])
    reason = None if row["ValueAttribute"] == "None" else row["ValueAttribute"]
    return (*cell, value, reason, row["StringValue"])


@settings(deadline=None, max_examples=40)
@given(CHANGES)
def test_each_row_is_used_as_it_stands_or_told(changes: dict[int, dict[str, Any]]):
    rows = [row | changes.get(at, {}) for at, row in enumerate(all_rows())]
    with recording(StatLineServer(rows=rows, page_size=7)) as folder:
        events = read(folder)

    good = [held(row) for row in rows if usable(row)]
    values: dict[tuple[Any, ...], set[tuple[Any, ...]]] = {}
    for one in good:
        values.setdefault(one[:3], set()).add(one[3:])
    expected = {one for one in good if len(values[one[:3]]) == 1}
    found = [
        (
            one.measures[at],
            one.codes["RegioS"][at],
            one.codes["Perioden"][at],
            one.values[at],
            one.reasons[at],
            one.texts[at],
        )
        for one in events
        if isinstance(one, Observations)
        for at in range(len(one))
    ]
    assert Counter(found) == Counter(dict.fromkeys(expected, 1))

    told = [event.problem.where for event in events if isinstance(event, Unread)]
    bad = sum(not usable(row) for row in rows)
    assert sum(", rij " in where for where in told) == bad
    several = Counter(one[:3] for one in good)
    assert sum("Measure=" in where for where in told) == sum(times > 1 for times in several.values())


JSON = st.recursive(
    ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "Identifier", "Title", "Kind", "MeasureGroupId", "Id", "ParentId", "ObservationCount"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
FILES = st.sampled_from(
    [
        "index.json",
        "properties.json",
        "dimensions.json",
        "measure-codes.json",
        "measure-groups.json",
        "codes-RegioS.json",
        "groups-RegioS.json",
        "observations-page-1.json",
    ]
)


@settings(deadline=None, max_examples=80)
@given(FILES, JSON, st.booleans())
def test_nothing_in_a_file_breaks_the_reading(name: str, value: Any, as_list: bool):
    with recording(StatLineServer()) as folder:
        write(folder / name, {"value": value if isinstance(value, list) else [value]} if as_list else value)
        events = read(folder)

    kinds = [type(event) for event in events]
    assert kinds.count(BrokenOff) + kinds.count(Table) == 1
    assert BrokenOff not in kinds or (kinds[-1] is BrokenOff and Observations not in kinds)
    for event in events:
        if isinstance(event, Unread | BrokenOff):
            problem = event.problem
            assert all((problem.where, problem.what.nl, problem.what.en, problem.expected.nl, problem.what_now.nl))


@settings(deadline=None, max_examples=30)
@given(FILES, st.binary(max_size=60), st.integers(0, 400))
def test_no_bytes_in_a_file_break_the_reading(name: str, noise: bytes, at: int):
    with recording(StatLineServer()) as folder:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[:at] + noise + whole[at + len(noise) :])
        events = read(folder)

    kinds = [type(event) for event in events]
    assert kinds.count(BrokenOff) + kinds.count(Table) == 1
