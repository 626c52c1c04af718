# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which way a series went: up, down, not clearly either, or no judgement at all.

Knows: which figures are compared over a quarter, a year and beside the country, and when they may not be.
Leaves: the test itself (`change_test`, explained in docs/direction.md), what a page says of it (`may_say` keeps it in
check).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ..basics import Said, said
from .periods import SpanKind, TimeSpan
from .series import Break, Point, Series
from .verdict import Over, Verdict

if TYPE_CHECKING:
    from .change_test import Weighed

LEAST_FIGURES: Final[dict[SpanKind, int]] = {
    "maand": 60,
    "kwartaal": 20,
    "halfjaar": 16,
    "jaar": 10,
    "schooljaar": 10,
}
"""With fewer figures since the last break there is no judgement: found by simulation (docs/direction.md)."""
FALSE_IN_100: Final = 2.3
"""Arrows per 100 comparisons in which nothing changes, over all promised cells of docs/direction.md together."""
FALSE_ARROWS_SAID: Final = said(
    "Ook als er niets verandert, krijgen van elke 100 vergelijkingen er ongeveer 2 toch een pijl. Staan er 20 cijfers "
    "op een bladzijde, elk met 3 vergelijkingen, dan zijn dat er 60. Reken dus op 1 of 2 pijlen door toeval.",
    "Even if nothing changes, about 2 in every 100 comparisons get an arrow. With 20 figures on a page and 3 "
    "comparisons each, that makes 60. So expect 1 or 2 arrows by chance.",
)
"""For a page with many arrows, how many of them mean nothing."""
_KNOWN_SHARE: Final = 0.75

Sayable = Literal["gestegen", "gedaald", "niet-duidelijk", "niets"]


def may_say(verdict: Verdict) -> Sayable:
    """What a sentence may claim of this verdict; a text that says more is wrong."""
    match verdict.way:
        case "omhoog":
            return "gestegen"
        case "omlaag":
            return "gedaald"
        case "niet-duidelijk":
            return "niet-duidelijk"
        case "geen-oordeel":
            return "niets"


def directions(series: Series, country: Series | None) -> tuple[Verdict, ...]:
    """Over the quarter (not for figures of half a year or longer), over the year, and beside the country.

    `country` None, or the series of the country itself: nothing is said beside it. That the region lies higher or lower
    than the country is no change, and is not tested.
    """
    verdicts = _judged(_Compared.of(series), ("kwartaal", "jaar"))
    if country is None or country.region == series.region:
        return verdicts
    return (*verdicts, *_beside(series, country))


def _beside(series: Series, country: Series) -> tuple[Verdict, ...]:
    for differs, why in (
        (_kind(series) != _kind(country), _OTHER_KIND),
        (series.adjusted != country.adjusted, _OTHER_SEASONS),
        (series.log != country.log, _OTHER_SCALE),
    ):
        if differs:
            return (Verdict("land", "geen-oordeel", why_not=why),)
    verdicts = _judged(_Compared.of(series).beside(_Compared.of(country)), ("jaar",))
    return tuple(replace(one, over="land") for one in verdicts)


class _Pair(NamedTuple):
    """How many figures a side has, and how many steps the sides lie apart."""

    width: int
    back: int


_PAIRS: Final[dict[SpanKind, dict[Over, _Pair]]] = {
    "maand": {"kwartaal": _Pair(3, 3), "jaar": _Pair(3, 12)},
    "kwartaal": {"kwartaal": _Pair(1, 1), "jaar": _Pair(1, 4)},
    "halfjaar": {"jaar": _Pair(1, 2)},
    "jaar": {"jaar": _Pair(1, 1)},
    "schooljaar": {"jaar": _Pair(1, 1)},
}


