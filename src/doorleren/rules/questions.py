# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which question to ask next.

Knows: two aims – settle everything with few questions, or reach a first certain yes quickly.
What we expect people to answer (`Fact.weights`, or a sample of earlier people) orders questions and decides nothing.
Leaves: how the question is put (the fact's own words).
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, Protocol

from .amounts import Values
from .cells import FactCells
from .checks import CAN_FAIL, EITHER, States
from .day import DayRules, DayScheme
from .facts import Kind

_PAID: Final = {"subsidie", "vergoeding", "lening", "fiscaal", "in-natura"}
"""The kinds that are money or a paid place; a right alone is not yet a first yes."""


_FEWEST_ALIKE: Final = 5


class Aim(StrEnum):
    """What the questions are for."""

    ALL = "alles"
    FIRST_YES = "eerste-ja"


class Expectation(Protocol):
    """What we expect people to answer, given what is known already."""

    def shares(self, place: int, states: States) -> Sequence[float]:
        """The expected share of people in each cell of a fact, as parts of one."""
        ...


class Weights:
    """The expectation that follows from the weights in `facts.yaml`, fact by fact."""

    def __init__(self, cells: Sequence[FactCells]) -> None:
        self._shares = [_shares(one) for one in cells]

    def shares(self, place: int, states: States) -> Sequence[float]:
        return self._shares[place]


class Sample:
    """The expectation that follows from a sample of people: those who answered alike so far.

    `people` are states in which every fact is known. With fewer than five alike, the whole sample is used.
    """

    def __init__(self, cells: Sequence[FactCells], people: Sequence[States]) -> None:
        self._cells, self._people = cells, people

    def shares(self, place: int, states: States) -> Sequence[float]:
        known = [n for n, state in enumerate(states[: len(self._people[0])]) if len(self._cells[n].members[state]) == 1]
        alike = [person for person in self._people if all(person[n] == states[n] for n in known)]
        counts = [0] * len(self._cells[place].representatives)
        for person in alike if len(alike) >= _FEWEST_ALIKE else self._people:
            counts[person[place] - 1] += 1
        whole = sum(counts)
        return [count / whole for count in counts]


def _shares(cells: FactCells) -> list[float]:
    fact, weights = cells.fact, cells.fact.weights
    if fact.expected is not None:
        parts = _overlaps(cells)
    elif not weights:
        parts = [1.0] * len(cells.representatives)
    elif fact.kind is Kind.VERZAMELING:
        total = max(100, *weights.values())
        chances = {value: weights.get(value, 1) / total for value in fact.values}
        parts = [_product(c if v in sample else 1 - c for v, c in chances.items()) for sample in cells.representatives]  # type: ignore[operator]
    elif fact.kind is Kind.LADDER:
        steps = [weights.get(value, 1) for value in fact.values]
        parts = [float(sum(steps[low : high + 1])) for low, high in cells.intervals]
    elif fact.kind is Kind.JA_NEE:
        parts = [float(weights.get("ja" if sample else "nee", 1)) for sample in cells.representatives]
    else:
        # One representative stands for all values with the same answers; what is left goes to it.
        parts = [float(weights.get(str(sample), 1)) for sample in cells.representatives]
    whole = sum(parts) or 1.0
    return [part / whole for part in parts]


def _overlaps(cells: FactCells) -> list[float]:
    """How much of the stretch in which most answers lie falls in each interval; a little for the rest."""
    low, high = cells.stretch
    size = max(high - low, 1)
    return [max(0, min(last + 1, high) - max(first, low)) / size + 0.01 for first, last in cells.intervals]


def _product(numbers: Iterable[float]) -> float:
    result = 1.0
    for number in numbers:
        result *= number
    return result


class Asker:
    """Chooses questions under the rules of one day."""

    def __init__(
        self, rules: DayRules, schemes: Iterable[DayScheme] | None = None, expectation: Expectation | None = None
    ) -> None:
        """Without an expectation, the weights in the facts are used."""
        self._rules = rules
        self._expectation = expectation or Weights(rules.cells)
        self._schemes = list(rules.schemes if schemes is None else schemes)
        self._askable = len(rules.names)

    def next(
        self, states: States, aim: Aim = Aim.ALL, skip: frozenset[str] = frozenset(), values: Values | None = None
    ) -> str | None:
        """The fact to ask next; None when no answer can change an outcome (or, with `values`, an amount) any more.

        Judgements by others are left aside: nobody can answer those here. `skip` are facts a person does not know,
        `values` the plain values of those that are known.
        """
        trial = self._as_if_judged(states)
        undecided = [s for s in self._schemes if s.rule.reach(trial) == EITHER]
        wanted = self._wanted(undecided, trial, skip)
        if aim is Aim.FIRST_YES:
            likely = self._likeliest(undecided, trial, wanted)
            if likely is not None:
                return self._rules.names[likely]
        if not wanted:
            before = self._before_a_judgement(states, skip)
            return before if before or values is None else self._for_an_amount(trial, values, skip)
        best = min(
            wanted, key=lambda place: (round(self._left_after(place, undecided, trial), 9), -wanted[place], place)
        )
        return self._rules.names[best]

    def _before_a_judgement(self, states: States, skip: frozenset[str]) -> str | None:
        """The missing fact that decides in most schemes whether anybody has to judge at all."""
        wanted: dict[int, int] = {}
        for scheme in self._schemes:
            if scheme.open_facts and scheme.rule.reach(states) == EITHER:
                for place in scheme.rule.matter(states):
                    if place < self._askable and self._rules.names[place] not in skip:
                        wanted[place] = wanted.get(place, 0) + 1
        return self._rules.names[min(wanted, key=lambda place: (-wanted[place], place))] if wanted else None

    def _for_an_amount(self, states: States, values: Values, skip: frozenset[str]) -> str | None:
        """The missing fact that decides how much most schemes pay that do not say no."""
        wanted: dict[int, int] = {}
        for scheme in self._schemes:
            if scheme.rule.reach(states) == CAN_FAIL:
                continue
            for place in scheme.paid.matter(states, values):
                if self._rules.names[place] not in skip:
                    wanted[place] = wanted.get(place, 0) + 1
        if not wanted:
            return None
        return self._rules.names[min(wanted, key=lambda place: (-wanted[place], place))]

    def _as_if_judged(self, states: States) -> States:
        return [*states[: self._askable], *(2 for _ in states[self._askable :])]

    def _wanted(self, undecided: Sequence[DayScheme], states: States, skip: frozenset[str]) -> dict[int, int]:
        """The facts that could change an outcome, with the number of schemes that miss them."""
        wanted: dict[int, int] = {}
        for scheme in undecided:
            for place in scheme.rule.matter(states):
                if self._rules.names[place] not in skip:
                    wanted[place] = wanted.get(place, 0) + 1
        return wanted

    def _left_after(self, place: int, undecided: Sequence[DayScheme], states: States) -> float:
        """How many facts we expect to matter still, once this one is known."""
        left = 0.0
        for share, trial in self._answers(place, states):
            still = {f for s in undecided if s.rule.reach(trial) == EITHER for f in s.rule.matter(trial)}
            left += share * len(still)
        return left

    def _answers(self, place: int, states: States) -> list[tuple[float, States]]:
        shares = self._expectation.shares(place, states)
        found = []
        for cell in self._rules.cells[place].members[states[place]]:
            trial = list(states)
            trial[place] = cell + 1
            if shares[cell] and self._rules.follow(trial):
                found.append((shares[cell], trial))
        whole = sum(share for share, _ in found) or 1.0
        return [(share / whole, trial) for share, trial in found]

    def _likeliest(self, undecided: Sequence[DayScheme], states: States, wanted: Mapping[int, int]) -> int | None:
        """The question that most quickly tests the scheme likeliest to be a certain yes."""
        best: tuple[float, int] | None = None
        for scheme in undecided:
            if scheme.open_facts or scheme.scheme.kind.value not in _PAID:
                continue
            missing = [place for place in scheme.rule.matter(states) if place in wanted]
            if not missing:
                continue
            chances = {place: self._chance_to_stay(place, scheme, states) for place in missing}
            score = _product(chances.values()) / len(missing)
            if best is None or score > best[0]:
                best = (score, min(missing, key=lambda place: (chances[place], place)))
        return best[1] if best else None

    def _chance_to_stay(self, place: int, scheme: DayScheme, states: States) -> float:
        return sum(share for share, trial in self._answers(place, states) if scheme.rule.reach(trial) != CAN_FAIL)
