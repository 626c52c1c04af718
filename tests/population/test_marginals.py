# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables that made-up people are drawn from: each has a source or says that it is an assumption, and the people follow it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from numpy.typing import NDArray

from doorleren.population import made_up_people
from doorleren.population.chances import by_age, share_of_age
from doorleren.population.made_up import made_up_facts
from doorleren.population.marginals import Marginal, Sourced, marginals
from doorleren.rules.facts import FactBook

DAY = date(2022, 7, 1)
TABLES = marginals().tables
PEOPLE = sum(TABLES["leeftijd"].rows[""])
"""How many people the tables are about, x 1 000."""
LEVELS = {
    **dict.fromkeys(["geen", "basisonderwijs"], "basisonderwijs"),
    **dict.fromkeys(["vmbo", "mbo1"], "vmbo_mbo1"),
    **dict.fromkeys(["mbo2", "mbo3", "mbo4", "havo", "vwo"], "havo_vwo_mbo"),
    **dict.fromkeys(["associate_degree", "hbo_bachelor", "wo_bachelor"], "bachelor"),
    **dict.fromkeys(["hbo_master", "wo_master", "phd"], "master"),
}
Array = NDArray[Any]


# --- sources --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [*TABLES.values(), *marginals().holes.values()], ids=lambda one: one.name)
def test_a_table_has_a_source_with_a_year_or_says_why_it_is_an_assumption(one: Sourced) -> None:
    if one.assumed:
        assert one.why
        assert one.year is None
    else:
        assert one.why is None
        assert one.year is not None
        assert 2005 <= one.year <= 2026
        assert all(source.url and source.url.startswith("http") and len(source.place) > 10 for source in one.sources)


def test_tables_that_follow_a_source_are_more_than_the_assumptions() -> None:
    assumed = sum(one.assumed for one in TABLES.values())

    assert len(TABLES) >= 40
    assert assumed < len(TABLES) / 2


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_has_a_weight_for_every_value_and_makes_facts_that_exist(table: Marginal, facts: FactBook) -> None:
    assert bool(table.values) != bool(table.numbers)
    assert all(len(weights) == len(table.values) for weights in table.rows.values())
    assert all(min(weights) >= 0 and sum(weights) > 0 for weights in table.rows.values())
    assert set(table.makes) <= set(facts.facts)


def test_the_assumed_levels_of_all_ages_add_up_to_the_published_ones() -> None:
    adding_up = share_of_age() @ by_age("niveau_naar_leeftijd")

    assert TABLES["niveau_naar_leeftijd"].values == TABLES["niveau"].values
    assert np.abs(adding_up - TABLES["niveau"].shares[0]).max() < 0.001


def test_the_assumed_skills_add_up_to_the_published_ones() -> None:
    """17 percent lack basic digital skills, three times as many among those who read with difficulty; arithmetic as reading."""
    reads_badly = share_of_age() @ by_age("taal")[:, 0]
    digital, arithmetic = (TABLES[name].shares[:, 0] for name in ("digitaal", "rekenen"))

    assert digital[0] == pytest.approx(3 * digital[1], rel=0.01)
    assert reads_badly * digital[0] + (1 - reads_badly) * digital[1] == pytest.approx(0.17, abs=0.001)
    assert 0.159 * arithmetic[0] + 0.841 * arithmetic[1] == pytest.approx(0.159, abs=0.001)


def test_everybody_under_eighteen_at_school_leaves_the_published_number_of_students() -> None:
    """1.8 of 2.6 million people of 15 to 26."""
    until_27 = share_of_age()[:12]

    students = until_27 @ by_age("onderwijsvolgend")[:12, 0] / until_27.sum()

    assert students == pytest.approx(1.8 / 2.6, abs=0.002)


# --- people ---------------------------------------------------------------------------------------------------------


