# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table that version 4 of StatLine does not have is asked from version 3, and comes in the same form."""

from typing import Any

import pytest

from doorleren.importers import fetching
from doorleren.importers.cbs import StatLine
from doorleren.region import BrokenOff, Observations, Table, TableEvent, Unread

from .ooapi_server import Answer, as_json
from .statline import Row, StatLineServer, WideTable, playing, wide_rows

TABLE = "70001ned"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_pause", lambda _: None)


def read(wide: WideTable, server: StatLineServer | None = None, **asked: Any) -> list[TableEvent]:
    server = server or StatLineServer()
    server.wide = wide
    with playing(server):
        return list(StatLine(TABLE, server.address, **asked).read())


def rows_of(events: list[TableEvent]) -> list[tuple[Any, ...]]:
    return [
        (
            one.codes["RegioS"][at],
            one.codes["Perioden"][at],
            one.measures[at],
            one.values[at],
            one.reasons[at],
            one.texts[at],
        )
        for one in events
        if isinstance(one, Observations)
        for at in range(len(one))
    ]


def test_a_wide_row_becomes_an_observation_for_each_of_its_columns():
    events = read(WideTable(rows=wide_rows()))

    assert rows_of(events)[:3] == [
        ("NL01", "2019JJ00", "Totaal_1", 10.0, None, None),
        ("NL01", "2019JJ00", "Totaal_2", 0.0, None, None),
        ("NL01", "2019JJ00", "Bron_3", None, None, "bron 0"),
    ]
    assert len(rows_of(events)) == 12


def test_an_old_table_tells_the_same_of_itself_as_a_new_one():
    (table,) = [event for event in read(WideTable(rows=wide_rows())) if isinstance(event, Table)]

    assert (table.provider, table.id, table.title) == ("cbs", TABLE, "Oude tabel")
    assert [(one.id, one.kind) for one in table.dimensions] == [("RegioS", "regio"), ("Perioden", "periode")]
    assert [code.id for code in table.dimensions[0].codes] == ["NL01", "GM0014"]
    assert table.dimensions[0].groups == {"1": "Gemeenten"}
    assert [code.status for code in table.dimensions[1].codes] == ["Definitief", "NaderVoorlopig"]
    assert [(one.title, one.path, one.unit, one.decimals) for one in table.measures] == [
        ("Totaal", ("Banen", "Mannen"), "x 1 000", 0),
        ("Totaal", ("Banen", "Vrouwen"), "%", 1),
        ("Bron", (), "", None),
    ]


def test_the_symbol_in_the_place_of_a_number_is_its_reason():
    rows = wide_rows()
    rows[1]["Totaal_1"] = None
    rows[2]["Totaal_2"] = None
    rows[3]["Totaal_1"] = None
    words: list[Row] = [row | {"Totaal_1": "      10", "Totaal_2": "     0.5"} for row in wide_rows()]
    words[1]["Totaal_1"] = "       ."
    words[2]["Totaal_2"] = "        "
    words[3]["Totaal_1"] = "       x"

    found = {row[:3]: row[3:5] for row in rows_of(read(WideTable(rows=rows, words=words)))}

    assert found["NL01", "2019MM06", "Totaal_1"] == (None, ".")
    assert found["GM0014", "2019JJ00", "Totaal_2"] == (None, None)
    assert found["GM0014", "2019MM06", "Totaal_1"] == (None, "x")


def test_without_the_symbols_the_table_is_read_and_their_lack_is_told_once():
    rows = wide_rows()
    rows[1]["Totaal_1"] = None
    events = read(WideTable(rows=rows, reasons=False, limit=1))

    told = [event.problem for event in events if isinstance(event, Unread)]
    assert len(told) == 1
    assert told[0].what_now.nl.startswith("De tabel is gelezen zonder deze tekens")
    assert (None, None) in [row[3:5] for row in rows_of(events)]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 10_000])
@pytest.mark.parametrize("counts", [True, False])
def test_no_page_is_lost_however_few_rows_the_source_gives_at_once(limit: int, counts: bool):
    assert len(rows_of(read(WideTable(rows=wide_rows(), limit=limit, counts=counts)))) == 12


