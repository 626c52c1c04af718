# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up people can be, are the same each time, and stand in columns that say what they are."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from doorleren.population import made_up_people
from doorleren.population.arrow_columns import column_type
from doorleren.population.made_up import BLOCK, made_up_schema
from doorleren.rules import contradictions, read_profile
from doorleren.rules.day import DayRules
from doorleren.rules.facts import FactBook, Kind
from doorleren.rules.lined_yaml import Lines

DAY = date(2026, 1, 1)


def made(count: int, facts: FactBook, seed: int = 1, day: date = DAY, planning: float | None = None) -> pa.Table:
    return pa.Table.from_batches(made_up_people(count, seed, day, facts, planning), made_up_schema(facts))


def given(person: dict[str, Any]) -> dict[str, Any]:
    """What is known of a person, as it would stand in a profile."""
    known = {name: value for name, value in person.items() if value is not None}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}


# --- people that can be ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "count"), [(DAY, 3_000), (date(2020, 2, 29), 1_000), (date(2015, 1, 1), 500), (date(1990, 1, 1), 300)]
)
def test_each_person_can_be_and_could_have_filled_in_a_profile(day: date, count: int, facts: FactBook) -> None:
    """The book's own check of what cannot go together, and the reader of profiles, have nothing against anybody."""
    rules = DayRules(facts, [], day)
    assert len(rules.impossible) >= 9
    wrong = []
    for person in made(count, facts, 3, day, 0.5).to_pylist():
        value = {"op": day.isoformat(), "feiten": given(person)}
        profile, problems = read_profile(value, Lines(""), facts, None, day)
        problems += contradictions(profile, rules)
        states, _ = rules.know(profile.facts)
        if problems or profile.notes or rules.conflict(states) or set(profile.facts) != set(value["feiten"]):
            wrong.append((person, [problem.what.en for problem in problems]))

    assert wrong == []


def test_the_check_would_notice_somebody_who_cannot_be(facts: FactBook) -> None:
    rules = DayRules(facts, [], DAY)
    person = {"werk": ["geen", "werknemer"], "hoogste_diploma": "geen", "startkwalificatie": True}

    profile, problems = read_profile({"feiten": person}, Lines(""), facts, DAY, DAY)

    assert problems == []
    assert len(contradictions(profile, rules)) == 2


@pytest.mark.parametrize("day", [DAY, date(2024, 2, 29), date(2023, 2, 28), date(2100, 12, 31)])
def test_everybody_is_fifteen_to_seventy_four_on_the_day(day: date, facts: FactBook) -> None:
    rules, born = DayRules(facts, [], day), made(20_000, facts, 5, day)["geboortedatum"].to_pylist()
    ages = {rules.day.year - one.year - ((day.month, day.day) < (one.month, one.day)) for one in born}

    assert ages == set(range(15, 75))


# --- the same people ------------------------------------------------------------------------------------------------


def test_the_first_people_of_a_large_population_are_those_of_a_small_one(facts: FactBook) -> None:
    large, small = made(2 * BLOCK + 50_000, facts), made(BLOCK + 20_000, facts)

    assert large.slice(0, BLOCK + 20_000).equals(small)
    assert made(1, facts).equals(large.slice(0, 1))


def test_the_same_seed_gives_the_same_bytes(facts: FactBook) -> None:
    one, two = made(3_000, facts, 11), made(3_000, facts, 11)

    for name in one.column_names:
        mine, yours = (table[name].combine_chunks().buffers() for table in (one, two))
        assert [b.to_pybytes() if b else None for b in mine] == [b.to_pybytes() if b else None for b in yours], name


def test_another_seed_gives_other_people(facts: FactBook) -> None:
    one, two = made(3_000, facts, 1), made(3_000, facts, 2)

    same = [name for name in one.column_names if one[name].equals(two[name])]
    assert same == []


def test_blocks_are_not_copies_of_each_other(facts: FactBook) -> None:
    people = made(2 * BLOCK, facts)

    assert not people["geboortedatum"].slice(0, BLOCK).equals(people["geboortedatum"].slice(BLOCK, BLOCK))


def test_the_same_people_come_out_as_when_this_was_written(facts: FactBook) -> None:
    """A changed table, or a version of NumPy that draws otherwise, makes other people; somebody should know."""
    first = made(3, facts, 1).to_pylist()

    assert [(one["geboortedatum"], one["gemeente"], one["werk"]) for one in first] == FIRST_PEOPLE


FIRST_PEOPLE = [
    (date(1983, 9, 14), "GM1952", ["werknemer"]),
    (date(1992, 5, 18), "GM0285", ["werknemer"]),
    (date(1959, 8, 11), "GM0308", ["werknemer"]),
]


def test_more_plans_change_nothing_but_the_plans(facts: FactBook) -> None:
    few, many = made(5_000, facts, planning=0.1), made(5_000, facts, planning=0.9)

    changed = {name for name in few.column_names if not few[name].equals(many[name])}
    assert len(changed) == 5
    assert all(name.startswith("opleiding_") for name in changed)


@pytest.mark.parametrize(("planning", "planned"), [(0.0, 0), (1.0, 4_000)])
def test_nobody_or_everybody_can_have_a_plan(planning: float, planned: int, facts: FactBook) -> None:
    people = made(4_000, facts, planning=planning)

    assert len(people) - people["opleiding_soort"].null_count == planned


# --- columns --------------------------------------------------------------------------------------------------------


def test_a_column_has_the_name_of_a_fact_and_the_type_of_its_kind(facts: FactBook) -> None:
    schema = made_up_schema(facts)
    expected = {
        "geboortedatum": "date32[day]",
        "startkwalificatie": "bool",
        "uren_per_week": "int32",
        "inkomen_per_jaar_eurocent": "int64",
        "contract": "dictionary<values=string, indices=int16, ordered=0>",
        "hoogste_diploma": "dictionary<values=string, indices=int16, ordered=0>",
        "gemeente": "dictionary<values=string, indices=int32, ordered=0>",
        "uitkering": "list<item: string>",
    }

    assert {name: str(schema.field(name).type) for name in expected} == expected
    assert all(schema.field(name).type == column_type(facts.facts[name]) for name in schema.names)
    assert [name for name in facts.facts if name in schema.names] == schema.names
    assert not set(schema.names) & set(facts.derived)
    assert all(name.endswith("_eurocent") for name in schema.names if facts.facts[name].kind is Kind.GELD)


def test_people_come_a_block_at_a_time(facts: FactBook) -> None:
    """So that memory does not grow with the population."""
    sizes = [batch.num_rows for batch in made_up_people(BLOCK + 1, 1, DAY, facts)]

    assert sizes == [BLOCK, 1]


def test_the_columns_are_sound(facts: FactBook) -> None:
    for batch in made_up_people(1_000, 1, DAY, facts):
        batch.validate(full=True)


def test_somebody_without_a_benefit_has_an_empty_set_and_not_an_empty_place(facts: FactBook) -> None:
    benefits = made(1_000, facts)["uitkering"]

    assert benefits.null_count == 0
    assert [] in benefits.to_pylist()
