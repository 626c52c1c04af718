# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Faults that were found in clients of StatLine that people use, each shown not to be ours.

Found by reading some of them, in Python and R, for version 3 and 4. A fault is named here, and nobody who made it.
"""

from datetime import date
from typing import Any

import pytest

from doorleren.importers import fetching
from doorleren.importers.cbs import StatLine
from doorleren.region import BrokenOff, Observations, Table, TableEvent, Unread, read_span

from .ooapi_server import Answer
from .statline import PERIODS, StatLineServer, WideTable, all_rows, lists, observation, playing, wide_rows


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_pause", lambda _: None)


def read(server: StatLineServer, table: str | None = None, **asked: Any) -> list[TableEvent]:
    with playing(server):
        return list(StatLine(table or server.table, server.address, **asked).read())


def cells(events: list[TableEvent]) -> dict[tuple[str, str, str], tuple[float | None, str | None]]:
    found: dict[tuple[str, str, str], tuple[float | None, str | None]] = {}
    for one in events:
        if isinstance(one, Observations):
            codes = zip(one.measures, one.codes["RegioS"], one.codes["Perioden"], strict=True)
            for cell, value, reason in zip(codes, one.values, one.reasons, strict=True):
                assert cell not in found
                found[cell] = (value, reason)
    return found


def test_fault_pages_are_counted_in_steps_of_a_size_that_the_source_does_not_have():
    """A client asks for $skip=0, 100000, 200000 …; a source that gives fewer at once loses rows that nobody misses."""
    assert len(cells(read(StatLineServer(page_size=3)))) == 32


def test_fault_only_the_first_page_is_read_below_a_certain_number_of_rows():
    """A client follows no link to a next page where it thinks that the table is small."""
    assert len(cells(read(StatLineServer(page_size=31)))) == 32


def test_fault_a_filter_is_taken_and_never_sent():
    """A client has a parameter for a filter, and asks for the whole table all the same."""
    server = StatLineServer()
    events = read(server, select={"Perioden": ["2025MM06"]})

    assert set(server.filters) == {"(Perioden eq '2025MM06')"}
    assert {cell[2] for cell in cells(events)} == {"2025MM06"}


def test_fault_a_next_page_is_asked_with_the_filter_twice():
    """A client adds its parameters to a link that has them already."""
    server = StatLineServer(page_size=2)
    events = read(server, select={"RegioS": ["PV20"]})

    assert len(cells(events)) == 8
    assert set(server.filters) == {"(RegioS eq 'PV20')"}


def test_fault_why_there_is_no_number_is_dropped():
    """A client keeps Value and drops ValueAttribute: what cannot be and what is secret become the same blank."""
    rows = all_rows()
    rows[0] |= {"Value": None, "ValueAttribute": "Impossible"}
    rows[2] |= {"Value": None, "ValueAttribute": "Confidential"}
    found = cells(read(StatLineServer(rows=rows)))

    assert found["M1_1", "NL01", "2024JJ00"] == (None, "Impossible")
    assert found["M1_1", "NL01", "2025JJ00"] == (None, "Confidential")


def test_fault_a_blank_becomes_a_zero():
    """A client fills what is empty with 0, and an average falls."""
    rows = all_rows()
    rows[5] |= {"Value": None, "ValueAttribute": "Impossible"}
    found = cells(read(StatLineServer(rows=rows)))

    assert 0.0 not in {value for value, _ in found.values()}


def test_fault_measures_with_one_title_become_one_column():
    """A client names columns by their title; in 80590ned "Seizoengecorrigeerd" is the title of seven measures."""
    events = read(StatLineServer())
    (table,) = [event for event in events if isinstance(event, Table)]

    assert {one.title for one in table.measures} == {"Seizoengecorrigeerd"}
    assert len({one.id for one in table.measures}) == len({one.path for one in table.measures}) == 2
    assert len(cells(events)) == 32


def test_fault_columns_with_one_title_become_one_in_version_three_too():
    events = read(StatLineServer(wide=WideTable(rows=wide_rows())), "70001ned", select={"RegioS": ["GM0014"]})

    assert {cell[0] for cell in cells(events)} == {"Totaal_1", "Totaal_2", "Bron_3"}


def test_fault_a_code_is_replaced_by_its_title():
    """A client gives titles instead of codes; the province, the region and the municipality are all "Groningen"."""
    made = lists()
    for row in made["RegioSCodes"]:
        row["Title"] = "Groningen"

    assert len(cells(read(StatLineServer(lists=made)))) == 32


def test_fault_a_row_with_a_code_that_is_not_in_the_list_falls_out_of_a_join():
    """A client joins rows and code lists; what does not fit is gone, and nobody is told."""
    rows = [*all_rows(), observation(99, "M1_1", "GM9999", "2025JJ00", 1)]
    events = read(StatLineServer(rows=rows))

    (told,) = [event.problem.where for event in events if isinstance(event, Unread)]
    assert told.endswith(", rij 33 (Id 99)")
    assert len(cells(events)) == 32


def test_fault_percentages_are_divided_by_a_hundred():
    """A client makes 3.8 % into 0.038, for some tables."""
    made = lists()
    for row in made["MeasureCodes"]:
        row |= {"Unit": "%", "PresentationType": "Relative"}

    assert cells(read(StatLineServer(lists=made)))["M1_1", "NL01", "2024JJ00"] == (0.5, None)


def test_fault_two_editions_of_a_table_are_mixed():
    """A client reads page after page; in between a new edition is published, and half of the rows are of each."""
    server = StatLineServer()

    def published(times: int, _: dict[str, str]) -> None:
        if times == 4:
            server.rows = [row | {"Value": row["Value"] + 1_000} for row in server.rows]
            server.properties = server.properties | {"Version": "nieuw"}

    server.habits["Observations"] = published
    found = cells(read(server))

    assert len(found) == 32
    assert all(value is not None and value >= 1_000 for value, _ in found.values())


def test_fault_a_table_that_breaks_off_is_given_as_far_as_it_came():
    """A client gives the pages that it had; a total over them is wrong, and looks right."""
    server = StatLineServer()
    half = Answer(200, b'{"value": [{"Id": 5, "Measure"')
    server.habits["Observations"] = lambda times, _: None if times < 3 else half
    events = read(server)

    assert cells(events) == {}
    assert isinstance(events[-1], BrokenOff)


def test_fault_blanks_behind_a_code_make_it_another_code():
    """In version 3 Nederland is "NL01  ": a client finds nothing for "NL01"."""
    events = read(StatLineServer(wide=WideTable(rows=wide_rows())), "70001ned", select={"RegioS": ["NL01"]})

    assert {cell[1] for cell in cells(events)} == {"NL01"}


def test_fault_a_number_is_text_with_blanks_before_it_and_a_dot_is_a_number_too():
    """A client reads UntypedDataSet: "     8451" and "." are both text, and a column of them is no column of numbers."""
    rows = wide_rows()
    rows[1]["Totaal_1"] = None
    words = [row | {"Totaal_1": "       ."} for row in wide_rows()]
    found = cells(read(StatLineServer(wide=WideTable(rows=rows, words=words)), "70001ned"))

    assert found["Totaal_1", "NL01", "2019JJ00"] == (10.0, None)
    assert found["Totaal_1", "NL01", "2019MM06"] == (None, ".")


def test_fault_ids_of_tables_are_written_in_capitals():
    """A client makes 80590ned into 80590NED: that table is not there."""
    server = StatLineServer(table="90001ned")

    assert len(cells(read(server))) == 32
    assert {one.partition("/")[0] for one in server.asked} == {"90001ned"}


@pytest.mark.parametrize(
    ("code", "first", "until"),
    [
        ("2025HJ02", date(2025, 7, 1), date(2026, 1, 1)),
        ("2025SJ00", date(2025, 8, 1), date(2026, 8, 1)),
        ("2020W101", date(2019, 12, 30), date(2020, 1, 6)),
        ("20250615", date(2025, 6, 15), date(2025, 6, 16)),
    ],
)
def test_fault_a_period_that_is_no_year_quarter_or_month_has_no_date(code: str, first: date, until: date):
    """A client knows JJ, KW and MM; half-years, school years, weeks and days are blanks, or fall out."""
    span = read_span(code)

    assert (span.first, span.until) == (first, until)


@pytest.mark.parametrize("code", ["2020X000", "2015G400", "1995X053", "2020JJ01"])
def test_fault_a_period_of_another_kind_gets_the_first_of_january(code: str):
    """A client gives a part of a week, or four years together, the date of a year."""
    span = read_span(code)

    assert (span.kind, span.first, span.until, span.code) == ("anders", None, None, code)


def test_fault_provisional_figures_look_like_final_ones():
    """A client drops the status of a period: a first estimate is compared with what is final."""
    (table,) = [event for event in read(StatLineServer()) if isinstance(event, Table)]

    assert table.periods is not None
    assert {code.id: code.status for code in table.periods.codes} == {
        period: "Voorlopig" if period == "2025MM06" else "Definitief" for period in PERIODS
    }
