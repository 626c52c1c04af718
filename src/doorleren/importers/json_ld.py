# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Courses on ordinary pages of the web, as schema.org describes them in JSON-LD.

Knows: the pages of a source one after another, and how far we are.
Leaves: pages and scripts to `json_ld_source`, what they say to `json_ld_records`.
"""

from collections.abc import Iterator

from ..basics import said
from ..catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from ..catalogue.records import Provider, Record
from .fetching import Fetched, SourceTrouble, fetch, is_address, without_secrets
from .json_ld_records import Translator
from .json_ld_source import ACCEPT, by_id, pages_of, things_in


class JsonLd:
    """A page, a sitemap (at most 2000 pages of one site, one at a time), a JSON file, or a folder of pages."""

    def __init__(self, source: str) -> None:
        self._given = source

    @property
    def source(self) -> str:
        return without_secrets(self._given) if is_address(self._given) else self._given

    def read(self, after: str | None = None) -> Iterator[Event]:
        """The courses of each page. A page that cannot be read stops nothing but itself."""
        problems: list[Misread | Note] = []
        given: set[str] = set()
        broken: list[SourceTrouble] = []
        begin = int(after) if after and after.isdigit() else 0
        found = 0
        try:
            pages = self._pages(problems, broken)
            for number, (page, fetched) in enumerate(pages, 1):
                try:
                    got = fetched or (fetch(page, ACCEPT) if number > begin or not is_address(page) else None)
                except SourceTrouble as trouble:
                    if trouble.status not in (404, 410):
                        broken.append(trouble)
                    continue
                if got is None:
                    continue
                things = things_in(got, problems)
                translated = list(Translator(self.source, got.where, by_id(things), problems).records(things))
                if number <= begin:
                    given.update(one.id for one in translated)
                    problems.clear()
                    continue
                found += len(translated)
                yield from self._new(translated, given)
                yield from problems
                problems.clear()
                yield Bookmark(str(number), number, len(pages))
            yield from problems
            for one in broken:
                yield Stopped(one.where, one.what, one.what_now)
            if not found and not begin and not broken:
                yield Note(
                    self.source,
                    "script",
                    said("Hier staan geen cursussen in JSON-LD.", "There are no courses in JSON-LD here."),
                    said("schema.org Course", "schema.org Course"),
                )
        except SourceTrouble as trouble:
            yield from problems
            yield Stopped(trouble.where, trouble.what, trouble.what_now)

    def _pages(self, problems: list[Misread | Note], broken: list[SourceTrouble]) -> list[tuple[str, Fetched | None]]:
        """The pages that are named, also when more cannot be read."""
        pages: list[tuple[str, Fetched | None]] = []
        try:
            for page in pages_of(self._given, problems):
                pages.append(page)  # one by one: what was named before the trouble counts
        except SourceTrouble as trouble:
            if not pages:
                raise
            broken.append(trouble)
        return pages

    def _new(self, records: list[Record], given: set[str]) -> Iterator[Event]:
        """Each record once: a provider stands on every page of its site."""
        for one in records:
            if one.id not in given:
                given.add(one.id)
                yield one
            elif not isinstance(one, Provider):
                yield Note(
                    self.source,
                    one.origin.key,
                    said(
                        "Dit staat op meer dan één plaats; de eerste geldt.",
                        "This is in more than one place; the first counts.",
                    ),
                    said("één keer", "once"),
                )
