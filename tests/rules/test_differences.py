# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two versions side by side: what is different, and a person for whom it matters – or really nobody.

"Nobody" is checked the slow way: everybody in a small invented world is asked under both versions.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from doorleren.basics import Outcome
from doorleren.rules import Book, read_book
from doorleren.rules.day import DayRules
from doorleren.rules.differences import Difference, How, Part, Version, differences, exchanged, frozen, version_of
from doorleren.rules.expression import Node, parse
from doorleren.rules.facts import FactBook
from doorleren.rules.meaning import work_out
from doorleren.rules.profile import Profile, contradictions
from doorleren.rules.witness import Sought, Witness, find_witness, where_sums_differ

from .invented import invented_book

DAY = date(2020, 3, 10)
FACTS = """
facts:
  uren: {type: geheel-getal, owner: persoon, min: 0, max: 8}
  kosten_eurocent: {type: geld, owner: opleiding, min: 0, max: 12}
  soort: {type: een-van, owner: opleiding, values: [a, b, c]}
  betaalt: {type: ja-nee, owner: werkgever}
impossible:
  - {id: c_betaalt, if: "soort = c and betaalt"}
  - {id: b_kort, if: "soort = b and uren < 2"}
"""
EVERYBODY = [
    {"uren": uren, "kosten_eurocent": kosten, "soort": soort, "betaalt": betaalt}
    for uren, kosten, soort, betaalt in product(range(9), range(13), "abc", (False, True))
    if not (soort == "c" and betaalt) and not (soort == "b" and uren < 2)
]


def scheme(
    conditions: str = "", amount: str = "kosten_eurocent", amounts: str = "", extra: str = "", until: str = ""
) -> str:
    """A small scheme of two versions; what is different between them is for the test to say."""
    return f"""
        versions: [{{from: 2000-01-01, until: 2020-01-01}}, {{from: 2020-01-01}}]
        amounts: {{{amounts}}}
        conditions: [{conditions or "{id: altijd, if: uren >= 0}"}]
        pays: {{amount: "{amount}"}}
        {extra}
    """


def two(folder: Path, old: str, new: str) -> tuple[Book, Version, Version]:
    """Two folders with a scheme of the same name, read with the same facts."""
    books = [invented_book(folder / name, FACTS, {"fonds": text}).book for name, text in (("oud", old), ("nieuw", new))]
    versions = [version_of(book.schemes["fonds"], DAY) for book in books]
    assert versions[0] is not None
    assert versions[1] is not None
    return books[0], versions[0], versions[1]


def decide(facts: FactBook, version: Version, person: Mapping[str, Any]) -> tuple[Any, ...]:
    """What one version says to one person, without any of the search."""
    rules = DayRules(facts, [frozen(version, "een", DAY, {}, {})], DAY)
    states, values = rules.know(person)
    one = rules.by_id["een"]
    outcome = one.outcome(states, one.truths(states))
    return outcome, one.paid.bounds(states, values) if outcome is not Outcome.NEE else None


def decisive(found: list[Difference]) -> list[Difference]:
    """Without the sentences, which change along with the conditions."""
    return [one for one in found if one.part.decides]


def only(found: list[Difference], part: Part) -> list[Difference]:
    return [one for one in found if one.part is part]


# --- what is different ----------------------------------------------------------------------------------------------


def test_a_version_does_not_differ_from_itself(tmp_path: Path) -> None:
    _, old, new = two(tmp_path, scheme("{id: k, if: uren < 3}"), scheme("{id: k, if: uren < 3}"))

    assert differences(old, new) == []


def test_each_condition_that_came_went_or_changed_is_named_once(tmp_path: Path) -> None:
    _, old, new = two(
        tmp_path,
        scheme("{id: blijft, if: betaalt}, {id: weg, if: uren < 3}, {id: ander, if: uren > 1}"),
        scheme("{id: blijft, if: betaalt}, {id: ander, if: uren > 2}, {id: erbij, judged_by: UWV}"),
    )

    found = [(one.id, one.how) for one in only(differences(old, new), Part.CONDITION)]

    assert found == [("weg", How.WENT), ("ander", How.CHANGED), ("erbij", How.CAME)]


