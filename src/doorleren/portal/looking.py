# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One look at what somebody told us: what the schemes say, what does not fit together, what to ask next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..basics import Finding, Outcome, Problem
from ..basics.finding import FactValue
from ..journeys import Aim, Book, Combined, Overview, next_question, overview, read_request, today
from .facts import Fact, facts_on
from .told import Told

SHOWN = {
    "inwoner": ("inwoner", "werkgever"),
    "werkgever": ("werkgever",),
    "samenwerking": ("samenwerking", "aanbieder"),
    "aanbieder": ("aanbieder", "samenwerking"),
}
"""Whose schemes a visitor sees, their own first: a resident can point an employer to something, and a school that wants
money for a plan nearly always takes part in a partnership."""


@dataclass
class Look:
    """What was told, read on its day."""

    book: Book
    told: Told
    audience: str
    language: str

    @cached_property
    def on(self) -> date:
        return self.told.chosen_day() or today()

    @property
    def askable(self) -> Mapping[str, Fact]:
        """Every fact that can be asked, in words for this visitor."""
        return facts_on(self.book, self.on, self.language, self.audience)

    @cached_property
    def _read(self) -> tuple[dict[str, FactValue], list[Problem]]:
        profile, _, problems = read_request(self.book, {"feiten": self.told.facts}, self.on)
        return profile.facts, problems

    @property
    def facts(self) -> dict[str, FactValue]:
        return self._read[0]

    @property
    def problems(self) -> list[Problem]:
        """What does not fit together, or not on this day; while there is any, nothing is answered."""
        return self._read[1]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What each scheme says, certain yes first, with what would help after a no."""
        return self._shown(self._overview)

    @property
    def together(self) -> tuple[Combined, ...]:
        """For a course with known costs what goes together, for each party."""
        return self._overview.together

    @cached_property
    def _overview(self) -> Overview:
        if self.problems:
            return Overview(self.on, (), None)
        return overview(self.book, self.facts, self.on, self.language, ask=False)

    def _shown(self, found: Overview) -> tuple[Finding, ...]:
        return tuple(one for one in found.findings if one.audience in SHOWN[self.audience])

    @cached_property
    def certain(self) -> int:
        """How many schemes are a certain yes."""
        if self.problems:
            return 0
        found = overview(self.book, self.facts, self.on, self.language, help_too=False, ask=False, combine=False)
        return sum(one.outcome is Outcome.JA for one in self._shown(found))

    @cached_property
    def next_fact(self) -> str | None:
        """The fact to ask next; None when no answer changes anything any more."""
        if self.problems:
            return None
        for aim, parties in self._aims():
            asked = next_question(
                self.book,
                self.facts,
                self.on,
                self.language,
                aim=aim,
                skip=self.told.not_known,
                audience=parties,
            )
            if asked is not None:
                return asked.fact
        return None

    def _aims(self) -> Iterator[tuple[Aim, tuple[str, ...]]]:
        """Quickly to a first certain yes, then everything for oneself, then what may be there for others."""
        own = SHOWN[self.audience][:1]
        if not self.certain:
            yield Aim.FIRST_YES, own
        yield Aim.ALL, own
        yield Aim.ALL, SHOWN[self.audience]


def facts_in_problem(problem: Problem, told: Told) -> list[str]:
    """The facts that a problem is about, so that each can be changed."""
    names = problem.where.removeprefix("feiten").strip(":. ").split(", ")
    return [name for name in names if name in told.facts]
