# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a body differs from the published OpenAPI document of OOAPI.

Knows: which schema belongs to which body, and how to tell a difference in one line.
Leaves: whether the body can be read all the same (`ooapi_bodies`): nearly always it can.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..basics import said
from ..catalogue.feed import Note
from .ooapi_dialect import OFFERING, Dialect
from .taken import shown_value

_MOST_NOTES: Final = 20


class Schema:
    """The published document, as something to compare with. It needs the package jsonschema."""

    def __init__(self, document: Mapping[str, Any], dialect: Dialect) -> None:
        import jsonschema  # only tests and those who ask for it have it

        self._dialect = dialect
        self._validators = {
            name: jsonschema.Draft202012Validator(
                {"$ref": f"#/components/schemas/{name}", "components": document["components"]},
                format_checker=jsonschema.FormatChecker(("uuid", "date", "date-time")),
            )
            for name in dialect.components.values()
            if name in document["components"]["schemas"]
        }

    def notes(self, raw: Mapping[str, Any], kind: str, where: str) -> Iterator[Note]:
        """One note for each place where a body differs, up to twenty."""
        if kind == OFFERING:
            kind = "programme offering" if _of_programme(raw) else "course offering"
        validator = self._validators.get(self._dialect.components.get(kind, ""))
        if validator is None:
            return
        told: set[tuple[Any, ...]] = set()
        for number, error in enumerate(validator.iter_errors(raw)):
            if number == _MOST_NOTES:
                return
            if error.validator == "required":
                # Each field that is missing is an error of its own, and says in words only which one it is.
                for path in [(*error.absolute_path, one) for one in error.validator_value if one not in error.instance]:
                    if path not in told:
                        told.add(path)
                        yield _missing(where, path)
                continue
            rule = shown_value(f"{error.validator}: {error.validator_value}")
            yield Note(
                where,
                ".".join(str(one) for one in error.absolute_path),
                said(f"Hier staat {shown_value(error.instance)}.", f"This says {shown_value(error.instance)}."),
                said(f"volgens het schema {rule}", f"by the schema {rule}"),
            )


def _missing(where: str, path: tuple[Any, ...]) -> Note:
    field = ".".join(str(one) for one in path)
    expected = said("een waarde, volgens het schema", "a value, by the schema")
    return Note(where, field, said("Dit ontbreekt.", "This is missing."), expected)


def _of_programme(raw: Mapping[str, Any]) -> bool:
    return raw.get("offeringType") == "program" or "programmeOfferingId" in raw
