# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps the offer in the database: the shelf that imports write to, and the offer that pages read.

Knows: how records are kept, closed and found by id. Leaves: what is in them (catalogue), how words find them (search).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeVar

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef

from ..catalogue import Certificate, Course, Diploma, Offering, Provider, Record
from ..catalogue.as_json import from_text
from ..journeys.shelf import There, Turn, Written
from .models import OfferEdition, OfferRecord, OfferSource

_IN_A_QUERY: Final = 500
_MOST_TOLD: Final = 1_000
_Kind = TypeVar("_Kind", bound=Record)
_T = TypeVar("_T")


class KeptOffer:
    """The offer in the database of this house; is a `Shelf` and an `Offer`."""

    # the shelf -----------------------------------------------------------------------------------------------------

    def turn(self, source: str, *, anew: bool) -> Turn:
        row, _ = OfferSource.objects.get_or_create(source=source)
        if anew or not row.going_on or row.bookmark is None:
            row.turn, row.bookmark, row.going_on, row.removed = row.turn + 1, None, True, False
            row.save()
        return Turn(row.turn, row.bookmark)

    def there(self, ids: Sequence[str]) -> Mapping[str, There]:
        found: dict[str, There] = {}
        for some in _parts(ids):
            rows = OfferRecord.objects.filter(id__in=some).values_list("id", "digest", "closed_on", "turn")
            found.update((name, There(digest, closed is not None, turn)) for name, digest, closed, turn in rows)
        return found

    def batch(self) -> AbstractContextManager[None]:
        return transaction.atomic()

    def write(self, source: str, turn: Turn, records: Sequence[Written]) -> None:
        rows = [
            OfferRecord(
                id=one.id,
                kind=one.kind,
                source=source,
                hangs_on=one.on,
                digest=one.digest,
                text=one.text.decode(),
                turn=turn.number,
                closed_on=None,
            )
            for one in records
        ]
        fields = ["kind", "source", "hangs_on", "digest", "text", "turn", "closed_on"]
        OfferRecord.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=_IN_A_QUERY
        )
        if rows:
            _next_edition()

    def seen(self, turn: Turn, ids: Iterable[str]) -> None:
        reopened = 0
        for some in _parts(ids):
            rows = OfferRecord.objects.filter(id__in=some)
            reopened += rows.filter(closed_on__isnull=False).update(closed_on=None)
            rows.update(turn=turn.number)
        if reopened:
            _next_edition()

    def stay(self, turn: Turn, ids: Iterable[str]) -> None:
        for some in _parts(ids):
            courses = OfferRecord.objects.filter(hangs_on__in=some).values("id")
            with_them = models.Q(id__in=some) | models.Q(hangs_on__in=some) | models.Q(hangs_on__in=courses)
            rows = OfferRecord.objects.filter(with_them)
            rows.exclude(turn=turn.number).update(turn=-turn.number)

    def mark(self, source: str, turn: Turn, bookmark: str | None) -> None:
        OfferSource.objects.filter(source=source, turn=turn.number).update(bookmark=bookmark)

    def close_others(self, source: str, turn: Turn, on: date) -> int:
        others = OfferRecord.objects.filter(source=source, closed_on__isnull=True)
        closed = others.exclude(turn__in=(turn.number, -turn.number)).update(closed_on=on)
        if closed:
            _next_edition()
        return closed

    def finish(self, source: str, turn: Turn) -> None:
        OfferSource.objects.filter(source=source, turn=turn.number).update(going_on=False, bookmark=None)

    def open_of(self, source: str) -> int:
        return OfferRecord.objects.filter(source=source, closed_on__isnull=True).count()

    def lost_offerings(self, source: str) -> Sequence[tuple[str, str]]:
        course = OfferRecord.objects.filter(id=OuterRef("hangs_on"), kind="course", closed_on__isnull=True)
        lost = OfferRecord.objects.filter(source=source, kind="offering", closed_on__isnull=True).exclude(
            Exists(course)
        )
        return [(one.origin.key, one.id) for one in _of(Offering, lost.order_by("id")[: _MOST_TOLD + 1])]

    # sources -------------------------------------------------------------------------------------------------------

    def sources(self) -> Sequence[tuple[str, int, bool]]:
        """Each source with how many records are open, and whether its last reading broke off."""
        rows = OfferSource.objects.filter(removed=False).order_by("source").values_list("source", "going_on")
        return [(source, self.open_of(source), going_on) for source, going_on in rows]

    def remove(self, source: str) -> int:
        """Delete every record of a source, which does not come back by itself; gives how many there were."""
        with transaction.atomic():
            gone, _ = OfferRecord.objects.filter(source=source).delete()
            OfferSource.objects.update_or_create(
                source=source, defaults={"removed": True, "going_on": False, "bookmark": None, "stamp": ""}
            )
            if gone:
                _next_edition()
        return gone

    def stamp_of(self, source: str) -> str | None:
        """What was stamped on a source when it was last brought in; None if somebody took it away."""
        row = OfferSource.objects.filter(source=source).first()
        return None if row and row.removed else row.stamp if row else ""

    def stamp(self, source: str, stamp: str) -> None:
        OfferSource.objects.filter(source=source).update(stamp=stamp)

    # the offer -----------------------------------------------------------------------------------------------------

    @property
    def edition(self) -> str:
        row = OfferEdition.objects.filter(id=1).values_list("number", flat=True).first()
        return str(row or 0)

    def course(self, course_id: str) -> Course | None:
        return self.courses([course_id]).get(course_id)

    def courses(self, ids: Sequence[str]) -> Mapping[str, Course]:
        return _by_id(Course, ids)

    def providers(self, ids: Sequence[str]) -> Mapping[str, Provider]:
        return _by_id(Provider, ids)

    def offerings(self, ids: Sequence[str]) -> Mapping[str, Offering]:
        return _by_id(Offering, ids)

    def offerings_of(self, course_id: str) -> Sequence[Offering]:
        found = _of(Offering, _open("offering").filter(hangs_on=course_id))
        return sorted(found, key=lambda one: (one.start or date.max, one.id))

    def certificates(self, ids: Sequence[str]) -> Mapping[str, Certificate]:
        return _by_id(Certificate, ids)

    def diplomas(self) -> Sequence[Diploma]:
        return list(_of(Diploma, _open("diploma").order_by("id")))

    def courses_that_give(self, certificates: Iterable[str]) -> Sequence[Course]:
        wanted = frozenset(certificates)
        # A course names its certificates in its text; the quotes keep one id from being found in another.
        named = models.Q()
        for name in sorted(wanted):
            named |= models.Q(text__contains=f'"{name}"')
        rows = _open("course").filter(named).order_by("id") if wanted else OfferRecord.objects.none()
        return [course for course in _of(Course, rows) if wanted & set(course.gives)]

    def everything(self) -> Iterator[tuple[Course, Provider | None, Offering]]:
        providers = {one.id: one for one in _of(Provider, _open("provider").iterator())}
        course: Course | None = None
        rows = _open("offering").order_by("hangs_on", "id").values_list("hangs_on", "text").iterator(_IN_A_QUERY)
        for some in _parts(rows):
            courses = _by_id(Course, list(dict.fromkeys(hangs_on for hangs_on, _ in some)))
            for hangs_on, text in some:
                course = courses.get(hangs_on)
                offering = from_text("offering", text)
                if course is not None and isinstance(offering, Offering):
                    yield course, providers.get(course.provider), offering


def _next_edition() -> None:
    if not OfferEdition.objects.filter(id=1).update(number=F("number") + 1):
        OfferEdition.objects.get_or_create(id=1, defaults={"number": 1})


def _open(kind: str) -> "models.QuerySet[OfferRecord]":
    return OfferRecord.objects.filter(kind=kind, closed_on__isnull=True)


def _by_id(kind: type[_Kind], ids: Sequence[str]) -> dict[str, _Kind]:
    found = {}
    for some in _parts(ids):
        for one in _of(kind, _open(kind.__name__.lower()).filter(id__in=some)):
            found[one.id] = one
    return found


def _of(kind: type[_Kind], rows: Any) -> Iterator[_Kind]:
    for row in rows:
        record = _read(row.kind, row.digest, row.text)
        assert isinstance(record, kind)
        yield record


@lru_cache(maxsize=20_000)
def _read(kind: str, digest: str, text: str) -> Record:
    return from_text(kind, text)


def _parts(some: Iterable[_T]) -> Iterator[list[_T]]:
    """In parts that one query can hold."""
    left = iter(some)
    while part := list(islice(left, _IN_A_QUERY)):
        yield part
