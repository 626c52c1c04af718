# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of the examples as they are written: the small form that README.md beside this file explains.

Knows: which words the form has, and what a file says once for all its courses.
Leaves: what those words become (read_examples).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

FOLDER: Final = Path(__file__).parent

OF_A_COURSE: Final = frozenset(
    """provider name name_en about about_en kind subjects level recognised_by funded study_load hours minutes_per_week
    entry entry_text learn_and_work skills gives proof free_with words facts""".split()
)
OF_AN_OFFERING: Final = frozenset(
    "days weeks months price beside fee form way moments language places left apply".split()
)
OF_A_ROUND: Final = OF_AN_OFFERING | {"start", "in", "any_day"}
USUAL: Final[Mapping[str, Any]] = {"form": "deeltijd", "way": "klassikaal", "language": "nl", "moments": ["dag"]}


class Stated(NamedTuple):
    """A course as it stands in a file, and its rounds; what holds for more of them is filled in everywhere."""

    name: str
    course: Mapping[str, Any]
    rounds: list[Mapping[str, Any]]


def stated_courses() -> Iterator[Stated]:
    """Every course of every file. A word that the form does not have is a mistake of ours, and is named."""
    for path in sorted(FOLDER.glob("courses_*.yaml")):
        read = read_file(path.stem)
        for name, own in read["courses"].items():
            whole = read.get("all", {})
            stated = {**whole, **own, "facts": {**whole.get("facts", {}), **own.get("facts", {})}}
            rounds = stated.pop("rounds")
            unknown = set(stated) - OF_A_COURSE - OF_AN_OFFERING
            unknown |= {word for one in rounds for word in set(one) - OF_A_ROUND}
            if unknown:
                raise ValueError(f"{path.name}, {name}: {', '.join(sorted(unknown))} is no word of this form")
            offered = {**USUAL, **{word: value for word, value in stated.items() if word in OF_AN_OFFERING}}
            yield Stated(name, stated, [{**offered, **one} for one in rounds])


def read_file(name: str) -> dict[str, Any]:
    """One file of this folder, by its name without ".yaml"."""
    found: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return found
