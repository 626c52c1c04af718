# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which schemes go together for one course and one person: the best lawful combination, exactly.

Best is: the least own money, then the least debt, then the fewest applications. No cost is paid twice; who excludes
another scheme is not used beside it; less tax is counted over what is left after grants; a loan comes last.

Knows: how schemes that may be used share the costs of one course, and why each other one is left out.
Leaves: whether somebody may use a scheme and how much it pays (`book`), how it is shown (journeys).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations
from typing import Final

from ..basics import Amount, Citation, Finding, Outcome, Said, said, say_euro
from ..basics.finding import FactValue
from .book import Book
from .scheme import Scheme, SchemeKind, of_day

COSTS: Final = "opleiding_kosten_eurocent"
OWN_COSTS: Final = "opleiding_eigen_kosten_eurocent"
_THERE: Final = (Outcome.JA, Outcome.HANGT_AF, Outcome.NEE)
_MOST_TRIED: Final = 14
"""With more schemes than this for one course, those that pay least are left aside; said in the answer."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one scheme pays of the course: in whole cents, as a gift, less tax a year later, or a loan."""

    scheme: str
    name: str
    kind: str
    cents: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A scheme for such costs that is not in the combination, and why."""

    scheme: str
    name: str
    why: Said
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """A combination: who pays what of the costs, what is left for the person, and why others are left out."""

    costs: int
    shares: tuple[Share, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def debt(self) -> int:
        """What is borrowed."""
        return sum(one.cents for one in self.shares if one.kind == SchemeKind.LENING)

    @property
    def later(self) -> int:
        """What comes back later, as less tax."""
        return sum(one.cents for one in self.shares if one.kind == SchemeKind.FISCAAL)

    @property
    def own(self) -> int:
        """What the person pays in the end, besides paying the loan back."""
        return self.costs - sum(one.cents for one in self.shares)


@dataclass(frozen=True, slots=True)
class _Payer:
    """A scheme that may be used, and what it can pay at most."""

    scheme: Scheme
    name: str
    cents: int


def pays_for_the_course(scheme: Scheme, on: date) -> bool:
    """Whether a scheme pays for the course itself on a day."""
    return any(COSTS in payment.covers for payment in of_day(scheme.payments, on))


def best_together(
    book: Book, findings: Sequence[Finding], facts: Mapping[str, FactValue], on: date, audience: str, *, hoped: bool
) -> Together | None:
    """The best lawful combination for a course with known costs; None where nothing can be combined.

    Without `hoped` only what is certain counts, at its lowest amount; with it also what is still open, at its highest.
    """
    costs = facts.get(COSTS)
    if not isinstance(costs, int) or isinstance(costs, bool):
        return None
    there = [f for f in findings if f.audience == audience and f.outcome in _THERE]
    those = [f for f in there if pays_for_the_course(book.schemes[f.scheme], on)]
    payers, out = [], []
    for finding in those:
        payer = _payer(book, finding, costs, hoped)
        if isinstance(payer, _Payer):
            payers.append(payer)
        else:
            out.append(payer)
    payers.sort(key=lambda one: (-one.cents, one.scheme.id))
    out += [LeftOut(one.scheme.id, one.name, _TOO_MANY) for one in payers[_MOST_TRIED:]]
    tried = payers[:_MOST_TRIED]
    if not tried:
        return None
    shared = _Sharing(book, facts, on, costs, hoped)
    best = min((shared.between(chosen) for chosen in _lawful(tried)), key=_rank)
    return Together(costs, best, (*_why_not(tried, best), *out))


def _payer(book: Book, finding: Finding, costs: int, hoped: bool) -> _Payer | LeftOut:
    amount, name = finding.amount, finding.name
    if finding.outcome is Outcome.NEE:
        return LeftOut(finding.scheme, name, _NOT_FOR_YOU)
    if finding.outcome is Outcome.HANGT_AF and not hoped:
        return LeftOut(finding.scheme, name, _STILL_OPEN)
    cents = _cents(amount, costs, hoped)
    if cents == 0:
        return LeftOut(finding.scheme, name, _PAYS_NOTHING if amount else _NO_AMOUNT)
    return _Payer(book.schemes[finding.scheme], name, cents)


def _cents(amount: Amount | None, costs: int, hoped: bool) -> int:
    if amount is None:
        return 0
    if hoped:
        return costs if amount.highest is None else min(amount.highest, costs)
    return min(amount.lowest, costs)


def _lawful(payers: Sequence[_Payer]) -> Iterator[tuple[_Payer, ...]]:
    """Every choice among these in which nobody excludes another."""
    sizes = range(len(payers) + 1)
    for chosen in chain.from_iterable(combinations(payers, size) for size in sizes):
        if not any(_excluded(one, other) for one, other in combinations(chosen, 2)):
            yield chosen


def _excluded(one: _Payer, other: _Payer) -> Citation | None:
    """The place in the source that says that these two cannot go together; None if they can."""
    for scheme, beside in ((one.scheme, other.scheme), (other.scheme, one.scheme)):
        for relation in scheme.relations:
            if relation.kind == "excludes" and relation.scheme == beside.id:
                return relation.source
    return None


def _rank(shares: tuple[Share, ...]) -> tuple[int, int, int, tuple[str, ...]]:
    """Least own money, then least debt, then least paperwork."""
    paid = sum(one.cents for one in shares)
    debt = sum(one.cents for one in shares if one.kind == SchemeKind.LENING)
    return -paid, debt, len(shares), tuple(one.scheme for one in shares)


class _Sharing:
    """Shares the costs of one course between schemes: gifts first, then less tax, a loan last."""

    def __init__(self, book: Book, facts: Mapping[str, FactValue], on: date, costs: int, hoped: bool) -> None:
        self._book, self._facts, self._on, self._costs, self._hoped = book, facts, on, costs, hoped
        self._taxes: dict[tuple[str, int], int] = {}

    def between(self, chosen: Sequence[_Payer]) -> tuple[Share, ...]:
        """What each of these pays; one that has nothing left to pay is not in it."""
        left, shares = self._costs, []
        for payer in sorted(chosen, key=_turn):
            cents = min(left, self._tax(payer, left) if payer.scheme.kind is SchemeKind.FISCAAL else payer.cents)
            if cents > 0:
                shares.append(Share(payer.scheme.id, payer.name, payer.scheme.kind.value, cents))
                left -= cents
        return tuple(shares)

    def _tax(self, payer: _Payer, left: int) -> int:
        """How much less tax there is over the costs that are left, by the rule itself."""
        if left == self._costs:
            return payer.cents
        key = (payer.scheme.id, left)
        if key not in self._taxes:
            own = self._facts.get(OWN_COSTS, left)
            rest = {COSTS: left, OWN_COSTS: min(left, own) if isinstance(own, int) else left}
            facts = {**self._facts, **{name: value for name, value in rest.items() if name in self._book.facts.facts}}
            (found,) = self._book.findings(facts, self._on, "nl", [payer.scheme.id], help_too=False)
            certain = found.outcome is Outcome.JA or (self._hoped and found.outcome is Outcome.HANGT_AF)
            self._taxes[key] = _cents(found.amount, left, self._hoped) if certain else 0
        return self._taxes[key]


def _turn(payer: _Payer) -> tuple[int, int, str]:
    """Gifts before less tax before a loan; a scheme that follows another comes after it."""
    order = {SchemeKind.FISCAAL: 1, SchemeKind.LENING: 2}.get(payer.scheme.kind, 0)
    follows = any(relation.kind == "follows" for relation in payer.scheme.relations)
    return order, follows, payer.scheme.id


def _why_not(tried: Sequence[_Payer], best: Sequence[Share]) -> Iterator[LeftOut]:
    used = {share.scheme: payer for share in best for payer in tried if payer.scheme.id == share.scheme}
    for payer in tried:
        if payer.scheme.id in used:
            continue
        barred = next(((other, source) for other in used.values() if (source := _excluded(payer, other))), None)
        if barred is not None:
            other, source = barred
            why = said(
                f"Dit mag niet samen met «{other.name}», en dat betaalt hier meer of kost minder moeite.",
                f"This may not be used beside «{other.name}», which pays more here or takes less effort.",
            )
            yield LeftOut(payer.scheme.id, payer.name, why, source)
        else:
            yield LeftOut(payer.scheme.id, payer.name, _NOTHING_LEFT)


def say_together(found: Together, language: str) -> str:
    """The combination in one sentence."""
    own = say_euro(found.own, language)
    costs = say_euro(found.costs, language)
    text = said(f"Van {costs} betaalt u zelf {own}.", f"Of {costs} you pay {own} yourself.")
    return text.in_language(language)


_NOT_FOR_YOU: Final = said("Dit is nu niet voor u.", "This is not for you now.")
_STILL_OPEN: Final = said("Wij weten nog niet zeker of u dit krijgt.", "It is not certain yet that you get this.")
_NO_AMOUNT: Final = said("Hoeveel dit betaalt, is niet bekend.", "How much this pays is not known.")
_PAYS_NOTHING: Final = said("Het is niet zeker dat dit iets betaalt.", "It is not certain that this pays anything.")
_NOTHING_LEFT: Final = said(
    "Hiervoor blijven geen kosten over. Niemand betaalt iets twee keer.",
    "No costs are left for this. Nothing is paid twice.",
)
_TOO_MANY: Final = said(
    "Er zijn te veel regelingen om alles te proberen. Deze betaalt het minst.",
    "There are too many schemes to try everything. This one pays least.",
)
