# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stranger who knows only GET /v1/feiten can enumerate every completion of a profile, and finds what we say.

Nothing of the rules is imported: the stranger reads `grenzen`, `min`, `max`, `patroon` and `nietSamen`, fills in
everything that is missing in every way that matters, asks about each whole profile, and puts the answers together.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any

import pytest

from doorleren.rules import Book
from doorleren.wiring import use_book

from .conftest import ANNE, DAY, Stranger

Facts = dict[str, Any]
VERY_HIGH, HIGHER = 10**13, 2 * 10**13
"""Stand for "as high as you like": an amount that grows along with them has no ceiling."""


class Facets:
    """What the stranger reads in GET /v1/feiten."""

    def __init__(self, shape: dict[str, Any]) -> None:
        self.facts = {one["naam"]: one for one in shape["feiten"] if not one["afgeleidVan"]}
        self._never = [one["alle"] for one in shape["nietSamen"]]

    def values(self, name: str) -> list[Any]:
        """Values of a fact, at both ends of every stretch between two thresholds, or one of each kind."""
        fact = self.facts[name]
        kind, bounds = fact["type"], fact["grenzen"]
        if kind in ("geheel-getal", "geld", "percentage"):
            tops = [fact["max"]] if fact["max"] is not None else [VERY_HIGH, HIGHER]
            return sorted({*bounds, *(value - 1 for value in bounds[1:]), *tops})
        if kind == "datum":
            days = [date.fromisoformat(value) for value in bounds]
            ends = [day - timedelta(days=1) for day in days[1:]]
            return sorted({*bounds, *(day.isoformat() for day in ends), fact["max"]})
        if kind == "code":
            return [*bounds, *self._another_code(fact)]
        return list(bounds)

    def _another_code(self, fact: dict[str, Any]) -> list[str]:
        """A code that no rule names, nor any beginning of it."""
        if fact["patroon"] != "[0-9]{2,5}" or not fact["grenzen"]:
            return []
        free = (f"{n:02d}" for n in range(99, 0, -1))
        return [next(code for code in free if not any(named[:2] == code for named in fact["grenzen"]))]

    def can_be(self, facts: Facts) -> bool:
        """Whether such a person can exist."""
        return not any(all(self._holds(part, facts) for part in parts) for parts in self._never)

    def _holds(self, part: dict[str, Any], facts: Facts) -> bool:
        if part["feit"] not in facts:
            return False
        value, wanted, how = facts[part["feit"]], part["waarde"], part["bewerking"]
        if how.startswith("not "):
            return not self._holds({**part, "bewerking": how.removeprefix("not ")}, facts)
        if self.facts[part["feit"]]["type"] == "ladder":
            steps = self.facts[part["feit"]]["waarden"].index
            value, wanted = steps(value), [steps(one) for one in wanted] if isinstance(wanted, list) else steps(wanted)
        match how:
            case "=":
                return bool(value == wanted)
            case "!=":
                return bool(value != wanted)
            case "<":
                return bool(value < wanted)
            case "<=":
                return bool(value <= wanted)
            case ">":
                return bool(value > wanted)
            case ">=":
                return bool(value >= wanted)
            case "in":
                return value in wanted
            case "has":
                return set(wanted) <= set(value)
            case "overlaps":
                return bool(set(wanted) & set(value))
            case "within":
                return set(value) <= set(wanted)
            case "is empty":
                return not value
        raise AssertionError(f"a comparison that the description does not name: {how}")

    def a_person(self, choose: random.Random) -> Facts:
        """Somebody about whom everything is known."""
        while True:
            facts = {name: choose.choice(values) for name in self.facts if (values := self._told(name))}
            if self.can_be(facts):
                return facts

    def _told(self, name: str) -> list[Any]:
        """Values that somebody tells: where anything goes, not as high as that."""
        fact, values = self.facts[name], self.values(name)
        if "max" in fact and fact["max"] is None:
            return [*values[:-2], fact["grenzen"][-1] + 90_000]
        return values

    def some_missing(self, choose: random.Random, count: int, completions_max: int) -> list[str]:
        """Facts to leave out, of those that rules look at, so that there are not too many completions."""
        looked_at = [name for name in self.facts if len(self.values(name)) > 1]
        while True:
            missing = choose.sample(looked_at, count)
            if prod(len(self.values(name)) for name in missing) <= completions_max:
                return missing

    def completions(self, facts: Facts, missing: list[str]) -> Iterator[Facts]:
        """Every way to fill in what is missing that can be."""
        for values in product(*(self.values(name) for name in missing)):
            whole = {**facts, **dict(zip(missing, values, strict=True))}
            if self.can_be(whole):
                yield whole


