# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever somebody did to a workbook: it is told in plain words, within bounds of time and memory, and replaces nothing."""

import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from doorleren.importers.sheets import Sheets
from doorleren.region import BrokenOff, Observations, Unread

from .sheet_made import Raw, Rows, ods, ods_row, saved, sheet_xml, xlsx

TITLES = ["Regio", "Periode", "Dienstverband", "Aantal"]
ROWS: Rows = [TITLES, ["AM01", "juni 2026", "zonder", 12]]
GOOD = xlsx({"Tabel": sheet_xml(ROWS)})


def read(source: Path) -> tuple[list[str], list[tuple[float | None, str | None]], list[str]]:
    """What was told, the figures with their reason, and why it broke off."""
    events = list(Sheets("gwu", str(source)).read())
    return (
        [event.problem.what.nl for event in events if isinstance(event, Unread)],
        [
            pair
            for event in events
            if isinstance(event, Observations)
            for pair in zip(event.values, event.reasons, strict=True)
        ],
        [event.problem.what.nl for event in events if isinstance(event, BrokenOff)],
    )


def written(folder: Path, body: bytes, name: str = "tabel.xlsx") -> Path:
    file = folder / name
    file.write_bytes(body)
    return file


def with_part(name: str, text: str) -> bytes:
    """The good workbook with one part as it should not be."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return packed.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(400)
SHEET = "xl/worksheets/sheet1.xml"
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>' + sheet_xml(ROWS)
MIME = "Dit is geen werkmap van Excel of LibreOffice (xlsx, xls of ods)."
HURT = "Deze werkmap is beschadigd."
XML = "In dit bestand staat een DOCTYPE of ENTITY. Dat hoort niet in een werkmap, en wij lezen het niet."


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "Dit bestand is leeg."),
        (b"Regio;Aantal\nAM01;12\n", MIME),
        (b"<html><table></table></html>", MIME),
        (b"PK\x03\x04" + b"nonsense" * 20, HURT),
        (GOOD[: len(GOOD) // 2], HURT),
        (GOOD.replace(b"worksheet", b"workshoot"), HURT),
        (LOCKED, "Op deze werkmap zit een wachtwoord."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2_000, HURT),
        (with_part(SHEET, ENTITY), XML),
        (with_part("docProps/app.xml", ENTITY), XML),
        (with_part(SHEET, sheet_xml(ROWS)[:-30]), HURT),
        (with_part(SHEET, "not xml at all"), HURT),
        (with_part("xl/_rels/workbook.xml.rels", "<a/>"), HURT),
        (xlsx({"Tabel": sheet_xml([])}), "Dit werkblad is leeg: «Tabel»."),
    ],
    ids=[
        *("empty", "csv", "page", "half a zip", "cut", "other names", "password", "old excel, hurt", "entity"),
        *("entity elsewhere", "xml cut", "no xml", "no links", "empty sheet"),
    ],
)
def test_what_is_no_good_workbook_says_so(tmp_path: Path, body: bytes, why: str) -> None:
    _, figures, broken = read(written(tmp_path, body))

    assert (figures, broken) == ([], [why])


def test_every_part_of_the_file_may_be_cut_off_and_nothing_falls_over(tmp_path: Path) -> None:
    for end in range(0, len(GOOD), 97):
        _, figures, broken = read(written(tmp_path, GOOD[:end]))

        assert figures == []
        assert len(broken) == 1, end


def test_one_bit_that_fell_over_never_becomes_another_figure_unnoticed(tmp_path: Path) -> None:
    """A packed file knows the sum of its parts."""
    seen = 0
    for at in range(0, len(GOOD), 41):
        hurt = bytearray(GOOD)
        hurt[at] ^= 0x10
        _, figures, _ = read(written(tmp_path, bytes(hurt)))
        assert figures in ([], [(12.0, None)])
        seen += 1

    assert seen > 30


def test_a_formula_without_its_outcome_is_no_zero_and_no_blank(tmp_path: Path) -> None:
    rows: Rows = [
        TITLES,
        ["AM01", "juni 2026", "zonder", Raw("<f>SUM(A1:A9)</f>")],
        ["AM02", "juni 2026", "zonder", Raw("<f>6+6</f><v>12</v>")],
        ["AM03", "juni 2026", "zonder", Raw('t="e"|<f>1/0</f><v>#DIV/0!</v>')],
        [Raw('t="e"|<v>#N/A</v>'), "juni 2026", "zonder", 3],
    ]

    told, figures, _ = read(saved(tmp_path, rows))

    assert figures == [
        (None, "een formule zonder uitkomst"),
        (12.0, None),
        (None, "een fout van Excel (#DIV/0!)"),
    ]
    assert told == [
        "Hier staat een formule zonder uitkomst.",
        "Hier staat een fout van Excel (#DIV/0!).",
        "Hier staat een fout van Excel (#N/A).",
    ]


def test_a_formula_of_libreoffice_without_its_outcome_is_told_too(tmp_path: Path) -> None:
    formula = '<table:table-cell table:formula="of:=SUM([.A1:.A9])"/>'
    row = ods_row("AM01", "juni 2026", "zonder").replace("</table:table-row>", f"{formula}</table:table-row>")
    file = written(tmp_path, ods(ods_row(*TITLES) + row + ods_row("AM02", "juni 2026", "zonder", 2.0)), "a.ods")

    told, figures, _ = read(file)

    assert figures == [(None, "een formule zonder uitkomst"), (2.0, None)]
    assert told == ["Hier staat een formule zonder uitkomst."]


def test_a_sheet_with_another_name_than_the_mapping_asks_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "provider: uwv\ntable: t\ntitle: T\nsheet: 'Tabel [0-9]+'\ndocument: {document: proef, place: hier}\n"
        "dimensions:\n  - {id: R, title: Regio, kind: regio, columns: [Regio]}\n"
        "  - {id: P, title: Periode, kind: periode, columns: [Periode]}\n"
        "measures: [{id: m, title: M, unit: mensen}]\nfigures: [{measure: m, columns: [Aantal]}]\n"
    )

    (event,) = Sheets(None, str(written(tmp_path, GOOD)), mapping=str(tmp_path / "m.yaml")).read()

    assert isinstance(event, BrokenOff)
    assert event.problem.what.nl == "Het werkblad dat wij zoeken, staat hier niet in. Er is wel: «Tabel»."


def test_a_title_that_is_there_twice_is_not_chosen_between(tmp_path: Path) -> None:
    rows: Rows = [[*TITLES, "Aantal"], ["AM01", "juni 2026", "zonder", 1, 2]]

    assert read(saved(tmp_path, rows))[2] == ["De kolom «Aantal» staat er twee keer."]


def test_a_title_over_two_columns_is_told(tmp_path: Path) -> None:
    rows: Rows = [[*TITLES, None], ["AM01", "juni 2026", "zonder", 1, 2]]

    assert read(saved(tmp_path, rows, merged=["D1:E1"]))[2] == ["De titel «Aantal» staat over 2 kolommen tegelijk."]


def test_a_second_table_below_the_first_stops_the_reading(tmp_path: Path) -> None:
    rows: Rows = [*ROWS, [], ["Periode", "Regio", "Dienstverband", "Aantal"], ["juni 2026", "AM01", "met", 5]]

    assert read(saved(tmp_path, rows))[2] == ["Hier begint een tweede tabel met andere kolommen."]


def test_a_workbook_without_the_table_says_what_was_looked_for(tmp_path: Path) -> None:
    rows: Rows = [["Sector", "WW"], ["Bouw", 3]]

    assert read(saved(tmp_path, rows))[2] == [
        "Wij vonden in «Tabel» geen rij met de titels «Regio», «Dienstverband», «Aantal»."
    ]


def test_macros_and_links_to_other_files_are_told_and_never_followed(tmp_path: Path) -> None:
    more = {"xl/vbaProject.bin": b"\0", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    told, figures, _ = read(written(tmp_path, xlsx({"Tabel": sheet_xml(ROWS)}, more)))

    assert figures == [(12.0, None)]
    assert told == [
        "In deze werkmap zitten macro's. Wij voeren ze niet uit.",
        "Deze werkmap haalt cijfers uit een ander bestand. Wij lezen wat er bij het bewaren stond.",
    ]


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("body", "name", "why"),
    [
        (
            xlsx({"Tabel": sheet_xml(ROWS, more=FAR)}),
            "a.xlsx",
            "Dit werkblad heeft te veel cellen, of een cel die heel ver weg staat.",
        ),
        (
            ods(ods_row(*TITLES) + ods_row("AM01", "juni 2026", "zonder", 1.0, times=1_000_000)),
            "a.ods",
            "Dit werkblad heeft te veel cellen, of een cel die heel ver weg staat.",
        ),
        (
            xlsx({"Tabel": sheet_xml(ROWS)}, {"xl/media/leeg.xml": b" " * 3_000_000}),
            "b.xlsx",
            "Deze werkmap is te groot om te openen.",
        ),
    ],
    ids=["one cell far away", "a row a million times", "zip bomb"],
)
def test_what_would_fill_the_memory_is_refused_quickly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes, name: str, why: str
) -> None:
    monkeypatch.setattr("doorleren.importers.sheet_book.UNPACKED_MAX", 2_000_000)
    file = written(tmp_path, body, name)
    tracemalloc.start()

    _, _, broken = read(file)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert broken == [why]
    assert peak < 60_000_000


def test_a_file_that_lies_about_its_size_is_counted_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doorleren.importers.sheet_book.UNPACKED_MAX", 10_000)
    body = bytearray(xlsx({"Tabel": sheet_xml(ROWS)}, {"xl/groot.xml": b" " * 3_000_000}))
    # The size in the list at the end of the packed file is what zipfile believes.
    at = body.index((3_000_000).to_bytes(4, "little"), body.rindex(b"PK\x01\x02"))
    body[at : at + 4] = (100).to_bytes(4, "little")

    _, figures, broken = read(written(tmp_path, bytes(body)))

    assert figures == []
    assert len(broken) == 1


def test_a_million_empty_rows_are_read_past(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}"/>' for n in range(3, 200_000))
    file = written(tmp_path, xlsx({"Tabel": sheet_xml(ROWS, more=empty)}))

    assert read(file)[1] == [(12.0, None)]


@pytest.mark.slow
def test_a_really_full_million_of_empty_rows_is_read_past(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_048_577))
    file = written(tmp_path, xlsx({"Tabel": sheet_xml(ROWS, more=empty)}))

    assert read(file)[1] == [(12.0, None)]


@pytest.mark.slow
def test_ten_years_of_every_municipality_are_all_there(tmp_path: Path) -> None:
    rows: list[list[str | float | int]] = [
        [f"GM{place:04d}", f"{year}-{month:02d}", work, place * month]
        for place in range(1, 343)
        for year in range(2016, 2026)
        for month in range(1, 13)
        for work in ("zonder", "met")
    ]
    file = saved(tmp_path, [TITLES, *rows])

    told, figures, broken = read(file)

    assert (len(figures), told, broken) == (82_080, [], [])


def test_ten_thousand_bad_rows_are_told_as_a_few_and_a_count(tmp_path: Path) -> None:
    rows: Rows = [*ROWS, *(["nergens", "juni 2026", "zonder", 1] for _ in range(10_000))]

    told, figures, _ = read(saved(tmp_path, rows))

    assert figures == [(12.0, None)]
    assert len(told) == 21
    assert told[-1].startswith("Dit komt nog 9980 keer voor")


@pytest.mark.parametrize("source", ["niet-hier.xlsx", "", "leeg"])
def test_a_file_or_folder_that_is_not_there_is_told(tmp_path: Path, source: str) -> None:
    (tmp_path / "leeg").mkdir()

    _, _, broken = read(tmp_path / source)

    assert len(broken) == 1
