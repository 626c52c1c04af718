# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of StatLine over the web comes whole or not at all, however the source behaves."""

import json
from typing import Any

import pytest

from doorleren.importers import fetching
from doorleren.importers.cbs import StatLine
from doorleren.importers.cbs_gathered import Gathered
from doorleren.importers.cbs_web import following
from doorleren.importers.fetching import SourceTrouble
from doorleren.region import BrokenOff, Captured, Observations, Table, TableEvent, Unread

from .ooapi_server import Answer, as_html, as_json, squeezed
from .statline import MEASURES, PERIODS, REGIONS, Row, StatLineServer, all_rows, lists, nth, observation, playing


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr(fetching, "_pause", waited.append)
    return waited


def read(server: StatLineServer, **asked: Any) -> list[TableEvent]:
    return list(StatLine(server.table, server.address, **asked).read())


def rows_of(events: list[TableEvent]) -> list[tuple[str, str, str, float | None, str | None, str | None]]:
    """Measure, region, period, value, reason, text of each observation."""
    return [
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


def broken(events: list[TableEvent]) -> str:
    """Why it was broken off; and nothing was given."""
    assert rows_of(events) == []
    assert isinstance(events[-1], BrokenOff), events
    return events[-1].problem.what.nl


def unread(events: list[TableEvent]) -> list[str]:
    return [event.problem.what.nl for event in events if isinstance(event, Unread)]


def table(events: list[TableEvent]) -> Table:
    assert isinstance(events[0], Table), events
    return events[0]


def with_row(at: int, **fields: Any) -> list[Row]:
    rows = all_rows()
    rows[at] |= fields
    return rows


# ---- what a table says of itself


def test_a_table_tells_what_its_dimensions_are_and_which_figures_are_provisional():
    with playing(StatLineServer()) as server:
        found = table(read(server))

    assert (found.provider, found.id, found.title, found.version) == (
        "cbs",
        "90001NED",
        "Werk in de regio",
        "202601010200",
    )
    assert found.expected_rows == 32
    assert found.regions is not None
    assert found.regions.id == "RegioS"
    assert found.periods is not None
    assert found.periods.id == "Perioden"
    assert [code.status for code in found.periods.codes] == ["Definitief", "Definitief", "Definitief", "Voorlopig"]
    assert found.regions.groups == {"NL": "Nederland", "PV": "Provincies", "GM": "Gemeenten"}
    assert [code.group for code in found.regions.codes] == ["NL", "PV", "GM", "GM"]


@pytest.mark.parametrize(
    ("said_so", "kind"),
    [
        ({"Kind": "TimeDimension"}, "periode"),
        ({"@odata.type": "#Cbs.Ccb.Models.TimeDimension"}, "periode"),
        ({"Kind": "GeoDimension"}, "regio"),
        ({"Kind": "GeoDetailDimension"}, "regio"),
        ({"@odata.type": "#Cbs.Ccb.Models.GeoDetailDimension"}, "regio"),
        ({"Kind": "Dimension"}, "gewoon"),
        ({}, "gewoon"),
    ],
)
def test_the_source_says_what_kind_a_dimension_is(said_so: Row, kind: str):
    made = lists()
    made["Dimensions"][0] = {"Identifier": "RegioS", "Title": "Regio's", **said_so}
    with playing(StatLineServer(lists=made)) as server:
        found = table(read(server))

    assert found.dimensions[0].kind == kind


def test_two_measures_with_one_title_stay_two_by_id_and_by_path():
    with playing(StatLineServer()) as server:
        events = read(server)

    measures = table(events).measures
    assert [one.title for one in measures] == ["Seizoengecorrigeerd"] * 2
    assert [one.path for one in measures] == [("Arbeidsdeelname", "Netto"), ("Arbeidsdeelname", "Bruto")]
    assert {row[0] for row in rows_of(events)} == set(MEASURES)


def test_groups_that_stand_under_each_other_end():
    made = lists()
    made["MeasureGroups"][0]["ParentId"] = "G2"
    with playing(StatLineServer(lists=made)) as server:
        found = table(read(server))

    assert found.measures[0].path == ("Arbeidsdeelname", "Netto")


# ---- from page to page


@pytest.mark.parametrize("links", ["whole", "relative", "other size"])
@pytest.mark.parametrize("page_size", [1, 5, 31, 32, 33])
def test_every_row_of_every_page_comes_once(links: str, page_size: int):
    with playing(StatLineServer(links=links, page_size=page_size)) as server:
        events = read(server)

    expected = [(r["Measure"], r["RegioS"], r["Perioden"], r["Value"], None, None) for r in all_rows()]
    assert rows_of(events) == expected
    assert unread(events) == []
    assert not any(isinstance(event, Captured) for event in events)


def test_a_code_list_may_have_pages_too():
    made = lists()
    regions = made["RegioSCodes"]

    def paged(_: int, query: dict[str, str]) -> Answer:
        skip = int(query.get("$skip", "0"))
        link = {"@odata.nextLink": f"RegioSCodes?$skip={skip + 1}"} if skip + 1 < len(regions) else {}
        return as_json({"value": regions[skip : skip + 1], **link})

    with playing(StatLineServer(habits={"RegioSCodes": paged})) as server:
        found = table(read(server))

    assert found.regions is not None
    assert [code.id for code in found.regions.codes] == REGIONS


def test_a_source_that_goes_round_in_circles_is_broken_off():
    server = StatLineServer()
    server.habits["Observations"] = lambda _, __: as_json(
        {"value": server.rows[:5], "@odata.nextLink": f"{server.address}/{server.table}/Observations?$skip=5"}
    )
    with playing(server):
        assert "in het rond" in broken(read(server))


def test_a_source_without_end_is_broken_off_though_each_link_is_new():
    server = StatLineServer()
    server.habits["Observations"] = lambda times, __: as_json(
        {"value": server.rows * 20, "@odata.nextLink": f"Observations?$skip={times}"}
    )
    with playing(server):
        assert "meer dan deze tabel cellen heeft" in broken(read(server))


@pytest.mark.parametrize(
    "link",
    ["https://elders.example/Observations?$skip=5", "http://127.0.0.1:9/x", "ftp://127.0.0.1/x", "//elders.example/x"],
)
def test_a_link_to_another_house_is_not_followed(link: str):
    server = StatLineServer(habits={"Observations": lambda _, __: as_json({"value": [], "@odata.nextLink": link})})
    with playing(server):
        assert "op een andere site" in broken(read(server))


@pytest.mark.parametrize("link", ["", 7, "http://[", ["a"], "http://x:99999/"])
def test_a_link_that_is_no_address_is_told(link: object):
    server = StatLineServer(habits={"Observations": lambda _, __: as_json({"value": [], "@odata.nextLink": link})})
    with playing(server):
        assert "geen adres" in broken(read(server))


def test_a_link_from_behind_a_proxy_keeps_to_the_safe_door():
    assert following("http://x.nl/a?$skip=1", "https://x.nl/a", "") == "https://x.nl/a?$skip=1"
    assert following("https://X.nl:443/a?b", "https://x.nl/a", "") == "https://x.nl/a?b"
    for away in ("https://x.nl:8443/a", "https://elders.nl/a", "https://x.nl.elders.nl/a", "https://x.nl@elders.nl/a"):
        with pytest.raises(SourceTrouble, match="op een andere site"):
            following(away, "https://x.nl/a", "")


# ---- a source that is slow, busy or broken


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_source_is_waited_for_as_long_as_it_asks(status: int, pauses: list[float]):
    busy = nth(2, lambda: Answer(status, headers={"Retry-After": "7"}))
    with playing(StatLineServer(habits={"Observations": busy})) as server:
        events = read(server)

    assert len(rows_of(events)) == 32
    assert pauses == [7]


def test_a_source_that_asks_for_an_hour_is_left_alone(pauses: list[float]):
    busy = nth(1, lambda: Answer(429, headers={"Retry-After": "3600"}))
    with playing(StatLineServer(habits={"Observations": busy})) as server:
        assert "60 minuten" in broken(read(server))
    assert pauses == []


def test_a_slow_page_is_waited_for():
    server = StatLineServer(page_size=32)
    page = as_json({"value": server.rows})
    server.habits["Observations"] = nth(1, lambda: Answer(200, page.body, page.headers, drip=0.0001))
    with playing(server):
        assert len(rows_of(read(server))) == 32


def test_an_answer_that_was_cut_off_is_asked_for_again():
    server = StatLineServer(page_size=32)
    page = as_json({"value": server.rows})
    server.habits["Observations"] = nth(1, lambda: Answer(200, page.body, page.headers, cut=400))
    with playing(server):
        assert len(rows_of(read(server))) == 32


def test_half_a_json_is_asked_for_once_more_and_then_broken_off():
    server = StatLineServer(page_size=32)
    half = as_json({"value": server.rows}).body[:500]
    server.habits["Observations"] = nth(1, lambda: Answer(200, half))
    with playing(server):
        assert len(rows_of(read(server))) == 32

    server.habits["Observations"] = lambda _, __: Answer(200, half)
    with playing(server):
        assert broken(read(server)) == "Deze JSON breekt af voor het eind."


@pytest.mark.parametrize("name", ["Properties", "Dimensions", "RegioSCodes", "MeasureCodes", "Observations"])
def test_a_web_page_instead_of_json_is_told(name: str):
    with playing(StatLineServer(habits={name: lambda _, __: as_html()})) as server:
        assert broken(read(server)) == "Hier staat een webpagina en geen JSON."


def test_an_answer_that_is_no_list_is_told():
    with playing(StatLineServer(habits={"Dimensions": lambda _, __: as_json({"error": "x"})})) as server:
        assert "ontbreekt de lijst" in broken(read(server))


def test_a_page_that_unpacks_without_end_is_broken_off():
    with playing(StatLineServer(habits={"Observations": lambda _, __: squeezed(80_000_000)})) as server:
        assert "64 MB" in broken(read(server))


# ---- a table that changes on the way


def replaced(server: StatLineServer, times: tuple[int, ...], **change: Any) -> None:
    """At these requests for observations the table is published anew."""

    def habit(asked: int, _: dict[str, str]) -> None:
        if asked in times:
            server.properties = server.properties | {"Version": f"v{asked}"} | change

    server.habits["Observations"] = habit


def test_a_table_that_changes_on_the_way_is_read_again_from_its_beginning():
    server = StatLineServer()
    replaced(server, (3,))
    with playing(server):
        events = read(server)

    assert len(rows_of(events)) == 32
    assert table(events).version == "v3"
    assert sum(one == "90001NED/Observations" for one in server.asked) == 2


def test_a_table_that_keeps_changing_is_broken_off():
    server = StatLineServer()
    replaced(server, (3, 10))
    with playing(server):
        assert broken(read(server)) == "De tabel veranderde terwijl wij hem lazen."


def test_a_page_that_is_gone_because_the_table_changed_is_read_again():
    server = StatLineServer()

    def habit(asked: int, _: dict[str, str]) -> Answer | None:
        if asked != 3:
            return None
        server.properties = server.properties | {"Version": "nieuw"}
        return Answer(410)

    server.habits["Observations"] = habit
    with playing(server):
        assert len(rows_of(read(server))) == 32


def test_rows_too_many_are_broken_off_after_one_more_try():
    with playing(StatLineServer(properties={"ObservationCount": 31}, counts=False)) as server:
        why = broken(read(server))

    assert why == "Er kwamen 32 rijen; volgens de beschrijving zijn het er 31. Dat is 1 rij te veel."
    assert server.asked.count("90001NED/Observations") == 2


def test_rows_too_few_from_a_source_that_cannot_count_are_a_part_of_nobody_knows_which():
    with playing(StatLineServer(properties={"ObservationCount": 33}, counts=False)) as server:
        events = read(server)

    assert len(rows_of(events)) == 32
    assert unread(events) == ["Er kwamen 32 rijen; volgens de beschrijving zijn het er 33. Er ontbreekt 1 rij."]
    assert [one.filter for one in events if isinstance(one, Captured)] == ["?"]
    assert server.asked.count("90001NED/Observations") == 2


def test_a_description_that_is_behind_is_told_and_the_count_of_the_source_decides():
    with playing(StatLineServer(properties={"ObservationCount": 30})) as server:
        events = read(server)

    assert len(rows_of(events)) == 32
    assert unread(events) == ["Er kwamen 32 rijen; volgens de beschrijving zijn het er 30. Dat zijn 2 rijen te veel."]


def test_a_page_that_is_always_lost_is_noticed_in_a_part_of_a_table_too():
    server = StatLineServer(page_size=2)
    server.habits["Observations"] = lambda _, query: as_json({"value": []}) if query.get("$skip") == "4" else None
    with playing(server):
        assert (
            broken(read(server, select={"RegioS": ["PV20"]}))
            == "Er kwamen 4 rijen; de bron telt er 8. Er ontbreken 4 rijen."
        )
    with playing(server):
        assert "Er ontbreken 28 rijen." in broken(read(server))


@pytest.mark.parametrize(
    "answer", [Answer(406), Answer(404), as_html(), Answer(200, b"veel"), as_json({"count": 8}), Answer(200, b"32")]
)
def test_a_source_that_cannot_count_a_part_is_believed(answer: Answer):
    server = StatLineServer(habits={"Observations/$count": lambda _, __: answer})
    with playing(server):
        assert len(rows_of(read(server, select={"RegioS": ["PV20"]}))) == 8


def test_a_page_lost_once_is_found_the_second_time():
    server = StatLineServer()
    server.habits["Observations"] = nth(2, lambda: as_json({"value": []}))
    with playing(server):
        assert len(rows_of(read(server))) == 32


# ---- what stands in a row


def test_why_there_is_no_number_is_kept_as_it_was_written_and_is_never_a_zero():
    rows = with_row(0, Value=None, ValueAttribute="Impossible")
    rows[1] |= {"Value": None, "ValueAttribute": "None"}
    rows[2] |= {"Value": 5, "ValueAttribute": "Provisional"}
    rows[3] |= {"Value": 0, "ValueAttribute": "None"}
    rows[4] |= {"Value": None, "StringValue": "onbekend"}
    with playing(StatLineServer(rows=rows)) as server:
        found = [row[3:] for row in rows_of(read(server))]

    assert found[:5] == [
        (None, "Impossible", None),
        (None, None, None),
        (5.0, "Provisional", None),
        (0.0, None, None),
        (None, None, "onbekend"),
    ]


BAD = [
    ({"Value": "12,5"}, "De waarde is tekst: „12,5”."),
    ({"Value": "8.451"}, "De waarde is tekst: „8.451”."),
    ({"Value": True}, "De waarde is geen getal: True."),
    ({"Value": [1]}, "De waarde is geen getal: [1]."),
    ({"RegioS": "GM9999"}, "RegioS heeft de waarde GM9999; die staat niet in de codelijst."),
    ({"RegioS": "gm0014"}, "RegioS heeft de waarde gm0014; die staat niet in de codelijst."),
    ({"RegioS": None}, "RegioS heeft de waarde None; die staat niet in de codelijst."),
    ({"RegioS": ["x"]}, "RegioS heeft de waarde ['x']; die staat niet in de codelijst."),
    ({"Measure": "M9"}, "Measure heeft de waarde M9; die staat niet in de codelijst."),
    ({"Perioden": 2025}, "Perioden heeft de waarde 2025; die staat niet in de codelijst."),
    ({"ValueAttribute": 3}, "ValueAttribute is geen tekst."),
]


@pytest.mark.parametrize(("field", "what"), BAD)
def test_a_bad_row_is_told_with_its_place_and_the_others_are_read(field: Row, what: str):
    with playing(StatLineServer(rows=with_row(7, **field))) as server:
        events = read(server)

    assert unread(events) == [what]
    place = next(event.problem.where for event in events if isinstance(event, Unread))
    assert place.endswith("/90001NED/Observations (pagina 2), rij 8 (Id 7)")
    good = [(r["Measure"], r["RegioS"], r["Perioden"], r["Value"], None, None) for r in all_rows()]
    assert rows_of(events) == good[:7] + good[8:]


@pytest.mark.parametrize("name", ["Value", "Measure", "RegioS", "Perioden"])
def test_a_field_that_is_missing_is_told_and_not_guessed(name: str):
    rows = all_rows()
    del rows[7][name]
    with playing(StatLineServer(rows=rows)) as server:
        events = read(server)

    assert unread(events) == [f"Het veld {name} ontbreekt."]
    assert len(rows_of(events)) == 31


def test_a_number_that_is_none_costs_its_row_and_no_other():
    server = StatLineServer(rows=with_row(3, Value=float("nan")), page_size=32)
    assert b"NaN" in json.dumps(server.rows).encode()
    with playing(server):
        events = read(server)

    assert unread(events) == ["De waarde is geen getal: nan."]
    assert len(rows_of(events)) == 31


def test_a_row_that_is_no_row_is_told():
    rows: list[Any] = [*all_rows(), "x"]
    with playing(StatLineServer(rows=rows)) as server:
        events = read(server)

    assert unread(events) == ["Dit is geen rij met velden."]
    assert len(rows_of(events)) == 32


def test_a_table_of_bad_rows_only_is_broken_off():
    rows = [row | {"Value": "x"} for row in all_rows()]
    with playing(StatLineServer(rows=rows)) as server:
        assert broken(read(server)) == "Geen enkele rij is te gebruiken."


def test_thousands_of_bad_rows_are_told_in_a_few_lines():
    regions = [f"GM{number:04d}" for number in range(1_000)]
    made = lists()
    made["RegioSCodes"] = [{"Identifier": one, "Title": one} for one in regions]
    rows = [observation(at, "M1_1", one, "2025JJ00", "x" if at else 1) for at, one in enumerate(regions)]
    with playing(StatLineServer(rows=rows, lists=made, page_size=1_000)) as server:
        told = unread(read(server))

    assert len(told) == 21
    assert told[-1] == "Dit komt nog 979 keer voor: De waarde is tekst: „x”."


def test_a_dimension_that_the_table_does_not_tell_of_is_noticed():
    rows = [row | {"Geslacht": "T001038"} for row in all_rows()]
    with playing(StatLineServer(rows=rows)) as server:
        events = read(server)

    assert set(unread(events)) == {"De rijen hebben een veld Geslacht; de tabel noemt dat niet."}


def test_blanks_behind_a_code_are_no_part_of_it():
    made = lists()
    made["RegioSCodes"][0]["Identifier"] = "NL01  "
    rows = [row | {"RegioS": "NL01  "} if row["RegioS"] == "NL01" else row for row in all_rows()]
    rows[31] |= {"RegioS": "GM0034   "}
    with playing(StatLineServer(rows=rows, lists=made)) as server:
        events = read(server)

    assert {row[1] for row in rows_of(events)} == set(REGIONS)
    assert len(rows_of(events)) == 32


def test_rows_that_were_kept_back_stay_absent():
    rows = [row for row in all_rows() if row["RegioS"] != "GM0034"]
    with playing(StatLineServer(rows=rows)) as server:
        events = read(server)

    assert len(rows_of(events)) == 24
    assert unread(events) == []


# ---- the same cell more than once


def test_a_cell_that_is_there_twice_alike_is_used_once():
    rows = [*all_rows(), all_rows()[4] | {"Id": 99}]
    with playing(StatLineServer(rows=rows)) as server:
        events = read(server)

    assert len(rows_of(events)) == 32
    assert unread(events) == ["Deze waarneming staat er 2 keer, telkens gelijk."]


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        ({"Value": 1.0}, "4.5; 1.0"),
        ({"Value": None}, "4.5; leeg"),
        ({"ValueAttribute": "Provisional"}, "4.5; 4.5 Provisional"),
        ({"StringValue": "x"}, "4.5; 4.5 x"),
    ],
)
def test_a_cell_with_two_different_values_is_not_used_at_all(other: Row, shown: str):
    rows = [*all_rows(), all_rows()[4] | {"Id": 99} | other]
    with playing(StatLineServer(rows=rows)) as server:
        events = read(server)

    cell = ("M1_1", "NL01", "2025KW01")
    assert len(rows_of(events)) == 31
    assert cell not in {row[:3] for row in rows_of(events)}
    assert unread(events) == [f"Deze waarneming staat er vaker, met verschillende waarden: {shown}."]


