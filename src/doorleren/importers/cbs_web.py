# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""StatLine on the web, version 4: a table from its own address, page by page.

Knows: how its addresses are made, how one page leads to the next, and when that goes round or leads away.
Leaves: waiting and trying again (`fetching`), what the answers say (`cbs_table`, `cbs_rows`).
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from ..basics import Said, said
from .cbs_filter import Query
from .cbs_json import TELL_SOURCE, list_in, object_in, read_json
from .cbs_notes import Notes
from .cbs_rows import Page
from .cbs_table import Described, Rows, read_table, stamp_of
from .cbs_whole import BY_COUNTING, Moved, TableNotThere, other_count
from .fetching import SourceTrouble, fetch, without_secrets

PAGES_MOST: Final = 100_000
NOT_THERE: Final = frozenset({404, 410})
NO_SUCH_QUESTION: Final = frozenset({400, 413, 414, 431})
"""What a server answers to a filter that it finds too long."""

_CANNOT_COUNT: Final = frozenset({400, 404, 405, 406, 410, 413, 414, 415, 431, 501})
_SQUEEZED: Final = {"Accept-Encoding": "gzip"}  # a page of 100,000 rows is a tenth of its size on the way


class StatLineV4:
    """A table of StatLine at the address of its API, such as https://datasets.cbs.nl/odata/v1/CBS."""

    may_change = True

    def __init__(self, address: str, table: str) -> None:
        self._table = table
        self._base = f"{address.rstrip('/')}/{quote(table, safe='')}"
        self.where = without_secrets(self._base)
        self._all: int | None = None

    def describe(self, notes: Notes) -> Described:
        """Raises TableNotThere and SourceTrouble."""
        try:
            properties = object_in(ask(f"{self._base}/Properties"), f"{self.where}/Properties")
        except SourceTrouble as trouble:
            if trouble.status in NOT_THERE:
                raise TableNotThere from None
            raise
        described = read_table(self._table, properties, self._listing, self._groups, notes)
        self._all = described.table.expected_rows
        return described

    def stamp(self) -> tuple[str, ...]:
        return stamp_of(object_in(ask(f"{self._base}/Properties"), f"{self.where}/Properties"))

    def counted(self) -> int | None:
        """How many rows the table has, counted by the source now; None where it does not count."""
        return count_at(f"{self._base}/Observations/$count")

    def pages(self, query: Query, notes: Notes) -> Iterator[Page]:
        for part in query.fitting():
            yield from self._pages(part)

    def _pages(self, query: Query) -> Iterator[Page]:
        """Of one question; one that the source finds too long is asked in halves."""
        asked = f"?$filter={query.escaped}" if query.parts else ""
        seen = None
        try:
            for page in pages_from(f"{self._base}/Observations{asked}"):
                seen = page.before + len(page.rows)
                yield page
        except SourceTrouble as trouble:
            halves = query.halves()
            if seen is not None or halves is None or trouble.status not in NO_SUCH_QUESTION:
                raise
            for half in halves:
                yield from self._pages(half)
            return
        # Of the whole table its description says how many rows it has; of a part only counting tells.
        count = count_at(f"{self._base}/Observations/$count{asked}") if asked else None
        if count is not None and count not in (seen, self._all):  # a count of all takes no notice of the filter
            raise Moved(other_count(f"{self.where}/Observations", count, seen or 0, BY_COUNTING))

    def _listing(self, name: str) -> tuple[Rows, str]:
        pages = list(pages_from(f"{self._base}/{quote(name, safe='')}"))
        return [row for page in pages for row in page.rows], f"{self.where}/{name}"

    def _groups(self, name: str) -> tuple[Rows, str]:
        try:
            return self._listing(name)
        except SourceTrouble as trouble:
            if trouble.status in NOT_THERE:
                return [], ""
            raise


def ask(address: str) -> Any:
    """The JSON at an address; an answer that is not whole is asked for once more. Raises SourceTrouble."""
    fetched = fetch(address, headers=_SQUEEZED)
    try:
        return read_json(fetched.body, fetched.where)
    except SourceTrouble:
        fetched = fetch(address, headers=_SQUEEZED)
        return read_json(fetched.body, fetched.where)


def count_at(address: str) -> int | None:
    """The number at an address; None where the source does not count. Raises SourceTrouble."""
    try:
        fetched = fetch(address, "text/plain, application/json", _SQUEEZED)
        count = read_json(fetched.body, fetched.where)
    except SourceTrouble as trouble:
        if trouble.status is None or trouble.status in _CANNOT_COUNT:
            return None
        raise
    return count if type(count) is int else None


def pages_from(address: str) -> Iterator[Page]:
    """A page, and each that follows from it. Raises SourceTrouble."""
    seen = {address}
    before = 0
    for number in range(1, PAGES_MOST + 1):
        where = f"{without_secrets(address)} (pagina {number})" if number > 1 else without_secrets(address)
        answer = ask(address)
        page = Page(list_in(answer, where), where, before)
        before += len(page.rows)
        yield page
        link = answer.get("@odata.nextLink", answer.get("odata.nextLink"))
        if link is None:
            return
        address = following(link, address, where)
        if address in seen:
            raise SourceTrouble(where, _ROUND, TELL_SOURCE)
        seen.add(address)
    raise SourceTrouble(where, _ENDLESS, TELL_SOURCE)


def following(link: object, address: str, where: str) -> str:
    """The address of a next page: whole or relative, but of the same house, by the same door.

    A source behind a proxy writes http:// where we asked by https://; we stay with what we asked.
    """
    try:
        if not isinstance(link, str) or not link.strip():
            raise ValueError
        old, new = urlsplit(address), urlsplit(urljoin(address, link.strip()))
        same_door = new.port == old.port or _door(new) == _door(old)
    except ValueError:
        raise SourceTrouble(where, _NO_LINK, TELL_SOURCE) from None
    if new.scheme not in _DOORS or new.hostname != old.hostname or not same_door:
        raise SourceTrouble(where, _LEADS_AWAY, _ASK_SOURCE)
    return urlunsplit((old.scheme, old.netloc, new.path, new.query, ""))


def _door(parts: SplitResult) -> int | None:
    return parts.port or _DOORS.get(parts.scheme)


_DOORS: Final = {"http": 80, "https": 443}
_ROUND: Final[Said] = said(
    "De volgende pagina is er een die wij al hadden: de bron gaat in het rond.",
    "The next page is one that we had: the source goes round in circles.",
)
_ENDLESS: Final[Said] = said("Aan deze lijst komt geen einde.", "This list has no end.")
_NO_LINK: Final[Said] = said(
    "De verwijzing naar de volgende pagina is geen adres.", "The link to the next page is no address."
)
_LEADS_AWAY: Final[Said] = said(
    "De volgende pagina staat op een andere site; daar gaan wij niet heen.",
    "The next page is on another site; we do not go there.",
)
_ASK_SOURCE: Final[Said] = said(
    "Controleer het adres van de bron; wat er al was, blijft staan.",
    "Check the source's address; what was there stays.",
)
