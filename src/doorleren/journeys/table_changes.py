# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed in a table between two downloads: its codes, measures and periods, and its figures.

Knows: the kinds of change. Leaves: comparing the rows (`table_changes_rows`), saying it (`table_changes_told`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from ..region import Code, Download, Measure, Table
from .figures import Figures

Key = tuple[tuple[str, str], ...]
"""Which row: `Measure` and each dimension, with its code."""


@dataclass(frozen=True, slots=True)
class Named:
    """A code or a measure that came or went. `of`: the dimension, or `Measure`."""

    of: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Other:
    """Something that is described otherwise than before.

    `about`: `titel`, `eenheid`, `uitleg`, `decimalen`, `groep`, or `status` of a period ("Voorlopig", "Definitief").
    """

    of: str
    id: str
    title: str
    about: Literal["titel", "eenheid", "uitleg", "decimalen", "groep", "status"]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row, before and after: the number, and what the source said of it."""

    key: Key
    before: float | None
    after: float | None
    reason_before: str | None
    reason_after: str | None


@dataclass(frozen=True, slots=True)
class Revised:
    """Numbers of one measure that became other numbers. `largest`: the one that differs most."""

    measure: str
    count: int
    largest: RowChange


@dataclass(frozen=True, slots=True)
class Rows:
    """What changed in the rows. Of each kind how many there are, and some of them.

    `lost`: a number that is no number any more, such as one that became confidential; `found`: the other way round;
    `reasons`: the source says something else about a row, and there still is or is not a number; `texts`: likewise
    of a value that is text.
    """

    revised: tuple[Revised, ...] = ()
    lost: int = 0
    found: int = 0
    reasons: int = 0
    texts: int = 0
    new: int = 0
    gone: int = 0
    some_lost: tuple[RowChange, ...] = ()
    some_found: tuple[RowChange, ...] = ()
    some_reasons: tuple[RowChange, ...] = ()
    some_new: tuple[Key, ...] = ()
    some_gone: tuple[Key, ...] = ()

    @property
    def revised_count(self) -> int:
        return sum(one.count for one in self.revised)

    def __bool__(self) -> bool:
        counts = (self.revised, self.lost, self.found, self.reasons, self.texts, self.new, self.gone)
        return any(counts)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in `after`. `rows` None: they cannot be compared, as the table divides its figures otherwise or
    another part of it was fetched."""

    before: Download
    after: Download
    dimensions_new: tuple[Named, ...]
    dimensions_gone: tuple[Named, ...]
    new: tuple[Named, ...]
    gone: tuple[Named, ...]
    other: tuple[Other, ...]
    rows: Rows | None

    def __bool__(self) -> bool:
        described = (self.dimensions_new, self.dimensions_gone, self.new, self.gone, self.other)
        return any(described) or self.rows is None or bool(self.rows)


def changes_between(figures: Figures, before: Download, after: Download) -> Changes:
    """Compare two downloads of one table."""
    from .table_changes_rows import compare_rows

    old, new = figures.table(before), figures.table(after)
    dimensions = [one.id for one in new.dimensions]
    same_shape = before.filter == after.filter and {one.id for one in old.dimensions} == set(dimensions)
    rows = None
    if same_shape:
        rows = compare_rows(figures.observations(before, {}), figures.observations(after, {}), dimensions)
    came, went, other = _measures(old, new)
    for dimension in new.dimensions:
        if (was := old.dimension(dimension.id)) is not None:
            found = _codes(dimension.id, was.codes, dimension.codes)
            came, went, other = [*came, *found[0]], [*went, *found[1]], [*other, *found[2]]
    return Changes(
        before=before,
        after=after,
        dimensions_new=tuple(Named("", one.id, one.title) for one in new.dimensions if old.dimension(one.id) is None),
        dimensions_gone=tuple(Named("", one.id, one.title) for one in old.dimensions if new.dimension(one.id) is None),
        new=tuple(came),
        gone=tuple(went),
        other=tuple(other),
        rows=rows,
    )


_Described = tuple[list[Named], list[Named], list[Other]]
_Thing = TypeVar("_Thing", Code, Measure)


def _measures(old: Table, new: Table) -> _Described:
    def differences(was: Measure, now: Measure) -> Iterable[Other]:
        yield from _other("Measure", now.id, now.title, "titel", _title(was), _title(now))
        yield from _other("Measure", now.id, now.title, "eenheid", was.unit, now.unit)
        yield from _other("Measure", now.id, now.title, "decimalen", _number(was.decimals), _number(now.decimals))
        yield from _other("Measure", now.id, now.title, "uitleg", was.about, now.about)

    return _matched("Measure", old.measures, new.measures, differences)


def _codes(dimension: str, old: Iterable[Code], new: Iterable[Code]) -> _Described:
    def differences(was: Code, now: Code) -> Iterable[Other]:
        yield from _other(dimension, now.id, now.title, "titel", was.title, now.title)
        yield from _other(dimension, now.id, now.title, "groep", was.group or "", now.group or "")
        yield from _other(dimension, now.id, now.title, "status", was.status or "", now.status or "")
        yield from _other(dimension, now.id, now.title, "uitleg", was.about, now.about)

    return _matched(dimension, old, new, differences)


def _matched(
    of: str,
    old: Iterable[_Thing],
    new: Iterable[_Thing],
    differences: Callable[[_Thing, _Thing], Iterable[Other]],
) -> _Described:
    was, now = {one.id: one for one in old}, {one.id: one for one in new}
    return (
        [Named(of, one.id, one.title) for one in now.values() if one.id not in was],
        [Named(of, one.id, one.title) for one in was.values() if one.id not in now],
        [found for one in now.values() if one.id in was for found in differences(was[one.id], one)],
    )


def _other(
    of: str,
    id_: str,
    title: str,
    about: Literal["titel", "eenheid", "uitleg", "decimalen", "groep", "status"],
    before: str,
    after: str,
) -> Iterable[Other]:
    if before != after:
        yield Other(of, id_, title, about, before, after)


def _title(measure: Measure) -> str:
    return " / ".join((*measure.path, measure.title))


def _number(decimals: int | None) -> str:
    return "" if decimals is None else str(decimals)
