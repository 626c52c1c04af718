# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan is something to start with on Monday: its steps can be taken in their order, and its money adds up."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from doorleren.catalogue import Course, Offering, Origin, Provider
from doorleren.journeys.in_the_way import things_in_the_way
from doorleren.journeys.plan import OWN, Choice, Phase, Plan, Step, make_plan
from doorleren.journeys.plan_facts import facts_of_plan
from doorleren.journeys.plan_shape import plan_shape
from doorleren.rules import Book

from .test_exact import QUICK
from .test_together import book_of, excludes, paying

ON = date(2026, 11, 21)
ORIGIN = Origin("voorbeelden", "1", example=True)
COURSE = Course("c", "p", "Excel voor beginners", ORIGIN, name_en="Excel for beginners")
SCHOOL = Provider("p", "Voorbeeldschool", ORIGIN, website="https://example.org")
START, END, ENROL_BY = date(2027, 2, 1), date(2027, 4, 30), date(2027, 1, 14)
WORKS: Mapping[str, Any] = {"werkt": True}
OFFERING = Offering("o", "c", ORIGIN, start=START, end=END, apply_until=ENROL_BY, price_cents=100_000)


def chosen(offering: Offering = OFFERING, course: Course = COURSE) -> Choice:
    return Choice(course, offering, SCHOOL)


def timed(cents: str, *statements: dict[str, Any], more: str = "") -> str:
    """A scheme that pays so much, and what its source says of when."""
    source = {"document": "wet", "place": "artikel 9"}
    return paying(cents, f"timing: {json.dumps([{**one, 'source': source} for one in statements])}\n{more}")


def planned(book: Book, *choices: Choice, person: Mapping[str, Any] = WORKS, on: date = ON, **more: Any) -> Plan:
    return make_plan(book, person, on, "nl", choices or (chosen(),), **more)


def of(found: Plan, phase: Phase) -> list[Step]:
    return [step for step in found.steps if step.phase is phase]


def place_of(found: Plan, phase: Phase) -> int:
    return [step.phase for step in found.steps].index(phase)


def payers(found: Plan, number: int = 0) -> dict[str | None, tuple[int, bool]]:
    return {one.scheme: (one.cents, one.certain) for one in found.courses[number].payers}


# --- the order ------------------------------------------------------------------------------------------------------


def test_a_talk_comes_first_and_then_everything_in_the_order_of_the_course(tmp_path: Path):
    book = book_of(tmp_path, {"a": timed("30000", {"apply_until": "enrolment", "paid": "afterwards", "to": "inwoner"})})

    found = planned(book)

    assert [step.phase for step in found.steps] == [
        Phase.TALK,
        Phase.APPLY_BEFORE_ENROLMENT,
        Phase.ENROL,
        Phase.PAY,
        Phase.START,
        Phase.END,
        Phase.MONEY_COMES,
    ]


def test_who_must_apply_before_enrolling_is_told_so_with_the_last_day(tmp_path: Path):
    book = book_of(tmp_path, {"a": timed("30000", {"apply_until": "enrolment"})})

    (step,) = of(planned(book), Phase.APPLY_BEFORE_ENROLMENT)

    assert step.must
    assert step.by == ENROL_BY
    assert step.why is not None
    assert step.why.nl == "Vraag het aan voor uw inschrijving bij de opleiding."
    assert step.source is not None
    assert step.source.place == "artikel 9"


def test_enrolling_waits_for_the_money(tmp_path: Path):
    with_money = planned(book_of(tmp_path / "a", {"a": paying("30000")}))
    without = planned(book_of(tmp_path / "b", {"a": paying("30000")}), person={"werkt": False})

    assert "Vraag eerst het geld aan." in str(of(with_money, Phase.ENROL)[0].why)
    assert of(without, Phase.ENROL)[0].why is None
    assert of(without, Phase.APPLY_BEFORE_ENROLMENT) == []


