# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keep a plan behind a secret link, open it again, share it with an adviser, and erase it.

A secret stands in one address only, that of opening; from there the visit goes on without it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from ...basics import Period, say_day
from ...journeys.kept_plans import (
    BY_CHARACTERS_MAX,
    NOTE_CHARACTERS_MAX,
    DoesNotFit,
    NoPossibleEnd,
    OnlyTheOwner,
    Opened,
)
from ..chosen import chosen_in
from ..kept import (
    AUDIENCE,
    close,
    is_new,
    let_wait,
    open_here,
    opened_in,
    show_once,
    shown_once,
    this_day,
    wait_no_more,
    waiting_in,
)
from ..page import PortalRequest, address, language_of, page
from ..told import told_in
from ..words import words_in
from .errors import not_understood
from .plan import kept_by_nobody, made_in

_MONTHS: Final = (1, 3, 6, 12)
_SUGGESTED: Final = 3


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PortalRequest) -> HttpResponse:
    """Keep the plan, after somebody chose until when."""
    made = made_in(request)
    if made.opened is not None or made.plan is None:
        return _to(request, "plan" if made.plan is None or made.adviser else "kept_plan")
    if request.method != "POST":
        return _show_keep(request, [])
    ends = _chosen_end(request)
    if ends is None:
        return _show_keep(request, [{"field": "einde-1", "text": words_in(made.look.language)["kept_plan"]["choose"]}])
    links = request.plans.keep(made.content(), ends, this_day())
    opened = request.plans.open(links.owner, this_day())
    assert opened is not None
    open_here(request, opened, new=True)
    return _to(request, "kept_plan")


def _show_keep(request: PortalRequest, mistakes: list[dict[str, str]]) -> HttpResponse:
    values = {"ends": _ends(language_of(request)), "mistakes": mistakes}
    return kept_by_nobody(page(request, "plan_keep", values, status=400 if mistakes else 200))


def _ends(language: str) -> list[dict[str, Any]]:
    """The days until which a plan can be kept."""
    on = this_day()
    said = words_in(language)["kept_plan"]["months"]
    return [
        {
            "months": months,
            "chosen": months == _SUGGESTED,
            "text": said["one" if months == 1 else "more"].format(n=months, day=say_day(_end(months, on), language)),
        }
        for months in _MONTHS
    ]


def _chosen_end(request: HttpRequest) -> date | None:
    """The end that was chosen, if it is one that we offered."""
    months = {str(one): one for one in _MONTHS}.get(request.POST.get("einde", ""))
    return _end(months, this_day()) if months else None


def _end(months: int, on: date) -> date:
    return Period(months=months).after(on)


@require_safe
def open_link(request: PortalRequest, secret: str) -> HttpResponse:
    """Exchange the secret for this visit, which gets a new number. Wrong, ended and erased give the same page."""
    opened = request.plans.open(secret, this_day())
    if opened is None:
        return _see_other(request, "kept_plan_gone")
    request.session.cycle_key()
    if opened.role == "owner" and _own_answers(request, opened):
        let_wait(request, opened.handle)
        return _see_other(request, "kept_plan_replace")
    open_here(request, opened)
    return _see_other(request, "plan")


def _see_other(request: HttpRequest, name: str) -> HttpResponse:
    return _SeeOther(address(language_of(request), name))


class _SeeOther(HttpResponseRedirect):
    status_code = 303


def _own_answers(request: PortalRequest, opened: Opened) -> bool:
    """Whether opening this plan would take away what somebody told in this visit."""
    here = opened_in(request)
    if here is not None and here.handle == opened.handle:
        return made_in(request).changed
    return told_in(request, AUDIENCE).anything or bool(chosen_in(request).offerings)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: PortalRequest) -> HttpResponse:
    """Whether the answers of this visit may go for those of the plan."""
    waiting = waiting_in(request, this_day())
    if waiting is None:
        return _to(request, "plan")
    if request.method != "POST":
        return kept_by_nobody(page(request, "plan_replace", {}))
    if "ja" in request.POST:
        open_here(request, waiting)
    else:
        wait_no_more(request)
    return _to(request, "plan")


@require_safe
def gone(request: PortalRequest) -> HttpResponse:
    """There is no plan behind a link; why, nobody is told."""
    return kept_by_nobody(page(request, "plan_gone", {}, status=404))


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: PortalRequest) -> HttpResponse:
    """The kept plan that is open: until when, with whom it is shared, and what can be done with it."""
    opened = opened_in(request)
    if opened is None:
        return _to(request, "plan")
    if request.method == "POST":
        return _done(request, opened)
    if opened.role == "adviser":
        return _to(request, "plan")
    return _show_kept(request, opened, [])


