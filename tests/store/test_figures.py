# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A download of a table is kept whole, with its date, and comes back as its source gave it."""

import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorleren.journeys.figures import latest
from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.region import Code, Dimension, Measure, Observations, Table
from doorleren.store.figures import KeptFigures
from doorleren.store.figures_names import key_of, read_key, table_folder, table_of
from doorleren.store.figures_parquet import contents

JULY, AUGUST, SEPTEMBER = (datetime(2026, month, 17, 16, 30, 6, 176_000, tzinfo=UTC) for month in (7, 8, 9))
Row = tuple[str, str, str, float | None, str | None, str | None]

REGIONS = ("PV20", "PV21", "GM0014")
PERIODS = ("2026MM05", "2026MM06")
ROWS: list[Row] = [
    ("M1", "PV20", "2026MM05", 70.1, None, None),
    ("M2", "PV20", "2026MM05", None, "Impossible", None),
    ("M1", "PV21", "2026MM05", 0.0, None, None),
    ("M1", "GM0014", "2026MM06", -3.5, "Confidential", "stuk"),
    ("M1", "PV20", "2026MM06", None, None, "tekst"),
]


def table(table_id: str = "85554NED", region: str = "RegioS", status: str = "Voorlopig") -> Table:
    return Table(
        "cbs",
        table_id,
        "Een verzonnen tabel",
        (
            Dimension("Perioden", "Perioden", "periode", tuple(Code(one, one, status=status) for one in PERIODS)),
            Dimension(region, "Regio's", "regio", tuple(Code(one, one, "P", "Uitleg") for one in REGIONS), {"P": "x"}),
        ),
        (Measure("M1", "Deelname", "%", 1, ("Groep",), "Uitleg"), Measure("M2", "Werkenden", "x 1 000", None)),
        version="7",
        changed_on="2026-07-16",
        summary="Kort",
        licence="CC BY 4.0",
        expected_rows=5,
    )


def page(rows: list[Row], region: str = "RegioS") -> Observations:
    measures, regions, periods, values, reasons, texts = (
        (list(one) for one in zip(*rows, strict=True)) if rows else ([],) * 6
    )
    return Observations(measures, {"Perioden": periods, region: regions}, values, reasons, texts)


def rows_of(found: Observations, region: str = "RegioS") -> list[Row]:
    columns = (found.measures, found.codes[region], found.codes["Perioden"], found.values, found.reasons, found.texts)
    return list(zip(*columns, strict=True))


@pytest.fixture
def figures(tmp_path: Path) -> KeptFigures:
    return KeptFigures(tmp_path / "cijfers")


def keep(figures: KeptFigures, rows: list[Row], at: datetime = JULY, of: Table | None = None, part: str | None = None):
    return figures.keep(of or table(), [page(rows)], fetched=at, source="https://bron", filter=part)


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(one.relative_to(folder)): (one.stat().st_mtime_ns, one.read_bytes() if one.is_file() else b"")
        for one in folder.rglob("*")
    }


# --- as its source gave it ------------------------------------------------------------------------------------------


def test_a_download_comes_back_as_its_source_gave_it(figures: KeptFigures) -> None:
    """Nothing becomes zero, a zero stays one, and what the source says of a row stays with it."""
    kept = keep(figures, ROWS, part="Geslacht eq 'T001038'")

    again = KeptFigures(figures._folder)
    (found,) = again.downloads("cbs", "85554NED")
    assert found == kept
    assert (found.rows, found.fetched, found.filter) == (5, JULY.replace(microsecond=0), "Geslacht eq 'T001038'")
    assert again.table(found) == table()
    assert rows_of(again.observations(found, {})) == ROWS
    assert again.tables() == [("cbs", "85554NED")]


