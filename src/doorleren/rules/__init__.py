# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Schemes as data, and everything that is read from one rule: decide, amount, explain, change, receipt.

Knows: facts, the rule form, the book of schemes, exact answers for one person on one day.
Leaves: which person and which day (journeys), and how an answer is shown (the doors).
"""

from .book import PROGRAM, Book, BookIsBroken, read_book
from .profile import Profile, contradictions, read_profile, read_profile_text

__all__ = [
    "PROGRAM",
    "Book",
    "BookIsBroken",
    "Profile",
    "contradictions",
    "read_book",
    "read_profile",
    "read_profile_text",
]
