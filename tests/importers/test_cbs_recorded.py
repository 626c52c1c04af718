# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers of StatLine that somebody recorded are read as they came; what is wrong with them is told all at once."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from doorleren.importers.cbs import StatLine
from doorleren.region import BrokenOff, Captured, Observations, Table, TableEvent, Unread

from .statline import StatLineServer, all_rows, write

TABLE = "90001NED"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return StatLineServer().record(tmp_path / TABLE)


def read(folder: Path, table: str = TABLE, **asked: Any) -> list[TableEvent]:
    return list(StatLine(table, str(folder), **asked).read())


def values(events: list[TableEvent]) -> list[float | None]:
    return [value for one in events if isinstance(one, Observations) for value in one.values]


def told(events: list[TableEvent]) -> list[tuple[str, str]]:
    return [
        (Path(event.problem.where).name, event.problem.what.nl)
        for event in events
        if isinstance(event, Unread | BrokenOff)
    ]


def captured(events: list[TableEvent]) -> Captured:
    return next(event for event in events if isinstance(event, Captured))


ALL = [row["Value"] for row in all_rows()]


def test_a_folder_gives_the_table_and_when_it_was_recorded(folder: Path):
    for source in (folder, folder.parent):
        events = read(source)

        assert values(events) == ALL
        assert told(events) == []
        assert captured(events) == Captured(datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC), None)


def test_the_same_folder_is_the_same_source_from_above_and_from_inside(folder: Path):
    feeds = [StatLine(TABLE, str(one)) for one in (folder, folder.parent)]
    for feed in feeds:
        list(feed.read())

    assert {feed.source for feed in feeds} == {str(folder.resolve())}


def test_a_recorded_part_is_told_as_a_part_and_not_compared_with_the_whole(folder: Path):
    index = orjson.loads((folder / "index.json").read_bytes())
    write(folder / "index.json", index | {"sliceFilter": "RegioS eq 'NL01'", "observationRows": None})
    (folder / "observations-page-7.json").write_text('{"value": []}')
    events = read(folder)

    assert captured(events).filter == "RegioS eq 'NL01'"
    assert len(values(events)) == 30


def test_a_part_of_a_recording_is_chosen_here(folder: Path):
    index = orjson.loads((folder / "index.json").read_bytes())
    write(folder / "index.json", index | {"sliceFilter": "Geslacht eq 'T'"})
    events = read(folder, select={"RegioS": ["PV20"], "Perioden": ["2025KW01"]})

    assert values(events) == [12.5, 13.5]
    assert captured(events).filter == "Geslacht eq 'T' and (RegioS eq 'PV20') and (Perioden eq '2025KW01')"


def test_pages_are_read_by_number_and_not_by_letter(tmp_path: Path):
    server = StatLineServer(page_size=2)
    folder = server.record(tmp_path / TABLE)
    (folder / "index.json").unlink()

    assert values(read(folder)) == ALL


# ---- without index.json


def test_without_an_index_the_files_are_found_by_name(folder: Path):
    (folder / "index.json").unlink()
    events = read(folder.parent)

    assert values(events) == ALL
    assert captured(events) == Captured(None, None)
    assert told(events) == [("index.json", "Dit bestand is er niet.")]


def test_without_an_index_a_part_is_told_as_a_part_that_nobody_knows(folder: Path):
    (folder / "index.json").unlink()
    (folder / "observations-page-7.json").unlink()
    events = read(folder)

    assert len(values(events)) == 30
    assert captured(events) == Captured(None, "?")
    assert "(30 / 32 rijen)" in told(events)[1][1]


def test_without_an_index_more_than_the_whole_is_broken_off(folder: Path):
    (folder / "index.json").unlink()
    write(folder / "observations-page-8.json", {"value": all_rows()[:1]})

    assert "Dat is 1 rij te veel." in told(read(folder))[-1][1]


def test_an_index_that_breaks_off_is_told_and_done_without(folder: Path):
    (folder / "index.json").write_text('{"tableId": "90001NED", "capt')

    assert values(read(folder)) == ALL
    assert told(read(folder))[0] == ("index.json", "Deze JSON breekt af voor het eind.")


@pytest.mark.parametrize("moment", ["gisteren", None, 7, "2026-02-03T04:05:06"])
def test_a_moment_that_is_none_is_not_known(folder: Path, moment: object):
    index = orjson.loads((folder / "index.json").read_bytes())
    write(folder / "index.json", index | {"capturedAt": moment})
    events = read(folder)

    assert captured(events).at is None
    assert told(events) == [("index.json: capturedAt", "Er staat niet wanneer dit is opgehaald.")]
    assert values(events) == ALL


# ---- damaged


