# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables on the page about populations are those that people are drawn from. What is missing there is said by the test."""

import re
from pathlib import Path

import pytest

from doorleren.population.arrow_columns import column_type
from doorleren.population.made_up import made_up_facts
from doorleren.population.marginals import Sourced, marginals
from doorleren.rules.facts import FactBook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "population.md"


def block(name: str) -> str:
    """What stands on the page between two marks."""
    text = PAGE.read_text("utf-8")
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- until here -->", text, re.DOTALL)
    assert found, name
    return found[1].strip()


def sources(one: Sourced) -> str:
    if one.assumed:
        return f"**assumption**: {one.why}"
    return "; ".join(f"[{source.document}]({source.url}): {source.place}" for source in one.sources)


def drawn() -> str:
    lines = ["| table | what | makes | year | source |", "|---|---|---|---|---|"]
    for one in marginals().tables.values():
        makes = ", ".join(f"`{name}`" for name in one.makes)
        lines.append(f"| {one.name} | {one.about} | {makes} | {one.year or '–'} | {sources(one)} |")
    return "\n".join(lines)


def missing() -> str:
    lines = ["| column | of whom | empty | year | source |", "|---|---|---|---|---|"]
    for one in marginals().holes.values():
        share = ", ".join(
            f"born {group.replace('-', ' until ')}: {n}%" if group else f"{n}%" for group, n in one.shares.items()
        )
        lines.append(f"| `{one.name}` | {one.about} | {share} | {one.year or '–'} | {sources(one)} |")
    return "\n".join(lines)


def columns(facts: FactBook) -> str:
    lines = ["| column | Arrow type |", "|---|---|"]
    lines += [f"| `{name}` | {short(str(column_type(facts.facts[name])))} |" for name in made_up_facts(facts)]
    return "\n".join(lines)


def short(arrow: str) -> str:
    return re.sub(r"dictionary<values=(\w+), indices=(\w+), .*>", r"dictionary<\2, \1>", arrow).replace("item: ", "")


def apart() -> str:
    return "\n".join(f"- {pair}" for pair in marginals().independent)


@pytest.mark.parametrize(("name", "expected"), [("tables", drawn()), ("holes", missing()), ("apart", apart())])
def test_the_page_shows_what_people_are_drawn_from(name: str, expected: str) -> None:
    assert block(name) == expected


def test_the_page_shows_every_column_with_its_type(facts: FactBook) -> None:
    assert block("columns") == columns(facts)


def test_the_page_counts_the_assumptions() -> None:
    everything = [*marginals().tables.values(), *marginals().holes.values()]

    assumed = sum(one.assumed for one in everything)

    assert f"{len(everything)} tables and holes, of which {assumed} are assumptions" in PAGE.read_text("utf-8")
