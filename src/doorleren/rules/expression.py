# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small language in which a rule is written, e.g. `18 <= leeftijd < grens_leeftijd`.

Knows: how a text becomes a tree, and a tree a text again in one fixed spelling.
Leaves: what the names mean and whether the types fit (`meaning`), and what is true (`decide`).

    or, and, not        of conditions
    < <= > >= = !=      of numbers, money, percentages, days, ladders; two may be chained
    x in [a, b]         one of a list
    s has a             the set contains a          s overlaps [a, b]   at least one of these
    s within [a, b]     nothing but these           s is empty
    c under ["01"]      the code starts with one of these
    + - * /  min max    of numbers and money;   60% of a sum is `60% * sum`
    d + 5 years         a day and a period;         years_between(d, op)
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ..basics import Period, Said, parse_day, said

Value = bool | int | str | date | Period | Fraction | frozenset[str] | tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One step of an expression: an operation on other nodes, a name, or a value.

    `op` is "name" (text in `name`), "value" (in `value`), "list", or the operation itself.
    """

    op: str
    args: tuple["Node", ...] = ()
    name: str = ""
    value: Value | None = None
    at: int = field(default=0, compare=False)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it."""
        yield self
        for arg in self.args:
            yield from arg.walk()

    def __str__(self) -> str:
        return _spell(self, 0)


class NotUnderstood(Exception):
    """The text is no expression; says where and what was expected."""

    def __init__(self, at: int, found: str, expected: Said) -> None:
        super().__init__(f"at {at}: {found!r}, expected {expected.en}")
        self.at, self.found, self.expected = at, found, expected


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<day>\d{4}-\d{2}-\d{2})
    | (?P<percent>\d+(?:\.\d+)?%)
    | (?P<number>\d+)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | "(?P<text>[^"]*)"
    | (?P<sign><=|>=|!=|[-<>=+*/()\[\],])
    )""",
    re.VERBOSE,
)
_UNITS = {"year": 12, "years": 12, "month": 1, "months": 1, "week": -7, "weeks": -7, "day": -1, "days": -1}
FUNCTIONS = ("min", "max", "years_between", "months_between", "start_of_year")
_KEYWORDS = {"and", "or", "not", "in", "has", "overlaps", "within", "under", "is", "empty", "true", "false"}
COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
_MAX_TOKENS = 400


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Node:
    """The tree of an expression.

    Raises NotUnderstood with the place in the text and what was expected there.
    """
    return _Parser(_tokens(text)).whole()


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise NotUnderstood(start, text[start], said("een naam, getal of teken", "a name, number or sign"))
        tokens.append(_Token(match.lastgroup, match.group(match.lastgroup), match.start(match.lastgroup)))
        at = match.end()
        if len(tokens) > _MAX_TOKENS:
            raise NotUnderstood(at, "…", said("een kortere regel", "a shorter rule"))
    return [*tokens, _Token("end", "", end)]


class _Parser:
    """Reads tokens from left to right; one method per level of binding."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._i, self._depth = tokens, 0, 0

    def whole(self) -> Node:
        node = self._either()
        if self._now.kind != "end":
            self._fail(
                said(
                    "een teken zoals < of =, een woord zoals and of in, of het einde van de regel",
                    "a sign such as < or =, a word such as and or in, or the end of the rule",
                )
            )
        return node

    @property
    def _now(self) -> _Token:
        return self._tokens[self._i]

    def _take(self, *texts: str) -> _Token | None:
        token = self._now
        if token.kind in ("sign", "word") and token.text in texts:
            self._i += 1
            return token
        return None

    def _need(self, text: str) -> None:
        if not self._take(text):
            self._fail(said(f"«{text}»", f"«{text}»"))

    def _fail(self, expected: Said) -> None:
        token = self._now
        raise NotUnderstood(token.at, token.text, expected)

    def _either(self) -> Node:
        self._depth += 1
        if self._depth > 30:
            self._fail(said("minder haakjes in elkaar", "fewer nested brackets"))
        node = self._row("or", self._both)
        self._depth -= 1
        return node

    def _both(self) -> Node:
        return self._row("and", self._negated)

    def _row(self, word: str, part: Callable[[], Node]) -> Node:
        at = self._now.at
        parts = [part()]
        while self._take(word):
            parts.append(part())
        if len(parts) == 1:
            return parts[0]
        # Brackets around a row in a row of the same kind mean nothing: one rule has one tree.
        flat = (arg for part in parts for arg in (part.args if part.op == word else (part,)))
        return Node(word, tuple(flat), at=at)

    def _negated(self) -> Node:
        if token := self._take("not"):
            return Node("not", (self._negated(),), at=token.at)
        return self._comparison()

    def _comparison(self) -> Node:
        left = self._sum()
        token = self._now
        if self._take("is"):
            negated = self._take("not") is not None
            self._need("empty")
            node = Node("is empty", (left,), at=token.at)
            return Node("not", (node,), at=token.at) if negated else node
        if self._take("not"):
            self._need("in")
            return Node("not", (Node("in", (left, self._list()), at=token.at),), at=token.at)
        if word := self._take("in", "overlaps", "within", "under"):
            return Node(word.text, (left, self._list()), at=token.at)
        if self._take("has"):
            return Node("has", (left, self._sum()), at=token.at)
        links = []
        while sign := self._take(*COMPARISONS):
            right = self._sum()
            links.append(Node(sign.text, (left, right), at=sign.at))
            left = right
        if not links:
            return left
        return links[0] if len(links) == 1 else Node("and", tuple(links), at=links[0].at)

    def _list(self) -> Node:
        if self._now.kind == "word":
            return self._atom()
        at = self._now.at
        self._need("[")
        items = []
        if not self._take("]"):
            items.append(self._atom())
            while self._take(","):
                items.append(self._atom())
            self._need("]")
        return Node("list", tuple(items), at=at)

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._take("+", "-"):
            node = Node(sign.text, (node, self._product()), at=sign.at)
        return node

    def _product(self) -> Node:
        node = self._atom()
        while sign := self._take("*", "/"):
            node = Node(sign.text, (node, self._atom()), at=sign.at)
        return node

    def _atom(self) -> Node:
        token = self._now
        self._i += 1
        if token.kind == "day" and (day := parse_day(token.text)):
            return Node("value", value=day, at=token.at)
        if token.kind == "percent":
            return Node("value", value=Fraction(token.text[:-1]) / 100, at=token.at)
        if token.kind == "number" and len(token.text) <= 15:
            return self._number(int(token.text), token.at)
        if token.kind == "text":
            return Node("value", value=token.text, at=token.at)
        if token.kind == "word" and token.text in ("true", "false"):
            return Node("value", value=token.text == "true", at=token.at)
        if token.kind == "word" and token.text not in _KEYWORDS:
            return self._call(token) if self._take("(") else Node("name", name=token.text, at=token.at)
        if token.text == "(" and token.kind == "sign":
            node = self._either()
            self._need(")")
            return node
        self._i -= 1
        self._fail(said("een naam of een waarde", "a name or a value"))
        raise AssertionError

    def _number(self, number: int, at: int) -> Node:
        unit = self._take(*_UNITS)
        if unit is None:
            return Node("value", value=number, at=at)
        size = _UNITS[unit.text]
        period = Period(months=size * number) if size > 0 else Period(days=-size * number)
        return Node("value", value=period, at=at)

    def _call(self, name: _Token) -> Node:
        if name.text not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise NotUnderstood(name.at, name.text, said(f"een van: {known}", f"one of: {known}"))
        args = [self._either()]
        while self._take(","):
            args.append(self._either())
        self._need(")")
        return Node(name.text, tuple(args), at=name.at)


