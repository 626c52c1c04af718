# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records as JSON text and back, the same text for the same record, so that a digest tells whether it changed."""

import hashlib
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter

from .records import RECORDS, Record


def kind_of(record: Record) -> str:
    """provider, course, offering, certificate or diploma."""
    return type(record).__name__.lower()


def to_text(record: Record) -> bytes:
    """A record as JSON: keys and sets in order."""
    return orjson.dumps(record, default=_sorted, option=orjson.OPT_SORT_KEYS)


def from_text(kind: str, text: bytes | str) -> Record:
    """The record that `to_text` wrote."""
    found: Record = _adapter(kind).validate_json(text)
    return found


def digest_of(text: bytes) -> str:
    """Tells two records apart."""
    return hashlib.sha256(text).hexdigest()


def _sorted(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no part of a record")


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(RECORDS[kind])
