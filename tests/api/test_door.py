# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every request passes: methods, languages, other origins, and a mistake of ours that shows nothing of our inside."""

import logging
import re

import pytest
from django.test import override_settings

from doorleren.api import resources

from .conftest import ANNE, Answer, Stranger

GETS = ["/v1/feiten", "/v1/regelingen", "/v1/regelingen/uwv-helpt", "/v1/openapi.json"]
NOWHERE = ["/v1/", "/v1/nergens", "/v1/feiten/", "/v1/regelingen/", "/v1/regelingen/a/b", "/v1/Feiten", "/v1/vragen"]
SEMVER = re.compile(r"\d+\.\d+\.\d+")


def one_of_each(stranger: Stranger) -> list[Answer]:
    """An answer of every status that can be asked for."""
    answers = [
        stranger.overview(ANNE),
        *(stranger.get(path) for path in GETS),
        stranger.send(b"{"),
        stranger.get("/v1/nergens"),
        stranger.ask("DELETE", "/v1/feiten"),
        stranger.get("/v1/feiten", Accept="text/html"),
        stranger.send(b"[" * 1_000_001),
        stranger.send(b"", kind="text/plain"),
        stranger.ask("OPTIONS", "/v1/overzichten"),
        stranger.get("/v1/feiten", **{"If-None-Match": "*"}),
    ]
    assert {answer.status for answer in answers} == {200, 204, 304, 400, 404, 405, 406, 413, 415}
    return answers


def test_every_answer_names_the_version_of_the_api(stranger: Stranger) -> None:
    for answer in one_of_each(stranger):
        assert SEMVER.fullmatch(answer.headers["API-Version"])


def test_every_answer_may_be_read_by_any_web_page(stranger: Stranger) -> None:
    """Nothing here belongs to a visitor, so nobody can steal anything by asking from elsewhere."""
    for answer in one_of_each(stranger):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "API-Version" in answer.headers["Access-Control-Expose-Headers"]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_no_answer_leaves_anything_with_the_visitor(stranger: Stranger) -> None:
    for answer in one_of_each(stranger):
        assert not answer.cookies


def test_a_browser_may_ask_first_what_is_allowed(stranger: Stranger) -> None:
    origin = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}

    answer = stranger.ask("OPTIONS", "/v1/overzichten", **origin)

    assert (answer.status, answer.bytes) == (204, b"")
    assert answer.headers["Allow"] == answer.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert stranger.ask("OPTIONS", "/v1/feiten").headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "VERZIN"])
@pytest.mark.parametrize("path", ["/v1/overzichten", *GETS])
def test_another_method_is_told_what_can_be_done(stranger: Stranger, method: str, path: str) -> None:
    answer = stranger.ask(method, path)

    allowed = "POST, OPTIONS" if path == "/v1/overzichten" else "GET, HEAD, OPTIONS"
    assert answer.status == 405
    assert answer.headers["Allow"] == allowed
    assert answer.problems == [
        {
            "waar": f"methode: {method}",
            "wat": f"«{method}» kan op dit adres niet.",
            "verwacht": f"een van: {allowed}",
            "watNu": "Gebruik een andere methode.",
        }
    ]


def test_an_overview_cannot_be_asked_for_in_an_address(stranger: Stranger) -> None:
    """Facts about a person belong in a body, never in an address that is kept in logs."""
    assert stranger.get("/v1/overzichten").status == 405
    assert stranger.send({"feiten": {}}, "/v1/overzichten?geboortedatum=1984-06-15").status == 400


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_does_not_exist_is_told_what_does(stranger: Stranger, path: str) -> None:
    answer = stranger.get(path, **{"Accept-Language": "en"})

    assert answer.status == 404
    assert answer.problems == [
        {
            "waar": f"pad: {path}",
            "wat": f"We do not know the address «{path}».",
            "verwacht": "one of: /feiten, /regelingen, /regelingen/{id}, /overzichten, /opleidingen, /opleidingen/{id}, "
            "/plannen, /regios, /regios/{code}, /indicatoren, /indicatoren/{id}, /indicatoren/{id}/waarnemingen, /boek, "
            "/openapi.json",
            "watNu": "Correct the address. It does not end in a slash.",
        }
    ]


