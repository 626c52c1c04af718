# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Take away, every minute, the answers of visits that have ended."""

import sys
import threading

_SECONDS_BETWEEN_CLEANINGS = 60


def keep_clean() -> None:
    """Start cleaning in the background, until the process ends."""
    threading.Thread(target=_clean_now_and_then, daemon=True).start()


def _clean_now_and_then() -> None:
    from django.db import DatabaseError, connection

    from ..store.visits import SessionStore

    pause = threading.Event()
    while not pause.wait(_SECONDS_BETWEEN_CLEANINGS):
        try:
            SessionStore.clear_expired()
        except DatabaseError as error:
            print(f"Oude bezoeken opruimen lukte niet: {error}", file=sys.stderr)
        finally:
            connection.close()
