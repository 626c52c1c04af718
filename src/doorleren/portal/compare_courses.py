# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few courses side by side: the same rows in the same order for each.

Knows: which rows there are. Leaves: prices (journeys), words of a course (`course_page`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .course_form import Labels
from .course_list import begins, how, is_example, name_of
from .course_page import Found, length_lines, level_lines, recognised_line
from .looking import Look
from .words import Words
from .your_price import say_price

MOST_COMPARED: Final = 3


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one row of one course: its label and lines. `strong` is the price for you."""

    label: str
    lines: tuple[str, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One course from top to bottom; each column has the same rows. `lang` is that of a name in another language."""

    id: str
    name: str
    lang: str | None
    example: bool
    rows: tuple[Row, ...]


def compared(found: Sequence[Found], look: Look, labels: Labels, words: Words) -> tuple[Column, ...]:
    """A column for each course, with the time that begins first."""
    return tuple(_column(one, look, labels, words) for one in found)


def _column(found: Found, look: Look, labels: Labels, words: Words) -> Column:
    course, provider, offerings = found
    unknown = (str(words["compare"]["unknown"]),)
    offering, price = offerings[0] if offerings else (None, None)
    said = say_price(price, look, words) if price else None
    told = look.told.anything and not look.problems
    yours = tuple(line for line in (said.yours, said.place, said.depends, *said.notes) if line) if said else ()
    lines = {
        **({"yours": yours or unknown} if told else {}),
        "price": (said.listed,) if said else unknown,
        "begins": (begins(offering, words),) if offering else unknown,
        "place": (offering.place.town,) if offering and offering.place else unknown,
        "when": (how(offering, labels) if offering else ()) or unknown,
        "length": length_lines(course, words) or unknown,
        "level": level_lines(course, words)[:2] or unknown,
        "proof": (course.proof,) if course.proof else unknown,
        "recognised": (recognised_line(course, provider, words),),
        "provider": (provider.name,) if provider else unknown,
    }
    rows = (Row(str(words["compare"][name]), several, name == "yours") for name, several in lines.items())
    return Column(course.id, *name_of(course, words), is_example(course, provider), tuple(rows))
