# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table is brought in whole or not at all, and what changed since the last time is told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from doorleren.basics import Problem, said
from doorleren.journeys.fetch_table import MOST_TOLD, Fetched, fetch_table, fetched_shape
from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.journeys.table_changes_told import changes_told
from doorleren.region import (
    BrokenOff,
    Captured,
    Code,
    Dimension,
    Download,
    Measure,
    Observations,
    Table,
    TableEvent,
    Unread,
)
from doorleren.store.figures import KeptFigures

JULY = datetime(2026, 7, 17, 16, 30, tzinfo=UTC)
OCTOBER = JULY + timedelta(days=90)
PROBLEM = Problem(
    "bron, rij 3", said("Dit is geen getal.", "This is no number."), said("een getal", "a number"), said("x", "x")
)

Cell = tuple[str, str, float | None, str | None]
CELLS: list[Cell] = [
    ("M1", "2026MM05", 70.1, None),
    ("M1", "2026MM06", 70.4, None),
    ("M2", "2026MM05", 9800.0, None),
    ("M2", "2026MM06", None, "Impossible"),
]
TABLE = Table(
    "cbs",
    "80590ned",
    "Arbeidsdeelname",
    (
        Dimension(
            "Perioden",
            "Perioden",
            "periode",
            (Code("2026MM05", "2026 mei", status="Voorlopig"), Code("2026MM06", "2026 juni", status="Voorlopig")),
        ),
    ),
    (Measure("M1", "Nettoparticipatie", "%", 1), Measure("M2", "Werkzaam", "x 1 000", 0, ("Bevolking",))),
)


class Feed:
    """A source that gives what it is told to give."""

    source = "https://bron"

    def __init__(self, *events: TableEvent, breaks: Exception | None = None) -> None:
        self.events, self.breaks = events, breaks

    def read(self) -> Iterator[TableEvent]:
        yield from self.events
        if self.breaks:
            raise self.breaks


def page(cells: Iterable[Cell], **more: str) -> Observations:
    rows = list(cells)
    codes = {"Perioden": [row[1] for row in rows], **{name: [code] * len(rows) for name, code in more.items()}}
    return Observations(
        [row[0] for row in rows], codes, [row[2] for row in rows], [row[3] for row in rows], [None] * len(rows)
    )


def a_part(text: str | None, at: datetime | None = None) -> Captured:
    return Captured(at, text)


@pytest.fixture
def shelf(tmp_path: Path) -> KeptFigures:
    return KeptFigures(tmp_path)


def fetch(shelf: KeptFigures, *events: TableEvent, at: datetime = OCTOBER, **options) -> Fetched:
    return fetch_table(Feed(*events), shelf, at, **options)


def told(done: Fetched, language: str = "nl") -> list[str]:
    assert done.changes is not None
    assert done.before is not None
    assert done.table is not None
    return [one.in_language(language) for one in changes_told(done.changes, done.before, done.table)]


# --- whole, or not at all -------------------------------------------------------------------------------------------


def test_a_table_is_kept_with_the_moment_that_it_was_fetched(shelf: KeptFigures) -> None:
    done = fetch(shelf, TABLE, page(CELLS[:2]), page(CELLS[2:]), at=JULY)

    assert done.download is not None
    assert (done.new, done.rows, done.problems, done.broken_off, done.changes) == (True, 4, [], None, None)
    assert (done.download.fetched, done.download.rows, done.download.source) == (JULY, 4, "https://bron")
    assert shelf.downloads("cbs", "80590ned") == [done.download]


def test_recorded_answers_keep_the_moment_that_they_were_recorded(shelf: KeptFigures) -> None:
    """Who reads a folder of July in October did not see the figures of October."""
    done = fetch(shelf, TABLE, a_part("Geslacht eq 'T001038'", JULY), page(CELLS))

    assert done.download is not None
    assert (done.download.fetched, done.download.filter) == (JULY, "Geslacht eq 'T001038'")