@pytest.mark.parametrize(
    ("statement", "phase", "on", "by"),
    [
        # Before the start is the day before it; nobody must enrol first, so applying goes first.
        ({"apply_until": "start"}, Phase.APPLY_BEFORE_ENROLMENT, None, START - timedelta(days=1)),
        ({"apply_until": "start - 4 weeks"}, Phase.APPLY_BEFORE_ENROLMENT, None, date(2027, 1, 4)),
        # The desk wants a proof of enrolment: then enrolling goes first.
        ({"apply_until": "start", "papers": ["registration"]}, Phase.APPLY_BEFORE_START, None, date(2027, 1, 31)),
        # It opens only after the last day to enrol.
        ({"apply_from": "start - 1 week", "apply_until": "start"}, Phase.APPLY_BEFORE_START, date(2027, 1, 25), date(2027, 1, 31)),
        ({"apply_from": "end"}, Phase.APPLY_AFTERWARDS, date(2027, 5, 1), None),
        ({"apply_from": "end", "apply_until": "end + 3 months"}, Phase.APPLY_AFTERWARDS, date(2027, 5, 1), date(2027, 7, 30)),
        ({"apply_from": "year_end"}, Phase.APPLY_AFTERWARDS, date(2028, 1, 1), None),
        ({"apply_until": "study_year_end"}, Phase.APPLY_BEFORE_ENROLMENT, None, date(2027, 8, 31)),
        # When somebody pays, nobody told us.
        ({"apply_from": "payment"}, Phase.APPLY_AFTERWARDS, None, None),
        ({"apply_until": "contract_end + 3 months"}, Phase.APPLY_BEFORE_ENROLMENT, None, None),
    ],
)  # fmt: skip
def test_a_moment_in_the_text_becomes_a_day_of_this_course(
    tmp_path: Path, statement: dict[str, Any], phase: Phase, on: date | None, by: date | None
):
    book = book_of(tmp_path, {"a": timed("30000", statement)})

    (step,) = [step for step in planned(book).steps if step.scheme == "a" and step.phase is not Phase.MONEY_COMES]

    assert (step.phase, step.on, step.by) == (phase, on, by)


def test_two_statements_of_one_scheme_are_one_step_with_both_days(tmp_path: Path):
    book = book_of(
        tmp_path, {"a": timed("30000", {"apply_from": "start - 12 weeks"}, {"apply_until": "start - 8 weeks"})}
    )

    (step,) = of(planned(book, on=date(2026, 11, 1)), Phase.APPLY_BEFORE_ENROLMENT)

    assert (step.on, step.by) == (date(2026, 11, 9), date(2026, 12, 7))


def test_less_tax_is_asked_in_the_tax_return_and_not_before_enrolling(tmp_path: Path):
    book = book_of(tmp_path, {"tax": timed("30000", {"paid": "as_less_tax", "to": "inwoner"})}, {"tax": "fiscaal"})

    found = planned(book)

    (step,) = of(found, Phase.APPLY_AFTERWARDS)
    assert step.what.nl.startswith("Zet de kosten in uw belastingaangifte")
    assert of(found, Phase.PAY)[0].what.nl == "Betaal € 1.000 aan de opleider.".replace("€ ", "€\u00a0")


def test_what_is_in_the_way_becomes_a_step_with_its_desk(tmp_path: Path):
    thing = things_in_the_way()["schulden"]

    found = planned(book_of(tmp_path, {"a": paying("30000")}), in_the_way=[thing])

    (step,) = of(found, Phase.IN_THE_WAY)
    assert place_of(found, Phase.IN_THE_WAY) == 1
    assert "Geldfit" in str(step.desk)
    assert step.why is not None
    assert step.why.nl == "U zei: Schulden of geldzorgen."


