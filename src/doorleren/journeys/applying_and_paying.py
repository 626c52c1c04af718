# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a scheme says of applying and being paid, in the shape that the doors show.

Knows: one line for each of the four topics on a day, also where it is not known, and who must advance the money.
Leaves: the statements themselves and their sentences (`rules.timing`).
"""

from datetime import date
from typing import Any, Final

from ..basics import Period, Said
from ..rules.scheme import ConditionKind, Scheme, SchemeKind, of_day
from ..rules.timing import IN_A_WINDOW, Edge, Moment, PaidWhen, Paper, Timing, Topic, advanced_by, say_not_known
from .shapes import source_shape


def timing_shapes(scheme: Scheme, language: str, day: date) -> list[dict[str, Any]]:
    """When to apply, when it is paid, how long a decision takes, which papers: what is said of it on a day.

    What no source says has a line of its own that says so; a policy, for which nobody applies, has no lines.
    """
    if scheme.kind is SchemeKind.BELEID:
        return []
    said_on_day = of_day(scheme.timing, day)
    lines = [_line(topic, one, language, text) for one in said_on_day for topic, text in one.sentences()]
    who = advanced_by(said_on_day, scheme.recipient)
    for line in lines:
        line["voorgeschotenDoor"] = who if line["betaald"] else None
    windows = [c for c in of_day(scheme.conditions, day) if c.kind is ConditionKind.WINDOW]
    lines += [_line(Topic.APPLY, Timing(one.source), language, IN_A_WINDOW) for one in windows]
    known = {line["over"] for line in lines}
    lines += [_line(topic, None, language, say_not_known(topic)) for topic in Topic if topic not in known]
    return sorted(lines, key=lambda line: list(Topic).index(line["over"]))


def _line(topic: Topic, one: Timing | None, language: str, text: Said) -> dict[str, Any]:
    apply, paid = one if topic is Topic.APPLY else None, one if topic is Topic.PAID else None
    decision, papers = one if topic is Topic.DECISION else None, one if topic is Topic.PAPERS else None
    return {
        "over": topic,
        "zin": text.in_language(language),
        "aanvragenVanaf": _edge(apply.apply_from) if apply else None,
        "aanvragenTot": _edge(apply.apply_until) if apply else None,
        "betaald": _PAID[paid.paid] if paid and paid.paid else None,
        "aan": paid.to if paid else None,
        "voorgeschotenDoor": None,
        "beslistermijn": _period(decision.decision_within) if decision else None,
        "stukken": [_PAPERS[paper] for paper in papers.papers] if papers else [],
        **_days(one),
        "bron": source_shape(one.source) if one else None,
    }


def _edge(edge: Edge | None) -> dict[str, Any] | None:
    """A moment of the course, with how far before or after it: «4 weken voor de start»."""
    if edge is None:
        return None
    side = None if edge.length is None else "voor" if edge.before else "na"
    return {"moment": _MOMENTS[edge.moment], "kant": side, "duur": _period(edge.length)}


def _period(length: Period | None) -> dict[str, int] | None:
    return None if length is None else {"maanden": length.months, "dagen": length.days}


_MOMENTS: Final = {
    Moment.ENROLMENT: "inschrijving",
    Moment.START: "start",
    Moment.END: "einde",
    Moment.PAYMENT: "betaling",
    Moment.STUDY_YEAR: "studiejaar",
    Moment.STUDY_YEAR_END: "einde-studiejaar",
    Moment.YEAR_END: "einde-jaar",
    Moment.COURSE_YEAR_END: "einde-opleidingsjaar",
    Moment.CONTRACT_END: "einde-contract",
}
_PAID: Final = {
    PaidWhen.BEFORE_START: "vooraf",
    PaidWhen.IN_PARTS: "in-delen",
    PaidWhen.AFTERWARDS: "achteraf",
    PaidWhen.AS_LOWER_PRICE: "lagere-prijs",
    PaidWhen.AS_LESS_TAX: "minder-belasting",
    PaidWhen.IN_KIND: "in-natura",
}
_PAPERS: Final = {
    Paper.OFFER: "offerte",
    Paper.REGISTRATION: "bewijs-van-aanmelding",
    Paper.INVOICE: "factuur",
    Paper.PROOF_OF_PAYMENT: "betaalbewijs",
    Paper.PROOF_OF_TAKING_PART: "deelnamebewijs",
    Paper.DIPLOMA: "diploma",
    Paper.PLAN: "plan",
    Paper.LEARNING_AGREEMENT: "praktijkovereenkomst",
    Paper.EMPLOYER_STATEMENT: "werkgeversverklaring",
    Paper.CONTRACT: "contract",
}


def _days(one: Timing | None) -> dict[str, str | None]:
    first, until = (one.first, one.until) if one else (None, None)
    return {"van": str(first) if first else None, "tot": str(until) if until else None}
