# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a data set of Eurostat becomes a table of ours: which dimension is the region, which the time, what is kept.

Knows: the fields of a mapping, and which of our regions a NUTS code is. Leaves: reading answers (`eurostat_jsonstat`,
`eurostat_sdmx`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from ..region import Measure
from ..region.indicators.fields import Fields
from ..region.indicators.lined_text import read_lined
from .mapping_file import FOLDER, AboutTable, MappingWrong, about_table, opened, wrong_here

PROVIDER: Final = "eurostat"
_REGION_CODE: Final = re.compile(r"(\d{4})?(NL01|PV\d{2})")


@dataclass(frozen=True, slots=True)
class EurostatMapping:
    """What is kept of a data set. `select`: dimension → codes; a dimension that it does not name is kept whole."""

    about: AboutTable
    region: str
    period: str
    measure: Measure
    select: Mapping[str, tuple[str, ...]]

    @property
    def filter(self) -> str:
        """The part of the data set that is kept, as one text."""
        parts = [f"{name}={'|'.join(codes)}" for name, codes in sorted(self.select.items())]
        return "&".join([*parts, f"{self.region}=NL*"])


def eurostat_mapping(name: str) -> EurostatMapping:
    """A mapping of ours by the name of its table, or a file. Raises MappingWrong with all that is wrong."""
    at = opened(PROVIDER, name)
    at.only(
        "provider",
        "table",
        "title",
        "summary",
        "licence",
        "tried",
        "document",
        "region",
        "period",
        "measure",
        "select",
    )
    about, region, period, measure = about_table(at, PROVIDER), at.text("region"), at.text("period"), _measure(at)
    select: dict[str, tuple[str, ...]] = {}
    if (inner := at.inner("select", needed=False)) is not None:
        select = {name: inner.words(name) for name in inner.values}
    if region is not None and period is not None:
        if region == period:
            wrong_here(at, "period", "regio en tijd zijn hetzelfde onderdeel", "region and time are the same dimension")
        for one in {region, period} & set(select):
            wrong_here(at, "select", f"{one} kan hier niet gekozen worden", f"{one} cannot be chosen here")
    if at.problems or about is None or region is None or period is None or measure is None:
        raise MappingWrong(at.problems)
    return EurostatMapping(about, region, period, measure, select)


def _measure(at: Fields) -> Measure | None:
    inner = at.inner("measure")
    if inner is None:
        return None
    inner.only("id", "title", "unit", "decimals")
    code, title, unit = inner.text("id"), inner.text("title"), inner.text("unit")
    decimals = inner.whole("decimals") if "decimals" in inner.values else None
    return Measure(code, title, unit, decimals) if code and title and unit else None


@dataclass(frozen=True, slots=True)
class Nuts:
    """The NUTS codes of the Netherlands: our code and name of each, and which are known and none of ours."""

    regions: Mapping[str, tuple[str, str]]
    not_ours: tuple[re.Pattern[str], ...]
    no_region: frozenset[str]

    def kind(self, code: str) -> Literal["ours", "elsewhere", "other level", "no region", "unknown"]:
        """`elsewhere`: not in the Netherlands; `unknown`: a code of the Netherlands that we never heard of."""
        if code in self.regions:
            return "ours"
        if not code.startswith("NL"):
            return "elsewhere"
        if code in self.no_region:
            return "no region"
        return "other level" if any(one.fullmatch(code) for one in self.not_ours) else "unknown"


@lru_cache(maxsize=1)
def nuts() -> Nuts:
    """Ours of `mappings/nuts.yaml`; what is wrong there is a mistake of ours."""
    values, lines, problems = read_lined((FOLDER / "nuts.yaml").read_text(encoding="utf-8"), "nuts.yaml")
    at = Fields(values, (), lines, problems)
    at.only("document", "codes", "levels_not_ours", "no_region")
    at.document("document")
    regions: dict[str, tuple[str, str]] = {}
    for one in at.each("codes", needed=True):
        one.only("nuts", "code", "name")
        code, ours, name = one.text("nuts"), one.text("code"), one.text("name")
        if code and ours and name:
            if not _REGION_CODE.fullmatch(ours) or code in regions:
                wrong_here(one, "code", f"{code}: {ours} klopt niet", f"{code}: {ours} is not right")
            regions[code] = (ours, name)
    patterns = tuple(re.compile(one) for one in at.words("levels_not_ours"))
    if at.problems:
        raise MappingWrong(at.problems)
    return Nuts(regions, patterns, frozenset(at.words("no_region")))
