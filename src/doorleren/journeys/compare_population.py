# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Policy before it is law: two versions of a scheme over the same people on the same day.

Who can get it that could not, who no longer can, who is paid more or less, by which clause, and what it costs. What
others decide (a judgement, a condition that cannot be written) is taken to be decided well in both versions, and
windows to be open, so that only the rules differ. With something missing somebody counts only if every completion
says so; everybody else is "not certain".

Knows: how two versions stand beside each other over a population, and which groups and examples may be shown.
Leaves: what the differences are (rules), the answers over columns (population).
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..basics import Problem, parse_day, said
from ..population.columns import Flags, People
from ..population.groups import LEAST_LEARNING, Grouping, grouping, least_learning, order_of
from ..population.kernel import HANGT_AF, JA, NEE, Block, Kernel, SchemeAnswers
from ..population.patterns import Whether
from ..population.totals import Count
from ..rules import Book
from ..rules.cells import TRUE, FactCells
from ..rules.checks import Both, Check, Opposite, decided
from ..rules.day import DayRules
from ..rules.differences import How, Part, Version, differences, exchanged, frozen
from ..rules.expression import Node, NotUnderstood, parse
from ..rules.facts import Fact
from ..rules.meaning import facts_in
from ..rules.scheme import Scheme
from .read_people import PeopleReader, Tick
from .rule_changes import difference_in_words, named_version, version_shape

_OLD, _NEW, _WITHOUT = "was", "wordt", "wordt-zonder"
_SHARED_BY: Final = 10
"""An example is only told if at least so many people share it."""
_ROUNDED_TO: Final = 5
"""Counts of people who are not made up."""
_CENTS_ROUNDED_TO: Final = 100_000

WINS, LOSES, MORE, LESS, SAME, OPEN = "wint", "verliest", "krijgtMeer", "krijgtMinder", "gelijk", "nietZeker"
MAY_WIN, MAY_LOSE = "kanWinnen", "kanVerliezen"
"""Among those of whom it is not certain: some completion of what is missing makes them win, or lose."""
_KINDS: Final = (WINS, LOSES, MORE, LESS, SAME, OPEN, MAY_WIN, MAY_LOSE)
_NOTICED: Final = (WINS, LOSES, MORE, LESS, MAY_WIN, MAY_LOSE)


@dataclass(frozen=True, slots=True)
class Compared:
    """What to compare: two versions by name, the people, the day, and what is changed in the new one.

    `amounts` are amounts of the new version with another value, as text; `without` are its conditions that are left
    out. `take_up` and `anyway` are assumptions in percent, lowest and highest: who of those who can apply does so, and
    who of them would have learned anyway.
    """

    old: str
    new: str
    path: Path
    on: date
    links: tuple[str, str] | None = None
    amounts: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    take_up: tuple[int, int] | None = None
    anyway: tuple[int, int] | None = None
    misfit_is_unknown: bool = False