def test_another_place_in_the_source_is_not_another_rule(tmp_path: Path) -> None:
    _, old, new = two(
        tmp_path,
        scheme("{id: k, if: uren < 3}"),
        scheme("{id: k, if: uren < 3, source: {document: wet, place: artikel 9}}"),
    )

    (found,) = decisive(differences(old, new))

    assert (found.part, found.how) == (Part.CONDITION, How.SOURCE)


def test_spelling_a_rule_otherwise_changes_nothing(tmp_path: Path) -> None:
    _, old, new = two(
        tmp_path, scheme("{id: k, if: uren<3 and betaalt}"), scheme("{id: k, if: uren < 3  and  betaalt}")
    )

    assert differences(old, new) == []


# --- the person -----------------------------------------------------------------------------------------------------


def witness(book: Book, old: Version, new: Version, difference: Difference) -> Witness:
    sought, found = find_witness(book.facts, old, new, difference, DAY)
    assert sought is Sought.FOUND
    assert found is not None
    return found


def test_a_limit_that_moves_touches_who_stands_between_the_two(tmp_path: Path) -> None:
    limit = "grens: [{{value: {}, source: {{document: wet, place: artikel 1}}}}]"
    book, old, new = two(
        tmp_path,
        scheme("{id: k, if: uren < grens}", amounts=limit.format(3)),
        scheme("{id: k, if: uren < grens}", amounts=limit.format(5)),
    )

    (found,) = decisive(differences(old, new))
    person = witness(book, old, new, found)

    assert (found.part, found.id) == (Part.AMOUNT, "grens")
    assert person.facts.keys() == {"uren"}
    assert person.facts["uren"] in (3, 4)
    assert (person.old.outcome, person.new.outcome) == (Outcome.NEE, Outcome.JA)


def test_a_condition_that_another_already_asks_touches_nobody(tmp_path: Path) -> None:
    book, old, new = two(
        tmp_path,
        scheme("{id: streng, if: uren < 3}, {id: ruim, if: uren < 5}"),
        scheme("{id: streng, if: uren < 3}"),
    )

    (found,) = decisive(differences(old, new))

    assert find_witness(book.facts, old, new, found, DAY) == (Sought.NOBODY, None)


def test_what_cannot_go_together_is_no_witness(tmp_path: Path) -> None:
    """Only somebody with soort c whose employer pays would notice, and there is nobody like that."""
    book, old, new = two(
        tmp_path,
        scheme("{id: k, if: soort = c and uren < 3}"),
        scheme("{id: k, if: soort = c and uren < 3 and not betaalt}"),
    )

    (found,) = decisive(differences(old, new))

    assert find_witness(book.facts, old, new, found, DAY) == (Sought.NOBODY, None)


def test_two_changes_that_undo_each_other_still_have_their_own_person(tmp_path: Path) -> None:
    book, old, new = two(
        tmp_path,
        scheme("{id: een, if: uren < 3}"),
        scheme("{id: een, if: uren < 5}, {id: twee, if: uren < 3}"),
    )

    found = {one.id: witness(book, old, new, one) for one in decisive(differences(old, new))}

    assert not found["een"].turns
    assert found["een"].alone[0].outcome is Outcome.JA
    assert found["twee"].old == found["twee"].new