def test_twelve_thousand_rows_come_in_two_pages():
    regions = [f"WK{number:08d}" for number in range(12_000)]
    rows = [
        {"ID": at, "RegioS": region, "Perioden": "2019JJ00", "Totaal_1": at, "Totaal_2": 2, "Bron_3": ""}
        for at, region in enumerate(regions)
    ]
    server = StatLineServer()
    wide = WideTable(rows=rows, lists={"RegioS": [{"Key": one, "Title": one} for one in regions]})
    events = read(wide, server, select={"Measure": ["Totaal_1"]})

    assert [row[3] for row in rows_of(events)] == list(range(12_000))
    asked = [one for one in server.asked if "TypedDataSet&" in one]
    assert [one.partition("$skip=")[2] for one in asked] == ["0&$top=10000", "10000&$top=10000"]


def test_fewer_rows_than_the_source_counts_are_broken_off_after_one_more_try():
    server = StatLineServer()
    wide = WideTable(rows=wide_rows())
    server.habits["TypedDataSet/$count"] = lambda _, __: Answer(200, b"5")
    server.wide = wide
    server.table = TABLE  # habits are of this table
    events = read_v3(server)

    assert isinstance(events[-1], BrokenOff)
    assert events[-1].problem.what.nl == "Er kwamen 4 rijen; de bron telt er 5. Er ontbreekt 1 rij."
    assert sum("TypedDataSet&" in one and "$skip=0" in one for one in server.asked) == 2


def read_v3(server: StatLineServer, **asked: Any) -> list[TableEvent]:
    with playing(server):
        return list(StatLine(TABLE, server.address, api="v3", **asked).read())


def test_an_old_table_that_changes_on_the_way_is_read_again():
    server = StatLineServer(wide=WideTable(rows=wide_rows()))
    moments = iter(["2020", "2021", "2021", "2021"])
    server.habits["TableInfos"] = lambda _, __: as_json({"value": [{"Title": "Oud", "Modified": next(moments)}]})
    events = read_v3(server)

    assert len(rows_of(events)) == 12
    assert isinstance(events[0], Table)
    assert events[0].version == "2021"


def test_a_part_of_an_old_table_is_asked_for_with_the_blanks_that_its_codes_have():
    server = StatLineServer()
    events = read(WideTable(rows=wide_rows()), server, select={"RegioS": ["NL01"], "Measure": ["Totaal_2"]})

    assert [row[:3] for row in rows_of(events)] == [("NL01", "2019JJ00", "Totaal_2"), ("NL01", "2019MM06", "Totaal_2")]
    asked = next(one for one in server.asked if "TypedDataSet&" in one)
    assert "$filter=(RegioS eq 'NL01  ')" in asked


def test_a_measure_that_is_not_a_number_in_a_row_costs_that_observation():
    rows = wide_rows()
    rows[0]["Totaal_1"] = "tien"
    del rows[1]["Totaal_2"]
    events = read(WideTable(rows=rows))

    assert [event.problem.what.nl for event in events if isinstance(event, Unread)] == [
        "De waarde is tekst: „tien”.",
        "Het veld Value ontbreekt.",
    ]
    assert len(rows_of(events)) == 10


def test_version_four_is_asked_first_and_only_it_if_one_says_so():
    server = StatLineServer()
    read(WideTable(rows=wide_rows()), server)
    assert server.asked[0] == f"{TABLE}/Properties"

    events = read(WideTable(rows=wide_rows()), api="v4")
    assert isinstance(events[-1], BrokenOff)
    assert events[-1].problem.what.nl == f"De bron heeft geen tabel {TABLE}."


def test_a_version_four_that_is_out_of_order_is_no_reason_to_ask_for_an_older_table():
    server = StatLineServer(habits={"Properties": lambda _, __: Answer(500)})
    events = read(WideTable(rows=wide_rows()), server)

    assert isinstance(events[-1], BrokenOff)
    assert not any("TableInfos" in one for one in server.asked)


def test_where_both_versions_lack_a_table_that_is_said():
    with playing(StatLineServer()) as server:
        events = list(StatLine("99999NED", server.address).read())

    assert [type(event) for event in events] == [BrokenOff]
