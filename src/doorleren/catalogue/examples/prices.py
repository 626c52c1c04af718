# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an example course asks in a year: an invented price that rises a little, or the fee that the law sets.

The parts of a price are rounded, and the price is their sum: it adds up. A fee that no source told is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ...basics import say_euro


class Asked(NamedTuple):
    """A price with its parts, as `Offering` has them: (name, cents, whether it is in the price)."""

    cents: int | None
    parts: tuple[tuple[str, int, bool], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices stand in the files as they are in `of_year`; each other year differs by an invented percentage."""

    of_year: int
    rise_percent: float
    fees: Mapping[str, Mapping[str, Any]]

    def asked(self, stated: Mapping[str, Any], start: date) -> Asked:
        """What somebody pays who starts on this day, from `price` and `beside`, or from `fee`."""
        if "fee" in stated:
            return self._fee(str(stated["fee"]), start)
        price = stated.get("price")
        if price is None:
            return Asked(None)
        parts = [
            *((name, self.cents(euros, start.year), True) for name, euros in _parts(price).items()),
            *((name, self.cents(euros, start.year), False) for name, euros in stated.get("beside", {}).items()),
        ]
        total = sum(cents for _, cents, included in parts if included)
        return Asked(total, tuple(part for part in parts if len(parts) > 1))

    def cents(self, euros: int, year: int) -> int:
        """An amount of the files in another year: whole euros, and fives from a hundred euros on."""
        then = euros * (1 + self.rise_percent / 100) ** (year - self.of_year)
        step = 5 if then >= 100 else 1
        return round(then / step) * step * 100

    def _fee(self, name: str, start: date) -> Asked:
        fee = self.fees[name]
        first = start.year if start.month >= fee["first_month"] else start.year - 1
        cents = fee["cents"].get(first)
        study_year = f"{first}-{first + 1}"
        if cents is None:
            return Asked(None, text=f"U betaalt het {fee['name']}. Het bedrag voor {study_year} weten wij niet.")
        text = f"{say_euro(cents, 'nl')} {fee['name']} voor één studiejaar ({study_year}). U betaalt elk jaar opnieuw."
        return Asked(cents, text=text)


def _parts(price: int | Mapping[str, int]) -> Mapping[str, int]:
    return {"lessen": price} if isinstance(price, int) else price