@hypothesis_settings(QUICK)
@given(
    statements=st.lists(
        st.sampled_from(["enrolment", "start", "start - 4 weeks", "start + 2 months", "end", "end + 1 year", "study_year_end"]),
        min_size=1,
        max_size=3,
    ),
    starts=st.lists(st.integers(1, 500), min_size=1, max_size=3, unique=True),
)  # fmt: skip
def test_steps_never_go_back_in_time(tmp_path_factory: Any, statements: list[str], starts: list[int]):
    """Whoever takes them one by one never meets a day before the last; within a course the order is that of its phases."""
    schemes = {f"s{n}": timed("10000", {"apply_until": one}) for n, one in enumerate(statements)}
    book = book_of(tmp_path_factory.mktemp("boek"), schemes)
    days = [ON + timedelta(days=n) for n in starts]
    choices = [
        chosen(replace(OFFERING, id=f"o{n}", start=day, end=None, apply_until=None)) for n, day in enumerate(days)
    ]

    found = planned(book, *choices)

    for number in range(len(choices)):
        phases = [step.phase for step in found.steps if step.course == number]
        assert phases == sorted(phases)
    begins = [step.on for step in found.steps if step.phase is Phase.START]
    assert begins == sorted(days)


# --- too late -------------------------------------------------------------------------------------------------------


def test_money_whose_last_day_has_passed_is_no_longer_certain(tmp_path: Path):
    book = book_of(tmp_path, {"a": timed("30000", {"apply_until": "start - 8 weeks"})})

    in_time, late = planned(book), planned(book, on=date(2026, 12, 8))

    assert (in_time.highest, in_time.lowest) == (70_000, 70_000)
    assert (late.highest, late.lowest) == (100_000, 70_000)
    (step,) = of(late, Phase.APPLY_BEFORE_ENROLMENT)
    assert step.late
    assert str(step.why).startswith("Said(nl='De laatste dag is voorbij. Bel het loket")


def test_on_the_last_day_itself_it_is_not_too_late(tmp_path: Path):
    book = book_of(tmp_path, {"a": timed("30000", {"apply_until": "start - 8 weeks"})})

    assert planned(book, on=date(2026, 12, 7)).highest == 70_000


def test_who_is_too_late_to_enrol_is_told_whom_to_call(tmp_path: Path):
    found = planned(book_of(tmp_path, {"a": paying("1")}), on=date(2027, 1, 15))

    (step,) = of(found, Phase.ENROL)
    assert step.late
    assert step.why is not None
    assert step.why.nl == "De laatste dag is voorbij. Bel de opleider: is er nog plek? Of kies een latere start."
    assert step.desk is not None
    assert step.desk.nl == "Voorbeeldschool"


def test_when_the_decision_can_come_too_late_somebody_asks_to_keep_a_place(tmp_path: Path):
    book = book_of(tmp_path, {"a": timed("30000", {"apply_until": "start", "decision_within": "8 weeks"})})

    soon, late = (of(planned(book, on=day), Phase.APPLY_BEFORE_ENROLMENT)[0] for day in (date(2026, 11, 1), ON))

    assert "vrij te houden" not in str(soon.why)
    assert "Vraag de opleider om een plek voor u vrij te houden." in str(late.why)
    assert late.more[0].nl == "U hoort de beslissing binnen 8 weken."


# --- who pays -------------------------------------------------------------------------------------------------------


def test_what_is_certain_adds_up_to_the_price(tmp_path: Path):
    schemes = {"gift": paying("30000"), "loan": paying("900000"), "tax": paying("20000")}
    book = book_of(tmp_path, schemes, {"gift": "subsidie", "loan": "lening", "tax": "fiscaal"})

    found = planned(book)

    assert sum(cents for cents, certain in payers(found).values() if certain) == 100_000
    assert (found.highest, found.borrow, found.later) == (70_000, 50_000, 20_000)


