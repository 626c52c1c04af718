# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ten benchmark rules as a book, in our own rule form, outside the scheme book."""

from pathlib import Path
from typing import Any

from doorleren.basics import Problem
from doorleren.population import Column, People
from doorleren.rules import Book
from doorleren.rules.book import general_words
from doorleren.rules.lined_yaml import read_yaml
from doorleren.rules.read import read_scheme
from doorleren.rules.read_facts import fact_book

HERE = Path(__file__).parent / "ten_rules"
RULES = [f"r{n:02d}" for n in range(1, 11)]
_WORDS = (
    "name: {0}\nsummary: Benchmark.\nurl: https://example.org\ndesk: none\nnext: {{yes: Apply.}}\nconditions:\n"
    + "".join(f"  c{n}: {{{{rule: Asks c{n}., yes: Meets c{n}., no: Misses c{n}.}}}}\n" for n in range(1, 6))
)


def book_of_ten() -> Book:
    """The ten rules; raises if the files in `ten_rules` are wrong."""
    problems: list[Problem] = []
    top, lines, found = read_yaml((HERE / "facts.yaml").read_text(), "facts.yaml")
    facts = fact_book(top, lines, problems, {}, {})
    schemes = []
    for name in RULES:
        words = _WORDS.format(name)
        texts = {"scheme.yaml": (HERE / f"{name}.yaml").read_text(), "words.nl.yaml": words, "words.en.yaml": words}
        scheme, wrong = read_scheme(texts, facts, name)
        problems += wrong
        schemes.append(scheme)
    if found or problems:
        raise ValueError("\n".join(f"{p.where}: {p.what.en}" for p in [*found, *problems]))
    return Book(facts, [scheme for scheme in schemes if scheme], general_words()[0])


def facts_of(row: dict[str, Any]) -> dict[str, Any]:
    """A person of the benchmark's population as facts of ours: names for codes, euros to cents."""
    import inputs  # type: ignore[import-not-found]

    names = {
        "education": inputs.EDU,
        "employment": inputs.EMP,
        "contract": inputs.CON,
        "sector": inputs.SEC,
        "region": inputs.REG,
        "course_level": inputs.CRS,
    }
    facts: dict[str, Any] = {}
    for name, value in row.items():
        if name in names:
            facts[name] = names[name][int(value)]
        elif name in ("income", "course_cost"):
            facts[f"{name}_eurocent"] = round(float(value) * 100)
        elif name in ("start_qualification", "receives_ww", "receives_bijstand"):
            facts[name] = bool(value)
        else:
            facts[name] = int(value)
    return facts


def columns_of(book: Book, population: dict[str, Any]) -> People:
    """The benchmark's population in our columns: the same codes, euros to cents."""
    import inputs
    import numpy as np

    labels = {
        "employment": inputs.EMP,
        "contract": inputs.CON,
        "sector": inputs.SEC,
        "region": inputs.REG,
        "course_level": inputs.CRS,
    }
    columns = {}
    for name, values in population.items():
        if name in labels:
            columns[name] = Column(values, tuple(labels[name]))
        elif name in ("income", "course_cost"):
            columns[f"{name}_eurocent"] = Column(np.round(values * 100).astype(np.int32))
        elif values.dtype == bool:
            columns[name] = Column(values.view(np.uint8), (False, True))
        else:
            columns[name] = Column(values.astype(np.int16) if values.dtype.kind == "f" else values)
    return People(len(population["age"]), columns)