class Seen:
    """Columns of made-up people as plain arrays."""

    def __init__(self, people: pa.Table) -> None:
        self._people = people
        self.known = {name: ~people[name].is_null().to_numpy() for name in people.column_names}
        born = people["geboortedatum"].cast(pa.int32()).to_numpy().astype("datetime64[D]")
        years = born.astype("datetime64[Y]").astype(int) + 1970
        had_birthday = born.astype("datetime64[M]").astype(int) % 12 + 1 < DAY.month
        had_birthday |= (born.astype("datetime64[M]").astype(int) % 12 + 1 == DAY.month) & (
            (born - born.astype("datetime64[M]")).astype(int) + 1 <= DAY.day
        )
        self.age = DAY.year - years - ~had_birthday
        self.birth_year = years
        self.diploma = self.text("hoogste_diploma")
        self.level = np.array([LEVELS.get(one, "") for one in self.diploma])
        self.contract = self.text("contract")
        self.works = self.has("werk", "werknemer") | self.has("werk", "zelfstandige")
        self.student = self.has("werk", "student")
        self.adult = (self.age >= 18) & (self.age < 67)

    def text(self, name: str) -> Array:
        return np.asarray(self._people[name].cast(pa.string()).fill_null("").to_pylist())

    def number(self, name: str) -> Array:
        return self._people[name].fill_null(0).to_numpy()

    def yes(self, name: str) -> Array:
        return np.asarray(self._people[name].fill_null(False).to_pylist())

    def has(self, name: str, value: str) -> Array:
        """Who has `value` in a set."""
        column = self._people[name].combine_chunks()
        who = pc.list_parent_indices(column).to_numpy()
        found = np.zeros(len(column), dtype=bool)
        found[who[pc.list_flatten(column).to_numpy(zero_copy_only=False) == value]] = True
        return found

    def any(self, name: str) -> Array:
        """Who has anything in a set."""
        return pc.list_value_length(self._people[name]).fill_null(0).to_numpy() > 0

    def days_since(self, name: str) -> Array:
        since = self._people[name].cast(pa.int32()).fill_null(0).to_numpy()
        return (np.datetime64(DAY) - np.datetime64(0, "D")).astype(int) - since


@pytest.fixture(scope="session")
def people(facts: FactBook) -> pa.Table:
    """200 000 made-up people in the middle of 2022, the year of most tables."""
    return pa.Table.from_batches(made_up_people(200_000, 7, DAY, facts))


@pytest.fixture(scope="session")
def seen(people: pa.Table) -> Seen:
    return Seen(people)


@dataclass(frozen=True)
class Look:
    """How a table is seen in people: who it is about, the value that each has, the group that each is in."""

    who: Array
    value: Array
    group: Array | None = None


def classes(table: Marginal, numbers: Array) -> Array:
    """The class that each number falls in."""
    ends = [int(one.split("-")[0]) for one in table.values] + [int(table.values[-1].split("-")[1])]
    assert all(one < two for one, two in pairwise(ends))
    places = np.searchsorted(ends, numbers, side="right") - 1
    return np.array(table.values)[places.clip(0, len(table.values) - 1)]


def yes_no(who: Array) -> Array:
    return np.where(who, "ja", "nee")


def ages(name: str, seen: Seen) -> Array:
    table = TABLES[name]
    return np.array(list(table.rows))[table.group_of_age(seen.age)]


