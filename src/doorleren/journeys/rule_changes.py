# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a scheme side by side, in words: what came, went or changed, and a person whom each change touches.

Knows: how a version is named (`slim@2022-03-05`, or a folder with a day), and the sentences of a difference.
Leaves: finding differences and persons (rules), and how they are printed (the doors).
"""

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..basics import Citation, Problem, parse_day, said, say_day
from ..rules import Book
from ..rules.answers import say_amount
from ..rules.differences import Difference, How, Part, Version, differences, version_of
from ..rules.expression import spell_value
from ..rules.lined_yaml import shown_text
from ..rules.profile import FIRST_DAY, LAST_DAY
from ..rules.read import read_folder
from ..rules.scheme import Condition, ConditionKind, Payment, Scheme, Span, SumCap
from ..rules.sum_caps import cap_rule, say_cap, say_limit
from ..rules.witness import Sought, Told, find_witness
from .shapes import facts_shape, source_shape

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def compare_versions(
    book: Book, old: str, new: str, language: str, on: date | None = None
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The difference between two versions; both are tried on the day `on`, by default that of the second."""
    before, problems = named_version(book, old, "A")
    after, more = named_version(book, new, "B")
    if before is None or after is None:
        return None, problems + more
    return _comparison(book, before, after, language, on or after.day), []


def named_version(
    book: Book, text: str, where: str, without_day: date | None = None
) -> tuple[Version | None, list[Problem]]:
    """The version that somebody names: an id or a folder, @, and a day. `without_day` is the day if none is named."""
    name, _, written = text.rpartition("@")
    day = parse_day(written)
    if without_day is not None and day is None and "@" not in text:
        name, day = text, without_day
    if not name or day is None or not FIRST_DAY <= day <= LAST_DAY:
        return None, [_not_a_version(where, text)]
    scheme: Scheme | None = book.schemes.get(name)
    if scheme is None:
        if not os.path.isdir(name):  # unlike Path, it takes any text for an answer
            return None, [_unknown(where, name, list(book.schemes))]
        scheme, problems = read_folder(Path(name).resolve(), book.facts)
        if scheme is None:
            return None, problems
    version = version_of(scheme, day)
    return version, [] if version else [_not_in_force(where, scheme, day)]


def _comparison(book: Book, old: Version, new: Version, language: str, on: date) -> dict[str, Any]:
    found = differences(old, new)
    other = [one for one in found if one.part is not Part.WORDS]
    return {
        "van": version_shape(old),
        "naar": version_shape(new),
        "geprobeerdOp": on.isoformat(),
        "gelijk": not found,
        "alleenWoorden": bool(found) and not other,
        "verschillen": [_difference(book, one, old, new, language, on) for one in found],
    }


def version_shape(version: Version) -> dict[str, Any]:
    return {
        "regeling": version.scheme.id,
        "op": version.day.isoformat(),
        **_days(version.span),
        "bron": source_shape(version.span.source),
    }


def _difference(
    book: Book, difference: Difference, old: Version, new: Version, language: str, on: date
) -> dict[str, Any]:
    shape = {**difference_in_words(book, difference, old, new, language), "getuige": None, "gezocht": None}
    if not difference.part.decides or difference.how is How.SOURCE:
        return shape
    sought, witness = find_witness(book.facts, old, new, difference, on)
    shape["gezocht"] = sought.value
    if sought is Sought.FOUND and witness is not None:
        shape["getuige"] = {
            "feiten": facts_shape(witness.facts),
            "was": _told(witness.old),
            "wordt": _told(witness.new),
            "alleenDit": [_told(one) for one in witness.alone],
        }
    return shape


def difference_in_words(
    book: Book, difference: Difference, old: Version, new: Version, language: str
) -> dict[str, Any]:
    """What is different, and what stands on both sides."""
    return {
        "soort": difference.part.value,
        "id": difference.id,
        "wat": difference.how.value,
        "was": _side(book, difference, difference.old, old, language),
        "wordt": _side(book, difference, difference.new, new, language),
    }


def _told(told: Told) -> dict[str, Any]:
    amount = told.amount
    return {
        "uitkomst": told.outcome.value,
        "bedrag": {"min": amount.lowest, "max": amount.highest} if amount else None,
        "bedragPer": told.per,
    }


def _side(book: Book, difference: Difference, value: Any, version: Version, language: str) -> dict[str, Any] | None:
    """What stands on one side of a difference: a sentence, the rule as it is written, and the source."""
    if value is None:
        return None
    if difference.part is Part.RELATION:
        sentence, rule, source = _relation(book, value, version, language)
    else:
        sentence, rule, source = _SAID[difference.part](difference, value, version, language)
    return {"zin": sentence, "regel": rule, "bron": source_shape(source) if source and source.document else None}


_Side = tuple[str | None, str | None, Citation | None]


def _condition(difference: Difference, value: Condition, version: Version, language: str) -> _Side:
    words = version.scheme.words[language].conditions.get(difference.id)
    rule = {
        ConditionKind.JUDGED: said(f"{value.judge} beslist", f"{value.judge} decides").in_language(language),
        ConditionKind.NOT_EXPRESSED: said("niet als regel te schrijven", "not written as a rule").in_language(language),
    }.get(value.kind, str(value.node))
    return _filled(words.rule if words else difference.id, version, language), rule, value.source


