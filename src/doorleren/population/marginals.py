# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published tables that a made-up population is drawn from, each with its source or as an assumption.

Knows: `marginals.yaml`, and how to draw from one table for a whole block of people at once.
Leaves: which table makes which fact (`made_up`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray

from ..basics import Citation

Codes = NDArray[np.int64]
"""For each person the place of a value in a list of values."""
Numbers = NDArray[np.float64]

_FILE: Final = Path(__file__).parent / "marginals.yaml"
_EVERYBODY: Final = ""
"""The one group of a table that is the same for everybody."""


@dataclass(frozen=True)
class Sourced:
    """Something with sources and a year, or with the reason why it is an assumption."""

    name: str
    about: str
    sources: tuple[Citation, ...]
    year: int | None
    why: str | None

    @property
    def assumed(self) -> bool:
        """Whether no source says so."""
        return not self.sources


@dataclass(frozen=True)
class Marginal(Sourced):
    """One table. `rows`: per group the weights of `values`, of which only the proportions matter.

    `given` is what the groups divide. `numbers` are amounts by name, for what is no division. `makes` are facts.
    """

    makes: tuple[str, ...]
    given: str | None
    values: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]
    numbers: Mapping[str, float]

    @cached_property
    def shares(self) -> Numbers:
        """The share of each value in each group, 0 to 1; a row per group."""
        weights = np.array([self.rows[group] for group in self.rows], dtype=np.float64)
        shares: Numbers = weights / weights.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def _ceilings(self) -> Numbers:
        """The shares piled up, the groups one after another: group n fills the numbers from n to n + 1."""
        piled = self.shares.cumsum(axis=1)
        piled[:, -1] = 1
        return np.asarray(piled + np.arange(len(piled))[:, None], dtype=np.float64).reshape(-1)

    @cached_property
    def _bounds(self) -> NDArray[np.int64]:
        """Where classes of age begin, the end of the last one too."""
        return bounds_of(self.rows)

    def share(self, value: str, group: str = _EVERYBODY) -> float:
        """The share of one value in a group, 0 to 1."""
        return float(self.shares[list(self.rows).index(group), self.values.index(value)])

    def group_of_age(self, ages: NDArray[np.int64]) -> Codes:
        """The group that each age falls in, in whole years."""
        return np.searchsorted(self._bounds, ages, side="right").astype(np.int64) - 1

    def draw(self, random: np.random.Generator, count: int, groups: Codes | None = None) -> Codes:
        """The places in `values` of `count` draws, each from the row of its group (or all from the only row)."""
        drawn = random.random(count)
        width = len(self.values)
        if groups is None:
            return np.searchsorted(self._ceilings, drawn, side="right").astype(np.int64)
        found = np.searchsorted(self._ceilings, drawn + groups, side="right") - groups * width
        # Adding a group's number can round a draw up to the next whole number.
        return np.asarray(np.minimum(found, width - 1), dtype=np.int64)


@dataclass(frozen=True)
class Hole(Sourced):
    """Of whom a fact is missing, and how often: `shares` per group, in percent. `about` says whose it is."""

    given: str | None
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Marginals:
    """All tables, all holes, and the pairs that are drawn apart from each other."""

    tables: Mapping[str, Marginal]
    holes: Mapping[str, Hole]
    independent: tuple[str, ...]

    def __getitem__(self, name: str) -> Marginal:
        return self.tables[name]


def bounds_of(groups: Mapping[str, Any]) -> NDArray[np.int64]:
    """ "15-25", "25-75" as 15, 25, 75; every class begins where the one before it ends."""
    ends = [[int(end) for end in group.split("-")] for group in groups]
    assert all(one[1] == two[0] for one, two in pairwise(ends)), list(groups)
    return np.array([ends[0][0], *(end for _, end in ends)], dtype=np.int64)


@lru_cache(maxsize=1)
def marginals() -> Marginals:
    """The tables as they stand in `marginals.yaml`."""
    raw = yaml.safe_load(_FILE.read_text("utf-8"))
    documents = raw["documents"]
    return Marginals(
        {name: _marginal(name, one, documents) for name, one in raw["marginals"].items()},
        {name: _hole(name, one, documents) for name, one in raw["holes"].items()},
        tuple(raw["independent"]),
    )


def _sourced(name: str, about: str, raw: Mapping[str, Any], documents: Mapping[str, Any]) -> dict[str, Any]:
    source = raw["source"]
    cited = [] if source == "assumption" else source if isinstance(source, list) else [source]
    sources = tuple(
        Citation(documents[one["document"]]["title"], one["place"], documents[one["document"]]["url"]) for one in cited
    )
    return {"name": name, "about": about, "sources": sources, "year": raw.get("year"), "why": raw.get("why")}


def _marginal(name: str, raw: Mapping[str, Any], documents: Mapping[str, Any]) -> Marginal:
    rows = raw.get("rows") or ({_EVERYBODY: raw["weights"]} if "weights" in raw else {})
    return Marginal(
        **_sourced(name, raw["about"], raw, documents),
        makes=tuple(raw["makes"]),
        given=raw.get("given"),
        values=tuple(raw.get("values", ())),
        rows={group: tuple(weights) for group, weights in rows.items()},
        numbers=raw.get("numbers", {}),
    )


def _hole(name: str, raw: Mapping[str, Any], documents: Mapping[str, Any]) -> Hole:
    return Hole(
        **_sourced(name, raw["of"], raw, documents),
        given=raw.get("given"),
        shares=raw.get("rows") or {_EVERYBODY: raw["share"]},
    )
