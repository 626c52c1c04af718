# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a course of EDU-DEX costs a person: every compulsory cost with its VAT.

Knows: that an amount is without VAT and its VAT stands beside it. EDU-DEX says so itself: the catalogue price is the
sum of the compulsory amounts and the VAT that goes with them
(https://www.edudex.nl/catalogusprijs-subsidiabel-bedrag-subsidiehoogte-eigen-bijdrage/).
Leaves: which costs belong to which run (`edudex_run`).

A price is known only if every compulsory part of it is. Where one part is open, so is the whole, and a note says why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ..basics import Said, said, say_day
from .edudex_body import Body
from .edudex_words import COSTS
from .plain_text import plain_text
from .taken import shown_value

ROUNDING_CENTS: Final = 2
"""VAT may be rounded per line or per amount: so far a stated VAT may be from the counted one."""

RATES: Final = (Decimal(21), Decimal(9), Decimal(6))
"""The Dutch rates since 2012; used only to see that an amount probably has its VAT inside."""

DISCOUNT: Final = "single payment discount"
_KNOWN: Final = frozenset({"", "program"})
_UNIT: Final = {
    "1st year": "years",
    "year": "years",
    "month": "months",
    "week": "weeks",
    "day": "days",
    "hour": "hours",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost: `cents` with VAT, None where that cannot be told; `required` None where that is not said."""

    kind: str
    name: str
    cents: int | None
    required: bool | None
    final: bool
    starts: date | None
    ends: date | None
    where: str
    split_below: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether this is the amount on that day; EDU-DEX's last day counts."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Price:
    """The whole compulsory price in cents, its parts, and what must be said beside it."""

    cents: int | None = None
    parts: tuple[tuple[str, int, bool], ...] = ()
    text: str = ""


def costs_of(body: Body, duration: tuple[str, int] | None) -> list[Cost]:
    """The costs in a run, a module or a day; a cost that stands there twice counts once."""
    found: dict[str, tuple[object, Cost]] = {}
    costs = []
    for one in body.bodies("cost"):
        raw = dict(one._body)
        key = one.text("id")
        cost = _cost(one, duration)
        if key is not None and key in found:
            same = found[key][0] == raw
            one.odd(
                "id",
                said(
                    f"Deze kosten staan er twee keer: {shown_value(key)}.",
                    f"This cost stands here twice: {shown_value(key)}.",
                ),
                said("elke kostenpost één keer", "each cost once"),
            )
            if same:
                continue
            cost = _unknown(cost)
        elif key is not None:
            found[key] = (raw, cost)
        costs.append(cost)
    return costs


def price_of(costs: Iterable[Cost], start: date | None) -> Price:
    """The price of these costs for who begins on that day."""
    held = list(_held(costs, start))
    required = [cost for cost in held if cost.required is not False]
    parts = tuple(
        (cost.name, cost.cents, cost.required is True)
        for cost in held
        if cost.cents is not None and cost.required is not None and cost.kind != DISCOUNT
    )
    counted = [cost for cost in required if cost.kind != DISCOUNT]
    known = [cost.cents for cost in counted if cost.cents is not None and cost.required]
    text = "Deze prijs kan nog veranderen." if any(not cost.final for cost in counted) else ""
    until = min((cost.ends for cost in counted if cost.ends), default=None)
    if until:
        text = f"{text} Deze prijs geldt tot en met {say_day(until, 'nl')}.".strip()
    whole = sum(known) if counted and len(known) == len(counted) else None
    if whole is None and counted and parts:
        # Parts of which one is open add up to nothing that may be read as the price.
        parts = tuple((name, cents, False) for name, cents, _ in parts)
    return Price(whole, parts, text)


def _held(costs: Iterable[Cost], start: date | None) -> Iterator[Cost]:
    """Of several amounts for one kind of cost, each for its own days, the one that holds; without a day it is open."""
    by_kind: dict[tuple[str, bool | None], list[Cost]] = {}
    for cost in costs:
        by_kind.setdefault((cost.kind, cost.required), []).append(cost)
    for several in by_kind.values():
        dated = [cost for cost in several if cost.starts or cost.ends]
        always = [cost for cost in several if not (cost.starts or cost.ends)]
        yield from always
        if len(dated) == 1 and not always and start is None:
            yield dated[0]
        elif start is not None:
            hold = [cost for cost in dated if cost.holds_on(start)]
            yield from hold
            if dated and not hold and not always:
                yield _unknown(dated[0])
        elif dated:
            yield _unknown(dated[0])


def _unknown(cost: Cost) -> Cost:
    return replace(cost, cents=None)


def _cost(body: Body, duration: tuple[str, int] | None) -> Cost:
    kind = body.text("costType") or ""
    if kind and kind not in COSTS:
        body.strange("costType", kind, COSTS)
    required = body.yes_no("isRequiredCost")
    if required is None:
        body.missing("isRequiredCost")
    starts, ends = body.day("amountValidFrom"), body.day("amountValidUntil")
    if starts or ends:
        body.keep("amountValidFrom")
        body.keep("amountValidUntil")
    final = body.yes_no("amountIsFinal")
    if final is False:
        body.keep("amountIsFinal")
    split_below = body.yes_no("costBreakdownAvailable") is True
    if split_below:
        body.keep("costBreakdownAvailable")
    cents = _for_a_person(body, _for_the_whole(body, _with_vat(body), duration))
    if cents is not None and kind == DISCOUNT:
        cents = None
    elif cents is not None and cents < 0:
        body.wrong(
            "amount", body._body["amount"], said("een bedrag van 0 euro of meer", "an amount of 0 euros or more")
        )
        cents = None
    name, _ = body.said("summaryText")
    name = plain_text(name) if name else None
    # The price has its VAT inside; an employer reads it without, and a part that stays open is no part of a price.
    for kept in body.names():
        body.keep(kept)
    return Cost(
        kind,
        name or COSTS.get(kind) or kind or "kosten",
        cents,
        required,
        final is not False,
        starts,
        ends,
        body.where,
        split_below,
    )


def _with_vat(body: Body) -> int | None:
    """The amount with its VAT in cents; None, and a message, where that cannot be told."""
    amount, vat, rate = body.money("amount"), body.money("amountVAT"), body.percentage("VATPercentage")
    currency = body.text("currency")
    if not body.has("amount"):
        body.missing("amount")
    if amount is None:
        return None
    if currency is None or currency.upper() != "EUR":
        _open(
            body,
            "currency",
            said(f"De munt is {shown_value(currency)}.", f"The currency is {shown_value(currency)}.")
            if currency
            else said("De munt staat er niet bij.", "The currency is not stated."),
            said("een bedrag in euro’s (EUR)", "an amount in euros (EUR)"),
        )
        return None
    if vat is None and rate is None:
        if amount == 0:
            return 0
        _open(
            body,
            "amountVAT",
            said(
                "Er staat niet bij hoeveel btw erbij komt. De prijs blijft onbekend.",
                "It does not say how much VAT comes on top. The price stays unknown.",
            ),
            said(
                "de btw als bedrag of percentage; 0 als er geen btw is",
                "the VAT as an amount or a percentage; 0 if there is none",
            ),
        )
        return None
    if rate is None:
        return _by_amount(body, amount, vat or 0)
    counted = _round(Decimal(amount) * rate / 100)
    if vat is None or abs(vat - counted) <= ROUNDING_CENTS:
        return amount + (counted if vat is None else vat)
    if abs(vat - _round(Decimal(amount) * rate / (100 + rate))) <= ROUNDING_CENTS:
        _open(
            body,
            "amountVAT",
            said(
                "De btw lijkt al in het bedrag te zitten. Of dat zo is, staat er niet. De prijs blijft onbekend.",
                "The VAT seems to be in the amount already. It does not say so. The price stays unknown.",
            ),
            said("het bedrag zonder btw, en de btw apart", "the amount without VAT, and the VAT apart"),
        )
        return None
    _open(
        body,
        "amountVAT",
        said(
            f"De btw past niet bij {rate} procent van het bedrag. De prijs blijft onbekend.",
            f"The VAT does not fit {rate} percent of the amount. The price stays unknown.",
        ),
        said("een btw-bedrag dat klopt met het percentage", "a VAT amount that fits the percentage"),
    )
    return None


def _by_amount(body: Body, amount: int, vat: int) -> int | None:
    if vat == 0:
        return amount
    if 0 < vat <= amount and not any(vat == _round(Decimal(amount) * rate / (100 + rate)) for rate in RATES):
        return amount + vat
    _open(
        body,
        "amountVAT",
        said(
            "Het is niet te zien of de btw al in het bedrag zit. De prijs blijft onbekend.",
            "It cannot be seen whether the VAT is in the amount already. The price stays unknown.",
        ),
        said("het bedrag zonder btw, en de btw apart", "the amount without VAT, and the VAT apart"),
    )
    return None


def _for_the_whole(body: Body, cents: int | None, duration: tuple[str, int] | None) -> int | None:
    """A cost per year of a course of one year is the whole; of a longer one it is not said what the rest costs."""
    period = body.text("period") or ""
    if period not in _KNOWN and period not in _UNIT:
        body.strange("period", period, list(_UNIT))
        return None
    if cents is None or period in _KNOWN or duration == (_UNIT[period], 1):
        return cents
    _open(
        body,
        "period",
        said(
            f"Dit bedrag is per {period}. Hoeveel het in totaal is, staat er niet. De prijs blijft onbekend.",
            f"This amount is per {period}. It does not say how much that is in all. The price stays unknown.",
        ),
        said("een bedrag voor de hele opleiding", "an amount for the whole course"),
    )
    return None


def _for_a_person(body: Body, cents: int | None) -> int | None:
    payer = body.text("payableBy")
    if payer in (None, "individual"):
        return cents
    if payer != "group":
        body.strange("payableBy", payer or "", ("individual", "group"))
        return None
    if cents is not None:
        _open(
            body,
            "payableBy",
            said(
                "Dit bedrag is voor een groep. Wat één persoon betaalt, staat er niet. De prijs blijft onbekend.",
                "This amount is for a group. It does not say what one person pays. The price stays unknown.",
            ),
            said("een bedrag per persoon", "an amount per person"),
        )
    return None


def _open(body: Body, name: str, what: Said, expected: Said) -> None:
    """A price that stays open: said, and all that was stated of it stays in the rest."""
    body.odd(name, what, expected)
    for one in ("currency", "period", "payableBy"):
        body.keep(one)


def _round(cents: Decimal) -> int:
    return int(cents.quantize(Decimal(1), ROUND_HALF_UP))