# --- languages and kinds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "nl"),
        ("nl", "nl"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("nl;q=0.2, en;q=0.8", "en"),
        ("de, fr;q=0.9, en;q=0.1", "en"),
        ("en;q=0, nl", "nl"),
        ("en;q=0", "nl"),
        ("de", "nl"),
        ("*", "nl"),
        ("en;q=veel", "nl"),
        ("EN-gb ; q=0.5", "en"),
        (";;;,,,q=1", "nl"),
    ],
)
def test_the_language_liked_best_is_spoken(stranger: Stranger, header: str, language: str) -> None:
    assert stranger.get("/v1/regelingen", **{"Accept-Language": header}).headers["Content-Language"] == language


def test_the_language_in_the_address_goes_first(stranger: Stranger) -> None:
    assert stranger.get("/v1/regelingen?taal=nl", **{"Accept-Language": "en"}).headers["Content-Language"] == "nl"
    assert stranger.get("/v1/regelingen?taal=en", **{"Accept-Language": "nl"}).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/json", 200),
        ("application/*", 200),
        ("text/html, application/xhtml+xml, */*;q=0.8", 200),
        ("application/json;q=0.1, text/html", 200),
        ("", 200),
        ("text/html", 406),
        ("application/xml, text/*", 406),
        ("application/json;q=0, */*", 406),
        ("*/*;q=0", 406),
    ],
)
def test_who_cannot_take_json_is_told_that_we_have_nothing_else(stranger: Stranger, accept: str, status: int) -> None:
    answer = stranger.get("/v1/regelingen", Accept=accept)

    assert answer.status == status
    if status == 406:
        assert answer.problems[0]["waar"] == "header: Accept"
        assert answer.problems[0]["watNu"] == "Vraag om application/json, of laat Accept weg."


# --- our own mistakes -----------------------------------------------------------------------------------------------


def test_a_mistake_of_ours_shows_nothing_of_our_inside(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The caller hears that it is not their fault; the log says where we went wrong, and nothing about the person."""

    def stumble(*_: object) -> None:
        raise ValueError("geboortedatum 1984-06-15 in GM0024")

    monkeypatch.setattr(resources, "overview_shape", stumble)
    with caplog.at_level(logging.DEBUG):
        answer = stranger.send({"feiten": ANNE}, "/v1/overzichten?taal=en")

    assert answer.status == 500
    assert answer.problems == []
    assert answer.json == {
        "status": 500,
        "title": "Something went wrong on our side",
        "detail": "Your request is not to blame. We kept nothing. Please try again later.",
        "problemen": [],
    }
    assert "ValueError at test_door.py" in caplog.text
    assert "1984" not in caplog.text
    assert "GM0024" not in caplog.text


@override_settings(DEBUG=True)
def test_a_mistake_of_ours_shows_nothing_to_a_programmer_either(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "narrowed", None)

    answer = stranger.get("/v1/regelingen")

    assert answer.status == 500
    assert b"Traceback" not in answer.bytes
    assert answer.json["title"] == "Er ging bij ons iets mis"


def test_nothing_that_is_asked_is_logged(stranger: Stranger, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        stranger.overview(ANNE)
        stranger.send({"feiten": {"gemeente": "Loppersum"}})

    assert "1984" not in caplog.text
    assert "Loppersum" not in caplog.text


# --- the short way --------------------------------------------------------------------------------------------------

SHORT = ["doorleren.wiring.middleware.BookAtHand", "doorleren.api.shortcut.StraightToTheApi"]


@override_settings(MIDDLEWARE=SHORT)
def test_the_short_way_gives_the_same_answers(stranger: Stranger) -> None:
    short = [answer.bytes for answer in one_of_each(stranger)]
    with override_settings(MIDDLEWARE=SHORT[:1]):
        long = [answer.bytes for answer in one_of_each(Stranger())]

    assert short == long


@override_settings(MIDDLEWARE=[*SHORT, "django.contrib.sessions.middleware.SessionMiddleware"])
def test_on_the_short_way_no_session_is_opened_whatever_cookie_comes_along(stranger: Stranger) -> None:
    """The tests may not touch a database here, so a session that was opened would fail."""
    answer = stranger.get("/v1/regelingen", Cookie="bezoek=gestolen; sessionid=gestolen")

    assert answer.status == 200
    assert "Cookie" not in answer.headers["Vary"]