def test_a_code_that_is_in_the_list_twice_is_told():
    made = lists()
    made["RegioSCodes"].append({"Identifier": "NL01", "Title": "Holland"})
    with playing(StatLineServer(lists=made)) as server:
        events = read(server)

    assert unread(events) == ["De code NL01 staat er twee keer: als „Naam van NL01” en als „Holland”."]


@pytest.mark.parametrize("identifier", [None, 3000, "  ", ""])
def test_a_code_that_is_no_text_is_not_used(identifier: object):
    made = lists()
    made["RegioSCodes"].append({"Identifier": identifier, "Title": "?"})
    with playing(StatLineServer(lists=made)) as server:
        events = read(server)

    assert len(unread(events)) == 1
    assert "geen code als tekst" in unread(events)[0]


# ---- a part of a table


def test_a_part_of_a_table_is_asked_for_and_told_as_such():
    with playing(StatLineServer()) as server:
        events = read(server, select={"RegioS": ["GM0014", "NL01"], "Measure": ["M1_2"]})

    assert {row[:2] for row in rows_of(events)} == {("M1_2", "GM0014"), ("M1_2", "NL01")}
    assert len(rows_of(events)) == 2 * len(PERIODS)
    assert server.filters[0] == "(RegioS eq 'NL01' or RegioS eq 'GM0014') and (Measure eq 'M1_2')"
    assert [event for event in events if isinstance(event, Captured)] == [Captured(None, server.filters[0])]


