# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set of Eurostat as it was read, whatever form it came in, and what its flags mean.

Knows: cells by the codes of their dimensions; the flags of before and since 27 January 2025.
Leaves: the forms (`eurostat_jsonstat`, `eurostat_sdmx`), which cells are kept (`eurostat`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

CELLS_MAX: Final = 5_000_000
"""A data set with room for more cells than this is not read at once."""

FLAGS: Final[Mapping[str, str]] = {
    "b": "breuk in de reeks",
    "C": "geheim",
    "c": "geheim",
    "d": "andere definitie",
    "e": "geschat",
    "f": "verwacht",
    "i": "door Eurostat geschat",
    "m": "kan niet bestaan",
    "N": "niet om te publiceren",
    "n": "niet van betekenis",
    "P": "onder geheimhouding",
    "p": "voorlopig",
    "r": "herzien",
    "s": "door Eurostat geschat",
    "u": "weinig betrouwbaar",
    "z": "niet van toepassing",
    ":": "geen cijfer",
}
"""What Eurostat's flags say. Since 27 January 2025 observation and confidentiality status are two lists, where z became
m, s became i and c became C (Eurostat, Database: information on flags)."""

BREAK, PROVISIONAL = "b", "p"


class Cell(NamedTuple):
    """One figure: the codes of the dimensions in their order, the number if there is one, its flags as written."""

    codes: tuple[str, ...]
    value: float | None
    flags: str | None


@dataclass(frozen=True, slots=True)
class CubeDimension:
    """`codes`: code → title; a source without titles gives the code again."""

    id: str
    title: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cube:
    """`updated`: when Eurostat last changed the data; `prepared`: when it made this answer, if it says so.

    A cell without number and without flag is not there: it is no cell.
    """

    title: str
    dimensions: tuple[CubeDimension, ...]
    cells: tuple[Cell, ...]
    where: str
    updated: str = ""
    prepared: datetime | None = None


def own_name(dimension: str) -> str:
    """One name for what the forms call differently: SDMX says TIME_PERIOD and FREQ, JSON-stat time and freq."""
    small = dimension.lower()
    return "time" if small == "time_period" else small
