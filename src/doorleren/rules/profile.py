# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read what somebody tells about themselves: a profile file or the body of a request.

Knows: which values a fact may have, and how to say what is wrong with a given one; everything at once.
Leaves: which combinations cannot be to the rules of the day (`day`), which say it with their source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from ..basics import Problem, Said, parse_day, said, say_day
from ..basics.finding import FactValue
from .cells import NO_CEILING, TRUE, domain_of
from .day import DayRules
from .facts import Fact, FactBook, Kind
from .field import Field
from .lined_yaml import Lines, read_yaml, shown_text

_YES_NO = {"ja": True, "nee": False}
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Profile:
    """What was given: the facts, the day that counts, and which facts were assumed for an example.

    `day_named` is false where nobody named a day, so that it is today. `notes` are what somebody should know before
    they rely on an answer, though nothing is wrong: a municipality that did not exist on that day.
    """

    facts: dict[str, FactValue]
    on: date
    day_named: bool = True
    assumed: frozenset[str] = field(default_factory=frozenset)
    notes: tuple[Said, ...] = ()


def read_profile_text(
    text: str, file: str, book: FactBook, on: date | None, today: date
) -> tuple[Profile, list[Problem]]:
    """A profile from a YAML or JSON file; `on` beats the day in it, and with neither it is `today`."""
    value, lines, problems = read_yaml(text, file)
    if problems and value is None:
        return Profile({}, on or today), problems
    profile, found = read_profile(value, lines, book, on, today, may_assume=True)
    return profile, problems + found


def read_profile(
    value: Any, lines: Lines, book: FactBook, on: date | None, today: date, may_assume: bool = False
) -> tuple[Profile, list[Problem]]:
    """A profile from values: `{"op": …, "feiten": {…}}`, in a file also `aangenomen`.

    `on` beats the day in it, and with neither it is `today`.
    Values that are wrong are problems; the good ones are kept.
    """
    problems: list[Problem] = []
    top = Field(value, (), lines, problems)
    names = ("op", "feiten", "aangenomen") if may_assume else ("op", "feiten")
    if not isinstance(value, dict):
        top.problem(
            said("Hier staan geen gegevens met een naam.", "There are no named values here."),
            said("«feiten» met daaronder de antwoorden", "«feiten» with the answers below it"),
            said("Begin met «feiten:».", "Start with «feiten:»."),
        )
        return Profile({}, on or today), problems
    top.only(*names)
    named = on or read_day(top.get("op"))
    day = named or today
    facts: dict[str, FactValue] = {}
    assumed: set[str] = set()
    for part in ("feiten", "aangenomen"):
        inside = top.get(part)
        if not inside:
            continue
        for name, given in inside.items():
            if name in facts:
                given.problem(
                    said(f"«{name}» staat ook al bij feiten.", f"«{name}» is under feiten as well."),
                    said("elk feit één keer", "each fact once"),
                    said("Haal een van de twee weg.", "Remove one of the two."),
                )
                continue
            found = read_fact(name, given, book, day)
            if found is not None:
                facts[name] = found
                if part == "aangenomen":
                    assumed.add(name)
    notes = tuple(note for name, value in facts.items() if (note := _not_there(book.facts[name], value, book, day)))
    return Profile(facts, day, named is not None, frozenset(assumed), notes), problems


def _not_there(fact: Fact, value: FactValue, book: FactBook, day: date) -> Said | None:
    """A code that existed once, or exists later, but not on this day: rules can then say less than somebody thinks."""
    table = book.tables[fact.known_in] if fact.known_in else None
    parts = table.rows.get(str(value)) if table else None
    if not table or not parts or table.on(str(value), day) is not None:
        return None
    first, until, name = max(parts, key=lambda part: part[0] or date.min)
    label_nl, label_en = _label(fact, "nl"), _label(fact, "en")
    if until is not None and until <= day:
        when_nl, when_en = f"was er tot {say_day(until, 'nl')}", f"existed until {say_day(until, 'en')}"
    else:
        opens = first or day
        when_nl, when_en = f"is er vanaf {say_day(opens, 'nl')}", f"exists from {say_day(opens, 'en')}"
    nl, en = say_day(day, "nl"), say_day(day, "en")
    return said(
        f"De {label_nl} {name} ({value}) {when_nl}, dus niet op {nl}. Wat ervan afhangt, kan anders zijn. "
        f"Noem de {label_nl} van die dag.",
        f"The {label_en} {name} ({value}) {when_en}, so not on {en}. What depends on it may be different. "
        f"Name the {label_en} of that day.",
    )


