# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set in JSON-stat 2.0, the form in which Eurostat's statistics API answers.

Knows: dimensions with their order and size, figures in one row or by their place, flags; and what is no good.
Leaves: what is kept of it (`eurostat`). No library that we have reads this form.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..basics import Problem, Said, said
from .cbs_json import read_json
from .cbs_notes import Notes
from .eurostat_cube import CELLS_MAX, Cell, Cube, CubeDimension, own_name
from .fetching import SourceTrouble

_FEW_DIMENSIONS: Final = 30


def read_jsonstat(body: bytes, where: str, notes: Notes) -> Cube:
    """The data set in an answer or a file; a cell that is no good is told in `notes`. Raises SourceTrouble."""
    answer = read_json(body, where)
    if not isinstance(answer, Mapping):
        raise SourceTrouble(where, _NO_OBJECT, _FETCH_AGAIN)
    if (what := _refused(answer)) is not None:
        raise SourceTrouble(where, what, _ASK_LESS)
    if answer.get("class") != "dataset" or not str(answer.get("version", "2.0")).startswith("2"):
        raise SourceTrouble(where, _OTHER_FORM, _FETCH_AGAIN)
    dimensions = _dimensions(answer, where)
    count = math.prod(len(one.codes) for one in dimensions)
    values = _by_place(answer.get("value"), count, "value", where)
    status = answer.get("status")
    # One flag for the whole data set may be written once, as a text.
    flags = (
        dict.fromkeys(values, status) if isinstance(status, str) else _by_place(status or {}, count, "status", where)
    )
    cells = tuple(_cells(dimensions, values, flags, where, notes))
    label, updated = answer.get("label"), answer.get("updated")
    return Cube(
        label if isinstance(label, str) else "",
        dimensions,
        cells,
        where,
        updated if isinstance(updated, str) else "",
    )


def _refused(answer: Mapping[str, Any]) -> Said | None:
    """What Eurostat says instead of figures: an error, or that the answer is too large and comes later."""
    for name in ("error", "warning"):
        told = answer.get(name)
        told = told[0] if isinstance(told, list) and told else told
        if isinstance(told, Mapping):
            words = " ".join(str(told.get("label", "")).split())[:200]
            return said(f"Eurostat geeft geen cijfers: «{words}».", f"Eurostat gives no figures: «{words}».")
    return None


def _dimensions(answer: Mapping[str, Any], where: str) -> tuple[CubeDimension, ...]:
    names, sizes, about = answer.get("id"), answer.get("size"), answer.get("dimension")
    if (
        not isinstance(names, list)
        or not isinstance(sizes, list)
        or not isinstance(about, Mapping)
        or not 0 < len(names) == len(sizes) <= _FEW_DIMENSIONS
        or not all(isinstance(one, str) for one in names)
        or not all(type(one) is int and one > 0 for one in sizes)
    ):
        raise SourceTrouble(where, _NO_DIMENSIONS, _FETCH_AGAIN)
    if len({own_name(one) for one in names}) < len(names):
        raise SourceTrouble(where, _TWICE, _FETCH_AGAIN)
    if math.prod(sizes) > CELLS_MAX:
        raise SourceTrouble(where, _TOO_LARGE, _ASK_LESS)
    return tuple(_dimension(name, size, about.get(name), where) for name, size in zip(names, sizes, strict=True))


def _dimension(name: str, size: int, about: Any, where: str) -> CubeDimension:
    category = about.get("category") if isinstance(about, Mapping) else None
    labels = category.get("label") if isinstance(category, Mapping) else None
    index = category.get("index") if isinstance(category, Mapping) else None
    labels = labels if isinstance(labels, Mapping) else {}
    if index is None and len(labels) == 1:
        index = list(labels)  # with one code its place need not be written
    codes: list[Any] = []
    if isinstance(index, list):
        codes = index
    elif isinstance(index, Mapping) and all(type(place) is int for place in index.values()):
        # With a place twice or left out there are not `size` codes, which is told below.
        codes = sorted(index, key=lambda one: index[one]) if sorted(index.values()) == list(range(size)) else []
    if len(codes) != size or not all(isinstance(one, str) and one for one in codes) or len(set(codes)) < size:
        raise SourceTrouble(
            where,
            said(
                f"De codes van {name[:40]} passen niet bij de {size} die er moeten zijn.",
                f"The codes of {name[:40]} do not fit the {size} that there must be.",
            ),
            _FETCH_AGAIN,
        )
    title = about.get("label")
    titles = {code: labels[code] if isinstance(labels.get(code), str) else code for code in codes}
    return CubeDimension(own_name(name), title if isinstance(title, str) else name, titles)


