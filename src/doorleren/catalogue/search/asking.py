# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one asks of the search, and what comes back.

Knows: the shape of a question and of an answer, and which filters there are.
Leaves: how words are read (reading), what passes a filter (filters), what is counted (facets).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from ..records import Course, Offering, Provider

Sort = Literal["fit", "price", "start", "near"]

PRICE_BANDS_CENTS: Final = (0, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000)
"""The highest prices that a person may choose among; the count beside one is of all that costs no more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One offering, with its course and who gives it, if that is known."""

    offering: Offering
    course: Course
    provider: Provider | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is looking for. An empty filter lets everything through; what is unknown passes no filter.

    `after` shows what starts on or after that day, on any day, or on a day that is unknown. `start_before` shows what
    is known to start before that day, or on any day. `near` is latitude and longitude; with `within_km` it is a
    filter, without it only an order. (`SearchIndex.around` makes a point of a town.) `levels` are NLQF. `free_with` are
    schemes: one of them gives a free place.
    """

    after: date
    words: str = ""
    near: tuple[float, float] | None = None
    within_km: int | None = None
    town: str | None = None
    start_before: date | None = None
    forms: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    price_max_cents: int | None = None
    recognised: bool = False
    free_with: frozenset[str] = frozenset()
    examples_too: bool = True
    sort: Sort = "fit"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A course that was found. `offerings` are at most five of the `count` that match, best first.

    Prices are of the offerings that match and whose price is known. `first_start` is the first known day; `any_day`
    says that it can begin at once. `km` is how far the nearest is, if one asked from somewhere.
    """

    course: str
    offerings: tuple[str, ...]
    count: int
    price_min_cents: int | None
    price_max_cents: int | None
    score: float
    first_start: date | None
    any_day: bool
    km: float | None = None


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What some of the words were understood as.

    `kind` is a filter ("moment", "town", …), "without" (what it may not be), "start" (the first day, and the first no
    longer), "near", "synonym", "spelling", "compound", "beginning" (words that begin so), "unknown" (found nowhere), or
    "apart" (no course has all words; these have as many as possible).
    `used` is False for a wish that would leave nothing: it was let go.
    """

    words: str
    kind: str
    values: tuple[str, ...] = ()
    used: bool = True


@dataclass(frozen=True, slots=True)
class Loosen:
    """What to let go or to change, and how many courses that gives.

    `kind` is "filter" (`name` is a field of Wanted), "word" (`name` is the word to leave out) or "spelling" (`name`
    was typed). For the last two `words` are the words to search for instead.
    """

    kind: Literal["filter", "word", "spelling"]
    name: str
    total: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: a page of courses, how many there are in all, and how many each other choice would give.

    `facets` are by name (kind, subject, form, moment, way, language, level, recognised, price, town), then by value;
    each counts courses with all filters on but its own. Price counts all that costs no more than so many cents.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    loosen: tuple[Loosen, ...] = ()
    read_as: tuple[ReadAs, ...] = ()
