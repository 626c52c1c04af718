# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which schemes go together for one course and one person: the best lawful combination, exactly.

Best is: the least own money, then the least debt, then the fewest applications. Lawful is:

- no cost is paid twice, and who excludes another scheme is not used beside it;
- a grant that is used pays what its own rule gives, as far as there are costs left;
- help in kind that covers the costs of the course is a free place: it takes whatever grants of money leave; in a choice
  that needs no grant beside it, it is the only application;
- only a scheme whose text sets a cap on a sum (`together_at_most`) gives way to that cap; a cap of a scheme that pays
  nothing binds nobody;
- in a sum count grants alone: no loan, which is paid back, and no less tax, which is counted over what is left after
  grants and comes later; the person's own money is no help, so it does not count either;
- less tax is counted over what is left after grants, and a loan comes last.

Why this finds the best: every choice of schemes is tried in which nobody excludes another. Within a choice the grants
without a cap have their sums. What is left to those with one is a question about whole cents: none above its own
sum, no cap exceeded, not above the costs that are left, and together as much as can be (`fitting` answers it
exactly, whoever would come first). Less tax and a loan depend on what is left after grants and on nothing else, so
whoever shares the same total in another way gets the same end. A choice in which somebody with a cap gets nothing
need not be looked at: the same choice without it is tried as well, and binds less.

Knows: how schemes that may be used share the costs of one course, why one pays less, and why each other one is left
out.
Leaves: whether somebody may use a scheme and how much it pays (`book`), how it is shown (journeys).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations
from typing import Final

from ..basics import Amount, Citation, Finding, Outcome, Said, said, say_euro
from ..basics.finding import FactValue
from .book import Book
from .fitting import most_within
from .scheme import Scheme, SchemeKind, of_day
from .sum_caps import limit_in_cents, say_limit, say_why_less

COSTS: Final = "opleiding_kosten_eurocent"
OWN_COSTS: Final = "opleiding_eigen_kosten_eurocent"
_THERE: Final = (Outcome.JA, Outcome.HANGT_AF, Outcome.NEE)
_MOST_TRIED: Final = 14
"""With more schemes than this for one course, those that pay least are left aside; said in the answer."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one scheme pays of the course: in whole cents, as a gift, less tax a year later, or a loan.

    `why`: what makes it less than the scheme would pay alone, if that is a cap on a sum.
    """

    scheme: str
    name: str
    kind: str
    cents: int
    why: Said | None = None
    source: Citation | None = None


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
class _Cap:
    """What a scheme and those beside it (none named: every grant) pay together at most, in whole cents."""

    beside: tuple[str, ...]
    cents: int
    why: Said
    source: Citation


@dataclass(frozen=True, slots=True)
class _Payer:
    """A scheme that may be used, what it can pay at most, and the caps that its text sets."""

    scheme: Scheme
    name: str
    cents: int
    caps: tuple[_Cap, ...]
    free_place: bool = False

    def counts(self, cap: _Cap, other: "_Payer") -> bool:
        """Whether another payer counts in a cap of this one."""
        return other.scheme.is_grant and (other is self or not cap.beside or other.scheme.id in cap.beside)


def pays_for_the_course(scheme: Scheme, on: date) -> bool:
    """Whether a scheme pays for the course itself on a day."""
    return any(COSTS in payment.covers for payment in of_day(scheme.payments, on))


def gives_the_course_itself(scheme: Scheme, on: date) -> bool:
    """Whether a scheme gives a place in the course, whatever it costs: help in kind that covers those costs."""
    return any(COSTS in payment.covers and not payment.cases for payment in of_day(scheme.payments, on))


def best_together(
    book: Book,
    findings: Sequence[Finding],
    facts: Mapping[str, FactValue],
    on: date,
    audience: str,
    *,
    hoped: bool,
    gifts_first: bool = False,
) -> Together | None:
    """The best lawful combination for a course with known costs; None where nothing can be combined.

    Without `hoped` only what is certain counts, at its lowest amount; with it also what is still open, at its highest.
    `gifts_first`: what gives most in grants goes before everything else, also before less tax that pays as much.
    """
    costs = facts.get(COSTS)
    if not isinstance(costs, int) or isinstance(costs, bool):
        return None
    there = [f for f in findings if f.audience == audience and f.outcome in _THERE]
    those = [f for f in there if pays_for_the_course(book.schemes[f.scheme], on)]
    payers, out = [], []
    for finding in those:
        payer = _payer(book, finding, facts, on, costs, hoped)
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
    grants = {one.scheme.id for one in tried if one.scheme.is_grant}
    best = _best(shared, _lawful(tried, on), costs, grants if gifts_first else set())
    return Together(costs, tuple(_why_less(tried, best)), (*_why_not(tried, best, costs, on), *out))


