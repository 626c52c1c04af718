# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up population in a Parquet file that says of itself that it is made up.

Knows: what stands beside the columns, and that a file is whole or not there at all.
Leaves: who asks for it, and what to say when it cannot be written (journeys).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from ..basics import Said, parse_day, said
from ..rules.facts import FactBook
from .files import is_synthetic, whole_parquet
from .made_up import made_up_people, made_up_schema
from .marginals import Sourced, marginals

_PREFIX: Final = "doorleren."
SENTENCE: Final = said(
    "Deze mensen zijn verzonnen: getrokken uit gepubliceerde cijfers en aannames.",
    "These people are made up: drawn from published figures and assumptions.",
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a file says of a made-up population: how to make it again, and what it was drawn from."""

    seed: int | None
    count: int | None
    day: date | None
    sources: tuple[Mapping[str, Any], ...]

    @property
    def sentence(self) -> Said:
        """What belongs beside every figure about these people."""
        return SENTENCE


@dataclass(frozen=True, slots=True)
class Made:
    """A population that was written: how many people, and the share (0 to 1) of them with an empty place per column."""

    path: Path
    count: int
    empty: Mapping[str, float]


def label_of(schema: pa.Schema) -> Label | None:
    """What a population says of itself if it is made up; None if it does not say that."""
    said_here = {
        key.decode("utf-8", "replace").removeprefix(_PREFIX): value.decode("utf-8", "replace")
        for key, value in (schema.metadata or {}).items()
        if key.startswith(_PREFIX.encode())
    }
    if not is_synthetic(schema):
        return None
    seed, count = (int(text) if text.isdecimal() else None for text in map(said_here.get, ("zaad", "aantal"), ("", "")))
    sources: Any = []
    with suppress(ValueError):
        sources = json.loads(said_here.get("bronnen", "[]"))
    return Label(seed, count, parse_day(said_here.get("op", "")), tuple(sources) if isinstance(sources, list) else ())


def labelled(schema: pa.Schema, count: int, seed: int, day: date, planning: float | None) -> pa.Schema:
    """The same columns, with what says that these people are made up, and how."""
    share = marginals()["plan"].share("ja") if planning is None else planning
    label = {
        "synthetisch": "ja",
        "zaad": str(seed),
        "aantal": str(count),
        "op": day.isoformat(),
        "plannen": f"{100 * share:g}",
        "numpy": np.__version__,
        "bronnen": json.dumps(source_shapes(), ensure_ascii=False),
    }
    return schema.with_metadata({f"{_PREFIX}{name}": text for name, text in label.items()})


def source_shapes() -> list[dict[str, Any]]:
    """Every table and hole with its sources, or the reason why it is an assumption."""
    tables: Iterable[tuple[str, Sourced]] = [
        *(("verdeling", one) for one in marginals().tables.values()),
        *(("gat", one) for one in marginals().holes.values()),
    ]
    return [
        {
            "soort": kind,
            "naam": one.name,
            "jaar": one.year,
            "bronnen": [{"document": c.document, "plaats": c.place, "url": c.url} for c in one.sources],
            "aanname": one.why,
        }
        for kind, one in tables
    ]


def write_made_up(
    path: Path,
    count: int,
    seed: int,
    day: date,
    facts: FactBook,
    planning: float | None = None,
    seen: Callable[[int, int], None] | None = None,
) -> Made:
    """Write made-up people to a file, which takes the place of what was there; OSError if that cannot be done.

    `planning` is the share with a plan, 0 to 1. `seen` is told how many people are done and how many there are.
    """
    schema = labelled(made_up_schema(facts), count, seed, day, planning)
    empty: Counter[str] = Counter()
    done = 0
    with whole_parquet(path, schema) as writer:
        for batch in made_up_people(count, seed, day, facts, planning):
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))
            empty.update({name: batch.column(name).null_count for name in schema.names})
            done += batch.num_rows
            if seen is not None:
                seen(done, count)
    return Made(path, count, {name: empty[name] / count for name in schema.names})
