# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody tells us stays between them and the page, for half an hour at most."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from doorleren.store.models import Visit

from .conftest import Visitor

TOLD = ["digitaal", "1984", "05-15", "inburgering", "31500", "3150050", "moeite", "geboorte", "hbo", "werknemer", "ww"]
"""Bits of the answers and of the names of the facts."""


def test_no_address_tells_what_was_asked_or_answered(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all(grant).visit("/antwoorden").visit("/overzicht").send({"feit": "uitkering"}, to="/vraag")

    own = [a for a in [*visitor.addresses, *visitor.links()] if not a.startswith("http") and "/regelingen/" not in a]

    assert len(own) > 15
    assert [a for a in own if any(bit in a for bit in TOLD)] == []


def test_there_is_no_cookie_before_the_questions(visitor: Visitor) -> None:
    for page in ("/", "/regelingen", "/over", "/privacy"):
        visitor.visit(page)

    assert dict(visitor.client.cookies) == {}


def test_the_only_cookie_is_a_number_that_scripts_and_other_sites_cannot_use(
    visitor: Visitor, grant: dict[str, Any]
) -> None:
    visitor.answer_all(grant)

    (cookie,) = visitor.client.cookies.values()

    assert re.fullmatch(r"[a-z0-9]{32}", cookie.value)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""


def test_the_database_holds_nothing_that_can_be_read(visitor: Visitor, grant: dict[str, Any]) -> None:
    visitor.answer_all(grant)

    row = Visit.objects.get()
    number = next(iter(visitor.client.cookies.values())).value

    assert not any(bit.encode() in bytes(row.sealed) for bit in TOLD if len(bit) > 3)
    assert number not in row.place


def test_no_log_tells_what_was_answered(
    visitor: Visitor, grant: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("django", "django.request", "doorleren"):
        logging.getLogger(name).propagate = True
    caplog.set_level(logging.DEBUG)

    visitor.answer_all(grant).visit("/vraag/1").send({"antwoord": ["digitaal-onzin"]}).visit("/bestaat-niet")

    assert not any(bit in caplog.text for bit in TOLD)


def test_half_an_hour_without_use_forgets_everything(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)
    Visit.objects.update(ends=timezone.now() - timedelta(seconds=1))

    visitor.visit("/overzicht")

    assert "U hebt nog geen vraag beantwoord." in visitor.text


def test_use_starts_the_half_hour_again(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)
    Visit.objects.update(ends=timezone.now() + timedelta(seconds=60))

    visitor.visit("/regelingen")

    assert Visit.objects.get().ends > timezone.now() + timedelta(minutes=29)


def test_what_has_ended_is_taken_away_when_somebody_else_comes(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)
    Visit.objects.update(ends=timezone.now() - timedelta(seconds=1))

    Visitor().visit("/vraag/1").skip()

    assert Visit.objects.count() == 1


def test_a_form_after_half_an_hour_says_what_happened(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").skip()
    Visit.objects.update(ends=timezone.now() - timedelta(seconds=1))

    visitor.skip()

    assert visitor.status == 403
    assert "Na 30 minuten zijn uw antwoorden gewist." in visitor.text


def test_one_button_forgets_everything_at_once(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain).visit("/antwoorden")

    visitor.send({}, to="/wis")

    assert visitor.address == "/gewist"
    assert Visit.objects.count() == 0
    assert next(iter(visitor.client.cookies.values())).value == ""
    assert "U hebt nog geen vraag beantwoord." in visitor.visit("/overzicht").text


def test_another_visitor_sees_nothing_of_the_first(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)

    other = Visitor().visit("/overzicht")

    assert "U hebt nog geen vraag beantwoord." in other.text


def test_a_page_with_answers_is_kept_by_no_browser(visitor: Visitor, certain: dict[str, Any]) -> None:
    visitor.answer_all(certain)
    for page in ("/overzicht", "/antwoorden", "/vraag/1", "/dag", "/regelingen"):
        visitor.visit(page)

        assert visitor.responses[-1].headers["Cache-Control"] == "no-store"


def test_a_number_that_somebody_made_up_opens_nothing(certain: dict[str, Any]) -> None:
    client = Client()
    client.cookies["bezoek"] = "a" * 32

    response = client.get("/overzicht")

    assert "U hebt nog geen vraag beantwoord." in response.content.decode()
