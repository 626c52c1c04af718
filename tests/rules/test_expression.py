# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The language of rules: each text has one meaning, each meaning one spelling, and nonsense is told where it stands."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorleren.basics import Period
from doorleren.rules.expression import FUNCTIONS, Node, NotUnderstood, parse


def name(text: str) -> Node:
    return Node("name", name=text)


def value(one: object) -> Node:
    return Node("value", value=one)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("leeftijd < 55", Node("<", (name("leeftijd"), value(55)))),
        ("18 <= a < b", Node("and", (Node("<=", (value(18), name("a"))), Node("<", (name("a"), name("b")))))),
        ("a or b and not c", Node("or", (name("a"), Node("and", (name("b"), Node("not", (name("c"),))))))),
        ("a - b - c", Node("-", (Node("-", (name("a"), name("b"))), name("c")))),
        ("a + b * c", Node("+", (name("a"), Node("*", (name("b"), name("c")))))),
        ("60% * a", Node("*", (value(Fraction(3, 5)), name("a")))),
        ("12.5% * a", Node("*", (value(Fraction(1, 8)), name("a")))),
        ("d + 5 years <= op", Node("<=", (Node("+", (name("d"), value(Period(months=60)))), name("op")))),
        ("d - 2 weeks", Node("-", (name("d"), value(Period(days=14))))),
        ("d = 2020-02-29", Node("=", (name("d"), value(date(2020, 2, 29))))),
        ('c under ["01", "A"]', Node("under", (name("c"), Node("list", (value("01"), value("A")))))),
        ("s has taal", Node("has", (name("s"), name("taal")))),
        ("s overlaps [a, b]", Node("overlaps", (name("s"), Node("list", (name("a"), name("b")))))),
        ("s is not empty", Node("not", (Node("is empty", (name("s"),)),))),
        ("a not in lijst", Node("not", (Node("in", (name("a"), name("lijst"))),))),
        ("min(a, b, 0)", Node("min", (name("a"), name("b"), value(0)))),
        ("true", value(True)),
    ],
)
def test_a_rule_means_what_it_says(text: str, tree: Node):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(a and b) and c", "a and b and c"),
        ("a or (b or c)", "a or b or c"),
        ("((a))<(b)", "a < b"),
        ("24 months + d", "2 years + d"),
        ("d + 14 days", "d + 2 weeks"),
        ("12.50% * a", "12.5% * a"),
        ("007 < a", "7 < a"),
        ("not (not a)", "not not a"),
        ("  a\n  and\tb ", "a and b"),
    ],
)
def test_two_spellings_of_one_meaning_become_the_same(one: str, other: str):
    assert parse(one) == parse(other)
    assert str(parse(one)) == str(parse(other))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("d - 18 months <= op", "d - 18 months <= op"),
        ('x in ["GM0024"]', 'x in ["GM0024"]'),
        ('x = "A"', 'x = "A"'),
        ("33.3333333%*a", "33.3333333% * a"),
        ("a-(b-c)", "a - (b - c)"),
        ("not(a or b)and c", "not (a or b) and c"),
        ("18<=a<b", "18 <= a and a < b"),
        ("s is not empty", "not s is empty"),
    ],
)
def test_the_one_spelling_keeps_everything(text: str, spelled: str):
    """18 months are never written as a year and six months, and a code keeps its quotes."""
    assert str(parse(text)) == spelled


NAMES = st.sampled_from(["leeftijd", "grens", "op", "a", "werk", "x_1", "min", "years"])
VALUES = st.one_of(
    st.integers(0, 10**14).map(str),
    st.integers(0, 10_000).map(lambda n: f"{n}%"),
    st.tuples(st.integers(0, 999), st.from_regex(r"[0-9]{1,9}", fullmatch=True)).map(lambda p: f"{p[0]}.{p[1]}%"),
    st.tuples(st.integers(0, 500), st.sampled_from(["year", "years", "months", "weeks", "day"])).map(
        lambda pair: f"{pair[0]} {pair[1]}"
    ),
    st.dates().map(date.isoformat),
    st.text(st.characters(codec="utf-8", exclude_characters='"\0\r'), max_size=6).map(lambda text: f'"{text}"'),
    st.sampled_from(["true", "false"]),
)
ATOMS = NAMES | VALUES
LISTS = st.lists(ATOMS, max_size=3).map(lambda items: f"[{', '.join(items)}]") | st.sampled_from(["grens", "lijst"])


def longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions around other expressions, with brackets and without."""
    part = inner | inner.map(lambda text: f"({text})")
    return st.one_of(
        st.tuples(
            part, st.sampled_from([" and ", " or ", "<", "<=", ">", ">=", "=", "!=", "+", "-", "*", "/"]), part
        ).map("".join),
        st.tuples(part, st.sampled_from(["in", "not in", "overlaps", "within", "under"]), LISTS).map(" ".join),
        st.tuples(part, st.just("has"), part).map(" ".join),
        st.tuples(part, st.sampled_from(["is empty", "is not empty"])).map(" ".join),
        part.map(lambda text: f"not {text}"),
        st.tuples(part, part, part).map(lambda three: f"{three[0]} <= {three[1]} < {three[2]}"),
        st.tuples(st.sampled_from(FUNCTIONS), st.lists(part, min_size=1, max_size=3)).map(
            lambda pair: f"{pair[0]}({', '.join(pair[1])})"
        ),
    )


@given(st.recursive(ATOMS, longer, max_leaves=8))
def test_what_is_spelled_out_is_read_back_as_the_same(text: str):
    """The kept form of a rule is its spelling, so nothing may be lost or gained in it."""
    try:
        tree = parse(text)
    except NotUnderstood:
        return

    spelled = str(tree)

    assert parse(spelled) == tree
    assert str(parse(spelled)) == spelled


def what_is_wrong_with(text: str) -> NotUnderstood | None:
    try:
        parse(text)
    except NotUnderstood as error:
        return error
    return None


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_a_message_with_a_place(text: str):
    """Whatever somebody types, they hear where it goes wrong."""
    error = what_is_wrong_with(text)

    if error is not None:
        assert 0 <= error.at <= len(text)
        assert error.expected.nl
        assert error.expected.en


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("", 0, ""),
        ("leeftijd <", 10, ""),
        ("leeftijd < < 5", 11, "<"),
        ("leeftijd << 5", 10, "<"),
        ("a b", 2, "b"),
        ("a = ;", 4, ";"),
        ("(a", 2, ""),
        ("a)", 1, ")"),
        ("a in [b", 7, ""),
        ("a in b c", 7, "c"),
        ("avg(a, b)", 0, "avg"),
        ("a and", 5, ""),
        ("a = 'b'", 4, "'"),
        ("2020-02-30 < d", 0, "2020-02-30"),
        ("1234567890123456 < a", 0, "1234567890123456"),
    ],
)
def test_what_is_no_rule_is_told_with_the_place_where_it_stops_being_one(text: str, at: int, found: str):
    with pytest.raises(NotUnderstood) as caught:
        parse(text)

    assert (caught.value.at, caught.value.found) == (at, found)


@pytest.mark.parametrize(
    "text",
    ["(" * 1_000 + "a", "not " * 5_000 + "a", "a" + " + a" * 5_000, "[" * 500, "min(" * 200, "a" * 100_000 + " ;"],
)
def test_an_endless_rule_is_refused_and_takes_nothing_down(text: str):
    with pytest.raises(NotUnderstood):
        parse(text)
