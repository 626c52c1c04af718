# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a series may go on: up to a year ahead (years: two), with bounds that are checked against its own past.

Knows: which method speaks, when we are silent and why.
Leaves: which figures count (`stretch`), the methods (`forecasters`), bounds and how often they held (`coverage`), the
words (`outlook_words`).
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ..basics import Said
from . import outlook_words as words
from .periods import SpanKind, TimeSpan
from .series import Point, Series
from .stretch import in_a_row, why_too_short
from .verdict import BackTest, Expected, Outlook

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pace:
    """How far ahead, and on how many figures: `start` before the first forecast, `learn` errors before the first
    bounds, `tried` moments at least on which the bounds are tried."""

    steps: int
    shown: tuple[int, ...]
    season: int
    start: int
    learn: int
    tried: int

    @property
    def least(self) -> int:
        """So many figures in a row are needed."""
        return self.first_tried + self.tried + self.steps - 1

    @property
    def first_tried(self) -> int:
        """After so many figures, `learn` errors of the furthest step are known."""
        return self.start + self.steps + self.learn - 1


_YEARLY: Final = Pace(2, (1, 2), 1, start=10, learn=4, tried=4)
PACES: Final[dict[SpanKind, Pace]] = {
    "maand": Pace(12, (1, 3, 6, 12), 12, start=36, learn=12, tried=14),
    "kwartaal": Pace(4, (1, 2, 3, 4), 4, start=16, learn=8, tried=10),
    "halfjaar": Pace(2, (1, 2), 2, start=12, learn=6, tried=8),
    "jaar": _YEARLY,
    "schooljaar": _YEARLY,
}

_BETTER: Final = 0.97
"""A method speaks where its errors are at least 3 in 100 smaller than those of the naive one."""
_STRAYS: Final = 5.0
"""A last figure that is so many times as far off as 95 in 100 ever were, may be a mistake."""