def test_a_code_with_an_apostrophe_a_blank_and_other_signs_is_asked_for_as_it_is():
    name = "'s-Gravenhage & o's, 50% #1 é+"
    made = lists()
    made["RegioSCodes"].append({"Identifier": name, "Title": "Den Haag"})
    rows = [*all_rows(), observation(99, "M1_1", name, "2025JJ00", 7)]
    with playing(StatLineServer(rows=rows, lists=made)) as server:
        events = read(server, select={"RegioS": [name]})

    assert rows_of(events) == [("M1_1", name, "2025JJ00", 7.0, None, None)]
    assert server.filters == ["(RegioS eq '''s-Gravenhage & o''s, 50% #1 é+')"]


def many_regions() -> StatLineServer:
    regions = [f"GM{number:04d}" for number in range(400)]
    made = lists()
    made["RegioSCodes"] = [{"Identifier": one, "Title": one} for one in regions]
    rows = [observation(at, "M1_1", one, "2025JJ00", at) for at, one in enumerate(regions)]
    return StatLineServer(rows=rows, lists=made, page_size=100)


def test_a_long_list_of_codes_is_asked_for_in_pieces():
    asked = [f"GM{number:04d}" for number in range(0, 400, 2)]
    with playing(many_regions()) as server:
        events = read(server, select={"RegioS": asked, "Measure": ["M1_1"]})

    assert sorted(row[1] for row in rows_of(events)) == asked
    assert len(server.filters) > 1
    assert all(len(one) < 2_000 for one in server.filters)


