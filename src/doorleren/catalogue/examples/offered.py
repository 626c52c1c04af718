# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rounds of an example course in one year, as offerings.

Knows: one offering for each day and town of a round, and its readable id that stays.
Leaves: on which day a round starts (rounds), where a town lies (towns), what it costs then (prices).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from ..records import Offering, Origin, Place
from .prices import Asked, Prices
from .rounds import apply_until, first_day, last_day
from .stated import Stated
from .towns import Towns

SOURCE: Final = "voorbeelden"
SITE: Final = "https://example.org"
ONLINE: Final = "online"


class When(NamedTuple):
    """The days of one round; without a start it can begin on any day that one can still apply."""

    named: str
    start: date | None = None
    end: date | None = None
    apply_from: date | None = None
    apply_until: date | None = None


def offerings(stated: Stated, year: int, towns: Towns, prices: Prices) -> Iterator[Offering]:
    """Each time that this course is given in this year."""
    for one in stated.rounds:
        moments = frozenset(one["moments"])
        for when in _whens(one, year, moments):
            price = prices.asked(one, when.start or date(year, 1, 1))
            for town in one["in"]:
                place = None if town == ONLINE else towns.place(town, year)
                yield _offering(stated.name, one, moments, when, place, price)


def origin_of(key: str) -> Origin:
    """Every record of the examples says that it is one."""
    return Origin(SOURCE, key, example=True)


def _whens(one: Mapping[str, Any], year: int, moments: frozenset[str]) -> Iterator[When]:
    if one.get("any_day"):
        yield When(str(year), apply_from=date(year, 1, 1), apply_until=date(year, 12, 31))
    for stated in one.get("start", ()):
        start = first_day(stated, year, moments)
        until = apply_until(one.get("apply"), start)
        yield When(start.isoformat(), start=start, end=last_day(start, one), apply_until=until)


def _offering(
    name: str, one: Mapping[str, Any], moments: frozenset[str], when: When, place: Place | None, price: Asked
) -> Offering:
    made = f"voorbeeld-{name}-{when.named}-{_told(place, moments)}"
    return Offering(
        id=made,
        course=f"voorbeeld-{name}",
        origin=origin_of(made),
        start=when.start,
        end=when.end,
        any_day=when.start is None,
        apply_from=when.apply_from,
        apply_until=when.apply_until,
        form=one["form"],
        way=one["way"],
        moments=moments,
        language=one["language"],
        place=place,
        price_cents=price.cents,
        price_parts=price.parts,
        price_text=price.text,
        places=one.get("places"),
        places_left=one.get("left"),
        website=f"{SITE}/{made}",
    )


def _told(place: Place | None, moments: frozenset[str]) -> str:
    """The end of an id: the town, and the moment if that is not (also) by day."""
    town = place.town.lower().replace(" ", "-") if place else ONLINE
    return town if "dag" in moments else "-".join([town, *sorted(moments)])
