# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The monitor: a region with its key figures, one figure in full, regions side by side, the quarterly page.

Everything that is asked stands in the address and nothing of it is about a person, so these pages may be kept a while.
"""

from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from ...journeys import today
from ...journeys.map_shapes import Maps
from ...journeys.watch_parts import Indicator, RegionalFigures, RegionKind
from ..charts import picture_policy
from ..page import PortalRequest, address, language_of, page
from ..region_choose import choose_values, found
from ..region_compare import asked_in, compare_values
from ..region_files import FORMS, file_of
from ..region_indicator import indicator_values
from ..region_indicators import indicators_values, kinds_of, on_map_values
from ..region_key_figures import key_figures_values, last_quarter, quarter_in
from ..region_links import SiteLinks
from ..region_page import quarter_code, region_values
from ..when_it_breaks import says_when_figures_break
from ..words import Words, words_in

_KEPT: Final = "public, max-age=300"


@require_safe
@says_when_figures_break
def regions(request: PortalRequest) -> HttpResponse:
    """Choose a region: on a map, in a list, or by a word."""
    words, links = _words(request), _links(request)
    there = _figures(request).regions
    values = choose_values(there, request.GET.get("zoek", ""), today(), links, words, _maps(request))
    return _page(request, "regions", values)


@require_safe
@says_when_figures_break
def region(request: PortalRequest, code: str) -> HttpResponse:
    """One region with its key figures."""
    figures, words, links = _figures(request), _words(request), _links(request)
    there = figures.regions.region(code)
    if there is None:
        return _unknown(request, code)
    if there.code != code:
        return HttpResponseRedirect(links.region(there.code))
    on = today()
    values = region_values(figures.in_sight(there, on), figures.regions, last_quarter(on), links, words)
    return _page(request, "region", values)


@require_safe
@says_when_figures_break
def indicator(request: PortalRequest, code: str, indicator_id: str) -> HttpResponse:
    """One figure in full: its trend, what it means, and how sure it is."""
    figures, words, links = _figures(request), _words(request), _links(request)
    there, one = figures.regions.region(code), _indicator(figures, indicator_id)
    if there is None:
        return _unknown(request, code)
    if there.code != code:
        return HttpResponseRedirect(links.indicator(there.code, indicator_id))
    full = figures.in_full(one, there, today())
    values = indicator_values(full, figures.regions, figures.covered(one), links, words)
    return _page(request, "indicator", values)


@require_safe
@says_when_figures_break
def file(request: PortalRequest, code: str, indicator_id: str, form: str) -> HttpResponse:
    """The figures as a table or as JSON, or the picture."""
    figures = _figures(request)
    there, one = figures.regions.region(code), _indicator(figures, indicator_id)
    if there is None:
        raise Http404
    full = figures.in_full(one, there, today())
    if full.card.series is None:
        raise Http404
    response = HttpResponse(file_of(full, form, language_of(request)), content_type=FORMS[form])
    label = "-voorbeeld" if full.card.series.made_up else ""
    name = f"{indicator_id}-{there.code}{label}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = _KEPT
    if form == "svg":
        response.headers["Content-Security-Policy"] = picture_policy()
    return response


@require_safe
@says_when_figures_break
def compare(request: PortalRequest) -> HttpResponse:
    """A few regions side by side."""
    figures, words = _figures(request), _words(request)
    asked = asked_in(dict(request.GET.lists()), figures, words)
    values = compare_values(asked, figures, today(), _links(request), words)
    return _page(request, "region_compare", values, status=400 if asked.wrong else 200)


@require_safe
@says_when_figures_break
def indicators(request: PortalRequest) -> HttpResponse:
    """All indicators, with where their figures come from."""
    return _page(request, "indicators", indicators_values(_figures(request), _links(request), _words(request)))


@require_safe
@says_when_figures_break
def indicator_map(request: PortalRequest, indicator_id: str) -> HttpResponse:
    """One indicator for all regions of a kind, on the map and in a table."""
    figures, words = _figures(request), _words(request)
    one = _indicator(figures, indicator_id)
    kinds = kinds_of(one, figures)
    asked = request.GET.get("soort", "").strip()
    kind: RegionKind | None = next((kind for kind in kinds if kind == asked), None)
    wrong = bool(asked) and kind is None
    shown: RegionKind = kind or (kinds[0] if kinds else "arbeidsmarktregio")
    values = on_map_values(figures.on_map(one, shown, today()), kinds, _links(request), words, _maps(request))
    return _page(request, "indicator_map", {**values, "kind_is_wrong": wrong}, status=400 if wrong else 200)


@require_safe
@says_when_figures_break
def key_figures(request: PortalRequest, quarter: str, code: str) -> HttpResponse:
    """The quarterly page of a region."""
    figures, words, links = _figures(request), _words(request), _links(request)
    span, there = quarter_in(quarter), figures.regions.region(code)
    if there is None:
        return _unknown(request, code)
    if span is None or span.until is None:
        raise Http404
    if there.code != code:
        return HttpResponseRedirect(links.key_figures(quarter, there.code))
    if span.until > today():
        last = last_quarter(today())
        values = {
            "quarter": span.in_words(words["language"]),
            "last": last.in_words(words["language"]),
            "address": links.key_figures(quarter_code(last), there.code),
        }
        return _page(request, "key_figures_not_yet", values, status=404)
    values = key_figures_values(figures.in_sight(there, span.until), figures.regions, span, links, words)
    return _page(request, "key_figures", values)


# --- what they share ------------------------------------------------------------------------------------------------


def _figures(request: PortalRequest) -> RegionalFigures:
    return request.regional()


def _maps(request: PortalRequest) -> Maps:
    return request.maps()


def _words(request: PortalRequest) -> Words:
    return words_in(language_of(request))


def _links(request: PortalRequest) -> SiteLinks:
    return SiteLinks(language_of(request))


def _indicator(figures: RegionalFigures, indicator_id: str) -> Indicator:
    one = next((one for one in figures.indicators if one.id == indicator_id), None)
    if one is None:
        raise Http404
    return one


def _page(request: PortalRequest, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that may be kept for a few minutes, unless somebody's visit stands in its menu."""
    response = page(request, template, {"frame": "portal/frame.html", **values}, status=status)
    if response.headers["Cache-Control"] == "no-cache" and status == 200:
        response.headers["Cache-Control"] = _KEPT
        patch_vary_headers(response, ["Cookie"])
    return response


def _unknown(request: PortalRequest, code: str) -> HttpResponse:
    """No region has this code: say so, and offer to look for one."""
    words = _words(request)
    values = {
        "typed": code[:40],
        "found": found(_figures(request).regions, code[:40], _links(request), words),
        "action": address(words["language"], "regions"),
    }
    return _page(request, "region_unknown", values, status=404)
