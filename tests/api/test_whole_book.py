# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""`GET /v1/boek`: the same bytes as the command gives, as JSON or as a table."""

import pytest

from doorleren.journeys import handed_out
from doorleren.rules import Book
from doorleren.rules.exchange import read_book_value

from .conftest import Stranger


def test_a_program_gets_the_book_and_can_read_it_back(stranger: Stranger, book: Book) -> None:
    answer = stranger.get("/v1/boek")

    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.bytes == handed_out(book, "json", "nl")
    again, problems = read_book_value(answer.json)
    assert problems == []
    assert again is not None
    assert again.hashes == book.hashes


@pytest.mark.parametrize("accept", ["text/csv", "text/csv, application/json;q=0.5", "text/csv;q=0.9, */*;q=0.1"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_asks_for_a_table_gets_one(stranger: Stranger, book: Book, accept: str, language: str) -> None:
    answer = stranger.get(f"/v1/boek?taal={language}", Accept=accept)

    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer.bytes == handed_out(book, "csv", language)
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert answer.headers["API-Version"]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/csv;q=0.5, application/json", "text/csv;q=0, */*"])
def test_who_leaves_it_open_gets_json(stranger: Stranger, accept: str) -> None:
    answer = stranger.get("/v1/boek", Accept=accept)

    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize("path", ["/v1/regelingen", "/v1/feiten"])
def test_elsewhere_there_is_no_table(stranger: Stranger, path: str) -> None:
    assert stranger.get(path, Accept="text/csv").status == 406


def test_the_book_is_not_sent_twice(stranger: Stranger) -> None:
    for accept in ("application/json", "text/csv"):
        first = stranger.get("/v1/boek", Accept=accept)

        again = stranger.get("/v1/boek", Accept=accept, **{"If-None-Match": first.headers["ETag"]})

        assert (again.status, again.bytes) == (304, b"")


def test_a_parameter_that_does_not_exist_is_told(stranger: Stranger) -> None:
    for accept in ("application/json", "text/csv"):
        answer = stranger.get("/v1/boek?vorm=csv", Accept=accept)

        assert answer.status == 400
        assert answer.problems
