# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The trend of one figure: its line through the years, the country beside it, breaks, and what is to be expected.

Knows: axes, lines, bands and where words stand, on a phone and on a wide screen.
Leaves: colours and strokes (`static/layout.css`), figures (`chart_marks`), the words of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from ..basics import said, say_day
from .chart_key import Entry, KeyLine, laid_out
from .chart_marks import Cut, Fan, Mark
from .chart_numbers import Axis, axis
from .chart_parts import Dot, Line, Text, at, cuts_between, dot, line, path, stretches, text, width_of
from .chart_words import EXAMPLE, Unit, beside_in_words, in_words

Size = Literal["smal", "breed"]


@dataclass(frozen=True, slots=True)
class Room:
    """How large a drawing is, and its letters: on a phone 360 points are some 330 pixels."""

    width: float
    plot: float
    letter: float
    breathe: float


ROOMS: Final[dict[Size, Room]] = {"smal": Room(360, 210, 14, 1.35), "breed": Room(760, 300, 15, 1.4)}

ALL_DOTS_MAX: Final = 26
"""Up to so many figures each has its dot; more would grow together."""

_PROVISIONAL = said("voorlopig cijfer", "provisional figure")
_BREAK = said("{letter}: breuk op {day}. {why}", "{letter}: break on {day}. {why}")
_BAND80 = said("verwachting: 80 van de 100 keer hierbinnen", "expected: within this 80 times in 100")
_BAND95 = said("verwachting: 95 van de 100 keer hierbinnen", "expected: within this 95 times in 100")
_MADE_UP = said("Voorbeeld: deze cijfers zijn verzonnen.", "Example: these figures are made up.")
_NOT_ZERO = said("De schaal begint niet bij 0.", "The scale does not begin at 0.")
_BY = {
    1_000: said("× 1.000", "× 1,000"),
    1_000_000: said("× miljoen", "× million"),
    1_000_000_000: said("× miljard", "× billion"),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its word."""

    line: Line
    label: Text | None


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A break: an upright line with a letter that stands in the key."""

    line: Line
    label: Text


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend chart as a template draws it: from back to front."""

    id: str
    size: Size
    width: str
    height: str
    title: str
    desc: str
    unit: Text
    across: tuple[Tick, ...]
    years: tuple[Tick, ...]
    zero: Line | None
    band95: str | None
    band80: str | None
    expected: str | None
    country: tuple[str, ...]
    country_dots: tuple[Dot, ...]
    country_name: Text | None
    region: tuple[str, ...]
    dots: tuple[Dot, ...]
    breaks: tuple[BreakMark, ...]
    key: tuple[KeyLine, ...]
    watermark: Text | None
    letter: str

    @property
    def view(self) -> str:
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where time and value lie on paper."""

    left: float
    right: float
    top: float
    bottom: float
    start: float
    end: float
    scale: Axis

    def x(self, days: float) -> float:
        return self.left + (days - self.start) / (self.end - self.start) * (self.right - self.left)

    def y(self, value: float) -> float:
        part = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.bottom - part * (self.bottom - self.top)

    def place(self, mark: Mark) -> tuple[float, float]:
        assert mark.value is not None
        return self.x(mark.middle), self.y(mark.value)


def trend(
    marks: Sequence[Mark],
    *,
    id: str,
    title: str,
    region: str,
    unit: Unit,
    size: Size = "smal",
    cuts: Sequence[Cut] = (),
    country: Sequence[Mark] = (),
    country_name: str = "Nederland",
    country_short: str = "NL",
    fan: Sequence[Fan] = (),
    made_up: bool = False,
) -> Trend | None:
    """The whole series; None where there is no figure at all. `id`: unique on the page.

    `country`: drawn as far as it lies in the same time. `fan`: nothing is drawn of it where it is empty.
    """
    room = ROOMS[size]
    shown = _trimmed(marks)
    if not shown:
        return None
    beside = _trimmed([mark for mark in country if shown[0].first <= mark.first and mark.until <= shown[-1].until])
    broken = cuts_between(shown, cuts)
    plot = _plot(shown, beside, fan, broken, room, unit, country_short)
    letters = _break_marks(broken, plot, room)
    entries = _entries(
        shown, beside, fan, broken, region, f"{country_name} ({country_short})", plot.scale, made_up, unit
    )
    key, bottom = laid_out(entries, plot.bottom + room.letter * 3, room.width, room.letter, room.breathe)
    desc = in_words(shown, cuts, unit, fan=fan, made_up=made_up) + beside_in_words(country_name, beside, unit)
    return Trend(
        id=id,
        size=size,
        width=at(room.width),
        height=at(bottom),
        title=title,
        desc=" ".join(desc),
        unit=text(0, room.letter, _unit_words(plot.scale, unit)),
        across=tuple(_across(plot, tick, room, unit) for tick in plot.scale.ticks),
        years=tuple(_years(plot, room)),
        zero=line(plot.left, plot.y(0), plot.right, plot.y(0)) if plot.scale.low < 0 < plot.scale.high else None,
        band95=_band(plot, shown, fan, cuts, "low95", "high95"),
        band80=_band(plot, shown, fan, cuts, "low80", "high80"),
        expected=_expected(plot, shown, fan, cuts),
        country=_paths(plot, beside, cuts),
        country_dots=_lonely(plot, beside, cuts, "country"),
        country_name=_at_the_end(plot, beside, shown, country_short, room),
        region=_paths(plot, shown, cuts),
        dots=_dots(plot, shown, cuts),
        breaks=letters,
        key=key,
        watermark=_watermark(plot, unit) if made_up else None,
        letter=at(room.letter),
    )


def trends(
    marks: Sequence[Mark],
    *,
    id: str,
    title: str,
    region: str,
    unit: Unit,
    cuts: Sequence[Cut] = (),
    country: Sequence[Mark] = (),
    fan: Sequence[Fan] = (),
    made_up: bool = False,
) -> tuple[Trend, ...]:
    """The same chart for a phone and for a wide screen, of which the stylesheet shows one; empty without a figure."""
    narrow = trend(
        marks,
        id=f"{id}-smal",
        title=title,
        region=region,
        unit=unit,
        cuts=cuts,
        country=country,
        fan=fan,
        made_up=made_up,
    )
    wide = trend(
        marks,
        id=f"{id}-breed",
        title=title,
        region=region,
        unit=unit,
        size="breed",
        cuts=cuts,
        country=country,
        fan=fan,
        made_up=made_up,
    )
    return (narrow, wide) if narrow and wide else ()


def _trimmed(marks: Sequence[Mark]) -> list[Mark]:
    """Without what is missing before the first figure; what is missing after the last stays a gap."""
    first = next((number for number, mark in enumerate(marks) if mark.value is not None), len(marks))
    return list(marks[first:])


# --- where things lie -----------------------------------------------------------------------------------------------


def _plot(
    shown: Sequence[Mark],
    beside: Sequence[Mark],
    fan: Sequence[Fan],
    broken: Sequence[Cut],
    room: Room,
    unit: Unit,
    country_short: str,
) -> _Plot:
    values = [mark.value for mark in (*shown, *beside) if mark.value is not None]
    values += [bound for one in fan for bound in (one.low95, one.high95)]
    scale = axis(min(values), max(values))
    labels = [scale.label(tick, unit.language) for tick in scale.ticks]
    left = max(width_of(label, room.letter) for label in labels) + room.letter * 0.5
    right = width_of(country_short, room.letter) + room.letter if beside else room.letter * 0.5
    last = max([shown[-1].until, *(one.until for one in fan)])
    start, end = float(shown[0].first.toordinal()), float(last.toordinal())
    plot = _Plot(left, room.width - right, 0, 0, start, end, scale)
    rows = max(_rows(broken, plot, room), default=-1) + 1
    top = room.letter * (2.1 + 1.2 * rows)
    return replace(plot, top=top, bottom=top + room.plot)


def _across(plot: _Plot, tick: float, room: Room, unit: Unit) -> Tick:
    y = plot.y(tick)
    label = text(plot.left - room.letter * 0.5, y + room.letter * 0.35, plot.scale.label(tick, unit.language), "end")
    return Tick(line(plot.left, y, plot.right, y), label)


def _years(plot: _Plot, room: Room) -> list[Tick]:
    """A tick at each new year and its number in the middle of that year, as many as there is room for."""
    first, last = date.fromordinal(int(plot.start)).year, date.fromordinal(int(plot.end) - 1).year
    wide = width_of("2026", room.letter) * 1.25
    per_year = (plot.right - plot.left) / (plot.end - plot.start) * 365.25
    step = next((n for n in (1, 2, 5, 10, 20, 50) if n * per_year >= wide), 100)
    ticks = []
    for year in range(first, last + 1):
        begin, end = (min(max(date(y, 1, 1).toordinal(), plot.start), plot.end) for y in (year, year + 1))
        x, middle = plot.x(begin), (plot.x(begin) + plot.x(end)) / 2
        whole = plot.x(end) - plot.x(begin) >= min(per_year, wide) * 0.6
        label = None
        if year % step == 0 and (whole or step > 1 or first == last):
            label = text(_within(middle, wide / 2, room.width), plot.bottom + room.letter * 1.35, str(year), "middle")
        ticks.append(Tick(line(x, plot.bottom, x, plot.bottom + room.letter * 0.35), label))
    if all(tick.label is None for tick in ticks):
        middle = (plot.left + plot.right) / 2
        ticks[0] = Tick(ticks[0].line, text(middle, plot.bottom + room.letter * 1.35, str(first), "middle"))
    return ticks


def _within(x: float, half: float, width: float) -> float:
    return min(max(x, half), width - half)


def _rows(broken: Sequence[Cut], plot: _Plot, room: Room) -> list[int]:
    """In which row above the plot each letter stands, so that no two overlap."""
    ends: list[float] = []
    rows = []
    for cut in broken:
        x = plot.x(cut.on.toordinal())
        row = next((n for n, end in enumerate(ends) if x - end >= room.letter * 1.2), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _break_marks(broken: Sequence[Cut], plot: _Plot, room: Room) -> tuple[BreakMark, ...]:
    marks = []
    for number, (cut, row) in enumerate(zip(broken, _rows(broken, plot, room), strict=True)):
        x, y = plot.x(cut.on.toordinal()), plot.top - room.letter * (0.4 + 1.2 * row)
        marks.append(BreakMark(line(x, y + room.letter * 0.2, x, plot.bottom), text(x, y, _letter(number), "middle")))
    return tuple(marks)


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26) * (number // 26 + 1)


# --- lines, dots, bands ---------------------------------------------------------------------------------------------


def _paths(plot: _Plot, marks: Sequence[Mark], cuts: Sequence[Cut]) -> tuple[str, ...]:
    return tuple(path([plot.place(mark) for mark in run]) for run in stretches(marks, cuts) if len(run) > 1)


def _lonely(plot: _Plot, marks: Sequence[Mark], cuts: Sequence[Cut], kind: str) -> tuple[Dot, ...]:
    """A figure between two gaps would have no line: it has a dot."""
    return tuple(dot(plot.place(run[0]), "3", kind) for run in stretches(marks, cuts) if len(run) == 1)


def _dots(plot: _Plot, marks: Sequence[Mark], cuts: Sequence[Cut]) -> tuple[Dot, ...]:
    known = [mark for mark in marks if mark.value is not None]
    alone = {run[0] for run in stretches(marks, cuts) if len(run) == 1}
    every = len(known) <= ALL_DOTS_MAX
    dots = []
    for mark in known:
        last = mark is known[-1]
        if every or last or mark.provisional or mark in alone:
            kind = "provisional" if mark.provisional else "last" if last else "known"
            dots.append(dot(plot.place(mark), "5" if last else "3", kind))
    return tuple(dots)


def _joined(shown: Sequence[Mark], fan: Sequence[Fan], cuts: Sequence[Cut]) -> Mark | None:
    """The last figure, where the expectation follows on it at once and no break lies between."""
    last = shown[-1]
    if last.value is None or not fan or last.until != fan[0].first:
        return None
    return None if any(last.first < cut.on <= fan[0].first for cut in cuts) else last


def _band(
    plot: _Plot, shown: Sequence[Mark], fan: Sequence[Fan], cuts: Sequence[Cut], low: str, high: str
) -> str | None:
    if not fan:
        return None
    start = _joined(shown, fan, cuts)
    above = [(plot.x(one.at), plot.y(getattr(one, high))) for one in fan]
    below = [(plot.x(one.at), plot.y(getattr(one, low))) for one in reversed(fan)]
    return path([*([plot.place(start)] if start else []), *above, *below], closed=True)


def _expected(plot: _Plot, shown: Sequence[Mark], fan: Sequence[Fan], cuts: Sequence[Cut]) -> str | None:
    start = _joined(shown, fan, cuts)
    points = [*([plot.place(start)] if start else []), *((plot.x(one.at), plot.y(one.middle)) for one in fan)]
    return path(points) if len(points) > 1 else None


def _at_the_end(plot: _Plot, beside: Sequence[Mark], shown: Sequence[Mark], words: str, room: Room) -> Text | None:
    """The name of the country at the end of its line, clear of the line of the region."""
    ends = [next((mark for mark in reversed(marks) if mark.value is not None), None) for marks in (beside, shown)]
    if ends[0] is None or ends[1] is None:
        return None
    (x, y), (_, other) = plot.place(ends[0]), plot.place(ends[1])
    near = room.letter * 0.9
    if abs(y - other) < near:
        y = other + near if y >= other else other - near
    y = min(max(y, plot.top), plot.bottom)
    return text(x + room.letter * 0.5, y + room.letter * 0.35, words)


def _watermark(plot: _Plot, unit: Unit) -> Text:
    middle = (plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2 + 16
    return text(*middle, EXAMPLE.in_language(unit.language), "middle")


# --- key ------------------------------------------------------------------------------------------------------------


def _entries(
    shown: Sequence[Mark],
    beside: Sequence[Mark],
    fan: Sequence[Fan],
    broken: Sequence[Cut],
    region: str,
    country: str,
    scale: Axis,
    made_up: bool,
    unit: Unit,
) -> list[Entry]:
    entries = [Entry("note", unit.say(_MADE_UP))] if made_up else []
    entries.append(Entry("region", region))
    if any(mark.value is not None for mark in beside):
        entries.append(Entry("country", country))
    if any(mark.provisional and mark.value is not None for mark in shown):
        entries.append(Entry("provisional", unit.say(_PROVISIONAL)))
    if fan:
        entries += [Entry("band80", unit.say(_BAND80)), Entry("band95", unit.say(_BAND95))]
    for number, cut in enumerate(broken):
        parts = {"letter": _letter(number), "day": say_day(cut.on, unit.language), "why": cut.why}
        entries.append(Entry("break", unit.say(_BREAK, **parts)))
    if not scale.from_zero:
        entries.append(Entry("note", unit.say(_NOT_ZERO)))
    return entries


def _unit_words(scale: Axis, unit: Unit) -> str:
    name = {"%": "procent" if unit.language != "en" else "percent"}.get(unit.name, unit.name)
    return name if scale.by == 1 else f"{name} ({unit.say(_BY[scale.by])})".strip()
