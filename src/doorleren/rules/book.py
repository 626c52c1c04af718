# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole book of schemes: read once, asked for any day and language.

Knows: which folders there are, the rules of each day that was asked (the last hundred or so are remembered),
and the receipts by which an answer can be given again.
Leaves: what a scheme says (`answers`), how a folder is read (`read`).
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from .. import __version__
from ..basics import LANGUAGES, Finding, NextStep, Problem, said
from ..basics.finding import FactValue
from .answers import GeneralWords, SpokenScheme, Stamp, absent_answer, policy_answer
from .changes import advise, opens_for
from .day import DayRules
from .expression import Node
from .facts import FactBook
from .lined_yaml import read_yaml
from .read import read_folder
from .read_facts import read_fact_book
from .receipts import canonical_rule, hash_of
from .scheme import Condition, Scheme, SchemeKind

HERE = Path(__file__).parent
PROGRAM = f"doorleren {__version__}"
_K = TypeVar("_K")
_V = TypeVar("_V")
_DAYS_KEPT = 128
_ALONE_KEPT = 2_048


class BookIsBroken(Exception):
    """The book that comes with the program has problems; a mistake of ours, not of a user."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.what.nl}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Spoken:
    """The rules of one day, with the sentences of one language."""

    rules: DayRules
    schemes: Mapping[str, SpokenScheme]
    policies: Mapping[str, Finding]
    absent: Mapping[str, tuple[Finding, tuple[str, ...]]]
    """What is said of a scheme that has no version on this day, and the facts that bear on it."""


class Book:
    """All schemes and facts. `folder` is where the folders of the schemes are, for a book that was read from them."""

    def __init__(
        self,
        facts: FactBook,
        schemes: Iterable[Scheme],
        general: Mapping[str, GeneralWords],
        folder: Path | None = None,
    ) -> None:
        self.facts, self.folder = facts, folder
        self.schemes = {scheme.id: scheme for scheme in sorted(schemes, key=lambda s: s.id)}
        self._general = general
        self._days: OrderedDict[date, DayRules] = OrderedDict()
        self._spoken: OrderedDict[tuple[date, str], Spoken] = OrderedDict()
        self._alone: OrderedDict[tuple[str, date], DayRules] = OrderedDict()
        self._turning_points: dict[str, frozenset[date]] = {}
        self._limits: dict[tuple[str, str], list[tuple[Condition, Node]]] = {}
        self._lock = Lock()

    def with_only(self, scheme: Scheme) -> "Book":
        """A book with the same facts and one scheme, such as a changed one that is tried out."""
        return Book(self.facts, [scheme], self._general)

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The hash of each scheme's rule, by id."""
        return {name: hash_of(canonical_rule(scheme, self.facts)) for name, scheme in self.schemes.items()}

    @cached_property
    def words_hashes(self) -> Mapping[tuple[str, str], str]:
        """The hash of the words of each scheme in each language."""
        return {
            (name, language): hash_of(self.words_of(name, language))
            for name, scheme in self.schemes.items()
            for language in scheme.words
        }

    def words_of(self, name: str, language: str) -> dict[str, Any]:
        """All words that an answer of this scheme can be made of: its own, and the general ones."""
        return {"general": self._general[language].raw, "scheme": self.schemes[name].words[language].raw}

    def general_words(self, language: str) -> Mapping[str, Any]:
        """What is said where a scheme has no words of its own, as it was written."""
        return self._general[language].raw

    def on(self, day: date) -> DayRules:
        """The rules as they hold on a day."""
        return self._remembered(self._days, day, lambda: DayRules(self.facts, self.schemes.values(), day))

    def alone(self, scheme: Scheme, day: date) -> DayRules:
        """One scheme's rules on a day, for looking ahead: much less to prepare than the whole book."""
        return self._remembered(self._alone, (scheme.id, day), lambda: DayRules(self.facts, [scheme], day), _ALONE_KEPT)

    def turning_points(self, scheme: Scheme) -> frozenset[date]:
        """The days on which a scheme's rule changes or an application window opens."""
        found = self._turning_points.get(scheme.id)
        if found is None:
            found = self._turning_points[scheme.id] = scheme.turning_points()
        return found

    def limits(
        self, scheme: Scheme, name: str, find: Callable[[Scheme, str], list[tuple[Condition, Node]]]
    ) -> list[tuple[Condition, Node]]:
        """The limits that a scheme sets to one fact, looked up once."""
        found = self._limits.get((scheme.id, name))
        if found is None:
            found = self._limits[scheme.id, name] = find(scheme, name)
        return found

    def spoken(self, day: date, language: str) -> Spoken:
        """The rules of a day with their sentences."""
        return self._remembered(self._spoken, (day, language), lambda: self._speak(day, language))

    def _remembered(self, kept: OrderedDict[_K, _V], key: _K, make: Callable[[], _V], most: int = _DAYS_KEPT) -> _V:
        found = kept.get(key)
        if found is None:
            found = make()
            with self._lock:
                kept[key] = found
                while len(kept) > most:
                    kept.popitem(last=False)
        return found

    def _speak(self, day: date, language: str) -> Spoken:
        rules = self.on(day)
        general = self._general[language]
        spoken = {
            one.scheme.id: SpokenScheme(one, rules, language, self._stamp(one.scheme, day, language), general)
            for one in rules.schemes
        }
        policies = {
            name: policy_answer(scheme, day, language, self._stamp(scheme, day, language))
            for name, scheme in self.schemes.items()
            if scheme.kind is SchemeKind.BELEID
        }
        absent = {
            name: (self._absent(scheme, day, language), tuple(sorted(scheme.facts)))
            for name, scheme in self.schemes.items()
            if name not in spoken and name not in policies
        }
        return Spoken(rules, spoken, policies, absent)

    def _absent(self, scheme: Scheme, day: date, language: str) -> Finding:
        return absent_answer(scheme, day, language, self._stamp(scheme, day, language), self._general[language])

    def _stamp(self, scheme: Scheme, day: date, language: str) -> Stamp:
        span = scheme.version_on(day) or scheme.absent_on(day)
        first = span.first if span else None
        words = self.words_hashes[scheme.id, language]
        return Stamp(f"{scheme.id}@{first or '…'}", self.hashes[scheme.id], words, PROGRAM)

    def findings(
        self,
        facts: Mapping[str, FactValue],
        day: date,
        language: str,
        only: Iterable[str] | None = None,
        help_too: bool = True,
    ) -> list[Finding]:
        """What every scheme (or those named in `only`) says to somebody with these facts on this day.

        The facts must have been read by `profile`; `help_too` also looks for what would help after a no.
        """
        spoken = self.spoken(day, language)
        states, values = spoken.rules.know(facts)
        found = []
        for name in self.schemes if only is None else only:
            speaker = spoken.schemes.get(name)
            if name in spoken.policies:
                found.append(spoken.policies[name])
            elif speaker is not None:
                found.append(speaker.answer(facts, states, values, self._adviser(spoken.rules) if help_too else None))
            else:
                found.append(self._without_version(*spoken.absent[name], facts, help_too))
        return found

    def _adviser(self, rules: DayRules) -> Callable[..., Any]:
        # The very rules that made the states: their numbers mean nothing to other rules of the same day.
        return lambda scheme, states, values: advise(self, rules, scheme, states, values)

    def _without_version(
        self, said: Finding, bearing: tuple[str, ...], facts: Mapping[str, FactValue], help_too: bool
    ) -> Finding:
        """What is said to somebody of a scheme without a version: the facts that bear on it, and when it opens."""
        assert said.receipt is not None
        known = {name: facts[name] for name in bearing if name in facts}
        receipt = said.receipt._replace(facts=known)
        scheme = self.schemes[said.scheme]
        opens = opens_for(self, receipt.on, scheme, known) if help_too else ()
        return said._replace(receipt=receipt, what_would_help=opens)


