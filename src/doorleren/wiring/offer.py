# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The offer of this house: joins the database, the importers and the examples, and hands it to the doors.

Knows: which importer reads which kind of source, that one import runs at a time, and when the examples are put in.
Leaves: what each of them does.
"""

import fcntl
import json
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any, Final

from .. import __version__
from ..basics import Period, Problem, Said, said
from ..catalogue.feed import Event, Feed
from ..catalogue.search import BrokenIndexError, Found, Row, SearchIndex, Wanted, build
from ..journeys import today
from ..journeys.bring_in import Brought, bring_in
from ..journeys.offer_house import EXAMPLES, AlreadyImporting, ImportRefused, OfferTrouble
from ..journeys.shelf import Offer

_IMPORTERS: Final = {
    "ooapi-v5": ("ooapi_v5", "OoapiV5"),
    "ooapi-v6": ("ooapi_v6", "OoapiV6"),
    "edudex": ("edudex", "EduDex"),
    "rio": ("rio", "Rio"),
    "duo": ("duo", "Duo"),
    "json-ld": ("json_ld", "JsonLd"),
}
_WITH_SCHEMA: Final = ("ooapi-v5", "ooapi-v6", "edudex")
_WITH_PAST: Final = ("ooapi-v5", "ooapi-v6")
_WITH_DAY: Final = {"rio": "on", "edudex": "day"}
"""The readers that look at what has ended, and what they call the day."""
_FIRST_YEAR: Final = 2019
_YEARS_AHEAD: Final = 2
_PATIENCE: Final = 30.0
"""So many seconds the first command in a new folder waits for another that puts the examples in."""


_NAME_MOST: Final = 300
"""The longest name of a source that is kept."""

_NOTHING: Final = said("Hier staat niets.", "There is nothing here.")
_A_SOURCE: Final = said("een adres, een bestand of een map", "an address, a file or a folder")
_GIVE_ONE: Final = said("Vul het in, of laat --naam weg.", "Fill it in, or leave --naam out.")
_NO_NAME: Final = said("Deze naam kunnen wij niet bewaren.", "We cannot keep this name.")
_TAKEN: Final = said("Zo heten onze eigen voorbeelden.", "That is what our own examples are called.")
_A_NAME: Final = said(
    f"een naam van hoogstens {_NAME_MOST} gewone tekens", f"a name of at most {_NAME_MOST} plain characters"
)
_OTHER_NAME: Final = said(
    "Kies een andere naam, of geef er een met --naam.", "Choose another name, or give one with --naam."
)
_NOT_KEPT: Final = said(
    "Wij konden dit niet opslaan: de schijf is vol, of de database antwoordt niet.",
    "We could not keep this: the disk is full, or the database does not answer.",
)
_ROOM: Final = said(
    "ruimte op de schijf, en een database die antwoordt", "room on the disk, and a database that answers"
)
_MAKE_ROOM: Final = said(
    "Maak ruimte en probeer het opnieuw; wat al bewaard was, blijft staan.",
    "Make room and try again; what was kept already stays.",
)

_INDEX: Final = "zoekindex"
_INDEX_EDITION: Final = "zoekindex.editie"


class HouseOffer:
    """The offer in the data folder; is an `OfferHouse`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: tuple[str, SearchIndex] | None = None
        self._opening, self._making = Lock(), Lock()

    @property
    def offer(self) -> Offer:
        kept: Offer = _kept()
        return kept

    def find(self, wanted: Wanted) -> Found:
        index = self._index()
        return index.find(index.around(wanted))

    def _index(self) -> SearchIndex:
        """The index of the offer. While a new one is being made the one before it answers: nobody waits for it."""
        edition = self.offer.edition
        opened = self._opened
        if opened is not None and opened[0] == edition:
            return opened[1]
        if opened is not None and not self._is_on_disk(edition):
            if self._making.acquire(blocking=False):
                Thread(target=self._make_meanwhile, args=(edition,), daemon=True).start()
            return opened[1]
        with self._opening:
            if self._opened is None or self._opened[0] != edition:
                self._opened = edition, self._opened_or_made(edition)
            return self._opened[1]

    def _make_meanwhile(self, edition: str) -> None:
        from django.db import connection

        try:
            self._opened = edition, self._made(edition)
        finally:
            connection.close()
            self._making.release()

    def _opened_or_made(self, edition: str) -> SearchIndex:
        try:
            if self._is_on_disk(edition):
                return SearchIndex.open(self._folder / _INDEX)
        except (OSError, BrokenIndexError):
            # Damaged: it is made again from what is kept.
            pass
        return self._made(edition)

    def _is_on_disk(self, edition: str) -> bool:
        try:
            return (self._folder / _INDEX_EDITION).read_text("utf-8") == _mark(edition)
        except (OSError, ValueError):
            return False

    def _made(self, edition: str) -> SearchIndex:
        rows = (Row(offering, course, provider) for course, provider, offering in self.offer.everything())
        build(rows, self._folder / _INDEX)
        (self._folder / _INDEX_EDITION).write_text(_mark(edition), "utf-8")
        return SearchIndex.open(self._folder / _INDEX)

    def bring(
        self,
        kind: str,
        source: str,
        *,
        anew: bool = False,
        empty_too: bool = False,
        schema: str | None = None,
        name: str | None = None,
        progress: Callable[[int, int | None], None] = lambda done, total: None,
    ) -> Brought:
        return self._bring(_feed(kind, source, schema, name), anew=anew, empty_too=empty_too, progress=progress)

    def put_examples(self) -> Brought:
        return self._put_examples()

    def _put_examples(self, patience: float = 0) -> Brought:
        done = self._bring(
            _Examples(), anew=True, empty_too=False, progress=lambda done, total: None, patience=patience
        )
        _kept().stamp(EXAMPLES, _examples_stamp())
        return done

    def remove(self, source: str) -> int:
        with self._alone():
            gone = int(_kept().remove(source))
            if gone:
                self._made(self.offer.edition)
            return gone

    def sources(self) -> Sequence[tuple[str, int, bool]]:
        found: Sequence[tuple[str, int, bool]] = _kept().sources()
        return found

    def warm_up(self) -> None:
        """Open the index, so that the first who searches does not wait for it."""
        self._index()

    def make_ready(self) -> None:
        """Put the examples in, where nobody took them away and they are not those of this version and year."""
        stamp = _kept().stamp_of(EXAMPLES)
        if stamp is not None and stamp != _examples_stamp():
            # Somebody else may bring something in that takes longer; until then there is what there was.
            with suppress(AlreadyImporting):
                self._put_examples(patience=_PATIENCE)
        self._index()

    def _bring(
        self, feed: Feed, *, anew: bool, empty_too: bool, progress: Callable[..., None], patience: float = 0
    ) -> Brought:
        from django.db import DatabaseError

        with self._alone(patience):
            try:
                done = bring_in(feed, _kept(), today(), anew=anew, empty_too=empty_too, progress=progress)
                if done.changes:
                    # Here and not when somebody searches: a website that runs meanwhile opens what is made here.
                    self._made(self.offer.edition)
            except (DatabaseError, OSError):
                raise _refused("import", _NOT_KEPT, _ROOM, _MAKE_ROOM) from None
            return done

    @contextmanager
    def _alone(self, patience: float = 0) -> Iterator[None]:
        """One import at a time: two that read one source would close each other's records. Waits so many seconds."""
        last = monotonic() + patience
        with (self._folder / "import.lock").open("w") as lock:
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if monotonic() >= last:
                        raise AlreadyImporting from None
                    sleep(0.1)
            yield


