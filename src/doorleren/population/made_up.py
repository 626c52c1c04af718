# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A made-up population of any size: the same people for the same seed, day and plans, block by block.

Knows: blocks, their order, and that the first people of a large population are those of a small one.
Leaves: how a block is drawn (`drawn_people`), files (`made_up_file`).

The same people come out on every machine with the same version of NumPy, whose Generator may change between versions.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pyarrow as pa

from ..rules.facts import FactBook
from .arrow_columns import column_type
from .drawn_people import Draws, drawn_block, setting
from .marginals import marginals

BLOCK: Final = 100_000
"""How many people are made at once. Another number would make other people."""


def made_up_facts(facts: FactBook) -> tuple[str, ...]:
    """The names of the facts that a made-up population has, in the order of the book."""
    made = {name for table in marginals().tables.values() for name in table.makes} | set(marginals().holes)
    return tuple(name for name in facts.facts if name in made)


def made_up_schema(facts: FactBook) -> pa.Schema:
    """The columns of a made-up population and their types."""
    return pa.schema([(name, column_type(facts.facts[name])) for name in made_up_facts(facts)])


def made_up_people(
    count: int, seed: int, day: date, facts: FactBook, planning: float | None = None
) -> Iterator[pa.RecordBatch]:
    """`count` made-up people of 15 to 74 on `day`, at most 100 000 at a time.

    `seed` is 0 or more. `planning` is the share of people who plan a course, 0 to 1; without it the published share.
    """
    here, schema = setting(day, facts, planning), made_up_schema(facts)
    for block in range(-(-count // BLOCK)):
        columns = drawn_block(here, BLOCK, Draws(seed, block))
        batch = pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)
        # The last block is made whole, so that its people are the same in a larger population.
        yield batch.slice(0, count - block * BLOCK)