def read_book(
    schemes: Path | None = None, facts: Path | None = None, only: str | None = None
) -> tuple[Book | None, list[Problem]]:
    """The book in these folders (by default the one that comes with the program), with everything that is wrong.

    With problems in a scheme the rest is still read; the book is None only where the facts cannot be read.
    `only` reads a single folder among `schemes`.
    """
    book, problems = read_fact_book(facts or HERE)
    if problems:
        return None, problems
    general, problems = general_words()
    folder = schemes or HERE / "schemes"
    found = []
    for path in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))):
        if only is not None and path.name != only:
            continue
        scheme, wrong = read_folder(path, book)
        problems += wrong
        if scheme is not None:
            found.append(scheme)
    names = {path.name for root in {folder, HERE / "schemes"} for path in root.iterdir()} | {
        scheme.id for scheme in found
    }
    problems += [problem for scheme in found for problem in _unknown_relations(scheme, names)]
    no_grants = {scheme.id for scheme in found if not scheme.is_grant}
    problems += [problem for scheme in found for problem in _counts_for_nothing(scheme, no_grants)]
    return Book(book, found, general, folder), problems


def _unknown_relations(scheme: Scheme, names: set[str]) -> list[Problem]:
    named = [(relation.kind, relation.scheme) for relation in scheme.relations]
    named += [("together_at_most", other) for cap in scheme.caps for other in cap.beside]
    named += [("belongs_to", other) for other in scheme.belongs_to]
    return [
        Problem(
            f"{scheme.id}/scheme.yaml: {kind}",
            said(f"De regeling «{other}» bestaat niet.", f"The scheme «{other}» does not exist."),
            said("de id van een regeling in het boek", "the id of a scheme in the book"),
            said("Verbeter de id.", "Correct the id."),
        )
        for kind, other in named
        if other not in names
    ]


def _counts_for_nothing(scheme: Scheme, no_grants: set[str]) -> list[Problem]:
    """What is borrowed or comes back as less tax is no part of a sum of grants."""
    return [
        Problem(
            f"{scheme.id}/scheme.yaml: together_at_most",
            said(f"«{other}» telt in zo'n som niet mee.", f"«{other}» does not count in such a sum."),
            said("regelingen waarvan iemand het geld houdt", "schemes of which somebody keeps the money"),
            said("Haal deze regeling uit de lijst.", "Take this scheme off the list."),
        )
        for cap in scheme.caps
        for other in cap.beside
        if other in no_grants
    ]


def general_words() -> tuple[dict[str, GeneralWords], list[Problem]]:
    general, problems = {}, []
    for language in LANGUAGES:
        file = f"general.{language}.yaml"
        value, _, found = read_yaml((HERE / file).read_text("utf-8"), file)
        problems += found
        general[language] = general_of(value)
    return general, problems


def general_of(value: Mapping[str, Any]) -> GeneralWords:
    """The general words of one language, from what stands in their file."""
    way_out = NextStep(value["way_out"], value["way_out_url"], value["way_out_desk"])
    return GeneralWords(way_out, value["absent"], value["not_known"], value)
