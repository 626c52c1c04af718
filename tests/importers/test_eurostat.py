# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set of Eurostat becomes a table of ours, whole and honest, in each form that Eurostat answers in.

All answers here are made up, in the documented form; no real one was at hand.
"""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from doorleren.importers.eurostat import Eurostat
from doorleren.region import BrokenOff, Captured, Download, Observations, Table, Unread
from doorleren.region.from_table import series_by_region, wanted
from doorleren.region.indicators.read import indicators

GEO = {"NL": "Netherlands", "NL11": "Groningen", "NL31": "Utrecht (NUTS 2021)", "NL35": "Utrecht", "DE": "Germany"}
YEARS = ("2022", "2023", "2024")


def jsonstat(
    figures: dict[tuple[str, str], float], flags: dict[tuple[str, str], str] | None = None, **other: Any
) -> dict[str, Any]:
    """An answer with daily use of the internet by region and year; other dimensions have two codes, as they do."""
    places = {(geo, year): at for at, (geo, year) in enumerate((geo, year) for geo in GEO for year in YEARS)}
    # indic_is comes before geo and time and I_IDAY is its second code: its figures lie in the second half.
    half = len(places)
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Individuals who used the internet",
        "updated": "2026-04-17T23:00:00+0200",
        "id": ["freq", "indic_is", "unit", "geo", "time"],
        "size": [1, 2, 1, len(GEO), len(YEARS)],
        "dimension": {
            "freq": {"label": "Time frequency", "category": {"index": {"A": 0}, "label": {"A": "Annual"}}},
            "indic_is": {
                "label": "Indicator",
                "category": {"index": {"I_IDAY": 1, "I_IUX": 0}, "label": {"I_IDAY": "Daily", "I_IUX": "Never"}},
            },
            "unit": {"label": "Unit", "category": {"index": ["PC_IND"], "label": {"PC_IND": "% of individuals"}}},
            "geo": {"label": "Place", "category": {"index": list(GEO), "label": GEO}},
            "time": {"label": "Time", "category": {"index": list(YEARS)}},
        },
        "value": {str(half + places[key]): number for key, number in figures.items()},
        "status": {str(half + places[key]): flag for key, flag in (flags or {}).items()},
        **other,
    }


def written(folder: Path, answer: dict[str, Any] | str, name: str = "answer.json") -> Path:
    file = folder / name
    file.write_text(answer if isinstance(answer, str) else json.dumps(answer), encoding="utf-8")
    return file


def read(source: Path | str, **given: Any) -> tuple[list[Table], list[str], dict[tuple[str, str], Any], list[str]]:
    """The tables, what was told, region and year → number and reason, and why it broke off."""
    events = list(Eurostat("isoc_r_iuse_i", str(source), **given).read())
    rows = {
        (geo, year): (value, reason)
        for event in events
        if isinstance(event, Observations)
        for geo, year, value, reason in zip(
            event.codes["geo"], event.codes["time"], event.values, event.reasons, strict=True
        )
    }
    return (
        [event for event in events if isinstance(event, Table)],
        [event.problem.what.nl for event in events if isinstance(event, Unread)],
        rows,
        [event.problem.what.nl for event in events if isinstance(event, BrokenOff)],
    )


def test_a_figure_of_a_province_is_found_under_our_code(tmp_path: Path) -> None:
    file = written(tmp_path, jsonstat({("NL", "2024"): 93, ("NL11", "2024"): 91.5, ("DE", "2024"): 88}))

    tables, told, rows, broken = read(file)

    assert rows == {("NL01", "2024"): (93.0, None), ("PV20", "2024"): (91.5, None)}
    assert told == broken == []
    assert [one.id for one in tables[0].dimensions] == ["freq", "indic_is", "unit", "geo", "time"]
    assert tables[0].regions is not None
    assert tables[0].regions.code("PV20") is not None
    assert tables[0].periods is not None
    assert tables[0].changed_on.startswith("2026-04-17")


def test_the_table_is_what_the_indicator_asks_for(tmp_path: Path) -> None:
    """The link that must hold: the file of internet use, this reader, and the series that the page draws."""
    indicator = next(one for one in indicators() if one.id == "internetgebruik")
    source = next(one for one in indicator.sources if one.provider == "eurostat")
    file = written(
        tmp_path, jsonstat({("NL11", "2022"): 88, ("NL11", "2024"): 91, ("NL", "2024"): 93}, {("NL11", "2023"): "u"})
    )
    events = list(Eurostat("isoc_r_iuse_i", str(file)).read())
    table = next(one for one in events if isinstance(one, Table))
    rows = next(one for one in events if isinstance(one, Observations))
    download = Download("eurostat", table.id, "x", datetime(2026, 7, 1, tzinfo=UTC), "d", len(rows), "here")

    series = series_by_region(table, rows, download, indicator, source, wanted(table, source))

    assert set(series) == {"NL01", "PV20"}
    assert [(point.span.code, point.value, point.reason) for point in series["PV20"].points] == [
        ("2022", 88.0, None),
        ("2023", None, "u"),
        ("2024", 91.0, None),
    ]


def test_a_secret_figure_is_no_zero_and_is_not_dropped(tmp_path: Path) -> None:
    figures = {("NL11", "2022"): 0.0, ("NL11", "2024"): 91.0}
    file = written(tmp_path, jsonstat(figures, {("NL11", "2023"): "C", ("NL11", "2024"): "e"}))

    _, _, rows, _ = read(file)

    assert rows == {("PV20", "2022"): (0.0, None), ("PV20", "2023"): (None, "C"), ("PV20", "2024"): (91.0, "e")}


def test_a_break_is_told_so_that_somebody_names_it_with_the_indicator(tmp_path: Path) -> None:
    file = written(tmp_path, jsonstat({("NL11", "2023"): 90, ("NL", "2023"): 92}, {("NL11", "2023"): "b"}))

    tables, told, rows, _ = read(file)

    assert rows["PV20", "2023"] == (90.0, "b")
    assert told == ["Eurostat meldt bij 2023 een breuk in de reeks (PV20)."]
    assert tables[0].periods is not None
    assert tables[0].periods.codes[0].about == "breuk (b): PV20"


def test_a_year_is_provisional_only_where_all_its_figures_are(tmp_path: Path) -> None:
    figures = {("NL", "2023"): 92, ("NL11", "2023"): 90, ("NL", "2024"): 93, ("NL11", "2024"): 91}
    flags = {("NL", "2023"): "p", ("NL", "2024"): "p", ("NL11", "2024"): "ep"}
    tables, _, _, _ = read(written(tmp_path, jsonstat(figures, flags)))

    assert tables[0].periods is not None
    assert {one.id: one.status for one in tables[0].periods.codes} == {"2023": None, "2024": "Voorlopig"}


def test_utrecht_on_its_old_borders_is_not_strung_to_utrecht_on_its_new_ones(tmp_path: Path) -> None:
    file = written(tmp_path, jsonstat({("NL31", "2022"): 90, ("NL31", "2023"): 91, ("NL35", "2024"): 95}))
    indicator = next(one for one in indicators() if one.id == "internetgebruik")
    events = list(Eurostat("isoc_r_iuse_i", str(file)).read())
    table = next(one for one in events if isinstance(one, Table))
    rows = next(one for one in events if isinstance(one, Observations))
    download = Download("eurostat", table.id, "x", datetime(2026, 7, 1, tzinfo=UTC), "d", 3, "here")
    source = indicator.sources[0]

    series = series_by_region(table, rows, download, indicator, source, wanted(table, source))

    assert sorted(rows.codes["geo"]) == ["2021PV26", "2021PV26", "2024PV26"]
    assert [(point.span.code, point.value) for point in series["PV26"].points] == [("2024", 95.0)]


SDMX = """<?xml version="1.0" encoding="UTF-8"?>
<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/{version}/message"
 xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/{version}/data/structurespecific"
 xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/{version}/common"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:n="urn:sdmx:{urn}:ObsLevelDim:TIME_PERIOD">