def test_what_is_paid_first_and_comes_back_is_told_with_both_amounts(tmp_path: Path):
    book = book_of(tmp_path, {"a": timed("25000", {"paid": "afterwards", "to": "inwoner"})})

    found = planned(book, chosen(replace(OFFERING, price_cents=30_000)))

    assert found.advance == 25_000
    (step,) = of(found, Phase.PAY)
    assert step.what.nl.replace("\u00a0", " ") == "Betaal € 300 aan de opleider. Daarvan krijgt u later € 250 terug."
    (back,) = of(found, Phase.MONEY_COMES)
    assert back.what.nl.replace("\u00a0", " ") == "U krijgt € 250 van «a»."


def test_what_goes_to_the_provider_need_not_be_paid_first(tmp_path: Path):
    book = book_of(tmp_path, {"a": timed("25000", {"paid": "before_start", "to": "aanbieder"})})

    found = planned(book)

    assert found.advance == 0
    assert of(found, Phase.MONEY_COMES) == []


def test_what_is_still_open_makes_the_payment_at_most_that(tmp_path: Path):
    found = planned(book_of(tmp_path, {"a": paying("30000")}), person={})

    (step,) = of(found, Phase.PAY)
    assert step.what.nl.replace("\u00a0", " ") == "Betaal hoogstens € 1.000 aan de opleider."
    assert [(one.kind, one.name) for one in found.still_open] == [("feit", "werkt")]


def test_what_comes_instead_of_something_certain_says_so(tmp_path: Path):
    """Whoever applies for both would count on money that never comes together."""
    hoped = paying("50000", excludes("sure")).replace("if: werkt", "judged_by: het loket", 1)
    book = book_of(tmp_path, {"sure": paying("30000"), "hoped": hoped})

    found = planned(book)

    (one,) = [payer for payer in found.courses[0].payers if payer.scheme == "hoped"]
    assert not one.certain
    assert one.instead_of == ("sure",)
    step = next(step for step in found.steps if step.scheme == "hoped")
    assert "Dit komt in plaats van «sure»." in str(step.why)


def test_a_free_place_is_asked_of_the_provider_and_money_is_for_when_there_is_none(tmp_path: Path):
    place = "conditions: [{id: plek, judged_by: de opleider}]\npays: {in_kind: true}"
    book = book_of(tmp_path, {"a": paying("30000"), "plek": place})

    found = planned(book, chosen(course=replace(COURSE, free_with=frozenset({"plek"}))))

    first, second = of(found, Phase.APPLY_BEFORE_ENROLMENT)
    assert first.what.nl == "Vraag de opleider om een gratis plek: «plek»."
    assert str(second.why).startswith("Said(nl='Is er geen gratis plek? Dan kan dit.")
    assert (found.lowest, found.highest) == (0, 70_000)


def test_a_certain_free_place_leaves_nothing_to_pay(tmp_path: Path):
    book = book_of(tmp_path, {"plek": "conditions: [{id: werkt, if: werkt}]\npays: {in_kind: true}"})

    found = planned(book, chosen(course=replace(COURSE, free_with=frozenset({"plek"}))))

    assert found.highest == 0
    assert of(found, Phase.PAY) == []
    assert OWN not in {payer.kind for payer in found.courses[0].payers}


def test_a_scheme_that_pays_nothing_for_this_course_is_in_no_step(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("30000"), "b": paying("500000", excludes("a"))})

    found = planned(book, person={"werkt": False})

    assert {step.scheme for step in found.steps} == {None}
    assert found.highest == 100_000


# --- more courses than one ------------------------------------------------------------------------------------------


def two() -> tuple[Choice, Choice]:
    later = replace(OFFERING, id="o2", start=date(2027, 3, 1), end=date(2027, 6, 1), apply_until=date(2027, 2, 15))
    return chosen(later, replace(COURSE, id="c2", name="Lassen")), chosen()


