# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret link of a plan stands in one address, once; it is written nowhere and passed on to nobody."""

import io
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from doorleren.journeys.kept_plans import OPENING
from doorleren.wiring.masking import MASK, masked
from doorleren.wiring.urls import handler400, handler403, handler404, handler500
from doorleren.wiring.urls import urlpatterns as real_patterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]

SECRET = "2axqdiptdgwjc5krxz7yaac5xaguntrr"  # fixed, so that every process collects the same tests
ADDRESS = f"/{OPENING}{SECRET}"


class Lost(Exception):
    """Something of ours breaks, and says what it was working on."""


def breaks(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise Lost(f"{request!r} with {secret}") from error


def opens(request: HttpRequest, secret: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": "/plan", "Referrer-Policy": "same-origin"})


urlpatterns = [
    path(f"{OPENING}<str:secret>", opens),
    path(f"en/{OPENING}<str:secret>", breaks),
    *real_patterns,
]


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every record of every logger, also what settings would leave out."""
    names = ("django", "django.request", "django.security.csrf")
    before = {name: (logging.getLogger(name).propagate, logging.getLogger(name).level) for name in names}
    for name in names:
        logging.getLogger(name).propagate = True
        logging.getLogger(name).setLevel(logging.DEBUG)
    caplog.set_level(logging.DEBUG)
    yield caplog
    for name, (propagate, level) in before.items():
        logging.getLogger(name).propagate = propagate
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What our own handlers would write to standard error."""
    paper = io.StringIO()
    handlers = [*logging.getLogger("django").handlers, *logging.getLogger().handlers]
    own = [one for one in handlers if isinstance(one, logging.StreamHandler) and any(one.filters)]
    assert len(own) == 2
    for handler in own:
        monkeypatch.setattr(handler, "stream", paper)
    return paper


def everything_said(heard: pytest.LogCaptureFixture) -> str:
    return heard.text + "".join(f"{one.getMessage()} {one.args} {one.exc_text} {one.exc_info}" for one in heard.records)


@pytest.mark.parametrize("language", ["", "/en"])
def test_an_address_that_does_not_exist_is_told_without_its_secret(
    language: str, heard: pytest.LogCaptureFixture, written: io.StringIO
) -> None:
    response = Client().get(f"{language}{ADDRESS}/meer")

    assert response.status_code == 404
    assert f"Not Found: {language}/{OPENING}{MASK}" in heard.text
    assert SECRET not in everything_said(heard)
    assert SECRET not in written.getvalue()
    assert SECRET not in response.content.decode()


@pytest.mark.urls(__name__)
def test_a_mistake_of_ours_is_logged_whole_but_for_the_secret(
    heard: pytest.LogCaptureFixture, written: io.StringIO
) -> None:
    response = Client(raise_request_exception=False).get("/en" + ADDRESS)
    told = written.getvalue()

    assert response.status_code == 500
    assert f"Internal Server Error: /en/{OPENING}{MASK}" in told
    assert f"Lost: <WSGIRequest: GET '/en/{OPENING}{MASK}'> with {MASK}" in told
    assert f"KeyError: '{MASK}'" in told
    assert SECRET not in told
    assert f"Internal Server Error: /en/{OPENING}{MASK}" in everything_said(heard)
    assert SECRET not in everything_said(heard)


@pytest.mark.urls(__name__)
def test_a_refused_form_and_a_strange_host_are_logged_without_the_secret(
    heard: pytest.LogCaptureFixture, written: io.StringIO
) -> None:
    refused = Client(enforce_csrf_checks=True).post(ADDRESS)
    strange = Client().get(ADDRESS, headers={"host": "ergens.example"})

    assert (refused.status_code, strange.status_code) == (403, 400)
    assert f"/{OPENING}{MASK}" in everything_said(heard)
    assert SECRET not in everything_said(heard)
    assert SECRET not in written.getvalue()


@pytest.mark.parametrize("logger", ["", "django.request", "een.andere.bibliotheek"])
def test_no_logger_tells_a_secret_in_whatever_way(logger: str, written: io.StringIO) -> None:
    log, request = logging.getLogger(logger), HttpRequest()
    request.path = ADDRESS
    try:
        raise Lost(ADDRESS)
    except Lost:
        log.exception("Bij %s", ADDRESS, extra={"request": request})
    log.error("Te weinig: %s %s", SECRET)
    log.error({"address": ADDRESS})
    log.error("Waar?", stack_info=True)

    told = written.getvalue()

    assert f"Bij {ADDRESS.replace(SECRET, MASK)}" in told
    assert f"Lost: /{OPENING}{MASK}" in told
    assert f"Te weinig: %s %s ('{MASK}',)" in told
    assert "Stack (most recent call last)" in told
    assert SECRET not in told


def test_a_handler_that_somebody_adds_hears_no_secret_either() -> None:
    """One that knows nothing of our filter, listens before it does, and to everything."""
    paper, log = io.StringIO(), logging.getLogger("een.andere.bibliotheek")
    handler, level = logging.StreamHandler(paper), log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        log.debug("Lees %s", ADDRESS)
    finally:
        log.removeHandler(handler)
        log.setLevel(level)

    assert paper.getvalue() == f"Lees /{OPENING}{MASK}\n"


def test_a_line_that_cannot_be_read_breaks_nobody() -> None:
    class Unreadable:
        def __str__(self) -> str:
            raise Lost

    record = logging.getLogger("x").makeRecord("x", logging.ERROR, "x.py", 1, Unreadable(), (), None)

    assert isinstance(record.msg, Unreadable)


def test_a_line_of_ours_carries_no_request() -> None:
    """A handler that shows the request would show its address."""
    record = logging.makeLogRecord({"msg": "Mis", "request": HttpRequest()})
    for handler in logging.getLogger("django").handlers:
        assert handler.filter(record)

    assert logging.getLogger("django").handlers
    assert not hasattr(record, "request")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"GET /{OPENING}{SECRET} HTTP/1.1", f"GET /{OPENING}{MASK} HTTP/1.1"),
        (f"/en/{OPENING}{SECRET}/?a=1", f"/en/{OPENING}{MASK}?a=1"),
        (f"{{'path': '{OPENING}kort'}}", f"{{'path': '{OPENING}{MASK}'}}"),
        (f"naar=%2Fplan%2Fopen%2F{SECRET}", f"naar=%2Fplan%2Fopen%{MASK}"),
        (f"{SECRET.upper()}x", MASK),
        (f"Link: {SECRET}, einde", f"Link: {MASK}, einde"),
        ("Not Found: /plan/openen en plan/open/", "Not Found: /plan/openen en plan/open/"),
        ("een zin zonder geheim, /vraag/3", "een zin zonder geheim, /vraag/3"),
    ],
)
def test_what_is_masked_and_what_is_left(text: str, said: str) -> None:
    assert masked(text) == said


