# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a key figure says in a sentence, and no more than its test found.

Knows: the words for each way that a figure can go. Leaves: the test (`region.direction`), the page around it (portal).

"Gestegen" and "gedaald" stand here only behind a verdict that says so.
"""

import math
from typing import Final

from ..basics import Said, said, say_number
from ..region import Point, Series
from ..region.direction import FALSE_ARROWS_SAID as FALSE_ARROWS_SAID
from ..region.indicators import Indicator, Theme
from ..region.verdict import Verdict, Way

_PERCENT: Final = "%"
_THOUSANDS: Final = said("x 1.000", "x 1,000")
_DECIMALS_MAX: Final = 6


def figure_said(indicator: Indicator, value: float) -> Said:
    """A figure with its unit: "3,9 %" or "12.300 vacatures"; what a source counts in thousands is told in full."""
    value, decimals, unit = _in_full(indicator, value)
    nl, en = (say_number(value, decimals, language) for language in ("nl", "en"))
    return said(f"{nl}\u00a0{unit.nl}".rstrip("\u00a0"), f"{en}\u00a0{unit.en}".rstrip("\u00a0"))


def _in_full(indicator: Indicator, value: float) -> tuple[float, int, Said]:
    unit = indicator.unit
    if not unit.nl.startswith(_THOUSANDS.nl):
        return value, indicator.decimals, unit
    plain = _without_thousands(unit)
    # The digits that the source does not give are zeros: 11.2 thousand is 11,200 and no more exact than that.
    return round(value, indicator.decimals) * 1000, max(0, indicator.decimals - 3), plain


def _without_thousands(unit: Said) -> Said:
    return said(unit.nl.removeprefix(_THOUSANDS.nl).strip(), unit.en.removeprefix(_THOUSANDS.en).strip())


def change_said(indicator: Indicator, change: float) -> Said:
    """The size of a change without its sign: "0,4 procentpunt", "3,2 procent", "12 vacatures".

    A change that would round to nothing has more decimals: nobody reads "gestegen met 0,0 procentpunt".
    """
    size, decimals, unit = _sized(indicator, abs(change))
    while size and decimals < _DECIMALS_MAX and float(f"{size:.{decimals}f}") == 0:
        decimals += 1
    return _number_said(size, decimals, unit)


def bound_said(indicator: Indicator, bound: float) -> Said:
    """From what change on something holds: rounded up, so that what is written is never less than what is so."""
    size, decimals, unit = _sized(indicator, abs(bound))
    return _number_said(math.ceil(size * 10**decimals - 1e-9) / 10**decimals, decimals, unit)


def _sized(indicator: Indicator, size: float) -> tuple[float, int, Said]:
    """A change with its decimals and its unit: points of a percentage, percent, or things that one counts."""
    unit = indicator.unit
    if indicator.log:
        return size, 1, said("procent", "percent")
    if unit.nl.startswith(_PERCENT):
        return size, indicator.decimals, said("procentpunt", "percentage points")
    if not unit.nl.startswith(_THOUSANDS.nl):
        return size, indicator.decimals, unit
    return size * 1000, max(0, indicator.decimals - 3), _without_thousands(unit)


def _number_said(size: float, decimals: int, unit: Said) -> Said:
    nl, en = (say_number(size, decimals, language) for language in ("nl", "en"))
    return said(f"{nl} {unit.nl}", f"{en} {unit.en}")


def told_beside_usual(verdict: Verdict, series: Series | None) -> bool:
    """Whether its change is what remains after what the season usually brings (docs/direction.md), so that a sentence
    about it says "dan gebruikelijk in deze tijd van het jaar"."""
    return verdict.over == "kwartaal" and series is not None and not series.adjusted


def sentence(indicator: Indicator, latest: Point, verdicts: tuple[Verdict, ...], series: Series | None = None) -> Said:
    """What to say below a key figure: first of the year, then of the quarter, then beside the country.

    `series`: the one that was judged, to know whether the seasons are still in it.
    """
    by_over = {one.over: one for one in verdicts}
    parts = []
    if year := by_over.get("jaar"):
        parts.append(_over_the_year(indicator, year))
    if (quarter := by_over.get("kwartaal")) and quarter.way in ("omhoog", "omlaag"):
        beside_usual = told_beside_usual(quarter, series)
        parts.append((_beside_the_usual if beside_usual else _over_the_quarter)(indicator, quarter))
    if (country := by_over.get("land")) and country.way in ("omhoog", "omlaag"):
        parts.append(_beside_the_country(indicator, country))
    if not parts:
        return said("Wij kunnen dit niet met eerder vergelijken.", "We cannot compare this with before.")
    return said(" ".join(part.nl for part in parts), " ".join(part.en for part in parts))


def expected_sentence(indicator: Indicator, now: Point | None, then: Point) -> Said:
    """What a source expects: figures about time to come say nothing about a way that something went."""
    assert then.value is not None
    value = figure_said(indicator, then.value)
    when = said(then.span.in_words("nl"), then.span.in_words("en"))
    later = said(f"De bron verwacht {value.nl} in {when.nl}.", f"The source expects {value.en} in {when.en}.")
    if now is None or not now.value:
        return later
    part = 100 * (then.value - now.value) / now.value
    nl, en = (say_number(abs(part), 1, language) for language in ("nl", "en"))
    since = said(now.span.in_words("nl"), now.span.in_words("en"))
    more = said("meer", "more") if part > 0 else said("minder", "less")
    return said(
        f"{later.nl} Dat is {nl} procent {more.nl} dan in {since.nl}.",
        f"{later.en} That is {en} percent {more.en} than in {since.en}.",
    )


def _over_the_year(indicator: Indicator, verdict: Verdict) -> Said:
    if verdict.way == "geen-oordeel" or verdict.change is None:
        why = verdict.why_not or said("er zijn te weinig cijfers", "there are too few figures")
        return said(
            f"Of dit stijgt of daalt, kunnen wij niet zeggen. {_sentence(why.nl)}",
            f"We cannot say whether this goes up or down. {_sentence(why.en)}",
        )
    size = change_said(indicator, verdict.change)
    if verdict.way == "omhoog":
        return said(f"In een jaar gestegen met {size.nl}.", f"Up by {size.en} in a year.")
    if verdict.way == "omlaag":
        return said(f"In een jaar gedaald met {size.nl}.", f"Down by {size.en} in a year.")
    return said(
        "Niet duidelijk anders dan een jaar eerder. Dit verschil kan toeval zijn.",
        "Not clearly different from a year earlier. This difference may be chance.",
    )


def _over_the_quarter(indicator: Indicator, verdict: Verdict) -> Said:
    size = change_said(indicator, verdict.change or 0.0)
    if verdict.way == "omhoog":
        return said(f"In het laatste kwartaal gestegen met {size.nl}.", f"Up by {size.en} in the last quarter.")
    return said(f"In het laatste kwartaal gedaald met {size.nl}.", f"Down by {size.en} in the last quarter.")


def _beside_the_usual(indicator: Indicator, verdict: Verdict) -> Said:
    """Over a quarter of figures with the seasons in them."""
    size = change_said(indicator, verdict.change or 0.0)
    more = said("meer", "more") if verdict.way == "omhoog" else said("minder", "less")
    return said(
        f"Vergeleken met een kwartaal eerder is dit {size.nl} {more.nl} dan gebruikelijk in deze tijd van het jaar.",
        f"Compared with a quarter earlier this is {size.en} {more.en} than usual at this time of the year.",
    )


def _beside_the_country(indicator: Indicator, verdict: Verdict) -> Said:
    size = change_said(indicator, verdict.change or 0.0)
    if verdict.way == "omhoog":
        return said(
            f"Vergeleken met heel Nederland kwam er {size.nl} bij.",
            f"Compared with the whole country it gained {size.en}.",
        )
    return said(
        f"Vergeleken met heel Nederland ging er {size.nl} af.", f"Compared with the whole country it lost {size.en}."
    )


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


WAY_SAID: Final[dict[Way, Said]] = {
    "omhoog": said("gestegen", "gone up"),
    "omlaag": said("gedaald", "gone down"),
    "niet-duidelijk": said("geen duidelijke verandering", "no clear change"),
    "geen-oordeel": said("niet te zeggen", "cannot be said"),
}

THEME_SAID: Final[dict[Theme, Said]] = {
    "arbeidsdeelname": said("Mensen met werk", "People with work"),
    "spanning": said("Krapte op de arbeidsmarkt", "A tight labour market"),
    "vacatures": said("Vacatures", "Vacancies"),
    "ww": said("WW-uitkeringen", "Unemployment benefits"),
    "werkzoekenden": said("Mensen die werk zoeken", "People who look for work"),
    "economie": said("Economie", "Economy"),
    "inkomen": said("Inkomen", "Income"),
    "onderwijs": said("Leren", "Learning"),
    "vaardigheden": said("Wat mensen kunnen", "What people can do"),
    "gezondheid": said("Gezondheid", "Health"),
    "prognose": said("Verwachting", "Outlook"),
}
"""The themes in the order of a page, as each door calls them."""
