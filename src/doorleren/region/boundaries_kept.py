# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Borders in the folder with data: one file for each kind of region and year, so that a map can be drawn again.

Knows: the form of that file. Leaves: where borders come from (importers), how they are drawn (`boundaries`).
"""

import json
import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, cast

from .boundaries import Boundaries, Outline, Polygon
from .regions import KINDS, RegionKind

FORM: Final = "doorleren-grenzen-1"


class DamagedBoundaries(Exception):
    """A kept file of borders is not as we write it; says which file, and what to do."""


def keep_boundaries(folder: Path, boundaries: Boundaries) -> Path:
    """Write the borders in the folder, in whole metres, and give the file. What stood there for that year goes when the
    new file is whole, and not before.

    Raises OSError. The same borders give the same bytes.
    """
    shape = {
        "vorm": FORM,
        "soort": boundaries.kind,
        "jaar": boundaries.year,
        "bron": boundaries.source,
        "opgehaald": boundaries.fetched.isoformat(),
        "gebieden": [
            {"code": one.code, "naam": one.name, "vlakken": _whole_metres(one.polygons)} for one in boundaries.outlines
        ],
    }
    file = _file(folder, boundaries.kind, boundaries.year)
    file.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own: two that bring the same borders at once do not write through each other.
    half = file.with_name(f".{file.name}.{token_hex(4)}.half")
    try:
        with half.open("w", encoding="utf-8") as writing:
            writing.write(json.dumps(shape, ensure_ascii=False, separators=(",", ":")) + "\n")
            writing.flush()
            os.fsync(writing.fileno())
        half.replace(file)
    except BaseException:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise
    return file


def _whole_metres(polygons: tuple[Polygon, ...]) -> list[list[list[list[int]]]]:
    return [[[[round(x), round(y)] for x, y in ring] for ring in rings] for rings in polygons]


def read_boundaries(folder: Path, kind: RegionKind, year: int) -> Boundaries | None:
    """The borders that were kept for a kind of region and a year; None where there are none.

    Raises DamagedBoundaries, and OSError where a file is there that cannot be opened.
    """
    file = _file(folder, kind, year)
    if not file.exists():
        return None
    try:
        found = _read(json.loads(file.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, RecursionError) as trouble:
        raise DamagedBoundaries(f"{file.name}: not as we keep borders. Import them anew.") from trouble
    if (found.kind, found.year) != (kind, year):
        raise DamagedBoundaries(f"{file.name}: holds {found.kind} of {found.year}. Import them anew.")
    return found


def years_kept(folder: Path, kind: RegionKind) -> tuple[int, ...]:
    """The years for which there are borders, the first one first."""
    names = (file.stem.removeprefix(f"{kind}-") for file in (folder / "grenzen").glob(f"{kind}-*.json"))
    return tuple(sorted(int(name) for name in names if name.isdecimal()))


Stamp = tuple[int, int, int]


def stamp_of(folder: Path, kind: RegionKind, year: int) -> Stamp | None:
    """What changes when the kept borders do; None where there are none."""
    try:
        there = _file(folder, kind, year).stat()
    except FileNotFoundError:
        return None
    return there.st_mtime_ns, there.st_size, there.st_ino


def _read(shape: dict[str, Any]) -> Boundaries:
    if shape["vorm"] != FORM or shape["soort"] not in KINDS:
        raise ValueError(shape["vorm"])
    outlines = tuple(
        Outline(str(one["code"]), str(one["naam"]), _polygons(one["vlakken"])) for one in shape["gebieden"]
    )
    fetched = date.fromisoformat(shape["opgehaald"])
    return Boundaries(cast(RegionKind, shape["soort"]), int(shape["jaar"]), outlines, str(shape["bron"]), fetched)


def _polygons(found: Any) -> tuple[Polygon, ...]:
    polygons = tuple(tuple(tuple((float(x), float(y)) for x, y in ring) for ring in rings) for rings in found)
    if not polygons or any(len(ring) < 4 for rings in polygons for ring in rings) or not all(polygons):
        raise ValueError("a region without an area")
    return polygons


def _file(folder: Path, kind: RegionKind, year: int) -> Path:
    return folder / "grenzen" / f"{kind}-{year:04d}.json"
