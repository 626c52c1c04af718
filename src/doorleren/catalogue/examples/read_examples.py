# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of this folder as records: providers, certificates, diplomas, courses and their offerings of each year.

Knows: what the words of the form become in a record.
Leaves: the form itself (stated), and what a round becomes in a year (offered).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..records import Certificate, Course, Diploma, Level, Part, Provider, Record
from .offered import SITE, offerings, origin_of
from .prices import Prices
from .rounds import months_of
from .stated import Stated, read_file, stated_courses
from .towns import Towns

FIRST_YEAR: Final = 2019

LEVELS: Final[Mapping[str, Level]] = {
    "instroom": Level(nlqf="instroom"),
    "nlqf1": Level(nlqf="1", eqf=1),
    "nlqf2": Level(nlqf="2", eqf=2),
    "nlqf3": Level(nlqf="3", eqf=3),
    "nlqf4": Level(nlqf="4", eqf=4),
    "nlqf4+": Level(nlqf="4+", eqf=4),
    "nlqf5": Level(nlqf="5", eqf=5),
    "nlqf6": Level(nlqf="6", eqf=6),
    "entree": Level(nlqf="1", eqf=1, mbo="entree"),
    "niveau2": Level(nlqf="2", eqf=2, mbo="niveau2"),
    "niveau3": Level(nlqf="3", eqf=3, mbo="niveau3"),
    "niveau4": Level(nlqf="4", eqf=4, mbo="niveau4"),
    "specialist": Level(nlqf="4", eqf=4, mbo="specialist"),
    "associate_degree": Level(nlqf="5", eqf=5, degree="associate_degree"),
    "bachelor": Level(nlqf="6", eqf=6, degree="bachelor"),
    "master": Level(nlqf="7", eqf=7, degree="master"),
}


def examples(*, first_year: int = FIRST_YEAR, last_year: int) -> Iterator[Record]:
    """Everything that there is to learn in these years: providers, what can be got, and each course with its rounds."""
    years = range(first_year, last_year + 1)
    world = read_file("providers")
    towns = Towns(world["towns"])
    prices = Prices(world["prices"]["of_year"], world["prices"]["rise_percent"], world["fees"])
    for name, stated in world["providers"].items():
        yield _provider(name, stated, towns, years)
    yield from _certificates()
    yield from _diplomas()
    for course in stated_courses():
        yield _course(course)
        for year in years:
            yield from offerings(course, year, towns, prices)


def _provider(name: str, stated: Mapping[str, Any], towns: Towns, years: Iterable[int]) -> Provider:
    made = f"voorbeeld-{name}"
    return Provider(
        id=made,
        name=stated["name"],
        origin=origin_of(made),
        website=f"{SITE}/{made}",
        place=towns.place_in_all(stated["town"], years) if "town" in stated else None,
        recognised_by=frozenset(stated.get("recognised_by", ())),
    )


def _certificates() -> Iterator[Certificate]:
    read = read_file("certificates")
    for name, stated in read["certificates"].items():
        made = certificate_id(name)
        level = LEVELS[stated["level"]] if "level" in stated else Level()
        yield Certificate(made, stated["name"], origin_of(made), level=level, rest={"voorbeeld": read["note"]})


def _diplomas() -> Iterator[Diploma]:
    read = read_file("diplomas")
    for name, stated in read["diplomas"].items():
        made = f"voorbeeld-diploma-{name}"
        parts = tuple(
            Part(part["name"], frozenset(certificate_id(one) for one in part["of"]), part.get("count", 1))
            for part in stated["parts"]
        )
        level = LEVELS[stated["level"]] if "level" in stated else Level()
        yield Diploma(made, stated["name"], origin_of(made), parts, level=level, rest={"voorbeeld": read["note"]})


def _course(stated: Stated) -> Course:
    own = stated.course
    made = f"voorbeeld-{stated.name}"
    load = own.get("study_load")
    return Course(
        id=made,
        provider=f"voorbeeld-{own['provider']}",
        name=own["name"],
        origin=origin_of(made),
        name_en=own["name_en"],
        about=own["about"],
        about_en=own["about_en"],
        kind=own["kind"],
        level=LEVELS[own["level"]] if "level" in own else Level(),
        recognised_by=frozenset(own.get("recognised_by", ())),
        funded=own.get("funded"),
        study_load=(float(load), "uur") if load else None,
        study_load_hours=load,
        contact_hours=own.get("hours"),
        minutes_per_week=own.get("minutes_per_week"),
        duration_months=months_of(own),
        entry=own.get("entry"),
        entry_text=own.get("entry_text", ""),
        learn_and_work=frozenset(own.get("learn_and_work", ())),
        subjects=frozenset(own["subjects"]),
        skills=tuple(own.get("skills", ())),
        gives=tuple(certificate_id(one) for one in own.get("gives", ())),
        proof=own.get("proof"),
        free_with=frozenset(own.get("free_with", ())),
        website=f"{SITE}/{made}",
        words=tuple(own.get("words", ())),
        facts=own["facts"],
    )


def certificate_id(name: str) -> str:
    return f"voorbeeld-certificaat-{name}"
