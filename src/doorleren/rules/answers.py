# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the rules of a day say to one person, in sentences with their sources.

Knows: how truths, amounts and words become a Finding. Sentences are filled in once per day and language, so that
answering only picks them. Leaves: how truths are found (`day`), what would help (`changes`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..basics import (
    Advice,
    Citation,
    ConditionFinding,
    Finding,
    NextStep,
    OpenPoint,
    Outcome,
    Period,
    Receipt,
    Truth,
    say_day,
    say_euro,
)
from ..basics.finding import FactValue
from .amounts import Values
from .cells import FALSE, TRUE
from .checks import States
from .day import DayRules, DayScheme
from .scheme import ConditionKind, Scheme, SchemeKind, SchemeWords

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_STEP_OF = {Outcome.JA: "yes", Outcome.NEE: "no", Outcome.HANGT_AF: "open"}
_TRUTHS = {TRUE: Truth.JA, FALSE: Truth.NEE}
_UNITS = {
    "nl": (("jaar", "jaar"), ("maand", "maanden"), ("dag", "dagen")),
    "en": (("year", "years"), ("month", "months"), ("day", "days")),
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a receipt says beside the facts: which rule, which words, which program."""

    version: str
    rule_hash: str
    words_hash: str
    program: str


class SpokenScheme:
    """A scheme on one day in one language: every sentence it can say, filled in."""

    def __init__(
        self, day_scheme: DayScheme, rules: DayRules, language: str, stamp: Stamp, general: "GeneralWords"
    ) -> None:
        self._day, self._rules, self._language, self._stamp = day_scheme, rules, language, stamp
        scheme = day_scheme.scheme
        words = scheme.words[language]
        amounts = {name: say_amount(name, value, language) for name, value in scheme.amounts_on(rules.day).items()}
        fill = _filler(amounts)
        self._conditions = tuple(_three(c.condition.id, c.condition.source, words, fill) for c in day_scheme.conditions)
        self._kinds = tuple(c.condition.kind for c in day_scheme.conditions)
        self._warnings = tuple((fill(words.warnings[w.id]), check) for w, check in day_scheme.warnings)
        self._steps = {outcome: _next_step(words, outcome, fill, general) for outcome in _STEP_OF}
        self._summary = fill(words.summary)
        self._about = (
            words.name,
            scheme.kind.value,
            scheme.applicant.value,
            scheme.recipient.value,
            scheme.audience.value,
        )
        self._bearing = frozenset(day_scheme.closure_names)
        self._untold: dict[bool, Finding] = {}
        self._plain = all(kind in (ConditionKind.RULE, ConditionKind.WINDOW) for kind in self._kinds)

    def answer(
        self,
        facts: Mapping[str, FactValue],
        states: States,
        values: Values,
        advise: Callable[..., tuple[Advice, ...]] | None,
    ) -> Finding:
        """What this scheme says; `advise` looks for what would help where the outcome is no."""
        if self._bearing.isdisjoint(facts):
            # To everybody who told nothing that bears on this scheme it says the same.
            found = self._untold.get(advise is not None)
            if found is None:
                found = self._untold[advise is not None] = self._answer(facts, states, values, advise)
            return found
        return self._answer(facts, states, values, advise)

    def _answer(
        self,
        facts: Mapping[str, FactValue],
        states: States,
        values: Values,
        advise: Callable[..., tuple[Advice, ...]] | None,
    ) -> Finding:
        day = self._day
        truths = day.truths(states)
        outcome = day.outcome(states, truths)
        name, kind, applicant, recipient, audience = self._about
        amount, hangs_on = day.paid.worth(states, values) if outcome is not Outcome.NEE else (None, ())
        return Finding(
            scheme=day.scheme.id,
            name=name,
            kind=kind,
            applicant=applicant,
            recipient=recipient,
            audience=audience,
            outcome=outcome,
            amount=amount,
            amount_per=day.paid.per,
            depends_on=self._open_points(states, truths) if outcome is Outcome.HANGT_AF else (),
            conditions=(conditions := tuple([c[truth] for c, truth in zip(self._conditions, truths, strict=True)])),
            what_would_help=advise(day, states, values) if advise and outcome is Outcome.NEE else (),
            next_step=self._steps[outcome],
            warnings=self._warnings_for(states) if self._warnings else (),
            not_expressed=() if self._plain else self._unsaid(conditions),
            receipt=Receipt(
                self._stamp.version,
                self._stamp.rule_hash,
                self._stamp.words_hash,
                self._stamp.program,
                self._rules.day,
                self._language,
                {name: facts[name] for name in day.closure_names if name in facts},
            ),
            summary=self._summary,
            amount_depends_on=tuple([self._rules.names[place] for place in hangs_on]),
        )

    def _open_points(self, states: States, truths: list[int]) -> tuple[OpenPoint, ...]:
        names, opens = self._rules.names, self._day.open_facts
        matter = self._day.matter(states, truths)
        facts = [OpenPoint("feit", names[place]) for place in matter if place not in opens]
        bodies = [opens[place] for place in matter if place in opens]
        judged = [OpenPoint("oordeel", c.id) for c in bodies if c.kind is ConditionKind.JUDGED]
        unsaid = [OpenPoint("niet-uitgedrukt", c.id) for c in bodies if c.kind is not ConditionKind.JUDGED]
        return (*facts, *judged, *unsaid)

    def _warnings_for(self, states: States) -> tuple[str, ...]:
        return tuple(text for text, check in self._warnings if check is None or check.truth(states) != FALSE)

    def _unsaid(self, conditions: tuple[ConditionFinding, ...]) -> tuple[tuple[str, Citation], ...]:
        return tuple(
            (found.sentence, found.source)
            for found, kind in zip(conditions, self._kinds, strict=True)
            if kind is ConditionKind.NOT_EXPRESSED and found.truth is Truth.OPEN
        )


def _three(name: str, source: Citation, words: SchemeWords, fill: Callable[[str], str]) -> tuple[ConditionFinding, ...]:
    """The condition not met, open and met, in the order of their codes."""
    said_here = words.conditions[name]
    return (
        ConditionFinding(name, Truth.NEE, fill(said_here.no), source),
        ConditionFinding(name, Truth.OPEN, fill(said_here.rule), source),
        ConditionFinding(name, Truth.JA, fill(said_here.yes), source),
    )


def _next_step(words: SchemeWords, outcome: Outcome, fill: Callable[[str], str], general: "GeneralWords") -> NextStep:
    sentence = words.next_steps.get(_STEP_OF[outcome]) or words.next_steps["yes"]
    if outcome is Outcome.NEE and "no" not in words.next_steps:
        return general.way_out
    return NextStep(fill(sentence), words.url, words.desk)


def _filler(amounts: Mapping[str, str]) -> Callable[[str], str]:
    return lambda text: _PLACEHOLDER.sub(lambda match: amounts.get(match[1], match[0]), text)


def say_amount(name: str, value: Any, language: str) -> str:
    """An amount as it stands in a sentence: € 2.500, 60%, 5 jaar, 1 maart 2020."""
    if name.endswith("_eurocent"):
        return say_euro(value, language)
    if isinstance(value, Fraction):
        hundred = value * 100
        text = str(hundred.numerator) if hundred.denominator == 1 else f"{float(hundred):g}"
        return f"{text.replace('.', ',') if language == 'nl' else text}%"
    if isinstance(value, Period):
        years, months = divmod(value.months, 12)
        parts = zip((years, months, value.days), _UNITS[language], strict=True)
        return " ".join(f"{n} {unit[n != 1]}" for n, unit in parts if n)
    if isinstance(value, date):
        return say_day(value, language)
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)


@dataclass(frozen=True, slots=True)
class GeneralWords:
    """What is said where a scheme has no words of its own for it."""

    way_out: NextStep
    absent: str
    not_known: str
    raw: Mapping[str, Any]


def absent_answer(
    scheme: Scheme,
    day: date,
    language: str,
    stamp: Stamp,
    general: GeneralWords,
) -> Finding:
    """The answer of a scheme that does not exist on a day, or of which we hold no version for that day; the facts
    that bear on it and the day on which it opens are still to be filled in."""
    absent = scheme.absent_on(day)
    conditions: tuple[ConditionFinding, ...] = ()
    if absent is not None:
        sentence = general.absent.replace("{dag}", say_day(day, language))
        conditions = (ConditionFinding("bestaat", Truth.NEE, sentence, absent.source),)
    return _undecided(
        scheme,
        language,
        Outcome.NIET_VAN_KRACHT if absent else Outcome.NIET_BEKEND,
        conditions,
        general.way_out
        if absent
        else NextStep(
            general.not_known.replace("{dag}", say_day(day, language)),
            scheme.words[language].url,
            scheme.words[language].desk,
        ),
        Receipt(stamp.version, stamp.rule_hash, stamp.words_hash, stamp.program, day, language, {}),
    )


def policy_answer(scheme: Scheme, day: date, language: str, stamp: Stamp) -> Finding:
    """A policy has nothing to decide: its description, and no outcome."""
    words = scheme.words[language]
    step = NextStep(about_policy(scheme, day, language), words.url, words.desk)
    receipt = Receipt(stamp.version, stamp.rule_hash, stamp.words_hash, stamp.program, day, language, {})
    return _undecided(scheme, language, None, (), step, receipt)


def about_policy(scheme: Scheme, day: date, language: str) -> str:
    """The description of a policy, with its figures of a day, or the last known ones."""
    figures = {name: parts[-1].value for name, parts in scheme.amounts.items()} | scheme.amounts_on(day)
    amounts = {name: say_amount(name, value, language) for name, value in figures.items()}
    return _filler(amounts)(scheme.words[language].about or "")


def _undecided(
    scheme: Scheme,
    language: str,
    outcome: Outcome | None,
    conditions: tuple[ConditionFinding, ...],
    step: NextStep,
    receipt: Receipt,
) -> Finding:
    words = scheme.words[language]
    assert outcome is not None or scheme.kind is SchemeKind.BELEID
    return Finding(
        scheme=scheme.id,
        name=words.name,
        kind=scheme.kind.value,
        applicant=scheme.applicant.value,
        recipient=scheme.recipient.value,
        audience=scheme.audience.value,
        outcome=outcome,
        amount=None,
        amount_per=None,
        depends_on=(),
        conditions=conditions,
        what_would_help=(),
        next_step=step,
        warnings=(),
        not_expressed=(),
        receipt=receipt,
        summary=_PLACEHOLDER.sub("…", words.summary),
    )
