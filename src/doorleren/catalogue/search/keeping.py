# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The index as one file.

Knows: how columns lie in a file, that a new file takes the place of the old one at once, and when a file is broken.
Leaves: what the columns mean (making, columns, text).
"""

import json
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = "search.idx"
_MAGIC: Final = b"DOORLEREN-ZOEK-2"
_ALIGN: Final = 64
_BEGIN: Final = len(_MAGIC) + 16


class BrokenIndexError(Exception):
    """The file is not a whole index of this version. Build it again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns by name, and what else is to be known of them."""

    columns: Mapping[str, NDArray[Any]]
    about: Mapping[str, Any]


class Texts:
    """Very many texts in two columns: all letters, and where each text begins."""

    def __init__(self, letters: NDArray[np.uint8], begins: NDArray[np.int64]) -> None:
        self._letters, self._begins = letters, begins

    def __getitem__(self, at: int) -> str:
        return self._letters[self._begins[at] : self._begins[at + 1]].tobytes().decode()

    def __len__(self) -> int:
        return len(self._begins) - 1

    def __iter__(self) -> Iterator[str]:
        everything, begins = self._letters.tobytes(), self._begins.tolist()
        return (everything[a:b].decode() for a, b in pairwise(begins))


def texts(name: str, values: Iterable[str]) -> dict[str, NDArray[Any]]:
    """The two columns of some texts. A letter that cannot be written (half a pair) becomes a question mark."""
    encoded = [value.encode(errors="replace") for value in values]
    begins = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(one) for one in encoded], out=begins[1:])
    return {name: np.frombuffer(b"".join(encoded), np.uint8), f"{name}_begins": begins}


def texts_of(kept: Kept, name: str) -> Texts:
    return Texts(kept.columns[name], kept.columns[f"{name}_begins"])


def write(kept: Kept, folder: Path) -> None:
    """Put the file there in one step: who has the old one open keeps it, who opens now has one or the other whole."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", suffix=".idx", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            _write(kept, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, folder / FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _write(kept: Kept, file: BinaryIO) -> None:
    table, at, check = {}, 0, 0
    columns = {name: np.ascontiguousarray(column) for name, column in kept.columns.items()}
    for name, column in columns.items():
        table[name] = {"type": column.dtype.str, "shape": column.shape, "at": at}
        at += -(-column.nbytes // _ALIGN) * _ALIGN
        check = zlib.crc32(_padded(column), check)
    header = json.dumps({"columns": table, "about": kept.about, "size": at, "check": check}).encode()
    header += b" " * (-(len(header) + _BEGIN) % _ALIGN)
    file.write(_MAGIC + len(header).to_bytes(8, "little") + zlib.crc32(header).to_bytes(8, "little") + header)
    for column in columns.values():
        file.write(_padded(column))


def _padded(column: NDArray[Any]) -> bytes:
    return column.tobytes() + b"\0" * (-column.nbytes % _ALIGN)


def read(folder: Path) -> Kept:
    """The index in this folder, its columns left in the file until they are needed."""
    path = folder / FILE
    if not path.is_file():
        raise BrokenIndexError(f"{path.name}: there is no search index here yet. Build it.")
    with path.open("rb") as file:
        data = np.memmap(file, np.uint8, "r") if os.fstat(file.fileno()).st_size else np.zeros(0, np.uint8)
    if data[: len(_MAGIC)].tobytes() != _MAGIC:
        raise BrokenIndexError(f"{path.name}: this is no search index of this version. Build it again.")
    size, check = (int.from_bytes(data[at : at + 8].tobytes(), "little") for at in (len(_MAGIC), len(_MAGIC) + 8))
    text, body = data[_BEGIN : _BEGIN + size].tobytes(), data[_BEGIN + size :]
    header = json.loads(text) if text and zlib.crc32(text) == check else None
    if header is None or len(body) != header["size"] or zlib.crc32(body.data) != header["check"]:
        raise BrokenIndexError(f"{path.name}: a part of the search index is missing or changed. Build it again.")
    columns = {}
    for name, one in header["columns"].items():
        kind, shape = np.dtype(one["type"]), tuple(one["shape"])
        many = int(np.prod(shape)) * kind.itemsize
        columns[name] = body[one["at"] : one["at"] + many].view(kind).reshape(shape).view(np.ndarray)
    return Kept(columns, header["about"])