def _best(
    shared: "_Sharing", lawful: Iterator[tuple[_Payer, ...]], costs: int, first: Collection[str]
) -> tuple[Share, ...]:
    """The best of these choices, the smaller before the larger.

    When so many pay everything without debt, no larger choice is better: who pays nothing in it can be left out, and
    that choice was looked at already.
    """
    best: tuple[Share, ...] = ()
    rank = _rank(best, first)
    for chosen in lawful:
        least, paid, debt, many, _ = rank
        if len(chosen) > many and (least == -costs or not first) and paid == -costs and not debt:
            break
        found = shared.between(chosen)
        if found is not None and (its := _rank(found, first)) < rank:
            best, rank = found, its
    return best


def _payer(
    book: Book, finding: Finding, facts: Mapping[str, FactValue], on: date, costs: int, hoped: bool
) -> _Payer | LeftOut:
    amount, name = finding.amount, finding.name
    if finding.outcome is Outcome.NEE:
        return LeftOut(finding.scheme, name, _NOT_FOR_YOU)
    if finding.outcome is Outcome.HANGT_AF and not hoped:
        return LeftOut(finding.scheme, name, _STILL_OPEN)
    scheme = book.schemes[finding.scheme]
    if gives_the_course_itself(scheme, on) and costs:
        caps = tuple(_caps(book, scheme, facts, on, costs, hoped))
        # Under a cap of its own it takes its share like any other grant.
        return _Payer(scheme, name, costs, caps, free_place=not caps)
    cents = _cents(amount, costs, hoped)
    if cents == 0:
        return LeftOut(finding.scheme, name, _PAYS_NOTHING if amount else _NO_AMOUNT)
    return _Payer(scheme, name, cents, tuple(_caps(book, scheme, facts, on, cents, hoped)))


def _caps(
    book: Book, scheme: Scheme, facts: Mapping[str, FactValue], on: date, alone: int, hoped: bool
) -> Iterator[_Cap]:
    for cap in of_day(scheme.caps, on):
        cents = limit_in_cents(cap, scheme, facts, on)
        if cents is None and not hoped:
            # Of what costs is not known: certain is only that it may pay what it would pay alone.
            cents = alone
        if cents is not None:
            yield _Cap(cap.beside, cents, say_why_less(say_limit(cap, scheme, book.facts, on)), cap.source)


def _cents(amount: Amount | None, costs: int, hoped: bool) -> int:
    if amount is None:
        return 0
    if hoped:
        return costs if amount.highest is None else min(amount.highest, costs)
    return min(amount.lowest, costs)


def _lawful(payers: Sequence[_Payer], on: date) -> Iterator[tuple[_Payer, ...]]:
    """Every choice among these in which nobody excludes another."""
    sizes = range(len(payers) + 1)
    barred = {(one.scheme.id, other.scheme.id) for one, other in combinations(payers, 2) if _barred(one, other, on)}
    for chosen in chain.from_iterable(combinations(payers, size) for size in sizes):
        if not any((one.scheme.id, other.scheme.id) in barred for one, other in combinations(chosen, 2)):
            yield chosen


def _barred(one: _Payer, other: _Payer, on: date) -> Citation | None:
    return excluded_by(one.scheme, other.scheme, on)


def excluded_by(one: Scheme, other: Scheme, on: date) -> Citation | None:
    """The place in the source that says that these two cannot go together on a day; None if they can."""
    for scheme, beside in ((one, other), (other, one)):
        for relation in of_day(scheme.relations, on):
            if relation.kind == "excludes" and relation.scheme == beside.id:
                return relation.source
    return None


def _rank(shares: tuple[Share, ...], first: Collection[str]) -> tuple[int, int, int, int, tuple[str, ...]]:
    """Most of whoever goes first; then least own money, then least debt, then least paperwork."""
    most = sum(one.cents for one in shares if one.scheme in first)
    paid = sum(one.cents for one in shares)
    debt = sum(one.cents for one in shares if one.kind == SchemeKind.LENING)
    return -most, -paid, debt, len(shares), tuple(one.scheme for one in shares)