@pytest.mark.parametrize(
    ("old", "new", "touches"),
    [
        ("kosten_eurocent", "50% * kosten_eurocent", True),
        ("min(kosten_eurocent, 100% * kosten_eurocent)", "kosten_eurocent", False),
        ("max(kosten_eurocent, 0)", "kosten_eurocent", False),
        ("min(kosten_eurocent, top_eurocent)", "kosten_eurocent", True),
        ("min(kosten_eurocent, ruim_eurocent)", "kosten_eurocent", False),
        ("uren * een_eurocent", "kosten_eurocent", True),
    ],
)
def test_another_sum_touches_somebody_only_if_it_comes_out_otherwise(
    tmp_path: Path, old: str, new: str, touches: bool
) -> None:
    """The costs are 12 cents at most here, so a maximum of 12 cents never matters and one of 11 does."""
    source = "source: {document: wet, place: artikel 1}"
    amounts = ", ".join(
        f"{name}_eurocent: [{{value: {cents}, {source}}}]" for name, cents in (("top", 11), ("ruim", 12), ("een", 1))
    )
    book, before, after = two(tmp_path, scheme(amount=old, amounts=amounts), scheme(amount=new, amounts=amounts))

    (found,) = decisive(differences(before, after))
    sought, person = find_witness(book.facts, before, after, found, DAY)

    assert found.part is Part.PAYMENT
    assert (sought is Sought.FOUND) is touches
    assert (sought is Sought.NOBODY) is not touches
    if person is not None:
        assert person.old.outcome is person.new.outcome is Outcome.JA
        assert person.old.amount != person.new.amount


def test_a_body_that_need_not_decide_any_more_makes_a_certain_yes(tmp_path: Path) -> None:
    book, old, new = two(
        tmp_path, scheme("{id: a, if: uren < 3}, {id: b, judged_by: UWV}"), scheme("{id: a, if: uren < 3}")
    )

    (found,) = decisive(differences(old, new))
    person = witness(book, old, new, found)

    assert (person.old.outcome, person.new.outcome) == (Outcome.HANGT_AF, Outcome.JA)


def test_a_window_that_is_shut_touches_everybody_who_could_apply(tmp_path: Path) -> None:
    window = "{{id: aanvraagtijdvak, window: [{{from: {}, until: {}}}]}}, {{id: k, if: uren < 3}}"
    book, old, new = two(
        tmp_path,
        scheme(window.format("2020-03-01", "2020-04-01")),
        scheme(window.format("2020-05-01", "2020-06-01")),
    )

    (found,) = decisive(differences(old, new))
    person = witness(book, old, new, found)

    assert found.part is Part.WINDOW
    assert (person.old.outcome, person.new.outcome) == (Outcome.JA, Outcome.NEE)


# --- everybody is asked ---------------------------------------------------------------------------------------------

CONDITIONS = (
    "uren < 3",
    "uren >= 2 and uren < 6",
    "uren != 4",
    "betaalt",
    "not betaalt or uren < 5",
    "soort in [a, b]",
    "soort = c or betaalt",
    "soort != b or uren >= 2",
    "kosten_eurocent > 0",
    "kosten_eurocent <= 0 or betaalt",
    "uren < 8 and (betaalt or soort = a)",
)
SUMS = (
    "kosten_eurocent",
    "50% * kosten_eurocent",
    "min(kosten_eurocent, 60% * kosten_eurocent)",
    "min(75% * kosten_eurocent, 40% * kosten_eurocent + 2 * min(kosten_eurocent, 0))",
    "max(kosten_eurocent, 0)",
)


def pairs(count: int) -> Iterator[tuple[str, str]]:
    """Pairs of small schemes that differ in one to three places."""
    chance = random.Random(20201310)
    for _ in range(count):
        rules = dict(enumerate(chance.sample(CONDITIONS, 3)))
        other = {n: chance.choice([rule, rule, *CONDITIONS]) for n, rule in rules.items() if chance.random() > 0.15}
        sums = [chance.choice(SUMS) for _ in range(2)] if chance.random() < 0.5 else [chance.choice(SUMS)] * 2
        texts = [", ".join(f'{{id: k{n}, if: "{rule}"}}' for n, rule in one.items()) for one in (rules, other)]
        yield scheme(texts[0], sums[0]), scheme(texts[1], sums[1])


