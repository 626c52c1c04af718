# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the files of indicators: those that come with Doorleren, and a folder of one's own.

Knows: which fields a file has. Leaves: how a field is read (`fields`), what must fit together (`fitting`).
"""

from dataclasses import fields as dataclass_fields
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from ...basics import Problem, said
from ..periods import SpanKind
from ..regions import RegionKind
from .fields import Fields, as_document
from .fitting import check_all, check_one
from .lined_text import read_lined
from .record import Calculation, Indicator, KnownBreak, SeriesSource, TensionClass, Theme

_MAX_BYTES = 200_000
_PROVIDERS = ("cbs", "eurostat", "uwv", "rivm")


@cache
def indicators() -> tuple[Indicator, ...]:
    """The indicators that come with Doorleren, in the order of the page. Raises ValueError: a mistake of ours."""
    read, problems = read_indicators(Path(__file__).parent)
    if problems:
        raise ValueError("\n".join(f"{one.where}: {one.what.en}" for one in problems))
    return read


def read_indicators(folder: Path) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """The indicators in a folder, in the order of the page, and all that is wrong there.

    A file with a problem gives no indicator; the others are read.
    """
    problems: list[Problem] = []
    found: list[tuple[str, Indicator]] = []
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not files:
        problems.append(_empty(folder))
    for file in files:
        one, wrong = read_file(file)
        problems.extend(wrong)
        if one is not None:
            found.append((file.name, one))
    problems.extend(check_all(found))
    return tuple(sorted((one for _, one in found), key=lambda one: (one.order, one.id))), tuple(problems)


def read_file(file: Path) -> tuple[Indicator | None, tuple[Problem, ...]]:
    """One indicator, or all that is wrong with its file."""
    try:
        raw = file.read_bytes()[: _MAX_BYTES + 1]
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None, (_unreadable(file.name),)
    if len(raw) > _MAX_BYTES:
        return None, (_unreadable(file.name),)
    values, lines, problems = read_lined(text, file.name)
    if not isinstance(values, dict):
        return None, tuple(problems) or (_unreadable(file.name),)
    at = Fields(values, (), lines, problems)
    one = _indicator(at)
    if one is not None:
        check_one(one, at, file.stem)
    return (None if at.problems else one), tuple(at.problems)


def _indicator(at: Fields) -> Indicator | None:
    at.only(*(one.name for one in dataclass_fields(Indicator)))
    before = len(at.problems)
    made = {
        "id": at.text("id"),
        "name": at.said("name"),
        "theme": cast(Theme, at.one_of("theme", get_args(Theme))),
        "order": at.whole("order"),
        "definition": at.said("definition"),
        "unit": at.said("unit"),
        "decimals": at.whole("decimals"),
        "log": at.truth("log"),
        "relevant": at.number("relevant"),
        "relevant_why": at.said("relevant_why"),
        "goals": at.listed("goals", as_document),
        "says_not": at.sentences("says_not"),
        "sources": at.listed("sources", _source),
        "breaks": at.listed("breaks", _break),
        "classes": at.listed("classes", _class),
        "nowhere": at.said("nowhere", needed=False),
        "regional_nowhere": at.said("regional_nowhere", needed=False),
        "forecast": at.truth("forecast", default=False),
        "adds_up": at.truth("adds_up", default=False),
    }
    return Indicator(**cast(Any, made)) if len(at.problems) == before else None


def _source(at: Fields) -> SeriesSource | None:
    at.only(*(one.name for one in dataclass_fields(SeriesSource)))
    before = len(at.problems)
    inner = at.inner("calculation", needed=False)
    made = {
        "provider": at.one_of("provider", _PROVIDERS),
        "table": at.text("table"),
        "covers": _kinds(at),
        "select": at.pairs("select"),
        "period_dimension": at.text("period_dimension"),
        "period_kind": at.one_of("period_kind", get_args(SpanKind)),
        "adjusted": at.truth("adjusted"),
        "tried": at.truth("tried"),
        "document": at.document("document"),
        "region_dimension": at.text("region_dimension", needed=False),
        "only_region": at.text("only_region", needed=False),
        "calculation": None if inner is None else _calculation(inner),
        "sampling_error": at.number("sampling_error", needed=False),
        "sampling_source": at.document("sampling_source", needed=False),
        "derived": at.words("derived"),
    }
    return SeriesSource(**cast(Any, made)) if len(at.problems) == before else None


def _kinds(at: Fields) -> tuple[RegionKind, ...]:
    known: tuple[RegionKind, ...] = get_args(RegionKind)
    kinds = at.words("covers", needed=True)
    for kind in kinds:
        if kind not in known:
            at.wrong(
                "covers",
                said(f"«{kind[:40]}» is geen soort regio", f"«{kind[:40]}» is no kind of region"),
                said(", ".join(known), ", ".join(known)),
                said("Kies uit deze lijst.", "Choose from this list."),
            )
    return tuple(kind for kind in known if kind in kinds)


def _calculation(at: Fields) -> Calculation | None:
    at.only("per", "times")
    per, times = at.pairs("per"), at.number("times", needed=False)
    return Calculation(per, 100.0 if times is None else times) if per else None


def _break(at: Fields) -> KnownBreak | None:
    at.only(*(one.name for one in dataclass_fields(KnownBreak)))
    before = len(at.problems)
    made = {
        "on": at.day("on"),
        "why": at.said("why"),
        "document": at.document("document"),
        "tables": at.words("tables"),
        "mended": at.truth("mended", default=False),
        "mended_from": at.day("mended_from", needed=False),
    }
    return KnownBreak(**cast(Any, made)) if len(at.problems) == before else None


def _class(at: Fields) -> TensionClass | None:
    at.only(*(one.name for one in dataclass_fields(TensionClass)))
    before = len(at.problems)
    made = {
        "name": at.said("name"),
        "above": at.number("above", needed=False),
        "up_to": at.number("up_to", needed=False),
        "first": at.day("first", needed=False),
        "until": at.day("until", needed=False),
        "document": at.document("document"),
    }
    return TensionClass(**cast(Any, made)) if len(at.problems) == before else None


def _unreadable(file: str) -> Problem:
    return Problem(
        file,
        said("in dit bestand staat geen indicator die wij kunnen lezen", "there is no indicator here that we can read"),
        said("een tekstbestand (UTF-8, YAML) met velden", "a text file (UTF-8, YAML) with fields"),
        said("Neem een bestand dat er al is als voorbeeld.", "Take a file that is there as an example."),
    )


def _empty(folder: Path) -> Problem:
    return Problem(
        folder.name,
        said("in deze map staan geen bestanden die op .yaml eindigen", "no files in this folder end in .yaml"),
        said("één bestand per indicator", "one file per indicator"),
        said("Kijk of de naam van de map klopt.", "See whether the name of the folder is right."),
    )
