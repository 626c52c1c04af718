# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a door shows of a region: the right figure of the right source, and why there is none where there is none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from doorleren.basics import Problem, said
from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.journeys.watch import Watch
from doorleren.region import (
    Became,
    Code,
    Dimension,
    Download,
    Measure,
    Observations,
    Parts,
    Region,
    RegionKind,
    Table,
    read_span,
)
from doorleren.region.indicators import Document, Indicator, SeriesSource, TensionClass

HERE = Document("Voorbeeldtabel (verzonnen)", "hele tabel")
TODAY = date(2026, 9, 1)
COUNTRY = Region("NL01", "Nederland", "land")
NORTH = Region("PV20", "Groningen", "provincie")
SOUTH = Region("PV31", "Limburg", "provincie")
BOTH = Region("samen", "Samen", "groep")
OLD = Region("GM0024", "Loppersum", "gemeente", None, date(2021, 1, 1))
NEW = Region("GM1979", "Eemsdelta", "gemeente", date(2021, 1, 1))


class FewRegions:
    """A small country: two provinces, a group of both, and a municipality that went into another."""

    all_of = (COUNTRY, NORTH, SOUTH, BOTH, OLD, NEW)
    merger = Became("GM0024", date(2021, 1, 1), "opgegaan", ("GM1979",), "verzonnen")

    def find(self, words: str, on: date | None = None) -> tuple[Region, ...]:
        return tuple(one for one in self.all_of if words in (one.code, one.name))

    def near(self, words: str, most: int = 5) -> tuple[Region, ...]:
        return ()

    def region(self, code: str) -> Region | None:
        return next((one for one in self.all_of if one.code == code), None)

    def of_kind(self, kind: RegionKind, on: date) -> tuple[Region, ...]:
        return tuple(one for one in self.all_of if one.kind == kind and one.existed_on(on))

    def parts(self, code: str, kind: RegionKind, on: date) -> Parts:
        codes = ("PV20", "PV31") if code == "samen" and kind == "provincie" else ()
        return Parts(code, on, codes, bool(codes), None, "verzonnen")

    def around(self, code: str, on: date) -> tuple[Region, ...]:
        return (COUNTRY,)

    def became(self, code: str) -> Became | None:
        return self.merger if code == "GM0024" else None

    def came_from(self, code: str) -> tuple[Became, ...]:
        return (self.merger,) if code == "GM1979" else ()


class Kept:
    """Tables in memory: id → downloads, each with its rows (region, period, value)."""

    def __init__(self, *, made_up: bool = False, **tables: list[tuple[str, str, float | None]]) -> None:
        self._tables, self._made_up = tables, made_up
        self.edition = "1"
        self.read = 0
        self.fetched = datetime(2026, 8, 1, tzinfo=UTC)

    def tables(self) -> Sequence[tuple[str, str]]:
        return [("cbs", table) for table in self._tables]

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        if table not in self._tables:
            return ()
        return (Download(provider, table, "k", self.fetched, "d", 0, "verzonnen", made_up=self._made_up),)

    def table(self, download: Download) -> Table:
        rows = self._tables[download.table]
        regions = dict.fromkeys(row[0] for row in rows)
        periods = dict.fromkeys(row[1] for row in rows)
        return Table(
            "cbs",
            download.table,
            "Voorbeeld",
            (
                Dimension("RegioS", "Regio's", "regio", tuple(Code(one, one) for one in regions)),
                Dimension("Perioden", "Perioden", "periode", tuple(Code(one, one) for one in periods)),
            ),
            (Measure("M1", "Aantal", ""),),
        )

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        self.read += 1
        rows = self._tables[download.table]
        return Observations(
            ["M1"] * len(rows),
            {"RegioS": [row[0] for row in rows], "Perioden": [row[1] for row in rows]},
            [row[2] for row in rows],
            [None if row[2] is not None else "Confidential" for row in rows],
            [None] * len(rows),
        )


def a_source(table: str, *covers: RegionKind) -> SeriesSource:
    return SeriesSource("cbs", table, covers, {"Measure": "M1"}, "Perioden", "kwartaal", False, False, HERE, "RegioS")


INDICATOR = Indicator(
    id="vacatures",
    name=said("Vacatures", "Vacancies"),
    theme="vacatures",
    definition=said("Iets", "Something"),
    unit=said("vacatures", "vacancies"),
    decimals=0,
    log=False,
    relevant=10,
    relevant_why=said("Zomaar", "Just so"),
    goals=(),
    says_not=(),
    sources=(a_source("eerste", "provincie"), a_source("tweede", "land", "provincie", "gemeente")),
)


def quarters(region: str, *values: float | None, first: str = "2019KW01") -> list[tuple[str, str, float | None]]:
    begin = read_span(first)
    return [(region, begin.shifted(step).code, value) for step, value in enumerate(values)]


def watch(kept: Kept, *indicators: Indicator, examples: Kept | None = None) -> Watch:
    return Watch(kept, FewRegions(), indicators or (INDICATOR,), examples)


