# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the benchmarks take times and print them."""

import statistics
import time
from collections.abc import Callable
from typing import Any


def cpu_ms(run: Callable[[int], Any], times: int, warm: int = 50) -> float:
    """Median CPU time of one call, in milliseconds."""
    for n in range(warm):
        run(n)
    taken = []
    for n in range(times):
        before = time.process_time_ns()
        run(n)
        taken.append(time.process_time_ns() - before)
    return statistics.median(taken) / 1e6


def row(what: str, figure: str, beside: str = "") -> None:
    print(f"{what:<58} {figure:>14}  {beside}", flush=True)


def title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}", flush=True)
