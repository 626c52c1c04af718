# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of a table become series: one per region, of one kind of period, and never a zero where there is no figure."""

from datetime import UTC, date, datetime

import pytest

from doorleren.basics import said
from doorleren.region import MISSING, Code, Dimension, Download, Measure, Observations, Table
from doorleren.region.from_table import DoesNotFit, series_by_region, wanted
from doorleren.region.indicators import Calculation, Document, Indicator, KnownBreak, SeriesSource
from doorleren.region.plain_code import plain_code

HERE = Document("Voorbeeldtabel (verzonnen)", "hele tabel")
DOWNLOAD = Download("cbs", "1ned", "k", datetime(2026, 7, 1, tzinfo=UTC), "d", 0, "verzonnen")


def a_table(*measures: Measure, regions: tuple[str, ...] = ("NL01", "PV20")) -> Table:
    periods = ("2024KW01", "2024KW02", "2024KW03", "2024KW04", "2024JJ00", "2025KW01")
    return Table(
        "cbs",
        "1ned",
        "Voorbeeld",
        (
            Dimension("Geslacht", "Geslacht", "gewoon", (Code("T1", "Totaal"), Code("3", "Mannen"))),
            Dimension("RegioS", "Regio's", "regio", tuple(Code(one, one) for one in regions)),
            Dimension(
                "Perioden",
                "Perioden",
                "periode",
                tuple(Code(one, one, status="Voorlopig" if one > "2024KW04" else "Definitief") for one in periods),
            ),
        ),
        measures or (Measure("M1", "Aantal", "x 1 000"),),
    )


def a_source(**changes: object) -> SeriesSource:
    given: dict[str, object] = {
        "provider": "cbs",
        "table": "1ned",
        "covers": ("land", "provincie"),
        "select": {"Measure": "M1", "Geslacht": "T1"},
        "period_dimension": "Perioden",
        "period_kind": "kwartaal",
        "adjusted": False,
        "tried": False,
        "document": HERE,
        "region_dimension": "RegioS",
        **changes,
    }
    return SeriesSource(**given)  # type: ignore[arg-type]


def an_indicator(*sources: SeriesSource, breaks: tuple[KnownBreak, ...] = ()) -> Indicator:
    return Indicator(
        id="voorbeeld",
        name=said("Voorbeeld", "Example"),
        theme="vacatures",
        definition=said("Iets", "Something"),
        unit=said("vacatures", "vacancies"),
        decimals=0,
        log=True,
        relevant=10,
        relevant_why=said("Zomaar", "Just so"),
        goals=(),
        says_not=(),
        sources=sources,
        breaks=breaks,
    )


def rows(*cells: tuple[str, str, str, str, float | None, str | None]) -> Observations:
    return Observations(
        [one[0] for one in cells],
        {
            "Geslacht": [one[1] for one in cells],
            "RegioS": [one[2] for one in cells],
            "Perioden": [one[3] for one in cells],
        },
        [one[4] for one in cells],
        [one[5] for one in cells],
        [None] * len(cells),
    )


def series_of(table: Table, given: Observations, source: SeriesSource, **more: object) -> dict[str, object]:
    indicator = an_indicator(source, **more)  # type: ignore[arg-type]
    return dict(series_by_region(table, given, DOWNLOAD, indicator, source, wanted(table, source)))


def test_a_row_that_is_not_there_is_a_hole_and_a_secret_figure_keeps_its_reason() -> None:
    given = rows(
        ("M1", "T1", "PV20", "2024KW01", 10, None),
        ("M1", "T1", "PV20", "2024KW02", None, "Confidential"),
        ("M1", "T1", "PV20", "2024KW04", 0, None),
    )
    series = series_of(a_table(), given, a_source())["PV20"]
    assert [(p.span.code, p.value, p.reason) for p in series.points] == [  # type: ignore[attr-defined]
        ("2024KW01", 10, None),
        ("2024KW02", None, "Confidential"),
        ("2024KW03", None, MISSING),
        ("2024KW04", 0, None),
    ]


def test_years_and_quarters_of_one_table_are_never_in_one_series() -> None:
    given = rows(("M1", "T1", "NL01", "2024JJ00", 40, None), ("M1", "T1", "NL01", "2024KW04", 10, None))
    assert [p.span.code for p in series_of(a_table(), given, a_source())["NL01"].points] == ["2024KW04"]  # type: ignore[attr-defined]


