# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The schemes of the book, narrowed to what somebody looks for: words, for whom, what kind, open now, a place.

Knows: what each choice means, the same behind every door.
Leaves: how a choice is typed and how the list looks (portal, API, CLI).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from ..basics import Outcome, Problem, Said, plain_letters, said, say_day
from ..basics.finding import FactValue
from ..rules import Book
from ..rules.cells import FALSE
from ..rules.scheme import Party, Scheme
from .catalogue_of_rules import municipalities, scheme_shapes
from .open_on import State
from .overview import read_request

PARTIES: Final = tuple(party.value for party in Party)
IN_FORCE: Final = ("van-kracht", "niet-van-kracht", "niet-bekend")
_PLACES: Final = ("gemeente", "werkgever_gemeente", "samenwerking_gemeente")
"""The facts that say where somebody is: at home, at work, or together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; what is empty or None leaves nothing out.

    `open` is whether one can apply on the day. `municipality` is the code of a municipality that exists on the day.
    """

    search: str = ""
    audience: str | None = None
    kind: str | None = None
    in_force: str | None = None
    open: bool | None = None
    municipality: str | None = None


def municipality_problem(book: Book, code: str, on: date) -> Problem | None:
    """Why this is no code of a municipality on this day; None if it is one."""
    there = municipalities(book, on)
    if any(code == one for one, _ in there):
        return None
    nl, en = say_day(on, "nl"), say_day(on, "en")
    _, _, problems = read_request(book, {"feiten": {"gemeente": code}}, on)
    near = next((one for one, name in there if plain_letters(name) == plain_letters(code)), None)
    hint = said(f"Bedoelt u «{near}»? ", f"Do you mean «{near}»? ") if near else said("", "")
    return Problem(
        "gemeente",
        problems[0].what if problems else _gone(book, code, nl, en),
        said(
            f"de code van een gemeente die er op {nl} is, zoals GM0014",
            f"the code of a municipality that exists on {en}, such as GM0014",
        ),
        said(
            f"{hint.nl}Verbeter de code, of kies een andere dag.", f"{hint.en}Correct the code, or choose another day."
        ),
    )


def _gone(book: Book, code: str, nl: str, en: str) -> Said:
    """A municipality that is there on other days only, by its last name."""
    name = f"{book.facts.tables['gemeentenaam'].rows[code][-1][2]} ({code})"
    return said(f"De gemeente {name} is er niet op {nl}.", f"The municipality {name} is not there on {en}.")


def narrowed(book: Book, wanted: Wanted, language: str, on: date) -> list[dict[str, Any]]:
    """The lines of the schemes that fit, by id. With a search those with the words in their name come first."""
    words = tuple(plain_letters(wanted.search).split())
    found = [
        (where, line)
        for line in scheme_shapes(book, language, on)
        if _fits(line, wanted)
        and (where := _found_in(book.schemes[line["id"]], words, language)) is not None
        and not (wanted.municipality and _not_there(book, line["id"], wanted.municipality, on))
    ]
    return [line for _, line in sorted(found, key=lambda one: one[0])]


def _fits(line: Mapping[str, Any], wanted: Wanted) -> bool:
    if wanted.audience not in (None, line["voor"]) or wanted.kind not in (None, line["soort"]):
        return False
    if wanted.in_force not in (None, line["opDezeDag"]):
        return False
    # A policy has no door: it is neither open nor closed.
    door = line["aanvraag"]
    return wanted.open is None or (door is not None and (door["stand"] == State.OPEN) == wanted.open)


def _found_in(scheme: Scheme, words: tuple[str, ...], language: str) -> int | None:
    """How far from the name all words were found: 0 in the name itself; None if one of them is nowhere."""
    said_here = _said_of(scheme, language)
    return next((n for n, text in enumerate(said_here) if all(word in text for word in words)), None)


@lru_cache(maxsize=1_000)
def _searchable(scheme_words: str) -> str:
    return plain_letters(scheme_words)


def _said_of(scheme: Scheme, language: str) -> tuple[str, str, str]:
    """What can be searched: the name; also the summary; also all else that a person reads about it."""
    words = scheme.words[language]
    name = f"{words.name} {scheme.id}"
    short = f"{name} {words.summary}"
    rules = " ".join(condition.rule for condition in words.conditions.values())
    whole = f"{short} {words.desk or ''} {words.amount or ''} {words.about or ''} {rules}"
    return _searchable(name), _searchable(short), _searchable(whole)


@lru_cache(maxsize=20_000)
def _not_there(book: Book, name: str, municipality: str, on: date) -> bool:
    """Whether the rule of this day says a certain no because of the place, whatever else is known.

    Of a scheme without a rule on this day nobody can say so; it stays in the list.
    """
    scheme = book.schemes[name]
    rules = book.alone(scheme, on)
    there = rules.by_id.get(name)
    if there is None:
        return False
    places: dict[str, FactValue] = {fact: municipality for fact in _PLACES if fact in there.closure_names}
    if not places:
        return False
    (before, _), (after, _) = rules.know({}), rules.know(places)
    truths = [(there.truths(states), there.outcome(states, there.truths(states))) for states in (before, after)]
    (without, outcome_without), (with_place, outcome) = truths
    fails = any(one != FALSE and other == FALSE for one, other in zip(without, with_place, strict=True))
    return fails or (outcome is Outcome.NEE and outcome_without is not Outcome.NEE)