@dataclass(slots=True)
class Together:
    """What the answers about all completions say together about one scheme."""

    outcomes: set[str] = field(default_factory=set)
    amounts: list[tuple[int, int | None]] = field(default_factory=list)

    def add(self, found: dict[str, Any]) -> None:
        self.outcomes.add(found["uitkomst"])
        if found["bedrag"] is not None and found["uitkomst"] in ("ja", "hangt-af"):
            self.amounts.append((found["bedrag"]["min"], found["bedrag"]["max"]))

    @property
    def outcome(self) -> str:
        return next(iter(self.outcomes)) if len(self.outcomes) == 1 else "hangt-af"

    @property
    def amount(self) -> dict[str, int | None] | None:
        if not self.amounts:
            return None
        tops = [top for _, top in self.amounts]
        top = (
            None
            if any(one is None or one >= VERY_HIGH // 100 for one in tops)
            else max(t for t in tops if t is not None)
        )
        return {"min": min(low for low, _ in self.amounts), "max": top}


def put_together(
    stranger: Stranger, facets: Facets, facts: Facts, missing: list[str]
) -> tuple[dict[str, Together], int]:
    together: dict[str, Together] = {}
    count = 0
    for whole in facets.completions(facts, missing):
        count += 1
        for found in stranger.overview(whole, DAY).json["regelingen"]:
            if "uitkomst" in found:
                together.setdefault(found["id"], Together()).add(found)
    return together, count


def compare(stranger: Stranger, facets: Facets, facts: Facts, missing: list[str]) -> int:
    """Hold what we say about a profile with holes against what all its completions say; gives their number."""
    known = {name: value for name, value in facts.items() if name not in missing}
    together, count = put_together(stranger, facets, known, missing)
    ours = {one["id"]: one for one in stranger.overview(known, DAY).json["regelingen"] if "uitkomst" in one}

    assert set(ours) == set(together)
    for name, answers in together.items():
        found = ours[name]
        assert found["uitkomst"] == answers.outcome, (name, known, missing)
        assert found["bedrag"] == answers.amount, (name, known, missing)
        facts_named = {point["naam"] for point in found["hangtAfVan"] if point["soort"] == "feit"}
        assert facts_named <= set(missing)
        assert bool(facts_named) == (len(answers.outcomes) > 1), (name, known, missing)
    return count


@pytest.fixture
def facets(stranger: Stranger) -> Facets:
    return Facets(stranger.get(f"/v1/feiten?op={DAY}").json)


SEEDS = range(24)
OFTEN_LOOKED_AT = [*ANNE, "werkgever_aantal_werknemers", "startkwalificatie", "hoogste_diploma", "werk", "verblijf"]


def somebody(facets: Facets, seed: int) -> tuple[Facts, list[str]]:
    """A person, and what they leave out: by turns anybody, and somebody much like Anne for whom much depends."""
    choose = random.Random(seed)
    if seed % 2:
        return facets.a_person(choose), facets.some_missing(choose, 4, 400)
    while True:
        facts = {**facets.a_person(choose), **ANNE}
        if facets.can_be(facts):
            return facts, choose.sample(OFTEN_LOOKED_AT, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_we_say_is_what_all_completions_say(stranger: Stranger, facets: Facets, seed: int) -> None:
    facts, missing = somebody(facets, seed)

    count = compare(stranger, facets, facts, missing)

    assert count >= 2


def test_the_stranger_sees_all_three_outcomes_and_intervals(stranger: Stranger, facets: Facets) -> None:
    """A comparison of nothing proves nothing: there are certain answers, open ones, and amounts that differ."""
    outcomes, intervals, without_ceiling = set(), 0, 0
    for seed in SEEDS:
        facts, missing = somebody(facets, seed)
        for found in stranger.overview({k: v for k, v in facts.items() if k not in missing}).json["regelingen"]:
            outcomes.add(found.get("uitkomst"))
            amount = found["bedrag"] or {"min": 0, "max": 0}
            intervals += amount["max"] is not None and amount["min"] < amount["max"]
            without_ceiling += amount["max"] is None

    assert {"ja", "nee", "hangt-af"} <= outcomes
    assert intervals >= 3
    assert without_ceiling >= 1


def test_a_yes_that_only_what_cannot_go_together_makes_certain(stranger: Stranger, facets: Facets) -> None:
    """Diploma and start qualification are both unknown, and still every person who can exist meets the condition."""
    facts = {"inburgeringsplichtig": False, "verblijf": "nederlander"}
    missing = ["startkwalificatie", "hoogste_diploma"]

    together, count = put_together(stranger, facets, facts, missing)

    assert count >= 3
    assert together["altijd-een-weg"].outcomes == {"ja"}
    assert stranger.overview(facts).scheme("altijd-een-weg")["uitkomst"] == "ja"


@pytest.mark.parametrize("seed", range(6))
def test_the_book_that_comes_with_the_program_says_what_all_completions_say(
    stranger: Stranger, shipped: Book, seed: int
) -> None:
    """The same stranger, who knows nothing of these schemes either."""
    choose = random.Random(seed)
    with use_book(shipped):
        facets = Facets(stranger.get(f"/v1/feiten?op={DAY}").json)
        facts = facets.a_person(choose)

        count = compare(stranger, facets, facts, facets.some_missing(choose, 3, 60))

    assert count >= 2


def test_the_stranger_reads_patterns_that_we_still_have(facets: Facets) -> None:
    """The stranger makes up another code only for branches; every other code without a list is not looked at."""
    for name, fact in facets.facts.items():
        if fact["type"] == "code" and not name.endswith("gemeente"):
            assert re.fullmatch(fact["patroon"], "38") or fact["grenzen"] == []
