# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an expression means: its names looked up, its types checked, its value worked out.

Knows: which operations fit which types, and how each is computed, exactly (fractions, never floats).
Leaves: where expressions come from (`read`) and what follows from them (`decide`, `amounts`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from ..basics import Period, Said, said, years_between
from ..basics.days import months_between
from .expression import Node, Value, spell_value
from .facts import Derived, Fact, Kind

# The kinds of value inside an expression. Money is apart from numbers, so that cents are never added to people.
YES_NO, NUMBER, MONEY, SHARE, DAY, PERIOD, TEXT = "yes/no", "number", "money", "percentage", "day", "period", "text"
ONE_OF, SET, LADDER, LIST = "choice", "set", "ladder", "list"

_OF_FACT = {
    Kind.JA_NEE: YES_NO,
    Kind.GEHEEL_GETAL: NUMBER,
    Kind.GELD: MONEY,
    Kind.PERCENTAGE: NUMBER,
    Kind.DATUM: DAY,
    Kind.EEN_VAN: ONE_OF,
    Kind.VERZAMELING: SET,
    Kind.LADDER: LADDER,
    Kind.CODE: TEXT,
}
_DUTCH = {
    YES_NO: "ja/nee",
    NUMBER: "getal",
    MONEY: "geld",
    SHARE: "percentage",
    DAY: "datum",
    PERIOD: "periode",
    TEXT: "code",
    ONE_OF: "keuze",
    SET: "verzameling",
    LADDER: "ladder",
    LIST: "lijst",
}
_WITH_ARTICLE = {
    YES_NO: said("ja of nee", "yes or no"),
    MONEY: said("een geldbedrag", "an amount of money"),
    DAY: said("een datum", "a date"),
    TEXT: said("een code", "a code"),
}


def _a(kind: str) -> Said:
    """A kind of value with its article."""
    return _WITH_ARTICLE.get(kind) or said(f"een {_DUTCH[kind]}", f"a {kind}")


_MONEY_HAS_A_NAME = said(
    "een bedrag met een naam op _eurocent, onder `amounts`", "an amount with a name in _eurocent, under `amounts`"
)


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression; for choices, sets and ladders also the values it may have."""

    kind: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit(Exception):
    """An expression that does not make sense; says where, what and what was expected."""

    at: int
    what: Said
    expected: Said


class Meaning:
    """Looks up names: facts, derived facts, the amounts and terms of one scheme, and the day itself (`op`)."""

    def __init__(
        self, facts: Mapping[str, Fact], derived: Mapping[str, Derived], amounts: Mapping[str, Type] | None = None
    ) -> None:
        self._facts, self._derived, self._amounts = facts, derived, amounts or {}
        self._terms: dict[str, tuple[Node, Type]] = {}

    def names(self, name: str, node: Node) -> Node:
        """From now on `name` stands for this expression; gives it with its own names looked up.

        Raises Misfit at the first thing that does not make sense.
        """
        self._terms[name] = self._typed(node)
        return self._terms[name][0]

    def condition(self, node: Node) -> Node:
        """The expression with its names looked up; it must be true or false.

        Raises Misfit at the first thing that does not make sense.
        """
        node, found = self._typed(node)
        if found.kind != YES_NO:
            raise Misfit(
                node.at,
                said(
                    f"Hier staat {_a(found.kind).nl}, geen voorwaarde.",
                    f"This is {_a(found.kind).en}, not a condition.",
                ),
                said("iets dat waar of niet waar is", "something that is true or false"),
            )
        return node

    def value(self, node: Node, *kinds: str) -> Node:
        """The expression with its names looked up; its type must be one of `kinds`.

        Raises Misfit at the first thing that does not make sense.
        """
        node, found = self._typed(node)
        if found.kind not in kinds and not (MONEY in kinds and _is_zero(node)):
            raise Misfit(
                node.at,
                said(f"Hier staat {_a(found.kind).nl}.", f"This is {_a(found.kind).en}."),
                said(" of ".join(_DUTCH[k] for k in kinds), " or ".join(kinds)),
            )
        return node

    def _typed(self, node: Node) -> tuple[Node, Type]:
        if node.op == "value":
            return node, _type_of_value(node.value)
        if node.op == "name":
            return self._named(node)
        if node.op in ("and", "or", "not"):
            return replace(node, args=tuple(self.condition(arg) for arg in node.args)), Type(YES_NO)
        if node.op in ("in", "overlaps", "within", "under", "has"):
            return self._membership(node)
        if node.op == "is empty":
            arg, found = self._typed(node.args[0])
            _demand(found.kind == SET, node.args[0], found, SET)
            return replace(node, args=(arg,)), Type(YES_NO)
        if node.op in ("<", "<=", ">", ">=", "=", "!="):
            return self._comparison(node)
        if node.op == "list":
            raise Misfit(node.at, said("Hier staat een lijst.", "This is a list."), said("een waarde", "a value"))
        return self._computed(node)

    def _named(self, node: Node) -> tuple[Node, Type]:
        if node.name == "op":
            return replace(node, op="op"), Type(DAY)
        if node.name in self._amounts:
            return replace(node, op="amount"), self._amounts[node.name]
        if fact := self._facts.get(node.name):
            return replace(node, op="fact"), Type(_OF_FACT[fact.kind], fact.values)
        if derived := self._derived.get(node.name):
            if derived.formula is not None:
                return derived.formula, Type(_OF_FACT[derived.kind])
            inner = Node("fact", name=derived.of, at=node.at)
            return Node("table", (inner,), name=derived.table or "", at=node.at), Type(TEXT)
        if term := self._terms.get(node.name):
            return term
        known = [*self._facts, *self._derived, *self._amounts, *self._terms]
        close = get_close_matches(node.name, known, n=1)
        near = said(f" Bedoelt u «{close[0]}»?", f" Do you mean «{close[0]}»?") if close else said("", "")
        raise Misfit(
            node.at,
            said(
                f"«{node.name}» kennen we niet.{near.nl}",
                f"We do not know «{node.name}».{near.en}",
            ),
            said("een feit, een bedrag van deze regeling, of «op»", "a fact, an amount of this scheme, or «op»"),
        )

    def _membership(self, node: Node) -> tuple[Node, Type]:
        left, found = self._typed(node.args[0])
        wanted = {"in": (ONE_OF, LADDER, TEXT, NUMBER), "under": (TEXT,)}.get(node.op, (SET,))
        _demand(found.kind in wanted, node.args[0], found, *wanted)
        right = node.args[1]
        if right.op == "name" and right.name in self._amounts:
            self._check_list(right, self._amounts[right.name], found)
            return replace(node, args=(left, replace(right, op="amount"))), Type(YES_NO)
        items = right.args if right.op == "list" else (right,)
        texts = [self._item(item, found) for item in items]
        if node.op != "has" and right.op != "list":
            raise Misfit(right.at, said("Hier hoort een lijst.", "A list belongs here."), said("[a, b]", "[a, b]"))
        value: Any = tuple(texts)
        written = str(right)
        return replace(node, args=(left, Node("value", name=written, value=value, at=right.at))), Type(YES_NO)

    def _check_list(self, name: Node, items: Type, of: Type) -> None:
        """A list of codes or values that stands under `amounts`; what is in it must be possible too."""
        _demand(items.kind == LIST, name, items, LIST)
        if of.kind in (LADDER, NUMBER):
            raise Misfit(
                name.at,
                said(f"«{name}» is een lijst van teksten.", f"«{name}» is a list of texts."),
                said("een lijst in de regel zelf: [a, b]", "a list in the rule itself: [a, b]"),
            )
        for text in items.values:
            if of.values and text not in of.values:
                raise _no_such_value(Node("value", name=text, value=text, at=name.at), of)

    def _item(self, item: Node, of: Type) -> Value:
        """A value in a list; a name must be one of the values that the left side can have."""
        if item.op == "value":
            text: Any = item.value
        else:
            text = item.name
        if of.kind == LADDER or of.values:
            if not isinstance(text, str) or text not in of.values:
                raise _no_such_value(item, of)
            return of.values.index(text) if of.kind == LADDER else text
        fits = isinstance(text, int) if of.kind == NUMBER else isinstance(text, str) and item.op == "value"
        if not fits:
            raise Misfit(
                item.at,
                said(f"«{item}» past hier niet.", f"«{item}» does not fit here."),
                said('een code tussen aanhalingstekens, zoals "0110"', 'a code in quotes, such as "0110"'),
            )
        return text  # type: ignore[no-any-return]

    def _comparison(self, node: Node) -> tuple[Node, Type]:
        left, right = node.args
        flipped = self._is_bare_value(left) and not self._is_bare_value(right)
        first, second = (right, left) if flipped else (left, right)
        first, found = self._typed(first)
        if found.kind in (ONE_OF, LADDER) and second.op in ("name", "value") and second.name not in self._amounts:
            other = Node("value", name=str(second), value=self._item(second, found), at=second.at)
            of = found
        else:
            other, of = self._typed(second)
        ordered = node.op not in ("=", "!=")
        allowed = (
            (NUMBER, MONEY, SHARE, DAY, LADDER)
            if ordered
            else (NUMBER, MONEY, SHARE, DAY, LADDER, ONE_OF, TEXT, YES_NO)
        )
        _demand(found.kind in allowed, first, found, *allowed)
        if found.kind != of.kind and not (MONEY in (found.kind, of.kind) and (_is_zero(other) or _is_zero(first))):
            raise Misfit(
                node.at,
                said(
                    f"Links staat {_a(found.kind).nl}, rechts staat {_a(of.kind).nl}.",
                    f"The left side is {_a(found.kind).en}, the right side is {_a(of.kind).en}.",
                ),
                _MONEY_HAS_A_NAME
                if MONEY in (found.kind, of.kind)
                else said("links en rechts hetzelfde soort waarde", "the same kind of value on both sides"),
            )
        args = (other, first) if flipped else (first, other)
        return replace(node, args=args), Type(YES_NO)

    def _is_bare_value(self, node: Node) -> bool:
        known = (
            node.name in self._facts or node.name in self._derived or node.name in self._amounts or node.name == "op"
        )
        return node.op == "value" or (node.op == "name" and not known)

    def _computed(self, node: Node) -> tuple[Node, Type]:
        typed = [self._typed(arg) for arg in node.args]
        args, kinds = tuple(arg for arg, _ in typed), tuple(found.kind for _, found in typed)
        kind = _result(node.op, kinds, args)
        if kind is None and len(kinds) < 2:
            raise Misfit(
                node.at,
                said(f"«{node.op}» krijgt maar één waarde.", f"«{node.op}» has only one value."),
                said("twee of meer waarden, met een komma ertussen", "two or more values, with a comma in between"),
            )
        if kind is None:
            dutch, english = ", ".join(_DUTCH[k] for k in kinds), ", ".join(kinds)
            raise Misfit(
                node.at,
                said(f"«{node.op}» past niet bij: {dutch}.", f"«{node.op}» does not fit: {english}."),
                said("waarden die bij elkaar horen", "values that belong together"),
            )
        return replace(node, args=args), Type(kind)


def _result(op: str, kinds: tuple[str, ...], args: tuple[Node, ...]) -> str | None:
    """The kind that an operation gives, or None where it does not fit."""
    if op in ("years_between", "months_between"):
        return NUMBER if kinds == (DAY, DAY) else None
    if op == "start_of_year":
        return DAY if kinds == (DAY,) else None
    if op in ("min", "max") and len(kinds) < 2:
        return None
    if op in ("min", "max", "+", "-"):
        if op in "+-" and kinds == (DAY, PERIOD):
            return DAY
        # A bare 0 is nothing of anything, so it goes with money too.
        rest = {k for k, arg in zip(kinds, args, strict=True) if not (k == NUMBER and _is_zero(arg))} or {NUMBER}
        single = rest.pop()
        return single if not rest and single in (NUMBER, MONEY, SHARE) else None
    pair = set(kinds)
    if op == "*":
        if pair <= {NUMBER}:
            return NUMBER
        if pair <= {SHARE, NUMBER}:
            return SHARE
        return MONEY if kinds.count(MONEY) == 1 and pair <= {MONEY, NUMBER, SHARE} else None
    if op == "/" and kinds[1] == NUMBER and _is_constant(args[1]) and not _is_zero(args[1]):
        return {NUMBER: SHARE, SHARE: SHARE, MONEY: MONEY}.get(kinds[0])
    return None


def _type_of_value(value: Value | None) -> Type:
    kinds = {bool: YES_NO, int: NUMBER, str: TEXT, date: DAY, Period: PERIOD, Fraction: SHARE}
    return Type(kinds.get(type(value), LIST))


def _is_zero(node: Node) -> bool:
    return node.op == "value" and node.value == 0 and not isinstance(node.value, bool)


def _is_constant(node: Node) -> bool:
    return all(step.op not in ("fact", "table", "op") for step in node.walk())


def _demand(fits: bool, node: Node, found: Type, *wanted: str) -> None:
    if not fits:
        raise Misfit(
            node.at,
            said(f"«{node}» is {_a(found.kind).nl}.", f"«{node}» is {_a(found.kind).en}."),
            said(" of ".join(_DUTCH[k] for k in wanted), " or ".join(wanted)),
        )


def _no_such_value(item: Node, of: Type) -> Misfit:
    values = ", ".join(of.values)
    return Misfit(
        item.at,
        said(f"«{item}» is hier geen waarde.", f"«{item}» is not a value here."),
        said(f"een van: {values}", f"one of: {values}"),
    )


# --- working it out -------------------------------------------------------------------------------------------------

Look = Callable[[Node], Any]
"""Gives the value of a leaf: a fact, an amount, the day, a table row; None where it is not known."""


def work_out(node: Node, look: Look) -> Any:
    """The value of an expression whose names have been looked up; None where a leaf is not known."""
    op = node.op
    if op == "value":
        return node.value
    if op in ("fact", "amount", "op", "table"):
        return look(node)
    if op in ("and", "or"):
        return _row(op, [work_out(arg, look) for arg in node.args])
    values = [work_out(arg, look) for arg in node.args]
    if None in values:
        return None
    return _STEPS[op](*values)


def _row(op: str, values: list[Any]) -> bool | None:
    settles = op == "or"
    if settles in values:
        return settles
    return None if None in values else not settles


def _plus(a: Any, b: Any) -> Any:
    return b.after(a) if isinstance(b, Period) else a + b


def _minus(a: Any, b: Any) -> Any:
    return (-b).after(a) if isinstance(b, Period) else a - b


_STEPS: dict[str, Callable[..., Any]] = {
    "not": lambda a: not a,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "in": lambda a, items: a in items,
    "has": lambda s, items: items[0] in s,
    "overlaps": lambda s, items: any(item in s for item in items),
    "within": lambda s, items: all(one in items for one in s),
    "under": lambda code, items: any(code.startswith(item) for item in items),
    "is empty": lambda s: not s,
    "+": _plus,
    "-": _minus,
    "*": lambda a, b: a * b,
    "/": lambda a, b: Fraction(a) / b,
    "min": min,
    "max": max,
    "years_between": years_between,
    "months_between": months_between,
    "start_of_year": lambda d: date(d.year, 1, 1),
}


def settle(node: Node, look: Look) -> Node:
    """The expression with everything that is known on the day worked out; facts remain."""
    if node.op in ("amount", "op"):
        return Node("value", value=look(node), at=node.at)
    if not node.args:
        return node
    args = tuple(settle(arg, look) for arg in node.args)
    settled = replace(node, args=args)
    if node.op != "table" and all(arg.op == "value" for arg in args):
        return Node("value", value=work_out(settled, look), at=node.at)
    if node.op in ("and", "or"):
        return _settle_row(settled)
    return settled


def _settle_row(node: Node) -> Node:
    settles = node.op == "or"
    rest = tuple(arg for arg in node.args if not (arg.op == "value" and arg.value is not settles))
    if any(arg.op == "value" for arg in rest):
        return Node("value", value=settles, at=node.at)
    if not rest:
        return Node("value", value=not settles, at=node.at)
    return rest[0] if len(rest) == 1 else replace(node, args=rest)


def facts_in(node: Node) -> frozenset[str]:
    """The names of the facts that an expression looks at."""
    return frozenset(step.name for step in node.walk() if step.op == "fact")


def spell_fact_value(value: Any) -> str:
    """A value for a message: «a», 12 or 2020-02-01."""
    return spell_value(value)