def compare_population(
    book: Book, asked: Compared, language: str, tick: Tick | None = None
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The comparison as `vergelijk --json` prints it, or everything that is wrong. Raises OSError for the file."""
    old, problems = named_version(book, asked.old, "OUD", asked.on)
    new, more = named_version(book, asked.new, "NIEUW", asked.on)
    problems += more
    if new is not None:
        new, more = _patched(new, asked)
        problems += more
    reader = PeopleReader(book, asked.path, asked.on, asked.links)
    found = [grouping(one, book.facts, asked.on) for one in asked.by]
    problems += [*reader.problems, *(one for one in found if isinstance(one, Problem))]
    if problems or old is None or new is None:
        return None, problems
    run = _Run(book, asked, old, new, [one for one in found if isinstance(one, Grouping)])
    started = time.perf_counter()
    for people in reader.people(tick):
        run.add(people)
    if problems := reader.found_wrong(asked.misfit_is_unknown):
        return None, problems
    return run.shape(reader, language, time.perf_counter() - started), []


# --- a patch of the new version -------------------------------------------------------------------------------------


def _patched(version: Version, asked: Compared) -> tuple[Version, list[Problem]]:
    """The version with the amounts and conditions of the command line."""
    problems: list[Problem] = []
    amounts = dict(version.amounts)
    for name, text in asked.amounts:
        value = _value_like(amounts.get(name), text)
        if name not in amounts:
            problems.append(_no_such("--wijzig", name, list(amounts)))
        elif value is None:
            shown = version.amounts[name]
            problems.append(
                Problem(
                    f"--wijzig {name}",
                    said(f"«{text}» past hier niet.", f"«{text}» does not fit here."),
                    said(f"een waarde zoals «{shown}»", f"a value such as «{shown}»"),
                    said("Verbeter de waarde.", "Correct the value."),
                )
            )
        else:
            amounts[name] = value
    for name in asked.without:
        if name not in version.conditions:
            problems.append(_no_such("--zonder", name, list(version.conditions)))
    conditions = {name: one for name, one in version.conditions.items() if name not in asked.without}
    return replace(version, amounts=amounts, conditions=conditions), problems


def _value_like(old: Any, text: str) -> Any:
    """The text as the same kind of value as the old one; None if it is not."""
    if isinstance(old, date):
        return parse_day(text)
    try:
        node = parse(text)
    except NotUnderstood:
        return None
    return node.value if node.op == "value" and type(node.value) is type(old) else None


def _no_such(option: str, name: str, names: Sequence[str]) -> Problem:
    return Problem(
        f"{option} {name}",
        said("Dit staat niet in deze versie.", "This is not in this version."),
        said(f"een van: {', '.join(names)}", f"one of: {', '.join(names)}"),
        said("Verbeter de naam.", "Correct the name."),
    )


# --- over the people ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """What was counted for one group of people."""

    people: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    reach: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, rows: NDArray[np.intp], kinds: Mapping[str, Flags], reach: Mapping[str, NDArray[np.uint8]]) -> None:
        self.people += int(rows.size)
        for name, flags in kinds.items():
            self.kinds[name] += int(np.count_nonzero(flags[rows]))
        for version, codes in reach.items():
            for code in (HANGT_AF, JA):
                self.reach[version, code] += int(np.count_nonzero(codes[rows] == code))


class _Run:
    """One comparison while people are added to it."""

    def __init__(self, book: Book, asked: Compared, old: Version, new: Version, groupings: Sequence[Grouping]) -> None:
        self._book, self._asked, self._old, self._new = book, asked, old, new
        self._groupings = groupings
        self._found = differences(old, new)
        self._deciding = [one for one in self._found if one.part.decides and one.how is not How.SOURCE]
        spare = {**old.amounts, **new.amounts}
        schemes = [frozen(version, name, asked.on, spare, {}) for name, version in ((_OLD, old), (_NEW, new))]
        self._apart: list[str | None] = []
        """For each deciding difference the new version without it, or None where that makes no rule."""
        for n, one in enumerate(self._deciding):
            name = f"{_WITHOUT}-{n}"
            try:
                scheme = frozen(exchanged(new, old, one, forwards=False), name, asked.on, spare, {})
                DayRules(book.facts, [scheme], asked.on)
            except (TypeError, AttributeError, ZeroDivisionError):
                # One part of a version cannot always be put into the other, as a limit in years beside one in euros.
                self._apart.append(None)
            else:
                self._apart.append(name)
                schemes.append(scheme)
        self._rules = DayRules(book.facts, schemes, asked.on)
        self._kernel = Kernel(self._rules)
        can = {scheme.id: self._can(scheme.id) for scheme in schemes}
        self._reach = {name: Whether(self._rules, can[name]) for name in (_OLD, _NEW)}
        wins, loses = Both([Opposite(can[_OLD]), can[_NEW]]), Both([can[_OLD], Opposite(can[_NEW])])
        self._wins, self._loses = Whether(self._rules, wins), Whether(self._rules, loses)
        self._by_clause = {
            name: (
                Whether(self._rules, Both([wins, Opposite(can[name])])),
                Whether(self._rules, Both([loses, can[name]])),
            )
            for name in self._apart
            if name is not None
        }
        self._same_sum = _sums(schemes[0]) == _sums(schemes[1])
        self._clauses = [Counter[str]() for _ in self._deciding]
        self._count, self._everybody = Count(), _Group()
        self._least = {name: _Group() for name in LEAST_LEARNING}
        self._groups: list[dict[int, _Group]] = [{} for _ in groupings]
        self._deciding_facts = self._facts_that_decide(schemes)
        self._patterns: dict[str, Counter[tuple[int, ...]]] = {kind: Counter() for kind in _NOTICED}
        self._contradictory = 0

    def _can(self, name: str) -> Check:
        """True for whom a version can say yes, once everybody who must decide has said yes."""
        conditions = self._rules.by_id[name].conditions
        return Both([decided(one.check, TRUE, len(self._rules.names)) for one in conditions])

    def _facts_that_decide(self, schemes: Sequence[Scheme]) -> list[int]:
        """The facts in what is different: only these may be told of an example."""
        nodes: list[Node] = []
        for one in self._deciding:
            if one.part is Part.PAYMENT or one.part is Part.AMOUNT:
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

    def add(self, people: People) -> None:
        """Add a block of people."""
        block = self._kernel.block(people)
        answers = {one.id: one for one in self._kernel.answers_of(block)}
        self._count.add([answers[_OLD], answers[_NEW]], people.size)
        possible = ~block.impossible if block.impossible is not None else np.ones(people.size, dtype=bool)
        self._contradictory += int(np.count_nonzero(~possible))
        reach = {name: block.whether(one) * possible for name, one in self._reach.items()}
        wins, loses = block.whether(self._wins), block.whether(self._loses)
        more, less, same = self._paid_otherwise(answers[_OLD], answers[_NEW], reach)
        settled = (wins == NEE) & (loses == NEE)
        kinds = {
            WINS: (wins == JA) & possible,
            LOSES: (loses == JA) & possible,
            MORE: more & possible,
            LESS: less & possible,
            SAME: settled & same & possible,
        }
        kinds[OPEN] = possible & ~np.logical_or.reduce(list(kinds.values()))
        kinds[MAY_WIN] = possible & (wins == HANGT_AF)
        kinds[MAY_LOSE] = possible & (loses == HANGT_AF)
        everybody = np.flatnonzero(possible)
        self._everybody.add(everybody, kinds, reach)
        for name, flags in least_learning(people, self._book.facts, self._asked.on).items():
            self._least[name].add(np.flatnonzero(flags & possible), kinds, reach)
        for one, groups in zip(self._groupings, self._groups, strict=True):
            numbers = one.of(people)
            for number in np.unique(numbers[everybody]).tolist():
                rows = np.flatnonzero(possible & (numbers == number))
                groups.setdefault(number, _Group()).add(rows, kinds, reach)
        self._add_clauses(block, answers, kinds)
        self._add_patterns(block, kinds)

    def _paid_otherwise(
        self, old: SchemeAnswers, new: SchemeAnswers, reach: Mapping[str, NDArray[np.uint8]]
    ) -> tuple[Flags, Flags, Flags]:
        """Who surely keeps it and is paid more, or less; and of whom the amount surely stays the same."""
        size = old.outcome.size
        nothing = np.zeros(size, dtype=bool)
        if self._same_sum:
            return nothing, nothing, ~nothing
        (old_low, old_high), (new_low, new_high) = _bounds(old), _bounds(new)
        keeps = (reach[_OLD] == JA) & (reach[_NEW] == JA)
        exact = (old_low == old_high) & (new_low == new_high) & (old_low == new_low)
        neither = (reach[_OLD] == NEE) & (reach[_NEW] == NEE)
        return keeps & (new_low > old_high), keeps & (new_high < old_low), exact | neither

    def _add_clauses(self, block: Block, answers: Mapping[str, SchemeAnswers], kinds: Mapping[str, Flags]) -> None:
        """For each clause: of those who win or lose, or are paid otherwise, who is so by this clause alone."""
        for name, count in zip(self._apart, self._clauses, strict=True):
            if name is None:
                continue
            wins, loses = self._by_clause[name]
            for one, sure, maybe in ((wins, WINS, MAY_WIN), (loses, LOSES, MAY_LOSE)):
                if kinds[sure].any() or kinds[maybe].any():
                    codes = block.whether(one)
                    count[sure] += int(np.count_nonzero((codes == JA) & kinds[sure]))
                    count[maybe] += int(np.count_nonzero((codes != NEE) & kinds[maybe]))
            if kinds[MORE].any() or kinds[LESS].any():
                (low, high), (low_without, high_without) = _bounds(answers[_NEW]), _bounds(answers[name])
                count[MORE] += int(np.count_nonzero(kinds[MORE] & (high_without < low)))
                count[LESS] += int(np.count_nonzero(kinds[LESS] & (low_without > high)))

    def _add_patterns(self, block: Block, kinds: Mapping[str, Flags]) -> None:
        for kind, patterns in self._patterns.items():
            rows = np.flatnonzero(kinds[kind])
            if rows.size and self._deciding_facts:
                states = np.stack([block.states(fact)[rows] for fact in self._deciding_facts], axis=1)
                met, count = np.unique(states, axis=0, return_counts=True)
                patterns.update(dict(zip(map(tuple, met.tolist()), count.tolist(), strict=True)))

    # shape ---------------------------------------------------------------------------------------------------------

    def shape(self, reader: PeopleReader, language: str, seconds: float) -> dict[str, Any]:
        """What `vergelijk --json` prints."""
        tell = _Tell(exact=reader.synthetic)
        cost = {name: self._cost(name, tell) for name in (_OLD, _NEW)}
        return {
            "van": version_shape(self._old),
            "naar": {**version_shape(self._new), "wijzig": dict(self._asked.amounts), "zonder": [*self._asked.without]},
            "op": self._asked.on.isoformat(),
            "personen": tell.count(self._count.people),
            "synthetisch": reader.synthetic,
            "afgerond": not reader.synthetic,
            "tegenstrijdig": tell.count(self._contradictory),
            **self._group_shape(self._everybody, tell),
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
                {"groep": name, "naam": LEAST_LEARNING[name].in_language(language), **self._group_shape(one, tell)}
                for name, one in self._least.items()
            ],
            "perGroep": {
                grouping.name: [
                    {"groep": grouping.names[n], **self._group_shape(groups[n], tell)}
                    for n in order_of(grouping.names)
                    if n in groups
                ]
                for grouping, groups in zip(self._groupings, self._groups, strict=True)
            },
            "nietPassend": [one.in_language(language) for one in reader.misfits()],
            "seconden": round(seconds, 3),
        }

    def _group_shape(self, group: _Group, tell: "_Tell") -> dict[str, Any]:
        reach = {
            name: {"zeker": tell.count(group.reach[name, JA]), "mogelijk": tell.count(group.reach[name, HANGT_AF])}
            for name in (_OLD, _NEW)
        }
        kinds = {kind: tell.count(group.kinds[kind]) for kind in _KINDS}
        return {"personen": tell.count(group.people), **kinds, "bereik": reach}

    def _cost(self, name: str, tell: "_Tell") -> dict[str, int | None] | None:
        """Between nobody of the possible ones and all of them; what others must decide is possible, not certain."""
        totals = self._count.schemes[name]
        if totals.in_kind:
            return None
        return {
            "min": tell.cents(totals.lowest[0]),
            "max": None if totals.endless[0] else tell.cents(totals.highest[0]),
        }

    def _assumed(self, cost: Mapping[str, int | None] | None, tell: "_Tell") -> dict[str, Any] | None:
        """Cost and reach with the assumptions that were given; none is ever filled in."""
        use, anyway = self._asked.take_up, self._asked.anyway
        if use is None and anyway is None:
            return None
        low, high = use or (0, 100)
        least_new, most_new = 100 - anyway[1] if anyway else 0, 100 - anyway[0] if anyway else 100
        certain = self._everybody.reach[_NEW, JA]
        possible = certain + self._everybody.reach[_NEW, HANGT_AF]
        most = cost["max"] if cost else None
        return {
            "gebruik": list(use) if use else None,
            "tochAl": list(anyway) if anyway else None,
            "gebruikers": {"min": tell.count(certain * low // 100), "max": tell.count(-(-possible * high // 100))},
            "leertErdoor": {
                "min": tell.count(certain * low * least_new // 10_000),
                "max": tell.count(-(-possible * high * most_new // 10_000)),
            },
            "kosten": {
                "min": tell.cents((cost["min"] or 0) * low // 100),
                "max": None if most is None else tell.cents(most * high // 100),
            }
            if cost
            else None,
        }

    def _examples(self, tell: "_Tell") -> Iterator[dict[str, Any]]:
        """One made-up person per kind of change, with only the facts in what is different."""
        for kind, patterns in self._patterns.items():
            pattern, people = max(patterns.items(), key=lambda pair: (pair[1], pair[0]), default=((), 0))
            if people < _SHARED_BY:
                continue
            told = {
                self._rules.names[fact]: _between(self._rules.cells[fact], state)
                for fact, state in zip(self._deciding_facts, pattern, strict=True)
                if state
            }
            yield {"wat": kind, "feiten": told, "gedeeldDoor": tell.count(people)}


@dataclass(frozen=True, slots=True)
class _Tell:
    """How numbers are told: exactly of made-up people, rounded of others, so that nobody can be found in them."""

    exact: bool

    def count(self, people: int) -> int:
        return people if self.exact else _ROUNDED_TO * round(people / _ROUNDED_TO)

    def cents(self, cents: int) -> int:
        return cents if self.exact else _CENTS_ROUNDED_TO * ((cents + _CENTS_ROUNDED_TO // 2) // _CENTS_ROUNDED_TO)


def _bounds(said_here: SchemeAnswers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lowest and highest amount of each person; nothing for who gets none."""
    low, high = np.zeros((2, said_here.outcome.size), dtype=np.int64)
    if said_here.paid is not None:
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
