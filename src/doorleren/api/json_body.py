# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read the body of a request as JSON, and say everything that is wrong with it.

Knows: JSON itself and the envelope it comes in. A name that is given twice, NaN, a number too large to hold and half
a character are problems here, as each JSON reader would make something else of them.
Leaves: what the values mean (journeys).
"""

import json
import math
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from ..basics import Problem, Said, said
from .shown import place, shown

BYTES_MAX: Final = 1_000_000
_DEPTH_MAX: Final = 40
_DIGITS_MAX: Final = 18

_EXAMPLE: Final = said('{"feiten": {"gemeente": "GM0024"}}', '{"feiten": {"gemeente": "GM0024"}}')


class Body(NamedTuple):
    """What stood in a body. With `status` the body was not fit to be read on, and `value` says nothing."""

    value: Any
    problems: list[Problem]
    status: int | None = None


def read_body(request: HttpRequest) -> Body:
    """The value in the body, with every problem in the JSON; what is good in it is kept."""
    kind = _kind_problem(request.META)
    if kind is not None:
        return Body(None, [kind], 415)
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
        return Body(None, [_NO_LENGTH], 411)
    if length.isdigit() and int(length) > BYTES_MAX:
        return Body(None, [_TOO_LARGE], 413)
    try:
        raw = request.read(BYTES_MAX + 1)
    except UnreadablePostError:
        return Body(None, [_NOT_WHOLE], 400)
    return read_json(raw) if len(raw) <= BYTES_MAX else Body(None, [_TOO_LARGE], 413)


def read_json(raw: bytes) -> Body:
    """The value in these bytes, with every problem in them."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Body(None, [_not_utf8(error.start)], 400)
    if not text.strip():
        return Body(None, [_EMPTY], 400)
    try:
        value = _read_again(text) if "\\u" in text else _read_at_once(text)
        if text.count("[") + text.count("{") > _DEPTH_MAX and _deeper_than(_DEPTH_MAX, value):
            return Body(None, [_TOO_DEEP], 400)
    except RecursionError:
        return Body(None, [_TOO_DEEP], 400)
    except json.JSONDecodeError as error:
        return Body(None, [_broken(error)], 400)
    if not isinstance(value, _Marked):
        return Body(value, [])
    problems: list[Problem] = []
    plain = _plain(value.inside, (), problems)
    return Body(None, problems, 400) if plain is _LEFT_OUT else Body(plain, problems)


# --- the quick way, for everything that is as it should be ---------------------------------------------------------


