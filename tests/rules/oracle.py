# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A second, naive reading of the rule form, to check the first one against.

It evaluates one complete profile at a time, straight from the YAML, and answers questions about a partial profile
by trying every completion. It is slow and simple on purpose. Of the program it uses the parsed text alone: what
the names mean, which version holds, how a sum is rounded is all written here a second time, from docs/rule-form.md.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import floor, prod
from pathlib import Path
from typing import Any

import yaml

from doorleren.rules.expression import Node, parse

TESTS = ("if", "all", "any", "not", "first", "table")
OPEN = ("judged_by", "not_expressed")
HUGE = 10**14
"""Stands for "as much as you like"; a sum that still grows past it has no ceiling."""

Profile = Mapping[str, Any]
"""Each fact with its value: yes/no, number, day, text, or a frozenset of texts."""


def load(path: Path) -> Any:
    """A YAML file in which every value is still the text that was written."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


# --- days -----------------------------------------------------------------------------------------------------------


def day_of(text: str) -> date:
    return date(*map(int, text.split("-")))


def holds(part: Mapping[str, Any], day: date) -> bool:
    """`until` is the first day on which it no longer holds."""
    return str(part.get("from", "0000")) <= day.isoformat() < str(part.get("until", "9999-99"))


@dataclass(frozen=True)
class Length:
    """A period as it was written: so many months and days."""

    months: int
    days: int

    def after(self, day: date, sign: int = 1) -> date:
        month = day.year * 12 + day.month - 1 + sign * self.months
        year, month = month // 12, month % 12 + 1
        if not 1 <= year <= 9999:
            return date.min if year < 1 else date.max
        number = day.day
        while True:
            try:
                start = date(year, month, number)
                break
            except ValueError:
                number -= 1
        try:
            return start + timedelta(days=sign * self.days)
        except OverflowError:
            return date.min if sign * self.days < 0 else date.max


def whole_years(first: date, last: date) -> int:
    return (_digits(last) - _digits(first)) // 10_000


def whole_months(first: date, last: date) -> int:
    return ((last.year * 12 + last.month) * 100 + last.day - (first.year * 12 + first.month) * 100 - first.day) // 100


def _digits(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


# --- values ---------------------------------------------------------------------------------------------------------


UNITS = {"year": (12, 0), "month": (1, 0), "week": (0, 7), "day": (0, 1)}


def amount_of(name: str, raw: Any) -> Any:
    """What an amount or limit is worth, from the text in the file."""
    if isinstance(raw, list):
        return tuple(raw)
    if name.endswith("_eurocent"):
        return int(raw)
    if raw.endswith("%"):
        return Fraction(raw[:-1]) / 100
    if re.fullmatch(r"\d+-\d+-\d+", raw):
        return day_of(raw)
    if " " in raw:
        number, unit = raw.split()
        months, days = UNITS[unit.removesuffix("s")]
        return Length(months * int(number), days * int(number))
    return int(raw)


class Unknown(Exception):
    """A table does not say what follows from a fact."""


class World:
    """The facts: their domains, what follows from them, and which cannot go together."""

    def __init__(self, raw: Mapping[str, Any], tables: Mapping[str, Any]) -> None:
        self.facts, self.derived = raw["facts"], raw.get("derived") or {}
        self.impossible = [parsed(one["if"]) for one in raw.get("impossible") or []]
        self._never: list[Any] = [(sorted(self.base_facts([one])), one, {}) for one in self.impossible]
        self.tables = {name: table["rows"] for name, table in tables.items()}

    @classmethod
    def at(cls, folder: Path) -> "World":
        tables = {path.stem: load(path) for path in (folder / "tables").glob("*.yaml")}
        return cls(load(folder / "facts.yaml"), tables)

    def can_be(self, profile: Profile, day: date) -> bool:
        """Whether such a person can exist, looking only at combinations of which every fact is in the profile."""
        for names, rule, answers in self._never:
            if all(name in profile for name in names):
                key = (day, *[profile[name] for name in names])
                if key not in answers:
                    answers[key] = evaluate(rule, self, profile, day, {})
                if answers[key]:
                    return False
        return True

    def base_facts(self, nodes: Iterable[Node]) -> set[str]:
        """The facts that these expressions look at, through what is derived from them too."""
        found = set()
        for name in {name for node in nodes for name in _names_in(node)}:
            if name in self.facts:
                found.add(name)
            elif name in self.derived:
                one = self.derived[name]
                found |= self.base_facts([parsed(one["formula"])]) if "formula" in one else {one["of"]}
        return found

    def linked(self, names: set[str]) -> set[str]:
        """These facts and all that are tied to them by what cannot be."""
        while True:
            wider = set(names)
            for one in self.impossible:
                if self.base_facts([one]) & names:
                    wider |= self.base_facts([one])
            if wider == names:
                return names
            names = wider

    def bounds(self, name: str, day: date) -> tuple[Any, Any]:
        """The lowest and highest value of a number or a day."""
        fact = self.facts[name]
        low = evaluate(parsed(fact["min"]), self, {}, day, {}) if "min" in fact else None
        high = evaluate(parsed(fact["max"]), self, {}, day, {}) if "max" in fact else None
        if fact["type"] == "datum":
            return low or date(1900, 1, 1), high or date(2199, 12, 31)
        if fact["type"] == "percentage":
            return low or 0, 100 if high is None else high
        return low or 0, 2 * HUGE if high is None else high

    def looked_up(self, table: str, key: str, day: date) -> str:
        for row_key, value, first, until in self.tables[table]:
            first, until = (None if edge in ("null", "", "~") else edge for edge in (first, until))
            if row_key == key and (first or "0") <= day.isoformat() < (until or "9999-99"):
                return value
        raise Unknown


@cache
def parsed(text: str) -> Node:
    return parse(text)


def _names_in(node: Node) -> Iterator[str]:
    """The names that stand for something; what stands in a list stands for itself."""
    if node.op == "name":
        yield node.name
    elif node.op != "list":
        yield from (name for arg in node.args for name in _names_in(arg))


def _spelt_out(node: Node, terms: Mapping[str, Node]) -> Node:
    if node.op == "name" and node.name in terms:
        return terms[node.name]
    return replace(node, args=tuple(_spelt_out(arg, terms) for arg in node.args)) if node.op != "list" else node


def evaluate(node: Node, world: World, profile: Profile, day: date, amounts: Mapping[str, Any]) -> Any:
    """The value of an expression for one complete profile."""

    def value(inner: Node) -> Any:
        return evaluate(inner, world, profile, day, amounts)

    match node.op:
        case "value":
            period = node.value
            return Length(period.months, period.days) if hasattr(period, "months") else period
        case "name":
            return _named(node.name, world, profile, day, amounts)
        case "list":
            # What stands in a list is a value, also if some fact has the same name.
            return tuple(arg.name or arg.value for arg in node.args)
        case "and":
            return all(value(arg) for arg in node.args)
        case "or":
            return any(value(arg) for arg in node.args)
        case "not":
            return not value(node.args[0])
        case "is empty":
            return len(value(node.args[0])) == 0
    values = [value(arg) for arg in node.args]
    match node.op:
        case "in":
            return any(_same(values[0], item) for item in values[1])
        case "has":
            return values[1] in values[0]
        case "overlaps":
            return len(set(values[0]) & set(values[1])) > 0
        case "within":
            return set(values[0]) <= set(values[1])
        case "under":
            return any(values[0][: len(item)] == item for item in values[1])
        case "=":
            return _same(*values)
        case "!=":
            return not _same(*values)
        case "<" | "<=" | ">" | ">=":
            one, other = _as_steps(*values)
            return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[node.op]
        case "+":
            return values[1].after(values[0]) if isinstance(values[1], Length) else values[0] + values[1]
        case "-":
            return values[1].after(values[0], -1) if isinstance(values[1], Length) else values[0] - values[1]
        case "*":
            return values[0] * values[1]
        case "/":
            return Fraction(values[0]) / Fraction(values[1])
        case "min":
            return min(values)
        case "max":
            return max(values)
        case "years_between":
            return whole_years(*values)
        case "months_between":
            return whole_months(*values)
        case "start_of_year":
            return date(values[0].year, 1, 1)
    raise AssertionError(node.op)


def _named(name: str, world: World, profile: Profile, day: date, amounts: Mapping[str, Any]) -> Any:
    if name == "op":
        return day
    if name in amounts:
        return amounts[name]
    if name in world.facts:
        given = profile[name]
        return LadderValue(world.facts[name]["values"], given) if world.facts[name]["type"] == "ladder" else given
    if name in world.derived:
        one = world.derived[name]
        if "formula" in one:
            return evaluate(parsed(one["formula"]), world, profile, day, {})
        return world.looked_up(one["table"], profile[one["of"]], day)
    return name


@dataclass(frozen=True)
class LadderValue:
    """What somebody has reached on a ladder."""

    steps: list[str]
    text: str

    @property
    def place(self) -> int:
        return self.steps.index(self.text)


def _as_steps(one: Any, other: Any) -> tuple[Any, Any]:
    steps = next((side.steps for side in (one, other) if isinstance(side, LadderValue)), None)
    if steps is None:
        return one, other
    return tuple(steps.index(side.text if isinstance(side, LadderValue) else side) for side in (one, other))  # type: ignore[return-value]


def _same(one: Any, other: Any) -> bool:
    one, other = _as_steps(one, other)
    return bool(one == other)


# --- one scheme -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Amounts:
    """The tight interval of what is paid; `highest` None: no ceiling."""

    lowest: int
    highest: int | None


@dataclass(frozen=True)
class Answer:
    """What every completion together says about a partial profile."""

    outcome: str
    truths: Mapping[str, str]
    amount: Amounts | None
    worlds: list[tuple[dict[str, Any], bool]]
    """Every completion of what is missing (judgements too), and whether the answer is yes there."""
    paid: list[tuple[dict[str, Any], int]]
    """Every completion of what is missing that can be a yes, and what is paid there."""


class OracleScheme:
    """One scheme.yaml, read naively."""

    def __init__(self, raw: Mapping[str, Any], world: World) -> None:
        self.raw, self.world, self.id = raw, world, raw["id"]
        self._days: dict[date, OracleDay] = {}

    def on(self, day: date) -> "OracleDay":
        if day not in self._days:
            self._days[day] = OracleDay(self, day)
        return self._days[day]

    def state_on(self, day: date) -> str:
        if any(holds(span, day) for span in self.raw["versions"]):
            return "van-kracht"
        absent = any(holds(span, day) for span in self.raw.get("not_in_force") or [])
        return "niet-van-kracht" if absent else "niet-bekend"

    def edges(self) -> list[date]:
        """Every day that is written somewhere in the scheme, in order."""
        found = set()

        def look(value: Any) -> None:
            if isinstance(value, dict):
                for inner in value.values():
                    look(inner)
            elif isinstance(value, list):
                for inner in value:
                    look(inner)
            else:
                found.update(day_of(text) for text in re.findall(r"\b\d{4}-\d{2}-\d{2}\b", str(value)))

        look({key: value for key, value in self.raw.items() if key not in ("documents", "checked_on")})
        return sorted(found)


class OracleDay:
    """One scheme on one day."""

    def __init__(self, scheme: OracleScheme, day: date) -> None:
        raw, self.world, self.day, self.id = scheme.raw, scheme.world, day, scheme.id
        self.amounts = {
            name: amount_of(name, part["value"])
            for name, parts in (raw.get("amounts") or {}).items()
            for part in parts
            if holds(part, day)
        }
        self.terms: dict[str, Node] = {}
        for name, one in (raw.get("terms") or {}).items():
            self.terms[name] = self._parsed(one["formula"])
        self.conditions = [one for one in raw.get("conditions") or [] if holds(one, day)]
        pays = raw.get("pays") or []
        self.payment = next(one for one in ([pays] if isinstance(pays, dict) else pays) if holds(one, day))
        self.judgements = [one["id"] for one in self.conditions if any(how in one for how in OPEN)]
        self.rules = [self._parsed(text) for one in self.conditions for text in _rules_in(one)]
        self.pay_rules = [self._parsed(text) for text in _rules_in(self.payment)]
        own = self.world.base_facts([*self.rules, *self.pay_rules])
        own |= {_once(one) for one in self.conditions if "once_per" in one}
        own |= self.world.base_facts([Node("name", name=name) for name in _tables_of([*self.conditions, self.payment])])
        self.facts = sorted(self.world.linked(own))
        self._candidates: dict[str, list[Any]] = {}
        self._asked: dict[str, tuple[list[str], dict[Any, bool]]] = {}

    def _parsed(self, text: str) -> Node:
        """A rule, with what each term stands for in the place of its name."""
        return _spelt_out(parsed(text), self.terms)

    # one complete profile ------------------------------------------------------------------------------------------

    def truth(self, condition: Mapping[str, Any], profile: Profile, judged: Profile) -> bool:
        """Whether one condition holds."""
        if "only_if" in condition and not self._rule(condition["only_if"], profile):
            return True
        if "judged_by" in condition or "not_expressed" in condition:
            return bool(judged[condition["id"]])
        if "window" in condition:
            return any(holds(span, self.day) for span in condition["window"])
        if "once_per" in condition:
            return self.id not in profile[_once(condition)]
        return self._test(condition, profile)

    def _test(self, test: Any, profile: Profile) -> bool:
        if not isinstance(test, dict):
            return self._rule(test, profile)
        if "if" in test:
            return self._rule(test["if"], profile)
        if "all" in test:
            return all(self._test(part, profile) for part in test["all"])
        if "any" in test:
            return any(self._test(part, profile) for part in test["any"])
        if "not" in test:
            return not self._test(test["not"], profile)
        return self._test(self._case(test, profile, "then"), profile)

    def _case(self, choice: Mapping[str, Any], profile: Profile, then: str) -> Any:
        """What the first matching case of a `first` or a `table` says."""
        if "first" in choice:
            for case in choice["first"]:
                if "otherwise" in case:
                    return case["otherwise"]
                if self._rule(case["when"], profile):
                    return case[then]
        table = choice["table"]
        of = _named(table["of"], self.world, profile, self.day, self.amounts)
        of = of.text if isinstance(of, LadderValue) else of
        for keys, result in table["rows"].items():
            if of in [key.strip() for key in keys.split(",")]:
                return result
        return table["otherwise"]

    def _rule(self, text: str, profile: Profile) -> bool:
        # The same question about the same values comes back in thousands of completions.
        if text not in self._asked:
            self._asked[text] = (sorted(self.world.base_facts([self._parsed(text)])), {})
        names, answers = self._asked[text]
        values = tuple([profile[name] for name in names])
        if values not in answers:
            answers[values] = bool(evaluate(self._parsed(text), self.world, profile, self.day, self.amounts))
        return answers[values]

    def says_yes(self, profile: Profile, judged: Profile) -> bool:
        return all(self.truth(one, profile, judged) for one in self.conditions)

    def pays(self, profile: Profile) -> int | None:
        """Whole cents; None where help is not money."""
        if self.payment.get("in_kind"):
            return None
        said = self.payment.get("at_most", self.payment.get("amount", self.payment))
        text = self._case(said, profile, "amount") if isinstance(said, dict) else said
        return floor(evaluate(self._parsed(text), self.world, profile, self.day, self.amounts))

    # a partial profile: every completion ------------------------------------------------------------------------------

    def answer(self, known: Profile) -> Answer | None:
        """What all completions say; None if there is none, as the facts contradict each other."""
        missing = [name for name in self.facts if name not in known]
        asked = {name: (value,) for name, value in known.items()}
        truths: dict[str, set[bool]] = {one["id"]: set() for one in self.conditions}
        worlds, sums, beyond, paid_in = [], [], [], []
        for picked in itertools.product(*(self.candidates(name) for name in missing)):
            filled = dict(zip(missing, picked, strict=True))
            profile = {**{name: value for name, (value,) in asked.items()}, **filled}
            if not self.world.can_be(profile, self.day):
                continue
            paid: int | None = None
            for verdicts in itertools.product((False, True), repeat=len(self.judgements)):
                judged = dict(zip(self.judgements, verdicts, strict=True))
                found = {one["id"]: self.truth(one, profile, judged) for one in self.conditions}
                for name, truth in found.items():
                    truths[name].add(truth)
                yes = all(found.values())
                worlds.append(({**filled, **judged}, yes))
                if yes and paid is None:
                    paid = self.pays(profile)
            if paid is not None:
                far = any(value == 2 * HUGE for value in filled.values())
                (beyond if far else sums).append(paid)
                paid_in.append((filled, paid))
        if not worlds:
            return None
        answers = {yes for _, yes in worlds}
        outcome = "hangt-af" if len(answers) == 2 else "ja" if True in answers else "nee"
        said = {name: "open" if len(seen) == 2 else "ja" if True in seen else "nee" for name, seen in truths.items()}
        paid_out = _interval(sums, beyond)
        if paid_out is not None and "at_most" in self.payment:
            # Only a ceiling is known: somebody may also get nothing.
            paid_out = Amounts(0, paid_out.highest)
        return Answer(outcome, said, paid_out, worlds, paid_in)

    def size(self, names: Iterable[str]) -> int:
        """How many completions these missing facts have."""
        return prod(len(self.candidates(name)) for name in names)

    def candidates(self, name: str) -> list[Any]:
        """A few values of a fact that stand for all: between them every rule here changes wherever it can change."""
        if name not in self._candidates:
            self._candidates[name] = self._thinned(name, sorted(set(self._values(name)), key=_order))
        return self._candidates[name]

    def _thinned(self, name: str, values: list[Any]) -> list[Any]:
        """Of values about which every comparison says the same, only one; of a stretch of numbers or days both ends."""
        leaves = [leaf for leaf in self._leaves() if self.world.base_facts([leaf]) == {name}]
        signed = [(tuple(self._leaf_truth(leaf, name, value) for leaf in leaves), value) for value in values]
        if self.world.facts[name]["type"] not in ("datum", "geheel-getal", "geld", "percentage"):
            return list(dict(reversed(signed)).values())
        stretches = [[value for _, value in run] for _, run in itertools.groupby(signed, key=lambda pair: pair[0])]
        ends = {value for stretch in stretches for value in (stretch[0], stretch[-1])}
        return sorted(ends | {value for value in values if value == HUGE})

    def _leaf_truth(self, leaf: Node, name: str, value: Any) -> Any:
        try:
            return evaluate(leaf, self.world, {name: value}, self.day, self.amounts)
        except Unknown:
            return None

    def _leaves(self) -> list[Node]:
        found = []
        for node in [
            *self.rules,
            *self.pay_rules,
            *self.world.impossible,
            *_row_tests([*self.conditions, self.payment]),
        ]:
            found += [leaf for leaf in _parts(node) if leaf.op not in ("value", "min", "max", "+", "-", "*", "/")]
        had = [Node("name", name=_once(one)) for one in self.conditions if "once_per" in one]
        return found + [Node("has", (name, Node("value", value=self.id))) for name in had]

    # values near every limit ---------------------------------------------------------------------------------------

    def _values(self, name: str) -> Iterator[Any]:
        fact = self.world.facts[name]
        match fact["type"]:
            case "ja-nee":
                yield from (False, True)
            case "een-van" | "ladder":
                yield from fact["values"]
            case "verzameling":
                yield from self._sets(fact)
            case "code":
                yield from self._codes(fact)
            case "datum":
                low, high = self.world.bounds(name, self.day)
                yield from (day for day in {low, high, *self._days(name)} if low <= day <= high)
            case _:
                low, high = self.world.bounds(name, self.day)
                near = range(low, high + 1) if high - low <= 200 else {low, high, min(high, HUGE), *self._numbers(name)}
                yield from (number for number in near if low <= number <= high)

    def _constants(self, name: str) -> set[Any]:
        """Every number, period and day that stands in a rule about this fact."""
        about = [
            n for n in (*self.rules, *self.pay_rules, *self.world.impossible) if name in self.world.base_facts([n])
        ]
        about += [parsed(one["formula"]) for one in self.world.derived.values() if "formula" in one]
        steps = [step for node in about for step in node.walk()]
        found = {step.value for step in steps if step.op == "value"}
        found = {Length(v.months, v.days) if hasattr(v, "months") else v for v in found}
        named = {self.amounts[step.name] for step in steps if step.op == "name" and step.name in self.amounts}
        return {v for v in found | named if not isinstance(v, bool)}

    def _numbers(self, name: str) -> Iterator[int]:
        numbers = {Fraction(v) for v in self._constants(name) if isinstance(v, (int, Fraction))} | {Fraction(1)}
        for one, other in itertools.product(numbers, repeat=2):
            results = [one, one * other, one + other, one - other, *([one / other] if other else [])]
            for third in numbers if len(numbers) < 12 else ():
                results += [
                    one * other * third,
                    *([one * other / third, one / other / third] if third and other else []),
                ]
            for result in results:
                yield from range(floor(result) - 1, floor(result) + 3)

    def _days(self, name: str) -> Iterator[date]:
        constants = self._constants(name)
        lengths = {v for v in constants if isinstance(v, Length)} | {Length(0, 0)}
        for number in {v for v in constants if isinstance(v, int) and v < 150}:
            lengths |= {Length(12 * n, 0) for n in (number, number + 1)} | {Length(n, 0) for n in (number, number + 1)}
        anchors = {self.day, *(v for v in constants if isinstance(v, date))}
        anchors |= {date(anchor.year + n, 1, 1) for anchor in set(anchors) for n in (0, 1)}
        first = {length.after(anchor, sign) for anchor in anchors for length in lengths for sign in (1, -1)}
        first |= {date(day.year + n, 1, 1) for day in set(first) for n in (0, 1) if 1 < day.year < 9990}
        for day in first:
            if date(2, 1, 1) < day < date(9990, 1, 1):
                # A month that lacks a day shifts a limit by up to three days.
                yield from (day + timedelta(days=n) for n in range(-4, 5))

    def _sets(self, fact: Mapping[str, Any]) -> Iterator[frozenset[str]]:
        words = self._words()
        named = [value for value in fact["values"] if value in words]
        other = [value for value in fact["values"] if value not in words][:1]
        smallest = 0 if fact.get("may_be_empty", "true") == "true" else 1
        for size in range(smallest, len(named + other) + 1):
            yield from map(frozenset, itertools.combinations(named + other, size))

    def _codes(self, fact: Mapping[str, Any]) -> Iterator[str]:
        words = {word for word in self._words() if not word.isalpha()}
        if "known_in" in fact:
            yield from {row[0] for row in self.world.tables[fact["known_in"]]}
            return
        near = {
            f"{word[:n]}{tail}" for word in words for n in range(len(word) + 1) for tail in ("", "0", "1", "9", "77")
        }
        near |= {
            row[0] for one in self.world.derived.values() if "table" in one for row in self.world.tables[one["table"]]
        }
        near |= {"0", "99", "9999"}
        yield from (code for code in near if re.fullmatch(fact.get("pattern", ".+"), code))

    def _words(self) -> set[str]:
        nodes = [*self.rules, *self.pay_rules, *self.world.impossible, *_row_tests([*self.conditions, self.payment])]
        found = {str(step.name or step.value) for node in nodes for step in node.walk() if step.op in ("name", "value")}
        lists = {text for value in self.amounts.values() if isinstance(value, tuple) for text in value}
        return found | lists | {self.id}


def _interval(sums: list[int], beyond: list[int]) -> Amounts | None:
    if not sums and not beyond:
        return None
    highest = max(sums + beyond)
    grows = bool(beyond) and max(beyond) > max(sums, default=max(beyond) - 1)
    return Amounts(min(sums + beyond), None if grows else highest)


def _order(value: Any) -> Any:
    if isinstance(value, frozenset):
        return (len(value), sorted(value))
    return value


def _once(condition: Mapping[str, Any]) -> str:
    return {"year": "dit_jaar_al_gekregen", "life": "ooit_al_gekregen"}[condition["once_per"]]


def _rules_in(part: Any) -> Iterator[str]:
    """Every rule and sum written in a condition or payment."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for inner in part:
            yield from _rules_in(inner)
    elif isinstance(part, dict):
        for key in (*TESTS, "only_if", "when", "then", "otherwise", "amount", "at_most", "rows"):
            if key == "table" and key in part:
                yield from _rules_in({k: v for k, v in part["table"].items() if k in ("rows", "otherwise")})
            elif key == "rows" and key in part:
                for inner in part["rows"].values():
                    yield from _rules_in(inner)
            elif key in part:
                yield from _rules_in(part[key])


def _tables(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, list):
        for inner in part:
            yield from _tables(inner)
    elif isinstance(part, dict):
        if "table" in part:
            yield part["table"]
        for inner in part.values():
            yield from _tables(inner)


def _tables_of(parts: Any) -> list[str]:
    return [table["of"] for table in _tables(parts)]


def _row_tests(parts: Any) -> Iterator[Node]:
    """Each row of a table as the question that it asks."""
    for table in _tables(parts):
        for keys in table["rows"]:
            items = tuple(Node("name", name=key.strip()) for key in keys.split(","))
            yield Node("in", (Node("name", name=table["of"]), Node("list", items)))


def _parts(node: Node) -> Iterator[Node]:
    if node.op in ("and", "or", "not"):
        for arg in node.args:
            yield from _parts(arg)
    else:
        yield node
