# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that may pay for somebody's learning, and the next question to ask.

An overview assembles what the rules say; it computes nothing itself and writes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..basics import Finding, Outcome, Problem, Question
from ..basics.finding import FactValue
from ..rules import Book, Profile, contradictions, read_profile, read_profile_text
from ..rules.lined_yaml import Lines
from ..rules.questions import Aim as Aim
from ..rules.questions import Asker
from ..rules.together import COSTS, Together, best_together

WITH_PARTNERS = ("samenwerking", "aanbieder")
"""Who applies with partners: a partnership, and a school that takes part in one."""

_ORDER = (Outcome.JA, Outcome.HANGT_AF, Outcome.NEE, Outcome.NIET_BEKEND, Outcome.NIET_VAN_KRACHT, None)


@dataclass(frozen=True, slots=True)
class Combined:
    """For one party the best combination for a course: what is certain, and what it could become."""

    audience: str
    certain: Together | None
    hoped: Together | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The day, what every scheme says (certain yes first), the next question if one can matter, and what goes
    together for a course whose costs are known."""

    on: date
    findings: tuple[Finding, ...]
    next_question: Question | None
    together: tuple[Combined, ...] = ()


def today() -> date:
    """Today in the Netherlands. Only a door asks this; everything else is handed its day."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def overview(
    book: Book,
    facts: Mapping[str, FactValue],
    on: date,
    language: str,
    *,
    skip: Iterable[str] = (),
    help_too: bool = True,
    ask: bool = True,
    combine: bool = True,
) -> Overview:
    """The overview of somebody with these facts; `skip` are facts they said they do not know.

    Without `help_too` nobody looks for what would help, without `ask` nobody looks for the next question, without
    `combine` nobody looks for what goes together.
    """
    found = book.findings(facts, on, language, help_too=help_too)
    ordered = sorted(found, key=_nearness)
    question = question_to(book, facts, on, language, skip=skip) if ask else None
    return Overview(on, tuple(ordered), question, together(book, ordered, facts, on) if combine else ())


def together(book: Book, findings: Sequence[Finding], facts: Mapping[str, FactValue], on: date) -> tuple[Combined, ...]:
    """The best lawful combinations for a course with known costs: for the person, and for an employer."""
    if COSTS not in facts:
        return ()
    found = []
    for audience in dict.fromkeys(one.audience for one in findings):
        certain, hoped = (
            best_together(book, findings, facts, on, audience, hoped=with_hope) for with_hope in (False, True)
        )
        if certain or hoped:
            found.append(Combined(audience, certain, hoped))
    return tuple(found)


def _nearness(found: Finding) -> tuple[int, int, bool]:
    """Certain yes first; then what lacks the fewest answers; then what people can ask for themselves."""
    lacking = sum(point.kind == "feit" for point in found.depends_on)
    return _ORDER.index(found.outcome), lacking, found.audience != "inwoner"


def tells_of_partnership(book: Book, facts: Mapping[str, FactValue]) -> bool:
    """Whether somebody told about a partnership and about no person or company."""
    owners = {book.facts.facts[name].owner for name in facts}
    return "samenwerking" in owners and owners <= {"samenwerking", "opleiding"}


def question_to(
    book: Book,
    facts: Mapping[str, FactValue],
    on: date,
    language: str,
    *,
    aim: Aim = Aim.ALL,
    skip: Iterable[str] = (),
) -> Question | None:
    """The next question to who told this: a partnership is asked about itself first."""
    if tells_of_partnership(book, facts):
        own = next_question(book, facts, on, language, aim=aim, skip=skip, audience=WITH_PARTNERS)
        if own is not None:
            return own
    return next_question(book, facts, on, language, aim=aim, skip=skip)


def next_question(
    book: Book,
    facts: Mapping[str, FactValue],
    on: date,
    language: str,
    *,
    aim: Aim = Aim.ALL,
    skip: Iterable[str] = (),
    audience: Sequence[str] = (),
) -> Question | None:
    """The question that helps most now; None when no answer changes an outcome or an amount any more.

    `audience` limits it to schemes for these parties (inwoner, werkgever …); the words are for the first of them.
    """
    rules = book.on(on)
    wanted = set(audience)
    schemes = [s for s in rules.schemes if not wanted or s.scheme.audience.value in wanted]
    states, values = rules.know(facts)
    name = Asker(rules, schemes).next(states, aim, frozenset(skip), values)
    if name is None:
        return None
    words = book.facts.facts[name].words
    assert words is not None
    said = words[language].said_to(audience[0]) if audience else words[language]
    return Question(name, said.question, said.why)


def read_request(book: Book, value: Any, on: date | None = None) -> tuple[Profile, date, list[Problem]]:
    """A profile from a request that was parsed already; `on` beats the day in it."""
    profile, problems = read_profile(value, Lines(""), book.facts, on, today())
    return _checked(book, profile, problems)


def read_text(book: Book, text: str, file: str, on: date | None = None) -> tuple[Profile, date, list[Problem]]:
    """A profile from a file; `on` beats the day in it, and with neither it is today."""
    profile, problems = read_profile_text(text, file, book.facts, on, today())
    return _checked(book, profile, problems)


def _checked(book: Book, profile: Profile, problems: list[Problem]) -> tuple[Profile, date, list[Problem]]:
    return profile, profile.on, problems + contradictions(profile, book.on(profile.on))
