# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of the contract: how a value looks as JSON, the same behind every door."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from ..basics import Advice, Citation, ConditionFinding, Finding, Problem
from ..basics.finding import FactValue
from ..rules.together import Together, say_together
from .overview import Combined, Overview


def overview_shape(found: Overview, language: str = "nl") -> dict[str, Any]:
    """An overview as the contract has it; `samen` is there when the costs of the course are known."""
    question = found.next_question
    return {
        "op": found.on.isoformat(),
        "regelingen": [finding_shape(finding) for finding in found.findings],
        "volgendeVraag": {"feit": question.fact, "vraag": question.text, "waarom": question.why} if question else None,
        "samen": [_combined(one, language) for one in found.together],
    }


def _combined(one: Combined, language: str) -> dict[str, Any]:
    certain, hoped = (together_shape(found, language) if found else None for found in (one.certain, one.hoped))
    return {"voor": one.audience, "zeker": certain, "mogelijk": hoped}


def together_shape(found: Together, language: str) -> dict[str, Any]:
    """Who pays what of a course, in cents; what the person pays, borrows and gets back later; and what was left out."""
    return {
        "kosten": found.costs,
        "eigenGeld": found.own,
        "lenen": found.debt,
        "laterTerug": found.later,
        "zin": say_together(found, language),
        "regelingen": [
            {
                "id": one.scheme,
                "naam": one.name,
                "soort": one.kind,
                "bedrag": one.cents,
                "waaromMinder": one.why.in_language(language) if one.why else None,
                "bron": source_shape(one.source) if one.source else None,
            }
            for one in found.shares
        ],
        "nietGebruikt": [
            {
                "id": one.scheme,
                "naam": one.name,
                "waarom": one.why.in_language(language),
                "bron": source_shape(one.source) if one.source else None,
            }
            for one in found.left_out
        ],
    }


def finding_shape(found: Finding) -> dict[str, Any]:
    """One scheme of an overview. A policy has no outcome, so the field is left out."""
    shape = {
        "id": found.scheme,
        "naam": found.name,
        "soort": found.kind,
        "aanvrager": found.applicant,
        "ontvanger": found.recipient,
        "voor": found.audience,
        "samenvatting": found.summary,
    }
    if found.outcome is not None:
        shape["uitkomst"] = found.outcome.value
    amount = found.amount
    return {
        **shape,
        "bedrag": {"min": amount.lowest, "max": amount.highest} if amount else None,
        "bedragPer": found.amount_per if amount else None,
        "bedragHangtAfVan": list(found.amount_depends_on),
        "hangtAfVan": [{"soort": point.kind, "naam": point.name} for point in found.depends_on],
        "voorwaarden": [_condition(condition) for condition in found.conditions],
        "watZouHelpen": [_advice(advice) for advice in found.what_would_help],
        "watNu": {"zin": found.next_step.sentence, "url": found.next_step.url, "loket": found.next_step.desk},
        "waarschuwingen": list(found.warnings),
        "nietUitgedrukt": [{"zin": sentence, "bron": source_shape(source)} for sentence, source in found.not_expressed],
        "bewijs": _receipt(found),
    }


@lru_cache(maxsize=20_000)
def _condition(found: ConditionFinding) -> dict[str, Any]:
    # The rules share their sentences between answers, so the shape of one is made once; nobody changes it.
    return {"id": found.id, "uitkomst": found.truth.value, "zin": found.sentence, "bron": source_shape(found.source)}


def source_shape(source: Citation) -> dict[str, Any]:
    """A source: document, place and address."""
    return {"document": source.document, "plaats": source.place, "url": source.url}


def _advice(advice: Advice) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    if advice.changes:
        shape["wijzig"] = facts_shape(advice.changes)
    if advice.from_day:
        shape["vanaf"] = advice.from_day.isoformat()
    shape["wordt"] = advice.becomes.value
    return shape


def _receipt(found: Finding) -> dict[str, Any] | None:
    receipt = found.receipt
    if receipt is None:
        return None
    return {
        "versie": receipt.version,
        "hash": receipt.rule_hash,
        "woordenHash": receipt.words_hash,
        "programma": receipt.program,
        "op": receipt.on.isoformat(),
        "taal": receipt.language,
        "feiten": facts_shape(receipt.facts),
    }


def facts_shape(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    """Facts as they are given: days as ISO dates, sets as lists."""
    return {name: fact_value_shape(value) for name, value in facts.items()}


def fact_value_shape(value: FactValue) -> Any:
    """One fact as it is given."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def problem_shapes(problems: Iterable[Problem], language: str) -> list[dict[str, str]]:
    """Problems as `{waar, wat, verwacht, watNu}`."""
    return [problem.in_language(language) for problem in problems]