def _show_kept(request: PortalRequest, opened: Opened, mistakes: list[dict[str, str]]) -> HttpResponse:
    language = language_of(request)
    adviser = shown_once(request)
    values = {
        "opened": opened,
        "ends": _ends(language),
        "owner_link": _link(request, opened.handle) if is_new(request) else None,
        "adviser_link": _link(request, adviser) if adviser else None,
        "changed": made_in(request).changed,
        "mistakes": mistakes,
    }
    return kept_by_nobody(page(request, "plan_kept", values, status=400 if mistakes else 200))


def _link(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(address(language_of(request), "kept_plan_open", secret=secret))


def _done(request: PortalRequest, opened: Opened) -> HttpResponse:
    """Do what the button says. Whatever an adviser may not do, they have no button for."""
    does: dict[str, Callable[[PortalRequest, Opened], HttpResponse]] = {
        "bewaar": _save,
        "einde": _end_on,
        "adviseur": _adviser_link,
        "notitie": _note,
        "haal-weg": _remove_note,
        "sluit": _close,
    }
    do = does.get(request.POST.get("doe", ""))
    if do is None:
        return not_understood(request)
    try:
        return do(request, opened)
    except (OnlyTheOwner, NoPossibleEnd):
        return not_understood(request)


def _save(request: PortalRequest, opened: Opened) -> HttpResponse:
    made = made_in(request)
    if made.plan is None:
        return not_understood(request)
    saved = request.plans.change(opened.handle, made.content(), this_day())
    return _to(request, "plan" if saved else "kept_plan_gone")


def _end_on(request: PortalRequest, opened: Opened) -> HttpResponse:
    ends = _chosen_end(request)
    if ends is None:
        text = words_in(language_of(request))["kept_plan"]["choose"]
        return _show_kept(request, opened, [{"field": "einde-1", "text": text}])
    done = request.plans.end_on(opened.handle, ends, this_day())
    return _to(request, "kept_plan" if done else "kept_plan_gone")


def _adviser_link(request: PortalRequest, opened: Opened) -> HttpResponse:
    link = request.plans.new_adviser_link(opened.handle, this_day())
    if link is None:
        return _to(request, "kept_plan_gone")
    show_once(request, link)
    return _to(request, "kept_plan")


def _note(request: PortalRequest, opened: Opened) -> HttpResponse:
    said = words_in(language_of(request))["kept_plan"]
    text, by = _plain(request.POST.get("tekst", "")), _plain(request.POST.get("naam", "")).replace("\n", " ")
    if not text:
        return _note_wrong(request, "tekst", said["note_missing"], text, by)
    if len(text) > NOTE_CHARACTERS_MAX:
        return _note_wrong(request, "tekst", said["note_long"].format(n=NOTE_CHARACTERS_MAX), text, by)
    if len(by) > BY_CHARACTERS_MAX:
        return _note_wrong(request, "naam", said["name_long"].format(n=BY_CHARACTERS_MAX), text, by)
    try:
        added = request.plans.add_note(opened.handle, text, by, this_day())
    except DoesNotFit:
        return _note_wrong(request, "tekst", said["notes_full"], text, by)
    return _to(request, "plan" if added else "kept_plan_gone")


def _note_wrong(request: PortalRequest, field: str, sentence: str, text: str, by: str) -> HttpResponse:
    mistakes = [{"field": field, "text": sentence}]
    values = {"mistakes": mistakes, "wrong_fields": {field}, "text": text, "by": by}
    return kept_by_nobody(page(request, "plan_note", values, status=400))


def _plain(text: str) -> str:
    """A text without what no keyboard types."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or sign.isprintable()).strip()


def _remove_note(request: PortalRequest, opened: Opened) -> HttpResponse:
    number = request.POST.get("nummer", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return not_understood(request)
    request.plans.remove_note(opened.handle, int(number), this_day())
    return _to(request, "plan")


def _close(request: PortalRequest, opened: Opened) -> HttpResponse:
    close(request)
    return _to(request, "plan")


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PortalRequest) -> HttpResponse:
    """Erase the kept plan, once somebody is sure."""
    opened = opened_in(request)
    if opened is None or opened.role != "owner":
        return _to(request, "plan")
    if request.method != "POST":
        return kept_by_nobody(page(request, "plan_erase", {"opened": opened}))
    request.plans.erase(opened.handle)
    close(request)
    return _to(request, "kept_plan_erased")


@require_safe
def erased(request: PortalRequest) -> HttpResponse:
    return kept_by_nobody(page(request, "plan_erased", {"told": told_in(request, AUDIENCE)}))


def _to(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponseRedirect(address(language_of(request), name))
