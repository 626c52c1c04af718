# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a worked example stands on the page of a scheme: somebody in words, and what the scheme says to them."""

from dataclasses import dataclass
from datetime import date

from ..basics import Citation, Outcome, Truth, say_day
from ..journeys import Book, Example
from .cards import said_amount
from .facts import facts_on, said_value
from .words import Words


@dataclass(frozen=True, slots=True)
class ShownExample:
    """One example: what is so about somebody, label by label; the outcome; why not; the place that decides."""

    like_first: bool
    facts: tuple[tuple[str, str], ...]
    outcome: str
    group: str
    amount: str | None
    reasons: tuple[str, ...]
    source: Citation


def shown_example(example: Example, book: Book, audience: str, on: date, words: Words) -> ShownExample:
    """An example in words; facts are worded for whom the scheme is for."""
    said = words["scheme"]
    facts = facts_on(book, on, words["language"], audience)
    rows = [(str(said["example_day"]), say_day(example.on, words["language"]))] if example.other_day else []
    for name, value in example.facts.items():
        fact = facts[name]
        text = str(said["example_unknown"]) if value is None else said_value(fact, value, book, example.on, words)
        rows.append((str(fact["label"]), text))
    finding = example.finding
    group = {Outcome.JA: "yes", Outcome.NEE: "no"}.get(finding.outcome or Outcome.NEE, "judged")
    return ShownExample(
        like_first=example.like_first,
        facts=tuple(rows),
        outcome=str(said["example_outcomes"][group]),
        group=group,
        amount=said_amount(finding.amount, finding.amount_per, words) if finding.amount else None,
        reasons=tuple(
            one.sentence for one in finding.conditions if one.truth is not Truth.JA and _tells(one.truth, group)
        ),
        source=example.source,
    )


def _tells(truth: Truth, group: str) -> bool:
    """After a no what is not met; before a judgement what is still open."""
    return truth is (Truth.NEE if group == "no" else Truth.OPEN)
