# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be in the way of learning and is not about learning, with the desk that helps (`in_the_way.yaml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ..basics import Citation, Said, said


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One thing in the way: what a person ticks, the step to take, the desk that helps, and where that was found."""

    id: str
    label: Said
    step: Said
    desk: Said
    url: str
    source: Citation


@cache
def things_in_the_way() -> dict[str, InTheWay]:
    """All of them by id, in the order of the form."""
    text = (Path(__file__).parent / "in_the_way.yaml").read_text("utf-8")
    return {
        name: InTheWay(
            name,
            said(**one["label"]),
            said(**one["step"]),
            said(**one["desk"]),
            one["url"],
            Citation(one["source"]["title"], "", one["source"]["url"]),
        )
        for name, one in yaml.safe_load(text).items()
    }
