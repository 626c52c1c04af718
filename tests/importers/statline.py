# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server that plays StatLine, version 4 and 3: as it should be, or with a habit that a real one may have.

The table is of our own making. `playing` of `ooapi_server` puts it on an address of this machine.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote

from .ooapi_server import Answer, Endpoint, Habit, as_json
from .ooapi_server import playing as playing_endpoint

Row = dict[str, Any]

REGIONS = ["NL01", "PV20", "GM0014", "GM0034"]
PERIODS = ["2024JJ00", "2025JJ00", "2025KW01", "2025MM06"]
MEASURES = ["M1_1", "M1_2"]


def observation(number: int, measure: str, region: str, period: str, value: Any, **other: Any) -> Row:
    return {
        "Id": number,
        "Measure": measure,
        "ValueAttribute": "None",
        "Value": value,
        "StringValue": None,
        "RegioS": region,
        "Perioden": period,
    } | other


def all_rows() -> list[Row]:
    """One figure for each measure, region and period: 32 in all, each with a value of its own."""
    cells = [(m, r, p) for r in REGIONS for p in PERIODS for m in MEASURES]
    return [observation(number, *cell, value=number + 0.5) for number, cell in enumerate(cells)]


def properties(table: str, rows: list[Row]) -> Row:
    return {
        "Identifier": table,
        "Title": "Werk in de regio ",
        "Version": "202601010200",
        "Modified": "2026-01-01T02:00:00+01:00",
        "ObservationsModified": "2026-01-01T02:00:00+01:00",
        "ObservationCount": len(rows),
        "License": "https://creativecommons.org/licenses/by/4.0/",
        "Summary": "Een verzonnen tabel",
    }


def lists() -> dict[str, list[Row]]:
    """The lists of the made-up table, as version 4 writes them."""
    return {
        "Dimensions": [
            {"Identifier": "RegioS", "Title": "Regio's", "Kind": "GeoDimension", "ContainsGroups": True},
            {
                "@odata.type": "#Cbs.Ccb.Models.TimeDimension",
                "Identifier": "Perioden",
                "Title": "Perioden",
                "ContainsGroups": False,
            },
        ],
        "RegioSCodes": [
            {"Identifier": one, "Index": at, "Title": f"Naam van {one}", "Description": "", "DimensionGroupId": one[:2]}
            for at, one in enumerate(REGIONS)
        ],
        "RegioSGroups": [
            {"Id": "NL", "Title": "Nederland", "ParentId": None},
            {"Id": "PV", "Title": "Provincies", "ParentId": None},
            {"Id": "GM", "Title": "Gemeenten", "ParentId": "PV"},
        ],
        "PeriodenCodes": [
            {
                "Identifier": one,
                "Title": one,
                "Description": "",
                "Status": "Voorlopig" if one == "2025MM06" else "Definitief",
            }
            for one in PERIODS
        ],
        "MeasureCodes": [
            {"Identifier": "M1_1", "Title": "Seizoengecorrigeerd", "MeasureGroupId": "G2", "Unit": "%", "Decimals": 1},
            {"Identifier": "M1_2", "Title": "Seizoengecorrigeerd", "MeasureGroupId": "G3", "Unit": "%", "Decimals": 1},
        ],
        "MeasureGroups": [
            {"Id": "G1", "Title": "Arbeidsdeelname", "ParentId": None},
            {"Id": "G2", "Title": "Netto", "ParentId": "G1"},
            {"Id": "G3", "Title": "Bruto", "ParentId": "G1"},
        ],
    }


