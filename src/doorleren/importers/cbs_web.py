# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""StatLine on the web, version 4: a table from its own address, page by page.

Knows: how its addresses are made, how one page leads to the next, and when that goes round or leads away.
Leaves: waiting and trying again (`fetching`), what the answers say (`cbs_table`, `cbs_rows`).
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ..basics import Said, said
from .cbs_filter import Query
from .cbs_json import TELL_SOURCE, list_in, object_in, read_json
from .cbs_notes import Notes
from .cbs_rows import Page
from .cbs_table import Described, Rows, read_table, stamp_of
from .fetching import SourceTrouble, fetch, without_secrets

PAGES_MOST: Final = 100_000
NOT_THERE: Final = frozenset({404, 410})
_NO_SUCH_QUESTION: Final = frozenset({400, 413, 414, 431})


class TableNotThere(Exception):
    """This address does not have the table."""


class StatLineV4:
    """A table of StatLine at the address of its API, such as https://datasets.cbs.nl/odata/v1/CBS."""

    may_change = True

    def __init__(self, address: str, table: str) -> None:
        self._table = table
        self._base = f"{address.rstrip('/')}/{quote(table, safe='')}"
        self.where = without_secrets(self._base)

    def describe(self, notes: Notes) -> Described:
        """Raises TableNotThere and SourceTrouble."""
        try:
            properties = object_in(ask(f"{self._base}/Properties"), f"{self.where}/Properties")
        except SourceTrouble as trouble:
            if trouble.status in NOT_THERE:
                raise TableNotThere from None
            raise
        return read_table(self._table, properties, self._listing, self._groups, notes)

    def stamp(self) -> tuple[str, ...]:
        return stamp_of(object_in(ask(f"{self._base}/Properties"), f"{self.where}/Properties"))

    def pages(self, query: Query, notes: Notes) -> Iterator[Page]:
        for part in query.fitting():
            yield from self._pages(part)

    def _pages(self, query: Query) -> Iterator[Page]:
        """Of one question; one that the source finds too long is asked in halves."""
        asked = f"?$filter={query.escaped}" if query.parts else ""
        first = True
        try:
            for page in pages_from(f"{self._base}/Observations{asked}"):
                first = False
                yield page
            return
        except SourceTrouble as trouble:
            halves = query.halves()
            if not first or halves is None or trouble.status not in _NO_SUCH_QUESTION:
                raise
        for half in halves:
            yield from self._pages(half)

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
    fetched = fetch(address)
    try:
        return read_json(fetched.body, fetched.where)
    except SourceTrouble:
        fetched = fetch(address)
        return read_json(fetched.body, fetched.where)


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
        defaults = {"http": 80, "https": 443}
        same_door = new.port == old.port or (new.port or defaults[new.scheme]) == (old.port or defaults[old.scheme])
        same_door = same_door or (old.port is None and new.port is None)
    except (ValueError, KeyError):
        raise SourceTrouble(where, _NO_LINK, TELL_SOURCE) from None
    if new.scheme not in defaults or new.hostname != old.hostname or not same_door:
        raise SourceTrouble(where, _LEADS_AWAY, _ASK_SOURCE)
    return urlunsplit((old.scheme, old.netloc, new.path, new.query, ""))


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
