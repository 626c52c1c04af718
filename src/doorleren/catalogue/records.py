# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""What there is to learn: who offers it, what it is, when and where it starts, and what one gets for it.

Knows: the shape of a provider, a course (also a whole programme), an offering of it, a certificate and a diploma that
certificates add up to. Absent is unknown: None, and for a set or a text an empty one.
Leaves: how a feed is read (importers), where it is kept (store), what a scheme makes of it (`as_facts`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

KINDS: Final = (
    "cursus",
    "certificaat",
    "mbo_bol",
    "mbo_bbl",
    "mbo_derde_leerweg",
    "associate_degree",
    "hbo",
    "wo",
    "evc",
    "praktijkverklaring",
    "basisvaardigheden",
    "vmbo_havo_vwo",
)
"""The kinds of course, as the fact `opleiding_soort` has them."""

SUBJECTS: Final = tuple(
    "taal rekenen digitaal techniek bouw zorg onderwijs ict groen logistiek horeca administratie overig".split()
)
"""The subjects, as the fact `opleiding_onderwerp` has them."""

FORMS: Final = ("voltijd", "deeltijd", "duaal", "online")
"""How much of a week it takes, as the fact `opleiding_vorm` has it."""

WAYS: Final = ("klassikaal", "online", "gemengd", "werkplek", "zelfstudie")
"""How it is taught: in a room, online, both, at a workplace, or alone with a book."""

MOMENTS: Final = ("dag", "avond", "weekend")
"""When in the week it is."""

RECOGNISERS: Final = (
    "OCW",
    "NVAO",
    "NRTO",
    "CEDEO",
    "CPION",
    "SNRO",
    "NLQF",
    "NKC_EVC",
    "CRKBO",
    "STAP",
    "ANDERS",
)
"""Who can recognise a course or its provider. STAP is only ever history: it says nothing about a right."""

CODE_KINDS: Final = (
    "crebo",
    "isat",
    "keuzedeel",
    "mbo_certificaat",
    "rio",
    "edudex",
    "ooapi",
    "brin",
    "kvk",
    "isced",
    "sbi",
    "isco",
    "esco",
    "anders",
)
"""What a code is a code of; `isat` is what croho was called before."""

LEARN_AND_WORK: Final = ("bbl", "derde_leerweg", "duaal", "praktijkopdracht", "leerbaan")
"""How learning and working go together: among them a practice assignment in a gebiedscoöperatie."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from: the feed, its key there, and whether it is an example that nobody can attend."""

    source: str
    key: str
    example: bool = False


def id_of(kind: Literal["provider", "course", "offering", "certificate", "diploma"], source: str, key: str) -> str:
    """The id of a record of a feed: the same in every import, and different for every feed."""
    digest = hashlib.sha256("\x1f".join((source, kind, key)).encode())
    return f"{kind[0]}-{digest.hexdigest()[:20]}"


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its kind (`CODE_KINDS`); a code is text, zeros in front and all."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is. `municipality` is a CBS code (GM0014); latitude and longitude are degrees (WGS 84)."""

    town: str
    street: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str = "NL"


@dataclass(frozen=True, slots=True)
class Level:
    """How high it is. `nlqf` is instroom, 1 … 8 or 4+; `eqf` 1 … 8 (4+ is EQF 4); `mbo` as the fact
    `opleiding_mbo_niveau`; `degree` associate_degree, bachelor or master."""

    nlqf: str | None = None
    eqf: int | None = None
    mbo: str | None = None
    degree: str | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """Who offers courses."""

    id: str
    name: str
    origin: Origin
    website: str | None = None
    place: Place | None = None
    codes: tuple[Code, ...] = ()
    recognised_by: frozenset[str] = frozenset()
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """What can be learned: a course, a part of a programme, or a programme.

    `about` is plain text, a blank line between paragraphs and "- " before each item of a list.
    `study_load` is as its source says it, such as (240, "sbu"); `study_load_hours` is that in hours.
    `entry` is the diploma that one needs to begin (`hoogste_diploma`), `entry_text` what its source says of that.
    `free_with` are schemes whose holders have a free place, where the provider says so.
    `gives` are ids of certificates, `proof` is what one gets, in words.
    `facts` are other course facts that a scheme reads and that the source states.
    `rest` is all of the source that has no place here, so that nothing is lost.
    """

    id: str
    provider: str
    name: str
    origin: Origin
    name_en: str | None = None
    about: str = ""
    about_en: str = ""
    kind: str | None = None
    level: Level = Level()
    recognised_by: frozenset[str] = frozenset()
    funded: bool | None = None
    codes: tuple[Code, ...] = ()
    study_load: tuple[float, str] | None = None
    study_load_hours: int | None = None
    contact_hours: int | None = None
    minutes_per_week: int | None = None
    duration_months: int | None = None
    entry: str | None = None
    entry_text: str = ""
    learn_and_work: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    skills: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    proof: str | None = None
    free_with: frozenset[str] = frozenset()
    website: str | None = None
    words: tuple[str, ...] = ()
    facts: Mapping[str, bool | int | str | tuple[str, ...]] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offering:
    """One time that a course is given. Without `start` it can begin on any day, if `any_day`; else that is unknown.

    `price_cents` is the whole price for a person, VAT included; None is unknown. `price_parts` are its parts, or what
    comes beside it and is not in it ("exam" …): name, cents, and whether it is in the price.
    `places` is how many there are, `places_left` how many are free.
    """

    id: str
    course: str
    origin: Origin
    name: str | None = None
    start: date | None = None
    end: date | None = None
    any_day: bool = False
    apply_from: date | None = None
    apply_until: date | None = None
    form: str | None = None
    way: str | None = None
    moments: frozenset[str] = frozenset()
    language: str | None = None
    place: Place | None = None
    price_cents: int | None = None
    price_parts: tuple[tuple[str, int, bool], ...] = ()
    price_text: str = ""
    places: int | None = None
    places_left: int | None = None
    website: str | None = None
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one can get and keep: a certificate, a practice declaration, a diploma of a part."""

    id: str
    name: str
    origin: Origin
    codes: tuple[Code, ...] = ()
    level: Level = Level()
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a diploma: `count` of these certificates are needed, each counted once in the whole diploma."""

    name: str
    certificates: frozenset[str]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Diploma:
    """What certificates add up to."""

    id: str
    name: str
    origin: Origin
    parts: tuple[Part, ...] = ()
    codes: tuple[Code, ...] = ()
    level: Level = Level()
    rest: Mapping[str, Any] = field(default_factory=dict)


Record = Provider | Course | Offering | Certificate | Diploma
RECORDS: Final[Mapping[str, type[Record]]] = {
    "provider": Provider,
    "course": Course,
    "offering": Offering,
    "certificate": Certificate,
    "diploma": Diploma,
}
