# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One block of made-up people, fact by fact, in an order in which each draw may look at the ones before it.

Knows: which table makes which fact, and what hangs together with what.
Leaves: the tables (`marginals`), the form of the columns (`columns`), how many blocks there are (`made_up`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final
from zlib import crc32

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..basics import Period
from ..rules.facts import FactBook
from .columns import Known, coded_column, plain_column, set_column
from .marginals import Codes, Marginals, Numbers, bounds_of, marginals

FIRST_AGE: Final = 15
LAST_AGE: Final = 74
_PENSION_AGE: Final = 67
_ADULT: Final = 18
_NO_STUDENT_AGE: Final = 27
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


def municipalities_on(day: date, facts: FactBook) -> tuple[tuple[str, ...], Numbers]:
    """The municipalities of a day with the share of the people who live there, 0 to 1.

    A region's people are divided over its municipalities: known sizes first, the rest in equal parts.
    """
    tables, known = marginals(), marginals()["gemeente"].numbers
    regions = facts.tables["arbeidsmarktregio"]
    areas: dict[str, list[str]] = {area: [] for area in tables["gebied"].values}
    for code in facts.tables["gemeentenaam"].rows:
        if facts.tables["gemeentenaam"].on(code, day) is not None:
            # Before the first day of the table of regions a municipality is taken to lie where it lay first.
            region = regions.on(code, day) or next((row[2] for row in regions.rows.get(code, ())), "")
            areas[region if region in areas else "elders"].append(code)
    shares = {}
    for area, codes in areas.items():
        sized = {code: known[code] / 100 for code in codes if code in known}
        rest = (tables["gebied"].share(area) - sum(sized.values())) / (len(codes) - len(sized))
        shares.update({code: sized.get(code, rest) for code in codes})
    return tuple(shares), np.array(list(shares.values()))


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
        self._plain("begin_hoger_onderwijs", _first_of_september(born_in + _ADULT), known & self._graduated)

        reading = self._chance("taal", reading_chances()[self._age - FIRST_AGE, self._level])
        group = (~reading).astype(np.int64)
        arithmetic, digital = (self._draw(name, group) == 0 for name in ("rekenen", "digitaal"))
        known = ~self._hole("moeite_met")
        self._set("moeite_met", {"taal": reading, "rekenen": arithmetic, "digitaal": digital}, known)
        may_have = self._student & (self._age >= _ADULT)
        self._plain("studiefinanciering", may_have & (self._draw("studiefinanciering") == 0))

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

    def benefits(self) -> None:
        """Benefits, since when, and who is registered as a job seeker."""
        chances = benefit_chances()
        adult = (self._age >= _ADULT) & (self._age < _PENSION_AGE) & ~self._student
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
        pensioner = ~self._works & (self._age >= _PENSION_AGE)
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
        """The course that somebody plans: kind, form, costs in whole cents, first day."""
        planned = self._chance("plan", self._here.planning)
        kinds, values = self._tables["plan_soort"].values, self._here.facts.facts["opleiding_soort"].values
        formal = self._draw("plan_formeel") == self._tables["plan_formeel"].values.index("formeel")
        from_kinds = np.array([values.index(kind) for kind in kinds])
        kind = np.where(formal, from_kinds[self._draw("plan_soort")], values.index("cursus"))
        self._coded("opleiding_soort", values, kind, planned)
        forms = self._here.facts.facts["opleiding_vorm"].values
        assert forms == self._tables["plan_vorm"].values
        self._coded("opleiding_vorm", forms, self._draw("plan_vorm"), planned)

        course, programme = (self._tables[f"plan_kosten_{one}"].numbers for one in ("cursus", "formeel"))
        normal = self._draws.of("plan_kosten_cursus").standard_normal(self._count)
        of_course = course["midden"] * np.exp(course["spreiding"] * normal)
        of_programme = self._draws.of("plan_kosten_formeel").uniform(programme["vanaf"], programme["tot"], self._count)
        euros = np.rint(np.where(formal, of_programme, of_course)).astype(np.int64)
        self._plain("opleiding_kosten_eurocent", euros * 100, planned)
        within = int(self._tables["plan_start"].numbers["dagen"])
        ahead = self._draws.of("plan_start").integers(0, within, self._count, endpoint=True)
        self._plain("opleiding_start", self._today + ahead, planned)


# --- reckoned once --------------------------------------------------------------------------------------------------


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


def by_age(name: str) -> Numbers:
    """The shares of a table that is given the age, for each age from 15 to 74; an age a row."""
    table = marginals()[name]
    rows: Numbers = table.shares[table.group_of_age(np.arange(FIRST_AGE, LAST_AGE + 1))]
    return rows


def share_of_age() -> Numbers:
    """The share of the people of each age from 15 to 74."""
    table = marginals()["leeftijd"]
    ends = bounds_of(dict.fromkeys(table.values))
    return np.repeat(table.shares[0] / np.diff(ends), np.diff(ends))


@lru_cache(maxsize=1)
def reading_chances() -> Numbers:
    """The chance of a low level of reading: an age a row from 15, a level of education a column."""
    table, factors = marginals()["taal"], marginals()["taal_naar_niveau"].numbers
    levels, weights = by_age("niveau_naar_leeftijd"), share_of_age()
    relative = np.array([factors[level] for level in marginals()["niveau_naar_leeftijd"].values])
    chances = np.empty_like(levels)
    groups = table.group_of_age(np.arange(FIRST_AGE, LAST_AGE + 1))
    for group, published in enumerate(table.shares[:, 0]):
        inside = groups == group
        mean = np.average(levels[inside] @ relative, weights=weights[inside])
        chances[inside] = published * relative / mean
    assert chances.max() < 1
    return chances


@lru_cache(maxsize=1)
def mean_hours() -> Numbers:
    """The mean hours a week of who works in each position, in the order of the table."""
    table, works = marginals()["uren"], by_age("werk")[:, 0] * share_of_age()
    bounds = bounds_of(dict.fromkeys(table.values))
    # Whole numbers from one bound up to the next: their mean lies half an hour lower than the middle.
    hours = by_age("uren") @ ((bounds[:-1] + bounds[1:] - 1) / 2)
    positions = by_age("positie") * works[:, None]
    means: Numbers = hours @ positions / positions.sum(axis=0)
    return means


@lru_cache(maxsize=1)
def sector_codes() -> tuple[tuple[str, ...], Numbers]:
    """All codes of industries with their share of the people who work."""
    within, sections = marginals()["sector_code"].numbers, marginals()["sector"]
    totals = {section: sum(n for name, n in within.items() if name[0] == section) for section in sections.values}
    shares = [sections.share(name[0]) * n / totals[name[0]] for name, n in within.items()]
    return tuple(name[2:] for name in within), np.array(shares)


def _people() -> float:
    """How many people the tables are about, x 1 000."""
    return sum(marginals()["leeftijd"].rows[""])


@lru_cache(maxsize=1)
def teacher_chance() -> float:
    """The chance to be a teacher for who works in industry 85 with a diploma of hbo or university."""
    levels = marginals()["niveau_naar_leeftijd"].values
    high = by_age("niveau_naar_leeftijd")[:, levels.index("bachelor") :].sum(axis=1)
    pool = (share_of_age() * by_age("werk")[:, 0] * high).sum() * marginals()["sector"].share("P")
    return float(marginals()["leraar"].numbers["leraar"] / _people() / pool)


@lru_cache(maxsize=1)
def benefit_chances() -> Mapping[str, float]:
    """The chance of each benefit for who can have it; WW apart for who looks for work and for employees."""
    ages = np.arange(FIRST_AGE, LAST_AGE + 1)
    weights = share_of_age() * ((ages >= _ADULT) & (ages < _PENSION_AGE)) * by_age("onderwijsvolgend")[:, 1]
    works, seeks, none = by_age("werk").T
    employees = (weights * works * (1 - by_age("positie")[:, 2])).sum()
    seekers, without = (weights * seeks).sum(), (weights * (seeks + none)).sum()
    ww = {name: number / _people() for name, number in marginals()["ww"].numbers.items()}
    numbers = {**marginals()["uitkering"].numbers, **marginals()["uitkering_klein"].numbers}
    left = without - ww["zoekt"]
    return {
        "zoekt": ww["zoekt"] / seekers,
        "werknemer": ww["werknemer"] / employees,
        **{name: number / _people() / left for name, number in numbers.items()},
    }
