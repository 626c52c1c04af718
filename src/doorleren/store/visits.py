# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps sessions as sealed visits; Django's sessions use this as their engine.

A visit ends half an hour after its last use. What has ended is never read, and is taken away when a new visit starts
and every minute by the server.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import Visit
from .seal import place_of, seal, unseal


class SessionStore(SessionBase):
    """One visit, found by the number in the visitor's cookie."""

    def load(self) -> dict[str, Any]:
        number = self.session_key
        row = Visit.objects.filter(place=place_of(number), ends__gt=timezone.now()).first() if number else None
        values = unseal(bytes(row.sealed), settings.VISIT_SECRET, number, _longest()) if row and number else None
        if values is None:
            self._session_key = None
            return {}
        return values

    def exists(self, session_key: str) -> bool:
        return Visit.objects.filter(place=place_of(session_key)).exists()

    def create(self) -> None:
        self.clear_expired()
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        values = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        number = self.session_key
        if number is None:  # it is new, or reading it showed that it has ended
            self.create()
            return
        row = Visit(
            place=place_of(number),
            sealed=seal(values, settings.VISIT_SECRET, number),
            ends=timezone.now() + _longest(),
        )
        self._write(row, must_create)

    def _write(self, row: Visit, must_create: bool) -> None:
        try:
            with transaction.atomic():
                if must_create:
                    row.save(force_insert=True)
                elif not Visit.objects.filter(place=row.place).update(sealed=row.sealed, ends=row.ends):
                    raise UpdateError
        except IntegrityError:
            if must_create:
                raise CreateError from None
            raise

    def delete(self, session_key: str | None = None) -> None:
        number = session_key or self.session_key
        if number:
            Visit.objects.filter(place=place_of(number)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Visit.objects.filter(ends__lte=timezone.now()).delete()


def _longest() -> timedelta:
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)
