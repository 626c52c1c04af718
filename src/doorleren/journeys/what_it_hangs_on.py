# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a price still hangs on, told apart: what only this person can tell, and what is not theirs to tell.

Knows: which open points are questions for the person. Leaves: which points are open (`price_for_you`), their words.
"""

from collections.abc import Iterable

from ..basics import OpenPoint
from ..catalogue.as_facts import OF_THE_PERSON


def questions_for_the_person(points: Iterable[OpenPoint]) -> tuple[str, ...]:
    """The facts among these that the person can tell. What the course itself is, is not asked of who looks at it: an
    answer would not count."""
    return tuple(
        point.name
        for point in points
        if point.kind == "feit" and (not point.name.startswith("opleiding_") or point.name in OF_THE_PERSON)
    )