def test_the_first_source_that_has_the_region_is_taken() -> None:
    kept = Kept(eerste=quarters("PV20", 1, 2), tweede=[*quarters("PV20", 8, 9), *quarters("PV31", 5, 6)])
    seen = watch(kept)
    north, south = (seen.card(INDICATOR, one, TODAY).latest for one in (NORTH, SOUTH))
    assert (north and north.value, south and south.value) == (2, 6)


def test_made_up_figures_stand_in_only_where_there_are_no_real_ones() -> None:
    examples = Kept(made_up=True, eerste=quarters("PV20", 100, 101), tweede=quarters("PV31", 100, 102))
    seen = watch(Kept(tweede=quarters("PV20", 8, 9)), examples=examples)
    north, south = seen.card(INDICATOR, NORTH, TODAY), seen.card(INDICATOR, SOUTH, TODAY)
    assert north.latest is not None
    assert north.latest.value == 9
    assert north.series is not None
    assert not north.series.made_up
    assert south.series is not None
    assert south.series.made_up
    assert not watch(Kept(tweede=quarters("PV20", 8, 9))).in_sight(NORTH, TODAY).made_up


def test_what_is_not_there_says_why() -> None:
    nowhere = replace(INDICATOR, id="nergens", sources=(), nowhere=said("Nergens gevonden.", "Found nowhere."))
    national = replace(INDICATOR, id="land", sources=(a_source("tweede", "land"),))
    regional = replace(national, regional_nowhere=said("Niet per regio.", "Not by region."))
    seen = watch(Kept(tweede=quarters("NL01", 1, 2)))
    assert seen.card(nowhere, NORTH, TODAY).nothing == nowhere.nowhere
    assert seen.card(regional, NORTH, TODAY).nothing == regional.regional_nowhere
    not_fetched = watch(Kept()).card(INDICATOR, NORTH, TODAY).nothing
    assert not_fetched is not None
    assert "nog niet opgehaald" in not_fetched.nl
    elsewhere = seen.card(INDICATOR, SOUTH, TODAY).nothing
    assert elsewhere is not None


def test_a_figure_about_time_that_was_not_over_is_not_shown() -> None:
    seen = watch(Kept(tweede=quarters("PV20", 1, 2, 3, first="2026KW01")))
    latest = seen.card(INDICATOR, NORTH, date(2026, 7, 1)).latest
    assert latest is not None
    assert latest.span.code == "2026KW02"


def test_what_was_fetched_later_does_not_count_for_an_older_edition() -> None:
    seen = watch(Kept(tweede=quarters("PV20", 1, 2)))
    assert seen.card(INDICATOR, NORTH, TODAY, datetime(2026, 7, 31, tzinfo=UTC)).latest is None
    assert seen.card(INDICATOR, NORTH, TODAY, datetime(2026, 8, 1, tzinfo=UTC)).latest is not None


def test_only_secret_figures_are_no_figure_and_the_reason_is_told() -> None:
    nothing = watch(Kept(tweede=quarters("PV20", None, None))).card(INDICATOR, NORTH, TODAY).nothing
    assert nothing is not None
    assert "Confidential" in nothing.nl


def test_a_group_is_the_sum_of_its_parts_only_where_the_figure_may_be_added_and_no_part_is_missing() -> None:
    kept = Kept(tweede=[*quarters("PV20", 1, 2, None), *quarters("PV31", 10, 20, 30)])
    adds_up = replace(INDICATOR, id="telt-op", adds_up=True)
    seen = watch(kept, INDICATOR, adds_up)
    assert seen.card(INDICATOR, BOTH, TODAY).series is None
    series = seen.card(adds_up, BOTH, TODAY).series
    assert series is not None
    assert [point.value for point in series.points] == [11, 22, None]
    assert series.composed_of == ("PV20", "PV31")
    one = watch(Kept(tweede=quarters("PV20", 1, 2)), adds_up).card(adds_up, BOTH, TODAY)
    assert one.series is None


def test_a_new_municipality_does_not_borrow_the_years_of_an_old_one() -> None:
    kept = Kept(tweede=[*quarters("GM0024", 1, 2), *quarters("GM1979", 30, 31, first="2021KW01")])
    full = watch(kept).in_full(INDICATOR, NEW, TODAY)
    assert full.card.series is not None
    assert [point.value for point in full.card.series.points] == [30, 31]
    assert [(one.region, len(one.points)) for one in full.before] == [("GM0024", 2)]


def test_the_class_of_a_figure_is_that_of_its_own_time() -> None:
    classes = (
        TensionClass(said("krap", "tight"), 1.5, 4.0, None, date(2022, 1, 1), HERE),
        TensionClass(said("heel krap", "very tight"), 1.0, None, date(2022, 1, 1), None, HERE),
    )
    indicator = replace(INDICATOR, classes=classes)
    before = watch(Kept(tweede=quarters("PV20", 1.5, 2.0, first="2021KW01"))).card(indicator, NORTH, TODAY)
    after = watch(Kept(tweede=quarters("PV20", 2.0, first="2022KW01"))).card(indicator, NORTH, TODAY)
    edge = watch(Kept(tweede=quarters("PV20", 1.5, first="2021KW01"))).card(indicator, NORTH, TODAY)
    assert [one.class_name and one.class_name.nl for one in (before, after, edge)] == ["krap", "heel krap", None]


