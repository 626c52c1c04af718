# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Load what takes a while before somebody asks for it: a file with people, the search, what makes a plan on paper,
maps with borders."""

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


def open_offer() -> None:
    """Start opening the search, and loading what draws a plan on paper, in the background."""
    threading.Thread(target=_open, daemon=True).start()


def open_maps() -> None:
    """Start making the maps of the borders that are kept, in the background."""
    threading.Thread(target=_make_maps, daemon=True).start()


def _make_maps() -> None:
    from .borders import make_maps

    make_maps(today())


def _open() -> None:
    from django.db import DatabaseError, connection

    from ..portal.plan_paper import warm_up
    from .offer import the_offer

    try:
        the_offer().warm_up()
    except (DatabaseError, OSError) as error:
        print(f"Het aanbod openen lukte niet: {error}", file=sys.stderr)
    finally:
        connection.close()
    warm_up()
