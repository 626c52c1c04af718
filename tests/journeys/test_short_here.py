# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is in demand where somebody lives stands beside their overview, and never in its way."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from doorleren.basics import Problem, said
from doorleren.journeys.figures_house import FiguresTrouble
from doorleren.journeys.short_here import ShortSkills
from doorleren.region import Download, Observations, Region, Table
from doorleren.region.shortages import PROVIDER, TABLE

from .test_watch import FewRegions, Kept

AREA = Region("AM01", "Groningen", "arbeidsmarktregio")
ON = date(2026, 9, 1)


class OneArea(FewRegions):
    """Everything lies in one labour-market region."""

    def around(self, code: str, on: date) -> tuple[Region, ...]:
        return (AREA,)


class Hurt(Kept):
    """The table was damaged, and later put back (empty)."""

    hurt = True
    asked = 0

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        self.asked += 1
        if not self.hurt:
            return ()
        return (Download(PROVIDER, TABLE, "k", datetime(2026, 8, 1, tzinfo=UTC), "d", 0, "verzonnen"),)

    def table(self, download: Download) -> Table:
        broken = said("Dit bestand is beschadigd.", "This file is damaged.")
        raise FiguresTrouble(Problem("hier", broken, broken, broken))


class Untouched(Kept):
    """Examples that nobody should ask for."""

    def downloads(self, provider: str, table: str) -> Sequence[Download]:
        raise AssertionError("no example stands in for damaged figures")

    def observations(self, download: Download, select: object) -> Observations:
        raise AssertionError("no example stands in for damaged figures")


def test_damaged_figures_are_not_known_and_do_not_keep_back_what_somebody_may_learn() -> None:
    kept = Hurt()
    short = ShortSkills(kept, OneArea(), Untouched())

    assert short("GM0014", ON) is None
    assert short("GM0014", ON) is None
    assert kept.asked == 2