def _label(fact: Fact, language: str) -> str:
    return fact.words[language].label if fact.words else fact.name


def read_day(field: Field) -> date | None:
    """The day that is asked about."""
    if not field:
        return None
    day = field.day()
    if day and not FIRST_DAY <= day <= LAST_DAY:
        field.problem(
            said(f"De dag {day} valt buiten wat wij kennen.", f"The day {day} is outside what we know."),
            said(f"een dag van {FIRST_DAY} tot en met {LAST_DAY}", f"a day from {FIRST_DAY} to {LAST_DAY}"),
            said("Kies een andere dag.", "Choose another day."),
        )
        return None
    return day


def read_fact(name: str, given: Field, book: FactBook, day: date) -> FactValue | None:
    """One fact; None, with a problem, if the name or the value is wrong. An empty value is unknown."""
    fact = book.facts.get(name)
    if fact is None:
        given.problem(*_unknown_name(name, book))
        return None
    if not given:
        return None
    value = _value(fact, given)
    if fact.known_in and isinstance(given.value, str) and given.value not in book.tables[fact.known_in].rows:
        if value is not None or _codes_called(given.value, fact, book, day):
            given.problem(*_unknown_code(fact, given.value, book, day))
            return None
        value = None
    if value is None:
        given.problem(
            said(
                f"Dit past niet bij «{name}»: {_shown(given.value)}.",
                f"This does not fit «{name}»: {_shown(given.value)}.",
            ),
            expected_value(fact, day),
            said(
                "Verbeter de waarde, of laat het feit weg als u het niet weet.",
                "Correct the value, or leave the fact out if you do not know it.",
            ),
        )
        return None
    if not _within(fact, value, day):
        given.problem(
            said(
                f"Dit kan niet bij «{name}»: {_shown(given.value)}.",
                f"This is not possible for «{name}»: {_shown(given.value)}.",
            ),
            expected_value(fact, day),
            said("Verbeter de waarde.", "Correct the value."),
        )
        return None
    return value


def _value(fact: Fact, given: Field) -> FactValue | None:
    value = given.value
    if fact.kind is Kind.JA_NEE:
        if isinstance(value, bool):
            return value
        return _YES_NO.get(value) if isinstance(value, str) else None
    if fact.kind in (Kind.GEHEEL_GETAL, Kind.GELD, Kind.PERCENTAGE):
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    if fact.kind is Kind.VERZAMELING:
        fits = isinstance(value, list) and all(isinstance(one, str) and _is_value(fact, one) for one in value)
        return frozenset(value) if fits else None
    if not isinstance(value, str):
        return None
    if fact.kind is Kind.DATUM:
        return parse_day(value)
    return value if _is_value(fact, value) else None


def _is_value(fact: Fact, text: str) -> bool:
    if fact.values:
        return text in fact.values
    return fact.pattern is None or re.fullmatch(fact.pattern, text) is not None


def _within(fact: Fact, value: FactValue, day: date) -> bool:
    if isinstance(value, frozenset):
        return bool(value) or fact.may_be_empty
    if fact.kind.ordered and fact.kind is not Kind.LADDER:
        low, high = domain_of(fact, day)
        return low <= int(fact.plain(value)) <= high  # type: ignore[arg-type]
    return True


def expected_value(fact: Fact, day: date) -> Said:
    """Which values a fact can have on a day, in words."""
    if fact.kind is Kind.JA_NEE:
        return said("ja of nee (true of false)", "yes or no (ja/nee, true or false)")
    if fact.kind is Kind.CODE:
        code, _, of = (fact.unit or fact.pattern or "").partition(" ")
        example = f'"{code}" {of}'.rstrip()
        return said(f"een code tussen aanhalingstekens, zoals {example}", f"a code in quotes, such as {example}")
    if fact.values:
        values = ", ".join(fact.values)
        if fact.kind is Kind.VERZAMELING:
            empty_nl = "" if fact.may_be_empty else " niet leeg,"
            empty_en = "" if fact.may_be_empty else " not empty,"
            example = f"[{fact.values[0]}]"
            return said(
                f"een lijst zoals {example},{empty_nl} met waarden uit: {values}",
                f"a list such as {example},{empty_en} of values from: {values}",
            )
        return said(f"een van: {values}", f"one of: {values}")
    low, high = domain_of(fact, day)
    if fact.kind is Kind.DATUM:
        first, last = date.fromordinal(low), date.fromordinal(high)
        return said(
            f"een bestaande dag (jaar-maand-dag) van {first} tot en met {last}",
            f"an existing day (year-month-day) from {first} to {last}",
        )
    if fact.kind is Kind.GELD:
        return said("hele eurocenten, zoals 125000 voor € 1.250", "whole euro cents, such as 125000 for €1,250")
    if high >= NO_CEILING:
        return said(f"een heel getal, {low} of meer", f"a whole number, {low} or more")
    return said(f"een heel getal, van {low} tot en met {high}", f"a whole number, from {low} to {high}")


