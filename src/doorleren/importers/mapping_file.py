# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file that says how somebody's table becomes one of ours: found, opened, and told when it is not right.

Knows: that a mapping is one of ours by its name, or a file by its path; how large it may be.
Leaves: what stands in it (`eurostat_mapping`, `sheet_mapping`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from ..basics import Problem, Said, said
from ..region.indicators.fields import Fields
from ..region.indicators.lined_text import read_lined
from ..region.indicators.record import Document

FOLDER: Final = Path(__file__).with_name("mappings")
_MAX_BYTES: Final = 1_000_000


class MappingWrong(Exception):
    """A mapping cannot be used; all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(one.what.en for one in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class AboutTable:
    """What every mapping says of its table. `tried` False: never yet read from a real file of the source."""

    provider: str
    table: str
    title: str
    summary: str
    licence: str
    document: Document
    tried: bool


def names_of(provider: str) -> tuple[str, ...]:
    """The mappings of ours for a provider, by the name of their table."""
    return tuple(sorted(file.stem.removeprefix(f"{provider}-") for file in FOLDER.glob(f"{provider}-*.yaml")))


def opened(provider: str, name: str) -> Fields:
    """The fields of a mapping: `name` is one of ours, or the path of a file. Raises MappingWrong."""
    ours = FOLDER / f"{provider}-{name}.yaml"
    file = ours if name in names_of(provider) else Path(name)
    try:
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            raise MappingWrong([_not_there(provider, name)])
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        raise MappingWrong([_not_there(provider, name)]) from None
    if _has_aliases(text):
        raise MappingWrong([_aliases(file.name)])
    values, lines, problems = read_lined(text, file.name)
    if not isinstance(values, dict):
        raise MappingWrong(problems or [_not_there(provider, name)])
    return Fields(values, (), lines, problems)


def about_table(at: Fields, provider: str) -> AboutTable | None:
    """What stands in every mapping; None where something lacks, which is then among the problems."""
    at.one_of("provider", (provider,))
    table, title = at.text("table"), at.text("title")
    summary, licence = at.text("summary", needed=False), at.text("licence", needed=False)
    document, tried = at.document("document"), at.truth("tried", default=False)
    if table is None or title is None or document is None or tried is None:
        return None
    return AboutTable(provider, table, title, summary or "", licence or "", document, tried)


def wrong_here(at: Fields, name: str | None, nl: str, en: str) -> None:
    """Something in a mapping that does not fit together."""
    at.wrong(name, said(nl, en), _THAT_FITS, said("Pas het aan.", "Change it."))


def _has_aliases(text: str) -> bool:
    """Whether something is written once and used again (`*name`): a few lines of that can stand for billions."""
    try:
        return any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False  # what is wrong is said by who reads it


def _aliases(file: str) -> Problem:
    return Problem(
        file,
        said("Deze koppeling verwijst met * naar een ander stuk.", "This mapping refers to another part with *."),
        said("alles voluit", "everything in full"),
        said("Schrijf het voluit.", "Write it in full."),
    )


def _not_there(provider: str, name: str) -> Problem:
    ours = ", ".join(names_of(provider))
    return Problem(
        f"--koppeling {name}"[:200],
        said("Deze koppeling is er niet, of is niet te lezen.", "This mapping is not there, or cannot be read."),
        said(f"een van: {ours}; of een bestand", f"one of: {ours}; or a file"),
        said("Controleer de naam.", "Check the name."),
    )


_THAT_FITS: Final[Said] = said("velden die bij elkaar passen", "fields that fit together")
