# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Load what takes a while before somebody asks for it: a file with people, the search, what makes a plan on
paper, maps with borders, the figures of regions."""

import sys
import threading
import time

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


def warm_up() -> None:
    """Start opening the search, then what draws a plan on paper, then what is said of the larger regions."""
    threading.Thread(target=_warm_up, daemon=True).start()


def open_maps() -> None:
    """Start making the maps of the borders that are kept, in the background."""
    threading.Thread(target=_make_maps, daemon=True).start()


def _make_maps() -> None:
    from .borders import make_maps

    make_maps(today())


def _warm_up() -> None:
    from django.db import DatabaseError, connection

    from ..portal.plan_paper import warm_up as warm_up_paper
    from .offer import the_offer

    try:
        the_offer().warm_up()
    except (DatabaseError, OSError) as error:
        print(f"Het aanbod openen lukte niet: {error}", file=sys.stderr)
    finally:
        connection.close()
    warm_up_paper()
    work_out_regions()


def work_out_regions() -> None:
    """Work out what is said of the larger regions, with pauses in between."""
    from ..journeys.watch_ahead import work_ahead
    from ..portal.region_key_figures import last_quarter
    from .regional import the_regional

    on = today()
    quarter_over = last_quarter(on).until
    work_ahead(the_regional(), on, quarter_over or on, _Pauses())


class _Pauses:
    """Visitors go first: after each piece of work a pause as long as it took."""

    def __init__(self) -> None:
        self._before = time.thread_time()

    def __call__(self) -> None:
        now = time.thread_time()
        time.sleep(min(now - self._before + 0.001, 1.0))
        self._before = time.thread_time()
