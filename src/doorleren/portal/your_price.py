# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the price of one offering for one person is said: the list price, what is left for them, what that hangs on; a
loan, what comes back later and what is paid first each apart.

Knows: the words and their order. Leaves: the amounts (journeys).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..basics import OpenPoint, say_euro
from ..journeys.advance import advance
from ..journeys.price_for_you import YourPrice
from ..journeys.what_it_hangs_on import questions_for_the_person
from .looking import Look
from .words import Words

_NAMED: Final = 3
"""So many things that a price hangs on are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class SaidPrice:
    """A price in words. `yours` is None where nothing is known of it, `free` and `maybe_free` say that it is € 0.

    `depends` is a sentence; `ask` is the fact that can be asked next, with its label. `notes` are sentences about money
    that is no gift: a loan, less tax, what is paid first.
    """

    listed: str
    yours: str | None
    free: bool
    maybe_free: bool
    depends: str | None
    ask: tuple[str, str] | None
    notes: tuple[str, ...]
    place: str | None


def say_price(price: YourPrice, look: Look, words: Words) -> SaidPrice:
    """The price as it stands on a page, for who told us what is in this look."""
    said, language = words["courses"]["price"], words["language"]
    place = price.free_place
    return SaidPrice(
        listed=say_euro(price.price, language) if price.price is not None else str(said["unknown"]),
        yours=say_range(price.lowest, price.highest, words),
        free=price.highest == 0,
        maybe_free=price.lowest == 0 and price.highest is None,
        depends=_depends(price.open_points, look, words) if price.lowest != price.highest else None,
        ask=next(iter(_askable(price, look)), None) if price.lowest != price.highest else None,
        notes=tuple(_notes(price, look, words)),
        place=str(said["free_place" if place.certain else "free_place_maybe"]).format(name=place.name)
        if place
        else None,
    )


def say_range(lowest: int | None, highest: int | None, words: Words) -> str | None:
    """ "€ 0" or "€ 0 – € 150"; None as long as the most is not known."""
    if highest is None:
        return None
    high = say_euro(highest, words["language"])
    if lowest is None or lowest == highest:
        return high
    return str(words["courses"]["price"]["range"]).format(low=say_euro(lowest, words["language"]), high=high)


def questions_of(prices: Iterable[YourPrice], look: Look) -> tuple[tuple[str, str], ...]:
    """The facts that can be asked and bear on these prices, each with its label; what bears on most prices first."""
    often: dict[tuple[str, str], int] = {}
    for price in prices:
        if price.lowest != price.highest:
            for one in _askable(price, look):
                often[one] = often.get(one, 0) + 1
    return tuple(sorted(often, key=lambda one: -often[one]))


def _askable(price: YourPrice, look: Look) -> list[tuple[str, str]]:
    facts = look.askable
    return [
        (name, str(facts[name]["label"]))
        for name in questions_for_the_person(price.open_points)
        if name in facts and name not in look.told.not_known
    ]


def _depends(points: Sequence[OpenPoint], look: Look, words: Words) -> str | None:
    """ "Hangt af van: uw inkomen, wat een loket beslist." """
    said, facts = words["courses"]["price"], look.askable
    labels = [str(facts[one.name]["label"]) for one in points if one.kind == "feit" and one.name in facts]
    if any(one.kind == "oordeel" for one in points):
        labels.append(str(said["judged"]))
    if any(one.kind == "niet-uitgedrukt" for one in points):
        labels.append(str(said["not_expressed"]))
    named = list(dict.fromkeys(labels))
    if not named:
        return None
    more = len(named) - _NAMED
    if more > 0:
        named = [*named[:_NAMED], str(said["more"]["one" if more == 1 else "more"]).format(n=more)]
    return str(said["depends"]).format(what=", ".join(named))


def _notes(price: YourPrice, look: Look, words: Words) -> list[str]:
    said = words["courses"]["price"]
    amounts = {"advance": advance(look.book, price, look.on), "borrow": price.borrow, "later": price.later}
    return [
        str(said[kind]).format(amount=say_euro(cents, words["language"])) for kind, cents in amounts.items() if cents
    ]