<m:Header><m:ID>X</m:ID><m:Test>false</m:Test><m:Prepared>2026-05-14T06:55:31+02:00</m:Prepared>
<m:Sender id="ESTAT"/><m:Structure structureID="S" namespace="urn:sdmx:{urn}:ObsLevelDim:TIME_PERIOD"
 dimensionAtObservation="TIME_PERIOD"><c:Structure>{reference}</c:Structure></m:Structure></m:Header>
<m:DataSet ss:structureRef="S" xsi:type="n:DataSetType" ss:dataScope="DataStructure">
<Series freq="A" indic_is="I_IDAY" unit="PC_IND" geo="NL11"><Obs TIME_PERIOD="2022" OBS_VALUE="88" OBS_FLAG="b"/>
<Obs TIME_PERIOD="2023" OBS_VALUE="NaN" OBS_STATUS="u" CONF_STATUS="C"/><Obs TIME_PERIOD="2024" OBS_VALUE="0"/></Series>
<Series freq="A" indic_is="I_IUX" unit="PC_IND" geo="NL11"><Obs TIME_PERIOD="2022" OBS_VALUE="5"/></Series>
</m:DataSet></m:StructureSpecificData>"""
URN = "org.sdmx.infomodel.datastructure.DataStructure=ESTAT:ISOC_R_IUSE_I(1.0)"


def sdmx(version: str) -> str:
    reference = f"<URN>urn:sdmx:{URN}</URN>" if version == "v2_1" else f"urn:sdmx:{URN}"
    return SDMX.format(version=version, urn=URN, reference=reference)


@pytest.mark.parametrize("version", ["v2_1", "v3_0"])
def test_sdmx_says_the_same_as_json(
    tmp_path: Path, version: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, sdmx(version), "answer.xml")

    tables, told, rows, broken = read(file)

    assert rows == {("PV20", "2022"): (88.0, "b"), ("PV20", "2023"): (None, "u C"), ("PV20", "2024"): (0.0, None)}
    assert broken == []
    assert told == ["Eurostat meldt bij 2022 een breuk in de reeks (PV20)."]
    assert [one.id for one in tables[0].dimensions] == ["freq", "indic_is", "unit", "geo", "time"]
    assert caplog.messages == []
    assert capsys.readouterr() == ("", "")


def test_a_recorded_message_says_itself_when_it_was_fetched(tmp_path: Path) -> None:
    events = list(Eurostat("isoc_r_iuse_i", str(written(tmp_path, sdmx("v2_1"), "answer.xml"))).read())

    captured = next(one for one in events if isinstance(one, Captured))

    assert captured.at is not None
    assert captured.at.isoformat() == "2026-05-14T06:55:31+02:00"
    assert captured.filter == "indic_is=I_IDAY&unit=PC_IND&geo=NL*"


STRUCTURE = """<?xml version="1.0" encoding="UTF-8"?>
<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure"
 xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<m:Header><m:ID>D</m:ID><m:Test>false</m:Test><m:Prepared>2026-05-14T06:55:31+02:00</m:Prepared><m:Sender id="E"/></m:Header>
