# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a plan is said: a gift in the table, a loan and less tax apart, days in words, no sentence cut in a name."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from doorleren.basics import said
from doorleren.catalogue import Course, Offering, Origin
from doorleren.journeys.plan import OWN, Choice, Payer, Phase, Plan, Planned, Step
from doorleren.journeys.price_for_you import YourPrice
from doorleren.portal.plan_page import ShownPlan, say_own, show_plan
from doorleren.portal.words import words_in
from doorleren.rules import Book

ON = date(2026, 11, 21)
ORIGIN = Origin("voorbeelden", "1", example=True)
CHOICE = Choice(Course("c", "p", "Excel", ORIGIN), Offering("o", "c", ORIGIN, any_day=True), None)
PAYERS = (
    Payer("Leergeld", "leergeld", "subsidie", 30_000, True),
    Payer("Lening", "l", "lening", 50_000, True),
    Payer("Aftrek", "t", "fiscaal", 20_000, False),
    Payer("", None, OWN, 20_000, True),
)


def plan_of(*steps: Step, payers: tuple[Payer, ...] = PAYERS, advance: int = 0) -> Plan:
    course = Planned(CHOICE, YourPrice(100_000, 70_000, 70_000), payers, advance)
    return Plan(ON, (course,), steps, (), (), 100_000, 70_000, 70_000, advance, 50_000, 0, True)


def shown(book: Book, plan: Plan, language: str = "nl") -> ShownPlan:
    return show_plan(plan, book, words_in(language), ())


def test_only_gifts_and_oneself_stand_in_the_table(book: Book) -> None:
    (course,) = shown(book, plan_of()).courses

    assert [(row.who, row.amount.replace("\u00a0", " ")) for row in course.rows] == [
        ("Leergeld", "€ 300"),
        ("U zelf", "€ 700"),
    ]


def test_a_loan_and_less_tax_have_a_sentence_of_their_own_that_says_whether_it_is_certain(book: Book) -> None:
    (course,) = shown(book, plan_of()).courses

    loan, tax = (one.replace("\u00a0", " ") for one in course.apart)
    assert loan == "Lenen kan ook: € 500 met «Lening». Dat betaalt u later terug."
    assert tax == "Later terug: € 200 minder belasting, met «Aftrek». Dit is nog niet zeker."


def test_money_that_is_too_late_says_so(book: Book) -> None:
    payer = replace(PAYERS[0], certain=False)
    plan = plan_of(payers=(payer,))
    late = replace(plan, courses=(replace(plan.courses[0], too_late=frozenset({"leergeld"})),))

    assert shown(book, plan).courses[0].rows[0].sure == "Nog niet"
    assert shown(book, late).courses[0].rows[0].sure == "Misschien te laat"


@pytest.mark.parametrize(
    ("lowest", "highest", "sentence"),
    [
        (0, 0, "€ 0"),
        (0, 13_300, "€ 0 tot € 133"),
        (None, None, "dat is nog niet bekend"),
        (0, None, "misschien € 0"),
    ],
)
def test_what_somebody_pays_is_one_amount_two_or_unknown(lowest: Any, highest: Any, sentence: str) -> None:
    assert say_own(lowest, highest, words_in("nl")).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("step", "when"),
    [
        (Step(Phase.ENROL, said("x", "x"), by=date(2027, 1, 14)), "uiterlijk 14 januari 2027"),
        (Step(Phase.ENROL, said("x", "x"), by=ON), "vandaag nog, 21 november 2026"),
        (Step(Phase.ENROL, said("x", "x"), by=date(2026, 11, 1), late=True), "de laatste dag was 1 november 2026"),
        (Step(Phase.START, said("x", "x"), on=date(2027, 2, 1)), "op 1 februari 2027"),
        (Step(Phase.APPLY_AFTERWARDS, said("x", "x"), on=date(2027, 2, 1)), "vanaf 1 februari 2027"),
        (
            Step(Phase.APPLY_AFTERWARDS, said("x", "x"), on=date(2027, 2, 1), by=date(2027, 3, 1)),
            "van 1 februari 2027 tot en met 1 maart 2027",
        ),
        (Step(Phase.PAY, said("x", "x")), None),
    ],
)
def test_the_day_of_a_step_is_said_in_words(book: Book, step: Step, when: str | None) -> None:
    assert shown(book, plan_of(step)).steps[0].when == when


@pytest.mark.parametrize(
    ("text", "what", "rest"),
    [
        ("Betaal € 1.900 aan de opleider. Daarvan komt € 5 terug.", "Betaal € 1.900 aan de opleider.", "Daarvan komt € 5 terug."),
        ("Vraag «Dr. De Wit. En zo» aan.", "Vraag «Dr. De Wit. En zo» aan.", ""),
        ("Apply for “St. Mary”. Do it soon.", "Apply for “St. Mary”.", "Do it soon."),
        ("Eén zin.", "Eén zin.", ""),
    ],
)  # fmt: skip
def test_the_heading_of_a_step_is_its_first_sentence(book: Book, text: str, what: str, rest: str) -> None:
    step = shown(book, plan_of(Step(Phase.PAY, said(text, text)))).steps[0]

    assert (step.what, step.rest) == (what, rest)


def test_english_is_english(book: Book) -> None:
    found = shown(book, plan_of(Step(Phase.ENROL, said("x", "x"), by=date(2027, 1, 14)), advance=30_000), "en")

    assert found.steps[0].when == "by 14 January 2027 at the latest"
    assert found.total[0] == "You pay €1,000 first. Later you get €300 of that back."
