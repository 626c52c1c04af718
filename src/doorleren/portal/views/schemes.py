# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""All schemes, and one page for each, for who wants to read the rule itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from ...basics import parse_day, plain_letters
from ...journeys import municipalities, narrowed, scheme_shape, scheme_shapes, today, worked_examples
from ..examples import ShownExample, shown_example
from ..narrowing import CHOICES, narrowing_in
from ..page import PortalRequest, language_of, page
from ..words import words_in

_POLICY = "beleid"
_GROUPS = ("open", "gaat-open", "gesloten", "niet-bekend", "niet-van-kracht", _POLICY)
"""The groups of the list in their order: what one can apply for first."""
_UNITS = ("uren", "maanden", "weken")
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)


@require_safe
def schemes(request: PortalRequest) -> HttpResponse:
    """The list, narrowed by a form that works without JavaScript."""
    on, day_is_wrong = _day(request)
    language = language_of(request)
    narrowing = narrowing_in(request.GET, request.book, on, words_in(language))
    shown = narrowed(request.book, narrowing.wanted, language, on)
    if not narrowing.wanted.search:
        shown.sort(key=lambda shape: shape["naam"].casefold())
    grouped = [(group, [shape for shape in shown if _group(shape) == group]) for group in _GROUPS]
    policies = sum(shape["soort"] == _POLICY for shape in shown)
    return page(
        request,
        "schemes",
        {
            "groups": [(group, members) for group, members in grouped if members],
            "found": len(shown) - policies,
            "policies": policies,
            "on": on,
            "day_is_chosen": bool(request.GET.get("op")) and not day_is_wrong,
            "day_is_wrong": day_is_wrong,
            "wrong": narrowing.wrong,
            "chosen": narrowing.chosen,
            "narrowed": narrowing.anything,
            "choices": CHOICES,
            "municipalities": sorted(municipalities(request.book, on), key=lambda one: plain_letters(one[1])),
        },
        status=400 if day_is_wrong or narrowing.wrong else 200,
    )


def _group(shape: Mapping[str, Any]) -> str:
    return str(shape["aanvraag"]["stand"]) if shape["aanvraag"] else _POLICY


@require_safe
def scheme(request: PortalRequest, scheme_id: str) -> HttpResponse:
    """One scheme: its rule in sentences, its versions, amounts and sources."""
    on, day_is_wrong = _day(request)
    language = language_of(request)
    shape = scheme_shape(request.book, scheme_id, language, on)
    if shape is None:
        raise Http404
    names = {one["id"]: one["naam"] for one in scheme_shapes(request.book, language, on)}
    return page(
        request,
        "policy" if shape["soort"] == _POLICY else "scheme",
        {
            "scheme": shape,
            "on": on,
            "day_is_wrong": day_is_wrong,
            "spans": _timeline(shape, on),
            "windows": _windows(shape, on),
            "examples": _examples(request, shape, on),
            "amounts": _by_name(shape["bedragen"]),
            "relations": _relations(shape, names),
            "belongs_to": [{"id": one, "naam": names[one]} for one in shape["hoortBij"] if one in names],
        },
        status=400 if day_is_wrong else 200,
    )


def _relations(shape: Mapping[str, Any], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """How it goes with other schemes, as far as those can be looked at here."""
    return [
        one for one in shape["verhoudingen"] if not one["samenMet"] or any(name in names for name in one["samenMet"])
    ]


def _day(request: PortalRequest) -> tuple[date, bool]:
    """The day in the address, and whether something else stood there."""
    text = request.GET.get("op", "").strip()
    found = parse_day(text)
    if found and _FIRST <= found <= _LAST:
        return found, False
    return today(), bool(text)


def _timeline(shape: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    """When it held, when a source says that it did not, and the days of which we know nothing, in the order of time."""
    kinds = {"holds": "versies", "holds_not": "nietVanKracht", "unknown": "nietBekend"}
    spans = [{**span, "kind": kind, "now": _is_on(span, on)} for kind, key in kinds.items() for span in shape[key]]
    return sorted(spans, key=lambda span: span["van"] or "")


def _windows(shape: Mapping[str, Any], on: date) -> dict[str, list[dict[str, Any]]]:
    """The application windows: what is open or still to come, and what is over, the last first."""
    windows = [{**window, "now": _is_on(window, on)} for window in shape["aanvraagtijdvakken"]]
    over = [window for window in windows if window["tot"] and window["tot"] <= on.isoformat()]
    return {"to_come": [window for window in windows if window not in over], "over": over[::-1]}


def _is_on(span: Mapping[str, Any], on: date) -> bool:
    day = on.isoformat()
    return (span["van"] or "") <= day and (span["tot"] is None or day < span["tot"])


def _examples(request: PortalRequest, shape: Mapping[str, Any], on: date) -> list[ShownExample]:
    """The worked examples of the rule that this page shows."""
    shown = parse_day(shape["getoondVoor"]) or on
    language = language_of(request)
    examples = worked_examples(request.book, shape["id"], language, shown)
    return [shown_example(one, request.book, shape["voor"], shown, words_in(language)) for one in examples]


def _by_name(amounts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each amount with its values through the years."""
    names = dict.fromkeys(one["naam"] for one in amounts)
    return [{"label": amount_label(name), "values": [one for one in amounts if one["naam"] == name]} for name in names]


def amount_label(name: str) -> str:
    """The name of an amount as people read it: "Grens leeftijd", "Maximum", "Kortste duur (maanden)"."""
    words = name.removesuffix("_eurocent").split("_")
    if len(words) > 1 and words[-1] in _UNITS:
        words[-1] = f"({words[-1]})"
    label = " ".join(words)
    return label[:1].upper() + label[1:]
