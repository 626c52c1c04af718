# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up series in which nothing changes: draws of a noise, many at once.

Knows: how to draw them, always the same ones. Leaves: the noise (`noise`), what is done with them (`change_test`).
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .noise import Noise

DRAWS: Final = 999
_SEED: Final = 20261121
_BLOCK: Final = 64


def draws_of(noise: Noise, steps: int) -> NDArray[np.float32]:
    """Series of this noise (its first column), a column each, from a first figure that is like any other.

    All series share the same luck: its seed hangs on nothing, so twice the same series, in another unit or upside
    down, gets the same judgement.
    """
    luck = _luck((steps + _BLOCK - 1) // _BLOCK)
    partial, order = noise.partial[:, 0], noise.order
    drawn = np.empty((steps, DRAWS), np.float32)
    spread = float(noise.innovation[0]) / float(np.prod(1 - partial**2))
    weights: list[float] = []
    room = np.empty(DRAWS, np.float32)
    for step in range(steps):
        here = drawn[step]
        np.multiply(luck[step], np.float32(np.sqrt(spread)), out=here)
        for place, weight in enumerate(weights):
            np.multiply(drawn[step - 1 - place], np.float32(weight), out=room)
            np.add(here, room, out=here)
        if step < order:
            one = float(partial[step])
            weights = [*(a - one * b for a, b in zip(weights, reversed(weights), strict=True)), one]
            spread *= 1 - one**2
    return drawn


@lru_cache(maxsize=4)
def _luck(blocks: int) -> NDArray[np.float32]:
    """Normal draws; a longer block begins with the shorter one."""
    luck = np.random.default_rng(_SEED).standard_normal((blocks * _BLOCK, DRAWS)).astype(np.float32)
    luck.setflags(write=False)
    return luck
