# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workbook as UWV may hand it out becomes a table of ours: found by its titles, nothing guessed, nothing lost.

All workbooks here are of our own making; no real one of UWV was at hand.
"""

import threading
from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from math import isfinite
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorleren.importers.mapping_file import FOLDER, names_of
from doorleren.importers.sheet_mapping import sheet_mapping
from doorleren.importers.sheet_values import Figure, read_figure, read_period
from doorleren.importers.sheets import Sheets
from doorleren.region import BrokenOff, Download, Observations, Table, Unread
from doorleren.region.from_table import series_by_region, wanted
from doorleren.region.indicators.read import indicators
from doorleren.region.shortages import shortages

from .sheet_made import Raw, Rows, ods, ods_row, saved, sheet_xml, xlsx

NAMES = {
    "groningen": ("PV20", "AM01", "GM0014"),
    "friesland": ("PV21", "AM02"),
    "eemsdelta": ("GM1979",),
    "flevoland": ("PV24", "AM09"),
}
TITLES = ["Regio", "Periode", "Dienstverband", "Aantal"]


def names(text: str) -> Collection[str]:
    return NAMES.get(text.lower(), ())


def read(
    table: str, source: Path, **given: Any
) -> tuple[list[Table], list[str], dict[tuple[str, ...], Any], list[str]]:
    """Tables, what was told, codes of the dimensions → number and reason, and why it broke off."""
    events = list(Sheets(table, str(source), codes_of_region=names, **given).read())
    rows: dict[tuple[str, ...], Any] = {}
    for event in events:
        if isinstance(event, Observations):
            keys = zip(*event.codes.values(), strict=True)
            rows |= {key: pair for key, *pair in zip(keys, event.values, event.reasons, strict=True)}
    return (
        [event for event in events if isinstance(event, Table)],
        [event.problem.what.nl for event in events if isinstance(event, Unread)],
        {key: tuple(pair) for key, pair in rows.items()},
        [event.problem.what.nl for event in events if isinstance(event, BrokenOff)],
    )


def test_the_table_is_found_by_its_titles_wherever_it_stands(tmp_path: Path) -> None:
    rows: Rows = [
        ["Geregistreerde werkzoekenden"],
        [],
        [None, None, *TITLES],
        [None, None, "AM01", "juni 2026", "Zonder dienstverband", 10250],
        [None, None, "Nederland", "juni 2026", "Met dienstverband", 400100],
        [],
        [None, None, "Bron: UWV"],
    ]

    tables, told, found, broken = read("gwu", saved(tmp_path, rows))

    assert found == {
        ("AM01", "2026MM06", "zonder"): (10250.0, None),
        ("NL01", "2026MM06", "met"): (400100.0, None),
    }
    assert told == broken == []
    assert [one.id for one in tables[0].dimensions] == ["Regio", "Periode", "Dienstverband"]
    assert "nog niet geprobeerd op het echte bestand" in tables[0].summary
    assert tables[0].periods is not None
    assert tables[0].periods.codes[0].title == "juni 2026"


def test_the_tables_are_what_the_indicators_ask_for(tmp_path: Path) -> None:
    """The link that must hold: the mapping, the file of the indicator, and the series that the page draws."""
    gwu: Rows = [TITLES, *(["AM01", f"2026-0{n}", "zonder", 100 + n] for n in range(1, 7))]
    tension: Rows = [["Arbeidsmarktregio", "Kwartaal", "Spanningsindicator"], ["Groningen", "2e kwartaal 2026", 2.25]]
    sources = {("gwu", "geregistreerde-werkzoekenden"): gwu, ("spanningsindicator", "arbeidsmarktspanning"): tension}
    figures = {}
    for (table_id, indicator_id), rows in sources.items():
        file = saved(tmp_path, rows, f"{table_id}.xlsx")
        events = list(Sheets(table_id, str(file), codes_of_region=names).read())
        table = next(one for one in events if isinstance(one, Table))
        observed = next(one for one in events if isinstance(one, Observations))
        indicator = next(one for one in indicators() if one.id == indicator_id)
        source = next(one for one in indicator.sources if one.provider == "uwv")
        download = Download("uwv", table_id, "x", datetime(2026, 7, 1, tzinfo=UTC), "d", len(observed), "here")

        series = series_by_region(table, observed, download, indicator, source, wanted(table, source))

        figures[table_id] = [(point.span.code, point.value) for point in series["AM01"].points]

    assert figures["gwu"] == [(f"2026MM0{n}", 100.0 + n) for n in range(1, 7)]
    assert figures["spanningsindicator"] == [("2026KW02", 2.25)]


def test_shortages_by_occupation_are_what_the_overview_reads(tmp_path: Path) -> None:
    rows: Rows = [
        ["Arbeidsmarktregio", "Beroepsgroep", "Kwartaal", "Spanning"],
        ["Groningen", "Elektriciens", "2026 kwartaal 1", "5,25"],
        ["Groningen", "Koks", "2026 kwartaal 1", "*"],
        ["Groningen", "Schoonmakers", "2026 kwartaal 1", "0,8"],
    ]
    events = list(Sheets("spanning-beroepen", str(saved(tmp_path, rows)), codes_of_region=names).read())
    table = next(one for one in events if isinstance(one, Table))
    observed = next(one for one in events if isinstance(one, Observations))

    found = shortages(table, observed, "AM01", date(2026, 7, 1))

    assert found is not None
    assert [(one.title, one.tension) for one in found[1]] == [("Elektriciens", 5.25)]
    assert list(zip(observed.codes["Beroepsgroep"], observed.reasons, strict=True))[1] == ("Koks", "* (geheim)")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("juni 2026", "2026MM06"),
        ("Jun 2026", "2026MM06"),
        ("30 juni 2026", "2026MM06"),
        ("2026-06", "2026MM06"),
        ("202606", "2026MM06"),
        ("2026MM06", "2026MM06"),
        ("30-06-2026", "2026MM06"),
        ("2026-06-30", "2026MM06"),
        (date(2026, 6, 30), "2026MM06"),
        (46203, "2026MM06"),
    ],
)
def test_a_month_is_read_however_it_is_written(tmp_path: Path, written: Any, period: str) -> None:
    rows: Rows = [TITLES, ["AM01", written, "zonder", 1]]

    assert list(read("gwu", saved(tmp_path, rows))[2]) == [("AM01", period, "zonder")]


@pytest.mark.parametrize(
    "written",
    ["2e kwartaal 2026", "Q2 2026", "2026K2", "2026-Q2", "2026KW02", "tweede kwartaal 2026", "kwartaal 2 2026"],
)
def test_a_quarter_is_read_however_it_is_written(tmp_path: Path, written: str) -> None:
    rows: Rows = [["Regio", "Kwartaal", "Spanning"], ["AM01", written, 1.5]]

    assert list(read("spanningsindicator", saved(tmp_path, rows))[2]) == [("AM01", "2026KW02")]


@pytest.mark.parametrize("written", ["zomer 2026", "2026", "13-2026", "31-06-2026", 12, "2e kwartaal 2026", None])
def test_what_is_no_month_is_told_and_not_guessed(tmp_path: Path, written: Any) -> None:
    rows: Rows = [TITLES, ["AM01", written, "zonder", 1], ["AM02", "juni 2026", "zonder", 2]]

    _, told, found, _ = read("gwu", saved(tmp_path, rows))

    assert list(found) == [("AM02", "2026MM06", "zonder")]
    assert len(told) == 1
    assert told[0].endswith("Deze rij is niet gelezen.")


@pytest.mark.parametrize(
    ("written", "value", "reason"),
    [
        ("1.234,5", 1234.5, None),
        ("1.234", 1234.0, None),
        ("12345", 12345.0, None),
        ("-12,5", -12.5, None),
        (0, 0.0, None),
        ("0", 0.0, None),
        ("*", None, "* (geheim)"),
        ("-", None, "- (geen cijfer)"),
        ("X", None, "X (geheim)"),
        (".", None, ". (geen cijfer)"),
        (None, None, "leeg"),
        ("<5", None, "<5"),
        ("< 10", None, "< 10"),
    ],
)
def test_a_figure_is_a_figure_and_a_mark_is_never_zero(
    tmp_path: Path, written: Any, value: float | None, reason: str | None
) -> None:
    rows: Rows = [TITLES, ["AM01", "juni 2026", "zonder", written], ["AM02", "juni 2026", "zonder", 2]]

    _, told, found, _ = read("gwu", saved(tmp_path, rows))

    assert found["AM01", "2026MM06", "zonder"] == (value, reason)
    assert told == []


@pytest.mark.parametrize("written", ["veel", "1,2,3", "12 (r)", "1.23.4", True, date(2026, 6, 1)])
def test_what_is_no_figure_is_told_and_kept_as_none(tmp_path: Path, written: Any) -> None:
    written = Raw('t="b"|<v>1</v>') if written is True else written
    rows: Rows = [TITLES, ["AM01", "juni 2026", "zonder", written]]

    _, told, found, _ = read("gwu", saved(tmp_path, rows))

    assert found == {("AM01", "2026MM06", "zonder"): (None, "niet te lezen")}
    assert len(told) == 1


def test_a_tension_of_1_234_as_text_may_be_two_things_and_is_neither(tmp_path: Path) -> None:
    """A point between thousands, or before decimals: of a measure with decimals nobody can say."""
    rows: Rows = [["Regio", "Kwartaal", "Spanning"], ["AM01", "Q2 2026", "1.234"], ["AM02", "Q2 2026", "1.2"]]

    _, told, found, _ = read("spanningsindicator", saved(tmp_path, rows))

    assert found == {("AM01", "2026KW02"): (None, "niet te lezen"), ("AM02", "2026KW02"): (1.2, None)}
    assert told == ["«1.234» is geen cijfer dat wij kennen."]


def test_a_name_that_two_regions_have_is_told_and_the_title_of_its_column_settles_it(tmp_path: Path) -> None:
    row = ["Groningen", "juni 2026", "zonder", 1]

    _, told, found, _ = read("gwu", saved(tmp_path, [TITLES, row]))
    municipality = read("gwu", saved(tmp_path, [["Gemeente", *TITLES[1:]], row]))[2]
    province = read("gwu", saved(tmp_path, [["Provincie", *TITLES[1:]], row]))[2]

    assert found == {}
    assert told == ["«Groningen» kan meer dan één regio zijn: AM01, GM0014, PV20. Deze rij is niet gelezen."]
    assert (list(municipality), list(province)) == (
        [("GM0014", "2026MM06", "zonder")],
        [("PV20", "2026MM06", "zonder")],
    )


@pytest.mark.parametrize("written", ["Atlantis", "AM1", "GM14", "XX01", "Totaal", 14])
def test_a_region_that_is_not_ours_is_told(tmp_path: Path, written: Any) -> None:
    rows: Rows = [TITLES, [written, "juni 2026", "zonder", 1], ["2025AM13", "juni 2026", "zonder", 2]]

    _, told, found, _ = read("gwu", saved(tmp_path, rows))

    assert list(found) == [("2025AM13", "2026MM06", "zonder")]
    assert told == [f"«{written if written != 14 else '14.0'}» is voor ons geen regio. Deze rij is niet gelezen."]


def test_a_total_is_the_country_only_where_the_mapping_says_so(tmp_path: Path) -> None:
    """The list of regions knows the Netherlands by name; a row of a sheet may mean something else by it."""
    (tmp_path / "m.yaml").write_text(SIDE)
    rows: Rows = [["Regio", "Maand", "Met dienstverband"], ["Nederland", "mei 2026", 3], ["NL01", "mei 2026", 4]]
    events = list(
        Sheets(
            None, str(saved(tmp_path, rows)), mapping=str(tmp_path / "m.yaml"), codes_of_region=lambda _: ("NL01",)
        ).read()
    )

    assert [event.values for event in events if isinstance(event, Observations)] == [[4.0]]
    assert [event.problem.what.nl for event in events if isinstance(event, Unread)] == [
        "«Nederland» is voor ons geen regio. Deze rij is niet gelezen."
    ]


def test_a_region_whose_figures_are_all_left_empty_is_a_row_and_no_line_of_text(tmp_path: Path) -> None:
    titles = ["Regio", "Spanning"]
    rows: Rows = [["1e kwartaal 2026"], titles, ["AM01", None], ["AM02", Raw("<f>1/3</f>")], ["Let op: voorlopig"]]

    _, told, found, _ = read("spanningsindicator", saved(tmp_path, rows))

    assert found == {
        ("AM01", "2026KW01"): (None, "leeg"),
        ("AM02", "2026KW01"): (None, "een formule zonder uitkomst"),
    }
    assert sorted(told) == [
        "Deze regel kennen wij niet: «Let op: voorlopig».",
        "Hier staat een formule zonder uitkomst.",
    ]


def test_a_sheet_without_the_table_is_told_and_the_one_with_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "twee.xlsx"
    rows: Rows = [TITLES, ["AM01", "juni 2026", "zonder", 1]]
    file.write_bytes(xlsx({"Uitleg": sheet_xml([["Deze tabel gaat over"]]), "Cijfers": sheet_xml(rows)}))

    _, told, found, broken = read("gwu", file)

    assert (len(found), broken) == (1, [])
    assert told == ["Op dit werkblad staat deze tabel niet. Wij lezen het niet."]


@given(number=st.decimals(min_value=-999_999_999, max_value=999_999_999, places=2))
def test_every_number_that_a_dutch_person_types_is_that_number(number: Decimal) -> None:
    typed = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))

    assert read_figure(typed, {}, 2) == Figure(float(number), None)


@given(text=st.text(max_size=12))
def test_whatever_stands_in_a_cell_is_a_number_or_none_and_never_an_error(text: str) -> None:
    figure = read_figure(text, {"": "leeg"}, 0)

    assert figure is None or figure.value is None or isfinite(figure.value)
    assert read_period(text, ("maand", "kwartaal", "jaar")) is None or text.strip()


def test_months_in_several_files_are_one_table(tmp_path: Path) -> None:
    """The period stands in the name of each file, or above its table."""
    titles = ["Regio", "Dienstverband", "Aantal"]
    saved(tmp_path, [titles, ["AM01", "zonder", 5], ["AM01", "met", 7]], "gwu mei 2026.xlsx")
    saved(tmp_path, [["Stand: juni 2026"], titles, ["AM01", "zonder", 6]], "nieuw.xlsx")
    (tmp_path / "~$nieuw.xlsx").write_text("opened by somebody")
    (tmp_path / "lees mij.txt").write_text("no workbook")

    _, told, found, broken = read("gwu", tmp_path)

    assert (told, broken) == ([], [])
    assert {key: value for key, (value, _) in found.items()} == {
        ("AM01", "2026MM05", "zonder"): 5.0,
        ("AM01", "2026MM05", "met"): 7.0,
        ("AM01", "2026MM06", "zonder"): 6.0,
    }


def test_the_same_figure_in_two_files_is_one_and_another_figure_is_none(tmp_path: Path) -> None:
    saved(tmp_path, [TITLES, ["AM01", "mei 2026", "zonder", 5], ["AM02", "mei 2026", "zonder", 8]], "a.xlsx")
    saved(tmp_path, [TITLES, ["AM01", "mei 2026", "zonder", 5], ["AM02", "mei 2026", "zonder", 9]], "b.xlsx")

    _, told, found, _ = read("gwu", tmp_path)

    assert found == {
        ("AM01", "2026MM05", "zonder"): (5.0, None),
        ("AM02", "2026MM05", "zonder"): (None, "tegenstrijdig"),
    }
    assert len(told) == 1
    assert "9 tegen 8. Wij bewaren geen van beide." in told[0]


def test_two_periods_above_one_table_are_not_chosen_between(tmp_path: Path) -> None:
    rows: Rows = [["mei 2026 en juni 2026"], ["Regio", "Dienstverband", "Aantal"], ["AM01", "zonder", 1]]

    tables, _, _, broken = read("gwu", saved(tmp_path, rows))

    assert tables == []
    assert broken == ["Deze cijfers kunnen over meer dan één periode gaan: 2026MM05, 2026MM06."]


def test_titles_once_more_are_skipped_and_an_unknown_line_is_told(tmp_path: Path) -> None:
    rows: Rows = [
        TITLES,
        ["AM01", "juni 2026", "zonder", 1],
        TITLES,
        ["AM02", "juni 2026", "zonder", 2],
        ["Vanaf april 2026 telt UWV anders"],
        ["* = minder dan 5"],
        ["Overig", "juni 2026", "zonder", 3],
    ]

    _, told, found, _ = read("gwu", saved(tmp_path, rows))

    assert [key[0] for key in found] == ["AM01", "AM02"]
    assert told == ["Deze regel kennen wij niet: «Vanaf april 2026 telt UWV anders»."]


def test_a_column_that_no_mapping_names_is_told_once(tmp_path: Path) -> None:
    rows: Rows = [[*TITLES, "Mutatie"], *([f"AM0{n}", "juni 2026", "zonder", n, 0.1] for n in range(1, 5))]

    _, told, found, _ = read("gwu", saved(tmp_path, rows))

    assert len(found) == 4
    assert told == ["De kolom «Mutatie» lezen wij niet."]


def test_a_region_that_is_one_cell_over_its_rows_counts_for_each(tmp_path: Path) -> None:
    rows: Rows = [TITLES, ["AM01", "juni 2026", "zonder", 1], [None, "juni 2026", "met", 2]]

    _, told, found, _ = read("gwu", saved(tmp_path, rows, merged=["A2:A3"]))

    assert {key: value for key, (value, _) in found.items()} == {
        ("AM01", "2026MM06", "zonder"): 1.0,
        ("AM01", "2026MM06", "met"): 2.0,
    }
    assert told == []


def test_a_sheet_of_libreoffice_reads_as_one_of_excel(tmp_path: Path) -> None:
    file = tmp_path / "tabel.ods"
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    file.write_bytes(ods(ods_row(*TITLES) + ods_row("AM01", "juni 2026", "zonder", 12.0) + empty))

    assert read("gwu", file)[2] == {("AM01", "2026MM06", "zonder"): (12.0, None)}


def test_a_workbook_at_an_address_is_fetched_and_a_key_in_it_is_not_kept(tmp_path: Path) -> None:
    body = saved(tmp_path, [["Regio", "Dienstverband", "Aantal"], ["AM01", "zonder", 6]]).read_bytes()
    asked: list[str] = []

    class Play(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Play)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/gwu-juni-2026.xlsx"
    feed = Sheets("gwu", f"{address}?sleutel=geheim")

    events = list(feed.read())

    server.shutdown()
    server.server_close()
    assert [list(one.codes["Periode"]) for one in events if isinstance(one, Observations)] == [["2026MM06"]]
    assert asked == ["/gwu-juni-2026.xlsx?sleutel=geheim"]
    assert feed.source == address


def test_each_mapping_of_ours_is_right_and_says_that_it_was_not_tried() -> None:
    seen = names_of("uwv")

    made = [sheet_mapping("uwv", name) for name in seen]

    assert {"gwu", "spanningsindicator", "spanning-beroepen"} <= set(seen)
    assert [one.about.table for one in made] == list(seen)
    for name in seen:
        text = (FOLDER / f"uwv-{name}.yaml").read_text(encoding="utf-8")
        assert ("Not yet tried on the real file" in text) == (not sheet_mapping("uwv", name).about.tried)


WIDE = """
provider: uwv
table: breed
title: Breed
document: {document: eigen proef, place: "-"}
dimensions:
  - {id: Regio, title: Regio, kind: regio, columns: [Regio], borders: 2025}
  - {id: Periode, title: Periode, kind: periode, spans: [maand]}
