# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which answers of somebody a plan needs: what no scheme for these courses reads is not kept with it."""

from collections.abc import Mapping, Sequence
from datetime import date

from ..basics.finding import FactValue
from ..rules import Book
from ..rules.together import pays_for_the_course
from .plan_parts import Choice
from .price_for_you import Pricer


def facts_of_plan(book: Book, person: Mapping[str, FactValue], on: date, chosen: Sequence[Choice]) -> frozenset[str]:
    """The names of the facts of this person that a scheme reads which can pay for one of these courses."""
    names = {name for name, scheme in book.schemes.items() if scheme.version_on(on) and pays_for_the_course(scheme, on)}
    pricer = Pricer(book, person, on)
    read: set[str] = set()
    for one in chosen:
        free = {name for name in one.course.free_with if name in book.schemes}
        facts = pricer.facts(one.course, one.offering, one.provider)
        for found in book.findings(facts, on, "nl", sorted(names | free), help_too=False):
            read |= set(found.receipt.facts) if found.receipt is not None else set()
    # Whether somebody has an employer decides whether we name what can pay that employer.
    return frozenset((read | {"werk"}) & set(person))
