# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of a table in 80 columns: what is the same for all rows above it, the rest beside each other.

Knows: columns, widths and wrapping. Leaves: which figures (journeys).
"""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ..journeys.say_figure import figure_text
from .people import count
from .show import harmless

if TYPE_CHECKING:
    from ..journeys.table_rows import Asked

_WIDTH: Final = 80
_GAP: Final = 2
_NARROWEST: Final = 6
_MOST_ROWS: Final = 200
"""More than this nobody reads on a screen; how many there are besides is told."""

_WORDS: Final = {
    "nl": {
        "fetched": "Opgehaald op {moment}.",
        "part": "Dit is een deel van de tabel: {part}",
        "part_unknown": "Dit is een deel van de tabel. Welk deel, zegt de bron niet.",
        "example": "Voorbeeld: deze cijfers zijn verzonnen.",
        "measure": "Meting",
        "value": "Waarde",
        "unit": "Eenheid",
        "status": "Status",
        "nothing": "geen cijfer",
        "unknown": "de bron zegt niet waarom",
        "more": "… en nog {count} rijen. Alles: --csv of --json. Minder: --selectie.",
    },
    "en": {
        "fetched": "Fetched on {moment}.",
        "part": "This is a part of the table: {part}",
        "part_unknown": "This is a part of the table. Which part, the source does not say.",
        "example": "Example: these figures are made up.",
        "measure": "Measure",
        "value": "Value",
        "unit": "Unit",
        "status": "Status",
        "nothing": "no figure",
        "unknown": "the source does not say why",
        "more": "… and {count} more rows. All: --csv or --json. Fewer: --selectie.",
    },
}


def wrapped(text: str, indent: int = 0) -> str:
    """Lines of at most 80 columns, in which nothing steers the terminal."""
    return textwrap.fill(
        harmless(text),
        _WIDTH,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=True,
    )


def part_said(part: str, language: str) -> str:
    """Of which part of a table a download is. One of which nobody knows the part has a question mark there."""
    known = [one for one in part.split(" and ") if one != "?"]
    sentences = [_WORDS[language]["part"].format(part=" and ".join(known))] if known else []
    return " ".join([*sentences, *([_WORDS[language]["part_unknown"]] if "?" in part.split(" and ") else [])])


def rows_shown(asked: "Asked", moment: str, language: str) -> Iterator[str]:
    """The lines to print."""
    words, table = _WORDS[language], asked.table
    yield wrapped(f"{table.title.strip()} ({table.id})")
    yield wrapped(words["fetched"].format(moment=moment))
    if asked.download.filter is not None:
        yield wrapped(part_said(asked.download.filter, language))
    if asked.download.made_up:
        yield words["example"]
    columns = _columns(asked, language)
    periods = table.periods
    # What is the same everywhere is said once; the time and the figure always stand in the table.
    stays = {words["value"], periods.title if periods else None}
    for name, cells in columns.items():
        if name not in stays and len(set(cells)) == 1 and cells[0]:
            yield wrapped(f"{name}: {cells[0]}", indent=2)
    shown = {name: cells for name, cells in columns.items() if name in stays or len(set(cells)) > 1}
    if asked.rows.values:
        yield ""
        yield from _aligned(shown, right=words["value"])
    if (more := len(asked.rows) - _MOST_ROWS) > 0:
        yield words["more"].format(count=count(more, language))


def _columns(asked: "Asked", language: str) -> dict[str, list[str]]:
    """Each column with its title, and the text of its cells."""
    # Only who asks for a table waits for what reads one.
    from ..journeys.table_rows import MEASURE, row_shapes

    words, table = _WORDS[language], asked.table
    shapes = row_shapes(asked)[:_MOST_ROWS]
    measures = {one.id: one for one in table.measures}
    columns: dict[str, list[str]] = {}

    def add(title: str, cells: Sequence[str]) -> None:
        # Two dimensions may have one title.
        while title in columns:
            title += " "
        columns[title] = [harmless(cell) for cell in cells]

    known = _apart({one.id: " / ".join((*one.path, one.title)) for one in table.measures})
    add(words["measure"], [known.get(shape[MEASURE], shape[MEASURE]) for shape in shapes])
    for one in table.dimensions:
        known = _apart({code.id: code.title for code in one.codes})
        add(one.title, [known.get(code, code) for code in asked.rows.codes[one.id][: len(shapes)]])
    add(words["unit"], [shape["eenheid"] or "" for shape in shapes])
    values = []
    for shape in shapes:
        text = figure_text(shape["waarde"], measures.get(shape[MEASURE]), language) or shape.get("tekst") or ""
        if not text:
            text = f"{words['nothing']}: {shape['reden'] or words['unknown']}"
        elif shape["reden"]:
            text = f"{text} ({shape['reden']})"
        values.append(text)
    add(words["value"], values)
    add(words["status"], [shape["periodestatus"] or "" for shape in shapes])
    return columns


def _apart(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles by code; two that are the same get their code behind them, or they would seem to be one."""
    times = Counter(titles.values())
    return {code: title if times[title] == 1 else f"{title} ({code})" for code, title in titles.items()}


def _aligned(columns: dict[str, list[str]], right: str) -> Iterator[str]:
    widths = _widths(columns)
    for cells in ([*columns], *zip(*columns.values(), strict=True)):
        lines = [
            textwrap.wrap(cell, widths[name], break_on_hyphens=False) or [""]
            for name, cell in zip(columns, cells, strict=True)
        ]
        for number in range(max(map(len, lines))):
            parts = []
            for name, part in zip(columns, lines, strict=True):
                text = part[number] if number < len(part) else ""
                parts.append(text.rjust(widths[name]) if name == right else text.ljust(widths[name]))
            yield (" " * _GAP).join(parts).rstrip()


def _widths(columns: dict[str, list[str]]) -> dict[str, int]:
    """As wide as each needs; where that does not fit, those give way of which the fewest cells get a second line.

    Words are broken only at the last.
    """
    texts = {name: [name, *cells] for name, cells in columns.items()}
    widths = {name: max(map(len, cells)) for name, cells in texts.items()}
    words = {
        name: max((len(word) for cell in cells for word in cell.split()), default=1) for name, cells in texts.items()
    }
    room = _WIDTH - _GAP * (len(widths) - 1)
    for narrowest in (words, dict.fromkeys(words, _NARROWEST)):
        while sum(widths.values()) > room:
            wide = [name for name in widths if widths[name] > narrowest[name]]
            if not wide:
                break
            widths[min(wide, key=lambda name: _cost(texts[name], widths[name]))] -= 1
    return widths


def _cost(cells: Sequence[str], width: int) -> tuple[int, int]:
    """How many cells would not fit any more, and the narrower the worse."""
    return sum(len(cell) >= width for cell in cells), -width