@dataclass
class StatLineServer:
    """What StatLine holds, how many rows a page has, and what it was asked. `links`: whole, relative or other size. `codes_most`: how many codes a filter may have. `habits`: by list of the
    table. `below`: the path under which it all stands."""

    table: str = "90001NED"
    rows: list[Row] = field(default_factory=all_rows)
    lists: dict[str, list[Row]] = field(default_factory=lists)
    page_size: int = 5
    links: str = "whole"
    codes_most: int = 1_000
    deaf_to_filters: bool = False
    counts: bool = True
    below: str = ""
    habits: dict[str, Habit] = field(default_factory=dict)
    properties: Row = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    headers: list[Any] = field(default_factory=list)
    address: str = ""
    wide: "WideTable | None" = None

    def __post_init__(self) -> None:
        self.properties = properties(self.table, self.rows) | self.properties

    def answer(self, path: str, query: dict[str, str]) -> Answer:
        path = path.removeprefix(self.below) if path.startswith(self.below) else "elders/"
        table, _, name = unquote(path).partition("/")
        self.asked.append(unquote(path) + "".join(f"&{one}={query[one]}" for one in sorted(query)))
        times = sum(one.partition("&")[0] == unquote(path) for one in self.asked)
        if (habit := self.habits.get(name)) and (found := habit(times, query)):
            return found
        if self.wide is not None and table == self.wide.table:
            return self.wide.answer(name, query)
        if table != self.table:
            return Answer(404, b'{"error": {"code": "404"}}')
        if name == "Properties":
            return as_json(self.properties)
        if name == "Observations":
            return self.observations(query)
        if name == "Observations/$count":
            asked = "" if self.deaf_to_filters else query.get("$filter", "")
            count = str(len(filtered(self.rows, asked))).encode()
            return Answer(200, count, {"Content-Type": "text/plain"}) if self.counts else Answer(404)
        return as_json({"value": self.lists[name]}) if name in self.lists else Answer(404)

    def observations(self, query: dict[str, str]) -> Answer:
        rows = self.rows
        if asked := query.get("$filter"):
            self.filters.append(asked)
            if asked.count(" eq ") > self.codes_most:
                return Answer(400, b'{"error": {"message": "The node count limit has been exceeded."}}')
            rows = rows if self.deaf_to_filters else filtered(rows, asked)
        skip = int(query.get("$skip", "0"))
        size = int(query.get("size", self.page_size))
        answer: Row = {"value": rows[skip : skip + size]}
        if skip + size < len(rows):
            only = f"$filter={quote(asked)}&" if asked else ""
            link = f"Observations?{only}$skip={skip + size}"
            whole = f"{self.address}/{self.below}{self.table}/{link}"
            answer["@odata.nextLink"] = {"whole": whole, "relative": link, "other size": f"{whole}&size=7"}[self.links]
        return as_json(answer)

    def record(self, folder: Path, **index: Any) -> Path:
        """Its answers as somebody may have recorded them."""
        folder.mkdir(parents=True)
        names = {"Dimensions": "dimensions", "MeasureCodes": "measure-codes", "MeasureGroups": "measure-groups"}
        for name, rows in self.lists.items():
            there = names.get(name) or (
                f"groups-{name.removesuffix('Groups')}"
                if name.endswith("Groups")
                else f"codes-{name.removesuffix('Codes')}"
            )
            write(folder / f"{there}.json", {"value": rows})
        write(folder / "properties.json", self.properties)
        pages = [self.rows[at : at + self.page_size] for at in range(0, len(self.rows), self.page_size)]
        for number, rows in enumerate(pages, start=1):
            write(folder / f"observations-page-{number}.json", {"value": rows})
        written = {
            "tableId": self.table,
            "capturedAt": "2026-02-03T04:05:06Z",
            "sliceFilter": None,
            "captureOnlySlice": None,
            "observationRows": len(self.rows),
            "observationPages": [f"observations-page-{number}.json" for number in range(1, len(pages) + 1)],
        }
        write(folder / "index.json", written | index)
        return folder


@dataclass
class WideTable:
    """A table of version 3: rows with a column for each topic, and blanks behind the codes."""

    table: str = "70001ned"
    rows: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    limit: int = 10_000
    counts: bool = True
    reasons: bool = True
    lists: dict[str, list[Row]] = field(default_factory=dict)

    def answer(self, name: str, query: dict[str, str]) -> Answer:
        assert query.get("$format", "json") == "json"
        if name in ("TypedDataSet", "UntypedDataSet"):
            rows = self.rows if name == "TypedDataSet" else self.words
            if name == "UntypedDataSet" and not self.reasons:
                return Answer(404)
            rows = filtered(rows, query.get("$filter", ""))
            skip, top = int(query["$skip"]), min(int(query["$top"]), self.limit)
            return as_json({"odata.metadata": "", "value": rows[skip : skip + top]})
        if name == "TypedDataSet/$count":
            count = len(filtered(self.rows, query.get("$filter", "")))
            return Answer(200, str(count).encode(), {"Content-Type": "text/plain"}) if self.counts else Answer(404)
        found = (WIDE_LISTS | self.lists).get(name)
        return as_json({"odata.metadata": "", "value": found}) if found else Answer(404)


