# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The names and words that tell one version of OOAPI from the other.

Knows: which names and words there can be.
Leaves: what they are, to `ooapi_v5` and `ooapi_v6`; what they mean, to `ooapi_bodies`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..catalogue.records import Level

ORGANISATION: Final = "organisation"
SPECIFICATION: Final = "specification"
PROGRAMME: Final = "programme"
COURSE: Final = "course"
OFFERING: Final = "offering"
OTHER: Final = "other"
"""What a body can be; of what is `other` we keep nothing."""


@dataclass(frozen=True, slots=True)
class Reference:
    """How a body names another: `id` holds its id (in v5 also its whole body), `body` its whole body, whose own id is
    in `own_id`."""

    id: str
    body: str
    own_id: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names and words of one version. A word stands beside what it is with us; None: we have no place for it."""

    name: str
    other_name: str
    foreign: frozenset[str]
    kinds: Mapping[str, str]
    components: Mapping[str, str]
    lists: Mapping[str, str]
    lists_elsewhere: str
    offering_lists: Mapping[str, tuple[str, str]]

    organisation: Reference
    programme: Reference
    course: Reference
    specification: Reference | None

    organisation_type: str
    organisation_types: tuple[str, ...]
    modes_of_delivery: str
    ways: Mapping[str, str | None]
    forms: Mapping[str, str | None]
    languages: str
    levels: Mapping[str, Level | None]
    qualification_levels: Mapping[str, Level | None]
    degrees: Mapping[str, str | None]
    awarded: Mapping[str, str]
    documents: Mapping[str, str | None]
    sectors: Mapping[str, str]
    units: Mapping[str, float | None]
    contact: str
    code_kinds: Mapping[str, str]
    address_types: Mapping[str, int]
    total_costs: str
    stap: str

    first_start: str
    start: str
    end: str
    flexible: tuple[str, str]
    apply: tuple[str, str] | None
    states: Mapping[str, bool]


def kind_of_body(body: Mapping[str, Any], dialect: Dialect) -> str | None:
    """What this is, by the id that it carries; None where that cannot be told."""
    if any(name.endswith(("ssociationId", "AttemptId")) for name in body):
        return OTHER
    return next((kind for name, kind in dialect.kinds.items() if body.get(name) is not None), None)
