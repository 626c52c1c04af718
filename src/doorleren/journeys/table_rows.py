# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of a kept table for who asks for them: a selection in words, checked, and each figure with where it comes from.

Knows: how a selection is written, and the shape of a row in the contract. Leaves: keeping (`Figures`), how rows look.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from ..basics import Problem, Said, plain_letters, said
from ..region import Code, Download, Measure, Observations, Table
from .download_shape import moment
from .figures import Figures, latest
from .say_figure import plain_number

Selection = Mapping[str, tuple[str, ...]]
MEASURE: Final = "Measure"

_NEAR: Final = 3
_TAKEN: Final = ("waarde", "reden", "periodestatus", "eenheid", "tekst", "bron", MEASURE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of one download."""

    download: Download
    table: Table
    rows: Observations


def read_selection(text: str | None, where: str = "--selectie") -> tuple[Selection, list[Problem]]:
    """Read "Measure=M004210,Perioden=2026MM06|2026MM05": of each name the codes, as they stand there."""
    found: dict[str, tuple[str, ...]] = {}
    problems = []
    for part in (text or "").split(",") if text is not None else ():
        name, equals, codes = (side.strip() for side in part.partition("="))
        listed = tuple(dict.fromkeys(code.strip() for code in codes.split("|")))
        if not name or not equals or not all(listed):
            problems.append(Problem(where, _not_readable(part), _LIKE_THIS, _EACH_ONCE))
        elif name in found:
            problems.append(Problem(where, _named_twice(name), _LIKE_THIS, _EACH_ONCE))
        else:
            found[name] = listed
    return found, problems


def ask_rows(
    figures: Figures, provider: str, table: str, select: Selection, as_of: datetime | None = None
) -> tuple[Asked | None, list[Problem]]:
    """The rows of the last download, or of the last that was there at a moment; or why there are none to give."""
    download, problem = download_of(figures, provider, table, as_of)
    if download is None:
        return None, [problem] if problem else []
    described = figures.table(download)
    if problems := [*_misfits(described, select)]:
        return None, problems
    return Asked(download, described, figures.observations(download, select)), []


def download_of(
    figures: Figures, provider: str, table: str, as_of: datetime | None = None
) -> tuple[Download | None, Problem | None]:
    """The last download of a table, or the last at a moment; or what to do to get one."""
    if (found := latest(figures, provider, table, as_of)) is not None:
        return found, None
    if there := figures.downloads(provider, table):
        return None, _not_yet(table, there[0])
    return None, _not_kept(figures, provider, table)


# --- what does not fit ----------------------------------------------------------------------------------------------


def _misfits(table: Table, select: Selection) -> Iterator[Problem]:
    """Each name and code of a selection that the table does not have."""
    names = [MEASURE, *(one.id for one in table.dimensions)]
    for name, codes in select.items():
        dimension = table.dimension(name)
        if name != MEASURE and dimension is None:
            near = _like(name, {one: one for one in names})
            yield Problem(
                f"--selectie {name}",
                said(
                    f"Deze tabel is niet verdeeld naar «{name}».{_mean_nl(near)}",
                    f"This table is not divided by «{name}».{_mean_en(near)}",
                ),
                said(f"een van: {', '.join(names)}", f"one of: {', '.join(names)}"),
                said("Let op hoofdletters: die tellen mee.", "Mind the capitals: they count."),
            )
            continue
        things: Sequence[Code | Measure] = table.measures if dimension is None else dimension.codes
        known = {one.id: one.title for one in things}
        for code in codes:
            if code not in known:
                near = [f"{one} ({known[one]})" for one in _like(code, known)]
                yield Problem(
                    f"--selectie {name}={code}",
                    said(
                        f"«{code}» is geen code van «{name}».{_mean_nl(near)}",
                        f"«{code}» is no code of «{name}».{_mean_en(near)}",
                    ),
                    said(f"een van de {len(known)} codes van «{name}»", f"one of the {len(known)} codes of «{name}»"),
                    said(
                        "Kijk de code na. Let op hoofdletters: die tellen mee.",
                        "Check the code. Mind the capitals: they count.",
                    ),
                )


def _like(given: str, known: Mapping[str, str]) -> list[str]:
    """Ids that look like what was given, or whose title does."""
    folded: dict[str, str] = {}
    for one, title in known.items():
        folded.setdefault(one.casefold(), one)
        folded.setdefault(plain_letters(title), one)
    near = get_close_matches(given.casefold(), folded, n=_NEAR, cutoff=0.7)
    plain = plain_letters(given)
    near += [words for words in folded if len(plain) > 2 and plain in words]
    return list(dict.fromkeys(folded[one] for one in near))[:_NEAR]


def _mean_nl(near: Sequence[str]) -> str:
    return f" Bedoelt u {' of '.join(f'«{one}»' for one in near)}?" if near else ""


def _mean_en(near: Sequence[str]) -> str:
    return f" Do you mean {' or '.join(f'«{one}»' for one in near)}?" if near else ""


def _not_kept(figures: Figures, provider: str, table: str) -> Problem:
    names = {one: one for of, one in figures.tables() if of == provider}
    near = _like(table, names)
    which = said(f"doorleren cbs haal {table}", f"doorleren cbs haal {table}")
    do = said(f"Haal haar eerst: «{which.nl}».", f"Fetch it first: «{which.en}».")
    if near:
        do = said(
            f"Verbeter de naam, of haal haar eerst: «{which.nl}».",
            f"Correct the name, or fetch it first: «{which.en}».",
        )
    if provider != "cbs":
        do = said("Kijk met «doorleren cbs lijst» wat er is.", "See what there is with «doorleren cbs lijst».")
    return Problem(
        table,
        said(f"Deze tabel hebben wij niet.{_mean_nl(near)}", f"We do not have this table.{_mean_en(near)}"),
        said("een tabel die is opgehaald", "a table that was fetched"),
        do,
    )


def _not_yet(table: str, first: Download) -> Problem:
    return Problem(
        table,
        said("Toen hadden wij deze tabel nog niet.", "We did not have this table then."),
        said(f"een dag vanaf {moment(first.fetched)[:10]}", f"a day from {moment(first.fetched)[:10]}"),
        said("Kies een latere dag, of laat --stand weg.", "Choose a later day, or leave out --stand."),
    )


def _not_readable(part: str) -> Said:
    shown = part.strip() or ","
    return said(f"«{shown}» is geen naam met een code.", f"«{shown}» is no name with a code.")


def _named_twice(name: str) -> Said:
    return said(f"«{name}» staat er twee keer.", f"«{name}» is there twice.")


_LIKE_THIS: Final = said(
    "NAAM=CODE, met komma's ertussen, zoals Perioden=2026MM06",
    "NAME=CODE, with commas between, such as Perioden=2026MM06",
)
_EACH_ONCE: Final = said(
    "Noem elke naam één keer. Meer codes: Perioden=2026MM05|2026MM06.",
    "Name each once. More codes: Perioden=2026MM05|2026MM06.",
)


# --- rows as a script reads them ------------------------------------------------------------------------------------


def row_shapes(asked: Asked) -> list[dict[str, Any]]:
    """Each row as in the contract. No number is null, with what the source said of it; it is never zero."""
    rows, table = asked.rows, asked.table
    source = {"tabel": asked.download.table, "opgehaald": moment(asked.download.fetched)}
    units = {one.id: one.unit for one in table.measures}
    periods = table.periods
    statuses = {one.id: one.status for one in periods.codes} if periods else {}
    keys = {one.id: one.id if one.id not in _TAKEN else f"dimensie:{one.id}" for one in table.dimensions}
    shapes = []
    for place, measure in enumerate(rows.measures):
        codes = {one: rows.codes[one][place] for one in keys}
        shape = {
            "waarde": plain_number(rows.values[place]),
            "reden": rows.reasons[place],
            "periodestatus": statuses.get(codes[periods.id]) if periods else None,
            "eenheid": units.get(measure),
            MEASURE: measure,
            **{keys[one]: code for one, code in codes.items()},
            "bron": dict(source),
        }
        if rows.texts[place] is not None:
            shape["tekst"] = rows.texts[place]
        shapes.append(shape)
    return shapes
