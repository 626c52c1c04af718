# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far something is that takes a while: one line on a terminal, and nothing anywhere else."""

import sys
import time
from typing import Final

_PATIENCE_SECONDS: Final = 2
_WIDTH: Final = 40


class Progress:
    """A bar on standard error that appears after two seconds and is gone when the work is done."""

    def __init__(self) -> None:
        self._begun, self._shown = time.monotonic(), False

    def __call__(self, done: int, total: int | None) -> None:
        """Show that `done` of `total` is done; None if nobody knows yet how much there is."""
        if not sys.stderr.isatty() or time.monotonic() - self._begun < _PATIENCE_SECONDS:
            return
        self._shown = True
        if not total:
            print(f"\r\x1b[K{done:,}".replace(",", "."), end="", file=sys.stderr, flush=True)
            return
        filled = _WIDTH * done // total
        print(f"\r\x1b[K[{'#' * filled:<{_WIDTH}}] {100 * done // total}%", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
