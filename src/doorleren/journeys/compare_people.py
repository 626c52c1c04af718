# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Policy before it is law: two versions of a scheme over the same people on the same day.

Who can get it that could not, who no longer can, who is paid more or less, by which clause, and what it costs. What
others decide (a judgement, a condition that cannot be written) is taken to be decided well in both versions, and
windows to be open, so that only the rules differ. With something missing somebody counts only if every completion
says so; everybody else is "not certain".

Knows: how two versions stand beside each other over people, and which groups and examples may be shown.
Leaves: what the differences are (rules), the answers over columns (population), where the people come from
(`compare_population`, `what_if`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..basics import Problem
from ..population.cell_keys import Cell, Cells, Keys, keys_of, rounded
from ..population.columns import Flags, People
from ..population.groups import LEAST_LEARNING, Grouping, least_learning, order_of
from ..population.kernel import HANGT_AF, JA, NEE, Block, Kernel, SchemeAnswers
from ..population.patterns import Whether
from ..population.totals import Count
from ..rules import Book
from ..rules.cells import TRUE, FactCells
from ..rules.checks import Both, Check, Opposite, decided
from ..rules.day import DayRules
from ..rules.differences import Difference, How, Part, Version, differences, exchanged, frozen
from ..rules.expression import Node
from ..rules.facts import Fact
from ..rules.meaning import facts_in
from ..rules.scheme import Scheme
from .rule_changes import difference_in_words, version_shape

_OLD, _NEW, _WITHOUT = "was", "wordt", "wordt-zonder"
_SHARED_BY: Final = 10
"""An example is only told if at least so many people share it."""
_ROUNDED_TO: Final = 5
"""Counts of people who are not made up."""
_CENTS_ROUNDED_TO: Final = 100_000
_KEYS_AT_MOST: Final = 2**62
_COUNTED_AT_ONCE: Final = 2**16
"""With no more combinations than this, each is counted in a place of its own."""

WINS, LOSES, MORE, LESS, SAME, OPEN = "wint", "verliest", "krijgtMeer", "krijgtMinder", "gelijk", "nietZeker"
MAY_WIN, MAY_LOSE = "kanWinnen", "kanVerliezen"
"""Among those of whom it is not certain: some completion of what is missing makes them win, or lose."""
_KINDS: Final = (WINS, LOSES, MORE, LESS, SAME, OPEN, MAY_WIN, MAY_LOSE)
_NOTICED: Final = (WINS, LOSES, MORE, LESS, MAY_WIN, MAY_LOSE)

_STATES: Final[tuple[frozenset[str], ...]] = (
    *(frozenset({kind}) for kind in (WINS, LOSES, MORE, LESS, SAME, OPEN)),
    frozenset({OPEN, MAY_WIN}),
    frozenset({OPEN, MAY_LOSE}),
    frozenset({OPEN, MAY_WIN, MAY_LOSE}),
)
"""What the new version can be to somebody; everybody is in one of these."""
_REACHES: Final = [(old, new) for old in (NEE, HANGT_AF, JA) for new in (NEE, HANGT_AF, JA)]
_CODES: Final = len(_STATES) * len(_REACHES)
"""A person in one number: which of the states, and what each version says."""

Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Compared:
    """What to compare: two versions by name, the day, and what is changed in the new one.

    `amounts` are amounts of the new version with another value, as text; `without` are its conditions that are left
    out. `by` are the groups to count. `take_up` and `anyway` are assumptions in percent, lowest and highest: who of
    those who can apply does so, and who of them would have learned anyway.
    """

    old: str
    new: str
    on: date
    amounts: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    take_up: tuple[int, int] | None = None
    anyway: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """In which groups people are: for each grouping the number of their group, and who surely is in a group of
    `LEAST_LEARNING`."""

    numbers: tuple[NDArray[np.integer[Any]], ...]
    least: Mapping[str, Flags]


@dataclass(frozen=True, slots=True)
class Looked:
    """What is so about people whatever the versions are: their groups, and whose facts cannot be true together."""

    groups: Grouped
    impossible: Flags | None


def grouped(people: People, groupings: Sequence[Grouping], book: Book, on: date) -> Grouped:
    """Put people in their groups."""
    return Grouped(tuple(one.of(people) for one in groupings), least_groups(people, book, on))


def least_groups(people: People, book: Book, on: date) -> Mapping[str, Flags]:
    """Who surely is in a group of those who learn least."""
    return least_learning(people, book.facts, on)


class Comparison:
    """Two versions beside each other, while people are added."""

    def __init__(
        self,
        book: Book,
        asked: Compared,
        old: Version,
        new: Version,
        groupings: Sequence[Grouping],
        secret: int | None = None,
    ) -> None:
        """`secret` is that of the people (`cell_keys.secret_of`), who are added in their order; none if made up.

        Raises TypeError, AttributeError, ArithmeticError or ValueError where the new version makes no rule.
        """
        self._book, self._asked, self._old, self._new = book, asked, old, new
        self._secret = secret
        self._groupings = groupings
        self._found = differences(old, new)
        self._deciding = [one for one in self._found if one.part.decides and one.how is not How.SOURCE]
        spare = {**old.amounts, **new.amounts}
        schemes = [frozen(version, name, asked.on, spare, {}) for name, version in ((_OLD, old), (_NEW, new))]
        self._apart = [self._without(n, one, schemes, spare) for n, one in enumerate(self._deciding)]
        """For each deciding difference the new version without it, or None where that makes no rule."""
        self._rules = DayRules(book.facts, schemes, asked.on)
        self._kernel = Kernel(self._rules)
        can = {scheme.id: self._can(scheme.id) for scheme in schemes}
        self._reach = {name: Whether(self._rules, can[name]) for name in (_OLD, _NEW)}
        self._wins = Whether(self._rules, Both([Opposite(can[_OLD]), can[_NEW]]))
        self._loses = Whether(self._rules, Both([can[_OLD], Opposite(can[_NEW])]))
        self._by_clause = {
            name: (
                Whether(self._rules, Both([Opposite(can[_OLD]), can[_NEW], Opposite(can[name])])),
                Whether(self._rules, Both([can[_OLD], Opposite(can[_NEW]), can[name]])),
            )
            for name in self._apart
            if name not in (None, _OLD)
        }
        asks = [frozenset(str(one.node) for one in scheme.conditions) for scheme in schemes[:2]]
        self._can_win, self._can_lose = not asks[0] <= asks[1], not asks[1] <= asks[0]
        """A version that asks no more than the other can be had by everybody who can have the other."""
        self._same_sum = _sums(schemes[0]) == _sums(schemes[1])
        self._paid = [name for name, scheme in zip((_OLD, _NEW), schemes, strict=False) if _sums(scheme)[0]]
        self._clauses = [Cells() for _ in self._deciding]
        self._count = Count()
        self._everybody = _Counted()
        self._least = {name: _Counted() for name in LEAST_LEARNING}
        self._groups = [_Counted() for _ in groupings]
        self._patterns = _Patterns(self._rules, self._facts_that_decide(schemes))
        self._contradictory = Cell(0, 0)

    def _without(self, n: int, one: Difference, schemes: list[Scheme], spare: Mapping[str, Any]) -> str | None:
        """The new version with this one part put back, among the schemes; what is the old version, has its name."""
        name = f"{_WITHOUT}-{n}"
        try:
            scheme = frozen(exchanged(self._new, self._old, one, forwards=False), name, self._asked.on, spare, {})
            if _rule(scheme) == _rule(schemes[0]):
                return _OLD
            DayRules(self._book.facts, [scheme], self._asked.on)
        except (TypeError, AttributeError, ZeroDivisionError):
            # One part of a version cannot always be put into the other, as a limit in years beside one in euros.
            return None
        schemes.append(scheme)
        return name

    def _can(self, name: str) -> Check:
        """True for whom a version can say yes, once everybody who must decide has said yes."""
        conditions = self._rules.by_id[name].conditions
        return Both([decided(one.check, TRUE, len(self._rules.names)) for one in conditions])

    def _facts_that_decide(self, schemes: Sequence[Scheme]) -> list[int]:
        """The facts in what is different: only these may be told of an example."""
        nodes: list[Node] = []
        for one in self._deciding:
            if one.part is Part.PAYMENT or (one.part is Part.AMOUNT and self._is_paid_by(one.id)):
                nodes += [node for scheme in schemes[:2] for case in scheme.payments[0].cases for node in case if node]
            frozen_ones = [c for scheme in schemes[:2] for c in scheme.conditions if c.id == one.id]
            nodes += [c.node for c in frozen_ones if c.node is not None]
            if one.part is Part.AMOUNT:
                named = [
                    c.id
                    for version in (self._old, self._new)
                    for c in version.conditions.values()
                    if c.node is not None and any(leaf.op == "amount" and leaf.name == one.id for leaf in c.node.walk())
                ]
                nodes += [c.node for s in schemes[:2] for c in s.conditions if c.id in named and c.node is not None]
        names = sorted({name for node in nodes for name in facts_in(node)})
        return [self._rules.index[name] for name in names]

    def _is_paid_by(self, amount: str) -> bool:
        """Whether this amount stands in what is paid, before or after."""
        cases = [case for version in (self._old, self._new) if version.payment for case in version.payment.cases]
        nodes = [node for case in cases for node in case if node is not None]
        return any(leaf.op == "amount" and leaf.name == amount for node in nodes for leaf in node.walk())

    # over the people -----------------------------------------------------------------------------------------------

    def add(self, people: People, known: Looked | None = None) -> None:
        """Add a block of people; `known` is what does not depend on the versions, if it was looked up before."""
        block = self._kernel.block(people)
        keys = None if self._secret is None else keys_of(self._secret, self._count.people, people.size)
        if known is not None:
            block.impossible = known.impossible
            groups = known.groups
        else:
            groups = grouped(people, self._groupings, self._book, self._asked.on)
        answers = {one.id: one for one in self._kernel.answers_of(block, self._paid)}
        self._count.add(list(answers.values()), people.size)
        possible = ~block.impossible if block.impossible is not None else np.ones(people.size, dtype=bool)
        self._contradictory += _cell(np.flatnonzero(~possible), keys)
        reach = {name: block.whether(one) for name, one in self._reach.items()}
        for codes in reach.values():
            codes[~possible] = NEE
        wins, loses = self._changed(block, reach)
        more, less, same = self._paid_otherwise(answers, reach, people.size)
        state = np.full(people.size, _STATES.index(frozenset({OPEN})), dtype=np.uint8)
        state[(wins == NEE) & (loses == NEE) & same] = _STATES.index(frozenset({SAME}))
        for kind, flags in ((WINS, wins == JA), (LOSES, loses == JA), (MORE, more), (LESS, less)):
            state[flags] = _STATES.index(frozenset({kind}))
        may_win, may_lose = wins == HANGT_AF, loses == HANGT_AF
        state[may_win] = _STATES.index(frozenset({OPEN, MAY_WIN}))
        state[may_lose] = _STATES.index(frozenset({OPEN, MAY_LOSE}))
        state[may_win & may_lose] = _STATES.index(frozenset({OPEN, MAY_WIN, MAY_LOSE}))
        codes = state * np.uint8(len(_REACHES)) + reach[_OLD] * np.uint8(3) + reach[_NEW]
        self._add_groups(codes, possible, groups, keys)
        rows = {kind: np.flatnonzero(_of_kind(kind)[state] & possible) for kind in _NOTICED}
        self._add_clauses(block, answers, rows, keys)
        self._patterns.add(block, rows, keys)

    def _changed(self, block: Block, reach: Mapping[str, Codes]) -> tuple[Codes, Codes]:
        """Who can get it that could not, and the other way round: NEE, HANGT_AF or JA.

        Where one version is settled the other one tells; where both are open, they may be so for the same reason.
        """
        old, new = reach[_OLD], reach[_NEW]
        wins, loses = np.minimum(new, JA - old), np.minimum(old, JA - new)
        both_open = np.flatnonzero((old == HANGT_AF) & (new == HANGT_AF))
        for codes, can_be, exact in ((wins, self._can_win, self._wins), (loses, self._can_lose, self._loses)):
            if not can_be:
                codes[:] = NEE
            elif both_open.size:
                codes[both_open] = _exact(block, exact, both_open)
        return wins, loses

    def _paid_otherwise(
        self, answers: Mapping[str, SchemeAnswers], reach: Mapping[str, Codes], size: int
    ) -> tuple[Flags, Flags, Flags]:
        """Who surely keeps it and is paid more, or less; and of whom the amount surely stays the same."""
        nothing = np.zeros(size, dtype=bool)
        if self._same_sum:
            return nothing, nothing, ~nothing
        (old_low, old_high), (new_low, new_high) = (_bounds(answers.get(name), size) for name in (_OLD, _NEW))
        keeps = (reach[_OLD] == JA) & (reach[_NEW] == JA)
        exact = (old_low == old_high) & (new_low == new_high) & (old_low == new_low)
        neither = (reach[_OLD] == NEE) & (reach[_NEW] == NEE)
        return keeps & (new_low > old_high), keeps & (new_high < old_low), exact | neither

    def _add_groups(self, codes: Codes, possible: Flags, groups: Grouped, keys: Keys | None) -> None:
        everybody = None if possible.all() else possible
        self._everybody.add(codes, None, everybody, keys)
        for name, flags in groups.least.items():
            self._least[name].add(codes, None, flags if everybody is None else flags & possible, keys)
        for counted, numbers in zip(self._groups, groups.numbers, strict=True):
            counted.add(codes, numbers, everybody, keys)

    def _add_clauses(
        self,
        block: Block,
        answers: dict[str, SchemeAnswers],
        rows: Mapping[str, NDArray[np.intp]],
        keys: Keys | None,
    ) -> None:
        """For each clause: of those who win or lose, or are paid otherwise, who is so by this clause alone."""
        paid_otherwise = rows[MORE].size or rows[LESS].size
        for name, count in zip(self._apart, self._clauses, strict=True):
            if name is None:
                continue
            if name == _OLD:
                for kind in _NOTICED:
                    _add_rows(count, kind, rows[kind], keys)
                continue
            wins, loses = self._by_clause[name]
            for one, sure, maybe in ((wins, WINS, MAY_WIN), (loses, LOSES, MAY_LOSE)):
                _add_rows(count, sure, rows[sure][_exact(block, one, rows[sure]) == JA], keys)
                _add_rows(count, maybe, rows[maybe][_exact(block, one, rows[maybe]) != NEE], keys)
            if paid_otherwise:
                size = block.people.size
                (without,) = self._kernel.answers_of(block, [name])
                (low, high), (low_without, high_without) = _bounds(answers.get(_NEW), size), _bounds(without, size)
                _add_rows(count, MORE, rows[MORE][(high_without < low)[rows[MORE]]], keys)
                _add_rows(count, LESS, rows[LESS][(low_without > high)[rows[LESS]]], keys)

    # shape ---------------------------------------------------------------------------------------------------------

    def shape(self, language: str, seconds: float, *, synthetic: bool, misfits: Iterable[Problem]) -> dict[str, Any]:
        """What `vergelijk --json` prints."""
        tell = _Tell(exact=synthetic)
        cost = {name: self._cost(name, tell) for name in (_OLD, _NEW)}
        return {
            "van": version_shape(self._old),
            "naar": {**version_shape(self._new), "wijzig": dict(self._asked.amounts), "zonder": [*self._asked.without]},
            "op": self._asked.on.isoformat(),
            "personen": tell.count(self._everybody.of(0).all() + self._contradictory),
            "synthetisch": synthetic,
            "afgerond": not synthetic,
            "tegenstrijdig": tell.count(self._contradictory),
            **self._group_shape(self._everybody.of(0), tell),
            "kosten": cost,
            "aannamen": self._assumed(cost[_NEW], tell),
            "doorWat": [
                {
                    **difference_in_words(self._book, one, self._old, self._new, language),
                    **{kind: tell.count(count[kind]) if apart else None for kind in _NOTICED},
                }
                for one, apart, count in zip(self._deciding, self._apart, self._clauses, strict=True)
            ],
            "anders": [
                difference_in_words(self._book, one, self._old, self._new, language)
                for one in self._found
                if one not in self._deciding and one.part is not Part.WORDS
            ],
            "voorbeelden": list(self._examples(tell)),
            "wieMinstLeren": [
                {
                    "groep": name,
                    "naam": LEAST_LEARNING[name].in_language(language),
                    **self._group_shape(one.of(0), tell),
                }
                for name, one in self._least.items()
            ],
            "perGroep": {
                grouping.name: [
                    {"groep": grouping.names[n], **self._group_shape(counted.of(n), tell)}
                    for n in order_of(grouping.names)
                    if counted.of(n).all().people
                ]
                for grouping, counted in zip(self._groupings, self._groups, strict=True)
            },
            "nietPassend": [one.in_language(language) for one in misfits],
            "seconden": round(seconds, 3),
        }

    def _group_shape(self, group: "_Group", tell: "_Tell") -> dict[str, Any]:
        kinds = {kind: tell.count(group.of_kind(kind)) for kind in _KINDS}
        reach = {
            name: {"zeker": tell.count(group.reached(name, JA)), "mogelijk": tell.count(group.reached(name, HANGT_AF))}
            for name in (_OLD, _NEW)
        }
        return {"personen": tell.count(group.all()), **kinds, "bereik": reach}

    def _cost(self, name: str, tell: "_Tell") -> dict[str, int | None] | None:
        """Between nobody of the possible ones and all of them; what others must decide is possible, not certain."""
        totals = self._count.schemes.get(name)
        if totals is None or totals.in_kind:
            return None
        certain, possible = (self._everybody.of(0).reached(name, code) for code in (JA, HANGT_AF))
        return {
            "min": tell.cents(totals.lowest[0], certain),
            "max": None if totals.endless[0] else tell.cents(totals.highest[0], certain + possible),
        }

    def _assumed(self, cost: Mapping[str, int | None] | None, tell: "_Tell") -> dict[str, Any] | None:
        """Cost and reach with the assumptions that were given; none is ever filled in."""
        use, anyway = self._asked.take_up, self._asked.anyway
        if use is None and anyway is None:
            return None
        low, high = use or (0, 100)
        least_new, most_new = 100 - anyway[1] if anyway else 0, 100 - anyway[0] if anyway else 100
        certain = self._everybody.of(0).reached(_NEW, JA)
        possible = certain + self._everybody.of(0).reached(_NEW, HANGT_AF)
        most = cost["max"] if cost else None
        return {
            "gebruik": list(use) if use else None,
            "tochAl": list(anyway) if anyway else None,
            "gebruikers": {
                "min": tell.count(certain.share(low)),
                "max": tell.count(possible.share(high, up=True)),
            },
            "leertErdoor": {
                "min": tell.count(certain.share(low * least_new, 10_000)),
                "max": tell.count(possible.share(high * most_new, 10_000, up=True)),
            },
            "kosten": {
                "min": tell.cents((cost["min"] or 0) * low // 100, certain),
                "max": None if most is None else tell.cents(most * high // 100, possible),
            }
            if cost
            else None,
        }

    def _examples(self, tell: "_Tell") -> Iterator[dict[str, Any]]:
        """One made-up person per kind of change, with only the facts in what is different."""
        for kind in _NOTICED:
            pattern, shared = self._patterns.commonest(kind)
            if shared.people < _SHARED_BY:
                continue
            told = {
                self._rules.names[fact]: _between(self._rules.cells[fact], state)
                for fact, state in zip(self._patterns.facts, pattern, strict=True)
                if state
            }
            yield {"wat": kind, "feiten": told, "gedeeldDoor": tell.count(shared)}


class _Patterns:
    """How many people of each kind of change have which states of some facts."""

    def __init__(self, rules: DayRules, facts: Sequence[int]) -> None:
        self.facts = facts
        self._sizes = [len(rules.cells[fact].representatives) + 1 for fact in facts]
        self._one_number = prod(self._sizes) <= _KEYS_AT_MOST
        self._met = {kind: Cells() for kind in _NOTICED}

    def add(self, block: Block, rows: Mapping[str, NDArray[np.intp]], keys: Keys | None) -> None:
        """Count the people in these rows of a block, by kind."""
        if not self.facts or not any(here.size for here in rows.values()):
            return
        states = [block.states(fact) for fact in self.facts]
        key: NDArray[Any] = np.zeros(block.people.size, dtype=np.int64)
        if self._one_number:
            for one, size in zip(states, self._sizes, strict=True):
                key = key * size + one
        for kind, here in rows.items():
            if not here.size:
                continue
            secret = np.zeros(here.size, dtype=np.int64) if keys is None else keys[here]
            patterns: Iterable[Any]
            if not self._one_number:
                several, of = np.unique(np.stack([one[here] for one in states], axis=1), axis=0, return_inverse=True)
                patterns = map(tuple, several.tolist())
            elif prod(self._sizes) <= _COUNTED_AT_ONCE:
                of = key[here]
                patterns = range(int(of.max()) + 1)
            else:
                met, of = np.unique(key[here], return_inverse=True)
                patterns = met.tolist()
            counts, sums = np.bincount(of), np.bincount(of, secret)
            for pattern, people, total in zip(patterns, counts.tolist(), sums.tolist(), strict=True):
                if people:
                    self._met[kind].add(pattern, people, int(total))

    def commonest(self, kind: str) -> tuple[tuple[int, ...], Cell]:
        """The states that most people of this kind have, and how many they are; the last of those of equal number."""
        met = self._met[kind].found
        found = max(met.items(), key=lambda pair: (pair[1].people, pair[0]), default=None)
        if found is None:
            return (), Cell(0, 0)
        key, people = found
        if not self._one_number:
            return key, people
        pattern: list[int] = []
        for size in reversed(self._sizes):
            key, state = divmod(key, size)
            pattern.append(state)
        return tuple(reversed(pattern)), people


@dataclass(frozen=True, slots=True)
class _Group:
    """Of one group how many people have each code, and the sum of their keys."""

    counts: NDArray[np.int64]
    keys: NDArray[np.int64]

    def all(self) -> Cell:
        """Everybody in it."""
        return Cell(int(self.counts.sum()), int(self.keys.sum()))

    def of_kind(self, kind: str) -> Cell:
        """To whom the new version is this."""
        chosen = _of_kind(kind)
        return Cell(*(int(one.reshape(len(_STATES), -1)[chosen].sum()) for one in (self.counts, self.keys)))

    def reached(self, version: str, code: int) -> Cell:
        """Who hears this from a version."""
        place = (_OLD, _NEW).index(version)
        heard = np.array([one[place] == code for one in _REACHES])
        return Cell(*(int(one.reshape(-1, len(_REACHES))[:, heard].sum()) for one in (self.counts, self.keys)))


class _Counted:
    """People by group and code, while they are added."""

    def __init__(self) -> None:
        self._counts: NDArray[np.int64] = np.zeros((1, _CODES), dtype=np.int64)
        self._keys = self._counts

    def add(
        self, codes: Codes, group: NDArray[np.integer[Any]] | None, chosen: Flags | None, keys: Keys | None
    ) -> None:
        """Add people, or those that are `chosen`; `group` has the number of the group of each, 0 without it."""
        of: NDArray[Any] = codes if group is None else group.astype(np.intp) * _CODES + codes
        if chosen is not None:
            of, keys = of[chosen], None if keys is None else keys[chosen]
        self._counts = _enlarged(self._counts, np.bincount(of))
        if keys is not None:
            self._keys = _enlarged(self._keys, np.bincount(of, keys).astype(np.int64))

    def of(self, group: int) -> _Group:
        """One group, or the only one."""
        nobody = np.zeros(_CODES, dtype=np.int64)
        return _Group(*(one[group] if group < len(one) else nobody for one in (self._counts, self._keys)))


def _enlarged(before: NDArray[np.int64], more: NDArray[np.int64]) -> NDArray[np.int64]:
    found = np.zeros(max(before.size, -(-more.size // _CODES) * _CODES), dtype=np.int64)
    found[: before.size] += before.ravel()
    found[: more.size] += more
    return found.reshape(-1, _CODES)


def _cell(rows: NDArray[np.intp], keys: Keys | None) -> Cell:
    return Cell(int(rows.size), 0 if keys is None else int(keys[rows].sum()))


def _add_rows(cells: Cells, name: str, rows: NDArray[np.intp], keys: Keys | None) -> None:
    cell = _cell(rows, keys)
    cells.add(name, cell.people, cell.key)


def _of_kind(kind: str) -> NDArray[np.bool_]:
    """Which states are of this kind."""
    return np.array([kind in one for one in _STATES])


def _exact(block: Block, asked: Whether, rows: NDArray[np.intp]) -> Codes:
    """The exact answer for some rows of a block."""
    known = [None if block.column(fact) is None else block.states(fact)[rows] for fact in asked.facts]
    return asked.of(known, int(rows.size))


@dataclass(frozen=True, slots=True)
class _Tell:
    """How numbers are told: exactly of made-up people, rounded of others, so that nobody can be found in them."""

    exact: bool

    def count(self, cell: Cell) -> int:
        return cell.people if self.exact else rounded(cell.people, cell.key, _ROUNDED_TO)

    def cents(self, cents: int, of: Cell) -> int:
        return cents if self.exact else rounded(cents, of.key, _CENTS_ROUNDED_TO)


def _bounds(said_here: SchemeAnswers | None, size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lowest and highest amount of each person in whole cents; nothing for who gets none."""
    low, high = np.zeros((2, size), dtype=np.int64)
    if said_here is not None and said_here.paid is not None:
        low[said_here.paid.rows], high[said_here.paid.rows] = said_here.paid.lowest, said_here.paid.highest
    return low, high


def _between(cells: FactCells, state: int) -> Any:
    """What stands for the values of a cell: an interval, or a value in it."""
    fact = cells.fact
    if not fact.kind.ordered:
        value = fact.given(cells.representatives[state - 1])
        return sorted(value) if isinstance(value, frozenset) else value
    low, high = cells.intervals[state - 1]
    first = None if low <= cells.low else spelled(fact, low)
    last = None if high >= cells.high else spelled(fact, high)
    return {"van": first, "tot en met": last}


def spelled(fact: Fact, plain: int) -> Any:
    """A plain value as it stands in JSON."""
    value = fact.given(plain)
    return value.isoformat() if isinstance(value, date) else value


def _sums(scheme: Scheme) -> tuple[Any, ...]:
    payment = scheme.payments[0]
    return payment.cases, payment.at_most


def _rule(scheme: Scheme) -> tuple[Any, ...]:
    """What of a scheme decides."""
    return tuple((one.id, one.kind, str(one.node)) for one in scheme.conditions), _sums(scheme)
