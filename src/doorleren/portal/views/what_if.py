# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What if a rule were otherwise? For who makes or studies policy: change a scheme, see who notices and what it costs.

The address holds the whole question and nothing about a person, so it can be kept and shared.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ...basics import parse_day
from ...journeys import region_names, today
from ..facts import facts_on, said_value
from ..page import PortalRequest, address, language_of, page
from ..what_if_figures import (
    between,
    chart,
    clauses,
    count,
    example,
    group_label,
    interval,
    kinds,
    ordered,
    percent,
    reach,
    scale_of,
    summary,
)
from ..what_if_form import AMOUNT, Form, Wrong, day_asked, form_asked, not_in_force
from ..words import Words, words_in
from .schemes import amount_label

if TYPE_CHECKING:
    from ...journeys.compare_people import Compared
    from ...journeys.what_can_change import Changeable
    from ...journeys.what_if import Population, Prepared

_FORMS = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}


@require_safe
def choose(request: PortalRequest) -> HttpResponse:
    """The schemes that can be changed."""
    from ...journeys.what_can_change import that_can_change

    words = words_in(language_of(request))
    on, wrong = day_asked(request.GET, _people(request).day(today()), words)
    schemes = that_can_change(request.book, on, words["language"])
    return page(
        request,
        "what_if_choose",
        {
            "schemes": schemes,
            "on": on,
            "day_is_chosen": bool(request.GET.get("op")) and not wrong,
            "wrong": {"op": [one.text for one in wrong]},
            **_day_field(request, on),
        },
        status=400 if wrong else 200,
    )


@require_safe
def what_if(request: PortalRequest, scheme_id: str) -> HttpResponse:
    """One scheme with other amounts or fewer conditions, over everybody at once."""
    from ...journeys.what_if import TooBusy, Unusable

    asked = _asked(request, scheme_id)
    values = _form_values(request, asked)
    if asked.form is None or asked.form.wrong or asked.wrong:
        return page(request, "what_if", values, status=400)
    try:
        with _people(request).on(request.book, asked.on) as people:
            shape, problems = people.compare(asked.compared, values["language"])
            if shape is None:
                mistakes = [
                    {"field": _field_of(one.where), "text": one.what.in_language(values["language"])}
                    for one in problems
                ]
                return page(request, "what_if", {**values, "mistakes": mistakes}, status=400)
            values |= _figures(request, asked, shape, people)
    except TooBusy:
        response = page(request, "what_if", {**values, "trouble": "busy"}, status=503)
        response.headers["Retry-After"] = "3"
        return response
    except Unusable as unusable:
        for problem in unusable.problems:
            print(f"{problem.where}: {problem.what.nl}", file=sys.stderr)
        return page(request, "what_if", {**values, "trouble": "unusable"}, status=503)
    return page(request, "what_if", values)