def _by_place(given: Any, count: int, name: str, where: str) -> dict[int, Any]:
    """Place → what stands there, of a row or of an object with places as names; a null is nothing."""
    if isinstance(given, list):
        if len(given) == count:
            return {place: one for place, one in enumerate(given) if one is not None}
        what = said(
            f"«{name}» heeft {len(given)} plaatsen; het moeten er {count} zijn.",
            f"«{name}» has {len(given)} places; there must be {count}.",
        )
        raise SourceTrouble(where, what, _FETCH_AGAIN)
    if not isinstance(given, Mapping):
        raise SourceTrouble(
            where, said(f"Hier ontbreken de cijfers ({name}).", f"The figures are missing here ({name})."), _FETCH_AGAIN
        )
    found: dict[int, Any] = {}
    for place, one in given.items():
        plain = place.isascii() and place.isdecimal() and len(place) < 9 and str(int(place)) == place
        if not plain or int(place) >= count:
            what = said(
                f"«{name}» noemt plaats {place[:20]}; de laatste is {count - 1}.",
                f"«{name}» names place {place[:20]}; the last one is {count - 1}.",
            )
            raise SourceTrouble(where, what, _FETCH_AGAIN)
        if one is not None:
            found[int(place)] = one
    return found


def _cells(
    dimensions: tuple[CubeDimension, ...],
    values: Mapping[int, Any],
    flags: Mapping[int, Any],
    where: str,
    notes: Notes,
) -> Iterator[Cell]:
    """The cells with a number or a flag, in the order of the places: the last dimension runs fastest."""
    listed = [tuple(one.codes) for one in dimensions]
    for place in sorted(values.keys() | flags.keys()):
        value, flag, left = values.get(place), flags.get(place), place
        back = []
        for codes_of in reversed(listed):
            left, at = divmod(left, len(codes_of))
            back.append(codes_of[at])
        codes = tuple(reversed(back))
        if flag is not None and not isinstance(flag, str):
            notes.add("flag", _bad_cell(where, codes, "vlag", "flag", flag))
            flag = None
        if value == ":":
            value, flag = None, flag or ":"
        if value is not None and (type(value) not in (int, float) or not math.isfinite(value)):
            notes.add("value", _bad_cell(where, codes, "cijfer", "figure", value))
            continue
        flag = (flag or "").strip() or None
        if value is None and flag is None:
            continue
        yield Cell(codes, None if value is None else float(value), flag)


def _bad_cell(where: str, codes: tuple[str, ...], nl: str, en: str, value: object) -> Problem:
    shown = str(value)[:40]
    return Problem(
        f"{where}: {', '.join(codes)}",
        said(f"«{shown}» is geen {nl}.", f"«{shown}» is no {en}."),
        said("een getal, of een vlag van Eurostat", "a number, or a flag of Eurostat"),
        said("Haal het opnieuw op, of meld het aan Eurostat.", "Fetch it anew, or tell Eurostat."),
    )


_NO_OBJECT: Final[Said] = said("Dit is geen JSON-object.", "This is no JSON object.")
_OTHER_FORM: Final[Said] = said(
    "Dit is geen tabel in JSON-stat, versie 2.", "This is no data set in JSON-stat, version 2."
)
_NO_DIMENSIONS: Final[Said] = said(
    "De indeling van de tabel (id, size, dimension) klopt niet.",
    "The dimensions of the data set (id, size, dimension) are not right.",
)
_TWICE: Final[Said] = said("Een indeling staat er twee keer in.", "A dimension is there twice.")
_TOO_LARGE: Final[Said] = said(
    f"Deze tabel heeft plaats voor meer dan {CELLS_MAX // 1_000_000} miljoen cijfers.",
    f"This data set has room for more than {CELLS_MAX // 1_000_000} million figures.",
)
_FETCH_AGAIN: Final[Said] = said(
    "Haal de tabel opnieuw op bij Eurostat; wat er al was, blijft staan.",
    "Fetch the data set from Eurostat anew; what was there stays.",
)
_ASK_LESS: Final[Said] = said("Kies minder codes in de koppeling.", "Choose fewer codes in the mapping.")
