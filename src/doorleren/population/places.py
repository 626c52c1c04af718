# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many of the people live in each municipality of a day.

Knows: that a region's people are divided over its municipalities. Leaves: who lives where (`drawn_people`).
"""

from datetime import date

import numpy as np

from ..rules.facts import FactBook
from .marginals import Numbers, marginals


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