def test_the_same_figures_are_not_a_new_download(shelf: KeptFigures) -> None:
    first = fetch(shelf, TABLE, page(CELLS), at=JULY)

    again = fetch(shelf, TABLE, page(CELLS[::-1]))

    assert (again.download, again.new, again.changes) == (first.download, False, None)
    assert again.download is not None
    assert shelf.seen_again(again.download) == OCTOBER


@pytest.mark.parametrize(
    "events",
    [
        (TABLE, page(CELLS[:2]), BrokenOff(PROBLEM)),
        (TABLE, BrokenOff(PROBLEM)),
        (BrokenOff(PROBLEM),),
        (),
        (TABLE,),
        (TABLE, page([])),
        (TABLE, Unread(PROBLEM), Unread(PROBLEM)),
        (replace(TABLE, expected_rows=5), page(CELLS)),
        (TABLE, page(CELLS), TABLE),
        (TABLE, a_part("Geslacht eq '3000'"), page(CELLS[:1])),
    ],
    ids=[
        "halfway",
        "after the description",
        "at once",
        "nothing",
        "no rows",
        "an empty page",
        "only rows that cannot be read",
        "fewer rows than the source says",
        "two tables",
        "another part",
    ],
)
def test_what_is_not_whole_replaces_nothing_and_says_why(shelf: KeptFigures, events: tuple[TableEvent, ...]) -> None:
    kept = fetch(shelf, TABLE, page(CELLS), at=JULY).download

    done = fetch(shelf, *events)

    assert (done.download, done.new) == (None, False)
    assert done.broken_off is not None
    assert shelf.downloads("cbs", "80590ned") == [kept]
    assert fetched_shape(done)["compleet"] is False


def test_a_reader_that_fails_takes_nothing_down(shelf: KeptFigures) -> None:
    done = fetch_table(Feed(TABLE, page(CELLS), breaks=ZeroDivisionError()), shelf, JULY)

    assert done.broken_off is not None
    assert "ZeroDivisionError" in done.broken_off.what.nl
    assert shelf.tables() == []


def test_another_part_is_kept_for_who_says_so(shelf: KeptFigures) -> None:
    """And the figures are not compared: those that were not asked for are not gone."""
    fetch(shelf, TABLE, a_part("Geslacht eq '3000'"), page(CELLS), at=JULY)

    refused = fetch(shelf, TABLE, a_part("Geslacht eq '4000'"), page(CELLS[:1]))
    done = fetch(shelf, TABLE, a_part("Geslacht eq '4000'"), page(CELLS[:1]), other_part=True)

    assert refused.broken_off is not None
    assert "«--ander-deel»" in refused.broken_off.what_now.nl
    assert done.new
    assert told(done) == ["De cijfers zijn niet vergeleken: dit is een ander deel van de tabel."]


def test_the_whole_table_may_follow_a_part(shelf: KeptFigures) -> None:
    fetch(shelf, TABLE, a_part("Perioden eq '2026MM05'"), page(CELLS[::2]), at=JULY)

    done = fetch(shelf, TABLE, page(CELLS))

    assert (done.new, done.broken_off) == (True, None)


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_kept(shelf: KeptFigures) -> None:
    done = fetch(shelf, Unread(PROBLEM), replace(TABLE, expected_rows=6), page(CELLS), Unread(PROBLEM), page([]))

    assert done.download is not None
    assert (done.rows, done.problems) == (4, [PROBLEM, PROBLEM])


def test_too_many_problems_are_counted(shelf: KeptFigures) -> None:
    done = fetch(shelf, TABLE, page(CELLS), *[Unread(PROBLEM)] * (MOST_TOLD + 3))

    assert (len(done.problems), done.more) == (MOST_TOLD, 3)