def _codes_called(name: str, fact: Fact, book: FactBook, day: date) -> list[str]:
    """The codes of what has this name on a day, for who gives a name where a code belongs."""
    table = book.tables[fact.known_in or ""]
    return [code for code in table.rows if (table.on(code, day) or "").casefold() == name.strip().casefold()]


def _unknown_code(fact: Fact, given: str, book: FactBook, day: date) -> tuple[Said, Said, Said]:
    label_nl, label_en = _label(fact, "nl"), _label(fact, "en")
    named = _codes_called(given, fact, book, day)
    hint = said(f"Bedoelt u «{named[0]}»? ", f"Do you mean «{named[0]}»? ") if named else said("", "")
    return (
        said(
            f"Wij kennen geen {label_nl} met de code {_shown(given)}.",
            f"We know of no {label_en} with the code {_shown(given)}.",
        ),
        expected_value(fact, day),
        said(
            f"{hint.nl}Verbeter de code, of laat het feit weg als u het niet weet.",
            f"{hint.en}Correct the code, or leave the fact out if you do not know it.",
        ),
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"«[{shown_text(', '.join(str(one) for one in value[:60]))}]»"
    if isinstance(value, dict):
        return f"«{{{shown_text(', '.join(str(one) for one in list(value)[:60]))}: …}}»"
    if isinstance(value, str) and value.isdecimal():
        # Without its quotes nobody sees why the text "32" is no number.
        return f'«"{shown_text(value)}"»'
    return f"«{shown_text(value)}»"


def _unknown_name(name: str, book: FactBook) -> tuple[Said, Said, Said]:
    if derived := book.derived.get(name):
        return (
            said(f"«{name}» rekenen wij zelf uit.", f"We work out «{name}» ourselves."),
            said(f"het feit «{derived.of}»", f"the fact «{derived.of}»"),
            said(f"Geef «{derived.of}» in plaats van «{name}».", f"Give «{derived.of}» instead of «{name}»."),
        )
    near = [fact for fact in book.facts if fact.startswith(name)] or get_close_matches(name, book.facts, n=1)
    hint = said(f"Bedoelt u «{near[0]}»?", f"Do you mean «{near[0]}»?") if near else said("", "")
    return (
        said(f"Het feit {_shown(name)} kennen we niet.", f"We do not know the fact {_shown(name)}."),
        said("een naam uit de lijst van feiten (GET /v1/feiten)", "a name from the list of facts (GET /v1/feiten)"),
        said(
            f"{hint.nl} Verbeter de naam of haal deze weg.".strip(), f"{hint.en} Correct the name or remove it.".strip()
        ),
    )


def contradictions(profile: Profile, rules: DayRules) -> list[Problem]:
    """What cannot go together in a profile on the day of `rules`, each with the reason."""
    return list(_contradictions(profile, rules))


def _contradictions(profile: Profile, rules: DayRules) -> Iterator[Problem]:
    states, values = rules.know({})
    for name, value in profile.facts.items():
        place = rules.index[name]
        values[place] = rules.book.facts[name].plain(value)
        state = rules.cells[place].state_of(values[place])
        if state is None:
            yield _cannot(name, rules.sentences_about({name}))
        states[place] = state or 0
    broken = [impossible for impossible, check in rules.impossible if check.truth(states) == TRUE]
    for impossible in broken:
        yield _cannot(", ".join(sorted(impossible.facts)), [impossible.sentence])
    for impossible in broken:
        for name in impossible.facts:
            states[rules.index[name]] = 0
    while together := rules.conflict(states):
        named = {name for impossible in together for name in impossible.facts if states[rules.index[name]]}
        yield _cannot(", ".join(sorted(named)), [impossible.sentence for impossible in together])
        for name in named:
            states[rules.index[name]] = 0


def _cannot(where: str, sentences: list[Said]) -> Problem:
    return Problem(
        f"feiten: {where}",
        said(" ".join(s.nl for s in sentences), " ".join(s.en for s in sentences)),
        said("feiten die samen kunnen", "facts that can go together"),
        said(
            "Verbeter een van deze antwoorden, of laat er een weg.", "Correct one of these answers, or leave one out."
        ),
    )