@pytest.mark.parametrize(
    "name",
    ["properties.json", "dimensions.json", "measure-codes.json", "codes-RegioS.json", "observations-page-3.json"],
)
@pytest.mark.parametrize("damage", ["gone", "empty", "half", "page", "zip", "list"])
def test_a_damaged_file_is_told_by_its_name_and_nothing_is_kept(folder: Path, name: str, damage: str):
    path = folder / name
    whole = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(
            {
                "empty": b"",
                "half": whole[: len(whole) // 2],
                "page": b"<html>Log in</html>",
                "zip": b"PK\x03\x04" + whole,
                "list": b"[1, 2]",
            }[damage]
        )
    events = read(folder)

    assert values(events) == []
    assert isinstance(events[-1], BrokenOff)
    assert name in {where for where, _ in told(events)}
    problem = events[-1].problem
    assert all((problem.where, problem.what.nl, problem.expected.nl, problem.what_now.nl))


def test_all_that_is_wrong_with_a_folder_is_told_at_once(folder: Path):
    (folder / "properties.json").write_text("{")
    (folder / "codes-RegioS.json").unlink()
    (folder / "observations-page-2.json").unlink()
    events = read(folder)

    assert [where for where, _ in told(events)[:-1]] == [
        "properties.json",
        "codes-RegioS.json",
        "observations-page-2.json",
    ]
    assert told(events)[-1][1] == (
        "Deze opgeslagen tabel is niet heel. Er is iets met: properties.json, codes-RegioS.json, observations-page-2.json."
    )


def test_two_broken_pages_are_both_told(folder: Path):
    (folder / "observations-page-2.json").write_text("{")
    (folder / "observations-page-5.json").write_text('{"rows": []}')

    assert [where for where, _ in told(read(folder))[:-1]] == ["observations-page-2.json", "observations-page-5.json"]


def test_a_page_between_others_that_is_missing_is_noticed_without_an_index(folder: Path):
    (folder / "index.json").unlink()
    (folder / "observations-page-3.json").unlink()

    assert ("observations-page-3.json", "Dit bestand is er niet.") in told(read(folder))


def test_fewer_rows_than_the_index_says_are_broken_off(folder: Path):
    (folder / "observations-page-7.json").write_text('{"value": []}')
    events = read(folder)

    assert values(events) == []
    assert told(events)[-1][1] == "Er kwamen 30 rijen; volgens index.json waren het er 32. Er ontbreken 2 rijen."


def test_a_last_page_that_says_that_more_follows_is_not_the_last(folder: Path):
    index = orjson.loads((folder / "index.json").read_bytes())
    write(folder / "index.json", index | {"observationRows": None, "sliceFilter": "x eq 'y'"})
    last = orjson.loads((folder / "observations-page-7.json").read_bytes())
    write(folder / "observations-page-7.json", last | {"@odata.nextLink": "https://x.nl/?$skip=32"})

    assert "nog een volgt" in told(read(folder))[-1][1]


def test_another_table_in_the_folder_is_not_taken_for_this_one(folder: Path):
    assert told(read(folder, "90001ned"))[-1][1] == "Dit is tabel 90001NED."
    assert "wel 90001NED" in told(read(folder.parent, "90001ned"))[-1][1]
    assert told(read(folder / "niets"))[-1][1] == "Deze map is er niet."

    (folder / "index.json").unlink()
    assert ("properties.json", "Dit is tabel 90001NED.") in told(read(folder, "90001ned"))


def test_an_index_leads_to_no_file_outside_its_folder(folder: Path, tmp_path: Path):
    write(tmp_path / "elders.json", {"value": []})
    index = orjson.loads((folder / "index.json").read_bytes())
    away = {"observationPages": ["../elders.json"], "files": {"properties": "../elders.json"}}
    write(folder / "index.json", index | away)

    assert values(read(folder)) == ALL


# ---- the real thing


@pytest.fixture
def real() -> Path:
    if not (where := os.environ.get("DOORLEREN_ECHTE_DATA")):
        pytest.skip("real data: set DOORLEREN_ECHTE_DATA to the folder with it")
    return Path(where) / "cbs-odata4"


def test_the_real_recording_of_monthly_participation(real: Path):
    events = read(real, "80590ned")

    (table,) = [event for event in events if isinstance(event, Table)]
    (rows,) = [event for event in events if isinstance(event, Observations)]
    assert told(events) == []
    assert captured(events).filter == "Geslacht eq 'T001038' and Leeftijd eq '52052'"
    assert captured(events).at == datetime(2026, 7, 17, 16, 30, 6, 176_000, tzinfo=UTC)
    assert (table.version, table.expected_rows, table.regions) == ("202607160630", 67_032, None)
    assert len(table.measures) == 14
    assert len(rows) == 5_586
    assert Counter(rows.reasons) == {None: 5_425, "Impossible": 161}
    assert {value for value, why in zip(rows.values, rows.reasons, strict=True) if why} == {None}
    found = {
        (measure, period): value
        for measure, period, value in zip(rows.measures, rows.codes["Perioden"], rows.values, strict=True)
    }
    assert len(found) == 5_586
    assert found["M004210", "2026MM06"] == 3.8
    assert found["3000790_2", "2003JJ00"] == 8451
    assert found["D002308", "2003JJ00"] is None


def test_of_the_real_recording_of_regions_only_the_codes_are_there(real: Path):
    events = read(real, "85554NED")

    assert isinstance(events[-1], BrokenOff)
    assert [where for where, _ in told(events)[:-1]] == [
        "index.json",
        "properties.json",
        "dimensions.json",
        "measure-codes.json",
        "observations-page-1.json",
    ]
