# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One download as files in a folder: written whole or not at all, and read only if it is what was written.

Knows: the three files, how they are written aside, and how damage is found. Leaves: which downloads there are
(`figures`).
"""

import fcntl
import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..basics import Problem, Said, said
from ..journeys.figures_house import FiguresTrouble
from ..region import Download, Observations, Table
from .figures_json import digest_of, download_shape, read_download, read_table, table_shape, to_bytes

if TYPE_CHECKING:
    from .figures_columns import Gathered
    from .figures_parquet import Contents

OBSERVATIONS: Final = "observations.parquet"
TABLE: Final = "table.json"
DOWNLOAD: Final = "download.json"
HALF: Final = ".half-"
"""How the folder of a download begins that is still being written."""

_OPENED_AT_ONCE: Final = 128


# --- writing --------------------------------------------------------------------------------------------------------


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else looks what the last download is, or puts one there, meanwhile."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder to write in that nobody takes for a download, and that is gone afterwards unless it was renamed.

    It is locked as long as it is written, so that `clean` leaves it alone.
    """
    # Who only reads, which is nearly everybody, does not wait for these.
    import shutil
    from secrets import token_hex

    with alone(folder):
        half = folder / f"{HALF}{token_hex(8)}"
        half.mkdir()
        held = os.open(half, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield half
    finally:
        shutil.rmtree(half, ignore_errors=True)
        os.close(held)


def clean(folder: Path) -> None:
    """Take away what somebody left half written who is no more."""
    import shutil

    for half in folder.glob(f"{HALF}*"):
        if half.is_symlink() or not half.is_dir():
            continue
        with suppress(OSError):
            held = os.open(half, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(half, ignore_errors=True)
            finally:
                os.close(held)


def write(half: Path, gathered: "Gathered", table: Table, download: Download) -> None:
    """Write the three files, and wait until the disk has them. Raises OSError."""
    from .figures_parquet import write as write_rows

    observations = half / OBSERVATIONS
    with observations.open("wb") as file:
        write_rows(gathered.columns, file)
        file.flush()
        os.fsync(file.fileno())
    _put(half / TABLE, described := to_bytes(table_shape(table)))
    files = {OBSERVATIONS: digest_of(observations.read_bytes()), TABLE: digest_of(described)}
    _put(half / DOWNLOAD, to_bytes(download_shape(download, files)))
    settle(half)


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Wait until the disk has the names in a folder too."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


# --- reading --------------------------------------------------------------------------------------------------------

_Stamp = tuple[int, int, int]


def download_in(folder: Path) -> Download:
    """What is kept in a folder. Raises FiguresTrouble for what is damaged."""
    return _described(folder, _stamp(folder / DOWNLOAD))[0]


def table_in(folder: Path) -> Table:
    """Raises FiguresTrouble."""
    return _table(folder, _stamp(folder / TABLE), _stamp(folder / DOWNLOAD))


def observations_in(folder: Path, select: Mapping[str, Collection[str]]) -> Observations:
    """The rows with these codes. Raises FiguresTrouble for damage, KeyError for a dimension that is not there."""
    from .figures_columns import MEASURE, column_names, observations
    from .figures_parquet import NotParquet, read

    table = table_in(folder)
    names = {**column_names(table), MEASURE: MEASURE}
    wanted = {names[one]: {codes} if isinstance(codes, str) else set(codes) for one, codes in select.items()}
    path = folder / OBSERVATIONS
    known = _rows(folder, _stamp(path), _stamp(folder / DOWNLOAD))
    try:
        with path.open("rb") as file:
            found = read(file, known, wanted)
    except (NotParquet, OSError) as error:
        raise _damaged(path, error) from error
    return observations(found, table, wanted)


def _stamp(path: Path) -> _Stamp:
    """Changes when a file does, so that what was found whole need not be looked at again."""
    try:
        found = path.stat()
    except OSError as error:
        raise _damaged(path, error) from error
    return found.st_ino, found.st_size, found.st_mtime_ns


@lru_cache(maxsize=_OPENED_AT_ONCE * 8)
def _described(folder: Path, stamp: _Stamp) -> tuple[Download, dict[str, str]]:
    path = folder / DOWNLOAD
    try:
        download, files = read_download(path.read_bytes(), folder.name)
        if {OBSERVATIONS, TABLE} - files.keys() or download.fetched.tzinfo is None:
            raise ValueError("files")
    except (OSError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged(path, error) from error
    return download, files


@lru_cache(maxsize=_OPENED_AT_ONCE)
def _table(folder: Path, stamp: _Stamp, beside: _Stamp) -> Table:
    path = folder / TABLE
    try:
        data = path.read_bytes()
        if digest_of(data) != _described(folder, beside)[1][TABLE]:
            raise _damaged(path)
        return read_table(json.loads(data))
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise _damaged(path, error) from error


@lru_cache(maxsize=_OPENED_AT_ONCE)
def _rows(folder: Path, stamp: _Stamp, beside: _Stamp) -> "Contents":
    from .figures_parquet import NotParquet, contents

    path = folder / OBSERVATIONS
    try:
        with path.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() != _described(folder, beside)[1][OBSERVATIONS]:
                raise _damaged(path)
            file.seek(0)
            return contents(file)
    except (OSError, NotParquet) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: BaseException | None = None) -> FiguresTrouble:
    if isinstance(error, FiguresTrouble):
        return error
    return FiguresTrouble(
        Problem(
            f"{path.parent.parent.name}/{path.parent.name}/{path.name}",
            _CANNOT_READ if isinstance(error, OSError) else _CHANGED,
            said("wat wij zelf bewaarden, onveranderd", "what we kept ourselves, unchanged"),
            said(
                "Zet deze map terug uit een kopie. Is die er niet? Haal de map weg, en haal de tabel opnieuw.",
                "Put this folder back from a copy. Is there none? Take the folder away, and fetch the table again.",
            ),
        )
    )


_CHANGED: Final[Said] = said(
    "Dit bestand is beschadigd of veranderd. Wij gebruiken de cijfers niet.",
    "This file is damaged or was changed. We do not use the figures.",
)
_CANNOT_READ: Final[Said] = said(
    "Dit bestand kunnen wij niet lezen. Wij gebruiken de cijfers niet.",
    "We cannot read this file. We do not use the figures.",
)
