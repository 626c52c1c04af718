# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server that shows figures sees new ones without a restart, and does not look for them hundreds of times a page."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from doorleren.basics import Problem, said
from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.journeys.watch import Watch
from doorleren.journeys.watch_ahead import LARGER, work_ahead
from doorleren.region import Code, Dimension, Download, Measure, Observations, Table
from doorleren.region.indicators.read import indicators
from doorleren.region.made_up import MadeUp
from doorleren.store.figures import KeptFigures
from doorleren.store.figures_recent import HOLDS_S, RecentFigures
from doorleren.wiring.regions import the_regions

ON = date(2026, 11, 1)
TABLE = "80590ned"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Counted:
    """Figures that count how often somebody looks at them."""

    def __init__(self, figures: KeptFigures | MadeUp) -> None:
        self.figures, self.looks = figures, Counter[str]()

    @property
    def edition(self) -> str:
        self.looks["edition"] += 1
        return self.figures.edition

    def tables(self) -> Sequence[tuple[str, str]]:
        self.looks["tables"] += 1
        return self.figures.tables()

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        self.looks[f"{provider}/{table}"] += 1
        return self.figures.downloads(provider, table)

    def table(self, download: Download) -> Table:
        self.looks["table"] += 1
        return self.figures.table(download)

    def observations(self, download: Download, select: Mapping[str, Collection[str]]) -> Observations:
        return self.figures.observations(download, select)


def keep(shelf: KeptFigures, value: float, day: int) -> Download:
    """The same small table with this figure, as fetched on a day of October 2026."""
    table = Table(
        "cbs",
        TABLE,
        "Verzonnen",
        (
            Dimension("RegioS", "Regio's", "regio", (Code("NL01", "Nederland"),)),
            Dimension("Perioden", "Perioden", "periode", (Code("2026MM08", "2026 augustus"),)),
        ),
        (Measure("M1", "Aantal", ""),),
    )
    rows = Observations(["M1"], {"RegioS": ["NL01"], "Perioden": ["2026MM08"]}, [value], [None], [None])
    return shelf.keep(table, [rows], fetched=datetime(2026, 10, day, tzinfo=UTC), source="verzonnen", filter=None)


def test_what_is_fetched_while_the_server_runs_is_seen_a_second_later(tmp_path: Path) -> None:
    shelf, clock = KeptFigures(tmp_path), Clock()
    recent = RecentFigures(shelf, clock)
    first = keep(shelf, 1.0, day=1)
    assert recent.downloads("cbs", TABLE) == [first]
    before = recent.edition

    second = keep(shelf, 2.0, day=2)
    clock.now += HOLDS_S

    assert recent.edition != before
    assert recent.downloads("cbs", TABLE) == [first, second]
    assert recent.tables() == [("cbs", TABLE)]
    assert list(recent.observations(second, {}).values) == [2.0]


def test_new_figures_are_never_kept_back_by_the_edition_that_they_are_asked_under(tmp_path: Path) -> None:
    """Who keeps results by edition would otherwise show the old figures until the next edition."""
    shelf, clock = KeptFigures(tmp_path), Clock()
    recent = RecentFigures(shelf, clock)
    keep(shelf, 1.0, day=1)
    recent.downloads("cbs", TABLE)
    keep(shelf, 2.0, day=2)

    edition, found = recent.edition, recent.downloads("cbs", TABLE)

    assert len(found) == 1
    assert edition != shelf.edition


def test_pages_of_the_same_second_look_once_at_each_table() -> None:
    counted = Counted(MadeUp(indicators(), the_regions()))
    watch = Watch(RecentFigures(counted, Clock()), the_regions(), indicators(), None)

    for code in ("PV20", "PV21", "PV20"):
        region = the_regions().region(code)
        assert region is not None
        sight = watch.in_sight(region, ON)
        assert sum(card.series is not None for card in sight.cards) > 10

    looked = {name: times for name, times in counted.looks.items() if name not in ("table", "tables")}
    assert len(looked) > 10
    assert set(looked.values()) == {1}, looked


def test_what_was_worked_out_ahead_is_there_when_somebody_comes() -> None:
    counted, pauses = Counted(MadeUp(indicators(), the_regions())), []
    clock = Clock()
    income = [one for one in indicators() if one.id == "besteedbaar-inkomen"]
    watch = Watch(RecentFigures(counted, clock), the_regions(), income, None)

    work_ahead(watch, ON, date(2026, 10, 1), lambda: pauses.append(1))
    assert counted.looks["table"] == 1
    larger = [region for kind in LARGER for region in the_regions().of_kind(kind, ON)]
    cards = [watch.card(income[0], region, ON) for region in larger]

    assert counted.looks["table"] == 1
    assert sum(card.series is not None for card in cards) == 13
    assert all(watch.card(income[0], region, ON) is card for region, card in zip(larger, cards, strict=True))
    assert len(pauses) == 5 * len(larger)


class Damaged(Counted):
    """One table cannot be read."""

    def table(self, download: Download) -> Table:
        if download.table == "85525NED":
            raise FiguresTrouble(Problem("x", said("Stuk.", "Broken."), said("heel", "whole"), said("Nieuw.", "New.")))
        return super().table(download)


def test_a_damaged_table_does_not_keep_the_rest_from_being_worked_out() -> None:
    counted = Damaged(MadeUp(indicators(), the_regions()))
    few = [one for one in indicators() if one.id in ("besteedbaar-inkomen", "hoogopgeleid")]
    watch = Watch(RecentFigures(counted, Clock()), the_regions(), few, None)
    country = the_regions().region("NL01")
    assert country is not None

    work_ahead(watch, ON, ON, lambda: None)

    read = counted.looks["table"]
    assert [watch.card(one, country, ON).series is not None for one in few if one.id == "besteedbaar-inkomen"] == [True]
    assert counted.looks["table"] == read == 1
