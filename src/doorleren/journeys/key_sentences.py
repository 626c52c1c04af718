# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a key figure says in a sentence, and no more than its test found.

Knows: the words for each way that a figure can go. Leaves: the test (`region.direction`), the page around it (portal).

"Gestegen" and "gedaald" stand here only behind a verdict that says so.
"""

from typing import Final

from ..basics import Said, said, say_number
from ..region import Point
from ..region.indicators import Indicator
from ..region.verdict import Verdict, Way

_PERCENT: Final = "%"


def figure_said(indicator: Indicator, value: float) -> Said:
    """A figure with its unit: "3,9 %" or "12.300 vacatures"."""
    nl, en = (say_number(value, indicator.decimals, language) for language in ("nl", "en"))
    return said(f"{nl}\u00a0{indicator.unit.nl}", f"{en}\u00a0{indicator.unit.en}")


def change_said(indicator: Indicator, change: float) -> Said:
    """The size of a change without its sign: "0,4 procentpunt", "3,2 procent", "12 vacatures"."""
    size = abs(change)
    if indicator.log:
        return said(f"{say_number(size, 1, 'nl')} procent", f"{say_number(size, 1, 'en')} percent")
    nl, en = (say_number(size, indicator.decimals, language) for language in ("nl", "en"))
    if indicator.unit.nl == _PERCENT:
        return said(f"{nl} procentpunt", f"{en} percentage points")
    return said(f"{nl} {indicator.unit.nl}", f"{en} {indicator.unit.en}")


def sentence(indicator: Indicator, latest: Point, verdicts: tuple[Verdict, ...]) -> Said:
    """What to say below a key figure: first of the year, then of the quarter, then beside the country."""
    by_over = {one.over: one for one in verdicts}
    parts = []
    if year := by_over.get("jaar"):
        parts.append(_over_the_year(indicator, year))
    if (quarter := by_over.get("kwartaal")) and quarter.way in ("omhoog", "omlaag"):
        parts.append(_over_the_quarter(indicator, quarter))
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
        "Niet duidelijk anders dan een jaar eerder. Een verschil als dit komt ook voor als er niets verandert.",
        "Not clearly different from a year earlier. A difference like this also occurs when nothing changes.",
    )


def _over_the_quarter(indicator: Indicator, verdict: Verdict) -> Said:
    size = change_said(indicator, verdict.change or 0.0)
    if verdict.way == "omhoog":
        return said(f"In het laatste kwartaal gestegen met {size.nl}.", f"Up by {size.en} in the last quarter.")
    return said(f"In het laatste kwartaal gedaald met {size.nl}.", f"Down by {size.en} in the last quarter.")


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