<m:Structures><s:Codelists><s:Codelist id="INDIC" agencyID="ESTAT" version="1.0"><c:Name xml:lang="en">Indicator</c:Name>
<s:Code id="I_IDAY"><c:Name xml:lang="en">Frequency: daily</c:Name></s:Code>
<s:Code id="I_IUX"><c:Name xml:lang="en">Never</c:Name></s:Code></s:Codelist></s:Codelists>
<s:DataStructures><s:DataStructure id="ISOC_R_IUSE_I" agencyID="ESTAT" version="1.0"><c:Name xml:lang="en">I</c:Name>
<s:DataStructureComponents><s:DimensionList id="DimensionDescriptor">
<s:Dimension id="freq" position="1"/><s:Dimension id="indic_is" position="2"><s:LocalRepresentation><s:Enumeration>
<Ref id="INDIC" version="1.0" agencyID="ESTAT" package="codelist" class="Codelist"/></s:Enumeration>
</s:LocalRepresentation></s:Dimension><s:Dimension id="unit" position="3"/><s:Dimension id="geo" position="4"/>
<s:TimeDimension id="TIME_PERIOD" position="5"/></s:DimensionList>
<s:MeasureList id="MeasureDescriptor"><s:PrimaryMeasure id="OBS_VALUE"/></s:MeasureList>
</s:DataStructureComponents></s:DataStructure></s:DataStructures></m:Structures></m:Structure>"""


def test_a_structure_message_beside_the_figures_gives_the_codes_their_titles(tmp_path: Path) -> None:
    written(tmp_path, sdmx("v2_1"), "a-data.xml")
    written(tmp_path, STRUCTURE, "b-structure.xml")

    tables, _, rows, broken = read(tmp_path)

    assert broken == []
    assert rows["PV20", "2022"] == (88.0, "b")
    indicator = tables[0].dimension("indic_is")
    assert indicator is not None
    assert [one.title for one in indicator.codes] == ["Frequency: daily"]


def test_two_files_that_say_the_same_are_one_and_two_that_differ_are_none(tmp_path: Path) -> None:
    written(tmp_path, jsonstat({("NL", "2023"): 92, ("NL", "2024"): 93}), "first.json")
    written(tmp_path, jsonstat({("NL", "2023"): 92, ("NL", "2024"): 94}), "second.json")

    _, told, rows, _ = read(tmp_path)

    assert rows == {("NL01", "2023"): (92.0, None), ("NL01", "2024"): (None, "tegenstrijdig")}
    assert told == ["Dit cijfer staat er twee keer en verschilt: 93 en 94. Wij bewaren geen van beide."]


def test_a_code_of_the_netherlands_that_nobody_knows_is_told_and_one_of_another_level_is_left(tmp_path: Path) -> None:
    answer = jsonstat({("NL11", "2024"): 91, ("NL31", "2024"): 90, ("NL35", "2023"): 94, ("NL35", "2024"): 95})
    answer["dimension"]["geo"]["category"] = {"index": ["NL", "NL11", "NL1", "NL99", "DE"]}

    _, told, rows, _ = read(written(tmp_path, answer))

    assert rows == {("PV20", "2024"): (91.0, None)}
    assert told == ["Bij NUTS-code NL99 kennen wij geen regio. Die cijfers zijn niet gelezen."]


GOOD = {("NL11", "2024"): 91.0}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"size": [1, 2, 1, 5]}, "De indeling van de tabel (id, size, dimension) klopt niet."),
        ({"size": [1, 2, 1, 5, 4]}, "De codes van time passen niet bij de 4 die er moeten zijn."),
        ({"size": [1, 2, 1, 5, 10**9]}, "Deze tabel heeft plaats voor meer dan 5 miljoen cijfers."),
        ({"id": ["freq", "freq", "unit", "geo", "time"]}, "Een indeling staat er twee keer in."),
        ({"value": [1, 2, 3]}, "«value» heeft 3 plaatsen; het moeten er 30 zijn."),
        ({"value": {"30": 1}}, "«value» noemt plaats 30; de laatste is 29."),
        ({"value": {"-1": 1}}, "«value» noemt plaats -1; de laatste is 29."),
        ({"value": "x"}, "Hier ontbreken de cijfers (value)."),
        ({"class": "bundle"}, "Dit is geen tabel in JSON-stat, versie 2."),
        (
            {"error": [{"status": 404, "label": "ERR_NOT_FOUND: no dataset"}]},
            "Eurostat geeft geen cijfers: «ERR_NOT_FOUND: no dataset».",
        ),
        (
            {"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE. Your request will be treated later."}},
            "Eurostat geeft geen cijfers: «ASYNCHRONOUS_RESPONSE. Your request will be treated later.».",
        ),
    ],
    ids=lambda one: str(one)[:30],
)
def test_an_answer_that_is_not_whole_replaces_nothing_and_says_why(
    tmp_path: Path, changed: dict[str, Any], why: str
) -> None:
    tables, _, rows, broken = read(written(tmp_path, jsonstat(GOOD, **changed)))

    assert (tables, rows, broken) == ([], {}, [why])


def test_a_row_of_figures_reads_as_an_object_of_them_does(tmp_path: Path) -> None:
    answer = jsonstat(GOOD)
    row: list[float | None] = [None] * 30
    for place, value in answer["value"].items():
        row[int(place)] = value

    assert read(written(tmp_path, {**answer, "value": row, "status": [None] * 30}))[2] == {
        ("PV20", "2024"): (91.0, None)
    }


def test_one_bad_figure_costs_one_figure(tmp_path: Path) -> None:
    answer = jsonstat({("NL", "2024"): 93, ("NL11", "2024"): 91})
    answer["value"] = {place: "drieënnegentig" if value == 93 else value for place, value in answer["value"].items()}

    _, told, rows, _ = read(written(tmp_path, answer))

    assert rows == {("PV20", "2024"): (91.0, None)}
    assert told == ["«drieënnegentig» is geen cijfer."]


def test_a_code_that_is_gone_from_the_data_set_stops_the_reading(tmp_path: Path) -> None:
    answer = jsonstat(GOOD)
    answer["dimension"]["indic_is"]["category"]["index"] = {"I_IDAYX": 1, "I_IUX": 0}

    assert read(written(tmp_path, answer))[3] == ["Deze tabel heeft bij «indic_is» geen code I_IDAY."]


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;">]>' + sdmx("v2_1")[38:]
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + sdmx("v2_1")[38:]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BOMB, "Dit bericht bevat een DOCTYPE of ENTITY. Dat hoort niet in SDMX, en wij lezen het niet."),
        (OUTSIDE, "Dit bericht bevat een DOCTYPE of ENTITY. Dat hoort niet in SDMX, en wij lezen het niet."),
        (sdmx("v2_1").replace("UTF-8", "UTF-7"), "Deze tekst is geen UTF-8."),
        (sdmx("v2_1")[:900], "Dit bericht is niet te lezen als SDMX (XMLParseError)."),
        ("<!doctype html><html></html>", "Dit is een webpagina."),
        (STRUCTURE, "Hier staat geen tabel van Eurostat."),
        ("", "Dit is leeg."),
    ],
    ids=["bomb", "outside", "letters", "cut", "page", "structure", "empty"],
)
def test_a_hostile_or_broken_message_is_told_and_not_read(tmp_path: Path, text: str, why: str) -> None:
    tables, _, rows, broken = read(written(tmp_path, text, "answer.xml"))

    assert (tables, rows, broken) == ([], {}, [why])


def test_more_figures_than_fit_are_not_begun_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorleren.importers.eurostat_sdmx.OBSERVATIONS_MAX", 3)

    assert read(written(tmp_path, sdmx("v2_1"), "a.xml"))[3] == ["Dit bericht heeft meer dan 100000 cijfers."]


@pytest.fixture
def served() -> Iterator[tuple[str, list[str]]]:
    """A server that plays Eurostat: busy the first time, then it answers; and what it was asked."""
    asked: list[str] = []

    class Play(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if len(asked) == 1:
                self.send_response(503)
                self.send_header("Retry-After", "0")
                self.end_headers()
                return
            body = json.dumps(jsonstat(GOOD)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Play)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/data", asked
    server.shutdown()
    server.server_close()


def test_eurostat_is_asked_for_what_the_mapping_keeps_and_asked_again_when_busy(
    served: tuple[str, list[str]],
) -> None:
    address, asked = served

    _, _, rows, broken = read(address)

    assert broken == []
    assert rows == {("PV20", "2024"): (91.0, None)}
    assert asked == ["/data/isoc_r_iuse_i?format=JSON&lang=EN&indic_is=I_IDAY&unit=PC_IND"] * 2


def test_an_address_with_a_question_is_asked_as_it_is_and_its_secret_is_not_kept(
    served: tuple[str, list[str]],
) -> None:
    address, asked = served
    feed = Eurostat("isoc_r_iuse_i", f"{address}/x?key=geheim")

    list(feed.read())

    assert asked[-1] == "/data/x?key=geheim"
    assert feed.source == f"{address}/x"


def test_what_is_wrong_with_a_mapping_is_told_together(tmp_path: Path) -> None:
    mapping = written(tmp_path, "provider: cbs\ntable: t\nregion: geo\nperiod: geo\nmaat: 1\n", "m.yaml")
    events = list(Eurostat(None, str(written(tmp_path, jsonstat(GOOD))), mapping=str(mapping)).read())

    assert isinstance(events[-1], BrokenOff)
    assert len(events) >= 5
    assert all("m.yaml, regel" in one.problem.where for one in events if isinstance(one, Unread | BrokenOff))