def test_a_selection_gives_its_rows_in_the_order_of_the_source(figures: KeptFigures) -> None:
    kept = keep(figures, ROWS)

    assert rows_of(figures.observations(kept, {"Measure": ["M1"], "RegioS": ["PV20", "GM0014"]})) == [
        ROWS[0],
        ROWS[3],
        ROWS[4],
    ]
    assert rows_of(figures.observations(kept, {"Perioden": {"2026MM05"}, "Measure": {"M2"}})) == [ROWS[1]]
    assert rows_of(figures.observations(kept, {"RegioS": ["PV99"]})) == []
    assert rows_of(figures.observations(kept, {"RegioS": []})) == []
    with pytest.raises(KeyError):
        figures.observations(kept, {"regios": ["PV20"]})


_codes = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
_keyed = st.tuples(st.sampled_from(["M1", "M2"]), _codes, _codes)
_said = st.tuples(st.none() | st.floats(allow_nan=False, allow_infinity=False), st.none() | _codes, st.none() | _codes)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(_keyed, _said, max_size=40), st.sets(_codes, max_size=3), st.randoms(use_true_random=False))
def test_whatever_the_codes_every_row_is_found_again(tmp_path_factory, found, wanted, random) -> None:
    """Also strange codes: empty, with blanks, capitals, letters from elsewhere, quotes."""
    figures = KeptFigures(tmp_path_factory.mktemp("cijfers"))
    rows: list[Row] = [(*key, *rest) for key, rest in found.items()]
    wanted |= {row[1] for row in rows[:3]}

    kept = keep(figures, rows)

    assert rows_of(figures.observations(kept, {})) == rows
    assert rows_of(figures.observations(kept, {"RegioS": wanted})) == [row for row in rows if row[1] in wanted]
    random.shuffle(rows)
    assert keep(figures, rows, AUGUST) == kept


def test_a_large_table_is_read_only_where_a_row_may_stand(figures: KeptFigures) -> None:
    regions = [f"GM{number:04d}" for number in range(400)]
    rows: list[Row] = [
        (measure, region, f"{2000 + n}JJ00", float(n), None, None)
        for n in range(25)
        for region in regions
        for measure in ("M3", "M1", "M2", "M4", "M5", "M6", "M7", "M8", "M9", "M0")
    ]
    kept = keep(figures, rows)
    select = {"Measure": ["M5"], "RegioS": ["GM0123"]}

    assert rows_of(figures.observations(kept, select)) == [row for row in rows if row[0] == "M5" and row[1] == "GM0123"]
    with next(figures._folder.rglob("*.parquet")).open("rb") as file:
        known = contents(file)
    assert known.metadata.num_row_groups == 13
    # Its own, and perhaps the one in which the measure before it ends.
    assert 1 <= len(known.groups(select)) <= 2


def test_any_other_program_can_read_what_is_kept(figures: KeptFigures) -> None:
    keep(figures, ROWS)
    file = next(figures._folder.rglob("observations.parquet"))

    found = duckdb.sql(
        f"select Measure, RegioS, Perioden, Value, ValueAttribute, StringValue from '{file}' order by Place"
    ).fetchall()

    assert found == ROWS


def test_a_dimension_may_be_called_like_a_column_of_ours(figures: KeptFigures) -> None:
    kept = figures.keep(table("xyz", "value"), [page(ROWS, "value")], fetched=JULY, source="x", filter=None)

    assert rows_of(figures.observations(kept, {"value": ["PV21"]}), "value") == [ROWS[2]]


# --- once, and in the order of time ---------------------------------------------------------------------------------


def test_the_same_contents_are_not_kept_twice_whatever_the_order_of_pages(figures: KeptFigures) -> None:
    kept = keep(figures, ROWS)
    before = tree(figures._folder)

    again = figures.keep(
        table(), [page(ROWS[3:]), page([]), page(ROWS[:3][::-1])], fetched=AUGUST, source="elders", filter=None
    )

    assert again == kept
    assert figures.seen_again(kept) == AUGUST.replace(microsecond=0)
    after = tree(figures._folder)
    assert {name: one for name, one in after.items() if name in before and one[1]} == {
        name: one for name, one in before.items() if one[1]
    }


