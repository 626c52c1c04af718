# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps plans behind secret links.

Knows: how a plan is found by a digest of its link, what each role may do with it, and that of changes at the same
time none loses a note. Leaves: how it is locked (envelope), what stands in it (whoever made it).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from ..journeys.kept_plans import (
    BY_CHARACTERS_MAX,
    CONTENT_BYTES_MAX,
    NOTE_CHARACTERS_MAX,
    DoesNotFit,
    Links,
    NoPossibleEnd,
    Note,
    OnlyTheOwner,
    Opened,
    Role,
    latest_end,
)
from .envelope import (
    NO_ENVELOPE,
    as_bytes,
    into_envelope,
    lock_plan,
    new_key,
    new_link,
    out_of_envelope,
    unlock_plan,
)
from .models import KeptPlan
from .seal import place_of

_LINK: Final = re.compile(r"[a-z2-7]{32}")


@dataclass(slots=True)
class _Read:
    """A row that a link opened, with the key of its plan."""

    row: KeptPlan
    role: Role
    key: bytes
    values: dict[str, Any]


class SealedPlans:
    """The plans in the database of this house; is a `Plans`."""

    def __init__(self, house: str) -> None:
        self._house = house

    def keep(self, content: Mapping[str, Any], ends: date, on: date) -> Links:
        _check_end(ends, on)
        links, key = Links(new_link(), new_link()), new_key()
        KeptPlan.objects.create(
            owner_place=place_of(links.owner),
            owner_envelope=into_envelope(key, self._house, links.owner, "owner"),
            adviser_place=place_of(links.adviser),
            adviser_envelope=into_envelope(key, self._house, links.adviser, "adviser"),
            sealed=lock_plan({"content": _fitting(content), "notes": [], "next": 1}, key),
            ends=ends,
        )
        return links

    def open(self, secret: str, on: date) -> Opened | None:
        read = self._read(secret, _behind(secret, on))
        if read is None:
            return None
        notes = tuple(_note(one) for one in read.values["notes"])
        return Opened(read.role, read.values["content"], notes, read.row.ends, _typed(secret))

    def change(self, handle: str, content: Mapping[str, Any], on: date) -> bool:
        with transaction.atomic():
            read = self._read_to_change(handle, on, owner_only=True)
            if read is None:
                return False
            _write(read, {**read.values, "content": _fitting(content)})
            return True

    def add_note(self, handle: str, text: str, by: str, on: date) -> bool:
        if len(text) > NOTE_CHARACTERS_MAX or len(by) > BY_CHARACTERS_MAX:
            raise DoesNotFit(f"A note has at most {NOTE_CHARACTERS_MAX} characters, a name {BY_CHARACTERS_MAX}.")
        with transaction.atomic():
            read = self._read_to_change(handle, on)
            if read is None:
                return False
            number = read.values["next"]
            note = {"number": number, "text": text, "by": by, "role": read.role, "on": on.isoformat()}
            notes = [*read.values["notes"], note]
            if len(as_bytes(notes)) > CONTENT_BYTES_MAX:
                raise DoesNotFit(f"All notes of a plan have at most {CONTENT_BYTES_MAX} bytes together.")
            _write(read, {**read.values, "notes": notes, "next": number + 1})
            return True

    def remove_note(self, handle: str, number: int, on: date) -> bool:
        with transaction.atomic():
            read = self._read_to_change(handle, on, owner_only=True)
            if read is None:
                return False
            others = [one for one in read.values["notes"] if one["number"] != number]
            _write(read, {**read.values, "notes": others})
            return len(others) < len(read.values["notes"])

    def end_on(self, handle: str, ends: date, on: date) -> bool:
        _check_end(ends, on)
        with transaction.atomic():
            read = self._read_to_change(handle, on, owner_only=True)
            if read is None:
                return False
            read.row.ends = ends
            read.row.save(update_fields=["ends"])
            return True

    def new_adviser_link(self, handle: str, on: date) -> str | None:
        with transaction.atomic():
            read = self._read_to_change(handle, on, owner_only=True)
            if read is None:
                return None
            # A new key as well: an envelope from an old copy of the database opens nothing of what is kept from now on.
            link, key, row = new_link(), new_key(), read.row
            row.owner_envelope = into_envelope(key, self._house, _typed(handle), "owner")
            row.adviser_place = place_of(link)
            row.adviser_envelope = into_envelope(key, self._house, link, "adviser")
            row.sealed = lock_plan(read.values, key)
            row.save(update_fields=["owner_envelope", "adviser_place", "adviser_envelope", "sealed"])
            return link

    def erase(self, handle: str) -> bool:
        # Not unlocked first: whoever has the link of the owner may erase what the house itself can no longer read.
        place = place_of(_typed(handle))
        gone, _ = KeptPlan.objects.filter(owner_place=place).delete()
        if not gone and KeptPlan.objects.filter(adviser_place=place).exists():
            raise OnlyTheOwner
        return gone > 0

    def clear_expired(self, on: date) -> int:
        gone, _ = KeptPlan.objects.filter(ends__lte=on).delete()
        return gone

    def _read_to_change(self, handle: str, on: date, *, owner_only: bool = False) -> _Read | None:
        """The plan, held until the transaction ends: who else wants to change it waits, and then reads what we wrote.

        SQLite lets one transaction in at a time (wiring/database.py), PostgreSQL one per row.
        """
        read = self._read(handle, _behind(handle, on).select_for_update())
        if read is not None and owner_only and read.role != "owner":
            raise OnlyTheOwner
        return read

    def _read(self, secret: str, rows: QuerySet[KeptPlan]) -> _Read | None:
        link, row = _typed(secret), rows.first()
        role: Role = "adviser" if row is not None and row.adviser_place == place_of(link) else "owner"
        envelope = NO_ENVELOPE if row is None else row.owner_envelope if role == "owner" else row.adviser_envelope
        # Where there is no row an envelope is tried all the same, so that "unknown" takes as long as "unreadable".
        key = out_of_envelope(bytes(envelope), self._house, link, role)
        values = unlock_plan(bytes(row.sealed), key) if row is not None and key is not None else None
        return _Read(row, role, key, values) if row is not None and key is not None and values is not None else None


def _behind(secret: str, on: date) -> QuerySet[KeptPlan]:
    """The plan behind this secret if it has not ended, as a question that is not asked yet."""
    place = place_of(_typed(secret))
    return KeptPlan.objects.filter(Q(owner_place=place) | Q(adviser_place=place), ends__gt=on)


def _typed(secret: str) -> str:
    """A link as it was made, also when it was typed from paper in capitals; anything else is the link of nothing."""
    lower = secret.strip().lower()
    return lower if _LINK.fullmatch(lower) else ""


def _write(read: _Read, values: dict[str, Any]) -> None:
    read.row.sealed = lock_plan(values, read.key)
    read.row.save(update_fields=["sealed"])


def _fitting(content: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(content)
    if len(as_bytes(values)) > CONTENT_BYTES_MAX:
        raise DoesNotFit(f"A plan has at most {CONTENT_BYTES_MAX} bytes.")
    return values


def _check_end(ends: date, on: date) -> None:
    if not on < ends <= latest_end(on):
        raise NoPossibleEnd(f"A plan kept on {on} ends after that day, and on {latest_end(on)} at the latest.")


def _note(kept: Mapping[str, Any]) -> Note:
    return Note(kept["number"], kept["text"], kept["by"], kept["role"], date.fromisoformat(kept["on"]))