def test_a_row_that_comes_twice_is_told_and_counts_once(shelf: KeptFigures) -> None:
    """Pages may overlap when a table changes while it is read."""
    done = fetch(shelf, TABLE, page(CELLS), page(CELLS[3:]))

    assert done.download is not None
    assert (done.rows, done.download.rows) == (5, 4)
    assert "1 rij stond er dubbel in" in done.problems[0].what.nl


# --- what changed ---------------------------------------------------------------------------------------------------


def changed(shelf: KeptFigures, table: Table, cells: list[Cell]) -> Fetched:
    fetch(shelf, TABLE, page(CELLS), at=JULY)
    return fetch(shelf, table, page(cells))


def with_period(code: Code, at: int | None = None) -> Table:
    codes = list(TABLE.dimensions[0].codes)
    codes[len(codes) if at is None else at :] = [code] if at is None else [code, *codes[at + 1 :]]
    return replace(TABLE, dimensions=(replace(TABLE.dimensions[0], codes=tuple(codes)),))


def test_revised_figures_are_told_with_the_largest_difference(shelf: KeptFigures) -> None:
    done = changed(shelf, TABLE, [("M1", "2026MM05", 70.2, None), ("M1", "2026MM06", 70.0, None), *CELLS[2:]])

    assert told(done) == [
        "2 cijfers zijn herzien.",
        "«Nettoparticipatie»: 2 keer. Het grootste verschil: 2026 juni was 70,4 en is nu 70,0.",
    ]
    assert told(done, "en")[1] == "«Nettoparticipatie»: 2 times. The largest difference: 2026 juni was 70.4, now 70.0."
    shape = fetched_shape(done)["veranderingen"]["rijen"]["herzien"]
    assert shape["aantal"] == 2
    assert shape["perMeting"][0]["grootste"] == {
        "Measure": "M1", "Perioden": "2026MM06", "was": 70.4, "is": 70.0, "redenWas": None, "redenIs": None,
    }  # fmt: skip


def test_a_figure_that_became_confidential_is_not_a_revision(shelf: KeptFigures) -> None:
    done = changed(shelf, TABLE, [*CELLS[:2], ("M2", "2026MM05", None, "Confidential"), CELLS[3]])

    assert told(done) == [
        "1 cijfer is weggevallen: «Werkzaam», 2026 mei was 9.800 en is nu geen cijfer («Confidential»)."
    ]


def test_a_figure_that_came_later_was_not_zero(shelf: KeptFigures) -> None:
    done = changed(shelf, TABLE, [*CELLS[:3], ("M2", "2026MM06", 0.0, None)])

    assert told(done) == [
        "Er kwam 1 cijfer waar er geen was: «Werkzaam», 2026 juni was geen cijfer («Impossible») en is nu 0."
    ]


def test_another_reason_for_no_figure_is_told(shelf: KeptFigures) -> None:
    done = changed(shelf, TABLE, [*CELLS[:3], ("M2", "2026MM06", None, "Confidential")])

    assert done.changes is not None
    assert done.changes.rows is not None
    assert (done.changes.rows.reasons, done.changes.rows.revised) == (1, ())
    assert "«Impossible»" in told(done)[0]


def test_a_row_that_is_gone_and_one_that_is_new_are_told(shelf: KeptFigures) -> None:
    done = changed(shelf, with_period(Code("2026MM07", "2026 juli")), [*CELLS[1:], ("M1", "2026MM07", 70.0, None)])

    assert told(done) == [
        "Nieuw in «Perioden»: 2026 juli (2026MM07).",
        "1 rij is weg: «Nettoparticipatie», 2026 mei.",
        "1 rij is nieuw: «Nettoparticipatie», 2026 juli.",
    ]


def test_a_period_that_became_definite_is_told(shelf: KeptFigures) -> None:
    done = changed(shelf, with_period(Code("2026MM05", "2026 mei", status="Definitief"), 0), CELLS)

    assert told(done) == ["Nu «Definitief», en eerst «Voorlopig»: 2026 mei."]


