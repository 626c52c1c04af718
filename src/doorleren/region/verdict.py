# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of a series: which way it went, and how it may go on.

Knows: the shapes of both answers. Leaves: how they are found (`direction`, `outlook`).
"""

from dataclasses import dataclass
from typing import Literal

from ..basics import Said
from .periods import TimeSpan

Way = Literal["omhoog", "omlaag", "niet-duidelijk", "geen-oordeel"]
Over = Literal["kwartaal", "jaar", "land"]
"""Compared with the quarter before, with the same time a year before, or: has the difference with the country changed
in a year."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which way a series went. Changes are in the unit of the series, or in percent where its changes are counted so.

    `change`: what the figures themselves say, also where no arrow is given; over a quarter of figures that have the
    seasons in them: less what the season usually brings, so that it is only there with a judgement.
    `before`, `after`: the last time of each side that is compared. `arrow_from`: a change at least this large gets an
    arrow. `found_from`: of changes this large at least 80 in 100 get one. `why_not`: why there is no verdict at all
    (`geen-oordeel`: too short, broken …).
    """

    over: Over
    way: Way
    change: float | None = None
    before: TimeSpan | None = None
    after: TimeSpan | None = None
    arrow_from: float | None = None
    found_from: float | None = None
    why_not: Said | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure that is still to come: in the middle, and the bounds between which it falls 80 and 95 times in 100."""

    span: TimeSpan
    middle: float
    low80: float
    high80: float
    low95: float
    high95: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """How well the same method did on what is known now, so many steps ahead: from `origins` moments in the past.

    Coverage: percent of the figures that fell between the bounds. Errors: mean absolute, in the unit of the series;
    `naive_error` of "the same as a year before" or "the same as the last one", whichever does better.
    """

    steps: int
    origins: int
    coverage80: float
    coverage95: float
    error: float
    naive_error: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a series may go on. `silent`: why we say nothing; then there are no figures, and maybe a back-test that says
    why."""

    expected: tuple[Expected, ...] = ()
    back_tests: tuple[BackTest, ...] = ()
    method: Said | None = None
    silent: Said | None = None
