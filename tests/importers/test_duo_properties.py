# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in the cells of DUO's sets: it is read, and no cell is lost."""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorleren.catalogue.as_json import to_text
from doorleren.catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from doorleren.catalogue.records import Course
from doorleren.importers.duo import Duo
from doorleren.importers.duo_sets import HO, MBO, DuoSet

EMPTY = ("", "null", "None", "-", "n.v.t.")
NEEDED = {
    MBO: {"AANGEBODEN_OPLEIDINGCODE": "a-1", "ONDERWIJSAANBIEDERID": "113A881", "OPLEIDINGSEENHEIDCODE": "1001O2667"},
    HO: {"OPLEIDINGSEENHEIDCODE": "1001O0001", "NAAM_LANG": "ICT", "ONDERWIJSAANBIEDERID": "113A882"},
}

cells = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(';,"\n'), max_size=12
) | st.sampled_from(
    [
        "2026-09-01",
        "20260231",
        "01-09-2026",
        "1.600",
        "240,5",
        "BBL",
        "4p",
        "NLD,ENG",
        "<b>x</b>",
        "https://a.nl",
        "1e999",
    ]
)


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
        file = Path(folder, "aanbod.csv")
        file.write_bytes(raw)
        return list(Duo(str(file)).read())


@pytest.mark.parametrize("sort", [MBO, HO], ids=lambda one: one.name)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_the_cells_are_they_are_read_and_none_is_lost(sort: DuoSet, data: st.DataObject) -> None:
    columns = sorted(sort.columns)
    row = {name: data.draw(cells) for name in columns if name not in NEEDED[sort]} | NEEDED[sort]
    text = io.StringIO()
    csv.writer(text, delimiter=data.draw(st.sampled_from(",;"))).writerows([columns, [row[name] for name in columns]])

    events = read(text.getvalue().encode("utf-8"))

    assert sum(isinstance(one, Course) for one in events) == 1
    kept = {
        leaf
        for one in events
        if not isinstance(one, Misread | Note | Bookmark | Stopped)
        for leaf in leaves(orjson.loads(to_text(one)))
    }
    lost = [cell for cell in map(str.strip, row.values()) if cell not in EMPTY and not any(cell in one for one in kept)]
    assert lost == []


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(raw: bytes) -> None:
    header = ",".join(sorted(MBO.columns)).encode()

    assert all(isinstance(one.where, str) for one in read(raw) if isinstance(one, Stopped | Misread | Note))
    assert all(
        isinstance(one.where, str) for one in read(header + b"\n" + raw) if isinstance(one, Stopped | Misread | Note)
    )
