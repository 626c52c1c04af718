# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one place that joins the rooms and hands them to the doors.

Knows: where the book of schemes comes from, and the settings of the web server.
Leaves: everything else.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..rules import Book, BookIsBroken, read_book

if TYPE_CHECKING:
    from ..journeys.what_if import Population

__all__ = ["POPULATION", "BookIsBroken", "shipped_book", "the_book", "the_population", "use_book"]

POPULATION: Final = "DOORLEREN_BEVOLKING"
"""Names the file with people over whom the website tries rules; without it they are made up."""


_instead: list[Book] = []


def the_book() -> Book:
    """The book that the doors are handed: the one that comes with the program, read once.

    Raises BookIsBroken if any scheme in it has a problem: no answer is better than a wrong one.
    """
    return _instead[-1] if _instead else _shipped()


@contextmanager
def use_book(book: Book) -> Iterator[None]:
    """Hand the doors another book for a while, as tests and benchmarks do."""
    _instead.append(book)
    try:
        yield
    finally:
        _instead.pop()


def shipped_book() -> Book:
    """The book that comes with the program, whatever book is used instead: its tables of municipalities are of all."""
    return _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Book:
    book, problems = read_book()
    if book is None or problems:
        raise BookIsBroken(problems)
    return book


@lru_cache(maxsize=1)
def the_population() -> "Population":
    """The people over whom a door tries rules; nobody is read before somebody asks."""
    # NumPy and Arrow take a while to load, and most visitors never need them.
    from ..journeys.what_if import Population

    file = os.environ.get(POPULATION)
    return Population(Path(file) if file else None)