class _Sharing:
    """Shares the costs of one course between schemes: gifts first, then less tax, a loan last."""

    def __init__(self, book: Book, facts: Mapping[str, FactValue], on: date, costs: int, hoped: bool) -> None:
        self._book, self._facts, self._on, self._costs, self._hoped = book, facts, on, costs, hoped
        self._taxes: dict[tuple[str, int], int] = {}

    def between(self, chosen: Sequence[_Payer]) -> tuple[Share, ...] | None:
        """What each of these pays; one that has nothing left to pay is not in it.

        None where a cap leaves nothing for who set it: it is no use to choose that one.
        """
        left, shares = self._costs, []
        grants = self._grants([one for one in chosen if one.scheme.is_grant and not one.free_place])
        if grants is None:
            return None
        for payer in sorted(chosen, key=_turn):
            most = self._tax(payer, left) if payer.scheme.kind is SchemeKind.FISCAAL else payer.cents
            cents = min(left, grants.get(payer.scheme.id, most))
            if cents > 0:
                shares.append(Share(payer.scheme.id, payer.name, payer.scheme.kind.value, cents))
                left -= cents
        return tuple(shares)

    def _grants(self, grants: Sequence[_Payer]) -> Mapping[str, int] | None:
        """What each grant pays, where there is a cap: who set none pays in full, the others what that leaves."""
        capped = sorted((one for one in grants if one.caps), key=_turn)
        if not capped:
            return {}
        full = [one for one in grants if not one.caps]
        left = self._costs - sum(one.cents for one in full)
        limits = [(frozenset(range(len(capped))), left)]
        for payer in capped:
            for cap in payer.caps:
                group = frozenset(n for n, one in enumerate(capped) if payer.counts(cap, one))
                limits.append((group, cap.cents - sum(one.cents for one in full if payer.counts(cap, one))))
        if any(limit <= 0 for _, limit in limits):
            return None
        found = most_within([one.cents for one in capped], limits)
        return {one.scheme.id: cents for one, cents in zip(capped, found, strict=True)}

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
    """Gifts of money, then a place that is free, less tax, a loan; a scheme that follows another comes after it."""
    order = 1 if payer.free_place else {SchemeKind.FISCAAL: 2, SchemeKind.LENING: 3}.get(payer.scheme.kind, 0)
    follows = any(relation.kind == "follows" for relation in payer.scheme.relations)
    return order, follows, payer.scheme.id


def _why_less(tried: Sequence[_Payer], best: Sequence[Share]) -> Iterator[Share]:
    """The shares; with one that a cap made smaller, that cap."""
    payers = {payer.scheme.id: payer for payer in tried}
    used = [payers[share.scheme] for share in best]
    for share in best:
        payer = payers[share.scheme]
        cap = (
            _cap_on(payer, used, best, payer.cents - share.cents) if payer.caps and share.cents < payer.cents else None
        )
        yield replace(share, why=cap.why, source=cap.source) if cap else share


def _cap_on(payer: _Payer, used: Sequence[_Payer], best: Sequence[Share], more: int) -> _Cap | None:
    """A cap, its own or that of another who pays, that would be exceeded if this one paid so much more."""
    paid = {share.scheme: share.cents for share in best}
    for owner in (payer, *(one for one in used if one is not payer)):
        for cap in owner.caps:
            together = sum(paid[one.scheme.id] for one in used if owner.counts(cap, one))
            if owner.counts(cap, payer) and together + more > cap.cents:
                return cap
    return None


def _why_not(tried: Sequence[_Payer], best: Sequence[Share], costs: int, on: date) -> Iterator[LeftOut]:
    used = {share.scheme: payer for share in best for payer in tried if payer.scheme.id == share.scheme}
    granted = sum(share.cents for share in best if used[share.scheme].scheme.is_grant)
    for payer in tried:
        if payer.scheme.id in used:
            continue
        barred = next(((other, source) for other in used.values() if (source := _barred(payer, other, on))), None)
        cap = _cap_on(payer, list(used.values()), best, payer.cents) if granted < costs else None
        if barred is not None:
            other, source = barred
            why = said(
                f"Dit mag niet samen met «{other.name}», en dat betaalt hier meer of kost minder moeite.",
                f"This may not be used beside «{other.name}», which pays more here or takes less effort.",
            )
            yield LeftOut(payer.scheme.id, payer.name, why, source)
        elif cap is not None:
            yield LeftOut(payer.scheme.id, payer.name, cap.why, cap.source)
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
