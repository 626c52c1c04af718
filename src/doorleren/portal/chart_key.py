# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key of a drawing: what each line, band and sign means, in words below it.

Knows: where each stands, one beside the other as far as there is room. Leaves: which there are (`chart_trend`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .chart_parts import Line, Text, at, folded, line, text, width_of

Kind = Literal["region", "country", "provisional", "band80", "band95", "break", "note"]

_SAMPLE: Final = 30.0
_BETWEEN: Final = 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to explain; a `note` has words alone."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One entry on paper: a sample and its words, over one line or more. `sample`: where it lies; None for a note."""

    kind: Kind
    sample: Line | None
    top: str
    height: str
    words: tuple[Text, ...]


def laid_out(
    entries: Sequence[Entry], top: float, width: float, letter: float, breathe: float
) -> tuple[tuple[KeyLine, ...], float]:
    """All entries from `top` down, and where they end."""
    found: list[KeyLine] = []
    row = letter * breathe
    x, y = 0.0, top
    for entry in entries:
        indent = 0.0 if entry.kind == "note" else _SAMPLE + 6
        lines = folded(entry.words, width - indent, letter)
        wide = indent + max(width_of(one, letter) for one in lines)
        if x and (x + wide > width or len(lines) > 1):
            x, y = 0.0, y + row
        middle = y - letter * 0.35
        found.append(
            KeyLine(
                entry.kind,
                None if entry.kind == "note" else line(x, middle, x + _SAMPLE, middle),
                at(middle - letter * 0.45),
                at(letter * 0.9),
                tuple(text(x + indent, y + n * row, one) for n, one in enumerate(lines)),
            )
        )
        if len(lines) > 1:
            x, y = 0.0, y + len(lines) * row
        else:
            x += wide + _BETWEEN
    bottom = y if x else y - row
    return tuple(found), bottom + letter * 0.5
