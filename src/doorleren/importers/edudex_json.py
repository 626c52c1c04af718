# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON of the EDU-DEX Data API: which bodies are in a file or an answer.

Knows: one programme, a list, an answer with many, an institute, suppliers, and what stands around them. Numbers
that are none and fields that stand there twice are kept.
Leaves: what the fields mean (`edudex_programme`, `edudex_institute`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

Sort = Literal["programme", "institute", "supplier", "discounts", "missing", "strange"]
_DIGITS_MOST: Final = 15


@dataclass(frozen=True, slots=True)
class Found:
    """A body, what sort it is, and where in the file it stands."""

    sort: Sort
    path: str
    body: dict[str, Any]
    value: Any = None


def read_json(text: bytes) -> Any:
    """What is written there. Raises ValueError, and RecursionError where it goes too deep."""
    return json.loads(
        text.decode("utf-8-sig") if not text.startswith((b"\xff\xfe", b"\xfe\xff")) else text.decode("utf-16"),
        object_pairs_hook=_once,
        parse_constant=str,
        parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS_MOST else digits,
        parse_float=_float,
    )


def bodies_of(value: Any) -> list[Found]:
    """The bodies in a file: institutes and suppliers first, because programmes name them."""
    found = list(_found(value, ""))
    return sorted(found, key=lambda one: one.sort not in ("institute", "supplier"))


def _found(value: Any, path: str) -> Iterator[Found]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            if isinstance(one, list):
                yield Found("strange", f"{path}[{number}]", {}, one)
            else:
                yield from _found(one, f"{path}[{number}]")
    elif not isinstance(value, dict):
        yield Found("strange", path, {}, value)
    elif "programClassification" in value or "programDescriptions" in value:
        yield Found("programme", path, value)
    elif "instituteName" in value:
        yield Found("institute", path, value)
    elif isinstance(value.get("programs"), list):
        yield from _found(value["programs"], f"{path} programs".strip())
    elif isinstance(value.get("suppliers"), list):
        for number, one in enumerate(value["suppliers"]):
            where = f"{path} suppliers[{number}]".strip()
            yield Found("supplier", where, one) if isinstance(one, dict) else Found("strange", where, {}, one)
    elif isinstance(value.get("data"), dict):
        yield from _found(value["data"], f"{path} data".strip())
    elif "programId" in value and "orgUnitId" in value:
        yield Found("missing", path, value)
    elif "discount" in value:
        yield Found("discounts", path, value)
    elif isinstance(value.get("items"), list):
        yield from _found(value["items"], f"{path} items".strip())
    else:
        yield Found("strange", path, value, value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a field that stands there again is kept beside the first."""
    body: dict[str, Any] = {}
    for name, value in pairs:
        key, number = name, 2
        while key in body:
            key, number = f"{name} ({number})", number + 1
        body[key] = value
    return body


def _float(digits: str) -> float | str:
    found = float(digits)
    return found if abs(found) <= 10**_DIGITS_MOST else digits
