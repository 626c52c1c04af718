# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Take a table from StatLine whole, or not at all.

Knows: that a table may change while it is read, when to start again, and how many rows there must be.
Leaves: asking and reading (`cbs_web`, `cbs_v3`, `cbs_recorded`, `cbs_rows`).
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
from .fetching import SourceTrouble

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

    def pages(self, query: Query, notes: Notes) -> Iterator[Page]:
        """All pages of what is asked. Raises SourceTrouble, and Moved where the source contradicts itself."""
        ...


class Moved(Exception):
    """The table is another than when we began, or there are not as many rows as there must be."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what.nl)
        self.problem = problem


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
        return _once(answers, select)
    except Moved:
        if not answers.may_change:
            raise
    return _once(answers, select)


def _once(answers: Answers, select: Mapping[str, Collection[str]] | None) -> Taken:
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
            raise Moved(_changed(answers.where))
        for count, what in ((described.rows, _RECORDED), (described.table.expected_rows if whole else None, _IN_ALL)):
            if count is not None and count != seen:
                raise Moved(_other_count(answers.where, count, seen, what))
        unknown = _part_unknown(described, seen, answers.where, notes) if described.part_unknown else None
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
    most = _most(form, codes, described, whole)
    seen = 0
    pages = answers.pages(query, notes)
    while True:
        try:
            page = next(pages, None)
        except SourceTrouble:
            if answers.may_change and answers.stamp() != described.stamp:
                raise Moved(_changed(answers.where)) from None
            raise
        if page is None:
            return seen
        seen += len(page.rows)
        if seen > most:
            raise Moved(_endless(page.where, seen))
        batch = form.columns(page, notes)
        if wanted:
            # A source that takes no notice of the filter gives more than was asked for.
            keep = np.ones(len(batch), dtype=np.bool_)
            for name, places in wanted.items():
                keep &= np.isin(batch.codes[name], places)
            batch = batch if keep.all() else batch.only(keep)
        gathered.add(batch)


def _part_unknown(described: Described, seen: int, where: str, notes: Notes) -> str | None:
    """What to write as the filter of a recording that does not say of which part it is; None where it is whole."""
    expected = described.table.expected_rows
    if seen == expected:
        return None
    if expected is not None and seen > expected:
        raise Moved(_other_count(where, expected, seen, _IN_ALL))
    of = "" if expected is None else f" / {expected}"
    notes.add(
        "part",
        Problem(
            where,
            said(
                f"Het is niet bekend van welk deel van de tabel dit is ({seen}{of} rijen).",
                f"It is not known of which part of the table this is ({seen}{of} rows).",
            ),
            _AN_INDEX,
            said("Voeg index.json toe met sliceFilter.", "Add index.json with sliceFilter."),
        ),
    )
    return _UNKNOWN_PART


def _most(form: Form, codes: Mapping[str, tuple[str, ...]], described: Described, whole: bool) -> int:
    """More rows than this is no table any more."""
    cells = 1
    for ids in form.ids.values():
        cells *= max(1, len(ids))
    expected = described.table.expected_rows if whole else None
    return max(2 * cells, expected or 0) + _SLACK


def _changed(where: str) -> Problem:
    return Problem(
        where,
        said("De tabel veranderde terwijl wij hem lazen.", "The table changed while we read it."),
        said("één versie, van begin tot eind", "one version, from beginning to end"),
        _LATER,
    )


def _other_count(where: str, count: int, seen: int, what: Said) -> Problem:
    fewer = seen < count
    return Problem(
        where,
        said(
            f"Er kwamen {seen} rijen; {what.nl} {count}. Er {'ontbreken' if fewer else 'zijn'} er "
            f"{abs(count - seen)}{'' if fewer else ' te veel'}.",
            f"{seen} rows came; {what.en} {count}. There are {abs(count - seen)} too {'few' if fewer else 'many'}.",
        ),
        said(f"{count} rijen", f"{count} rows"),
        _LATER,
    )


def _endless(where: str, seen: int) -> Problem:
    return Problem(
        where,
        said(
            f"Na {seen} rijen komt er nog meer: dat is meer dan deze tabel cellen heeft.",
            f"After {seen} rows there is still more: that is more than this table has cells.",
        ),
        said("een tabel met een eind", "a table with an end"),
        _LATER,
    )


_UNKNOWN_PART: Final = "?"
"""Written as the filter of a recording that does not say what it is a part of."""

_AN_INDEX: Final[Said] = said(
    "index.json met sliceFilter: het filter, of null voor de hele tabel",
    "index.json with sliceFilter: the filter, or null for the whole table",
)
_RECORDED: Final[Said] = said("volgens index.json waren het er", "by index.json there were")
_IN_ALL: Final[Said] = said("volgens de bron zijn het er", "by the source there are")
_NOTHING_USABLE: Final[Said] = said("Geen enkele rij is te gebruiken.", "Not a single row can be used.")
_LATER: Final[Said] = said(
    "Haal de tabel later opnieuw op; wat er al was, blijft staan.", "Fetch the table again later; what was there stays."
)
