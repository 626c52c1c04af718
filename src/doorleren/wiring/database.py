# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which database: SQLite in the data folder, or the one that DOORLEREN_DATABASE_URL names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class DatabaseIsUnclear(Exception):
    """DOORLEREN_DATABASE_URL cannot be read."""


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's description of the database at `url`: postgresql://…, sqlite:///path, or empty."""
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) if url else str(folder / "doorleren.sqlite3"))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise DatabaseIsUnclear("DOORLEREN_DATABASE_URL begint met postgresql:// of sqlite:///.")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            # Readers do not wait for a writer; what is deleted is wiped from the file as well.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
        },
    }
