# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""No question is asked that cannot change anything, and when no question is left everything is settled."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorleren.basics import Outcome
from doorleren.journeys import Aim, next_question
from doorleren.rules import Book

from .invented import Invented, invented_book
from .invented_schemes import FACTS, SCHEMES, TABLES

DAY = date(2023, 1, 16)
MOST_TO_TRY = 3_000
QUICK = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    return invented_book(tmp_path_factory.mktemp("boek"), FACTS, SCHEMES, TABLES)


def people(both: Invented) -> st.SearchStrategy[dict[str, Any]]:
    """Somebody who can exist and knows everything."""
    values: dict[str, set[Any]] = {name: set() for name in both.world.facts}
    for scheme in both.schemes.values():
        for name in scheme.on(DAY).facts:
            values[name] |= set(scheme.on(DAY).candidates(name))
    drawn = st.fixed_dictionaries({name: st.sampled_from(sorted(found, key=str)) for name, found in values.items()})
    return drawn.filter(lambda person: both.world.can_be(person, DAY))


def ask(book: Book, facts: Mapping[str, Any], aim: Aim = Aim.ALL, skip: Collection[str] = ()) -> str | None:
    question = next_question(book, facts, DAY, "nl", aim=aim, skip=skip)
    return question.fact if question else None


def answer_everything(
    book: Book, person: Mapping[str, Any], told: dict[str, Any], skip: Collection[str] = ()
) -> list[str]:
    """Ask until nothing is left to ask; gives the questions in order."""
    asked: list[str] = []
    while (fact := ask(book, told, skip=skip)) is not None:
        assert fact not in told
        assert fact not in skip
        asked.append(fact)
        told[fact] = person[fact]
    return asked


def can_matter(both: Invented, fact: str, told: Mapping[str, Any]) -> bool | None:
    """Whether an answer to this can change an outcome or an amount; None where there is too much to try."""
    findings = both.book.findings(told, DAY, "nl", help_too=False)
    if any(point.name == fact for found in findings for point in found.depends_on):
        return True
    for found in findings:
        today = both.schemes[found.scheme].on(DAY)
        if found.outcome in (Outcome.JA, Outcome.HANGT_AF) and fact in today.world.base_facts(today.pay_rules):
            known = {name: value for name, value in told.items() if name in today.facts}
            if today.size(set(today.facts) - set(known)) > MOST_TO_TRY:
                return None
            answers = [today.answer({**known, fact: value}) for value in today.candidates(fact)]
            if len({one.amount for one in answers if one is not None}) > 1:
                return True
    return False


def test_a_question_can_always_change_an_answer(invented: Invented):
    """Whatever was told already: what is asked next matters to some scheme, for its outcome or its amount."""
    matters: list[bool | None] = []

    @QUICK
    @given(people(invented), st.sets(st.sampled_from(sorted(invented.world.facts))))
    def check(person: dict[str, Any], left_out: set[str]) -> None:
        told = {name: value for name, value in person.items() if name not in left_out}

        fact = ask(invented.book, told)

        if fact is not None:
            assert fact not in told
            matters.append(can_matter(invented, fact, told))
            assert matters[-1] is not False, fact

    check()
    assert matters.count(True) >= 20


def test_when_no_question_is_left_only_judgements_are_open(invented: Invented):
    """Nobody is sent away with an answer that one more question would have settled."""

    @QUICK
    @given(people(invented), st.sets(st.sampled_from(sorted(invented.world.facts)), max_size=8))
    def check(person: dict[str, Any], told_at_once: set[str]) -> None:
        told = {name: person[name] for name in told_at_once}

        asked = answer_everything(invented.book, person, told)

        assert len(asked) == len(set(asked))
        for found in invented.book.findings(told, DAY, "nl", help_too=False):
            assert [point for point in found.depends_on if point.kind == "feit"] == [], found.scheme
            if found.amount is not None:
                assert found.amount.lowest == found.amount.highest, found.scheme

    check()


def test_the_answers_after_all_questions_are_those_of_somebody_who_told_everything(invented: Invented):
    """What was not asked made no difference."""

    @QUICK
    @given(people(invented))
    def check(person: dict[str, Any]) -> None:
        told: dict[str, Any] = {}

        answer_everything(invented.book, person, told)

        short = invented.book.findings(told, DAY, "nl", help_too=False)
        whole = invented.book.findings(person, DAY, "nl", help_too=False)
        assert [(one.scheme, one.outcome) for one in short] == [(one.scheme, one.outcome) for one in whole]
        assert [one.amount for one in short] == [one.amount for one in whole]

    check()


