# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set in SDMX-ML, 2.1 or 3.0, and the structure message that names its codes.

Knows: how to have the library `sdmx1` read a message that may be damaged or hostile, and which attributes are flags.
Leaves: what is kept of it (`eurostat`); fetching (`fetching`): the library never goes on the web for us.
"""

import logging
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from io import BytesIO, StringIO
from typing import Any, Final

from ..basics import Problem, Said, said
from .cbs_notes import Notes
from .eurostat_cube import Cell, Cube, CubeDimension, own_name
from .fetching import SourceTrouble

OBSERVATIONS_MAX: Final = 100_000
"""A message with more figures than this takes too much memory at once."""

_FLAGS: Final = ("obs_flag", "obs_status", "conf_status")
_NO_NUMBER: Final = frozenset({"", ":", "nan"})
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_OUTERMOST: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s>]")
_OBSERVATION: Final = re.compile(rb"<(?:[\w.-]+:)?Obs[\s/>]")

Titles = Mapping[str, tuple[str, Mapping[str, str]]]
"""Dimension → its title and those of its codes."""


def is_structure(body: bytes) -> bool:
    """Whether this message tells of codes and carries no figures: its outermost element says so."""
    found = _OUTERMOST.search(body[:4_000])
    return found is not None and found[1] == b"Structure"


def read_titles(body: bytes, where: str) -> Titles:
    """What a structure message calls the dimensions and their codes. Raises SourceTrouble."""
    message = _message(body, where)
    titles: dict[str, tuple[str, Mapping[str, str]]] = {}
    for structure in getattr(message, "structure", {}).values():
        for dimension in structure.dimensions:
            listed = getattr(getattr(dimension, "local_representation", None), "enumerated", None)
            concept = getattr(dimension, "concept_identity", None)
            title = str(getattr(concept, "name", "") or dimension.id)
            codes = {one.id: str(one.name or one.id) for one in listed} if listed is not None else {}
            titles[own_name(dimension.id)] = (title, codes)
    return titles


def read_sdmx_data(body: bytes, where: str, notes: Notes, titles: Titles) -> Cube:
    """The figures of a data message; a cell that is no good is told in `notes`. Raises SourceTrouble."""
    if len(_OBSERVATION.findall(body)) > OBSERVATIONS_MAX:
        raise SourceTrouble(where, _TOO_LARGE, _ASK_LESS)
    message = _message(body, where)
    names: tuple[str, ...] | None = None
    cells: list[Cell] = []
    for one in getattr(message, "data", []):
        for observation in one.obs:
            key = {own_name(str(name)): str(value.value) for name, value in observation.key.values.items()}
            if names is None:
                names = tuple(key)
            if set(key) != set(names):
                raise SourceTrouble(where, _OTHER_DIMENSIONS, _FETCH_AGAIN)
            codes = tuple(key[name] for name in names)
            cell = _cell(codes, observation.value, _flags(observation.attrib), where, notes)
            if cell is not None:
                cells.append(cell)
    if names is None:
        raise SourceTrouble(where, _NO_DATA, _FETCH_AGAIN)
    return Cube("", _dimensions(names, cells, titles), tuple(cells), where, prepared=message.header.prepared)


def _dimensions(names: Sequence[str], cells: Sequence[Cell], titles: Titles) -> tuple[CubeDimension, ...]:
    """The dimensions with the codes that figures carry, in the order of their codes."""
    made = []
    for at, name in enumerate(names):
        title, known = titles.get(name, (name, {}))
        made.append(
            CubeDimension(name, title, {one: known.get(one, one) for one in sorted({c.codes[at] for c in cells})})
        )
    return tuple(made)


def _flags(attributes: Mapping[str, Any]) -> str | None:
    """The flags of a figure as Eurostat writes them, that of its secrecy last: "p", "b C"."""
    there = {str(name).lower(): str(one.value).strip() for name, one in attributes.items()}
    return " ".join(flag for name in _FLAGS if (flag := there.get(name, ""))) or None


def _cell(codes: tuple[str, ...], value: Any, flags: str | None, where: str, notes: Notes) -> Cell | None:
    written = "" if value is None else str(value).strip()
    if written.lower() in _NO_NUMBER:
        # A row without number and flag says that there is no figure; so do we.
        return Cell(codes, None, flags or ":")
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return Cell(codes, number, flags)
    notes.add(
        "value",
        Problem(
            f"{where}: {', '.join(codes)}",
            said(f"«{written[:40]}» is geen cijfer.", f"«{written[:40]}» is no figure."),
            said("een getal, of een vlag van Eurostat", "a number, or a flag of Eurostat"),
            said("Haal het opnieuw op, of meld het aan Eurostat.", "Fetch it anew, or tell Eurostat."),
        ),
    )
    return None


def _message(body: bytes, where: str) -> Any:
    """The message as the library reads it. Raises SourceTrouble, whatever the library makes of it."""
    _look_first(body, where)
    import sdmx

    # Its reader of 3.0 can no longer be loaded once that of 2.1 has read a message; so both are loaded first.
    import sdmx.reader.xml.v30

    try:
        # Without its structure a message is read as it stands: Eurostat's own flags are then not refused.
        with _quiet(), redirect_stdout(StringIO()):
            return sdmx.read_sdmx(BytesIO(body))
    except MemoryError:
        raise
    except Exception as error:
        # The library has no error of its own for most of what may be wrong with a message.
        name = type(error).__name__
        what = said(
            f"Dit bericht is niet te lezen als SDMX ({name}).", f"This message cannot be read as SDMX ({name})."
        )
        raise SourceTrouble(where, what, _FETCH_AGAIN) from None


def _look_first(body: bytes, where: str) -> None:
    """Refuse what an XML reader should never be handed: entities, and text in letters that hide them."""
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        raise SourceTrouble(where, _NO_XML, _FETCH_AGAIN)
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise SourceTrouble(where, _A_PAGE, _FETCH_AGAIN)
    found = _ENCODING.match(body.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if b"\0" in body[:200] or (found and found[1].lower() not in (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1")):
        raise SourceTrouble(where, _OTHER_LETTERS, _FETCH_AGAIN)
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise SourceTrouble(where, _ENTITIES, _FETCH_AGAIN)


@contextmanager
def _quiet() -> Iterator[None]:
    """The library tells its doubts to whoever listens; who uses the command line is told in our words."""
    logger = logging.getLogger("sdmx")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


_NO_XML: Final[Said] = said("Dit is geen XML.", "This is no XML.")
_A_PAGE: Final[Said] = said("Dit is een webpagina.", "This is a web page.")
_OTHER_LETTERS: Final[Said] = said("Deze tekst is geen UTF-8.", "This text is no UTF-8.")
_ENTITIES: Final[Said] = said(
    "Dit bericht bevat een DOCTYPE of ENTITY. Dat hoort niet in SDMX, en wij lezen het niet.",
    "This message has a DOCTYPE or ENTITY. That does not belong in SDMX, and we do not read it.",
)
_TOO_LARGE: Final[Said] = said(
    f"Dit bericht heeft meer dan {OBSERVATIONS_MAX} cijfers.", f"This message has more than {OBSERVATIONS_MAX} figures."
)
_NO_DATA: Final[Said] = said("Dit bericht bevat geen cijfers.", "This message has no figures.")
_OTHER_DIMENSIONS: Final[Said] = said(
    "Niet elk cijfer heeft dezelfde indeling.", "Not every figure has the same dimensions."
)
_FETCH_AGAIN: Final[Said] = said(
    "Haal de tabel opnieuw op bij Eurostat; wat er al was, blijft staan.",
    "Fetch the data set from Eurostat anew; what was there stays.",
)
_ASK_LESS: Final[Said] = said("Vraag minder codes tegelijk.", "Ask for fewer codes at once.")