@require_safe
def figures(request: PortalRequest, scheme_id: str, form: str) -> HttpResponse:
    """The figures of the page as a file, equal to what the command says."""
    from ...journeys.figures_table import figures_table
    from ...journeys.what_if import TooBusy, Unusable

    asked = _asked(request, scheme_id)
    if asked.form is None or asked.form.wrong or asked.wrong:
        return what_if(request, scheme_id)
    try:
        with _people(request).on(request.book, asked.on) as people:
            shape, _ = people.compare(asked.compared, language_of(request))
    except (TooBusy, Unusable):
        return what_if(request, scheme_id)
    if shape is None:
        return what_if(request, scheme_id)
    body = figures_table(shape) if form == "csv" else (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode()
    label = "-verzonnen-mensen" if shape["synthetisch"] else ""
    response = HttpResponse(body, content_type=_FORMS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="wat-als-{scheme_id}{label}.{form}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


# --- the question ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question of an address: the scheme on a day, the form, and what is wrong beside the form."""

    scheme_id: str
    on: date
    can: "Changeable | None"
    form: Form | None
    wrong: tuple[Wrong, ...]

    @property
    def compared(self) -> "Compared":
        from ...journeys.compare_people import Compared

        assert self.form is not None
        return Compared(
            old=self.scheme_id,
            new=self.scheme_id,
            on=self.on,
            amounts=self.form.changes,
            without=self.form.without,
            by=self.form.by,
            take_up=self.form.take_up,
            anyway=self.form.anyway,
        )


def _people(request: PortalRequest) -> "Population":
    return request.population()


def _asked(request: PortalRequest, scheme_id: str) -> _Asked:
    """What is asked; Http404 where there is no such scheme with a rule."""
    from ...journeys.what_can_change import changeable, ever_changeable
    from ...journeys.what_if import GROUPS

    if not ever_changeable(request.book, scheme_id):
        raise Http404
    words = words_in(language_of(request))
    on, wrong = day_asked(request.GET, _people(request).day(today()), words)
    can = changeable(request.book, scheme_id, on, words["language"])
    if can is None:
        return _Asked(scheme_id, on, None, None, (*wrong, *([] if wrong else [not_in_force(on, words)])))
    return _Asked(scheme_id, on, can, form_asked(request.GET, can, GROUPS, amount_label, words), tuple(wrong))


def _form_values(request: PortalRequest, asked: _Asked) -> dict[str, Any]:
    """What the form needs, with everything that is wrong at its field."""
    from ...journeys.what_if import GROUPS

    words = words_in(language_of(request))
    wrong = [*(asked.form.wrong if asked.form else ()), *asked.wrong]
    by_field: dict[str, list[str]] = {}
    for one in wrong:
        by_field.setdefault(one.field, []).append(one.text)
    scheme = request.book.schemes[asked.scheme_id].words[words["language"]]
    return {
        "language": words["language"],
        "scheme_id": asked.scheme_id,
        "name": scheme.name,
        "on": asked.on,
        **_day_field(request, asked.on),
        "can": asked.can,
        "fixed": [(amount_label(name), text) for name, text in asked.can.fixed] if asked.can else [],
        "form": asked.form,
        "shares": _shares(asked.form, by_field) if asked.form else [],
        "groups": GROUPS,
        "wrong": by_field,
        "mistakes": _shown(wrong),
    }


def _day_field(request: PortalRequest, on: date) -> dict[str, Any]:
    """What stands in the field of the day; what is no day at all, a browser only shows in a field for text."""
    typed = request.GET.get("op", "").strip()[:40] or on.isoformat()
    return {"typed_day": typed, "day_is_odd": parse_day(typed) is None}


def _shares(form: Form, wrong: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """The two assumptions, each with its two ends."""
    return [
        {
            "name": name,
            "ends": [
                {"end": end, "value": value, "wrong": wrong.get(f"{name}-{end}", [])} for end, value in ends.items()
            ],
        }
        for name, ends in form.shares.items()
    ]


def _shown(wrong: list[Wrong]) -> list[dict[str, str]]:
    return [{"field": one.field, "text": one.text} for one in wrong]


def _field_of(where: str) -> str:
    """The field that a problem of the comparison is about: «--wijzig naam» is that of the amount."""
    option, _, name = where.partition(" ")
    return {"--wijzig": f"{AMOUNT}{name}", "--zonder": "zonder", "--per": "per"}.get(option, "formulier")


# --- the answer -----------------------------------------------------------------------------------------------------


def _figures(request: PortalRequest, asked: _Asked, shape: Mapping[str, Any], people: "Prepared") -> dict[str, Any]:
    """What the page tells of the figures."""
    from ...journeys.what_if import commands

    assert asked.can is not None
    language = language_of(request)
    words = words_in(language)
    said = words["what_if"]
    facts = facts_on(request.book, asked.on, language)
    regions = region_names(request.book, asked.on)
    scale = scale_of(shape)

    def value(fact: Any, one: Any) -> str:
        return said_value(fact, one, request.book, asked.on, words)

    everybody = (str(said["everybody"]), shape)
    groups = [
        chart(
            name,
            str(said["groups"][name]),
            [(group_label(name, one["groep"], facts, regions, words), one) for one in ordered(name, found, facts)],
            scale,
            words,
        )
        for name, found in shape["perGroep"].items()
    ]
    least = [everybody, *((one["naam"][:1].upper() + one["naam"][1:], one) for one in shape["wieMinstLeren"])]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "shape": shape,
        "changed": bool(shape["naar"]["wijzig"] or shape["naar"]["zonder"]),
        "people": count(shape["personen"] + shape["tegenstrijdig"], language),
        "seed": people.origin.seed if people.origin.file is None else None,
        "summary": summary(shape, words),
        "kinds": kinds(shape, words),
        "reach": reach(shape, words),
        "costs": [interval(shape["kosten"][side], words) for side in ("was", "wordt")],
        "in_kind": shape["kosten"]["was"] is None and shape["kosten"]["wordt"] is None,
        "assumed": _assumed(shape["aannamen"], words),
        "clauses": clauses(shape, amount_label, words),
        "scale": percent(scale.share, language) if scale else None,
        "middle": f"{scale.middle:.0f}%" if scale else None,
        "charts": groups,
        "least": chart("minst", str(said["least_title"]), least, scale, words),
        "examples": [example(one, facts, value, words) for one in shape["voorbeelden"]],
        "uncertain": _uncertain(asked.can, shape, people, facts, words),
        "downloads": [
            (form, f"{address(language, 'what_if_figures', scheme_id=asked.scheme_id, form=form)}{query}")
            for form in _FORMS
        ],
        "commands": commands(asked.compared, people.origin, language),
    }


def _assumed(shape: Mapping[str, Any] | None, words: Words) -> list[tuple[str, str]]:
    """What the assumptions make of it, as intervals."""
    if shape is None:
        return []
    said = words["what_if"]["assumed"]
    lines = [(str(said[name]), between(shape[name], words)) for name in ("gebruikers", "leertErdoor")]
    if shape["kosten"] is None:
        return lines
    return [*lines, (str(said["kosten"]), interval(shape["kosten"], words))]


def _uncertain(
    can: "Changeable", shape: Mapping[str, Any], people: "Prepared", facts: Mapping[str, Any], words: Words
) -> dict[str, Any]:
    """Why something is not certain: facts that nobody's row has, facts that some rows have, what others decide."""
    shares = {name: people.known_share(name) for name in can.facts if name in facts}
    language = words["language"]
    return {
        "people": count(shape["nietZeker"], language) if shape["nietZeker"] else None,
        "nobody": [str(facts[name]["label"]) for name, share in shares.items() if not share],
        "some": [
            (str(facts[name]["label"]), percent(share, language)) for name, share in shares.items() if 0 < share < 1
        ],
        "judged": [
            one
            for one in can.conditions
            if one.kind in ("judged_by", "not_expressed") and one.id not in shape["naar"]["zonder"]
        ],
        "contradictory": count(shape["tegenstrijdig"], language) if shape["tegenstrijdig"] else None,
    }
