# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read `timing`: when to apply, when and to whom the money comes, how long a decision takes, which papers.

Knows: what a statement holds, and gathers everything that is wrong with it – also two that disagree on one day.
Leaves: what it means and how it is said (`timing`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ..basics import Citation, Period, said
from .expression import NotUnderstood, parse
from .field import Field, do_you_mean
from .lined_yaml import shown_text
from .party import Party
from .timing import Edge, Moment, PaidWhen, Paper, Timing

SAYS = ("apply_from", "apply_until", "paid", "to", "decision_within", "papers")
TIMING_FIELDS = ("from", "until", *SAYS, "source")
_T = TypeVar("_T", bound=StrEnum)


def timing_in(scheme: Field, documents: Mapping[str, Citation]) -> tuple[Timing, ...]:
    """Every statement of a scheme about its timing, with its source."""
    fields = list(scheme.get("timing").list())
    read = [(inside, found) for inside in fields if (found := _statement(inside, documents)) is not None]
    for n, (field, one) in enumerate(read):
        _check_agrees(field, one, [other for _, other in read[:n]])
    return tuple(found for _, found in read)


def _statement(field: Field, documents: Mapping[str, Citation]) -> Timing | None:
    field.only(*TIMING_FIELDS)
    if not isinstance(field.value, dict):
        return None
    first, until = field.span()
    if not any(field.get(name) for name in SAYS):
        field.problem(
            said("Hier staat niet wat de bron zegt.", "This does not say what the source says."),
            said(f"ten minste één van: {', '.join(SAYS)}", f"at least one of: {', '.join(SAYS)}"),
            said("Vul het aan, of haal deze regel weg.", "Complete it, or remove this line."),
        )
    return Timing(
        source=field.source(documents),
        apply_from=_edge(field.get("apply_from")),
        apply_until=_edge(field.get("apply_until")),
        paid=_one_of(field.get("paid"), PaidWhen),
        to=_one_of(field.get("to"), Party),
        decision_within=_length(field.get("decision_within")),
        papers=tuple(paper for inside in field.get("papers").list() if (paper := _one_of(inside, Paper))),
        first=first,
        until=until,
    )


def _one_of(field: Field, kind: type[_T]) -> _T | None:
    name = field.choice(*kind)
    return kind(name) if name else None


def _edge(field: Field) -> Edge | None:
    """«start», «start - 4 weeks», «end + 13 weeks»."""
    text = field.text()
    if text is None:
        return None
    try:
        node = parse(text)
    except NotUnderstood:
        node = None
    if node is not None and node.op == "name" and node.name in tuple(Moment):
        return Edge(Moment(node.name))
    if node is not None and node.op in ("+", "-") and node.args[0].name in tuple(Moment):
        length = node.args[1].value
        if isinstance(length, Period) and (length.months or length.days):
            return Edge(Moment(node.args[0].name), -length if node.op == "-" else length)
    word = text.split()[0]
    field.problem(
        said(f"«{shown_text(text)}» is geen moment.", f"«{shown_text(text)}» is no moment."),
        said(
            f"een van: {', '.join(Moment)}; ook met een periode, zoals «start - 4 weeks» of «end + 13 weeks»",
            f"one of: {', '.join(Moment)}; also with a period, as in «start - 4 weeks» or «end + 13 weeks»",
        ),
        do_you_mean(word, tuple(Moment), "Verbeter het moment.", "Correct the moment."),
    )
    return None


def _length(field: Field) -> Period | None:
    text = field.text()
    if text is None:
        return None
    try:
        value = parse(text).value
    except NotUnderstood:
        value = None
    if isinstance(value, Period) and (value.months or value.days):
        return value
    field.problem(
        said(f"«{shown_text(text)}» is geen periode.", f"«{shown_text(text)}» is no period."),
        said("8 weeks, 30 days of 3 months", "8 weeks, 30 days or 3 months"),
        said("Verbeter de periode.", "Correct the period."),
    )
    return None


def _check_agrees(field: Field, one: Timing, earlier: Sequence[Timing]) -> None:
    """On one day one thing is said; papers may be named by several statements."""
    for name in SAYS[:-1]:
        value = getattr(one, name)
        other = next((other for other in earlier if getattr(other, name) and _overlap(one, other)), None)
        if value is None or other is None:
            continue
        day = max(one.first or date.min, other.first or date.min)
        when = said(f"op {day}", f"on {day}") if day != date.min else said("op elke dag", "on every day")
        field.get(name).problem(
            said(f"«{name}» staat er {when.nl} twee keer.", f"«{name}» is given twice {when.en}."),
            said("op elke dag één antwoord", "one answer on each day"),
            said(
                "Geef ze `from` en `until`, of haal er een weg.", "Give them `from` and `until`, or remove one of them."
            ),
        )


def _overlap(one: Timing, other: Timing) -> bool:
    starts_in_time = other.until is None or one.first is None or one.first < other.until
    return starts_in_time and (one.until is None or other.first is None or other.first < one.until)