def test_one_scheme_pays_certainly_for_the_first_of_two_courses_only(tmp_path: Path):
    found = planned(book_of(tmp_path, {"a": paying("30000")}), *two())

    assert payers(found, 0)["a"] == (30_000, True)
    assert payers(found, 1)["a"] == (30_000, False)
    assert (found.lowest, found.highest) == (140_000, 170_000)
    again = [step for step in found.steps if step.scheme == "a" and step.course == 1]
    assert "Vraag het loket of het twee keer kan." in str(again[0].why)


def test_the_steps_of_two_courses_stand_in_the_order_of_their_days(tmp_path: Path):
    found = planned(book_of(tmp_path, {"a": paying("30000")}), *two())

    enrol_second = next(n for n, one in enumerate(found.steps) if one.course == 1 and one.phase is Phase.ENROL)
    end_first = next(n for n, one in enumerate(found.steps) if one.course == 0 and one.phase is Phase.END)
    assert enrol_second < end_first
    assert any("vallen deels samen" in note.nl for note in found.notes)


def test_an_unknown_price_makes_the_total_unknown_and_asking_a_step(tmp_path: Path):
    unknown = chosen(replace(OFFERING, id="o2", price_cents=None))

    found = planned(book_of(tmp_path, {"a": paying("30000")}), chosen(), unknown)

    assert (found.price, found.highest) == (None, None)
    assert [step.what.nl for step in of(found, Phase.ASK)] == ["Vraag de opleider wat de opleiding kost."]


def test_a_course_without_a_known_start_asks_for_it(tmp_path: Path):
    bare = Offering("o", "c", ORIGIN, price_cents=100_000)

    found = planned(book_of(tmp_path, {"a": paying("30000")}), chosen(bare))

    assert [step.what.nl for step in of(found, Phase.ASK)] == ["Vraag de opleider wanneer de opleiding begint."]
    assert of(found, Phase.START) == []


# --- the rest -------------------------------------------------------------------------------------------------------


def test_nobody_is_sent_anywhere_without_a_course(tmp_path: Path):
    found = make_plan(book_of(tmp_path, {"a": paying("30000")}), WORKS, ON, "nl", ())

    assert found.steps == ()


def test_decisions_with_the_same_name_are_told_apart(tmp_path: Path):
    def judged(cents: str) -> str:
        return paying(cents).replace("if: werkt", "judged_by: het loket", 1)

    found = planned(book_of(tmp_path, {"a": judged("30000"), "b": judged("20000")}))

    assert [(one.scheme, one.name) for one in found.still_open] == [("a", "werkt"), ("b", "werkt")]
    assert all(one.sentence for one in found.still_open)


def test_a_plan_needs_only_what_its_schemes_read(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("30000")})
    person = {"werkt": True, "opleiding_eigen_kosten_eurocent": 500}

    needed = facts_of_plan(book, person, ON, [chosen()])

    assert needed == {"werkt"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_shape_of_a_plan_says_every_step_in_one_language(tmp_path: Path, language: str):
    book = book_of(tmp_path, {"a": timed("30000", {"apply_until": "enrolment", "papers": ["offer"]})})
    found = make_plan(book, WORKS, ON, language, [chosen()])

    shape = plan_shape(found, language)

    steps: Sequence[Mapping[str, Any]] = shape["stappen"]
    assert [one["nummer"] for one in steps] == list(range(1, len(found.steps) + 1))
    asked = next(one for one in steps if one["regeling"] == "a")
    assert asked["moetEerst"] is True
    assert asked["verder"] == [
        {"nl": "U hebt nodig: een offerte.", "en": "You need: an offer with the price."}[language]
    ]


def test_one_is_sent_to_the_desk_that_was_there_on_that_day(tmp_path: Path):
    book = book_of(tmp_path, {"a": paying("30000")})

    def desk(on: date) -> str:
        (talk,) = of(planned(book, on=on), Phase.TALK)
        assert talk.desk is not None
        return talk.desk.nl

    assert desk(date(2024, 12, 31)) == "een leerwerkloket"
    assert desk(date(2025, 1, 1)) == "Regionaal werkcentrum"
