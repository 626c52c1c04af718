# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How figures hang together in time while nothing changes: the noise around a level that stays.

Knows: autoregressive noise by its partial correlations, how to estimate it, and how much a difference of means then
differs by chance. Leaves: what is compared (`change_test`), draws of it (`null_draws`).

Columns are series (or draws of one) and are all estimated at once; rows are time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

WANDERS_FROM: Final = 0.7
"""A shock of which at least this share is left after a year: the level wanders."""
_MOST: Final = 0.999


@dataclass(frozen=True, slots=True)
class Noise:
    """Autoregressive noise. `partial`: partial correlation per lag, a row each (0: the lag plays no part).
    `innovation`: variance of what each new figure adds by chance."""

    partial: NDArray[np.float64]
    innovation: NDArray[np.float64]

    @property
    def order(self) -> int:
        """The longest lag that plays a part in any of the columns."""
        used = np.flatnonzero(np.any(self.partial != 0, axis=1))
        return int(used[-1]) + 1 if used.size else 0

    def autocovariances(self, lags: int) -> NDArray[np.float64]:
        """Of lag 0 up to and including `lags`, a row each (Levinson and Durbin, from the partial correlations)."""
        orders, columns = self.partial.shape
        correlation = np.ones((lags + 1, columns))
        weights: list[NDArray[np.float64]] = []
        left = np.ones(columns)
        for lag in range(1, lags + 1):
            back = [weight * correlation[lag - 1 - place] for place, weight in enumerate(weights)]
            here = np.sum(back, axis=0) if back else np.zeros(columns)
            if lag <= orders:
                partial = self.partial[lag - 1]
                here = here + partial * left
                weights = [one - partial * other for one, other in zip(weights, reversed(weights), strict=True)]
                weights.append(partial)
                left = left * (1 - partial**2)
            correlation[lag] = here
        whole: NDArray[np.float64] = correlation * (self.innovation / left)
        return whole

    def variances_of(self, sums: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
        """Of weighted sums of figures that follow each other, by their weights."""
        covariances = self.autocovariances(max(map(len, sums)) - 1)
        result = []
        for weights in sums:
            pairs = np.array([np.dot(weights[: len(weights) - lag], weights[lag:]) for lag in range(len(weights))])
            pairs[1:] *= 2
            result.append(np.einsum("i,ij->j", pairs, covariances[: len(weights)]))
        return result


def estimated(figures: Figures, missing: Flags | None, orders: int, taken: int, per_year: int) -> tuple[Noise, Noise]:
    """The noise in columns without level and season: with the order that the figures ask for, and of order 1 only
    where the level wanders (elsewhere the same as the first).

    By Burg's method; a hole only takes the pairs away that it is in. `taken`: how many means were subtracted.
    The order is chosen by AICc, and what short series say too little of lasting is put back (`_lasting`).
    """
    partial, innovations = _burg(figures, missing, orders)
    known = len(figures) if missing is None else int((~missing).sum())
    free = max(known - taken, 2)
    order = np.arange(orders + 1)[:, None]
    with np.errstate(divide="ignore"):
        cost = free * np.log(innovations) + 2 * (order + 1) * free / np.maximum(free - order - 2, 1)
    chosen = np.argmin(cost, axis=0)
    columns = np.arange(figures.shape[1])
    variance = innovations[chosen, columns] * known / free
    noise = Noise(_lasting(np.where(order[:-1] < chosen, partial, 0.0), free), variance)
    wanders = partial[0].clip(0) ** per_year >= WANDERS_FROM
    if orders < 2 or not wanders.any():
        return noise, noise
    first = np.zeros_like(partial)
    first[0] = partial[0]
    simple = _lasting(first, free)
    return noise, Noise(
        np.where(wanders, simple, noise.partial), np.where(wanders, innovations[1] * known / free, variance)
    )


def _burg(figures: Figures, missing: Flags | None, orders: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Partial correlations, and the variance that is left at each order from 0."""
    columns = figures.shape[1]
    partial = np.zeros((orders, columns))
    left = np.zeros((orders + 1, columns))
    known = len(figures) if missing is None else int((~missing).sum())
    left[0] = _squares(figures) / max(known, 1)
    forward, backward = figures[1:].copy(), figures[:-1].copy()
    without = None if missing is None else missing[1:] | missing[:-1]
    for place in range(orders):
        if without is not None:
            forward[without] = backward[without] = 0
        power = _squares(forward) + _squares(backward)
        together = 2 * np.einsum("ij,ij->j", forward, backward).astype(np.float64)
        here = np.divide(together, power, out=np.zeros(columns), where=power > 0).clip(-_MOST, _MOST)
        partial[place] = here
        left[place + 1] = left[place] * (1 - here**2)
        if place == 0:
            pairs = len(forward) if without is None else int((~without).sum())
            left[1] = power / 2 * (1 - here**2) / max(pairs, 1)
        if place + 1 < orders:
            share = here.astype(figures.dtype)
            of_backward = share * backward
            backward -= share * forward
            forward = (forward - of_backward)[1:]
            backward = backward[:-1]
            without = None if without is None else without[1:] | without[:-1]
    return partial, left


def _squares(figures: Figures) -> NDArray[np.float64]:
    total: NDArray[np.float64] = np.einsum("ij,ij->j", figures, figures).astype(np.float64)
    return total


def _lasting(partial: NDArray[np.float64], free: int) -> NDArray[np.float64]:
    """Put back what an estimate from so few figures says too little: (1 + 3ρ)/n on the first lag, (2 + 4ρ)/n on the
    second (the known first-order bias with an unknown mean), never more than half of what is left up to 1."""
    result = partial.copy()
    for place, (constant, slope) in enumerate(((1.0, 3.0), (2.0, 4.0))):
        if place < len(partial):
            here = partial[place]
            more = np.minimum((constant + slope * here).clip(0) / free, (1 - here) / 2)
            result[place] = np.where((here != 0) | (place == 0), here + more, 0.0)
    return result
