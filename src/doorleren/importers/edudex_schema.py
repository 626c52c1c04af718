# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hold a body against the published schema of the EDU-DEX Data API (OpenAPI 3.1, so JSON Schema 2020-12).

Knows: where in that document the schemas stand, and how to say what deviates.
Leaves: the document itself, which is EDU-DEX's own and no part of this project, to who has it.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ..basics import Said, said
from ..catalogue.feed import Note
from .taken import shown_value

DEVIATIONS_MOST: Final = 20
"""Of one body so many are told; who wants more has the schema."""

_PLACE: Final = "#/components/schemas/imports/properties/"
_WORDS_MOST: Final = 8


def deviations(body: Any, schema: Mapping[str, Any], name: str, where: str) -> Iterator[Note]:
    """What deviates from the schema of that name (`program_out`, `institute_out`)."""
    validator = _validator(orjson.dumps(schema, option=orjson.OPT_SORT_KEYS), name)
    told: set[tuple[str, Said]] = set()
    for error in validator.iter_errors(body):
        field, expected = ".".join(str(one) for one in error.absolute_path), _expected(error)
        if (field, expected) in told:
            # Each field that is missing is an error of its own there; all of them are one message here.
            continue
        if len(told) == DEVIATIONS_MOST:
            return
        told.add((field, expected))
        shown = shown_value(error.instance)
        what = said(
            f"Dit wijkt af van het schema van EDU-DEX: {shown}.", f"This deviates from EDU-DEX's schema: {shown}."
        )
        yield Note(where, field, what, expected)


@lru_cache(maxsize=4)
def _validator(document: bytes, name: str) -> Draft202012Validator:
    return Draft202012Validator({**orjson.loads(document), "$ref": f"{_PLACE}{name}"})


def _expected(error: ValidationError) -> Said:
    rule, value = str(error.validator), cast(Any, error.validator_value)
    if rule == "required" and isinstance(error.instance, Mapping):
        missing = ", ".join(one for one in value if one not in error.instance)
        return said(f"de velden {missing}", f"the fields {missing}")
    if rule == "enum":
        words = ", ".join(str(one) for one in value[:_WORDS_MOST])
        return said(f"een van: {words}", f"one of: {words}")
    if rule == "additionalProperties":
        return said("alleen velden die EDU-DEX kent", "only fields that EDU-DEX knows")
    return said(f"{rule}: {shown_value(value)}", f"{rule}: {shown_value(value)}")
