# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Is a difference between two times more than chance? The test behind each arrow (docs/direction.md).

Knows: the test on bare figures, and from what change on it sees something. Leaves: which figures are compared and what
is said of it (`direction`).

The null model: a level that stays, a pattern of the seasons where they were not taken out, and autoregressive noise
estimated from the series' own history: all but the last year. What came in that year plays no part, as it is what the
longest comparison looks back over: a change that is looked for must not pass for noise, whenever it happened. The bound
comes from draws of that model that go through all of it again: order, estimate, correction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .noise import Figures, Flags, Noise, estimated
from .null_draws import draws_of

NOMINAL: Final = 0.025
"""Asked of the draws, so that no kind of series in docs/direction.md has more than 5 % false arrows."""
POWER: Final = 0.87
"""Asked of the draws, so that at least 80 % is found in reality: a noise that was estimated is never quite right."""
_NORMAL: Final = 1.96
_NORMAL_POWER: Final = 1.13
_STEPS_OF_ROUNDING: Final = 1.1
_STEPS_ALWAYS_SEEN: Final = 2.0
"""A change of less may be rounded down to one step, which gets no arrow."""
_SEASON_YEARS: Final = 5
_SEEN: Final = 3
"""So often at least each season must be in the history, and each comparison at an earlier moment."""
_HISTORY_YEARS: Final = 10
_ORDERS: Final = {12: 6, 4: 4, 2: 2, 1: 1}


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared: the mean of the last `width` figures with that of as many, `back` steps earlier."""

    width: int
    back: int

    @property
    def weights(self) -> NDArray[np.float64]:
        result = np.zeros(self.width + self.back)
        result[: self.width] -= 1 / self.width
        result[-self.width :] += 1 / self.width
        return result


@dataclass(frozen=True, slots=True)
class Weighed:
    """A change in the unit of the figures, and the bounds beside it."""

    change: float
    arrow_from: float
    found_from: float


def weigh(
    figures: NDArray[np.float64],
    per_year: int,
    compared: Sequence[Sides],
    *,
    seasons: bool,
    error: float = 0.0,
    rounding: float = 0.0,
) -> tuple[Weighed, ...] | None:
    """Weigh one or more comparisons of the same last side, at most a year back, the longest last. A hole is nan, never
    in a side.

    `seasons`: the figures have them in. `error`: known standard error of one figure; `rounding`: the step that figures
    are rounded to (0: unknown).
    None: nothing can be said of chance, as the figures never moved and no error is known, a season was hardly seen, or
    holes leave too few earlier moments at which the same sides could be compared.
    """
    season = per_year if seasons and per_year > 1 else 0
    if season:
        figures = figures[-(_HISTORY_YEARS + 1) * season :]
    missing = np.isnan(figures)
    holes = missing[:-per_year]
    history = figures[:-per_year][~holes]
    if not all(_was_seen(holes, season, sides) for sides in compared):
        return None
    least = max(error**2, rounding**2 / 12)
    if history.max() == history.min() and not least:
        return None
    # By history alone, so that what came after it leaves no trace in the bound, not even of rounding.
    scale = float(history.std()) or 1.0
    column = np.where(missing, 0.0, (figures - history.mean()) / scale)[:, None]
    test = _Test(per_year, season, tuple(compared), least / scale**2, missing.tobytes() if missing.any() else None)
    seen, chance, noise = test.on(column)
    seen_null, chance_null = _without_change(test, len(figures), tuple(noise.partial[:, 0]), float(noise.innovation[0]))
    return tuple(
        _bounds(float(seen[row, 0]), float(chance[row, 0]), seen_null[row], chance_null[row], rounding / scale, scale)
        for row in range(len(compared))
    )


def _bounds(change: float, chance: float, null: Figures, null_chance: Figures, step: float, scale: float) -> Weighed:
    """An arrow from so many times chance as only `NOMINAL` of the draws reach, never below the normal bound, and never
    for what rounding alone (by `step`) may do."""
    times = np.divide(np.abs(null), null_chance, out=np.zeros(len(null)), where=null_chance > 0)
    bound = max(float(np.quantile(times, 1 - NOMINAL)), _NORMAL)
    least = _STEPS_OF_ROUNDING * step
    arrow = max(bound * chance, least)
    arrows = np.maximum(bound * null_chance, least)
    found = max(
        float(np.quantile(np.concatenate((arrows - null, arrows + null)), POWER)),
        arrow + _NORMAL_POWER * chance,
        _STEPS_ALWAYS_SEEN * step,
    )
    return Weighed(change * scale, arrow * scale, found * scale)


@dataclass(frozen=True, slots=True)
class _Test:
    """The whole procedure on columns, the same for the figures and for the draws. `missing`: a flag per row."""

    per_year: int
    season: int
    compared: tuple[Sides, ...]
    least: float
    missing: bytes | None

    def on(self, columns: Figures) -> tuple[NDArray[np.float64], NDArray[np.float64], Noise]:
        """Per comparison (a row) the change and the chance beside it, a column each, and the noise behind it."""
        until = len(columns) - self.per_year
        history = columns[:until]
        holes = None if self.missing is None else np.frombuffer(self.missing, np.bool_)[:until]
        noise, simple = estimated(
            self._without_level(history, holes), holes, _ORDERS[self.per_year], self.season or 1, self.per_year
        )
        momentum = np.any(simple.partial != noise.partial, axis=0)
        if simple is not noise:
            # Momentum of a level that wanders is no chance: what lasts then counts as in a walk without momentum.
            longest = [self.compared[-1].weights]
            smaller = simple.variances_of(longest)[0] < noise.variances_of(longest)[0]
            noise = Noise(
                np.where(smaller, simple.partial, noise.partial),
                np.where(smaller, simple.innovation, noise.innovation),
            )
        changes, chances = [], []
        every_weights = [sides.weights for sides in self.compared]
        for sides, weights, by_noise in zip(
            self.compared, every_weights, noise.variances_of(every_weights), strict=True
        ):
            change = _weighed_sum(columns[-len(weights) :], weights)
            variance = np.maximum(by_noise, self.least * float(weights @ weights))
            if self.season and sides.back % self.season:
                expected, miss = self._season_of(history, holes, sides)
                change = change - expected
                variance = np.maximum(variance, miss)
            elif sides.back > sides.width:
                # Autoregression says too little of what overlapping panels do a year on; history says it itself.
                variance = np.maximum(variance, np.where(momentum, 0.0, _mean_square(history, holes, sides)))
            changes.append(change)
            chances.append(np.sqrt(variance))
        return np.array(changes), np.array(chances), noise

    def _without_level(self, history: Figures, holes: Flags | None) -> Figures:
        """Less the mean, or less the mean of the same season; a hole is 0, and plays no part in any sum."""
        rest = np.empty_like(history)
        for first in range(self.season or 1):
            every = slice(first, None, self.season or 1)
            part = history[every]
            whole = part if holes is None else part[~holes[every]]
            np.subtract(part, whole.mean(axis=0), out=rest[every])
        if holes is not None:
            rest[holes] = 0
        return rest

    def _season_of(
        self, history: Figures, holes: Flags | None, sides: Sides
    ) -> tuple[NDArray[np.floating[Any]], NDArray[np.floating[Any]]]:
        """The change that the season brings here, by the same change in the last years; and how far that was beside
        the truth in those years (mean square): a pattern that moves slowly shows there."""
        changes = _weighed_sum(history, sides.weights)
        misses = np.zeros(history.shape[1])
        count = 0
        expected = misses
        for season, starts in enumerate(_same_season(len(history), holes, self.season, sides)):
            same = changes[starts]
            if season == 0:
                expected = same[-_SEASON_YEARS:].mean(axis=0)
            for place in range(max(2, len(same) - _SEASON_YEARS), len(same)):
                miss = same[place] - same[max(0, place - _SEASON_YEARS) : place].mean(axis=0)
                misses += np.square(miss)
                count += 1
        return expected, misses / max(count, 1)


@lru_cache(maxsize=256)
def _without_change(
    test: _Test, steps: int, partial: tuple[float, ...], innovation: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the test sees in draws in which nothing changes; kept, as a series is judged again on each page."""
    noise = Noise(np.array(partial)[:, None], np.array([innovation]))
    changes, chances, _ = test.on(draws_of(noise, steps))
    return changes, chances


