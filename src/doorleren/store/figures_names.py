# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a table and its downloads are called on the disk.

Knows: which ids can be kept, and a name for each that no other id has, also where a file system takes A and a for one.
Leaves: what is in the folders.
"""

import re
from datetime import UTC, datetime
from typing import Final

from ..basics import Problem, said
from ..journeys.figures_house import FiguresTrouble

_PROVIDER: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_TABLE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.$-]{0,99}")
_LETTERS: Final = re.compile(r"[A-Z]+(?:[^a-zA-Z]*[A-Z]+)*")
_CAPITALS: Final = re.compile(r"=([^=]*)=")
_KEY: Final = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{12})")
_MOMENT: Final = "%Y%m%dT%H%M%SZ"
DIGITS: Final = 12
"""So much of a digest stands in the name of a download."""


def provider_folder(provider: str) -> str:
    """The folder of a provider. Raises FiguresTrouble for what can be no name of one."""
    if not _PROVIDER.fullmatch(provider):
        raise _refused(provider)
    return provider


def table_folder(table: str) -> str:
    """The folder of a table: its id in small letters, with what were capitals between two marks ("85554=ned=").

    Raises FiguresTrouble for an id that could lead elsewhere, or that some file system does not take.
    """
    if not _TABLE.fullmatch(table) or ".." in table or table.endswith("."):
        raise _refused(table)
    return _LETTERS.sub(lambda found: f"={found[0].lower()}=", table)


def table_of(folder: str) -> str | None:
    """The id of the table that is kept in a folder; None for a folder that is not ours."""
    table = _CAPITALS.sub(lambda found: found[1].upper(), folder)
    try:
        return table if table_folder(table) == folder else None
    except FiguresTrouble:
        return None


def key_of(fetched: datetime, digest: str) -> str:
    """The name of a download; in the order of names they stand in the order of time."""
    return f"{fetched.astimezone(UTC).strftime(_MOMENT)}-{digest[:DIGITS]}"


def read_key(folder: str) -> tuple[datetime, str] | None:
    """The moment and the first part of the digest; None for a folder that is no download."""
    found = _KEY.fullmatch(folder)
    if found is None:
        return None
    try:
        return datetime.fromisoformat(found[1]), found[2]
    except ValueError:
        return None


def _refused(name: str) -> FiguresTrouble:
    shown = name if len(name) <= 100 else f"{name[:100]}…"
    return FiguresTrouble(
        Problem(
            shown or "TABEL",
            said("Zo kan een tabel niet heten.", "A table cannot be called this."),
            said(
                "letters, cijfers, een punt, een streepje of een dollarteken, zoals 80590ned",
                "letters, digits, a dot, a dash or a dollar sign, such as 80590ned",
            ),
            said("Kijk de naam van de tabel na bij de bron.", "Check the name of the table at its source."),
        )
    )
