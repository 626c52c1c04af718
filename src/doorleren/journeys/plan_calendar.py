# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A plan as a calendar file (.ics): one whole day for each step that has a day, with a reminder a week before.

Knows: which step becomes a day, and that the same plan gives the same bytes. Leaves: the plan itself (`plan`).
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from ..basics import said
from .plan import Phase, Plan, Step

_REMIND: Final = timedelta(days=-7)
_NO_REMINDER: Final = (Phase.START, Phase.END)
_LAST: Final = said("Laatste dag: ", "Last day: ")
_OPENS: Final = said("Vanaf nu: ", "From now on: ")
_HELP: Final = said("Hulp: ", "Help: ")
_EXAMPLE: Final = said(
    "Dit is een voorbeeld. Deze opleiding bestaat niet echt.", "This is an example. This course does not really exist."
)


def calendar_of(plan: Plan, language: str) -> bytes:
    """The plan's days as iCalendar (RFC 5545), in UTF-8. Steps without a day are not in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Doorleren//plan//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for step in plan.steps:
        for day, start in ((step.on, _OPENS if step.phase not in _NO_REMINDER else None), (step.by, _LAST)):
            if day is not None and not step.late:
                calendar.add_component(_event(plan, step, day, start.in_language(language) if start else "", language))
    return bytes(calendar.to_ical())


def _event(plan: Plan, step: Step, day: date, start: str, language: str) -> Event:
    event = Event()
    text = step.what.in_language(language)
    event.add("summary", f"{start}{text}")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    about = [step.why.in_language(language)] if step.why else []
    if step.desk:
        about.append(f"{_HELP.in_language(language)}{step.desk.in_language(language)}")
    if plan.example:
        about.append(_EXAMPLE.in_language(language))
    if about:
        event.add("description", "\n".join(about))
    if step.url:
        event.add("url", step.url)
    event.add("transp", "TRANSPARENT")
    # Who shares a calendar shows others that there is something, and not what.
    event.add("class", "PRIVATE")
    # Made from the step itself, so that who imports the plan twice does not get everything double.
    mark = hashlib.sha256(f"{day}|{start}|{text}|{step.course}".encode()).hexdigest()[:24]
    event.add("uid", f"{mark}@doorleren")
    event.add("dtstamp", datetime(plan.on.year, plan.on.month, plan.on.day, tzinfo=UTC))
    if start and step.phase not in _NO_REMINDER:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text)
        alarm.add("trigger", _REMIND)
        event.add_component(alarm)
    return event
