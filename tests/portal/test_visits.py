# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where answers are kept during a visit."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from doorleren.store.models import Visit
from doorleren.store.seal import place_of, seal, unseal
from doorleren.store.visits import SessionStore


def test_what_is_kept_can_be_read_with_the_number_only() -> None:
    sealed = seal({"feit": "waarde"}, "geheim" * 8, "nummer-een")

    assert unseal(sealed, "geheim" * 8, "nummer-een", timedelta(minutes=1)) == {"feit": "waarde"}
    assert unseal(sealed, "geheim" * 8, "nummer-twee", timedelta(minutes=1)) is None
    assert unseal(sealed, "anders" * 8, "nummer-een", timedelta(minutes=1)) is None


def test_a_visit_is_kept_found_and_forgotten() -> None:
    visit = SessionStore()
    visit["a"] = 1
    visit.save()
    number = visit.session_key
    assert number

    again = SessionStore(number)
    assert again["a"] == 1
    assert again.exists(number)
    again.delete()

    assert Visit.objects.count() == 0
    assert SessionStore(number).get("a") is None


def test_a_visit_that_was_tampered_with_is_empty() -> None:
    visit = SessionStore()
    visit["a"] = 1
    visit.save()
    Visit.objects.update(sealed=b"onzin")

    assert SessionStore(visit.session_key).get("a") is None


def test_a_row_moved_to_another_number_stays_shut() -> None:
    visit = SessionStore()
    visit["a"] = 1
    visit.save()
    Visit.objects.update(place=place_of("b" * 32))

    assert SessionStore("b" * 32).get("a") is None


def test_only_what_has_ended_is_taken_away() -> None:
    kept, ended = SessionStore(), SessionStore()
    for visit in (kept, ended):
        visit["a"] = 1
        visit.save()
    assert ended.session_key
    Visit.objects.filter(place=place_of(ended.session_key)).update(ends=timezone.now() - timedelta(seconds=1))

    SessionStore.clear_expired()

    assert Visit.objects.count() == 1
    assert SessionStore(kept.session_key)["a"] == 1


@pytest.mark.parametrize("number", ["", "x", "a" * 500, "../../x", "ü" * 32])
def test_a_strange_number_finds_nothing(number: str) -> None:
    assert SessionStore(number).get("a") is None


def test_a_visit_lasts_half_an_hour() -> None:
    assert settings.SESSION_COOKIE_AGE == 30 * 60
