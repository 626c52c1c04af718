# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One block of made-up people, fact by fact, in an order in which each draw may look at the ones before it.

Knows: which table makes which fact, and what hangs together with what.
Leaves: the tables (`marginals`), what follows from them (`chances`), the form of columns, how many blocks there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..basics import Period
from ..rules.facts import FactBook
from .arrow_columns import Known, coded_column, plain_column, set_column
from .chances import (
    ADULT,
    FIRST_AGE,
    LAST_AGE,
    NO_CREDIT_AGE,
    PENSION_AGE,
    benefit_chances,
    care_chances,
    credit_chance,
    mean_hours,
    reading_chances,
    sector_codes,
    teacher_chance,
)
from .marginals import Codes, Marginals, Numbers, bounds_of, marginals
from .places import municipalities_on

Days = NDArray[np.int64]
"""Days as ordinal numbers."""


class Draws:
    """Where the chance of one block comes from: a stream of its own for each thing that is drawn.

    So nothing that is drawn depends on what else is drawn, on how many blocks there are, or on their order.
    """

    def __init__(self, seed: int, block: int) -> None:
        self._seed, self._block = seed, block

    def of(self, name: str) -> np.random.Generator:
        """The stream of this name in this block."""
        sequence = np.random.SeedSequence(self._seed, spawn_key=(self._block, crc32(name.encode())))
        return np.random.Generator(np.random.PCG64(sequence))


@dataclass(frozen=True, slots=True)
class Setting:
    """What all blocks share: the day, the facts, the share of people with a plan (0 to 1), the municipalities.

    `municipalities` are those of the day, with the share of the people who live in each or before it in the list.
    """

    day: date
    facts: FactBook
    planning: float
    municipalities: tuple[str, ...]
    piled_shares: Numbers


def setting(day: date, facts: FactBook, planning: float | None = None) -> Setting:
    """What blocks for this day share; without `planning` the published share plans a course."""
    codes, shares = municipalities_on(day, facts)
    share = marginals()["plan"].share("ja") if planning is None else planning
    return Setting(day, facts, share, codes, _piled(shares))


def drawn_block(here: Setting, count: int, draws: Draws) -> dict[str, pa.Array]:
    """The columns of one block of people, by the name of the fact."""
    made = _Block(here, count, draws)
    made.who()
    made.learning()
    made.work()
    made.employer()
    made.benefits()
    made.money()
    made.plans()
    return made.columns


