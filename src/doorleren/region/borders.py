# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which municipality lay in which province, and what became of those that ended: the files in `places/`.

Knows: those files as values, each with its source.
Leaves: names and labour-market regions of municipalities (handed in), groups of our own (`own_groups`), what follows
from all that (`known_regions`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from .regions import Became, Region

PLACES: Final = Path(__file__).parent / "places"


@dataclass(frozen=True, slots=True)
class Lies:
    """One region lies in another from `first` up to and not including `until`; None: before we look, or still so."""

    inside: str
    first: date | None
    until: date | None

    def on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Borders:
    """`provinces`, `rest` (what a source could not place): by code. `province_of`: per municipality where it lay.

    `became`: by the code that ended. `former`: names of codes that are not in the tables handed in. `also`: everyday
    names.
    """

    provinces: Mapping[str, Region]
    rest: Mapping[str, Region]
    province_of: Mapping[str, tuple[Lies, ...]]
    provinces_source: str
    became: Mapping[str, Became]
    former: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]


@cache
def borders() -> Borders:
    """What the files in `places/` say; read once."""
    provinces, ended, names = (_read(name) for name in ("provinces", "became", "names"))
    province_of: dict[str, list[Lies]] = {}
    for province in provinces["provinces"]:
        for entry in province["municipalities"]:
            row = entry if isinstance(entry, dict) else {"code": entry}
            lies = Lies(province["code"], row.get("from"), row.get("until"))
            province_of.setdefault(row["code"], []).append(lies)
    return Borders(
        provinces={one["code"]: Region(one["code"], one["name"], "provincie") for one in provinces["provinces"]},
        rest={one["code"]: Region(one["code"], one["name"], one["kind"]) for one in provinces["rest"]},
        province_of={code: tuple(rows) for code, rows in province_of.items()},
        provinces_source=provinces["source"],
        became=_became(ended["became"], ended["sources"]),
        former=names["former"]["names"],
        also={code: tuple(words) for code, words in names["also"]["names"].items()},
    )


def _read(name: str) -> Any:
    # Loaded here, so that somebody who asks for something else does not wait for it.
    import yaml

    return yaml.load((PLACES / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)


def _became(rows: Sequence[Mapping[str, Any]], sources: Mapping[str, Mapping[str, str]]) -> dict[str, Became]:
    found: dict[str, Became] = {}
    for row in rows:
        source = "; ".join(_cited(sources[name]) for name in row["sources"])
        for code in row["regions"]:
            found[code] = Became(code, row["day"], row["kind"], tuple(row["into"]), source)
    return found


def _cited(source: Mapping[str, str]) -> str:
    return f"{source['document']}, {source['place']} ({source['url']})"
