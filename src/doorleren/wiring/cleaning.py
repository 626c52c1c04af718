# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Take away, every minute, the answers of visits that have ended and the plans that have."""

import sys
import threading
from datetime import date

from ..journeys import today

_SECONDS_BETWEEN_CLEANINGS = 60


def keep_clean() -> None:
    """Start cleaning in the background, until the process ends."""
    threading.Thread(target=_clean_now_and_then, daemon=True).start()


def _clean_now_and_then() -> None:
    from django.db import DatabaseError, connection

    pause = threading.Event()
    while not pause.wait(_SECONDS_BETWEEN_CLEANINGS):
        try:
            clean(today())
        except DatabaseError as error:
            print(f"Opruimen van wat voorbij is, lukte niet: {error}", file=sys.stderr)
        finally:
            connection.close()


def clean(on: date) -> None:
    """Delete what has ended, also from the files of the database."""
    from django.conf import settings
    from django.db import connection

    from ..store.plans import SealedPlans
    from ..store.visits import SessionStore

    SessionStore.clear_expired()
    SealedPlans(settings.VISIT_SECRET).clear_expired(on)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # What was deleted, by anybody, stays in the log of SQLite until that is emptied. While somebody reads that
            # cannot be done; then it waits for the next time, and nobody waits for us.
            cursor.execute("PRAGMA busy_timeout = 0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
