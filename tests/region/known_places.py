# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The real regions for tests: the tables by day that stand with the rules, handed in as the house does."""

from functools import cache
from pathlib import Path

import doorleren.rules
from doorleren.region.known_regions import KnownRegions
from doorleren.region.regions import Rows
from doorleren.rules.read_facts import read_fact_book


@cache
def tables() -> dict[str, Rows]:
    book, problems = read_fact_book(Path(doorleren.rules.__file__).parent)
    assert not problems
    return {name: table.rows for name, table in book.tables.items()}


def known_regions(groups_folder: Path | None = None) -> KnownRegions:
    """All of them; with the groups of a folder beside ours."""
    return _ours() if groups_folder is None else _read(groups_folder)


@cache
def _ours() -> KnownRegions:
    return _read(None)


def _read(groups_folder: Path | None) -> KnownRegions:
    there = tables()
    return KnownRegions(
        there["gemeentenaam"], there["arbeidsmarktregio"], there["arbeidsmarktregionaam"], groups_folder
    )
