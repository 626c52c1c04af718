# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret of this house: from the environment, or made once and kept in the data folder for its owner only."""

import os
import secrets
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