class _Block:
    """One block while it is made. Each step adds columns and what later steps look at."""

    def __init__(self, here: Setting, count: int, draws: Draws) -> None:
        self._here, self._count, self._draws = here, count, draws
        self._tables: Marginals = marginals()
        self._today = here.day.toordinal()
        self.columns: dict[str, pa.Array] = {}

    # drawing -------------------------------------------------------------------------------------------------------

    def _draw(self, name: str, groups: Codes | None = None) -> Codes:
        return self._tables[name].draw(self._draws.of(name), self._count, groups)

    def _by_age(self, name: str) -> Codes:
        return self._draw(name, self._tables[name].group_of_age(self._age))

    def _chance(self, name: str, chances: Numbers | float) -> Known:
        drawn: Known = self._draws.of(name).random(self._count) < chances
        return drawn

    def _within(self, name: str, low: NDArray[Any], high: NDArray[Any]) -> NDArray[np.int64]:
        """For each person a whole number from `low` up to `high`, evenly; `high` itself is left out."""
        part = self._draws.of(name).random(self._count)
        found: NDArray[np.int64] = (low + np.floor(part * np.maximum(high - low, 1))).astype(np.int64)
        return found

    def _within_class(self, name: str, classes: Codes, scale: int = 1) -> NDArray[np.int64]:
        bounds = bounds_of(dict.fromkeys(self._tables[name].values)) * scale
        return self._within(f"{name}, binnen de klasse", bounds[classes], bounds[classes + 1])

    def _hole(self, name: str, groups: Codes | None = None) -> Known:
        """Who is missing this fact, if it is theirs at all."""
        shares = np.array(list(self._tables.holes[name].shares.values())) / 100
        return self._chance(f"gat {name}", shares[0] if groups is None else shares[groups])

    # adding --------------------------------------------------------------------------------------------------------

    def _plain(self, name: str, values: NDArray[Any], known: Known | None = None) -> None:
        self.columns[name] = plain_column(self._here.facts.facts[name], values, known)

    def _coded(self, name: str, values: tuple[str, ...], codes: Codes, known: Known | None = None) -> None:
        self.columns[name] = coded_column(self._here.facts.facts[name], values, codes, known)

    def _set(self, name: str, has: Mapping[str, Known], known: Known | None = None) -> None:
        values = [value for value in self._here.facts.facts[name].values if value in has]
        self.columns[name] = set_column(self._here.facts.facts[name], [(v, has[v]) for v in values], known)

    # steps ---------------------------------------------------------------------------------------------------------

    def who(self) -> None:
        """Day of birth, municipality, nationality."""
        classes = self._tables["leeftijd"].values
        ends = bounds_of(dict.fromkeys(classes))
        birthdays = _latest_births(self._here.day)
        group = self._draw("leeftijd")
        self._born = self._within("geboortedag", birthdays[ends[group + 1]] + 1, birthdays[ends[group]] + 1)
        self._age = len(birthdays) - np.searchsorted(birthdays[::-1], self._born, side="left") - 1
        self._plain("geboortedatum", self._born)
        place = np.searchsorted(self._here.piled_shares, self._draws.of("gemeente").random(self._count), side="right")
        self._coded("gemeente", self._here.municipalities, place)

        known = self._tables["verblijf"].values
        rough, fine = self._draw("verblijf"), self._draw("verblijf_overig")
        other = rough == known.index("overig")
        values = self._here.facts.facts["verblijf"].values
        from_rough = np.array([values.index(one) if one in values else 0 for one in known])
        from_fine = np.array([values.index(one) for one in self._tables["verblijf_overig"].values])
        self._coded("verblijf", values, np.where(other, from_fine[fine], from_rough[rough]))
        self._plain("inburgeringsplichtig", other & (self._draw("inburgeringsplichtig") == 0))

    def learning(self) -> None:
        """Diplomas and degrees, difficulty with basic skills, and who still studies."""
        levels = self._tables["niveau_naar_leeftijd"].values
        self._level = self._by_age("niveau_naar_leeftijd")
        self._student = self._by_age("onderwijsvolgend") == 0
        values = self._tables["diploma"].values
        diploma = self._draw("diploma", self._level)
        self._has_mbo4 = diploma == values.index("mbo4")
        born_in = _year_of(self._born)
        cohort = np.searchsorted(bounds_of(self._tables.holes["hoogste_diploma"].shares), born_in, side="right") - 1
        known = ~self._hole("hoogste_diploma", cohort)
        step = {value: n for n, value in enumerate(values)}
        assert values == self._here.facts.facts["hoogste_diploma"].values
        self._coded("hoogste_diploma", values, diploma, known)
        self._plain("startkwalificatie", diploma >= step["mbo2"], known)
        self._plain("hbo_of_wo_afgerond", (diploma == step["hbo_bachelor"]) | (diploma >= step["hbo_master"]), known)
        degrees = {
            "associate_degree": diploma == step["associate_degree"],
            "bachelor": diploma >= step["hbo_bachelor"],
            "master": diploma >= step["hbo_master"],
        }
        self._set("behaalde_graden", degrees, known)

        self._graduated = self._level >= levels.index("bachelor")
        ages = self._tables["afstuderen"].numbers
        master = self._level == levels.index("master")
        low, high = (
            np.where(master, ages[f"master_{end}"], ages[f"bachelor_{end}"]).astype(np.int64)
            for end in ("vanaf", "tot")
        )
        anniversary = self._born + (365.25 * low).astype(np.int64)
        last = np.minimum(self._born + (365.25 * high).astype(np.int64), self._today + 1)
        self._plain("afgestudeerd_op", self._within("afgestudeerd", anniversary, last), known & self._graduated)
        self._plain("begin_hoger_onderwijs", _first_of_september(born_in + ADULT), known & self._graduated)

        reading = self._chance("taal", reading_chances()[self._age - FIRST_AGE, self._level])
        group = (~reading).astype(np.int64)
        arithmetic, digital = (self._draw(name, group) == 0 for name in ("rekenen", "digitaal"))
        known = ~self._hole("moeite_met")
        self._set("moeite_met", {"taal": reading, "rekenen": arithmetic, "digitaal": digital}, known)
        may_have = self._student & (self._age >= ADULT)
        has = may_have & (self._draw("studiefinanciering") == 0)
        self._plain("studiefinanciering", has)
        may_borrow = ~has & (self._age >= ADULT) & (self._age < NO_CREDIT_AGE)
        self._plain("levenlanglerenkrediet_loopt", may_borrow & self._chance("krediet", credit_chance()))

    def work(self) -> None:
        """Work, contract, hours, years of service."""
        state, position = self._by_age("werk"), self._by_age("positie")
        states, positions = self._tables["werk"].values, self._tables["positie"].values
        self._works = state == states.index("werkt")
        self._seeks = state == states.index("zoekt")
        self._own_boss = self._works & (position == positions.index("zelfstandig"))
        self._employee = self._works & ~self._own_boss
        held = {
            "werknemer": self._employee,
            "zelfstandige": self._own_boss,
            "werkzoekend": self._seeks,
            "student": self._student,
            "geen": ~self._works & ~self._seeks & ~self._student,
        }
        self._set("werk", held)

        values = self._here.facts.facts["contract"].values
        from_flexible = np.array([values.index(one) for one in self._tables["flexibel"].values])
        permanent = position == positions.index("vast")
        self._contract = np.where(permanent, values.index("vast"), from_flexible[self._draw("flexibel")])
        self._coded("contract", values, self._contract, self._employee)

        hours = self._within_class("uren", self._by_age("uren"))
        self._hours = np.where(self._works, hours, 0)
        self._position = position
        self._plain("uren_per_week", self._hours, ~(self._own_boss & self._hole("uren_per_week")))

        years = self._draw("dienstjaren", np.where(permanent, 0, 1))
        served = self._within_class("dienstjaren", years, 365)
        since_fifteen = self._today - self._born - 5479
        too_long = served > since_fifteen
        shorter = self._within("dienstjaren, te jong", np.zeros_like(served), since_fifteen + 1)
        since = self._today - np.where(too_long, shorter, served)
        self._plain("in_dienst_sinds", since, self._employee & ~self._hole("in_dienst_sinds"))

    def employer(self) -> None:
        """Industry, size of the company, and who teaches."""
        sections, within = self._tables["sector"], self._tables["sector_code"].numbers
        codes, shares = sector_codes()
        code = np.searchsorted(_piled(shares), self._draws.of("sector").random(self._count), side="right")
        known = ~self._hole("sector")
        assert set(sections.values) == {name[0] for name in within}
        self._coded("sector", codes, code, self._works & known)
        self._coded("werkgever_sector", codes, code, self._employee & known)

        classes = self._draw("bedrijfsgrootte")
        bounds = np.log(bounds_of(dict.fromkeys(self._tables["bedrijfsgrootte"].values)))
        part = self._draws.of("bedrijfsgrootte, binnen de klasse").random(self._count)
        size = np.exp(bounds[classes] + part * (bounds[classes + 1] - bounds[classes]))
        self._plain("werkgever_aantal_werknemers", size.astype(np.int64), self._employee)

        school = self._works & (code == codes.index("85"))
        teacher = school & self._graduated & self._chance("leraar", teacher_chance())
        values = self._here.facts.facts["functie_in_onderwijs"].values
        function = np.where(teacher, values.index("leraar"), values.index("geen"))
        missing = school & ~teacher & self._hole("functie_in_onderwijs")
        self._coded("functie_in_onderwijs", values, function, ~missing)
        self._registered_carers(np.isin(code, [codes.index(one) for one in ("86", "87", "88")]) & self._works)

    def _registered_carers(self, in_care: Known) -> None:
        """Who is in the BIG register: no two occupations for anybody, each with a diploma that goes with it."""
        values = self._here.facts.facts["big_beroep"].values
        drawn = self._draws.of("big").random(self._count)
        occupation = np.full(self._count, values.index("geen"))
        levels = self._tables["niveau_naar_leeftijd"].values
        pools = {level: self._level == levels.index(level) for level in ("bachelor", "master")}
        for pool, chances in care_chances().items():
            who = in_care & pools.get(pool, self._has_mbo4)
            names = [values.index(name) for name in chances]
            picked = np.searchsorted(np.cumsum(list(chances.values())), drawn, side="right")
            occupation = np.where(who, np.array([*names, values.index("geen")])[picked], occupation)
        self._coded("big_beroep", values, occupation)

    def benefits(self) -> None:
        """Benefits, since when, and who is registered as a job seeker."""
        chances = benefit_chances()
        adult = (self._age >= ADULT) & (self._age < PENSION_AGE) & ~self._student
        ww = np.where(self._seeks, chances["zoekt"], chances["werknemer"])
        has_ww = adult & (self._seeks | self._employee) & self._chance("ww", ww)
        others = ["bijstand", "wia", "wajong", "ziektewet", "ioaw"]
        piled = np.cumsum([chances[name] for name in others])
        pick = np.searchsorted(piled, self._draws.of("uitkering").random(self._count), side="right")
        free = adult & ~self._works & ~has_ww
        held = {"ww": has_ww, **{name: free & (pick == n) for n, name in enumerate(others)}}
        self._benefits = held
        self._set("uitkering", held)

        months = {
            "ww": self._within_class("duur_ww", self._draw("duur_ww"), 30),
            "bijstand": self._within_class("duur_bijstand", self._draw("duur_bijstand"), 30),
        }
        other = self._within_class("duur_overig", self._draw("duur_overig", np.where(held["ziektewet"], 0, 1)), 30)
        days = np.select([held["ww"], held["bijstand"]], [months["ww"], months["bijstand"]], other)
        since_eighteen = self._today - self._born - 6575
        shorter = self._within("uitkering, te jong", np.zeros_like(days), since_eighteen + 1)
        since = self._today - np.where(days > since_eighteen, shorter, days)
        any_benefit = np.logical_or.reduce(list(held.values()))
        self._plain("uitkering_sinds", since, any_benefit)
        registered = held["ww"] | held["bijstand"]
        missing = self._seeks & ~any_benefit & self._hole("ingeschreven_bij_uwv")
        self._plain("ingeschreven_bij_uwv", registered, ~missing)

    def money(self) -> None:
        """Income a year, and an employee's pay a month; whole cents."""
        mean, held = np.zeros(self._count), self._benefits
        without = self._tables["inkomen_zonder_werk"].numbers
        pensioner = ~self._works & (self._age >= PENSION_AGE)
        mean[pensioner] = without["pensioen"]
        mean[held["bijstand"] | held["ioaw"]] = without["voorziening"]
        mean[held["wia"] | held["wajong"] | held["ziektewet"]] = without["uitkering"]
        mean[held["ww"]] = without["ww"]
        means = self._tables["inkomen"].numbers
        by_contract = np.array([means[value] for value in self._here.facts.facts["contract"].values])
        per_job = np.where(self._own_boss, means["zelfstandig"], by_contract[self._contract])
        # Who works more earns more; within a kind of work the mean stays as published.
        mean[self._works] = (per_job * self._hours / mean_hours()[self._position])[self._works]
        spread = self._tables["inkomen_spreiding"].numbers["spreiding"]
        noise = np.exp(spread * self._draws.of("inkomen").standard_normal(self._count) - spread**2 / 2)
        euros = np.rint(1000 * mean * noise).astype(np.int64)
        known = ~(self._works & self._hole("inkomen_per_jaar_eurocent"))
        self._plain("inkomen_per_jaar_eurocent", euros * 100, known)
        self._plain("maandloon_eurocent", euros * 100 // 12, self._employee & known)

    def plans(self) -> None:
        """The course that somebody plans: kind, form, goal, costs in whole cents, first day."""
        planned = self._chance("plan", self._here.planning)
        kinds, values = self._tables["plan_soort"].values, self._here.facts.facts["opleiding_soort"].values
        formal = self._draw("plan_formeel") == self._tables["plan_formeel"].values.index("formeel")
        from_kinds = np.array([values.index(kind) for kind in kinds])
        kind = np.where(formal, from_kinds[self._draw("plan_soort")], values.index("cursus"))
        self._coded("opleiding_soort", values, kind, planned)
        forms = self._here.facts.facts["opleiding_vorm"].values
        assert forms == self._tables["plan_vorm"].values
        self._coded("opleiding_vorm", forms, self._draw("plan_vorm"), planned)
        goals = self._here.facts.facts["opleiding_doel"].values
        from_goals = np.array([goals.index(goal) for goal in self._tables["plan_doel"].values])
        self._coded("opleiding_doel", goals, from_goals[self._draw("plan_doel")], planned)

        course, programme = (self._tables[f"plan_kosten_{one}"].numbers for one in ("cursus", "formeel"))
        normal = self._draws.of("plan_kosten_cursus").standard_normal(self._count)
        of_course = course["midden"] * np.exp(course["spreiding"] * normal)
        of_programme = self._draws.of("plan_kosten_formeel").uniform(programme["vanaf"], programme["tot"], self._count)
        euros = np.rint(np.where(formal, of_programme, of_course)).astype(np.int64)
        self._plain("opleiding_kosten_eurocent", euros * 100, planned)
        within = int(self._tables["plan_start"].numbers["dagen"])
        ahead = self._draws.of("plan_start").integers(0, within, self._count, endpoint=True)
        self._plain("opleiding_start", self._today + ahead, planned)


def _piled(shares: Numbers) -> Numbers:
    """Shares piled up to 1, to look a draw up in."""
    piled: Numbers = np.cumsum(shares / shares.sum())
    piled[-1] = 1
    return piled


def _latest_births(day: date) -> Days:
    """For each age from 0 the last day of birth at which one has it on `day`; as ordinal numbers, falling."""
    return np.array([Period(months=-12 * age).after(day).toordinal() for age in range(LAST_AGE + 2)], dtype=np.int64)


def _year_of(days: Days) -> NDArray[np.int64]:
    return (days - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _first_of_september(years: NDArray[np.int64]) -> Days:
    first = int(years.min())
    septembers = [date(year, 9, 1).toordinal() for year in range(first, int(years.max()) + 1)]
    return np.array(septembers, dtype=np.int64)[years - first]