def test_a_source_that_finds_a_filter_too_long_is_asked_for_less():
    asked = [f"GM{number:04d}" for number in range(0, 400, 2)]
    server = many_regions()
    server.codes_most = 10
    with playing(server):
        events = read(server, select={"RegioS": asked})

    assert sorted(row[1] for row in rows_of(events)) == asked
    assert unread(events) == []


def test_a_source_that_takes_no_notice_of_a_filter_gives_no_more_than_was_asked():
    with playing(StatLineServer(deaf_to_filters=True)) as server:
        events = read(server, select={"RegioS": ["PV20"]})

    assert {row[1] for row in rows_of(events)} == {"PV20"}
    assert len(rows_of(events)) == 8


def test_all_codes_of_a_dimension_need_no_filter():
    with playing(StatLineServer()) as server:
        events = read(server, select={"RegioS": REGIONS})

    assert server.filters == []
    assert len(rows_of(events)) == 32


def test_a_code_that_is_not_there_is_told_and_the_others_are_read():
    with playing(StatLineServer()) as server:
        events = read(server, select={"RegioS": ["GM0003", "PV20"]})

    assert unread(events) == ["De code GM0003 staat niet in deze tabel."]
    assert len(rows_of(events)) == 8


@pytest.mark.parametrize(
    ("select", "why"),
    [
        ({"RegioS": ["GM0003"]}, "Geen van de gevraagde codes staat in deze tabel."),
        ({"RegioS": []}, "Geen van de gevraagde codes staat in deze tabel."),
        ({"regios": ["PV20"]}, "Deze tabel heeft geen dimensie regios."),
    ],
)
def test_a_part_that_is_not_there_is_told(select: dict[str, list[str]], why: str):
    with playing(StatLineServer()) as server:
        assert broken(read(server, select=select)) == why


