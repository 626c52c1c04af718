# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What schemes pay together at most: how much that is for somebody, and the sentences that say so.

Knows: the limit of a cap on a day in whole cents, rounded down; what counts in the sum.
Leaves: how a course is shared under such limits (`together`), which caps there are (`scheme`).
"""

from collections.abc import Mapping
from datetime import date
from math import floor

from ..basics import Said, said
from ..basics.finding import FactValue
from .answers import say_amount
from .facts import FactBook
from .scheme import Scheme, SumCap


def limit_in_cents(cap: SumCap, scheme: Scheme, facts: Mapping[str, FactValue], on: date) -> int | None:
    """The most that they pay together, in whole cents; None where the costs or the value of that day are not known."""
    value = scheme.amounts_on(on).get(cap.limit)
    if value is None or cap.of is None:
        return value
    costs = facts.get(cap.of)
    return floor(value * costs) if isinstance(costs, int) and not isinstance(costs, bool) else None


def cap_name(cap: SumCap) -> str:
    """The name of a cap: with whom, and by which amount it is measured."""
    return f"together_at_most {', '.join(sorted(cap.beside)) or 'all'}: {cap.limit}"


def cap_rule(cap: SumCap) -> str:
    """The limit as a sum."""
    return f"{cap.limit} * {cap.of}" if cap.of else cap.limit


def say_limit(cap: SumCap, scheme: Scheme, facts: FactBook, on: date) -> Said:
    """The limit as it stands in a sentence: «80% van de kosten van de opleiding», «€ 2.500»."""
    value = scheme.amounts_on(on).get(cap.limit)
    much = {language: say_amount(cap.limit, value, language) if value is not None else "…" for language in ("nl", "en")}
    words = facts.facts[cap.of].words if cap.of else None
    if words is None:
        return said(much["nl"], much["en"])
    return said(f"{much['nl']} van de {words['nl'].label}", f"{much['en']} of the {words['en'].label}")


def say_cap(cap: SumCap, names: Mapping[str, str], limit: Said, language: str) -> str:
    """The cap in a sentence about its scheme; `names` are those of the schemes in this language."""
    if not cap.beside:
        return said(
            f"Samen met andere hulp betaalt dit nooit meer dan {limit.nl}. "
            "Een lening of minder belasting telt niet mee.",
            f"Together with other help this never pays more than {limit.en}. A loan or less tax does not count.",
        ).in_language(language)
    # A name can be half a sentence long, so each has a sentence of its own.
    others = [f"«{names.get(one, one)}»" for one in cap.beside]
    return said(
        " ".join(
            [
                f"Samen met andere regelingen betaalt dit nooit meer dan {limit.nl}.",
                *(f"Ook {o} telt mee." for o in others),
            ]
        ),
        " ".join(
            [
                f"Together with other schemes this never pays more than {limit.en}.",
                *(f"{o} counts too." for o in others),
            ]
        ),
    ).in_language(language)


def say_why_less(limit: Said) -> Said:
    """Why a scheme pays less than it would alone, or nothing."""
    return said(f"Samen mogen zij niet meer betalen dan {limit.nl}.", f"Together they may pay no more than {limit.en}.")
