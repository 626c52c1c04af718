# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Get what is at an address or in a file, patiently and within limits.

Knows: waiting for a slow or busy source, trying again, how much is too much, and how to say what went wrong.
Leaves: what it means to each feed.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util import Retry, Timeout

from .. import __version__
from ..basics import Said, said

BYTES_MAX: Final = 64_000_000
"""The largest answer or file that is read at once; larger files are read in pieces by who can."""

_CONNECT_SECONDS, _READ_SECONDS = 10, 60
_PIECE: Final = 1 << 16


class SourceTrouble(Exception):
    """A source could not be read; says what and what to do."""

    def __init__(self, where: str, what: Said, what_now: Said) -> None:
        super().__init__(f"{where}: {what.nl}")
        self.where, self.what, self.what_now = where, what, what_now


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there: its bytes, what it says it is (`application/json`), and where it was found."""

    body: bytes
    media_type: str
    where: str


def is_address(source: str) -> bool:
    """Whether this names something on the web rather than a file."""
    return source.startswith(("http://", "https://"))


def without_secrets(address: str) -> str:
    """An address without name, password and query, so that it may be shown and kept."""
    try:
        parts = urlsplit(address)
    except ValueError:
        # Not an address at all, such as http://[ – what may be a secret in it is left out all the same.
        return address.partition("?")[0].rpartition("@")[2]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/"), "", "")) if parts.scheme else address


def fetch(source: str, accept: str = "application/json", headers: dict[str, str] | None = None) -> Fetched:
    """What is at an address or in a file. Raises SourceTrouble."""
    return _from_web(source, accept, headers or {}) if is_address(source) else _from_file(Path(source))


def _from_file(path: Path) -> Fetched:
    try:
        if path.stat().st_size > BYTES_MAX:
            raise SourceTrouble(str(path), _TOO_LARGE, _SMALLER)
        return Fetched(path.read_bytes(), "", str(path))
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        what = said("Dit bestand is er niet.", "This file is not there.") if missing else _UNREADABLE
        raise SourceTrouble(str(path), what, said("Controleer de naam.", "Check the name.")) from None


def _from_web(address: str, accept: str, headers: dict[str, str]) -> Fetched:
    where = without_secrets(address)
    try:
        with _pool().request(
            "GET",
            address,
            headers={"Accept": accept, "User-Agent": f"doorleren/{__version__}", **headers},
            preload_content=False,
        ) as response:
            if response.status != 200:
                raise SourceTrouble(where, _answered(response.status), _TRY_LATER)
            body = bytearray()
            for piece in response.stream(_PIECE):
                body += piece
                if len(body) > BYTES_MAX:
                    raise SourceTrouble(where, _TOO_LARGE, _SMALLER)
            media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            return Fetched(bytes(body), media_type, where)
    except MaxRetryError as error:
        raise SourceTrouble(where, _GONE if error.reason is None else _said(error.reason), _TRY_LATER) from None
    except (HTTPError, OSError, ValueError) as error:
        raise SourceTrouble(where, _said(error), _TRY_LATER) from None


@cache
def _pool() -> urllib3.PoolManager:
    retries = Retry(
        total=5,
        connect=2,
        redirect=5,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=("GET",),
        backoff_factor=0.5,
        backoff_max=20,
        raise_on_status=False,
        respect_retry_after_header=True,
    )
    return urllib3.PoolManager(retries=retries, timeout=Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS))


def _answered(status: int) -> Said:
    return said(f"De bron antwoordt met fout {status}.", f"The source answers with error {status}.")


def _said(error: BaseException) -> Said:
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return said("De bron antwoordt niet op tijd.", "The source does not answer in time.")
    return _GONE


_GONE: Final = said("De bron is niet te bereiken.", "The source cannot be reached.")
_UNREADABLE: Final = said("Dit bestand kan niet gelezen worden.", "This file cannot be read.")
_TOO_LARGE: Final = said(
    f"Dit is meer dan {BYTES_MAX // 1_000_000} MB in één keer.",
    f"This is more than {BYTES_MAX // 1_000_000} MB at once.",
)
_SMALLER: Final = said("Vraag de bron om kleinere delen.", "Ask the source for smaller parts.")
_TRY_LATER: Final = said(
    "Probeer het later opnieuw; wat er al was, blijft staan.", "Try again later; what was there stays."
)