measures:
  - {id: ww, title: WW, unit: mensen}
spread: {dimension: Periode, measure: ww}
no_figure: {"*": geheim}
"""
LONG = """
provider: uwv
table: lang
title: Lang
document: {document: eigen proef, place: "-"}
dimensions:
  - {id: Regio, title: Regio, kind: regio, columns: [Regio]}
  - {id: Periode, title: Periode, kind: periode, columns: [Jaar], spans: [jaar]}
measures:
  - {id: ww, title: Lopende WW, unit: mensen}
  - {id: duur, title: Gemiddelde duur, unit: weken, decimals: 1}
measure_column: {columns: [Onderwerp], figure: [Waarde]}
"""
SIDE = """
provider: uwv
table: naast
title: Naast elkaar
document: {document: eigen proef, place: "-"}
dimensions:
  - {id: Regio, title: Regio, kind: regio, columns: [Regio]}
  - {id: Periode, title: Periode, kind: periode, columns: [Maand], spans: [maand]}
  - {id: Dienstverband, title: Dienstverband, kind: gewoon, codes: {met: [met], zonder: [zonder]}}
measures:
  - {id: gwu, title: GWU, unit: mensen}
figures:
  - {measure: gwu, columns: [Zonder dienstverband], codes: {Dienstverband: zonder}}
  - {measure: gwu, columns: [Met dienstverband], codes: {Dienstverband: met}}