class _NeedsALook(Exception):
    """Something that the quick way cannot place: it is read again, with marks."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NeedsALook
    return found


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _NeedsALook
    return number


def _no_constant(_: str) -> Any:
    raise _NeedsALook


_QUICK: Final = json.JSONDecoder(object_pairs_hook=_each_once, parse_float=_finite, parse_constant=_no_constant)


def _read_at_once(text: str) -> Any:
    try:
        return _QUICK.decode(text)
    except json.JSONDecodeError:
        raise
    except (_NeedsALook, ValueError):  # Python refuses whole numbers of thousands of digits with a ValueError
        return _read_again(text)


# --- the slow way, which knows where everything stands -------------------------------------------------------------


class _Marked(NamedTuple):
    """A value read the slow way: pairs instead of mappings, and a mark where something odd stood."""

    inside: Any


class _Pairs(list[tuple[str, Any]]):
    """The names and values of a mapping, all of them."""


class _Odd(NamedTuple):
    text: str


_LEFT_OUT: Final = object()


def _read_again(text: str) -> _Marked:
    def number(digits: str) -> int | _Odd:
        return int(digits) if len(digits) <= _DIGITS_MAX else _Odd(digits)

    def fraction(digits: str) -> float | _Odd:
        return _Odd(digits) if math.isinf(float(digits)) else float(digits)

    return _Marked(
        json.loads(text, object_pairs_hook=_Pairs, parse_int=number, parse_float=fraction, parse_constant=_Odd)
    )


def _deeper_than(most: int, value: Any) -> bool:
    level = [value.inside if isinstance(value, _Marked) else value]
    for _ in range(most):
        level = [inner for one in level for inner in _inside(one)]
    return any(isinstance(one, list | dict) for one in level)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, _Pairs):
        return [inner for _, inner in value]
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _plain(value: Any, path: tuple[str | int, ...], problems: list[Problem]) -> Any:
    """The value without marks; what cannot stay is left out, with a problem."""
    if isinstance(value, _Odd):
        problems.append(_odd_number(path, value.text))
        return _LEFT_OUT
    if isinstance(value, str) and _halved(value):
        problems.append(_half_character(path))
        return _LEFT_OUT
    if isinstance(value, _Pairs):
        return _mapping(value, path, problems)
    if isinstance(value, list):
        found = [_plain(inner, (*path, n), problems) for n, inner in enumerate(value)]
        return [one for one in found if one is not _LEFT_OUT]
    return value


def _mapping(pairs: _Pairs, path: tuple[str | int, ...], problems: list[Problem]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, inner in pairs:
        if name in kept:
            continue
        if _halved(name):
            problems.append(_half_character((*path, name)))
            continue
        found = _plain(inner, (*path, name), problems)
        kept[name] = None if found is _LEFT_OUT else found
    counts = Counter(name for name, _ in pairs)
    problems += [_twice((*path, name), name, count) for name, count in counts.items() if count > 1]
    return kept


def _halved(text: str) -> bool:
    """Whether the text holds half of a pair that only together is a character; no file can hold that."""
    return not text.isascii() and any("\ud800" <= ch <= "\udfff" for ch in text)


# --- what is said ---------------------------------------------------------------------------------------------------


def _kind_problem(meta: dict[str, Any]) -> Problem | None:
    """What is wrong with the wrapping: JSON in UTF-8, not packed."""
    given = meta.get("CONTENT_TYPE") or ""
    if given == "application/json":
        kind, charset = given, "utf-8"
    else:
        kind, _, rest = given.lower().partition(";")
        charset = next((p.partition("=")[2] for p in rest.split(";") if p.strip().startswith("charset=")), "utf-8")
    if kind.strip() != "application/json":
        return _wrong_kind("Content-Type", given)
    if charset.strip().strip('"') not in ("utf-8", "utf8"):
        return _wrong_kind("Content-Type", given)
    packed = meta.get("HTTP_CONTENT_ENCODING") or "identity"
    return None if packed.lower() == "identity" else _wrong_kind("Content-Encoding", packed)


def _wrong_kind(header: str, given: str) -> Problem:
    if header == "Content-Encoding":
        expected = said("een aanvraag die niet is ingepakt", "a request that is not packed")
        what_now = said("Stuur de JSON zonder Content-Encoding.", "Send the JSON without Content-Encoding.")
    else:
        expected = said("application/json in UTF-8", "application/json in UTF-8")
        what_now = said("Zet «Content-Type: application/json» erbij.", "Add «Content-Type: application/json».")
    what = (
        said(f"Hier staat «{shown(given)}».", f"This says «{shown(given)}».")
        if given
        else said("Er staat niet bij wat dit is.", "It is not said what this is.")
    )
    return Problem(f"header: {header}", what, expected, what_now)


_EMPTY: Final = Problem(
    "body",
    said("De aanvraag heeft geen inhoud.", "The request has no content."),
    _EXAMPLE,
    said("Stuur de feiten mee als JSON.", "Send the facts along as JSON."),
)
_NOT_WHOLE: Final = Problem(
    "body",
    said("De aanvraag kwam niet in zijn geheel aan.", "The request did not arrive as a whole."),
    _EXAMPLE,
    said("Stuur de aanvraag opnieuw.", "Send the request again."),
)
_NO_LENGTH: Final = Problem(
    "header: Content-Length",
    said("Er staat niet bij hoe lang de aanvraag is.", "It is not said how long the request is."),
    said("de lengte in bytes", "the length in bytes"),
    said("Stuur de aanvraag in één stuk, met Content-Length.", "Send the request in one piece, with Content-Length."),
)
_TOO_LARGE: Final = Problem(
    "body",
    said("De aanvraag is groter dan 1 MB.", "The request is larger than 1 MB."),
    said(f"ten hoogste {BYTES_MAX} bytes", f"at most {BYTES_MAX} bytes"),
    said("Stuur één profiel per aanvraag.", "Send one profile per request."),
)
_TOO_DEEP: Final = Problem(
    "body",
    said("De gegevens zitten te diep in elkaar.", "The data is nested too deeply."),
    said(f"ten hoogste {_DEPTH_MAX} niveaus", f"at most {_DEPTH_MAX} levels"),
    said("Maak de opbouw eenvoudiger.", "Make the structure simpler."),
)


def _not_utf8(at: int) -> Problem:
    return Problem(
        "body",
        said(f"Byte {at + 1} is geen UTF-8.", f"Byte {at + 1} is not UTF-8."),
        said("tekst in UTF-8", "text in UTF-8"),
        said("Sla de tekst op als UTF-8 en stuur haar opnieuw.", "Save the text as UTF-8 and send it again."),
    )


def _broken(error: json.JSONDecodeError) -> Problem:
    line, at = error.lineno, error.colno
    return Problem(
        f"body, {line}:{at}",
        said(
            f"Dit is geen geldige JSON: op regel {line} gaat het mis bij teken {at}.",
            f"This is not valid JSON: on line {line} it goes wrong at character {at}.",
        ),
        _EXAMPLE,
        said(
            "Kijk op die plek: vaak ontbreekt een aanhalingsteken, komma of haakje, of staat er een te veel.",
            "Look at that place: often a quote, comma or bracket is missing, or there is one too many.",
        ),
    )


def _twice(path: tuple[str | int, ...], name: str, count: int) -> Problem:
    often: Said = said("twee keer", "twice") if count == 2 else said(f"{count} keer", f"{count} times")
    return Problem(
        place(*path),
        said(f"«{shown(name)}» staat er {often.nl}.", f"«{shown(name)}» is given {often.en}."),
        said("elke naam één keer", "each name once"),
        said("Laat er een staan en haal de rest weg.", "Keep one and remove the rest."),
    )


def _odd_number(path: tuple[str | int, ...], text: str) -> Problem:
    if text.strip("-").isalpha():
        what = said(f"«{text}» is in JSON geen getal.", f"«{text}» is not a number in JSON.")
    else:
        what = said(f"Het getal «{shown(text)}» is te groot.", f"The number «{shown(text)}» is too large.")
    return Problem(
        place(*path),
        what,
        said(f"een getal van ten hoogste {_DIGITS_MAX} cijfers", f"a number of at most {_DIGITS_MAX} digits"),
        said(
            "Verbeter de waarde, of laat het feit weg als u het niet weet.",
            "Correct the value, or leave the fact out if you do not know it.",
        ),
    )


def _half_character(path: tuple[str | int, ...]) -> Problem:
    return Problem(
        place(*path),
        said(
            "Hier staat een half teken (\\ud800 tot en met \\udfff).", "Here is half a character (\\ud800 to \\udfff)."
        ),
        said("hele tekens", "whole characters"),
        said("Schrijf het teken voluit in UTF-8.", "Write the character itself, in UTF-8."),
    )