@pytest.mark.parametrize(
    "other",
    [
        {"rows": [*ROWS[:-1], ("M1", "PV20", "2026MM06", 0.0, None, "tekst")]},
        {"rows": [*ROWS[:-1], ("M1", "PV20", "2026MM06", None, "Impossible", "tekst")]},
        {"rows": [*ROWS[:-1], ("M1", "PV20", "2026MM06", None, None, None)]},
        {"rows": ROWS[:-1]},
        {"rows": ROWS, "part": "Geslacht eq 'T001038'"},
        {"rows": ROWS, "of": table(status="Definitief")},
    ],
    ids=["a zero for nothing", "a reason", "a text", "a row less", "another part", "a period that became final"],
)
def test_what_differs_is_another_download(figures: KeptFigures, other) -> None:
    first = keep(figures, ROWS)
    edition = figures.edition

    second = keep(figures, at=AUGUST, **other)

    assert second.digest != first.digest
    assert figures.downloads("cbs", "85554NED") == [first, second]
    assert figures.edition != edition
    assert rows_of(figures.observations(first, {})) == ROWS


def test_recorded_answers_take_their_place_in_time(figures: KeptFigures) -> None:
    """What was recorded in July and is read in September does not hide the figures of August."""
    august = keep(figures, ROWS[:2], AUGUST)
    july = keep(figures, ROWS, JULY)

    assert figures.downloads("cbs", "85554NED") == [july, august]
    assert latest(figures, "cbs", "85554NED") == august
    assert latest(figures, "cbs", "85554NED", datetime(2026, 8, 1, tzinfo=UTC)) == july
    assert latest(figures, "cbs", "85554NED", datetime(2026, 7, 1, tzinfo=UTC)) is None
    assert keep(figures, ROWS, SEPTEMBER) not in (july, august)


def test_an_example_is_not_the_same_as_the_real_figures(figures: KeptFigures) -> None:
    figures.keep(table(), [page(ROWS)], fetched=JULY, source="wij", filter=None, made_up=True)
    keep(figures, ROWS, AUGUST)

    assert [one.made_up for one in figures.downloads("cbs", "85554NED")] == [True, False]


def test_a_row_that_is_there_twice_counts_once(figures: KeptFigures) -> None:
    once = keep(figures, ROWS)

    assert keep(figures, [*ROWS, ROWS[1], ROWS[0]], AUGUST) == once


@pytest.mark.parametrize("other", [(71.0, None, None), (None, None, None), (70.1, "Confidential", None)])
def test_one_row_that_says_two_things_is_refused(figures: KeptFigures, other) -> None:
    before = keep(figures, ROWS)

    with pytest.raises(FiguresTrouble) as trouble:
        keep(figures, [*ROWS, (*ROWS[0][:3], *other)], AUGUST)

    assert "Measure=M1, RegioS=PV20, Perioden=2026MM05" in trouble.value.problem.where
    assert figures.downloads("cbs", "85554NED") == [before]


@pytest.mark.parametrize(
    "row",
    [
        ("M1", "PV20", "2026MM05", float("nan"), None, None),
        ("M1", "PV20", "2026MM05", float("inf"), None, None),
        (None, "PV20", "2026MM05", 1.0, None, None),
        ("M1", None, "2026MM05", 1.0, None, None),
        ("M1", "PV\ud800", "2026MM05", 1.0, None, None),
    ],
    ids=["no number", "without end", "no measure", "no code", "half a character"],
)
def test_what_can_be_no_figure_is_refused(figures: KeptFigures, row) -> None:
    with pytest.raises(FiguresTrouble):
        keep(figures, [ROWS[1], row])

    assert figures.tables() == []


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../boven", "a/b", "a\\b", "a..b", "a.", ".a", "-a", "a b", "a\nb", "é", "a:b", "a=b", "x" * 101],
)
def test_a_name_that_leads_elsewhere_is_refused(figures: KeptFigures, name: str) -> None:
    with pytest.raises(FiguresTrouble):
        figures.downloads("cbs", name)
    with pytest.raises(FiguresTrouble):
        keep(figures, ROWS, of=table(name))
    with pytest.raises(FiguresTrouble):
        figures.downloads(name, "80590ned")
    assert not figures._folder.exists()


