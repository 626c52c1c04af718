# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ways to go on with a row of figures, from every moment in its past at once.

Knows: "the same as the last one", "the same as a year before", and exponential smoothing (statsmodels).
Leaves: how far off each was (`coverage`), which of them speaks (`outlook`).

Each gives `after[k, h - 1]`: what it would have said, knowing the first `start + k` figures, about the h-th after them.
The last row is what it says now. No row knows a figure that came later: a test changes those, and nothing moves.
"""

import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

_ANEW_AFTER: Final = 1.3
"""Smoothing is fitted anew when the history has grown by this factor, and on the whole of it; in between its
parameters stay and its states follow the figures."""
_ROUNDS: Final = 60
"""Of the search for parameters. Nearly all fits need fewer; the others stop where they are."""


def last_value(figures: "Row", start: int, steps: int) -> "Row":
    """The same as the last one."""
    import numpy as np

    return np.repeat(figures[start - 1 :, None], steps, axis=1)


def year_before(figures: "Row", start: int, steps: int, season: int) -> "Row":
    """The same as at that time a year before; two steps of a year ahead, two years before."""
    import numpy as np

    known = np.arange(start, len(figures) + 1)[:, None]
    ahead = np.arange(1, steps + 1)[None, :]
    same_time: Row = figures[known + ahead - 1 - season * (1 + (ahead - 1) // season)]
    return same_time


def smoothing(figures: "Row", start: int, steps: int, season: int) -> "Row | None":
    """Exponential smoothing: a level, with a slope that dies out and a season where they earn their place (AICc).

    None where no form could be fitted at some moment. Warnings of the library stay here: what they are about (a search
    that stopped early) shows in the back-test, where it counts.
    """
    import numpy as np

    after = np.full((len(figures) - start + 1, steps), np.nan)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        known = start
        while known <= len(figures):
            grown = max(known + 1, int(known * _ANEW_AFTER))
            # What was fitted shortly before the end would be fitted again at the end.
            until = grown if grown * 1.1 < len(figures) else len(figures)
            until = until if known < len(figures) else known + 1
            best = _best_form(figures[:known], season)
            if best is None:
                return None
            after[known - start : until - start] = _follow(best, figures[: until - 1], known, steps)
            known = until
    return after if np.isfinite(after).all() else None


def library() -> Any:
    """The models of statsmodels. Its search runs on one thread, as far as nobody loaded it before: sums this small only
    wait for a second one (four times the CPU time, measured), and on one they always add up in the same order."""
    asked = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        from statsmodels.tsa.exponential_smoothing.ets import ETSModel
    finally:
        if asked is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = asked
    return ETSModel


_THREADS: Final = "OPENBLAS_NUM_THREADS"


@dataclass(frozen=True, slots=True)
class _Form:
    trend: bool
    season: int
    fitted: Any


def _best_form(figures: "Row", season: int) -> _Form | None:
    import numpy as np

    model_of = library()
    best: tuple[float, _Form] | None = None
    for seasonal in (0, season) if season > 1 else (0,):
        for trend in (False, True):
            try:
                model = model_of(
                    figures,
                    trend="add" if trend else None,
                    damped_trend=trend,
                    seasonal="add" if seasonal else None,
                    seasonal_periods=seasonal or None,
                    initialization_method="heuristic",
                )
                fitted = model.fit(disp=False, maxiter=_ROUNDS)
                score = float(fitted.aicc)
            # All that its optimiser and its start values are known to raise on figures that they cannot bear.
            except (ValueError, ArithmeticError, IndexError, np.linalg.LinAlgError):
                continue
            if np.isfinite(score) and (best is None or score < best[0]):
                best = score, _Form(trend, seasonal, fitted)
    return best[1] if best else None


def _follow(form: _Form, figures: "Row", known: int, steps: int) -> "Row":
    """What this form says after `known` figures, and after each of the rest of `figures`, with parameters as they
    are."""
    import numpy as np

    level, slope, seasons, damping = _states(form, figures)
    ends = np.arange(known - 1, len(figures))[:, None]
    ahead = np.arange(1, steps + 1)[None, :]
    said = np.repeat(level[ends], steps, axis=1)
    if form.trend:
        said = said + slope[ends] * np.cumsum(damping**ahead, axis=1)
    if form.season:
        said = said + seasons[ends + ahead - form.season * (1 + (ahead - 1) // form.season)]
    return np.asarray(said, dtype=np.float64)


def _states(form: _Form, figures: "Row") -> "tuple[Row, Row, Row, float]":
    """Level, slope and season after each figure, from the same start as when it was fitted."""
    import numpy as np

    fitted = form.fitted
    states: Any = fitted
    if len(figures) > fitted.nobs:
        model = library()(
            figures,
            trend="add" if form.trend else None,
            damped_trend=form.trend,
            seasonal="add" if form.season else None,
            seasonal_periods=form.season or None,
            initialization_method="known",
            initial_level=fitted.initial_level,
            initial_trend=fitted.initial_trend if form.trend else None,
            initial_seasonal=fitted.initial_seasonal if form.season else None,
        )
        states = model.smooth(fitted.params)
    none = np.zeros(0)
    return (
        np.asarray(states.level),
        np.asarray(states.slope) if form.trend else none,
        np.asarray(states.season) if form.season else none,
        float(fitted.damping_trend) if form.trend else 1.0,
    )
