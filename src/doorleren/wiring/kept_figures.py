# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the figures of this house are kept, and reading them often.

Knows: the folder, and that all who read it share one look at it. Leaves: bringing new ones in (`figures`).
"""

import os
import time
from functools import lru_cache
from pathlib import Path
from typing import Final

from ..store.figures import KeptFigures
from ..store.figures_recent import RecentFigures

_FOLDER: Final = "cijfers"


def figures_folder() -> Path:
    """Where the figures are kept."""
    return Path(os.environ.get("DOORLEREN_DATA", ".data")).resolve() / _FOLDER


@lru_cache(maxsize=4)
def recent_figures(folder: Path) -> RecentFigures:
    """The figures in a folder, as they stood a second ago or less."""
    return RecentFigures(KeptFigures(folder), time.monotonic)
