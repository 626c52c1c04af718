# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What StatLine (v4) says about a table: its properties, dimensions, codes and measures.

Knows: how those are written, and what to say of one that is damaged.
Leaves: where they come from (`cbs_web`, `cbs_recorded`), the figures (`cbs_rows`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..basics import Problem, Said, said
from ..region import Code, Dimension, Measure, Table
from ..region.records import DimensionKind
from .cbs_notes import Notes

Json = Mapping[str, Any]
Rows = list[Any]
Listing = Callable[[str], tuple[Rows, str]]
"""The rows of a list of the table by name (`Dimensions`, `RegioSCodes`), and where that stands."""

_STAMP: Final = ("Version", "Modified", "ObservationsModified", "ObservationCount")


@dataclass(frozen=True, slots=True)
class Described:
    """A table, and how its source writes its codes, with the blanks behind them: field → code → as written.

    `stamp` changes when the table does. `filter`: of which part the figures are, where they are of a part.
    `rows`: how many rows the recording says it holds. `part_unknown`: nobody wrote down whether it is the whole.
    """

    table: Table
    stamp: tuple[str, ...]
    written: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filter: str | None = None
    rows: int | None = None
    part_unknown: bool = False


def stamp_of(properties: Json) -> tuple[str, ...]:
    return tuple(str(properties.get(name, "")) for name in _STAMP)


def read_table(table_id: str, properties: Json, listing: Listing, groups: Listing, notes: Notes) -> Described:
    """The table as it is described. `groups` gives no rows for what is not there. Raises SourceTrouble."""
    written: dict[str, dict[str, str]] = {}
    dimensions = []
    rows, where = listing("Dimensions")
    for row in rows:
        if name := _id(row, where, notes):
            titles = {} if row.get("ContainsGroups") is False else _groups(groups(f"{name}Groups"))[0]
            codes_rows, codes_where = listing(f"{name}Codes")
            codes, written[name] = read_codes(codes_rows, codes_where, notes)
            dimensions.append(Dimension(name, text(row, "Title") or name, kind_of(row), codes, titles))
    rows, where = listing("MeasureCodes")
    grouped = any(isinstance(row, Mapping) and _group_of(row) is not None for row in rows)
    measure_groups = _groups(groups("MeasureGroups")) if grouped else ({}, {})
    measures, written["Measure"] = _measures(rows, where, measure_groups, notes)
    count = properties.get("ObservationCount")
    table = Table(
        "cbs",
        table_id,
        text(properties, "Title").strip() or table_id,
        tuple(dimensions),
        measures,
        version=text(properties, "Version"),
        changed_on=text(properties, "ObservationsModified") or text(properties, "Modified"),
        summary=text(properties, "Summary") or text(properties, "Description"),
        licence=text(properties, "License"),
        expected_rows=count if type(count) is int and count >= 0 else None,
    )
    return Described(table, stamp_of(properties), written)


def read_codes(
    rows: Rows, where: str, notes: Notes, key: str = "Identifier"
) -> tuple[tuple[Code, ...], dict[str, str]]:
    """The codes of a list, and how each is written."""
    codes: dict[str, Code] = {}
    written: dict[str, str] = {}
    for row in rows:
        name = _id(row, where, notes, key)
        if not name:
            continue
        code = Code(
            name,
            text(row, "Title").strip() or name,
            _group_of(row),
            text(row, "Description"),
            text(row, "Status") or None,
        )
        if (there := codes.setdefault(name, code)) != code:
            notes.add("code twice", _twice(where, name, there.title, code.title))
        written.setdefault(name, row[key])
    return tuple(codes.values()), written


def _measures(
    rows: Rows, where: str, groups: tuple[dict[str, str], dict[str, str]], notes: Notes
) -> tuple[tuple[Measure, ...], dict[str, str]]:
    found: dict[str, Measure] = {}
    written: dict[str, str] = {}
    for row in rows:
        name = _id(row, where, notes)
        if not name:
            continue
        decimals = row.get("Decimals")
        group = _group_of(row)
        measure = Measure(
            name,
            text(row, "Title").strip() or name,
            text(row, "Unit").strip(),
            decimals if type(decimals) is int else None,
            path_of(group, *groups),
            text(row, "Description"),
        )
        if (there := found.setdefault(name, measure)) != measure:
            notes.add("code twice", _twice(where, name, there.title, measure.title))
        written.setdefault(name, row["Identifier"])
    return tuple(found.values()), written


def _group_of(row: Json) -> str | None:
    return next((str(row[one]) for one in _GROUP_OF if row.get(one) is not None), None)


def path_of(group: str | None, titles: Mapping[str, str], above: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the groups that something stands under, outermost first."""
    path: list[str] = []
    seen: set[str] = set()
    while group is not None and group in titles and group not in seen:
        seen.add(group)
        path.insert(0, titles[group])
        group = above.get(group)
    return tuple(path)


def _groups(found: tuple[Rows, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Of each group its title, and the group above it."""
    titles: dict[str, str] = {}
    above: dict[str, str] = {}
    for row in found[0]:
        name = row.get("Id", row.get("ID")) if isinstance(row, Mapping) else None
        if name is None:
            continue
        titles[str(name)] = text(row, "Title").strip() or str(name)
        parent = row.get("ParentId", row.get("ParentID"))
        if parent is not None:
            above[str(name)] = str(parent)
    return titles, above


def kind_of(row: Json) -> DimensionKind:
    """What a dimension divides by: `Kind` or `@odata.type` says so, v3 has `Type`."""
    said_of_it = {text(row, "Kind"), text(row, "Type"), text(row, "@odata.type").rpartition(".")[2]}
    if "TimeDimension" in said_of_it:
        return "periode"
    return "regio" if said_of_it & {"GeoDimension", "GeoDetailDimension", "GeoDetail"} else "gewoon"


def text(row: Json, name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else ""


def _id(row: Any, where: str, notes: Notes, key: str = "Identifier") -> str:
    """The id of a row of a list, without the blanks behind it; empty, and told, where it has none."""
    name = row.get(key) if isinstance(row, Mapping) else None
    if isinstance(name, str) and name.strip():
        return name.rstrip()
    shown = "" if name is None else f" ({str(name)[:40]})"
    notes.add(
        "no id",
        Problem(
            where,
            said(f"Een regel heeft geen code als tekst{shown}.", f"A row has no code as text{shown}."),
            _TEXT,
            _LEFT_OUT,
        ),
    )
    return ""


def _twice(where: str, name: str, one: str, other: str) -> Problem:
    return Problem(
        where,
        said(
            f"De code {name} staat er twee keer: als „{one}” en als „{other}”.",
            f"The code {name} stands there twice: as “{one}” and as “{other}”.",
        ),
        said("elke code één keer", "each code once"),
        said("Meld het aan CBS; de eerste is gebruikt.", "Tell CBS; the first was used."),
    )


_GROUP_OF: Final = ("DimensionGroupId", "DimensionGroupID", "MeasureGroupId", "MeasureGroupID", "CategoryGroupID")
_TEXT: Final[Said] = said("een code als tekst, tussen aanhalingstekens", "a code as text, in quotes")
_LEFT_OUT: Final[Said] = said(
    "Haal het opnieuw op; deze regel is niet gebruikt.", "Fetch it anew; this row was not used."
)
