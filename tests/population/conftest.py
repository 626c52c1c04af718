# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests about populations share: the facts that come with the program."""

import pytest

from doorleren.rules.book import HERE
from doorleren.rules.facts import FactBook
from doorleren.rules.read_facts import read_fact_book


@pytest.fixture(scope="session")
def facts() -> FactBook:
    book, problems = read_fact_book(HERE)
    assert problems == []
    return book