"""


@pytest.mark.parametrize(
    ("mapping", "rows", "expected"),
    [
        (
            WIDE,
            [["Regio", "mei 2026", date(2026, 6, 1)], ["AM01", 1, "*"]],
            {("2025AM01", "2026MM05"): (1.0, None), ("2025AM01", "2026MM06"): (None, "* (geheim)")},
        ),
        (
            LONG,
            [["Regio", "Jaar", "Onderwerp", "Waarde"], ["AM01", 2025, "Lopende WW", 9]],
            {("AM01", "2025JJ00"): (9.0, None)},
        ),
        (
            SIDE,
            [["Regio", "Maand", "Met dienstverband", "Zonder dienstverband"], ["AM01", "mei 2026", 3, 4]],
            {("AM01", "2026MM05", "met"): (3.0, None), ("AM01", "2026MM05", "zonder"): (4.0, None)},
        ),
    ],
    ids=["periods as titles", "a measure for each row", "a dimension in the titles"],
)
def test_a_table_may_be_laid_out_in_other_ways(
    tmp_path: Path, mapping: str, rows: Rows, expected: dict[tuple[str, ...], Any]
) -> None:
    (tmp_path / "m.yaml").write_text(mapping)

    events = Sheets(None, str(saved(tmp_path, rows)), mapping=str(tmp_path / "m.yaml"))
    found = next(one for one in events.read() if isinstance(one, Observations))

    keys = zip(*found.codes.values(), strict=True)
    assert dict(zip(keys, zip(found.values, found.reasons, strict=True), strict=True)) == expected


def test_a_mapping_that_folds_out_into_billions_is_not_read(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 99)}]" for n in range(1, 9))]
    (tmp_path / "m.yaml").write_text("\n".join(lines))

    (event,) = Sheets(None, "x.xlsx", mapping=str(tmp_path / "m.yaml")).read()

    assert isinstance(event, BrokenOff)
    assert event.problem.what.nl == "Deze koppeling verwijst met * naar een ander stuk."


def test_what_is_wrong_with_a_mapping_is_told_together_with_its_line(tmp_path: Path) -> None:
    wrong = WIDE.replace("kind: periode", "kind: tijd").replace("borders: 2025", "borders: nu") + "rare: veld\n"
    (tmp_path / "m.yaml").write_text(wrong.replace("measure: ww}", "measure: wv}"))

    events = list(Sheets(None, "x.xlsx", mapping=str(tmp_path / "m.yaml")).read())

    problems = [one.problem for one in events if isinstance(one, Unread | BrokenOff)]
    assert isinstance(events[-1], BrokenOff)
    assert len(problems) >= 4
    assert all(one.where.startswith("m.yaml, regel ") for one in problems)
