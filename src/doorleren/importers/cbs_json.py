# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""An answer of StatLine as JSON, and what to say where it is none.

Knows: what people often have instead of JSON, and numbers that are none. Leaves: what stands in it.
"""

import json
import math
from collections.abc import Mapping
from typing import Any, Final

import orjson

from ..basics import Problem, Said, said
from .fetching import SourceTrouble


def read_json(body: bytes, where: str) -> Any:
    """The JSON of an answer or a file. A NaN in it, or a number of 400 digits, is given as it is, so that one bad cell
    costs one row.

    Raises SourceTrouble.
    """
    body = body.removeprefix(b"\xef\xbb\xbf")
    if what_else := _what_else(body):
        raise SourceTrouble(where, what_else, TELL_SOURCE)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        try:
            found = json.loads(body, parse_constant=lambda _: math.nan)
            json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be kept
            return found
        except (ValueError, RecursionError):
            pass
        broken_off = error.pos >= len(body.rstrip())
        what = (
            _BROKEN_OFF
            if broken_off
            else said(
                f"Dit is geen goede JSON: regel {error.lineno}, teken {error.colno}.",
                f"This is no good JSON: line {error.lineno}, character {error.colno}.",
            )
        )
        raise SourceTrouble(where, what, TELL_SOURCE) from None


def object_in(answer: Any, where: str) -> Mapping[str, Any]:
    """One object. Raises SourceTrouble."""
    if isinstance(answer, Mapping):
        return answer
    raise SourceTrouble(where, _NO_OBJECT, TELL_SOURCE)


def list_in(answer: Any, where: str) -> list[Any]:
    """The list of an answer: `{"value": [...]}`. Raises SourceTrouble."""
    rows = answer.get("value") if isinstance(answer, Mapping) else None
    if isinstance(rows, list):
        return rows
    raise SourceTrouble(where, _NO_LIST, TELL_SOURCE)


def as_problem(trouble: SourceTrouble) -> Problem:
    return Problem(trouble.where, trouble.what, _AN_ANSWER, trouble.what_now)


def _what_else(body: bytes) -> Said | None:
    start = body[:200].lstrip()
    if not start:
        return said("Dit is leeg.", "This is empty.")
    if start.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        return said("Dit is een ingepakt bestand (zip of gzip).", "This is a packed file (zip or gzip).")
    if start.startswith(b"<"):
        return said("Dit is een webpagina of XML.", "This is a web page or XML.")
    if b"\0" in body[:200]:
        return said("Deze tekst is geen UTF-8.", "This text is no UTF-8.")
    return None


TELL_SOURCE: Final[Said] = said(
    "Probeer het later opnieuw, of haal het opnieuw op; wat er al was, blijft staan.",
    "Try again later, or fetch it anew; what was there stays.",
)
_AN_ANSWER: Final[Said] = said("een antwoord van StatLine in JSON", "an answer of StatLine in JSON")
_BROKEN_OFF: Final[Said] = said("Deze JSON breekt af voor het eind.", "This JSON breaks off before its end.")
_NO_OBJECT: Final[Said] = said("Dit is geen JSON-object.", "This is no JSON object.")
_NO_LIST: Final[Said] = said('Hier ontbreekt de lijst "value".', 'The list "value" is missing here.')
