# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An OOAPI source from its beginning, or from a bookmark, to its end.

Knows: in what order lists are read, what to remember of each, when to stop, and where reading can go on.
Leaves: paging (`ooapi_pages`), what a body says (`ooapi_bodies`), how a version calls it (`ooapi_v5`, `ooapi_v6`).
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..basics import said
from ..catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from .fetching import SourceTrouble, is_address, without_secrets
from .ooapi_bodies import Bodies, Known
from .ooapi_dialect import COURSE, OFFERING, ORGANISATION, OTHER, PROGRAMME, SPECIFICATION, Dialect, kind_of_body
from .ooapi_pages import Endpoint, ListIsNotThere, Page, file_pages, path_of
from .ooapi_schema import Schema
from .taken import shown_value

TOKEN: Final = "DOORLEREN_IMPORT_TOKEN"  # noqa: S105  the name of an environment variable, not a key
"""The environment variable with a key for the source, sent as a bearer token."""

TROUBLE_MOST: Final = 3
"""After so many lists in a row that do not come, the source is gone."""

_END: Final = "end"


class OoapiFeed:
    """A source in one dialect: the address of an endpoint, a file, or a folder of files.

    `schema` is the published OpenAPI document: each body is compared with it, and what differs is a Note. `since` asks
    for offerings in periods that began on that day or later; without it the source gives those to come.
    """

    dialect: Dialect

    def __init__(
        self,
        source: str,
        schema: Mapping[str, Any] | None = None,
        *,
        since: date | None = None,
        consumer: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._where = source
        self._schema = Schema(schema, self.dialect) if schema is not None else None
        self._asked = {"consumer": consumer} if consumer else {}
        self._since = {"since": since.isoformat()} if since else {}
        key = {"Authorization": f"Bearer {os.environ[TOKEN]}"} if os.environ.get(TOKEN) else {}
        self._endpoint = Endpoint(source, {**key, **(headers or {})})

    @property
    def source(self) -> str:
        return without_secrets(self._where) if is_address(self._where) else str(Path(self._where).resolve())

    def read(self, after: str | None = None) -> Iterator[Event]:
        """Everything in it, or what comes after a bookmark."""
        reading = _Web(self) if is_address(self._where) else _Files(self)
        try:
            yield from reading.read(_Place.of(after))
        except SourceTrouble as trouble:
            yield Stopped(trouble.where, trouble.what, trouble.what_now)


class _Place:
    """Where reading goes on: in which list or file, at which page, how many records were given before it, and what the
    page before it was, to notice a source that gives the same page again."""

    def __init__(self, name: str, page: int, seen: int, before: str) -> None:
        self.name, self.page, self.seen, self.before = name, page, seen, before

    @classmethod
    def of(cls, token: str | None) -> "_Place | None":
        if token is None:
            return None
        page, seen, before, name = [*token.split(" ", 3), "", "", "", ""][:4]
        if not (re.fullmatch(r"\d{1,9}", page) and re.fullmatch(r"\d{1,9}", seen) and name):
            raise SourceTrouble(shown_value(token), _NO_BOOKMARK, _FROM_BEGINNING)
        return cls(name, int(page), int(seen), before)


class _Reading:
    """What reading a web source and reading files have in common."""

    def __init__(self, feed: OoapiFeed) -> None:
        self._feed, self._dialect = feed, feed.dialect
        self._known = Known()
        self._bodies = Bodies(feed.dialect, feed.source, self._known, self._look_up)
        self._seen = 0
        self._trouble: SourceTrouble | None = None

    def _look_up(self, key: str) -> Mapping[str, Any] | None:
        return None

    def _body(self, raw: Any, kind: str | None, where: str, course: str | None = None) -> Iterator[Event]:
        if not isinstance(raw, Mapping):
            yield _no_body(where, raw)
            return
        if self._feed._schema:
            yield from self._feed._schema.notes(raw, kind or OTHER, self._bodies.named(raw, kind or OTHER, where))
        for event in self._bodies.read(raw, kind, where, course) if kind else ():
            self._seen += not isinstance(event, Misread | Note)
            yield event

    def _bookmark(self, name: str, page: int, before: str = "-") -> Iterator[Event]:
        """After trouble there is none: what was missed has not been given, so it must be read again."""
        if self._trouble is None:
            yield Bookmark(f"{page} {self._seen} {before} {name}", self._seen)

    def _end(self) -> Iterator[Event]:
        if self._trouble:
            raise self._trouble
        yield from self._bookmark(_END, 1)


class _Web(_Reading):
    """Reads an endpoint: organisations and specifications first, then each programme and course with its offerings."""

    def __init__(self, feed: OoapiFeed) -> None:
        super().__init__(feed)
        self._missing: set[str] = set()
        self._offerings_missing = False
        self._troubles_in_a_row = 0
        self._looked_up: dict[str, Mapping[str, Any] | None] = {}

    def read(self, after: _Place | None) -> Iterator[Event]:
        lists = list(self._dialect.lists.items())
        names = [name for name, _ in lists]
        if after and after.name not in (*names, _END):
            raise SourceTrouble(self._feed.source, _NO_BOOKMARK, _FROM_BEGINNING)
        if after and after.name == _END:
            return
        self._seen = after.seen if after else 0
        begin = names.index(after.name) if after else 0
        for number, (name, kind) in enumerate(lists):
            if number < begin or (after and number == begin and after.page > 1):
                self._learn(name, kind, None if number < begin or not after else after.page)
            if number >= begin:
                yield from self._list(name, kind, after if number == begin else None)
                if number + 1 < len(lists):
                    yield from self._bookmark(names[number + 1], 1)
        if {name for name, kind in lists if kind in (PROGRAMME, COURSE)} <= self._missing:
            raise SourceTrouble(self._feed.source, _NOTHING_HERE, _CHECK_ENDPOINT)
        yield from self._end()

    def _learn(self, name: str, kind: str, until: int | None) -> None:
        """Read again what later bodies lean on, without giving it again."""
        if kind not in (ORGANISATION, SPECIFICATION):
            return
        try:
            for page in self._feed._endpoint.pages(name, self._feed._asked):
                if until is not None and page.number >= until:
                    return
                for raw in page.items:
                    if isinstance(raw, Mapping):
                        self._bodies.learn(raw, kind)
        except ListIsNotThere:
            self._missing.add(name)

    def _list(self, name: str, kind: str, after: _Place | None) -> Iterator[Event]:
        asked = dict(self._feed._asked)
        if kind in (PROGRAMME, COURSE) and (expand := self._to_expand()):
            asked["expand"] = expand
        try:
            first, before = (after.page, after.before) if after else (1, "-")
            for page in self._feed._endpoint.pages(name, asked, first, before):
                yield from self._page(page, kind)
                yield from self._bookmark(name, page.number + 1, page.digest)
        except ListIsNotThere:
            self._missing.add(name)
            self._say_if_other_version(kind)
            yield Note(
                self._feed.source,
                name,
                said("De bron heeft deze lijst niet.", "The source does not have this list."),
                said(f"een lijst op /{name}", f"a list at /{name}"),
            )

    def _page(self, page: Page, kind: str) -> Iterator[Event]:
        self._bodies.begin_page()
        self._known.parents.clear()
        for raw in page.items:
            if isinstance(raw, Mapping) and kind in (ORGANISATION, SPECIFICATION):
                self._bodies.learn(raw, kind)
            yield from self._body(raw, kind, page.where)
            if isinstance(raw, Mapping) and kind in (PROGRAMME, COURSE) and (course := self._bodies.learn(raw, kind)):
                yield from self._offerings(raw, kind, course)

    def _offerings(self, raw: Mapping[str, Any], kind: str, course: str) -> Iterator[Event]:
        """The offerings of one course. If they do not come, the other courses are read, and the end is not the end."""
        own = (self._dialect.programme if kind == PROGRAMME else self._dialect.course).own_id
        before, behind = self._dialect.offering_lists[kind]
        path = path_of(before, str(raw[own]).strip(), behind)
        try:
            for page in self._feed._endpoint.pages(path, {**self._feed._asked, **self._feed._since}):
                for one in page.items:
                    yield from self._body(one, OFFERING, page.where, course)
            self._troubles_in_a_row = 0
        except ListIsNotThere:
            self._troubles_in_a_row = 0
            if not self._offerings_missing:
                self._offerings_missing = True
                yield Note(
                    f"{self._feed.source}/{path}",
                    "",
                    said("Deze lijst is er niet: dat telt als leeg.", "This list is not there: that counts as empty."),
                    said("een lijst", "a list"),
                )
        except SourceTrouble as trouble:
            self._troubles_in_a_row += 1
            self._trouble = self._trouble or trouble
            if self._troubles_in_a_row >= TROUBLE_MOST:
                raise
            yield Misread(trouble.where, OFFERING, trouble.what, said("een lijst", "a list"), skipped=True)

    def _to_expand(self) -> str:
        """What we ask for inside courses: only what has no list of its own here."""
        references = {ORGANISATION: self._dialect.organisation, SPECIFICATION: self._dialect.specification}
        missing = [references.get(kind) for name, kind in self._dialect.lists.items() if name in self._missing]
        return ",".join(one.body for one in missing if one)

    def _look_up(self, key: str) -> Mapping[str, Any] | None:
        """One organisation that was not in the list."""
        if key not in self._looked_up:
            name = next(name for name, kind in self._dialect.lists.items() if kind == ORGANISATION)
            try:
                answer, _ = self._feed._endpoint.get(path_of(name, key))
            except SourceTrouble as trouble:
                if trouble.status is None or trouble.status >= 500:
                    raise
                answer = None
            self._looked_up[key] = answer if isinstance(answer, Mapping) else None
        return self._looked_up[key]

    def _say_if_other_version(self, kind: str) -> None:
        if kind != ORGANISATION:
            return
        try:
            self._feed._endpoint.get(self._dialect.lists_elsewhere)
        except SourceTrouble:
            return
        other = self._dialect.other_name
        raise SourceTrouble(
            self._feed.source,
            said(f"Deze bron spreekt {other}.", f"This source speaks {other}."),
            said(f"Lees haar als {other}.", f"Read it as {other}."),
        )


class _Files(_Reading):
    """Reads files. They are read twice: first for what bodies lean on, which can stand in any of them."""

    def read(self, after: _Place | None) -> Iterator[Event]:
        if after and after.name == _END:
            return
        source = self._feed._where
        self._seen = after.seen if after else 0
        for page in file_pages(source):
            for raw in page.items if isinstance(page, Page) else ():
                if isinstance(raw, Mapping) and (kind := kind_of_body(raw, self._dialect)) not in (None, OTHER):
                    self._bodies.learn(raw, kind)
        for page in file_pages(source, (after.name, after.page) if after else None):
            if isinstance(page, SourceTrouble):
                self._trouble = self._trouble or page
                yield Misread(page.where, "", page.what, said("een JSON-bestand", "a JSON file"), skipped=True)
                continue
            yield from self._page(page)
            yield from self._bookmark(page.where, page.number + 1)
        yield from self._end()

    def _page(self, page: Page) -> Iterator[Event]:
        self._bodies.begin_page()
        others = 0
        for raw in page.items:
            kind = kind_of_body(raw, self._dialect) if isinstance(raw, Mapping) else None
            if kind == OTHER:
                others += 1
            elif kind is None:
                yield _no_body(page.where, raw)
            else:
                yield from self._body(raw, kind, page.where)
        if others:
            yield Note(
                page.where,
                "",
                said(
                    f"{others} keer iets dat wij niet overnemen, zoals een rooster, een persoon of een gebouw.",
                    f"{others} times something that we do not take over, such as a timetable, a person or a building.",
                ),
                said("organisaties, opleidingen, cursussen", "organisations, programmes, courses"),
            )


def _no_body(where: str, raw: Any) -> Misread:
    return Misread(
        where,
        "",
        said(f"Hier staat {shown_value(raw)}.", f"This says {shown_value(raw)}."),
        said("een object van OOAPI met een id", "an object of OOAPI with an id"),
        skipped=True,
    )


_NO_BOOKMARK: Final = said("Deze bladwijzer hoort niet bij deze bron.", "This bookmark does not belong to this source.")
_FROM_BEGINNING: Final = said("Lees de bron vanaf het begin.", "Read the source from its beginning.")
_NOTHING_HERE: Final = said(
    "Hier zijn geen opleidingen en geen cursussen van OOAPI.", "There are no programmes and no courses of OOAPI here."
)
_CHECK_ENDPOINT: Final = said("Controleer het adres van de bron.", "Check the address of the source.")
