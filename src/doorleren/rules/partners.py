# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which partners a scheme asks for: condition by condition, the kinds of which any one would do.

Knows: the facts about partners and applicant. Every kind that is named was tried: with it the condition holds.
Leaves: what else would help (`changes`), how it is said (the doors).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..basics.finding import FactValue
from .cells import TRUE
from .day import DayCondition, DayRules, DayScheme
from .scheme import ConditionKind

PARTNERS: Final = "samenwerking_partners"
APPLICANT: Final = "samenwerking_aanvrager"
_PART_OF: Final = {"mkb_werkgever": "werkgever"}
"""A small employer is an employer too: where either will do, the wider kind says it all."""


@dataclass(frozen=True, slots=True)
class PartnersAsked:
    """A condition about partners that does not hold yet, or not for sure.

    Any one of `partners` beside those that take part makes it hold; or else any one of `applicants` in the place of who
    applies now. Both are empty where more is needed than one of them.
    """

    condition: str
    partners: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()


def about_partners(rules: DayRules, scheme: DayScheme) -> list[DayCondition]:
    """The conditions of a scheme that look at who takes part or who applies, and that no body has to judge."""
    places = {rules.index[name] for name in (PARTNERS, APPLICANT) if name in rules.index}
    return [
        one for one in scheme.conditions if one.condition.kind is ConditionKind.RULE and places & set(one.check.facts)
    ]


def partners_asked(
    rules: DayRules, scheme: DayScheme, facts: Mapping[str, FactValue]
) -> tuple[PartnersAsked, ...] | None:
    """What the conditions about partners still ask for; None where a scheme has no such condition."""
    found = about_partners(rules, scheme)
    if not found:
        return None
    states, _ = rules.know(facts)
    return tuple(_asked(rules, one, facts) for one in found if one.truth(states) != TRUE)


def _asked(rules: DayRules, condition: DayCondition, facts: Mapping[str, FactValue]) -> PartnersAsked:
    looks_at = {rules.names[place] for place in condition.check.facts if place < len(rules.names)}
    here = facts.get(PARTNERS)
    there = here if isinstance(here, frozenset) else frozenset()

    def holds_with(name: str, value: FactValue) -> bool:
        states, _ = rules.know({**facts, name: value})
        return condition.truth(states) == TRUE

    kinds = rules.book.facts[PARTNERS].values if PARTNERS in looks_at else ()
    partners = _widest([kind for kind in kinds if kind not in there and holds_with(PARTNERS, there | {kind})])
    others = rules.book.facts[APPLICANT].values if APPLICANT in looks_at and not partners else ()
    return PartnersAsked(
        condition.condition.id, partners, _widest([kind for kind in others if holds_with(APPLICANT, kind)])
    )


def _widest(kinds: list[str]) -> tuple[str, ...]:
    return tuple(kind for kind in kinds if _PART_OF.get(kind) not in kinds)
