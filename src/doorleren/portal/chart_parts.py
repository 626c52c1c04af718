# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parts that every drawing is made of: places, lines, dots, texts; and which marks hang together.

Knows: coordinates as SVG writes them, stretches between gaps and breaks, how wide a text is, where it folds.
Leaves: what a drawing is about (`chart_spark`, `chart_trend`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .chart_marks import Cut, Mark


def at(value: float) -> str:
    """A coordinate with one decimal at most, the same on every machine: "12.5", "3", never "-0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Line:
    """From one place to another."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure as a dot. `kind`: the last part of its class (`known`, `provisional`, `last`)."""

    x: str
    y: str
    r: str
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place; `anchor` as SVG says it."""

    x: str
    y: str
    words: str
    anchor: str = "start"


def dot(place: tuple[float, float], r: str, kind: str) -> Dot:
    return Dot(at(place[0]), at(place[1]), r, kind)


def line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(at(x1), at(y1), at(x2), at(y2))


def text(x: float, y: float, words: str, anchor: str = "start") -> Text:
    return Text(at(x), at(y), words, anchor)


def path(points: Sequence[tuple[float, float]], closed: bool = False) -> str:
    """A line through all points, as SVG writes it."""
    steps = " ".join(f"{at(x)} {at(y)}" for x, y in points)
    return f"M{steps}" + ("z" if closed else "")


def stretches(marks: Sequence[Mark], cuts: Sequence[Cut]) -> list[list[Mark]]:
    """The figures that one line may join: it ends at a figure that is missing, and before a break."""
    found: list[list[Mark]] = []
    before: Mark | None = None
    for mark in marks:
        if mark.value is not None:
            if before is None or before.value is None or parted(before, mark, cuts):
                found.append([])
            found[-1].append(mark)
        before = mark
    return found


def parted(before: Mark, after: Mark, cuts: Sequence[Cut]) -> bool:
    """Whether a break lies between two figures, or time about which there is none."""
    return after.first > before.until or any(before.first < cut.on <= after.first for cut in cuts)


def since_the_last_break(marks: Sequence[Mark], cuts: Sequence[Cut]) -> list[Mark]:
    """The figures that may be compared with the last one."""
    known = [mark for mark in marks if mark.value is not None]
    start = 0
    for number, (before, after) in enumerate(pairwise(known), 1):
        if any(before.first < cut.on <= after.first for cut in cuts):
            start = number
    return known[start:]


def cuts_between(marks: Sequence[Mark], cuts: Sequence[Cut]) -> list[Cut]:
    """The breaks that lie within these marks; one before or after them all parts nothing."""
    return [cut for cut in cuts if marks and marks[0].first < cut.on <= marks[-1].first]


# --- words ----------------------------------------------------------------------------------------------------------

_NARROW, _WIDE, _WIDEST = "iltjfr.,:;'’|!()[] -", "wABCDGHKNOPQRUVXYZ&–−×+", "mMW%@"


def width_of(words: str, size: float) -> float:
    """How wide a text is in a plain sans-serif, rather too wide than too narrow."""
    return size * sum(
        0.38 if one in _NARROW else 0.95 if one in _WIDEST else 0.85 if one in _WIDE else 0.65 for one in words
    )


def folded(words: str, width: float, size: float) -> list[str]:
    """A text over lines that fit; a word that is too long is cut where it must be, never left out."""
    lines = [""]
    for word in words.split():
        rest = word
        while width_of(rest, size) > width and len(rest) > 1:
            fits = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or width_of(rest[:n] + "-", size) <= width)
            if lines[-1]:
                lines.append("")
            lines[-1] = rest[:fits] + "-"
            lines.append("")
            rest = rest[fits:]
        longer = f"{lines[-1]} {rest}".strip()
        if width_of(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(rest)
    return lines
