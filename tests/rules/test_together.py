# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""For one course: who pays what, that nothing is paid twice, and that no other lawful choice is better."""

import json
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorleren.journeys import overview, overview_shape
from doorleren.rules import Book, read_book
from doorleren.rules.together import COSTS, Together, best_together

from .invented import invented_book, write_scheme
from .test_exact import QUICK

DAY = date(2026, 3, 1)
FACTS = """
facts:
  opleiding_kosten_eurocent: {type: geld, owner: opleiding, min: 0}
  opleiding_eigen_kosten_eurocent: {type: geld, owner: opleiding, min: 0}
  werkt: {type: ja-nee, owner: persoon}
"""


def paying(amount: str, more: str = "") -> str:
    """A scheme for everybody who works, that pays so much of the course."""
    names = "amounts: {vast_eurocent: [{value: %s}], deel: [{value: 30%%}], drempel_eurocent: [{value: 25000}]}\n"
    rule = f"pays: {{amount: '{amount}', covers: [opleiding_kosten_eurocent]}}"
    value = amount if amount.isdigit() else "0"
    rule = rule.replace(f"'{amount}'", "'min(vast_eurocent, opleiding_kosten_eurocent)'") if amount.isdigit() else rule
    return (names % value) + f"conditions: [{{id: werkt, if: werkt}}]\n{rule}\n{more}"


def excludes(*names: str) -> str:
    source = {"document": "wet", "place": "artikel 9"}
    return f"excludes: {json.dumps([{'scheme': name, 'source': source} for name in names])}"


def book_of(folder: Path, schemes: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> Book:
    book = invented_book(folder, FACTS, schemes).book
    for name, kind in (kinds or {}).items():
        write_scheme(folder / "regelingen", name, schemes[name], kind)
    again, problems = read_book(folder / "regelingen", folder / "feiten") if kinds else (book, [])
    assert problems == []
    assert again is not None
    return again


def best(book: Book, costs: int, *, hoped: bool = False, **facts: Any) -> Together:
    person = {COSTS: costs, "werkt": True, **facts}
    found = best_together(book, book.findings(person, DAY, "nl"), person, DAY, "inwoner", hoped=hoped)
    assert found is not None
    return found


def shares(found: Together) -> dict[str, int]:
    return {one.scheme: one.cents for one in found.shares}


def test_two_grants_share_the_costs_and_nothing_is_paid_twice(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000"), "b": paying("50000")})

    found = best(book, 100000)

    assert sum(shares(found).values()) == 100000
    assert found.own == 0


def test_of_two_that_exclude_each_other_the_one_that_pays_more_is_chosen_with_the_reason(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("30000", excludes("b")), "b": paying("50000", excludes("a"))})

    found = best(book, 100000)

    assert shares(found) == {"b": 50000}
    assert found.own == 50000
    (out,) = found.left_out
    assert out.scheme == "a"
    assert out.why.nl.startswith("Dit mag niet samen met «b»")
    assert out.source is not None
    assert out.source.place == "artikel 9"


def test_two_small_grants_beat_one_large_one_that_excludes_them(tmp_path: Path):
    book = book_of(
        tmp_path,
        {
            "groot": paying("50000", excludes("klein", "klein-ook")),
            "klein": paying("30000"),
            "klein-ook": paying("30000"),
        },
    )

    assert shares(best(book, 100000)) == {"klein": 30000, "klein-ook": 30000}


def test_what_is_not_needed_is_not_asked_for(tmp_path: Path):
    """The fewest applications: one that pays everything is enough."""
    book = book_of(tmp_path, {"alles": paying("100000"), "deel": paying("40000")})

    found = best(book, 100000)

    assert shares(found) == {"alles": 100000}
    assert [(one.scheme, one.why.en) for one in found.left_out] == [
        ("deel", "No costs are left for this. Nothing is paid twice.")
    ]


def test_less_tax_is_counted_over_what_is_left_and_a_loan_comes_last(tmp_path: Path):
    tax = paying("deel * max(0, opleiding_kosten_eurocent - drempel_eurocent)")
    schemes = {"gift": paying("40000"), "aftrek": tax, "lening": paying("opleiding_kosten_eurocent")}
    book = book_of(tmp_path, schemes, {"aftrek": "fiscaal", "lening": "lening"})

    found = best(book, 100000)

    # 60,000 is left after the gift: 30% of 35,000 is 10,500; the rest is borrowed.
    assert shares(found) == {"gift": 40000, "aftrek": 10500, "lening": 49500}
    assert (found.own, found.debt, found.later) == (0, 49500, 10500)


def test_only_what_is_certain_counts_unless_one_may_hope(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})
    person = {COSTS: 100000}
    findings = book.findings(person, DAY, "nl")

    certain = best_together(book, findings, person, DAY, "inwoner", hoped=False)
    hoped = best_together(book, findings, person, DAY, "inwoner", hoped=True)

    assert certain is None
    assert hoped is not None
    assert hoped.own == 20000


def test_no_costs_no_combination(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})

    assert overview(book, {"werkt": True}, DAY, "nl").together == ()
    assert overview_shape(overview(book, {"werkt": True}, DAY, "nl"))["samen"] == []


def test_the_shape_says_who_pays_what_in_cents(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("80000")})

    (combined,) = overview_shape(overview(book, {"werkt": True, COSTS: 100000}, DAY, "en"), "en")["samen"]

    assert combined["voor"] == "inwoner"
    assert combined["zeker"]["eigenGeld"] == 20000
    assert combined["zeker"]["zin"].replace("\N{NO-BREAK SPACE}", "") == "Of €1,000 you pay €200 yourself."
    assert combined["zeker"]["regelingen"] == [{"id": "a", "naam": "a", "soort": "subsidie", "bedrag": 80000}]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("veel")


def test_no_lawful_choice_is_better(many: Path):
    """Beside every choice tried one by one, over random amounts, costs and exclusions."""
    number = iter(range(10_000))

    @QUICK
    @given(
        st.lists(st.integers(1, 90_000), min_size=1, max_size=5),
        st.integers(0, 150_000),
        st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4),
    )
    def check(amounts: list[int], costs: int, barred: set[tuple[int, int]]) -> None:
        names = [f"r{n}" for n in range(len(amounts))]
        pairs = {(a, b) for a, b in barred if a != b and max(a, b) < len(amounts)}
        schemes = {
            name: paying(str(amount), excludes(*(names[b] for a, b in sorted(pairs) if a == n)) if pairs else "")
            for n, (name, amount) in enumerate(zip(names, amounts, strict=True))
        }
        book = book_of(many / str(next(number)), schemes)
        person = {COSTS: costs, "werkt": True}
        found = best_together(book, book.findings(person, DAY, "nl"), person, DAY, "inwoner", hoped=False)

        lawful = [
            chosen
            for size in range(len(amounts) + 1)
            for chosen in combinations(range(len(amounts)), size)
            if not any((a, b) in pairs or (b, a) in pairs for a, b in combinations(chosen, 2))
        ]
        own, fewest = min((costs - min(costs, sum(amounts[n] for n in chosen)), len(chosen)) for chosen in lawful)
        if found is None:
            assert costs == 0
        else:
            assert (found.own, len(found.shares)) == (own, fewest)

    check()