def test_what_somebody_does_not_know_is_not_asked_again(invented: Invented):
    """Everything else is still asked, so that only the skipped facts stay open."""

    @QUICK
    @given(people(invented), st.sets(st.sampled_from(sorted(invented.world.facts)), max_size=6))
    def check(person: dict[str, Any], not_known: set[str]) -> None:
        told: dict[str, Any] = {}

        answer_everything(invented.book, person, told, skip=not_known)

        for found in invented.book.findings(told, DAY, "nl", help_too=False):
            assert {point.name for point in found.depends_on if point.kind == "feit"} <= not_known, found.scheme

    check()


def test_the_way_to_a_first_yes_is_not_longer_than_the_way_to_all_answers(invented: Invented):
    """Sixty invented people: with the aim of a first certain yes they get there sooner, or as soon."""
    paid = {name for name, scheme in invented.book.schemes.items() if scheme.kind != "recht"}
    random = Random(20200201)
    values = {name: [] for name in invented.world.facts}
    for scheme in invented.schemes.values():
        for name in scheme.on(DAY).facts:
            values[name] += scheme.on(DAY).candidates(name)
    steps: dict[Aim, list[int]] = {aim: [] for aim in Aim}
    while len(steps[Aim.ALL]) < 60:
        person = {name: random.choice(found) for name, found in values.items()}
        if invented.world.can_be(person, DAY):
            for aim in Aim:
                steps[aim].append(questions_to_first_yes(invented.book, person, aim, paid))

    assert sum(steps[Aim.FIRST_YES]) <= sum(steps[Aim.ALL])
    assert max(steps[Aim.FIRST_YES]) <= len(values)


def questions_to_first_yes(book: Book, person: Mapping[str, Any], aim: Aim, paid: set[str]) -> int:
    told: dict[str, Any] = {}
    while True:
        found = book.findings(told, DAY, "nl", only=paid, help_too=False)
        fact = ask(book, told, aim)
        if fact is None or any(one.outcome is Outcome.JA and one.scheme != "altijd-waar" for one in found):
            return len(told)
        told[fact] = person[fact]


def test_a_form_of_which_everything_is_told_asks_nothing(invented: Invented):
    @QUICK
    @given(people(invented))
    def check(person: dict[str, Any]) -> None:
        assert ask(invented.book, person) is None

    check()


def test_a_scheme_that_already_says_no_is_not_asked_about(tmp_path_factory: pytest.TempPathFactory):
    """Too old is too old: nobody is asked for their income after that."""
    facts = """
      facts:
        geboortedatum: {type: datum, owner: persoon, min: op - 110 years, max: op}
        inkomen_eurocent: {type: geld, owner: persoon, min: 0}
      derived:
        leeftijd: {type: geheel-getal, formula: "years_between(geboortedatum, op)"}
    """
    scheme = """
      amounts: {grens: [{value: 30}], hoogste_eurocent: [{value: 3000000}]}
      conditions:
        - {id: jong, if: leeftijd < grens}
        - {id: inkomen, if: inkomen_eurocent < hoogste_eurocent}
    """
    book = invented_book(tmp_path_factory.mktemp("boek"), facts, {"jong-en-arm": scheme}).book
    young, old = ({"geboortedatum": DAY - timedelta(days=days)} for days in (366 * 20, 366 * 40))

    assert ask(book, young) == "inkomen_eurocent"
    assert ask(book, old) is None


def test_whether_a_judgement_is_needed_at_all_is_asked(tmp_path_factory: pytest.TempPathFactory):
    """Who works few hours needs no permission; that is worth a question, the permission itself is not."""
    facts = "facts: {uren: {type: geheel-getal, owner: persoon, min: 0, max: 80}}"
    scheme = "conditions: [{id: toestemming, judged_by: UWV, only_if: uren > 10}]"
    book = invented_book(tmp_path_factory.mktemp("boek"), facts, {"met-toestemming": scheme}).book

    assert ask(book, {}) == "uren"
    assert ask(book, {"uren": 40}) is None
    assert ask(book, {"uren": 4}) is None


def test_what_does_not_change_the_amount_is_not_asked_for_the_amount(tmp_path_factory: pytest.TempPathFactory):
    """A small company gets a fixed sum: then nobody needs to know what the course costs."""
    facts = """
      facts:
        medewerkers: {type: geheel-getal, owner: werkgever, min: 0, max: 1000}
        kosten_eurocent: {type: geld, owner: opleiding, min: 0}
    """
    scheme = """
      amounts: {klein: [{value: 50}], vast_eurocent: [{value: 10000}]}
      conditions: [{id: werkgever, if: medewerkers > 0}]
      pays: {first: [{when: medewerkers < klein, amount: vast_eurocent}, {otherwise: kosten_eurocent}]}
    """
    book = invented_book(tmp_path_factory.mktemp("boek"), facts, {"vast-of-kosten": scheme}).book

    assert ask(book, {}) == "medewerkers"
    assert ask(book, {"medewerkers": 10}) is None
    assert ask(book, {"medewerkers": 100}) == "kosten_eurocent"
    assert ask(book, {"medewerkers": 0}) is None
