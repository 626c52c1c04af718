# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What would turn a no into something possible: the cheapest change, and the day on which it opens by itself.

Knows: which facts a person can change and what that costs (`Fact.effort`); age and origin are never among them.
Every change that is named was tried: with it the scheme no longer says no.
Leaves: deciding (`day`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from ..basics import Advice, Outcome
from ..basics.finding import FactValue
from .amounts import Values
from .cells import FALSE, FactCells
from .checks import States
from .day import DayRules, DayScheme
from .expression import COMPARISONS, Node
from .facts import Fact, Kind, Plain
from .meaning import facts_in, work_out
from .scheme import Condition, ConditionKind, Scheme, holds_on

if TYPE_CHECKING:
    from .book import Book

_MOST_CHANGES: Final = 3
_MOST_ADVICE: Final = 2
_MOST_TRIES: Final = 4_000
_LOOK_AHEAD: Final = timedelta(days=366 * 6)


def advise(book: Book, rules: DayRules, scheme: DayScheme, states: States, values: Values) -> tuple[Advice, ...]:
    """What would help, cheapest first: a change today, or waiting for a day (with a change if need be).

    An advice is proved: with it the outcome is yes, or depends only on what is still open.
    """
    found = []
    now = cheapest_change(rules, scheme, states, values)
    if now is not None:
        found.append(now)
    later = _opening(book, rules.day, scheme.scheme, rules.only(scheme, states, values))
    if later is not None and (now is None or not later.changes or len(later.changes) < len(now.changes)):
        found.append(later)
    return tuple(found[:_MOST_ADVICE])


def opens_for(book: Book, day: date, scheme: Scheme, facts: Mapping[str, FactValue]) -> tuple[Advice, ...]:
    """When a scheme that does not hold on `day` will be open to somebody with these facts, if it ever is."""
    found = _opening(book, day, scheme, facts)
    return (found,) if found is not None else ()


def cheapest_change(rules: DayRules, scheme: DayScheme, states: States, values: Values) -> Advice | None:
    """The change of least effort after which the scheme does not say no; None if no such change was found."""
    if _fixed_no(scheme, states):
        return None
    # A fact that the rule itself does not look at can still stand in the way of one that it does.
    places = [p for p in scheme.rule.facts if p < len(rules.names) and values[p] is not None]
    changeable = [p for p in places if rules.book.facts[rules.names[p]].effort is not None]
    best: tuple[int, int, Advice] | None = None
    tries = 0
    for size in range(1, min(_MOST_CHANGES, len(changeable)) + 1):
        for chosen in combinations(changeable, size):
            effort = sum(rules.book.facts[rules.names[p]].effort or 0 for p in chosen)
            if best is not None and effort >= best[0]:
                continue
            for trial, plain in _trials(rules, scheme, chosen, states, values):
                tries += 1
                if tries > _MOST_TRIES:
                    return best[2] if best else None
                outcome = scheme.outcome(trial, scheme.truths(trial))
                if outcome is Outcome.NEE:
                    continue
                rank = (effort, 0 if outcome is Outcome.JA else 1)
                if best is None or rank < best[:2]:
                    best = (*rank, Advice(_given(rules, plain), None, outcome))
                if outcome is Outcome.JA:
                    break
    return best[2] if best else None


def _fixed_no(scheme: DayScheme, states: States) -> bool:
    """Whether some condition fails for everybody today, such as a closed window."""
    return any(not c.check.facts and c.truth(states) == FALSE for c in scheme.conditions)


def _trials(
    rules: DayRules, scheme: DayScheme, chosen: tuple[int, ...], states: States, values: Values
) -> Iterator[tuple[States, dict[int, Plain]]]:
    """Every way to change exactly these facts, nearest values first, as far as the facts still go together."""
    options = []
    for place in chosen:
        cells = rules.cells[place]
        here = states[place]
        near = partial(_nearness, cells.fact, values[place])
        groups = [group for group in scheme.rule.groups(place) if here - 1 not in group]
        options.append(sorted((_nearest(cells, group, values[place], near) for group in groups), key=near))
    known = {rules.names[p]: values[p] for p in range(len(rules.names)) if values[p] is not None}
    for picks in product(*options):
        plain = dict(zip(chosen, picks, strict=True))
        trial: States = [0] * len(states)
        for name in known:
            place = rules.index[name]
            value = plain[place] if place in plain else values[place]
            state = rules.cells[place].state_of(value)
            trial[place] = state or 0
        if all(rules.cells[p].state_of(v) for p, v in plain.items()) and rules.follow(trial):
            yield trial, plain


def _nearest(cells: FactCells, group: list[int], old: Any, near: Callable[[Plain], Any]) -> Plain:
    """The value in these cells that differs least from `old`; the same one whatever other schemes ask."""
    if isinstance(old, frozenset):
        for size in range(1, len(cells.fact.values) + 1):
            for flipped in combinations(cells.fact.values, size):
                changed = old ^ frozenset(flipped)
                if (changed or cells.fact.may_be_empty) and (cells.state_of(changed) or 0) - 1 in group:
                    return changed
    return min((cells.nearest(cell, old) for cell in group), key=near)


def _nearness(fact: Fact, old: Any, new: Plain) -> tuple[Any, ...]:
    """Orders values by how far they lie from `old`; equally far ones by their place in the fact's own list."""
    if isinstance(new, frozenset) and isinstance(old, frozenset):
        return len(new ^ old), sorted(fact.values.index(item) for item in new)
    if fact.kind.ordered and isinstance(new, int) and isinstance(old, int):
        return abs(new - old), new
    return 0, fact.values.index(new) if new in fact.values else str(new)


def _given(rules: DayRules, plain: Mapping[int, Plain]) -> dict[str, FactValue]:
    return {rules.names[p]: rules.book.facts[rules.names[p]].given(value) for p, value in plain.items()}


def _opening(book: Book, day: date, scheme: Scheme, facts: Mapping[str, FactValue]) -> Advice | None:
    """The first later day on which the scheme does not say no to the same facts; else with a change as well."""
    with_change: Advice | None = None
    for later in _days_to_try(book, day, scheme, facts):
        rules = book.alone(scheme, later)
        there = rules.by_id.get(scheme.id)
        if there is None:
            continue
        states, values = rules.know(_as_it_is_then(book, facts, day, later))
        outcome = there.outcome(states, there.truths(states))
        if outcome is not Outcome.NEE:
            return Advice({}, later, outcome)
        if with_change is None and _opens_window(there, states):
            change = cheapest_change(rules, there, states, values)
            if change is not None:
                with_change = Advice(change.changes, later, change.becomes)
    return with_change


def _as_it_is_then(book: Book, facts: Mapping[str, FactValue], day: date, later: date) -> Mapping[str, FactValue]:
    """The facts of today as they are on a later day: what somebody had this year is over when the year is."""
    over = [name for name in facts if book.facts.facts[name].resets] if later.year > day.year else []
    return {**facts, **dict.fromkeys(over, frozenset())} if over else facts


def _opens_window(scheme: DayScheme, states: States) -> bool:
    windows = [c for c in scheme.conditions if c.condition.kind is ConditionKind.WINDOW]
    return bool(windows) and all(c.truth(states) != FALSE for c in windows)


def _days_to_try(book: Book, day: date, scheme: Scheme, facts: Mapping[str, FactValue]) -> list[date]:
    """The days within six years on which something in this scheme can change for this person, in order."""
    days = set(book.turning_points(scheme))
    for name in scheme.facts:
        value = facts.get(name)
        if value and book.facts.facts[name].resets:
            days.add(date(day.year + 1, 1, 1))
        if book.facts.facts[name].kind is Kind.DATUM and isinstance(value, date):
            days |= _turning_days(book, day, scheme, name, value)
    return sorted(d for d in days if day < d <= day + _LOOK_AHEAD)


def _turning_days(book: Book, day: date, scheme: Scheme, name: str, value: date) -> set[date]:
    """The days on which a given date moves across a limit of this scheme, such as a birthday that counts.

    Between two changes of the rules a date passes each limit once as time goes by, so halving finds the day.
    """
    horizon = day + _LOOK_AHEAD
    edges = {edge for edge in book.turning_points(scheme) if day < edge <= horizon}
    turns: set[date] = set()
    start = day
    for end in sorted(edges | {horizon}):
        turns |= _turns_between(book, scheme, (name, value), start, end - timedelta(days=1))
        start = end
    return turns


def _turns_between(book: Book, scheme: Scheme, fact: tuple[str, date], first: date, last: date) -> set[date]:
    before, after = (_limits_passed(book, scheme, fact, on) for on in (first, last))
    if before == after or first >= last:
        return set()
    low, high = first, last
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        if _limits_passed(book, scheme, fact, middle) == before:
            low = middle
        else:
            high = middle
    return {high} | _turns_between(book, scheme, fact, high, last)


def _limits_passed(book: Book, scheme: Scheme, fact: tuple[str, date], on: date) -> tuple[Any, ...]:
    """The truth on a day of everything that this scheme asks about one given date."""
    name, value = fact
    amounts = scheme.amounts_on(on)

    def look(leaf: Node) -> Any:
        # On days between versions an amount may have no value; what asks about it is then not known.
        return amounts.get(leaf.name) if leaf.op == "amount" else on if leaf.op == "op" else value

    limits = book.limits(scheme, name, limits_about)
    return tuple(work_out(limit, look) for span, limit in limits if holds_on(span, on))


def limits_about(scheme: Scheme, name: str) -> list[tuple[Condition, Node]]:
    """Every limit that the conditions of a scheme set to one fact, with the condition that says when it holds."""
    return [
        (condition, limit)
        for condition in scheme.conditions
        if condition.node is not None
        for leaf in condition.node.walk()
        if facts_in(leaf) == {name}
        for limit in _limits(leaf)
    ]


def _limits(leaf: Node) -> Iterator[Node]:
    """The limits that a comparison sets; "exactly 30" is passed twice, on becoming 30 and on becoming 31."""
    if leaf.op == "in":
        items: Any = leaf.args[1].value
        for item in items or ():
            yield from _limits(Node("=", (leaf.args[0], Node("value", value=item))))
    elif leaf.op in ("=", "!="):
        yield from (replace(leaf, op=op) for op in (">=", ">"))
    elif leaf.op in COMPARISONS:
        yield leaf
