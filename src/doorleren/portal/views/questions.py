# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One question on a page: show it, read its answer, and go on to the next."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from ...journeys import read_request
from ..day_fields import day_fields
from ..facts import Fact, said_value
from ..looking import Look, facts_in_problem
from ..municipalities import names_by_code
from ..page import PortalRequest, address, language_of, page
from ..told import Told, keep, told_in
from ..typed import NONE, Mistake, read_typed
from ..way_back import way_back, with_way_back
from ..words import words_in
from .errors import not_understood

_RETURNS = ("results", "answers")


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or box."""

    value: str
    label: str
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PortalRequest, audience: str, number: int) -> HttpResponse:
    """The question with this number; or, once answered, on to the next."""
    look = _look(request, audience)
    if request.method == "POST":
        return _answered(request, look)
    fact = _asked_at(look, number)
    if fact is not None:
        return _show(request, look, fact, number)
    if not look.told.asked:
        return HttpResponseRedirect(_to(look, "results" if number == 1 else "wiped"))
    return HttpResponseRedirect(_to(look, "results"))


def ask(request: PortalRequest, audience: str) -> HttpResponse:
    """Ask exactly this fact, because somebody chose it on the page of results."""
    look = _look(request, audience)
    if request.method != "POST":
        return HttpResponseRedirect(_to(look, "question", number=1))
    fact = request.POST.get("feit", "")
    if fact not in look.askable:
        return not_understood(request)
    told = look.told.with_question(fact)
    keep(request, audience, told)
    number = told.asked.index(fact) + 1
    here, there = _to(look, "question", number=number), way_back(request)
    return HttpResponseRedirect(with_way_back(here, there) if there else f"{here}?terug=results")


def _look(request: PortalRequest, audience: str) -> Look:
    return Look(request.book, told_in(request, audience), audience, language_of(request))


def _to(look: Look, name: str, **parts: Any) -> str:
    return address(look.language, name, look.audience, **parts)


def _asked_at(look: Look, number: int) -> str | None:
    """The fact asked at this place. The first one needs nobody to have asked it: it is the same for everybody."""
    asked = look.told.asked
    if 1 <= number <= len(asked):
        return asked[number - 1]
    return look.next_fact if number == 1 else None


def _answered(request: PortalRequest, look: Look) -> HttpResponse:
    name = request.POST.get("feit", "")
    fact = look.askable.get(name)
    if fact is None:
        return not_understood(request)
    if "weet-ik-niet" in request.POST:
        return _go_on(request, look, look.told.with_not_known(name), name)
    value, mistakes = read_typed(fact, request.POST, look.book, look.on)
    mistakes = mistakes or _misfits(look, fact, value)
    if mistakes:
        asked = look.told.with_question(name).asked
        return _show(request, look, name, asked.index(name) + 1, mistakes)
    return _go_on(request, look, look.told.with_answer(name, value), name)


def _misfits(look: Look, fact: Fact, value: Any) -> list[Mistake]:
    """Whether this value alone cannot be, such as a birth date in the future."""
    _, _, problems = read_request(look.book, {"feiten": {fact["naam"]: value}}, look.on)
    if not problems:
        return []
    field = {"datum": "dag", "verzameling": "antwoord-1", "een-van": "antwoord-1"}.get(fact["type"], "antwoord")
    if problems[0].where.startswith("feiten:"):
        return [Mistake(field, "as_said", {"text": problems[0].what.in_language(look.language)})]
    words = words_in(look.language)
    limits = {
        end: said_value(fact, fact[end], look.book, look.on, words)
        for end in ("min", "max")
        if fact.get(end) is not None
    }
    both = {"datum": "between_days", "geld": "between_amounts"}.get(fact["type"], "between_numbers")
    return [Mistake(field, both if len(limits) == 2 else "at_least", limits)]


def _go_on(request: PortalRequest, look: Look, told: Told, name: str) -> HttpResponse:
    """Keep the answer and show what comes next: what does not fit, the page one came from, or a question."""
    new = Look(look.book, told, look.audience, look.language)
    if any(name in facts_in_problem(problem, told) for problem in new.problems):
        keep(request, look.audience, told)
        return HttpResponseRedirect(_to(look, "answers"))
    number = told.asked.index(name) + 1
    back, there = request.POST.get("terug"), way_back(request)
    if not there and number == len(told.asked) and new.next_fact and back not in _RETURNS:
        told = told.with_question(new.next_fact)
    keep(request, look.audience, told)
    if there:
        return HttpResponseRedirect(there)
    if back in _RETURNS or number == len(told.asked):
        return HttpResponseRedirect(_to(look, str(back) if back in _RETURNS else "results"))
    return HttpResponseRedirect(_to(look, "question", number=number + 1))


def _show(
    request: PortalRequest, look: Look, name: str, number: int, mistakes: list[Mistake] | None = None
) -> HttpResponse:
    words = words_in(look.language)
    fact = look.askable[name]
    given = look.told.facts.get(name)
    back, there = request.POST.get("terug") or request.GET.get("terug"), way_back(request)
    return page(
        request,
        "question",
        {
            "audience": look.audience,
            "fact": fact,
            "form": _form_of(fact),
            "number": number,
            "told": look.told,
            "certain": look.certain if look.told.anything else 0,
            "choices": _choices(fact, request, given, mistakes, look.language),
            "typed": _typed(fact, request, given, mistakes, look),
            "mistakes": [_said(mistake, words) for mistake in mistakes or ()],
            "wrong_fields": {mistake.at for mistake in mistakes or ()},
            **day_fields(words, born=name == "geboortedatum"),
            "names": sorted(names_by_code(look.book, look.on).values()) if fact["isGemeente"] else [],
            "terug": back if back in _RETURNS else "",
            "naar": there or "",
            "back": there or _back(look, number, back),
            "unknown_before": name in look.told.not_known,
        },
        status=400 if mistakes else 200,
    )


def _form_of(fact: Fact) -> str:
    """Which kind of form suits this fact."""
    kinds = {"ja-nee": "radios", "een-van": "radios", "ladder": "radios", "verzameling": "boxes", "datum": "date"}
    return kinds.get(fact["type"], "text")


def _back(look: Look, number: int, back: str | None) -> str:
    if back in _RETURNS:
        return _to(look, back)
    return _to(look, "question", number=number - 1) if number > 1 else _to(look, "home")


def _choices(
    fact: Fact, request: PortalRequest, given: Any, mistakes: list[Mistake] | None, language: str
) -> list[Choice]:
    words = words_in(language)
    chosen = request.POST.getlist("antwoord") if mistakes else _ticked(given)
    if fact["type"] == "ja-nee":
        options = [("ja", str(words["yes_no"]["yes"])), ("nee", str(words["yes_no"]["no"]))]
    else:
        options = [(value, str(fact["labels"].get(value, value))) for value in fact.get("waarden", ())]
    if fact.get("magLeegZijn"):
        options.append((NONE, str(fact["geenVanDeze"])))
    return [Choice(value, label, value in chosen) for value, label in options]


def _ticked(given: Any) -> list[str]:
    if isinstance(given, bool):
        return ["ja" if given else "nee"]
    if isinstance(given, list):
        return [str(one) for one in given] or [NONE]
    return [str(given)]


def _typed(
    fact: Fact, request: PortalRequest, given: Any, mistakes: list[Mistake] | None, look: Look
) -> dict[str, str]:
    """What stands in the fields: what was typed just now, or the answer of before."""
    names = ("antwoord", "dag", "maand", "jaar")
    if mistakes:
        return {name: request.POST.get(name, "") for name in names}
    if given is None:
        return dict.fromkeys(names, "")
    if fact["type"] == "datum":
        year, month, day = str(given).split("-")
        return {"antwoord": "", "dag": str(int(day)), "maand": str(int(month)), "jaar": year}
    if fact["type"] == "geld":
        euros, cents = divmod(int(given), 100)
        comma = "," if look.language == "nl" else "."
        return {"antwoord": f"{euros}{comma}{cents:02d}" if cents else str(euros)}
    return {"antwoord": said_value(fact, given, look.book, look.on, words_in(look.language))}


def _said(mistake: Mistake, words: Any) -> dict[str, str]:
    values = {
        name: words["or"].join(value) if isinstance(value, tuple) else value for name, value in mistake.values.items()
    }
    return {"field": mistake.at, "text": str(words["mistakes"][mistake.words]).format(**values)}