class _Examples:
    """Our own examples as a feed; is a `Feed`."""

    source = EXAMPLES

    def read(self, after: str | None = None) -> Iterator[Event]:
        from ..catalogue.examples import examples

        yield from examples(first_year=_FIRST_YEAR, last_year=today().year + _YEARS_AHEAD)


@lru_cache(maxsize=1)
def offer_for_commands() -> HouseOffer:
    """The offer for a command that needs it, with everything opened that it needs."""
    from django.db import Error

    from .database import DatabaseIsUnclear
    from .server import open_store

    folder = data_folder()
    try:
        open_store(folder)
        house = HouseOffer(folder)
        house.make_ready()
    except (OSError, DatabaseIsUnclear) as error:
        raise OfferTrouble(_not_opened(folder, getattr(error, "strerror", None) or str(error))) from error
    except Error as error:
        raise OfferTrouble(_not_opened(folder, str(error).partition("\n")[0])) from error
    return house


def _not_opened(folder: Path, why: str) -> Problem:
    return Problem(
        str(folder),
        said(f"Wij kunnen het aanbod niet openen ({why}).", f"We cannot open the offer ({why})."),
        said("een map en een database waarin wij mogen schrijven", "a folder and a database that we may write to"),
        said(
            "Kies met DOORLEREN_DATA een andere map, of zet een kopie van de database terug.",
            "Choose another folder with DOORLEREN_DATA, or put a copy of the database back.",
        ),
    )