@dataclass(frozen=True, slots=True)
class _Compared:
    """What is judged, by step: a figure for each step from `start` up to the last one that there is; None is a hole.

    `usable`: the first place that no break parts from the last. `of_whom`: the series that it was made of.
    """

    of_whom: tuple[Series, ...]
    kind: SpanKind
    start: TimeSpan | None
    figures: tuple[float | None, ...]
    usable: int
    adjusted: bool
    log: bool
    error: float
    rounding: float

    @classmethod
    def of(cls, series: Series) -> "_Compared":
        kind = _kind(series)
        whole = [point for point in series.points if not point.span.part and point.span.first is not None]
        known = [point for point in whole if _number(point) is not None]
        if not known or kind not in _PAIRS:
            return cls((series,), kind, None, (), 0, series.adjusted, series.log, 0.0, 0.0)
        start = whole[0].span
        figures: list[float | None] = [None] * (_steps(known[-1].span, start) + 1)
        for point in whole:
            if (place := _steps(point.span, start)) < len(figures):
                figures[place] = _number(point)
        unbroken = series.unbroken
        usable = _steps(unbroken[0].span, start) if unbroken else len(figures)
        error, rounding = series.sampling_error or 0.0, _rounding([v for v in figures if v is not None])
        if series.log:
            # On the scale of a logarithm an error counts beside the level of the last figures.
            level = [abs(v) for v in figures[-(series.per_year or 1) :] if v]
            middle = sum(level) / len(level) if level else 1.0
            error, rounding = error / middle, rounding / middle
        return cls((series,), kind, start, tuple(figures), usable, series.adjusted, series.log, error, rounding)

    def beside(self, other: "_Compared") -> "_Compared":
        """The difference with another (with `log`: the ratio), where both have a figure."""
        if self.start is None or other.start is None:
            return replace(self, of_whom=self.of_whom + other.of_whom, start=None, figures=(), usable=0)
        shift = _steps(self.start, other.start)
        figures: list[float | None] = []
        for place, one in enumerate(self.figures):
            there = other.figures[place + shift] if 0 <= place + shift < len(other.figures) else None
            figures.append(_gap(one, there, self.log))
        while figures and figures[-1] is None:
            figures.pop()
        return replace(
            self,
            of_whom=self.of_whom + other.of_whom,
            start=self.start if figures else None,
            figures=tuple(figures),
            usable=max(self.usable, other.usable - shift, 0),
            error=math.hypot(self.error, other.error),
            rounding=self.rounding + other.rounding,
        )

    def span(self, place: int) -> TimeSpan:
        """The time at a place, as the source writes it where it has it."""
        assert self.start is not None
        span = self.start.shifted(place)
        point = next((one for one in reversed(self.of_whom[0].points) if one.span.steps_after(span) == 0), None)
        return point.span if point is not None else span

    def broken_between(self, before: TimeSpan, after: TimeSpan) -> Break | None:
        found = (series.broken_between(before, after) for series in self.of_whom)
        return next((one for one in found if one is not None), None)


def _judged(compared: _Compared, overs: tuple[Over, ...]) -> tuple[Verdict, ...]:
    """A verdict for each comparison that there is for figures of this kind."""
    pairs = {over: pair for over, pair in _PAIRS.get(compared.kind, {}).items() if over in overs}
    if compared.start is None or not pairs:
        why = _NO_FIGURES if compared.kind in _PAIRS or not compared.of_whom[0].points else _NO_TEST
        return tuple(Verdict(over, "geen-oordeel", why_not=why) for over in (tuple(pairs) or ("jaar",)))
    drafts = {over: _sides_of(compared, over, pair) for over, pair in pairs.items()}
    open_ones = [over for over, draft in drafts.items() if draft.why_not is None]
    if open_ones:
        why_not = _too_little(compared)
        weighed = None if why_not else _weighed(compared, [pairs[over] for over in open_ones])
        for place, over in enumerate(open_ones):
            if weighed is None:
                drafts[over] = replace(drafts[over], why_not=why_not or _NEVER_MOVED)
            else:
                drafts[over] = _with_arrow(drafts[over], weighed[place], compared.log)
    return tuple(drafts.values())


def _sides_of(compared: _Compared, over: Over, pair: _Pair) -> Verdict:
    """Both sides and the change between them; `why_not` where they may not be compared."""
    last = len(compared.figures) - 1
    first = last - pair.back - pair.width + 1
    after = compared.span(last)
    nothing = Verdict(over, "geen-oordeel", before=compared.span(last - pair.back), after=after)
    if broken := compared.broken_between(compared.span(first), after):
        return replace(nothing, why_not=_broken(broken))
    if first < compared.usable:
        return replace(nothing, why_not=_too_short(compared, max(last + 1 - compared.usable, 0)))
    for start in (last - pair.width + 1, first):
        for place in range(start, start + pair.width):
            if compared.figures[place] is None:
                return replace(nothing, why_not=_no_figure(compared.span(place)))
    values = _on_scale(compared)
    if values is None:
        return replace(nothing, why_not=_NO_PERCENT)
    if over == "kwartaal" and not compared.adjusted:
        # The season is still in it: without a judgement that is no change to show.
        return nothing
    sides = [sum(values[start : start + pair.width]) / pair.width for start in (last - pair.width + 1, first)]
    change = sides[0] - sides[1]
    return replace(nothing, change=_tidy(100 * math.expm1(change) if compared.log else change, 9))


def _too_little(compared: _Compared) -> Said | None:
    known = [value for value in compared.figures[compared.usable :] if value is not None]
    if len(known) < LEAST_FIGURES[compared.kind]:
        return _too_short(compared, len(known))
    seen_from = next(
        place for place, value in enumerate(compared.figures) if place >= compared.usable and value is not None
    )
    if len(known) < _KNOWN_SHARE * (len(compared.figures) - seen_from):
        return _TOO_MANY_HOLES
    return None


def _weighed(compared: _Compared, pairs: Sequence[_Pair]) -> "tuple[Weighed, ...] | None":
    import numpy as np

    from .change_test import Sides, weigh

    values = _on_scale(compared)
    assert values is not None
    figures = np.array(values)
    figures = figures[np.flatnonzero(~np.isnan(figures))[0] :]
    return weigh(
        figures,
        compared.of_whom[0].per_year or 1,
        [Sides(pair.width, pair.back) for pair in pairs],
        seasons=not compared.adjusted,
        error=compared.error,
        rounding=compared.rounding,
    )