def test_a_mistake_without_a_secret_is_logged_as_it_was(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise Lost("zomaar")
    except Lost:
        logging.getLogger("doorleren").exception("Bij %s", "iets")

    (record,) = caplog.records
    assert (record.msg, record.args) == ("Bij %s", ("iets",))
    assert record.exc_info


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [(ADDRESS, 303), ("/en" + ADDRESS, 500), (ADDRESS + "/x", 404)])
def test_no_answer_at_a_secret_address_is_kept_found_or_passed_on(address: str, status: int) -> None:
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == status
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_other_pages_keep_their_own_headers() -> None:
    response: Any = Client().get("/over")

    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "no-cache"


def test_the_snippets_for_a_proxy_name_the_address_that_we_use() -> None:
    page = (Path(__file__).parents[2] / "docs/privacy.md").read_text("utf-8")
    snippets = re.findall(r"```(nginx|apache)\n(.*?)```", page, re.DOTALL)

    assert [name for name, _ in snippets] == ["nginx", "apache"]
    for _, snippet in snippets:
        assert len(re.findall(rf"(?:~\*\s?|m#|\(\?i\))/{re.escape(OPENING)}", snippet)) == 2
        assert f"/{OPENING}{MASK}" in snippet


@pytest.mark.slow
def test_the_server_writes_no_secret(tmp_path: Path) -> None:
    """The real server, with all that it writes to standard output and standard error."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DOORLEREN_", "DJANGO_", "PYTEST_"))}
    program = f"""
from doorleren.wiring import server
from django.urls import path
run = server._run
def breaks(request, secret):
    print("reached", flush=True)
    raise KeyError(secret, request)
def run_with_a_page_that_breaks(*where):
    from doorleren.wiring import urls
    urls.urlpatterns.insert(0, path("en/{OPENING}<secret>", breaks))
    run(*where)
server._run = run_with_a_page_that_breaks
server.serve("127.0.0.1", {port})
"""
    with (tmp_path / "written.txt").open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            env={**environment, "DOORLEREN_DATA": str(tmp_path / "data"), "PYTHONUTF8": "1"},
            stdout=file,
            stderr=file,
        )
        try:
            statuses = [status_of(f"http://127.0.0.1:{port}{address}") for address in (ADDRESS, "/en" + ADDRESS)]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)

    told = (tmp_path / "written.txt").read_text("utf-8")
    assert statuses == [404, 500]
    assert "reached" in told
    assert f"Internal Server Error: /en/{OPENING}{MASK}" in told
    assert "KeyError" in told
    assert SECRET not in told


def status_of(address: str) -> int:
    """What the server answers, as soon as it does."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
