# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How what one scheme says becomes a card on the page of results: in which group, with which words.

Knows: groups, badges and amounts. Leaves: how it is said which partners a scheme asks for (`partners`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from ..basics import Advice, Amount, Citation, Finding, NextStep, Outcome, Truth, say_day, say_euro
from ..journeys import WITH_PARTNERS, Book
from .facts import Fact, facts_on, said_value
from .partners import advice_on_partners, asked_before, who_would_do
from .words import Words

GROUPS = ("yes", "judged", "check", "question", "no", "good_to_know", "not_known", "not_in_force")
"""The groups of the page in their order."""

_MARKS = {Truth.JA: ("✓", "met"), Truth.NEE: ("✗", "not_met"), Truth.OPEN: ("?", "open")}


@dataclass(frozen=True, slots=True)
class Line:
    """One condition: a mark, what the mark means for who cannot see it, the sentence, the source."""

    mark: str
    meaning: str
    kind: str
    sentence: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Card:
    """One scheme as a person sees it.

    `for_whom` is there where the scheme is for another party. `partners` are the conditions about partners, each with
    who would do; `asked_before` is what was asked of partners where we have no rules of this day.
    """

    id: str
    name: str
    group: str
    badge: str
    for_whom: str | None
    amount: str | None
    amount_depends: str | None
    summary: str
    partners: tuple[tuple[Line, str], ...]
    lines: tuple[Line, ...]
    questions: tuple[tuple[str, str], ...]
    advice: tuple[str, ...]
    step: NextStep
    warnings: tuple[str, ...]
    asked_before: str
    inside: str

    @property
    def reasons(self) -> tuple[Line, ...]:
        """The conditions that are not met: the reason of a no."""
        return tuple(line for line in self.lines if line.kind == "not_met")

    @property
    def website(self) -> str:
        """The name of the desk's website, for who reads it on paper and cannot press a link."""
        return urlsplit(self.step.url or "").netloc.removeprefix("www.")


def cards(
    findings: Iterable[Finding], book: Book, on: date, audience: str, words: Words
) -> list[tuple[str, list[Card]]]:
    """The cards by group, in the order of the page; within a group the fewest open questions first."""
    facts = facts_on(book, on, words["language"], audience)
    made = [_card(finding, facts, book, on, audience, words) for finding in findings]
    made.sort(key=lambda card: (len(card.questions), card.for_whom is not None))
    grouped = [(group, [card for card in made if card.group == group]) for group in GROUPS]
    return [(group, members) for group, members in grouped if members]


def _card(found: Finding, facts: Mapping[str, Fact], book: Book, on: date, audience: str, words: Words) -> Card:
    open_facts = [point.name for point in found.depends_on if point.kind == "feit"]
    group = _group(found, open_facts)
    with_partners = audience in WITH_PARTNERS
    partners = who_would_do(found, facts, book, on, words) if with_partners else {}
    return Card(
        id=found.scheme,
        name=found.name,
        group=group,
        badge=_badge(group, len(open_facts), words),
        for_whom=str(words["results"]["for_whom"][found.audience]) if found.audience != audience else None,
        amount=(amount := _amount(found, words)),
        amount_depends=_amount_depends(found, facts, words) if amount else None,
        summary=found.summary,
        partners=tuple((_line(one, words), partners[one.id]) for one in found.conditions if one.id in partners),
        lines=tuple(_line(condition, words) for condition in found.conditions),
        questions=tuple((name, str(facts[name]["vraag"])) for name in open_facts),
        advice=tuple(_advice(one, found, facts, book, on, words) for one in found.what_would_help),
        step=found.next_step,
        warnings=found.warnings,
        asked_before=asked_before(found, book, on, words) if with_partners else "",
        inside=_inside(max(len(open_facts) - 1, 0), len(found.conditions), len(found.warnings), words),
    )


def _inside(questions: int, conditions: int, notes: int, words: Words) -> str:
    """ "3 vragen, 8 voorwaarden": what is folded away in a card, in the order in which it stands there."""
    counted = {"questions": questions, "conditions": conditions, "notes": notes}
    said = words["results"]["inside"]
    parts = [str(said[kind]["one" if n == 1 else "more"]).format(n=n) for kind, n in counted.items() if n]
    return ", ".join(parts)


def _group(found: Finding, open_facts: Sequence[str]) -> str:
    """What only waits for somebody's judgement stands apart from what misses an answer."""
    if found.outcome is Outcome.HANGT_AF:
        if open_facts:
            return "question"
        return "judged" if all(point.kind == "oordeel" for point in found.depends_on) else "check"
    return {
        Outcome.JA: "yes",
        Outcome.NEE: "no",
        Outcome.NIET_BEKEND: "not_known",
        Outcome.NIET_VAN_KRACHT: "not_in_force",
        None: "good_to_know",
    }[found.outcome]


def _badge(group: str, open_facts: int, words: Words) -> str:
    badges = words["badges"]
    if group != "question":
        return str(badges[group])
    return str(badges["question_one"]) if open_facts == 1 else str(badges["question_more"]).format(n=open_facts)


def _amount(found: Finding, words: Words) -> str | None:
    if found.outcome in (Outcome.JA, Outcome.HANGT_AF):
        if found.amount:
            return said_amount(found.amount, found.amount_per, words)
        if found.kind == "in-natura":
            return str(words["amounts"]["in_kind"])
    return None


def _amount_depends(found: Finding, facts: Mapping[str, Fact], words: Words) -> str | None:
    """ "Hoeveel het is, hangt nog af van: soort opleiding, vorm." – where it is a range, and answers can narrow it."""
    labels = [str(facts[name]["label"]) for name in found.amount_depends_on if name in facts]
    if not labels or found.amount is None or found.amount.lowest == found.amount.highest:
        return None
    return str(words["amounts"]["depends"]).format(what=", ".join(labels))


def said_amount(amount: Amount, per: str | None, words: Words) -> str:
    """ "€ 0 tot € 2.500 per jaar"; an amount without a ceiling says so."""
    said = words["amounts"]
    lowest = say_euro(amount.lowest, words["language"])
    per_text = f" {said['per'][per]}" if per else ""
    if amount.highest is None:
        return str(said["no_ceiling_from" if amount.lowest else "no_ceiling"]).format(lowest=lowest, per=per_text)
    highest = say_euro(amount.highest, words["language"])
    if amount.highest == amount.lowest:
        return lowest + per_text
    return str(said["between"]).format(lowest=lowest, highest=highest, per=per_text)


def _line(condition: Any, words: Words) -> Line:
    mark, kind = _MARKS[condition.truth]
    return Line(mark, str(words["marks"][kind]), kind, condition.sentence, condition.source)


def _advice(advice: Advice, found: Finding, facts: Mapping[str, Fact], book: Book, on: date, words: Words) -> str:
    """ "Verander ‘soort opleiding’ in ‘Hbo’. Dan is het antwoord ja." """
    about_partners = advice_on_partners(advice, found, facts, book, on, words)
    parts = [
        about_partners.get(name)
        or str(words["advice"]["change"]).format(
            what=facts[name]["label"], into=said_value(facts[name], value, book, on, words)
        )
        for name, value in advice.changes.items()
    ]
    if advice.from_day:
        parts.append(str(words["advice"]["from"]).format(day=say_day(advice.from_day, words["language"])))
    parts.append(str(words["advice"]["yes" if advice.becomes is Outcome.JA else "maybe"]))
    return " ".join(parts)