def _same_season(steps: int, holes: Flags | None, season: int, sides: Sides) -> Iterator[NDArray[np.intp]]:
    """Where the same change starts in each year of a history without holes in its sides: first those of the season of
    the last side (a year after the end of history), then of the season before it, and so on."""
    there = _whole_sides(steps, holes, sides)
    for back in range(season):
        starts = np.arange(len(there) - 1 - back, -1, -season)[::-1]
        yield starts[there[starts]]


def _whole_sides(steps: int, holes: Flags | None, sides: Sides) -> Flags:
    """At which earlier moments neither side misses a figure, by where its first figure stands."""
    there = np.ones(max(steps - len(sides.weights) + 1, 0), np.bool_)
    if holes is not None:
        for place in np.flatnonzero(sides.weights):
            there &= ~holes[place : place + len(there)]
    return there


def _mean_square(history: Figures, holes: Flags | None, sides: Sides) -> NDArray[np.floating[Any]]:
    """Of the same comparison at each earlier moment."""
    changes = _weighed_sum(history, sides.weights)
    if holes is not None:
        changes = changes[_whole_sides(len(history), holes, sides)]
    square: NDArray[np.floating[Any]] = np.einsum("ij,ij->j", changes, changes) / len(changes)
    return square


def _was_seen(holes: Flags, season: int, sides: Sides) -> bool:
    """Is there enough history beside the holes to know chance, and what the season brings?"""
    if _whole_sides(len(holes), holes, sides).sum() < _SEEN:
        return False
    if not season:
        return True
    every_season = all((~holes[first::season]).sum() >= _SEEN for first in range(season))
    return every_season and len(next(_same_season(len(holes), holes, season, sides))) >= _SEEN


def _weighed_sum(columns: Figures, weights: NDArray[np.float64]) -> Figures:
    """Of each stretch as long as the weights; one stretch gives one row less."""
    rows = len(columns) - len(weights) + 1
    total = np.zeros((rows, columns.shape[1]), columns.dtype)
    for place in np.flatnonzero(weights):
        total += columns[place : place + rows] * columns.dtype.type(weights[place])
    return total[0] if rows == 1 else total