def test_a_person_is_found_exactly_where_there_is_one(tmp_path: Path) -> None:
    """Two hundred pairs; every difference in each is compared with asking everybody there is."""
    outcomes = {True: 0, False: 0}
    for n, (before, after) in enumerate(pairs(60)):
        book, old, new = two(tmp_path / str(n), before, after)
        for difference in differences(old, new):
            if not difference.part.decides:
                continue
            others = (
                exchanged(old, new, difference, forwards=True),
                exchanged(new, old, difference, forwards=False),
            )
            sides = [AskAll(book.facts, one) for one in (old, others[0], others[1], new)]
            there_is = any(a != b or c != d for a, b, c, d in zip(*(one.answers for one in sides), strict=True))

            sought, person = find_witness(book.facts, old, new, difference, DAY)

            assert (sought is Sought.FOUND) is there_is, (before, after, difference)
            assert (sought is Sought.NOBODY) is not there_is, (before, after, difference)
            outcomes[there_is] += 1
            if person is not None:
                check_person(book, old, new, person)
    assert min(outcomes.values()) >= 10, outcomes


class AskAll:
    """The answers of one version to everybody."""

    def __init__(self, facts: FactBook, version: Version) -> None:
        rules = DayRules(facts, [frozen(version, "een", DAY, {}, {})], DAY)
        one = rules.by_id["een"]
        self.answers = []
        for person in EVERYBODY:
            states, values = rules.know(person)
            outcome = one.outcome(states, one.truths(states))
            self.answers.append((outcome, one.paid.bounds(states, values) if outcome is Outcome.JA else None))


def check_person(book: Book, old: Version, new: Version, person: Witness) -> None:
    """The witness can be, gets what is said, and no fact can be left out."""
    assert contradictions(Profile(dict(person.facts), DAY), DayRules(book.facts, [], DAY)) == []
    assert decide(book.facts, old, person.facts) == (person.old.outcome, person.old.amount)
    assert decide(book.facts, new, person.facts) == (person.new.outcome, person.new.amount)


# --- the schemes of the book ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book() -> Book:
    found, problems = read_book()
    assert problems == []
    assert found is not None
    return found


def shipped(book: Book, name: str, old: str, new: str) -> tuple[Version, Version, dict[str, Difference]]:
    before, after = (version_of(book.schemes[name], date.fromisoformat(day)) for day in (old, new))
    assert before is not None
    assert after is not None
    found = {one.id: one for one in differences(before, after)}
    return before, after, found


def test_slim_pays_small_companies_less_since_2025(book: Book) -> None:
    """80 percent became 60 (Stcrt. 2024, 41822; Wiedijk), and a place to learn is no longer paid."""
    old, new, found = shipped(book, "slim", "2020-03-05", "2025-03-05")

    sought, person = find_witness(book.facts, old, new, found["deel_klein"], new.day)
    assert sought is Sought.FOUND
    assert person is not None
    costs = person.facts["werkgever_leerplan_kosten_eurocent"]
    assert isinstance(costs, int)
    assert person.old.amount is not None
    assert person.new.amount is not None
    assert person.old.amount.highest == costs * 80 // 100
    assert person.new.amount.highest == costs * 60 // 100

    sought, person = find_witness(book.facts, old, new, found["activiteit"], new.day)
    assert person is not None
    assert person.facts == {"werkgever_leeractiviteiten": frozenset({"praktijkleerplaats"})}
    assert person.new.outcome is Outcome.NEE


def test_the_age_limit_of_the_loan_went_up_by_a_year(book: Book) -> None:
    """55 until 2020, 56 until 2024: somebody of 55 on that day notices; the overview says the same."""
    old, new, found = shipped(book, "levenlanglerenkrediet", "2019-01-01", "2023-01-01")

    sought, person = find_witness(book.facts, old, new, found["grens_leeftijd_ho"], new.day)

    assert sought is Sought.FOUND
    assert person is not None
    born = person.facts["geboortedatum"]
    assert isinstance(born, date)
    assert date(1967, 1, 2) <= born <= date(1968, 1, 1)
    assert (person.old.outcome, person.new.outcome) == (Outcome.NEE, Outcome.JA)
    (finding,) = book.findings(person.facts, new.day, "nl", ["levenlanglerenkrediet"])
    assert finding.outcome is Outcome.JA


