# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a moment in a scheme's text ("six weeks before the start") becomes a day of one course.

Knows: that "before the start" ends the day before it, and that "after the year" begins the day after it.
Leaves: what the text says (rules.timing), what is done on that day (`plan_steps`). A day that cannot be known is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..basics import Citation, Period, Said, said
from ..rules.scheme import Scheme, of_day
from ..rules.timing import Edge, Moment, Paper, Timing, Topic
from .plan_parts import Choice

_DAY: Final = timedelta(days=1)
_BEGINS: Final = (Moment.ENROLMENT, Moment.START, Moment.STUDY_YEAR, Moment.PAYMENT)
"""Moments at which something begins; the others are the last day of something."""

_ENROLLED: Final = frozenset(
    {Paper.REGISTRATION, Paper.INVOICE, Paper.PROOF_OF_PAYMENT, Paper.LEARNING_AGREEMENT, Paper.CONTRACT}
)
"""Papers that one gets by enrolling."""


@dataclass(frozen=True, slots=True)
class Applying:
    """When somebody can apply for a scheme for one course, by all that its sources say on a day.

    `opens` is the first day and `by` the last. `before` and `after` are the moments that they are counted from.
    `needs_enrolment`: it asks for a paper that one gets by enrolling.
    """

    told: bool
    opens: date | None = None
    by: date | None = None
    before: Moment | None = None
    after: Moment | None = None
    sentence: Said | None = None
    more: tuple[Said, ...] = ()
    source: Citation | None = None
    needs_enrolment: bool = False
    decision: Period | None = None


def applying(scheme: Scheme, choice: Choice, on: date) -> Applying:
    """All that is said of applying for a scheme, for one course. Of two last days the earliest counts."""
    spoken = of_day(scheme.timing, on)
    told = [one for one in spoken if one.apply_from is not None or one.apply_until is not None]
    first = [edge for one in told if (edge := one.apply_from) is not None]
    until = [edge for one in told if (edge := one.apply_until) is not None]
    opens = [day for edge in first if (day := first_day(edge, choice)) is not None]
    by = [day for edge in until if (day := last_day(edge, choice)) is not None]
    papers = {paper for one in spoken for paper in one.papers}
    return Applying(
        bool(told),
        max(opens, default=None),
        min(by, default=None),
        _before(until),
        next((edge.moment for edge in first if not edge.before), None),
        _joined(spoken, Topic.APPLY),
        tuple(found for topic in (Topic.PAPERS, Topic.DECISION) if (found := _joined(spoken, topic)) is not None),
        next((one.source for one in (told or spoken)), None),
        bool(papers & _ENROLLED),
        next((one.decision_within for one in spoken if one.decision_within), None),
    )


def _before(until: Sequence[Edge]) -> Moment | None:
    """The moment before which one must apply; not one that a period is allowed after."""
    moments = [edge.moment for edge in until if edge.shift is None or edge.before]
    return min(moments, key=list(Moment).index, default=None)


def _joined(spoken: Sequence[Timing], about: Topic) -> Said | None:
    found = dict.fromkeys(sentence for one in spoken for topic, sentence in one.sentences() if topic is about)
    return said(" ".join(one.nl for one in found), " ".join(one.en for one in found)) if found else None


def last_day(edge: Edge, choice: Choice) -> date | None:
    """The last day of a period that ends at this moment; "before the start" is the day before."""
    moment = _moment(edge.moment, choice)
    if moment is None:
        return None
    if edge.shift is not None:
        return edge.shift.after(moment)
    return moment - _DAY if edge.moment in (Moment.START, Moment.STUDY_YEAR) else moment


def first_day(edge: Edge, choice: Choice) -> date | None:
    """The first day of a period that begins at this moment; "after the year" is the day after its last."""
    moment = _moment(edge.moment, choice)
    if moment is None:
        return None
    if edge.shift is not None:
        return edge.shift.after(moment)
    return moment if edge.moment in _BEGINS else moment + _DAY


def enrol_by(choice: Choice) -> date | None:
    """The last day to enrol: what the provider says, else the day before the start."""
    offering = choice.offering
    return offering.apply_until or (offering.start - _DAY if offering.start else None)


def end_of(choice: Choice) -> date | None:
    """The last day of a course: its own, or its start and how long it takes; None where neither is known."""
    offering, months = choice.offering, choice.course.duration_months
    if offering.end is not None:
        return offering.end
    return Period(months).after(offering.start) - _DAY if offering.start is not None and months else None


def _moment(moment: Moment, choice: Choice) -> date | None:
    """The day of a moment for this course. When somebody pays, and when their contract ends, nobody told us."""
    start, end = choice.offering.start, end_of(choice)
    if start is None:
        return None
    study_year = start.year - (start.month < 9)
    if moment is Moment.ENROLMENT:
        return enrol_by(choice)
    if moment is Moment.COURSE_YEAR_END:
        return date(end.year, 12, 31) if end is not None and end.year == start.year else None
    return {
        Moment.START: start,
        Moment.END: end,
        Moment.STUDY_YEAR: date(study_year, 9, 1),
        Moment.STUDY_YEAR_END: date(study_year + 1, 8, 31),
        # Whoever pays at the start pays in that year.
        Moment.YEAR_END: date(start.year, 12, 31),
    }.get(moment)
