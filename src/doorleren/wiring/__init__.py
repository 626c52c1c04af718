# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one place that joins the rooms and hands them to the doors.

Knows: where the book of schemes comes from, and the settings of the web server.
Leaves: everything else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from ..rules import Book, BookIsBroken, read_book

__all__ = ["BookIsBroken", "the_book", "use_book"]


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


@lru_cache(maxsize=1)
def _shipped() -> Book:
    book, problems = read_book()
    if book is None or problems:
        raise BookIsBroken(problems)
    return book
