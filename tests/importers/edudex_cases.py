# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programmes of EDU-DEX of our own making, and what comes of reading them."""

import copy
import json
from pathlib import Path
from typing import Any

from doorleren.catalogue import Course, Offering, Provider
from doorleren.catalogue.feed import Event, Misread, Note, Stopped
from doorleren.importers.edudex import EduDex

CASES = Path(__file__).parent / "edudex"
PROGRAMME: dict[str, Any] = json.loads((CASES / "opleiding.json").read_text(encoding="utf-8"))
INSTITUTE = {"orgUnitId": "voorbeeldschool", "instituteName": {"nl": "Voorbeeldschool"}}


def programme(**changes: Any) -> dict[str, Any]:
    """The programme with something else at a place: `programme(programClassification__degree="BSc")`."""
    body = copy.deepcopy(PROGRAMME)
    for place, value in changes.items():
        *way, last = place.split("__")
        inside: Any = body
        for step in way:
            inside = inside[int(step)] if step.isdigit() else inside[step]
        inside[int(last) if last.isdigit() else last] = value
    return body


def with_costs(*costs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The programme with these costs in its run; what is usual of a cost need not be said."""
    usual = {"amountIsFinal": True, "costType": "tuition fee", "currency": "EUR", "isRequiredCost": True}
    numbered = [{"id": str(number), **usual, **cost} for number, cost in enumerate(costs)]
    return programme(programSchedule__programRun__0__cost=numbered, **changes)


def read(folder: Path, *bodies: Any, **options: Any) -> list[Event]:
    """What is read from a file with an institute and these bodies."""
    file = folder / "aanbod.json"
    file.write_text(json.dumps([INSTITUTE, *bodies]), encoding="utf-8")
    return list(EduDex(str(file), **options).read())


def course(events: list[Event]) -> Course:
    (found,) = (event for event in events if isinstance(event, Course))
    return found


def offering(events: list[Event]) -> Offering:
    (found,) = (event for event in events if isinstance(event, Offering))
    return found


def providers(events: list[Event]) -> list[Provider]:
    return [event for event in events if isinstance(event, Provider)]


def courses(events: list[Event]) -> list[Course]:
    return [event for event in events if isinstance(event, Course)]


def problems(events: list[Event]) -> list[Misread | Note]:
    return [event for event in events if isinstance(event, Misread | Note)]


def stops(events: list[Event]) -> list[Stopped]:
    return [event for event in events if isinstance(event, Stopped)]


def told(events: list[Event]) -> list[tuple[str, str, str]]:
    """Each problem as its field, what is wrong and what was expected."""
    return [(one.field, one.what.nl, one.expected.nl) for one in problems(events)]