def outlook(series: Series) -> Outlook:
    """Say how a series may go on, or why we do not say it."""
    last = next((point for point in reversed(series.unbroken) if point.value is not None), None)
    if last is None:
        return Outlook(silent=words.NOTHING)
    pace = PACES.get(last.span.kind)
    if pace is None:
        return Outlook(silent=words.NO_YEAR)
    if (series.points[-1].span.steps_after(last.span) or 0) >= pace.steps:
        return Outlook(silent=words.ENDED)
    row = in_a_row(series, last, pace.season)
    if len(row) < pace.least:
        return Outlook(silent=why_too_short(series, len(row), pace.least))
    return _of_row(series, row, pace)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A method with all that it would have said, and how far off that was, on the scale in which it counts."""

    name: Said
    after: "Row"
    errors: "Row"
    in_unit: "Row"


def _of_row(series: Series, row: tuple[Point, ...], pace: Pace) -> Outlook:
    import numpy as np

    from .coverage import half_widths

    figures = np.array([point.value for point in row], dtype=np.float64)
    in_logs = series.log and bool((figures > 0).all())
    scaled = np.log(figures) if in_logs else figures
    if float(np.ptp(scaled)) == 0:
        return Outlook(silent=words.ALWAYS_THE_SAME)
    naive, chosen = _choose(scaled, figures, in_logs, pace)
    inner, outer = half_widths(chosen.errors)
    tests, honest = _back_test(chosen, naive, inner, outer, pace, 0.0 if in_logs else _rounded_to(figures))
    if not (inner[pace.first_tried - pace.start :, 0] > 0).all():
        return Outlook(silent=words.ALWAYS_THE_SAME)
    if not honest:
        return Outlook(back_tests=tests, method=chosen.name, silent=words.NOT_HONEST)
    if chosen.errors[-2, 0] > _STRAYS * outer[-2, 0]:
        return Outlook(back_tests=tests, method=chosen.name, silent=words.LAST_ONE_STRAYS)
    expected = _told(series, row, chosen.after[-1], inner[-1], outer[-1], in_logs)
    if not expected:
        return Outlook(silent=words.CHANGES_SOON)
    return Outlook(expected=expected, back_tests=tests, method=chosen.name)


def _choose(scaled: "Row", figures: "Row", in_logs: bool, pace: Pace) -> tuple[_Tried, _Tried]:
    """The naive one that does best, and the one that speaks: smoothing where it is clearly better, else the naive one.

    Better in the mean and in the middle: one absurd figure makes all means equal, and spoils a fit.
    """
    import numpy as np

    from .coverage import off
    from .forecasters import last_value, smoothing, year_before

    def tried(name: Said, after: "Row") -> _Tried:
        errors = off(after, scaled, pace.start)
        in_unit = off(np.exp(after), figures, pace.start) if in_logs else errors
        return _Tried(name, after, errors, in_unit)

    naive = tried(words.AS_LAST, last_value(scaled, pace.start, pace.steps))
    if pace.season > 1:
        seasonal = tried(words.AS_YEAR_BEFORE, year_before(scaled, pace.start, pace.steps, pace.season))
        if _beside(seasonal, naive, pace)[0] < 1:
            naive = seasonal
    after = smoothing(scaled, pace.start, pace.steps, pace.season)
    if after is None:
        return naive, naive
    smoothed = tried(words.SMOOTHED, after)
    return naive, smoothed if max(_beside(smoothed, naive, pace)) < _BETTER else naive


def _beside(one: _Tried, other: _Tried, pace: Pace) -> tuple[float, float]:
    """How large the errors of one are beside those of the other, over all steps alike: in the mean and in the middle.

    Where the other is never off, 1.
    """
    import numpy as np

    first = pace.first_tried - pace.start

    def ratio(size: "Callable[..., Row]") -> float:
        ours, theirs = size(one.in_unit[first:-1], axis=0), size(other.in_unit[first:-1], axis=0)
        return float(np.mean([mine / its if its else 1.0 for mine, its in zip(ours, theirs, strict=True)]))

    return ratio(np.nanmean), ratio(np.nanmedian)


def _back_test(
    chosen: _Tried, naive: _Tried, inner: "Row", outer: "Row", pace: Pace, rounded_to: float
) -> tuple[tuple[BackTest, ...], bool]:
    """Per number of steps how it went, and whether the bounds held as often as they should, but for chance."""
    import numpy as np

    from .coverage import INNER, OUTER, may_be_chance

    tests, honest = [], True
    for steps in pace.shown:
        # From the same first moment for all steps, up to the last of which the figure has come.
        moments = slice(pace.first_tried - pace.start, len(chosen.errors) - steps)
        errors = chosen.errors[moments, steps - 1]
        told = len(errors)
        counts = []
        for bounds, share in ((inner[moments, steps - 1], INNER), (outer[moments, steps - 1], OUTER)):
            held, surely = int(np.sum(errors <= bounds)), int(np.sum(errors <= bounds - rounded_to / 2))
            honest = honest and may_be_chance(held, surely, told, share, steps, 2 * len(pace.shown))
            counts.append(held)
        tests.append(
            BackTest(
                steps=steps,
                origins=told,
                coverage80=100 * counts[0] / told,
                coverage95=100 * counts[1] / told,
                error=float(np.mean(chosen.in_unit[moments, steps - 1])),
                naive_error=float(np.mean(naive.in_unit[moments, steps - 1])),
            )
        )
    return tuple(tests), honest


def _rounded_to(figures: "Row") -> float:
    """The smallest step between two of them; of figures that are not rounded, next to nothing."""
    import numpy as np

    return float(np.diff(np.unique(figures)).min())


def _told(
    series: Series, row: tuple[Point, ...], middles: "Row", inner: "Row", outer: "Row", in_logs: bool
) -> tuple[Expected, ...]:
    """In the unit of the series and within what it can be, up to the first break that is already known."""
    import numpy as np

    last, low, high = row[-1].span, *_bounds(series, row)
    ends = _known_to_break(series, last)

    def inside(value: float) -> float:
        own = float(np.exp(value)) if in_logs else float(value)
        return min(max(own, low), high)

    told = []
    for step, (middle, near, far) in enumerate(zip(middles, inner, outer, strict=True), start=1):
        span = last.shifted(step)
        if ends is not None and span.until is not None and span.until > ends:
            break
        five = inside(middle), inside(middle - near), inside(middle + near), inside(middle - far), inside(middle + far)
        told.append(Expected(span, *five))
    return tuple(told)


def _known_to_break(series: Series, last: TimeSpan) -> date | None:
    """The first day after the last figure from which figures will be something else, where that is known."""
    coming = [one.on for one in series.breaks if not one.mended and last.until is not None and one.on >= last.until]
    return min(coming, default=None)


def _bounds(series: Series, row: tuple[Point, ...]) -> tuple[float, float]:
    """Between which a figure can lie. Where the series does not say: counts are never below zero, and what has always
    lain between 0 and 100 is taken to be a share."""
    if series.within is not None:
        low, high = series.within
        return -_NO_END if low is None else low, _NO_END if high is None else high
    known = [point.value for point in series.points if point.value is not None]
    if min(known) < 0:
        return -_NO_END, _NO_END
    if series.log or max(known) > _WHOLE:
        return 0.0 if series.log else -_NO_END, _NO_END
    return 0.0, _WHOLE


_NO_END: Final = float("inf")
_WHOLE: Final = 100.0
