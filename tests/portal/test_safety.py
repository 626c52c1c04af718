# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strangers, forged forms, hostile text and mistakes of ours."""

from typing import Any

import pytest
from django.test import Client

from .conftest import Visitor

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}",
    "' OR 1=1; DROP TABLE store_visit; --",
    "\x00\x1b[31m\u202eomgekeerd",
    "𝟙𝟡𝟠𝟜",
    "٣",
    "a" * 5_000,
    "../../../etc/passwd",
]
PAGES = ["/", "/vraag/1", "/overzicht", "/regelingen", "/regelingen/leergeld", "/over", "/bestaat-niet"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_forbids_what_it_does_not_need(page: str) -> None:
    headers = Client().get(page).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_has_a_script_a_style_of_its_own_or_a_file_from_elsewhere(page: str) -> None:
    text = Client().get(page).content.decode()

    assert "<script" not in text
    assert "<style" not in text
    assert " style=" not in text
    assert 'src="http' not in text
    assert text.count('rel="stylesheet" href="/static/') == text.count('rel="stylesheet"')


@pytest.mark.parametrize("address", ["/vraag/1", "/vraag", "/wis", "/dag", "/werkgever/vraag/1"])
def test_a_form_from_another_site_changes_nothing(address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(address, {"feit": "uitkering", "antwoord": "ww"})

    assert response.status_code == 403
    assert "Uw bezoek is voorbij" in response.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("fact", ["gemeente", "sector", "inkomen_per_jaar_eurocent", "moeite_met", "geboortedatum"])
def test_hostile_text_is_only_text(visitor: Visitor, fact: str, text: str) -> None:
    visitor.visit("/vraag/1").skip().visit("/overzicht").send({"feit": fact}, to="/vraag")

    visitor.send({"antwoord": text, "dag": text, "maand": text, "jaar": text})

    assert visitor.status == 400
    assert "<script" not in visitor.html
    assert "<img src=x" not in visitor.html
    assert "SECRET_KEY }}" not in visitor.html or "{{ settings" in visitor.html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_an_address_is_only_text(text: str) -> None:
    client = Client()
    for address in ("/regelingen", "/en/regelingen", "/vraag/1", "/regelingen/leergeld"):
        response = client.get(address, {"op": text, "voor": text, "soort": text, "terug": text})

        assert response.status_code in (200, 400)
        assert "<script>" not in response.content.decode()


def test_a_way_back_can_only_lead_to_a_page_of_ours(visitor: Visitor) -> None:
    visitor.visit("/vraag/1").send({"terug": "https://example.org/", "antwoord": ["taal"]})

    assert visitor.address == "/vraag/2"


@pytest.mark.parametrize("start", ["", "/en"])
def test_a_page_that_does_not_exist_shows_the_way(start: str) -> None:
    response = Client().get(f"{start}/bestaat-niet")

    text = response.content.decode()
    assert response.status_code == 404
    assert ("This page does not exist" if start else "Deze pagina bestaat niet") in text
    assert f'href="{start}/regelingen"' in text


def test_an_address_like_another_site_gives_no_link_to_it() -> None:
    response = Client().get("//elders.example/pad")

    assert 'href="//' not in response.content.decode()
    assert 'href="/en//' not in response.content.decode()


def test_a_form_that_is_too_large_is_turned_away_before_it_is_read() -> None:
    response = Client().post("/vraag/1", {"antwoord": "a" * 1_100_000})

    assert response.status_code == 413
    assert "Dit is te veel" in response.content.decode()


def test_a_form_with_thousands_of_fields_is_not_understood(visitor: Visitor) -> None:
    visitor.visit("/vraag/1")

    visitor.send({f"veld{n}": "1" for n in range(1_000)})

    assert visitor.status == 400
    assert "Dit begrijpen wij niet" in visitor.text


def test_a_name_that_is_not_ours_is_not_served() -> None:
    response = Client(headers={"host": "kwaad.example"}).get("/")

    assert response.status_code == 400
    assert "kwaad.example" not in response.content.decode()


@pytest.mark.parametrize("start", ["", "/en"])
def test_a_mistake_of_ours_shows_no_code(start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("geheim pad /srv/doorleren")

    monkeypatch.setattr("doorleren.portal.views.schemes.narrowed", broken)

    response = Client(raise_request_exception=False).get(f"{start}/regelingen")

    text = response.content.decode()
    assert response.status_code == 500
    assert ("Something went wrong on our side" if start else "Er ging bij ons iets mis") in text
    assert "geheim" not in text
    assert "Traceback" not in text