def _with_arrow(draft: Verdict, weighed: "Weighed", log: bool) -> Verdict:
    """With `log` the bound in percent is not the same up and down: `arrow_from` is that of the way it went, and
    `found_from` the larger of both."""
    change, arrow, found = weighed.change, weighed.arrow_from, weighed.found_from
    if log:
        arrow = 100 * (math.expm1(arrow) if change >= 0 else -math.expm1(-arrow))
        change, found = 100 * math.expm1(change), 100 * math.expm1(found)
    change, arrow, found = _tidy(change, 9), _tidy(arrow), _tidy(found)
    clear = abs(change) >= arrow
    return replace(
        draft,
        way=("omhoog" if change > 0 else "omlaag") if clear else "niet-duidelijk",
        change=change,
        arrow_from=arrow,
        found_from=found,
    )


def _on_scale(compared: _Compared) -> tuple[float, ...] | None:
    """The figures since the last break, or their logarithms; a hole is nan. None: one of them has no logarithm."""
    values = compared.figures[compared.usable :]
    values = (None,) * compared.usable + values
    if not compared.log:
        return tuple(math.nan if value is None else value for value in values)
    if any(value is not None and value <= 0 for value in values):
        return None
    return tuple(math.nan if value is None else math.log(value) for value in values)


def _gap(one: float | None, other: float | None, log: bool) -> float | None:
    if one is None or other is None:
        return None
    if not log:
        return one - other
    return one / other if other > 0 else 0.0


def _number(point: Point) -> float | None:
    return point.value if point.value is not None and math.isfinite(point.value) else None


def _kind(series: Series) -> SpanKind:
    return series.points[-1].span.kind if series.points else "anders"


def _steps(span: TimeSpan, start: TimeSpan) -> int:
    steps = span.steps_after(start)
    if steps is None:
        raise ValueError(f"{span.code} and {start.code} stand in one series, and are not of one kind")
    return steps


def _rounding(values: Sequence[float]) -> float:
    """The step that figures were rounded to, as far as they show it: 0.1 where none has more decimals, 0 where there
    is none."""
    for decimals in range(6):
        times = 10.0**decimals
        if all(abs(value * times - round(value * times)) < 1e-6 for value in values):
            return 1 / times
    return 0.0


def _tidy(value: float, digits: int = 6) -> float:
    """Without the last digits, in which one machine may differ from another."""
    return float(f"{value:.{digits}g}")


def _broken(one: Break) -> Said:
    return said(
        f"Tussen deze cijfers zit een breuk: {one.why.nl} Daarom vergelijken wij ze niet.",
        f"There is a break between these figures: {one.why.en} So we do not compare them.",
    )


def _no_figure(span: TimeSpan) -> Said:
    return said(f"Er is geen cijfer over {span.in_words('nl')}.", f"There is no figure for {span.in_words('en')}.")


def _too_short(compared: _Compared, known: int) -> Said:
    least = LEAST_FIGURES[compared.kind]
    if compared.usable:
        return said(
            f"Sinds de laatste breuk in de cijfers zijn er {known}. Wij oordelen pas vanaf {least} cijfers.",
            f"There are {known} figures since the last break. We only judge from {least} figures on.",
        )
    return said(
        f"Er zijn {known} cijfers. Wij oordelen pas vanaf {least} cijfers.",
        f"There are {known} figures. We only judge from {least} figures on.",
    )


_NO_FIGURES: Final = said("Er zijn geen cijfers om te vergelijken.", "There are no figures to compare.")
_NO_TEST: Final = said(
    "Van cijfers per week, per dag of over een andere tijd zeggen wij niet of ze stijgen of dalen.",
    "We do not say of figures per week, per day or over another time whether they go up or down.",
)
_NO_PERCENT: Final = said(
    "In deze cijfers staat een nul, of minder dan nul. Dan kunnen wij een verandering niet in procenten zeggen.",
    "There is a zero in these figures, or less. Then we cannot tell a change in percent.",
)
_NEVER_MOVED: Final = said(
    "Deze cijfers laten te weinig zien van hun gewone schommelingen om over een verandering te oordelen.",
    "These figures show too little of their usual ups and downs to judge a change.",
)
_TOO_MANY_HOLES: Final = said(
    "Er ontbreken te veel cijfers: meer dan een kwart.", "Too many figures are missing: more than a quarter."
)
_OTHER_KIND: Final = said(
    "De cijfers van het land gaan over een andere tijd, zoals kwartalen in plaats van maanden.",
    "The figures of the country are about another time, such as quarters instead of months.",
)
_OTHER_SEASONS: Final = said(
    "De seizoenen zijn maar bij een van beide uit de cijfers gehaald. Dan kunt u ze niet vergelijken.",
    "The seasons were taken out of only one of the two. Then they cannot be compared.",
)
_OTHER_SCALE: Final = said(
    "De veranderingen van het land zijn anders geteld: punten naast procenten.",
    "The changes of the country are counted otherwise: points beside percent.",
)
