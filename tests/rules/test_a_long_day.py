# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server that was asked about many days goes on answering about the first."""

from datetime import date, timedelta

from doorleren.rules import read_book


def test_a_day_that_was_asked_long_ago_still_gets_its_advice():
    """The rules of a day are made again once many other days were asked; their numbers must not be mixed."""
    book, _ = read_book()
    assert book is not None
    day = date(2019, 5, 1)
    book.on(day)
    for n in range(120):
        book.on(day + timedelta(days=n + 1))
    before = book.findings({}, day, "nl")
    for n in range(20):
        book.on(day + timedelta(days=n + 200))

    after = book.findings({"opleiding_bekostigd": False}, day, "nl")

    assert len(after) == len(before) == len(book.schemes)