@lru_cache(maxsize=1)
def the_offer() -> HouseOffer:
    """The offer for a server that has opened its store."""
    return HouseOffer(data_folder())


def data_folder() -> Path:
    """Where this house keeps what it keeps."""
    return Path(os.environ.get("DOORLEREN_DATA", ".data")).resolve()


def _kept() -> Any:
    # Only after Django has been set up can its tables be named.
    from ..store.offer import KeptOffer

    return KeptOffer()


def _feed(kind: str, source: str, schema: str | None, name: str | None) -> Feed:
    if not source.strip() or (name is not None and not name.strip()):
        raise _refused("--naam" if source.strip() else "BRON", _NOTHING, _A_SOURCE, _GIVE_ONE)
    module, reader_name = _IMPORTERS[kind]
    reader = getattr(import_module(f"doorleren.importers.{module}"), reader_name)
    if name is not None:
        # The ids of records follow from the name of their source: a file of every day can keep one name.
        reader = type(reader.__name__, (reader,), {"source": name})
    if len(name or source) > _NAME_MOST or any(unicodedata.category(one) in ("Cc", "Cs") for one in name or source):
        raise _refused("--naam" if name else "BRON", _NO_NAME, _A_NAME, _OTHER_NAME)
    if name == EXAMPLES:
        raise _refused("--naam", _TAKEN, _A_NAME, _OTHER_NAME)
    options: dict[str, Any] = {"schema": _schema(kind, schema)} if schema is not None else {}
    if kind in _WITH_PAST:
        # What runs now began some time ago; a source that only tells of what is to come would close it.
        options["since"] = Period(months=-12).after(today())
    if kind in _WITH_DAY:
        options[_WITH_DAY[kind]] = today()
    feed: Feed = reader(source, **options)
    return feed


def _refused(where: str, what: Said, expected: Said, what_now: Said) -> ImportRefused:
    return ImportRefused(Problem(where, what, expected, what_now))


def _schema(kind: str, file: str) -> Any:
    if kind not in _WITH_SCHEMA:
        raise ImportRefused(
            Problem(
                "--schema",
                said(f"Voor «{kind}» is er geen schema.", f"There is no schema for «{kind}»."),
                said(f"een van: {', '.join(_WITH_SCHEMA)}", f"one of: {', '.join(_WITH_SCHEMA)}"),
                said("Laat --schema weg.", "Leave --schema out."),
            )
        )
    try:
        document = json.loads(Path(file).read_text("utf-8"))
        if document["components"]["schemas"].keys():
            return document
        raise ValueError
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise ImportRefused(
            Problem(
                f"--schema {file}",
                said("Dit bestand is geen leesbaar schema.", "This file is no readable schema."),
                said("een OpenAPI-document in JSON", "an OpenAPI document in JSON"),
                said("Controleer de naam en de inhoud.", "Check the name and the content."),
            )
        ) from None


def _mark(edition: str) -> str:
    """An index of another version of the program may be of another shape."""
    return f"{__version__} {edition}"


@lru_cache(maxsize=1)
def _examples_digest() -> str:
    from hashlib import sha256

    from ..catalogue import examples

    folder = Path(examples.__file__).parent
    digest = sha256()
    for file in sorted(folder.iterdir()):
        if file.suffix in (".yaml", ".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _examples_stamp() -> str:
    return f"{_examples_digest()} {today().year}"