LOOKS: dict[str, Callable[[Seen], Look]] = {
    "leeftijd": lambda s: Look(s.age > 0, classes(TABLES["leeftijd"], s.age)),
    "verblijf": lambda s: Look(
        s.age > 0, np.where(np.isin(s.text("verblijf"), ["nederlander", "eu_eer"]), s.text("verblijf"), "overig")
    ),
    "verblijf_overig": lambda s: Look(
        np.isin(s.text("verblijf"), TABLES["verblijf_overig"].values), s.text("verblijf")
    ),
    "inburgeringsplichtig": lambda s: Look(
        np.isin(s.text("verblijf"), TABLES["verblijf_overig"].values), yes_no(s.yes("inburgeringsplichtig"))
    ),
    "onderwijsvolgend": lambda s: Look(s.age > 0, yes_no(s.student), ages("onderwijsvolgend", s)),
    "niveau_naar_leeftijd": lambda s: Look(s.level != "", s.level, ages("niveau_naar_leeftijd", s)),
    "diploma": lambda s: Look(s.level != "", s.diploma, s.level),
    "taal": lambda s: Look(s.age > 0, yes_no(s.has("moeite_met", "taal")), ages("taal", s)),
    "rekenen": lambda s: Look(s.age > 0, yes_no(s.has("moeite_met", "rekenen")), yes_no(s.has("moeite_met", "taal"))),
    "digitaal": lambda s: Look(s.age > 0, yes_no(s.has("moeite_met", "digitaal")), yes_no(s.has("moeite_met", "taal"))),
    "studiefinanciering": lambda s: Look(s.student & (s.age >= 18), yes_no(s.yes("studiefinanciering"))),
    "werk": lambda s: Look(
        s.age > 0,
        np.select([s.works, s.has("werk", "werkzoekend")], ["werkt", "zoekt"], "geen"),
        ages("werk", s),
    ),
    "positie": lambda s: Look(
        s.works,
        np.select([s.has("werk", "zelfstandige"), s.contract == "vast"], ["zelfstandig", "vast"], "flexibel"),
        ages("positie", s),
    ),
    "flexibel": lambda s: Look(s.has("werk", "werknemer") & (s.contract != "vast"), s.contract),
    "uren": lambda s: Look(
        s.has("werk", "werknemer"), classes(TABLES["uren"], s.number("uren_per_week")), ages("uren", s)
    ),
    "dienstjaren": lambda s: Look(
        # Who is younger can be too young for the years that were drawn.
        s.known["in_dienst_sinds"] & (s.age >= 56),
        classes(TABLES["dienstjaren"], s.days_since("in_dienst_sinds") // 365),
        np.where(s.contract == "vast", "vast", "flexibel"),
    ),
    "bedrijfsgrootte": lambda s: Look(
        s.has("werk", "werknemer"), classes(TABLES["bedrijfsgrootte"], s.number("werkgever_aantal_werknemers"))
    ),
    "duur_ww": lambda s: Look(
        s.has("uitkering", "ww"), classes(TABLES["duur_ww"], s.days_since("uitkering_sinds") // 30)
    ),
    "duur_bijstand": lambda s: Look(
        s.has("uitkering", "bijstand") & (s.age >= 40),
        classes(TABLES["duur_bijstand"], s.days_since("uitkering_sinds") // 30),
    ),
    "duur_overig": lambda s: Look(
        np.logical_or.reduce([s.has("uitkering", one) for one in ("wia", "wajong", "ziektewet", "ioaw")])
        & (s.age >= 40),
        classes(TABLES["duur_overig"], s.days_since("uitkering_sinds") // 30),
        np.where(s.has("uitkering", "ziektewet"), "ziektewet", "overig"),
    ),
    "plan": lambda s: Look(s.age > 0, yes_no(s.known["opleiding_soort"])),
    "plan_formeel": lambda s: Look(
        s.known["opleiding_soort"], np.where(s.text("opleiding_soort") == "cursus", "cursus", "formeel")
    ),
    "plan_soort": lambda s: Look(
        np.isin(s.text("opleiding_soort"), TABLES["plan_soort"].values), s.text("opleiding_soort")
    ),
    "plan_vorm": lambda s: Look(s.known["opleiding_vorm"], s.text("opleiding_vorm")),
    "plan_doel": lambda s: Look(s.known["opleiding_doel"], s.text("opleiding_doel")),
}
"""How each table of shares is found back. The ones below are looked at in a test of their own."""
NUMBERS = {
    "gemeente",
    "leraar",
    "inkomen",
    "inkomen_zonder_werk",
    "ww",
    "uitkering",
    "uitkering_klein",
    "uitkering_alleen",
}
NUMBERS |= {"sector", "sector_code", "gebied", "inkomen_spreiding", "afstuderen", "taal_naar_niveau"}
NUMBERS |= {
    "plan_kosten_cursus",
    "plan_kosten_formeel",
    "plan_start",
    "niveau",
    "big",
    "big_diploma",
    "levenlanglerenkrediet",
}


def test_every_table_is_found_back_in_the_people() -> None:
    assert set(LOOKS) | NUMBERS == set(TABLES)


def near(found: float, expected: float, count: float) -> bool:
    """Whether a share of `count` people lies within five standard errors of the one expected."""
    return abs(found - expected) <= 5 * np.sqrt(max(expected * (1 - expected), 0) / count) + 1e-9


@pytest.mark.parametrize("name", LOOKS)
def test_the_people_follow_the_table(name: str, seen: Seen) -> None:
    table, look = TABLES[name], LOOKS[name](seen)
    off = []
    for group in table.rows:
        inside = look.who if look.group is None else look.who & (look.group == group)
        count = inside.sum()
        assert count > 50, group
        for value in table.values:
            found = (look.value[inside] == value).mean()
            if not near(found, table.share(value, group), count):
                off.append(f"{group} {value}: {found:.4f} of {count}, expected {table.share(value, group):.4f}")

    assert off == []


def test_people_live_where_the_tables_say(seen: Seen, facts: FactBook) -> None:
    """The regions in the north have their share, and the large municipalities theirs; every municipality has people."""
    code, regions = seen.text("gemeente"), facts.tables["arbeidsmarktregio"]
    region = np.array([regions.on(one, DAY) or "elders" for one in code])
    region[~np.isin(region, TABLES["gebied"].values)] = "elders"

    for area in TABLES["gebied"].values:
        assert near((region == area).mean(), TABLES["gebied"].share(area), len(code)), area
    for one, percent in TABLES["gemeente"].numbers.items():
        assert near((code == one).mean(), percent / 100, len(code)), one
    there = {one for one in facts.tables["gemeentenaam"].rows if facts.tables["gemeentenaam"].on(one, DAY)}
    assert len(there) == 344
    assert set(code) == there


def test_industries_have_their_share_of_the_people_who_work(seen: Seen) -> None:
    code = seen.text("sector")[seen.known["sector"]]
    within = TABLES["sector_code"].numbers

    for section in TABLES["sector"].values:
        codes = [name[2:] for name in within if name[0] == section]
        assert near(np.isin(code, codes).mean(), TABLES["sector"].share(section), len(code)), section
    farming = np.isin(code, ["01", "02", "03"])
    assert near((code[farming] == "01").mean(), 249 / 255, farming.sum())


@pytest.mark.parametrize(
    ("name", "benefit"), [(n, b) for n in ("uitkering", "uitkering_klein") for b in TABLES[n].numbers]
)
def test_as_many_people_have_a_benefit_as_the_tables_say(name: str, benefit: str, seen: Seen) -> None:
    has = seen.has("uitkering", benefit)

    assert near(has.mean(), TABLES[name].numbers[benefit] / PEOPLE, len(has))
    assert not (has & (seen.works | seen.student | ~seen.adult)).any()


def test_most_people_with_unemployment_benefit_have_work(seen: Seen) -> None:
    ww, seeks = seen.has("uitkering", "ww"), seen.has("werk", "werkzoekend")

    assert near((ww & seeks).mean(), TABLES["ww"].numbers["zoekt"] / PEOPLE, len(ww))
    assert near((ww & ~seeks).mean(), TABLES["ww"].numbers["werknemer"] / PEOPLE, len(ww))
    assert not (ww & ~seeks & ~seen.has("werk", "werknemer")).any()


def test_teachers_have_a_diploma_of_hbo_or_university_and_work_at_a_school(seen: Seen) -> None:
    teacher = seen.text("functie_in_onderwijs") == "leraar"

    assert near(teacher.mean(), TABLES["leraar"].numbers["leraar"] / PEOPLE, len(teacher))
    assert set(seen.text("sector")[teacher & seen.known["sector"]]) == {"85"}
    assert set(seen.level[teacher]) <= {"", "bachelor", "master"}


@pytest.mark.parametrize("occupation", TABLES["big"].numbers)
def test_as_many_people_are_in_the_register_of_carers_as_it_says(occupation: str, seen: Seen) -> None:
    has = seen.text("big_beroep") == occupation
    pools = {"mbo4": seen.diploma == "mbo4", "bachelor": seen.level == "bachelor", "master": seen.level == "master"}
    known = has & (seen.level != "")

    assert near(has.mean(), TABLES["big"].numbers[occupation] / PEOPLE, len(has))
    assert set(seen.text("sector")[has & seen.known["sector"]]) <= {"86", "87", "88"}
    for pool, who in pools.items():
        assert near(who[known].mean(), TABLES["big_diploma"].share(pool, occupation), known.sum()), pool


def test_few_people_have_levenlanglerenkrediet_and_nobody_of_56_or_with_student_finance(seen: Seen) -> None:
    has = seen.yes("levenlanglerenkrediet_loopt")

    assert near(has.mean(), TABLES["levenlanglerenkrediet"].numbers["krediet"] / PEOPLE, len(has))
    assert seen.age[has].min() >= 18
    assert seen.age[has].max() <= 55
    assert not (has & seen.yes("studiefinanciering")).any()


def test_the_mean_income_of_each_kind_of_work_is_the_published_one(seen: Seen) -> None:
    income, known = seen.number("inkomen_per_jaar_eurocent") / 100_000, seen.known["inkomen_per_jaar_eurocent"]
    retired = ~seen.works & (seen.age >= 67)
    groups = {kind: seen.contract == kind for kind in ("vast", "tijdelijk", "oproep", "uitzend")}
    groups["zelfstandig"] = seen.has("werk", "zelfstandige")
    others = {"ww": seen.has("uitkering", "ww") & ~seen.works, "voorziening": seen.has("uitkering", "bijstand")}
    others |= {"uitkering": seen.has("uitkering", "wia"), "pensioen": retired}

    # Flexible workers of all kinds have the hours of their age, so their means move a little apart.
    for kind, who in groups.items():
        assert income[who & known].mean() == pytest.approx(TABLES["inkomen"].numbers[kind], rel=0.03), kind
    for kind, who in others.items():
        assert income[who].mean() == pytest.approx(TABLES["inkomen_zonder_werk"].numbers[kind], rel=0.05), kind
    employee = seen.has("werk", "werknemer") & known
    assert (seen.number("maandloon_eurocent") == seen.number("inkomen_per_jaar_eurocent") // 12)[employee].all()


def test_a_low_level_of_reading_goes_with_a_low_level_of_education(seen: Seen) -> None:
    middle_aged, reads_badly = (seen.age >= 35) & (seen.age < 45), seen.has("moeite_met", "taal")

    shares = {level: reads_badly[middle_aged & (seen.level == level)].mean() for level in TABLES["niveau"].values}

    factors = TABLES["taal_naar_niveau"].numbers
    for level, share in shares.items():
        assert share / shares["havo_vwo_mbo"] == pytest.approx(factors[level] / factors["havo_vwo_mbo"], rel=0.15), (
            level
        )


def test_a_degree_is_taken_at_a_usual_age_and_after_the_first_year(seen: Seen, people: pa.Table) -> None:
    known = seen.known["afgestudeerd_op"]
    took, began, born = (
        people[name].cast(pa.int32()).fill_null(0).to_numpy()[known]
        for name in ("afgestudeerd_op", "begin_hoger_onderwijs", "geboortedatum")
    )
    years = (took - born) / 365.25
    usual = TABLES["afstuderen"].numbers

    assert known.sum() > 40_000
    assert (began < took).all()
    for level in ("bachelor", "master"):
        of_level = seen.level[known] == level
        assert usual[f"{level}_vanaf"] - 0.01 <= years[of_level].min()
        assert years[of_level].max() <= usual[f"{level}_tot"] + 0.01


def test_seventy_percent_of_courses_cost_less_than_a_thousand_euros(seen: Seen) -> None:
    cents, kind = seen.number("opleiding_kosten_eurocent"), seen.text("opleiding_soort")
    course, programme = kind == "cursus", np.isin(kind, TABLES["plan_soort"].values)

    assert near((cents[course] < 100_000).mean(), 0.70, course.sum())
    assert 50_000 <= cents[programme].min() < 60_000
    assert 990_000 < cents[programme].max() <= 1_000_000
    starts_in = -seen.days_since("opleiding_start")[seen.known["opleiding_start"]]
    assert (starts_in.min(), starts_in.max()) == (0, 180)


# --- holes ----------------------------------------------------------------------------------------------------------


def test_the_highest_diploma_of_older_people_is_missing_as_often_as_we_say(seen: Seen) -> None:
    """One in three of everybody: the register knows 11.5 of 17.2 million people."""
    missing = ~seen.known["hoogste_diploma"]

    assert near(missing.mean(), 1 - 11.5 / 17.181, len(missing)) or missing.mean() == pytest.approx(0.331, abs=0.01)
    for group, percent in marginals().holes["hoogste_diploma"].shares.items():
        first, last = (int(end) for end in group.split("-"))
        born_then = (seen.birth_year >= first) & (seen.birth_year < last)
        assert near(missing[born_then].mean(), percent / 100, born_then.sum()), group


HOLES: dict[str, Callable[[Seen], Array]] = {
    "uren_per_week": lambda s: s.has("werk", "zelfstandige"),
    "sector": lambda s: s.works,
    "in_dienst_sinds": lambda s: s.has("werk", "werknemer"),
    "inkomen_per_jaar_eurocent": lambda s: s.works,
    "functie_in_onderwijs": lambda s: (s.text("sector") == "85") & (s.text("functie_in_onderwijs") != "leraar"),
    "ingeschreven_bij_uwv": lambda s: s.has("werk", "werkzoekend") & ~s.any("uitkering"),
    "moeite_met": lambda s: s.age > 0,
}
"""Of whom a fact is missing now and then. Everybody else's is there, if it applies to them."""


@pytest.mark.parametrize("name", HOLES)
def test_a_fact_is_missing_as_often_as_we_say(name: str, seen: Seen) -> None:
    whose, missing = HOLES[name](seen), ~seen.known[name]
    (percent,) = marginals().holes[name].shares.values()

    assert set(HOLES) | {"hoogste_diploma"} == set(marginals().holes)
    assert near(missing[whose].mean(), percent / 100, whose.sum())


def test_what_is_missing_together_is_missing_together(seen: Seen) -> None:
    """Degrees would give away a diploma that the register does not know."""
    for name in ("startkwalificatie", "behaalde_graden", "hbo_of_wo_afgerond"):
        assert (seen.known[name] == seen.known["hoogste_diploma"]).all()
    assert not (seen.known["afgestudeerd_op"] & ~seen.known["hoogste_diploma"]).any()
    assert not (seen.known["maandloon_eurocent"] & ~seen.known["inkomen_per_jaar_eurocent"]).any()


def test_a_column_without_a_hole_is_full_for_those_to_whom_it_applies(seen: Seen) -> None:
    employee = seen.has("werk", "werknemer")
    everybody = seen.age > 0
    applies = dict.fromkeys(["geboortedatum", "gemeente", "werk", "uitkering", "verblijf"], everybody)
    applies |= dict.fromkeys(["inburgeringsplichtig", "studiefinanciering"], everybody)
    applies |= dict.fromkeys(["levenlanglerenkrediet_loopt", "big_beroep"], everybody)
    applies |= dict.fromkeys(["contract", "werkgever_aantal_werknemers"], employee)
    applies |= {"uitkering_sinds": seen.any("uitkering")}
    plans = [name for name in seen.known if name.startswith("opleiding_")]
    applies |= dict.fromkeys(plans, seen.known["opleiding_soort"])
    spoken_of = {*applies, *marginals().holes, "startkwalificatie", "behaalde_graden", "hbo_of_wo_afgerond"}
    spoken_of |= {"afgestudeerd_op", "begin_hoger_onderwijs", "maandloon_eurocent", "werkgever_sector"}

    assert spoken_of == set(seen.known)
    for name, whose in applies.items():
        assert (seen.known[name] == whose).all(), name


def test_every_column_comes_from_a_table(facts: FactBook) -> None:
    made = {name for table in TABLES.values() for name in table.makes} | {"ingeschreven_bij_uwv"}

    assert set(made_up_facts(facts)) == made
