# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is different between two versions of a scheme: conditions, amounts, payment, windows, days, words.

Knows: which part came, went or changed, and how to make a version in which only one part is the other one's.
Leaves: whom a difference touches (`witness`), how it is said (journeys).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from ..basics import Citation
from .expression import Node
from .meaning import facts_in, settle
from .scheme import Condition, ConditionKind, Payment, Scheme, Span, SumCap, Warning, holds_on, of_day
from .sum_caps import cap_name

_ALWAYS: Final = Span(None, None, Citation("", ""))


class Part(StrEnum):
    """The part of a version that a difference is about, as it is called in the answer."""

    CONDITION = "voorwaarde"
    AMOUNT = "bedrag"
    PAYMENT = "betaling"
    WINDOW = "tijdvak"
    PERIOD = "periode"
    WARNING = "waarschuwing"
    RELATION = "verhouding"
    PARTY = "gegeven"
    WORDS = "woorden"

    @property
    def decides(self) -> bool:
        """Whether such a difference can change somebody's outcome or amount."""
        return self in (Part.CONDITION, Part.AMOUNT, Part.PAYMENT, Part.WINDOW)


class How(StrEnum):
    """What happened to a part. `bron`: it says the same, but another place in the sources is named for it."""

    CAME = "erbij"
    WENT = "weg"
    CHANGED = "anders"
    SOURCE = "bron"


