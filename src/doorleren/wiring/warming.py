# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read the file with people before somebody asks for it."""

import sys
import threading

from ..journeys import today
from . import the_book, the_population


def read_people() -> None:
    """Start reading in the background."""
    threading.Thread(target=_read, daemon=True).start()


def _read() -> None:
    from ..journeys.what_if import TooBusy, Unusable

    people = the_population()
    try:
        with people.on(the_book(), people.day(today())):
            pass
    except TooBusy:
        # Somebody asked already, and so it is being read.
        pass
    except Unusable as unusable:
        for problem in unusable.problems:
            print(f"{problem.where}: {problem.what.nl} {problem.what_now.nl}", file=sys.stderr)
