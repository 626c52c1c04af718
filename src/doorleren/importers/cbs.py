# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of StatLine (CBS): from the web, version 4 or 3, or from answers that somebody recorded.

Knows: where a table is looked for, in which order, and what a reader of it is told.
Leaves: reading it whole (`cbs_taking`), keeping it (store).
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from ..basics import Problem, Said, said
from ..region import BrokenOff, Captured, TableEvent, Unread
from .cbs_filter import NothingToAsk
from .cbs_json import as_problem
from .cbs_recorded import Damaged, Recorded
from .cbs_taking import Answers, Taken, take
from .cbs_v3 import StatLineV3
from .cbs_web import StatLineV4
from .cbs_whole import Moved, TableNotThere
from .fetching import SourceTrouble, is_address, without_secrets

V4: Final = "https://datasets.cbs.nl/odata/v1/CBS"
V3: Final = ("https://opendata.cbs.nl/ODataFeed/odata", "https://opendata.cbs.nl/ODataApi/odata")


class StatLine:
    """One table. `source`: a folder of recorded answers, the address of an API, or None for CBS itself.

    `select`: only these codes, by dimension or `Measure`. `api`: only this version; else v4, and v3 for a table that
    v4 does not have.
    """

    def __init__(
        self,
        table: str,
        source: str | None = None,
        *,
        select: Mapping[str, Collection[str]] | None = None,
        api: Literal["v4", "v3"] | None = None,
    ) -> None:
        self.table = table
        self._select = select
        self._recorded = source is not None and not is_address(source)
        self._source = source
        self._api = api
        self._found: str | None = None

    @property
    def source(self) -> str:
        """Where the table was found; before it is read: where it is looked for first."""
        if self._found is not None:
            return self._found
        if self._source is None:
            return f"{V3[0] if self._api == 'v3' else V4}/{self.table}"
        return str(Path(self._source).resolve()) if self._recorded else without_secrets(self._source)

    def read(self) -> Iterator[TableEvent]:
        """The table, when it was recorded and of which part, what could not be used, and the observations. Nothing is
        given before all of it was read; where that cannot be done: why not."""
        try:
            answers, taken = self._taken()
        except Moved as trouble:
            yield BrokenOff(trouble.problem)
        except NothingToAsk as trouble:
            yield BrokenOff(trouble.problem, asked_wrong=True)
        except SourceTrouble as trouble:
            yield BrokenOff(as_problem(trouble))
        except Damaged as damaged:
            yield from self._all_that_is_wrong(damaged.problems)
        except TableNotThere:
            yield BrokenOff(self._not_there(), asked_wrong=True)
        except OSError as error:
            yield BrokenOff(_no_room(self.source, error))
        else:
            try:
                yield taken.table
                at = answers.at if isinstance(answers, Recorded) else None
                if isinstance(answers, Recorded) or taken.filter is not None:
                    yield Captured(at, taken.filter)
                for problem in taken.notes:
                    yield Unread(problem)
                for batch in taken.batches():
                    yield taken.form.observations(batch)
            finally:
                taken.gathered.close()

    def _taken(self) -> tuple[Answers, Taken]:
        """The first of the places that has the table. Raises what `take` does, and TableNotThere."""
        for answers in self._places():
            try:
                taken = take(answers, self._select)
            except TableNotThere:
                continue
            self._found = str(Path(answers.where).resolve()) if self._recorded else answers.where
            return answers, taken
        raise TableNotThere

    def _places(self) -> Iterator[Answers]:
        if self._source is not None and self._recorded:
            yield Recorded(self._source, self.table)
            return
        # Somebody may give the address of the site, of the API or of the table.
        given = None if self._source is None else self._source.rstrip("/").removesuffix(f"/{self.table}")
        site = given is not None and urlsplit(given).path in ("", "/")
        if self._api != "v3":
            yield StatLineV4(given or V4, self.table)
            if site:
                yield StatLineV4(f"{given}{urlsplit(V4).path}", self.table)
        if self._api != "v4":
            for address in V3 if given is None else (given,):
                yield StatLineV3(address, self.table)
            for address in V3 if site else ():
                yield StatLineV3(f"{given}{urlsplit(address).path}", self.table)

    def _all_that_is_wrong(self, problems: list[Problem]) -> Iterator[TableEvent]:
        if len(problems) > 1:
            yield from map(Unread, problems)
        names = ", ".join(Path(problem.where).name for problem in problems)
        what = said(
            f"Deze opgeslagen tabel is niet heel. Er is iets met: {names}.",
            f"This recorded table is not whole. Something is wrong with: {names}.",
        )
        last = problems[-1]
        whole = Problem(str(Path(last.where).parent), what, _WHOLE, last.what_now)
        yield BrokenOff(last if len(problems) == 1 else whole)

    def _not_there(self) -> Problem:
        return Problem(
            self.source,
            said(f"De bron heeft geen tabel {self.table}.", f"The source has no table {self.table}."),
            _AN_ID,
            said("Kijk de naam van de tabel na op StatLine.", "Check the name of the table on StatLine."),
        )


def _no_room(where: str, error: OSError) -> Problem:
    return Problem(
        where,
        said(
            f"Er is geen plaats om de tabel even op te slaan ({error.strerror or 'schijf'}).",
            f"There is no room to store the table for a while ({error.strerror or 'disk'}).",
        ),
        said("ruimte in de map voor tijdelijke bestanden", "room in the folder for temporary files"),
        said("Maak ruimte en probeer het opnieuw.", "Make room and try again."),
    )


_WHOLE: Final[Said] = said(
    "properties, dimensions, measure-codes, van elke dimensie de codes, en de pagina's met waarnemingen",
    "properties, dimensions, measure-codes, the codes of each dimension, and the pages with observations",
)
_AN_ID: Final[Said] = said(
    "een tabel zoals StatLine haar schrijft: 80590ned, 85554NED; hoofdletters tellen",
    "a table as StatLine writes it: 80590ned, 85554NED; case counts",
)
