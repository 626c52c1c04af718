# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is fetched comes whole, or not at all with the reason; and nobody can keep us waiting or send us astray."""

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from doorleren.importers import fetching
from doorleren.importers.fetching import SourceTrouble, fetch, without_secrets

from .ooapi_server import Answer, Endpoint, Habit, as_html, as_json, playing, squeezed


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it would have waited; here it waits for nothing."""
    waited: list[float] = []
    monkeypatch.setattr(fetching, "_pause", waited.append)
    return waited


@pytest.fixture
def source() -> Iterator[Endpoint]:
    with playing(Endpoint({"goed": [1]}, paging="bare")) as endpoint:
        yield endpoint


def first(*answers: Answer) -> Habit:
    """These answers first, and then as it should."""
    return lambda times, _: answers[times - 1] if times <= len(answers) else None


def always(answer: Answer) -> Habit:
    return lambda *_: answer


def test_what_is_there_is_fetched_with_its_kind(source: Endpoint):
    fetched = fetch(f"{source.address}/goed")

    assert fetched.body == b"[1]"
    assert fetched.media_type == "application/json"
    assert source.headers[0]["User-Agent"].startswith("doorleren/")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_source_is_asked_again(source: Endpoint, pauses: list[float], status: int):
    source.habits["goed"] = first(Answer(status), Answer(status))

    assert fetch(f"{source.address}/goed").body == b"[1]"
    assert pauses == [0.5, 1]


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "60"}, 60),
        ({"Retry-After": "Sat, 01 Aug 2026 12:00:09 GMT", "Date": "Sat, 01 Aug 2026 12:00:00 GMT"}, 9),
        ({"Retry-After": "Sat, 01 Aug 2020 12:00:00 GMT", "Date": "Sat, 01 Aug 2026 12:00:00 GMT"}, 0),
        ({"Retry-After": "straks"}, 0.5),
        ({"Retry-After": "-5"}, 0.5),
    ],
)
def test_we_wait_as_long_as_the_source_asks(
    source: Endpoint, pauses: list[float], monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], waited: float
):
    monkeypatch.setattr("http.server.BaseHTTPRequestHandler.date_time_string", lambda *_: headers.get("Date", ""))
    source.habits["goed"] = first(Answer(429, headers={"Retry-After": headers["Retry-After"]}))

    assert fetch(f"{source.address}/goed").body == b"[1]"
    assert pauses == [waited]


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"Retry-After": "3600"}, "60 minuten"),
        ({"Retry-After": "9" * 400}, "16667 minuten"),
        ({"Retry-After": "Sat, 01 Aug 2026 13:00:00 GMT", "Date": "Sat, 01 Aug 2026 12:00:00 GMT"}, "60 minuten"),
    ],
)
def test_a_source_that_asks_to_wait_for_an_hour_is_left_alone_and_we_say_so(
    source: Endpoint, pauses: list[float], monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], minutes: str
):
    monkeypatch.setattr("http.server.BaseHTTPRequestHandler.date_time_string", lambda *_: headers.get("Date", ""))
    source.habits["goed"] = always(Answer(429, headers={"Retry-After": headers["Retry-After"]}))

    with pytest.raises(SourceTrouble, match=minutes):
        fetch(f"{source.address}/goed")
    assert (len(source.asked), pauses) == (1, [])


def test_a_source_that_stays_broken_is_left_after_four_tries(source: Endpoint, pauses: list[float]):
    source.habits["goed"] = always(Answer(500))

    with pytest.raises(SourceTrouble) as trouble:
        fetch(f"{source.address}/goed")

    assert trouble.value.status == 500
    assert trouble.value.what.nl == "De bron antwoordt met fout 500."
    assert len(source.asked) == 4
    assert pauses == [0.5, 1, 2]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 406, 410])
def test_a_plain_no_is_not_asked_again(source: Endpoint, pauses: list[float], status: int):
    source.habits["goed"] = always(Answer(status))

    with pytest.raises(SourceTrouble) as trouble:
        fetch(f"{source.address}/goed")

    assert trouble.value.status == status
    assert (len(source.asked), pauses) == (1, [])


def test_an_answer_that_breaks_off_is_asked_again_and_never_taken_for_whole(source: Endpoint, pauses: list[float]):
    whole = as_json([1, 2, 3])
    source.habits["goed"] = first(Answer(200, whole.body, whole.headers, cut=4))

    assert fetch(f"{source.address}/goed").body == b"[1]"
    source.habits["goed"] = always(Answer(200, whole.body, whole.headers, cut=4))
    with pytest.raises(SourceTrouble, match="brak af"):
        fetch(f"{source.address}/goed")


def test_nobody_there_is_said(pauses: list[float]):
    with playing(Endpoint({})) as gone:
        address = gone.address

    with pytest.raises(SourceTrouble, match="niet te bereiken"):
        fetch(address)


def test_a_slow_source_is_waited_for_and_one_that_never_ends_is_not(
    source: Endpoint, pauses: list[float], monkeypatch: pytest.MonkeyPatch
):
    whole = as_json([1, 2, 3])
    source.habits["goed"] = always(Answer(200, whole.body, whole.headers, drip=0.02))

    assert fetch(f"{source.address}/goed").body == whole.body
    monkeypatch.setattr(fetching, "ANSWER_SECONDS_MAX", 0.05)
    with pytest.raises(SourceTrouble, match="te langzaam"):
        fetch(f"{source.address}/goed")


def test_too_much_is_refused_also_when_it_was_squeezed(
    source: Endpoint, pauses: list[float], monkeypatch: pytest.MonkeyPatch
):
    """Fifty megabytes of spaces are a few thousand bytes on the way."""
    monkeypatch.setattr(fetching, "BYTES_MAX", 1_000_000)
    source.habits["bom"] = always(squeezed(50_000_000))
    source.habits["groot"] = always(as_json("x" * 1_000_001))
    source.habits["past"] = always(squeezed(900_000))

    for path in ("bom", "groot"):
        with pytest.raises(SourceTrouble, match="in één keer"):
            fetch(f"{source.address}/{path}")
    assert len(fetch(f"{source.address}/past").body) == 900_002


def test_a_squeezed_answer_that_is_broken_is_said(source: Endpoint, pauses: list[float]):
    source.habits["goed"] = always(Answer(200, b"geen gzip", {"Content-Encoding": "gzip"}))

    with pytest.raises(SourceTrouble, match="brak af"):
        fetch(f"{source.address}/goed")


def test_a_web_page_is_no_json(source: Endpoint):
    source.habits["goed"] = always(as_html())

    with pytest.raises(SourceTrouble, match="webpagina"):
        fetch(f"{source.address}/goed")
    assert fetch(f"{source.address}/goed", accept="text/html").media_type == "text/html"


def test_a_redirect_is_followed_and_a_key_stays_in_its_own_house(source: Endpoint):
    with playing(Endpoint({"daar": [2]}, paging="bare")) as other:
        source.habits["weg"] = always(Answer(302, headers={"Location": f"{other.address}/daar"}))
        source.habits["verder"] = always(Answer(301, headers={"Location": "/goed"}))
        key = {"Authorization": "Bearer geheim"}

        assert fetch(f"{source.address}/weg", headers=key).body == b"[2]"
        assert fetch(f"{source.address}/verder", headers=key).body == b"[1]"

    assert "Authorization" not in other.headers[0]
    assert source.headers[-1]["Authorization"] == "Bearer geheim"


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://voorbeeld.nl/x", "javascript:alert(1)", "http://[kapot"])
def test_a_redirect_to_what_is_no_web_is_not_followed(source: Endpoint, to: str):
    source.habits["goed"] = always(Answer(302, headers={"Location": to}))

    with pytest.raises(SourceTrouble):
        fetch(f"{source.address}/goed")
    assert len(source.asked) == 1


@pytest.mark.parametrize("to", ["http://10.0.0.5/x", "http://[::1]/x", "http://169.254.169.254/x", "http://intranet/x"])
def test_a_source_on_the_web_does_not_send_us_into_our_own_network(to: str):
    with pytest.raises(SourceTrouble, match="niet veilig"):
        fetching._next("http://voorbeeld.nl/a", to, {})
    assert fetching._next("http://10.0.0.4/a", "http://10.0.0.5/b", {})[0] == "http://10.0.0.5/b"


def test_a_connection_that_is_not_safe_is_said_at_once(source: Endpoint, pauses: list[float]):
    with pytest.raises(SourceTrouble, match="geen veilige verbinding"):
        fetch(source.address.replace("http:", "https:"))
    assert pauses == []


def test_a_network_with_a_proxy_is_asked_through_it(monkeypatch: pytest.MonkeyPatch):
    """The source is asked of the proxy, which gets its own name and password; one inside the network is not."""
    with playing(Endpoint({})) as proxy:
        monkeypatch.setenv("http_proxy", proxy.address.replace("http://", "http://anne:geheim@"))
        monkeypatch.setenv("no_proxy", "binnen.example")
        proxy.answer = lambda path, query: as_json([path])  # type: ignore[method-assign]

        assert b"goed" in fetch("http://school.invalid/goed").body
        assert "proxy-authorization" in {name.lower() for name in proxy.headers[0]}
        assert fetching._proxy_for("http://binnen.example/x") is None


def test_a_redirect_from_safe_to_unsafe_is_not_followed():
    with pytest.raises(SourceTrouble, match="niet veilig"):
        fetching._next("https://voorbeeld.nl/a", "http://voorbeeld.nl/b", {})


def test_a_redirect_in_a_circle_ends(source: Endpoint):
    source.habits["goed"] = always(Answer(302, headers={"Location": "/goed"}))

    with pytest.raises(SourceTrouble, match="steeds door"):
        fetch(f"{source.address}/goed")


def test_a_name_and_password_in_an_address_are_used_and_never_shown(source: Endpoint):
    address = source.address.replace("http://", "http://anne:ge%20heim@") + "/goed"

    fetched = fetch(address)

    assert source.headers[0]["Authorization"] == "Basic " + base64.b64encode(b"anne:ge heim").decode()
    assert "heim" not in fetched.where
    assert without_secrets(f"{address}?key=geheim") == f"{source.address}/goed"


@pytest.mark.parametrize(
    "address", ["http://", "HTTP://", "http://[", "https://voor beeld:x/", "http://voorbeeld.invalid:99999/"]
)
def test_what_is_no_address_is_said(address: str, pauses: list[float]):
    with pytest.raises(SourceTrouble):
        fetch(address)


def test_a_file_is_read_and_one_that_is_missing_or_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "a.json"
    file.write_bytes(b"[1]")

    assert fetch(str(file)).body == b"[1]"
    with pytest.raises(SourceTrouble, match="is er niet"):
        fetch(str(tmp_path / "b.json"))
    monkeypatch.setattr(fetching, "BYTES_MAX", 2)
    with pytest.raises(SourceTrouble, match="in één keer"):
        fetch(str(file))


def test_a_pipe_or_a_folder_is_no_file_and_holds_nobody_up(tmp_path: Path):
    os.mkfifo(tmp_path / "pijp.json")

    for path in (tmp_path / "pijp.json", tmp_path, Path("/dev/zero")):
        with pytest.raises(SourceTrouble, match="geen gewoon bestand"):
            fetch(str(path))


def test_the_real_pause_is_a_pause(monkeypatch: pytest.MonkeyPatch):
    slept: list[Any] = []
    monkeypatch.setattr("time.sleep", slept.append)

    fetching._pause(1.5)

    assert slept == [1.5]
