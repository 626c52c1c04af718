# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How likely a thing must be, for as many people to have it as is published.

Knows: what follows from the tables for everybody together, reckoned once. Leaves: who gets what (`drawn_people`).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from .marginals import Numbers, bounds_of, marginals

FIRST_AGE: Final = 15
LAST_AGE: Final = 74
ADULT: Final = 18
PENSION_AGE: Final = 67
NO_CREDIT_AGE: Final = 56


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
def care_chances() -> Mapping[str, Mapping[str, float]]:
    """The chance of each occupation of the BIG register for who works in care, by the diploma that it is drawn from."""
    numbers, by_diploma = marginals()["big"].numbers, marginals()["big_diploma"]
    section, levels = marginals()["sector"], marginals()["niveau_naar_leeftijd"].values
    works = share_of_age() * by_age("werk")[:, 0] * section.share("Q")
    of_level = dict(zip(levels, works @ by_age("niveau_naar_leeftijd"), strict=True))
    pools = {**of_level, "mbo4": of_level["havo_vwo_mbo"] * marginals()["diploma"].share("mbo4", "havo_vwo_mbo")}
    return {
        pool: {
            name: number / _people() * by_diploma.share(pool, name) / pools[pool]
            for name, number in numbers.items()
            if by_diploma.share(pool, name)
        }
        for pool in by_diploma.values
    }


@lru_cache(maxsize=1)
def credit_chance() -> float:
    """The chance of levenlanglerenkrediet for who can have it."""
    ages = np.arange(FIRST_AGE, LAST_AGE + 1)
    weights = share_of_age() * ((ages >= ADULT) & (ages < NO_CREDIT_AGE))
    with_finance = by_age("onderwijsvolgend")[:, 0] * marginals()["studiefinanciering"].share("ja")
    pool = (weights * (1 - with_finance)).sum()
    return float(marginals()["levenlanglerenkrediet"].numbers["krediet"] / _people() / pool)


@lru_cache(maxsize=1)
def benefit_chances() -> Mapping[str, float]:
    """The chance of each benefit for who can have it; WW apart for who looks for work and for employees."""
    ages = np.arange(FIRST_AGE, LAST_AGE + 1)
    weights = share_of_age() * ((ages >= ADULT) & (ages < PENSION_AGE)) * by_age("onderwijsvolgend")[:, 1]
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
