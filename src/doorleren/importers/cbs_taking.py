# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Take a table from StatLine whole, or not at all.

Knows: that a table may change while it is read, when to start again, and how many rows there must be.
Leaves: asking and reading (`cbs_web`, `cbs_v3`, `cbs_recorded`, `cbs_rows`), how it is said (`cbs_whole`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from ..basics import Problem, Said, said
from ..region import Table
from .cbs_filter import Query, chosen
from .cbs_gathered import Gathered
from .cbs_notes import Notes
from .cbs_rows import Batch, Form, Page
from .cbs_table import Described
from .cbs_whole import BY_DESCRIPTION, BY_INDEX, Moved, changed, endless, other_count
from .fetching import SourceTrouble

UNKNOWN_PART: Final = "?"
"""Written as the filter of a recording that does not say what it is a part of."""

_SLACK: Final = 1_000
"""So many rows more than there are cells may come before we call it endless."""


class Answers(Protocol):
    """Where answers of StatLine come from. `may_change`: asking again may give something else."""

    may_change: bool
    where: str

    def describe(self, notes: Notes) -> Described:
        """Raises SourceTrouble."""
        ...

    def stamp(self) -> tuple[str, ...]:
        """The stamp of the table as it is now. Raises SourceTrouble."""
        ...

    def counted(self) -> int | None:
        """How many rows there are in all, counted now; None where that cannot be told. Raises SourceTrouble."""
        ...

    def pages(self, query: Query, notes: Notes) -> Iterator[Page]:
        """All pages of what is asked. Raises SourceTrouble, and Moved where the source contradicts itself."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A table that was read to its end. `filter`: of which part."""

    table: Table
    filter: str | None
    form: Form
    gathered: Gathered
    notes: Notes

    def batches(self) -> Iterator[Batch]:
        return self.gathered.batches()


def take(answers: Answers, select: Mapping[str, Collection[str]] | None) -> Taken:
    """The table, or the part asked for. Starts again once where it changed on the way. Raises Moved, SourceTrouble and
    NothingToAsk."""
    try:
        return _once(answers, select, again=False)
    except Moved:
        if not answers.may_change:
            raise
    return _once(answers, select, again=True)


def _once(answers: Answers, select: Mapping[str, Collection[str]] | None, *, again: bool) -> Taken:
    notes = Notes()
    described = answers.describe(notes)
    codes = chosen(select, described.table, notes)
    form = Form.of(described)
    written = {name: described.written.get(name, {}) for name in codes}
    query = Query(tuple((name, tuple(written[name].get(one, one) for one in some)) for name, some in codes.items()))
    whole = not codes and described.filter is None and not described.part_unknown
    gathered = Gathered(form)
    try:
        seen = _gather(answers, described, query, form, codes, gathered, notes, whole)
        if answers.may_change and answers.stamp() != described.stamp:
            raise Moved(changed(answers.where))
        unknown = _compare(answers, described, seen, whole, notes, again=again)
        if described.part_unknown:
            unknown = _part_unknown(described, seen, answers.where, notes)
        if seen and not gathered.rows and len(notes) and not codes:
            raise SourceTrouble(answers.where, _NOTHING_USABLE, next(iter(notes)).what_now)
        gathered.settle(answers.where, notes)
    except BaseException:
        gathered.close()
        raise
    both = [one for one in (described.filter, unknown, query.text) if one]
    return Taken(described.table, " and ".join(both) or None, form, gathered, notes)


def _gather(
    answers: Answers,
    described: Described,
    query: Query,
    form: Form,
    codes: Mapping[str, tuple[str, ...]],
    gathered: Gathered,
    notes: Notes,
    whole: bool,
) -> int:
    """Read all pages; how many rows there were, good or bad."""
    import numpy as np

    wanted = {
        name: np.array([form.places[name][code] for code in some], dtype=np.uint32) for name, some in codes.items()
    }
    most = _most(form, described, whole)
    seen = 0
    pages = answers.pages(query, notes)
    while True:
        try:
            page = next(pages, None)
        except SourceTrouble:
            if answers.may_change and answers.stamp() != described.stamp:
                raise Moved(changed(answers.where)) from None
            raise
        if page is None:
            return seen
        seen += len(page.rows)
        if seen > most:
            raise Moved(endless(page.where, seen))
        batch = form.columns(page, notes)
        if wanted:
            # A source that takes no notice of the filter gives more than was asked for.
            keep = np.ones(len(batch), dtype=np.bool_)
            for name, places in wanted.items():
                keep &= np.isin(batch.codes[name], places)
            batch = batch if keep.all() else batch.only(keep)
        gathered.add(batch)


def _most(form: Form, described: Described, whole: bool) -> int:
    """More rows than this is no table any more."""
    cells = 1
    for ids in form.ids.values():
        cells *= max(1, len(ids))
    expected = described.table.expected_rows if whole else None
    return max(2 * cells, expected or 0) + _SLACK


def _compare(
    answers: Answers, described: Described, seen: int, whole: bool, notes: Notes, *, again: bool
) -> str | None:
    """There are as many rows as there must be. Raises Moved and SourceTrouble. `again`: we read it for the second time.

    Where the description says another number, and the source counts as many as there came, the description is behind;
    that is told. Where fewer came and the source does not count, nobody can say which rows these are: that is told too,
    and given back is what to write as their filter, so that they never pass for the whole table.
    """
    if described.rows is not None and described.rows != seen:
        raise Moved(other_count(answers.where, described.rows, seen, BY_INDEX))
    expected = described.table.expected_rows if whole else None
    if expected is None or expected == seen:
        return None
    problem = other_count(answers.where, expected, seen, BY_DESCRIPTION)
    counted = answers.counted()
    if counted is None and again and 0 < seen < expected:
        notes.add("count", Problem(problem.where, problem.what, problem.expected, _NOT_ALL))
        return UNKNOWN_PART
    if counted != seen:
        raise Moved(problem)
    notes.add("count", Problem(problem.where, problem.what, problem.expected, _COUNT_DECIDES))
    return None


def _part_unknown(described: Described, seen: int, where: str, notes: Notes) -> str | None:
    """What to write as the filter of a recording that does not say of which part it is; None where it is whole. Raises
    Moved where it is more than the whole."""
    expected = described.table.expected_rows
    if seen == expected:
        return None
    if expected is not None and seen > expected:
        raise Moved(other_count(where, expected, seen, BY_DESCRIPTION))
    of = "" if expected is None else f" / {expected}"
    what = said(
        f"Het is niet bekend van welk deel van de tabel dit is ({seen}{of} rijen).",
        f"It is not known of which part of the table this is ({seen}{of} rows).",
    )
    notes.add("part", Problem(where, what, _AN_INDEX, _ADD_INDEX))
    return UNKNOWN_PART


_COUNT_DECIDES: Final[Said] = said(
    "U hoeft niets te doen: de bron telt nu evenveel rijen als er kwamen.",
    "There is nothing to do: the source now counts as many rows as came.",
)
_NOT_ALL: Final[Said] = said(
    "Wij bewaren dit als een deel van de tabel. Vraag de bron waarom er minder rijen komen.",
    "We keep this as a part of the table. Ask the source why fewer rows come.",
)
_AN_INDEX: Final[Said] = said(
    "index.json met sliceFilter: het filter, of null voor de hele tabel",
    "index.json with sliceFilter: the filter, or null for the whole table",
)
_ADD_INDEX: Final[Said] = said("Voeg index.json toe, met sliceFilter.", "Add index.json, with sliceFilter.")
_NOTHING_USABLE: Final[Said] = said("Geen enkele rij is te gebruiken.", "Not a single row can be used.")