@given(st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.$-]{0,30}", fullmatch=True))
def test_no_two_tables_share_a_folder_where_capitals_do_not_count(name: str) -> None:
    try:
        folder = table_folder(name)
    except FiguresTrouble:
        assert ".." in name or name.endswith(".")
        return

    assert folder == folder.lower()
    assert table_of(folder) == name


def test_tables_that_differ_in_capitals_only_are_two(figures: KeptFigures) -> None:
    one, other = keep(figures, ROWS, of=table("80590ned")), keep(figures, ROWS[:1], of=table("80590NED"))

    assert figures.tables() == [("cbs", "80590NED"), ("cbs", "80590ned")]
    assert figures.downloads("cbs", "80590ned") == [one]
    assert figures.downloads("cbs", "80590NED") == [other]
    assert figures.downloads("cbs", "80590Ned") == []


# --- folders --------------------------------------------------------------------------------------------------------


def test_files_can_be_read_by_whoever_may_read_the_folder(figures: KeptFigures) -> None:
    """A backup runs as somebody else: permissions are those of any new file, not of a temporary one."""
    keep(figures, ROWS)
    plain = figures._folder / "gewoon"
    plain.touch()
    folder = figures._folder / "map"
    folder.mkdir()

    for one in (figures._folder / "cbs").rglob("*"):
        same = folder if one.is_dir() else plain
        assert stat.S_IMODE(one.stat().st_mode) == stat.S_IMODE(same.stat().st_mode), one


def test_a_question_never_writes(figures: KeptFigures) -> None:
    kept = keep(figures, ROWS)
    before = tree(figures._folder)
    fresh = KeptFigures(figures._folder)

    fresh.tables(), fresh.edition, fresh.table(kept), fresh.observations(kept, {"Measure": ["M1"]})
    fresh.downloads("cbs", "85554NED"), fresh.downloads("cbs", "nooit"), fresh.seen_again(kept)

    assert tree(figures._folder) == before
    assert KeptFigures(figures._folder / "nergens").tables() == []
    assert not (figures._folder / "nergens").exists()


def test_the_folder_may_stand_on_another_disk(tmp_path: Path) -> None:
    (tmp_path / "schijf").mkdir()
    (tmp_path / "cijfers").symlink_to(tmp_path / "schijf")
    figures = KeptFigures(tmp_path / "cijfers")

    kept = keep(figures, ROWS)

    assert figures.downloads("cbs", "85554NED") == [kept]
    assert rows_of(figures.observations(kept, {})) == ROWS


def test_what_somebody_else_put_there_is_left_alone(figures: KeptFigures) -> None:
    kept = keep(figures, ROWS)
    (figures._folder / "cbs" / "Eigen map").mkdir()
    (figures._folder / "LEES MIJ").mkdir()
    (figures._folder / "cbs" / "85554=ned=" / "aantekeningen").mkdir()

    assert figures.tables() == [("cbs", "85554NED")]
    assert figures.downloads("cbs", "85554NED") == [kept]


def test_the_same_store_gives_the_same_bytes(tmp_path: Path) -> None:
    stores = [KeptFigures(tmp_path / name) for name in ("een", "twee")]

    for one in stores:
        keep(one, ROWS)

    one, other = ({name: data for name, (_, data) in tree(store._folder).items()} for store in stores)
    assert len(one) >= 6
    assert one == other


def test_the_name_of_a_download_is_its_moment_and_its_digest() -> None:
    """The clock is handed in: the same moment gives the same name, in every time zone."""
    key = key_of(JULY, "7f636b01a0301111")
    elsewhere = JULY.astimezone(timezone(timedelta(hours=2)))

    assert key == "20260717T163006Z-7f636b01a030" == key_of(elsewhere, "7f636b01a0301111")
    assert read_key(key) == (JULY.replace(microsecond=0), "7f636b01a030")
    assert read_key("20261317T163006Z-7f636b01a030") is None