def test_a_table_is_read_once_and_again_when_the_figures_change() -> None:
    kept = Kept(tweede=[*quarters("PV20", 1, 2), *quarters("PV31", 3, 4)])
    seen = watch(kept)
    for _ in range(3):
        seen.in_sight(NORTH, TODAY)
        seen.on_map(INDICATOR, "provincie", TODAY)
    assert kept.read == 1


def test_a_figure_stands_beside_that_of_the_country_of_the_same_time() -> None:
    kept = Kept(tweede=[*quarters("PV20", 1, 2), *quarters("NL01", 10, 20, 30)])
    country = watch(kept).card(INDICATOR, NORTH, TODAY).country
    assert country is not None
    assert country.value == 20


class Damaged(Kept):
    """One of its tables was damaged while a server ran: its description, its rows, or what it is."""

    hurt: str | None = None
    what = "downloads"

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        self._break("downloads", table)
        return super().downloads(provider, table)

    def table(self, download: Download) -> Table:
        self._break("table", download.table)
        return super().table(download)

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        self._break("observations", download.table)
        return super().observations(download, select)

    def _break(self, what: str, table: str) -> None:
        if (what, table) == (self.what, self.hurt):
            broken = said("Dit bestand is beschadigd.", "This file is damaged.")
            raise FiguresTrouble(Problem("/geheim/pad", broken, broken, broken))


@pytest.mark.parametrize("what", ["downloads", "table", "observations"])
def test_a_damaged_table_is_told_on_its_own_card_and_takes_no_other_down(what: str) -> None:
    """And nothing is put in its place: no other source, and no example."""
    other = replace(INDICATOR, id="banen", sources=(a_source("derde", "provincie"),))
    kept = Damaged(eerste=quarters("PV20", 1, 2), tweede=quarters("PV20", 8, 9), derde=quarters("PV20", 5, 6))
    kept.hurt, kept.what = "eerste", what
    examples = Kept(made_up=True, eerste=quarters("PV20", 100, 101))
    seen = watch(kept, INDICATOR, other, examples=examples)

    fine, hurt = seen.in_sight(NORTH, TODAY).cards

    assert fine.latest is not None
    assert fine.latest.value == 6
    assert (hurt.series, hurt.latest) == (None, None)
    assert hurt.nothing is not None
    assert hurt.nothing.nl == (
        "Dit cijfer kunnen wij nu niet geven. Met de bewaarde tabel (cbs eerste) is iets mis: "
        "dit bestand is beschadigd."
    )
    assert seen.in_full(INDICATOR, NORTH, TODAY).card == hurt
    assert [seen.on_map(one, "provincie", TODAY).cards["PV20"].nothing for one in (INDICATOR, other)] == [
        hurt.nothing,
        None,
    ]
    assert seen.covered(INDICATOR)


def test_a_table_that_was_put_back_is_used_again_at_once() -> None:
    kept = Damaged(eerste=quarters("PV20", 1, 2))
    kept.hurt = "eerste"
    seen = watch(kept)
    assert seen.card(INDICATOR, NORTH, TODAY).nothing is not None
    assert seen.covered(INDICATOR) == ()

    kept.hurt = None

    assert seen.card(INDICATOR, NORTH, TODAY).nothing is None


def test_damage_beside_a_figure_that_is_known_leaves_the_figure() -> None:
    """The card was worked out before; only what stands beside it has to be read again."""
    kept = Damaged(tweede=[*quarters("GM1979", 30, 31, first="2021KW01"), *quarters("NL01", 10, 20, first="2021KW01")])
    seen = watch(kept)
    before = seen.card(INDICATOR, NEW, TODAY)

    kept.hurt = "tweede"
    full = seen.in_full(INDICATOR, NEW, TODAY)

    assert full.card == before
    assert full.card.latest is not None
    assert (full.country, full.before) == (None, ())


def test_a_table_that_does_not_fit_is_told_and_no_example_hides_it() -> None:
    """Whoever fetched another table under this name should see that, not a figure of our own making."""
    other_code = (replace(a_source("tweede", "land", "provincie"), select={"Measure": "M9"}),)
    examples = Kept(made_up=True, tweede=quarters("PV20", 100, 101))
    seen = watch(Kept(tweede=quarters("PV20", 8, 9)), examples=examples)

    card = seen.card(replace(INDICATOR, sources=other_code), NORTH, TODAY)

    assert card.series is None
    assert card.nothing == said("Tabel tweede heeft bij Measure geen «M9».", "Table tweede has no «M9» in Measure.")
