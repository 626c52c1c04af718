# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A map of regions: each in the class of its figure, with a number, a name and a link; and a legend in words.

Knows: classes, what stands on a region and what it says, how the legend lies. Leaves: where the regions lie (handed
in: tiles of our own, or borders), their figures, colours (`static/layout.css`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from ..basics import Said, said
from .chart_parts import Text, at, folded, text, width_of
from .chart_words import Unit

CLASSES_MAX: Final = 5
WIDTH_MIN: Final = 360
"""A small map gets white beside it, so that its legend can be read."""

LINKS_MAX: Final = 100
"""With more regions than this a map is one image: who goes by keyboard would pass hundreds of links, which the table
has too, and the page would be twice as heavy."""

_STEPS: Final = {1: (3,), 2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""Which tints are used for so many classes: as far apart as can be."""

_ROOM: Final = 0.45
"""How much room a sign needs around its middle, in letters."""

_NO_FIGURE: Final = "geen"
_NO_CLASS: Final = "buiten"
_SIGNS: Final = {_NO_FIGURE: "–", _NO_CLASS: "?"}

_LABEL = said("{name}: {value}. Klasse {n} van {all}.", "{name}: {value}. Class {n} of {all}.")
_LABEL_NAMED = said("{name}: {value}. {klass}.", "{name}: {value}. {klass}.")
_LABEL_OUTSIDE = said("{name}: {value}. Valt in geen klasse.", "{name}: {value}. In none of the classes.")
_LABEL_NONE = said("{name}: geen cijfer. {why}", "{name}: no figure. {why}")
_SPAN = said("{low} tot en met {high}", "{low} to {high}")
_NONE = said("geen cijfer", "no figure")
_OUTSIDE = said("valt in geen klasse", "in none of the classes")
_MANY = said("{words} ({n} gebieden)", "{words} ({n} regions)")
_ONE = said("{words} (1 gebied)", "{words} (1 region)")
_ENDS = said(
    "Het laagst: {a_name} ({a}). Het hoogst: {b_name} ({b}).", "Lowest: {a_name} ({a}). Highest: {b_name} ({b})."
)
_COUNTED = said("Kaart van {n} gebieden in {k} klassen.", "Map of {n} regions in {k} classes.")
_COUNTED_ONE = said("Kaart van {n} gebieden in 1 klasse.", "Map of {n} regions in 1 class.")
_WITHOUT = said("Zonder cijfer: {names}.", "Without a figure: {names}.")
_IN_TABLE = said(
    "Wijs een gebied aan voor de naam. In de tabel staat elk cijfer.",
    "Point at a region for its name. Each figure is in the table.",
)
_BARE = said(
    "In een klein gebied past geen nummer. In de tabel staat elk cijfer.",
    "A number does not fit in a small region. Each figure is in the table.",
)
_MADE_UP = said("Voorbeeld: deze cijfers zijn verzonnen.", "Example: these figures are made up.")


class _Shape(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def short(self) -> str: ...
    @property
    def room(self) -> int | None: ...


class MapShapes(Protocol):
    """Where regions lie, as the hall hands it: tiles or borders."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def shapes(self) -> Sequence[_Shape]: ...
    @property
    def about(self) -> Said: ...


@dataclass(frozen=True, slots=True)
class RegionValue:
    """The figure of one region. `why_not`: why there is none, in a sentence."""

    code: str
    name: str
    value: float | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class that an indicator has by itself ("krap"), `above` not included and `up_to` included."""

    name: str
    above: float | None
    up_to: float | None

    def holds(self, value: float) -> bool:
        return (self.above is None or value > self.above) and (self.up_to is None or value <= self.up_to)


class _DatedClass(Protocol):
    @property
    def name(self) -> Said: ...
    @property
    def above(self) -> float | None: ...
    @property
    def up_to(self) -> float | None: ...
    @property
    def first(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


def classes_on(classes: Iterable[_DatedClass], day: date, language: str) -> tuple[OwnClass, ...]:
    """The classes of an indicator as its source drew them on a day, from low to high; empty where it had none."""
    held = (
        OwnClass(one.name.in_language(language), one.above, one.up_to)
        for one in classes
        if (one.first is None or one.first <= day) and (one.until is None or day < one.until)
    )
    return tuple(sorted(held, key=lambda one: float("-inf") if one.above is None else one.above))


@dataclass(frozen=True, slots=True)
class MapRegion:
    """One region as it is drawn. `tint`: the last part of its class. `label`: what it says to who cannot see it."""

    path: str
    tint: str
    href: str | None
    label: str
    short: Text | None
    sign: Text


@dataclass(frozen=True, slots=True)
class Legend:
    """One line of the legend: a square with its sign, and its words."""

    tint: str
    x: str
    y: str
    sign: Text
    words: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RegionMap:
    """A map as a template draws it, in the order of reading: from north-west to south-east."""

    id: str
    width: str
    height: str
    shift: str
    title: str
    desc: str
    regions: tuple[MapRegion, ...]
    legend: tuple[Legend, ...]
    square: str
    notes: tuple[Text, ...]
    letter: str
    short: str
    sign: str
    tiles: bool

    @property
    def linked(self) -> bool:
        """Whether each region is a part of its own, with a link; else the map is one image."""
        return len(self.regions) <= LINKS_MAX

    @property
    def groups(self) -> tuple[tuple[str, tuple[MapRegion, ...]], ...]:
        """The regions of each tint together, as one image is drawn."""
        tints = sorted({one.tint for one in self.regions})
        return tuple((tint, tuple(one for one in self.regions if one.tint == tint)) for tint in tints)

    @property
    def view(self) -> str:
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class _Class:
    tint: str
    sign: str
    words: str
    name: str | None = None


def letter_on(shapes: MapShapes) -> float:
    """How large the letters are on a map, so that they can be read on a phone."""
    return max(14.0, 14.0 * max(shapes.width, WIDTH_MIN) / WIDTH_MIN)


def region_map(
    shapes: MapShapes,
    values: Sequence[RegionValue],
    href: Callable[[str], str | None],
    *,
    id: str,
    title: str,
    unit: Unit,
    classes: Sequence[OwnClass] = (),
    made_up: bool = False,
) -> RegionMap | None:
    """The map of these figures; None where no region of the map has one. `id`: unique on the page.

    A region of the map without a value among `values` has no figure. `classes`: the indicator's own, from low to high;
    without them there are at most five, with about as many regions in each.
    """
    if len(classes) > CLASSES_MAX:
        raise ValueError(f"{len(classes)} classes; an eye tells {CLASSES_MAX} apart")
    by_code = {one.code: one for one in values}
    here = [by_code[shape.code] for shape in shapes.shapes if shape.code in by_code]
    known = [one for one in here if one.value is not None]
    if not known:
        return None
    kept, class_of = _own(classes, known) if classes else _quantiles(known, unit)
    width = max(shapes.width, WIDTH_MIN)
    letter = letter_on(shapes)
    shorts = [shape.short for shape in shapes.shapes if shape.short]
    regions = []
    bare = 0
    for shape in sorted(shapes.shapes, key=lambda one: (one.y, one.x, one.code)):
        one = by_code.get(shape.code) or RegionValue(shape.code, shape.code, None)
        tint = class_of.get(shape.code, _NO_FIGURE)
        sign = kept[tint].sign if tint in kept else _SIGNS[tint]
        if shape.room is not None and shape.room < letter * _ROOM:
            sign, bare = "", bare + 1
        below = 20 if shape.short else round(letter * 0.35)
        regions.append(
            MapRegion(
                path=shape.path,
                tint=tint,
                href=href(shape.code),
                label=_label(one, kept.get(tint), tint, len(kept), unit),
                short=text(shape.x, shape.y - 2, shape.short, "middle") if shape.short else None,
                sign=text(shape.x, shape.y + below, sign, "middle"),
            )
        )
    counted = [class_of.get(shape.code, _NO_FIGURE) for shape in shapes.shapes]
    legend, bottom = _legend(kept, counted, shapes.height + letter * 1.6, width, letter, unit)
    told = [unit.say(_MADE_UP)] if made_up else []
    if len(shapes.shapes) > LINKS_MAX:
        told.append(unit.say(_IN_TABLE))
    elif bare:
        told.append(unit.say(_BARE))
    told.append(shapes.about.in_language(unit.language))
    folds = [line for words in told for line in folded(words, width, letter)]
    notes = tuple(text(0, bottom + letter * 1.35 * n, words) for n, words in enumerate(folds))
    return RegionMap(
        id=id,
        width=at(width),
        height=at(bottom + letter * 1.35 * (len(folds) - 1) + letter * 0.5),
        shift=at((width - shapes.width) / 2),
        title=title,
        desc=" ".join([*told[: 1 if made_up else 0], *_in_words(shapes, by_code, known, len(kept), unit)]),
        regions=tuple(regions),
        legend=legend,
        square=at(letter * 1.5),
        notes=notes,
        letter=at(letter),
        short=str(min(22, int(50 / max(width_of(one, 1) for one in shorts)))) if shorts else "0",
        sign="18" if shorts else at(letter),
        tiles=bool(shorts),
    )


# --- classes --------------------------------------------------------------------------------------------------------


def _quantiles(known: Sequence[RegionValue], unit: Unit) -> tuple[dict[str, _Class], dict[str, str]]:
    """About as many regions in each class; equal figures never stand in two."""
    values = sorted(one.value for one in known if one.value is not None)
    most = min(CLASSES_MAX, len(set(values)))
    place: dict[float, int] = {}
    for value in values:
        middle = sum(other < value for other in values) + values.count(value) / 2
        place.setdefault(value, min(int(most * middle / len(values)), most - 1))
    used = sorted(set(place.values()))
    kept, tint_of = {}, {}
    for number, (step, one) in enumerate(zip(_STEPS[len(used)], used, strict=True), 1):
        inside = [value for value in values if place[value] == one]
        low, high = unit(inside[0]), unit(inside[-1])
        words = low if low == high else unit.say(_SPAN, low=low, high=high)
        kept[str(step)] = _Class(str(step), str(number), words)
        tint_of[one] = str(step)
    return kept, {one.code: tint_of[place[one.value]] for one in known if one.value is not None}


def _own(classes: Sequence[OwnClass], known: Sequence[RegionValue]) -> tuple[dict[str, _Class], dict[str, str]]:
    """The classes that the indicator has by itself, also those in which no region falls."""
    steps = _STEPS[len(classes)]
    kept = {
        str(step): _Class(str(step), str(number), one.name, one.name)
        for number, (step, one) in enumerate(zip(steps, classes, strict=True), 1)
    }
    found = {}
    for region in known:
        assert region.value is not None
        inside = [str(step) for step, one in zip(steps, classes, strict=True) if one.holds(region.value)]
        found[region.code] = inside[0] if inside else _NO_CLASS
    return kept, found


# --- words ----------------------------------------------------------------------------------------------------------


def _label(one: RegionValue, klass: _Class | None, tint: str, all: int, unit: Unit) -> str:
    if one.value is None:
        return unit.say(_LABEL_NONE, name=one.name, why=one.why_not).strip()
    parts = {"name": one.name, "value": unit(one.value)}
    if klass is None:
        return unit.say(_LABEL_OUTSIDE, **parts)
    if klass.name is not None:
        return unit.say(_LABEL_NAMED, **parts, klass=klass.name[:1].upper() + klass.name[1:])
    return unit.say(_LABEL, **parts, n=klass.sign, all=all)


def _in_words(
    shapes: MapShapes, by_code: Mapping[str, RegionValue], known: Sequence[RegionValue], classes: int, unit: Unit
) -> list[str]:
    lowest, highest = (which(known, key=lambda one: one.value or 0.0) for which in (min, max))
    sentences = [unit.say(_COUNTED_ONE if classes == 1 else _COUNTED, n=len(shapes.shapes), k=classes)]
    if lowest.value is not None and highest.value is not None and lowest.value < highest.value:
        ends = {"a_name": lowest.name, "a": unit(lowest.value), "b_name": highest.name, "b": unit(highest.value)}
        sentences.append(unit.say(_ENDS, **ends))
    there = {one.code for one in known}
    without = [shape.code for shape in shapes.shapes if shape.code not in there]
    names = sorted(by_code[code].name if code in by_code else code for code in without)
    return [*sentences, unit.say(_WITHOUT, names=", ".join(names))] if names else sentences


def _legend(
    kept: Mapping[str, _Class], counted: Sequence[str], top: float, width: float, letter: float, unit: Unit
) -> tuple[tuple[Legend, ...], float]:
    """A line for each class and for what has none, from `top` down; and where they end."""
    entries = [(one.tint, one.sign, one.words) for one in kept.values()]
    for tint, called in ((_NO_CLASS, _OUTSIDE), (_NO_FIGURE, _NONE)):
        if tint in counted:
            entries.append((tint, _SIGNS[tint], unit.say(called)))
    lines, y, square = [], top, letter * 1.5
    for tint, sign, words in entries:
        number = counted.count(tint)
        told = unit.say(_ONE if number == 1 else _MANY, words=words, n=number)
        rows = folded(told, width - square - letter * 0.5, letter)
        lines.append(
            Legend(
                tint,
                "0",
                at(y - letter * 1.1),
                text(square / 2, y, sign, "middle"),
                tuple(text(square + letter * 0.5, y + n * letter * 1.3, row) for n, row in enumerate(rows)),
            )
        )
        y += letter * (1.75 + 1.3 * (len(rows) - 1))
    return tuple(lines), y + letter * 0.4