def test_stap_closed_to_courses_that_are_no_recognised_education(book: Book) -> None:
    old, new, found = shipped(book, "stap-budget", "2023-07-10", "2023-10-01")

    sought, person = find_witness(book.facts, old, new, found["erkend_onderwijs"], new.day)

    assert sought is Sought.FOUND
    assert person is not None
    assert found["erkend_onderwijs"].how is How.CAME
    assert person.facts["opleiding_soort"] in ("cursus", "evc", "basisvaardigheden")
    assert person.new.outcome is Outcome.NEE


def neighbours(book: Book) -> list[tuple[str, date, date]]:
    """Each version with the one after it."""
    found = []
    for scheme in book.schemes.values():
        firsts = sorted(span.first for span in scheme.versions if span.first)
        found += [(scheme.id, one, other) for one, other in pairwise(firsts)]
    return found


def test_every_step_in_the_book_can_be_compared_and_every_witness_asked_again(book: Book) -> None:
    steps = neighbours(book)
    assert len(steps) >= 15
    found = 0
    for name, one, other in steps:
        old, new, changes = shipped(book, name, str(one), str(other))
        assert changes, (name, one, other)
        for change in changes.values():
            sought, person = find_witness(book.facts, old, new, change, new.day)
            assert sought is not Sought.NOT_PROVED, (name, one, other, change.id)
            if person is not None:
                found += 1
                check_on(book, old, new, person, change)
    assert found >= 10


def check_on(book: Book, old: Version, new: Version, person: Witness, change: Difference) -> None:
    """Asked in each version by itself, the windows open; without a fact less the answer would be another."""
    if change.part is Part.WINDOW:
        return
    for version, told in ((old, person.old), (new, person.new)):
        rules = DayRules(book.facts, [frozen(version, "een", new.day, {}, {})], new.day)
        states, values = rules.know(person.facts)
        one = rules.by_id["een"]
        assert one.outcome(states, one.truths(states)) is told.outcome
        if told.amount is not None:
            assert one.paid.bounds(states, values) == told.amount


# --- sums -----------------------------------------------------------------------------------------------------------

SPANS = {"a": (0, 40), "b": (0, 40)}
PARTS = ("a", "b", "a - 7", "2 * b", "20", "50% * a", "33% * b", "a + b", "0")


def sums(count: int) -> Iterator[tuple[Node, Node]]:
    """Pairs of sums of two facts; half of them the same sum, written otherwise."""
    chance = random.Random(7)
    for n in range(count):
        one, two, three = chance.sample(PARTS, 3)
        first = f"min({one}, max({two}, {three})) + 10% * b"
        other = f"10% * b + max(min({one}, {two}), min({three}, {one}))"
        pair = (first, other) if n % 2 else (first, f"min({one}, max({two}, {chance.choice(PARTS)})) + 10% * b")
        found = [facts_named(parse(text)) for text in pair]
        yield found[0], found[1]


def facts_named(node: Node) -> Node:
    if node.op == "name":
        return Node("fact", name=node.name)
    return Node(node.op, tuple(facts_named(arg) for arg in node.args), node.name, node.value)


def test_two_sums_are_the_same_only_if_they_are_the_same_everywhere() -> None:
    """All 1681 points are worked out; a sum that is called the same is the same in each."""
    same = different = 0
    for one, other in sums(160):
        points, the_same = where_sums_differ((one, other), SPANS, {"a": 5, "b": 5})
        looked = [{"a": a, "b": b} for a in range(41) for b in range(41)]
        apart = [point for point in looked if cents(one, point) != cents(other, point)]

        assert not (the_same and apart), (str(one), str(other))
        assert bool(points) is bool(apart), (str(one), str(other))
        assert all(cents(one, point) != cents(other, point) for point in points)
        same, different = same + the_same, different + bool(points)
    assert min(same, different) >= 30


def cents(node: Node, point: Mapping[str, int]) -> int:
    return int(work_out(node, lambda leaf: point[leaf.name]) // 1)


def test_a_sum_with_three_facts_is_looked_at_but_never_called_the_same() -> None:
    one, other = (facts_named(parse(text)) for text in ("a + b + c", "c + b + a"))

    assert where_sums_differ((one, other), {**SPANS, "c": (0, 5)}, {"a": 1, "b": 1, "c": 1}) == ([], False)
