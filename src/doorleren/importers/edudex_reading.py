# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One time that a feed of EDU-DEX is read: from file to file, and what is given and said on the way.

Knows: the order of files, what was given before, which record a broken file leaves as it was, and bookmarks.
Leaves: the fields (`edudex_programme`, `edudex_institute`), what a file holds (`edudex_sheets`), where files are
(`edudex_files`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

from ..basics import Said, said
from ..catalogue import id_of
from ..catalogue.feed import Bookmark, Event, Misread, Note, Stopped
from .edudex_body import DEPTH_MOST, Body, TooDeep, keepable
from .edudex_files import NotFollowed, Reference, files_in, follow, get, references_in, shown_path
from .edudex_institute import nameless_provider, provider_of
from .edudex_programme import Read, programme_of
from .edudex_sheets import Sheet, Waiting, sheets_in
from .edudex_xml import Element, NotXml, with_line
from .fetching import Fetched, SourceTrouble, is_address, without_secrets
from .taken import shown_value

DIRECTORIES_DEEP: Final = 4
"""A directory refers to one below it; deeper than this it goes in circles."""

EVERY: Final = 100
"""In one file with many programmes, reading can go on after each so many."""

_WHOLE: Final = -1


class Asked(Protocol):
    """What is to be read: where it is, and what it is held against."""

    @property
    def at(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def schema(self) -> Mapping[str, Any] | None: ...
    @property
    def day(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """Reading was here: in which file, after how many of its bodies, and how many programmes were given in all."""

    file: str
    done: int
    seen: int

    @classmethod
    def of(cls, token: str | None) -> "Mark | None":
        parts = (token or "").split(":")
        if len(parts) != 3 or not all(part.removeprefix("-").isdigit() for part in parts[1:]):
            return None
        return cls(parts[0], int(parts[1]), int(parts[2]))

    def __str__(self) -> str:
        return f"{self.file}:{self.done}:{self.seen}"


@dataclass(slots=True)
class Reading:
    """One time that the feed is read. `before` is the bookmark that is still ahead."""

    feed: Asked
    before: Mark | None
    seen: int = 0
    total: int | None = None
    opened: set[str] = field(default_factory=set)
    courses: set[str] = field(default_factory=set)
    providers: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)

    def events(self) -> Iterator[Event]:
        at = self.feed.at
        folder = not is_address(at) and Path(at).is_dir()
        for event in self._folder(Path(at)) if folder else self._first(at):
            if isinstance(event, Misread) and event.skipped and event.record_id is None:
                # Whose it was is not known, so nothing that is missing has disappeared.
                self.unread.append(event.where)
            yield event
        if self.unread and self.before is None:
            number = len(self.unread)
            yield Stopped(
                self.feed.source,
                said(
                    f"Van {number} bestanden of opleidingen is niet te zien welke het zijn.",
                    f"Of {number} files or programmes it cannot be seen which they are.",
                ),
                said(
                    "Herstel ze of haal ze weg, en lees opnieuw; wat er al was, blijft staan.",
                    "Mend or remove them, and read again; what was there stays.",
                ),
            )

    def _first(self, at: str) -> Iterator[Event]:
        """The file that everything begins with; if that cannot be read, nothing can."""
        try:
            fetched = get(at)
        except SourceTrouble as trouble:
            self.before = None
            yield Stopped(trouble.where, trouble.what, trouble.what_now)
            return
        yield from self._file(at, fetched, self.feed.source, 0, first=True)

    def _folder(self, folder: Path) -> Iterator[Event]:
        files, others = files_in(folder)
        for other in others:
            yield Note(
                str(other),
                "",
                said("Dit is geen .json of .xml. Niet gelezen.", "This is no .json or .xml. Not read."),
                said("een bestand van EDU-DEX", "a file of EDU-DEX"),
            )
        if not files:
            self.before = None
            yield Stopped(
                str(folder),
                said("In deze map staat geen .json of .xml.", "There is no .json or .xml in this folder."),
                said("Controleer de naam van de map.", "Check the name of the folder."),
            )
        for path in files:
            at = str(path.resolve())
            if at in self.opened:
                continue
            try:
                fetched = get(at)
            except SourceTrouble as trouble:
                yield self._broken(str(path), trouble.what, trouble.what_now, None)
                continue
            yield from self._file(at, fetched, str(path), 0)

    def _file(
        self, at: str, fetched: Fetched, where: str, depth: int, *, first: bool = False, asked: Reference | None = None
    ) -> Iterator[Event]:
        """What is in one file. `asked` is the reference that led to it."""
        self.opened.add(at)
        try:
            sheets, directory = sheets_in(fetched.body, where)
        except NotXml as trouble:
            if first:
                self.before = None
                here = said(
                    f"Controleer de bron. Daar hoort te staan: {trouble.expected.nl}.",
                    f"Check the source. It should hold: {trouble.expected.en}.",
                )
                yield Stopped(f"{where}:{trouble.line}", trouble.what, here)
            else:
                yield self._broken(f"{where}:{trouble.line}", trouble.what, trouble.expected, asked)
            return
        if directory is not None:
            yield from self._directory(directory, at, where, depth)
            return
        if first:
            self.total = sum(sheet.sort == "programme" for sheet in sheets)
        yield from self._bodies(sheets, _digest(at), asked)

    def _bodies(self, sheets: list[Waiting], file: str, asked: Reference | None) -> Iterator[Event]:
        resumed = self.before is not None and self.before.file == file
        skip = 0
        if self.before is not None and resumed:
            skip, self.seen, self.before = self.before.done, self.before.seen, None
        for number, sheet in enumerate(sheets, start=1):
            known = sheet.sort in ("institute", "supplier")
            if not known and (self.before is not None or skip == _WHOLE or number <= skip):
                continue
            yield from self._sheet(sheet.make(), asked)
            self.seen += sheet.sort == "programme" and self.before is None
            if number % EVERY == 0 and number < len(sheets) and self.before is None and skip != _WHOLE:
                yield self._bookmark(file, number)
        if self.before is None and skip != _WHOLE:
            yield self._bookmark(file, _WHOLE)

    def _sheet(self, sheet: Sheet, asked: Reference | None) -> Iterator[Event]:
        for line, name, what, expected in sheet.notes:
            yield Note(f"{sheet.where}:{line}", name, what, expected)
        try:
            body = Body(keepable(sheet.body), sheet.where)
        except TooDeep:
            yield self._broken(
                sheet.where,
                said("Hier staat te veel in elkaar.", "Too much stands inside one another here."),
                said(f"ten hoogste {DEPTH_MOST} diep", f"at most {DEPTH_MOST} deep"),
                asked,
            )
            return
        for one in self._read(sheet, body):
            in_xml = isinstance(one, Misread | Note) and bool(sheet.lines)
            yield with_line(one, sheet.where, sheet.lines) if in_xml else one

    def _read(self, sheet: Sheet, body: Body) -> Iterator[Any]:
        if sheet.sort == "programme":
            yield from self._deviations(sheet, "program_out")
            yield from self._programme(programme_of(body, self.feed.source, self.feed.day, self.courses), sheet.where)
        elif sheet.sort in ("institute", "supplier"):
            if sheet.sort == "institute":
                yield from self._deviations(sheet, "institute_out")
            yield from self._institute(body)
        elif sheet.sort == "missing":
            yield self._not_there(body)
        elif sheet.sort == "discounts":
            client = shown_value(body.any("clientId"))
            yield Note(
                sheet.where,
                "clientId",
                said(
                    f"Deze kortingen zijn alleen voor één klant: {client}. Niet overgenomen.",
                    f"These discounts are for one client only: {client}. Not taken.",
                ),
                said("prijzen die voor iedereen gelden", "prices that hold for everybody"),
            )
        else:
            yield Misread(
                sheet.where,
                "",
                said(f"Hier staat {shown_value(sheet.value)}.", f"This says {shown_value(sheet.value)}."),
                said("een opleiding of een instituut van EDU-DEX", "a programme or an institute of EDU-DEX"),
                skipped=True,
            )

    def _programme(self, read: Read, where: str) -> Iterator[Any]:
        if read.course is not None and read.provider_key is not None:
            if read.provider_key not in self.providers:
                self.providers.add(read.provider_key)
                yield nameless_provider(read.provider_key, self.feed.source)
                yield Note(
                    where,
                    "orgUnitId",
                    said(
                        f"De naam van de aanbieder staat er niet bij. Wij tonen {shown_value(read.provider_key)}.",
                        f"The provider's name is not stated. We show {shown_value(read.provider_key)}.",
                    ),
                    said("de gegevens van het instituut", "the institute's own body"),
                )
            self.courses.add(read.course.id)
            yield read.course
            yield from read.offerings
        yield from read.problems

    def _institute(self, body: Body) -> Iterator[Any]:
        provider = provider_of(body, self.feed.source)
        if provider is not None and provider.origin.key in self.providers:
            body.odd(
                "orgUnitId",
                said(
                    f"Dit instituut staat er twee keer: {shown_value(provider.origin.key)}. Alleen het eerste telt.",
                    f"This institute stands here twice: {shown_value(provider.origin.key)}. Only the first counts.",
                ),
                said("elk instituut één keer", "each institute once"),
            )
        elif provider is not None:
            self.providers.add(provider.origin.key)
            yield provider
        elif key := body._body.get("orgUnitId"):
            # What we have of it stays, and must not be written over by its id alone.
            self.providers.add(str(key))
        yield from body.problems

    def _not_there(self, body: Body) -> Misread:
        org, programme, why = body.text("orgUnitId"), body.text("programId"), body.text("error")
        return Misread(
            body.where,
            "data",
            said(
                f"Van opleiding {org}/{programme} is alleen het nummer er{f': {why}' if why else ''}.",
                f"Of programme {org}/{programme} only the number is here{f': {why}' if why else ''}.",
            ),
            said("de gegevens van de opleiding", "the programme itself"),
            skipped=True,
            record_id=id_of("course", self.feed.source, f"{org}/{programme}"),
        )

    def _deviations(self, sheet: Sheet, name: str) -> Iterator[Note]:
        if self.feed.schema is None or sheet.lines:
            return
        from .edudex_schema import deviations

        yield from deviations(sheet.body, self.feed.schema, name, sheet.where)

    def _directory(self, element: Element, at: str, where: str, depth: int) -> Iterator[Event]:
        for line, name, what, expected in element.notes:
            yield Note(f"{where}:{line}", name, what, expected)
        references = list(references_in(element.body, element.lines))
        if depth == 0 and not any(one.kind == "directory" for one in references) and self.total is None:
            self.total = sum(one.kind == "programme" and one.client is None for one in references)
        if "clientDiscountResource" in element.body:
            yield Note(
                f"{where}:{element.lines.get('clientDiscountResource', element.line)}",
                "clientDiscountResource",
                said("Kortingen voor één klant zijn niet gelezen.", "Discounts for one client were not read."),
                said("prijzen die voor iedereen gelden", "prices that hold for everybody"),
            )
        for one in references:
            yield from self._reference(one, at, where, depth)

    def _reference(self, one: Reference, at: str, where: str, depth: int) -> Iterator[Event]:
        here = f"{where}:{one.line}"
        if one.client is not None:
            yield Note(
                here,
                "clientId",
                said(
                    f"{shown_value(one.programme)} is alleen voor één klant: {shown_value(one.client)}. Niet gelezen.",
                    f"{shown_value(one.programme)} is for one client only: {shown_value(one.client)}. Not read.",
                ),
                said("een opleiding waar iedereen zich voor kan aanmelden", "a programme that everybody can apply for"),
            )
            return
        try:
            leads = follow(one.address, at, self.feed.at)
        except NotFollowed:
            yield self._broken(
                here,
                said(
                    f"Deze verwijzing volgen wij niet: {shown_value(without_secrets(one.address))}.",
                    f"We do not follow this reference: {shown_value(without_secrets(one.address))}.",
                ),
                said(
                    "een bestand in deze map of een adres op het web", "a file in this folder or an address on the web"
                ),
                one,
            )
            return
        deeper = depth + (one.kind == "directory")
        if leads in self.opened or deeper > DIRECTORIES_DEEP:
            yield Note(
                here,
                one.kind,
                said(
                    f"Dit bestand is al gelezen: {shown_value(without_secrets(leads))}.",
                    f"This file was read already: {shown_value(without_secrets(leads))}.",
                ),
                said("elk bestand één keer", "each file once"),
            )
            return
        if one.kind == "programme" and self.before is not None and self.before.file != _digest(leads):
            self.opened.add(leads)
            return
        try:
            fetched = get(leads)
        except SourceTrouble as trouble:
            self.opened.add(leads)
            yield self._broken(trouble.where, trouble.what, trouble.what_now, one)
            yield from self._mark(leads)
            return
        shown = without_secrets(leads) if is_address(leads) else shown_path(leads, self.feed.at)
        before = self.seen
        yield from self._file(leads, fetched, shown, deeper, asked=one)
        if one.kind == "programme" and self.seen == before:
            yield from self._mark(leads)

    def _mark(self, leads: str) -> Iterator[Bookmark]:
        if self.before is not None and self.before.file == _digest(leads):
            self.seen, self.before = self.before.seen, None
        if self.before is None:
            yield self._bookmark(_digest(leads), _WHOLE)

    def _bookmark(self, file: str, done: int) -> Bookmark:
        # A directory tells how many files there are; one of them may hold several programmes.
        total = self.total if self.total is not None and self.seen <= self.total else None
        return Bookmark(str(Mark(file, done, self.seen)), self.seen, total)

    def _broken(self, where: str, what: Said, expected: Said, asked: Reference | None) -> Misread:
        """A file or body that could not be read, and which record that leaves as it was, if that is known."""
        record_id = None
        if asked is not None and asked.org and asked.kind == "programme" and asked.programme:
            record_id = id_of("course", self.feed.source, f"{asked.org}/{asked.programme}")
        elif asked is not None and asked.org and asked.kind == "institute":
            record_id = id_of("provider", self.feed.source, asked.org)
            self.providers.add(asked.org)
        name = asked.programme if asked is not None and asked.programme else ""
        return Misread(where, name, what, expected, skipped=True, record_id=record_id)


def _digest(at: str) -> str:
    """A file as its bookmark names it: an address may hold a key, so it is not told itself."""
    return hashlib.sha256(at.encode("utf-8", "replace")).hexdigest()[:16]
