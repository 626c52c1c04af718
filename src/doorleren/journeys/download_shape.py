# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A download as a door shows it.

Knows: its fields in Dutch, and how a moment is written. Leaves: which download (who asks).
"""

from datetime import UTC, datetime
from typing import Any

from ..region import Download


def moment(at: datetime) -> str:
    """2026-07-17T16:30:06Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def download_shape(download: Download) -> dict[str, Any]:
    return {
        "aanbieder": download.provider,
        "tabel": download.table,
        "sleutel": download.key,
        "opgehaald": moment(download.fetched),
        "rijen": download.rows,
        "bron": download.source,
        "versie": download.version,
        "deel": download.filter,
        "voorbeeld": download.made_up,
        "inhoud": download.digest,
    }
