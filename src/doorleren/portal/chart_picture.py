# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A drawing as a file of its own: with its title, its look, its source and its date inside.

Knows: how a drawing is put in a file that shows itself without our pages. Leaves: the drawing, and who sends it.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from .chart_parts import Text, at, folded, text
from .chart_trend import Trend
from .region_map import RegionMap

MEDIA_TYPE: Final = "image/svg+xml"
_EDGE: Final = 16.0
_BEGINS, _ENDS = "/* drawings: begin */", "/* drawings: end */"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a drawing in its file."""

    view: str
    width: str
    height: str
    paper: Mapping[str, str]
    heading: tuple[Text, ...]
    foot: tuple[Text, ...]
    style: str
    letter: str


def as_picture(drawing: Trend | RegionMap, *, source: str, day: str) -> bytes:
    """The drawing as an .svg file. `source`, `day`: as they stand below it, in words. The same drawing gives the same
    bytes.

    Send it with `picture_policy`, since our pages allow no style within a file.
    """
    from django.template.loader import render_to_string

    is_map = isinstance(drawing, RegionMap)
    context = {
        "chart": drawing,
        "map": drawing,
        "picture": True,
        "frame": _frame(drawing, source, day),
        "inside": f"portal/{'map_region' if is_map else 'chart_trend'}.html",
    }
    markup = render_to_string("portal/chart_picture.html", context)
    return "\n".join(line for line in markup.splitlines() if line.strip()).encode() + b"\n"


def picture_policy() -> str:
    """The Content-Security-Policy of a picture: nothing but its own style."""
    seal = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{seal}'"


@cache
def style() -> str:
    """The rules for drawings out of the stylesheet of the pages, so that both look the same."""
    rules = (Path(__file__).parent / "static/layout.css").read_text("utf-8")
    return rules.partition(_BEGINS)[2].partition(_ENDS)[0].strip()


def _frame(drawing: Trend | RegionMap, source: str, day: str) -> Frame:
    width, height, letter = float(drawing.width), float(drawing.height), float(drawing.letter)
    row = letter * 1.35
    heading = folded(drawing.title, width, letter * 1.2)
    foot = [one for words in (source, day) if words for one in folded(words, width, letter)]
    above = row * 1.2 * len(heading) + letter * 0.5
    below = row * len(foot) + letter * 0.5
    x, y = -_EDGE, -above - _EDGE
    whole_width, whole_height = width + 2 * _EDGE, above + height + below + 2 * _EDGE
    return Frame(
        view=f"{at(x)} {at(y)} {at(whole_width)} {at(whole_height)}",
        width=at(whole_width * 2 if width < 500 else whole_width),
        height=at(whole_height * 2 if width < 500 else whole_height),
        paper={"x": at(x), "y": at(y), "width": at(whole_width), "height": at(whole_height)},
        heading=tuple(text(0, -above + row * 1.2 * n + letter * 1.2, one) for n, one in enumerate(heading)),
        foot=tuple(text(0, height + row * n + letter * 1.2, one) for n, one in enumerate(foot)),
        style=style(),
        letter=at(letter),
    )