WIDE_LISTS: dict[str, list[Row]] = {
    "TableInfos": [{"ID": 0, "Title": "Oude tabel", "Modified": "2020-01-01T02:00:00", "Summary": "Verzonnen"}],
    "DataProperties": [
        {"ID": 0, "ParentID": None, "Type": "GeoDimension", "Key": "RegioS", "Title": "Regio's"},
        {"ID": 1, "ParentID": None, "Type": "TimeDimension", "Key": "Perioden", "Title": "Perioden"},
        {"ID": 2, "ParentID": None, "Type": "TopicGroup", "Key": "", "Title": "Banen"},
        {"ID": 3, "ParentID": 2, "Type": "TopicGroup", "Key": "", "Title": "Mannen"},
        {"ID": 4, "ParentID": 2, "Type": "TopicGroup", "Key": "", "Title": "Vrouwen"},
        {
            "ID": 5,
            "ParentID": 3,
            "Type": "Topic",
            "Key": "Totaal_1",
            "Title": "Totaal",
            "Datatype": "Long",
            "Unit": "x 1 000",
            "Decimals": 0,
        },
        {
            "ID": 6,
            "ParentID": 4,
            "Type": "Topic",
            "Key": "Totaal_2",
            "Title": "Totaal",
            "Datatype": "Double",
            "Unit": "%",
            "Decimals": 1,
        },
        {"ID": 7, "ParentID": None, "Type": "Topic", "Key": "Bron_3", "Title": "Bron", "Datatype": "String"},
    ],
    "CategoryGroups": [{"ID": 1, "DimensionKey": "RegioS", "Title": "Gemeenten", "ParentID": None}],
    "RegioS": [
        {"Key": "NL01  ", "Title": "Nederland", "CategoryGroupID": None},
        {"Key": "GM0014", "Title": "Groningen (gemeente)", "CategoryGroupID": 1},
    ],
    "Perioden": [
        {"Key": "2019JJ00", "Title": "2019", "Status": "Definitief"},
        {"Key": "2019MM06", "Title": "2019 juni", "Status": "NaderVoorlopig"},
    ],
}


def wide_rows() -> list[Row]:
    regions, periods = [["NL01  ", "GM0014"], ["2019JJ00", "2019MM06"]]
    cells = [(region, period) for region in regions for period in periods]
    return [
        {
            "ID": at,
            "RegioS": region,
            "Perioden": period,
            "Totaal_1": 10 + at,
            "Totaal_2": at / 2,
            "Bron_3": f"bron {at}",
        }
        for at, (region, period) in enumerate(cells)
    ]


def filtered(rows: list[Row], asked: str) -> list[Row]:
    """The rows that a `$filter` lets through, read as OData has it: quotes in a text are doubled."""
    for part in re.findall(r"\(((?:[^()']|'(?:[^']|'')*')*)\)", asked):
        pairs = re.findall(r"(\w+) eq '((?:[^']|'')*)'", part)
        assert pairs, f"no filter that can be read: {part}"
        field_name = pairs[0][0]
        codes = {value.replace("''", "'") for _, value in pairs}
        rows = [row for row in rows if row[field_name] in codes]
    return rows


def write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


@contextmanager
def playing(server: StatLineServer) -> Iterator[StatLineServer]:
    """The server on an address of this machine, for as long as it is needed."""
    with playing_endpoint(cast(Endpoint, server)):
        yield server


def nth(times: int, answer: Callable[[], Answer]) -> Habit:
    """A habit of one request only."""
    return lambda asked, _: answer() if asked == times else None
