# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody must pay first and gets back later: many schemes pay when the course is over.

Knows: when the money of a scheme comes, by its own text. Leaves: how much it pays (`price_for_you`).
"""

from datetime import date

from ..rules import Book
from ..rules.scheme import Party, Scheme, of_day
from ..rules.timing import Timing, advanced_by
from .price_for_you import YourPrice


def paying(scheme: Scheme, on: date) -> list[Timing]:
    """What the sources of a scheme say of when its money comes, on a day."""
    return [one for one in of_day(scheme.timing, on) if one.paid is not None or one.to is not None]


def comes_afterwards(scheme: Scheme, on: date) -> bool:
    """Whether a person must pay first and gets the money later. Where no source says when it comes, that may be so, and
    who counts on less is not let down: then it is taken to come afterwards."""
    told = paying(scheme, on)
    to = next((one.to for one in told if one.to is not None), scheme.recipient)
    if to is not Party.INWONER:
        return False
    said_when = any(one.paid is not None for one in told)
    return not said_when or advanced_by(told, scheme.recipient) is Party.INWONER


def advance(book: Book, price: YourPrice, on: date) -> int:
    """Of what certainly is paid, the cents that come afterwards; a loan and less tax are no part of it."""
    shares = price.certain.shares if price.certain else ()
    schemes = ((book.schemes[share.scheme], share.cents) for share in shares)
    return sum(cents for scheme, cents in schemes if scheme.is_grant and comes_afterwards(scheme, on))
