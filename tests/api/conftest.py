# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small book of invented schemes behind the real doors, and somebody who asks by HTTP."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from doorleren.journeys.bring_in import bring_in
from doorleren.rules import Book, read_book
from doorleren.store.offer import KeptOffer
from doorleren.wiring import BookIsBroken, the_book, use_book
from doorleren.wiring.offer import HouseOffer

from .small_offer import SmallOffer

DAY = "2020-03-10"
ANNE = {
    "geboortedatum": "1984-06-15",
    "uren_per_week": 36,
    "opleiding_soort": "cursus",
    "opleiding_kosten_eurocent": 90000,
    "uitkering": [],
    "inburgeringsplichtig": False,
}
"""An invented person: a certain yes for the invented course."""

DUTCH, ENGLISH = "nl", "en"


@pytest.fixture(scope="session")
def book() -> Book:
    """Six invented schemes, one for each thing that an answer must be able to say."""
    found, problems = read_book(Path(__file__).parent / "book")
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="session")
def shipped() -> Book:
    """The book that comes with the program."""
    try:
        return the_book()
    except BookIsBroken as broken:
        pytest.skip(f"the book that comes with the program has problems: {str(broken)[:200]}")


@pytest.fixture(autouse=True)
def house(book: Book) -> Iterator[None]:
    """The whole house, with the invented book."""
    with use_book(book):
        yield


@pytest.fixture(autouse=True)
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small offer of invented courses, made when somebody asks for it; whoever does needs the database."""
    kept: list[HouseOffer] = []

    def at_hand() -> HouseOffer:
        if not kept:
            house = HouseOffer(tmp_path)
            bring_in(SmallOffer(), KeptOffer(), date(2020, 1, 1))
            kept.append(house)
        return kept[0]

    monkeypatch.setattr("doorleren.wiring.middleware._offer", at_hand)


class Answer:
    """What came back."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.bytes: bytes = response.content
        self.cookies = response.cookies

    @property
    def json(self) -> Any:
        return json.loads(self.bytes)

    @property
    def problems(self) -> list[dict[str, str]]:
        """The problems told; the answer is problem+json and nothing else."""
        assert self.headers["Content-Type"] == "application/problem+json"
        shape = self.json
        assert list(shape) == ["status", "title", "detail", "problemen"]
        assert shape["status"] == self.status
        assert shape["title"]
        assert shape["detail"]
        for problem in shape["problemen"]:
            assert list(problem) == ["waar", "wat", "verwacht", "watNu"]
            assert all(problem.values())
        found: list[dict[str, str]] = shape["problemen"]
        return found

    def scheme(self, name: str) -> dict[str, Any]:
        """What the overview says about one scheme."""
        found: dict[str, Any] = next(one for one in self.json["regelingen"] if one["id"] == name)
        return found


class Stranger:
    """A program of somebody else: it knows the address and nothing of our inside."""

    def __init__(self) -> None:
        self._client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, **headers: str) -> Answer:
        return Answer(self._client.generic(method, path, headers=headers))

    def send(self, body: Any, path: str = "/v1/overzichten", kind: str = "application/json", **headers: str) -> Answer:
        """Send a body: bytes as they are, anything else as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        # Django's client leaves the content type of an empty body out; a real client does not.
        return Answer(
            self._client.generic("POST", path, raw, content_type=kind, headers={"Content-Type": kind, **headers})
        )

    def overview(self, facts: Mapping[str, Any], op: str = DAY, language: str = DUTCH) -> Answer:
        answer = self.send({"op": op, "feiten": facts}, f"/v1/overzichten?taal={language}")
        assert answer.status == 200, answer.bytes[:500]
        return answer


@pytest.fixture
def stranger() -> Stranger:
    return Stranger()