def test_codes_and_measures_that_change_are_told(shelf: KeptFigures) -> None:
    table = with_period(Code("2026MM06", "2026 juni*", status="Voorlopig"), 1)
    table = replace(
        table,
        measures=(
            Measure("M1", "Nettoparticipatie", "x 1 000", 2, about="Anders"),
            Measure("M3", "Werkloos {n}", "%"),
        ),
    )

    done = changed(shelf, table, [*CELLS[:2], ("M3", "2026MM06", 3.8, None)])

    assert told(done) == [
        "Weg uit de metingen: Werkzaam (M2).",
        "Nieuw in de metingen: Werkloos {n} (M3).",
        "De eenheid van «Nettoparticipatie» (M1) is nu «x 1 000». Dat was «%».",
        "«Nettoparticipatie» (M1) heeft nu 2 cijfers achter de komma. Dat waren er 1.",
        "De uitleg bij «Nettoparticipatie» (M1) is veranderd.",
        "De naam van «2026 juni» (2026MM06) is nu «2026 juni*». Dat was «2026 juni».",
        "2 rijen zijn weg, zoals «Werkzaam», 2026 mei.",
        "1 rij is nieuw: «Werkloos {n}», 2026 juni*.",
    ]


def test_a_table_that_is_divided_otherwise_is_not_compared_row_by_row(shelf: KeptFigures) -> None:
    table = replace(
        TABLE, dimensions=(*TABLE.dimensions, Dimension("Geslacht", "Geslacht", "gewoon", (Code("T", "T"),)))
    )
    fetch(shelf, TABLE, page(CELLS), at=JULY)

    done = fetch(shelf, table, page(CELLS, Geslacht="T"))

    assert told(done) == [
        "De tabel is nu ook verdeeld naar «Geslacht».",
        "De cijfers zijn niet vergeleken: de tabel is nu anders verdeeld.",
    ]
    assert fetched_shape(done)["veranderingen"]["rijen"] is None


def test_only_another_date_of_the_source_changes_no_figure(shelf: KeptFigures) -> None:
    done = changed(shelf, replace(TABLE, changed_on="2026-10-01"), CELLS)

    assert done.new
    assert done.changes is not None
    assert not done.changes
    assert told(done) == []


def test_recorded_answers_of_before_are_compared_with_what_was_there_then(shelf: KeptFigures) -> None:
    """Figures of July that come in after those of October changed nothing since October."""
    fetch(shelf, TABLE, page(CELLS))

    done = fetch(shelf, TABLE, a_part(None, JULY), page(CELLS[:3]))

    assert (done.new, done.changes) == (True, None)


# --- damage to what was kept ----------------------------------------------------------------------------------------


def damage(folder: Path, download: Download | None) -> None:
    assert download is not None
    (file,) = folder.rglob(f"{download.key}/observations.parquet")
    file.write_bytes(file.read_bytes()[:-40])


def test_nothing_changed_is_not_said_of_a_download_that_is_damaged(shelf: KeptFigures, tmp_path: Path) -> None:
    """Whoever fetches a table again to mend it should hear what to do, not that all is well."""
    damage(tmp_path, fetch(shelf, TABLE, page(CELLS), at=JULY).download)

    with pytest.raises(FiguresTrouble) as trouble:
        fetch(shelf, TABLE, page(CELLS))

    assert "beschadigd" in trouble.value.problem.what.nl
    assert "haal de tabel opnieuw" in trouble.value.problem.what_now.nl


def test_a_new_download_after_a_damaged_one_is_kept_and_the_damage_told(shelf: KeptFigures, tmp_path: Path) -> None:
    damage(tmp_path, fetch(shelf, TABLE, page(CELLS), at=JULY).download)

    done = fetch(shelf, TABLE, page(CELLS[:-1]))

    assert (done.new, done.broken_off, done.changes) == (True, None, None)
    assert ["beschadigd" in one.what.nl for one in done.problems] == [True]
    assert done.download is not None
    assert len(shelf.observations(done.download, {})) == len(CELLS) - 1