def _amount(difference: Difference, value: Any, _: Version, language: str) -> _Side:
    amount, source = value
    raw = str(amount) if isinstance(amount, int) else spell_value(amount)
    return say_amount(difference.id, amount, language), raw, source


def _payment(_: Difference, value: Payment, version: Version, language: str) -> _Side:
    words = version.scheme.words[language].amount
    cases = "; ".join(f"{when}: {total}" if when is not None else str(total) for when, total in value.cases)
    if not value.cases:
        cases = said("hulp zonder geld", "help without money").in_language(language)
    elif value.at_most:
        cases = said(f"hoogstens {cases}", f"at most {cases}").in_language(language)
    rule = f"{cases} / {value.per}" if value.per else cases
    return _filled(words, version, language) if words else None, rule, value.source


def _window(difference: Difference, value: Condition, version: Version, language: str) -> _Side:
    open_ = version.window(difference.id)
    if value.kind is not ConditionKind.WINDOW:
        return _condition(difference, value, version, language)
    if open_ is None:
        day = say_day(version.day, language)
        shut = said(f"Op {day} kan niemand aanvragen.", f"On {day} nobody can apply.").in_language(language)
        return shut, None, value.source
    return _span_text(open_, language), None, open_.source


def _period(_: Difference, value: Span, __: Version, language: str) -> _Side:
    return _span_text(value, language), None, value.source


def _warning(difference: Difference, value: Any, version: Version, language: str) -> _Side:
    words = version.scheme.words[language].warnings.get(difference.id, difference.id)
    return _filled(words, version, language), str(value.node) if value.node else None, value.source


def _plain(_: Difference, value: Any, __: Version, ___: str) -> _Side:
    return (None, None, value) if isinstance(value, Citation) else (str(value), None, None)


def _relation(book: Book, value: Citation | SumCap, version: Version, language: str) -> _Side:
    if isinstance(value, Citation):
        return None, None, value
    names = {name: one.words[language].name for name, one in book.schemes.items()}
    limit = say_limit(value, version.scheme, book.facts, version.day)
    return say_cap(value, names, limit, language), cap_rule(value), value.source


_SAID: Mapping[Part, Any] = {
    Part.CONDITION: _condition,
    Part.AMOUNT: _amount,
    Part.PAYMENT: _payment,
    Part.WINDOW: _window,
    Part.PERIOD: _period,
    Part.WARNING: _warning,
    Part.PARTY: _plain,
    Part.WORDS: _plain,
}


def _filled(text: str, version: Version, language: str) -> str:
    amounts = {name: say_amount(name, value, language) for name, value in version.amounts.items()}
    return _PLACEHOLDER.sub(lambda match: amounts.get(match[1], match[0]), text)


def _days(span: Span) -> dict[str, Any]:
    return {"van": str(span.first) if span.first else None, "tot": str(span.until) if span.until else None}


def _span_text(span: Span, language: str) -> str:
    first = say_day(span.first, language) if span.first else "…"
    if span.until is None:
        return said(f"vanaf {first}", f"from {first}").in_language(language)
    until = say_day(span.until, language)
    return said(f"van {first} tot {until}", f"from {first} until {until}").in_language(language)


def _not_a_version(where: str, text: str) -> Problem:
    shown = shown_text(text)
    return Problem(
        where,
        said(f"«{shown}» noemt geen versie.", f"«{shown}» names no version."),
        said(
            "een id of map, een @ en een dag van 1990 tot en met 2100, zoals slim@2022-03-05",
            "an id or folder, an @ and a day from 1990 to 2100, such as slim@2022-03-05",
        ),
        said("Verbeter de naam.", "Correct the name."),
    )


def _unknown(where: str, name: str, known: list[str]) -> Problem:
    shown = shown_text(name)
    return Problem(
        where,
        said(f"De regeling of map «{shown}» kennen we niet.", f"We do not know the scheme or folder «{shown}»."),
        said(f"een map, of een van: {', '.join(known)}", f"a folder, or one of: {', '.join(known)}"),
        said("Kies een id uit «doorleren regelingen lijst».", "Choose an id from «doorleren regelingen lijst»."),
    )


def _not_in_force(where: str, scheme: Scheme, day: date) -> Problem:
    spans = ", ".join(f"{one.first or '…'} – {one.until or '…'}" for one in scheme.versions)
    absent = scheme.absent_on(day)
    return Problem(
        where,
        said(f"«{scheme.id}» is op {day} niet van kracht.", f"«{scheme.id}» is not in force on {day}.")
        if absent
        else said(
            f"Wij hebben geen versie van «{scheme.id}» voor {day}.", f"We hold no version of «{scheme.id}» for {day}."
        ),
        said(f"een dag in een van de versies: {spans}", f"a day in one of the versions: {spans}"),
        said("Kies een andere dag.", "Choose another day."),
    )