def test_a_provisional_period_says_so() -> None:
    given = rows(("M1", "T1", "NL01", "2025KW01", 40, None))
    assert series_of(a_table(), given, a_source())["NL01"].points[0].status == "Voorlopig"  # type: ignore[attr-defined]


def test_men_alone_are_not_everybody() -> None:
    given = rows(("M1", "3", "NL01", "2024KW01", 5, None), ("M1", "T1", "NL01", "2024KW01", 9, None))
    assert series_of(a_table(), given, a_source())["NL01"].points[0].value == 9  # type: ignore[attr-defined]


def test_a_dimension_of_which_nothing_is_chosen_is_told_and_not_guessed() -> None:
    with pytest.raises(DoesNotFit, match="Geslacht"):
        wanted(a_table(), a_source(select={"Measure": "M1"}))


def test_a_code_that_the_table_does_not_have_is_told() -> None:
    with pytest.raises(DoesNotFit, match="M9"):
        wanted(a_table(), a_source(select={"Measure": "M9", "Geslacht": "T1"}))


def test_one_title_that_stands_twice_needs_its_group() -> None:
    measures = (
        Measure("A", "Gecorrigeerd", "%", path=("Netto arbeidsparticipatie",)),
        Measure("B", "Gecorrigeerd", "%", path=("Werkloosheid",)),
    )
    table = a_table(*measures)
    with pytest.raises(DoesNotFit, match="2 keer"):
        wanted(table, a_source(select={"Measure": "titel:Gecorrigeerd", "Geslacht": "T1"}))
    found = wanted(table, a_source(select={"Measure": "titel:werkloosheid / gecorrigeerd", "Geslacht": "T1"}))
    assert found.select["Measure"] == "B"


def test_a_region_on_two_borders_is_taken_on_the_last_and_never_mixed() -> None:
    table = a_table(regions=("2024AM01", "2025AM01"))
    given = rows(
        ("M1", "T1", "2024AM01", "2024KW01", 1, None),
        ("M1", "T1", "2025AM01", "2024KW02", 2, None),
    )
    series = series_of(table, given, a_source())["AM01"]
    assert [(p.span.code, p.value) for p in series.points] == [("2024KW02", 2)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("code", "plain"), [("2025AM13", "AM13"), ("GM0014  ", "GM0014"), ("NL01", "NL01")])
def test_a_code_without_its_year(code: str, plain: str) -> None:
    assert plain_code(code) == plain


def test_a_share_has_no_figure_where_either_side_has_none() -> None:
    measures = (Measure("M1", "Werkenden", "x 1 000"), Measure("M2", "Bevolking", "x 1 000"))
    source = a_source(calculation=Calculation({"Measure": "M2"}))
    given = rows(
        ("M1", "T1", "NL01", "2024KW01", 70, None),
        ("M2", "T1", "NL01", "2024KW01", 100, None),
        ("M1", "T1", "NL01", "2024KW02", 70, None),
        ("M1", "T1", "NL01", "2024KW03", None, "Impossible"),
        ("M2", "T1", "NL01", "2024KW03", 100, None),
        ("M1", "T1", "NL01", "2024KW04", 70, None),
        ("M2", "T1", "NL01", "2024KW04", 0, None),
    )
    points = series_of(a_table(*measures), given, source)["NL01"].points  # type: ignore[attr-defined]
    assert [(p.value, p.reason) for p in points] == [
        (70.0, None),
        (None, "ontbreekt"),
        (None, "Impossible"),
        (None, "gedeeld door nul"),
    ]


def test_a_break_of_another_table_does_not_touch_this_one() -> None:
    breaks = (
        KnownBreak(date(2024, 7, 1), said("Anders geteld", "Counted otherwise"), HERE, ("cbs/2ned",)),
        KnownBreak(date(2024, 4, 1), said("Nieuwe vraag", "New question"), HERE, ("cbs/1ned",)),
    )
    given = rows(
        ("M1", "T1", "NL01", "2024KW01", 1, None),
        ("M1", "T1", "NL01", "2024KW02", 2, None),
        ("M1", "T1", "NL01", "2024KW03", 3, None),
    )
    series = series_of(a_table(), given, a_source(), breaks=breaks)["NL01"]
    assert [one.on for one in series.breaks] == [date(2024, 4, 1)]  # type: ignore[attr-defined]
    assert [p.span.code for p in series.unbroken] == ["2024KW02", "2024KW03"]  # type: ignore[attr-defined]
