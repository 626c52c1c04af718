# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an indicator is: its definition, where its figures come from, and what they do not say.

Knows: the shape of an indicator's file. Leaves: reading it (`read`), making a series of it (journeys).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...basics import Said
from ..periods import SpanKind
from ..regions import RegionKind

Theme = Literal[
    "arbeidsdeelname",
    "spanning",
    "vacatures",
    "ww",
    "werkzoekenden",
    "economie",
    "prognose",
    "inkomen",
    "onderwijs",
    "vaardigheden",
    "gezondheid",
]


@dataclass(frozen=True, slots=True)
class Document:
    """Where something is written: the document, the place in it, and its address."""

    document: str
    place: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SeriesSource:
    """A table that gives an indicator for some kinds of region.

    `select`: dimension or `Measure` → code. A code that starts with "titel:" is looked up by title instead
    ("titel:Netto arbeidsparticipatie", with the titles of its groups in front where one title stands twice: "titel:A
    / B").
    `region_dimension` None: the table is about `only_region` alone. `tried` False: never yet read from the real table.
    `derived`: ids of dimensions that no document showed us; they are made of the title, as StatLine makes them.
    `per`: divide by the figure of another selection of the same table (a share), times `times`.
    """

    provider: str
    table: str
    covers: tuple[RegionKind, ...]
    select: Mapping[str, str]
    period_dimension: str
    period_kind: SpanKind
    adjusted: bool
    tried: bool
    document: Document
    region_dimension: str | None = None
    only_region: str | None = None
    calculation: "Calculation | None" = None
    sampling_error: float | None = None
    sampling_source: Document | None = None
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """A figure that is worked out of two: `times` × the selection ÷ `per`, both of the same table, region and time."""

    per: Mapping[str, str]
    times: float = 100.0


@dataclass(frozen=True, slots=True)
class KnownBreak:
    """A break in an indicator's figures; `tables`: only in these ("cbs/80590ned"), empty: in all."""

    on: date
    why: Said
    document: Document
    tables: tuple[str, ...] = ()
    mended: bool = False
    mended_from: date | None = None


@dataclass(frozen=True, slots=True)
class TensionClass:
    """A class of a figure ("krap") between two bounds, `above` not included and `up_to` included, as the source drew
    them from `first` until `until` (first day no longer)."""

    name: Said
    above: float | None
    up_to: float | None
    first: date | None
    until: date | None
    document: Document


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is followed. `log`: its changes count in percent; otherwise in its own unit (points).

    `relevant`: from what change on it matters to who decides, in points, or in percent if `log`; `relevant_why` says
    why.
    `goals`: rows of the seed documents that ask for it. `sources` empty: no open source gives it; `nowhere` says
    where we looked. `regional_nowhere`: there is one for the country, and none for regions. `forecast`: what its source
    expects, so that its figures are about time to come.
    """

    id: str
    name: Said
    theme: Theme
    definition: Said
    unit: Said
    decimals: int
    log: bool
    relevant: float
    relevant_why: Said
    goals: tuple[Document, ...]
    says_not: tuple[Said, ...]
    sources: tuple[SeriesSource, ...]
    breaks: tuple[KnownBreak, ...] = ()
    classes: tuple[TensionClass, ...] = ()
    nowhere: Said | None = None
    regional_nowhere: Said | None = None
    order: int = 0
    adds_up: bool = False
    forecast: bool = False
