# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure what the price for one person costs: fifty offerings that all differ, for every example person.

usage: python bench/price.py. CPU time, the median of many. Each offering has a price and a start of its own, so nothing
is found twice. Beside it: the same fifty asked one by one as a whole overview, which is what a list would cost without
looking only at the schemes that can pay for a course.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from tables import cpu_ms, row, title

from doorleren.catalogue import Course, Offering, Origin
from doorleren.journeys import overview, read_text
from doorleren.journeys.price_for_you import Pricer
from doorleren.rules import Book, read_book

PEOPLE: Final = Path(__file__).parent.parent / "voorbeelden"
_OFFERINGS: Final = 50
_AT_ONCE: Final = 20


def fifty(on: date, turn: int) -> list[tuple[Course, Offering]]:
    """Courses and offerings that all differ, other ones each turn."""
    origin = Origin("bench", "1", example=True)
    kinds, subjects = ("cursus", "hbo", "mbo_bol", "certificaat"), ("digitaal", "zorg", "techniek", "onderwijs")
    made = []
    for n in range(_OFFERINGS):
        course = Course(
            f"c{n}", "p", f"Opleiding {n}", origin, kind=kinds[n % 4], subjects=frozenset({subjects[n % 3]}),
            recognised_by=frozenset({"NRTO"} if n % 2 else ()), duration_months=1 + n % 24,
        )  # fmt: skip
        start = on + timedelta(days=20 + n)
        price = 20_000 + 7_919 * n + turn
        made.append((course, Offering(f"o{n}", course.id, origin, start=start, form="deeltijd", price_cents=price)))
    return made


def prices(book: Book) -> None:
    """A row for each example person."""
    title("The price for you: 50 different offerings, for one person (median CPU time)")
    for file in sorted(PEOPLE.glob("*.yaml")):
        profile, on, problems = read_text(book, file.read_text("utf-8"), file.name)
        if problems or "gemeente" not in profile.facts:
            continue
        book.spoken(on, "nl")

        def priced(turn: int, facts=profile.facts, on=on) -> None:  # type: ignore[no-untyped-def]
            pricer = Pricer(book, facts, on)
            for course, offering in fifty(on, turn):
                pricer.price(course, offering, None)

        def whole(turn: int, facts=profile.facts, on=on) -> None:  # type: ignore[no-untyped-def]
            pricer = Pricer(book, facts, on)
            for course, offering in fifty(on, turn):
                overview(book, pricer.facts(course, offering, None), on, "nl", help_too=False, ask=False)

        ours, theirs = cpu_ms(priced, _AT_ONCE), cpu_ms(whole, _AT_ONCE)
        row(file.stem, f"{ours:.1f} ms", f"bar 50 ms; as whole overviews {theirs:.1f} ms ({theirs / ours:.1f} x)")


if __name__ == "__main__":
    found, wrong = read_book()
    assert found is not None, wrong
    prices(found)