@dataclass(frozen=True, slots=True)
class Version:
    """A scheme as it holds on one day: nothing in it depends on a date any more, except on `op` itself."""

    scheme: Scheme
    day: date
    span: Span
    conditions: Mapping[str, Condition]
    amounts: Mapping[str, Any]
    amount_sources: Mapping[str, Citation]
    payment: Payment | None
    warnings: Mapping[str, Warning]

    def window(self, name: str) -> Span | None:
        """The window that is open on the day of this version, if the condition is a window and one is."""
        condition = self.conditions.get(name)
        return next((span for span in condition.windows if holds_on(span, self.day)), None) if condition else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same. `old` and `new` hold what stands there; which type depends on `part`."""

    part: Part
    id: str
    how: How
    old: Any
    new: Any


def version_of(scheme: Scheme, day: date) -> Version | None:
    """The version that holds on a day; None where the scheme does not hold or is not known then."""
    span = scheme.version_on(day)
    if span is None:
        return None
    amounts = {name: of_day(parts, day) for name, parts in scheme.amounts.items()}
    return Version(
        scheme=scheme,
        day=day,
        span=span,
        conditions={one.id: one for one in of_day(scheme.conditions, day)},
        amounts={name: parts[0].value for name, parts in amounts.items() if parts},
        amount_sources={name: parts[0].source for name, parts in amounts.items() if parts},
        payment=next(iter(of_day(scheme.payments, day)), None),
        warnings={one.id: one for one in of_day(scheme.warnings, day)},
    )


def differences(old: Version, new: Version) -> list[Difference]:
    """Everything that is not the same, in the order in which a scheme is written."""
    found = list(_parties(old, new))
    if (old.span.first, old.span.until) != (new.span.first, new.span.until):
        found.append(Difference(Part.PERIOD, "versie", How.CHANGED, old.span, new.span))
    found += _named(Part.AMOUNT, _amounts(old), _amounts(new), _same_amount)
    found += _conditions(old, new)
    found += _payments(old, new)
    found += _named(Part.WARNING, old.warnings, new.warnings, _same_warning)
    found += _named(Part.RELATION, _relations(old), _relations(new), _same_relation)
    return found + list(_words(old.scheme, new.scheme))


def _parties(old: Version, new: Version) -> Iterator[Difference]:
    for name in ("id", "kind", "applicant", "recipient", "audience"):
        before, after = getattr(old.scheme, name), getattr(new.scheme, name)
        if before != after:
            yield Difference(Part.PARTY, name, How.CHANGED, str(before), str(after))


def _named(part: Part, old: Mapping[str, Any], new: Mapping[str, Any], same: Any) -> Iterator[Difference]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        how = How.CAME if before is None else How.WENT if after is None else same(before, after)
        if how is not None:
            yield Difference(part, name, how, before, after)


def _amounts(version: Version) -> dict[str, tuple[Any, Citation]]:
    return {name: (value, version.amount_sources[name]) for name, value in version.amounts.items()}


def _same_amount(old: tuple[Any, Citation], new: tuple[Any, Citation]) -> How | None:
    if type(old[0]) is not type(new[0]) or old[0] != new[0]:
        return How.CHANGED
    return How.SOURCE if old[1] != new[1] else None


def _conditions(old: Version, new: Version) -> Iterator[Difference]:
    for name in dict.fromkeys([*old.conditions, *new.conditions]):
        before, after = old.conditions.get(name), new.conditions.get(name)
        if ConditionKind.WINDOW in {one.kind for one in (before, after) if one}:
            yield from _windows(name, old, new)
            continue
        how = How.CAME if before is None else How.WENT if after is None else _same_condition(before, after)
        if how is not None:
            yield Difference(Part.CONDITION, name, how, before, after)


def _same_condition(old: Condition, new: Condition) -> How | None:
    if (old.kind, old.judge, old.node) != (new.kind, new.judge, new.node):
        return How.CHANGED
    return How.SOURCE if old.source != new.source else None


def _windows(name: str, old: Version, new: Version) -> Iterator[Difference]:
    before, after = old.conditions.get(name), new.conditions.get(name)
    how = How.CAME if before is None else How.WENT if after is None else How.CHANGED
    if before and after:
        one, other = old.window(name), new.window(name)
        days = [(span.first, span.until) if span else None for span in (one, other)]
        if days[0] == days[1] and (before.kind, before.node) == (after.kind, after.node):
            if before.source == after.source:
                return
            how = How.SOURCE
    yield Difference(Part.WINDOW, name, how, before, after)


def _payments(old: Version, new: Version) -> Iterator[Difference]:
    before, after = old.payment, new.payment
    if before is None or after is None:
        if before is not after:
            yield Difference(Part.PAYMENT, "pays", How.CAME if before is None else How.WENT, before, after)
    elif _terms(before) != _terms(after):
        yield Difference(Part.PAYMENT, "pays", How.CHANGED, before, after)
    elif before.source != after.source:
        yield Difference(Part.PAYMENT, "pays", How.SOURCE, before, after)


def _terms(payment: Payment) -> tuple[Any, ...]:
    return payment.cases, payment.at_most, payment.per, payment.covers


def _same_warning(old: Warning, new: Warning) -> How | None:
    if old.node != new.node:
        return How.CHANGED
    return How.SOURCE if old.source != new.source else None


def _relations(version: Version) -> dict[str, Citation | SumCap]:
    scheme = version.scheme
    named: dict[str, Citation | SumCap] = {
        f"{one.kind} {one.scheme}": one.source for one in of_day(scheme.relations, version.day)
    }
    named |= {cap_name(cap): cap for cap in of_day(scheme.caps, version.day)}
    return named | {f"belongs_to {other}": Citation("", "") for other in scheme.belongs_to}


def _same_relation(old: Citation | SumCap, new: Citation | SumCap) -> How | None:
    if isinstance(old, SumCap) and isinstance(new, SumCap):
        return How.CHANGED if old.of != new.of else How.SOURCE if old.source != new.source else None
    return How.SOURCE if old != new else None


def _words(old: Scheme, new: Scheme) -> Iterator[Difference]:
    for language in dict.fromkeys([*old.words, *new.words]):
        before, after = (dict(_texts(one.words[language].raw)) if language in one.words else {} for one in (old, new))
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                how = How.CAME if name not in before else How.WENT if name not in after else How.CHANGED
                yield Difference(Part.WORDS, f"{language}.{name}", how, before.get(name), after.get(name))


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _texts(inside, f"{path}.{name}" if path else str(name))
    elif value is not None:
        yield path, " ".join(str(value).split())


# --- versions with one part exchanged -------------------------------------------------------------------------------


def exchanged(base: Version, other: Version, difference: Difference, *, forwards: bool) -> Version:
    """`base`, in which one part is that of the other version; `forwards`: the new part put into the old version."""
    part, name = difference.part, difference.id
    wanted = difference.new if forwards else difference.old
    if part is Part.AMOUNT:
        amounts = {key: value for key, value in base.amounts.items() if key != name}
        return replace(base, amounts=amounts | ({name: wanted[0]} if wanted is not None else {}))
    if part in (Part.CONDITION, Part.WINDOW):
        return replace(base, conditions=_with(base.conditions, name, wanted))
    if part is Part.PAYMENT:
        return replace(base, payment=wanted)
    return base


def _with(parts: Mapping[str, Condition], name: str, wanted: Condition | None) -> dict[str, Condition]:
    changed = {key: wanted if key == name and wanted is not None else one for key, one in parts.items()}
    if wanted is None:
        changed.pop(name, None)
    elif name not in changed:
        changed[name] = wanted
    return changed


def frozen(version: Version, name: str, day: date, spare: Mapping[str, Any], windows: Mapping[str, bool]) -> Scheme:
    """The version as a scheme without dates, tried on `day`.

    `spare` are amounts of the other version, for a part that came from there. `windows` says of each window whether
    it is open; one that is not named counts as open.
    """

    def look(leaf: Node) -> Any:
        return day if leaf.op == "op" else version.amounts.get(leaf.name, spare.get(leaf.name))

    conditions = tuple(
        replace(one, node=settle(_windows_filled(one, windows), look), first=None, until=None, windows=())
        for one in version.conditions.values()
    )
    paid = version.payment or Payment((), False, None, (), _ALWAYS.source)
    cases = tuple((settle(when, look) if when else None, settle(total, look)) for when, total in paid.cases)
    payment = replace(paid, cases=cases, first=None, until=None)
    nodes = [one.node for one in conditions if one.node] + [node for case in cases for node in case if node]
    return replace(
        version.scheme,
        id=name,
        versions=(_ALWAYS,),
        not_in_force=(),
        conditions=conditions,
        amounts={},
        payments=(payment,),
        warnings=(),
        facts=frozenset().union(*(facts_in(node) for node in nodes)),
    )


def _windows_filled(condition: Condition, windows: Mapping[str, bool]) -> Node:
    def filled(node: Node) -> Node:
        if node.op == "window":
            return Node("value", value=windows.get(condition.id, True))
        args = tuple(filled(arg) for arg in node.args)
        return Node(node.op, args, node.name, node.value, node.at) if args else node

    assert condition.node is not None
    return filled(condition.node)
