# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret of this house: from the environment, or made once and kept in the data folder for its owner only.

Knows: what nobody else on this computer may read, the folder and the database file too. Leaves: what is in them.
"""

import os
import secrets
import stat
from pathlib import Path

_NAME = "secret.txt"
_SHORTEST = 32


class SecretIsTooShort(Exception):
    """Somebody chose a secret that can be guessed."""


def the_secret(folder: Path) -> str:
    """The secret that answers are locked with. Where there is none yet, one that lasts as long as this process."""
    given = os.environ.get("DOORLEREN_SECRET", "")
    if given and len(given) < _SHORTEST:
        raise SecretIsTooShort(f"DOORLEREN_SECRET heeft {len(given)} tekens. Neem er {_SHORTEST} of meer.")
    file = folder / _NAME
    if given:
        return given
    return file.read_text("ascii").strip() if file.exists() else secrets.token_urlsafe(48)


def keep_private(folder: Path, database: str) -> None:
    """Make the data folder, and the database file if it is one, readable for their owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _for_owner_only(folder, 0o700)
    if not database:
        return
    # SQLite gives the files that it makes beside this one the same rights.
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
    for file in (Path(database + ending) for ending in ("", "-wal", "-shm")):
        if file.exists():
            _for_owner_only(file, 0o600)


def _for_owner_only(path: Path, rights: int) -> None:
    """Take away the rights of others; what belongs to somebody else, or is shared as /tmp is, is not ours to close."""
    now = path.stat()
    if now.st_uid == os.geteuid() and not now.st_mode & stat.S_ISVTX:
        path.chmod(rights)


def make_secret(folder: Path) -> None:
    """Make sure that the next process finds the same secret as this one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", "ascii")
    if os.environ.get("DOORLEREN_SECRET"):
        return
    try:
        handle = os.open(folder / _NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