_BINDING = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6}
_ATOM = 7


def _spell(node: Node, above: int) -> str:
    """The one spelling of a tree; brackets only where they are needed."""
    if node.op in ("name", "fact", "amount", "open", "window"):
        return node.name
    if node.op == "op":
        return "op"
    if node.op == "value":
        return node.name or spell_value(node.value)
    if node.op == "list":
        return f"[{', '.join(_spell(arg, _ATOM) for arg in node.args)}]"
    if node.op in (*FUNCTIONS, "table"):
        return f"{node.name or node.op}({', '.join(_spell(arg, 0) for arg in node.args)})"
    binding = _BINDING.get(node.op, 4)
    if node.op == "not":
        text = f"not {_spell(node.args[0], binding)}"
    elif node.op == "is empty":
        text = f"{_spell(node.args[0], binding + 1)} is empty"
    else:
        parts = [_spell(arg, binding + (n > 0 or binding == 4)) for n, arg in enumerate(node.args)]
        text = f" {node.op} ".join(parts)
    return f"({text})" if binding < above else text


def spell_value(value: Value | None) -> str:
    """A value as it is written in a rule."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return f"{_decimal(value * 100)}%"
    if isinstance(value, (frozenset, tuple)):
        items = sorted(value) if isinstance(value, frozenset) else value
        return f"[{', '.join(spell_value(item) for item in items)}]"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Period):
        return _spell_period(value)
    return str(value)


def _decimal(number: Fraction) -> str:
    """A fraction with all its decimals; one that has no end is cut off, and then was never written by a person."""
    digits = next((n for n in range(15) if number.denominator and 10**n % number.denominator == 0), 15)
    whole, rest = divmod(abs(number) * 10**digits // 1, 10**digits)
    return f"{'-' * (number < 0)}{whole}" + (f".{rest:0{digits}d}" if digits else "")


def _spell_period(period: Period) -> str:
    """A period in one number and unit, as it can be written in a rule: 18 months, never 1 year and 6 months."""
    if period.months and not period.days:
        number, unit = (period.months // 12, "year") if period.months % 12 == 0 else (period.months, "month")
    elif period.days and not period.months:
        number, unit = (period.days // 7, "week") if period.days % 7 == 0 else (period.days, "day")
    else:
        return str(period)
    return f"{number} {unit}{'' if number == 1 else 's'}"
