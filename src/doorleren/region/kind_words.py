# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each kind of region is called, one and more of them, in Dutch and in English; and how names are put in a row."""

from collections.abc import Mapping, Sequence
from typing import Final

from ..basics import Said
from .regions import RegionKind

ONE: Final[Mapping[RegionKind, Said]] = {
    "land": Said("land", "country"),
    "provincie": Said("provincie", "province"),
    "arbeidsmarktregio": Said("arbeidsmarktregio", "labour-market region"),
    "groep": Said("groep", "group"),
    "gemeente": Said("gemeente", "municipality"),
}
MANY: Final[Mapping[RegionKind, Said]] = {
    "land": Said("landen", "countries"),
    "provincie": Said("provincies", "provinces"),
    "arbeidsmarktregio": Said("arbeidsmarktregio's", "labour-market regions"),
    "groep": Said("groepen", "groups"),
    "gemeente": Said("gemeenten", "municipalities"),
}


def joined(names: Sequence[str], language: str) -> str:
    """ "a, b en c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {'and' if language == 'en' else 'en'} {names[-1]}"


def all_said(sentences: Sequence[Said], between: str = "") -> Said:
    """Said one after the other: as "a, b en c", or with `between` between them."""
    nl, en = [one.nl for one in sentences], [one.en for one in sentences]
    if between:
        return Said(between.join(nl), between.join(en))
    return Said(joined(nl, "nl"), joined(en, "en"))
