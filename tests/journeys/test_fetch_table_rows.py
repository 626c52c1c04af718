# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a script and a spreadsheet get of a kept table: codes, a number or none, and where it comes from."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from doorleren.journeys.say_figure import figure_text, plain_number
from doorleren.journeys.table_rows import Asked, ask_rows, read_selection, row_shapes
from doorleren.journeys.table_rows_csv import rows_csv
from doorleren.region import Code, Dimension, Measure, Observations, Table
from doorleren.store.figures import KeptFigures

JULY = datetime(2026, 7, 17, 16, 30, 6, tzinfo=UTC)
TABLE = Table(
    "uwv",
    "spanning",
    "Verzonnen",
    (
        Dimension("bron", "Bron", "gewoon", (Code("=1+1", "=SOM(A1)"), Code("b", "B"))),
        Dimension("tijd", "Tijd", "periode", (Code("2026KW02", "2e kwartaal", status="Voorlopig"),)),
    ),
    (Measure("m", "Spanning", "vacatures per werkzoekende", 2),),
)


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    figures = KeptFigures(tmp_path)
    rows = Observations(
        ["m"] * 2, {"bron": ["=1+1", "b"], "tijd": ["2026KW02"] * 2}, [-1.5, None], [None, None], [None, "heel krap"]
    )
    figures.keep(TABLE, [rows], fetched=JULY, source="x", filter=None)
    found, problems = ask_rows(figures, "uwv", "spanning", {})
    assert problems == []
    assert found is not None
    return found


def test_a_dimension_never_takes_the_place_of_a_field_of_the_contract(asked: Asked) -> None:
    first, second = row_shapes(asked)

    assert first == {
        "waarde": -1.5,
        "reden": None,
        "periodestatus": "Voorlopig",
        "eenheid": "vacatures per werkzoekende",
        "Measure": "m",
        "dimensie:bron": "=1+1",
        "tijd": "2026KW02",
        "bron": {"tabel": "spanning", "opgehaald": "2026-07-17T16:30:06Z"},
    }
    assert (second["waarde"], second["tekst"]) == (None, "heel krap")


def test_a_title_is_no_formula_in_a_spreadsheet_and_a_minus_stays_a_number(asked: Asked) -> None:
    first, second = csv.DictReader(io.StringIO(rows_csv(asked).lstrip("\ufeff")), delimiter=";")

    assert (first["bron"], first["bron_titel"], first["waarde"]) == ("'=1+1", "'=SOM(A1)", "-1,5")
    assert (second["waarde"], second["tekst"]) == ("", "heel krap")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, {}),
        ("Measure=M004210,Perioden=2026MM06", {"Measure": ("M004210",), "Perioden": ("2026MM06",)}),
        (" RegioS = PV20 | PV21 | PV20 ", {"RegioS": ("PV20", "PV21")}),
        ("A=b=c", {"A": ("b=c",)}),
    ],
)
def test_a_selection_is_read_as_it_is_written(text: str | None, found: dict[str, tuple[str, ...]]) -> None:
    assert read_selection(text) == (found, [])


@pytest.mark.parametrize("text", ["", ",", "A", "A=", "=b", "A=b,", "A=b|", "A=b,A=c"])
def test_what_is_no_selection_is_told(text: str) -> None:
    _, problems = read_selection(text)

    assert len(problems) >= 1
    assert all(one.where == "--selectie" for one in problems)


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (None, 1, "", ""),
        (0.0, 0, "0", "0"),
        (-0.0, 1, "0,0", "0.0"),
        (8451.0, 0, "8.451", "8,451"),
        (70.0, 1, "70,0", "70.0"),
        (-3.25, 2, "-3,25", "-3.25"),
        # More decimals than the source promised are not cut off.
        (3.85, 1, "3,85", "3.85"),
        (1234567.125, None, "1.234.567,125", "1,234,567.125"),
    ],
)
def test_a_figure_has_the_decimals_of_its_source(value: float | None, decimals: int | None, nl: str, en: str) -> None:
    measure = Measure("m", "M", "%", decimals)

    assert (figure_text(value, measure, "nl"), figure_text(value, measure, "en")) == (nl, en)


def test_a_whole_number_has_no_point_in_json() -> None:
    assert [repr(plain_number(one)) for one in (8451.0, 3.8, None, -0.0)] == ["8451", "3.8", "None", "0"]