# ---- a table that is not there


def test_ids_of_tables_are_taken_as_they_are_written():
    with playing(StatLineServer()) as server:
        events = list(StatLine("90001ned", server.address).read())

    assert broken(events) == "De bron heeft geen tabel 90001ned."
    assert isinstance(events[-1], BrokenOff)
    assert "hoofdletters tellen" in events[-1].problem.expected.nl


def test_the_source_is_shown_without_what_is_secret():
    with playing(StatLineServer()) as server:
        feed = StatLine(server.table, server.address.replace("http://", "http://ik:geheim@"))
        list(feed.read())

    assert feed.source == f"{server.address}/90001NED"
    assert StatLine("80590ned").source == "https://datasets.cbs.nl/odata/v1/CBS/80590ned"


@pytest.mark.parametrize("given", ["", "/", "/odata/v1/CBS", "/odata/v1/CBS/", "/odata/v1/CBS/90001NED"])
def test_somebody_may_give_the_address_of_the_site_of_the_api_or_of_the_table(given: str):
    server = StatLineServer(below="odata/v1/CBS/")
    with playing(server):
        events = list(StatLine(server.table, server.address + given).read())

    assert len(rows_of(events)) == 32


def test_a_disk_without_room_is_told(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Gathered, "add", full)
    with playing(StatLineServer()) as server:
        assert broken(read(server)) == "Er is geen plaats om de tabel even op te slaan (No space left on device)."
