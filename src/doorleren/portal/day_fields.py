# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The three fields of a day, and what a browser may fill in there by itself."""

from typing import Any

from .words import Words


def day_fields(words: Words, *, born: bool = False) -> dict[str, Any]:
    """What day_fields.html needs; only a birth date is something that a browser may know."""
    said = words["question"]
    known = {"dag": "bday-day", "maand": "bday-month", "jaar": "bday-year"}
    return {
        "parts": [("dag", said["day"], "short"), ("maand", said["month"], "short"), ("jaar", said["year"], "long")],
        "autocomplete": known if born else dict.fromkeys(known, "off"),
    }
