# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder of indicators of one's own: what is wrong is said together, with file, line, field and what to do."""

import shutil
from pathlib import Path

import pytest

from doorleren.region.indicators import indicators, read_indicators
from doorleren.region.indicators import read as home

SHIPPED = Path(home.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good indicator, as somebody would copy it."""
    shutil.copy(SHIPPED / "vacatures.yaml", tmp_path)
    return tmp_path


def edit(folder: Path, *changes: tuple[str, str], file: str = "vacatures.yaml") -> None:
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / file).write_text(text, encoding="utf-8")


def wrong(folder: Path) -> list[tuple[str, str]]:
    """Where each problem is, and what it is; a file with one is not read."""
    read, problems = read_indicators(folder)
    assert bool(read) != bool(problems)
    assert all(p.expected.nl and p.what_now.nl and p.expected.en and p.what_now.en for p in problems)
    return [(p.where, p.what.nl) for p in problems]


def test_a_good_file_is_read_as_it_is_shipped(folder: Path) -> None:
    read, problems = read_indicators(folder)

    assert problems == ()
    assert read == tuple(one for one in indicators() if one.id == "vacatures")


def test_the_shipped_ones_are_read_once() -> None:
    assert indicators() is indicators()


def test_all_that_is_wrong_is_said_together(folder: Path) -> None:
    edit(
        folder,
        ("decimals: 1", "decimals: veel"),
        ("theme: vacatures", "theme: vacature"),
        ("on: 2006-10-01", "on: 2006-13-01"),
        ("covers: [provincie, land]", "covers: [provincie, dorp]"),
    )

    assert wrong(folder) == [
        ("vacatures.yaml, regel 7: theme", "«vacature» kan hier niet"),
        ("vacatures.yaml, regel 15: decimals", "«veel» is geen getal"),
        ("vacatures.yaml, regel 50: sources.2.covers", "«dorp» is geen soort regio"),
        ("vacatures.yaml, regel 64: breaks.1.on", "«2006-13-01» is geen dag"),
    ]


def test_a_misspelt_field_names_the_one_that_was_meant(folder: Path) -> None:
    edit(folder, ("relevant_why:", "relevant_wy:"))

    _, problems = read_indicators(folder)

    assert [p.what.nl for p in problems] == [
        "dit veld kennen wij niet",
        "dit ontbreekt, of heeft niet de goede vorm",
    ]
    assert problems[0].expected.nl == "relevant_why"


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("id: vacatures", "id: banen", "id", "«banen» is niet de naam van het bestand"),
        ("relevant: 5", "relevant: 0", "relevant", "een verandering van niets is geen verandering"),
        ("    adjusted: true", "    adjusted: ja", "sources.1.adjusted", "«ja» kan hier niet"),
        ("    only_region: NL01\n", "", "sources", "cbs/80474ned: noem óf de dimensie met regio's, óf de ene regio"),
        ("    tables: [cbs/80474ned]", "    tables: [cbs/1]", "breaks", "2006-10-01: cbs/1 is geen bron hier"),
        ("    tables: [cbs/80474ned]", "    mended_from: 1997-01-01", "breaks", "«mended_from» ligt voor de breuk"),
        ('url: "https://www.cbs.nl', 'url: "www.cbs.nl', "sources.1.document.url", "dit is geen webadres"),
        ("log: true", "log: true\nlog: false", "log", "deze naam staat twee keer"),
        ("log: true", "log: [true]", "log", "dit ontbreekt, of heeft niet de goede vorm"),
        ("  nl: \"Open vacatures\"", "  nl: \"\"", "name.nl", "dit ontbreekt"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_where_it_stands(folder: Path, old: str, new: str, where: str, what: str) -> None:
    edit(folder, (old, new))

    ((place, words),) = wrong(folder)

    assert place.endswith(f": {where}")
    assert what in words


def test_an_indicator_without_source_says_where_was_looked(folder: Path) -> None:
    text = (folder / "vacatures.yaml").read_text(encoding="utf-8")
    start = text.index("sources:")
    (folder / "vacatures.yaml").write_text(text[:start] + "sources: []\n", encoding="utf-8")

    assert wrong(folder) == [
        ("vacatures.yaml, regel 3: nowhere", "er is óf een bron, óf een zin die zegt waar wij zochten")
    ]


def test_classes_with_a_hole_between_them_are_refused(folder: Path) -> None:
    (folder / "vacatures.yaml").unlink()
    shutil.copy(SHIPPED / "arbeidsmarktspanning.yaml", folder)
    edit(folder, ("above: 1.5", "above: 2"), file="arbeidsmarktspanning.yaml")

    ((_, words),) = wrong(folder)

    assert words == "de klassen sluiten niet op elkaar aan, van laag naar hoog"


def test_a_bad_file_does_not_take_the_good_ones_with_it(folder: Path) -> None:
    (folder / "stuk.yaml").write_text("id: [half", encoding="utf-8")
    (folder / "leeg.yaml").write_text("", encoding="utf-8")
    (folder / "binair.yaml").write_bytes(b"\xff\xfe\x00")

    read, problems = read_indicators(folder)

    assert [one.id for one in read] == ["vacatures"]
    assert [p.where.partition(",")[0] for p in problems] == ["binair.yaml", "leeg.yaml", "stuk.yaml"]


def test_two_files_with_one_place_on_the_page_are_both_named(folder: Path) -> None:
    shutil.copy(folder / "vacatures.yaml", folder / "vacatures-2.yaml")
    edit(folder, ("id: vacatures", "id: vacatures-2"), file="vacatures-2.yaml")

    read, problems = read_indicators(folder)

    assert [one.id for one in read] == ["vacatures", "vacatures-2"]
    assert [(p.where, p.what.nl) for p in problems] == [
        ("vacatures.yaml: order", "order 60 staat ook in vacatures-2.yaml")
    ]


def test_an_empty_or_absent_folder_is_said(tmp_path: Path) -> None:
    _, empty = read_indicators(tmp_path)
    _, absent = read_indicators(tmp_path / "nergens")

    assert [p.where for p in (*empty, *absent)] == [tmp_path.name, "nergens"]


def test_lists_in_lists_without_end_are_refused(folder: Path) -> None:
    (folder / "vacatures.yaml").write_text("id: " + "[" * 60 + "]" * 60, encoding="utf-8")

    places = wrong(folder)

    assert ("vacatures.yaml, regel 1: id.1.1", "hier liggen te veel lijsten in elkaar") in places
